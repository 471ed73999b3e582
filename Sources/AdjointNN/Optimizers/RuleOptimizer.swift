import Adjoint

/// An optimizer of any update rule: `Adam`, `SGD` and the others are this with their formula. Of a formula of your own,
/// `RuleOptimizer(model, MyRule(), learningRate: 0.1)`.
///
/// A parameter without a gradient is left alone, with its state and its count of steps.
@dynamicMemberLookup
public class RuleOptimizer<Rule: UpdateRule>: Optimizer {
    /// η, which a parameter's `learningRateFactor` multiplies. A number that is negative or not finite is refused, and
    /// the old one stays.
    public var learningRate: Double {
        didSet {
            if !checkSetting(learningRate, "learning rate", of: rule.name) { learningRate = oldValue }
        }
    }
    /// The formula with the settings of every parameter for which `configure` has not made others.
    public let rule: Rule
    /// How gradients are limited before each change.
    public var clipping: GradientClipping?
    /// Of how many calls of `step()` only the last changes parameters, by the mean of the gradients of all. In between,
    /// `zeroGrad()` does nothing, so a loop need not know.
    public var accumulatedSteps = 1 {
        didSet {
            if !checkCount(accumulatedSteps, atLeast: 1, "number of accumulated steps", of: rule.name) {
                accumulatedSteps = oldValue
            }
        }
    }
    /// How many times `step()` has changed the parameters.
    public internal(set) var stepCount = 0
    /// How many calls of `step()` have accumulated since.
    var accumulated = 0
    let entries: [OptimizedParameter]
    /// The tensors that the optimizer changes.
    public let parameters: [Tensor]

    /// An optimizer of the parameters of a module, or of an array or a selection of tensors.
    public init(_ source: some ParameterSource, _ rule: Rule, learningRate: Double) {
        self.rule = rule
        self.learningRate = learningRate
        entries = source.namedParameters.map {
            RuledParameter($0.name, $0.parameter, ParameterSettings(rule: rule))
        }
        parameters = entries.map { $0.parameter }
        checkSetting(learningRate, "learning rate", of: rule.name)
        check(rule)
        checkTrainable(source.namedParameters, rule.name)
        for entry in entries {
            guard let objection = rule.objection(to: entry.parameter) else { continue }
            report(AdjointError(.shape, rule.name, "the parameter \(entry.name) is \(objection)"))
        }
    }

    /// A setting of the rule: `optimizer.betas`.
    public subscript<Value>(dynamicMember setting: KeyPath<Rule, Value>) -> Value { rule[keyPath: setting] }

    /// Gives the parameters that a condition selects settings of their own:
    ///
    ///     optimizer.configure(where: { name, _ in name.hasPrefix("head.") }) { $0.learningRateFactor = 0.1 }
    ///
    /// A condition that selects no parameter is reported.
    public func configure(
        where isIncluded: (_ name: String, _ parameter: Tensor) -> Bool,
        _ change: (inout ParameterSettings<Rule>) -> Void
    ) {
        let selected = entries.indices.filter { isIncluded(entries[$0].name, entries[$0].parameter) }
        if selected.isEmpty {
            report(AdjointError(.value, "\(rule.name).configure", "the condition selects none of the parameters"))
        }
        for index in selected {
            withSettings(at: index) { settings in
                change(&settings)
                check(settings.rule)
                checkSetting(settings.learningRateFactor, "learning rate factor", of: rule.name)
            }
        }
    }

    /// Lets the weight decay act on matrices and larger weights only, not on biases nor on the scales of
    /// normalisations, which have one axis.
    public func exemptBiasesAndNormsFromDecay() {
        for index in entries.indices where entries[index].parameter.rank < 2 {
            withSettings(at: index) { $0.rule.weightDecay = 0 }
        }
    }

    private func withSettings(at index: Int, _ body: (inout ParameterSettings<Rule>) -> Void) {
        if let entry = entries[index] as? RuledParameter<Rule> { body(&entry.settings) }
    }

    private func check(_ rule: Rule) {
        checkSetting(rule.weightDecay, "weight decay", of: rule.name)
        rule.checkSettings()
    }

    // MARK: Steps

    /// Changes every parameter that has a gradient; or, before the last of `accumulatedSteps` calls, none.
    public func step() {
        if hasFailed { return }
        willChange(self, (stepCount, accumulated)) { ($0.stepCount, $0.accumulated) = $1 }
        accumulated += 1
        guard accumulated >= accumulatedSteps else { return }
        accumulated = 0
        stepCount += 1
        withoutGradient {
            if accumulatedSteps == 1, clipping == nil {
                for entry in entries {
                    if let gradient = entry.parameter.grad { entry.advance(by: gradient, rate: learningRate) }
                }
                return
            }
            let active = entries.filter { $0.parameter.grad != nil }
            var gradients = active.compactMap { $0.parameter.grad }
            if accumulatedSteps > 1 { gradients = gradients.map { $0 / Double(accumulatedSteps) } }
            if let clipping { gradients = clipping(gradients) }
            for (entry, gradient) in zip(active, gradients) { entry.advance(by: gradient, rate: learningRate) }
        }
    }

    /// Forgets the gradients of all parameters; not while they accumulate.
    public func zeroGrad() {
        guard accumulated == 0 else { return }
        for parameter in parameters { parameter.zeroGrad() }
    }
}

/// A parameter and what belongs to it. No generic type, so that a step, which goes through an array of them, looks up
/// no types at run time.
class OptimizedParameter {
    let name: String
    let parameter: Tensor
    /// How often the parameter was changed.
    var steps = 0
    /// The remembered tensors; empty before the first change.
    var state: [Tensor] = []

    init(_ name: String, _ parameter: Tensor) {
        self.name = name
        self.parameter = parameter
    }

    /// The names of the remembered tensors.
    var stateNames: [String] { [] }

    /// The remembered tensors before the first change.
    func initialState() -> [Tensor] { [] }

    /// Changes the parameter, and what is remembered, by a gradient.
    func advance(by gradient: Tensor, rate: Double) {}
}

/// A parameter that follows a rule.
final class RuledParameter<Rule: UpdateRule>: OptimizedParameter {
    var settings: ParameterSettings<Rule>

    init(_ name: String, _ parameter: Tensor, _ settings: ParameterSettings<Rule>) {
        self.settings = settings
        super.init(name, parameter)
    }

    override var stateNames: [String] { settings.rule.stateNames }

    override func initialState() -> [Tensor] { settings.rule.initialState(of: parameter) }

    /// All new values follow from the old ones; then they are written together.
    override func advance(by gradient: Tensor, rate: Double) {
        let rate = rate * settings.learningRateFactor
        willChange(self, (steps, state)) { ($0.steps, $0.state) = $1 }
        if state.isEmpty { state = initialState() }
        steps += 1
        var (p, g, next) = (parameter, gradient, state)
        let decay = settings.rule.weightDecay
        if decay > 0 {
            if settings.rule.isDecayDecoupled {
                p = p * (1 - rate * decay)
            } else {
                g = g + decay * p
            }
        }
        p = settings.rule.update(p, g, &next, step: steps, rate: rate)
        if let constraint = settings.constraint { p = constraint(p) }
        if next.isEmpty { return parameter.assign(p) }
        // One pass over memory, in place.
        var updates = [(parameter, p)]
        for (old, new) in zip(state, next) { updates.append((old, new)) }
        assign(updates)
    }
}
