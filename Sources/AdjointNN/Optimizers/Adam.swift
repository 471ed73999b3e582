import Adjoint
import Foundation

/// Adam (Kingma and Ba, 2015, algorithm 1): steps scaled by running means of the gradient and of its square.
///
/// m ← β₁m + (1 - β₁)g, v ← β₂v + (1 - β₂)g², p ← p - η · m̂ / (√v̂ + ε), with m̂ = m / (1 - β₁ᵗ) and v̂ = v / (1 - β₂ᵗ).
public final class Adam: Optimizer {
    /// η. A number that is negative or not finite is refused, and the old one stays.
    public var learningRate: Double {
        didSet {
            if !checkSetting(learningRate, "learning rate", of: "Adam") { learningRate = oldValue }
        }
    }
    /// β₁ and β₂.
    public let betas: (Double, Double)
    /// ε, added to the root of the second moment.
    public let epsilon: Double
    /// The tensors that the optimizer changes.
    public let parameters: [Tensor]
    private var moments: [(first: Tensor, second: Tensor)]
    private var steps: [Int]

    /// An optimizer of the given tensors.
    public init(
        _ parameters: [Tensor], learningRate: Double = 1e-3, betas: (Double, Double) = (0.9, 0.999),
        epsilon: Double = 1e-8
    ) {
        checkSetting(learningRate, "learning rate", of: "Adam")
        checkSetting(epsilon, "epsilon", of: "Adam")
        for beta in [betas.0, betas.1] where !(0..<1).contains(beta) {
            report(AdjointError(.value, "Adam", "a beta is \(beta): numbers in 0..<1 are needed"))
        }
        self.parameters = parameters
        self.learningRate = learningRate
        self.betas = betas
        self.epsilon = epsilon
        moments = parameters.map { (Tensor.zeros(like: $0), Tensor.zeros(like: $0)) }
        steps = Array(repeating: 0, count: parameters.count)
    }

    /// An optimizer of a module's parameters.
    public convenience init(
        _ module: some Module, learningRate: Double = 1e-3, betas: (Double, Double) = (0.9, 0.999),
        epsilon: Double = 1e-8
    ) {
        self.init(module.parameters, learningRate: learningRate, betas: betas, epsilon: epsilon)
    }

    /// Changes every parameter that has a gradient; the others, their moments and their t stay as they are.
    public func step() {
        let (beta1, beta2) = betas
        withoutGradient {
            for (index, parameter) in parameters.enumerated() {
                guard let gradient = parameter.grad else { continue }
                steps[index] += 1
                let (m, v) = moments[index]
                m.assign(beta1 * m + (1 - beta1) * gradient)
                v.assign(beta2 * v + (1 - beta2) * square(gradient))
                let correction1 = 1 - pow(beta1, Double(steps[index]))
                let correction2 = 1 - pow(beta2, Double(steps[index]))
                parameter.assign(
                    parameter - (learningRate / correction1) * m / (sqrt(v) / correction2.squareRoot() + epsilon))
            }
        }
    }
}
