import Adjoint

/// A layer that changes nothing and notes a penalty of what goes through it, for the loss:
///
///     let model = Sequential(Linear(64, 32), ReLU(), ActivityPenalty(.l1(1e-4)), Linear(32, 10))
///     …
///     let loss = crossEntropy(model(x), labels) + model.activityPenalty
///
/// It notes the mean over the samples of the last call in training, and nothing in evaluation.
public final class ActivityPenalty: Module, @unchecked Sendable {
    /// What is noted.
    public let penalty: Penalty
    let mode = TrainingMode()
    /// The penalty of the last call; nil before the first, and after one in evaluation.
    private(set) var last: Tensor?

    /// A layer that notes the given penalty.
    public init(_ penalty: Penalty) { self.penalty = penalty }

    /// `x` itself, [samples, ...].
    public func callAsFunction(_ x: Tensor) -> Tensor {
        willChange(self, last) { $0.last = $1 }
        last = mode.isTraining ? penalty(activations: x) : nil
        return observed(x)
    }
}

extension Module {
    /// The sum of what the `ActivityPenalty` layers of this module noted at their last call, rank 0; 0 where there are none.
    public var activityPenalty: Tensor {
        let penalties = modules.compactMap { ($0 as? ActivityPenalty)?.last }
        guard let first = penalties.first else { return Tensor.zeros([]) }
        return penalties.dropFirst().reduce(first) { $0 + $1 }
    }
}
