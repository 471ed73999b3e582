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
    /// The names of the tensors that are remembered of each parameter.
    var stateNames: [String] { get }

    /// The remembered tensors before the first step: one for each of `stateNames`; by default zeros of the parameter's
    /// shape.
    func initialState(of parameter: Tensor) -> [Tensor]
    /// Reports settings that make no sense.
    func checkSettings()
    /// What is wrong with a parameter for this rule; nil where nothing is.
    func objection(to parameter: Tensor) -> String?
    /// The parameter's next value. The next values of `state` take the places of the old ones.
    ///
    /// - Parameters:
    ///   - p: the parameter.
    ///   - g: its gradient.
    ///   - state: the remembered tensors, in the order of `stateNames`.
    ///   - t: how often the parameter will have been changed, from 1.
    ///   - rate: the learning rate η.
    func update(_ p: Tensor, _ g: Tensor, _ state: inout [Tensor], step t: Int, rate: Double) -> Tensor
}

extension UpdateRule {
    /// The decay acts on the gradient.
    public var isDecayDecoupled: Bool { false }

    /// Zeros of the parameter's shape and dtype.
    public func initialState(of parameter: Tensor) -> [Tensor] { stateNames.map { _ in Tensor.zeros(like: parameter) } }

    /// Nothing is wrong with any parameter.
    public func objection(to parameter: Tensor) -> String? { nil }

    func check(betas: (Double, Double)) {
        for beta in [betas.0, betas.1] where !(0..<1).contains(beta) {
            report(AdjointError(.value, name, "a beta is \(beta): numbers in 0..<1 are needed"))
        }
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
