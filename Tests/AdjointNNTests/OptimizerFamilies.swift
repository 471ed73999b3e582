import Adjoint
import AdjointNN

/// One update rule under several settings.
struct OptimizerFamily: Sendable, CustomStringConvertible {
    let description: String
    let count: Int
    /// An optimizer of the tensors under the settings of a number.
    let make: @Sendable (_ parameters: [Tensor], _ settings: Int) -> any Optimizer
    /// Switches an optimizer to the settings of a number.
    let change: @Sendable (_ optimizer: any Optimizer, _ settings: Int) -> Void

    init<Rule: UpdateRule>(_ optimizers: [RuleOptimizer<Rule>], rate: Double = 0.01) {
        let rules = optimizers.map(\.rule)
        description = rules[0].name
        count = rules.count
        make = { RuleOptimizer($0, rules[$1], learningRate: rate) }
        change = { optimizer, index in
            guard let optimizer = optimizer as? RuleOptimizer<Rule> else { return }
            optimizer.configure(where: { _, _ in true }) { $0.rule = rules[index] }
        }
    }

    private static let none: [Tensor] = []

    static let all: [OptimizerFamily] = [
        OptimizerFamily([
            SGD(none, learningRate: 1), SGD(none, learningRate: 1, momentum: 0.9),
            SGD(none, learningRate: 1, momentum: 0.5, dampening: 0.25, weightDecay: 0.1),
            SGD(none, learningRate: 1, momentum: 0.9, nesterov: true),
        ]),
        OptimizerFamily([
            Adam(none), Adam(none, amsgrad: true), Adam(none, betas: (0, 0), weightDecay: 0.1),
            Adam(none, betas: (0.9, 0), epsilon: 0, amsgrad: true),
        ]),
        OptimizerFamily([AdamW(none), AdamW(none, epsilon: 0, weightDecay: 0.1, amsgrad: true)]),
        OptimizerFamily([
            NAdam(none), NAdam(none, epsilon: 0, weightDecay: 0.1),
            NAdam(none, weightDecay: 0.1, isDecayDecoupled: true),
        ]),
        OptimizerFamily([
            RAdam(none, betas: (0.8, 0.9)), RAdam(none, epsilon: 0, weightDecay: 0.1),
            RAdam(none, betas: (0, 0.9), weightDecay: 0.1, isDecayDecoupled: true),
        ]),
        OptimizerFamily([Adamax(none), Adamax(none, betas: (0, 0), epsilon: 0, weightDecay: 0.1)]),
        OptimizerFamily([
            Adadelta(none), Adadelta(none, rho: 0, weightDecay: 0.1), Adadelta(none, epsilon: 0),
            Adadelta(none, rho: 1),
        ]),
        OptimizerFamily([
            Adagrad(none), Adagrad(none, learningRateDecay: 0.1, initialAccumulator: 1, weightDecay: 0.1),
            Adagrad(none, epsilon: 0),
        ]),
        OptimizerFamily([
            RMSprop(none), RMSprop(none, centered: true), RMSprop(none, momentum: 0.9),
            RMSprop(none, momentum: 0.9, centered: true), RMSprop(none, alpha: 0.5, epsilon: 0, centered: true),
            RMSprop(none, alpha: 0, momentum: 0.5, weightDecay: 0.1), RMSprop(none, alpha: 1, centered: true),
        ]),
        OptimizerFamily([
            Ftrl(none), Ftrl(none, l1: 0.1, l2: 0.1, beta: 1), Ftrl(none, initialAccumulator: 0, weightDecay: 0.1),
        ]),
        OptimizerFamily([Lion(none), Lion(none, betas: (0, 0), weightDecay: 0.1)]),
        OptimizerFamily([
            Muon(none), Muon(none, momentum: 0, nesterov: false, weightDecay: 0, scale: .matchingAdamW),
            Muon(none, momentum: 1, epsilon: 1e-60),
        ]),
    ]
}
