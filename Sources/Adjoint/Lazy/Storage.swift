import AdjointRuntime

/// A block of memory that tensors share, or a deferred value: an expression that is computed when the memory is asked
/// for. Whoever wants to write asks first whether somebody else still needs it.
final class Storage: @unchecked Sendable {
    // Unchecked, as several kinds of locks keep it: what `cell` points to is accessed atomically; `expression` and
    // `visit` by who holds `Evaluation.lock`, `expression` also before anybody else knows the storage; `capacity` by
    // who makes the memory, and who releases the last reference. None of the accesses is inside of another to the same
    // property.
    let byteCount: Int
    @exclusivity(unchecked) private var capacity = 0
    /// The address of the elements, nil while they are not computed, and the numbers of tensors that hold a deferred
    /// value, and of deferred values that read this. Threads load and change them, so they have a place of their own;
    /// few elements lie right behind them.
    private let cell: UnsafeMutablePointer<adj_storage_cell>
    /// What the elements are while they are not computed, and the last walk that came here. Only for who holds
    /// `Evaluation.lock`.
    @exclusivity(unchecked) var expression: Expression?
    @exclusivity(unchecked) var visit = 0
    /// What is to be computed and read for this one, at most.
    let bound: DependenceBound
    /// Whether this was made as a deferred product.
    let isProduct: Bool
    /// Whether this stands for memory that could not be had: a tensor of it becomes a stand-in.
    let isUnavailable: Bool
    /// Whether the elements lie on another device than the processor.
    let isElsewhere: Bool
    /// Where the elements lie. Devices last as long as the program, or as their tensors.
    unowned(unsafe) let device: any Device

    /// What stands for memory that could not be had.
    static let unavailable = Storage()

    /// So many bytes come and go faster with the system's lists of a thread than with the pool's lock.
    private static let maximumBytesBehindCell = 1008

    /// Uninitialised memory of the processor's; more than about a kilobyte is aligned to a cache line and from the
    /// pool. Nil, and an error of `operation`, where that is more than can be had.
    convenience init?(byteCount: Int, for operation: @autoclosure () -> String) {
        self.init(byteCount: byteCount, on: CPU.shared, isElsewhere: false, for: operation())
    }

    /// Uninitialised memory of a device's.
    convenience init?(byteCount: Int, on device: any Device, for operation: @autoclosure () -> String) {
        self.init(byteCount: byteCount, on: device, isElsewhere: !device.isCPU, for: operation())
    }

    private init?(
        byteCount: Int, on device: any Device, isElsewhere: Bool, for operation: @autoclosure () -> String
    ) {
        let liesBehindCell = !isElsewhere && byteCount <= Self.maximumBytesBehindCell
        var elements: UnsafeMutableRawPointer?
        if !liesBehindCell {
            elements = device.allocate(byteCount, &capacity)
            if elements == nil {
                Memory.refuse(byteCount, operation())
                return nil
            }
        }
        self.byteCount = byteCount
        self.device = device
        self.isElsewhere = isElsewhere
        bound = DependenceBound()
        (isProduct, isUnavailable) = (false, false)
        cell = Self.cell(liesBehindCell ? byteCount : 0)
        cell.pointee.address = elements ?? UnsafeMutableRawPointer(cell + 1)
    }

    private init() {
        byteCount = 0
        bound = DependenceBound()
        device = CPU.shared
        (isProduct, isUnavailable, isElsewhere) = (false, true, false)
        cell = Self.cell(0)
        cell.pointee.address = UnsafeMutableRawPointer(cell)
    }

    /// The deferred value of an expression.
    init(_ expression: Expression, bound: DependenceBound, on device: any Device) {
        byteCount = expression.layout.count * expression.dtype.byteCount
        self.expression = expression
        self.bound = bound
        self.device = device
        isElsewhere = !device.isCPU
        isProduct = expression.product != nil
        isUnavailable = false
        cell = Self.cell(0)
    }

    private static func cell(_ byteCount: Int) -> UnsafeMutablePointer<adj_storage_cell> {
        adj_cell_make(byteCount) ?? outOfMemory(byteCount)
    }

    deinit {
        if capacity > 0, let pointer = cell.pointee.address {
            if isElsewhere { device.free(pointer, capacity) } else { adj_pool_free(pointer, capacity) }
        }
        adj_cell_free(cell)
    }

    @inline(__always)
    var known: UnsafeMutableRawPointer? { adj_cell_address(cell) }

    @inline(__always)
    var isPending: Bool { known == nil }

    /// Whether a tensor holds this storage, which was deferred when the tensor was made.
    var isHeld: Bool { adj_cell_tensors(cell) > 0 }

    /// Counts the tensors that hold this, if it was made as a deferred value.
    @inline(__always)
    func hold(_ change: Int32) {
        if bound.deferred > 0 { adj_cell_hold(cell, change) }
    }

    /// The operands of deferred values that show this storage.
    var readers: Int32 { adj_cell_readers(cell) }

    /// Counts the operands of deferred values that show this storage.
    func read(_ change: Int32) { adj_cell_read(cell, change) }

    /// Memory for a deferred value, which is computed when `publish` is called.
    func reserve() -> UnsafeMutableRawPointer {
        var found = 0
        // Within the limit or not: it was asked for before.
        let address = isElsewhere ? device.allocate(byteCount, &found) : adj_pool_allocate(byteCount, &found)
        guard let address else { return Self.outOfMemory(byteCount) }
        capacity = found
        return address
    }

    /// Takes over the memory at `pointer` of a storage that nobody else has; elements behind a cell stay there.
    func reserve(from other: Storage, _ pointer: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
        if other.capacity == 0 { return reserve() }
        (capacity, other.capacity) = (other.capacity, 0)
        other.cell.pointee.address = nil
        return pointer
    }

    /// Memory for a deferred value, within the limit; nil, and an error of `operation`, where that is more than can be
    /// had.
    func request(for operation: String) -> UnsafeMutableRawPointer? {
        if let pointer = device.allocate(byteCount, &capacity) { return pointer }
        capacity = 0
        Memory.refuse(byteCount, operation)
        return nil
    }

    /// Gives back memory that was reserved and not published.
    func giveBack(_ pointer: UnsafeMutableRawPointer) {
        device.free(pointer, capacity)
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
