// swift-format-ignore-file
// Written by `swift run PublicSurface`.
import Adjoint
import AdjointNN
import AdjointTraining
import Foundation

enum AdjointMethods {
    static let all: [Call] = [
        Call("CustomOperation.callAsFunction(_:)", call0),
        Call("CustomOperation.callAsFunction(_:) 2", call1),
        Call("Hook.remove()", call2),
        Call("RandomGenerator.copy()", call3),
        Call("RandomGenerator.next()", call4),
        Call("Safetensors.tensor(_:)", call5),
        Call("Safetensors.tensors()", call6),
        Call("Tensor.abs()", call7),
        Call("Tensor.acos()", call8),
        Call("Tensor.all(axes:keepDims:)", call9),
        Call("Tensor.any(axes:keepDims:)", call10),
        Call("Tensor.argmax(axis:keepDims:)", call11),
        Call("Tensor.argmin(axis:keepDims:)", call12),
        Call("Tensor.asArray(_:)", call13),
        Call("Tensor.asin()", call14),
        Call("Tensor.assign(_:)", call15),
        Call("Tensor.atan()", call16),
        Call("Tensor.backward(_:retainGraph:createGraph:)", call17),
        Call("Tensor.broadcast(to:)", call18),
        Call("Tensor.cast(to:)", call19),
        Call("Tensor.ceil()", call20),
        Call("Tensor.clipped(to:)", call21),
        Call("Tensor.cos()", call22),
        Call("Tensor.cosh()", call23),
        Call("Tensor.detach()", call24),
        Call("Tensor.digamma()", call25),
        Call("Tensor.erf()", call26),
        Call("Tensor.erfc()", call27),
        Call("Tensor.exp()", call28),
        Call("Tensor.expandedDimension(at:)", call29),
        Call("Tensor.expm1()", call30),
        Call("Tensor.flattened(from:through:)", call31),
        Call("Tensor.flipped(axes:)", call32),
        Call("Tensor.flipped(axis:)", call33),
        Call("Tensor.floor()", call34),
        Call("Tensor.graph(naming:)", call35),
        Call("Tensor.item()", call36),
        Call("Tensor.item(_:)", call37),
        Call("Tensor.lgamma()", call38),
        Call("Tensor.log()", call39),
        Call("Tensor.log1p()", call40),
        Call("Tensor.logSoftmax(axis:)", call41),
        Call("Tensor.mapGradient(_:)", call42),
        Call("Tensor.matmul(_:)", call43),
        Call("Tensor.max(axes:keepDims:)", call44),
        Call("Tensor.max(axis:keepDims:)", call45),
        Call("Tensor.mean(axes:keepDims:)", call46),
        Call("Tensor.mean(axis:keepDims:)", call47),
        Call("Tensor.min(axes:keepDims:)", call48),
        Call("Tensor.min(axis:keepDims:)", call49),
        Call("Tensor.norm(axes:keepDims:)", call50),
        Call("Tensor.onGradient(_:)", call51),
        Call("Tensor.padded(_:value:)", call52),
        Call("Tensor.pow(_:)", call53),
        Call("Tensor.pow(_:) 2", call54),
        Call("Tensor.product(axes:keepDims:)", call55),
        Call("Tensor.product(axis:keepDims:)", call56),
        Call("Tensor.reciprocal()", call57),
        Call("Tensor.relu()", call58),
        Call("Tensor.requiringGrad()", call59),
        Call("Tensor.reshaped(_:)", call60),
        Call("Tensor.reshaped(_:) 2", call61),
        Call("Tensor.retainGrad()", call62),
        Call("Tensor.round()", call63),
        Call("Tensor.rsqrt()", call64),
        Call("Tensor.sigmoid()", call65),
        Call("Tensor.sign()", call66),
        Call("Tensor.sin()", call67),
        Call("Tensor.sinh()", call68),
        Call("Tensor.softmax(axis:)", call69),
        Call("Tensor.softplus()", call70),
        Call("Tensor.split(parts:axis:)", call71),
        Call("Tensor.split(sizes:axis:)", call72),
        Call("Tensor.sqrt()", call73),
        Call("Tensor.square()", call74),
        Call("Tensor.squeezed(axes:)", call75),
        Call("Tensor.squeezed(axis:)", call76),
        Call("Tensor.std(axes:keepDims:correction:)", call77),
        Call("Tensor.std(axis:keepDims:correction:)", call78),
        Call("Tensor.sum(axes:keepDims:)", call79),
        Call("Tensor.sum(axis:keepDims:)", call80),
        Call("Tensor.swappedAxes(_:_:)", call81),
        Call("Tensor.take(_:axis:)", call82),
        Call("Tensor.takeAlong(_:axis:)", call83),
        Call("Tensor.tan()", call84),
        Call("Tensor.tanh()", call85),
        Call("Tensor.transposed(_:)", call86),
        Call("Tensor.transposed(_:) 2", call87),
        Call("Tensor.variance(axes:keepDims:correction:)", call88),
        Call("Tensor.variance(axis:keepDims:correction:)", call89),
        Call("Tensor.zeroGrad()", call90),
        Call("Sequence.reduce(_:_:)", call91),
        Call("Sequence.sum()", call92),
    ]

    // func callAsFunction(_ inputs: Tensor...) -> [Tensor]
    static func call0(_ d: Draw) throws {
        let receiver: any CustomOperation = d.operation("receiver")
        let a0: Tensor = d.tensor("inputs")
        let a0_1: Tensor = d.tensor("inputs")
        d.ready()
        d.use((receiver(a0, a0_1)) as Any)
        d.use(receiver)
    }

    // func callAsFunction(_ inputs: [Tensor]) -> [Tensor]
    static func call1(_ d: Draw) throws {
        let receiver: any CustomOperation = d.operation("receiver")
        let a0: [Tensor] = d.array("inputs") { d.tensor("") }
        d.ready()
        d.use((receiver(a0)) as Any)
        d.use(receiver)
    }

    // func remove()
    static func call2(_ d: Draw) throws {
        let receiver: Hook = d.hook("receiver")
        d.ready()
        receiver.remove()
        d.use(receiver)
    }

    // func copy() -> RandomGenerator
    static func call3(_ d: Draw) throws {
        let receiver: RandomGenerator = d.generator("receiver")
        d.ready()
        d.use((receiver.copy()) as Any)
        d.use(receiver)
    }

    // func next() -> UInt64
    static func call4(_ d: Draw) throws {
        let receiver: RandomGenerator = d.generator("receiver")
        d.ready()
        d.use((receiver.next()) as Any)
        d.use(receiver)
    }

    // func tensor(_ name: String) throws(FileError) -> Tensor
    static func call5(_ d: Draw) throws {
        let receiver: Safetensors = d.safetensors("receiver")
        let a0: String = d.string("name")
        d.ready()
        d.use((try receiver.tensor(a0)) as Any)
        d.use(receiver)
    }

    // func tensors() throws(FileError) -> [String : Tensor]
    static func call6(_ d: Draw) throws {
        let receiver: Safetensors = d.safetensors("receiver")
        d.ready()
        d.use((try receiver.tensors()) as Any)
        d.use(receiver)
    }

    // func abs() -> Tensor
    static func call7(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.abs()) as Any)
        d.use(receiver)
    }

    // func acos() -> Tensor
    static func call8(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.acos()) as Any)
        d.use(receiver)
    }

    // func all(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor
    static func call9(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: [Int]? = d.optional("axes") { d.array("axes") { d.int("") } }
        let a1: Bool = d.bool("keepDims")
        d.ready()
        d.use((receiver.all(axes: a0, keepDims: a1)) as Any)
        d.use(receiver)
    }

    // func any(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor
    static func call10(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: [Int]? = d.optional("axes") { d.array("axes") { d.int("") } }
        let a1: Bool = d.bool("keepDims")
        d.ready()
        d.use((receiver.any(axes: a0, keepDims: a1)) as Any)
        d.use(receiver)
    }

    // func argmax(axis: Int? = nil, keepDims: Bool = false) -> Tensor
    static func call11(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int? = d.optional("axis") { d.int("axis") }
        let a1: Bool = d.bool("keepDims")
        d.ready()
        d.use((receiver.argmax(axis: a0, keepDims: a1)) as Any)
        d.use(receiver)
    }

    // func argmin(axis: Int? = nil, keepDims: Bool = false) -> Tensor
    static func call12(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int? = d.optional("axis") { d.int("axis") }
        let a1: Bool = d.bool("keepDims")
        d.ready()
        d.use((receiver.argmin(axis: a0, keepDims: a1)) as Any)
        d.use(receiver)
    }

    // func asArray<Element>(_ type: Element.Type) -> [Element] where Element : TensorElement
    static func call13(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Float.Type = d.elementType("type")
        d.ready()
        d.use((receiver.asArray(a0)) as Any)
        d.use(receiver)
    }

    // func asin() -> Tensor
    static func call14(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.asin()) as Any)
        d.use(receiver)
    }

    // func assign(_ value: Tensor)
    static func call15(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Tensor = d.tensor("value")
        d.ready()
        receiver.assign(a0)
        d.use(receiver)
    }

    // func atan() -> Tensor
    static func call16(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.atan()) as Any)
        d.use(receiver)
    }

    // func backward(_ cotangent: Tensor? = nil, retainGraph: Bool = false, createGraph: Bool = false)
    static func call17(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Tensor? = d.optional("cotangent") { d.tensor("cotangent") }
        let a1: Bool = d.bool("retainGraph")
        let a2: Bool = d.bool("createGraph")
        d.ready()
        receiver.backward(a0, retainGraph: a1, createGraph: a2)
        d.use(receiver)
    }

    // func broadcast(to target: [Int]) -> Tensor
    static func call18(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: [Int] = d.array("target") { d.int("") }
        d.ready()
        d.use((receiver.broadcast(to: a0)) as Any)
        d.use(receiver)
    }

    // func cast(to target: DType) -> Tensor
    static func call19(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: DType = d.makeDType("target")
        d.ready()
        d.use((receiver.cast(to: a0)) as Any)
        d.use(receiver)
    }

    // func ceil() -> Tensor
    static func call20(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.ceil()) as Any)
        d.use(receiver)
    }

    // func clipped(to range: ClosedRange<Double>) -> Tensor
    static func call21(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: ClosedRange<Double> = d.closedRange("range")
        d.ready()
        d.use((receiver.clipped(to: a0)) as Any)
        d.use(receiver)
    }

    // func cos() -> Tensor
    static func call22(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.cos()) as Any)
        d.use(receiver)
    }

    // func cosh() -> Tensor
    static func call23(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.cosh()) as Any)
        d.use(receiver)
    }

    // func detach() -> Tensor
    static func call24(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.detach()) as Any)
        d.use(receiver)
    }

    // func digamma() -> Tensor
    static func call25(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.digamma()) as Any)
        d.use(receiver)
    }

    // func erf() -> Tensor
    static func call26(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.erf()) as Any)
        d.use(receiver)
    }

    // func erfc() -> Tensor
    static func call27(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.erfc()) as Any)
        d.use(receiver)
    }

    // func exp() -> Tensor
    static func call28(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.exp()) as Any)
        d.use(receiver)
    }

    // func expandedDimension(at axis: Int) -> Tensor
    static func call29(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int = d.int("axis")
        d.ready()
        d.use((receiver.expandedDimension(at: a0)) as Any)
        d.use(receiver)
    }

    // func expm1() -> Tensor
    static func call30(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.expm1()) as Any)
        d.use(receiver)
    }

    // func flattened(from startAxis: Int = 0, through endAxis: Int = -1) -> Tensor
    static func call31(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int = d.int("startAxis")
        let a1: Int = d.int("endAxis")
        d.ready()
        d.use((receiver.flattened(from: a0, through: a1)) as Any)
        d.use(receiver)
    }

    // func flipped(axes: [Int]? = nil) -> Tensor
    static func call32(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: [Int]? = d.optional("axes") { d.array("axes") { d.int("") } }
        d.ready()
        d.use((receiver.flipped(axes: a0)) as Any)
        d.use(receiver)
    }

    // func flipped(axis: Int) -> Tensor
    static func call33(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int = d.int("axis")
        d.ready()
        d.use((receiver.flipped(axis: a0)) as Any)
        d.use(receiver)
    }

    // func floor() -> Tensor
    static func call34(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.floor()) as Any)
        d.use(receiver)
    }

    // func graph(naming names: [String : Tensor]) -> GraphView
    static func call35(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: [String : Tensor] = d.dictionary("names") { d.tensor("") }
        d.ready()
        d.use((receiver.graph(naming: a0)) as Any)
        d.use(receiver)
    }

    // func item() -> Double
    static func call36(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.item()) as Any)
        d.use(receiver)
    }

    // func item<Element>(_ type: Element.Type) -> Element? where Element : TensorElement
    static func call37(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Float.Type = d.elementType("type")
        d.ready()
        d.use((receiver.item(a0)) as Any)
        d.use(receiver)
    }

    // func lgamma() -> Tensor
    static func call38(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.lgamma()) as Any)
        d.use(receiver)
    }

    // func log() -> Tensor
    static func call39(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.log()) as Any)
        d.use(receiver)
    }

    // func log1p() -> Tensor
    static func call40(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.log1p()) as Any)
        d.use(receiver)
    }

    // func logSoftmax(axis: Int = -1) -> Tensor
    static func call41(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int = d.int("axis")
        d.ready()
        d.use((receiver.logSoftmax(axis: a0)) as Any)
        d.use(receiver)
    }

    // @discardableResult func mapGradient(_ change: @escaping @Sendable (Tensor) -> Tensor) -> Hook
    static func call42(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: @Sendable (Tensor) -> Tensor = d.sendableFunction("change")
        d.ready()
        d.use((receiver.mapGradient(a0)) as Any)
        d.use(receiver)
    }

    // func matmul(_ y: Tensor) -> Tensor
    static func call43(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Tensor = d.tensor("y")
        d.ready()
        d.use((receiver.matmul(a0)) as Any)
        d.use(receiver)
    }

    // func max(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor
    static func call44(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: [Int]? = d.optional("axes") { d.array("axes") { d.int("") } }
        let a1: Bool = d.bool("keepDims")
        d.ready()
        d.use((receiver.max(axes: a0, keepDims: a1)) as Any)
        d.use(receiver)
    }

    // func max(axis: Int, keepDims: Bool = false) -> Tensor
    static func call45(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int = d.int("axis")
        let a1: Bool = d.bool("keepDims")
        d.ready()
        d.use((receiver.max(axis: a0, keepDims: a1)) as Any)
        d.use(receiver)
    }

    // func mean(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor
    static func call46(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: [Int]? = d.optional("axes") { d.array("axes") { d.int("") } }
        let a1: Bool = d.bool("keepDims")
        d.ready()
        d.use((receiver.mean(axes: a0, keepDims: a1)) as Any)
        d.use(receiver)
    }

    // func mean(axis: Int, keepDims: Bool = false) -> Tensor
    static func call47(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int = d.int("axis")
        let a1: Bool = d.bool("keepDims")
        d.ready()
        d.use((receiver.mean(axis: a0, keepDims: a1)) as Any)
        d.use(receiver)
    }

    // func min(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor
    static func call48(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: [Int]? = d.optional("axes") { d.array("axes") { d.int("") } }
        let a1: Bool = d.bool("keepDims")
        d.ready()
        d.use((receiver.min(axes: a0, keepDims: a1)) as Any)
        d.use(receiver)
    }

    // func min(axis: Int, keepDims: Bool = false) -> Tensor
    static func call49(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int = d.int("axis")
        let a1: Bool = d.bool("keepDims")
        d.ready()
        d.use((receiver.min(axis: a0, keepDims: a1)) as Any)
        d.use(receiver)
    }

    // func norm(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor
    static func call50(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: [Int]? = d.optional("axes") { d.array("axes") { d.int("") } }
        let a1: Bool = d.bool("keepDims")
        d.ready()
        d.use((receiver.norm(axes: a0, keepDims: a1)) as Any)
        d.use(receiver)
    }

    // @discardableResult func onGradient(_ hook: @escaping @Sendable (Tensor) -> Void) -> Hook
    static func call51(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: @Sendable (Tensor) -> Void = d.visitorOfTensor("hook")
        d.ready()
        d.use((receiver.onGradient(a0)) as Any)
        d.use(receiver)
    }

    // func padded(_ widths: [(before: Int, after: Int)], value: Double = 0) -> Tensor
    static func call52(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: [(before: Int, after: Int)] = d.array("widths") { (before: d.int("before"), after: d.int("after")) }
        let a1: Double = d.double("value")
        d.ready()
        d.use((receiver.padded(a0, value: a1)) as Any)
        d.use(receiver)
    }

    // func pow(_ y: Tensor) -> Tensor
    static func call53(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Tensor = d.tensor("y")
        d.ready()
        d.use((receiver.pow(a0)) as Any)
        d.use(receiver)
    }

    // func pow(_ y: Double) -> Tensor
    static func call54(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Double = d.double("y")
        d.ready()
        d.use((receiver.pow(a0)) as Any)
        d.use(receiver)
    }

    // func product(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor
    static func call55(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: [Int]? = d.optional("axes") { d.array("axes") { d.int("") } }
        let a1: Bool = d.bool("keepDims")
        d.ready()
        d.use((receiver.product(axes: a0, keepDims: a1)) as Any)
        d.use(receiver)
    }

    // func product(axis: Int, keepDims: Bool = false) -> Tensor
    static func call56(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int = d.int("axis")
        let a1: Bool = d.bool("keepDims")
        d.ready()
        d.use((receiver.product(axis: a0, keepDims: a1)) as Any)
        d.use(receiver)
    }

    // func reciprocal() -> Tensor
    static func call57(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.reciprocal()) as Any)
        d.use(receiver)
    }

    // func relu() -> Tensor
    static func call58(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.relu()) as Any)
        d.use(receiver)
    }

    // func requiringGrad() -> Tensor
    static func call59(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.requiringGrad()) as Any)
        d.use(receiver)
    }

    // func reshaped(_ newShape: [Int]) -> Tensor
    static func call60(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: [Int] = d.array("newShape") { d.int("") }
        d.ready()
        d.use((receiver.reshaped(a0)) as Any)
        d.use(receiver)
    }

    // func reshaped(_ lengths: Int...) -> Tensor
    static func call61(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int = d.int("lengths")
        let a0_1: Int = d.int("lengths")
        d.ready()
        d.use((receiver.reshaped(a0, a0_1)) as Any)
        d.use(receiver)
    }

    // func retainGrad()
    static func call62(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        receiver.retainGrad()
        d.use(receiver)
    }

    // func round() -> Tensor
    static func call63(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.round()) as Any)
        d.use(receiver)
    }

    // func rsqrt() -> Tensor
    static func call64(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.rsqrt()) as Any)
        d.use(receiver)
    }

    // func sigmoid() -> Tensor
    static func call65(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.sigmoid()) as Any)
        d.use(receiver)
    }

    // func sign() -> Tensor
    static func call66(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.sign()) as Any)
        d.use(receiver)
    }

    // func sin() -> Tensor
    static func call67(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.sin()) as Any)
        d.use(receiver)
    }

    // func sinh() -> Tensor
    static func call68(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.sinh()) as Any)
        d.use(receiver)
    }

    // func softmax(axis: Int = -1) -> Tensor
    static func call69(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int = d.int("axis")
        d.ready()
        d.use((receiver.softmax(axis: a0)) as Any)
        d.use(receiver)
    }

    // func softplus() -> Tensor
    static func call70(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.softplus()) as Any)
        d.use(receiver)
    }

    // func split(parts: Int, axis: Int = 0) -> [Tensor]
    static func call71(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int = d.int("parts")
        let a1: Int = d.int("axis")
        d.ready()
        d.use((receiver.split(parts: a0, axis: a1)) as Any)
        d.use(receiver)
    }

    // func split(sizes: [Int], axis: Int = 0) -> [Tensor]
    static func call72(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: [Int] = d.array("sizes") { d.int("") }
        let a1: Int = d.int("axis")
        d.ready()
        d.use((receiver.split(sizes: a0, axis: a1)) as Any)
        d.use(receiver)
    }

    // func sqrt() -> Tensor
    static func call73(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.sqrt()) as Any)
        d.use(receiver)
    }

    // func square() -> Tensor
    static func call74(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.square()) as Any)
        d.use(receiver)
    }

    // func squeezed(axes: [Int]? = nil) -> Tensor
    static func call75(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: [Int]? = d.optional("axes") { d.array("axes") { d.int("") } }
        d.ready()
        d.use((receiver.squeezed(axes: a0)) as Any)
        d.use(receiver)
    }

    // func squeezed(axis: Int) -> Tensor
    static func call76(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int = d.int("axis")
        d.ready()
        d.use((receiver.squeezed(axis: a0)) as Any)
        d.use(receiver)
    }

    // func std(axes: [Int]? = nil, keepDims: Bool = false, correction: Int = 0) -> Tensor
    static func call77(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: [Int]? = d.optional("axes") { d.array("axes") { d.int("") } }
        let a1: Bool = d.bool("keepDims")
        let a2: Int = d.int("correction")
        d.ready()
        d.use((receiver.std(axes: a0, keepDims: a1, correction: a2)) as Any)
        d.use(receiver)
    }

    // func std(axis: Int, keepDims: Bool = false, correction: Int = 0) -> Tensor
    static func call78(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int = d.int("axis")
        let a1: Bool = d.bool("keepDims")
        let a2: Int = d.int("correction")
        d.ready()
        d.use((receiver.std(axis: a0, keepDims: a1, correction: a2)) as Any)
        d.use(receiver)
    }

    // func sum(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor
    static func call79(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: [Int]? = d.optional("axes") { d.array("axes") { d.int("") } }
        let a1: Bool = d.bool("keepDims")
        d.ready()
        d.use((receiver.sum(axes: a0, keepDims: a1)) as Any)
        d.use(receiver)
    }

    // func sum(axis: Int, keepDims: Bool = false) -> Tensor
    static func call80(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int = d.int("axis")
        let a1: Bool = d.bool("keepDims")
        d.ready()
        d.use((receiver.sum(axis: a0, keepDims: a1)) as Any)
        d.use(receiver)
    }

    // func swappedAxes(_ first: Int, _ second: Int) -> Tensor
    static func call81(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int = d.int("first")
        let a1: Int = d.int("second")
        d.ready()
        d.use((receiver.swappedAxes(a0, a1)) as Any)
        d.use(receiver)
    }

    // func take(_ indices: Tensor, axis: Int = 0) -> Tensor
    static func call82(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Tensor = d.tensor("indices")
        let a1: Int = d.int("axis")
        d.ready()
        d.use((receiver.take(a0, axis: a1)) as Any)
        d.use(receiver)
    }

    // func takeAlong(_ indices: Tensor, axis: Int) -> Tensor
    static func call83(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Tensor = d.tensor("indices")
        let a1: Int = d.int("axis")
        d.ready()
        d.use((receiver.takeAlong(a0, axis: a1)) as Any)
        d.use(receiver)
    }

    // func tan() -> Tensor
    static func call84(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.tan()) as Any)
        d.use(receiver)
    }

    // func tanh() -> Tensor
    static func call85(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.tanh()) as Any)
        d.use(receiver)
    }

    // func transposed(_ axes: [Int]) -> Tensor
    static func call86(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: [Int] = d.array("axes") { d.int("") }
        d.ready()
        d.use((receiver.transposed(a0)) as Any)
        d.use(receiver)
    }

    // func transposed(_ axes: Int...) -> Tensor
    static func call87(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int = d.int("axes")
        let a0_1: Int = d.int("axes")
        d.ready()
        d.use((receiver.transposed(a0, a0_1)) as Any)
        d.use(receiver)
    }

    // func variance(axes: [Int]? = nil, keepDims: Bool = false, correction: Int = 0) -> Tensor
    static func call88(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: [Int]? = d.optional("axes") { d.array("axes") { d.int("") } }
        let a1: Bool = d.bool("keepDims")
        let a2: Int = d.int("correction")
        d.ready()
        d.use((receiver.variance(axes: a0, keepDims: a1, correction: a2)) as Any)
        d.use(receiver)
    }

    // func variance(axis: Int, keepDims: Bool = false, correction: Int = 0) -> Tensor
    static func call89(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int = d.int("axis")
        let a1: Bool = d.bool("keepDims")
        let a2: Int = d.int("correction")
        d.ready()
        d.use((receiver.variance(axis: a0, keepDims: a1, correction: a2)) as Any)
        d.use(receiver)
    }

    // func zeroGrad()
    static func call90(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        receiver.zeroGrad()
        d.use(receiver)
    }

    // func reduce(_ initial: Int, _ next: (Tensor, Tensor) throws -> Tensor) rethrows -> Tensor
    static func call91(_ d: Draw) throws {
        let receiver: [Tensor] = d.array("receiver") { d.tensor("") }
        let a0: Int = d.int("initial")
        let a1: (Tensor, Tensor) throws -> Tensor = d.loss("next")
        d.ready()
        d.use((try receiver.reduce(a0, a1)) as Any)
        d.use(receiver)
    }

    // func sum() -> Tensor
    static func call92(_ d: Draw) throws {
        let receiver: [Tensor] = d.array("receiver") { d.tensor("") }
        d.ready()
        d.use((receiver.sum()) as Any)
        d.use(receiver)
    }
}
