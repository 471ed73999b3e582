import Adjoint

/// x + f(x), or s(x) + f(x) with a shortcut s (He et al., 2016, "Deep Residual Learning for Image Recognition").
///
/// The two must have one shape. The parameters are named `body.…` and `shortcut.…`. The parts are
/// `Sendable`, as those of `Sequential`; of one that is not, write `x + f(x)` in a module of your own.
public struct Residual: Module, ModuleContainer, Sendable {
    /// f.
    public let body: any UnaryModule
    /// s; nil for the identity.
    public let shortcut: (any UnaryModule)?

    /// `Residual(block)`, or with a projection where f changes the shape: `Residual(block, shortcut: Linear(64, 128))`.
    public init(_ body: any UnaryModule, shortcut: (any UnaryModule)? = nil) {
        self.body = body
        self.shortcut = shortcut
    }

    /// f is the modules that a block lists, one after another.
    public init(shortcut: (any UnaryModule)? = nil, @ModuleBuilder _ body: () -> [any UnaryModule]) {
        self.init(Sequential(body()), shortcut: shortcut)
    }

    /// The result has the shape of f(x).
    public func callAsFunction(_ x: Tensor) -> Tensor {
        let change = body.observedCall(x)
        let kept = shortcut?.observedCall(x) ?? x
        guard kept.shape == change.shape else {
            return fail(
                .shape, "Residual", "\(kept.shape) + \(change.shape): the body must keep the shape, or have a shortcut",
                dtype: change.dtype)
        }
        return observed(kept + change)
    }
}
