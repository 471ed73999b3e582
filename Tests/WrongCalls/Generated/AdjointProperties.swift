// swift-format-ignore-file
// Written by `swift run PublicSurface`.
import Adjoint
import AdjointNN
import AdjointTraining
import Foundation

enum AdjointProperties {
    static let all: [Call] = [
        Call("AdjointError.description", call0),
        Call("DType.byteCount", call1),
        Call("DType.description", call2),
        Call("DType.isFloatingPoint", call3),
        Call("DType.isInteger", call4),
        Call("DType.isStorageOnly", call5),
        Call("FileError.description", call6),
        Call("GradientReport.Entry.description", call7),
        Call("GradientReport.description", call8),
        Call("GradientReport.passed", call9),
        Call("IndexTerm.term", call10),
        Call("RandomGenerator.seed", call11),
        Call("RandomGenerator.state", call12),
        Call("Safetensors.metadata", call13),
        Call("Safetensors.names", call14),
        Call("Tensor.T", call15),
        Call("Tensor.count", call16),
        Call("Tensor.debugDescription", call17),
        Call("Tensor.description", call18),
        Call("Tensor.fixedElements", call19),
        Call("Tensor.grad", call20),
        Call("Tensor.isLeaf", call21),
        Call("Tensor.rank", call22),
        Call("Tensor.requiresGrad", call23),
        Call("Tensor.shape", call24),
        Call("Tensor.term", call25),
        Call("Tensor.trainingGradient", call26),
        Call("TensorIndex.term", call27),
        Call("ClosedRange.term", call28),
        Call("Int.term", call29),
        Call("PartialRangeFrom.term", call30),
        Call("PartialRangeThrough.term", call31),
        Call("PartialRangeUpTo.term", call32),
        Call("Range.term", call33),
    ]

    // var description: String { get }
    static func call0(_ d: Draw) throws {
        let receiver: AdjointError = d.makeAdjointError("receiver")
        d.ready()
        d.use((receiver.description) as Any)
    }

    // var byteCount: Int { get }
    static func call1(_ d: Draw) throws {
        let receiver: DType = d.makeDType("receiver")
        d.ready()
        d.use((receiver.byteCount) as Any)
    }

    // var description: String { get }
    static func call2(_ d: Draw) throws {
        let receiver: DType = d.makeDType("receiver")
        d.ready()
        d.use((receiver.description) as Any)
    }

    // var isFloatingPoint: Bool { get }
    static func call3(_ d: Draw) throws {
        let receiver: DType = d.makeDType("receiver")
        d.ready()
        d.use((receiver.isFloatingPoint) as Any)
    }

    // var isInteger: Bool { get }
    static func call4(_ d: Draw) throws {
        let receiver: DType = d.makeDType("receiver")
        d.ready()
        d.use((receiver.isInteger) as Any)
    }

    // var isStorageOnly: Bool { get }
    static func call5(_ d: Draw) throws {
        let receiver: DType = d.makeDType("receiver")
        d.ready()
        d.use((receiver.isStorageOnly) as Any)
    }

    // var description: String { get }
    static func call6(_ d: Draw) throws {
        let receiver: FileError = d.makeFileError("receiver")
        d.ready()
        d.use((receiver.description) as Any)
    }

    // var description: String { get }
    static func call7(_ d: Draw) throws {
        let receiver: GradientReport.Entry = d.reportEntry("receiver")
        d.ready()
        d.use((receiver.description) as Any)
    }

    // var description: String { get }
    static func call8(_ d: Draw) throws {
        let receiver: GradientReport = d.report("receiver")
        d.ready()
        d.use((receiver.description) as Any)
    }

    // var passed: Bool { get }
    static func call9(_ d: Draw) throws {
        let receiver: GradientReport = d.report("receiver")
        d.ready()
        d.use((receiver.passed) as Any)
    }

    // var term: IndexTerm { get }
    static func call10(_ d: Draw) throws {
        let receiver: IndexTerm = d.makeIndexTerm("receiver")
        d.ready()
        d.use((receiver.term) as Any)
    }

    // var seed: UInt64 { get set }
    static func call11(_ d: Draw) throws {
        let receiver: RandomGenerator = d.generator("receiver")
        d.ready()
        d.use((receiver.seed) as Any)
        let value: UInt64 = d.unsigned("value")
        d.ready()
        receiver.seed = value
        d.use(receiver.seed as Any)
    }

    // var state: RandomGenerator.State { get set }
    static func call12(_ d: Draw) throws {
        let receiver: RandomGenerator = d.generator("receiver")
        d.ready()
        d.use((receiver.state) as Any)
        let value: RandomGenerator.State = d.generatorState("value")
        d.ready()
        receiver.state = value
        d.use(receiver.state as Any)
    }

    // var metadata: [String : String] { get }
    static func call13(_ d: Draw) throws {
        let receiver: Safetensors = d.safetensors("receiver")
        d.ready()
        d.use((receiver.metadata) as Any)
    }

    // var names: [String] { get }
    static func call14(_ d: Draw) throws {
        let receiver: Safetensors = d.safetensors("receiver")
        d.ready()
        d.use((receiver.names) as Any)
    }

    // var T: Tensor { get }
    static func call15(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.T) as Any)
    }

    // var count: Int { get }
    static func call16(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.count) as Any)
    }

    // var debugDescription: String { get }
    static func call17(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.debugDescription) as Any)
    }

    // var description: String { get }
    static func call18(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.description) as Any)
    }

    // var fixedElements: Tensor? { get set }
    static func call19(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.fixedElements) as Any)
        let value: Tensor? = d.optional("value") { d.tensor("value") }
        d.ready()
        receiver.fixedElements = value
    }

    // var grad: Tensor? { get set }
    static func call20(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.grad) as Any)
        let value: Tensor? = d.optional("value") { d.tensor("value") }
        d.ready()
        receiver.grad = value
    }

    // var isLeaf: Bool { get }
    static func call21(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.isLeaf) as Any)
    }

    // var rank: Int { get }
    static func call22(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.rank) as Any)
    }

    // var requiresGrad: Bool { get set }
    static func call23(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.requiresGrad) as Any)
        let value: Bool = d.bool("value")
        d.ready()
        receiver.requiresGrad = value
    }

    // var shape: [Int] { get }
    static func call24(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.shape) as Any)
    }

    // var term: IndexTerm { get }
    static func call25(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.term) as Any)
    }

    // var trainingGradient: Tensor? { get }
    static func call26(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        d.ready()
        d.use((receiver.trainingGradient) as Any)
    }

    // var term: IndexTerm { get }
    static func call27(_ d: Draw) throws {
        let receiver: any TensorIndex = d.index("receiver")
        d.ready()
        d.use((receiver.term) as Any)
    }

    // var term: IndexTerm { get }
    static func call28(_ d: Draw) throws {
        let receiver: ClosedRange<Int> = d.closedRangeOfInt("receiver")
        d.ready()
        d.use((receiver.term) as Any)
    }

    // var term: IndexTerm { get }
    static func call29(_ d: Draw) throws {
        let receiver: Int = d.int("receiver")
        d.ready()
        d.use((receiver.term) as Any)
    }

    // var term: IndexTerm { get }
    static func call30(_ d: Draw) throws {
        let receiver: PartialRangeFrom<Int> = d.rangeFrom("receiver")
        d.ready()
        d.use((receiver.term) as Any)
    }

    // var term: IndexTerm { get }
    static func call31(_ d: Draw) throws {
        let receiver: PartialRangeThrough<Int> = d.rangeThrough("receiver")
        d.ready()
        d.use((receiver.term) as Any)
    }

    // var term: IndexTerm { get }
    static func call32(_ d: Draw) throws {
        let receiver: PartialRangeUpTo<Int> = d.rangeUpTo("receiver")
        d.ready()
        d.use((receiver.term) as Any)
    }

    // var term: IndexTerm { get }
    static func call33(_ d: Draw) throws {
        let receiver: Range<Int> = d.rangeOfInt("receiver")
        d.ready()
        d.use((receiver.term) as Any)
    }
}
