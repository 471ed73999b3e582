import Adjoint
import AdjointNN
import Testing

@Suite("A mistake in an optimizer's settings gives one precise sentence")
struct OptimizerErrorTests {
    private static func mistake(_ sentence: String, _ make: @escaping @Sendable () -> Void) -> Mistake {
        Mistake(.value, sentence, make)
    }

    static let none: [Tensor] = []

    static let mistakes: [Mistake] = [
        mistake("SGD: the dampening is -1.0: a finite number, at least 0, is needed") {
            _ = SGD(none, learningRate: 1, momentum: 0.5, dampening: -1)
        },
        mistake("SGD: the weight decay is inf: a finite number, at least 0, is needed") {
            _ = SGD(none, learningRate: 1, weightDecay: .infinity)
        },
        mistake(
            "SGD: Nesterov's momentum is asked for with momentum 0.0 and dampening 0.0: a momentum greater than 0, "
                + "and no dampening, are needed"
        ) { _ = SGD(none, learningRate: 1, nesterov: true) },
        mistake("AdamW: a beta is 1.0: numbers in 0..<1 are needed") { _ = AdamW(none, betas: (0.9, 1)) },
        mistake("NAdam: the momentum decay is -1.0: a finite number, at least 0, is needed") {
            _ = NAdam(none, momentumDecay: -1)
        },
        mistake("RAdam: a beta is -0.5: numbers in 0..<1 are needed") { _ = RAdam(none, betas: (-0.5, 0.9)) },
        mistake("Adamax: the epsilon is nan: a finite number, at least 0, is needed") {
            _ = Adamax(none, epsilon: .nan)
        },
        mistake("Adadelta: the rho is 1.5: a number in 0...1 is needed") { _ = Adadelta(none, rho: 1.5) },
        mistake("Adagrad: the initial accumulator is -0.5: a finite number, at least 0, is needed") {
            _ = Adagrad(none, initialAccumulator: -0.5)
        },
        mistake("Adagrad: the learning rate decay is -0.5: a finite number, at least 0, is needed") {
            _ = Adagrad(none, learningRateDecay: -0.5)
        },
        mistake("RMSprop: the alpha is -1.0: a number in 0...1 is needed") { _ = RMSprop(none, alpha: -1) },
        mistake("RMSprop: the momentum is -1.0: a finite number, at least 0, is needed") {
            _ = RMSprop(none, momentum: -1)
        },
        mistake("Ftrl: the l1 is -1.0: a finite number, at least 0, is needed") { _ = Ftrl(none, l1: -1) },
        mistake("Ftrl: the learning rate is 0.0: a finite number greater than 0 is needed") {
            let x = Tensor([1 as Double]).requiringGrad()
            Ftrl([x], learningRate: 0).step { square(x).sum() }
        },
        mistake("Lion: a beta is 2.0: numbers in 0..<1 are needed") { _ = Lion(none, betas: (2, 0.9)) },
        mistake("Muon: the momentum is 1.5: a number in 0...1 is needed") { _ = Muon(none, momentum: 1.5) },
        Mistake(
            .shape,
            "Muon: the parameter bias is [2]: two axes or more are needed, so leave it to another optimizer"
        ) { _ = Muon(Linear(3, 2)) },
        mistake("LBFGS: the number of iterations is 0: at least 1 is needed") { _ = LBFGS(none, maxIterations: 0) },
        mistake("LBFGS: the history size is 0: at least 1 is needed") { _ = LBFGS(none, historySize: 0) },
        mistake("LBFGS: the learning rate is -1.0: a finite number, at least 0, is needed") {
            LBFGS(none).learningRate = -1
        },
        mistake("Adam: the number of accumulated steps is 0: at least 1 is needed") {
            Adam(none).accumulatedSteps = 0
        },
        mistake("Adam.configure: the condition selects none of the parameters") {
            Adam(Linear(3, 2)).configure(where: { name, _ in name == "wieght" }) { $0.learningRateFactor = 2 }
        },
        mistake("Adam: the learning rate factor is -1.0: a finite number, at least 0, is needed") {
            Adam(Linear(3, 2)).configure(where: { _, _ in true }) { $0.learningRateFactor = -1 }
        },
        mistake("Adam: the weight decay is -1.0: a finite number, at least 0, is needed") {
            Adam(Linear(3, 2)).configure(where: { _, _ in true }) { $0.rule.weightDecay = -1 }
        },
        mistake("GradientClipping.norm: the limit is -1.0: a finite number, at least 0, is needed") {
            clipGradients(none, .norm(-1))
        },
        mistake("GradientClipping.value: the limit is nan: a finite number, at least 0, is needed") {
            clipGradients(none, .value(.nan))
        },
        mistake("ExponentialMovingAverage: the decay is 1.5: a number in 0...1 is needed") {
            _ = ExponentialMovingAverage(none, decay: 1.5)
        },
    ]

    @Test("each", arguments: mistakes)
    func each(mistake: Mistake) { mistake.expect() }
}
