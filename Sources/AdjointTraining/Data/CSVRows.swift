import Adjoint
import Foundation

/// How a table is written, and what becomes of what it lacks.
struct CSVFormat {
    let hasHeader: Bool
    let missing: MissingValues
    /// What stands between fields.
    let separator: UInt8

    /// Reports a separator that cannot be one, and a constant that is no number.
    init(hasHeader: Bool, separator: Character, missing: MissingValues) {
        (self.hasHeader, self.missing, self.separator) = (hasHeader, missing, separator.asciiValue ?? 10)
        if case .constant(let value) = missing, !Float(value).isFinite {
            report(
                AdjointError(
                    .value, "CSVTable", "missing numbers are to become \(value): a finite float32 number is needed"))
        }
        if [10, 13, 34].contains(self.separator) {
            report(
                AdjointError(
                    .value, "CSVTable", "\(separator.debugDescription) cannot separate fields: use , ; or a tab"))
        }
    }
}

/// The rows of a table, with the targets apart.
struct CSVRows {
    /// What the targets are.
    enum Targets {
        case classes(CSVClassNames?)
        case values
    }

    /// How many rows there are.
    private(set) var count = 0
    /// The label of each row, where no names are given.
    private(set) var labels: [String] = []
    /// The class of each row, where names are given.
    private(set) var classes: [Int] = []
    /// The targets that are numbers, row by row.
    private(set) var values: [Float] = []
    /// The names of the inputs.
    private(set) var columnNames: [String] = []
    /// The names of the targets.
    private(set) var targetNames: [String] = []
    /// Row by row; while the table is read, NaN where one is missing.
    private var numbers: [Float] = []
    private var hasGaps = false
    private let file: String
    private let format: CSVFormat
    private let kind: Targets
    private var plan = CSVPlan()
    private var hasDropped = false

    /// [rows, inputs].
    var inputs: Tensor { Tensor(numbers, shape: [count, columnNames.count]) }

    init(
        _ url: URL, _ format: CSVFormat, _ columns: CSVColumns, targets: [CSVColumn], _ kind: Targets
    ) throws(FileError) {
        (file, self.format, self.kind) = (url.path, format, kind)
        var reader = try CSVReader(ByteStream(url), separator: format.separator)
        var row = CSVRow()
        var isFirst = true
        while try reader.next(&row) {
            if isFirst {
                columnNames = row.indices.map(String.init)
                if format.hasHeader {
                    columnNames = try row.indices.map { (index) throws(FileError) in try text(row, index) }
                }
                plan = try CSVPlan(
                    columns, targets: targets,
                    in: CSVHeader(file: file, names: columnNames, hasNames: format.hasHeader))
            }
            if !isFirst || !format.hasHeader { try add(row) }
            isFirst = false
        }
        if count == 0 {
            let problem = hasDropped ? "every row of the table lacks a number or its target" : "the table has no rows"
            throw FileError(.malformed, file, nil, problem)
        }
        targetNames = plan.targets.map { columnNames[$0] }
        plan.keepInputs(&columnNames)
        try fillGaps()
    }

    private mutating func add(_ row: CSVRow) throws(FileError) {
        guard row.count == columnNames.count else {
            throw malformed(
                row, 0, "\(row.count) fields, where the first row has \(columnNames.count)", inColumn: false)
        }
        let before = (numbers.count, values.count)
        if try addInputs(row), try addTargets(row) {
            count += 1
        } else {
            numbers.removeSubrange(before.0...)
            values.removeSubrange(before.1...)
            hasDropped = true
        }
    }

    /// Whether the row is to stay.
    private mutating func addInputs(_ row: CSVRow) throws(FileError) -> Bool {
        if let order = plan.order {
            for index in order { guard try addInput(row, index) else { return false } }
        } else {
            for index in row.indices where plan.isInput[index] { guard try addInput(row, index) else { return false } }
        }
        return true
    }

    private mutating func addInput(_ row: CSVRow, _ index: Int) throws(FileError) -> Bool {
        let number = try number(row, index)
        if number.isNaN {
            if format.missing == .droppedRow { return false }
            hasGaps = true
        }
        numbers.append(number)
        return true
    }

    private mutating func addTargets(_ row: CSVRow) throws(FileError) -> Bool {
        for index in plan.targets {
            switch kind {
            case .values:
                let value = try number(row, index)
                if value.isNaN { return try dropped(row, index, "target") }
                values.append(value)
            case .classes(let names):
                let label = try text(row, index)
                if label.allSatisfy(\.isWhitespace) { return try dropped(row, index, "class") }
                guard let names else {
                    labels.append(label)
                    continue
                }
                guard let position = names.position(of: label) else {
                    throw malformed(
                        row, index, "\(quoted(label)) is none of the classes",
                        hint: names.names.isEmpty ? "there are none" : "they are \(listed(names.names, most: 8))")
                }
                classes.append(position)
            }
        }
        return true
    }

    /// False, where a row that lacks its target is left out; otherwise that is an error.
    private func dropped(_ row: CSVRow, _ index: Int, _ name: String) throws(FileError) -> Bool {
        if format.missing == .droppedRow { return false }
        throw malformed(row, index, "a \(name) is missing", hint: "missing: .droppedRow leaves the row out")
    }

    /// Puts numbers in the place of those that are missing.
    private mutating func fillGaps() throws(FileError) {
        if !hasGaps || format.missing == .kept { return }
        let width = columnNames.count
        for column in 0..<width {
            let places = stride(from: column, to: numbers.count, by: width)
            guard places.contains(where: { numbers[$0].isNaN }) else { continue }
            var known: [Float] = []
            for place in places where !numbers[place].isNaN { known.append(numbers[place]) }
            guard let value = format.missing.substitute(for: &known) else {
                throw FileError(
                    .malformed, file, nil,
                    "column \(quoted(columnNames[column])) has no number to take the \(format.missing.title) of")
            }
            for place in places where numbers[place].isNaN { numbers[place] = value }
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
        let isMissing = MissingValues.isMissing(string)
        if isMissing, format.missing != .refused { return .nan }
        let column = format.hasHeader ? quoted(columnNames[index]) : String(index)
        throw malformed(
            row, index,
            string.isEmpty ? "a number is missing" : "\(string.prefix(40).debugDescription) is no finite number",
            hint: isMissing
                ? "missing: .median, .mean or .constant(0) fills it, and .droppedRow leaves the row out"
                : "columns: .except([\(column)]) leaves the column out")
    }

    /// What a field says, without the blanks around it unless they stand in quotes.
    private func text(_ row: CSVRow, _ index: Int) throws(FileError) -> String {
        if let text = String(bytes: row[index].text, encoding: .utf8) {
            return row[index].isQuoted ? text : text.trimmingCharacters(in: .whitespaces)
        }
        throw malformed(row, index, "this is no UTF-8", inColumn: false)
    }

    private func malformed(
        _ row: CSVRow, _ index: Int, _ message: String, inColumn: Bool = true, hint: String? = nil
    ) -> FileError {
        let column = inColumn ? ", column \(index + 1) \(quoted(columnNames[index]))" : ""
        let sentence = "\(message) (line \(row.line(of: index))\(column))" + (hint.map { "; \($0)" } ?? "")
        return FileError(.malformed, file, .offset(row[index].offset), sentence)
    }
}
