import Adjoint

/// Modules applied one after another. Their parameters are named `0.weight`, `1.bias`, …, as in PyTorch.
///
///     let model = Sequential(Linear(784, 512), ReLU(), Linear(512, 10))
///     let deep = Sequential {
///         Linear(784, 512)
///         for _ in 0..<depth {
///             Linear(512, 512)
///             ReLU()
///         }
///         if hasHead { Linear(512, 10) }
///     }
///
/// It is `Sendable`, and so its layers are: a model can be called by several threads. A layer of your own that is not,
/// such as a class with a counter, does not go into it: `LocalSequential` takes such layers.
public struct Sequential: Module, ModuleContainer, Sendable, CustomReflectable {
    /// The modules, in order of application.
    public let layers: [any UnaryModule]

    /// `Sequential(Linear(784, 512), ReLU(), Linear(512, 10))`.
    public init(_ layers: any UnaryModule...) { self.layers = layers }

    /// The modules of an array.
    public init(_ layers: [any UnaryModule]) { self.layers = layers }

    /// The modules that a block lists, with `if` and `for` where they are wanted.
    public init(@ModuleBuilder _ layers: () -> [any UnaryModule]) { self.layers = layers() }

    /// The last module's result; `x` itself where there is no module.
    public func callAsFunction(_ x: Tensor) -> Tensor { observed(applied(layers, to: x)) }

    /// The layers, labelled by position.
    public var customMirror: Mirror { mirror(of: self, layers) }
}

/// `Sequential` for layers that may be used by one thread at a time only, and so it is itself: it is not `Sendable`,
/// and the compiler keeps it from being shared.
public struct LocalSequential: Module, ModuleContainer, CustomReflectable {
    /// The modules, in order of application.
    public let layers: [any Module<Tensor, Tensor>]

    /// `LocalSequential(Counter(), Linear(512, 10))`.
    public init(_ layers: any Module<Tensor, Tensor>...) { self.layers = layers }

    /// The modules of an array.
    public init(_ layers: [any Module<Tensor, Tensor>]) { self.layers = layers }

    /// The last module's result; `x` itself where there is no module.
    public func callAsFunction(_ x: Tensor) -> Tensor { observed(applied(layers, to: x)) }

    /// The layers, labelled by position.
    public var customMirror: Mirror { mirror(of: self, layers) }
}

private func applied(_ layers: [any Module<Tensor, Tensor>], to x: Tensor) -> Tensor {
    layers.reduce(x) { $1.observedCall($0) }
}

private func mirror(of module: some Module, _ layers: [any Module<Tensor, Tensor>]) -> Mirror {
    Mirror(module, children: layers.enumerated().map { (label: String($0), value: $1 as Any) })
}

/// Gathers the modules that a block lists.
@resultBuilder
public enum ModuleBuilder {
    /// A module on a line of its own.
    public static func buildExpression(_ module: any UnaryModule) -> [any UnaryModule] { [module] }
    /// Modules on a line.
    public static func buildExpression(_ modules: [any UnaryModule]) -> [any UnaryModule] { modules }
    /// The lines of a block.
    public static func buildBlock(_ parts: [any UnaryModule]...) -> [any UnaryModule] { parts.flatMap { $0 } }
    /// `if` without `else`.
    public static func buildOptional(_ part: [any UnaryModule]?) -> [any UnaryModule] { part ?? [] }
    /// `if … else`: the first.
    public static func buildEither(first: [any UnaryModule]) -> [any UnaryModule] { first }
    /// `if … else`: the second.
    public static func buildEither(second: [any UnaryModule]) -> [any UnaryModule] { second }
    /// `for`.
    public static func buildArray(_ parts: [[any UnaryModule]]) -> [any UnaryModule] { parts.flatMap { $0 } }
}
