import AdjointRuntime

/// One walk from a result to the leaves, each node after all that used it. Iterative: depth is no limit.
final class BackwardPass {
    /// The function that was called, for errors.
    private let caller: String
    private let retainGraph: Bool
    let createGraph: Bool
    let targets: GradientTargets?
    /// Whether operations may add to sums where these lie: not where the pass is recorded or watched.
    private let gathersInPlace: Bool
    private let released = Unmanaged.passUnretained(Operation.released)
    /// Gradients that were delivered as deferred values. Unchecked, as this and `hasParts` are asked for at every
    /// node; no access is inside of another to it.
    @exclusivity(unchecked) private var deferred: [GradientAccumulator] = []
    var parts = SliceCotangents()
    @exclusivity(unchecked) var hasParts = false
    private var hooked: HookedLeaves?
    private var root: Tensor?

    init(_ caller: String, retainGraph: Bool, createGraph: Bool, targets: GradientTargets?) {
        self.caller = caller
        // What a hook or a rule asks for may lead through nodes that the pass around it still needs.
        self.retainGraph = retainGraph || GraphLock.depth > 0
        self.createGraph = createGraph
        gathersInPlace = !createGraph && adj_thread().pointee.watch == 0
        self.targets = targets
    }

    func run(from root: Tensor, _ seed: Tensor) {
        GraphLock.hold {
            root.onItsDevice { GraphLock.depth > 1 ? walkInside(from: root, seed) : walk(from: root, seed) }
        }
    }

    /// A pass inside a pass, which a hook or a rule has started: what the other has gathered in nodes that both go
    /// through is put aside meanwhile.
    @inline(never)
    private func walkInside(from root: Tensor, _ seed: Tensor) {
        guard GraphLock.depth <= GraphLock.maximumDepth else {
            return report(
                AdjointError(
                    .graph, caller,
                    "\(GraphLock.maximumDepth) passes run inside one another: does a hook start one that comes "
                        + "to it again?"
                ))
        }
        var aside: [(node: Tensor, cotangent: Tensor?, pending: Int32)] = []
        var seen: Set<ObjectIdentifier> = []
        var stack = [root]
        while let node = stack.popLast() {
            guard node.tracked, node.operation != nil, seen.insert(ObjectIdentifier(node)).inserted else { continue }
            if node.pending != 0 || node.cotangent != nil {
                aside.append((node, node.cotangent, node.pending))
                (node.cotangent, node.pending) = (nil, 0)
            }
            stack += node.inputs
        }
        walk(from: root, seed)
        for (node, cotangent, pending) in aside { (node.cotangent, node.pending) = (cotangent, pending) }
    }

    private func walk(from root: Tensor, _ seed: Tensor) {
        guard root.operation == nil || countContributions(from: root) else { return }
        let thread = adj_thread()
        let (disabled, watch) = (thread.pointee.gradient_disabled, thread.pointee.watch & Watch.inBackward)
        thread.pointee.gradient_disabled = createGraph ? 0 : disabled + 1
        if thread.pointee.watch != 0 { thread.pointee.watch |= Watch.inBackward }
        defer {
            thread.pointee.gradient_disabled = disabled
            thread.pointee.watch = thread.pointee.watch & ~Watch.inBackward | watch
        }
        if root.operation == nil {
            deliver(seed, to: root)
        } else {
            self.root = root
            root.pending = 0
            root.cotangent = seed
            var ready = Stack(root)
            while let node = ready.pop() { visit(node, &ready) }
            parts.finish { deliver($0, to: $1) }
        }
        hooked?.finish(isRecorded: createGraph) { keep($0, of: $1) }
        if createGraph { return }
        if let targets {
            compute(targets.found.compactMap { $0 })
        } else if !deferred.isEmpty || root.storage?.isPending ?? false {
            compute([])
        }
    }

    /// Computes tensors together with the root and the gradients that wait, which often read the same elements.
    private func compute(_ tensors: [Tensor]) {
        let waiting = ([root].compactMap { $0 } + tensors).filter { $0.storage?.isPending ?? false }
        guard !deferred.isEmpty || !waiting.isEmpty else { return }
        evaluate(waiting + deferred.compactMap(\.value))
        deferred = []
    }

    /// Sets `pending` of every node behind `root` to the number of its uses in this graph; false where a part was
    /// released.
    private func countContributions(from root: Tensor) -> Bool {
        var stack = Stack(Unmanaged.passUnretained(root))
        root.pending = 1
        var isWhole = true
        while let reference = stack.pop() {
            reference._withUnsafeGuaranteedRef { node in
                if node.uncountedOperation?.toOpaque() == released.toOpaque() { isWhole = false }
                if let others = node.others {
                    for input in others { Self.count(input, &stack) }
                } else {
                    node.first.uncounted?._withUnsafeGuaranteedRef { Self.count($0, &stack) }
                    node.second.uncounted?._withUnsafeGuaranteedRef { Self.count($0, &stack) }
                }
            }
        }
        if isWhole { return true }
        forgetContributions(from: root)
        report(
            AdjointError(
                .graph, caller,
                "the graph of this tensor was released by an earlier backward(): pass retainGraph: true to the earlier call"
            ))
        return false
    }

    @inline(__always)
    private static func count(_ input: Tensor, _ stack: inout Stack<Unmanaged<Tensor>>) {
        guard input.tracked, input.operation != nil else { return }
        if input.pending == 0 { stack.push(.passUnretained(input)) }
        input.pending += 1
    }

    /// Sets `pending` back to 0 everywhere.
    private func forgetContributions(from root: Tensor) {
        root.pending = 0
        var stack = root.inputs
        while let node = stack.popLast() {
            if node.pending == 0 { continue }
            node.pending = 0
            stack += node.inputs
        }
    }

    /// Passes the cotangent of a node on to its inputs, and lets go of them where the graph is not kept.
    private func visit(_ node: Tensor, _ ready: inout Stack<Tensor>) {
        var gathered = exchange(&node.cotangent, with: nil)
        if hasParts, let sum = parts.take(for: node) { gathered = gathered.map { $0 + sum } ?? sum }
        if targets != nil || node.gradient != nil { gathered = gathered.map { arrived($0, at: node) } }
        if let cotangent = gathered {
            node.uncountedOperation?._withUnsafeGuaranteedRef { operation in
                if operation.readsCotangent, cotangent.storage?.isPending ?? false { compute([cotangent]) }
                if let others = node.others {
                    for (index, input) in others.enumerated() { pass(cotangent, operation, node, input, index) }
                } else {
                    node.first.uncounted?._withUnsafeGuaranteedRef { pass(cotangent, operation, node, $0, 0) }
                    node.second.uncounted?._withUnsafeGuaranteedRef { pass(cotangent, operation, node, $0, 1) }
                }
            }
        }
        if !retainGraph { released._withUnsafeGuaranteedRef { node.operation = $0 } }
        if let others = take(&node.others) {
            for input in others { advance(input, &ready) }
            _ = take(&node.first)
        } else {
            if let first = take(&node.first) { advance(first, &ready) }
            if let second = take(&node.second) { advance(second, &ready) }
        }
    }

    /// The value of a part of a node, which the node keeps only where the graph is kept.
    @inline(__always)
    private func take<Part>(_ part: inout Part?) -> Part? { retainGraph ? part : exchange(&part, with: nil) }

    /// Adds to the cotangent of an input what comes from one of its uses.
    @inline(__always)
    private func pass(_ cotangent: Tensor, _ operation: Operation, _ node: Tensor, _ input: Tensor, _ index: Int) {
        guard input.tracked else { return }
        if gathersInPlace, operation.accumulate(index, of: node, cotangent, to: input, self) { return }
        guard var contribution = operation.cotangent(index, of: node, cotangent) else { return }
        contribution = contribution.fitted(to: input)
        if input.operation == nil {
            deliver(contribution, to: input)
        } else {
            if input.cotangent == nil {
                input.cotangent = consume contribution
            } else {
                add(contribution, to: &input.cotangent)
            }
        }
    }

    /// One use of an input is done; after the last one it can be visited.
    @inline(__always)
    private func advance(_ input: consuming Tensor, _ ready: inout Stack<Tensor>) {
        if Self.countDown(input) { ready.push(input) }
    }

    /// Whether that was the last use. Apart from `advance`: the thread sanitizer takes a change of a property of what
    /// is consumed for a change of the reference, which other threads read.
    @inline(__always)
    private static func countDown(_ input: Tensor) -> Bool {
        guard input.tracked, input.operation != nil else { return false }
        input.pending -= 1
        return input.pending == 0
    }

    @inline(never)
    private func noticeForgottenZeroGrad(_ slot: GradientAccumulator) {
        slot.isUsed = false
        Notices.say(
            .forgottenZeroGrad,
            "backward() adds to gradients by which an optimizer has made its step already; call zeroGrad() before it, "
                + "unless the sum is what you want")
    }

    /// The whole cotangent of a result after its hooks, and kept where somebody wants it.
    @inline(never)
    private func arrived(_ cotangent: Tensor, at node: Tensor) -> Tensor {
        let result = node.gradient?.hooks?.result(for: cotangent, isRecorded: createGraph) ?? cotangent
        keep(result, of: node)
        return result
    }

    /// Takes what comes to a leaf, which may be a part of its cotangent.
    func deliver(_ cotangent: Tensor, to leaf: Tensor) {
        if let slot = leaf.gradient, let hooks = slot.hooks {
            if hooked == nil { hooked = HookedLeaves() }
            hooked?.add(cotangent, to: leaf, slot, hooks)
        } else {
            keep(cotangent, of: leaf)
        }
    }

    /// Adds a cotangent to what has gathered for a tensor.
    private func keep(_ cotangent: Tensor, of tensor: Tensor) {
        if let targets { return targets.add(cotangent, to: tensor) }
        guard let slot = tensor.gradient, slot.keepsValue else { return }
        slot.willChange()
        if slot.value != nil {
            if slot.isUsed { noticeForgottenZeroGrad(slot) }
            add(cotangent, to: &slot.value)
        } else {
            slot.isUsed = false
            // An object of its own: the same cotangent may go to several leaves, and each owner may write to its
            // gradient.
            slot.value = createGraph && cotangent.tracked ? cotangent : cotangent.detach()
        }
        if !createGraph, slot.value?.isPending ?? false { deferred.append(slot) }
    }
}

/// A stack that needs no array while it holds one element, as on the way along a chain.
private struct Stack<Element> {
    private var top: Element?
    private var rest: [Element] = []

    init(_ element: Element) { top = element }

    @inline(__always)
    mutating func push(_ element: consuming Element) {
        if let covered = exchange(&top, with: element) { rest.append(covered) }
    }

    @inline(__always)
    mutating func pop() -> Element? { exchange(&top, with: nil) ?? rest.popLast() }
}
