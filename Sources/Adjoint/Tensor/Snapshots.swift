import AdjointRuntime

// The graph's view of a tensor: snapshots of leaves, and operands.

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

    /// What a result is known by, and what a leaf has in common with its snapshots: the slot for gradients, if it has
    /// one.
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
