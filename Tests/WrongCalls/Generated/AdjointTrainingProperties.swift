// swift-format-ignore-file
// Written by `swift run PublicSurface`.
import Adjoint
import AdjointNN
import AdjointTraining
import Foundation

enum AdjointTrainingProperties {
    static let all: [Call] = [
        Call("Accuracy.name", call0),
        Call("Accuracy.value", call1),
        Call("BinaryAccuracy.name", call2),
        Call("BinaryAccuracy.value", call3),
        Call("CSVTable.inputs", call4),
        Call("Callback.stateDictionary", call5),
        Call("Callback.stateDictionary 2", call6),
        Call("ConfusionMatrix.accuracy", call7),
        Call("ConfusionMatrix.counts", call8),
        Call("ConfusionMatrix.description", call9),
        Call("ConfusionMatrix.name", call10),
        Call("ConfusionMatrix.normalized", call11),
        Call("ConfusionMatrix.normalizedDescription", call12),
        Call("ConfusionMatrix.total", call13),
        Call("ConfusionMatrix.value", call14),
        Call("ConfusionPicture.svg", call15),
        Call("CrossValidation.description", call16),
        Call("CrossValidation.mean", call17),
        Call("CrossValidation.standardDeviation", call18),
        Call("Dataset.count", call19),
        Call("DecisionBoundary.svg", call20),
        Call("EarlyStopping.bestEpoch", call21),
        Call("EarlyStopping.stateDictionary", call22),
        Call("FoldSplitter.count", call23),
        Call("HeatMap.svg", call24),
        Call("Histogram.svg", call25),
        Call("History.csv", call26),
        Call("History.epochs", call27),
        Call("History.last", call28),
        Call("History.names", call29),
        Call("IDX.ElementType.byteCount", call30),
        Call("IDX.tensor", call31),
        Call("ImageGrid.svg", call32),
        Call("ImpossibleState.description", call33),
        Call("Imputer.values", call34),
        Call("LabelEncoder.classNames", call35),
        Call("LineChart.svg", call36),
        Call("MeanAbsoluteError.name", call37),
        Call("MeanAbsoluteError.value", call38),
        Call("MeanSquaredError.name", call39),
        Call("MeanSquaredError.value", call40),
        Call("Metric.name", call41),
        Call("Metric.value", call42),
        Call("MinMaxScaler.minimum", call43),
        Call("MinMaxScaler.width", call44),
        Call("NamedMetric.value", call45),
        Call("Picture.svg", call46),
        Call("RSquared.name", call47),
        Call("RSquared.value", call48),
        Call("Samples.classCount", call49),
        Call("Samples.count", call50),
        Call("Scores.description", call51),
        Call("Scores.names", call52),
        Call("SearchResults.best", call53),
        Call("SearchResults.description", call54),
        Call("SearchResults.ranked", call55),
        Call("Setting.description", call56),
        Call("Standardizer.deviation", call57),
        Call("Standardizer.mean", call58),
        Call("TopKAccuracy.name", call59),
        Call("TopKAccuracy.value", call60),
        Call("Trainer.display", call61),
        Call("TrainingRun.batch", call62),
        Call("TrainingRun.batchLoss", call63),
        Call("TrainingRun.epoch", call64),
        Call("TrainingRun.history", call65),
        Call("TrainingRun.step", call66),
        Call("TrainingRun.stopReason", call67),
    ]

    // var name: String { get }
    static func call0(_ d: Draw) throws {
        let receiver: Accuracy = d.makeAccuracy("receiver")
        d.ready()
        d.use((receiver.name) as Any)
    }

    // var value: Double { get }
    static func call1(_ d: Draw) throws {
        let receiver: Accuracy = d.makeAccuracy("receiver")
        d.ready()
        d.use((receiver.value) as Any)
    }

    // var name: String { get }
    static func call2(_ d: Draw) throws {
        let receiver: BinaryAccuracy = d.makeBinaryAccuracy("receiver")
        d.ready()
        d.use((receiver.name) as Any)
    }

    // var value: Double { get }
    static func call3(_ d: Draw) throws {
        let receiver: BinaryAccuracy = d.makeBinaryAccuracy("receiver")
        d.ready()
        d.use((receiver.value) as Any)
    }

    // var inputs: Tensor { get }
    static func call4(_ d: Draw) throws {
        let receiver: CSVTable = d.makeCSVTable("receiver")
        d.ready()
        d.use((receiver.inputs) as Any)
    }

    // var stateDictionary: [String : Tensor] { get }
    static func call5(_ d: Draw) throws {
        let receiver: any Callback = d.anyCallback("receiver")
        d.ready()
        d.use((receiver.stateDictionary) as Any)
    }

    // var stateDictionary: [String : Tensor] { get }
    static func call6(_ d: Draw) throws {
        let receiver: any Callback = d.anyCallback("receiver")
        d.ready()
        d.use((receiver.stateDictionary) as Any)
    }

    // var accuracy: Double { get }
    static func call7(_ d: Draw) throws {
        let receiver: ConfusionMatrix = d.makeConfusionMatrix("receiver")
        d.ready()
        d.use((receiver.accuracy) as Any)
    }

    // var counts: [[Int]] { get }
    static func call8(_ d: Draw) throws {
        let receiver: ConfusionMatrix = d.makeConfusionMatrix("receiver")
        d.ready()
        d.use((receiver.counts) as Any)
    }

    // var description: String { get }
    static func call9(_ d: Draw) throws {
        let receiver: ConfusionMatrix = d.makeConfusionMatrix("receiver")
        d.ready()
        d.use((receiver.description) as Any)
    }

    // var name: String { get }
    static func call10(_ d: Draw) throws {
        let receiver: ConfusionMatrix = d.makeConfusionMatrix("receiver")
        d.ready()
        d.use((receiver.name) as Any)
    }

    // var normalized: [[Double]] { get }
    static func call11(_ d: Draw) throws {
        let receiver: ConfusionMatrix = d.makeConfusionMatrix("receiver")
        d.ready()
        d.use((receiver.normalized) as Any)
    }

    // var normalizedDescription: String { get }
    static func call12(_ d: Draw) throws {
        let receiver: ConfusionMatrix = d.makeConfusionMatrix("receiver")
        d.ready()
        d.use((receiver.normalizedDescription) as Any)
    }

    // var total: Int { get }
    static func call13(_ d: Draw) throws {
        let receiver: ConfusionMatrix = d.makeConfusionMatrix("receiver")
        d.ready()
        d.use((receiver.total) as Any)
    }

    // var value: Double { get }
    static func call14(_ d: Draw) throws {
        let receiver: ConfusionMatrix = d.makeConfusionMatrix("receiver")
        d.ready()
        d.use((receiver.value) as Any)
    }

    // var svg: String { get }
    static func call15(_ d: Draw) throws {
        let receiver: ConfusionPicture = d.makeConfusionPicture("receiver")
        d.ready()
        d.use((receiver.svg) as Any)
    }

    // var description: String { get }
    static func call16(_ d: Draw) throws {
        let receiver: CrossValidation = d.makeCrossValidation("receiver")
        d.ready()
        d.use((receiver.description) as Any)
    }

    // var mean: Double { get }
    static func call17(_ d: Draw) throws {
        let receiver: CrossValidation = d.makeCrossValidation("receiver")
        d.ready()
        d.use((receiver.mean) as Any)
    }

    // var standardDeviation: Double { get }
    static func call18(_ d: Draw) throws {
        let receiver: CrossValidation = d.makeCrossValidation("receiver")
        d.ready()
        d.use((receiver.standardDeviation) as Any)
    }

    // var count: Int { get }
    static func call19(_ d: Draw) throws {
        let receiver: any Dataset = d.dataset("receiver")
        d.ready()
        d.use((receiver.count) as Any)
    }

    // var svg: String { get }
    static func call20(_ d: Draw) throws {
        let receiver: DecisionBoundary = d.makeDecisionBoundary("receiver")
        d.ready()
        d.use((receiver.svg) as Any)
    }

    // var bestEpoch: Int? { get }
    static func call21(_ d: Draw) throws {
        let receiver: EarlyStopping = d.makeEarlyStopping("receiver")
        d.ready()
        d.use((receiver.bestEpoch) as Any)
    }

    // var stateDictionary: [String : Tensor] { get }
    static func call22(_ d: Draw) throws {
        let receiver: EarlyStopping = d.makeEarlyStopping("receiver")
        d.ready()
        d.use((receiver.stateDictionary) as Any)
    }

    // var count: Int { get }
    static func call23(_ d: Draw) throws {
        let receiver: any FoldSplitter = d.anyFoldSplitter("receiver")
        d.ready()
        d.use((receiver.count) as Any)
    }

    // var svg: String { get }
    static func call24(_ d: Draw) throws {
        let receiver: HeatMap = d.makeHeatMap("receiver")
        d.ready()
        d.use((receiver.svg) as Any)
    }

    // var svg: String { get }
    static func call25(_ d: Draw) throws {
        let receiver: Histogram = d.makeHistogram("receiver")
        d.ready()
        d.use((receiver.svg) as Any)
    }

    // var csv: String { get }
    static func call26(_ d: Draw) throws {
        let receiver: History = d.makeHistory("receiver")
        d.ready()
        d.use((receiver.csv) as Any)
    }

    // var epochs: [Scores] { get }
    static func call27(_ d: Draw) throws {
        let receiver: History = d.makeHistory("receiver")
        d.ready()
        d.use((receiver.epochs) as Any)
    }

    // var last: Scores? { get }
    static func call28(_ d: Draw) throws {
        let receiver: History = d.makeHistory("receiver")
        d.ready()
        d.use((receiver.last) as Any)
    }

    // var names: [String] { get }
    static func call29(_ d: Draw) throws {
        let receiver: History = d.makeHistory("receiver")
        d.ready()
        d.use((receiver.names) as Any)
    }

    // var byteCount: Int { get }
    static func call30(_ d: Draw) throws {
        let receiver: IDX.ElementType = d.makeIDX_ElementType("receiver")
        d.ready()
        d.use((receiver.byteCount) as Any)
    }

    // var tensor: Tensor { get }
    static func call31(_ d: Draw) throws {
        let receiver: IDX = d.idx("receiver")
        d.ready()
        d.use((receiver.tensor) as Any)
    }

    // var svg: String { get }
    static func call32(_ d: Draw) throws {
        let receiver: ImageGrid = d.makeImageGrid("receiver")
        d.ready()
        d.use((receiver.svg) as Any)
    }

    // var description: String { get }
    static func call33(_ d: Draw) throws {
        let receiver: ImpossibleState = d.makeImpossibleState("receiver")
        d.ready()
        d.use((receiver.description) as Any)
    }

    // @Buffer var values: Tensor { get nonmutating set }
    static func call34(_ d: Draw) throws {
        let receiver: Imputer = d.makeImputer("receiver")
        d.ready()
        d.use((receiver.values) as Any)
    }

    // var classNames: [String] { get nonmutating set }
    static func call35(_ d: Draw) throws {
        let receiver: LabelEncoder = d.makeLabelEncoder("receiver")
        d.ready()
        d.use((receiver.classNames) as Any)
    }

    // var svg: String { get }
    static func call36(_ d: Draw) throws {
        let receiver: LineChart = d.makeLineChart("receiver")
        d.ready()
        d.use((receiver.svg) as Any)
    }

    // var name: String { get }
    static func call37(_ d: Draw) throws {
        let receiver: MeanAbsoluteError = d.makeMeanAbsoluteError("receiver")
        d.ready()
        d.use((receiver.name) as Any)
    }

    // var value: Double { get }
    static func call38(_ d: Draw) throws {
        let receiver: MeanAbsoluteError = d.makeMeanAbsoluteError("receiver")
        d.ready()
        d.use((receiver.value) as Any)
    }

    // var name: String { get }
    static func call39(_ d: Draw) throws {
        let receiver: MeanSquaredError = d.makeMeanSquaredError("receiver")
        d.ready()
        d.use((receiver.name) as Any)
    }

    // var value: Double { get }
    static func call40(_ d: Draw) throws {
        let receiver: MeanSquaredError = d.makeMeanSquaredError("receiver")
        d.ready()
        d.use((receiver.value) as Any)
    }

    // var name: String { get }
    static func call41(_ d: Draw) throws {
        let receiver: any Metric = d.anyMetric("receiver")
        d.ready()
        d.use((receiver.name) as Any)
    }

    // var value: Double { get }
    static func call42(_ d: Draw) throws {
        let receiver: any Metric = d.anyMetric("receiver")
        d.ready()
        d.use((receiver.value) as Any)
    }

    // @Buffer var minimum: Tensor { get nonmutating set }
    static func call43(_ d: Draw) throws {
        let receiver: MinMaxScaler = d.makeMinMaxScaler("receiver")
        d.ready()
        d.use((receiver.minimum) as Any)
    }

    // var width: Tensor { get }
    static func call44(_ d: Draw) throws {
        let receiver: MinMaxScaler = d.makeMinMaxScaler("receiver")
        d.ready()
        d.use((receiver.width) as Any)
    }

    // var value: Double { get }
    static func call45(_ d: Draw) throws {
        let receiver: NamedMetric<Accuracy> = d.namedMetric("receiver")
        d.ready()
        d.use((receiver.value) as Any)
    }

    // var svg: String { get }
    static func call46(_ d: Draw) throws {
        let receiver: any Picture = d.anyPicture("receiver")
        d.ready()
        d.use((receiver.svg) as Any)
    }

    // var name: String { get }
    static func call47(_ d: Draw) throws {
        let receiver: RSquared = d.makeRSquared("receiver")
        d.ready()
        d.use((receiver.name) as Any)
    }

    // var value: Double { get }
    static func call48(_ d: Draw) throws {
        let receiver: RSquared = d.makeRSquared("receiver")
        d.ready()
        d.use((receiver.value) as Any)
    }

    // var classCount: Int { get }
    static func call49(_ d: Draw) throws {
        let receiver: Samples = d.makeSamples("receiver")
        d.ready()
        d.use((receiver.classCount) as Any)
    }

    // var count: Int { get }
    static func call50(_ d: Draw) throws {
        let receiver: Samples = d.makeSamples("receiver")
        d.ready()
        d.use((receiver.count) as Any)
    }

    // var description: String { get }
    static func call51(_ d: Draw) throws {
        let receiver: Scores = d.makeScores("receiver")
        d.ready()
        d.use((receiver.description) as Any)
    }

    // var names: [String] { get }
    static func call52(_ d: Draw) throws {
        let receiver: Scores = d.makeScores("receiver")
        d.ready()
        d.use((receiver.names) as Any)
    }

    // var best: SearchResults.Entry? { get }
    static func call53(_ d: Draw) throws {
        let receiver: SearchResults = d.searchResults("receiver")
        d.ready()
        d.use((receiver.best) as Any)
    }

    // var description: String { get }
    static func call54(_ d: Draw) throws {
        let receiver: SearchResults = d.searchResults("receiver")
        d.ready()
        d.use((receiver.description) as Any)
    }

    // var ranked: [SearchResults.Entry] { get }
    static func call55(_ d: Draw) throws {
        let receiver: SearchResults = d.searchResults("receiver")
        d.ready()
        d.use((receiver.ranked) as Any)
    }

    // var description: String { get }
    static func call56(_ d: Draw) throws {
        let receiver: Setting = d.makeSetting("receiver")
        d.ready()
        d.use((receiver.description) as Any)
    }

    // @Buffer var deviation: Tensor { get nonmutating set }
    static func call57(_ d: Draw) throws {
        let receiver: Standardizer = d.makeStandardizer("receiver")
        d.ready()
        d.use((receiver.deviation) as Any)
    }

    // @Buffer var mean: Tensor { get nonmutating set }
    static func call58(_ d: Draw) throws {
        let receiver: Standardizer = d.makeStandardizer("receiver")
        d.ready()
        d.use((receiver.mean) as Any)
    }

    // var name: String { get }
    static func call59(_ d: Draw) throws {
        let receiver: TopKAccuracy = d.makeTopKAccuracy("receiver")
        d.ready()
        d.use((receiver.name) as Any)
    }

    // var value: Double { get }
    static func call60(_ d: Draw) throws {
        let receiver: TopKAccuracy = d.makeTopKAccuracy("receiver")
        d.ready()
        d.use((receiver.value) as Any)
    }

    // var display: TrainingDisplay
    static func call61(_ d: Draw) throws {
        let receiver: Trainer<Sequential> = d.makeTrainer("receiver")
        d.ready()
        d.use((receiver.display) as Any)
        let value: TrainingDisplay = d.makeTrainingDisplay("value")
        d.ready()
        receiver.display = value
        d.use(receiver.display as Any)
    }

    // var batch: Int { get }
    static func call62(_ d: Draw) throws {
        let receiver: TrainingRun = d.run("receiver")
        d.ready()
        d.use((receiver.batch) as Any)
    }

    // var batchLoss: Double { get }
    static func call63(_ d: Draw) throws {
        let receiver: TrainingRun = d.run("receiver")
        d.ready()
        d.use((receiver.batchLoss) as Any)
    }

    // var epoch: Int { get }
    static func call64(_ d: Draw) throws {
        let receiver: TrainingRun = d.run("receiver")
        d.ready()
        d.use((receiver.epoch) as Any)
    }

    // var history: History { get }
    static func call65(_ d: Draw) throws {
        let receiver: TrainingRun = d.run("receiver")
        d.ready()
        d.use((receiver.history) as Any)
    }

    // var step: Int { get }
    static func call66(_ d: Draw) throws {
        let receiver: TrainingRun = d.run("receiver")
        d.ready()
        d.use((receiver.step) as Any)
    }

    // var stopReason: String? { get }
    static func call67(_ d: Draw) throws {
        let receiver: TrainingRun = d.run("receiver")
        d.ready()
        d.use((receiver.stopReason) as Any)
    }
}
