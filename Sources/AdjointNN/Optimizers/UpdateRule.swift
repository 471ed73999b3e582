import Adjoint

/// The formula of an optimizer: from a parameter, its gradient and what is remembered of earlier ones, their next
/// values.
///
/// Everything else, such as weight decay, clipping, accumulation, and saving, is the same for all and done by
/// `RuleOptimizer`. A rule is a value that holds the settings; parameters can have settings of their own.
public protocol UpdateRule: Sendable {
    /// The optimizer's name, for errors.
    var name: String { get }
    /// λ ≥ 0, how strongly each step pulls the parameters to 0.
    var weightDecay: Double { get set }
    /// Whether the decay acts on the parameter, p ← (1 - ηλ)p before the step (Loshchilov and Hutter, 2019), rather
    /// than on the gradient, g ← g + λp.
    var isDecayDecoupled: Bool { get }
    /// The names of the tensors that are remembered of each parameter under any settings. The first step has to set
    /// them.
    static var stateNames: [String] { get }
    /// The names of those that only some settings use: a step that neither reads nor sets one forgets it, and a state
    /// that is loaded may lack it.
    static var optionalStateNames: [String] { get }

    /// Reports settings that make no sense.
    func checkSettings()
    /// What is wrong with a parameter for this rule; nil where nothing is.
    func objection(to parameter: Tensor) -> String?
    /// The parameter's next value, of the same shape and dtype.
    ///
    /// - Parameters:
    ///   - p: the parameter.
    ///   - g: its gradient.
    ///   - state: what is remembered of earlier steps, by name; what is set here is remembered for the next one.
    ///   - t: how often the parameter will have been changed, from 1.
    ///   - rate: the learning rate η.
    func update(_ p: Tensor, _ g: Tensor, _ state: inout RuleState, step t: Int, rate: Double) -> Tensor
}

extension UpdateRule {
    /// The decay acts on the gradient.
    public var isDecayDecoupled: Bool { false }

    /// Nothing depends on the settings.
    public static var optionalStateNames: [String] { [] }

    /// Nothing is wrong with any parameter.
    public func objection(to parameter: Tensor) -> String? { nil }

    func check(betas: (Double, Double)) {
        for beta in [betas.0, betas.1] where !(0..<1).contains(beta) {
            report(AdjointError(.value, name, "a beta is \(beta): numbers in 0..<1 are needed"))
        }
    }

    /// The greatest finite number of a dtype.
    func greatestNumber(of dtype: DType) -> Double {
        dtype == .float64 ? .greatestFiniteMagnitude : Double(Float.greatestFiniteMagnitude)
    }

    /// The running mean β·mean + (1 - β)·x; at β = 0 and 1 the one that counts, also where the other is infinite.
    func running(_ mean: Tensor, _ x: Tensor, _ beta: Double) -> Tensor {
        if beta == 0 { return x }
        return beta == 1 ? mean : beta * mean + (1 - beta) * x
    }

    /// x / d, where d ≥ 0 is a sum with ε. Where ε is too small to keep d from 0, x / 0 counts as 0: squares of tiny
    /// gradients vanish, and their direction is not known.
    func quotient(_ x: Tensor, _ d: Tensor, epsilon: Double) -> Tensor {
        epsilon > 1e-30 ? x / d : which(d .> 0, x / d, Tensor.zeros([], dtype: x.dtype))
    }
}

/// The settings of a parameter: `optimizer.configure(where: …) { $0.rule.weightDecay = 0 }`.
public struct ParameterSettings<Rule: UpdateRule>: Sendable {
    /// The formula with its settings.
    public var rule: Rule
    /// What the optimizer's learning rate is multiplied by, at least 0; so one schedule moves all parameters, each at
    /// its own rate.
    public var learningRateFactor = 1.0
    /// What the parameter is projected to after each step.
    public var constraint: Constraint?
}
