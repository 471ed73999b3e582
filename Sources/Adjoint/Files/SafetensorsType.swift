/// The types of elements that the format knows.
enum SafetensorsType: String, Sendable {
    case bool = "BOOL"
    case int8 = "I8"
    case uint8 = "U8"
    case int16 = "I16"
    case uint16 = "U16"
    case int32 = "I32"
    case uint32 = "U32"
    case int64 = "I64"
    case uint64 = "U64"
    case float16 = "F16"
    case bfloat16 = "BF16"
    case float32 = "F32"
    case float64 = "F64"
    case complex64 = "C64"
    case f8e4m3 = "F8_E4M3"
    case f8e5m2 = "F8_E5M2"
    case f8e8m0 = "F8_E8M0"
    case f8e4m3fnuz = "F8_E4M3FNUZ"
    case f8e5m2fnuz = "F8_E5M2FNUZ"
    case f6e2m3 = "F6_E2M3"
    case f6e3m2 = "F6_E3M2"
    case f4 = "F4"

    /// The type of a tensor's elements.
    init(_ dtype: DType) {
        switch dtype {
        case .float32: self = .float32
        case .float64: self = .float64
        case .int32: self = .int32
        case .int64: self = .int64
        case .bool: self = .bool
        case .float16: self = .float16
        case .bfloat16: self = .bfloat16
        }
    }

    /// The dtype of the same elements; nil where tensors have none.
    var dtype: DType? { DType.allCases.first { Self($0) == self } }

    private var bitCount: Int {
        switch self {
        case .int64, .uint64, .float64, .complex64: 64
        case .int32, .uint32, .float32: 32
        case .int16, .uint16, .float16, .bfloat16: 16
        case .bool, .int8, .uint8, .f8e4m3, .f8e5m2, .f8e8m0, .f8e4m3fnuz, .f8e5m2fnuz: 8
        case .f6e2m3, .f6e3m2: 6
        case .f4: 4
        }
    }

    /// The bytes of so many elements; nil where they are too many to count, or no whole number.
    func byteCount(ofElements count: Int?) -> Int? {
        guard let count else { return nil }
        let (bits, overflow) = count.multipliedReportingOverflow(by: bitCount)
        return !overflow && bits.isMultiple(of: 8) ? bits / 8 : nil
    }

    /// The dtype of a tensor that can hold the elements; nil where none can.
    var readDType: DType? {
        switch self {
        case .int8, .uint8, .int16, .uint16: .int32
        case .uint32, .uint64: .int64
        default: dtype
        }
    }

    /// Makes of elements as the file has them those of `readDType`, from `destination` on, where the former lie at the
    /// end: so none is overwritten before it is read. Gives a number that does not fit.
    func widen(_ raw: UnsafeMutableRawBufferPointer, to destination: UnsafeMutableRawBufferPointer) -> UInt64? {
        func convert<From: FixedWidthInteger & BitwiseCopyable, To: FixedWidthInteger>(_ from: From.Type, _ to: To.Type)
        {
            for index in 0..<raw.count / MemoryLayout<From>.size {
                let element = raw.loadUnaligned(fromByteOffset: index * MemoryLayout<From>.size, as: From.self)
                destination.storeBytes(
                    of: To(truncatingIfNeeded: From(littleEndian: element)),
                    toByteOffset: index * MemoryLayout<To>.size, as: To.self)
            }
        }
        switch self {
        case .bool:
            for index in raw.indices where raw[index] > 1 { raw[index] = 1 }  // whatever is not 0 counts as true
        case .int8: convert(Int8.self, Int32.self)
        case .uint8: convert(UInt8.self, Int32.self)
        case .int16: convert(Int16.self, Int32.self)
        case .uint16: convert(UInt16.self, Int32.self)
        case .uint32: convert(UInt32.self, Int64.self)
        case .uint64:
            for index in 0..<raw.count / 8 {
                let element = raw.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self)
                if element > Int64.max { return element }
            }
        default: break
        }
        return nil
    }
}
