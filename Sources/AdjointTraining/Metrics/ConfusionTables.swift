import Adjoint
import Foundation

extension ConfusionMatrix {
    /// A table: a row for each actual class, a column for each predicted one; a point for 0.
    public var description: String { table(counts.map { $0.map { $0 == 0 ? "·" : String($0) } }) }

    /// The same table with shares of each row instead of counts, to two decimal places.
    public var normalizedDescription: String {
        table(normalized.map { $0.map { $0 == 0 ? "·" : String(format: "%.2f", $0) } })
    }

    private func table(_ cells: [[String]]) -> String {
        let headings = counts.indices.map(String.init)
        let width = 1 + ((cells.flatMap { $0 } + headings).map(\.count).max() ?? 1)
        let margin = (headings.last?.count ?? 1) + 7
        func row(_ title: String, _ items: [String]) -> String {
            title.leftPadded(to: margin) + " │" + items.map { $0.leftPadded(to: width) }.joined()
        }
        let rule =
            String(repeating: "─", count: margin) + "─┼" + String(repeating: "─", count: width * counts.count)
        return ([row("actual", headings) + "  predicted", rule] + zip(headings, cells).map { row($0, $1) })
            .joined(separator: "\n")
    }

    /// Precision, recall, F1 score and number of samples of each class, then the accuracy and the means over the
    /// classes: each class alike (macro) and by its number of samples (weighted). The layout and the rules are those of
    /// scikit-learn's `classification_report`: a class that does not occur has no row, and a ratio whose divisor is 0 is 0.
    ///
    /// The classes are called 0, 1, 2 … unless `classNames`, one for each, says otherwise.
    public func classificationReport(classNames: [String]? = nil) -> String {
        if let classNames, classNames.count != counts.count {
            report(
                AdjointError(
                    .shape, "classificationReport",
                    "\(classNames.count) names for a matrix of \(counts.count) classes"))
        }
        let rows = counts.indices.map { (index: $0, tally: tally($0)) }
            .filter { $0.tally.actual + $0.tally.predicted > 0 }
        func name(_ index: Int) -> String {
            classNames.flatMap { $0.indices.contains(index) ? $0[index] : nil } ?? String(index)
        }
        let width = max(rows.map { name($0.index).count }.max() ?? 0, "weighted avg".count)
        func line(_ title: String, _ cells: [String]) -> String {
            title.leftPadded(to: width) + " " + cells.map { $0.leftPadded(to: 10) }.joined()
        }
        func numbers(_ values: [Double]) -> [String] { values.map { String(format: "%.2f", $0) } }
        func mean(_ weight: (Tally) -> Double) -> [String] {
            let sum = rows.reduce(0) { $0 + weight($1.tally) }
            return numbers(
                [\Tally.precision, \.recall, \.f1].map { score in
                    rows.reduce(0) { $0 + weight($1.tally) * $1.tally[keyPath: score] } / sum
                })
        }
        let classes = rows.map { index, tally in
            line(name(index), numbers([tally.precision, tally.recall, tally.f1]) + [String(tally.actual)])
        }
        let total = String(total)
        return
            ([line("", ["precision", "recall", "f1-score", "support"]), ""] + classes + [
                "", line("accuracy", ["", "", numbers([accuracy])[0], total]),
                line("macro avg", mean { _ in 1 } + [total]),
                line("weighted avg", mean { Double($0.actual) } + [total]),
            ]).joined(separator: "\n")
    }
}

extension String {
    func leftPadded(to width: Int) -> String {
        String(repeating: " ", count: max(width - count, 0)) + self
    }
}
