import Adjoint
import AdjointNN
import AdjointTraining
import Foundation

/// Models, optimizers and their rules, and values that the libraries give rather than let make.
extension Draw {
    func source(_ name: String) -> [Tensor] {
        note(name, "parameters")
        return chance(70) ? [leaf([2, 3]), leaf([3])] : array("") { tensor("") }
    }

    private func leaf(_ shape: [Int]) -> Tensor {
        let x = Tensor.ones(shape)
        x.requiresGrad = true
        return x
    }

    func selection(_ name: String) -> ParameterSelection {
        anyUnaryModule(name).parameters { name, _ in name.hasSuffix("weight") }
    }

    func summary(_ name: String) -> ModelSummary { anyUnaryModule(name).summary(of: tensor("input")) }

    func summaryRow(_ name: String) -> ModelSummary.Row {
        Sequential(Linear(2, 2)).summary(input: [1, 2]).rows[0]
    }

    func mismatch(_ name: String) -> StateMismatch {
        let state = dictionary(name) { tensor("") }
        return (try? Linear(2, 2).load(state, strict: false)) ?? emptyMismatch
    }

    private var emptyMismatch: StateMismatch {
        guard let mismatch = try? Linear(2, 2).load([:], strict: false) else { fatalError("an empty state is refused") }
        return mismatch
    }

    func difference(_ name: String) -> StateMismatch.Difference {
        guard let mismatch = try? Linear(2, 2).load(["weight": Tensor(1)], strict: false) else {
            fatalError("a state of another shape is refused")
        }
        return mismatch.different[0]
    }

    func ruleOptimizer(_ name: String) -> RuleOptimizer<AdamRule> { makeAdam(name) }

    func group<Rule: UpdateRule>(_ name: String) -> ParameterGroup<Rule> {
        let (factor, decay) = (double(name), double(name))
        return bool(name)
            ? ParameterGroup(string(name), learningRateFactor: factor, weightDecay: decay)
            : ParameterGroup(
                where: { _, parameter in parameter.rank < 2 }, learningRateFactor: factor, weightDecay: decay)
    }

    func settings(_ name: String) -> ParameterSettings<AdamRule> {
        var found: ParameterSettings<AdamRule>?
        Adam([leaf([2])]).configure(where: { _, _ in true }) { found = $0 }
        guard let found else { fatalError("an optimizer has no settings") }
        return found
    }

    func adadeltaRule(_ name: String) -> AdadeltaRule { makeAdadelta(name).rule }
    func adagradRule(_ name: String) -> AdagradRule { makeAdagrad(name).rule }
    func adamRule(_ name: String) -> AdamRule { makeAdam(name).rule }
    func adamaxRule(_ name: String) -> AdamaxRule { makeAdamax(name).rule }
    func ftrlRule(_ name: String) -> FtrlRule { makeFtrl(name).rule }
    func lionRule(_ name: String) -> LionRule { makeLion(name).rule }
    func muonRule(_ name: String) -> MuonRule { makeMuon(name).rule }
    func nadamRule(_ name: String) -> NAdamRule { makeNAdam(name).rule }
    func radamRule(_ name: String) -> RAdamRule { makeRAdam(name).rule }
    func rmspropRule(_ name: String) -> RMSpropRule { makeRMSprop(name).rule }
    func sgdRule(_ name: String) -> SGDRule { makeSGD(name).rule }

    func anyRule(_ name: String) -> any UpdateRule {
        switch below(11) {
        case 0: adadeltaRule(name)
        case 1: adagradRule(name)
        case 2: adamaxRule(name)
        case 3: ftrlRule(name)
        case 4: lionRule(name)
        case 5: muonRule(name)
        case 6: nadamRule(name)
        case 7: radamRule(name)
        case 8: rmspropRule(name)
        case 9: sgdRule(name)
        default: adamRule(name)
        }
    }

    /// What a rule remembers, before or after a step.
    func ruleState(_ name: String) -> RuleState {
        note(name, "state")
        let (rule, parameter) = (Adam([leaf([2])]).rule, leaf([2, 2]))
        var state = RuleState(of: parameter, for: rule)
        if chance(50) { _ = rule.update(parameter, Tensor.ones([2, 2]), &state, step: 1, rate: 0.1) }
        return state
    }

    /// Sets a setting of an optimizer in use, between two steps.
    func configure<Rule: UpdateRule>(_ rule: Rule, _ change: (inout Rule) -> Void) {
        let parameter = leaf([2, 2])
        let optimizer = RuleOptimizer([parameter], rule, learningRate: 0.1)
        optimizer.step { square(parameter).sum() }
        optimizer.configure(where: { _, _ in true }) { change(&$0.rule) }
        optimizer.step { square(parameter).sum() }
    }
}
