import Adjoint
import Foundation

/// Adam with Nesterov's momentum (Dozat, 2016).
///
/// m and v as in `Adam`; with μₜ = β₁(1 - ½ · 0.96^(tψ)) and Mₜ = μ₁ ⋯ μₜ,
/// p ← p - η (μₜ₊₁ m / (1 - Mₜ₊₁) + (1 - μₜ) g / (1 - Mₜ)) / (√v̂ + ε).
public final class NAdam: RuleOptimizer<NAdamRule> {
    /// An optimizer of a module's or other parameters.
    ///
    /// - Parameters:
    ///   - source: a module, tensors, or a selection of them.
    ///   - learningRate: η.
    ///   - betas: β₁ and β₂, in 0..<1.
    ///   - epsilon: ε.
    ///   - weightDecay: λ.
    ///   - momentumDecay: ψ ≥ 0.
    ///   - isDecayDecoupled: whether the weight decay acts on the parameter instead, p ← (1 - ηλ)p.
    ///   - groups: settings of some of the parameters, as in `ParameterGroup("head", learningRateFactor: 10)`.
    public init(
        _ source: some ParameterSource, learningRate: Double = 2e-3, betas: (Double, Double) = (0.9, 0.999),
        epsilon: Double = 1e-8, weightDecay: Double = 0, momentumDecay: Double = 4e-3, isDecayDecoupled: Bool = false,
        groups: [ParameterGroup<NAdamRule>] = []
    ) {
        super.init(
            source,
            NAdamRule(
                betas: betas, epsilon: epsilon, weightDecay: weightDecay, momentumDecay: momentumDecay,
                isDecayDecoupled: isDecayDecoupled), learningRate: learningRate, groups: groups)
    }
}

/// The formula of `NAdam`.
public struct NAdamRule: UpdateRule {
    /// The optimizer's name.
    public var name: String { "NAdam" }
    /// β₁ and β₂, in 0..<1.
    public var betas: (Double, Double)
    /// ε.
    public var epsilon: Double
    /// λ.
    public var weightDecay: Double
    /// ψ ≥ 0.
    public var momentumDecay: Double
    /// Whether the weight decay acts on the parameter instead, p ← (1 - ηλ)p.
    public var isDecayDecoupled: Bool
    /// m, v and M.
    public static var stateNames: [String] { ["exp_avg", "exp_avg_sq", "mu_product"] }

    /// Reports settings that make no sense.
    public func checkSettings() {
        checkSetting(epsilon, "epsilon", of: name)
        checkSetting(momentumDecay, "momentum decay", of: name)
        check(betas: betas)
    }

    /// One step.
    public func update(_ p: Tensor, _ g: Tensor, _ state: inout RuleState, step t: Int, rate: Double) -> Tensor {
        let g = squarable(g)
        let (beta1, beta2) = betas
        func momentum(_ t: Int) -> Double { beta1 * (1 - 0.5 * pow(0.96, Double(t) * momentumDecay)) }
        let m = running(state["exp_avg"], g, beta1)
        let v = running(state["exp_avg_sq"], square(g), beta2)
        let product = state["mu_product", default: Tensor(1 as Double)] * momentum(t)
        state["exp_avg"] = m
        state["exp_avg_sq"] = v
        state["mu_product"] = product
        let ahead = rate * momentum(t + 1) / (1 - product * momentum(t + 1))
        let present = rate * (1 - momentum(t)) / (1 - product)
        let root = sqrt(v / (1 - pow(beta2, Double(t)))) + epsilon
        return p - quotient(ahead.cast(to: p.dtype) * m + present.cast(to: p.dtype) * g, root, epsilon: epsilon)
    }
}
