import Adjoint

/// max(x, 0).
public struct ReLU: Module {
    /// The layer has no parameters.
    public init() {}

    public func callAsFunction(_ x: Tensor) -> Tensor { relu(x) }
}
