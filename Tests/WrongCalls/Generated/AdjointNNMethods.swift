// swift-format-ignore-file
// Written by `swift run PublicSurface`.
import Adjoint
import AdjointNN
import AdjointTraining
import Foundation

enum AdjointNNMethods {
    static let all: [Call] = [
        Call("ActivityPenalty.callAsFunction(_:)", call0),
        Call("AdadeltaRule.checkSettings()", call1),
        Call("AdagradRule.checkSettings()", call2),
        Call("AdamRule.checkSettings()", call3),
        Call("AdamaxRule.checkSettings()", call4),
        Call("AdaptiveAvgPool1d.callAsFunction(_:)", call5),
        Call("AdaptiveAvgPool2d.callAsFunction(_:)", call6),
        Call("AdaptiveMaxPool1d.callAsFunction(_:)", call7),
        Call("AdaptiveMaxPool2d.callAsFunction(_:)", call8),
        Call("AvgPool1d.callAsFunction(_:)", call9),
        Call("AvgPool2d.callAsFunction(_:)", call10),
        Call("BatchNorm.callAsFunction(_:)", call11),
        Call("Bilinear.callAsFunction(_:_:)", call12),
        Call("Buffer.infer(_:)", call13),
        Call("CELU.callAsFunction(_:)", call14),
        Call("Constraint.callAsFunction(_:)", call15),
        Call("Conv1d.callAsFunction(_:)", call16),
        Call("Conv2d.callAsFunction(_:)", call17),
        Call("ConvTransposed2d.callAsFunction(_:)", call18),
        Call("Dropout.callAsFunction(_:)", call19),
        Call("Dropout2d.callAsFunction(_:)", call20),
        Call("ELU.callAsFunction(_:)", call21),
        Call("Embedding.callAsFunction(_:)", call22),
        Call("ExponentialMovingAverage.load(_:)", call23),
        Call("ExponentialMovingAverage.update()", call24),
        Call("ExponentialMovingAverage.withAverages(_:)", call25),
        Call("Flatten.callAsFunction(_:)", call26),
        Call("FtrlRule.checkSettings()", call27),
        Call("GELU.callAsFunction(_:)", call28),
        Call("GLU.callAsFunction(_:)", call29),
        Call("GRU.callAsFunction(_:)", call30),
        Call("GRU.callAsFunction(_:state:mask:)", call31),
        Call("GroupNorm.callAsFunction(_:)", call32),
        Call("HardShrink.callAsFunction(_:)", call33),
        Call("HardSigmoid.callAsFunction(_:)", call34),
        Call("HardSwish.callAsFunction(_:)", call35),
        Call("HardTanh.callAsFunction(_:)", call36),
        Call("Hooked.callAsFunction(_:)", call37),
        Call("Hooked.mapInput(_:)", call38),
        Call("Hooked.mapOutput(_:)", call39),
        Call("Hooked.onInput(_:)", call40),
        Call("Hooked.onOutput(_:)", call41),
        Call("Initializer.callAsFunction(_:dtype:generator:)", call42),
        Call("Initializer.fill(_:generator:)", call43),
        Call("LBFGS.load(_:)", call44),
        Call("LBFGS.step()", call45),
        Call("LBFGS.step(_:)", call46),
        Call("LSTM.callAsFunction(_:)", call47),
        Call("LSTM.callAsFunction(_:state:mask:)", call48),
        Call("Lambda.callAsFunction(_:)", call49),
        Call("LayerNorm.callAsFunction(_:)", call50),
        Call("LeakyReLU.callAsFunction(_:)", call51),
        Call("LearnedPositions.callAsFunction(_:)", call52),
        Call("LearnedPositions.callAsFunction(_:offset:)", call53),
        Call("Linear.callAsFunction(_:)", call54),
        Call("LionRule.checkSettings()", call55),
        Call("LogSigmoid.callAsFunction(_:)", call56),
        Call("LogSoftmax.callAsFunction(_:)", call57),
        Call("MaxPool1d.callAsFunction(_:)", call58),
        Call("MaxPool2d.callAsFunction(_:)", call59),
        Call("Mish.callAsFunction(_:)", call60),
        Call("Module.apply(_:)", call61),
        Call("Module.assign(_:)", call62),
        Call("Module.cast(to:)", call63),
        Call("Module.copy()", call64),
        Call("Module.eval()", call65),
        Call("Module.evaluating(_:)", call66),
        Call("Module.freeze(_:)", call67),
        Call("Module.load(_:strict:)", call68),
        Call("Module.load(contentsOf:strict:)", call69),
        Call("Module.observed(_:)", call70),
        Call("Module.save(to:)", call71),
        Call("Module.summary(calling:)", call72),
        Call("Module.summary(input:dtype:)", call73),
        Call("Module.summary(of:)", call74),
        Call("Module.train(_:)", call75),
        Call("Module.unfreeze(_:)", call76),
        Call("Module.withParameters(_:_:)", call77),
        Call("Module.zeroGrad()", call78),
        Call("MultiHeadAttention.callAsFunction(_:)", call79),
        Call("MultiHeadAttention.callAsFunction(_:_:_:mask:isCausal:cache:)", call80),
        Call("MuonRule.checkSettings()", call81),
        Call("MuonRule.objection(to:)", call82),
        Call("NAdamRule.checkSettings()", call83),
        Call("Optimizer.load(_:)", call84),
        Call("Optimizer.step()", call85),
        Call("Optimizer.step(_:)", call86),
        Call("Optimizer.step(_:) 2", call87),
        Call("Optimizer.zeroGrad()", call88),
        Call("Optimizer.zeroGrad() 2", call89),
        Call("PReLU.callAsFunction(_:)", call90),
        Call("Padding.callAsFunction(_:)", call91),
        Call("Parameter.infer(_:)", call92),
        Call("ParameterSource.parameters(where:)", call93),
        Call("Penalty.callAsFunction(_:)", call94),
        Call("Penalty.callAsFunction(activations:)", call95),
        Call("Penalty.callAsFunction(weightsOf:)", call96),
        Call("Perceptron.callAsFunction(_:)", call97),
        Call("Perceptron.learn(_:_:rate:)", call98),
        Call("RAdamRule.checkSettings()", call99),
        Call("RMSNorm.callAsFunction(_:)", call100),
        Call("RMSpropRule.checkSettings()", call101),
        Call("RNN.callAsFunction(_:)", call102),
        Call("RNN.callAsFunction(_:state:mask:)", call103),
        Call("ReLU.callAsFunction(_:)", call104),
        Call("ReLU6.callAsFunction(_:)", call105),
        Call("ReduceOnPlateau.observe(_:)", call106),
        Call("Residual.callAsFunction(_:)", call107),
        Call("RotaryPositions.callAsFunction(_:)", call108),
        Call("RotaryPositions.callAsFunction(_:offset:)", call109),
        Call("RuleOptimizer.configure(_:)", call110),
        Call("RuleOptimizer.configure(where:_:)", call111),
        Call("RuleOptimizer.exemptBiasesAndNormsFromDecay()", call112),
        Call("RuleOptimizer.load(_:)", call113),
        Call("RuleOptimizer.step()", call114),
        Call("RuleOptimizer.zeroGrad()", call115),
        Call("RuleState.contains(_:)", call116),
        Call("SELU.callAsFunction(_:)", call117),
        Call("SGDRule.checkSettings()", call118),
        Call("Schedule.callAsFunction(_:)", call119),
        Call("Schedule.then(_:after:)", call120),
        Call("Sequential.callAsFunction(_:)", call121),
        Call("SiLU.callAsFunction(_:)", call122),
        Call("Sigmoid.callAsFunction(_:)", call123),
        Call("SinusoidalPositions.callAsFunction(_:)", call124),
        Call("SinusoidalPositions.callAsFunction(_:offset:)", call125),
        Call("SoftShrink.callAsFunction(_:)", call126),
        Call("Softmax.callAsFunction(_:)", call127),
        Call("Softmin.callAsFunction(_:)", call128),
        Call("Softplus.callAsFunction(_:)", call129),
        Call("Softsign.callAsFunction(_:)", call130),
        Call("Step.callAsFunction(_:)", call131),
        Call("Tanh.callAsFunction(_:)", call132),
        Call("TanhShrink.callAsFunction(_:)", call133),
        Call("Threshold.callAsFunction(_:)", call134),
        Call("TransformerDecoderLayer.callAsFunction(_:_:mask:memoryMask:isCausal:cache:)", call135),
        Call("TransformerEncoderLayer.callAsFunction(_:)", call136),
        Call("TransformerEncoderLayer.callAsFunction(_:mask:isCausal:cache:)", call137),
        Call("Unflatten.callAsFunction(_:)", call138),
        Call("UpdateRule.checkSettings()", call139),
        Call("UpdateRule.objection(to:)", call140),
        Call("UpdateRule.objection(to:) 2", call141),
        Call("Upsample.callAsFunction(_:)", call142),
        Call("Tensor.graph(of:naming:)", call143),
    ]

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call0(_ d: Draw) throws {
        let receiver: ActivityPenalty = d.makeActivityPenalty("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func checkSettings()
    static func call1(_ d: Draw) throws {
        let receiver: AdadeltaRule = d.adadeltaRule("receiver")
        d.ready()
        receiver.checkSettings()
        d.use(receiver)
    }

    // func checkSettings()
    static func call2(_ d: Draw) throws {
        let receiver: AdagradRule = d.adagradRule("receiver")
        d.ready()
        receiver.checkSettings()
        d.use(receiver)
    }

    // func checkSettings()
    static func call3(_ d: Draw) throws {
        let receiver: AdamRule = d.adamRule("receiver")
        d.ready()
        receiver.checkSettings()
        d.use(receiver)
    }

    // func checkSettings()
    static func call4(_ d: Draw) throws {
        let receiver: AdamaxRule = d.adamaxRule("receiver")
        d.ready()
        receiver.checkSettings()
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call5(_ d: Draw) throws {
        let receiver: AdaptiveAvgPool1d = d.makeAdaptiveAvgPool1d("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call6(_ d: Draw) throws {
        let receiver: AdaptiveAvgPool2d = d.makeAdaptiveAvgPool2d("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call7(_ d: Draw) throws {
        let receiver: AdaptiveMaxPool1d = d.makeAdaptiveMaxPool1d("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call8(_ d: Draw) throws {
        let receiver: AdaptiveMaxPool2d = d.makeAdaptiveMaxPool2d("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call9(_ d: Draw) throws {
        let receiver: AvgPool1d = d.makeAvgPool1d("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call10(_ d: Draw) throws {
        let receiver: AvgPool2d = d.makeAvgPool2d("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call11(_ d: Draw) throws {
        let receiver: BatchNorm = d.makeBatchNorm("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor, _ other: Tensor) -> Tensor
    static func call12(_ d: Draw) throws {
        let receiver: Bilinear = d.makeBilinear("receiver")
        let a0: Tensor = d.tensor("x")
        let a1: Tensor = d.tensor("other")
        d.ready()
        d.use((receiver(a0, a1)) as Any)
        d.use(receiver)
    }

    // func infer(_ size: Int)
    static func call13(_ d: Draw) throws {
        let receiver: Buffer<Tensor> = d.makeBuffer("receiver")
        let a0: Int = d.int("size")
        d.ready()
        receiver.infer(a0)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call14(_ d: Draw) throws {
        let receiver: CELU = d.makeCELU("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ weights: Tensor) -> Tensor
    static func call15(_ d: Draw) throws {
        let receiver: Constraint = d.makeConstraint("receiver")
        let a0: Tensor = d.tensor("weights")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call16(_ d: Draw) throws {
        let receiver: Conv1d = d.makeConv1d("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call17(_ d: Draw) throws {
        let receiver: Conv2d = d.makeConv2d("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call18(_ d: Draw) throws {
        let receiver: ConvTransposed2d = d.makeConvTransposed2d("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call19(_ d: Draw) throws {
        let receiver: Dropout = d.makeDropout("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call20(_ d: Draw) throws {
        let receiver: Dropout2d = d.makeDropout2d("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call21(_ d: Draw) throws {
        let receiver: ELU = d.makeELU("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call22(_ d: Draw) throws {
        let receiver: Embedding = d.makeEmbedding("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func load(_ state: [String : Tensor]) throws
    static func call23(_ d: Draw) throws {
        let receiver: ExponentialMovingAverage = d.makeExponentialMovingAverage("receiver")
        let a0: [String : Tensor] = d.dictionary("state") { d.tensor("") }
        d.ready()
        try receiver.load(a0)
        d.use(receiver)
    }

    // func update()
    static func call24(_ d: Draw) throws {
        let receiver: ExponentialMovingAverage = d.makeExponentialMovingAverage("receiver")
        d.ready()
        receiver.update()
        d.use(receiver)
    }

    // func withAverages<Result>(_ body: () throws -> Result) rethrows -> Result
    static func call25(_ d: Draw) throws {
        let receiver: ExponentialMovingAverage = d.makeExponentialMovingAverage("receiver")
        let a0: () throws -> Tensor = d.body("body")
        d.ready()
        d.use((try receiver.withAverages(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call26(_ d: Draw) throws {
        let receiver: Flatten = d.makeFlatten("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func checkSettings()
    static func call27(_ d: Draw) throws {
        let receiver: FtrlRule = d.ftrlRule("receiver")
        d.ready()
        receiver.checkSettings()
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call28(_ d: Draw) throws {
        let receiver: GELU = d.makeGELU("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call29(_ d: Draw) throws {
        let receiver: GLU = d.makeGLU("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call30(_ d: Draw) throws {
        let receiver: GRU = d.makeGRU("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor, state: Tensor?, mask: Tensor? = nil) -> (output: Tensor, state: Tensor)
    static func call31(_ d: Draw) throws {
        let receiver: GRU = d.makeGRU("receiver")
        let a0: Tensor = d.tensor("x")
        let a1: Tensor? = d.optional("state") { d.tensor("state") }
        let a2: Tensor? = d.optional("mask") { d.tensor("mask") }
        d.ready()
        d.use((receiver(a0, state: a1, mask: a2)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call32(_ d: Draw) throws {
        let receiver: GroupNorm = d.makeGroupNorm("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call33(_ d: Draw) throws {
        let receiver: HardShrink = d.makeHardShrink("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call34(_ d: Draw) throws {
        let receiver: HardSigmoid = d.makeHardSigmoid("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call35(_ d: Draw) throws {
        let receiver: HardSwish = d.makeHardSwish("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call36(_ d: Draw) throws {
        let receiver: HardTanh = d.makeHardTanh("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call37(_ d: Draw) throws {
        let receiver: Hooked = d.makeHooked("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // @discardableResult func mapInput(_ change: @escaping @Sendable (Tensor) -> Tensor) -> Hook
    static func call38(_ d: Draw) throws {
        let receiver: Hooked = d.makeHooked("receiver")
        let a0: @Sendable (Tensor) -> Tensor = d.sendableFunction("change")
        d.ready()
        d.use((receiver.mapInput(a0)) as Any)
        d.use(receiver)
    }

    // @discardableResult func mapOutput(_ change: @escaping @Sendable (Tensor, Tensor) -> Tensor) -> Hook
    static func call39(_ d: Draw) throws {
        let receiver: Hooked = d.makeHooked("receiver")
        let a0: @Sendable (Tensor, Tensor) -> Tensor = d.sendableFunctionOfTwo("change")
        d.ready()
        d.use((receiver.mapOutput(a0)) as Any)
        d.use(receiver)
    }

    // @discardableResult func onInput(_ hook: @escaping @Sendable (Tensor) -> Void) -> Hook
    static func call40(_ d: Draw) throws {
        let receiver: Hooked = d.makeHooked("receiver")
        let a0: @Sendable (Tensor) -> Void = d.visitorOfTensor("hook")
        d.ready()
        d.use((receiver.onInput(a0)) as Any)
        d.use(receiver)
    }

    // @discardableResult func onOutput(_ hook: @escaping @Sendable (Tensor, Tensor) -> Void) -> Hook
    static func call41(_ d: Draw) throws {
        let receiver: Hooked = d.makeHooked("receiver")
        let a0: @Sendable (Tensor, Tensor) -> Void = d.visitorOfTwo("hook")
        d.ready()
        d.use((receiver.onOutput(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ shape: [Int], dtype: DType = .float32, generator: RandomGenerator = .shared) -> Tensor
    static func call42(_ d: Draw) throws {
        let receiver: Initializer = d.makeInitializer("receiver")
        let a0: [Int] = d.array("shape") { d.int("") }
        let a1: DType = d.makeDType("dtype")
        let a2: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((receiver(a0, dtype: a1, generator: a2)) as Any)
        d.use(receiver)
    }

    // func fill(_ parameter: Tensor, generator: RandomGenerator = .shared)
    static func call43(_ d: Draw) throws {
        let receiver: Initializer = d.makeInitializer("receiver")
        let a0: Tensor = d.tensor("parameter")
        let a1: RandomGenerator = d.generator("generator")
        d.ready()
        receiver.fill(a0, generator: a1)
        d.use(receiver)
    }

    // func load(_ state: [String : Tensor]) throws
    static func call44(_ d: Draw) throws {
        let receiver: LBFGS = d.makeLBFGS("receiver")
        let a0: [String : Tensor] = d.dictionary("state") { d.tensor("") }
        d.ready()
        try receiver.load(a0)
        d.use(receiver)
    }

    // func step()
    static func call45(_ d: Draw) throws {
        let receiver: LBFGS = d.makeLBFGS("receiver")
        d.ready()
        receiver.step()
        d.use(receiver)
    }

    // @discardableResult func step(_ loss: () -> Tensor) -> Tensor
    static func call46(_ d: Draw) throws {
        let receiver: LBFGS = d.makeLBFGS("receiver")
        let a0: () -> Tensor = d.lossOfNothing("loss")
        d.ready()
        d.use((receiver.step(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call47(_ d: Draw) throws {
        let receiver: LSTM = d.makeLSTM("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor, state: LSTM.State?, mask: Tensor? = nil) -> (output: Tensor, state: LSTM.State)
    static func call48(_ d: Draw) throws {
        let receiver: LSTM = d.makeLSTM("receiver")
        let a0: Tensor = d.tensor("x")
        let a1: LSTM.State? = d.optional("state") { d.lstmState("state") }
        let a2: Tensor? = d.optional("mask") { d.tensor("mask") }
        d.ready()
        d.use((receiver(a0, state: a1, mask: a2)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call49(_ d: Draw) throws {
        let receiver: Lambda = d.makeLambda("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call50(_ d: Draw) throws {
        let receiver: LayerNorm = d.makeLayerNorm("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call51(_ d: Draw) throws {
        let receiver: LeakyReLU = d.makeLeakyReLU("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call52(_ d: Draw) throws {
        let receiver: LearnedPositions = d.makeLearnedPositions("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor, offset: Int) -> Tensor
    static func call53(_ d: Draw) throws {
        let receiver: LearnedPositions = d.makeLearnedPositions("receiver")
        let a0: Tensor = d.tensor("x")
        let a1: Int = d.int("offset")
        d.ready()
        d.use((receiver(a0, offset: a1)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call54(_ d: Draw) throws {
        let receiver: Linear = d.makeLinear("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func checkSettings()
    static func call55(_ d: Draw) throws {
        let receiver: LionRule = d.lionRule("receiver")
        d.ready()
        receiver.checkSettings()
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call56(_ d: Draw) throws {
        let receiver: LogSigmoid = d.makeLogSigmoid("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call57(_ d: Draw) throws {
        let receiver: LogSoftmax = d.makeLogSoftmax("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call58(_ d: Draw) throws {
        let receiver: MaxPool1d = d.makeMaxPool1d("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call59(_ d: Draw) throws {
        let receiver: MaxPool2d = d.makeMaxPool2d("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call60(_ d: Draw) throws {
        let receiver: Mish = d.makeMish("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func apply(_ body: (any Module) throws -> Void) rethrows
    static func call61(_ d: Draw) throws {
        let receiver: any UnaryModule = d.anyUnaryModule("receiver")
        let a0: (any Module) throws -> Void = d.visitor("body")
        d.ready()
        try receiver.apply(a0)
        d.use(receiver)
    }

    // func assign(_ other: Self)
    static func call62(_ d: Draw) throws {
        let receiver: Linear = d.makeLinear("receiver")
        let a0: Linear = d.makeLinear("other")
        d.ready()
        receiver.assign(a0)
        d.use(receiver)
    }

    // @discardableResult func cast(to dtype: DType) -> Self
    static func call63(_ d: Draw) throws {
        let receiver: Linear = d.makeLinear("receiver")
        let a0: DType = d.makeDType("dtype")
        d.ready()
        d.use((receiver.cast(to: a0)) as Any)
        d.use(receiver)
    }

    // func copy() -> Self
    static func call64(_ d: Draw) throws {
        let receiver: Linear = d.makeLinear("receiver")
        d.ready()
        d.use((receiver.copy()) as Any)
        d.use(receiver)
    }

    // func eval()
    static func call65(_ d: Draw) throws {
        let receiver: any UnaryModule = d.anyUnaryModule("receiver")
        d.ready()
        receiver.eval()
        d.use(receiver)
    }

    // func evaluating<Result>(_ body: () throws -> Result) rethrows -> Result
    static func call66(_ d: Draw) throws {
        let receiver: any UnaryModule = d.anyUnaryModule("receiver")
        let a0: () throws -> Tensor = d.body("body")
        d.ready()
        d.use((try receiver.evaluating(a0)) as Any)
        d.use(receiver)
    }

    // func freeze(_ paths: String...)
    static func call67(_ d: Draw) throws {
        let receiver: any UnaryModule = d.anyUnaryModule("receiver")
        let a0: String = d.string("paths")
        let a0_1: String = d.string("paths")
        d.ready()
        receiver.freeze(a0, a0_1)
        d.use(receiver)
    }

    // @discardableResult func load(_ state: [String : Tensor], strict: Bool = true) throws -> StateMismatch
    static func call68(_ d: Draw) throws {
        let receiver: any UnaryModule = d.anyUnaryModule("receiver")
        let a0: [String : Tensor] = d.dictionary("state") { d.tensor("") }
        let a1: Bool = d.bool("strict")
        d.ready()
        d.use((try receiver.load(a0, strict: a1)) as Any)
        d.use(receiver)
    }

    // @discardableResult func load(contentsOf file: URL, strict: Bool = true) throws -> StateMismatch
    static func call69(_ d: Draw) throws {
        let receiver: any UnaryModule = d.anyUnaryModule("receiver")
        let a0: URL = d.file("file")
        let a1: Bool = d.bool("strict")
        d.ready()
        d.use((try receiver.load(contentsOf: a0, strict: a1)) as Any)
        d.use(receiver)
    }

    // func observed(_ output: Tensor) -> Tensor
    static func call70(_ d: Draw) throws {
        let receiver: any UnaryModule = d.anyUnaryModule("receiver")
        let a0: Tensor = d.tensor("output")
        d.ready()
        d.use((receiver.observed(a0)) as Any)
        d.use(receiver)
    }

    // func save(to file: URL) throws
    static func call71(_ d: Draw) throws {
        let receiver: any UnaryModule = d.anyUnaryModule("receiver")
        let a0: URL = d.file("file")
        d.ready()
        try receiver.save(to: a0)
        d.use(receiver)
    }

    // func summary(calling run: () -> Void) -> ModelSummary
    static func call72(_ d: Draw) throws {
        let receiver: any UnaryModule = d.anyUnaryModule("receiver")
        let a0: () -> Void = d.action("run")
        d.ready()
        d.use((receiver.summary(calling: a0)) as Any)
        d.use(receiver)
    }

    // func summary(input: [Int], dtype: DType? = nil) -> ModelSummary
    static func call73(_ d: Draw) throws {
        let receiver: any UnaryModule = d.anyUnaryModule("receiver")
        let a0: [Int] = d.array("input") { d.int("") }
        let a1: DType? = d.optional("dtype") { d.makeDType("dtype") }
        d.ready()
        d.use((receiver.summary(input: a0, dtype: a1)) as Any)
        d.use(receiver)
    }

    // func summary(of input: Tensor) -> ModelSummary
    static func call74(_ d: Draw) throws {
        let receiver: any UnaryModule = d.anyUnaryModule("receiver")
        let a0: Tensor = d.tensor("input")
        d.ready()
        d.use((receiver.summary(of: a0)) as Any)
        d.use(receiver)
    }

    // func train(_ isTraining: Bool = true)
    static func call75(_ d: Draw) throws {
        let receiver: any UnaryModule = d.anyUnaryModule("receiver")
        let a0: Bool = d.bool("isTraining")
        d.ready()
        receiver.train(a0)
        d.use(receiver)
    }

    // func unfreeze(_ paths: String...)
    static func call76(_ d: Draw) throws {
        let receiver: any UnaryModule = d.anyUnaryModule("receiver")
        let a0: String = d.string("paths")
        let a0_1: String = d.string("paths")
        d.ready()
        receiver.unfreeze(a0, a0_1)
        d.use(receiver)
    }

    // func withParameters<Result>(_ values: [String : Tensor], _ body: () throws -> Result) rethrows -> Result
    static func call77(_ d: Draw) throws {
        let receiver: any UnaryModule = d.anyUnaryModule("receiver")
        let a0: [String : Tensor] = d.dictionary("values") { d.tensor("") }
        let a1: () throws -> Tensor = d.body("body")
        d.ready()
        d.use((try receiver.withParameters(a0, a1)) as Any)
        d.use(receiver)
    }

    // func zeroGrad()
    static func call78(_ d: Draw) throws {
        let receiver: any UnaryModule = d.anyUnaryModule("receiver")
        d.ready()
        receiver.zeroGrad()
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call79(_ d: Draw) throws {
        let receiver: MultiHeadAttention = d.makeMultiHeadAttention("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ queries: Tensor, _ keys: Tensor, _ values: Tensor, mask: Tensor? = nil, isCausal: Bool = false, cache: KeyValueCache? = nil) -> Tensor
    static func call80(_ d: Draw) throws {
        let receiver: MultiHeadAttention = d.makeMultiHeadAttention("receiver")
        let a0: Tensor = d.tensor("queries")
        let a1: Tensor = d.tensor("keys")
        let a2: Tensor = d.tensor("values")
        let a3: Tensor? = d.optional("mask") { d.tensor("mask") }
        let a4: Bool = d.bool("isCausal")
        let a5: KeyValueCache? = d.optional("cache") { d.makeKeyValueCache("cache") }
        d.ready()
        d.use((receiver(a0, a1, a2, mask: a3, isCausal: a4, cache: a5)) as Any)
        d.use(receiver)
    }

    // func checkSettings()
    static func call81(_ d: Draw) throws {
        let receiver: MuonRule = d.muonRule("receiver")
        d.ready()
        receiver.checkSettings()
        d.use(receiver)
    }

    // func objection(to parameter: Tensor) -> String?
    static func call82(_ d: Draw) throws {
        let receiver: MuonRule = d.muonRule("receiver")
        let a0: Tensor = d.tensor("parameter")
        d.ready()
        d.use((receiver.objection(to: a0)) as Any)
        d.use(receiver)
    }

    // func checkSettings()
    static func call83(_ d: Draw) throws {
        let receiver: NAdamRule = d.nadamRule("receiver")
        d.ready()
        receiver.checkSettings()
        d.use(receiver)
    }

    // func load(_ state: [String : Tensor]) throws
    static func call84(_ d: Draw) throws {
        let receiver: any Optimizer = d.anyOptimizer("receiver")
        let a0: [String : Tensor] = d.dictionary("state") { d.tensor("") }
        d.ready()
        try receiver.load(a0)
        d.use(receiver)
    }

    // func step()
    static func call85(_ d: Draw) throws {
        let receiver: any Optimizer = d.anyOptimizer("receiver")
        d.ready()
        receiver.step()
        d.use(receiver)
    }

    // @discardableResult func step(_ loss: () -> Tensor) -> Tensor
    static func call86(_ d: Draw) throws {
        let receiver: any Optimizer = d.anyOptimizer("receiver")
        let a0: () -> Tensor = d.lossOfNothing("loss")
        d.ready()
        d.use((receiver.step(a0)) as Any)
        d.use(receiver)
    }

    // @discardableResult func step(_ loss: () -> Tensor) -> Tensor
    static func call87(_ d: Draw) throws {
        let receiver: any Optimizer = d.anyOptimizer("receiver")
        let a0: () -> Tensor = d.lossOfNothing("loss")
        d.ready()
        d.use((receiver.step(a0)) as Any)
        d.use(receiver)
    }

    // func zeroGrad()
    static func call88(_ d: Draw) throws {
        let receiver: any Optimizer = d.anyOptimizer("receiver")
        d.ready()
        receiver.zeroGrad()
        d.use(receiver)
    }

    // func zeroGrad()
    static func call89(_ d: Draw) throws {
        let receiver: any Optimizer = d.anyOptimizer("receiver")
        d.ready()
        receiver.zeroGrad()
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call90(_ d: Draw) throws {
        let receiver: PReLU = d.makePReLU("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call91(_ d: Draw) throws {
        let receiver: Padding = d.makePadding("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func infer(_ size: Int)
    static func call92(_ d: Draw) throws {
        let receiver: Parameter<Tensor> = d.makeParameter("receiver")
        let a0: Int = d.int("size")
        d.ready()
        receiver.infer(a0)
        d.use(receiver)
    }

    // func parameters(where isIncluded: (String, Tensor) -> Bool) -> ParameterSelection
    static func call93(_ d: Draw) throws {
        let receiver: any UnaryModule = d.anyUnaryModule("receiver")
        let a0: (String, Tensor) -> Bool = d.condition("isIncluded")
        d.ready()
        d.use((receiver.parameters(where: a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call94(_ d: Draw) throws {
        let receiver: Penalty = d.makePenalty("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(activations: Tensor) -> Tensor
    static func call95(_ d: Draw) throws {
        let receiver: Penalty = d.makePenalty("receiver")
        let a0: Tensor = d.tensor("activations")
        d.ready()
        d.use((receiver(activations: a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(weightsOf source: some ParameterSource) -> Tensor
    static func call96(_ d: Draw) throws {
        let receiver: Penalty = d.makePenalty("receiver")
        let a0 = d.source("source")
        d.ready()
        d.use((receiver(weightsOf: a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call97(_ d: Draw) throws {
        let receiver: Perceptron = d.makePerceptron("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // @discardableResult func learn(_ x: Tensor, _ targets: Tensor, rate: Double = 1) -> Int
    static func call98(_ d: Draw) throws {
        let receiver: Perceptron = d.makePerceptron("receiver")
        let a0: Tensor = d.tensor("x")
        let a1: Tensor = d.tensor("targets")
        let a2: Double = d.double("rate")
        d.ready()
        d.use((receiver.learn(a0, a1, rate: a2)) as Any)
        d.use(receiver)
    }

    // func checkSettings()
    static func call99(_ d: Draw) throws {
        let receiver: RAdamRule = d.radamRule("receiver")
        d.ready()
        receiver.checkSettings()
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call100(_ d: Draw) throws {
        let receiver: RMSNorm = d.makeRMSNorm("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func checkSettings()
    static func call101(_ d: Draw) throws {
        let receiver: RMSpropRule = d.rmspropRule("receiver")
        d.ready()
        receiver.checkSettings()
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call102(_ d: Draw) throws {
        let receiver: RNN = d.makeRNN("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor, state: Tensor?, mask: Tensor? = nil) -> (output: Tensor, state: Tensor)
    static func call103(_ d: Draw) throws {
        let receiver: RNN = d.makeRNN("receiver")
        let a0: Tensor = d.tensor("x")
        let a1: Tensor? = d.optional("state") { d.tensor("state") }
        let a2: Tensor? = d.optional("mask") { d.tensor("mask") }
        d.ready()
        d.use((receiver(a0, state: a1, mask: a2)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call104(_ d: Draw) throws {
        let receiver: ReLU = d.makeReLU("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call105(_ d: Draw) throws {
        let receiver: ReLU6 = d.makeReLU6("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // @discardableResult mutating func observe(_ metric: Double) -> Double
    static func call106(_ d: Draw) throws {
        var receiver: ReduceOnPlateau = d.makeReduceOnPlateau("receiver")
        let a0: Double = d.double("metric")
        d.ready()
        d.use((receiver.observe(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call107(_ d: Draw) throws {
        let receiver: Residual = d.makeResidual("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call108(_ d: Draw) throws {
        let receiver: RotaryPositions = d.makeRotaryPositions("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor, offset: Int) -> Tensor
    static func call109(_ d: Draw) throws {
        let receiver: RotaryPositions = d.makeRotaryPositions("receiver")
        let a0: Tensor = d.tensor("x")
        let a1: Int = d.int("offset")
        d.ready()
        d.use((receiver(a0, offset: a1)) as Any)
        d.use(receiver)
    }

    // func configure(_ group: ParameterGroup<Rule>)
    static func call110(_ d: Draw) throws {
        let receiver: RuleOptimizer<AdamRule> = d.ruleOptimizer("receiver")
        let a0: ParameterGroup<AdamRule> = d.group("group")
        d.ready()
        receiver.configure(a0)
        d.use(receiver)
    }

    // func configure(where isIncluded: (String, Tensor) -> Bool, _ change: (inout ParameterSettings<Rule>) -> Void)
    static func call111(_ d: Draw) throws {
        let receiver: RuleOptimizer<AdamRule> = d.ruleOptimizer("receiver")
        let a0: (String, Tensor) -> Bool = d.condition("isIncluded")
        let a1: (inout ParameterSettings<AdamRule>) -> Void = d.settingsChange("change")
        d.ready()
        receiver.configure(where: a0, a1)
        d.use(receiver)
    }

    // func exemptBiasesAndNormsFromDecay()
    static func call112(_ d: Draw) throws {
        let receiver: RuleOptimizer<AdamRule> = d.ruleOptimizer("receiver")
        d.ready()
        receiver.exemptBiasesAndNormsFromDecay()
        d.use(receiver)
    }

    // func load(_ state: [String : Tensor]) throws
    static func call113(_ d: Draw) throws {
        let receiver: RuleOptimizer<AdamRule> = d.ruleOptimizer("receiver")
        let a0: [String : Tensor] = d.dictionary("state") { d.tensor("") }
        d.ready()
        try receiver.load(a0)
        d.use(receiver)
    }

    // func step()
    static func call114(_ d: Draw) throws {
        let receiver: RuleOptimizer<AdamRule> = d.ruleOptimizer("receiver")
        d.ready()
        receiver.step()
        d.use(receiver)
    }

    // func zeroGrad()
    static func call115(_ d: Draw) throws {
        let receiver: RuleOptimizer<AdamRule> = d.ruleOptimizer("receiver")
        d.ready()
        receiver.zeroGrad()
        d.use(receiver)
    }

    // mutating func contains(_ name: String) -> Bool
    static func call116(_ d: Draw) throws {
        var receiver: RuleState = d.ruleState("receiver")
        let a0: String = d.string("name")
        d.ready()
        d.use((receiver.contains(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call117(_ d: Draw) throws {
        let receiver: SELU = d.makeSELU("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func checkSettings()
    static func call118(_ d: Draw) throws {
        let receiver: SGDRule = d.sgdRule("receiver")
        d.ready()
        receiver.checkSettings()
        d.use(receiver)
    }

    // func callAsFunction(_ step: Int) -> Double
    static func call119(_ d: Draw) throws {
        let receiver: Schedule = d.makeSchedule("receiver")
        let a0: Int = d.int("step")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func then(_ next: Schedule, after steps: Int) -> Schedule
    static func call120(_ d: Draw) throws {
        let receiver: Schedule = d.makeSchedule("receiver")
        let a0: Schedule = d.makeSchedule("next")
        let a1: Int = d.int("steps")
        d.ready()
        d.use((receiver.then(a0, after: a1)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call121(_ d: Draw) throws {
        let receiver: Sequential = d.makeSequential("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call122(_ d: Draw) throws {
        let receiver: SiLU = d.makeSiLU("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call123(_ d: Draw) throws {
        let receiver: Sigmoid = d.makeSigmoid("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call124(_ d: Draw) throws {
        let receiver: SinusoidalPositions = d.makeSinusoidalPositions("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor, offset: Int) -> Tensor
    static func call125(_ d: Draw) throws {
        let receiver: SinusoidalPositions = d.makeSinusoidalPositions("receiver")
        let a0: Tensor = d.tensor("x")
        let a1: Int = d.int("offset")
        d.ready()
        d.use((receiver(a0, offset: a1)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call126(_ d: Draw) throws {
        let receiver: SoftShrink = d.makeSoftShrink("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call127(_ d: Draw) throws {
        let receiver: Softmax = d.makeSoftmax("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call128(_ d: Draw) throws {
        let receiver: Softmin = d.makeSoftmin("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call129(_ d: Draw) throws {
        let receiver: Softplus = d.makeSoftplus("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call130(_ d: Draw) throws {
        let receiver: Softsign = d.makeSoftsign("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call131(_ d: Draw) throws {
        let receiver: Step = d.makeStep("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call132(_ d: Draw) throws {
        let receiver: Tanh = d.makeTanh("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call133(_ d: Draw) throws {
        let receiver: TanhShrink = d.makeTanhShrink("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call134(_ d: Draw) throws {
        let receiver: Threshold = d.makeThreshold("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor, _ memory: Tensor, mask: Tensor? = nil, memoryMask: Tensor? = nil, isCausal: Bool = false, cache: KeyValueCache? = nil) -> Tensor
    static func call135(_ d: Draw) throws {
        let receiver: TransformerDecoderLayer = d.makeTransformerDecoderLayer("receiver")
        let a0: Tensor = d.tensor("x")
        let a1: Tensor = d.tensor("memory")
        let a2: Tensor? = d.optional("mask") { d.tensor("mask") }
        let a3: Tensor? = d.optional("memoryMask") { d.tensor("memoryMask") }
        let a4: Bool = d.bool("isCausal")
        let a5: KeyValueCache? = d.optional("cache") { d.makeKeyValueCache("cache") }
        d.ready()
        d.use((receiver(a0, a1, mask: a2, memoryMask: a3, isCausal: a4, cache: a5)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call136(_ d: Draw) throws {
        let receiver: TransformerEncoderLayer = d.makeTransformerEncoderLayer("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor, mask: Tensor?, isCausal: Bool = false, cache: KeyValueCache? = nil) -> Tensor
    static func call137(_ d: Draw) throws {
        let receiver: TransformerEncoderLayer = d.makeTransformerEncoderLayer("receiver")
        let a0: Tensor = d.tensor("x")
        let a1: Tensor? = d.optional("mask") { d.tensor("mask") }
        let a2: Bool = d.bool("isCausal")
        let a3: KeyValueCache? = d.optional("cache") { d.makeKeyValueCache("cache") }
        d.ready()
        d.use((receiver(a0, mask: a1, isCausal: a2, cache: a3)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call138(_ d: Draw) throws {
        let receiver: Unflatten = d.makeUnflatten("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func checkSettings()
    static func call139(_ d: Draw) throws {
        let receiver: any UpdateRule = d.anyRule("receiver")
        d.ready()
        receiver.checkSettings()
        d.use(receiver)
    }

    // func objection(to parameter: Tensor) -> String?
    static func call140(_ d: Draw) throws {
        let receiver: any UpdateRule = d.anyRule("receiver")
        let a0: Tensor = d.tensor("parameter")
        d.ready()
        d.use((receiver.objection(to: a0)) as Any)
        d.use(receiver)
    }

    // func objection(to parameter: Tensor) -> String?
    static func call141(_ d: Draw) throws {
        let receiver: any UpdateRule = d.anyRule("receiver")
        let a0: Tensor = d.tensor("parameter")
        d.ready()
        d.use((receiver.objection(to: a0)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ x: Tensor) -> Tensor
    static func call142(_ d: Draw) throws {
        let receiver: Upsample = d.makeUpsample("receiver")
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func graph(of model: some Module, naming names: [String : Tensor] = [:]) -> GraphView
    static func call143(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0 = d.anyUnaryModule("model")
        let a1: [String : Tensor] = d.dictionary("names") { d.tensor("") }
        d.ready()
        d.use((receiver.graph(of: a0, naming: a1)) as Any)
        d.use(receiver)
    }
}
