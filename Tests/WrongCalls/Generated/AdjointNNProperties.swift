// swift-format-ignore-file
// Written by `swift run PublicSurface`.
import Adjoint
import AdjointNN
import AdjointTraining
import Foundation

enum AdjointNNProperties {
    static let all: [Call] = [
        Call("AdadeltaRule.epsilon", call0),
        Call("AdadeltaRule.name", call1),
        Call("AdadeltaRule.rho", call2),
        Call("AdadeltaRule.weightDecay", call3),
        Call("AdagradRule.epsilon", call4),
        Call("AdagradRule.initialAccumulator", call5),
        Call("AdagradRule.learningRateDecay", call6),
        Call("AdagradRule.name", call7),
        Call("AdagradRule.weightDecay", call8),
        Call("AdamRule.amsgrad", call9),
        Call("AdamRule.betas", call10),
        Call("AdamRule.epsilon", call11),
        Call("AdamRule.isDecayDecoupled", call12),
        Call("AdamRule.weightDecay", call13),
        Call("AdamaxRule.betas", call14),
        Call("AdamaxRule.epsilon", call15),
        Call("AdamaxRule.name", call16),
        Call("AdamaxRule.weightDecay", call17),
        Call("BatchNorm.bias", call18),
        Call("BatchNorm.numBatchesTracked", call19),
        Call("BatchNorm.runningMean", call20),
        Call("BatchNorm.runningVar", call21),
        Call("BatchNorm.weight", call22),
        Call("Bilinear.bias", call23),
        Call("Bilinear.weight", call24),
        Call("Buffer.wrappedValue", call25),
        Call("Conv1d.bias", call26),
        Call("Conv1d.weight", call27),
        Call("Conv2d.bias", call28),
        Call("Conv2d.weight", call29),
        Call("ConvTransposed2d.bias", call30),
        Call("ConvTransposed2d.weight", call31),
        Call("Embedding.weight", call32),
        Call("ExponentialMovingAverage.stateDictionary", call33),
        Call("ExponentialMovingAverage.updates", call34),
        Call("FtrlRule.beta", call35),
        Call("FtrlRule.initialAccumulator", call36),
        Call("FtrlRule.l1", call37),
        Call("FtrlRule.l2", call38),
        Call("FtrlRule.name", call39),
        Call("FtrlRule.weightDecay", call40),
        Call("GroupNorm.bias", call41),
        Call("GroupNorm.weight", call42),
        Call("Initializer.Gain.value", call43),
        Call("KeyValueCache.keys", call44),
        Call("KeyValueCache.length", call45),
        Call("KeyValueCache.values", call46),
        Call("LBFGS.changeTolerance", call47),
        Call("LBFGS.gradientTolerance", call48),
        Call("LBFGS.historySize", call49),
        Call("LBFGS.learningRate", call50),
        Call("LBFGS.lineSearch", call51),
        Call("LBFGS.maxIterations", call52),
        Call("LBFGS.parameters", call53),
        Call("LBFGS.stateDictionary", call54),
        Call("LayerNorm.bias", call55),
        Call("LayerNorm.weight", call56),
        Call("LearnedPositions.weight", call57),
        Call("Linear.bias", call58),
        Call("Linear.weight", call59),
        Call("LionRule.betas", call60),
        Call("LionRule.isDecayDecoupled", call61),
        Call("LionRule.name", call62),
        Call("LionRule.weightDecay", call63),
        Call("ModelSummary.description", call64),
        Call("Module.activityPenalty", call65),
        Call("Module.buffers", call66),
        Call("Module.children", call67),
        Call("Module.description", call68),
        Call("Module.modules", call69),
        Call("Module.namedBuffers", call70),
        Call("Module.namedChildren", call71),
        Call("Module.namedGenerators", call72),
        Call("Module.namedModules", call73),
        Call("Module.namedParameters", call74),
        Call("Module.parameterCount", call75),
        Call("Module.parameters", call76),
        Call("Module.stateDictionary", call77),
        Call("ModuleList.endIndex", call78),
        Call("ModuleList.startIndex", call79),
        Call("MuonRule.epsilon", call80),
        Call("MuonRule.isDecayDecoupled", call81),
        Call("MuonRule.momentum", call82),
        Call("MuonRule.name", call83),
        Call("MuonRule.nesterov", call84),
        Call("MuonRule.scale", call85),
        Call("MuonRule.weightDecay", call86),
        Call("NAdamRule.betas", call87),
        Call("NAdamRule.epsilon", call88),
        Call("NAdamRule.isDecayDecoupled", call89),
        Call("NAdamRule.momentumDecay", call90),
        Call("NAdamRule.name", call91),
        Call("NAdamRule.weightDecay", call92),
        Call("Optimizer.learningRate", call93),
        Call("Optimizer.parameters", call94),
        Call("Optimizer.stateDictionary", call95),
        Call("PReLU.weight", call96),
        Call("Parameter.wrappedValue", call97),
        Call("ParameterSettings.constraint", call98),
        Call("ParameterSettings.learningRateFactor", call99),
        Call("ParameterSettings.rule", call100),
        Call("ParameterSource.namedParameters", call101),
        Call("Perceptron.bias", call102),
        Call("Perceptron.weight", call103),
        Call("RAdamRule.betas", call104),
        Call("RAdamRule.epsilon", call105),
        Call("RAdamRule.isDecayDecoupled", call106),
        Call("RAdamRule.name", call107),
        Call("RAdamRule.weightDecay", call108),
        Call("RMSNorm.weight", call109),
        Call("RMSpropRule.alpha", call110),
        Call("RMSpropRule.centered", call111),
        Call("RMSpropRule.epsilon", call112),
        Call("RMSpropRule.momentum", call113),
        Call("RMSpropRule.name", call114),
        Call("RMSpropRule.weightDecay", call115),
        Call("ReduceOnPlateau.best", call116),
        Call("ReduceOnPlateau.learningRate", call117),
        Call("RuleOptimizer.accumulatedSteps", call118),
        Call("RuleOptimizer.clipping", call119),
        Call("RuleOptimizer.description", call120),
        Call("RuleOptimizer.learningRate", call121),
        Call("RuleOptimizer.stateDictionary", call122),
        Call("RuleOptimizer.stepCount", call123),
        Call("SGDRule.dampening", call124),
        Call("SGDRule.momentum", call125),
        Call("SGDRule.name", call126),
        Call("SGDRule.nesterov", call127),
        Call("SGDRule.weightDecay", call128),
        Call("StateMismatch.description", call129),
        Call("StateMismatch.different", call130),
        Call("StateMismatch.file", call131),
        Call("StateMismatch.isEmpty", call132),
        Call("StateMismatch.missing", call133),
        Call("StateMismatch.unexpected", call134),
        Call("TensorOrNil.tensorOrNil", call135),
        Call("UpdateRule.isDecayDecoupled", call136),
        Call("UpdateRule.isDecayDecoupled 2", call137),
        Call("UpdateRule.name", call138),
        Call("UpdateRule.weightDecay", call139),
        Call("Tensor.tensorOrNil", call140),
        Call("Array.namedParameters", call141),
        Call("Optional.tensorOrNil", call142),
    ]

    // var epsilon: Double
    static func call0(_ d: Draw) throws {
        var receiver: AdadeltaRule = d.adadeltaRule("receiver")
        d.ready()
        d.use((receiver.epsilon) as Any)
        let value: Double = d.double("value")
        d.ready()
        d.configure(receiver) { $0.epsilon = value }
        receiver.epsilon = value
        d.use(receiver.epsilon as Any)
    }

    // var name: String { get }
    static func call1(_ d: Draw) throws {
        let receiver: AdadeltaRule = d.adadeltaRule("receiver")
        d.ready()
        d.use((receiver.name) as Any)
    }

    // var rho: Double
    static func call2(_ d: Draw) throws {
        var receiver: AdadeltaRule = d.adadeltaRule("receiver")
        d.ready()
        d.use((receiver.rho) as Any)
        let value: Double = d.double("value")
        d.ready()
        d.configure(receiver) { $0.rho = value }
        receiver.rho = value
        d.use(receiver.rho as Any)
    }

    // var weightDecay: Double
    static func call3(_ d: Draw) throws {
        var receiver: AdadeltaRule = d.adadeltaRule("receiver")
        d.ready()
        d.use((receiver.weightDecay) as Any)
        let value: Double = d.double("value")
        d.ready()
        d.configure(receiver) { $0.weightDecay = value }
        receiver.weightDecay = value
        d.use(receiver.weightDecay as Any)
    }

    // var epsilon: Double
    static func call4(_ d: Draw) throws {
        var receiver: AdagradRule = d.adagradRule("receiver")
        d.ready()
        d.use((receiver.epsilon) as Any)
        let value: Double = d.double("value")
        d.ready()
        d.configure(receiver) { $0.epsilon = value }
        receiver.epsilon = value
        d.use(receiver.epsilon as Any)
    }

    // var initialAccumulator: Double
    static func call5(_ d: Draw) throws {
        var receiver: AdagradRule = d.adagradRule("receiver")
        d.ready()
        d.use((receiver.initialAccumulator) as Any)
        let value: Double = d.double("value")
        d.ready()
        d.configure(receiver) { $0.initialAccumulator = value }
        receiver.initialAccumulator = value
        d.use(receiver.initialAccumulator as Any)
    }

    // var learningRateDecay: Double
    static func call6(_ d: Draw) throws {
        var receiver: AdagradRule = d.adagradRule("receiver")
        d.ready()
        d.use((receiver.learningRateDecay) as Any)
        let value: Double = d.double("value")
        d.ready()
        d.configure(receiver) { $0.learningRateDecay = value }
        receiver.learningRateDecay = value
        d.use(receiver.learningRateDecay as Any)
    }

    // var name: String { get }
    static func call7(_ d: Draw) throws {
        let receiver: AdagradRule = d.adagradRule("receiver")
        d.ready()
        d.use((receiver.name) as Any)
    }

    // var weightDecay: Double
    static func call8(_ d: Draw) throws {
        var receiver: AdagradRule = d.adagradRule("receiver")
        d.ready()
        d.use((receiver.weightDecay) as Any)
        let value: Double = d.double("value")
        d.ready()
        d.configure(receiver) { $0.weightDecay = value }
        receiver.weightDecay = value
        d.use(receiver.weightDecay as Any)
    }

    // var amsgrad: Bool
    static func call9(_ d: Draw) throws {
        var receiver: AdamRule = d.adamRule("receiver")
        d.ready()
        d.use((receiver.amsgrad) as Any)
        let value: Bool = d.bool("value")
        d.ready()
        d.configure(receiver) { $0.amsgrad = value }
        receiver.amsgrad = value
        d.use(receiver.amsgrad as Any)
    }

    // var betas: (Double, Double)
    static func call10(_ d: Draw) throws {
        var receiver: AdamRule = d.adamRule("receiver")
        d.ready()
        d.use((receiver.betas) as Any)
        let value: (Double, Double) = (d.double(""), d.double(""))
        d.ready()
        d.configure(receiver) { $0.betas = value }
        receiver.betas = value
        d.use(receiver.betas as Any)
    }

    // var epsilon: Double
    static func call11(_ d: Draw) throws {
        var receiver: AdamRule = d.adamRule("receiver")
        d.ready()
        d.use((receiver.epsilon) as Any)
        let value: Double = d.double("value")
        d.ready()
        d.configure(receiver) { $0.epsilon = value }
        receiver.epsilon = value
        d.use(receiver.epsilon as Any)
    }

    // var isDecayDecoupled: Bool
    static func call12(_ d: Draw) throws {
        var receiver: AdamRule = d.adamRule("receiver")
        d.ready()
        d.use((receiver.isDecayDecoupled) as Any)
        let value: Bool = d.bool("value")
        d.ready()
        d.configure(receiver) { $0.isDecayDecoupled = value }
        receiver.isDecayDecoupled = value
        d.use(receiver.isDecayDecoupled as Any)
    }

    // var weightDecay: Double
    static func call13(_ d: Draw) throws {
        var receiver: AdamRule = d.adamRule("receiver")
        d.ready()
        d.use((receiver.weightDecay) as Any)
        let value: Double = d.double("value")
        d.ready()
        d.configure(receiver) { $0.weightDecay = value }
        receiver.weightDecay = value
        d.use(receiver.weightDecay as Any)
    }

    // var betas: (Double, Double)
    static func call14(_ d: Draw) throws {
        var receiver: AdamaxRule = d.adamaxRule("receiver")
        d.ready()
        d.use((receiver.betas) as Any)
        let value: (Double, Double) = (d.double(""), d.double(""))
        d.ready()
        d.configure(receiver) { $0.betas = value }
        receiver.betas = value
        d.use(receiver.betas as Any)
    }

    // var epsilon: Double
    static func call15(_ d: Draw) throws {
        var receiver: AdamaxRule = d.adamaxRule("receiver")
        d.ready()
        d.use((receiver.epsilon) as Any)
        let value: Double = d.double("value")
        d.ready()
        d.configure(receiver) { $0.epsilon = value }
        receiver.epsilon = value
        d.use(receiver.epsilon as Any)
    }

    // var name: String { get }
    static func call16(_ d: Draw) throws {
        let receiver: AdamaxRule = d.adamaxRule("receiver")
        d.ready()
        d.use((receiver.name) as Any)
    }

    // var weightDecay: Double
    static func call17(_ d: Draw) throws {
        var receiver: AdamaxRule = d.adamaxRule("receiver")
        d.ready()
        d.use((receiver.weightDecay) as Any)
        let value: Double = d.double("value")
        d.ready()
        d.configure(receiver) { $0.weightDecay = value }
        receiver.weightDecay = value
        d.use(receiver.weightDecay as Any)
    }

    // @Parameter var bias: Tensor? { get nonmutating set }
    static func call18(_ d: Draw) throws {
        let receiver: BatchNorm = d.makeBatchNorm("receiver")
        d.ready()
        d.use((receiver.bias) as Any)
    }

    // @Buffer var numBatchesTracked: Tensor? { get nonmutating set }
    static func call19(_ d: Draw) throws {
        let receiver: BatchNorm = d.makeBatchNorm("receiver")
        d.ready()
        d.use((receiver.numBatchesTracked) as Any)
    }

    // @Buffer var runningMean: Tensor? { get nonmutating set }
    static func call20(_ d: Draw) throws {
        let receiver: BatchNorm = d.makeBatchNorm("receiver")
        d.ready()
        d.use((receiver.runningMean) as Any)
    }

    // @Buffer var runningVar: Tensor? { get nonmutating set }
    static func call21(_ d: Draw) throws {
        let receiver: BatchNorm = d.makeBatchNorm("receiver")
        d.ready()
        d.use((receiver.runningVar) as Any)
    }

    // @Parameter var weight: Tensor? { get nonmutating set }
    static func call22(_ d: Draw) throws {
        let receiver: BatchNorm = d.makeBatchNorm("receiver")
        d.ready()
        d.use((receiver.weight) as Any)
    }

    // @Parameter var bias: Tensor? { get nonmutating set }
    static func call23(_ d: Draw) throws {
        let receiver: Bilinear = d.makeBilinear("receiver")
        d.ready()
        d.use((receiver.bias) as Any)
    }

    // @Parameter var weight: Tensor { get nonmutating set }
    static func call24(_ d: Draw) throws {
        let receiver: Bilinear = d.makeBilinear("receiver")
        d.ready()
        d.use((receiver.weight) as Any)
    }

    // var wrappedValue: Value { get nonmutating set }
    static func call25(_ d: Draw) throws {
        let receiver: Buffer<Tensor> = d.makeBuffer("receiver")
        d.ready()
        d.use((receiver.wrappedValue) as Any)
    }

    // @Parameter var bias: Tensor? { get nonmutating set }
    static func call26(_ d: Draw) throws {
        let receiver: Conv1d = d.makeConv1d("receiver")
        d.ready()
        d.use((receiver.bias) as Any)
    }

    // @Parameter var weight: Tensor { get nonmutating set }
    static func call27(_ d: Draw) throws {
        let receiver: Conv1d = d.makeConv1d("receiver")
        d.ready()
        d.use((receiver.weight) as Any)
    }

    // @Parameter var bias: Tensor? { get nonmutating set }
    static func call28(_ d: Draw) throws {
        let receiver: Conv2d = d.makeConv2d("receiver")
        d.ready()
        d.use((receiver.bias) as Any)
    }

    // @Parameter var weight: Tensor { get nonmutating set }
    static func call29(_ d: Draw) throws {
        let receiver: Conv2d = d.makeConv2d("receiver")
        d.ready()
        d.use((receiver.weight) as Any)
    }

    // @Parameter var bias: Tensor? { get nonmutating set }
    static func call30(_ d: Draw) throws {
        let receiver: ConvTransposed2d = d.makeConvTransposed2d("receiver")
        d.ready()
        d.use((receiver.bias) as Any)
    }

    // @Parameter var weight: Tensor { get nonmutating set }
    static func call31(_ d: Draw) throws {
        let receiver: ConvTransposed2d = d.makeConvTransposed2d("receiver")
        d.ready()
        d.use((receiver.weight) as Any)
    }

    // @Parameter var weight: Tensor { get nonmutating set }
    static func call32(_ d: Draw) throws {
        let receiver: Embedding = d.makeEmbedding("receiver")
        d.ready()
        d.use((receiver.weight) as Any)
    }

    // var stateDictionary: [String : Tensor] { get }
    static func call33(_ d: Draw) throws {
        let receiver: ExponentialMovingAverage = d.makeExponentialMovingAverage("receiver")
        d.ready()
        d.use((receiver.stateDictionary) as Any)
    }

    // var updates: Int { get }
    static func call34(_ d: Draw) throws {
        let receiver: ExponentialMovingAverage = d.makeExponentialMovingAverage("receiver")
        d.ready()
        d.use((receiver.updates) as Any)
    }

    // var beta: Double
    static func call35(_ d: Draw) throws {
        var receiver: FtrlRule = d.ftrlRule("receiver")
        d.ready()
        d.use((receiver.beta) as Any)
        let value: Double = d.double("value")
        d.ready()
        d.configure(receiver) { $0.beta = value }
        receiver.beta = value
        d.use(receiver.beta as Any)
    }

    // var initialAccumulator: Double
    static func call36(_ d: Draw) throws {
        var receiver: FtrlRule = d.ftrlRule("receiver")
        d.ready()
        d.use((receiver.initialAccumulator) as Any)
        let value: Double = d.double("value")
        d.ready()
        d.configure(receiver) { $0.initialAccumulator = value }
        receiver.initialAccumulator = value
        d.use(receiver.initialAccumulator as Any)
    }

    // var l1: Double
    static func call37(_ d: Draw) throws {
        var receiver: FtrlRule = d.ftrlRule("receiver")
        d.ready()
        d.use((receiver.l1) as Any)
        let value: Double = d.double("value")
        d.ready()
        d.configure(receiver) { $0.l1 = value }
        receiver.l1 = value
        d.use(receiver.l1 as Any)
    }

    // var l2: Double
    static func call38(_ d: Draw) throws {
        var receiver: FtrlRule = d.ftrlRule("receiver")
        d.ready()
        d.use((receiver.l2) as Any)
        let value: Double = d.double("value")
        d.ready()
        d.configure(receiver) { $0.l2 = value }
        receiver.l2 = value
        d.use(receiver.l2 as Any)
    }

    // var name: String { get }
    static func call39(_ d: Draw) throws {
        let receiver: FtrlRule = d.ftrlRule("receiver")
        d.ready()
        d.use((receiver.name) as Any)
    }

    // var weightDecay: Double
    static func call40(_ d: Draw) throws {
        var receiver: FtrlRule = d.ftrlRule("receiver")
        d.ready()
        d.use((receiver.weightDecay) as Any)
        let value: Double = d.double("value")
        d.ready()
        d.configure(receiver) { $0.weightDecay = value }
        receiver.weightDecay = value
        d.use(receiver.weightDecay as Any)
    }

    // @Parameter var bias: Tensor? { get nonmutating set }
    static func call41(_ d: Draw) throws {
        let receiver: GroupNorm = d.makeGroupNorm("receiver")
        d.ready()
        d.use((receiver.bias) as Any)
    }

    // @Parameter var weight: Tensor? { get nonmutating set }
    static func call42(_ d: Draw) throws {
        let receiver: GroupNorm = d.makeGroupNorm("receiver")
        d.ready()
        d.use((receiver.weight) as Any)
    }

    // var value: Double { get }
    static func call43(_ d: Draw) throws {
        let receiver: Initializer.Gain = d.makeInitializer_Gain("receiver")
        d.ready()
        d.use((receiver.value) as Any)
    }

    // var keys: Tensor? { get }
    static func call44(_ d: Draw) throws {
        let receiver: KeyValueCache = d.makeKeyValueCache("receiver")
        d.ready()
        d.use((receiver.keys) as Any)
    }

    // var length: Int { get }
    static func call45(_ d: Draw) throws {
        let receiver: KeyValueCache = d.makeKeyValueCache("receiver")
        d.ready()
        d.use((receiver.length) as Any)
    }

    // var values: Tensor? { get }
    static func call46(_ d: Draw) throws {
        let receiver: KeyValueCache = d.makeKeyValueCache("receiver")
        d.ready()
        d.use((receiver.values) as Any)
    }

    // var changeTolerance: Double { get set }
    static func call47(_ d: Draw) throws {
        let receiver: LBFGS = d.makeLBFGS("receiver")
        d.ready()
        d.use((receiver.changeTolerance) as Any)
        let value: Double = d.double("value")
        d.ready()
        receiver.changeTolerance = value
        d.use(receiver.changeTolerance as Any)
    }

    // var gradientTolerance: Double { get set }
    static func call48(_ d: Draw) throws {
        let receiver: LBFGS = d.makeLBFGS("receiver")
        d.ready()
        d.use((receiver.gradientTolerance) as Any)
        let value: Double = d.double("value")
        d.ready()
        receiver.gradientTolerance = value
        d.use(receiver.gradientTolerance as Any)
    }

    // var historySize: Int { get set }
    static func call49(_ d: Draw) throws {
        let receiver: LBFGS = d.makeLBFGS("receiver")
        d.ready()
        d.use((receiver.historySize) as Any)
        let value: Int = d.int("value")
        d.ready()
        receiver.historySize = value
        d.use(receiver.historySize as Any)
    }

    // var learningRate: Double { get set }
    static func call50(_ d: Draw) throws {
        let receiver: LBFGS = d.makeLBFGS("receiver")
        d.ready()
        d.use((receiver.learningRate) as Any)
        let value: Double = d.double("value")
        d.ready()
        receiver.learningRate = value
        d.use(receiver.learningRate as Any)
    }

    // var lineSearch: LBFGS.LineSearch
    static func call51(_ d: Draw) throws {
        let receiver: LBFGS = d.makeLBFGS("receiver")
        d.ready()
        d.use((receiver.lineSearch) as Any)
        let value: LBFGS.LineSearch = d.makeLBFGS_LineSearch("value")
        d.ready()
        receiver.lineSearch = value
        d.use(receiver.lineSearch as Any)
    }

    // var maxIterations: Int { get set }
    static func call52(_ d: Draw) throws {
        let receiver: LBFGS = d.makeLBFGS("receiver")
        d.ready()
        d.use((receiver.maxIterations) as Any)
        let value: Int = d.int("value")
        d.ready()
        receiver.maxIterations = value
        d.use(receiver.maxIterations as Any)
    }

    // var parameters: [Tensor] { get }
    static func call53(_ d: Draw) throws {
        let receiver: LBFGS = d.makeLBFGS("receiver")
        d.ready()
        d.use((receiver.parameters) as Any)
    }

    // var stateDictionary: [String : Tensor] { get }
    static func call54(_ d: Draw) throws {
        let receiver: LBFGS = d.makeLBFGS("receiver")
        d.ready()
        d.use((receiver.stateDictionary) as Any)
    }

    // @Parameter var bias: Tensor? { get nonmutating set }
    static func call55(_ d: Draw) throws {
        let receiver: LayerNorm = d.makeLayerNorm("receiver")
        d.ready()
        d.use((receiver.bias) as Any)
    }

    // @Parameter var weight: Tensor? { get nonmutating set }
    static func call56(_ d: Draw) throws {
        let receiver: LayerNorm = d.makeLayerNorm("receiver")
        d.ready()
        d.use((receiver.weight) as Any)
    }

    // @Parameter var weight: Tensor { get nonmutating set }
    static func call57(_ d: Draw) throws {
        let receiver: LearnedPositions = d.makeLearnedPositions("receiver")
        d.ready()
        d.use((receiver.weight) as Any)
    }

    // @Parameter var bias: Tensor? { get nonmutating set }
    static func call58(_ d: Draw) throws {
        let receiver: Linear = d.makeLinear("receiver")
        d.ready()
        d.use((receiver.bias) as Any)
    }

    // @Parameter var weight: Tensor { get nonmutating set }
    static func call59(_ d: Draw) throws {
        let receiver: Linear = d.makeLinear("receiver")
        d.ready()
        d.use((receiver.weight) as Any)
    }

    // var betas: (Double, Double)
    static func call60(_ d: Draw) throws {
        var receiver: LionRule = d.lionRule("receiver")
        d.ready()
        d.use((receiver.betas) as Any)
        let value: (Double, Double) = (d.double(""), d.double(""))
        d.ready()
        d.configure(receiver) { $0.betas = value }
        receiver.betas = value
        d.use(receiver.betas as Any)
    }

    // var isDecayDecoupled: Bool { get }
    static func call61(_ d: Draw) throws {
        let receiver: LionRule = d.lionRule("receiver")
        d.ready()
        d.use((receiver.isDecayDecoupled) as Any)
    }

    // var name: String { get }
    static func call62(_ d: Draw) throws {
        let receiver: LionRule = d.lionRule("receiver")
        d.ready()
        d.use((receiver.name) as Any)
    }

    // var weightDecay: Double
    static func call63(_ d: Draw) throws {
        var receiver: LionRule = d.lionRule("receiver")
        d.ready()
        d.use((receiver.weightDecay) as Any)
        let value: Double = d.double("value")
        d.ready()
        d.configure(receiver) { $0.weightDecay = value }
        receiver.weightDecay = value
        d.use(receiver.weightDecay as Any)
    }

    // var description: String { get }
    static func call64(_ d: Draw) throws {
        let receiver: ModelSummary = d.summary("receiver")
        d.ready()
        d.use((receiver.description) as Any)
    }

    // var activityPenalty: Tensor { get }
    static func call65(_ d: Draw) throws {
        let receiver: any UnaryModule = d.anyUnaryModule("receiver")
        d.ready()
        d.use((receiver.activityPenalty) as Any)
    }

    // var buffers: [Tensor] { get }
    static func call66(_ d: Draw) throws {
        let receiver: any UnaryModule = d.anyUnaryModule("receiver")
        d.ready()
        d.use((receiver.buffers) as Any)
    }

    // var children: [any Module] { get }
    static func call67(_ d: Draw) throws {
        let receiver: any UnaryModule = d.anyUnaryModule("receiver")
        d.ready()
        d.use((receiver.children) as Any)
    }

    // var description: String { get }
    static func call68(_ d: Draw) throws {
        let receiver: any UnaryModule = d.anyUnaryModule("receiver")
        d.ready()
        d.use((receiver.description) as Any)
    }

    // var modules: [any Module] { get }
    static func call69(_ d: Draw) throws {
        let receiver: any UnaryModule = d.anyUnaryModule("receiver")
        d.ready()
        d.use((receiver.modules) as Any)
    }

    // var namedBuffers: [(name: String, buffer: Tensor)] { get }
    static func call70(_ d: Draw) throws {
        let receiver: any UnaryModule = d.anyUnaryModule("receiver")
        d.ready()
        d.use((receiver.namedBuffers) as Any)
    }

    // var namedChildren: [(name: String, module: any Module)] { get }
    static func call71(_ d: Draw) throws {
        let receiver: any UnaryModule = d.anyUnaryModule("receiver")
        d.ready()
        d.use((receiver.namedChildren) as Any)
    }

    // var namedGenerators: [(name: String, generator: RandomGenerator)] { get }
    static func call72(_ d: Draw) throws {
        let receiver: any UnaryModule = d.anyUnaryModule("receiver")
        d.ready()
        d.use((receiver.namedGenerators) as Any)
    }

    // var namedModules: [(name: String, module: any Module)] { get }
    static func call73(_ d: Draw) throws {
        let receiver: any UnaryModule = d.anyUnaryModule("receiver")
        d.ready()
        d.use((receiver.namedModules) as Any)
    }

    // var namedParameters: [(name: String, parameter: Tensor)] { get }
    static func call74(_ d: Draw) throws {
        let receiver: any UnaryModule = d.anyUnaryModule("receiver")
        d.ready()
        d.use((receiver.namedParameters) as Any)
    }

    // var parameterCount: Int { get }
    static func call75(_ d: Draw) throws {
        let receiver: any UnaryModule = d.anyUnaryModule("receiver")
        d.ready()
        d.use((receiver.parameterCount) as Any)
    }

    // var parameters: [Tensor] { get }
    static func call76(_ d: Draw) throws {
        let receiver: any UnaryModule = d.anyUnaryModule("receiver")
        d.ready()
        d.use((receiver.parameters) as Any)
    }

    // var stateDictionary: [String : Tensor] { get }
    static func call77(_ d: Draw) throws {
        let receiver: any UnaryModule = d.anyUnaryModule("receiver")
        d.ready()
        d.use((receiver.stateDictionary) as Any)
    }

    // var endIndex: Int { get }
    static func call78(_ d: Draw) throws {
        let receiver: ModuleList<Linear> = d.makeModuleList("receiver")
        d.ready()
        d.use((receiver.endIndex) as Any)
    }

    // var startIndex: Int { get }
    static func call79(_ d: Draw) throws {
        let receiver: ModuleList<Linear> = d.makeModuleList("receiver")
        d.ready()
        d.use((receiver.startIndex) as Any)
    }

    // var epsilon: Double
    static func call80(_ d: Draw) throws {
        var receiver: MuonRule = d.muonRule("receiver")
        d.ready()
        d.use((receiver.epsilon) as Any)
        let value: Double = d.double("value")
        d.ready()
        d.configure(receiver) { $0.epsilon = value }
        receiver.epsilon = value
        d.use(receiver.epsilon as Any)
    }

    // var isDecayDecoupled: Bool { get }
    static func call81(_ d: Draw) throws {
        let receiver: MuonRule = d.muonRule("receiver")
        d.ready()
        d.use((receiver.isDecayDecoupled) as Any)
    }

    // var momentum: Double
    static func call82(_ d: Draw) throws {
        var receiver: MuonRule = d.muonRule("receiver")
        d.ready()
        d.use((receiver.momentum) as Any)
        let value: Double = d.double("value")
        d.ready()
        d.configure(receiver) { $0.momentum = value }
        receiver.momentum = value
        d.use(receiver.momentum as Any)
    }

    // var name: String { get }
    static func call83(_ d: Draw) throws {
        let receiver: MuonRule = d.muonRule("receiver")
        d.ready()
        d.use((receiver.name) as Any)
    }

    // var nesterov: Bool
    static func call84(_ d: Draw) throws {
        var receiver: MuonRule = d.muonRule("receiver")
        d.ready()
        d.use((receiver.nesterov) as Any)
        let value: Bool = d.bool("value")
        d.ready()
        d.configure(receiver) { $0.nesterov = value }
        receiver.nesterov = value
        d.use(receiver.nesterov as Any)
    }

    // var scale: MuonRule.Scale
    static func call85(_ d: Draw) throws {
        var receiver: MuonRule = d.muonRule("receiver")
        d.ready()
        d.use((receiver.scale) as Any)
        let value: MuonRule.Scale = d.makeMuonRule_Scale("value")
        d.ready()
        d.configure(receiver) { $0.scale = value }
        receiver.scale = value
        d.use(receiver.scale as Any)
    }

    // var weightDecay: Double
    static func call86(_ d: Draw) throws {
        var receiver: MuonRule = d.muonRule("receiver")
        d.ready()
        d.use((receiver.weightDecay) as Any)
        let value: Double = d.double("value")
        d.ready()
        d.configure(receiver) { $0.weightDecay = value }
        receiver.weightDecay = value
        d.use(receiver.weightDecay as Any)
    }

    // var betas: (Double, Double)
    static func call87(_ d: Draw) throws {
        var receiver: NAdamRule = d.nadamRule("receiver")
        d.ready()
        d.use((receiver.betas) as Any)
        let value: (Double, Double) = (d.double(""), d.double(""))
        d.ready()
        d.configure(receiver) { $0.betas = value }
        receiver.betas = value
        d.use(receiver.betas as Any)
    }

    // var epsilon: Double
    static func call88(_ d: Draw) throws {
        var receiver: NAdamRule = d.nadamRule("receiver")
        d.ready()
        d.use((receiver.epsilon) as Any)
        let value: Double = d.double("value")
        d.ready()
        d.configure(receiver) { $0.epsilon = value }
        receiver.epsilon = value
        d.use(receiver.epsilon as Any)
    }

    // var isDecayDecoupled: Bool
    static func call89(_ d: Draw) throws {
        var receiver: NAdamRule = d.nadamRule("receiver")
        d.ready()
        d.use((receiver.isDecayDecoupled) as Any)
        let value: Bool = d.bool("value")
        d.ready()
        d.configure(receiver) { $0.isDecayDecoupled = value }
        receiver.isDecayDecoupled = value
        d.use(receiver.isDecayDecoupled as Any)
    }

    // var momentumDecay: Double
    static func call90(_ d: Draw) throws {
        var receiver: NAdamRule = d.nadamRule("receiver")
        d.ready()
        d.use((receiver.momentumDecay) as Any)
        let value: Double = d.double("value")
        d.ready()
        d.configure(receiver) { $0.momentumDecay = value }
        receiver.momentumDecay = value
        d.use(receiver.momentumDecay as Any)
    }

    // var name: String { get }
    static func call91(_ d: Draw) throws {
        let receiver: NAdamRule = d.nadamRule("receiver")
        d.ready()
        d.use((receiver.name) as Any)
    }

    // var weightDecay: Double
    static func call92(_ d: Draw) throws {
        var receiver: NAdamRule = d.nadamRule("receiver")
        d.ready()
        d.use((receiver.weightDecay) as Any)
        let value: Double = d.double("value")
        d.ready()
        d.configure(receiver) { $0.weightDecay = value }
        receiver.weightDecay = value
        d.use(receiver.weightDecay as Any)
    }

    // var learningRate: Double { get set }
    static func call93(_ d: Draw) throws {
        let receiver: any Optimizer = d.anyOptimizer("receiver")
        d.ready()
        d.use((receiver.learningRate) as Any)
        let value: Double = d.double("value")
        d.ready()
        receiver.learningRate = value
        d.use(receiver.learningRate as Any)
    }

    // var parameters: [Tensor] { get }
    static func call94(_ d: Draw) throws {
        let receiver: any Optimizer = d.anyOptimizer("receiver")
        d.ready()
        d.use((receiver.parameters) as Any)
    }

    // var stateDictionary: [String : Tensor] { get }
    static func call95(_ d: Draw) throws {
        let receiver: any Optimizer = d.anyOptimizer("receiver")
        d.ready()
        d.use((receiver.stateDictionary) as Any)
    }

    // @Parameter var weight: Tensor { get nonmutating set }
    static func call96(_ d: Draw) throws {
        let receiver: PReLU = d.makePReLU("receiver")
        d.ready()
        d.use((receiver.weight) as Any)
    }

    // var wrappedValue: Value { get nonmutating set }
    static func call97(_ d: Draw) throws {
        let receiver: Parameter<Tensor> = d.makeParameter("receiver")
        d.ready()
        d.use((receiver.wrappedValue) as Any)
    }

    // var constraint: Constraint?
    static func call98(_ d: Draw) throws {
        var receiver: ParameterSettings<AdamRule> = d.settings("receiver")
        d.ready()
        d.use((receiver.constraint) as Any)
        let value: Constraint? = d.optional("value") { d.makeConstraint("value") }
        d.ready()
        receiver.constraint = value
        d.use(receiver.constraint as Any)
    }

    // var learningRateFactor: Double
    static func call99(_ d: Draw) throws {
        var receiver: ParameterSettings<AdamRule> = d.settings("receiver")
        d.ready()
        d.use((receiver.learningRateFactor) as Any)
        let value: Double = d.double("value")
        d.ready()
        receiver.learningRateFactor = value
        d.use(receiver.learningRateFactor as Any)
    }

    // var rule: Rule
    static func call100(_ d: Draw) throws {
        var receiver: ParameterSettings<AdamRule> = d.settings("receiver")
        d.ready()
        d.use((receiver.rule) as Any)
        let value: AdamRule = d.adamRule("value")
        d.ready()
        receiver.rule = value
        d.use(receiver.rule as Any)
    }

    // var namedParameters: [(name: String, parameter: Tensor)] { get }
    static func call101(_ d: Draw) throws {
        let receiver: any UnaryModule = d.anyUnaryModule("receiver")
        d.ready()
        d.use((receiver.namedParameters) as Any)
    }

    // @Parameter var bias: Tensor { get nonmutating set }
    static func call102(_ d: Draw) throws {
        let receiver: Perceptron = d.makePerceptron("receiver")
        d.ready()
        d.use((receiver.bias) as Any)
    }

    // @Parameter var weight: Tensor { get nonmutating set }
    static func call103(_ d: Draw) throws {
        let receiver: Perceptron = d.makePerceptron("receiver")
        d.ready()
        d.use((receiver.weight) as Any)
    }

    // var betas: (Double, Double)
    static func call104(_ d: Draw) throws {
        var receiver: RAdamRule = d.radamRule("receiver")
        d.ready()
        d.use((receiver.betas) as Any)
        let value: (Double, Double) = (d.double(""), d.double(""))
        d.ready()
        d.configure(receiver) { $0.betas = value }
        receiver.betas = value
        d.use(receiver.betas as Any)
    }

    // var epsilon: Double
    static func call105(_ d: Draw) throws {
        var receiver: RAdamRule = d.radamRule("receiver")
        d.ready()
        d.use((receiver.epsilon) as Any)
        let value: Double = d.double("value")
        d.ready()
        d.configure(receiver) { $0.epsilon = value }
        receiver.epsilon = value
        d.use(receiver.epsilon as Any)
    }

    // var isDecayDecoupled: Bool
    static func call106(_ d: Draw) throws {
        var receiver: RAdamRule = d.radamRule("receiver")
        d.ready()
        d.use((receiver.isDecayDecoupled) as Any)
        let value: Bool = d.bool("value")
        d.ready()
        d.configure(receiver) { $0.isDecayDecoupled = value }
        receiver.isDecayDecoupled = value
        d.use(receiver.isDecayDecoupled as Any)
    }

    // var name: String { get }
    static func call107(_ d: Draw) throws {
        let receiver: RAdamRule = d.radamRule("receiver")
        d.ready()
        d.use((receiver.name) as Any)
    }

    // var weightDecay: Double
    static func call108(_ d: Draw) throws {
        var receiver: RAdamRule = d.radamRule("receiver")
        d.ready()
        d.use((receiver.weightDecay) as Any)
        let value: Double = d.double("value")
        d.ready()
        d.configure(receiver) { $0.weightDecay = value }
        receiver.weightDecay = value
        d.use(receiver.weightDecay as Any)
    }

    // @Parameter var weight: Tensor? { get nonmutating set }
    static func call109(_ d: Draw) throws {
        let receiver: RMSNorm = d.makeRMSNorm("receiver")
        d.ready()
        d.use((receiver.weight) as Any)
    }

    // var alpha: Double
    static func call110(_ d: Draw) throws {
        var receiver: RMSpropRule = d.rmspropRule("receiver")
        d.ready()
        d.use((receiver.alpha) as Any)
        let value: Double = d.double("value")
        d.ready()
        d.configure(receiver) { $0.alpha = value }
        receiver.alpha = value
        d.use(receiver.alpha as Any)
    }

    // var centered: Bool
    static func call111(_ d: Draw) throws {
        var receiver: RMSpropRule = d.rmspropRule("receiver")
        d.ready()
        d.use((receiver.centered) as Any)
        let value: Bool = d.bool("value")
        d.ready()
        d.configure(receiver) { $0.centered = value }
        receiver.centered = value
        d.use(receiver.centered as Any)
    }

    // var epsilon: Double
    static func call112(_ d: Draw) throws {
        var receiver: RMSpropRule = d.rmspropRule("receiver")
        d.ready()
        d.use((receiver.epsilon) as Any)
        let value: Double = d.double("value")
        d.ready()
        d.configure(receiver) { $0.epsilon = value }
        receiver.epsilon = value
        d.use(receiver.epsilon as Any)
    }

    // var momentum: Double
    static func call113(_ d: Draw) throws {
        var receiver: RMSpropRule = d.rmspropRule("receiver")
        d.ready()
        d.use((receiver.momentum) as Any)
        let value: Double = d.double("value")
        d.ready()
        d.configure(receiver) { $0.momentum = value }
        receiver.momentum = value
        d.use(receiver.momentum as Any)
    }

    // var name: String { get }
    static func call114(_ d: Draw) throws {
        let receiver: RMSpropRule = d.rmspropRule("receiver")
        d.ready()
        d.use((receiver.name) as Any)
    }

    // var weightDecay: Double
    static func call115(_ d: Draw) throws {
        var receiver: RMSpropRule = d.rmspropRule("receiver")
        d.ready()
        d.use((receiver.weightDecay) as Any)
        let value: Double = d.double("value")
        d.ready()
        d.configure(receiver) { $0.weightDecay = value }
        receiver.weightDecay = value
        d.use(receiver.weightDecay as Any)
    }

    // var best: Double? { get }
    static func call116(_ d: Draw) throws {
        let receiver: ReduceOnPlateau = d.makeReduceOnPlateau("receiver")
        d.ready()
        d.use((receiver.best) as Any)
    }

    // var learningRate: Double { get }
    static func call117(_ d: Draw) throws {
        let receiver: ReduceOnPlateau = d.makeReduceOnPlateau("receiver")
        d.ready()
        d.use((receiver.learningRate) as Any)
    }

    // var accumulatedSteps: Int { get set }
    static func call118(_ d: Draw) throws {
        let receiver: RuleOptimizer<AdamRule> = d.ruleOptimizer("receiver")
        d.ready()
        d.use((receiver.accumulatedSteps) as Any)
        let value: Int = d.int("value")
        d.ready()
        receiver.accumulatedSteps = value
        d.use(receiver.accumulatedSteps as Any)
    }

    // var clipping: GradientClipping?
    static func call119(_ d: Draw) throws {
        let receiver: RuleOptimizer<AdamRule> = d.ruleOptimizer("receiver")
        d.ready()
        d.use((receiver.clipping) as Any)
        let value: GradientClipping? = d.optional("value") { d.makeGradientClipping("value") }
        d.ready()
        receiver.clipping = value
        d.use(receiver.clipping as Any)
    }

    // var description: String { get }
    static func call120(_ d: Draw) throws {
        let receiver: RuleOptimizer<AdamRule> = d.ruleOptimizer("receiver")
        d.ready()
        d.use((receiver.description) as Any)
    }

    // var learningRate: Double { get set }
    static func call121(_ d: Draw) throws {
        let receiver: RuleOptimizer<AdamRule> = d.ruleOptimizer("receiver")
        d.ready()
        d.use((receiver.learningRate) as Any)
        let value: Double = d.double("value")
        d.ready()
        receiver.learningRate = value
        d.use(receiver.learningRate as Any)
    }

    // var stateDictionary: [String : Tensor] { get }
    static func call122(_ d: Draw) throws {
        let receiver: RuleOptimizer<AdamRule> = d.ruleOptimizer("receiver")
        d.ready()
        d.use((receiver.stateDictionary) as Any)
    }

    // var stepCount: Int { get }
    static func call123(_ d: Draw) throws {
        let receiver: RuleOptimizer<AdamRule> = d.ruleOptimizer("receiver")
        d.ready()
        d.use((receiver.stepCount) as Any)
    }

    // var dampening: Double
    static func call124(_ d: Draw) throws {
        var receiver: SGDRule = d.sgdRule("receiver")
        d.ready()
        d.use((receiver.dampening) as Any)
        let value: Double = d.double("value")
        d.ready()
        d.configure(receiver) { $0.dampening = value }
        receiver.dampening = value
        d.use(receiver.dampening as Any)
    }

    // var momentum: Double
    static func call125(_ d: Draw) throws {
        var receiver: SGDRule = d.sgdRule("receiver")
        d.ready()
        d.use((receiver.momentum) as Any)
        let value: Double = d.double("value")
        d.ready()
        d.configure(receiver) { $0.momentum = value }
        receiver.momentum = value
        d.use(receiver.momentum as Any)
    }

    // var name: String { get }
    static func call126(_ d: Draw) throws {
        let receiver: SGDRule = d.sgdRule("receiver")
        d.ready()
        d.use((receiver.name) as Any)
    }

    // var nesterov: Bool
    static func call127(_ d: Draw) throws {
        var receiver: SGDRule = d.sgdRule("receiver")
        d.ready()
        d.use((receiver.nesterov) as Any)
        let value: Bool = d.bool("value")
        d.ready()
        d.configure(receiver) { $0.nesterov = value }
        receiver.nesterov = value
        d.use(receiver.nesterov as Any)
    }

    // var weightDecay: Double
    static func call128(_ d: Draw) throws {
        var receiver: SGDRule = d.sgdRule("receiver")
        d.ready()
        d.use((receiver.weightDecay) as Any)
        let value: Double = d.double("value")
        d.ready()
        d.configure(receiver) { $0.weightDecay = value }
        receiver.weightDecay = value
        d.use(receiver.weightDecay as Any)
    }

    // var description: String { get }
    static func call129(_ d: Draw) throws {
        let receiver: StateMismatch = d.mismatch("receiver")
        d.ready()
        d.use((receiver.description) as Any)
    }

    // var different: [StateMismatch.Difference] { get }
    static func call130(_ d: Draw) throws {
        let receiver: StateMismatch = d.mismatch("receiver")
        d.ready()
        d.use((receiver.different) as Any)
    }

    // var file: String? { get }
    static func call131(_ d: Draw) throws {
        let receiver: StateMismatch = d.mismatch("receiver")
        d.ready()
        d.use((receiver.file) as Any)
    }

    // var isEmpty: Bool { get }
    static func call132(_ d: Draw) throws {
        let receiver: StateMismatch = d.mismatch("receiver")
        d.ready()
        d.use((receiver.isEmpty) as Any)
    }

    // var missing: [String] { get }
    static func call133(_ d: Draw) throws {
        let receiver: StateMismatch = d.mismatch("receiver")
        d.ready()
        d.use((receiver.missing) as Any)
    }

    // var unexpected: [String] { get }
    static func call134(_ d: Draw) throws {
        let receiver: StateMismatch = d.mismatch("receiver")
        d.ready()
        d.use((receiver.unexpected) as Any)
    }

    // var tensorOrNil: Tensor? { get }
    static func call135(_ d: Draw) throws {
        let receiver: any TensorOrNil = d.tensor("receiver")
        d.ready()
        d.use((receiver.tensorOrNil) as Any)
    }

    // var isDecayDecoupled: Bool { get }
    static func call136(_ d: Draw) throws {
        let receiver: any UpdateRule = d.anyRule("receiver")
        d.ready()
        d.use((receiver.isDecayDecoupled) as Any)
    }

    // var isDecayDecoupled: Bool { get }
    static func call137(_ d: Draw) throws {
        let receiver: any UpdateRule = d.anyRule("receiver")
        d.ready()
        d.use((receiver.isDecayDecoupled) as Any)
    }

    // var name: String { get }
    static func call138(_ d: Draw) throws {
        let receiver: any UpdateRule = d.anyRule("receiver")
        d.ready()
        d.use((receiver.name) as Any)
    }

    // var weightDecay: Double { get set }
    static func call139(_ d: Draw) throws {
        var receiver: any UpdateRule = d.anyRule("receiver")
        d.ready()
        d.use((receiver.weightDecay) as Any)
        let value: Double = d.double("value")
        d.ready()
        receiver.weightDecay = value
        d.use(receiver.weightDecay as Any)
    }

    // var tensorOrNil: Tensor? { get }
    static func call140(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.tensorOrNil) as Any)
    }

    // var namedParameters: [(name: String, parameter: Tensor)] { get }
    static func call141(_ d: Draw) throws {
        let receiver: [Tensor] = d.array("receiver") { d.tensor("") }
        d.ready()
        d.use((receiver.namedParameters) as Any)
    }

    // var tensorOrNil: Tensor? { get }
    static func call142(_ d: Draw) throws {
        let receiver: Tensor? = d.optional("receiver") { d.tensor("receiver") }
        d.ready()
        d.use((receiver.tensorOrNil) as Any)
    }
}
