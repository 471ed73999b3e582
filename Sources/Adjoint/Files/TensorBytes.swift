import Foundation

extension Tensor {
    /// The elements as they lie in memory, little-endian and in row-major order.
    package var bytes: Data {
        guard let source = withoutGradient({ contiguous(for: "bytes") }),
            Memory.admits(count, of: dtype.byteCount, "bytes")
        else { return Data() }
        var result = Data(count: count * dtype.byteCount)
        result.withUnsafeMutableBytes { if let host = $0.baseAddress { source.read(to: host) } }
        return result
    }

    /// A tensor of contiguous elements that `fill` writes into its memory, all of them: nothing is there twice. The
    /// shape must be possible.
    /// - Throws: what `fill` throws, and what is given for elements that are too many for memory.
    package static func filled(
        _ shape: [Int], dtype: DType, orElse tooLarge: @autoclosure () -> FileError,
        _ fill: (UnsafeMutableRawBufferPointer) throws(FileError) -> Void
    ) throws(FileError) -> Tensor {
        let count = shape.reduce(1, *)
        let (size, overflow) = count.multipliedReportingOverflow(by: dtype.byteCount)
        guard !overflow, Memory.isAvailable(size) else { throw tooLarge() }
        var failure: FileError?
        let values = Values(count: count, dtype: dtype, for: "reading") { destination in
            do throws(FileError) {
                try fill(UnsafeMutableRawBufferPointer(start: destination, count: size))
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return Tensor(values: values, dtype: dtype, layout: Layout(shape: shape))
    }
}
