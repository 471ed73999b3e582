import Adjoint

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

/// Which columns of a table are the inputs: `.all`, some of them, as in `["length", "width"]`, or all others, as in
/// `.except(["name", 0])`. What other columns hold does not matter: text, or nothing.
public enum CSVColumns: Sendable, Hashable, ExpressibleByArrayLiteral {
    /// All but the targets.
    case all
    /// These, in this order.
    case only([CSVColumn])
    /// All but these and the targets, in the file's order.
    case except([CSVColumn])

    /// The columns of a list, in its order.
    public init(arrayLiteral elements: CSVColumn...) { self = .only(elements) }
}

/// Where in a row the inputs and the targets are.
struct CSVPlan {
    /// The positions of the targets.
    private(set) var targets: [Int] = []
    /// The positions of the inputs, where they are listed.
    private(set) var order: [Int]?
    /// Whether a column is an input, where they are not listed: a table of one long row has many.
    private(set) var isInput: [Bool] = []

    /// Of a row without fields.
    init() {}

    /// - Throws: `FileError` for a column that is not there, or that has two places.
    init(_ columns: CSVColumns, targets: [CSVColumn], in header: CSVHeader) throws(FileError) {
        self.targets = try header.positions(of: targets, areFor: "targets")
        isInput = Array(repeating: true, count: header.names.count)
        for position in self.targets { isInput[position] = false }
        switch columns {
        case .all: break
        case .except(let others): for column in others { isInput[try header.position(of: column)] = false }
        case .only(let columns):
            let order = try header.positions(of: columns, areFor: "inputs")
            if let target = order.first(where: { !isInput[$0] }) {
                throw header.error("the column \(quoted(header.names[target])) is both an input and a target")
            }
            self.order = order
        }
    }

    /// Leaves the names of the inputs of those of all columns.
    func keepInputs(_ names: inout [String]) {
        if let order {
            names = order.map { names[$0] }
            return
        }
        // In place: a long row has as many names as numbers.
        var count = 0
        for index in isInput.indices where isInput[index] {
            names.swapAt(index, count)
            count += 1
        }
        names.removeLast(names.count - count)
    }
}

/// The names of all columns of a table.
struct CSVHeader {
    let file: String
    /// The names, or positions where the file has none.
    let names: [String]
    let hasNames: Bool

    func error(_ message: String) -> FileError { FileError(.missing, file, nil, message) }

    func position(of column: CSVColumn) throws(FileError) -> Int {
        switch column {
        case .at(let index):
            let position = index < 0 ? index + names.count : index
            if names.indices.contains(position) { return position }
            throw error("there is no column \(index): the columns are 0..<\(names.count)\(separatorHint)")
        case .named(let name):
            // Names that look alike may differ in their bytes; then the bytes decide.
            let alike = names.indices.filter { names[$0] == name }
            let exact = alike.filter { names[$0].utf8.elementsEqual(name.utf8) }
            let positions = exact.count == 1 ? exact : alike
            if hasNames, positions.count == 1 { return positions[0] }
            if !hasNames { throw error("a table without a header has no column \"\(name)\": name it by position") }
            if positions.count > 1 {
                throw error("\(positions.count) columns are called \"\(name)\": name it by position")
            }
            let others = names.prefix(8).map { quoted($0) } + (names.count > 8 ? ["…"] : [])
            throw error(
                "there is no column \"\(name)\": the columns are \(others.joined(separator: ", "))\(separatorHint)")
        }
    }

    /// Different columns for one purpose.
    func positions(of columns: [CSVColumn], areFor purpose: String) throws(FileError) -> [Int] {
        var seen: Set<Int> = []
        var positions: [Int] = []
        for column in columns {
            let position = try position(of: column)
            if !seen.insert(position).inserted {
                throw error("the column \(quoted(names[position])) is twice among the \(purpose)")
            }
            positions.append(position)
        }
        return positions
    }

    /// What to try where a row is not cut into fields.
    private var separatorHint: String {
        guard names.count == 1, let name = names.first else { return "" }
        let separator = [";", "\t", "|"].first { name.contains($0) }
        return separator.map { "; pass separator: \($0.debugDescription)" } ?? ""
    }
}
