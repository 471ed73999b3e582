// swift-format-ignore-file
// Written by `swift run PublicSurface`.
import Adjoint
import AdjointNN
import AdjointTraining
import Foundation

enum AdjointInitializers {
    static let all: [Call] = [
        Call("AdjointError.init(_:_:_:)", call0),
        Call("DType.init(rawValue:)", call1),
        Call("FileError.init(_:_:_:_:)", call2),
        Call("RandomGenerator.init(seed:)", call3),
        Call("Safetensors.init(_:name:)", call4),
        Call("Safetensors.init(contentsOf:)", call5),
        Call("Tensor.init(_:dtype:requiresGrad:)", call6),
        Call("Tensor.init(_:requiresGrad:)", call7),
        Call("Tensor.init(_:requiresGrad:) 2", call8),
        Call("Tensor.init(_:requiresGrad:) 3", call9),
        Call("Tensor.init(_:shape:)", call10),
        Call("TensorLiteral.init(arrayLiteral:)", call11),
        Call("TensorLiteral.init(booleanLiteral:)", call12),
        Call("TensorLiteral.init(floatLiteral:)", call13),
        Call("TensorLiteral.init(integerLiteral:)", call14),
    ]

    // init(_ kind: AdjointError.Kind, _ operation: String, _ message: String)
    static func call0(_ d: Draw) throws {
        let a0: AdjointError.Kind = d.makeAdjointError_Kind("kind")
        let a1: String = d.string("operation")
        let a2: String = d.string("message")
        d.ready()
        d.use((AdjointError(a0, a1, a2)) as Any)
    }

    // init?(rawValue: UInt8)
    static func call1(_ d: Draw) throws {
        let a0: UInt8 = d.byte("rawValue")
        d.ready()
        d.use((DType(rawValue: a0)) as Any)
    }

    // init(_ kind: FileError.Kind, _ file: String, _ place: FileError.Place? = nil, _ message: String)
    static func call2(_ d: Draw) throws {
        let a0: FileError.Kind = d.makeFileError_Kind("kind")
        let a1: String = d.string("file")
        let a2: FileError.Place? = d.optional("place") { d.makeFileError_Place("place") }
        let a3: String = d.string("message")
        d.ready()
        d.use((FileError(a0, a1, a2, a3)) as Any)
    }

    // init(seed: UInt64)
    static func call3(_ d: Draw) throws {
        let a0: UInt64 = d.unsigned("seed")
        d.ready()
        d.use((RandomGenerator(seed: a0)) as Any)
    }

    // init(_ data: Data, name: String = "safetensors data") throws(FileError)
    static func call4(_ d: Draw) throws {
        let a0: Data = d.data("data")
        let a1: String = d.string("name")
        d.ready()
        d.use((try Safetensors(a0, name: a1)) as Any)
    }

    // init(contentsOf file: URL) throws(FileError)
    static func call5(_ d: Draw) throws {
        let a0: URL = d.file("file")
        d.ready()
        d.use((try Safetensors(contentsOf: a0)) as Any)
    }

    // convenience init(_ literal: TensorLiteral, dtype: DType? = nil, requiresGrad: Bool = false)
    static func call6(_ d: Draw) throws {
        let a0: TensorLiteral = d.literal("literal")
        let a1: DType? = d.optional("dtype") { d.makeDType("dtype") }
        let a2: Bool = d.bool("requiresGrad")
        d.ready()
        d.use((Tensor(a0, dtype: a1, requiresGrad: a2)) as Any)
    }

    // convenience init<Element>(_ rows: [[Element]], requiresGrad: Bool = false) where Element : TensorElement
    static func call7(_ d: Draw) throws {
        let a0: [[Float]] = d.array("rows") { d.array("") { d.float("") } }
        let a1: Bool = d.bool("requiresGrad")
        d.ready()
        d.use((Tensor(a0, requiresGrad: a1)) as Any)
    }

    // convenience init<Element>(_ values: [Element], requiresGrad: Bool = false) where Element : TensorElement
    static func call8(_ d: Draw) throws {
        let a0: [Float] = d.array("values") { d.float("") }
        let a1: Bool = d.bool("requiresGrad")
        d.ready()
        d.use((Tensor(a0, requiresGrad: a1)) as Any)
    }

    // convenience init<Element>(_ value: Element, requiresGrad: Bool = false) where Element : TensorElement
    static func call9(_ d: Draw) throws {
        let a0: Float = d.float("value")
        let a1: Bool = d.bool("requiresGrad")
        d.ready()
        d.use((Tensor(a0, requiresGrad: a1)) as Any)
    }

    // convenience init<Element>(_ values: [Element], shape: [Int]) where Element : TensorElement
    static func call10(_ d: Draw) throws {
        let a0: [Float] = d.array("values") { d.float("") }
        let a1: [Int] = d.array("shape") { d.int("") }
        d.ready()
        d.use((Tensor(a0, shape: a1)) as Any)
    }

    // init(arrayLiteral elements: TensorLiteral...)
    static func call11(_ d: Draw) throws {
        let a0: TensorLiteral = d.literal("elements")
        let a0_1: TensorLiteral = d.literal("elements")
        d.ready()
        d.use((TensorLiteral(arrayLiteral: a0, a0_1)) as Any)
    }

    // init(booleanLiteral value: Bool)
    static func call12(_ d: Draw) throws {
        let a0: Bool = d.bool("value")
        d.ready()
        d.use((TensorLiteral(booleanLiteral: a0)) as Any)
    }

    // init(floatLiteral value: Double)
    static func call13(_ d: Draw) throws {
        let a0: Double = d.double("value")
        d.ready()
        d.use((TensorLiteral(floatLiteral: a0)) as Any)
    }

    // init(integerLiteral value: Int)
    static func call14(_ d: Draw) throws {
        let a0: Int = d.int("value")
        d.ready()
        d.use((TensorLiteral(integerLiteral: a0)) as Any)
    }
}
