import Adjoint
import Foundation

/// An array in IDX, the format of the MNIST files (LeCun, Cortes and Burges, "The MNIST database of handwritten digits").
///
/// A file is two bytes 0, the type of the elements, the number of axes, the length of each axis as a 32-bit integer, and the
/// elements row by row, all big-endian.
public struct IDX: Sendable {
    /// The types of elements that the format has, by their codes.
    public enum ElementType: UInt8, Sendable, CaseIterable {
        case uint8 = 0x08
        case int8 = 0x09
        case int16 = 0x0B
        case int32 = 0x0C
        case float32 = 0x0D
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
    private let bytes: [UInt8]

    /// Reads a file, also one packed by gzip, of at most 1 GiB.
    /// - Throws: `FileError` where it cannot be read or is not exactly what its header says; offsets are those of the unpacked bytes.
    public init(contentsOf file: URL) throws(FileError) {
        try self.init(contents(of: file), source: file.path)
    }

    /// Reads bytes, which errors call `source`.
    /// - Throws: `FileError` where they are not exactly what the header says.
    public init(_ bytes: [UInt8], source: String = "IDX data") throws(FileError) {
        func malformed(_ offset: Int, _ message: String) -> FileError {
            FileError(.malformed, source, .offset(offset), message)
        }
        guard bytes.count >= 4 else { throw malformed(bytes.count, "ends in the 4 bytes that an IDX file begins with") }
        guard bytes[0] == 0, bytes[1] == 0 else {
            throw malformed(0, "begins with \(bytes[0]), \(bytes[1]) and not with the two bytes 0 of an IDX file")
        }
        guard let elementType = ElementType(rawValue: bytes[2]) else {
            throw malformed(2, "0x\(String(bytes[2], radix: 16)) is no element type of IDX")
        }
        let rank = Int(bytes[3])
        guard (1...8).contains(rank) else {
            throw FileError(.unsupported, source, .offset(3), "\(rank) axes: a tensor from a file has 1 to 8")
        }
        let start = 4 + 4 * rank
        guard bytes.count >= start else { throw malformed(bytes.count, "ends in the lengths of \(rank) axes") }
        let shape = (0..<rank).map { axis in
            Int(Int32(truncatingIfNeeded: bytes[4 + 4 * axis..<8 + 4 * axis].reduce(0) { $0 << 8 | Int($1) }))
        }
        if let axis = shape.firstIndex(where: { $0 < 0 }) {
            throw malformed(4 + 4 * axis, "axis \(axis) has the negative length \(shape[axis])")
        }
        // Absurd lengths are not excused by one that is 0.
        let isPossible = shape.reduce(1.0) { $0 * Double(max($1, 1)) } < 0x1p48
        guard isPossible else { throw malformed(4, "\(shape) has more elements than a file can hold") }
        let size = shape.reduce(elementType.byteCount, *)
        guard bytes.count - start >= size else {
            throw malformed(bytes.count, "ends after \(bytes.count - start) of the \(size) bytes that \(shape) needs")
        }
        guard bytes.count - start == size else {
            throw malformed(start + size, "\(bytes.count - start - size) bytes follow the last element of \(shape)")
        }
        (self.elementType, self.shape, self.bytes) = (elementType, shape, bytes)
    }

    /// The elements: integers as `int32`, floating point as `float32` or `float64`.
    public var tensor: Tensor {
        switch elementType {
        case .uint8: Tensor(elements(UInt8.self) { Int32($0) }, shape: shape)
        case .int8: Tensor(elements(Int8.self) { Int32($0) }, shape: shape)
        case .int16: Tensor(elements(Int16.self) { Int32($0) }, shape: shape)
        case .int32: Tensor(elements(Int32.self) { $0 }, shape: shape)
        case .float32: Tensor(elements(UInt32.self) { Float(bitPattern: $0) }, shape: shape)
        case .float64: Tensor(elements(UInt64.self) { Double(bitPattern: $0) }, shape: shape)
        }
    }

    @inline(__always)
    private func elements<Raw: FixedWidthInteger & BitwiseCopyable, Element>(
        _ type: Raw.Type, _ convert: (Raw) -> Element
    ) -> [Element] {
        let size = MemoryLayout<Raw>.size
        return bytes.withUnsafeBytes { bytes in
            stride(from: 4 + 4 * shape.count, to: bytes.count, by: size).map {
                convert(Raw(bigEndian: bytes.loadUnaligned(fromByteOffset: $0, as: Raw.self)))
            }
        }
    }
}
