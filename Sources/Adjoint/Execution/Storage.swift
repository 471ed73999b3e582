import AdjointKernels

/// A block of memory that tensors share, or the promise of one: an expression that is computed when the memory is asked
/// for. Whoever wants to write asks first whether somebody else still needs it.
final class Storage: @unchecked Sendable {
    let byteCount: Int
    @exclusivity(unchecked) private var capacity = 0
    /// The address of the elements, nil while they are not computed, and the numbers of tensors that hold a promise, and of
    /// promises that read this. Threads load and change them, so they have a place of their own; few elements lie right
    /// behind them.
    private let cell: UnsafeMutablePointer<adj_storage_cell>
    /// What the elements are while they are not computed, and the last walk that came here. Only for who holds
    /// `Evaluation.lock`.
    @exclusivity(unchecked) var expression: Expression?
    @exclusivity(unchecked) var visit = 0
    /// What is to be computed and read for this one, at most.
    let reach: Reach
    /// Whether this was made as the promise of a product.
    let isProduct: Bool
    /// Whether this stands for memory that could not be had: a tensor of it becomes a stand-in.
    let isUnavailable: Bool

    /// What stands for memory that could not be had.
    static let unavailable = Storage()

    /// So many bytes come and go faster with the system's lists of a thread than with the pool's lock.
    private static let mostBytesBehindCell = 1008

    /// Uninitialised memory; more than about a kilobyte is aligned to a cache line and from the pool. Nil, and an error
    /// of `operation`, where that is more than can be had.
    init?(byteCount: Int, for operation: @autoclosure () -> String) {
        let liesBehindCell = byteCount <= Self.mostBytesBehindCell
        var elements: UnsafeMutableRawPointer?
        if !liesBehindCell {
            elements = adj_pool_request(byteCount, &capacity)
            if elements == nil {
                Memory.refuse(byteCount, operation())
                return nil
            }
        }
        self.byteCount = byteCount
        reach = Reach()
        (isProduct, isUnavailable) = (false, false)
        cell = Self.cell(liesBehindCell ? byteCount : 0)
        cell.pointee.address = elements ?? UnsafeMutableRawPointer(cell + 1)
    }

    /// Uninitialised memory for what an operation needs while it runs, which is little beside its operands.
    init(room byteCount: Int) {
        self.byteCount = byteCount
        reach = Reach()
        (isProduct, isUnavailable) = (false, false)
        cell = Self.cell(0)
        cell.pointee.address = reserve()
    }

    private init() {
        byteCount = 0
        reach = Reach()
        (isProduct, isUnavailable) = (false, true)
        cell = Self.cell(0)
        cell.pointee.address = UnsafeMutableRawPointer(cell)
    }

    /// The promise of an expression's elements.
    init(_ expression: Expression, reach: Reach) {
        byteCount = expression.layout.count * expression.dtype.byteCount
        self.expression = expression
        self.reach = reach
        isProduct = expression.product != nil
        isUnavailable = false
        cell = Self.cell(0)
    }

    private static func cell(_ byteCount: Int) -> UnsafeMutablePointer<adj_storage_cell> {
        adj_cell_make(byteCount) ?? outOfMemory(byteCount)
    }

    deinit {
        if capacity > 0, let pointer = cell.pointee.address { adj_pool_free(pointer, capacity) }
        adj_cell_free(cell)
    }

    /// The address of the elements, which are computed first where they are a promise. Where there is no memory for
    /// them, which is reported then, they stay a promise and are read as zeros.
    @inline(__always)
    var pointer: UnsafeMutableRawPointer { known ?? evaluated() }

    @inline(never)
    private func evaluated() -> UnsafeMutableRawPointer {
        Evaluation.run([self])
        return known ?? Memory.zeros(byteCount)
    }

    @inline(__always)
    var known: UnsafeMutableRawPointer? { adj_cell_address(cell) }

    @inline(__always)
    var isPending: Bool { known == nil }

    /// Whether a tensor holds this storage, which was a promise when the tensor was made.
    var isHeld: Bool { adj_cell_tensors(cell) > 0 }

    /// Counts the tensors that hold this, if it was made as a promise.
    @inline(__always)
    func hold(_ change: Int32) {
        if reach.promises > 0 { adj_cell_hold(cell, change) }
    }

    /// The operands of promises that show this storage.
    var readers: Int32 { adj_cell_readers(cell) }

    /// Counts the operands of promises that show this storage.
    func read(_ change: Int32) { adj_cell_read(cell, change) }

    /// Memory for what was promised; the promise is kept when `publish` is called.
    func reserve() -> UnsafeMutableRawPointer {
        var found = 0
        let pointer = adj_pool_allocate(byteCount, &found) ?? Self.outOfMemory(byteCount)
        capacity = found
        return pointer
    }

    /// Takes over the memory at `pointer` of a storage that nobody else has; elements behind a cell stay there.
    func reserve(from other: Storage, _ pointer: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
        if other.capacity == 0 { return reserve() }
        (capacity, other.capacity) = (other.capacity, 0)
        other.cell.pointee.address = nil
        return pointer
    }

    /// Memory for what was promised, within the limit; nil, and an error of `operation`, where that is more than can be
    /// had.
    func request(for operation: String) -> UnsafeMutableRawPointer? {
        if let pointer = adj_pool_request(byteCount, &capacity) { return pointer }
        capacity = 0
        Memory.refuse(byteCount, operation)
        return nil
    }

    /// Gives back memory that was reserved and not published.
    func giveBack(_ pointer: UnsafeMutableRawPointer) {
        adj_pool_free(pointer, capacity)
        capacity = 0
    }

    private static func outOfMemory<Result>(_ byteCount: Int) -> Result {
        fatalError("out of memory: a tensor of \(byteCount) bytes, beside \(memoryUse.live) bytes in use")
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

    /// Memory for `count` elements, which `fill` must write. One element is kept without a storage. Where there is not
    /// so much memory, that is an error of `operation`, and a tensor of these values is a stand-in.
    init(
        count: Int, dtype: DType, for operation: @autoclosure () -> String, fill: (UnsafeMutableRawPointer) -> Void
    ) {
        if count == 1 {
            withUnsafeMutableBytes(of: &scalar) { bytes in
                if let base = bytes.baseAddress { fill(base) }
            }
        } else if let storage = Storage(byteCount: count * dtype.byteCount, for: operation()) {
            self.storage = storage
            fill(storage.pointer)
        } else {
            storage = .unavailable
        }
    }

    /// Values of which a tensor is a stand-in.
    static var unavailable: Values { Values(storage: .unavailable, scalar: 0) }

    var isUnavailable: Bool { storage?.isUnavailable ?? false }

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
        if let address { return try withExtendedLifetime(self) { try body(address) } }
        return try withUnsafeBytes(of: scalar) { bytes in
            guard let base = bytes.baseAddress else { fatalError("a scalar has no address") }
            return try body(base)
        }
    }

    /// Calls `body` with the addresses of the first elements of one to three operands, as `withElements` does.
    @inline(__always)
    static func withElements<Result>(
        _ a: Tensor, _ b: Tensor?, _ c: Tensor?, _ body: (UnsafePointer<UnsafeRawPointer?>) -> Result
    ) -> Result {
        defer {
            withExtendedLifetime(a) {}
            withExtendedLifetime(b) {}
            withExtendedLifetime(c) {}
        }
        var bits = (a.scalar, b?.scalar ?? 0, c?.scalar ?? 0)
        return withUnsafeMutablePointer(to: &bits) { base in
            let words = UnsafeRawPointer(base)
            let addresses = (a.address ?? words, b?.address ?? words + 8, c?.address ?? words + 16)
            return withUnsafePointer(to: addresses) {
                $0.withMemoryRebound(to: UnsafeRawPointer?.self, capacity: 3) { body($0) }
            }
        }
    }

    /// Where the first element is in memory; nil where the tensor keeps the only one in itself.
    @inline(__always)
    private var address: UnsafeRawPointer? {
        storage.uncounted.map {
            $0._withUnsafeGuaranteedRef { UnsafeRawPointer($0.pointer) + offset * dtype.byteCount }
        }
    }

    /// Whether the elements are a promise.
    @inline(__always)
    var isPending: Bool { storage.uncounted.map { $0._withUnsafeGuaranteedRef { $0.isPending } } ?? false }

    /// Whether the elements are a promise of a matrix product.
    var isPendingProduct: Bool {
        storage.uncounted.map { $0._withUnsafeGuaranteedRef { $0.isProduct && $0.isPending } } ?? false
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

    /// Whether the only element is NaN or infinite; false where it is not computed yet.
    @inline(__always)
    var isKnownNonFinite: Bool {
        switch dtype {
        case .float32: !isPending && bits & 0x7F80_0000 == 0x7F80_0000
        case .float64: !isPending && bits & 0x7FF0_0000_0000_0000 == 0x7FF0_0000_0000_0000
        default: false
        }
    }

    /// The same elements in row-major order without gaps: the tensor itself where they already lie so. Nil, and an
    /// error of `operation`, where there is no memory for them.
    func contiguous(for operation: String) -> Tensor? {
        if layout.isContiguous { return self }
        let values = contiguousValues(for: operation)
        return values.isUnavailable ? nil : Tensor(values: values, dtype: dtype, layout: .rowMajor(shape))
    }

    /// A row-major copy of the elements.
    func contiguousValues(for operation: String) -> Values {
        Values(count: layout.count, dtype: dtype, for: operation) { destination in
            withElements { source in
                copyElements(
                    of: dtype, shape: shape, from: source, layout.strides, to: destination,
                    Layout.rowMajorStrides(shape))
            }
        }
    }
}
