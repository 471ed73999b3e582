import Adjoint
import AdjointNN

/// Two linear layers whose results add up: the network of `Golden/optimizers.py`.
struct SmallNetwork: Module {
    let narrow = Linear(2, 3, dtype: .float64)
    let wide = Linear(4, 3, bias: false, dtype: .float64)

    private static let samples = Golden.pattern([6, 6], 83, 4)
    private static let labels = Tensor([0, 2, 1, 1, 0, 2] as [Int])

    init() {
        for (position, parameter) in parameters.enumerated() {
            parameter.assign(Golden.pattern(parameter.shape, 29 + 6 * position, 1.5))
        }
    }

    func callAsFunction(_ x: Tensor) -> Tensor { narrow(x[.all, 0..<2]) + wide(x[.all, 2...]) }

    /// The cost of all six samples, or of two of them.
    func cost(_ rows: Range<Int> = 0..<6) -> Tensor {
        crossEntropy(self(Self.samples[rows]), Self.labels[rows]) + Penalty.l2(0.002)(weightsAndBiasesOf: self)
    }

    var allParameters: [Double] { parameters.flatMap { $0.asArray(Double.self) } }
}

extension Penalty {
    /// Of all parameters, as in the script.
    fileprivate func callAsFunction(weightsAndBiasesOf model: some Module) -> Tensor {
        model.parameters.map { self($0) }.reduce(Tensor(0 as Double)) { $0 + $1 }
    }
}

/// The optimizers of `Golden/optimizers.json` with their settings.
enum OptimizerCases {
    typealias Make = @Sendable (SmallNetwork) -> any Optimizer

    static let all: [String: Make] = firstOrder.merging(adaptive) { $1 }.merging(adamLike) { $1 }.merging(others) { $1 }

    static let firstOrder: [String: Make] = [
        "SGD with weight decay": { SGD($0, learningRate: 0.1, weightDecay: 0.05) },
        "SGD with dampening": { SGD($0, learningRate: 0.1, momentum: 0.8, dampening: 0.3) },
        "SGD with Nesterov's momentum": {
            SGD($0, learningRate: 0.05, momentum: 0.9, nesterov: true, weightDecay: 0.01)
        },
        "clipping by norm": {
            let optimizer = SGD($0, learningRate: 0.5)
            optimizer.clipping = .norm(0.1)
            return optimizer
        },
        "clipping by value": {
            let optimizer = SGD($0, learningRate: 0.5)
            optimizer.clipping = .value(0.04)
            return optimizer
        },
        "accumulation": {
            let optimizer = SGD($0, learningRate: 0.2, momentum: 0.5)
            optimizer.accumulatedSteps = 3
            return optimizer
        },
        "averages": { SGD($0, learningRate: 0.2) },
        "Lion": { Lion($0, learningRate: 1e-3) },
        "Lion with weight decay": { Lion($0, learningRate: 0.01, betas: (0.8, 0.95), weightDecay: 0.3) },
        "Muon": { Muon($0.parameters { $1.rank == 2 }, learningRate: 0.02) },
        "Muon matching AdamW": {
            Muon(
                $0.parameters { $1.rank == 2 }, learningRate: 0.02, momentum: 0.8, nesterov: false, weightDecay: 0.2,
                scale: .matchingAdamW)
        },
    ]

    static let adamLike: [String: Make] = [
        "Adam with weight decay and AMSGrad": {
            Adam($0, learningRate: 0.05, betas: (0.8, 0.9), weightDecay: 0.05, amsgrad: true)
        },
        "AdamW": { AdamW($0, learningRate: 0.01) },
        "AdamW with AMSGrad": {
            AdamW($0, learningRate: 0.05, betas: (0.8, 0.9), weightDecay: 0.5, amsgrad: true)
        },
        "AdamW in groups": {
            let optimizer = AdamW($0, learningRate: 0.05, weightDecay: 0.2)
            optimizer.exemptBiasesAndNormsFromDecay()
            optimizer.configure(where: { name, _ in name.hasPrefix("wide.") }) { $0.learningRateFactor = 0.1 }
            return optimizer
        },
        "NAdam": { NAdam($0) },
        "NAdam with weight decay": { NAdam($0, learningRate: 0.05, weightDecay: 0.05, momentumDecay: 0.01) },
        "NAdam with decoupled weight decay": {
            NAdam($0, learningRate: 0.05, weightDecay: 0.05, isDecayDecoupled: true)
        },
        "RAdam": { RAdam($0, learningRate: 0.01) },
        "RAdam with weight decay": { RAdam($0, learningRate: 0.05, betas: (0.8, 0.9), weightDecay: 0.05) },
        "RAdam with decoupled weight decay": {
            RAdam($0, learningRate: 0.05, weightDecay: 0.05, isDecayDecoupled: true)
        },
        "Adamax": { Adamax($0) },
        "Adamax with weight decay": { Adamax($0, learningRate: 0.05, betas: (0.8, 0.99), weightDecay: 0.05) },
    ]

    static let adaptive: [String: Make] = [
        "Adadelta": { Adadelta($0) },
        "Adadelta with weight decay": { Adadelta($0, learningRate: 5, rho: 0.7, epsilon: 1e-4, weightDecay: 0.05) },
        "Adagrad": { Adagrad($0) },
        "Adagrad with decay": {
            Adagrad($0, learningRate: 0.1, learningRateDecay: 0.05, initialAccumulator: 0.1, weightDecay: 0.05)
        },
        "RMSprop": { RMSprop($0) },
        "RMSprop with momentum, centered": {
            RMSprop(
                $0, learningRate: 0.005, alpha: 0.9, epsilon: 1e-4, momentum: 0.8, centered: true, weightDecay: 0.05)
        },
        "Ftrl": { Ftrl($0, learningRate: 0.5) },
        "Ftrl with L1 and L2": { Ftrl($0, learningRate: 0.5, l1: 0.02, l2: 0.01, beta: 1, initialAccumulator: 0.2) },
    ]

    static let others: [String: Make] = [
        "LBFGS, one move at a time": {
            LBFGS($0, learningRate: 0.5, maxIterations: 1, historySize: 5, lineSearch: .none)
        },
        "LBFGS with strong Wolfe, one move at a time": { LBFGS($0, maxIterations: 1, historySize: 6) },
        "LBFGS with strong Wolfe": { LBFGS($0, maxIterations: 4) },
        "LBFGS without search": {
            LBFGS(
                $0, learningRate: 0.5, maxIterations: 3, historySize: 20, lineSearch: .none)
        },
    ]
}
