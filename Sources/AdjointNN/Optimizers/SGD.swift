import Adjoint

/// Stochastic gradient descent: p ← p - η·g; with momentum μ and dampening d, v ← μ·v + (1 - d)·g and p ← p - η·v
/// (PyTorch's form), where v is g in the first step with a momentum. Nesterov's momentum (Sutskever et al., 2013) is p
/// ← p - η(g + μ·v).
public final class SGD: RuleOptimizer<SGDRule> {
    /// An optimizer of a module's or other parameters.
    ///
    /// - Parameters:
    ///   - source: a module, tensors, or a selection of them.
    ///   - learningRate: η.
    ///   - momentum: μ ≥ 0.
    ///   - dampening: d ≥ 0.
    ///   - nesterov: needs a momentum, and no dampening.
    ///   - weightDecay: λ, added to the gradient as λp.
    ///   - groups: settings of some of the parameters, as in `ParameterGroup("head", learningRateFactor: 10)`.
    public init(
        _ source: some ParameterSource, learningRate: Double, momentum: Double = 0, dampening: Double = 0,
        nesterov: Bool = false, weightDecay: Double = 0,
        groups: [ParameterGroup<SGDRule>] = []
    ) {
        super.init(
            source,
            SGDRule(momentum: momentum, dampening: dampening, nesterov: nesterov, weightDecay: weightDecay),
            learningRate: learningRate, groups: groups)
    }
}

/// The formula of `SGD`.
public struct SGDRule: UpdateRule {
    /// The optimizer's name.
    public var name: String { "SGD" }
    /// μ.
    public var momentum: Double
    /// d.
    public var dampening: Double
    /// Whether the momentum is Nesterov's.
    public var nesterov: Bool
    /// λ.
    public var weightDecay: Double
    /// None without a momentum.
    public static var stateNames: [String] { [] }
    /// v, where there is a momentum.
    public static var optionalStateNames: [String] { ["momentum_buffer"] }

    /// Reports settings that make no sense.
    public func checkSettings() {
        checkSetting(momentum, "momentum", of: name)
        checkSetting(dampening, "dampening", of: name)
        if nesterov, momentum == 0 || dampening != 0 {
            report(
                AdjointError(
                    .value, name,
                    "Nesterov's momentum is asked for with momentum \(momentum) and dampening \(dampening): a momentum "
                        + "greater than 0, and no dampening, are needed"))
        }
    }

    /// One step.
    public func update(_ p: Tensor, _ g: Tensor, _ state: inout RuleState, step t: Int, rate: Double) -> Tensor {
        if momentum == 0 { return p - rate * g }
        var v = g
        if state.contains("momentum_buffer") {
            v = momentum * state["momentum_buffer"] + (dampening == 0 ? g : (1 - dampening) * g)
        }
        state["momentum_buffer"] = v
        return p - rate * (nesterov ? g + momentum * v : v)
    }
}
