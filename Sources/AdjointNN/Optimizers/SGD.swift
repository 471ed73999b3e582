import Adjoint

/// Stochastic gradient descent: p ← p - η·g; with momentum μ, v ← μ·v + g and p ← p - η·v (PyTorch's form).
public final class SGD: Optimizer {
    /// η. A number that is negative or not finite is refused, and the old one stays.
    public var learningRate: Double {
        didSet {
            if !checkSetting(learningRate, "learning rate", of: "SGD") { learningRate = oldValue }
        }
    }
    /// μ.
    public let momentum: Double
    /// The tensors that the optimizer changes.
    public let parameters: [Tensor]
    private var velocities: [Tensor?]

    /// An optimizer of the given tensors.
    public init(_ parameters: [Tensor], learningRate: Double, momentum: Double = 0) {
        checkSetting(learningRate, "learning rate", of: "SGD")
        checkSetting(momentum, "momentum", of: "SGD")
        self.parameters = parameters
        self.learningRate = learningRate
        self.momentum = momentum
        velocities = Array(repeating: nil, count: parameters.count)
    }

    /// An optimizer of a module's parameters.
    public convenience init(_ module: some Module, learningRate: Double, momentum: Double = 0) {
        self.init(module.parameters, learningRate: learningRate, momentum: momentum)
    }

    /// Changes every parameter that has a gradient; the others, and their velocities, stay as they are.
    public func step() {
        withoutGradient {
            for (index, parameter) in parameters.enumerated() {
                guard let gradient = parameter.grad else { continue }
                var direction = gradient
                if momentum != 0 {
                    direction = velocities[index].map { momentum * $0 + gradient } ?? gradient.detach()
                    velocities[index] = direction
                }
                parameter.assign(parameter - learningRate * direction)
            }
        }
    }
}
