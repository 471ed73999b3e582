import Adjoint

/// A function as a layer, without parameters: `Lambda { $0.reshaped([-1, 64]) }`, `Lambda(tanh)`.
public struct Lambda: Module, Sendable {
    private let function: @Sendable (Tensor) -> Tensor

    /// A layer that applies `function`.
    public init(_ function: @escaping @Sendable (Tensor) -> Tensor) { self.function = function }

    /// The function's result.
    public func callAsFunction(_ x: Tensor) -> Tensor { observed(function(x)) }
}
