import Adjoint

/// max(x, 0).
public struct ReLU: Module, Sendable {
    /// The layer has no parameters.
    public init() {}

    /// The result has the shape of `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor { observed(relu(x)) }
}
