// swift-format-ignore-file
// Written by `swift run PublicSurface`.
import Adjoint
import AdjointNN
import AdjointTraining
import Foundation

enum AdjointTrainingInitializers {
    static let all: [Call] = [
        Call("Accuracy.init()", call0),
        Call("Augmentations.init(_:)", call1),
        Call("Augmentations.init(_:) 2", call2),
        Call("BestModel.init(_:_:goal:)", call3),
        Call("BinaryAccuracy.init(threshold:)", call4),
        Call("CSVColumn.init(integerLiteral:)", call5),
        Call("CSVColumn.init(stringLiteral:)", call6),
        Call("CSVColumns.init(arrayLiteral:)", call7),
        Call("CSVLog.init(_:)", call8),
        Call("CSVTable.init(contentsOf:classes:classNames:columns:header:separator:missing:)", call9),
        Call("CSVTable.init(contentsOf:columns:header:separator:missing:)", call10),
        Call("CSVTable.init(contentsOf:values:columns:header:separator:missing:)", call11),
        Call("CSVTable.init(contentsOf:values:columns:header:separator:missing:) 2", call12),
        Call("Checkpoint.init(_:everyBatches:)", call13),
        Call("ConfusionMatrix.init(classes:)", call14),
        Call("ConfusionMatrix.init(predicted:actual:classes:)", call15),
        Call("ConfusionPicture.init(_:classNames:normalized:title:)", call16),
        Call("CrossValidation.init(scores:)", call17),
        Call("Cutout.init(_:)", call18),
        Call("DataLoader.init(_:batchSize:shuffle:seed:dropLast:prefetch:transform:)", call19),
        Call("DecisionBoundary.init(title:points:labels:xTitle:yTitle:resolution:classifier:)", call20),
        Call("EarlyStopping.init(_:goal:patience:minimumChange:restoresBest:)", call21),
        Call("Ensemble.init(_:by:)", call22),
        Call("F1Score.init(average:threshold:)", call23),
        Call("HeatMap.init(title:values:rowNames:columnNames:xTitle:yTitle:range:marks:)", call24),
        Call("Histogram.init(title:values:bins:xTitle:)", call25),
        Call("History.init()", call26),
        Call("HorizontalFlip.init(probability:)", call27),
        Call("HyperparameterSearch.init(grid:goal:)", call28),
        Call("HyperparameterSearch.init(random:count:seed:goal:)", call29),
        Call("IDX.ElementType.init(rawValue:)", call30),
        Call("IDX.init(_:source:)", call31),
        Call("IDX.init(contentsOf:)", call32),
        Call("ImageGrid.init(title:images:captions:columns:wrong:)", call33),
        Call("ImpossibleState.init(_:)", call34),
        Call("Imputer.init(features:dtype:)", call35),
        Call("Imputer.init(fittedTo:by:)", call36),
        Call("KFold.init(_:)", call37),
        Call("LabelEncoder.init()", call38),
        Call("LabelEncoder.init(_:)", call39),
        Call("LabelEncoder.init(fittedTo:)", call40),
        Call("LearningRateSchedule.init(_:per:)", call41),
        Call("LineChart.init(title:xTitle:yTitle:series:xScale:yScale:)", call42),
        Call("MeanAbsoluteError.init()", call43),
        Call("MeanSquaredError.init()", call44),
        Call("MinMaxScaler.init(features:range:dtype:)", call45),
        Call("MinMaxScaler.init(fittedTo:range:)", call46),
        Call("MinMaxScaler.init(minimum:width:range:)", call47),
        Call("Noise.init(_:)", call48),
        Call("PlateauSchedule.init(_:_:)", call49),
        Call("Precision.init(average:threshold:)", call50),
        Call("ProgressBar.init(_:total:from:)", call51),
        Call("RSquared.init()", call52),
        Call("Recall.init(average:threshold:)", call53),
        Call("Rotation.init(degrees:)", call54),
        Call("Samples.init(_:_:)", call55),
        Call("Samples.init(images:labels:)", call56),
        Call("Scores.init()", call57),
        Call("SearchRange.init(arrayLiteral:)", call58),
        Call("Series.init(_:_:x:style:)", call59),
        Call("Setting.init(floatLiteral:)", call60),
        Call("Setting.init(integerLiteral:)", call61),
        Call("Setting.init(stringLiteral:)", call62),
        Call("Shift.init(_:)", call63),
        Call("Shift.init(horizontal:vertical:)", call64),
        Call("Stacking.init(_:final:)", call65),
        Call("Standardizer.init(features:dtype:)", call66),
        Call("Standardizer.init(fittedTo:)", call67),
        Call("Standardizer.init(mean:deviation:)", call68),
        Call("StopAtNonFiniteLoss.init()", call69),
        Call("StratifiedKFold.init(_:)", call70),
        Call("TopKAccuracy.init(_:)", call71),
        Call("Trainer.init(_:_:metrics:loss:)", call72),
        Call("Trial.init(_:)", call73),
        Call("VerticalFlip.init(probability:)", call74),
        Call("Zoom.init(_:)", call75),
    ]

    // init()
    static func call0(_ d: Draw) throws {
        d.ready()
        d.use((Accuracy()) as Any)
    }

    // init(_ steps: [any Augmentation])
    static func call1(_ d: Draw) throws {
        let a0: [any Augmentation] = d.array("steps") { d.anyAugmentation("") }
        d.ready()
        d.use((Augmentations(a0)) as Any)
    }

    // init(_ steps: any Augmentation...)
    static func call2(_ d: Draw) throws {
        let a0: any Augmentation = d.anyAugmentation("steps")
        let a0_1: any Augmentation = d.anyAugmentation("steps")
        d.ready()
        d.use((Augmentations(a0, a0_1)) as Any)
    }

    // init(_ file: URL, _ score: String = "validation loss", goal: Goal = .lower)
    static func call3(_ d: Draw) throws {
        let a0: URL = d.file("file")
        let a1: String = d.string("score")
        let a2: Goal = d.goal("goal")
        d.ready()
        d.use((BestModel(a0, a1, goal: a2)) as Any)
    }

    // init(threshold: Double = 0.5)
    static func call4(_ d: Draw) throws {
        let a0: Double = d.double("threshold")
        d.ready()
        d.use((BinaryAccuracy(threshold: a0)) as Any)
    }

    // init(integerLiteral position: Int)
    static func call5(_ d: Draw) throws {
        let a0: Int = d.int("position")
        d.ready()
        d.use((CSVColumn(integerLiteral: a0)) as Any)
    }

    // init(stringLiteral name: String)
    static func call6(_ d: Draw) throws {
        let a0: String = d.string("name")
        d.ready()
        d.use((CSVColumn(stringLiteral: a0)) as Any)
    }

    // init(arrayLiteral elements: CSVColumn...)
    static func call7(_ d: Draw) throws {
        let a0: CSVColumn = d.makeCSVColumn("elements")
        let a0_1: CSVColumn = d.makeCSVColumn("elements")
        d.ready()
        d.use((CSVColumns(arrayLiteral: a0, a0_1)) as Any)
    }

    // init(_ file: URL)
    static func call8(_ d: Draw) throws {
        let a0: URL = d.file("file")
        d.ready()
        d.use((CSVLog(a0)) as Any)
    }

    // init(contentsOf file: URL, classes: CSVColumn, classNames: [String]? = nil, columns: CSVColumns = .all, header: Bool = true, separator: Character = ",", missing: MissingValues = .refused) throws(FileError)
    static func call9(_ d: Draw) throws {
        let a0: URL = d.file("file")
        let a1: CSVColumn = d.makeCSVColumn("classes")
        let a2: [String]? = d.optional("classNames") { d.array("classNames") { d.string("") } }
        let a3: CSVColumns = d.makeCSVColumns("columns")
        let a4: Bool = d.bool("header")
        let a5: Character = d.character("separator")
        let a6: MissingValues = d.makeMissingValues("missing")
        d.ready()
        d.use((try CSVTable(contentsOf: a0, classes: a1, classNames: a2, columns: a3, header: a4, separator: a5, missing: a6)) as Any)
    }

    // init(contentsOf file: URL, columns: CSVColumns = .all, header: Bool = true, separator: Character = ",", missing: MissingValues = .refused) throws(FileError)
    static func call10(_ d: Draw) throws {
        let a0: URL = d.file("file")
        let a1: CSVColumns = d.makeCSVColumns("columns")
        let a2: Bool = d.bool("header")
        let a3: Character = d.character("separator")
        let a4: MissingValues = d.makeMissingValues("missing")
        d.ready()
        d.use((try CSVTable(contentsOf: a0, columns: a1, header: a2, separator: a3, missing: a4)) as Any)
    }

    // init(contentsOf file: URL, values: CSVColumn, columns: CSVColumns = .all, header: Bool = true, separator: Character = ",", missing: MissingValues = .refused) throws(FileError)
    static func call11(_ d: Draw) throws {
        let a0: URL = d.file("file")
        let a1: CSVColumn = d.makeCSVColumn("values")
        let a2: CSVColumns = d.makeCSVColumns("columns")
        let a3: Bool = d.bool("header")
        let a4: Character = d.character("separator")
        let a5: MissingValues = d.makeMissingValues("missing")
        d.ready()
        d.use((try CSVTable(contentsOf: a0, values: a1, columns: a2, header: a3, separator: a4, missing: a5)) as Any)
    }

    // init(contentsOf file: URL, values: [CSVColumn], columns: CSVColumns = .all, header: Bool = true, separator: Character = ",", missing: MissingValues = .refused) throws(FileError)
    static func call12(_ d: Draw) throws {
        let a0: URL = d.file("file")
        let a1: [CSVColumn] = d.array("values") { d.makeCSVColumn("") }
        let a2: CSVColumns = d.makeCSVColumns("columns")
        let a3: Bool = d.bool("header")
        let a4: Character = d.character("separator")
        let a5: MissingValues = d.makeMissingValues("missing")
        d.ready()
        d.use((try CSVTable(contentsOf: a0, values: a1, columns: a2, header: a3, separator: a4, missing: a5)) as Any)
    }

    // init(_ file: URL, everyBatches batches: Int? = nil)
    static func call13(_ d: Draw) throws {
        let a0: URL = d.file("file")
        let a1: Int? = d.optional("batches") { d.int("batches") }
        d.ready()
        d.use((Checkpoint(a0, everyBatches: a1)) as Any)
    }

    // init(classes: Int)
    static func call14(_ d: Draw) throws {
        let a0: Int = d.int("classes")
        d.ready()
        d.use((ConfusionMatrix(classes: a0)) as Any)
    }

    // init(predicted: Tensor, actual: Tensor, classes: Int)
    static func call15(_ d: Draw) throws {
        let a0: Tensor = d.tensor("predicted")
        let a1: Tensor = d.tensor("actual")
        let a2: Int = d.int("classes")
        d.ready()
        d.use((ConfusionMatrix(predicted: a0, actual: a1, classes: a2)) as Any)
    }

    // init(_ matrix: ConfusionMatrix, classNames: [String]? = nil, normalized: Bool = false, title: String = "")
    static func call16(_ d: Draw) throws {
        let a0: ConfusionMatrix = d.makeConfusionMatrix("matrix")
        let a1: [String]? = d.optional("classNames") { d.array("classNames") { d.string("") } }
        let a2: Bool = d.bool("normalized")
        let a3: String = d.string("title")
        d.ready()
        d.use((ConfusionPicture(a0, classNames: a1, normalized: a2, title: a3)) as Any)
    }

    // init(scores: [Double])
    static func call17(_ d: Draw) throws {
        let a0: [Double] = d.array("scores") { d.double("") }
        d.ready()
        d.use((CrossValidation(scores: a0)) as Any)
    }

    // init(_ side: Int)
    static func call18(_ d: Draw) throws {
        let a0: Int = d.int("side")
        d.ready()
        d.use((Cutout(a0)) as Any)
    }

    // init(_ dataset: some Dataset, batchSize: Int, shuffle: Bool = false, seed: UInt64? = nil, dropLast: Bool = false, prefetch: Int = 2, transform: (any Augmentation)? = nil)
    static func call19(_ d: Draw) throws {
        let a0 = d.dataset("dataset")
        let a1: Int = d.int("batchSize")
        let a2: Bool = d.bool("shuffle")
        let a3: UInt64? = d.optional("seed") { d.unsigned("seed") }
        let a4: Bool = d.bool("dropLast")
        let a5: Int = d.int("prefetch")
        let a6: (any Augmentation)? = d.optional("transform") { d.anyAugmentation("transform") }
        d.ready()
        d.use((DataLoader(a0, batchSize: a1, shuffle: a2, seed: a3, dropLast: a4, prefetch: a5, transform: a6)) as Any)
    }

    // init(title: String, points: Tensor, labels: Tensor, xTitle: String = "", yTitle: String = "", resolution: Int = 120, classifier: (Tensor) -> Tensor)
    static func call20(_ d: Draw) throws {
        let a0: String = d.string("title")
        let a1: Tensor = d.tensor("points")
        let a2: Tensor = d.tensor("labels")
        let a3: String = d.string("xTitle")
        let a4: String = d.string("yTitle")
        let a5: Int = d.int("resolution")
        let a6: (Tensor) -> Tensor = d.function("classifier")
        d.ready()
        d.use((DecisionBoundary(title: a0, points: a1, labels: a2, xTitle: a3, yTitle: a4, resolution: a5, classifier: a6)) as Any)
    }

    // init(_ score: String = "validation loss", goal: Goal = .lower, patience: Int = 5, minimumChange: Double = 0, restoresBest: Bool = true)
    static func call21(_ d: Draw) throws {
        let a0: String = d.string("score")
        let a1: Goal = d.goal("goal")
        let a2: Int = d.int("patience")
        let a3: Double = d.double("minimumChange")
        let a4: Bool = d.bool("restoresBest")
        d.ready()
        d.use((EarlyStopping(a0, goal: a1, patience: a2, minimumChange: a3, restoresBest: a4)) as Any)
    }

    // init(_ members: [any UnaryModule], by rule: Ensemble.Rule = .average)
    static func call22(_ d: Draw) throws {
        let a0: [any UnaryModule] = d.array("members") { d.anyUnaryModule("") }
        let a1: Ensemble.Rule = d.makeEnsemble_Rule("rule")
        d.ready()
        d.use((Ensemble(a0, by: a1)) as Any)
    }

    // init(average: Average, threshold: Double = 0.5)
    static func call23(_ d: Draw) throws {
        let a0: Average = d.makeAverage("average")
        let a1: Double = d.double("threshold")
        d.ready()
        d.use((F1Score(average: a0, threshold: a1)) as Any)
    }

    // init(title: String, values: Tensor, rowNames: [String] = [], columnNames: [String] = [], xTitle: String = "", yTitle: String = "", range: ClosedRange<Double>? = nil, marks: Tensor? = nil)
    static func call24(_ d: Draw) throws {
        let a0: String = d.string("title")
        let a1: Tensor = d.tensor("values")
        let a2: [String] = d.array("rowNames") { d.string("") }
        let a3: [String] = d.array("columnNames") { d.string("") }
        let a4: String = d.string("xTitle")
        let a5: String = d.string("yTitle")
        let a6: ClosedRange<Double>? = d.optional("range") { d.closedRange("range") }
        let a7: Tensor? = d.optional("marks") { d.tensor("marks") }
        d.ready()
        d.use((HeatMap(title: a0, values: a1, rowNames: a2, columnNames: a3, xTitle: a4, yTitle: a5, range: a6, marks: a7)) as Any)
    }

    // init(title: String, values: [Double], bins: Int = 30, xTitle: String = "")
    static func call25(_ d: Draw) throws {
        let a0: String = d.string("title")
        let a1: [Double] = d.array("values") { d.double("") }
        let a2: Int = d.int("bins")
        let a3: String = d.string("xTitle")
        d.ready()
        d.use((Histogram(title: a0, values: a1, bins: a2, xTitle: a3)) as Any)
    }

    // init()
    static func call26(_ d: Draw) throws {
        d.ready()
        d.use((History()) as Any)
    }

    // init(probability: Double = 0.5)
    static func call27(_ d: Draw) throws {
        let a0: Double = d.double("probability")
        d.ready()
        d.use((HorizontalFlip(probability: a0)) as Any)
    }

    // init(grid: KeyValuePairs<String, [Setting]>, goal: Goal = .higher)
    static func call28(_ d: Draw) throws {
        let a0: KeyValuePairs<String, [Setting]> = d.grid("grid")
        let a1: Goal = d.goal("goal")
        d.ready()
        d.use((HyperparameterSearch(grid: a0, goal: a1)) as Any)
    }

    // init(random ranges: KeyValuePairs<String, SearchRange>, count: Int, seed: UInt64, goal: Goal = .higher)
    static func call29(_ d: Draw) throws {
        let a0: KeyValuePairs<String, SearchRange> = d.ranges("ranges")
        let a1: Int = d.int("count")
        let a2: UInt64 = d.unsigned("seed")
        let a3: Goal = d.goal("goal")
        d.ready()
        d.use((HyperparameterSearch(random: a0, count: a1, seed: a2, goal: a3)) as Any)
    }

    // init?(rawValue: UInt8)
    static func call30(_ d: Draw) throws {
        let a0: UInt8 = d.byte("rawValue")
        d.ready()
        d.use((IDX.ElementType(rawValue: a0)) as Any)
    }

    // init(_ bytes: [UInt8], source: String = "IDX data") throws(FileError)
    static func call31(_ d: Draw) throws {
        let a0: [UInt8] = d.bytes("bytes")
        let a1: String = d.string("source")
        d.ready()
        d.use((try IDX(a0, source: a1)) as Any)
    }

    // init(contentsOf file: URL) throws(FileError)
    static func call32(_ d: Draw) throws {
        let a0: URL = d.file("file")
        d.ready()
        d.use((try IDX(contentsOf: a0)) as Any)
    }

    // init(title: String, images: Tensor, captions: [String] = [], columns: Int = 10, wrong: some Sequence<Int> = [Int]())
    static func call33(_ d: Draw) throws {
        let a0: String = d.string("title")
        let a1: Tensor = d.tensor("images")
        let a2: [String] = d.array("captions") { d.string("") }
        let a3: Int = d.int("columns")
        let a4 = d.positions("wrong")
        d.ready()
        d.use((ImageGrid(title: a0, images: a1, captions: a2, columns: a3, wrong: a4)) as Any)
    }

    // init(_ reason: String)
    static func call34(_ d: Draw) throws {
        let a0: String = d.string("reason")
        d.ready()
        d.use((ImpossibleState(a0)) as Any)
    }

    // init(features: Int..., dtype: DType = .float32)
    static func call35(_ d: Draw) throws {
        let a0: Int = d.int("features")
        let a0_1: Int = d.int("features")
        let a1: DType = d.makeDType("dtype")
        d.ready()
        d.use((Imputer(features: a0, a0_1, dtype: a1)) as Any)
    }

    // init(fittedTo data: Tensor, by rule: Imputer.Rule = .mean)
    static func call36(_ d: Draw) throws {
        let a0: Tensor = d.tensor("data")
        let a1: Imputer.Rule = d.makeImputer_Rule("rule")
        d.ready()
        d.use((Imputer(fittedTo: a0, by: a1)) as Any)
    }

    // init(_ count: Int = 5)
    static func call37(_ d: Draw) throws {
        let a0: Int = d.int("count")
        d.ready()
        d.use((KFold(a0)) as Any)
    }

    // init()
    static func call38(_ d: Draw) throws {
        d.ready()
        d.use((LabelEncoder()) as Any)
    }

    // init(_ classNames: [String])
    static func call39(_ d: Draw) throws {
        let a0: [String] = d.array("classNames") { d.string("") }
        d.ready()
        d.use((LabelEncoder(a0)) as Any)
    }

    // init(fittedTo labels: [String])
    static func call40(_ d: Draw) throws {
        let a0: [String] = d.array("labels") { d.string("") }
        d.ready()
        d.use((LabelEncoder(fittedTo: a0)) as Any)
    }

    // init(_ schedule: Schedule, per unit: LearningRateSchedule.Unit = .batch)
    static func call41(_ d: Draw) throws {
        let a0: Schedule = d.makeSchedule("schedule")
        let a1: LearningRateSchedule.Unit = d.makeLearningRateSchedule_Unit("unit")
        d.ready()
        d.use((LearningRateSchedule(a0, per: a1)) as Any)
    }

    // init(title: String, xTitle: String = "", yTitle: String = "", series: [Series], xScale: AxisScale = .linear, yScale: AxisScale = .linear)
    static func call42(_ d: Draw) throws {
        let a0: String = d.string("title")
        let a1: String = d.string("xTitle")
        let a2: String = d.string("yTitle")
        let a3: [Series] = d.array("series") { d.makeSeries("") }
        let a4: AxisScale = d.makeAxisScale("xScale")
        let a5: AxisScale = d.makeAxisScale("yScale")
        d.ready()
        d.use((LineChart(title: a0, xTitle: a1, yTitle: a2, series: a3, xScale: a4, yScale: a5)) as Any)
    }

    // init()
    static func call43(_ d: Draw) throws {
        d.ready()
        d.use((MeanAbsoluteError()) as Any)
    }

    // init()
    static func call44(_ d: Draw) throws {
        d.ready()
        d.use((MeanSquaredError()) as Any)
    }

    // init(features: Int..., range: ClosedRange<Double> = 0...1, dtype: DType = .float32)
    static func call45(_ d: Draw) throws {
        let a0: Int = d.int("features")
        let a0_1: Int = d.int("features")
        let a1: ClosedRange<Double> = d.closedRange("range")
        let a2: DType = d.makeDType("dtype")
        d.ready()
        d.use((MinMaxScaler(features: a0, a0_1, range: a1, dtype: a2)) as Any)
    }

    // init(fittedTo data: Tensor, range: ClosedRange<Double> = 0...1)
    static func call46(_ d: Draw) throws {
        let a0: Tensor = d.tensor("data")
        let a1: ClosedRange<Double> = d.closedRange("range")
        d.ready()
        d.use((MinMaxScaler(fittedTo: a0, range: a1)) as Any)
    }

    // init(minimum: Tensor, width: Tensor, range: ClosedRange<Double> = 0...1)
    static func call47(_ d: Draw) throws {
        let a0: Tensor = d.tensor("minimum")
        let a1: Tensor = d.tensor("width")
        let a2: ClosedRange<Double> = d.closedRange("range")
        d.ready()
        d.use((MinMaxScaler(minimum: a0, width: a1, range: a2)) as Any)
    }

    // init(_ standardDeviation: Double)
    static func call48(_ d: Draw) throws {
        let a0: Double = d.double("standardDeviation")
        d.ready()
        d.use((Noise(a0)) as Any)
    }

    // init(_ plateau: ReduceOnPlateau, _ score: String = "validation loss")
    static func call49(_ d: Draw) throws {
        let a0: ReduceOnPlateau = d.makeReduceOnPlateau("plateau")
        let a1: String = d.string("score")
        d.ready()
        d.use((PlateauSchedule(a0, a1)) as Any)
    }

    // init(average: Average, threshold: Double = 0.5)
    static func call50(_ d: Draw) throws {
        let a0: Average = d.makeAverage("average")
        let a1: Double = d.double("threshold")
        d.ready()
        d.use((Precision(average: a0, threshold: a1)) as Any)
    }

    // init(_ title: String, total: Int, from first: Int = 0)
    static func call51(_ d: Draw) throws {
        let a0: String = d.string("title")
        let a1: Int = d.int("total")
        let a2: Int = d.int("first")
        d.ready()
        d.use((ProgressBar(a0, total: a1, from: a2)) as Any)
    }

    // init()
    static func call52(_ d: Draw) throws {
        d.ready()
        d.use((RSquared()) as Any)
    }

    // init(average: Average, threshold: Double = 0.5)
    static func call53(_ d: Draw) throws {
        let a0: Average = d.makeAverage("average")
        let a1: Double = d.double("threshold")
        d.ready()
        d.use((Recall(average: a0, threshold: a1)) as Any)
    }

    // init(degrees: ClosedRange<Double>)
    static func call54(_ d: Draw) throws {
        let a0: ClosedRange<Double> = d.closedRange("degrees")
        d.ready()
        d.use((Rotation(degrees: a0)) as Any)
    }

    // init(_ inputs: Tensor, _ targets: Tensor)
    static func call55(_ d: Draw) throws {
        let a0: Tensor = d.tensor("inputs")
        let a1: Tensor = d.tensor("targets")
        d.ready()
        d.use((Samples(a0, a1)) as Any)
    }

    // init(images: URL, labels: URL) throws(FileError)
    static func call56(_ d: Draw) throws {
        let a0: URL = d.file("images")
        let a1: URL = d.file("labels")
        d.ready()
        d.use((try Samples(images: a0, labels: a1)) as Any)
    }

    // init()
    static func call57(_ d: Draw) throws {
        d.ready()
        d.use((Scores()) as Any)
    }

    // init(arrayLiteral elements: Setting...)
    static func call58(_ d: Draw) throws {
        let a0: Setting = d.makeSetting("elements")
        let a0_1: Setting = d.makeSetting("elements")
        d.ready()
        d.use((SearchRange(arrayLiteral: a0, a0_1)) as Any)
    }

    // init(_ name: String, _ values: [Double], x: [Double]? = nil, style: Series.Style = .line)
    static func call59(_ d: Draw) throws {
        let a0: String = d.string("name")
        let a1: [Double] = d.array("values") { d.double("") }
        let a2: [Double]? = d.optional("x") { d.array("x") { d.double("") } }
        let a3: Series.Style = d.makeSeries_Style("style")
        d.ready()
        d.use((Series(a0, a1, x: a2, style: a3)) as Any)
    }

    // init(floatLiteral value: Double)
    static func call60(_ d: Draw) throws {
        let a0: Double = d.double("value")
        d.ready()
        d.use((Setting(floatLiteral: a0)) as Any)
    }

    // init(integerLiteral value: Int)
    static func call61(_ d: Draw) throws {
        let a0: Int = d.int("value")
        d.ready()
        d.use((Setting(integerLiteral: a0)) as Any)
    }

    // init(stringLiteral value: String)
    static func call62(_ d: Draw) throws {
        let a0: String = d.string("value")
        d.ready()
        d.use((Setting(stringLiteral: a0)) as Any)
    }

    // init(_ distance: Double)
    static func call63(_ d: Draw) throws {
        let a0: Double = d.double("distance")
        d.ready()
        d.use((Shift(a0)) as Any)
    }

    // init(horizontal: ClosedRange<Double>, vertical: ClosedRange<Double>)
    static func call64(_ d: Draw) throws {
        let a0: ClosedRange<Double> = d.closedRange("horizontal")
        let a1: ClosedRange<Double> = d.closedRange("vertical")
        d.ready()
        d.use((Shift(horizontal: a0, vertical: a1)) as Any)
    }

    // init(_ members: [any UnaryModule], final: any UnaryModule)
    static func call65(_ d: Draw) throws {
        let a0: [any UnaryModule] = d.array("members") { d.anyUnaryModule("") }
        let a1: any UnaryModule = d.anyUnaryModule("final")
        d.ready()
        d.use((Stacking(a0, final: a1)) as Any)
    }

    // init(features: Int..., dtype: DType = .float32)
    static func call66(_ d: Draw) throws {
        let a0: Int = d.int("features")
        let a0_1: Int = d.int("features")
        let a1: DType = d.makeDType("dtype")
        d.ready()
        d.use((Standardizer(features: a0, a0_1, dtype: a1)) as Any)
    }

    // init(fittedTo data: Tensor)
    static func call67(_ d: Draw) throws {
        let a0: Tensor = d.tensor("data")
        d.ready()
        d.use((Standardizer(fittedTo: a0)) as Any)
    }

    // init(mean: Tensor, deviation: Tensor)
    static func call68(_ d: Draw) throws {
        let a0: Tensor = d.tensor("mean")
        let a1: Tensor = d.tensor("deviation")
        d.ready()
        d.use((Standardizer(mean: a0, deviation: a1)) as Any)
    }

    // init()
    static func call69(_ d: Draw) throws {
        d.ready()
        d.use((StopAtNonFiniteLoss()) as Any)
    }

    // init(_ count: Int = 5)
    static func call70(_ d: Draw) throws {
        let a0: Int = d.int("count")
        d.ready()
        d.use((StratifiedKFold(a0)) as Any)
    }

    // init(_ k: Int = 5)
    static func call71(_ d: Draw) throws {
        let a0: Int = d.int("k")
        d.ready()
        d.use((TopKAccuracy(a0)) as Any)
    }

    // init(_ model: Model, _ optimizer: any Optimizer, metrics: [any Metric] = [], loss: @escaping (Tensor, Tensor) -> Tensor)
    static func call72(_ d: Draw) throws {
        let a0: Sequential = d.makeSequential("model")
        let a1: any Optimizer = d.anyOptimizer("optimizer")
        let a2: [any Metric] = d.array("metrics") { d.anyMetric("") }
        let a3: (Tensor, Tensor) -> Tensor = d.loss("loss")
        d.ready()
        d.use((Trainer<Sequential>(a0, a1, metrics: a2, loss: a3)) as Any)
    }

    // init(_ settings: [String : Setting])
    static func call73(_ d: Draw) throws {
        let a0: [String : Setting] = d.dictionary("settings") { d.makeSetting("") }
        d.ready()
        d.use((Trial(a0)) as Any)
    }

    // init(probability: Double = 0.5)
    static func call74(_ d: Draw) throws {
        let a0: Double = d.double("probability")
        d.ready()
        d.use((VerticalFlip(probability: a0)) as Any)
    }

    // init(_ factor: ClosedRange<Double>)
    static func call75(_ d: Draw) throws {
        let a0: ClosedRange<Double> = d.closedRange("factor")
        d.ready()
        d.use((Zoom(a0)) as Any)
    }
}
