import Adjoint

/// Steps scaled by running means of the squares of gradients and of earlier steps (Zeiler, 2012).
///
/// s ← ρs + (1 - ρ)g², Δ = √(a + ε) / √(s + ε) · g, a ← ρa + (1 - ρ)Δ², p ← p - ηΔ.
public final class Adadelta: RuleOptimizer<AdadeltaRule> {
    /// An optimizer of a module's or other parameters.
    ///
    /// - Parameters:
    ///   - source: a module, tensors, or a selection of them.
    ///   - learningRate: η.
    ///   - rho: ρ, in 0...1.
    ///   - epsilon: ε.
    ///   - weightDecay: λ, added to the gradient as λp.
    ///   - groups: settings of some of the parameters, as in `ParameterGroup("head", learningRateFactor: 10)`.
    public init(
        _ source: some ParameterSource, learningRate: Double = 1, rho: Double = 0.9, epsilon: Double = 1e-6,
        weightDecay: Double = 0,
        groups: [ParameterGroup<AdadeltaRule>] = []
    ) {
        super.init(
            source, AdadeltaRule(rho: rho, epsilon: epsilon, weightDecay: weightDecay), learningRate: learningRate,
            groups: groups)
    }
}

/// The formula of `Adadelta`.
public struct AdadeltaRule: UpdateRule {
    /// The optimizer's name.
    public var name: String { "Adadelta" }
    /// ρ, in 0...1.
    public var rho: Double
    /// ε.
    public var epsilon: Double
    /// λ, added to the gradient as λp.
    public var weightDecay: Double
    /// s and a.
    public static var stateNames: [String] { ["square_avg", "acc_delta"] }

    /// Reports settings that make no sense.
    public func checkSettings() {
        checkSetting(rho, in: 0...1, "rho", of: name)
        checkSetting(epsilon, "epsilon", of: name)
    }

    /// One step.
    public func update(_ p: Tensor, _ g: Tensor, _ state: inout RuleState, step t: Int, rate: Double) -> Tensor {
        let g = squarable(g)
        let (s, a) = (running(state["square_avg"], square(g), rho), state["acc_delta"])
        let change = quotient(sqrt(a + epsilon), sqrt(s + epsilon), epsilon: epsilon) * g
        state["square_avg"] = s
        state["acc_delta"] = running(a, square(change), rho)
        return p - rate * change
    }
}
