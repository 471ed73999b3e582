import Foundation

extension Tensor {
    /// The elements as they lie in memory, little-endian and in row-major order.
    package var bytes: Data {
        let source = withoutGradient { contiguous() }
        return source.withElements { Data(bytes: $0, count: count * dtype.byteCount) }
    }

    /// A tensor of elements as they lie in memory. `bytes` must be as many as the shape, which must be possible, needs.
    convenience init(bytes: Data, shape: [Int], dtype: DType) {
        let layout = Layout(shape: shape)
        precondition(bytes.count == layout.count * dtype.byteCount, "the bytes do not fill \(shape) of \(dtype)")
        let values = Values(count: layout.count, dtype: dtype) { destination in
            bytes.withUnsafeBytes { source in
                if let base = source.baseAddress { destination.copyMemory(from: base, byteCount: source.count) }
            }
        }
        self.init(values: values, dtype: dtype, layout: layout)
    }
}

/// The little-endian numbers that bytes, not necessarily aligned, hold.
func numbers<Number: FixedWidthInteger & BitwiseCopyable>(_ type: Number.Type, in bytes: Data) -> [Number] {
    let size = MemoryLayout<Number>.size
    return bytes.withUnsafeBytes { source in
        (0..<source.count / size).map {
            Number(littleEndian: source.loadUnaligned(fromByteOffset: $0 * size, as: Number.self))
        }
    }
}
