import AdjointKernels

/// An n-dimensional array, and a node of the graph that computed it.
///
/// A tensor has a `shape` (rank 0 to 8) and a `dtype`. Operations on tensors give new tensors; where an operand
/// `requiresGrad`, so does the result, and it remembers the operation and its operands, so that `backward()` can walk from a
/// result to the gradients. A tensor of one element keeps its value in the object, so a rank-0 tensor serves as a
/// scalar node.
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
    // The compiler cannot prove what the class guarantees: these are never accessed while they are being modified. Their
    // order leaves no gaps, so that a node takes 120 bytes: as much as the system's quickest lists of free memory hold.

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
    @exclusivity(unchecked) var gradient: GradientSlot?
    /// What a backward pass has gathered here so far, and how many contributions it still expects.
    @exclusivity(unchecked) var cotangent: Tensor?
    @exclusivity(unchecked) var pending: Int32 = 0

    /// The type of the elements.
    public let dtype: DType
    @exclusivity(unchecked) var tracked = false
    /// Made by the library for a number in a formula; nobody can write to it.
    let isConstant: Bool
    /// A leaf's stand-in in the graph: see `recorded`. It belongs to its leaf and does not count for `withLeakChecking`.
    @exclusivity(unchecked) private var isSnapshot = false

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

// MARK: Gradients of a leaf

/// The gradient that gathers for a leaf. The leaf and its snapshots share it, on whatever threads they are: it is read
/// and written in `Turns`.
final class GradientSlot: @unchecked Sendable {
    @exclusivity(unchecked) var value: Tensor?
    /// The leaf was the variable of a transform whose function has returned: nobody else can ask for its gradient.
    @exclusivity(unchecked) var isSpent = false
    /// An optimizer has made its step by `value`.
    @exclusivity(unchecked) var isUsed = false
    /// The leaf's `fixedElements`.
    @exclusivity(unchecked) var fixed: Tensor?
    /// What is called with the cotangent of each pass.
    @exclusivity(unchecked) var hooks: GradientHooks?
    /// Whether `value` is wanted: of every leaf, and of a result that was asked to keep it.
    @exclusivity(unchecked) var keepsValue: Bool

    init(keepsValue: Bool = true) { self.keepsValue = keepsValue }

    /// Lets the present gradient come back if the `withErrors` block that this thread is in fails.
    @inline(__always)
    func willChange() {
        Adjoint.willChange(self, value) { slot, before in Turns.take { slot.value = before } }
    }
}

extension Tensor {
    /// Notes that an optimizer has made its step by this leaf's gradient: what is added to it now is probably a mistake.
    package func markGradientAsUsed() { gradient?.isUsed = true }

    /// Whether operations on this tensor are recorded, so that gradients flow to or through it.
    ///
    /// Set it on a leaf to ask for its gradient. Only `float32` and `float64` have gradients. A result of a recorded
    /// operation cannot stop requiring one: use `detach()`.
    public var requiresGrad: Bool {
        get { tracked }
        set {
            if newValue == tracked { return }
            guard dtype.isFloatingPoint || !newValue else {
                return report(
                    AdjointError(
                        .dtype, "requiresGrad",
                        "a tensor of dtype \(dtype) has no gradient: cast it to float32 or float64 first"))
            }
            guard operation == nil else {
                return report(
                    AdjointError(
                        .graph, "requiresGrad",
                        "this tensor is the result of \(operationName); use detach() to cut it off"))
            }
            dropSnapshot()
            tracked = newValue
            let fixed = gradient?.fixed
            gradient = newValue || fixed != nil ? GradientSlot() : nil
            gradient?.fixed = fixed
        }
    }

    /// The elements of this leaf that training leaves as they are: `bool`, true there, in a shape that broadcasts to
    /// this one; nil where all are trained.
    ///
    /// Optimizers change none of them, whatever their gradient, the weight decay and what is remembered of earlier
    /// steps; `assign` and subscripts do. `Embedding` marks the vector of its padding index so. A mask of another
    /// dtype, or that does not broadcast, is reported.
    public var fixedElements: Tensor? {
        get { gradient?.fixed }
        set {
            guard isLeaf, newValue.map({ $0.dtype == .bool && $0.layout.broadcasts(to: layout) }) ?? true else {
                return report(
                    AdjointError(
                        .shape, "fixedElements",
                        isLeaf
                            ? "\(newValue?.shape ?? []) \(newValue?.dtype ?? .bool) does not say which elements of "
                                + "\(shape) are fixed: bool that broadcasts to this shape is needed"
                            : "this tensor is the result of \(operationName): only a leaf is trained"))
            }
            if gradient == nil, newValue != nil {
                dropSnapshot()
                gradient = GradientSlot()
            }
            gradient?.fixed = newValue?.detach()
        }
    }

    /// The gathered gradient as an optimizer sees it: 0 for `fixedElements`.
    public var trainingGradient: Tensor? {
        guard let gradient, let value = grad else { return nil }
        guard let fixed = gradient.fixed else { return value }
        return withoutGradient { which(fixed, Tensor.zeros([], dtype: value.dtype), value) }
    }

    /// The gradient gathered by `backward()` so far; nil before the first, and for tensors that gather none.
    public var grad: Tensor? {
        get { gradient.flatMap { slot in Turns.take { slot.value } } }
        set {
            if hasFailed { return }
            guard let newValue else { return zeroGrad() }
            guard tracked, let gradient, gradient.keepsValue, newValue.shape == shape, newValue.dtype == dtype else {
                return report(
                    AdjointError(
                        .graph, "grad",
                        gradient?.keepsValue != true || !tracked
                            ? "this tensor gathers no gradient: set requiresGrad first"
                            : "a gradient of \(shape) \(dtype) cannot be \(newValue.shape) \(newValue.dtype)"))
            }
            Turns.take {
                gradient.willChange()
                gradient.value = newValue
            }
        }
    }

    /// Forgets the gathered gradient.
    public func zeroGrad() {
        if hasFailed { return }
        gradient.map { slot in
            Turns.take {
                slot.willChange()
                slot.value = nil
            }
        }
    }

    /// Asks a result to keep the gradient that passes through it in `grad`, as leaves do.
    public func retainGrad() {
        guard tracked else {
            return report(AdjointError(.graph, "retainGrad", "this tensor does not require a gradient"))
        }
        if let gradient { gradient.keepsValue = true } else { gradient = GradientSlot() }
    }

    /// Whether this tensor is no result of a recorded operation.
    public var isLeaf: Bool { operation == nil }

    /// The name of the operation that made this tensor, as errors print it.
    var operationName: String { operation?.name ?? "no operation" }

    /// This leaf with `requiresGrad` set, for use in an expression: `let w = Tensor([0.5]).requiringGrad()`.
    public func requiringGrad() -> Tensor {
        requiresGrad = true
        return self
    }

    /// The same values, cut off from the graph.
    public func detach() -> Tensor { Tensor(viewing: self, layout: layout) }
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

    /// Takes over the elements of `value`, which may still be a promise.
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

/// Replaces the elements of leaves by those of values, of the same shape and dtype, in pairs: all values are computed first, in as few
/// passes over memory as possible, and where nobody else needs a leaf's old elements, in their place.
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

// MARK: The graph's view of a tensor

extension Tensor {
    /// What a recorded operation refers to: the tensor itself, or for a leaf, which may be written later, a snapshot
    /// that keeps the present value and shares the slot where gradients gather.
    ///
    /// A snapshot is made at first use, by whichever thread comes first, and dropped when the leaf is written.
    @inline(__always)
    var recorded: Tensor {
        if operation != nil || isConstant { return self }
        if let known = adj_pointer_load(publishedPointer(of: self)) {
            return Unmanaged<Tensor>.fromOpaque(known).takeUnretainedValue()
        }
        return makeSnapshot()
    }

    @inline(never)
    private func makeSnapshot() -> Tensor {
        let copy = Tensor(
            values: Values(storage: storage, scalar: scalar), dtype: dtype, layout: layout, offset: offset,
            isConstant: true)
        copy.isSnapshot = true
        adj_thread().pointee.tensors -= 1
        copy.tracked = tracked
        copy.gradient = gradient
        let slot = publishedPointer(of: self)
        let published = Unmanaged.passRetained(copy)
        if adj_pointer_publish(slot, published.toOpaque()) { return copy }
        published.release()
        guard let winner = adj_pointer_load(slot) else { return copy }
        return Unmanaged<Tensor>.fromOpaque(winner).takeUnretainedValue()
    }

    func dropSnapshot() {
        let slot = publishedPointer(of: self)
        guard adj_pointer_load(slot) != nil, let old = adj_pointer_take(slot) else { return }
        Unmanaged<Tensor>.fromOpaque(old).release()
    }

    /// What a result is known by, and what a leaf has in common with its snapshots: the slot for gradients, if it has one.
    var identityInGraph: ObjectIdentifier {
        if operation == nil, let gradient { return ObjectIdentifier(gradient) }
        return ObjectIdentifier(self)
    }

    /// Calls `body` with both operands of an operation that has two, without counting references to them: this tensor
    /// holds them meanwhile.
    @inline(__always)
    func withOperands<Result>(_ body: (Tensor, Tensor) -> Result) -> Result? {
        guard let first = first.uncounted, let second = second.uncounted else { return nil }
        return first._withUnsafeGuaranteedRef { x in second._withUnsafeGuaranteedRef { y in body(x, y) } }
    }

    /// The operands, in order.
    var inputs: [Tensor] {
        if let others { return others }
        guard let first else { return [] }
        return second.map { [first, $0] } ?? [first]
    }

    /// Lets go of the operands without recursion: beyond a depth they wait in a list until the stack has unwound.
    @inline(never)
    func releaseInputs() {
        let thread = adj_thread()
        guard thread.pointee.release_depth < ReleaseQueue.maximumDepth else {
            ReleaseQueue.current.append(self)
            return
        }
        thread.pointee.release_depth += 1
        first = nil
        second = nil
        others = nil
        thread.pointee.release_depth -= 1
        if thread.pointee.release_depth == 0, thread.pointee.released != nil { ReleaseQueue.current.drain() }
    }
}

extension Optional where Wrapped: AnyObject {
    /// The reference without a count of its own, for use while the variable that was read keeps it.
    @inline(__always)
    var uncounted: Unmanaged<Wrapped>? { map { .passUnretained($0) } }
}

/// The operands of tensors that were released too deep in the recursion to let go of them at once.
private final class ReleaseQueue {
    static let maximumDepth: Int32 = 100
    private var waiting: [Tensor] = []

    /// This thread's queue.
    static var current: ReleaseQueue {
        if let pointer = adj_thread().pointee.released {
            return Unmanaged<ReleaseQueue>.fromOpaque(pointer).takeUnretainedValue()
        }
        let queue = ReleaseQueue()
        adj_thread().pointee.released = Unmanaged.passRetained(queue).toOpaque()
        return queue
    }

    func append(_ tensor: Tensor) {
        if let first = tensor.first.take() { waiting.append(first) }
        if let second = tensor.second.take() { waiting.append(second) }
        if let others = tensor.others.take() { waiting.append(contentsOf: others) }
    }

    func drain() {
        let thread = adj_thread()
        thread.pointee.release_depth = 1
        while let tensor = waiting.popLast() { _ = consume tensor }
        thread.pointee.release_depth = 0
        // A thread may end without notice, so nothing of its own stays behind.
        if let pointer = thread.pointee.released.take() { Unmanaged<ReleaseQueue>.fromOpaque(pointer).release() }
    }
}
