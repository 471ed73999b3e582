import Foundation

extension Tensor {
    /// The elements as they lie in memory, little-endian and in row-major order.
    package var bytes: Data {
        guard let source = withoutGradient({ contiguous(for: "bytes") }), Memory.admits(count, of: dtype.byteCount, "bytes")
        else { return Data() }
        return source.withElements { Data(bytes: $0, count: count * dtype.byteCount) }
    }
}
