import Adjoint
import Foundation

/// A column of a table: `"species"`, by the name in the header, or `4`, by its position from 0; -1 is the last.
public enum CSVColumn: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    /// The column of a name.
    case named(String)
    /// The column at a position, counted from 0, or from -1 backward.
    case at(Int)

    /// The column of a name.
    public init(stringLiteral name: String) { self = .named(name) }
    /// The column at a position.
    public init(integerLiteral position: Int) { self = .at(position) }
}

/// Samples from a table in CSV (RFC 4180): quoted fields may hold separators, quotes and line ends. A row for each sample, with a column
/// that is the target and numbers in all others.
///
///     let iris = try CSVTable(contentsOf: file, classes: "species")
///     iris.samples.inputs     // [150, 4]
///     iris.classNames         // ["setosa", "versicolor", "virginica"]
public struct CSVTable: Sendable {
    /// The inputs, [rows, columns but the target], `float32`, and the targets.
    public let samples: Samples
    /// The names of the inputs' columns: their positions where there is no header.
    public let columnNames: [String]
    /// The name of each class, in alphabetical order; nil where classes are numbered in the file, or targets are no classes.
    public let classNames: [String]?

    /// Reads a table whose targets are classes: `int64` [rows].
    ///
    /// Whole numbers from 0 on are classes as they stand, `1`, `01` and `1.0` the same one. If any label is something
    /// else, all are names, and the classes their positions in alphabetical order. Blanks around a label do not count,
    /// but for those inside quotes.
    ///
    /// - Parameters:
    ///   - file: the table, also packed by gzip, of at most 1 GiB.
    ///   - classes: the column of the labels.
    ///   - header: whether the first row names the columns.
    ///   - separator: what stands between fields: one ASCII character.
    ///   - missing: what becomes of numbers that are missing. A missing label is an error unless its row is dropped.
    /// - Throws: `FileError` with line and column where a field is not what it should be.
    public init(
        contentsOf file: URL, classes: CSVColumn, header: Bool = true, separator: Character = ",",
        missing: MissingValues = .refused
    ) throws(FileError) {
        let rows = try CSVRows(file, target: classes, header: header, separator: separator, missing: missing)
        let labels = CSVLabels(rows.labels)
        (samples, classNames) = (Samples(rows.inputs, Tensor(labels.classes)), labels.names)
        columnNames = rows.columnNames
    }

    /// Reads a table whose targets are numbers: `float32` [rows, 1].
    ///
    /// - Parameters:
    ///   - file: the table, also packed by gzip, of at most 1 GiB.
    ///   - values: the column of the targets.
    ///   - header: whether the first row names the columns.
    ///   - separator: what stands between fields: one ASCII character.
    ///   - missing: what becomes of numbers that are missing. A missing target is an error unless its row is dropped.
    /// - Throws: `FileError` with line and column where a field is not what it should be.
    public init(
        contentsOf file: URL, values: CSVColumn, header: Bool = true, separator: Character = ",",
        missing: MissingValues = .refused
    ) throws(FileError) {
        let rows = try CSVRows(
            file, target: values, areNumbers: true, header: header, separator: separator, missing: missing)
        samples = Samples(rows.inputs, Tensor(rows.values, shape: [rows.values.count, 1]))
        (columnNames, classNames) = (rows.columnNames, nil)
    }
}

/// The rows of a table, with the target apart.
private struct CSVRows {
    private(set) var labels: [String] = []
    private(set) var values: [Float] = []
    private(set) var columnNames: [String] = []
    private var numbers: [Float] = []
    private var target = 0
    private let file: String
    private let missing: MissingValues
    /// Where in `numbers` one is missing.
    private var gaps: [Int] = []
    private var hasDropped = false

    /// [rows, columns but the target].
    var inputs: Tensor { Tensor(numbers, shape: [max(labels.count, values.count), columnNames.count]) }

    init(
        _ url: URL, target: CSVColumn, areNumbers: Bool = false, header: Bool, separator: Character,
        missing: MissingValues
    ) throws(FileError) {
        file = url.path
        self.missing = missing
        if case .constant(let value) = missing, !Float(value).isFinite {
            report(
                AdjointError(
                    .value, "CSVTable", "missing numbers are to become \(value): a finite float32 number is needed"))
        }
        let byte = separator.asciiValue ?? 10
        if byte == 10 || byte == 13 || byte == 34 {
            report(
                AdjointError(
                    .value, "CSVTable", "\(separator.debugDescription) cannot separate fields: use , ; or a tab"))
        }
        var reader = try CSVReader(ByteStream(url), separator: byte)
        var row = CSVRow()
        var isFirst = true
        while try reader.next(&row) {
            if isFirst {
                columnNames = row.indices.map(String.init)
                if header { columnNames = try row.indices.map { (index) throws(FileError) in try text(row, index) } }
                self.target = try position(of: target, hasHeader: header)
            }
            if !isFirst || !header { try add(row, areNumbers) }
            isFirst = false
        }
        if labels.isEmpty, values.isEmpty {
            let problem = hasDropped ? "every row of the table lacks a number or its target" : "the table has no rows"
            throw FileError(.malformed, file, nil, problem)
        }
        columnNames.remove(at: self.target)
        try fillGaps()
    }

    private func position(of column: CSVColumn, hasHeader: Bool) throws(FileError) -> Int {
        func missing(_ message: String) -> FileError { FileError(.missing, file, nil, message) }
        switch column {
        case .at(let index):
            let position = index < 0 ? index + columnNames.count : index
            if columnNames.indices.contains(position) { return position }
            throw missing("there is no column \(index): the columns are 0..<\(columnNames.count)")
        case .named(let name):
            // Names that look alike may differ in their bytes; then the bytes decide.
            let alike = columnNames.indices.filter { columnNames[$0] == name }
            let exact = alike.filter { columnNames[$0].utf8.elementsEqual(name.utf8) }
            let positions = exact.count == 1 ? exact : alike
            if hasHeader, positions.count == 1 { return positions[0] }
            if !hasHeader { throw missing("a table without a header has no column \"\(name)\": name it by position") }
            if positions.count > 1 {
                throw missing("\(positions.count) columns are called \"\(name)\": name it by position")
            }
            let names = columnNames.prefix(8).map { quoted($0) } + (columnNames.count > 8 ? ["…"] : [])
            throw missing("there is no column \"\(name)\": the columns are \(names.joined(separator: ", "))")
        }
    }

    private mutating func add(_ row: CSVRow, _ areNumbers: Bool) throws(FileError) {
        guard row.count == columnNames.count else {
            throw malformed(
                row, 0, "\(row.count) fields, where the first row has \(columnNames.count)", inColumn: false)
        }
        let start = numbers.count
        for index in row.indices where index != target {
            let number = try number(row, index)
            if number.isNaN {
                if missing == .droppedRow { return drop(from: start) }
                gaps.append(numbers.count)
            }
            numbers.append(number)
        }
        if areNumbers {
            let value = try number(row, target)
            if !value.isNaN { return values.append(value) }
            if missing == .droppedRow { return drop(from: start) }
            throw malformed(row, target, "a target is missing")
        }
        let label = try text(row, target)
        if !label.allSatisfy(\.isWhitespace) { return labels.append(label) }
        if missing == .droppedRow { return drop(from: start) }
        throw malformed(row, target, "a class is missing")
    }

    /// Leaves out a row whose numbers begin at `start`.
    private mutating func drop(from start: Int) {
        numbers.removeSubrange(start...)
        hasDropped = true
    }

    /// Puts numbers in the place of those that are missing.
    private mutating func fillGaps() throws(FileError) {
        let width = columnNames.count
        let isGap = Set(gaps)
        for (column, places) in Dictionary(grouping: gaps, by: { $0 % width }).sorted(by: { $0.key < $1.key }) {
            let known = stride(from: column, to: numbers.count, by: width).filter { !isGap.contains($0) }
            guard let value = missing.substitute(for: known.map { numbers[$0] }) else {
                throw FileError(
                    .malformed, file, nil,
                    "column \(quoted(columnNames[column])) has no number to take the \(missing.title) of")
            }
            for place in places { numbers[place] = value }
        }
    }

    /// A finite number, which blanks may surround; NaN where it is missing and need not be there.
    private func number(_ row: CSVRow, _ index: Int) throws(FileError) -> Float {
        let text = row[index].text.drop { $0 == 32 }
        // Most are short and whole.
        if text.count < 8, !text.isEmpty, text.allSatisfy({ 48...57 ~= $0 }) {
            return Float(text.reduce(0) { 10 * $0 + Int($1 - 48) })
        }
        let string = String(decoding: text, as: UTF8.self).trimmingCharacters(in: .whitespaces)
        if let value = Float(string), value.isFinite { return value }
        if missing.isMissing(string) { return .nan }
        throw malformed(
            row, index,
            string.isEmpty ? "a number is missing" : "\(string.prefix(40).debugDescription) is no finite number")
    }

    /// What a field says, without the blanks around it unless they stand in quotes.
    private func text(_ row: CSVRow, _ index: Int) throws(FileError) -> String {
        if let text = String(bytes: row[index].text, encoding: .utf8) {
            return row[index].isQuoted ? text : text.trimmingCharacters(in: .whitespaces)
        }
        throw malformed(row, index, "this is no UTF-8", inColumn: false)
    }

    private func malformed(
        _ row: CSVRow, _ index: Int, _ message: String, inColumn: Bool = true
    ) -> FileError {
        let column = inColumn ? ", column \(index + 1) \(quoted(columnNames[index]))" : ""
        return FileError(
            .malformed, file, .offset(row[index].offset), "\(message) (line \(row.line(of: index))\(column))")
    }
}
