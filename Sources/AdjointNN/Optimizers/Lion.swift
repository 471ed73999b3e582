import Adjoint

/// Steps of the sign of an interpolated momentum (Chen et al., 2023, algorithm 2).
///
/// p ← (1 - ηλ)p - η sign(β₁m + (1 - β₁)g), m ← β₂m + (1 - β₂)g.
public final class Lion: RuleOptimizer<LionRule> {
    /// An optimizer of a module's or other parameters.
    ///
    /// - Parameters:
    ///   - source: a module, tensors, or a selection of them.
    ///   - learningRate: η.
    ///   - betas: β₁ and β₂, in 0..<1.
    ///   - weightDecay: λ, decoupled.
    ///   - groups: settings of some of the parameters, as in `ParameterGroup("head", learningRateFactor: 10)`.
    public init(
        _ source: some ParameterSource, learningRate: Double = 1e-4, betas: (Double, Double) = (0.9, 0.99),
        weightDecay: Double = 0,
        groups: [ParameterGroup<LionRule>] = []
    ) {
        super.init(source, LionRule(betas: betas, weightDecay: weightDecay), learningRate: learningRate, groups: groups)
    }
}

/// The formula of `Lion`.
public struct LionRule: UpdateRule {
    /// The optimizer's name.
    public var name: String { "Lion" }
    /// β₁ and β₂, in 0..<1.
    public var betas: (Double, Double)
    /// λ, decoupled.
    public var weightDecay: Double
    /// The decay acts on the parameter.
    public var isDecayDecoupled: Bool { true }
    /// m.
    public static var stateNames: [String] { ["exp_avg"] }

    /// Reports settings that make no sense.
    public func checkSettings() {
        check(betas: betas)
    }

    /// One step.
    public func update(_ p: Tensor, _ g: Tensor, _ state: inout RuleState, step t: Int, rate: Double) -> Tensor {
        let m = state["exp_avg"]
        state["exp_avg"] = betas.1 * m + (1 - betas.1) * g
        return p - rate * sign(betas.0 * m + (1 - betas.0) * g)
    }
}
