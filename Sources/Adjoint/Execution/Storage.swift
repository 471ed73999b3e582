import AdjointKernels

/// A block of memory that tensors share. Whoever wants to write asks first whether somebody else still needs it.
final class Storage: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer
    let byteCount: Int
    private let capacity: Int

    /// Uninitialised memory, aligned to a cache line, from the pool.
    init(byteCount: Int) {
        self.byteCount = byteCount
        var capacity = 0
        guard let pointer = adj_pool_allocate(byteCount, &capacity) else {
            fatalError("out of memory: a tensor of \(byteCount) bytes, beside \(memoryUse.live) bytes in use")
        }
        self.pointer = pointer
        self.capacity = capacity
    }

    deinit { adj_pool_free(pointer, capacity) }
}

/// The elements of a result: a storage, or the bits of the only element.
struct Values {
    var storage: Storage?
    var scalar: UInt64 = 0

    /// Memory for `count` elements, which `fill` must write. One element is kept without a storage.
    init(count: Int, dtype: DType, fill: (UnsafeMutableRawPointer) -> Void) {
        if count == 1 {
            withUnsafeMutableBytes(of: &scalar) { bytes in
                if let base = bytes.baseAddress { fill(base) }
            }
        } else {
            let storage = Storage(byteCount: count * dtype.byteCount)
            self.storage = storage
            fill(storage.pointer)
        }
    }

    init(storage: Storage?, scalar: UInt64) {
        self.storage = storage
        self.scalar = scalar
    }
}

extension Tensor {
    /// Calls `body` with the address of the tensor's first element; the others follow by `layout.strides`.
    ///
    /// Every kernel gets its operands here and nowhere else, so this is where a pending value will be computed.
    @inline(__always)
    func withElements<Result>(_ body: (UnsafeRawPointer) throws -> Result) rethrows -> Result {
        if let storage {
            return try withExtendedLifetime(storage) {
                try body(UnsafeRawPointer(storage.pointer) + offset * dtype.byteCount)
            }
        }
        return try withUnsafeBytes(of: scalar) { bytes in
            guard let base = bytes.baseAddress else { fatalError("a scalar has no address") }
            return try body(base)
        }
    }

    /// The same elements in row-major order without gaps: the tensor itself where they already lie so.
    func contiguous() -> Tensor {
        layout.isContiguous ? self : Tensor(values: contiguousValues(), dtype: dtype, layout: Layout(shape: shape))
    }

    /// A row-major copy of the elements.
    func contiguousValues() -> Values {
        Values(count: layout.count, dtype: dtype) { destination in
            withElements { source in
                copyElements(
                    of: dtype, shape: shape, from: source, layout.strides, to: destination,
                    Layout.rowMajorStrides(shape))
            }
        }
    }
}
