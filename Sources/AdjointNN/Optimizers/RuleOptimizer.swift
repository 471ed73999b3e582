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

    /// An optimizer of the parameters of a module, or of an array or a selection of tensors, with settings of their own
    /// for groups of them. A tensor that is there more than once is one parameter, under its first name.
    public init(
        _ source: some ParameterSource, _ rule: Rule, learningRate: Double, groups: [ParameterGroup<Rule>] = []
    ) {
        self.rule = rule
        self.learningRate = learningRate
        checkStateNames(of: Rule.self, rule.name)
        // What the rule cannot change is reported below, and is not asked for a step.
        let named = source.distinctParameters(for: rule.name)
        let objections = named.map { rule.objection(to: $0.parameter) }
        entries = zip(named, objections).filter { $1 == nil }.map { entry, _ in
            RuledParameter(entry.name, entry.parameter, ParameterSettings(rule: rule))
        }
        parameters = entries.map { $0.parameter }
        checkSetting(learningRate, "learning rate", of: rule.name)
        check(rule)
        checkTrainable(named, rule.name)
        for (entry, objection) in zip(named, objections) {
            if let objection {
                report(AdjointError(.shape, rule.name, "the parameter \(entry.name) is \(objection)"))
            }
        }
        for group in groups { configure(group) }
        if named.isEmpty {
            Notices.say(
                .noParameters,
                "\(rule.name) of \(type(of: source)) has no parameters to change; in a module they are marked with @Parameter"
            )
        }
    }

    /// A setting of the rule: `optimizer.betas`.
    public subscript<Value>(dynamicMember setting: KeyPath<Rule, Value>) -> Value { rule[keyPath: setting] }

    /// Gives a group of parameters settings of its own, as `groups` of the initializer does.
    public func configure(_ group: ParameterGroup<Rule>) {
        let names = entries.map(\.name)
        for path in group.paths where !names.contains(where: { Name.paths(to: $0).contains(Name.canonical(path)) }) {
            let known = Name.suggestion(for: path, under: names)
            report(
                AdjointError(
                    .value, rule.name, "there is no parameter under \(quoted(path)) of a group; \(known)"))
        }
        if !entries.contains(where: { group.contains($0.name, $0.parameter) }), !group.paths.isEmpty { return }
        configure(where: group.contains, group.change)
    }

    /// Gives the parameters that a condition selects settings of their own:
    ///
    ///     optimizer.configure(where: { name, _ in name.hasPrefix("head.") }) { $0.learningRateFactor = 0.1 }
    ///
    /// The rule's settings can change between any two steps: what a rule remembers is found by name. A condition that
    /// selects no parameter is reported, and so are settings that make no sense; these parameters keep the ones they
    /// have.
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
                var changed = settings
                change(&changed)
                do {
                    try withErrors {
                        check(changed.rule)
                        checkSetting(changed.learningRateFactor, "learning rate factor", of: rule.name)
                    }
                    settings = changed
                } catch let error as AdjointError {
                    report(error)
                } catch {}
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
        // What has gathered, also where `accumulatedSteps` was changed meanwhile.
        let count = accumulated
        accumulated = 0
        stepCount += 1
        withoutGradient {
            if count == 1, clipping == nil {
                var isIdle = true
                for entry in entries {
                    guard let gradient = entry.parameter.trainingGradient else { continue }
                    entry.advance(by: gradient, rate: learningRate)
                    isIdle = false
                }
                if isIdle { noticeMissingGradients() }
                return
            }
            let active = entries.filter { $0.parameter.grad != nil }
            if active.isEmpty { noticeMissingGradients() }
            var gradients = active.compactMap { $0.parameter.trainingGradient }
            if count > 1 { gradients = gradients.map { $0 / Double(count) } }
            if let clipping { gradients = clipping(gradients) }
            for (entry, gradient) in zip(active, gradients) { entry.advance(by: gradient, rate: learningRate) }
        }
    }

    private func noticeMissingGradients() {
        if entries.isEmpty { return }
        Notices.say(
            .stepWithoutGradients,
            "\(rule.name).step(): none of its \(entries.count) parameters has a gradient; call backward() on the loss "
                + "before it, compute the loss outside of withoutGradient and evaluating, and make the optimizer of the "
                + "model that the loss is of")
    }

    /// Forgets the gradients of all parameters; not while they accumulate.
    public func zeroGrad() {
        guard accumulated == 0 else { return }
        for parameter in parameters { parameter.zeroGrad() }
    }
}

extension RuleOptimizer: CustomStringConvertible {
    /// The rule with its settings, and what it changes: `AdamW(learningRate: 0.001, betas: (0.9, 0.999), …)`.
    public var description: String {
        let settings = Mirror(reflecting: rule).children.compactMap { child in
            child.label.flatMap { $0 == "name" ? nil : "\($0): \(child.value)" }
        }
        let count = parameters.reduce(0) { $0 + $1.count }
        return "\(rule.name)(\((["learningRate: \(learningRate)"] + settings).joined(separator: ", "))): "
            + "\(parameters.count) parameters of \(count) elements, \(stepCount) steps"
    }
}

/// A parameter and what belongs to it. No generic type, so that a step, which goes through an array of them, looks up
/// no types at run time.
class OptimizedParameter {
    let name: String
    let parameter: Tensor
    // Exclusivity is unchecked, also in the subclass, as a step goes through these of every parameter; it is over
    // before another begins.

    /// How often the parameter was changed.
    @exclusivity(unchecked) var steps = 0
    /// What is remembered of earlier changes.
    @exclusivity(unchecked) var state: RuleState

    init(_ name: String, _ parameter: Tensor, _ state: RuleState) {
        self.name = name
        self.parameter = parameter
        self.state = state
    }

    /// Changes the parameter, and what is remembered, by a gradient.
    func advance(by gradient: Tensor, rate: Double) {}

    /// What is remembered after a first step under the present settings, as an example of shapes and dtypes.
    func firstState() -> RuleState { state }
}

/// A parameter that follows a rule.
final class RuledParameter<Rule: UpdateRule>: OptimizedParameter {
    @exclusivity(unchecked) var settings: ParameterSettings<Rule>

    init(_ name: String, _ parameter: Tensor, _ settings: ParameterSettings<Rule>) {
        self.settings = settings
        super.init(name, parameter, RuleState(of: parameter, for: settings.rule, parameterName: name))
    }

    /// All new values follow from the old ones; then they are written together.
    override func advance(by gradient: Tensor, rate: Double) {
        let rate = rate * settings.learningRateFactor
        parameter.markGradientAsUsed()
        willChange(self, (steps, state)) { ($0.steps, $0.state) = $1 }
        var (p, g) = (parameter, gradient)
        let decay = settings.rule.weightDecay
        if decay > 0 {
            if settings.rule.isDecayDecoupled {
                p = p * (1 - rate * decay)
            } else {
                g = g + decay * p
            }
        }
        let before = state.begin()
        p = settings.rule.update(p, g, &state, step: steps + 1, rate: rate)
        if let constraint = settings.constraint { p = constraint(p) }
        if let fixed = parameter.fixedElements { p = which(fixed, parameter, p) }
        if p.dtype != parameter.dtype { p = p.cast(to: parameter.dtype) }
        guard let updates = state.finish(from: before, (parameter, p)) else { return }
        steps += 1
        // One pass over memory, in place.
        if updates.isEmpty { parameter.assign(p) } else { assign(updates) }
    }

    override func firstState() -> RuleState {
        var example = RuleState(of: parameter, for: settings.rule, parameterName: name)
        // A rule may refuse the numbers; the shapes are all that counts.
        _ = try? withErrors {
            withoutGradient {
                let gradient = Tensor.zeros([], dtype: parameter.dtype).broadcast(to: parameter.shape)
                _ = settings.rule.update(parameter, gradient, &example, step: 1, rate: 1)
            }
        }
        return example
    }
}

/// Reports names of a rule's state that are there twice, or are those of what an optimizer saves beside them.
private func checkStateNames<Rule: UpdateRule>(of rule: Rule.Type, _ name: String) {
    var seen: Set<String> = ["step", "grad"]
    for state in Rule.stateNames + Rule.optionalStateNames where !seen.insert(state).inserted {
        report(
            AdjointError(
                .value, name,
                "the rule declares the state \"\(state)\", which is the name of another, or of what is saved beside it")
        )
    }
}
