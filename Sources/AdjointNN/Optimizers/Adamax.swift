import Adjoint
import Foundation

/// Adam with the greatest decayed gradient in place of the root of the second moment (Kingma and Ba, 2015, section
/// 7.1).
///
/// m ← β₁m + (1 - β₁)g, u ← max(β₂u, |g| + ε), p ← p - η / (1 - β₁ᵗ) · m / u.
public final class Adamax: RuleOptimizer<AdamaxRule> {
    /// An optimizer of a module's or other parameters.
    ///
    /// - Parameters:
    ///   - source: a module, tensors, or a selection of them.
    ///   - learningRate: η.
    ///   - betas: β₁ and β₂, in 0..<1.
    ///   - epsilon: ε.
    ///   - weightDecay: λ, added to the gradient as λp.
    ///   - groups: settings of some of the parameters, as in `ParameterGroup("head", learningRateFactor: 10)`.
    public init(
        _ source: some ParameterSource, learningRate: Double = 2e-3, betas: (Double, Double) = (0.9, 0.999),
        epsilon: Double = 1e-8, weightDecay: Double = 0,
        groups: [ParameterGroup<AdamaxRule>] = []
    ) {
        super.init(
            source, AdamaxRule(betas: betas, epsilon: epsilon, weightDecay: weightDecay), learningRate: learningRate,
            groups: groups)
    }
}

/// The formula of `Adamax`.
public struct AdamaxRule: UpdateRule {
    /// The optimizer's name.
    public var name: String { "Adamax" }
    /// β₁ and β₂, in 0..<1.
    public var betas: (Double, Double)
    /// ε.
    public var epsilon: Double
    /// λ, added to the gradient as λp.
    public var weightDecay: Double
    /// m and u.
    public static var stateNames: [String] { ["exp_avg", "exp_inf"] }

    /// Reports settings that make no sense.
    public func checkSettings() {
        checkSetting(epsilon, "epsilon", of: name)
        check(betas: betas)
    }

    /// One step.
    public func update(_ p: Tensor, _ g: Tensor, _ state: inout RuleState, step t: Int, rate: Double) -> Tensor {
        let (beta1, beta2) = betas
        let m = running(state["exp_avg"], g, beta1)
        let u = maximum(beta2 * state["exp_inf"], abs(g) + epsilon)
        state["exp_avg"] = m
        state["exp_inf"] = u
        return p - quotient(rate / (1 - pow(beta1, Double(t))) * m, u, epsilon: epsilon)
    }
}
