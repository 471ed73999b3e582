import Adjoint

/// Steps scaled by the sum of the squares of all gradients so far (Duchi et al., 2011).
///
/// s ← s + g², p ← p - η / (1 + (t - 1)δ) · g / (√s + ε).
public final class Adagrad: RuleOptimizer<AdagradRule> {
    /// An optimizer of a module's or other parameters.
    ///
    /// - Parameters:
    ///   - source: a module, tensors, or a selection of them.
    ///   - learningRate: η.
    ///   - learningRateDecay: δ ≥ 0.
    ///   - initialAccumulator: the first s, at least 0.
    ///   - epsilon: ε.
    ///   - weightDecay: λ, added to the gradient as λp.
    ///   - groups: settings of some of the parameters, as in `ParameterGroup("head", learningRateFactor: 10)`.
    public init(
        _ source: some ParameterSource, learningRate: Double = 1e-2, learningRateDecay: Double = 0,
        initialAccumulator: Double = 0, epsilon: Double = 1e-10, weightDecay: Double = 0,
        groups: [ParameterGroup<AdagradRule>] = []
    ) {
        super.init(
            source,
            AdagradRule(
                learningRateDecay: learningRateDecay, initialAccumulator: initialAccumulator, epsilon: epsilon,
                weightDecay: weightDecay), learningRate: learningRate, groups: groups)
    }
}

/// The formula of `Adagrad`.
public struct AdagradRule: UpdateRule {
    /// The optimizer's name.
    public var name: String { "Adagrad" }
    /// δ ≥ 0.
    public var learningRateDecay: Double
    /// The first s, at least 0.
    public var initialAccumulator: Double
    /// ε.
    public var epsilon: Double
    /// λ, added to the gradient as λp.
    public var weightDecay: Double
    /// s.
    public static var stateNames: [String] { ["sum"] }

    /// Reports settings that make no sense.
    public func checkSettings() {
        checkSetting(learningRateDecay, "learning rate decay", of: name)
        checkSetting(initialAccumulator, "initial accumulator", of: name)
        checkSetting(epsilon, "epsilon", of: name)
    }

    /// One step.
    public func update(_ p: Tensor, _ g: Tensor, _ state: inout RuleState, step t: Int, rate: Double) -> Tensor {
        let g = squarable(g)
        let s = state["sum", default: Tensor.full(p.shape, initialAccumulator, dtype: p.dtype)] + square(g)
        state["sum"] = s
        let change = rate / (1 + Double(t - 1) * learningRateDecay) * g
        return p - quotient(change, sqrt(s) + epsilon, epsilon: epsilon)
    }
}
