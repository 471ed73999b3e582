// swift-format-ignore-file
// Written by `swift run PublicSurface`.
import Adjoint
import AdjointNN
import AdjointTraining
import Foundation

enum AdjointMethods {
    static let all: [Call] = [
        Call("RandomGenerator.next()", call0),
        Call("Safetensors.tensor(_:)", call1),
        Call("Safetensors.tensors()", call2),
        Call("Tensor.all(axes:keepDims:)", call3),
        Call("Tensor.any(axes:keepDims:)", call4),
        Call("Tensor.argmax(axis:keepDims:)", call5),
        Call("Tensor.argmin(axis:keepDims:)", call6),
        Call("Tensor.asArray(_:)", call7),
        Call("Tensor.assign(_:)", call8),
        Call("Tensor.backward(_:retainGraph:createGraph:)", call9),
        Call("Tensor.broadcast(to:)", call10),
        Call("Tensor.cast(to:)", call11),
        Call("Tensor.detach()", call12),
        Call("Tensor.expandedDimension(at:)", call13),
        Call("Tensor.flattened(from:through:)", call14),
        Call("Tensor.flipped(axes:)", call15),
        Call("Tensor.flipped(axis:)", call16),
        Call("Tensor.item()", call17),
        Call("Tensor.item(_:)", call18),
        Call("Tensor.max(axes:keepDims:)", call19),
        Call("Tensor.max(axis:keepDims:)", call20),
        Call("Tensor.mean(axes:keepDims:)", call21),
        Call("Tensor.mean(axis:keepDims:)", call22),
        Call("Tensor.min(axes:keepDims:)", call23),
        Call("Tensor.min(axis:keepDims:)", call24),
        Call("Tensor.norm(axes:keepDims:)", call25),
        Call("Tensor.padded(_:value:)", call26),
        Call("Tensor.product(axes:keepDims:)", call27),
        Call("Tensor.product(axis:keepDims:)", call28),
        Call("Tensor.requiringGrad()", call29),
        Call("Tensor.reshaped(_:)", call30),
        Call("Tensor.reshaped(_:) 2", call31),
        Call("Tensor.retainGrad()", call32),
        Call("Tensor.split(parts:axis:)", call33),
        Call("Tensor.split(sizes:axis:)", call34),
        Call("Tensor.squeezed(axes:)", call35),
        Call("Tensor.squeezed(axis:)", call36),
        Call("Tensor.std(axes:keepDims:correction:)", call37),
        Call("Tensor.std(axis:keepDims:correction:)", call38),
        Call("Tensor.sum(axes:keepDims:)", call39),
        Call("Tensor.sum(axis:keepDims:)", call40),
        Call("Tensor.swappedAxes(_:_:)", call41),
        Call("Tensor.take(_:axis:)", call42),
        Call("Tensor.takeAlong(_:axis:)", call43),
        Call("Tensor.transposed(_:)", call44),
        Call("Tensor.transposed(_:) 2", call45),
        Call("Tensor.variance(axes:keepDims:correction:)", call46),
        Call("Tensor.variance(axis:keepDims:correction:)", call47),
        Call("Tensor.zeroGrad()", call48),
    ]

    // func next() -> UInt64
    static func call0(_ d: Draw) throws {
        let receiver: RandomGenerator = d.generator("receiver")
        d.ready()
        d.use((receiver.next()) as Any)
        d.use(receiver)
    }

    // func tensor(_ name: String) throws(FileError) -> Tensor
    static func call1(_ d: Draw) throws {
        let receiver: Safetensors = d.safetensors("receiver")
        let a0: String = d.string("name")
        d.ready()
        d.use((try receiver.tensor(a0)) as Any)
        d.use(receiver)
    }

    // func tensors() throws(FileError) -> [String : Tensor]
    static func call2(_ d: Draw) throws {
        let receiver: Safetensors = d.safetensors("receiver")
        d.ready()
        d.use((try receiver.tensors()) as Any)
        d.use(receiver)
    }

    // func all(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor
    static func call3(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: [Int]? = d.optional("axes") { d.array("axes") { d.int("") } }
        let a1: Bool = d.bool("keepDims")
        d.ready()
        d.use((receiver.all(axes: a0, keepDims: a1)) as Any)
        d.use(receiver)
    }

    // func any(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor
    static func call4(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: [Int]? = d.optional("axes") { d.array("axes") { d.int("") } }
        let a1: Bool = d.bool("keepDims")
        d.ready()
        d.use((receiver.any(axes: a0, keepDims: a1)) as Any)
        d.use(receiver)
    }

    // func argmax(axis: Int? = nil, keepDims: Bool = false) -> Tensor
    static func call5(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int? = d.optional("axis") { d.int("axis") }
        let a1: Bool = d.bool("keepDims")
        d.ready()
        d.use((receiver.argmax(axis: a0, keepDims: a1)) as Any)
        d.use(receiver)
    }

    // func argmin(axis: Int? = nil, keepDims: Bool = false) -> Tensor
    static func call6(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int? = d.optional("axis") { d.int("axis") }
        let a1: Bool = d.bool("keepDims")
        d.ready()
        d.use((receiver.argmin(axis: a0, keepDims: a1)) as Any)
        d.use(receiver)
    }

    // func asArray<Element>(_ type: Element.Type) -> [Element] where Element : TensorElement
    static func call7(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Float.Type = d.elementType("type")
        d.ready()
        d.use((receiver.asArray(a0)) as Any)
        d.use(receiver)
    }

    // func assign(_ value: Tensor)
    static func call8(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Tensor = d.tensor("value")
        d.ready()
        receiver.assign(a0)
        d.use(receiver)
    }

    // func backward(_ cotangent: Tensor? = nil, retainGraph: Bool = false, createGraph: Bool = false)
    static func call9(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Tensor? = d.optional("cotangent") { d.tensor("cotangent") }
        let a1: Bool = d.bool("retainGraph")
        let a2: Bool = d.bool("createGraph")
        d.ready()
        receiver.backward(a0, retainGraph: a1, createGraph: a2)
        d.use(receiver)
    }

    // func broadcast(to target: [Int]) -> Tensor
    static func call10(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: [Int] = d.array("target") { d.int("") }
        d.ready()
        d.use((receiver.broadcast(to: a0)) as Any)
        d.use(receiver)
    }

    // func cast(to target: DType) -> Tensor
    static func call11(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: DType = d.makeDType("target")
        d.ready()
        d.use((receiver.cast(to: a0)) as Any)
        d.use(receiver)
    }

    // func detach() -> Tensor
    static func call12(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.detach()) as Any)
        d.use(receiver)
    }

    // func expandedDimension(at axis: Int) -> Tensor
    static func call13(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int = d.int("axis")
        d.ready()
        d.use((receiver.expandedDimension(at: a0)) as Any)
        d.use(receiver)
    }

    // func flattened(from startAxis: Int = 0, through endAxis: Int = -1) -> Tensor
    static func call14(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int = d.int("startAxis")
        let a1: Int = d.int("endAxis")
        d.ready()
        d.use((receiver.flattened(from: a0, through: a1)) as Any)
        d.use(receiver)
    }

    // func flipped(axes: [Int]? = nil) -> Tensor
    static func call15(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: [Int]? = d.optional("axes") { d.array("axes") { d.int("") } }
        d.ready()
        d.use((receiver.flipped(axes: a0)) as Any)
        d.use(receiver)
    }

    // func flipped(axis: Int) -> Tensor
    static func call16(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int = d.int("axis")
        d.ready()
        d.use((receiver.flipped(axis: a0)) as Any)
        d.use(receiver)
    }

    // func item() -> Double
    static func call17(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.item()) as Any)
        d.use(receiver)
    }

    // func item<Element>(_ type: Element.Type) -> Element? where Element : TensorElement
    static func call18(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Float.Type = d.elementType("type")
        d.ready()
        d.use((receiver.item(a0)) as Any)
        d.use(receiver)
    }

    // func max(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor
    static func call19(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: [Int]? = d.optional("axes") { d.array("axes") { d.int("") } }
        let a1: Bool = d.bool("keepDims")
        d.ready()
        d.use((receiver.max(axes: a0, keepDims: a1)) as Any)
        d.use(receiver)
    }

    // func max(axis: Int, keepDims: Bool = false) -> Tensor
    static func call20(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int = d.int("axis")
        let a1: Bool = d.bool("keepDims")
        d.ready()
        d.use((receiver.max(axis: a0, keepDims: a1)) as Any)
        d.use(receiver)
    }

    // func mean(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor
    static func call21(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: [Int]? = d.optional("axes") { d.array("axes") { d.int("") } }
        let a1: Bool = d.bool("keepDims")
        d.ready()
        d.use((receiver.mean(axes: a0, keepDims: a1)) as Any)
        d.use(receiver)
    }

    // func mean(axis: Int, keepDims: Bool = false) -> Tensor
    static func call22(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int = d.int("axis")
        let a1: Bool = d.bool("keepDims")
        d.ready()
        d.use((receiver.mean(axis: a0, keepDims: a1)) as Any)
        d.use(receiver)
    }

    // func min(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor
    static func call23(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: [Int]? = d.optional("axes") { d.array("axes") { d.int("") } }
        let a1: Bool = d.bool("keepDims")
        d.ready()
        d.use((receiver.min(axes: a0, keepDims: a1)) as Any)
        d.use(receiver)
    }

    // func min(axis: Int, keepDims: Bool = false) -> Tensor
    static func call24(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int = d.int("axis")
        let a1: Bool = d.bool("keepDims")
        d.ready()
        d.use((receiver.min(axis: a0, keepDims: a1)) as Any)
        d.use(receiver)
    }

    // func norm(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor
    static func call25(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: [Int]? = d.optional("axes") { d.array("axes") { d.int("") } }
        let a1: Bool = d.bool("keepDims")
        d.ready()
        d.use((receiver.norm(axes: a0, keepDims: a1)) as Any)
        d.use(receiver)
    }

    // func padded(_ widths: [(before: Int, after: Int)], value: Double = 0) -> Tensor
    static func call26(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: [(before: Int, after: Int)] = d.array("widths") { (before: d.int("before"), after: d.int("after")) }
        let a1: Double = d.double("value")
        d.ready()
        d.use((receiver.padded(a0, value: a1)) as Any)
        d.use(receiver)
    }

    // func product(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor
    static func call27(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: [Int]? = d.optional("axes") { d.array("axes") { d.int("") } }
        let a1: Bool = d.bool("keepDims")
        d.ready()
        d.use((receiver.product(axes: a0, keepDims: a1)) as Any)
        d.use(receiver)
    }

    // func product(axis: Int, keepDims: Bool = false) -> Tensor
    static func call28(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int = d.int("axis")
        let a1: Bool = d.bool("keepDims")
        d.ready()
        d.use((receiver.product(axis: a0, keepDims: a1)) as Any)
        d.use(receiver)
    }

    // func requiringGrad() -> Tensor
    static func call29(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.requiringGrad()) as Any)
        d.use(receiver)
    }

    // func reshaped(_ newShape: [Int]) -> Tensor
    static func call30(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: [Int] = d.array("newShape") { d.int("") }
        d.ready()
        d.use((receiver.reshaped(a0)) as Any)
        d.use(receiver)
    }

    // func reshaped(_ lengths: Int...) -> Tensor
    static func call31(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int = d.int("lengths")
        let a0_1: Int = d.int("lengths")
        d.ready()
        d.use((receiver.reshaped(a0, a0_1)) as Any)
        d.use(receiver)
    }

    // func retainGrad()
    static func call32(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        receiver.retainGrad()
        d.use(receiver)
    }

    // func split(parts: Int, axis: Int = 0) -> [Tensor]
    static func call33(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int = d.int("parts")
        let a1: Int = d.int("axis")
        d.ready()
        d.use((receiver.split(parts: a0, axis: a1)) as Any)
        d.use(receiver)
    }

    // func split(sizes: [Int], axis: Int = 0) -> [Tensor]
    static func call34(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: [Int] = d.array("sizes") { d.int("") }
        let a1: Int = d.int("axis")
        d.ready()
        d.use((receiver.split(sizes: a0, axis: a1)) as Any)
        d.use(receiver)
    }

    // func squeezed(axes: [Int]? = nil) -> Tensor
    static func call35(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: [Int]? = d.optional("axes") { d.array("axes") { d.int("") } }
        d.ready()
        d.use((receiver.squeezed(axes: a0)) as Any)
        d.use(receiver)
    }

    // func squeezed(axis: Int) -> Tensor
    static func call36(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int = d.int("axis")
        d.ready()
        d.use((receiver.squeezed(axis: a0)) as Any)
        d.use(receiver)
    }

    // func std(axes: [Int]? = nil, keepDims: Bool = false, correction: Int = 0) -> Tensor
    static func call37(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: [Int]? = d.optional("axes") { d.array("axes") { d.int("") } }
        let a1: Bool = d.bool("keepDims")
        let a2: Int = d.int("correction")
        d.ready()
        d.use((receiver.std(axes: a0, keepDims: a1, correction: a2)) as Any)
        d.use(receiver)
    }

    // func std(axis: Int, keepDims: Bool = false, correction: Int = 0) -> Tensor
    static func call38(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int = d.int("axis")
        let a1: Bool = d.bool("keepDims")
        let a2: Int = d.int("correction")
        d.ready()
        d.use((receiver.std(axis: a0, keepDims: a1, correction: a2)) as Any)
        d.use(receiver)
    }

    // func sum(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor
    static func call39(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: [Int]? = d.optional("axes") { d.array("axes") { d.int("") } }
        let a1: Bool = d.bool("keepDims")
        d.ready()
        d.use((receiver.sum(axes: a0, keepDims: a1)) as Any)
        d.use(receiver)
    }

    // func sum(axis: Int, keepDims: Bool = false) -> Tensor
    static func call40(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int = d.int("axis")
        let a1: Bool = d.bool("keepDims")
        d.ready()
        d.use((receiver.sum(axis: a0, keepDims: a1)) as Any)
        d.use(receiver)
    }

    // func swappedAxes(_ first: Int, _ second: Int) -> Tensor
    static func call41(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int = d.int("first")
        let a1: Int = d.int("second")
        d.ready()
        d.use((receiver.swappedAxes(a0, a1)) as Any)
        d.use(receiver)
    }

    // func take(_ indices: Tensor, axis: Int = 0) -> Tensor
    static func call42(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Tensor = d.tensor("indices")
        let a1: Int = d.int("axis")
        d.ready()
        d.use((receiver.take(a0, axis: a1)) as Any)
        d.use(receiver)
    }

    // func takeAlong(_ indices: Tensor, axis: Int) -> Tensor
    static func call43(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Tensor = d.tensor("indices")
        let a1: Int = d.int("axis")
        d.ready()
        d.use((receiver.takeAlong(a0, axis: a1)) as Any)
        d.use(receiver)
    }

    // func transposed(_ axes: [Int]) -> Tensor
    static func call44(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: [Int] = d.array("axes") { d.int("") }
        d.ready()
        d.use((receiver.transposed(a0)) as Any)
        d.use(receiver)
    }

    // func transposed(_ axes: Int...) -> Tensor
    static func call45(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int = d.int("axes")
        let a0_1: Int = d.int("axes")
        d.ready()
        d.use((receiver.transposed(a0, a0_1)) as Any)
        d.use(receiver)
    }

    // func variance(axes: [Int]? = nil, keepDims: Bool = false, correction: Int = 0) -> Tensor
    static func call46(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: [Int]? = d.optional("axes") { d.array("axes") { d.int("") } }
        let a1: Bool = d.bool("keepDims")
        let a2: Int = d.int("correction")
        d.ready()
        d.use((receiver.variance(axes: a0, keepDims: a1, correction: a2)) as Any)
        d.use(receiver)
    }

    // func variance(axis: Int, keepDims: Bool = false, correction: Int = 0) -> Tensor
    static func call47(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: Int = d.int("axis")
        let a1: Bool = d.bool("keepDims")
        let a2: Int = d.int("correction")
        d.ready()
        d.use((receiver.variance(axis: a0, keepDims: a1, correction: a2)) as Any)
        d.use(receiver)
    }

    // func zeroGrad()
    static func call48(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        receiver.zeroGrad()
        d.use(receiver)
    }
}
