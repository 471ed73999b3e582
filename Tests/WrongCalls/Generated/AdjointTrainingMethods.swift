// swift-format-ignore-file
// Written by `swift run PublicSurface`.
import Adjoint
import AdjointNN
import AdjointTraining
import Foundation

enum AdjointTrainingMethods {
    static let all: [Call] = [
        Call("Accuracy.check(_:)", call0),
        Call("Accuracy.reset()", call1),
        Call("Accuracy.update(_:_:)", call2),
        Call("Augmentation.callAsFunction(_:generator:)", call3),
        Call("Augmentations.callAsFunction(_:generator:)", call4),
        Call("BestModel.epochEnded(_:)", call5),
        Call("BinaryAccuracy.check(_:)", call6),
        Call("BinaryAccuracy.reset()", call7),
        Call("BinaryAccuracy.update(_:_:)", call8),
        Call("CSVLog.epochEnded(_:)", call9),
        Call("Callback.batchEnded(_:)", call10),
        Call("Callback.batchEnded(_:) 2", call11),
        Call("Callback.batchStarted(_:)", call12),
        Call("Callback.batchStarted(_:) 2", call13),
        Call("Callback.check(_:for:)", call14),
        Call("Callback.check(_:for:) 2", call15),
        Call("Callback.epochEnded(_:)", call16),
        Call("Callback.epochEnded(_:) 2", call17),
        Call("Callback.fitEnded(_:)", call18),
        Call("Callback.fitEnded(_:) 2", call19),
        Call("Callback.fitStarted(_:)", call20),
        Call("Callback.fitStarted(_:) 2", call21),
        Call("Callback.reset()", call22),
        Call("Callback.reset() 2", call23),
        Call("ConfusionMatrix.add(predicted:actual:)", call24),
        Call("ConfusionMatrix.check(_:)", call25),
        Call("ConfusionMatrix.classificationReport(classNames:)", call26),
        Call("ConfusionMatrix.reset()", call27),
        Call("ConfusionMatrix.update(_:_:)", call28),
        Call("Cutout.callAsFunction(_:generator:)", call29),
        Call("DataLoader.epoch(_:from:)", call30),
        Call("DataLoader.makeIterator()", call31),
        Call("Dataset.batch(at:)", call32),
        Call("EarlyStopping.check(_:for:)", call33),
        Call("EarlyStopping.epochEnded(_:)", call34),
        Call("EarlyStopping.fitEnded(_:)", call35),
        Call("EarlyStopping.fitStarted(_:)", call36),
        Call("EarlyStopping.load(_:)", call37),
        Call("EarlyStopping.reset()", call38),
        Call("Ensemble.callAsFunction(_:)", call39),
        Call("FoldSplitter.folds(of:generator:)", call40),
        Call("FoldSplitter.positions(of:generator:)", call41),
        Call("History.append(_:)", call42),
        Call("History.chart(_:title:yScale:)", call43),
        Call("HorizontalFlip.callAsFunction(_:generator:)", call44),
        Call("HyperparameterSearch.run(log:display:score:)", call45),
        Call("Imputer.callAsFunction(_:)", call46),
        Call("Imputer.fit(to:by:)", call47),
        Call("KFold.positions(of:generator:)", call48),
        Call("LabelEncoder.callAsFunction(_:)", call49),
        Call("LabelEncoder.decode(_:)", call50),
        Call("LabelEncoder.encode(_:)", call51),
        Call("LearningRateSchedule.batchStarted(_:)", call52),
        Call("MeanAbsoluteError.check(_:)", call53),
        Call("MeanAbsoluteError.reset()", call54),
        Call("MeanAbsoluteError.update(_:_:)", call55),
        Call("MeanSquaredError.check(_:)", call56),
        Call("MeanSquaredError.reset()", call57),
        Call("MeanSquaredError.update(_:_:)", call58),
        Call("Metric.callAsFunction(_:_:)", call59),
        Call("Metric.named(_:)", call60),
        Call("Metric.reset()", call61),
        Call("Metric.update(_:_:)", call62),
        Call("MinMaxScaler.callAsFunction(_:)", call63),
        Call("MinMaxScaler.fit(to:)", call64),
        Call("MinMaxScaler.inverse(_:)", call65),
        Call("NamedMetric.reset()", call66),
        Call("NamedMetric.update(_:_:)", call67),
        Call("Noise.callAsFunction(_:generator:)", call68),
        Call("Picture.write(to:)", call69),
        Call("PlateauSchedule.epochEnded(_:)", call70),
        Call("PlateauSchedule.fitStarted(_:)", call71),
        Call("PlateauSchedule.reset()", call72),
        Call("ProgressBar.clear()", call73),
        Call("ProgressBar.isDue(_:)", call74),
        Call("ProgressBar.update(_:note:)", call75),
        Call("RSquared.check(_:)", call76),
        Call("RSquared.reset()", call77),
        Call("RSquared.update(_:_:)", call78),
        Call("Samples.batch(at:)", call79),
        Call("Samples.mapInputs(_:)", call80),
        Call("Samples.mapTargets(_:)", call81),
        Call("Samples.prefix(_:)", call82),
        Call("Samples.randomSplit(validationFraction:testFraction:generator:)", call83),
        Call("Samples.stratifiedSplit(validationFraction:testFraction:generator:)", call84),
        Call("Stacking.callAsFunction(_:)", call85),
        Call("Standardizer.callAsFunction(_:)", call86),
        Call("Standardizer.fit(to:)", call87),
        Call("Standardizer.inverse(_:)", call88),
        Call("StopAtNonFiniteLoss.batchEnded(_:)", call89),
        Call("StratifiedKFold.positions(of:generator:)", call90),
        Call("TopKAccuracy.check(_:)", call91),
        Call("TopKAccuracy.reset()", call92),
        Call("TopKAccuracy.update(_:_:)", call93),
        Call("Trainer.evaluate(_:)", call94),
        Call("Trainer.fit(_:epochs:validation:checkpoint:callbacks:)", call95),
        Call("Trainer.predict(_:batchSize:)", call96),
        Call("TrainingRun.stop(because:)", call97),
        Call("Trial.count(_:)", call98),
        Call("Trial.word(_:)", call99),
        Call("VerticalFlip.callAsFunction(_:generator:)", call100),
    ]

    // func check(_ saved: Accuracy) throws
    static func call0(_ d: Draw) throws {
        let receiver: Accuracy = d.makeAccuracy("receiver")
        let a0: Accuracy = d.makeAccuracy("saved")
        d.ready()
        try receiver.check(a0)
        d.use(receiver)
    }

    // mutating func reset()
    static func call1(_ d: Draw) throws {
        var receiver: Accuracy = d.makeAccuracy("receiver")
        d.ready()
        receiver.reset()
        d.use(receiver)
    }

    // mutating func update(_ outputs: Tensor, _ targets: Tensor)
    static func call2(_ d: Draw) throws {
        var receiver: Accuracy = d.makeAccuracy("receiver")
        let a0: Tensor = d.tensor("outputs")
        let a1: Tensor = d.tensor("targets")
        d.ready()
        receiver.update(a0, a1)
        d.use(receiver)
    }

    // func callAsFunction(_ images: Tensor, generator: RandomGenerator) -> Tensor
    static func call3(_ d: Draw) throws {
        let receiver: any Augmentation = d.anyAugmentation("receiver")
        let a0: Tensor = d.tensor("images")
        let a1: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((receiver(a0, generator: a1)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ images: Tensor, generator: RandomGenerator) -> Tensor
    static func call4(_ d: Draw) throws {
        let receiver: Augmentations = d.makeAugmentations("receiver")
        let a0: Tensor = d.tensor("images")
        let a1: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((receiver(a0, generator: a1)) as Any)
        d.use(receiver)
    }

    // func epochEnded(_ run: TrainingRun) throws
    static func call5(_ d: Draw) throws {
        let receiver: BestModel = d.makeBestModel("receiver")
        let a0: TrainingRun = d.run("run")
        d.ready()
        try receiver.epochEnded(a0)
        d.use(receiver)
    }

    // func check(_ saved: BinaryAccuracy) throws
    static func call6(_ d: Draw) throws {
        let receiver: BinaryAccuracy = d.makeBinaryAccuracy("receiver")
        let a0: BinaryAccuracy = d.makeBinaryAccuracy("saved")
        d.ready()
        try receiver.check(a0)
        d.use(receiver)
    }

    // mutating func reset()
    static func call7(_ d: Draw) throws {
        var receiver: BinaryAccuracy = d.makeBinaryAccuracy("receiver")
        d.ready()
        receiver.reset()
        d.use(receiver)
    }

    // mutating func update(_ outputs: Tensor, _ targets: Tensor)
    static func call8(_ d: Draw) throws {
        var receiver: BinaryAccuracy = d.makeBinaryAccuracy("receiver")
        let a0: Tensor = d.tensor("outputs")
        let a1: Tensor = d.tensor("targets")
        d.ready()
        receiver.update(a0, a1)
        d.use(receiver)
    }

    // func epochEnded(_ run: TrainingRun) throws
    static func call9(_ d: Draw) throws {
        let receiver: CSVLog = d.makeCSVLog("receiver")
        let a0: TrainingRun = d.run("run")
        d.ready()
        try receiver.epochEnded(a0)
        d.use(receiver)
    }

    // func batchEnded(_ run: TrainingRun) throws
    static func call10(_ d: Draw) throws {
        let receiver: any Callback = d.anyCallback("receiver")
        let a0: TrainingRun = d.run("run")
        d.ready()
        try receiver.batchEnded(a0)
        d.use(receiver)
    }

    // func batchEnded(_ run: TrainingRun) throws
    static func call11(_ d: Draw) throws {
        let receiver: any Callback = d.anyCallback("receiver")
        let a0: TrainingRun = d.run("run")
        d.ready()
        try receiver.batchEnded(a0)
        d.use(receiver)
    }

    // func batchStarted(_ run: TrainingRun) throws
    static func call12(_ d: Draw) throws {
        let receiver: any Callback = d.anyCallback("receiver")
        let a0: TrainingRun = d.run("run")
        d.ready()
        try receiver.batchStarted(a0)
        d.use(receiver)
    }

    // func batchStarted(_ run: TrainingRun) throws
    static func call13(_ d: Draw) throws {
        let receiver: any Callback = d.anyCallback("receiver")
        let a0: TrainingRun = d.run("run")
        d.ready()
        try receiver.batchStarted(a0)
        d.use(receiver)
    }

    // func check(_ state: [String : Tensor], for run: TrainingRun) throws
    static func call14(_ d: Draw) throws {
        let receiver: any Callback = d.anyCallback("receiver")
        let a0: [String : Tensor] = d.dictionary("state") { d.tensor("") }
        let a1: TrainingRun = d.run("run")
        d.ready()
        try receiver.check(a0, for: a1)
        d.use(receiver)
    }

    // func check(_ state: [String : Tensor], for run: TrainingRun) throws
    static func call15(_ d: Draw) throws {
        let receiver: any Callback = d.anyCallback("receiver")
        let a0: [String : Tensor] = d.dictionary("state") { d.tensor("") }
        let a1: TrainingRun = d.run("run")
        d.ready()
        try receiver.check(a0, for: a1)
        d.use(receiver)
    }

    // func epochEnded(_ run: TrainingRun) throws
    static func call16(_ d: Draw) throws {
        let receiver: any Callback = d.anyCallback("receiver")
        let a0: TrainingRun = d.run("run")
        d.ready()
        try receiver.epochEnded(a0)
        d.use(receiver)
    }

    // func epochEnded(_ run: TrainingRun) throws
    static func call17(_ d: Draw) throws {
        let receiver: any Callback = d.anyCallback("receiver")
        let a0: TrainingRun = d.run("run")
        d.ready()
        try receiver.epochEnded(a0)
        d.use(receiver)
    }

    // func fitEnded(_ run: TrainingRun) throws
    static func call18(_ d: Draw) throws {
        let receiver: any Callback = d.anyCallback("receiver")
        let a0: TrainingRun = d.run("run")
        d.ready()
        try receiver.fitEnded(a0)
        d.use(receiver)
    }

    // func fitEnded(_ run: TrainingRun) throws
    static func call19(_ d: Draw) throws {
        let receiver: any Callback = d.anyCallback("receiver")
        let a0: TrainingRun = d.run("run")
        d.ready()
        try receiver.fitEnded(a0)
        d.use(receiver)
    }

    // func fitStarted(_ run: TrainingRun) throws
    static func call20(_ d: Draw) throws {
        let receiver: any Callback = d.anyCallback("receiver")
        let a0: TrainingRun = d.run("run")
        d.ready()
        try receiver.fitStarted(a0)
        d.use(receiver)
    }

    // func fitStarted(_ run: TrainingRun) throws
    static func call21(_ d: Draw) throws {
        let receiver: any Callback = d.anyCallback("receiver")
        let a0: TrainingRun = d.run("run")
        d.ready()
        try receiver.fitStarted(a0)
        d.use(receiver)
    }

    // func reset()
    static func call22(_ d: Draw) throws {
        let receiver: any Callback = d.anyCallback("receiver")
        d.ready()
        receiver.reset()
        d.use(receiver)
    }

    // func reset()
    static func call23(_ d: Draw) throws {
        let receiver: any Callback = d.anyCallback("receiver")
        d.ready()
        receiver.reset()
        d.use(receiver)
    }

    // mutating func add(predicted: Tensor, actual: Tensor)
    static func call24(_ d: Draw) throws {
        var receiver: ConfusionMatrix = d.makeConfusionMatrix("receiver")
        let a0: Tensor = d.tensor("predicted")
        let a1: Tensor = d.tensor("actual")
        d.ready()
        receiver.add(predicted: a0, actual: a1)
        d.use(receiver)
    }

    // func check(_ saved: ConfusionMatrix) throws
    static func call25(_ d: Draw) throws {
        let receiver: ConfusionMatrix = d.makeConfusionMatrix("receiver")
        let a0: ConfusionMatrix = d.makeConfusionMatrix("saved")
        d.ready()
        try receiver.check(a0)
        d.use(receiver)
    }

    // func classificationReport(classNames: [String]? = nil) -> String
    static func call26(_ d: Draw) throws {
        let receiver: ConfusionMatrix = d.makeConfusionMatrix("receiver")
        let a0: [String]? = d.optional("classNames") { d.array("classNames") { d.string("") } }
        d.ready()
        d.use((receiver.classificationReport(classNames: a0)) as Any)
        d.use(receiver)
    }

    // mutating func reset()
    static func call27(_ d: Draw) throws {
        var receiver: ConfusionMatrix = d.makeConfusionMatrix("receiver")
        d.ready()
        receiver.reset()
        d.use(receiver)
    }

    // mutating func update(_ outputs: Tensor, _ targets: Tensor)
    static func call28(_ d: Draw) throws {
        var receiver: ConfusionMatrix = d.makeConfusionMatrix("receiver")
        let a0: Tensor = d.tensor("outputs")
        let a1: Tensor = d.tensor("targets")
        d.ready()
        receiver.update(a0, a1)
        d.use(receiver)
    }

    // func callAsFunction(_ images: Tensor, generator: RandomGenerator) -> Tensor
    static func call29(_ d: Draw) throws {
        let receiver: Cutout = d.makeCutout("receiver")
        let a0: Tensor = d.tensor("images")
        let a1: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((receiver(a0, generator: a1)) as Any)
        d.use(receiver)
    }

    // func epoch(_ epoch: Int, from batch: Int = 0) -> some Sequence<(inputs: Tensor, targets: Tensor)>
    static func call30(_ d: Draw) throws {
        let receiver: DataLoader = d.makeDataLoader("receiver")
        let a0: Int = d.int("epoch")
        let a1: Int = d.int("batch")
        d.ready()
        d.use((receiver.epoch(a0, from: a1)) as Any)
        d.use(receiver)
    }

    // func makeIterator() -> AnyIterator<Batch>
    static func call31(_ d: Draw) throws {
        let receiver: DataLoader = d.makeDataLoader("receiver")
        d.ready()
        d.use((receiver.makeIterator()) as Any)
        d.use(receiver)
    }

    // func batch(at positions: [Int]) throws -> Batch
    static func call32(_ d: Draw) throws {
        let receiver: any Dataset = d.dataset("receiver")
        let a0: [Int] = d.array("positions") { d.int("") }
        d.ready()
        d.use((try receiver.batch(at: a0)) as Any)
        d.use(receiver)
    }

    // func check(_ state: [String : Tensor], for run: TrainingRun) throws
    static func call33(_ d: Draw) throws {
        let receiver: EarlyStopping = d.makeEarlyStopping("receiver")
        let a0: [String : Tensor] = d.dictionary("state") { d.tensor("") }
        let a1: TrainingRun = d.run("run")
        d.ready()
        try receiver.check(a0, for: a1)
        d.use(receiver)
    }

    // func epochEnded(_ run: TrainingRun)
    static func call34(_ d: Draw) throws {
        let receiver: EarlyStopping = d.makeEarlyStopping("receiver")
        let a0: TrainingRun = d.run("run")
        d.ready()
        receiver.epochEnded(a0)
        d.use(receiver)
    }

    // func fitEnded(_ run: TrainingRun) throws
    static func call35(_ d: Draw) throws {
        let receiver: EarlyStopping = d.makeEarlyStopping("receiver")
        let a0: TrainingRun = d.run("run")
        d.ready()
        try receiver.fitEnded(a0)
        d.use(receiver)
    }

    // func fitStarted(_ run: TrainingRun)
    static func call36(_ d: Draw) throws {
        let receiver: EarlyStopping = d.makeEarlyStopping("receiver")
        let a0: TrainingRun = d.run("run")
        d.ready()
        receiver.fitStarted(a0)
        d.use(receiver)
    }

    // func load(_ state: [String : Tensor])
    static func call37(_ d: Draw) throws {
        let receiver: EarlyStopping = d.makeEarlyStopping("receiver")
        let a0: [String : Tensor] = d.dictionary("state") { d.tensor("") }
        d.ready()
        receiver.load(a0)
        d.use(receiver)
    }

    // func reset()
    static func call38(_ d: Draw) throws {
        let receiver: EarlyStopping = d.makeEarlyStopping("receiver")
        d.ready()
        receiver.reset()
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call39(_ d: Draw) throws {
        let receiver: Ensemble = d.makeEnsemble("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func folds(of samples: Samples, generator: RandomGenerator = .shared) -> [(train: Samples, test: Samples)]
    static func call40(_ d: Draw) throws {
        let receiver: any FoldSplitter = d.anyFoldSplitter("receiver")
        let a0: Samples = d.makeSamples("samples")
        let a1: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((receiver.folds(of: a0, generator: a1)) as Any)
        d.use(receiver)
    }

    // func positions(of samples: Samples, generator: RandomGenerator) -> [(train: [Int], test: [Int])]
    static func call41(_ d: Draw) throws {
        let receiver: any FoldSplitter = d.anyFoldSplitter("receiver")
        let a0: Samples = d.makeSamples("samples")
        let a1: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((receiver.positions(of: a0, generator: a1)) as Any)
        d.use(receiver)
    }

    // mutating func append(_ scores: Scores)
    static func call42(_ d: Draw) throws {
        var receiver: History = d.makeHistory("receiver")
        let a0: Scores = d.makeScores("scores")
        d.ready()
        receiver.append(a0)
        d.use(receiver)
    }

    // func chart(_ names: String..., title: String = "", yScale: AxisScale = .linear) -> LineChart
    static func call43(_ d: Draw) throws {
        let receiver: History = d.makeHistory("receiver")
        let a0: String = d.string("names")
        let a0_1: String = d.string("names")
        let a1: String = d.string("title")
        let a2: AxisScale = d.makeAxisScale("yScale")
        d.ready()
        d.use((receiver.chart(a0, a0_1, title: a1, yScale: a2)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ images: Tensor, generator: RandomGenerator) -> Tensor
    static func call44(_ d: Draw) throws {
        let receiver: HorizontalFlip = d.makeHorizontalFlip("receiver")
        let a0: Tensor = d.tensor("images")
        let a1: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((receiver(a0, generator: a1)) as Any)
        d.use(receiver)
    }

    // func run(log: URL? = nil, display: TrainingDisplay = .automatic, score: (Trial) throws -> Double) throws -> SearchResults
    static func call45(_ d: Draw) throws {
        let receiver: HyperparameterSearch = d.makeHyperparameterSearch("receiver")
        let a0: URL? = d.optional("log") { d.file("log") }
        let a1: TrainingDisplay = d.makeTrainingDisplay("display")
        let a2: (Trial) throws -> Double = d.trialScore("score")
        d.ready()
        d.use((try receiver.run(log: a0, display: a1, score: a2)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call46(_ d: Draw) throws {
        let receiver: Imputer = d.makeImputer("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func fit(to data: Tensor, by rule: Imputer.Rule = .mean)
    static func call47(_ d: Draw) throws {
        let receiver: Imputer = d.makeImputer("receiver")
        let a0: Tensor = d.tensor("data")
        let a1: Imputer.Rule = d.makeImputer_Rule("rule")
        d.ready()
        receiver.fit(to: a0, by: a1)
        d.use(receiver)
    }

    // func positions(of samples: Samples, generator: RandomGenerator = .shared) -> [(train: [Int], test: [Int])]
    static func call48(_ d: Draw) throws {
        let receiver: KFold = d.makeKFold("receiver")
        let a0: Samples = d.makeSamples("samples")
        let a1: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((receiver.positions(of: a0, generator: a1)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call49(_ d: Draw) throws {
        let receiver: LabelEncoder = d.makeLabelEncoder("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func decode(_ classes: Tensor) -> [String]
    static func call50(_ d: Draw) throws {
        let receiver: LabelEncoder = d.makeLabelEncoder("receiver")
        let a0: Tensor = d.tensor("classes")
        d.ready()
        d.use((receiver.decode(a0)) as Any)
        d.use(receiver)
    }

    // func encode(_ labels: [String]) -> Tensor
    static func call51(_ d: Draw) throws {
        let receiver: LabelEncoder = d.makeLabelEncoder("receiver")
        let a0: [String] = d.array("labels") { d.string("") }
        d.ready()
        d.use((receiver.encode(a0)) as Any)
        d.use(receiver)
    }

    // func batchStarted(_ run: TrainingRun)
    static func call52(_ d: Draw) throws {
        let receiver: LearningRateSchedule = d.makeLearningRateSchedule("receiver")
        let a0: TrainingRun = d.run("run")
        d.ready()
        receiver.batchStarted(a0)
        d.use(receiver)
    }

    // func check(_ saved: MeanAbsoluteError) throws
    static func call53(_ d: Draw) throws {
        let receiver: MeanAbsoluteError = d.makeMeanAbsoluteError("receiver")
        let a0: MeanAbsoluteError = d.makeMeanAbsoluteError("saved")
        d.ready()
        try receiver.check(a0)
        d.use(receiver)
    }

    // mutating func reset()
    static func call54(_ d: Draw) throws {
        var receiver: MeanAbsoluteError = d.makeMeanAbsoluteError("receiver")
        d.ready()
        receiver.reset()
        d.use(receiver)
    }

    // mutating func update(_ outputs: Tensor, _ targets: Tensor)
    static func call55(_ d: Draw) throws {
        var receiver: MeanAbsoluteError = d.makeMeanAbsoluteError("receiver")
        let a0: Tensor = d.tensor("outputs")
        let a1: Tensor = d.tensor("targets")
        d.ready()
        receiver.update(a0, a1)
        d.use(receiver)
    }

    // func check(_ saved: MeanSquaredError) throws
    static func call56(_ d: Draw) throws {
        let receiver: MeanSquaredError = d.makeMeanSquaredError("receiver")
        let a0: MeanSquaredError = d.makeMeanSquaredError("saved")
        d.ready()
        try receiver.check(a0)
        d.use(receiver)
    }

    // mutating func reset()
    static func call57(_ d: Draw) throws {
        var receiver: MeanSquaredError = d.makeMeanSquaredError("receiver")
        d.ready()
        receiver.reset()
        d.use(receiver)
    }

    // mutating func update(_ outputs: Tensor, _ targets: Tensor)
    static func call58(_ d: Draw) throws {
        var receiver: MeanSquaredError = d.makeMeanSquaredError("receiver")
        let a0: Tensor = d.tensor("outputs")
        let a1: Tensor = d.tensor("targets")
        d.ready()
        receiver.update(a0, a1)
        d.use(receiver)
    }

    // func callAsFunction(_ outputs: Tensor, _ targets: Tensor) -> Double
    static func call59(_ d: Draw) throws {
        let receiver: any Metric = d.anyMetric("receiver")
        let a0: Tensor = d.tensor("outputs")
        let a1: Tensor = d.tensor("targets")
        d.ready()
        d.use((receiver(a0, a1)) as Any)
        d.use(receiver)
    }

    // func named(_ name: String) -> NamedMetric<Self>
    static func call60(_ d: Draw) throws {
        let receiver: Accuracy = d.makeAccuracy("receiver")
        let a0: String = d.string("name")
        d.ready()
        d.use((receiver.named(a0)) as Any)
        d.use(receiver)
    }

    // mutating func reset()
    static func call61(_ d: Draw) throws {
        var receiver: any Metric = d.anyMetric("receiver")
        d.ready()
        receiver.reset()
        d.use(receiver)
    }

    // mutating func update(_ outputs: Tensor, _ targets: Tensor)
    static func call62(_ d: Draw) throws {
        var receiver: any Metric = d.anyMetric("receiver")
        let a0: Tensor = d.tensor("outputs")
        let a1: Tensor = d.tensor("targets")
        d.ready()
        receiver.update(a0, a1)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call63(_ d: Draw) throws {
        let receiver: MinMaxScaler = d.makeMinMaxScaler("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func fit(to data: Tensor)
    static func call64(_ d: Draw) throws {
        let receiver: MinMaxScaler = d.makeMinMaxScaler("receiver")
        let a0: Tensor = d.tensor("data")
        d.ready()
        receiver.fit(to: a0)
        d.use(receiver)
    }

    // func inverse(_ x: Tensor) -> Tensor
    static func call65(_ d: Draw) throws {
        let receiver: MinMaxScaler = d.makeMinMaxScaler("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver.inverse(a0)) as Any)
        d.use(receiver)
    }

    // mutating func reset()
    static func call66(_ d: Draw) throws {
        var receiver: NamedMetric<Accuracy> = d.namedMetric("receiver")
        d.ready()
        receiver.reset()
        d.use(receiver)
    }

    // mutating func update(_ outputs: Tensor, _ targets: Tensor)
    static func call67(_ d: Draw) throws {
        var receiver: NamedMetric<Accuracy> = d.namedMetric("receiver")
        let a0: Tensor = d.tensor("outputs")
        let a1: Tensor = d.tensor("targets")
        d.ready()
        receiver.update(a0, a1)
        d.use(receiver)
    }

    // func callAsFunction(_ images: Tensor, generator: RandomGenerator) -> Tensor
    static func call68(_ d: Draw) throws {
        let receiver: Noise = d.makeNoise("receiver")
        let a0: Tensor = d.tensor("images")
        let a1: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((receiver(a0, generator: a1)) as Any)
        d.use(receiver)
    }

    // func write(to file: URL) throws
    static func call69(_ d: Draw) throws {
        let receiver: any Picture = d.anyPicture("receiver")
        let a0: URL = d.file("file")
        d.ready()
        try receiver.write(to: a0)
        d.use(receiver)
    }

    // func epochEnded(_ run: TrainingRun)
    static func call70(_ d: Draw) throws {
        let receiver: PlateauSchedule = d.makePlateauSchedule("receiver")
        let a0: TrainingRun = d.run("run")
        d.ready()
        receiver.epochEnded(a0)
        d.use(receiver)
    }

    // func fitStarted(_ run: TrainingRun)
    static func call71(_ d: Draw) throws {
        let receiver: PlateauSchedule = d.makePlateauSchedule("receiver")
        let a0: TrainingRun = d.run("run")
        d.ready()
        receiver.fitStarted(a0)
        d.use(receiver)
    }

    // func reset()
    static func call72(_ d: Draw) throws {
        let receiver: PlateauSchedule = d.makePlateauSchedule("receiver")
        d.ready()
        receiver.reset()
        d.use(receiver)
    }

    // func clear()
    static func call73(_ d: Draw) throws {
        let receiver: ProgressBar = d.makeProgressBar("receiver")
        d.ready()
        receiver.clear()
        d.use(receiver)
    }

    // func isDue(_ done: Int) -> Bool
    static func call74(_ d: Draw) throws {
        let receiver: ProgressBar = d.makeProgressBar("receiver")
        let a0: Int = d.int("done")
        d.ready()
        d.use((receiver.isDue(a0)) as Any)
        d.use(receiver)
    }

    // func update(_ done: Int, note: String = "")
    static func call75(_ d: Draw) throws {
        let receiver: ProgressBar = d.makeProgressBar("receiver")
        let a0: Int = d.int("done")
        let a1: String = d.string("note")
        d.ready()
        receiver.update(a0, note: a1)
        d.use(receiver)
    }

    // func check(_ saved: RSquared) throws
    static func call76(_ d: Draw) throws {
        let receiver: RSquared = d.makeRSquared("receiver")
        let a0: RSquared = d.makeRSquared("saved")
        d.ready()
        try receiver.check(a0)
        d.use(receiver)
    }

    // mutating func reset()
    static func call77(_ d: Draw) throws {
        var receiver: RSquared = d.makeRSquared("receiver")
        d.ready()
        receiver.reset()
        d.use(receiver)
    }

    // mutating func update(_ outputs: Tensor, _ targets: Tensor)
    static func call78(_ d: Draw) throws {
        var receiver: RSquared = d.makeRSquared("receiver")
        let a0: Tensor = d.tensor("outputs")
        let a1: Tensor = d.tensor("targets")
        d.ready()
        receiver.update(a0, a1)
        d.use(receiver)
    }

    // func batch(at positions: [Int]) -> Batch
    static func call79(_ d: Draw) throws {
        let receiver: Samples = d.makeSamples("receiver")
        let a0: [Int] = d.array("positions") { d.int("") }
        d.ready()
        d.use((receiver.batch(at: a0)) as Any)
        d.use(receiver)
    }

    // func mapInputs(_ transform: (Tensor) -> Tensor) -> Samples
    static func call80(_ d: Draw) throws {
        let receiver: Samples = d.makeSamples("receiver")
        let a0: (Tensor) -> Tensor = d.function("transform")
        d.ready()
        d.use((receiver.mapInputs(a0)) as Any)
        d.use(receiver)
    }

    // func mapTargets(_ transform: (Tensor) -> Tensor) -> Samples
    static func call81(_ d: Draw) throws {
        let receiver: Samples = d.makeSamples("receiver")
        let a0: (Tensor) -> Tensor = d.function("transform")
        d.ready()
        d.use((receiver.mapTargets(a0)) as Any)
        d.use(receiver)
    }

    // func prefix(_ count: Int) -> Samples
    static func call82(_ d: Draw) throws {
        let receiver: Samples = d.makeSamples("receiver")
        let a0: Int = d.int("count")
        d.ready()
        d.use((receiver.prefix(a0)) as Any)
        d.use(receiver)
    }

    // func randomSplit(validationFraction: Double = 0, testFraction: Double = 0, generator: RandomGenerator = .shared) -> Parts<Samples>
    static func call83(_ d: Draw) throws {
        let receiver: Samples = d.makeSamples("receiver")
        let a0: Double = d.double("validationFraction")
        let a1: Double = d.double("testFraction")
        let a2: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((receiver.randomSplit(validationFraction: a0, testFraction: a1, generator: a2)) as Any)
        d.use(receiver)
    }

    // func stratifiedSplit(validationFraction: Double = 0, testFraction: Double = 0, generator: RandomGenerator = .shared) -> Parts<Samples>
    static func call84(_ d: Draw) throws {
        let receiver: Samples = d.makeSamples("receiver")
        let a0: Double = d.double("validationFraction")
        let a1: Double = d.double("testFraction")
        let a2: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((receiver.stratifiedSplit(validationFraction: a0, testFraction: a1, generator: a2)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call85(_ d: Draw) throws {
        let receiver: Stacking = d.makeStacking("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call86(_ d: Draw) throws {
        let receiver: Standardizer = d.makeStandardizer("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func fit(to data: Tensor)
    static func call87(_ d: Draw) throws {
        let receiver: Standardizer = d.makeStandardizer("receiver")
        let a0: Tensor = d.tensor("data")
        d.ready()
        receiver.fit(to: a0)
        d.use(receiver)
    }

    // func inverse(_ x: Tensor) -> Tensor
    static func call88(_ d: Draw) throws {
        let receiver: Standardizer = d.makeStandardizer("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver.inverse(a0)) as Any)
        d.use(receiver)
    }

    // func batchEnded(_ run: TrainingRun)
    static func call89(_ d: Draw) throws {
        let receiver: StopAtNonFiniteLoss = d.makeStopAtNonFiniteLoss("receiver")
        let a0: TrainingRun = d.run("run")
        d.ready()
        receiver.batchEnded(a0)
        d.use(receiver)
    }

    // func positions(of samples: Samples, generator: RandomGenerator = .shared) -> [(train: [Int], test: [Int])]
    static func call90(_ d: Draw) throws {
        let receiver: StratifiedKFold = d.makeStratifiedKFold("receiver")
        let a0: Samples = d.makeSamples("samples")
        let a1: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((receiver.positions(of: a0, generator: a1)) as Any)
        d.use(receiver)
    }

    // func check(_ saved: TopKAccuracy) throws
    static func call91(_ d: Draw) throws {
        let receiver: TopKAccuracy = d.makeTopKAccuracy("receiver")
        let a0: TopKAccuracy = d.makeTopKAccuracy("saved")
        d.ready()
        try receiver.check(a0)
        d.use(receiver)
    }

    // mutating func reset()
    static func call92(_ d: Draw) throws {
        var receiver: TopKAccuracy = d.makeTopKAccuracy("receiver")
        d.ready()
        receiver.reset()
        d.use(receiver)
    }

    // mutating func update(_ outputs: Tensor, _ targets: Tensor)
    static func call93(_ d: Draw) throws {
        var receiver: TopKAccuracy = d.makeTopKAccuracy("receiver")
        let a0: Tensor = d.tensor("outputs")
        let a1: Tensor = d.tensor("targets")
        d.ready()
        receiver.update(a0, a1)
        d.use(receiver)
    }

    // func evaluate(_ data: DataLoader) -> Scores
    static func call94(_ d: Draw) throws {
        let receiver: Trainer<Sequential> = d.makeTrainer("receiver")
        let a0: DataLoader = d.makeDataLoader("data")
        d.ready()
        d.use((receiver.evaluate(a0)) as Any)
        d.use(receiver)
    }

    // @discardableResult func fit(_ data: DataLoader, epochs: Int, validation: DataLoader? = nil, checkpoint: Checkpoint? = nil, callbacks: [any Callback] = []) throws -> History
    static func call95(_ d: Draw) throws {
        let receiver: Trainer<Sequential> = d.makeTrainer("receiver")
        let a0: DataLoader = d.makeDataLoader("data")
        let a1: Int = d.int("epochs")
        let a2: DataLoader? = d.optional("validation") { d.makeDataLoader("validation") }
        let a3: Checkpoint? = d.optional("checkpoint") { d.makeCheckpoint("checkpoint") }
        let a4: [any Callback] = d.array("callbacks") { d.anyCallback("") }
        d.ready()
        d.use((try receiver.fit(a0, epochs: a1, validation: a2, checkpoint: a3, callbacks: a4)) as Any)
        d.use(receiver)
    }

    // func predict(_ inputs: Tensor, batchSize: Int = 1024) -> Tensor
    static func call96(_ d: Draw) throws {
        let receiver: Trainer<Sequential> = d.makeTrainer("receiver")
        let a0: Tensor = d.tensor("inputs")
        let a1: Int = d.int("batchSize")
        d.ready()
        d.use((receiver.predict(a0, batchSize: a1)) as Any)
        d.use(receiver)
    }

    // func stop(because reason: String)
    static func call97(_ d: Draw) throws {
        let receiver: TrainingRun = d.run("receiver")
        let a0: String = d.string("reason")
        d.ready()
        receiver.stop(because: a0)
        d.use(receiver)
    }

    // func count(_ name: String) -> Int
    static func call98(_ d: Draw) throws {
        let receiver: Trial = d.makeTrial("receiver")
        let a0: String = d.string("name")
        d.ready()
        d.use((receiver.count(a0)) as Any)
        d.use(receiver)
    }

    // func word(_ name: String) -> String
    static func call99(_ d: Draw) throws {
        let receiver: Trial = d.makeTrial("receiver")
        let a0: String = d.string("name")
        d.ready()
        d.use((receiver.word(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ images: Tensor, generator: RandomGenerator) -> Tensor
    static func call100(_ d: Draw) throws {
        let receiver: VerticalFlip = d.makeVerticalFlip("receiver")
        let a0: Tensor = d.tensor("images")
        let a1: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((receiver(a0, generator: a1)) as Any)
        d.use(receiver)
    }
}
