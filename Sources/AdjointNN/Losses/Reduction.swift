import Adjoint

/// What a loss does with the losses of the single elements or samples.
public enum Reduction: Sendable, Hashable, CaseIterable {
    /// Their arithmetic mean, rank 0; NaN where there are none.
    case mean
    /// Their sum, rank 0.
    case sum
    /// The losses themselves.
    case none

    func callAsFunction(_ losses: Tensor) -> Tensor {
        switch self {
        case .mean: losses.mean()
        case .sum: losses.sum()
        case .none: losses
        }
    }

    /// The stand-in for a loss that reports a mistake.
    func refusal(
        _ kind: AdjointError.Kind, _ loss: String, _ message: String, dtype: DType
    ) -> Tensor {
        fail(kind, loss, message, dtype: dtype.isFloatingPoint ? dtype : .float32)
    }
}

/// A loss whose operands must have one shape and one floating-point dtype: nothing broadcasts. `formula` gives the
/// losses before the reduction.
func loss(
    _ name: String, _ reduction: Reduction, _ x: (name: String, tensor: Tensor),
    _ others: (name: String, tensor: Tensor)...,
    formula: () -> Tensor
) -> Tensor {
    let shapesAgree = others.allSatisfy { $0.tensor.shape == x.tensor.shape }
    let dtypesAgree = others.allSatisfy { $0.tensor.dtype == x.tensor.dtype } && x.tensor.dtype.isFloatingPoint
    guard shapesAgree, dtypesAgree else {
        let found = ([x] + others).map { "\($0.name) \($0.tensor.shape) \($0.tensor.dtype)" }.joined(separator: ", ")
        return reduction.refusal(
            shapesAgree ? .dtype : .shape, name, "\(found): one shape, and float32 or float64 for all, are needed",
            dtype: x.tensor.dtype)
    }
    let losses = formula()
    return hasFailed ? .standIn(x.tensor.dtype) : reduction(losses)
}
