// swift-format-ignore-file
// Written by `swift run PublicSurface`.
import Adjoint
import AdjointNN
import AdjointTraining
import Foundation

enum AdjointNNInitializers {
    static let all: [Call] = [
        Call("ActivityPenalty.init(_:)", call0),
        Call("Adadelta.init(_:learningRate:rho:epsilon:weightDecay:groups:)", call1),
        Call("Adagrad.init(_:learningRate:learningRateDecay:initialAccumulator:epsilon:weightDecay:groups:)", call2),
        Call("Adam.init(_:learningRate:betas:epsilon:weightDecay:amsgrad:groups:)", call3),
        Call("AdamW.init(_:learningRate:betas:epsilon:weightDecay:amsgrad:groups:)", call4),
        Call("Adamax.init(_:learningRate:betas:epsilon:weightDecay:groups:)", call5),
        Call("AdaptiveAvgPool1d.init(_:)", call6),
        Call("AdaptiveAvgPool2d.init(_:)", call7),
        Call("AdaptiveMaxPool1d.init(_:)", call8),
        Call("AdaptiveMaxPool2d.init(_:)", call9),
        Call("AvgPool1d.init(_:stride:padding:)", call10),
        Call("AvgPool2d.init(_:stride:padding:)", call11),
        Call("BatchNorm.init(_:epsilon:momentum:affine:trackRunningStatistics:dtype:)", call12),
        Call("Bilinear.init(_:_:bias:dtype:generator:)", call13),
        Call("Buffer.init(wrappedValue:)", call14),
        Call("CELU.init(_:)", call15),
        Call("Constraint.init(_:)", call16),
        Call("Conv1d.init(_:_:kernel:stride:padding:dilation:groups:bias:dtype:generator:)", call17),
        Call("Conv1d.init(_:_:kernel:stride:padding:dilation:groups:bias:dtype:generator:) 2", call18),
        Call("Conv2d.init(_:_:kernel:stride:padding:dilation:groups:bias:dtype:generator:)", call19),
        Call("Conv2d.init(_:_:kernel:stride:padding:dilation:groups:bias:dtype:generator:) 2", call20),
        Call("ConvTransposed2d.init(_:_:kernel:stride:padding:outputPadding:dilation:groups:bias:dtype:generator:)", call21),
        Call("Dropout.init(_:generator:)", call22),
        Call("Dropout2d.init(_:generator:)", call23),
        Call("ELU.init(_:)", call24),
        Call("Embedding.init(_:_:paddingIndex:dtype:generator:)", call25),
        Call("ExponentialMovingAverage.init(_:decay:)", call26),
        Call("Flatten.init(from:through:)", call27),
        Call("Ftrl.init(_:learningRate:l1:l2:beta:initialAccumulator:weightDecay:groups:)", call28),
        Call("GELU.init(approximate:)", call29),
        Call("GLU.init(axis:)", call30),
        Call("GRU.init(_:_:layers:bidirectional:dropout:bias:dtype:generator:)", call31),
        Call("GroupNorm.init(groups:channels:epsilon:affine:dtype:)", call32),
        Call("HardShrink.init(_:)", call33),
        Call("HardSigmoid.init()", call34),
        Call("HardSwish.init()", call35),
        Call("HardTanh.init(_:)", call36),
        Call("Hooked.init(_:)", call37),
        Call("Initializer.init(_:)", call38),
        Call("IntOrPair.init(_:)", call39),
        Call("IntOrPair.init(_:_:)", call40),
        Call("IntOrPair.init(arrayLiteral:)", call41),
        Call("IntOrPair.init(integerLiteral:)", call42),
        Call("KeyValueCache.init()", call43),
        Call("LBFGS.init(_:learningRate:maxIterations:historySize:lineSearch:gradientTolerance:changeTolerance:)", call44),
        Call("LSTM.init(_:_:layers:bidirectional:dropout:bias:dtype:generator:)", call45),
        Call("Lambda.init(_:)", call46),
        Call("LayerNorm.init(_:epsilon:affine:bias:dtype:)", call47),
        Call("LayerNorm.init(_:epsilon:affine:bias:dtype:) 2", call48),
        Call("LeakyReLU.init(_:)", call49),
        Call("LearnedPositions.init(_:_:dtype:generator:)", call50),
        Call("Linear.init(_:_:bias:dtype:generator:)", call51),
        Call("Linear.init(_:_:bias:dtype:generator:) 2", call52),
        Call("Linear.init(weight:bias:)", call53),
        Call("Lion.init(_:learningRate:betas:weightDecay:groups:)", call54),
        Call("LogSigmoid.init()", call55),
        Call("LogSoftmax.init(axis:)", call56),
        Call("MaxPool1d.init(_:stride:padding:)", call57),
        Call("MaxPool2d.init(_:stride:padding:)", call58),
        Call("Mish.init()", call59),
        Call("ModuleList.init(_:)", call60),
        Call("ModuleList.init(arrayLiteral:)", call61),
        Call("MultiHeadAttention.init(_:heads:keyFeatures:valueFeatures:dropout:bias:rotary:dtype:generator:)", call62),
        Call("Muon.init(_:learningRate:momentum:nesterov:weightDecay:scale:epsilon:groups:)", call63),
        Call("NAdam.init(_:learningRate:betas:epsilon:weightDecay:momentumDecay:isDecayDecoupled:groups:)", call64),
        Call("PReLU.init(_:initial:dtype:)", call65),
        Call("Padding.init(_:mode:)", call66),
        Call("Padding.init(_:mode:) 2", call67),
        Call("Parameter.init(wrappedValue:)", call68),
        Call("ParameterGroup.init(_:learningRateFactor:weightDecay:_:)", call69),
        Call("ParameterGroup.init(where:learningRateFactor:weightDecay:_:)", call70),
        Call("Perceptron.init(_:_:dtype:)", call71),
        Call("RAdam.init(_:learningRate:betas:epsilon:weightDecay:isDecayDecoupled:groups:)", call72),
        Call("RMSNorm.init(_:epsilon:affine:dtype:)", call73),
        Call("RMSNorm.init(_:epsilon:affine:dtype:) 2", call74),
        Call("RMSprop.init(_:learningRate:alpha:epsilon:momentum:centered:weightDecay:groups:)", call75),
        Call("RNN.init(_:_:layers:bidirectional:dropout:bias:activation:dtype:generator:)", call76),
        Call("ReLU.init()", call77),
        Call("ReLU6.init()", call78),
        Call("ReduceOnPlateau.Mode.init(rawValue:)", call79),
        Call("ReduceOnPlateau.init(learningRate:mode:factor:patience:threshold:cooldown:minimum:)", call80),
        Call("Residual.init(_:shortcut:)", call81),
        Call("Residual.init(shortcut:_:)", call82),
        Call("RotaryPositions.init(base:pairsAreNeighbours:)", call83),
        Call("RuleOptimizer.init(_:_:learningRate:groups:)", call84),
        Call("RuleState.init(of:for:parameterName:)", call85),
        Call("SELU.init()", call86),
        Call("SGD.init(_:learningRate:momentum:dampening:nesterov:weightDecay:groups:)", call87),
        Call("Schedule.init(_:)", call88),
        Call("Schedule.init(floatLiteral:)", call89),
        Call("Schedule.init(integerLiteral:)", call90),
        Call("Sequential.init(_:)", call91),
        Call("Sequential.init(_:) 2", call92),
        Call("Sequential.init(_:) 3", call93),
        Call("SiLU.init()", call94),
        Call("Sigmoid.init()", call95),
        Call("SinusoidalPositions.init()", call96),
        Call("SoftShrink.init(_:)", call97),
        Call("Softmax.init(axis:)", call98),
        Call("Softmin.init(axis:)", call99),
        Call("Softplus.init(_:)", call100),
        Call("Softsign.init()", call101),
        Call("Step.init()", call102),
        Call("Tanh.init()", call103),
        Call("TanhShrink.init()", call104),
        Call("Threshold.init(threshold:value:)", call105),
        Call("TrainingMode.init()", call106),
        Call("TransformerDecoderLayer.init(_:heads:hidden:dropout:activation:epsilon:isNormFirst:bias:rotary:dtype:generator:)", call107),
        Call("TransformerEncoderLayer.init(_:heads:hidden:dropout:activation:epsilon:isNormFirst:bias:rotary:dtype:generator:)", call108),
        Call("Unflatten.init(axis:into:)", call109),
        Call("Upsample.init(scale:mode:)", call110),
        Call("Upsample.init(scales:mode:)", call111),
        Call("Upsample.init(size:mode:)", call112),
    ]

    // init(_ penalty: Penalty)
    static func call0(_ d: Draw) throws {
        let a0: Penalty = d.makePenalty("penalty")
        d.ready()
        d.use((ActivityPenalty(a0)) as Any)
    }

    // init(_ source: some ParameterSource, learningRate: Double = 1, rho: Double = 0.9, epsilon: Double = 1e-6, weightDecay: Double = 0, groups: [ParameterGroup<AdadeltaRule>] = [])
    static func call1(_ d: Draw) throws {
        let a0 = d.source("source")
        let a1: Double = d.double("learningRate")
        let a2: Double = d.double("rho")
        let a3: Double = d.double("epsilon")
        let a4: Double = d.double("weightDecay")
        let a5: [ParameterGroup<AdadeltaRule>] = d.array("groups") { d.group("") }
        d.ready()
        d.use((Adadelta(a0, learningRate: a1, rho: a2, epsilon: a3, weightDecay: a4, groups: a5)) as Any)
    }

    // init(_ source: some ParameterSource, learningRate: Double = 1e-2, learningRateDecay: Double = 0, initialAccumulator: Double = 0, epsilon: Double = 1e-10, weightDecay: Double = 0, groups: [ParameterGroup<AdagradRule>] = [])
    static func call2(_ d: Draw) throws {
        let a0 = d.source("source")
        let a1: Double = d.double("learningRate")
        let a2: Double = d.double("learningRateDecay")
        let a3: Double = d.double("initialAccumulator")
        let a4: Double = d.double("epsilon")
        let a5: Double = d.double("weightDecay")
        let a6: [ParameterGroup<AdagradRule>] = d.array("groups") { d.group("") }
        d.ready()
        d.use((Adagrad(a0, learningRate: a1, learningRateDecay: a2, initialAccumulator: a3, epsilon: a4, weightDecay: a5, groups: a6)) as Any)
    }

    // init(_ source: some ParameterSource, learningRate: Double = 1e-3, betas: (Double, Double) = (0.9, 0.999), epsilon: Double = 1e-8, weightDecay: Double = 0, amsgrad: Bool = false, groups: [ParameterGroup<AdamRule>] = [])
    static func call3(_ d: Draw) throws {
        let a0 = d.source("source")
        let a1: Double = d.double("learningRate")
        let a2: (Double, Double) = (d.double(""), d.double(""))
        let a3: Double = d.double("epsilon")
        let a4: Double = d.double("weightDecay")
        let a5: Bool = d.bool("amsgrad")
        let a6: [ParameterGroup<AdamRule>] = d.array("groups") { d.group("") }
        d.ready()
        d.use((Adam(a0, learningRate: a1, betas: a2, epsilon: a3, weightDecay: a4, amsgrad: a5, groups: a6)) as Any)
    }

    // init(_ source: some ParameterSource, learningRate: Double = 1e-3, betas: (Double, Double) = (0.9, 0.999), epsilon: Double = 1e-8, weightDecay: Double = 1e-2, amsgrad: Bool = false, groups: [ParameterGroup<AdamRule>] = [])
    static func call4(_ d: Draw) throws {
        let a0 = d.source("source")
        let a1: Double = d.double("learningRate")
        let a2: (Double, Double) = (d.double(""), d.double(""))
        let a3: Double = d.double("epsilon")
        let a4: Double = d.double("weightDecay")
        let a5: Bool = d.bool("amsgrad")
        let a6: [ParameterGroup<AdamRule>] = d.array("groups") { d.group("") }
        d.ready()
        d.use((AdamW(a0, learningRate: a1, betas: a2, epsilon: a3, weightDecay: a4, amsgrad: a5, groups: a6)) as Any)
    }

    // init(_ source: some ParameterSource, learningRate: Double = 2e-3, betas: (Double, Double) = (0.9, 0.999), epsilon: Double = 1e-8, weightDecay: Double = 0, groups: [ParameterGroup<AdamaxRule>] = [])
    static func call5(_ d: Draw) throws {
        let a0 = d.source("source")
        let a1: Double = d.double("learningRate")
        let a2: (Double, Double) = (d.double(""), d.double(""))
        let a3: Double = d.double("epsilon")
        let a4: Double = d.double("weightDecay")
        let a5: [ParameterGroup<AdamaxRule>] = d.array("groups") { d.group("") }
        d.ready()
        d.use((Adamax(a0, learningRate: a1, betas: a2, epsilon: a3, weightDecay: a4, groups: a5)) as Any)
    }

    // init(_ size: Int)
    static func call6(_ d: Draw) throws {
        let a0: Int = d.int("size")
        d.ready()
        d.use((AdaptiveAvgPool1d(a0)) as Any)
    }

    // init(_ size: IntOrPair)
    static func call7(_ d: Draw) throws {
        let a0: IntOrPair = d.intOrPair("size")
        d.ready()
        d.use((AdaptiveAvgPool2d(a0)) as Any)
    }

    // init(_ size: Int)
    static func call8(_ d: Draw) throws {
        let a0: Int = d.int("size")
        d.ready()
        d.use((AdaptiveMaxPool1d(a0)) as Any)
    }

    // init(_ size: IntOrPair)
    static func call9(_ d: Draw) throws {
        let a0: IntOrPair = d.intOrPair("size")
        d.ready()
        d.use((AdaptiveMaxPool2d(a0)) as Any)
    }

    // init(_ kernel: Int, stride: Int? = nil, padding: Int = 0)
    static func call10(_ d: Draw) throws {
        let a0: Int = d.int("kernel")
        let a1: Int? = d.optional("stride") { d.int("stride") }
        let a2: Int = d.int("padding")
        d.ready()
        d.use((AvgPool1d(a0, stride: a1, padding: a2)) as Any)
    }

    // init(_ kernel: IntOrPair, stride: IntOrPair? = nil, padding: IntOrPair = 0)
    static func call11(_ d: Draw) throws {
        let a0: IntOrPair = d.intOrPair("kernel")
        let a1: IntOrPair? = d.optional("stride") { d.intOrPair("stride") }
        let a2: IntOrPair = d.intOrPair("padding")
        d.ready()
        d.use((AvgPool2d(a0, stride: a1, padding: a2)) as Any)
    }

    // init(_ channels: Int, epsilon: Double = 1e-5, momentum: Double? = 0.1, affine: Bool = true, trackRunningStatistics: Bool = true, dtype: DType = .float32)
    static func call12(_ d: Draw) throws {
        let a0: Int = d.int("channels")
        let a1: Double = d.double("epsilon")
        let a2: Double? = d.optional("momentum") { d.double("momentum") }
        let a3: Bool = d.bool("affine")
        let a4: Bool = d.bool("trackRunningStatistics")
        let a5: DType = d.makeDType("dtype")
        d.ready()
        d.use((BatchNorm(a0, epsilon: a1, momentum: a2, affine: a3, trackRunningStatistics: a4, dtype: a5)) as Any)
    }

    // init(_ inputs: (Int, Int), _ outputs: Int, bias: Bool = true, dtype: DType = .float32, generator: RandomGenerator = .shared)
    static func call13(_ d: Draw) throws {
        let a0: (Int, Int) = (d.int(""), d.int(""))
        let a1: Int = d.int("outputs")
        let a2: Bool = d.bool("bias")
        let a3: DType = d.makeDType("dtype")
        let a4: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((Bilinear(a0, a1, bias: a2, dtype: a3, generator: a4)) as Any)
    }

    // init(wrappedValue: Value)
    static func call14(_ d: Draw) throws {
        let a0: Tensor = d.tensor("wrappedValue")
        d.ready()
        d.use((Buffer<Tensor>(wrappedValue: a0)) as Any)
    }

    // init(_ alpha: Double = 1)
    static func call15(_ d: Draw) throws {
        let a0: Double = d.double("alpha")
        d.ready()
        d.use((CELU(a0)) as Any)
    }

    // init(_ projection: @escaping @Sendable (Tensor) -> Tensor)
    static func call16(_ d: Draw) throws {
        let a0: @Sendable (Tensor) -> Tensor = d.sendableFunction("projection")
        d.ready()
        d.use((Constraint(a0)) as Any)
    }

    // init(_ channels: Int, _ outChannels: Int, kernel: Int, stride: Int = 1, padding: Int = 0, dilation: Int = 1, groups: Int = 1, bias: Bool = true, dtype: DType = .float32, generator: RandomGenerator = .shared)
    static func call17(_ d: Draw) throws {
        let a0: Int = d.int("channels")
        let a1: Int = d.int("outChannels")
        let a2: Int = d.int("kernel")
        let a3: Int = d.int("stride")
        let a4: Int = d.int("padding")
        let a5: Int = d.int("dilation")
        let a6: Int = d.int("groups")
        let a7: Bool = d.bool("bias")
        let a8: DType = d.makeDType("dtype")
        let a9: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((Conv1d(a0, a1, kernel: a2, stride: a3, padding: a4, dilation: a5, groups: a6, bias: a7, dtype: a8, generator: a9)) as Any)
    }

    // init(_ channels: InferredSize, _ outChannels: Int, kernel: Int, stride: Int = 1, padding: Int = 0, dilation: Int = 1, groups: Int = 1, bias: Bool = true, dtype: DType = .float32, generator: RandomGenerator = .shared)
    static func call18(_ d: Draw) throws {
        let a0: InferredSize = d.makeInferredSize("channels")
        let a1: Int = d.int("outChannels")
        let a2: Int = d.int("kernel")
        let a3: Int = d.int("stride")
        let a4: Int = d.int("padding")
        let a5: Int = d.int("dilation")
        let a6: Int = d.int("groups")
        let a7: Bool = d.bool("bias")
        let a8: DType = d.makeDType("dtype")
        let a9: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((Conv1d(a0, a1, kernel: a2, stride: a3, padding: a4, dilation: a5, groups: a6, bias: a7, dtype: a8, generator: a9)) as Any)
    }

    // init(_ channels: Int, _ outChannels: Int, kernel: IntOrPair, stride: IntOrPair = 1, padding: IntOrPair = 0, dilation: IntOrPair = 1, groups: Int = 1, bias: Bool = true, dtype: DType = .float32, generator: RandomGenerator = .shared)
    static func call19(_ d: Draw) throws {
        let a0: Int = d.int("channels")
        let a1: Int = d.int("outChannels")
        let a2: IntOrPair = d.intOrPair("kernel")
        let a3: IntOrPair = d.intOrPair("stride")
        let a4: IntOrPair = d.intOrPair("padding")
        let a5: IntOrPair = d.intOrPair("dilation")
        let a6: Int = d.int("groups")
        let a7: Bool = d.bool("bias")
        let a8: DType = d.makeDType("dtype")
        let a9: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((Conv2d(a0, a1, kernel: a2, stride: a3, padding: a4, dilation: a5, groups: a6, bias: a7, dtype: a8, generator: a9)) as Any)
    }

    // init(_ channels: InferredSize, _ outChannels: Int, kernel: IntOrPair, stride: IntOrPair = 1, padding: IntOrPair = 0, dilation: IntOrPair = 1, groups: Int = 1, bias: Bool = true, dtype: DType = .float32, generator: RandomGenerator = .shared)
    static func call20(_ d: Draw) throws {
        let a0: InferredSize = d.makeInferredSize("channels")
        let a1: Int = d.int("outChannels")
        let a2: IntOrPair = d.intOrPair("kernel")
        let a3: IntOrPair = d.intOrPair("stride")
        let a4: IntOrPair = d.intOrPair("padding")
        let a5: IntOrPair = d.intOrPair("dilation")
        let a6: Int = d.int("groups")
        let a7: Bool = d.bool("bias")
        let a8: DType = d.makeDType("dtype")
        let a9: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((Conv2d(a0, a1, kernel: a2, stride: a3, padding: a4, dilation: a5, groups: a6, bias: a7, dtype: a8, generator: a9)) as Any)
    }

    // init(_ channels: Int, _ outChannels: Int, kernel: IntOrPair, stride: IntOrPair = 1, padding: IntOrPair = 0, outputPadding: IntOrPair = 0, dilation: IntOrPair = 1, groups: Int = 1, bias: Bool = true, dtype: DType = .float32, generator: RandomGenerator = .shared)
    static func call21(_ d: Draw) throws {
        let a0: Int = d.int("channels")
        let a1: Int = d.int("outChannels")
        let a2: IntOrPair = d.intOrPair("kernel")
        let a3: IntOrPair = d.intOrPair("stride")
        let a4: IntOrPair = d.intOrPair("padding")
        let a5: IntOrPair = d.intOrPair("outputPadding")
        let a6: IntOrPair = d.intOrPair("dilation")
        let a7: Int = d.int("groups")
        let a8: Bool = d.bool("bias")
        let a9: DType = d.makeDType("dtype")
        let a10: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((ConvTransposed2d(a0, a1, kernel: a2, stride: a3, padding: a4, outputPadding: a5, dilation: a6, groups: a7, bias: a8, dtype: a9, generator: a10)) as Any)
    }

    // init(_ probability: Double = 0.5, generator: RandomGenerator = .shared)
    static func call22(_ d: Draw) throws {
        let a0: Double = d.double("probability")
        let a1: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((Dropout(a0, generator: a1)) as Any)
    }

    // init(_ probability: Double = 0.5, generator: RandomGenerator = .shared)
    static func call23(_ d: Draw) throws {
        let a0: Double = d.double("probability")
        let a1: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((Dropout2d(a0, generator: a1)) as Any)
    }

    // init(_ alpha: Double = 1)
    static func call24(_ d: Draw) throws {
        let a0: Double = d.double("alpha")
        d.ready()
        d.use((ELU(a0)) as Any)
    }

    // init(_ count: Int, _ features: Int, paddingIndex: Int? = nil, dtype: DType = .float32, generator: RandomGenerator = .shared)
    static func call25(_ d: Draw) throws {
        let a0: Int = d.int("count")
        let a1: Int = d.int("features")
        let a2: Int? = d.optional("paddingIndex") { d.int("paddingIndex") }
        let a3: DType = d.makeDType("dtype")
        let a4: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((Embedding(a0, a1, paddingIndex: a2, dtype: a3, generator: a4)) as Any)
    }

    // init(_ source: some ParameterSource, decay: Double = 0.999)
    static func call26(_ d: Draw) throws {
        let a0 = d.source("source")
        let a1: Double = d.double("decay")
        d.ready()
        d.use((ExponentialMovingAverage(a0, decay: a1)) as Any)
    }

    // init(from startAxis: Int = 1, through endAxis: Int = -1)
    static func call27(_ d: Draw) throws {
        let a0: Int = d.int("startAxis")
        let a1: Int = d.int("endAxis")
        d.ready()
        d.use((Flatten(from: a0, through: a1)) as Any)
    }

    // init(_ source: some ParameterSource, learningRate: Double = 1e-3, l1: Double = 0, l2: Double = 0, beta: Double = 0, initialAccumulator: Double = 0.1, weightDecay: Double = 0, groups: [ParameterGroup<FtrlRule>] = [])
    static func call28(_ d: Draw) throws {
        let a0 = d.source("source")
        let a1: Double = d.double("learningRate")
        let a2: Double = d.double("l1")
        let a3: Double = d.double("l2")
        let a4: Double = d.double("beta")
        let a5: Double = d.double("initialAccumulator")
        let a6: Double = d.double("weightDecay")
        let a7: [ParameterGroup<FtrlRule>] = d.array("groups") { d.group("") }
        d.ready()
        d.use((Ftrl(a0, learningRate: a1, l1: a2, l2: a3, beta: a4, initialAccumulator: a5, weightDecay: a6, groups: a7)) as Any)
    }

    // init(approximate: Bool = false)
    static func call29(_ d: Draw) throws {
        let a0: Bool = d.bool("approximate")
        d.ready()
        d.use((GELU(approximate: a0)) as Any)
    }

    // init(axis: Int = -1)
    static func call30(_ d: Draw) throws {
        let a0: Int = d.int("axis")
        d.ready()
        d.use((GLU(axis: a0)) as Any)
    }

    // init(_ inputs: Int, _ hidden: Int, layers: Int = 1, bidirectional: Bool = false, dropout: Double = 0, bias: Bool = true, dtype: DType = .float32, generator: RandomGenerator = .shared)
    static func call31(_ d: Draw) throws {
        let a0: Int = d.int("inputs")
        let a1: Int = d.int("hidden")
        let a2: Int = d.int("layers")
        let a3: Bool = d.bool("bidirectional")
        let a4: Double = d.double("dropout")
        let a5: Bool = d.bool("bias")
        let a6: DType = d.makeDType("dtype")
        let a7: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((GRU(a0, a1, layers: a2, bidirectional: a3, dropout: a4, bias: a5, dtype: a6, generator: a7)) as Any)
    }

    // init(groups: Int, channels: Int, epsilon: Double = 1e-5, affine: Bool = true, dtype: DType = .float32)
    static func call32(_ d: Draw) throws {
        let a0: Int = d.int("groups")
        let a1: Int = d.int("channels")
        let a2: Double = d.double("epsilon")
        let a3: Bool = d.bool("affine")
        let a4: DType = d.makeDType("dtype")
        d.ready()
        d.use((GroupNorm(groups: a0, channels: a1, epsilon: a2, affine: a3, dtype: a4)) as Any)
    }

    // init(_ lambda: Double = 0.5)
    static func call33(_ d: Draw) throws {
        let a0: Double = d.double("lambda")
        d.ready()
        d.use((HardShrink(a0)) as Any)
    }

    // init()
    static func call34(_ d: Draw) throws {
        d.ready()
        d.use((HardSigmoid()) as Any)
    }

    // init()
    static func call35(_ d: Draw) throws {
        d.ready()
        d.use((HardSwish()) as Any)
    }

    // init(_ range: ClosedRange<Double> = -1...1)
    static func call36(_ d: Draw) throws {
        let a0: ClosedRange<Double> = d.closedRange("range")
        d.ready()
        d.use((HardTanh(a0)) as Any)
    }

    // init(_ base: any UnaryModule)
    static func call37(_ d: Draw) throws {
        let a0: any UnaryModule = d.anyUnaryModule("base")
        d.ready()
        d.use((Hooked(a0)) as Any)
    }

    // init(_ draw: @escaping Initializer.Draw)
    static func call38(_ d: Draw) throws {
        let a0: Initializer.Draw = d.initializerFunction("draw")
        d.ready()
        d.use((Initializer(a0)) as Any)
    }

    // init(_ both: Int)
    static func call39(_ d: Draw) throws {
        let a0: Int = d.int("both")
        d.ready()
        d.use((IntOrPair(a0)) as Any)
    }

    // init(_ height: Int, _ width: Int)
    static func call40(_ d: Draw) throws {
        let a0: Int = d.int("height")
        let a1: Int = d.int("width")
        d.ready()
        d.use((IntOrPair(a0, a1)) as Any)
    }

    // init(arrayLiteral elements: Int...)
    static func call41(_ d: Draw) throws {
        let a0: Int = d.int("elements")
        let a0_1: Int = d.int("elements")
        d.ready()
        d.use((IntOrPair(arrayLiteral: a0, a0_1)) as Any)
    }

    // init(integerLiteral both: Int)
    static func call42(_ d: Draw) throws {
        let a0: Int = d.int("both")
        d.ready()
        d.use((IntOrPair(integerLiteral: a0)) as Any)
    }

    // init()
    static func call43(_ d: Draw) throws {
        d.ready()
        d.use((KeyValueCache()) as Any)
    }

    // init(_ source: some ParameterSource, learningRate: Double = 1, maxIterations: Int = 20, historySize: Int = 100, lineSearch: LBFGS.LineSearch = .strongWolfe, gradientTolerance: Double = 1e-7, changeTolerance: Double = 1e-9)
    static func call44(_ d: Draw) throws {
        let a0 = d.source("source")
        let a1: Double = d.double("learningRate")
        let a2: Int = d.int("maxIterations")
        let a3: Int = d.int("historySize")
        let a4: LBFGS.LineSearch = d.makeLBFGS_LineSearch("lineSearch")
        let a5: Double = d.double("gradientTolerance")
        let a6: Double = d.double("changeTolerance")
        d.ready()
        d.use((LBFGS(a0, learningRate: a1, maxIterations: a2, historySize: a3, lineSearch: a4, gradientTolerance: a5, changeTolerance: a6)) as Any)
    }

    // init(_ inputs: Int, _ hidden: Int, layers: Int = 1, bidirectional: Bool = false, dropout: Double = 0, bias: Bool = true, dtype: DType = .float32, generator: RandomGenerator = .shared)
    static func call45(_ d: Draw) throws {
        let a0: Int = d.int("inputs")
        let a1: Int = d.int("hidden")
        let a2: Int = d.int("layers")
        let a3: Bool = d.bool("bidirectional")
        let a4: Double = d.double("dropout")
        let a5: Bool = d.bool("bias")
        let a6: DType = d.makeDType("dtype")
        let a7: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((LSTM(a0, a1, layers: a2, bidirectional: a3, dropout: a4, bias: a5, dtype: a6, generator: a7)) as Any)
    }

    // init(_ function: @escaping @Sendable (Tensor) -> Tensor)
    static func call46(_ d: Draw) throws {
        let a0: @Sendable (Tensor) -> Tensor = d.sendableFunction("function")
        d.ready()
        d.use((Lambda(a0)) as Any)
    }

    // init(_ lengths: [Int], epsilon: Double = 1e-5, affine: Bool = true, bias: Bool = true, dtype: DType = .float32)
    static func call47(_ d: Draw) throws {
        let a0: [Int] = d.array("lengths") { d.int("") }
        let a1: Double = d.double("epsilon")
        let a2: Bool = d.bool("affine")
        let a3: Bool = d.bool("bias")
        let a4: DType = d.makeDType("dtype")
        d.ready()
        d.use((LayerNorm(a0, epsilon: a1, affine: a2, bias: a3, dtype: a4)) as Any)
    }

    // init(_ length: Int, epsilon: Double = 1e-5, affine: Bool = true, bias: Bool = true, dtype: DType = .float32)
    static func call48(_ d: Draw) throws {
        let a0: Int = d.int("length")
        let a1: Double = d.double("epsilon")
        let a2: Bool = d.bool("affine")
        let a3: Bool = d.bool("bias")
        let a4: DType = d.makeDType("dtype")
        d.ready()
        d.use((LayerNorm(a0, epsilon: a1, affine: a2, bias: a3, dtype: a4)) as Any)
    }

    // init(_ slope: Double = 0.01)
    static func call49(_ d: Draw) throws {
        let a0: Double = d.double("slope")
        d.ready()
        d.use((LeakyReLU(a0)) as Any)
    }

    // init(_ maximumLength: Int, _ features: Int, dtype: DType = .float32, generator: RandomGenerator = .shared)
    static func call50(_ d: Draw) throws {
        let a0: Int = d.int("maximumLength")
        let a1: Int = d.int("features")
        let a2: DType = d.makeDType("dtype")
        let a3: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((LearnedPositions(a0, a1, dtype: a2, generator: a3)) as Any)
    }

    // init(_ inputs: Int, _ outputs: Int, bias: Bool = true, dtype: DType = .float32, generator: RandomGenerator = .shared)
    static func call51(_ d: Draw) throws {
        let a0: Int = d.int("inputs")
        let a1: Int = d.int("outputs")
        let a2: Bool = d.bool("bias")
        let a3: DType = d.makeDType("dtype")
        let a4: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((Linear(a0, a1, bias: a2, dtype: a3, generator: a4)) as Any)
    }

    // init(_ inputs: InferredSize, _ outputs: Int, bias: Bool = true, dtype: DType = .float32, generator: RandomGenerator = .shared)
    static func call52(_ d: Draw) throws {
        let a0: InferredSize = d.makeInferredSize("inputs")
        let a1: Int = d.int("outputs")
        let a2: Bool = d.bool("bias")
        let a3: DType = d.makeDType("dtype")
        let a4: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((Linear(a0, a1, bias: a2, dtype: a3, generator: a4)) as Any)
    }

    // init(weight: Tensor, bias: Tensor? = nil)
    static func call53(_ d: Draw) throws {
        let a0: Tensor = d.tensor("weight")
        let a1: Tensor? = d.optional("bias") { d.tensor("bias") }
        d.ready()
        d.use((Linear(weight: a0, bias: a1)) as Any)
    }

    // init(_ source: some ParameterSource, learningRate: Double = 1e-4, betas: (Double, Double) = (0.9, 0.99), weightDecay: Double = 0, groups: [ParameterGroup<LionRule>] = [])
    static func call54(_ d: Draw) throws {
        let a0 = d.source("source")
        let a1: Double = d.double("learningRate")
        let a2: (Double, Double) = (d.double(""), d.double(""))
        let a3: Double = d.double("weightDecay")
        let a4: [ParameterGroup<LionRule>] = d.array("groups") { d.group("") }
        d.ready()
        d.use((Lion(a0, learningRate: a1, betas: a2, weightDecay: a3, groups: a4)) as Any)
    }

    // init()
    static func call55(_ d: Draw) throws {
        d.ready()
        d.use((LogSigmoid()) as Any)
    }

    // init(axis: Int = -1)
    static func call56(_ d: Draw) throws {
        let a0: Int = d.int("axis")
        d.ready()
        d.use((LogSoftmax(axis: a0)) as Any)
    }

    // init(_ kernel: Int, stride: Int? = nil, padding: Int = 0)
    static func call57(_ d: Draw) throws {
        let a0: Int = d.int("kernel")
        let a1: Int? = d.optional("stride") { d.int("stride") }
        let a2: Int = d.int("padding")
        d.ready()
        d.use((MaxPool1d(a0, stride: a1, padding: a2)) as Any)
    }

    // init(_ kernel: IntOrPair, stride: IntOrPair? = nil, padding: IntOrPair = 0)
    static func call58(_ d: Draw) throws {
        let a0: IntOrPair = d.intOrPair("kernel")
        let a1: IntOrPair? = d.optional("stride") { d.intOrPair("stride") }
        let a2: IntOrPair = d.intOrPair("padding")
        d.ready()
        d.use((MaxPool2d(a0, stride: a1, padding: a2)) as Any)
    }

    // init()
    static func call59(_ d: Draw) throws {
        d.ready()
        d.use((Mish()) as Any)
    }

    // init(_ elements: [Element])
    static func call60(_ d: Draw) throws {
        let a0: [Linear] = d.array("elements") { d.makeLinear("") }
        d.ready()
        d.use((ModuleList<Linear>(a0)) as Any)
    }

    // init(arrayLiteral elements: Element...)
    static func call61(_ d: Draw) throws {
        let a0: Linear = d.makeLinear("elements")
        let a0_1: Linear = d.makeLinear("elements")
        d.ready()
        d.use((ModuleList<Linear>(arrayLiteral: a0, a0_1)) as Any)
    }

    // init(_ features: Int, heads: Int, keyFeatures: Int? = nil, valueFeatures: Int? = nil, dropout: Double = 0, bias: Bool = true, rotary: RotaryPositions? = nil, dtype: DType = .float32, generator: RandomGenerator = .shared)
    static func call62(_ d: Draw) throws {
        let a0: Int = d.int("features")
        let a1: Int = d.int("heads")
        let a2: Int? = d.optional("keyFeatures") { d.int("keyFeatures") }
        let a3: Int? = d.optional("valueFeatures") { d.int("valueFeatures") }
        let a4: Double = d.double("dropout")
        let a5: Bool = d.bool("bias")
        let a6: RotaryPositions? = d.optional("rotary") { d.makeRotaryPositions("rotary") }
        let a7: DType = d.makeDType("dtype")
        let a8: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((MultiHeadAttention(a0, heads: a1, keyFeatures: a2, valueFeatures: a3, dropout: a4, bias: a5, rotary: a6, dtype: a7, generator: a8)) as Any)
    }

    // init(_ source: some ParameterSource, learningRate: Double = 1e-3, momentum: Double = 0.95, nesterov: Bool = true, weightDecay: Double = 0.1, scale: MuonRule.Scale = .rows, epsilon: Double = 1e-7, groups: [ParameterGroup<MuonRule>] = [])
    static func call63(_ d: Draw) throws {
        let a0 = d.source("source")
        let a1: Double = d.double("learningRate")
        let a2: Double = d.double("momentum")
        let a3: Bool = d.bool("nesterov")
        let a4: Double = d.double("weightDecay")
        let a5: MuonRule.Scale = d.makeMuonRule_Scale("scale")
        let a6: Double = d.double("epsilon")
        let a7: [ParameterGroup<MuonRule>] = d.array("groups") { d.group("") }
        d.ready()
        d.use((Muon(a0, learningRate: a1, momentum: a2, nesterov: a3, weightDecay: a4, scale: a5, epsilon: a6, groups: a7)) as Any)
    }

    // init(_ source: some ParameterSource, learningRate: Double = 2e-3, betas: (Double, Double) = (0.9, 0.999), epsilon: Double = 1e-8, weightDecay: Double = 0, momentumDecay: Double = 4e-3, isDecayDecoupled: Bool = false, groups: [ParameterGroup<NAdamRule>] = [])
    static func call64(_ d: Draw) throws {
        let a0 = d.source("source")
        let a1: Double = d.double("learningRate")
        let a2: (Double, Double) = (d.double(""), d.double(""))
        let a3: Double = d.double("epsilon")
        let a4: Double = d.double("weightDecay")
        let a5: Double = d.double("momentumDecay")
        let a6: Bool = d.bool("isDecayDecoupled")
        let a7: [ParameterGroup<NAdamRule>] = d.array("groups") { d.group("") }
        d.ready()
        d.use((NAdam(a0, learningRate: a1, betas: a2, epsilon: a3, weightDecay: a4, momentumDecay: a5, isDecayDecoupled: a6, groups: a7)) as Any)
    }

    // init(_ channels: Int = 1, initial: Double = 0.25, dtype: DType = .float32)
    static func call65(_ d: Draw) throws {
        let a0: Int = d.int("channels")
        let a1: Double = d.double("initial")
        let a2: DType = d.makeDType("dtype")
        d.ready()
        d.use((PReLU(a0, initial: a1, dtype: a2)) as Any)
    }

    // init(_ widths: [(before: Int, after: Int)], mode: PaddingMode = .zeros)
    static func call66(_ d: Draw) throws {
        let a0: [(before: Int, after: Int)] = d.array("widths") { (before: d.int("before"), after: d.int("after")) }
        let a1: PaddingMode = d.makePaddingMode("mode")
        d.ready()
        d.use((Padding(a0, mode: a1)) as Any)
    }

    // init(_ width: Int, mode: PaddingMode = .zeros)
    static func call67(_ d: Draw) throws {
        let a0: Int = d.int("width")
        let a1: PaddingMode = d.makePaddingMode("mode")
        d.ready()
        d.use((Padding(a0, mode: a1)) as Any)
    }

    // init(wrappedValue: Value)
    static func call68(_ d: Draw) throws {
        let a0: Tensor = d.tensor("wrappedValue")
        d.ready()
        d.use((Parameter<Tensor>(wrappedValue: a0)) as Any)
    }

    // init(_ paths: String..., learningRateFactor: Double? = nil, weightDecay: Double? = nil, _ change: @escaping (inout ParameterSettings<Rule>) -> Void = { _ in })
    static func call69(_ d: Draw) throws {
        let a0: String = d.string("paths")
        let a0_1: String = d.string("paths")
        let a1: Double? = d.optional("learningRateFactor") { d.double("learningRateFactor") }
        let a2: Double? = d.optional("weightDecay") { d.double("weightDecay") }
        let a3: (inout ParameterSettings<AdamRule>) -> Void = d.settingsChange("change")
        d.ready()
        d.use((ParameterGroup<AdamRule>(a0, a0_1, learningRateFactor: a1, weightDecay: a2, a3)) as Any)
    }

    // init(where isIncluded: @escaping (String, Tensor) -> Bool, learningRateFactor: Double? = nil, weightDecay: Double? = nil, _ change: @escaping (inout ParameterSettings<Rule>) -> Void = { _ in })
    static func call70(_ d: Draw) throws {
        let a0: (String, Tensor) -> Bool = d.condition("isIncluded")
        let a1: Double? = d.optional("learningRateFactor") { d.double("learningRateFactor") }
        let a2: Double? = d.optional("weightDecay") { d.double("weightDecay") }
        let a3: (inout ParameterSettings<AdamRule>) -> Void = d.settingsChange("change")
        d.ready()
        d.use((ParameterGroup<AdamRule>(where: a0, learningRateFactor: a1, weightDecay: a2, a3)) as Any)
    }

    // init(_ inputs: Int, _ outputs: Int = 1, dtype: DType = .float32)
    static func call71(_ d: Draw) throws {
        let a0: Int = d.int("inputs")
        let a1: Int = d.int("outputs")
        let a2: DType = d.makeDType("dtype")
        d.ready()
        d.use((Perceptron(a0, a1, dtype: a2)) as Any)
    }

    // init(_ source: some ParameterSource, learningRate: Double = 1e-3, betas: (Double, Double) = (0.9, 0.999), epsilon: Double = 1e-8, weightDecay: Double = 0, isDecayDecoupled: Bool = false, groups: [ParameterGroup<RAdamRule>] = [])
    static func call72(_ d: Draw) throws {
        let a0 = d.source("source")
        let a1: Double = d.double("learningRate")
        let a2: (Double, Double) = (d.double(""), d.double(""))
        let a3: Double = d.double("epsilon")
        let a4: Double = d.double("weightDecay")
        let a5: Bool = d.bool("isDecayDecoupled")
        let a6: [ParameterGroup<RAdamRule>] = d.array("groups") { d.group("") }
        d.ready()
        d.use((RAdam(a0, learningRate: a1, betas: a2, epsilon: a3, weightDecay: a4, isDecayDecoupled: a5, groups: a6)) as Any)
    }

    // init(_ lengths: [Int], epsilon: Double? = nil, affine: Bool = true, dtype: DType = .float32)
    static func call73(_ d: Draw) throws {
        let a0: [Int] = d.array("lengths") { d.int("") }
        let a1: Double? = d.optional("epsilon") { d.double("epsilon") }
        let a2: Bool = d.bool("affine")
        let a3: DType = d.makeDType("dtype")
        d.ready()
        d.use((RMSNorm(a0, epsilon: a1, affine: a2, dtype: a3)) as Any)
    }

    // init(_ length: Int, epsilon: Double? = nil, affine: Bool = true, dtype: DType = .float32)
    static func call74(_ d: Draw) throws {
        let a0: Int = d.int("length")
        let a1: Double? = d.optional("epsilon") { d.double("epsilon") }
        let a2: Bool = d.bool("affine")
        let a3: DType = d.makeDType("dtype")
        d.ready()
        d.use((RMSNorm(a0, epsilon: a1, affine: a2, dtype: a3)) as Any)
    }

    // init(_ source: some ParameterSource, learningRate: Double = 1e-2, alpha: Double = 0.99, epsilon: Double = 1e-8, momentum: Double = 0, centered: Bool = false, weightDecay: Double = 0, groups: [ParameterGroup<RMSpropRule>] = [])
    static func call75(_ d: Draw) throws {
        let a0 = d.source("source")
        let a1: Double = d.double("learningRate")
        let a2: Double = d.double("alpha")
        let a3: Double = d.double("epsilon")
        let a4: Double = d.double("momentum")
        let a5: Bool = d.bool("centered")
        let a6: Double = d.double("weightDecay")
        let a7: [ParameterGroup<RMSpropRule>] = d.array("groups") { d.group("") }
        d.ready()
        d.use((RMSprop(a0, learningRate: a1, alpha: a2, epsilon: a3, momentum: a4, centered: a5, weightDecay: a6, groups: a7)) as Any)
    }

    // init(_ inputs: Int, _ hidden: Int, layers: Int = 1, bidirectional: Bool = false, dropout: Double = 0, bias: Bool = true, activation: @escaping @Sendable (Tensor) -> Tensor = tanh, dtype: DType = .float32, generator: RandomGenerator = .shared)
    static func call76(_ d: Draw) throws {
        let a0: Int = d.int("inputs")
        let a1: Int = d.int("hidden")
        let a2: Int = d.int("layers")
        let a3: Bool = d.bool("bidirectional")
        let a4: Double = d.double("dropout")
        let a5: Bool = d.bool("bias")
        let a6: @Sendable (Tensor) -> Tensor = d.sendableFunction("activation")
        let a7: DType = d.makeDType("dtype")
        let a8: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((RNN(a0, a1, layers: a2, bidirectional: a3, dropout: a4, bias: a5, activation: a6, dtype: a7, generator: a8)) as Any)
    }

    // init()
    static func call77(_ d: Draw) throws {
        d.ready()
        d.use((ReLU()) as Any)
    }

    // init()
    static func call78(_ d: Draw) throws {
        d.ready()
        d.use((ReLU6()) as Any)
    }

    // init?(rawValue: String)
    static func call79(_ d: Draw) throws {
        let a0: String = d.string("rawValue")
        d.ready()
        d.use((ReduceOnPlateau.Mode(rawValue: a0)) as Any)
    }

    // init(learningRate: Double, mode: ReduceOnPlateau.Mode = .lower, factor: Double = 0.1, patience: Int = 10, threshold: ReduceOnPlateau.Threshold = .relative(1e-4), cooldown: Int = 0, minimum: Double = 0)
    static func call80(_ d: Draw) throws {
        let a0: Double = d.double("learningRate")
        let a1: ReduceOnPlateau.Mode = d.makeReduceOnPlateau_Mode("mode")
        let a2: Double = d.double("factor")
        let a3: Int = d.int("patience")
        let a4: ReduceOnPlateau.Threshold = d.makeReduceOnPlateau_Threshold("threshold")
        let a5: Int = d.int("cooldown")
        let a6: Double = d.double("minimum")
        d.ready()
        d.use((ReduceOnPlateau(learningRate: a0, mode: a1, factor: a2, patience: a3, threshold: a4, cooldown: a5, minimum: a6)) as Any)
    }

    // init(_ body: any UnaryModule, shortcut: (any UnaryModule)? = nil)
    static func call81(_ d: Draw) throws {
        let a0: any UnaryModule = d.anyUnaryModule("body")
        let a1: (any UnaryModule)? = d.optional("shortcut") { d.anyUnaryModule("shortcut") }
        d.ready()
        d.use((Residual(a0, shortcut: a1)) as Any)
    }

    // init(shortcut: (any UnaryModule)? = nil, @ModuleBuilder _ body: () -> [any UnaryModule])
    static func call82(_ d: Draw) throws {
        let a0: (any UnaryModule)? = d.optional("shortcut") { d.anyUnaryModule("shortcut") }
        let a1: () -> [any UnaryModule] = d.layers("body")
        d.ready()
        d.use((Residual(shortcut: a0, a1)) as Any)
    }

    // init(base: Double = 10_000, pairsAreNeighbours: Bool = false)
    static func call83(_ d: Draw) throws {
        let a0: Double = d.double("base")
        let a1: Bool = d.bool("pairsAreNeighbours")
        d.ready()
        d.use((RotaryPositions(base: a0, pairsAreNeighbours: a1)) as Any)
    }

    // init(_ source: some ParameterSource, _ rule: Rule, learningRate: Double, groups: [ParameterGroup<Rule>] = [])
    static func call84(_ d: Draw) throws {
        let a0 = d.source("source")
        let a1: AdamRule = d.adamRule("rule")
        let a2: Double = d.double("learningRate")
        let a3: [ParameterGroup<AdamRule>] = d.array("groups") { d.group("") }
        d.ready()
        d.use((RuleOptimizer<AdamRule>(a0, a1, learningRate: a2, groups: a3)) as Any)
    }

    // init<Rule>(of parameter: Tensor, for rule: Rule, parameterName: String = "") where Rule : UpdateRule
    static func call85(_ d: Draw) throws {
        let a0: Tensor = d.tensor("parameter")
        let a1: AdamRule = d.adamRule("rule")
        let a2: String = d.string("parameterName")
        d.ready()
        d.use((RuleState(of: a0, for: a1, parameterName: a2)) as Any)
    }

    // init()
    static func call86(_ d: Draw) throws {
        d.ready()
        d.use((SELU()) as Any)
    }

    // init(_ source: some ParameterSource, learningRate: Double, momentum: Double = 0, dampening: Double = 0, nesterov: Bool = false, weightDecay: Double = 0, groups: [ParameterGroup<SGDRule>] = [])
    static func call87(_ d: Draw) throws {
        let a0 = d.source("source")
        let a1: Double = d.double("learningRate")
        let a2: Double = d.double("momentum")
        let a3: Double = d.double("dampening")
        let a4: Bool = d.bool("nesterov")
        let a5: Double = d.double("weightDecay")
        let a6: [ParameterGroup<SGDRule>] = d.array("groups") { d.group("") }
        d.ready()
        d.use((SGD(a0, learningRate: a1, momentum: a2, dampening: a3, nesterov: a4, weightDecay: a5, groups: a6)) as Any)
    }

    // init(_ function: @escaping @Sendable (Int) -> Double)
    static func call88(_ d: Draw) throws {
        let a0: @Sendable (Int) -> Double = d.scheduleFunction("function")
        d.ready()
        d.use((Schedule(a0)) as Any)
    }

    // init(floatLiteral value: Double)
    static func call89(_ d: Draw) throws {
        let a0: Double = d.double("value")
        d.ready()
        d.use((Schedule(floatLiteral: a0)) as Any)
    }

    // init(integerLiteral value: Int)
    static func call90(_ d: Draw) throws {
        let a0: Int = d.int("value")
        d.ready()
        d.use((Schedule(integerLiteral: a0)) as Any)
    }

    // init(_ layers: [any UnaryModule])
    static func call91(_ d: Draw) throws {
        let a0: [any UnaryModule] = d.array("layers") { d.anyUnaryModule("") }
        d.ready()
        d.use((Sequential(a0)) as Any)
    }

    // init(@ModuleBuilder _ layers: () -> [any UnaryModule])
    static func call92(_ d: Draw) throws {
        let a0: () -> [any UnaryModule] = d.layers("layers")
        d.ready()
        d.use((Sequential(a0)) as Any)
    }

    // init(_ layers: any UnaryModule...)
    static func call93(_ d: Draw) throws {
        let a0: any UnaryModule = d.anyUnaryModule("layers")
        let a0_1: any UnaryModule = d.anyUnaryModule("layers")
        d.ready()
        d.use((Sequential(a0, a0_1)) as Any)
    }

    // init()
    static func call94(_ d: Draw) throws {
        d.ready()
        d.use((SiLU()) as Any)
    }

    // init()
    static func call95(_ d: Draw) throws {
        d.ready()
        d.use((Sigmoid()) as Any)
    }

    // init()
    static func call96(_ d: Draw) throws {
        d.ready()
        d.use((SinusoidalPositions()) as Any)
    }

    // init(_ lambda: Double = 0.5)
    static func call97(_ d: Draw) throws {
        let a0: Double = d.double("lambda")
        d.ready()
        d.use((SoftShrink(a0)) as Any)
    }

    // init(axis: Int = -1)
    static func call98(_ d: Draw) throws {
        let a0: Int = d.int("axis")
        d.ready()
        d.use((Softmax(axis: a0)) as Any)
    }

    // init(axis: Int = -1)
    static func call99(_ d: Draw) throws {
        let a0: Int = d.int("axis")
        d.ready()
        d.use((Softmin(axis: a0)) as Any)
    }

    // init(_ beta: Double = 1)
    static func call100(_ d: Draw) throws {
        let a0: Double = d.double("beta")
        d.ready()
        d.use((Softplus(a0)) as Any)
    }

    // init()
    static func call101(_ d: Draw) throws {
        d.ready()
        d.use((Softsign()) as Any)
    }

    // init()
    static func call102(_ d: Draw) throws {
        d.ready()
        d.use((Step()) as Any)
    }

    // init()
    static func call103(_ d: Draw) throws {
        d.ready()
        d.use((Tanh()) as Any)
    }

    // init()
    static func call104(_ d: Draw) throws {
        d.ready()
        d.use((TanhShrink()) as Any)
    }

    // init(threshold: Double, value: Double)
    static func call105(_ d: Draw) throws {
        let a0: Double = d.double("threshold")
        let a1: Double = d.double("value")
        d.ready()
        d.use((Threshold(threshold: a0, value: a1)) as Any)
    }

    // init()
    static func call106(_ d: Draw) throws {
        d.ready()
        d.use((TrainingMode()) as Any)
    }

    // init(_ features: Int, heads: Int, hidden: Int = 2048, dropout: Double = 0.1, activation: @escaping @Sendable (Tensor) -> Tensor = relu, epsilon: Double = 1e-5, isNormFirst: Bool = false, bias: Bool = true, rotary: RotaryPositions? = nil, dtype: DType = .float32, generator: RandomGenerator = .shared)
    static func call107(_ d: Draw) throws {
        let a0: Int = d.int("features")
        let a1: Int = d.int("heads")
        let a2: Int = d.int("hidden")
        let a3: Double = d.double("dropout")
        let a4: @Sendable (Tensor) -> Tensor = d.sendableFunction("activation")
        let a5: Double = d.double("epsilon")
        let a6: Bool = d.bool("isNormFirst")
        let a7: Bool = d.bool("bias")
        let a8: RotaryPositions? = d.optional("rotary") { d.makeRotaryPositions("rotary") }
        let a9: DType = d.makeDType("dtype")
        let a10: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((TransformerDecoderLayer(a0, heads: a1, hidden: a2, dropout: a3, activation: a4, epsilon: a5, isNormFirst: a6, bias: a7, rotary: a8, dtype: a9, generator: a10)) as Any)
    }

    // init(_ features: Int, heads: Int, hidden: Int = 2048, dropout: Double = 0.1, activation: @escaping @Sendable (Tensor) -> Tensor = relu, epsilon: Double = 1e-5, isNormFirst: Bool = false, bias: Bool = true, rotary: RotaryPositions? = nil, dtype: DType = .float32, generator: RandomGenerator = .shared)
    static func call108(_ d: Draw) throws {
        let a0: Int = d.int("features")
        let a1: Int = d.int("heads")
        let a2: Int = d.int("hidden")
        let a3: Double = d.double("dropout")
        let a4: @Sendable (Tensor) -> Tensor = d.sendableFunction("activation")
        let a5: Double = d.double("epsilon")
        let a6: Bool = d.bool("isNormFirst")
        let a7: Bool = d.bool("bias")
        let a8: RotaryPositions? = d.optional("rotary") { d.makeRotaryPositions("rotary") }
        let a9: DType = d.makeDType("dtype")
        let a10: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((TransformerEncoderLayer(a0, heads: a1, hidden: a2, dropout: a3, activation: a4, epsilon: a5, isNormFirst: a6, bias: a7, rotary: a8, dtype: a9, generator: a10)) as Any)
    }

    // init(axis: Int = 1, into lengths: [Int])
    static func call109(_ d: Draw) throws {
        let a0: Int = d.int("axis")
        let a1: [Int] = d.array("lengths") { d.int("") }
        d.ready()
        d.use((Unflatten(axis: a0, into: a1)) as Any)
    }

    // init(scale: Double, mode: Interpolation = .nearest)
    static func call110(_ d: Draw) throws {
        let a0: Double = d.double("scale")
        let a1: Interpolation = d.makeInterpolation("mode")
        d.ready()
        d.use((Upsample(scale: a0, mode: a1)) as Any)
    }

    // init(scales: [Double], mode: Interpolation = .nearest)
    static func call111(_ d: Draw) throws {
        let a0: [Double] = d.array("scales") { d.double("") }
        let a1: Interpolation = d.makeInterpolation("mode")
        d.ready()
        d.use((Upsample(scales: a0, mode: a1)) as Any)
    }

    // init(size: [Int], mode: Interpolation = .nearest)
    static func call112(_ d: Draw) throws {
        let a0: [Int] = d.array("size") { d.int("") }
        let a1: Interpolation = d.makeInterpolation("mode")
        d.ready()
        d.use((Upsample(size: a0, mode: a1)) as Any)
    }
}
