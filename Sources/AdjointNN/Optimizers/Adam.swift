import Adjoint
import Foundation

/// Adam (Kingma and Ba, 2015, algorithm 1): steps scaled by running means of the gradient and of its square.
///
/// m ← β₁m + (1 - β₁)g, v ← β₂v + (1 - β₂)g², p ← p - η · m̂ / (√v̂ + ε), with m̂ = m / (1 - β₁ᵗ) and v̂ = v / (1 -
/// β₂ᵗ). With `amsgrad`, the greatest v so far takes the place of v in the step (Reddi et al., 2018).
public final class Adam: RuleOptimizer<AdamRule> {
    /// An optimizer of a module's or other parameters.
    ///
    /// - Parameters:
    ///   - source: a module, tensors, or a selection of them.
    ///   - learningRate: η.
    ///   - betas: β₁ and β₂, in 0..<1.
    ///   - epsilon: ε.
    ///   - weightDecay: λ, added to the gradient as λp; see `AdamW` for the other way.
    ///   - amsgrad: whether the greatest v counts.
    ///   - groups: settings of some of the parameters, as in `ParameterGroup("head", learningRateFactor: 10)`.
    public init(
        _ source: some ParameterSource, learningRate: Double = 1e-3, betas: (Double, Double) = (0.9, 0.999),
        epsilon: Double = 1e-8, weightDecay: Double = 0, amsgrad: Bool = false,
        groups: [ParameterGroup<AdamRule>] = []
    ) {
        super.init(
            source,
            AdamRule(
                name: "Adam", betas: betas, epsilon: epsilon, weightDecay: weightDecay, isDecayDecoupled: false,
                amsgrad: amsgrad),
            learningRate: learningRate, groups: groups)
    }
}

/// Adam with a weight decay that acts on the parameters and not through the gradient (Loshchilov and Hutter, 2019):
/// p ← (1 - ηλ)p before Adam's step.
public final class AdamW: RuleOptimizer<AdamRule> {
    /// An optimizer of a module's or other parameters.
    ///
    /// - Parameters:
    ///   - source: a module, tensors, or a selection of them.
    ///   - learningRate: η.
    ///   - betas: β₁ and β₂, in 0..<1.
    ///   - epsilon: ε.
    ///   - weightDecay: λ.
    ///   - amsgrad: whether the greatest v counts.
    ///   - groups: settings of some of the parameters, as in `ParameterGroup("head", learningRateFactor: 10)`.
    public init(
        _ source: some ParameterSource, learningRate: Double = 1e-3, betas: (Double, Double) = (0.9, 0.999),
        epsilon: Double = 1e-8, weightDecay: Double = 1e-2, amsgrad: Bool = false,
        groups: [ParameterGroup<AdamRule>] = []
    ) {
        super.init(
            source,
            AdamRule(
                name: "AdamW", betas: betas, epsilon: epsilon, weightDecay: weightDecay, isDecayDecoupled: true,
                amsgrad: amsgrad),
            learningRate: learningRate, groups: groups)
    }
}

/// The formula of `Adam` and `AdamW`.
public struct AdamRule: UpdateRule {
    /// The optimizer's name.
    public let name: String
    /// β₁ and β₂.
    public var betas: (Double, Double)
    /// ε, added to the root of the second moment.
    public var epsilon: Double
    /// λ.
    public var weightDecay: Double
    /// Whether the decay acts on the parameters.
    public var isDecayDecoupled: Bool
    /// Whether the greatest second moment counts.
    public var amsgrad: Bool
    /// m and v.
    public static var stateNames: [String] { ["exp_avg", "exp_avg_sq"] }
    /// The greatest v, with `amsgrad`.
    public static var optionalStateNames: [String] { ["max_exp_avg_sq"] }

    /// Reports settings that make no sense.
    public func checkSettings() {
        checkSetting(epsilon, "epsilon", of: name)
        check(betas: betas)
    }

    /// One step.
    public func update(_ p: Tensor, _ g: Tensor, _ state: inout RuleState, step t: Int, rate: Double) -> Tensor {
        let g = squarable(g)
        let (beta1, beta2) = betas
        let m = running(state["exp_avg"], g, beta1)
        var v = running(state["exp_avg_sq"], square(g), beta2)
        state["exp_avg"] = m
        state["exp_avg_sq"] = v
        if amsgrad {
            v = maximum(state["max_exp_avg_sq"], v)
            state["max_exp_avg_sq"] = v
        }
        let (correction1, correction2) = (1 - pow(beta1, Double(t)), 1 - pow(beta2, Double(t)))
        let root = sqrt(v) * (1 / correction2.squareRoot()) + epsilon
        return p - quotient((rate / correction1) * m, root, epsilon: epsilon)
    }
}
