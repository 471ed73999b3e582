import Adjoint
import Foundation

/// Adam with a rectified variance of the adaptive step (Liu et al., 2020).
///
/// m and v as in `Adam`; with ρ∞ = 2/(1 - β₂) - 1 and ρ = ρ∞ - 2tβ₂ᵗ/(1 - β₂ᵗ), where ρ > 5,
/// p ← p - η r m̂ √(1 - β₂ᵗ) / (√v + ε), r² = (ρ - 4)(ρ - 2)ρ∞ / ((ρ∞ - 4)(ρ∞ - 2)ρ); before, p ← p - η m̂.
public final class RAdam: RuleOptimizer<RAdamRule> {
    /// An optimizer of a module's or other parameters.
    ///
    /// - Parameters:
    ///   - source: a module, tensors, or a selection of them.
    ///   - learningRate: η.
    ///   - betas: β₁ and β₂, in 0..<1.
    ///   - epsilon: ε.
    ///   - weightDecay: λ.
    ///   - isDecayDecoupled: whether the weight decay acts on the parameter instead, p ← (1 - ηλ)p.
    ///   - groups: settings of some of the parameters, as in `ParameterGroup("head", learningRateFactor: 10)`.
    public init(
        _ source: some ParameterSource, learningRate: Double = 1e-3, betas: (Double, Double) = (0.9, 0.999),
        epsilon: Double = 1e-8, weightDecay: Double = 0, isDecayDecoupled: Bool = false,
        groups: [ParameterGroup<RAdamRule>] = []
    ) {
        super.init(
            source,
            RAdamRule(betas: betas, epsilon: epsilon, weightDecay: weightDecay, isDecayDecoupled: isDecayDecoupled),
            learningRate: learningRate, groups: groups)
    }
}

/// The formula of `RAdam`.
public struct RAdamRule: UpdateRule {
    /// The optimizer's name.
    public var name: String { "RAdam" }
    /// β₁ and β₂, in 0..<1.
    public var betas: (Double, Double)
    /// ε.
    public var epsilon: Double
    /// λ.
    public var weightDecay: Double
    /// Whether the weight decay acts on the parameter instead, p ← (1 - ηλ)p.
    public var isDecayDecoupled: Bool
    /// m and v.
    public static var stateNames: [String] { ["exp_avg", "exp_avg_sq"] }

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
        let v = running(state["exp_avg_sq"], square(g), beta2)
        state["exp_avg"] = m
        state["exp_avg_sq"] = v
        let (correction1, correction2) = (1 - pow(beta1, Double(t)), 1 - pow(beta2, Double(t)))
        let limit = 2 / (1 - beta2) - 1
        let length = limit - 2 * Double(t) * (1 - correction2) / correction2
        if length <= 5 { return p - (rate / correction1) * m }
        let rectification = (length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length)
        let factor = rate / correction1 * (rectification * correction2).squareRoot()
        return p - quotient(factor * m, sqrt(v) + epsilon, epsilon: epsilon)
    }
}
