import Adjoint
import Foundation

/// An array in IDX, the format of the MNIST files (LeCun, Cortes and Burges, "The MNIST database of handwritten
/// digits").
///
/// A file is two bytes 0, the type of the elements, the number of axes, the length of each axis as a 32-bit integer,
/// and the elements row by row, all big-endian.
public struct IDX: Sendable {
    /// The types of elements that the format has, by their codes.
    public enum ElementType: UInt8, Sendable, CaseIterable {
        /// 1 byte, from 0.
        case uint8 = 0x08
        /// 1 byte.
        case int8 = 0x09
        /// 2 bytes.
        case int16 = 0x0B
        /// 4 bytes.
        case int32 = 0x0C
        /// 4 bytes.
        case float32 = 0x0D
        /// 8 bytes.
        case float64 = 0x0E

        /// Bytes of one element.
        public var byteCount: Int {
            switch self {
            case .uint8, .int8: 1
            case .int16: 2
            case .int32, .float32: 4
            case .float64: 8
            }
        }
    }

    /// The type of the elements.
    public let elementType: ElementType
    /// The length of each axis.
    public let shape: [Int]
    /// The elements.
    private let bytes: [UInt8]

    /// Reads a file, also one packed by gzip, of at most 1 GiB.
    /// - Throws: `FileError` where it cannot be read or is not exactly what its header says; offsets are those of the
    /// unpacked bytes.
    public init(contentsOf file: URL) throws(FileError) { try self.init(IDXReader(ByteStream(file))) }

    /// Reads bytes, which errors call `source`.
    /// - Throws: `FileError` where they are not exactly what the header says.
    public init(_ bytes: [UInt8], source: String = "IDX data") throws(FileError) {
        // What begins with the magic number of gzip is no IDX, and is not unpacked here.
        if bytes.starts(with: [0x1F, 0x8B]) { throw IDXReader.foreign(bytes, source) }
        try self.init(IDXReader(ByteStream(ByteSource(bytes, name: source), limit: .max)))
    }

    private init(_ reader: IDXReader) throws(FileError) {
        (elementType, shape) = (reader.elementType, reader.shape)
        bytes = try reader.bytes()
    }

    /// The elements: integers as `int32`, floating point as `float32` or `float64`.
    public var tensor: Tensor {
        let dtype = elementType.dtype
        do throws(FileError) {
            let tooLarge = FileError(.unsupported, "IDX", nil, "\(shape) of \(dtype) is more than memory can hold")
            return try .filled(shape, dtype: dtype, orElse: tooLarge) { destination in
                bytes.withUnsafeBytes { elementType.convert($0, to: dtype, destination, divisor: 1) }
            }
        } catch {
            return fail(.value, "IDX.tensor", error.message)
        }
    }
}

extension IDX.ElementType {
    /// The dtype of the same numbers.
    var dtype: DType {
        switch self {
        case .uint8, .int8, .int16, .int32: .int32
        case .float32: .float32
        case .float64: .float64
        }
    }

    /// Makes of elements as the file has them those of a dtype, floating-point ones divided by a number.
    func convert(
        _ raw: UnsafeRawBufferPointer, to dtype: DType, _ destination: UnsafeMutableRawBufferPointer, divisor: Float
    ) {
        func write<Raw: FixedWidthInteger & BitwiseCopyable, Element: BitwiseCopyable>(
            _ type: Raw.Type, _ convert: (Raw) -> Element
        ) {
            for index in 0..<raw.count / MemoryLayout<Raw>.size {
                let element = raw.loadUnaligned(fromByteOffset: index * MemoryLayout<Raw>.size, as: Raw.self)
                destination.storeBytes(
                    of: convert(Raw(bigEndian: element)), toByteOffset: index * MemoryLayout<Element>.size,
                    as: Element.self)
            }
        }
        func integers<Raw: FixedWidthInteger & BitwiseCopyable>(_ type: Raw.Type) {
            switch dtype {
            case .float32: write(type) { Float($0) / divisor }
            case .int64: write(type) { Int64($0) }
            default: write(type) { Int32(truncatingIfNeeded: $0) }
            }
        }
        switch self {
        case .uint8: integers(UInt8.self)
        case .int8: integers(Int8.self)
        case .int16: integers(Int16.self)
        case .int32: integers(Int32.self)
        case .float32: write(UInt32.self) { Float(bitPattern: $0) / divisor }
        case .float64 where dtype == .float32: write(UInt64.self) { Float(Double(bitPattern: $0)) / divisor }
        case .float64: write(UInt64.self) { Double(bitPattern: $0) }
        }
    }
}
