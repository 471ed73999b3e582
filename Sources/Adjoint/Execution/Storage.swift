import AdjointKernels

/// A block of memory that tensors share, or the promise of one: an expression that is computed when the memory is asked
/// for. Whoever wants to write asks first whether somebody else still needs it.
final class Storage: @unchecked Sendable {
    let byteCount: Int
    private var capacity = 0
    /// The address of the elements, nil while they are not computed, and the numbers of tensors that hold a storage that
    /// was a promise when they were made, and of promises that read it. Threads load and change them, so they have a place
    /// of their own.
    private let cell = UnsafeMutablePointer<adj_storage_cell>.allocate(capacity: 1)
    /// What the elements are while they are not computed. Only for who holds `Evaluation.lock`.
    @exclusivity(unchecked) var expression: Expression?
    /// What is to be computed and read for this one, at most.
    let reach: Reach

    /// Uninitialised memory, aligned to a cache line, from the pool.
    init(byteCount: Int) {
        self.byteCount = byteCount
        reach = Reach()
        cell.initialize(to: adj_storage_cell())
        cell.pointee.address = reserve()
    }

    /// The promise of an expression's elements.
    init(_ expression: Expression, reach: Reach) {
        byteCount = expression.layout.count * expression.dtype.byteCount
        self.expression = expression
        self.reach = reach
        cell.initialize(to: adj_storage_cell())
    }

    deinit {
        if let pointer = cell.pointee.address { adj_pool_free(pointer, capacity) }
        cell.deallocate()
    }

    /// The address of the elements, which are computed first where they are a promise.
    var pointer: UnsafeMutableRawPointer {
        if let known = known { return known }
        Evaluation.run([self])
        guard let computed = known else { fatalError("an evaluation left its target without a value") }
        return computed
    }

    @inline(__always)
    private var known: UnsafeMutableRawPointer? { adj_cell_address(cell) }

    @inline(__always)
    var isPending: Bool { known == nil }

    /// Whether a tensor holds this storage, which was a promise when the tensor was made.
    var isHeld: Bool { adj_cell_tensors(cell) > 0 }

    /// Counts the tensors that hold a promise.
    func hold(_ change: Int32) { adj_cell_hold(cell, change) }

    /// The operands of promises that show this storage.
    var readers: Int32 { adj_cell_readers(cell) }

    /// Counts the operands of promises that show this storage.
    func read(_ change: Int32) { adj_cell_read(cell, change) }

    /// Memory for what was promised; the promise is kept when `publish` is called.
    func reserve() -> UnsafeMutableRawPointer {
        var found = 0
        guard let pointer = adj_pool_allocate(byteCount, &found) else {
            fatalError("out of memory: a tensor of \(byteCount) bytes, beside \(memoryUse.live) bytes in use")
        }
        capacity = found
        return pointer
    }

    /// Takes over the memory of a storage that nobody else has.
    func reserve(from other: Storage) -> UnsafeMutableRawPointer {
        let pointer = other.pointer
        capacity = other.capacity
        other.cell.pointee.address = nil
        return pointer
    }

    /// The elements at `pointer` are computed.
    func publish(_ pointer: UnsafeMutableRawPointer) {
        adj_cell_publish(cell, pointer)
    }
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
    /// Every kernel gets its operands here and nowhere else: a promise is computed now.
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

    /// The bits of the only element.
    @inline(__always)
    var bits: UInt64 {
        if storage == nil { return scalar }
        var bits: UInt64 = 0
        withElements { source in
            withUnsafeMutableBytes(of: &bits) { $0.copyMemory(from: .init(start: source, count: dtype.byteCount)) }
        }
        return bits
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
