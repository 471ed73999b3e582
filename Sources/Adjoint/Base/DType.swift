import AdjointKernels

/// The type of a tensor's elements.
///
/// `float32` is the default. `float16` and `bfloat16` are for storage: cast them to compute.
public enum DType: UInt8, Sendable, CaseIterable, CustomStringConvertible {
    /// 4 bytes, the default.
    case float32
    /// 8 bytes, for gradient checks and where precision counts.
    case float64
    /// 4 bytes, for positions and counts.
    case int32
    /// 8 bytes, for labels and positions.
    case int64
    /// 1 byte, for conditions.
    case bool
    /// 2 bytes, IEEE half precision: for storage.
    case float16
    /// 2 bytes, the upper half of a float32: for storage.
    case bfloat16

    /// Bytes of one element.
    public var byteCount: Int {
        switch self {
        case .float64, .int64: 8
        case .float32, .int32: 4
        case .float16, .bfloat16: 2
        case .bool: 1
        }
    }

    /// `float32` or `float64`: the types that have gradients.
    public var isFloatingPoint: Bool { self == .float32 || self == .float64 }

    /// `int32` or `int64`.
    public var isInteger: Bool { self == .int32 || self == .int64 }

    /// `float16` or `bfloat16`: can be stored, indexed, moved and cast, and nothing else.
    public var isStorageOnly: Bool { self == .float16 || self == .bfloat16 }

    /// The name, as in `DType.float32`.
    public var description: String {
        switch self {
        case .float32: "float32"
        case .float64: "float64"
        case .int32: "int32"
        case .int64: "int64"
        case .bool: "bool"
        case .float16: "float16"
        case .bfloat16: "bfloat16"
        }
    }

    /// The same type as the kernels name it.
    var kernelType: AdjDType {
        switch self {
        case .float32: .float32
        case .float64: .float64
        case .int32: .int32
        case .int64: .int64
        case .bool: .bool
        case .float16: .float16
        case .bfloat16: .bfloat16
        }
    }

    /// bool < integers < floating point: an operation on two tensors works in the higher category.
    var category: Int {
        switch self {
        case .bool: 0
        case .int32, .int64: 1
        case .float16, .bfloat16, .float32, .float64: 2
        }
    }
}

/// A Swift type that tensors can hold: `Float`, `Double`, `Int32`, `Int64`, `Int` (as `int64`) and `Bool`.
public protocol TensorElement: Sendable {
    /// The dtype of a tensor made from values of this type.
    static var dtype: DType { get }
}

extension Float: TensorElement {
    /// `float32`.
    public static var dtype: DType { .float32 }
}
extension Double: TensorElement {
    /// `float64`.
    public static var dtype: DType { .float64 }
}
extension Int32: TensorElement {
    /// `int32`.
    public static var dtype: DType { .int32 }
}
extension Int64: TensorElement {
    /// `int64`.
    public static var dtype: DType { .int64 }
}
extension Int: TensorElement {
    /// `int64`.
    public static var dtype: DType { .int64 }
}
extension Bool: TensorElement {
    /// `bool`.
    public static var dtype: DType { .bool }
}
