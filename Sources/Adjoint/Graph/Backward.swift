import AdjointKernels

extension Tensor {
    /// Computes the gradients of this tensor with respect to every leaf that requires one, and adds them to the leaves'
    /// `grad`.
    ///
    /// - Parameters:
    ///   - cotangent: ∂L/∂self, of this tensor's shape and dtype; 1 where this tensor has one element.
    ///   - retainGraph: keeps the graph for another backward pass. By default it is released as the pass goes on.
    ///   - createGraph: records the pass itself, so that gradients can be differentiated. Implies `retainGraph`. A leaf
    ///     then holds a gradient that refers to the leaf; `zeroGrad()` breaks the cycle, and `gradients(of:for:)`
    ///     avoids it.
    ///
    /// Errors: this tensor depends on nothing that requires a gradient; it has several elements and no cotangent was
    /// given; the cotangent's shape or dtype differs; the graph was released by an earlier pass.
    public func backward(_ cotangent: Tensor? = nil, retainGraph: Bool = false, createGraph: Bool = false) {
        guard !hasFailed, let seed = seed(cotangent, "backward") else { return }
        BackwardPass("backward", retainGraph: retainGraph || createGraph, createGraph: createGraph, targets: nil).run(
            from: self, seed)
        if count == 1, isKnownNonFinite { noticeNonFiniteLoss() }
    }

    /// Called where a pass began with something that is no number: the gradients are spoiled, and nothing would say so.
    @inline(never)
    private func noticeNonFiniteLoss() {
        if adj_thread().pointee.watch != 0 { return }
        Notices.say(
            .nonFiniteLoss,
            "backward() of a loss that is \(item()): detectAnomalies { … } around the step names the operation that made it; "
                + "mostly the learning rate is too large, or a logarithm or a division meets 0")
    }

    /// The cotangent to begin with, or nil and an error.
    fileprivate func seed(_ cotangent: Tensor?, _ name: String) -> Tensor? {
        guard tracked else {
            report(
                AdjointError(
                    .graph, name,
                    isGradientEnabled
                        ? "this tensor of \(shape) depends on no tensor that requires a gradient: set requiresGrad before computing it"
                        : "this tensor of \(shape) has no graph, and none is recorded here, inside withoutGradient or "
                            + "evaluating: compute it outside, or inside withGradient"))
            return nil
        }
        if let cotangent {
            guard cotangent.shape == shape, cotangent.dtype == dtype else {
                report(
                    AdjointError(
                        .shape, name,
                        "the cotangent is \(cotangent.shape) \(cotangent.dtype) and the tensor \(shape) \(dtype): they must be equal"
                    ))
                return nil
            }
            return cotangent
        }
        guard count == 1 else {
            report(
                AdjointError(
                    .graph, name,
                    "a tensor of \(shape) has \(count) elements, not one: reduce it with sum() or mean(), or give a cotangent of "
                        + "\(shape)"))
            return nil
        }
        return Tensor.ones(shape, dtype: dtype)
    }
}

/// The gradients of `output` with respect to the given tensors, leaves or results; the tensors' `grad` is left alone.
///
/// A tensor that the output does not depend on has a gradient of zeros. See `backward` for the parameters and errors.
public func gradients(
    of output: Tensor, for tensors: [Tensor], cotangent: Tensor? = nil, retainGraph: Bool = false,
    createGraph: Bool = false
) -> [Tensor] {
    gradients(
        for: "gradients", of: output, for: tensors, cotangent: cotangent, retainGraph: retainGraph,
        createGraph: createGraph)
}

/// The same, where errors name who asks.
func gradients(
    for caller: String, of output: Tensor, for tensors: [Tensor], cotangent: Tensor?, retainGraph: Bool,
    createGraph: Bool
) -> [Tensor] {
    let standIns = { tensors.map { Tensor.standIn($0.dtype) } }
    if hasFailed { return standIns() }
    if let other = tensors.first(where: { !$0.tracked }) {
        report(
            AdjointError(
                .graph, caller, "a tensor of \(other.shape) does not require a gradient: set requiresGrad"))
        return standIns()
    }
    guard let seed = output.seed(cotangent, caller) else { return standIns() }
    let targets = GradientTargets(tensors)
    BackwardPass(caller, retainGraph: retainGraph || createGraph, createGraph: createGraph, targets: targets).run(
        from: output, seed)
    return zip(tensors, targets.found).map { tensor, found in
        guard let found else { return Tensor.zeros(like: tensor) }
        // An object of its own, whoever else holds the cotangent.
        return createGraph && found.tracked ? found : found.detach()
    }
}

/// The tensors whose gradients a pass collects instead of adding to the leaves' `grad`.
private final class GradientTargets {
    var found: [Tensor?]
    private var positions: [ObjectIdentifier: [Int]] = [:]

    init(_ tensors: [Tensor]) {
        found = Array(repeating: nil, count: tensors.count)
        for (index, tensor) in tensors.enumerated() {
            positions[tensor.identityInGraph, default: []].append(index)
        }
    }

    func add(_ cotangent: Tensor, to tensor: Tensor) {
        for index in positions[tensor.identityInGraph] ?? [] {
            found[index] = found[index].map { $0 + cotangent } ?? cotangent
        }
    }
}

/// One walk from a result to the leaves, each node after all that used it. Iterative: depth is no limit.
private final class BackwardPass {
    /// The function that was called, for errors.
    private let caller: String
    private let retainGraph: Bool
    private let createGraph: Bool
    private let targets: GradientTargets?
    private let released = Unmanaged.passUnretained(Operation.released)
    private let matrixProduct = ObjectIdentifier(MatrixProduct.shared)
    /// Gradients that were delivered as promises.
    @exclusivity(unchecked) private var promised: [GradientSlot] = []
    private var parts = PartialCotangents()
    @exclusivity(unchecked) private var hasParts = false
    private var hooked: HookedLeaves?
    private var root: Tensor?

    init(_ caller: String, retainGraph: Bool, createGraph: Bool, targets: GradientTargets?) {
        self.caller = caller
        // What a hook or a rule asks for may lead through nodes that the pass around it still needs.
        self.retainGraph = retainGraph || Turns.depth > 0
        self.createGraph = createGraph
        self.targets = targets
    }

    func run(from root: Tensor, _ seed: Tensor) {
        Turns.take { Turns.depth > 1 ? walkInside(from: root, seed) : walk(from: root, seed) }
    }

    /// A pass inside a pass, which a hook or a rule has started: what the other has gathered in nodes that both go
    /// through is put aside meanwhile.
    @inline(never)
    private func walkInside(from root: Tensor, _ seed: Tensor) {
        guard Turns.depth <= Turns.maximumDepth else {
            return report(
                AdjointError(
                    .graph, "backward",
                    "\(Turns.maximumDepth) passes run inside one another: does a hook start one that comes to it again?"
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
        } else if !promised.isEmpty || root.storage?.isPending ?? false {
            compute([])
        }
    }

    /// Computes tensors together with the root and the gradients that wait, which often read the same elements.
    private func compute(_ tensors: [Tensor]) {
        let waiting = ([root].compactMap { $0 } + tensors).filter { $0.storage?.isPending ?? false }
        guard !promised.isEmpty || !waiting.isEmpty else { return }
        evaluate(waiting + promised.compactMap(\.value))
        promised = []
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
        if let gathered {
            let cotangent = targets != nil || node.gradient != nil ? arrived(gathered, at: node) : gathered
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
        if passElement(cotangent, operation, node, input, index) { return }
        if !createGraph, let slices = operation.slices,
            adj_thread().pointee.mutation == nil, adj_thread().pointee.watch == 0
        {
            return passPart(cotangent, at: slices, to: input)
        }
        if ObjectIdentifier(operation) == matrixProduct, addProduct(cotangent, node, input, index) { return }
        guard var contribution = operation.cotangent(index, of: node, cotangent) else { return }
        contribution = contribution.fitted(to: input)
        if adj_thread().pointee.mutation != nil { contribution = Mutation.apply(contribution, operation.name, index) }
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

    /// Does the same for one element of an elementwise operation, without a tensor for what it adds to a sum; false where
    /// this is something else.
    @inline(__always)
    private func passElement(
        _ cotangent: Tensor, _ operation: Operation, _ node: Tensor, _ input: Tensor, _ index: Int
    ) -> Bool {
        guard !createGraph, cotangent.storage == nil, cotangent.layout === input.layout,
            adj_thread().pointee.mutation == nil, adj_thread().pointee.watch == 0,
            let partial = operation.partial(index, of: node), partial.storage == nil, partial.dtype == cotangent.dtype,
            partial.layout.count == 1
        else { return false }
        let multiply: AdjBinary = operation.selectors >> index & 1 == 0 ? .gatedMultiply : .selectedMultiply
        let term = Tensor.product(cotangent.scalar, partial.scalar, cotangent.dtype, multiply)
        if input.operation != nil {
            add(term, to: &input.cotangent, like: cotangent)
        } else if targets == nil, let slot = input.gradient, slot.hooks == nil {
            slot.willChange()
            add(term, to: &slot.value, like: cotangent)
        } else {
            deliver(Tensor(element: term, like: cotangent), to: input)
        }
        return true
    }

    /// Adds the bits of an element to a sum.
    @inline(__always)
    private func add(_ term: UInt64, to sum: inout Tensor?, like cotangent: Tensor) {
        if isKnownUniquelyReferenced(&sum), let gathered = sum.uncounted,
            gathered._withUnsafeGuaranteedRef({ $0.add(term, cotangent.dtype) })
        {
            return
        }
        let term = Tensor(element: term, like: cotangent)
        sum = sum.map { $0 + term } ?? term
    }

    /// Adds what a product of matrices gives for one of its operands to a sum that has begun, where the sum lies: a weight
    /// that is used at every step of a sequence gathers its gradient so. False where this cannot be done.
    private func addProduct(_ cotangent: Tensor, _ node: Tensor, _ input: Tensor, _ index: Int) -> Bool {
        guard !createGraph, node.rank == 2, targets == nil, adj_thread().pointee.mutation == nil,
            adj_thread().pointee.watch == 0
        else { return false }
        // A transpose that nobody else used only hands its cotangent on.
        var (target, isTransposed) = (input, false)
        while target.operation === LinearOperation.matrixTranspose, target.pending == 1, target.cotangent == nil,
            target.gradient == nil, let source = target.first
        {
            (target, isTransposed) = (source, !isTransposed)
        }
        guard target.operation != nil else {
            guard let slot = target.gradient, slot.hooks == nil else { return false }
            slot.willChange()
            return MatrixProduct.add(cotangent, index, of: node, to: &slot.value, isTransposed: isTransposed)
        }
        return MatrixProduct.add(cotangent, index, of: node, to: &target.cotangent, isTransposed: isTransposed)
    }

    @inline(never)
    private func passPart(_ cotangent: Tensor, at slices: [Tensor.AxisSlice], to input: Tensor) {
        hasParts = true
        if input.operation != nil {
            parts.add(cotangent, at: slices, to: input)
        } else if let slot = input.gradient {
            parts.add(cotangent, at: slices, toLeaf: input, slot)
        }
    }

    /// Adds a term to a sum: in its place where it is one element that nobody else can see.
    @inline(__always)
    private func add(_ term: Tensor, to sum: inout Tensor?) {
        if !createGraph, isKnownUniquelyReferenced(&sum), let gathered = sum.uncounted,
            term.storage == nil, term.layout.count == 1,
            gathered._withUnsafeGuaranteedRef({ $0.add(term.scalar, term.dtype) })
        {
            return
        }
        sum = sum.map { $0 + term }
    }

    /// One use of an input is done; after the last one it can be visited.
    @inline(__always)
    private func advance(_ input: consuming Tensor, _ ready: inout Stack<Tensor>) {
        guard input.tracked, input.operation != nil else { return }
        input.pending -= 1
        if input.pending == 0 { ready.push(input) }
    }

    @inline(never)
    private func noticeForgottenZeroGrad(_ slot: GradientSlot) {
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
    private func deliver(_ cotangent: Tensor, to leaf: Tensor) {
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
        if !createGraph, slot.value?.isPending ?? false { promised.append(slot) }
    }
}

extension Tensor {
    /// This cotangent in the shape of its input: summed over repeated axes, or repeated where a rule gave one that the
    /// input would broadcast from, such as a rank-0 constant.
    @inline(__always)
    func fitted(to input: Tensor) -> Tensor {
        layout === input.layout || shape == input.shape ? self : refitted(to: input)
    }

    @inline(never)
    private func refitted(to input: Tensor) -> Tensor {
        if count < input.count, let target = Adjoint.broadcast(shape, input.shape), target == input.shape {
            return broadcast(to: target)
        }
        return summed(to: input.shape)
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

/// Breaks a derivative rule on purpose, to show that the checks notice.
package enum Mutation {
    /// What is done to the cotangent that the rule gives.
    package enum Change: Sendable {
        /// Multiplied by a number.
        case scale(Double)
        /// A number added to every element.
        case offset(Double)
        /// Right in value, but without a derivative of its own.
        case detach
    }

    fileprivate final class Active {
        let operation: String
        let input: Int
        let change: Change
        var wasApplied = false
        init(_ operation: String, _ input: Int, _ change: Change) {
            (self.operation, self.input, self.change) = (operation, input, change)
        }
    }

    /// Changes what the rule of `operation` gives for `input` while `body` runs on this thread. Tells also whether the
    /// rule was used at all.
    package static func run<Result>(
        _ operation: String, input: Int, _ change: Change, _ body: () throws -> Result
    ) rethrows -> (result: Result, wasApplied: Bool) {
        let active = Active(operation, input, change)
        adj_thread().pointee.mutation = Unmanaged.passUnretained(active).toOpaque()
        defer { adj_thread().pointee.mutation = nil }
        let result = try withExtendedLifetime(active) { try body() }
        return (result, active.wasApplied)
    }

    fileprivate static func apply(_ cotangent: Tensor, _ operation: String, _ input: Int) -> Tensor {
        guard let pointer = adj_thread().pointee.mutation else { return cotangent }
        let active = Unmanaged<Active>.fromOpaque(pointer).takeUnretainedValue()
        guard active.operation == operation, active.input == input else { return cotangent }
        active.wasApplied = true
        switch active.change {
        case .scale(let factor): return cotangent * factor
        case .offset(let number): return cotangent + number
        case .detach: return cotangent.detach()
        }
    }
}
