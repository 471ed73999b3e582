import Foundation

extension Tensor {
    /// The elements as they lie in memory, little-endian and in row-major order.
    package var bytes: Data {
        let source = withoutGradient { contiguous() }
        return source.withElements { Data(bytes: $0, count: count * dtype.byteCount) }
    }
}
