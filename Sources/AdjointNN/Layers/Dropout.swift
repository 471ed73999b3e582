import Adjoint

/// In training each element is 0 with a given probability p, else divided by 1 - p, so that its expected value stays;
/// in evaluation the identity (Srivastava et al., 2014).
///
/// Each call draws another set of elements, and the same sets again after the generator is seeded anew.
public struct Dropout: Module, Sendable {
    /// The probability p that an element is dropped.
    public let probability: Double
    let mode = TrainingMode()
    private let generator: RandomGenerator

    /// A layer that drops with the given probability, in 0...1.
    public init(_ probability: Double = 0.5, generator: RandomGenerator = .shared) {
        self.probability = checked(probability, "Dropout")
        self.generator = generator
    }

    /// `x` with elements dropped.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        computed("Dropout") { mode.isTraining ? dropped(x, mask: x.shape, probability, generator, mode) : x }
    }
}

/// In training each channel of each image is 0 with a given probability p, else divided by 1 - p; in evaluation the
/// identity (Tompson et al., 2015).
///
/// Shapes: [batch, channels, height, width] → the same.
public struct Dropout2d: Module, Sendable {
    /// The probability p that a channel is dropped.
    public let probability: Double
    let mode = TrainingMode()
    private let generator: RandomGenerator

    /// A layer that drops with the given probability, in 0...1.
    public init(_ probability: Double = 0.5, generator: RandomGenerator = .shared) {
        self.probability = checked(probability, "Dropout2d")
        self.generator = generator
    }

    /// `x` with channels dropped.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        guard x.rank == 4 else {
            return fail(
                .shape, "Dropout2d", "\(x.shape): [batch, channels, height, width] is needed",
                dtype: x.dtype)
        }
        let mask = [x.shape[0], x.shape[1], 1, 1]
        return computed("Dropout2d") { mode.isTraining ? dropped(x, mask: mask, probability, generator, mode) : x }
    }
}

private func dropped(
    _ x: Tensor, mask: [Int], _ probability: Double, _ generator: RandomGenerator, _ mode: TrainingMode
) -> Tensor {
    if probability == 0 { return x }
    noticeTrainingWithoutGradient("Dropout", mode)
    let isKept = Tensor.uniform(mask, generator: generator) .>= probability
    return which(isKept, x / (1 - probability), Tensor(0.0))
}

private func checked(_ probability: Double, _ name: String) -> Double {
    if (0...1).contains(probability) { return probability }
    report(AdjointError(.value, name, "the probability \(probability) is not in 0...1"))
    return 0
}
