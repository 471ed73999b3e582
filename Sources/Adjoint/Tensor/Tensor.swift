import AdjointRuntime

/// An n-dimensional array, and a node of the graph that computed it.
///
/// A tensor has a `shape` (rank 0 to 8) and a `dtype`. Operations on tensors give new tensors; where an operand
/// `requiresGrad`, so does the result, and it remembers the operation and its operands, so that `backward()` can walk
/// from a result to the gradients. A tensor of one element keeps its value in the object, so a rank-0 tensor serves as
/// a scalar node.
///
/// A tensor that is no result of a recorded operation is a *leaf*. Leaves can be written with `assign` and by
/// subscript. Writing never changes what the graph saved, nor another tensor that shows the same elements.
///
/// **Threads.** Many threads may read one tensor, compute with it, and call `backward()` on results that share leaves:
/// each pass is one turn, and no gradient is lost. `grad` and `zeroGrad` take turns with them. A result of several
/// threads may be gone through by all of them with `retainGraph: true`; without, the first releases it, and the next is
/// told so. To write (`assign`, subscripts, `requiresGrad`, a step of an optimizer, `load` of a module) takes a tensor
/// that no other thread uses meanwhile.
public final class Tensor: @unchecked Sendable {
    // Unchecked, as locks would cost more than a scalar operation. What keeps threads apart: `snapshot` is published
    // atomically; `cotangent`, `pending`, the `gradient` of a result, and operands of which a pass lets go, belong to
    // who has the turn (`GraphLock`); the rest changes only before anybody else knows the tensor, and in writes, which
    // take a tensor for themselves. And no access to a property is inside of another to it, so that exclusivity needs
    // no checks at run time, of which there would be several for each node.
    //
    // The order leaves no gaps, so that a node takes 120 bytes: as much as the system's quickest lists of free memory
    // hold.

    /// The snapshot that stands for a leaf in graphs, if there is one. The first of the properties, as it is accessed
    /// through `publishedPointer`, by several threads, and nowhere else.
    @exclusivity(unchecked) private var snapshot: UnsafeMutableRawPointer?
    @exclusivity(unchecked) private(set) var heldLayout: Held<Layout>
    @exclusivity(unchecked) private(set) var offset: Int
    @exclusivity(unchecked) var storage: Storage?
    @exclusivity(unchecked) var scalar: UInt64

    @exclusivity(unchecked) private var heldOperation: Held<Operation>?
    @exclusivity(unchecked) var first: Tensor?
    @exclusivity(unchecked) var second: Tensor?
    @exclusivity(unchecked) var others: [Tensor]?

    /// Where gradients gather: of a leaf that requires them, and of a result that was asked to keep its own.
    @exclusivity(unchecked) var gradient: GradientAccumulator?
    /// What a backward pass has gathered here so far, and how many contributions it still expects.
    @exclusivity(unchecked) var cotangent: Tensor?
    @exclusivity(unchecked) var pending: Int32 = 0

    /// The type of the elements.
    public let dtype: DType
    @exclusivity(unchecked) var tracked = false
    /// Made by the library for a number in a formula; nobody can write to it.
    let isConstant: Bool
    /// A leaf's stand-in in the graph: see `recorded`. It belongs to its leaf and does not count for
    /// `withLeakChecking`.
    @exclusivity(unchecked) var isSnapshot = false

    /// Of values that could be had.
    init(
        values: Values, dtype: DType, layout: consuming Held<Layout>, offset: Int = 0, isConstant: Bool = false,
        operation: consuming Held<Operation>? = nil, first: Tensor? = nil, second: Tensor? = nil
    ) {
        self.dtype = dtype
        tracked = operation != nil
        heldOperation = operation
        self.first = first
        self.second = second
        self.offset = offset
        self.isConstant = isConstant
        heldLayout = layout
        values.storage?.hold(1)
        storage = values.storage
        scalar = values.scalar
        adj_thread().pointee.tensors += 1
    }

    /// The elements could not be had.
    @inline(never)
    private func becomeStandIn() {
        heldLayout = Held(Layout.standIn)
        storage = nil
    }

    convenience init(values: Values, dtype: DType, layout: Layout, offset: Int = 0, isConstant: Bool = false) {
        self.init(values: values, dtype: dtype, layout: Held(layout), offset: offset, isConstant: isConstant)
        if values.isUnavailable { becomeStandIn() }
    }

    /// The same elements seen through another layout.
    convenience init(viewing x: Tensor, layout: Layout, offset: Int? = nil) {
        let start = offset ?? x.offset
        if layout.count == 1, let storage = x.storage, x.layout.count > 1 || !storage.isPending {
            // One element is copied, so that it does not keep a large storage alive.
            var bits: UInt64 = 0
            storage.device.read(storage.pointer + start * x.dtype.byteCount, x.dtype.byteCount, to: &bits)
            self.init(values: Values(storage: nil, scalar: bits), dtype: x.dtype, layout: layout)
        } else {
            self.init(
                values: Values(storage: x.storage, scalar: x.scalar), dtype: x.dtype, layout: layout, offset: start)
        }
    }

    deinit {
        if !isSnapshot { adj_thread().pointee.tensors -= 1 }
        storage.uncounted?._withUnsafeGuaranteedRef { $0.hold(-1) }
        if let snapshot = adj_pointer_load(publishedPointer(of: self)) {
            Unmanaged<Tensor>.fromOpaque(snapshot).release()
        }
        if first != nil { releaseInputs() }
    }

    /// Where the elements lie.
    private(set) var layout: Layout {
        @inline(__always) get { heldLayout.uncounted.takeUnretainedValue() }
        set { heldLayout = Held(newValue) }
    }

    /// The recorded operation that made this tensor; nil for a leaf.
    var operation: Operation? {
        @inline(__always) get { uncountedOperation?.takeUnretainedValue() }
        @inline(__always) set { heldOperation = newValue.map { Held($0) } }
    }

    /// The operation, for use while this tensor has it.
    @inline(__always)
    var uncountedOperation: Unmanaged<Operation>? { heldOperation?.uncounted }

    /// The length of each axis; empty for rank 0.
    public var shape: [Int] { withLayout { $0.shape } }

    /// The number of axes.
    public var rank: Int { withLayout { $0.shape.count } }

    /// The number of elements.
    public var count: Int { withLayout { $0.count } }

    /// Calls `body` with the layout, without counting a reference to it: this tensor holds it meanwhile.
    @inline(__always)
    func withLayout<Result>(_ body: (Layout) -> Result) -> Result {
        heldLayout.uncounted._withUnsafeGuaranteedRef(body)
    }
}

// MARK: Writing to a leaf

extension Tensor {
    /// Replaces the elements of this leaf by those of `value`, which must have the same shape and dtype.
    ///
    /// Graphs built before keep the values that they saved. The assignment itself is not recorded.
    public func assign(_ value: Tensor) {
        guard canTake(value) else { return }
        replace(by: value)
        if storage?.isPending ?? false { evaluate(self) }
    }

    /// Whether `value` can take the place of this leaf's elements; reports it if not.
    fileprivate func canTake(_ value: Tensor) -> Bool {
        guard checkWritable("assign") else { return false }
        if layout === value.layout || shape == value.shape, dtype == value.dtype {
            return Tensor.commonDevice("assign", self, value) != nil
        }
        report(
            AdjointError(
                .shape, "assign", "a leaf of \(shape) \(dtype) cannot take \(value.shape) \(value.dtype)"))
        return false
    }

    /// Takes over the elements of `value`, which may still be deferred.
    fileprivate func replace(by value: Tensor) {
        if value === self { return }
        willWrite()
        dropSnapshot()
        scalar = value.scalar
        if let other = value.storage, value.layout.isContiguous, other.byteCount == count * dtype.byteCount {
            adopt(other)  // copy-on-write: shared until one of the two is written
        } else {
            guard count > 1 else { return adopt(nil) }
            let values = value.contiguousValues(for: "assign")
            if !values.isUnavailable { adopt(values.storage) }
        }
    }

    /// Writes `value`, which broadcasts to the part, to the part of this leaf that slices select: in place where nobody
    /// else needs the storage.
    func write(_ value: Tensor, at slices: [AxisSlice]) {
        guard slices.allSatisfy({ $0.count > 0 }) else { return }
        dropSnapshot()
        if count == 1 {
            scalar = value.bits
            adopt(nil)
            return
        }
        // A repeated (broadcast) leaf shows one element at many places: each must get its own before one is written.
        let isRepeated = zip(shape, layout.strides).contains { $0 > 1 && $1 == 0 }
        if isRepeated || !isStorageUnique {
            let values = contiguousValues(for: "subscript")
            if values.isUnavailable { return }
            adopt(values.storage)
        }
        guard let storage else { return }
        let part = part(slices)
        let device = storage.device
        guard Tensor.commonDevice("subscript", self, value) != nil else { return }
        value.withElements(on: device) {
            device.copy(
                of: dtype.byteCount, shape: part.layout.shape, from: $0,
                value.layout.strides(broadcastTo: part.layout.shape),
                to: storage.pointer + part.offset * dtype.byteCount, part.layout.strides)
        }
    }

    /// Lets the present elements come back if the `withErrors` block that this thread is in fails.
    @inline(__always)
    func willWrite() {
        willChange(self, (storage: storage, scalar: scalar, layout: layout, offset: offset)) { tensor, before in
            tensor.dropSnapshot()
            tensor.adopt(before.storage)
            (tensor.scalar, tensor.layout, tensor.offset) = (before.scalar, before.layout, before.offset)
        }
    }

    /// Shows the elements of another storage, which holds this tensor's shape row by row.
    private func adopt(_ other: Storage?) {
        other?.hold(1)
        storage?.hold(-1)
        storage = other
        offset = 0
        if !layout.isContiguous { layout = .rowMajor(shape) }
    }

    private var isStorageUnique: Bool {
        guard var taken = storage.take() else { return true }
        defer { storage = taken }
        return isKnownUniquelyReferenced(&taken)
    }

    /// Whether the elements fill, row by row or as a matrix column by column, a computed storage that nobody else has.
    var isOwnMemory: Bool {
        // Asked first: a reference held meanwhile would count as somebody else's.
        guard isStorageUnique, offset == 0, layout.isContiguous || rank == 2 && layout.matrixTransposed.isContiguous,
            let storage
        else { return false }
        return !storage.isPending && storage.byteCount == count * dtype.byteCount
    }

    func checkWritable(_ name: String) -> Bool {
        if operation != nil {
            report(
                AdjointError(
                    .graph, name, "this tensor is the result of \(operationName), not a leaf; write to detach() of it"))
            return false
        }
        return !isConstant && !hasFailed
    }
}

/// Replaces the elements of leaves by those of values, of the same shape and dtype, in pairs: all values are computed
/// first, in as few passes over memory as possible, and where nobody else needs a leaf's old elements, in their place.
///
/// So an optimizer's formulas for a parameter and its state read and write each of them once:
/// `assign([(m, 0.9 * m + 0.1 * g), (p, p - 0.01 * (0.9 * m + 0.1 * g))])`.
public func assign(_ updates: [(Tensor, Tensor)]) {
    guard updates.allSatisfy({ $0.canTake($1) }) else { return }
    // The values were all made from the old elements, whatever is replaced first.
    let values = updates.map { $0.1.detach() }
    for (update, value) in zip(updates, values) { update.0.replace(by: value) }
    evaluate(updates.map(\.0))
}
