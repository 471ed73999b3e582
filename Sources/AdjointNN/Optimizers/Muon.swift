import Adjoint

/// Momentum, orthogonalized: the step of a matrix has all its singular values near 1 (Jordan et al., 2024).
///
/// m ← μm + (1 - μ)g, u = μm + (1 - μ)g (Nesterov) or m, p ← (1 - ηλ)p - η s O(u). O replaces the singular values of u
/// by numbers near 1: after u / ‖u‖, five times x ← ax + (bA + cA²)x with A = xxᵀ. It is for weights of two or more
/// axes, of which those after the first count as one; leave biases and scales to another optimizer:
/// `Muon(model.parameters { $1.rank >= 2 })`. Computed in the dtype of the parameter, where PyTorch rounds to bfloat16.
public final class Muon: RuleOptimizer<MuonRule> {
    /// An optimizer of a module's or other parameters, each of two or more axes.
    ///
    /// - Parameters:
    ///   - source: a module, tensors, or a selection of them.
    ///   - learningRate: η.
    ///   - momentum: μ, in 0...1.
    ///   - nesterov: whether the step looks ahead.
    ///   - weightDecay: λ, decoupled.
    ///   - scale: s.
    ///   - epsilon: the least ‖u‖ that is divided by.
    ///   - groups: settings of some of the parameters, as in `ParameterGroup("head", learningRateFactor: 10)`.
    public init(
        _ source: some ParameterSource, learningRate: Double = 1e-3, momentum: Double = 0.95, nesterov: Bool = true,
        weightDecay: Double = 0.1, scale: MuonRule.Scale = .rows, epsilon: Double = 1e-7,
        groups: [ParameterGroup<MuonRule>] = []
    ) {
        super.init(
            source,
            MuonRule(
                momentum: momentum, nesterov: nesterov, weightDecay: weightDecay, scale: scale, epsilon: epsilon),
            learningRate: learningRate, groups: groups)
    }
}

/// The formula of `Muon`.
public struct MuonRule: UpdateRule {
    /// How the step depends on the shape [rows, columns].
    public enum Scale: Sendable, Hashable {
        /// √max(1, rows / columns), as first published.
        case rows
        /// 0.2 √max(rows, columns), which makes the step as large as AdamW's (Liu et al., 2025).
        case matchingAdamW
    }

    /// The optimizer's name.
    public var name: String { "Muon" }
    /// μ.
    public var momentum: Double
    /// Whether the step looks ahead.
    public var nesterov: Bool
    /// λ.
    public var weightDecay: Double
    /// s.
    public var scale: Scale
    /// The least ‖u‖ that is divided by.
    public var epsilon: Double
    /// The decay acts on the parameter.
    public var isDecayDecoupled: Bool { true }
    /// m.
    public static var stateNames: [String] { ["momentum_buffer"] }

    /// Reports settings that make no sense.
    public func checkSettings() {
        checkSetting(momentum, in: 0...1, "momentum", of: name)
        checkPositive(epsilon, "epsilon", of: name)
    }

    /// Vectors and scalars have no singular values.
    public func objection(to parameter: Tensor) -> String? {
        parameter.rank >= 2 ? nil : "\(parameter.shape): two axes or more are needed, so leave it to another optimizer"
    }

    /// One step.
    public func update(_ p: Tensor, _ g: Tensor, _ state: inout RuleState, step t: Int, rate: Double) -> Tensor {
        let m = running(state["momentum_buffer"], g, momentum)
        state["momentum_buffer"] = m
        let u = nesterov ? momentum * m + (1 - momentum) * g : m
        let rows = Double(p.shape[0])
        let columns = Double(p.shape[1...].reduce(1, *))
        let factor =
            switch scale {
            case .rows: max(1, rows / columns).squareRoot()
            case .matchingAdamW: 0.2 * max(rows, columns).squareRoot()
            }
        return p - rate * factor * orthogonalized(u.flattened(from: 1)).reshaped(p.shape)
    }

    /// A matrix with the singular vectors of `u` and singular values near 1, by a quintic Newton-Schulz iteration whose
    /// coefficients raise small singular values fast.
    private func orthogonalized(_ u: Tensor) -> Tensor {
        let isTall = u.shape[0] > u.shape[1]
        var x = isTall ? u.T : u
        x = x / maximum(x.norm(), max(epsilon, 1e-30))
        for _ in 0..<5 {
            let a = matmul(x, x.T)
            x = 3.4445 * x + matmul(-4.775 * a + 2.0315 * matmul(a, a), x)
        }
        return isTall ? x.T : x
    }
}
