import Adjoint

/// A limit to the size of gradients.
public enum GradientClipping: Sendable, Hashable {
    /// All gradients are scaled by min(1, limit / (‖g‖ + 10⁻⁶)), where ‖g‖ is the norm of all of them together (Pascanu
    /// et al., 2013).
    case norm(Double)
    /// Each element is limited to ±limit.
    case value(Double)

    /// The limited gradients.
    func callAsFunction(_ gradients: [Tensor]) -> [Tensor] {
        switch self {
        case .norm(let limit):
            guard checkSetting(limit, "limit", of: "GradientClipping.norm") else { return gradients }
            let factor = minimum(limit / (totalNorm(of: gradients) + 1e-6), 1)
            return gradients.map { $0 * factor.cast(to: $0.dtype) }
        case .value(let limit):
            guard checkSetting(limit, "limit", of: "GradientClipping.value") else { return gradients }
            return gradients.map { clip($0, to: -limit...limit) }
        }
    }
}

/// Limits the gradients of parameters in their `grad`, and gives the norm that they had together, rank 0.
///
/// A tensor that the source has more than once counts once, and `fixedElements` count as 0. An optimizer does the same
/// in each step where its `clipping` says so; this is for loops that look at the norm.
@discardableResult
public func clipGradients(_ source: some ParameterSource, _ clipping: GradientClipping) -> Tensor {
    withoutGradient {
        let parameters = source.distinctParameters(for: "clipGradients").map(\.parameter).filter { $0.grad != nil }
        let gradients = parameters.compactMap(\.trainingGradient)
        for (parameter, gradient) in zip(parameters, clipping(gradients)) { parameter.grad = gradient }
        return totalNorm(of: gradients).cast(to: gradients.first?.dtype ?? .float32)
    }
}

/// The norm of all elements of several tensors, rank 0, in float64, because it may be beyond the range of float32.
private func totalNorm(of tensors: [Tensor]) -> Tensor {
    if tensors.contains(where: { $0.dtype == .float64 }) {
        return stacked(tensors.map { $0.cast(to: .float64).norm() }).norm()
    }
    let squares = tensors.map(\.wideSumOfSquares)
    guard let first = squares.first else { return Tensor.zeros([], dtype: .float64) }
    return sqrt(squares.dropFirst().reduce(first) { $0 + $1 })
}
