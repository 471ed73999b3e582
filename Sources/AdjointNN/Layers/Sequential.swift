import Adjoint

/// Modules applied one after another. Their parameters are named `0.weight`, `1.bias`, …, as in PyTorch.
public struct Sequential: Module, CustomReflectable {
    /// The modules, in order of application.
    public let layers: [any Module<Tensor, Tensor>]

    /// `Sequential(Linear(784, 512), ReLU(), Linear(512, 10))`.
    public init(_ layers: any Module<Tensor, Tensor>...) { self.layers = layers }

    /// The modules of an array.
    public init(_ layers: [any Module<Tensor, Tensor>]) { self.layers = layers }

    /// The last module's result; `x` itself where there is no module.
    public func callAsFunction(_ x: Tensor) -> Tensor { layers.reduce(x) { $1($0) } }

    /// The layers, labelled by position.
    public var customMirror: Mirror {
        Mirror(self, children: layers.enumerated().map { (label: String($0), value: $1 as Any) })
    }
}
