import Adjoint

/// What is added to a loss so that weights, or activations, stay small or sparse: λ₁Σ|x| + λ₂Σx².
///
///     let penalty = Penalty.l2(1e-4)
///     let loss = crossEntropy(model(x), labels) + penalty(weightsOf: model)
///
/// L1 makes elements exactly 0, L2 makes them small; `elasticNet` has both (Zou and Hastie, 2005).
public struct Penalty: Sendable, Hashable {
    /// λ₁ ≥ 0.
    public let l1: Double
    /// λ₂ ≥ 0.
    public let l2: Double

    /// λ Σ|x|; the derivative at 0 is 0.
    public static func l1(_ factor: Double) -> Penalty { elasticNet(l1: factor, l2: 0) }

    /// λ Σx².
    public static func l2(_ factor: Double) -> Penalty { elasticNet(l1: 0, l2: factor) }

    /// λ₁ Σ|x| + λ₂ Σx².
    public static func elasticNet(l1: Double, l2: Double) -> Penalty {
        checkSetting(l1, "factor of L1", of: "Penalty")
        checkSetting(l2, "factor of L2", of: "Penalty")
        return Penalty(l1: l1, l2: l2)
    }

    /// The penalty of a tensor, rank 0.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        if l2 == 0 { return l1 * abs(x).sum() }
        let squares = x.sumOfSquares(Array(0..<x.rank), keepDims: false, dividedBy: 1 / l2)
        return l1 == 0 ? squares : l1 * abs(x).sum() + squares
    }

    /// The penalty of a layer's output as a mean over the samples, its first axis, so that it does not depend on the
    /// size of the batch; rank 0.
    public func callAsFunction(activations: Tensor) -> Tensor {
        guard activations.rank > 0 else {
            return fail(
                .shape, "Penalty", "activations of rank 0 have no axis of samples: [samples, ...] is needed",
                dtype: activations.dtype)
        }
        return self(activations) / Double(max(activations.shape[0], 1))
    }

    /// The sum of the penalties of a module's weights: its parameters of two axes or more, and so neither its biases
    /// nor the scales of its normalisations. A weight that is there more than once counts once. Rank 0; 0 where there
    /// is none.
    public func callAsFunction(weightsOf source: some ParameterSource) -> Tensor {
        let weights = source.distinctParameters(for: "Penalty").map(\.parameter).filter { $0.rank >= 2 }
        let penalties = weights.map { self($0) }
        guard let first = penalties.first else { return Tensor.zeros([]) }
        return penalties.dropFirst().reduce(first) { $0 + $1 }
    }
}
