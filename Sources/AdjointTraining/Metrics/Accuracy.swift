import Adjoint

/// The share of samples whose greatest score is that of their class.
public struct Accuracy: Metric {
    private var hits = 0
    private var total = 0

    /// No samples yet.
    public init() {}

    /// `accuracy`.
    public var name: String { "accuracy" }

    /// Scores [batch, classes] beside classes [batch], integer.
    public mutating func update(_ outputs: Tensor, _ targets: Tensor) {
        guard outputs.rank == 2, targets.shape == [outputs.shape[0]], targets.dtype.isInteger else {
            return report(
                AdjointError(
                    .shape, "Accuracy",
                    "outputs \(outputs.shape) and targets \(targets.shape) \(targets.dtype): scores [batch, classes] "
                        + "and integer classes [batch] are needed"))
        }
        if targets.count == 0 { return }
        let predicted = outputs.argmax(axis: 1).cast(to: targets.dtype)
        hits += zip(predicted.asArray(Int.self), targets.asArray(Int.self)).reduce(0) { $0 + ($1.0 == $1.1 ? 1 : 0) }
        total += targets.count
    }

    /// The share; NaN before any sample.
    public var value: Double { Double(hits) / Double(total) }

    /// Forgets all samples.
    public mutating func reset() { self = Accuracy() }
}
