/// A closure that was registered to be called, and how to end that.
///
/// It stays registered when this value is dropped; `remove()` ends it.
public struct Hook: Sendable {
    private let cancel: @Sendable () -> Void

    package init(_ cancel: @escaping @Sendable () -> Void) { self.cancel = cancel }

    /// The closure is not called any more. Does nothing where it has been removed already.
    public func remove() { cancel() }
}

extension Tensor {
    /// Calls `hook` in every backward pass that comes to this tensor, a leaf or a result, with its whole gradient in
    /// that pass: ∂L/∂self, of this tensor's shape and dtype.
    ///
    ///     let hook = hidden.onGradient { print(norm($0)) }
    ///     …
    ///     hook.remove()
    ///
    /// It is called once for each pass (`backward`, `gradients(of:for:)`, a pullback of `vjp`); several are called in
    /// the order in which they were registered. Of a result it is called before the gradient goes on, of a leaf
    /// before the pass returns; where no gradient comes, it is not called. Forward mode (`jvp`) calls none.
    ///
    /// It runs on the thread of the pass, while passes of other threads wait, and nothing that it computes is recorded
    /// unless the pass is (`createGraph`). It may compute, write to leaves, remove itself, and go back itself, through
    /// what it computes in `withGradient`: passes inside a pass keep their graph. It must not wait for another thread.
    ///
    /// It lasts as long as the tensor, so one that refers to the tensor keeps it alive until it is removed. A leaf
    /// forgets its hooks when `requiresGrad` is set to false. A copy and a `detach()` have none of them.
    ///
    /// Errors: this tensor does not require a gradient.
    @discardableResult
    public func onGradient(_ hook: @escaping @Sendable (_ gradient: Tensor) -> Void) -> Hook {
        addHook("onGradient") { gradient, isRecorded in
            // An object of its own: others may hold the cotangent, and the hook may write to what it is given.
            hook(isRecorded && gradient.tracked ? gradient : gradient.detach())
            return nil
        }
    }

    /// Replaces this tensor's gradient by what `change` makes of it, in every backward pass that comes to it: for
    /// `grad`, `gradients(of:for:)`, the hooks registered later, and all that lies behind this tensor.
    ///
    ///     hidden.mapGradient { clip($0, to: -1...1) }
    ///
    /// Everything else is as with `onGradient`. Where the pass is recorded (`createGraph`), so is what `change` does.
    ///
    /// Errors: this tensor does not require a gradient; in a pass, `change` gives another shape or dtype.
    @discardableResult
    public func mapGradient(_ change: @escaping @Sendable (_ gradient: Tensor) -> Tensor) -> Hook {
        addHook("mapGradient") { gradient, isRecorded in
            change(isRecorded && gradient.tracked ? gradient : gradient.detach())
        }
    }

    private func addHook(_ name: String, _ hook: @escaping GradientHooks.Call) -> Hook {
        guard tracked else {
            report(
                AdjointError(
                    .graph, name, "this tensor of \(shape) does not require a gradient: set requiresGrad first"))
            return Hook {}
        }
        if hasFailed { return Hook {} }
        return GraphLock.hold {
            let slot = gradient ?? GradientAccumulator(keepsValue: false)
            gradient = slot
            let hooks = slot.hooks ?? GradientHooks()
            slot.hooks = hooks
            let key = hooks.add(hook)
            return Hook { [weak slot] in
                guard let slot else { return }
                GraphLock.hold {
                    if slot.hooks?.remove(key) ?? false { slot.hooks = nil }
                }
            }
        }
    }
}

/// What comes to leaves with hooks in the course of a pass: they are called with the whole.
struct HookedLeaves {
    private var gathered: [(leaf: Tensor, hooks: GradientHooks, cotangent: Tensor)] = []
    private var positions: [ObjectIdentifier: Int] = [:]

    mutating func add(_ cotangent: Tensor, to leaf: Tensor, _ slot: GradientAccumulator, _ hooks: GradientHooks) {
        if let position = positions[ObjectIdentifier(slot)] {
            gathered[position].cotangent = gathered[position].cotangent + cotangent
        } else {
            positions[ObjectIdentifier(slot)] = gathered.count
            gathered.append((leaf, hooks, cotangent))
        }
    }

    /// Hands over what the hooks make of it, in the order in which the leaves were reached.
    func finish(isRecorded: Bool, _ deliver: (Tensor, Tensor) -> Void) {
        for (leaf, hooks, cotangent) in gathered {
            deliver(hooks.result(for: cotangent, isRecorded: isRecorded), leaf)
        }
    }
}
