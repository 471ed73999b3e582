import Adjoint
import Foundation

/// How often each class was taken for each other. As a metric its value is the accuracy.
public struct ConfusionMatrix: Metric, CustomStringConvertible {
    /// `confusion`.
    public var name: String { "confusion" }
    /// `counts[actual][predicted]`.
    public private(set) var counts: [[Int]]

    /// A matrix without samples. More classes than `memoryLimit` has room for, of 8 bytes for each pair, are an error.
    public init(classes: Int) {
        if classes < 0 {
            report(AdjointError(.value, "ConfusionMatrix", "\(classes) classes: a number that is at least 0 is needed"))
        }
        let count =
            classes > 0 && admits(classes, classes, of: MemoryLayout<Int>.stride, "ConfusionMatrix") ? classes : 0
        counts = Array(repeating: Array(repeating: 0, count: count), count: count)
    }

    /// A matrix that was encoded.
    public init(from decoder: any Decoder) throws {
        counts = try decoder.container(keyedBy: CodingKeys.self).decode([[Int]].self, forKey: .counts)
        if !counts.allSatisfy({ $0.count == counts.count }) {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "a confusion matrix is square"))
        }
    }

    /// The matrix of some predictions.
    public init(predicted: Tensor, actual: Tensor, classes: Int) {
        self.init(classes: classes)
        add(predicted: predicted, actual: actual)
    }

    /// Adds a batch: two integer tensors of equal shape, with elements in 0..<classes. A batch with
    /// any other element is refused as a whole.
    public mutating func add(predicted: Tensor, actual: Tensor) {
        guard predicted.shape == actual.shape, predicted.dtype.isInteger, actual.dtype.isInteger else {
            return report(
                AdjointError(
                    .shape, "ConfusionMatrix",
                    "predictions \(predicted.shape) \(predicted.dtype) and labels \(actual.shape) \(actual.dtype): "
                        + "integers of equal shape are needed"))
        }
        add(predicted.asArray(Int.self), actual.asArray(Int.self))
    }

    /// Adds a batch: outputs and targets as for `Accuracy`, or probabilities of class 1 in the targets' shape with
    /// class 1 above 0.5. A batch with a class that is not in 0..<classes is refused as a whole.
    public mutating func update(_ outputs: Tensor, _ targets: Tensor) {
        guard let pairs = ClassPairs("ConfusionMatrix", outputs, targets, threshold: 0.5) else { return }
        add(pairs.predicted, pairs.actual)
    }

    private mutating func add(_ predicted: [Int], _ actual: [Int]) {
        if hasFailed { return }
        for (title, classes) in [("predicted", predicted), ("actual", actual)] {
            if let wrong = classes.first(where: { !counts.indices.contains($0) }) {
                return report(
                    AdjointError(
                        .index, "ConfusionMatrix", "the \(title) class \(wrong) is not in 0..<\(counts.count)"))
            }
        }
        for (prediction, label) in zip(predicted, actual) { counts[label][prediction] += 1 }
    }

    /// Forgets all samples.
    public mutating func reset() { self = Self(classes: counts.count) }

    /// There are as many classes as here, and no counts below 0.
    public func check(_ saved: Self) throws {
        try checkSetting(saved.counts.count, is: counts.count, "number of classes")
        let total = saved.counts.reduce(0.0) { $1.reduce($0) { $0 + Double($1) } }
        if total > 0x1p53 || saved.counts.contains(where: { $0.contains { $0 < 0 } }) {
            throw ImpossibleState("these cannot be the counts of samples")
        }
    }

    /// The number of samples.
    public var total: Int { counts.reduce(0) { $0 + $1.reduce(0, +) } }

    /// The share of samples whose class was found; NaN without samples.
    public var accuracy: Double {
        Double(counts.indices.reduce(0) { $0 + counts[$1][$1] }) / Double(total)
    }

    /// The accuracy.
    public var value: Double { accuracy }

    /// `normalized[actual][predicted]`: each row of the counts divided by its sum; zeros for a class without samples.
    public var normalized: [[Double]] {
        counts.map { row in
            let sum = Double(row.reduce(0, +))
            return row.map { sum == 0 ? 0 : Double($0) / sum }
        }
    }

    /// How often a class was found, predicted and right.
    func tally(_ index: Int) -> Tally {
        Tally(
            hits: counts[index][index], predicted: counts.reduce(0) { $0 + $1[index] },
            actual: counts[index].reduce(0, +))
    }
}
