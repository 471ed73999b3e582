// swift-format-ignore-file
// Written by `swift run PublicSurface`.
import Adjoint
import AdjointNN
import AdjointTraining
import Foundation

enum AdjointNNFunctions {
    static let all: [Call] = [
        Call("Buffer.inferred(_:dtype:_:)", call0),
        Call("Constraint.maxNorm(_:axes:)", call1),
        Call("Constraint.unitNorm(axes:)", call2),
        Call("Initializer.constant(_:)", call3),
        Call("Initializer.fans(_:)", call4),
        Call("Initializer.glorotNormal(gain:)", call5),
        Call("Initializer.glorotUniform(gain:)", call6),
        Call("Initializer.heNormal(fan:gain:)", call7),
        Call("Initializer.heUniform(fan:gain:)", call8),
        Call("Initializer.layerDefault(fanIn:)", call9),
        Call("Initializer.normal(mean:standardDeviation:)", call10),
        Call("Initializer.orthogonal(gain:)", call11),
        Call("Initializer.truncatedNormal(mean:standardDeviation:range:)", call12),
        Call("Initializer.uniform(in:)", call13),
        Call("ModuleBuilder.buildArray(_:)", call14),
        Call("ModuleBuilder.buildBlock(_:)", call15),
        Call("ModuleBuilder.buildEither(first:)", call16),
        Call("ModuleBuilder.buildEither(second:)", call17),
        Call("ModuleBuilder.buildExpression(_:)", call18),
        Call("ModuleBuilder.buildExpression(_:) 2", call19),
        Call("ModuleBuilder.buildOptional(_:)", call20),
        Call("Parameter.inferred(_:dtype:_:)", call21),
        Call("Penalty.elasticNet(l1:l2:)", call22),
        Call("Penalty.l1(_:)", call23),
        Call("Penalty.l2(_:)", call24),
        Call("RuleState.subscript(_:)", call25),
        Call("RuleState.subscript(_:default:)", call26),
        Call("Schedule.*(_:_:)", call27),
        Call("Schedule.*(_:_:) 2", call28),
        Call("Schedule.constant(_:)", call29),
        Call("Schedule.cosine(from:to:steps:)", call30),
        Call("Schedule.cosineWithRestarts(from:to:period:multiplier:)", call31),
        Call("Schedule.cyclic(from:to:up:down:shape:)", call32),
        Call("Schedule.exponential(from:factor:)", call33),
        Call("Schedule.geometric(from:to:steps:)", call34),
        Call("Schedule.inverseSquareRoot(peak:warmup:)", call35),
        Call("Schedule.linear(from:to:steps:)", call36),
        Call("Schedule.multiStep(from:factor:at:)", call37),
        Call("Schedule.oneCycle(peak:steps:warmup:initialDivisor:finalDivisor:anneal:)", call38),
        Call("Schedule.polynomial(from:to:power:steps:)", call39),
        Call("Schedule.sequence(_:)", call40),
        Call("Schedule.stepDecay(from:factor:every:)", call41),
        Call("TensorOrNil.holding(_:)", call42),
        Call("adaptiveAvgPool(_:to:)", call43),
        Call("adaptiveMaxPool(_:to:)", call44),
        Call("binaryCrossEntropy(_:_:labelSmoothing:reduction:)", call45),
        Call("binaryCrossEntropyWithLogits(_:_:positiveWeight:labelSmoothing:reduction:)", call46),
        Call("categoricalCrossEntropy(_:_:classWeights:labelSmoothing:reduction:)", call47),
        Call("categoricalCrossEntropyWithLogits(_:_:classWeights:labelSmoothing:reduction:)", call48),
        Call("celu(_:alpha:)", call49),
        Call("checkGradients(of:at:order:tolerance:step:elements:modes:)", call50),
        Call("checkGradients(of:at:order:tolerance:step:elements:modes:loss:)", call51),
        Call("checkGradients(of:at:order:tolerance:step:elements:modes:loss:) 2", call52),
        Call("clipGradients(_:_:)", call53),
        Call("cosineEmbeddingLoss(_:_:_:margin:reduction:)", call54),
        Call("crossEntropy(_:_:classWeights:labelSmoothing:reduction:)", call55),
        Call("focalLoss(_:_:alpha:gamma:reduction:)", call56),
        Call("geluApproximate(_:)", call57),
        Call("glu(_:axis:)", call58),
        Call("hardShrink(_:by:)", call59),
        Call("hardSigmoid(_:)", call60),
        Call("hardSwish(_:)", call61),
        Call("hardTanh(_:range:)", call62),
        Call("hingeLoss(_:_:margin:reduction:)", call63),
        Call("huberLoss(_:_:delta:reduction:)", call64),
        Call("klDivLoss(_:_:reduction:)", call65),
        Call("l1Loss(_:_:reduction:)", call66),
        Call("mish(_:)", call67),
        Call("mseLoss(_:_:reduction:)", call68),
        Call("nllLoss(_:_:classWeights:reduction:)", call69),
        Call("relu6(_:)", call70),
        Call("scaledDotProductAttention(_:_:_:mask:isCausal:dropout:)", call71),
        Call("selu(_:)", call72),
        Call("sequenceMask(lengths:length:)", call73),
        Call("smoothL1Loss(_:_:beta:reduction:)", call74),
        Call("softShrink(_:by:)", call75),
        Call("step(_:)", call76),
        Call("tripletLoss(_:_:_:margin:swap:reduction:)", call77),
        Call("Tensor.holding(_:)", call78),
        Call("Optional.holding(_:)", call79),
    ]

    // static func inferred(_ shape: [Int?], dtype: DType, _ make: @escaping @Sendable (Int) -> Tensor) -> Buffer<Value>
    static func call0(_ d: Draw) throws {
        let a0: [Int?] = d.array("shape") { d.optional("") { d.int("") } }
        let a1: DType = d.makeDType("dtype")
        let a2: @Sendable (Int) -> Tensor = d.sizedFunction("make")
        d.ready()
        d.use((Buffer<Tensor>.inferred(a0, dtype: a1, a2)) as Any)
    }

    // static func maxNorm(_ bound: Double, axes: [Int]? = nil) -> Constraint
    static func call1(_ d: Draw) throws {
        let a0: Double = d.double("bound")
        let a1: [Int]? = d.optional("axes") { d.array("axes") { d.int("") } }
        d.ready()
        d.use((Constraint.maxNorm(a0, axes: a1)) as Any)
    }

    // static func unitNorm(axes: [Int]? = nil) -> Constraint
    static func call2(_ d: Draw) throws {
        let a0: [Int]? = d.optional("axes") { d.array("axes") { d.int("") } }
        d.ready()
        d.use((Constraint.unitNorm(axes: a0)) as Any)
    }

    // static func constant(_ value: Double) -> Initializer
    static func call3(_ d: Draw) throws {
        let a0: Double = d.double("value")
        d.ready()
        d.use((Initializer.constant(a0)) as Any)
    }

    // static func fans(_ shape: [Int]) -> (in: Int, out: Int)?
    static func call4(_ d: Draw) throws {
        let a0: [Int] = d.array("shape") { d.int("") }
        d.ready()
        d.use((Initializer.fans(a0)) as Any)
    }

    // static func glorotNormal(gain: Initializer.Gain = .linear) -> Initializer
    static func call5(_ d: Draw) throws {
        let a0: Initializer.Gain = d.makeInitializer_Gain("gain")
        d.ready()
        d.use((Initializer.glorotNormal(gain: a0)) as Any)
    }

    // static func glorotUniform(gain: Initializer.Gain = .linear) -> Initializer
    static func call6(_ d: Draw) throws {
        let a0: Initializer.Gain = d.makeInitializer_Gain("gain")
        d.ready()
        d.use((Initializer.glorotUniform(gain: a0)) as Any)
    }

    // static func heNormal(fan: Initializer.Fan = .in, gain: Initializer.Gain = .relu) -> Initializer
    static func call7(_ d: Draw) throws {
        let a0: Initializer.Fan = d.makeInitializer_Fan("fan")
        let a1: Initializer.Gain = d.makeInitializer_Gain("gain")
        d.ready()
        d.use((Initializer.heNormal(fan: a0, gain: a1)) as Any)
    }

    // static func heUniform(fan: Initializer.Fan = .in, gain: Initializer.Gain = .relu) -> Initializer
    static func call8(_ d: Draw) throws {
        let a0: Initializer.Fan = d.makeInitializer_Fan("fan")
        let a1: Initializer.Gain = d.makeInitializer_Gain("gain")
        d.ready()
        d.use((Initializer.heUniform(fan: a0, gain: a1)) as Any)
    }

    // static func layerDefault(fanIn: Int? = nil) -> Initializer
    static func call9(_ d: Draw) throws {
        let a0: Int? = d.optional("fanIn") { d.int("fanIn") }
        d.ready()
        d.use((Initializer.layerDefault(fanIn: a0)) as Any)
    }

    // static func normal(mean: Double = 0, standardDeviation: Double = 1) -> Initializer
    static func call10(_ d: Draw) throws {
        let a0: Double = d.double("mean")
        let a1: Double = d.double("standardDeviation")
        d.ready()
        d.use((Initializer.normal(mean: a0, standardDeviation: a1)) as Any)
    }

    // static func orthogonal(gain: Double = 1) -> Initializer
    static func call11(_ d: Draw) throws {
        let a0: Double = d.double("gain")
        d.ready()
        d.use((Initializer.orthogonal(gain: a0)) as Any)
    }

    // static func truncatedNormal(mean: Double = 0, standardDeviation: Double = 1, range: ClosedRange<Double> = -2...2) -> Initializer
    static func call12(_ d: Draw) throws {
        let a0: Double = d.double("mean")
        let a1: Double = d.double("standardDeviation")
        let a2: ClosedRange<Double> = d.closedRange("range")
        d.ready()
        d.use((Initializer.truncatedNormal(mean: a0, standardDeviation: a1, range: a2)) as Any)
    }

    // static func uniform(in range: Range<Double> = 0..<1) -> Initializer
    static func call13(_ d: Draw) throws {
        let a0: Range<Double> = d.range("range")
        d.ready()
        d.use((Initializer.uniform(in: a0)) as Any)
    }

    // static func buildArray(_ parts: [[any UnaryModule]]) -> [any UnaryModule]
    static func call14(_ d: Draw) throws {
        let a0: [[any UnaryModule]] = d.array("parts") { d.array("") { d.anyUnaryModule("") } }
        d.ready()
        d.use((ModuleBuilder.buildArray(a0)) as Any)
    }

    // static func buildBlock(_ parts: [any UnaryModule]...) -> [any UnaryModule]
    static func call15(_ d: Draw) throws {
        let a0: [any UnaryModule] = d.array("parts") { d.anyUnaryModule("") }
        let a0_1: [any UnaryModule] = d.array("parts") { d.anyUnaryModule("") }
        d.ready()
        d.use((ModuleBuilder.buildBlock(a0, a0_1)) as Any)
    }

    // static func buildEither(first: [any UnaryModule]) -> [any UnaryModule]
    static func call16(_ d: Draw) throws {
        let a0: [any UnaryModule] = d.array("first") { d.anyUnaryModule("") }
        d.ready()
        d.use((ModuleBuilder.buildEither(first: a0)) as Any)
    }

    // static func buildEither(second: [any UnaryModule]) -> [any UnaryModule]
    static func call17(_ d: Draw) throws {
        let a0: [any UnaryModule] = d.array("second") { d.anyUnaryModule("") }
        d.ready()
        d.use((ModuleBuilder.buildEither(second: a0)) as Any)
    }

    // static func buildExpression(_ modules: [any UnaryModule]) -> [any UnaryModule]
    static func call18(_ d: Draw) throws {
        let a0: [any UnaryModule] = d.array("modules") { d.anyUnaryModule("") }
        d.ready()
        d.use((ModuleBuilder.buildExpression(a0)) as Any)
    }

    // static func buildExpression(_ module: any UnaryModule) -> [any UnaryModule]
    static func call19(_ d: Draw) throws {
        let a0: any UnaryModule = d.anyUnaryModule("module")
        d.ready()
        d.use((ModuleBuilder.buildExpression(a0)) as Any)
    }

    // static func buildOptional(_ part: [any UnaryModule]?) -> [any UnaryModule]
    static func call20(_ d: Draw) throws {
        let a0: [any UnaryModule]? = d.optional("part") { d.array("part") { d.anyUnaryModule("") } }
        d.ready()
        d.use((ModuleBuilder.buildOptional(a0)) as Any)
    }

    // static func inferred(_ shape: [Int?], dtype: DType, _ make: @escaping @Sendable (Int) -> Tensor) -> Parameter<Value>
    static func call21(_ d: Draw) throws {
        let a0: [Int?] = d.array("shape") { d.optional("") { d.int("") } }
        let a1: DType = d.makeDType("dtype")
        let a2: @Sendable (Int) -> Tensor = d.sizedFunction("make")
        d.ready()
        d.use((Parameter<Tensor>.inferred(a0, dtype: a1, a2)) as Any)
    }

    // static func elasticNet(l1: Double, l2: Double) -> Penalty
    static func call22(_ d: Draw) throws {
        let a0: Double = d.double("l1")
        let a1: Double = d.double("l2")
        d.ready()
        d.use((Penalty.elasticNet(l1: a0, l2: a1)) as Any)
    }

    // static func l1(_ factor: Double) -> Penalty
    static func call23(_ d: Draw) throws {
        let a0: Double = d.double("factor")
        d.ready()
        d.use((Penalty.l1(a0)) as Any)
    }

    // static func l2(_ factor: Double) -> Penalty
    static func call24(_ d: Draw) throws {
        let a0: Double = d.double("factor")
        d.ready()
        d.use((Penalty.l2(a0)) as Any)
    }

    // subscript(name: String) -> Tensor { mutating get set }
    static func call25(_ d: Draw) throws {
        var receiver: RuleState = d.ruleState("receiver")
        let a0: String = d.string("name")
        d.ready()
        d.use((receiver[a0]) as Any)
        let value: Tensor = d.tensor("value")
        d.ready()
        receiver[a0] = value
        d.use(receiver[a0] as Any)
        d.use(receiver)
    }

    // subscript(name: String, default initial: @autoclosure () -> Tensor) -> Tensor { mutating get }
    static func call26(_ d: Draw) throws {
        var receiver: RuleState = d.ruleState("receiver")
        let a0: String = d.string("name")
        let a1: Tensor = d.tensor("initial")
        d.ready()
        d.use((receiver[a0, default: a1]) as Any)
        d.use(receiver)
    }

    // static func * (first: Schedule, second: Schedule) -> Schedule
    static func call27(_ d: Draw) throws {
        let a0: Schedule = d.makeSchedule("first")
        let a1: Schedule = d.makeSchedule("second")
        d.ready()
        d.use((a0 * a1) as Any)
    }

    // static func * (factor: Double, schedule: Schedule) -> Schedule
    static func call28(_ d: Draw) throws {
        let a0: Double = d.double("factor")
        let a1: Schedule = d.makeSchedule("schedule")
        d.ready()
        d.use((a0 * a1) as Any)
    }

    // static func constant(_ value: Double) -> Schedule
    static func call29(_ d: Draw) throws {
        let a0: Double = d.double("value")
        d.ready()
        d.use((Schedule.constant(a0)) as Any)
    }

    // static func cosine(from initial: Double, to end: Double = 0, steps: Int) -> Schedule
    static func call30(_ d: Draw) throws {
        let a0: Double = d.double("initial")
        let a1: Double = d.double("end")
        let a2: Int = d.int("steps")
        d.ready()
        d.use((Schedule.cosine(from: a0, to: a1, steps: a2)) as Any)
    }

    // static func cosineWithRestarts(from initial: Double, to end: Double = 0, period: Int, multiplier: Int = 1) -> Schedule
    static func call31(_ d: Draw) throws {
        let a0: Double = d.double("initial")
        let a1: Double = d.double("end")
        let a2: Int = d.int("period")
        let a3: Int = d.int("multiplier")
        d.ready()
        d.use((Schedule.cosineWithRestarts(from: a0, to: a1, period: a2, multiplier: a3)) as Any)
    }

    // static func cyclic(from base: Double, to peak: Double, up: Int, down: Int? = nil, shape: Schedule.CycleShape = .triangular) -> Schedule
    static func call32(_ d: Draw) throws {
        let a0: Double = d.double("base")
        let a1: Double = d.double("peak")
        let a2: Int = d.int("up")
        let a3: Int? = d.optional("down") { d.int("down") }
        let a4: Schedule.CycleShape = d.makeSchedule_CycleShape("shape")
        d.ready()
        d.use((Schedule.cyclic(from: a0, to: a1, up: a2, down: a3, shape: a4)) as Any)
    }

    // static func exponential(from initial: Double, factor: Double) -> Schedule
    static func call33(_ d: Draw) throws {
        let a0: Double = d.double("initial")
        let a1: Double = d.double("factor")
        d.ready()
        d.use((Schedule.exponential(from: a0, factor: a1)) as Any)
    }

    // static func geometric(from initial: Double, to end: Double, steps: Int) -> Schedule
    static func call34(_ d: Draw) throws {
        let a0: Double = d.double("initial")
        let a1: Double = d.double("end")
        let a2: Int = d.int("steps")
        d.ready()
        d.use((Schedule.geometric(from: a0, to: a1, steps: a2)) as Any)
    }

    // static func inverseSquareRoot(peak: Double, warmup: Int) -> Schedule
    static func call35(_ d: Draw) throws {
        let a0: Double = d.double("peak")
        let a1: Int = d.int("warmup")
        d.ready()
        d.use((Schedule.inverseSquareRoot(peak: a0, warmup: a1)) as Any)
    }

    // static func linear(from initial: Double, to end: Double, steps: Int) -> Schedule
    static func call36(_ d: Draw) throws {
        let a0: Double = d.double("initial")
        let a1: Double = d.double("end")
        let a2: Int = d.int("steps")
        d.ready()
        d.use((Schedule.linear(from: a0, to: a1, steps: a2)) as Any)
    }

    // static func multiStep(from initial: Double, factor: Double = 0.1, at milestones: [Int]) -> Schedule
    static func call37(_ d: Draw) throws {
        let a0: Double = d.double("initial")
        let a1: Double = d.double("factor")
        let a2: [Int] = d.array("milestones") { d.int("") }
        d.ready()
        d.use((Schedule.multiStep(from: a0, factor: a1, at: a2)) as Any)
    }

    // static func oneCycle(peak: Double, steps: Int, warmup: Double = 0.3, initialDivisor: Double = 25, finalDivisor: Double = 1e4, anneal: Schedule.Anneal = .cosine) -> Schedule
    static func call38(_ d: Draw) throws {
        let a0: Double = d.double("peak")
        let a1: Int = d.int("steps")
        let a2: Double = d.double("warmup")
        let a3: Double = d.double("initialDivisor")
        let a4: Double = d.double("finalDivisor")
        let a5: Schedule.Anneal = d.makeSchedule_Anneal("anneal")
        d.ready()
        d.use((Schedule.oneCycle(peak: a0, steps: a1, warmup: a2, initialDivisor: a3, finalDivisor: a4, anneal: a5)) as Any)
    }

    // static func polynomial(from initial: Double, to end: Double = 0, power: Double = 1, steps: Int) -> Schedule
    static func call39(_ d: Draw) throws {
        let a0: Double = d.double("initial")
        let a1: Double = d.double("end")
        let a2: Double = d.double("power")
        let a3: Int = d.int("steps")
        d.ready()
        d.use((Schedule.polynomial(from: a0, to: a1, power: a2, steps: a3)) as Any)
    }

    // static func sequence(_ parts: (schedule: Schedule, steps: Int)...) -> Schedule
    static func call40(_ d: Draw) throws {
        let a0: (schedule: Schedule, steps: Int) = (schedule: d.makeSchedule("schedule"), steps: d.int("steps"))
        let a0_1: (schedule: Schedule, steps: Int) = (schedule: d.makeSchedule("schedule"), steps: d.int("steps"))
        d.ready()
        d.use((Schedule.sequence(a0, a0_1)) as Any)
    }

    // static func stepDecay(from initial: Double, factor: Double = 0.1, every period: Int) -> Schedule
    static func call41(_ d: Draw) throws {
        let a0: Double = d.double("initial")
        let a1: Double = d.double("factor")
        let a2: Int = d.int("period")
        d.ready()
        d.use((Schedule.stepDecay(from: a0, factor: a1, every: a2)) as Any)
    }

    // static func holding(_ tensor: Tensor?) -> Self
    static func call42(_ d: Draw) throws {
        let a0: Tensor? = d.optional("tensor") { d.tensor("tensor") }
        d.ready()
        d.use((Tensor.holding(a0)) as Any)
    }

    // func adaptiveAvgPool(_ x: Tensor, to sizes: [Int]) -> Tensor
    static func call43(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: [Int] = d.array("sizes") { d.int("") }
        d.ready()
        d.use((adaptiveAvgPool(a0, to: a1)) as Any)
    }

    // func adaptiveMaxPool(_ x: Tensor, to sizes: [Int]) -> Tensor
    static func call44(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: [Int] = d.array("sizes") { d.int("") }
        d.ready()
        d.use((adaptiveMaxPool(a0, to: a1)) as Any)
    }

    // func binaryCrossEntropy(_ probabilities: Tensor, _ targets: Tensor, labelSmoothing: Double = 0, reduction: Reduction = .mean) -> Tensor
    static func call45(_ d: Draw) throws {
        let a0: Tensor = d.tensor("probabilities")
        let a1: Tensor = d.tensor("targets")
        let a2: Double = d.double("labelSmoothing")
        let a3: Reduction = d.makeReduction("reduction")
        d.ready()
        d.use((binaryCrossEntropy(a0, a1, labelSmoothing: a2, reduction: a3)) as Any)
    }

    // func binaryCrossEntropyWithLogits(_ logits: Tensor, _ targets: Tensor, positiveWeight: Tensor? = nil, labelSmoothing: Double = 0, reduction: Reduction = .mean) -> Tensor
    static func call46(_ d: Draw) throws {
        let a0: Tensor = d.tensor("logits")
        let a1: Tensor = d.tensor("targets")
        let a2: Tensor? = d.optional("positiveWeight") { d.tensor("positiveWeight") }
        let a3: Double = d.double("labelSmoothing")
        let a4: Reduction = d.makeReduction("reduction")
        d.ready()
        d.use((binaryCrossEntropyWithLogits(a0, a1, positiveWeight: a2, labelSmoothing: a3, reduction: a4)) as Any)
    }

    // func categoricalCrossEntropy(_ probabilities: Tensor, _ targets: Tensor, classWeights: Tensor? = nil, labelSmoothing: Double = 0, reduction: Reduction = .mean) -> Tensor
    static func call47(_ d: Draw) throws {
        let a0: Tensor = d.tensor("probabilities")
        let a1: Tensor = d.tensor("targets")
        let a2: Tensor? = d.optional("classWeights") { d.tensor("classWeights") }
        let a3: Double = d.double("labelSmoothing")
        let a4: Reduction = d.makeReduction("reduction")
        d.ready()
        d.use((categoricalCrossEntropy(a0, a1, classWeights: a2, labelSmoothing: a3, reduction: a4)) as Any)
    }

    // func categoricalCrossEntropyWithLogits(_ logits: Tensor, _ targets: Tensor, classWeights: Tensor? = nil, labelSmoothing: Double = 0, reduction: Reduction = .mean) -> Tensor
    static func call48(_ d: Draw) throws {
        let a0: Tensor = d.tensor("logits")
        let a1: Tensor = d.tensor("targets")
        let a2: Tensor? = d.optional("classWeights") { d.tensor("classWeights") }
        let a3: Double = d.double("labelSmoothing")
        let a4: Reduction = d.makeReduction("reduction")
        d.ready()
        d.use((categoricalCrossEntropyWithLogits(a0, a1, classWeights: a2, labelSmoothing: a3, reduction: a4)) as Any)
    }

    // func celu(_ x: Tensor, alpha: Double = 1) -> Tensor
    static func call49(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Double = d.double("alpha")
        d.ready()
        d.use((celu(a0, alpha: a1)) as Any)
    }

    // func checkGradients<M>(of model: M, at input: Tensor, order: Int = 2, tolerance: Double = 1e-6, step: Double = 1e-4, elements: Int? = 64, modes: [CheckedMode] = CheckedMode.allCases) -> GradientReport where M : Module, M.Input == Tensor, M.Output == Tensor
    static func call50(_ d: Draw) throws {
        let a0: Sequential = d.makeSequential("model")
        let a1: Tensor = d.tensor("input")
        let a2: Int = d.int("order")
        let a3: Double = d.double("tolerance")
        let a4: Double = d.double("step")
        let a5: Int? = d.optional("elements") { d.int("elements") }
        let a6: [CheckedMode] = d.array("modes") { d.makeCheckedMode("") }
        d.ready()
        d.use((checkGradients(of: a0, at: a1, order: a2, tolerance: a3, step: a4, elements: a5, modes: a6)) as Any)
    }

    // func checkGradients<M>(of model: M, at input: Tensor, order: Int = 2, tolerance: Double = 1e-6, step: Double = 1e-4, elements: Int? = 64, modes: [CheckedMode] = CheckedMode.allCases, loss: @escaping (M.Output) -> Tensor) -> GradientReport where M : Module, M.Input == Tensor
    static func call51(_ d: Draw) throws {
        let a0: Sequential = d.makeSequential("model")
        let a1: Tensor = d.tensor("input")
        let a2: Int = d.int("order")
        let a3: Double = d.double("tolerance")
        let a4: Double = d.double("step")
        let a5: Int? = d.optional("elements") { d.int("elements") }
        let a6: [CheckedMode] = d.array("modes") { d.makeCheckedMode("") }
        let a7: (Sequential.Output) -> Tensor = d.function("loss")
        d.ready()
        d.use((checkGradients(of: a0, at: a1, order: a2, tolerance: a3, step: a4, elements: a5, modes: a6, loss: a7)) as Any)
    }

    // func checkGradients<M>(of model: M, at inputs: [Tensor], order: Int = 2, tolerance: Double = 1e-6, step: Double = 1e-4, elements: Int? = 64, modes: [CheckedMode] = CheckedMode.allCases, loss: @escaping (M, [Tensor]) -> Tensor) -> GradientReport where M : Module
    static func call52(_ d: Draw) throws {
        let a0: Sequential = d.makeSequential("model")
        let a1: [Tensor] = d.array("inputs") { d.tensor("") }
        let a2: Int = d.int("order")
        let a3: Double = d.double("tolerance")
        let a4: Double = d.double("step")
        let a5: Int? = d.optional("elements") { d.int("elements") }
        let a6: [CheckedMode] = d.array("modes") { d.makeCheckedMode("") }
        let a7: (Sequential, [Tensor]) -> Tensor = d.lossOfModel("loss")
        d.ready()
        d.use((checkGradients(of: a0, at: a1, order: a2, tolerance: a3, step: a4, elements: a5, modes: a6, loss: a7)) as Any)
    }

    // @discardableResult func clipGradients(_ source: some ParameterSource, _ clipping: GradientClipping) -> Tensor
    static func call53(_ d: Draw) throws {
        let a0 = d.source("source")
        let a1: GradientClipping = d.makeGradientClipping("clipping")
        d.ready()
        d.use((clipGradients(a0, a1)) as Any)
    }

    // func cosineEmbeddingLoss(_ first: Tensor, _ second: Tensor, _ targets: Tensor, margin: Double = 0, reduction: Reduction = .mean) -> Tensor
    static func call54(_ d: Draw) throws {
        let a0: Tensor = d.tensor("first")
        let a1: Tensor = d.tensor("second")
        let a2: Tensor = d.tensor("targets")
        let a3: Double = d.double("margin")
        let a4: Reduction = d.makeReduction("reduction")
        d.ready()
        d.use((cosineEmbeddingLoss(a0, a1, a2, margin: a3, reduction: a4)) as Any)
    }

    // func crossEntropy(_ logits: Tensor, _ labels: Tensor, classWeights: Tensor? = nil, labelSmoothing: Double = 0, reduction: Reduction = .mean) -> Tensor
    static func call55(_ d: Draw) throws {
        let a0: Tensor = d.tensor("logits")
        let a1: Tensor = d.tensor("labels")
        let a2: Tensor? = d.optional("classWeights") { d.tensor("classWeights") }
        let a3: Double = d.double("labelSmoothing")
        let a4: Reduction = d.makeReduction("reduction")
        d.ready()
        d.use((crossEntropy(a0, a1, classWeights: a2, labelSmoothing: a3, reduction: a4)) as Any)
    }

    // func focalLoss(_ logits: Tensor, _ targets: Tensor, alpha: Double? = 0.25, gamma: Double = 2, reduction: Reduction = .mean) -> Tensor
    static func call56(_ d: Draw) throws {
        let a0: Tensor = d.tensor("logits")
        let a1: Tensor = d.tensor("targets")
        let a2: Double? = d.optional("alpha") { d.double("alpha") }
        let a3: Double = d.double("gamma")
        let a4: Reduction = d.makeReduction("reduction")
        d.ready()
        d.use((focalLoss(a0, a1, alpha: a2, gamma: a3, reduction: a4)) as Any)
    }

    // func geluApproximate(_ x: Tensor) -> Tensor
    static func call57(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((geluApproximate(a0)) as Any)
    }

    // func glu(_ x: Tensor, axis: Int = -1) -> Tensor
    static func call58(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Int = d.int("axis")
        d.ready()
        d.use((glu(a0, axis: a1)) as Any)
    }

    // func hardShrink(_ x: Tensor, by lambda: Double = 0.5) -> Tensor
    static func call59(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Double = d.double("lambda")
        d.ready()
        d.use((hardShrink(a0, by: a1)) as Any)
    }

    // func hardSigmoid(_ x: Tensor) -> Tensor
    static func call60(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((hardSigmoid(a0)) as Any)
    }

    // func hardSwish(_ x: Tensor) -> Tensor
    static func call61(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((hardSwish(a0)) as Any)
    }

    // func hardTanh(_ x: Tensor, range: ClosedRange<Double> = -1...1) -> Tensor
    static func call62(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: ClosedRange<Double> = d.closedRange("range")
        d.ready()
        d.use((hardTanh(a0, range: a1)) as Any)
    }

    // func hingeLoss(_ scores: Tensor, _ targets: Tensor, margin: Double = 1, reduction: Reduction = .mean) -> Tensor
    static func call63(_ d: Draw) throws {
        let a0: Tensor = d.tensor("scores")
        let a1: Tensor = d.tensor("targets")
        let a2: Double = d.double("margin")
        let a3: Reduction = d.makeReduction("reduction")
        d.ready()
        d.use((hingeLoss(a0, a1, margin: a2, reduction: a3)) as Any)
    }

    // func huberLoss(_ predictions: Tensor, _ targets: Tensor, delta: Double = 1, reduction: Reduction = .mean) -> Tensor
    static func call64(_ d: Draw) throws {
        let a0: Tensor = d.tensor("predictions")
        let a1: Tensor = d.tensor("targets")
        let a2: Double = d.double("delta")
        let a3: Reduction = d.makeReduction("reduction")
        d.ready()
        d.use((huberLoss(a0, a1, delta: a2, reduction: a3)) as Any)
    }

    // func klDivLoss(_ logProbabilities: Tensor, _ targets: Tensor, reduction: Reduction = .mean) -> Tensor
    static func call65(_ d: Draw) throws {
        let a0: Tensor = d.tensor("logProbabilities")
        let a1: Tensor = d.tensor("targets")
        let a2: Reduction = d.makeReduction("reduction")
        d.ready()
        d.use((klDivLoss(a0, a1, reduction: a2)) as Any)
    }

    // func l1Loss(_ predictions: Tensor, _ targets: Tensor, reduction: Reduction = .mean) -> Tensor
    static func call66(_ d: Draw) throws {
        let a0: Tensor = d.tensor("predictions")
        let a1: Tensor = d.tensor("targets")
        let a2: Reduction = d.makeReduction("reduction")
        d.ready()
        d.use((l1Loss(a0, a1, reduction: a2)) as Any)
    }

    // func mish(_ x: Tensor) -> Tensor
    static func call67(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((mish(a0)) as Any)
    }

    // func mseLoss(_ predictions: Tensor, _ targets: Tensor, reduction: Reduction = .mean) -> Tensor
    static func call68(_ d: Draw) throws {
        let a0: Tensor = d.tensor("predictions")
        let a1: Tensor = d.tensor("targets")
        let a2: Reduction = d.makeReduction("reduction")
        d.ready()
        d.use((mseLoss(a0, a1, reduction: a2)) as Any)
    }

    // func nllLoss(_ logProbabilities: Tensor, _ labels: Tensor, classWeights: Tensor? = nil, reduction: Reduction = .mean) -> Tensor
    static func call69(_ d: Draw) throws {
        let a0: Tensor = d.tensor("logProbabilities")
        let a1: Tensor = d.tensor("labels")
        let a2: Tensor? = d.optional("classWeights") { d.tensor("classWeights") }
        let a3: Reduction = d.makeReduction("reduction")
        d.ready()
        d.use((nllLoss(a0, a1, classWeights: a2, reduction: a3)) as Any)
    }

    // func relu6(_ x: Tensor) -> Tensor
    static func call70(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((relu6(a0)) as Any)
    }

    // func scaledDotProductAttention(_ queries: Tensor, _ keys: Tensor, _ values: Tensor, mask: Tensor? = nil, isCausal: Bool = false, dropout: Dropout? = nil) -> Tensor
    static func call71(_ d: Draw) throws {
        let a0: Tensor = d.tensor("queries")
        let a1: Tensor = d.tensor("keys")
        let a2: Tensor = d.tensor("values")
        let a3: Tensor? = d.optional("mask") { d.tensor("mask") }
        let a4: Bool = d.bool("isCausal")
        let a5: Dropout? = d.optional("dropout") { d.makeDropout("dropout") }
        d.ready()
        d.use((scaledDotProductAttention(a0, a1, a2, mask: a3, isCausal: a4, dropout: a5)) as Any)
    }

    // func selu(_ x: Tensor) -> Tensor
    static func call72(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((selu(a0)) as Any)
    }

    // func sequenceMask(lengths: [Int], length: Int) -> Tensor
    static func call73(_ d: Draw) throws {
        let a0: [Int] = d.array("lengths") { d.int("") }
        let a1: Int = d.int("length")
        d.ready()
        d.use((sequenceMask(lengths: a0, length: a1)) as Any)
    }

    // func smoothL1Loss(_ predictions: Tensor, _ targets: Tensor, beta: Double = 1, reduction: Reduction = .mean) -> Tensor
    static func call74(_ d: Draw) throws {
        let a0: Tensor = d.tensor("predictions")
        let a1: Tensor = d.tensor("targets")
        let a2: Double = d.double("beta")
        let a3: Reduction = d.makeReduction("reduction")
        d.ready()
        d.use((smoothL1Loss(a0, a1, beta: a2, reduction: a3)) as Any)
    }

    // func softShrink(_ x: Tensor, by lambda: Double = 0.5) -> Tensor
    static func call75(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Double = d.double("lambda")
        d.ready()
        d.use((softShrink(a0, by: a1)) as Any)
    }

    // func step(_ x: Tensor) -> Tensor
    static func call76(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((step(a0)) as Any)
    }

    // func tripletLoss(_ anchor: Tensor, _ positive: Tensor, _ negative: Tensor, margin: Double = 1, swap: Bool = false, reduction: Reduction = .mean) -> Tensor
    static func call77(_ d: Draw) throws {
        let a0: Tensor = d.tensor("anchor")
        let a1: Tensor = d.tensor("positive")
        let a2: Tensor = d.tensor("negative")
        let a3: Double = d.double("margin")
        let a4: Bool = d.bool("swap")
        let a5: Reduction = d.makeReduction("reduction")
        d.ready()
        d.use((tripletLoss(a0, a1, a2, margin: a3, swap: a4, reduction: a5)) as Any)
    }

    // static func holding(_ tensor: Tensor?) -> Tensor
    static func call78(_ d: Draw) throws {
        let a0: Tensor? = d.optional("tensor") { d.tensor("tensor") }
        d.ready()
        d.use((Tensor.holding(a0)) as Any)
    }

    // static func holding(_ tensor: Tensor?) -> Tensor?
    static func call79(_ d: Draw) throws {
        let a0: Tensor? = d.optional("tensor") { d.tensor("tensor") }
        d.ready()
        d.use((Optional.holding(a0)) as Any)
    }
}
