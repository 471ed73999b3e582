import Adjoint

/// Steps scaled by a running mean of the square of the gradient (Tieleman and Hinton, 2012, lecture 6.5).
///
/// s ← αs + (1 - α)g², d = √s + ε, p ← p - η · g / d. Centered (Graves, 2013): a ← αa + (1 - α)g, d = √(s - a²) + ε,
/// where s - a² counts as 0 if rounding makes it negative.
/// With momentum: b ← μb + g / d, p ← p - ηb.
public final class RMSprop: RuleOptimizer<RMSpropRule> {
    /// An optimizer of a module's or other parameters.
    ///
    /// - Parameters:
    ///   - source: a module, tensors, or a selection of them.
    ///   - learningRate: η.
    ///   - alpha: α, in 0...1.
    ///   - epsilon: ε.
    ///   - momentum: μ ≥ 0.
    ///   - centered: whether the mean gradient is taken off.
    ///   - weightDecay: λ, added to the gradient as λp.
    ///   - groups: settings of some of the parameters, as in `ParameterGroup("head", learningRateFactor: 10)`.
    public init(
        _ source: some ParameterSource, learningRate: Double = 1e-2, alpha: Double = 0.99, epsilon: Double = 1e-8,
        momentum: Double = 0, centered: Bool = false, weightDecay: Double = 0,
        groups: [ParameterGroup<RMSpropRule>] = []
    ) {
        super.init(
            source,
            RMSpropRule(
                alpha: alpha, epsilon: epsilon, momentum: momentum, centered: centered, weightDecay: weightDecay),
            learningRate: learningRate, groups: groups)
    }
}

/// The formula of `RMSprop`.
public struct RMSpropRule: UpdateRule {
    /// The optimizer's name.
    public var name: String { "RMSprop" }
    /// α, in 0...1.
    public var alpha: Double
    /// ε.
    public var epsilon: Double
    /// μ ≥ 0.
    public var momentum: Double
    /// Whether the mean gradient is taken off.
    public var centered: Bool
    /// λ, added to the gradient as λp.
    public var weightDecay: Double
    /// s.
    public static var stateNames: [String] { ["square_avg"] }
    /// a, where centered; b, where there is a momentum.
    public static var optionalStateNames: [String] { ["grad_avg", "momentum_buffer"] }

    /// Reports settings that make no sense.
    public func checkSettings() {
        checkSetting(alpha, in: 0...1, "alpha", of: name)
        checkSetting(epsilon, "epsilon", of: name)
        checkSetting(momentum, "momentum", of: name)
    }

    /// One step.
    public func update(_ p: Tensor, _ g: Tensor, _ state: inout RuleState, step t: Int, rate: Double) -> Tensor {
        let g = squarable(g)
        let s = running(state["square_avg"], square(g), alpha)
        state["square_avg"] = s
        var variance = s
        if centered {
            let mean = running(state["grad_avg"], g, alpha)
            state["grad_avg"] = mean
            // Rounding can make it negative, and of two infinite squares there is no difference.
            variance = maximum(s - minimum(square(mean), greatestNumber(of: p.dtype)), 0)
        }
        let scaled = quotient(g, sqrt(variance) + epsilon, epsilon: epsilon)
        if momentum == 0 { return p - rate * scaled }
        let b = momentum * state["momentum_buffer"] + scaled
        state["momentum_buffer"] = b
        return p - rate * b
    }
}
