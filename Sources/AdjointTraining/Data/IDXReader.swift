import Adjoint
import Foundation

/// An IDX file whose header is read and whose elements are still to come: they go straight to where they are wanted.
struct IDXReader {
    let elementType: IDX.ElementType
    let shape: [Int]
    private let stream: ByteStream
    private let start: Int
    /// The bytes of all elements.
    private let size: Int

    /// Reads the header, and checks that the file can have as many elements as it says.
    init(_ stream: ByteStream) throws(FileError) {
        self.stream = stream
        func malformed(_ offset: Int, _ message: String) -> FileError {
            FileError(.malformed, stream.name, .offset(offset), message)
        }
        let head = try stream.read(4)
        guard head.count == 4 else { throw malformed(head.count, "ends in the 4 bytes that an IDX file begins with") }
        guard head[0] == 0, head[1] == 0 else {
            throw Self.foreign(try head + stream.read(foreignFormatLength - 4), stream.name)
        }
        guard let elementType = IDX.ElementType(rawValue: head[2]) else {
            throw malformed(2, "0x\(String(head[2], radix: 16)) is no element type of IDX")
        }
        let rank = Int(head[3])
        guard (1...8).contains(rank) else {
            throw FileError(.unsupported, stream.name, .offset(3), "\(rank) axes: a tensor from a file has 1 to 8")
        }
        let lengths = try stream.read(4 * rank)
        start = 4 + 4 * rank
        guard lengths.count == 4 * rank else {
            throw malformed(4 + lengths.count, "ends in the lengths of \(rank) axes")
        }
        let shape = (0..<rank).map { axis in
            Int(Int32(truncatingIfNeeded: lengths[4 * axis..<4 * axis + 4].reduce(0) { $0 << 8 | Int($1) }))
        }
        if let axis = shape.firstIndex(where: { $0 < 0 }) {
            throw malformed(4 + 4 * axis, "axis \(axis) has the negative length \(shape[axis])")
        }
        // Absurd lengths are not excused by one that is 0.
        let isPossible = shape.reduce(1.0) { $0 * Double(max($1, 1)) } < 0x1p48
        guard isPossible else { throw malformed(4, "\(shape) has more elements than a file can hold") }
        (self.elementType, self.shape) = (elementType, shape)
        size = shape.reduce(elementType.byteCount, *)
        // Memory is asked for only where the elements can be there.
        guard size > stream.maximumBytes - start else { return }
        guard stream.isPacked else { throw cutOff(after: stream.maximumBytes - start) }
        guard size <= stream.limit - start else {
            throw FileError(
                .unsupported, stream.name, .offset(4), "\(shape) needs more than the \(stream.limit) bytes of the limit"
            )
        }
        throw cutOff(after: try stream.skip())
    }

    static func foreign(_ bytes: [UInt8], _ source: String) -> FileError {
        FileError(
            .malformed, source, .offset(0),
            "begins with \(bytes[0]), \(bytes[1]) and not with the two bytes 0 of an IDX file"
                + (foreignFormat(Array(bytes.prefix(foreignFormatLength))).map { ": \($0)" } ?? ""))
    }

    private func cutOff(after count: Int) -> FileError {
        FileError(
            .malformed, stream.name, .offset(start + count),
            "ends after \(count) of the \(size) bytes that \(shape) needs")
    }

    /// Checks that nothing follows.
    private func finish() throws(FileError) {
        let most = 1 << 20
        let left = try stream.skip(most)
        guard left > 0 else { return }
        throw FileError(
            .malformed, stream.name, .offset(start + size),
            "\(left < most ? "" : "at least ")\(left) bytes follow the last element of \(shape)")
    }

    /// The elements as they are in the file.
    func bytes() throws(FileError) -> [UInt8] {
        let bytes = try stream.read(size)
        guard bytes.count == size else { throw cutOff(after: bytes.count) }
        try finish()
        return bytes
    }

    /// The elements in a dtype, piece by piece.
    func tensor(_ dtype: DType, divisor: Float = 1) throws(FileError) -> Tensor {
        let tooLarge = FileError(
            .unsupported, stream.name, .offset(4), "\(shape) of \(dtype) is more than memory can hold")
        let tensor = try Tensor.filled(shape, dtype: dtype, orElse: tooLarge) { destination throws(FileError) in
            var done = 0
            while done < size {
                // A multiple of every element's size.
                let piece = try stream.read(min(size - done, 1 << 16))
                guard piece.count == min(size - done, 1 << 16) else { throw cutOff(after: done + piece.count) }
                let rest = destination[(done / elementType.byteCount * dtype.byteCount)...]
                piece.withUnsafeBytes {
                    elementType.convert($0, to: dtype, UnsafeMutableRawBufferPointer(rebasing: rest), divisor: divisor)
                }
                done += piece.count
            }
        }
        try finish()
        return tensor
    }
}
