import Adjoint
import Foundation

/// How often each class was taken for each other.
public struct ConfusionMatrix: Sendable, CustomStringConvertible {
    /// `counts[actual][predicted]`.
    public private(set) var counts: [[Int]]

    /// A matrix without samples.
    public init(classes: Int) {
        if classes < 0 {
            report(AdjointError(.value, "ConfusionMatrix", "\(classes) classes: a number that is at least 0 is needed"))
        }
        counts = Array(repeating: Array(repeating: 0, count: max(classes, 0)), count: max(classes, 0))
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
        let (predictions, labels) = (predicted.asArray(Int.self), actual.asArray(Int.self))
        for (title, classes) in [("predicted", predictions), ("actual", labels)] {
            if let wrong = classes.first(where: { !counts.indices.contains($0) }) {
                return report(
                    AdjointError(
                        .index, "ConfusionMatrix", "the \(title) class \(wrong) is not in 0..<\(counts.count)"))
            }
        }
        for (prediction, label) in zip(predictions, labels) { counts[label][prediction] += 1 }
    }

    /// The number of samples.
    public var total: Int { counts.reduce(0) { $0 + $1.reduce(0, +) } }

    /// The share of samples whose class was found; NaN without samples.
    public var accuracy: Double {
        Double(counts.indices.reduce(0) { $0 + counts[$1][$1] }) / Double(total)
    }

    /// A table: a row for each actual class, a column for each predicted one; a point for 0.
    public var description: String {
        let cells = counts.map { $0.map { $0 == 0 ? "·" : String($0) } }
        let headings = counts.indices.map(String.init)
        let width = 1 + ((cells.flatMap { $0 } + headings).map(\.count).max() ?? 1)
        func padded(_ text: String) -> String { String(repeating: " ", count: width - text.count) + text }
        let margin = (headings.last?.count ?? 1) + 7
        func row(_ title: String, _ items: [String]) -> String {
            String(repeating: " ", count: max(margin - title.count, 0)) + title + " │" + items.map(padded).joined()
        }
        let rule =
            String(repeating: "─", count: margin) + "─┼" + String(repeating: "─", count: width * counts.count)
        return ([row("actual", headings) + "  predicted", rule] + zip(headings, cells).map { row($0, $1) })
            .joined(separator: "\n")
    }
}
