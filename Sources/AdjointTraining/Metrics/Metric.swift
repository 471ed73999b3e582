import Adjoint

/// A number that says how good outputs are, gathered over batches.
///
/// What it gives does not depend on how the samples were divided into batches. It is `Codable` so that a checkpoint in
/// the middle of an epoch keeps it.
public protocol Metric: Sendable, Codable {
    /// What histories and progress bars call it, such as `accuracy`. Two metrics of one trainer need different names:
    /// let it tell the settings by which the number differs, such as a class or a threshold.
    var name: String { get }

    /// Adds a batch: what a model gave and what is right. A batch whose shapes or dtypes do not fit, or that holds a
    /// class that cannot be, is reported and left out as a whole.
    mutating func update(_ outputs: Tensor, _ targets: Tensor)

    /// The number for all samples since the beginning or the last `reset`; NaN where there were none.
    var value: Double { get }

    /// Forgets all samples.
    mutating func reset()

    /// Looks at what a checkpoint has of a metric of this type, before anything of a run is changed by it, and throws
    /// where it cannot be what this metric has counted: other settings, or sums that would stop the program later.
    ///
    /// Integers (`Int`) in it are counts, and refused beyond 2^53 in any case; use `UInt64` for what is none. By
    /// default all else that can be decoded is taken.
    /// - Throws: `ImpossibleState`.
    func check(_ saved: Self) throws
}

extension Metric {
    /// Takes all that can be decoded.
    public func check(_ saved: Self) throws {}

    /// The number for one batch by itself: `Accuracy()(model(images), labels)`.
    public func callAsFunction(_ outputs: Tensor, _ targets: Tensor) -> Double {
        var copy = self
        copy.reset()
        copy.update(outputs, targets)
        return copy.value
    }
}

/// What a batch says about classes.
struct ClassPairs {
    let predicted: [Int]
    let actual: [Int]

    /// The predicted and the right class of each sample. Where outputs are
    /// - floating point [batch, classes], with integer targets [batch]: the class with the highest score, of equal ones
    /// the first;
    /// - floating point in the targets' shape, if there is a threshold: class 1 above it, else class 0;
    /// - integers or truth values in the targets' shape: the predicted classes themselves.
    ///
    /// Floating-point targets are class 1 above 0.5. Reports any other combination, and gives nil then.
    init?(_ metric: String, _ outputs: Tensor, _ targets: Tensor, threshold: Double?) {
        let isFloating = outputs.dtype.isFloatingPoint
        let (isSame, isWhole) = (outputs.shape == targets.shape, !targets.dtype.isFloatingPoint)
        if isFloating, isWhole, outputs.rank == 2, outputs.shape[1] > 1, targets.shape == [outputs.shape[0]] {
            predicted = withoutGradient { outputs.argmax(axis: 1) }.asArray(Int.self)
        } else if isFloating, isSame, let threshold {
            predicted = withoutGradient { outputs .> threshold }.asArray(Int.self)
        } else if !isFloating, isSame, isWhole {
            predicted = outputs.asArray(Int.self)
        } else {
            report(
                AdjointError(
                    .shape, metric,
                    "outputs \(outputs.shape) \(outputs.dtype) and targets \(targets.shape) \(targets.dtype): scores "
                        + "[batch, classes] for integer targets [batch] are needed, or "
                        + (threshold == nil ? "" : "probabilities or ") + "classes in the targets' shape"))
            return nil
        }
        actual = (isWhole ? targets : withoutGradient { targets .> 0.5 }).asArray(Int.self)
        if hasFailed { return nil }  // stand-ins are no samples
    }
}
