// swift-format-ignore-file
// Written by `swift run PublicSurface`.
import Adjoint
import AdjointNN
import AdjointTraining
import Foundation

enum AdjointProperties {
    static let all: [Call] = [
        Call("AdjointError.description", call0),
        Call("CustomOperation.name", call1),
        Call("CustomOperation.name 2", call2),
        Call("DType.byteCount", call3),
        Call("DType.description", call4),
        Call("DType.isFloatingPoint", call5),
        Call("DType.isInteger", call6),
        Call("DType.isStorageOnly", call7),
        Call("FileError.description", call8),
        Call("GradientReport.Entry.description", call9),
        Call("GradientReport.description", call10),
        Call("GradientReport.passed", call11),
        Call("GraphView.Node.description", call12),
        Call("GraphView.Node.isLeaf", call13),
        Call("GraphView.description", call14),
        Call("GraphView.root", call15),
        Call("IndexTerm.term", call16),
        Call("RandomGenerator.seed", call17),
        Call("RandomGenerator.state", call18),
        Call("Safetensors.metadata", call19),
        Call("Safetensors.names", call20),
        Call("Tensor.T", call21),
        Call("Tensor.count", call22),
        Call("Tensor.debugDescription", call23),
        Call("Tensor.description", call24),
        Call("Tensor.fixedElements", call25),
        Call("Tensor.grad", call26),
        Call("Tensor.graph", call27),
        Call("Tensor.isLeaf", call28),
        Call("Tensor.rank", call29),
        Call("Tensor.requiresGrad", call30),
        Call("Tensor.shape", call31),
        Call("Tensor.term", call32),
        Call("Tensor.trainingGradient", call33),
        Call("TensorIndex.term", call34),
        Call("ClosedRange.term", call35),
        Call("Int.term", call36),
        Call("PartialRangeFrom.term", call37),
        Call("PartialRangeThrough.term", call38),
        Call("PartialRangeUpTo.term", call39),
        Call("Range.term", call40),
    ]

    // var description: String { get }
    static func call0(_ d: Draw) throws {
        let receiver: AdjointError = d.makeAdjointError("receiver")
        d.ready()
        d.use((receiver.description) as Any)
    }

    // var name: String { get }
    static func call1(_ d: Draw) throws {
        let receiver: any CustomOperation = d.operation("receiver")
        d.ready()
        d.use((receiver.name) as Any)
    }

    // var name: String { get }
    static func call2(_ d: Draw) throws {
        let receiver: any CustomOperation = d.operation("receiver")
        d.ready()
        d.use((receiver.name) as Any)
    }

    // var byteCount: Int { get }
    static func call3(_ d: Draw) throws {
        let receiver: DType = d.makeDType("receiver")
        d.ready()
        d.use((receiver.byteCount) as Any)
    }

    // var description: String { get }
    static func call4(_ d: Draw) throws {
        let receiver: DType = d.makeDType("receiver")
        d.ready()
        d.use((receiver.description) as Any)
    }

    // var isFloatingPoint: Bool { get }
    static func call5(_ d: Draw) throws {
        let receiver: DType = d.makeDType("receiver")
        d.ready()
        d.use((receiver.isFloatingPoint) as Any)
    }

    // var isInteger: Bool { get }
    static func call6(_ d: Draw) throws {
        let receiver: DType = d.makeDType("receiver")
        d.ready()
        d.use((receiver.isInteger) as Any)
    }

    // var isStorageOnly: Bool { get }
    static func call7(_ d: Draw) throws {
        let receiver: DType = d.makeDType("receiver")
        d.ready()
        d.use((receiver.isStorageOnly) as Any)
    }

    // var description: String { get }
    static func call8(_ d: Draw) throws {
        let receiver: FileError = d.makeFileError("receiver")
        d.ready()
        d.use((receiver.description) as Any)
    }

    // var description: String { get }
    static func call9(_ d: Draw) throws {
        let receiver: GradientReport.Entry = d.reportEntry("receiver")
        d.ready()
        d.use((receiver.description) as Any)
    }

    // var description: String { get }
    static func call10(_ d: Draw) throws {
        let receiver: GradientReport = d.report("receiver")
        d.ready()
        d.use((receiver.description) as Any)
    }

    // var passed: Bool { get }
    static func call11(_ d: Draw) throws {
        let receiver: GradientReport = d.report("receiver")
        d.ready()
        d.use((receiver.passed) as Any)
    }

    // var description: String { get }
    static func call12(_ d: Draw) throws {
        let receiver: GraphView.Node = d.graphNode("receiver")
        d.ready()
        d.use((receiver.description) as Any)
    }

    // var isLeaf: Bool { get }
    static func call13(_ d: Draw) throws {
        let receiver: GraphView.Node = d.graphNode("receiver")
        d.ready()
        d.use((receiver.isLeaf) as Any)
    }

    // var description: String { get }
    static func call14(_ d: Draw) throws {
        let receiver: GraphView = d.graph("receiver")
        d.ready()
        d.use((receiver.description) as Any)
    }

    // var root: GraphView.Node { get }
    static func call15(_ d: Draw) throws {
        let receiver: GraphView = d.graph("receiver")
        d.ready()
        d.use((receiver.root) as Any)
    }

    // var term: IndexTerm { get }
    static func call16(_ d: Draw) throws {
        let receiver: IndexTerm = d.makeIndexTerm("receiver")
        d.ready()
        d.use((receiver.term) as Any)
    }

    // var seed: UInt64 { get set }
    static func call17(_ d: Draw) throws {
        let receiver: RandomGenerator = d.generator("receiver")
        d.ready()
        d.use((receiver.seed) as Any)
        let value: UInt64 = d.unsigned("value")
        d.ready()
        receiver.seed = value
        d.use(receiver.seed as Any)
    }

    // var state: RandomGenerator.State { get set }
    static func call18(_ d: Draw) throws {
        let receiver: RandomGenerator = d.generator("receiver")
        d.ready()
        d.use((receiver.state) as Any)
        let value: RandomGenerator.State = d.generatorState("value")
        d.ready()
        receiver.state = value
        d.use(receiver.state as Any)
    }

    // var metadata: [String : String] { get }
    static func call19(_ d: Draw) throws {
        let receiver: Safetensors = d.safetensors("receiver")
        d.ready()
        d.use((receiver.metadata) as Any)
    }

    // var names: [String] { get }
    static func call20(_ d: Draw) throws {
        let receiver: Safetensors = d.safetensors("receiver")
        d.ready()
        d.use((receiver.names) as Any)
    }

    // var T: Tensor { get }
    static func call21(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.T) as Any)
    }

    // var count: Int { get }
    static func call22(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.count) as Any)
    }

    // var debugDescription: String { get }
    static func call23(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.debugDescription) as Any)
    }

    // var description: String { get }
    static func call24(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.description) as Any)
    }

    // var fixedElements: Tensor? { get set }
    static func call25(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.fixedElements) as Any)
        let value: Tensor? = d.optional("value") { d.tensor("value") }
        d.ready()
        receiver.fixedElements = value
    }

    // var grad: Tensor? { get set }
    static func call26(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.grad) as Any)
        let value: Tensor? = d.optional("value") { d.tensor("value") }
        d.ready()
        receiver.grad = value
    }

    // var graph: GraphView { get }
    static func call27(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.graph) as Any)
    }

    // var isLeaf: Bool { get }
    static func call28(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.isLeaf) as Any)
    }

    // var rank: Int { get }
    static func call29(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.rank) as Any)
    }

    // var requiresGrad: Bool { get set }
    static func call30(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.requiresGrad) as Any)
        let value: Bool = d.bool("value")
        d.ready()
        receiver.requiresGrad = value
    }

    // var shape: [Int] { get }
    static func call31(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.shape) as Any)
    }

    // var term: IndexTerm { get }
    static func call32(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.term) as Any)
    }

    // var trainingGradient: Tensor? { get }
    static func call33(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.trainingGradient) as Any)
    }

    // var term: IndexTerm { get }
    static func call34(_ d: Draw) throws {
        let receiver: any TensorIndex = d.index("receiver")
        d.ready()
        d.use((receiver.term) as Any)
    }

    // var term: IndexTerm { get }
    static func call35(_ d: Draw) throws {
        let receiver: ClosedRange<Int> = d.closedRangeOfInt("receiver")
        d.ready()
        d.use((receiver.term) as Any)
    }

    // var term: IndexTerm { get }
    static func call36(_ d: Draw) throws {
        let receiver: Int = d.int("receiver")
        d.ready()
        d.use((receiver.term) as Any)
    }

    // var term: IndexTerm { get }
    static func call37(_ d: Draw) throws {
        let receiver: PartialRangeFrom<Int> = d.rangeFrom("receiver")
        d.ready()
        d.use((receiver.term) as Any)
    }

    // var term: IndexTerm { get }
    static func call38(_ d: Draw) throws {
        let receiver: PartialRangeThrough<Int> = d.rangeThrough("receiver")
        d.ready()
        d.use((receiver.term) as Any)
    }

    // var term: IndexTerm { get }
    static func call39(_ d: Draw) throws {
        let receiver: PartialRangeUpTo<Int> = d.rangeUpTo("receiver")
        d.ready()
        d.use((receiver.term) as Any)
    }

    // var term: IndexTerm { get }
    static func call40(_ d: Draw) throws {
        let receiver: Range<Int> = d.rangeOfInt("receiver")
        d.ready()
        d.use((receiver.term) as Any)
    }
}
