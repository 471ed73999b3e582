import Adjoint

/// A module with closures that are called before and after it: to look at activations, or to change them.
///
///     let layer = Hooked(Linear(64, 10))
///     let hook = layer.mapOutput { _, y in clip(y, to: -5...5) }
///     …
///     hook.remove()
///
/// It stands wherever its base can, and is not seen otherwise: names and paths of parameters, state files, `summary`
/// and `modules` are those of the base. So a finished model can be looked into, with the same parameters:
/// `Sequential(model.layers.map { Hooked($0) })`. Copies of it share the hooks, a `copy()` too.
///
/// A hook on the gradient of what a module gives is set there: `layer.onOutput { _, y in y.onGradient { … } }`.
public struct Hooked: Module, Sendable {
    /// The module that is called.
    public let base: any UnaryModule
    private let hooks = ModuleHooks()

    /// A module without hooks yet.
    public init(_ base: any UnaryModule) { self.base = base }

    /// The base's result, after the hooks.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        let x = hooks.before.reduce(x) { $1.call($0) }
        return hooks.after.reduce(base.observedCall(x)) { $1.call(x, $0) }
    }

    /// Calls `hook` before every call with the input.
    ///
    /// Several hooks, and changes of `mapInput`, come in the order in which they were registered, each with what the
    /// one before gives. What they compute is recorded as what the module computes is.
    @discardableResult
    public func onInput(_ hook: @escaping @Sendable (_ input: Tensor) -> Void) -> Hook {
        hooks.addBefore { input in
            hook(input)
            return input
        }
    }

    /// Replaces the input of every call by what `change` makes of it.
    @discardableResult
    public func mapInput(_ change: @escaping @Sendable (_ input: Tensor) -> Tensor) -> Hook { hooks.addBefore(change) }

    /// Calls `hook` after every call with the input, as the base got it, and the result. In order, as with `onInput`.
    @discardableResult
    public func onOutput(_ hook: @escaping @Sendable (_ input: Tensor, _ output: Tensor) -> Void) -> Hook {
        hooks.addAfter { input, output in
            hook(input, output)
            return output
        }
    }

    /// Replaces the result of every call by what `change` makes of the input, as the base got it, and the result.
    @discardableResult
    public func mapOutput(_ change: @escaping @Sendable (_ input: Tensor, _ output: Tensor) -> Tensor) -> Hook {
        hooks.addAfter(change)
    }
}

/// The hooks of a module, which several threads may call and change.
private final class ModuleHooks: Sendable {
    typealias Before = @Sendable (Tensor) -> Tensor
    typealias After = @Sendable (Tensor, Tensor) -> Tensor

    private struct Content {
        var before: [(key: Int, call: Before)] = []
        var after: [(key: Int, call: After)] = []
        var next = 0
    }

    private let content = Guarded(Content())

    var before: [(key: Int, call: Before)] { content.withValue { $0.before } }
    var after: [(key: Int, call: After)] { content.withValue { $0.after } }

    func addBefore(_ hook: @escaping Before) -> Hook { added { $0.before.append(($1, hook)) } }

    func addAfter(_ hook: @escaping After) -> Hook { added { $0.after.append(($1, hook)) } }

    private func added(_ add: (inout Content, _ key: Int) -> Void) -> Hook {
        let key = content.withValue { content in
            add(&content, content.next)
            content.next += 1
            return content.next - 1
        }
        return Hook { [weak self] in
            self?.content.withValue { content in
                content.before.removeAll { $0.key == key }
                content.after.removeAll { $0.key == key }
            }
        }
    }
}
