import Adjoint

/// What becomes of numbers that a table lacks: fields that are empty or say `NA`, `N/A`, `NaN`, `null`, `None` or `?`,
/// in capitals or not.
public enum MissingValues: Sendable, Hashable {
    /// They are an error.
    case refused
    /// A row that lacks a number or its target is left out.
    case droppedRow
    /// They become the mean of the column's numbers. That of the whole table: where a part of it is for a test, the
    /// test has a share in it.
    case mean
    /// They become the median of the column's numbers, of an even count the mean of the two in the middle.
    case median
    /// They become this number, such as 0.
    case constant(Double)

    /// Whether a field, without the blanks around it, says that there is no number.
    func isMissing(_ text: String) -> Bool {
        if self == .refused { return false }
        return text.isEmpty || ["na", "n/a", "nan", "null", "none", "?"].contains(text.lowercased())
    }

    /// What stands in for the missing numbers of a column; nil where it has none to learn from.
    func substitute(for column: [Float]) -> Float? {
        switch self {
        case .refused, .droppedRow: return nil
        case .constant(let value): return Float(value)
        case .mean:
            if column.isEmpty { return nil }
            return Float(column.reduce(0) { $0 + Double($1) } / Double(column.count))
        case .median:
            if column.isEmpty { return nil }
            let (sorted, middle) = (column.sorted(), column.count / 2)
            if column.count % 2 == 1 { return sorted[middle] }
            return Float((Double(sorted[middle - 1]) + Double(sorted[middle])) / 2)
        }
    }

    /// The rule's name in an error.
    var title: String { self == .median ? "median" : "mean" }
}
