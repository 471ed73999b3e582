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

    /// They stay missing, as NaN: for a model with an `Imputer`, which fills them by what it learned of the training
    /// data, in other tables too. A missing target is an error.
    case kept

    /// Whether a field, without the blanks around it, says that there is no number.
    static func isMissing(_ text: String) -> Bool {
        text.isEmpty || ["na", "n/a", "nan", "null", "none", "?"].contains(text.lowercased())
    }

    /// What stands in for the missing numbers of a column that has these, which may be reordered; nil where it has none
    /// to learn from.
    func substitute(for column: inout [Float]) -> Float? {
        switch self {
        case .refused, .droppedRow, .kept: return nil
        case .constant(let value): return Float(value)
        case .mean: return meanValue(of: column).map { Float($0) }
        case .median: return medianValue(of: &column).map { Float($0) }
        }
    }

    /// The rule's name in an error.
    var title: String { self == .median ? "median" : "mean" }
}

/// The mean of some numbers; nil where there are none.
func meanValue(of numbers: [some BinaryFloatingPoint]) -> Double? {
    numbers.isEmpty ? nil : numbers.reduce(0) { $0 + Double($1) } / Double(numbers.count)
}

/// The median of some numbers, which it sorts, of an even count the mean of the two in the middle; nil where there are
/// none.
func medianValue(of numbers: inout [some BinaryFloatingPoint]) -> Double? {
    if numbers.isEmpty { return nil }
    numbers.sort()
    let middle = numbers.count / 2
    if numbers.count % 2 == 1 { return Double(numbers[middle]) }
    return (Double(numbers[middle - 1]) + Double(numbers[middle])) / 2
}
