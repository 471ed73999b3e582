import Adjoint

/// Follow the regularized leader (McMahan et al., 2013, algorithm 1), which makes weights exactly 0 where λ₁ asks for
/// it.
///
/// n ← n + g² (the old n is n′), z ← z + g - (√n - √n′)/η · p, then p ← 0 where |z| ≤ λ₁, else p ← (sign(z)λ₁ - z) /
/// ((β + √n)/η + 2λ₂). As z begins at 0, the first steps draw the first weights towards 0. λ₂ is counted as in
/// `Penalty.l2` and in Keras, λ₂Σp²; the paper's is twice this one.
public final class Ftrl: RuleOptimizer<FtrlRule> {
    /// An optimizer of a module's or other parameters.
    ///
    /// - Parameters:
    ///   - source: a module, tensors, or a selection of them.
    ///   - learningRate: η, greater than 0.
    ///   - l1: λ₁ ≥ 0.
    ///   - l2: λ₂ ≥ 0.
    ///   - beta: β ≥ 0.
    ///   - initialAccumulator: the first n, at least 0.
    ///   - weightDecay: λ, added to the gradient as λp.
    ///   - groups: settings of some of the parameters, as in `ParameterGroup("head", learningRateFactor: 10)`.
    public init(
        _ source: some ParameterSource, learningRate: Double = 1e-3, l1: Double = 0, l2: Double = 0, beta: Double = 0,
        initialAccumulator: Double = 0.1, weightDecay: Double = 0,
        groups: [ParameterGroup<FtrlRule>] = []
    ) {
        super.init(
            source,
            FtrlRule(l1: l1, l2: l2, beta: beta, initialAccumulator: initialAccumulator, weightDecay: weightDecay),
            learningRate: learningRate, groups: groups)
    }
}

/// The formula of `Ftrl`.
public struct FtrlRule: UpdateRule {
    /// The optimizer's name.
    public var name: String { "Ftrl" }
    /// λ₁ ≥ 0.
    public var l1: Double
    /// λ₂ ≥ 0.
    public var l2: Double
    /// β ≥ 0.
    public var beta: Double
    /// The first n, at least 0.
    public var initialAccumulator: Double
    /// λ, added to the gradient as λp.
    public var weightDecay: Double
    /// n and z.
    public static var stateNames: [String] { ["accumulator", "linear"] }

    /// Reports settings that make no sense.
    public func checkSettings() {
        checkSetting(l1, "l1", of: name)
        checkSetting(l2, "l2", of: name)
        checkSetting(beta, "beta", of: name)
        checkSetting(initialAccumulator, "initial accumulator", of: name)
    }

    /// One step.
    public func update(_ p: Tensor, _ g: Tensor, _ state: inout RuleState, step t: Int, rate: Double) -> Tensor {
        let g = squarable(g)
        guard checkPositive(rate, "learning rate", of: name) else { return p }
        let before = state["accumulator", default: Tensor.full(p.shape, initialAccumulator, dtype: p.dtype)]
        // Squares that overflow count as the greatest number: of two infinite roots there is no difference.
        let n = minimum(before + square(g), greatestNumber(of: p.dtype))
        let z = state["linear"] + g - (sqrt(n) - sqrt(before)) / rate * p
        state["accumulator"] = n
        state["linear"] = z
        let width = (beta + sqrt(n)) / rate + 2 * l2
        let solution = (l1 * sign(z) - z) / width
        // The squares of tiny gradients vanish.
        return which(abs(z) .> l1 .&& width .> 0, solution, Tensor.zeros([], dtype: p.dtype))
    }
}
