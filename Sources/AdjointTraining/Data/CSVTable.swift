import Adjoint
import Foundation

/// Samples from a table in CSV (RFC 4180): quoted fields may hold separators, quotes and line ends. A row for each sample, with
/// columns of numbers that are the inputs, and others that are the targets, or left out.
///
///     let iris = try CSVTable(contentsOf: file, classes: "species", columns: .except(["id"]))
///     iris.samples.inputs     // [150, 4]
///     iris.classNames         // ["setosa", "versicolor", "virginica"]
///     let test = try CSVTable(contentsOf: other, classes: "species", classNames: iris.classNames, columns: .except(["id"]))
public struct CSVTable: Sendable {
    /// The inputs, [rows, columns], `float32`, and the targets; [rows, 0] where the table is read without.
    public let samples: Samples
    /// The names of the inputs' columns: their positions where there is no header.
    public let columnNames: [String]
    /// The names of the targets' columns.
    public let targetNames: [String]
    /// The name of each class: those given, or those of the file in alphabetical order; nil where classes are numbered
    /// in the file, or targets are no classes.
    public let classNames: [String]?

    /// The inputs, [rows, columns].
    public var inputs: Tensor { samples.inputs }

    /// Reads a table whose targets are classes: `int64` [rows].
    ///
    /// Whole numbers from 0 on are classes as they stand, `1`, `01` and `1.0` the same one. If any label is something
    /// else, all are names, and the classes their positions in alphabetical order. Blanks around a label do not count,
    /// but for those inside quotes.
    ///
    /// - Parameters:
    ///   - file: the table, also packed by gzip, of at most 1 GiB.
    ///   - classes: the column of the labels.
    ///   - classNames: the names of the classes, as another table or a model has them: class *i* is the *i*-th of them,
    ///     whatever labels this file has, and any other label is an error. Nil for those of the file.
    ///   - columns: which columns are the inputs.
    ///   - header: whether the first row names the columns.
    ///   - separator: what stands between fields: one ASCII character.
    ///   - missing: what becomes of numbers that are missing. A missing label is an error unless its row is dropped.
    /// - Throws: `FileError` with line and column where a field is not what it should be.
    public init(
        contentsOf file: URL, classes: CSVColumn, classNames: [String]? = nil, columns: CSVColumns = .all,
        header: Bool = true, separator: Character = ",", missing: MissingValues = .refused
    ) throws(FileError) {
        let format = CSVFormat(hasHeader: header, separator: separator, missing: missing)
        let rows = try CSVRows(file, format, columns, targets: [classes], .classes(CSVClassNames(classNames)))
        let labels = CSVLabels(rows.labels)
        (columnNames, targetNames) = (rows.columnNames, rows.targetNames)
        self.classNames = classNames ?? labels.names
        samples = Samples(rows.inputs, Tensor(classNames == nil ? labels.classes : rows.classes))
    }

    /// Reads a table with a target that is a number: `float32` [rows, 1].
    ///
    /// - Parameters:
    ///   - file: the table, also packed by gzip, of at most 1 GiB.
    ///   - values: the column of the targets.
    ///   - columns: which columns are the inputs.
    ///   - header: whether the first row names the columns.
    ///   - separator: what stands between fields: one ASCII character.
    ///   - missing: what becomes of numbers that are missing. A missing target is an error unless its row is dropped.
    /// - Throws: `FileError` with line and column where a field is not what it should be.
    public init(
        contentsOf file: URL, values: CSVColumn, columns: CSVColumns = .all, header: Bool = true,
        separator: Character = ",", missing: MissingValues = .refused
    ) throws(FileError) {
        try self.init(
            contentsOf: file, values: [values], columns: columns, header: header, separator: separator, missing: missing
        )
    }

    /// Reads a table with several targets that are numbers: `float32` [rows, values], in the order given.
    ///
    /// - Parameters:
    ///   - file: the table, also packed by gzip, of at most 1 GiB.
    ///   - values: the columns of the targets.
    ///   - columns: which columns are the inputs.
    ///   - header: whether the first row names the columns.
    ///   - separator: what stands between fields: one ASCII character.
    ///   - missing: what becomes of numbers that are missing. A missing target is an error unless its row is dropped.
    /// - Throws: `FileError` with line and column where a field is not what it should be.
    public init(
        contentsOf file: URL, values: [CSVColumn], columns: CSVColumns = .all, header: Bool = true,
        separator: Character = ",", missing: MissingValues = .refused
    ) throws(FileError) {
        let format = CSVFormat(hasHeader: header, separator: separator, missing: missing)
        let rows = try CSVRows(file, format, columns, targets: values, .values)
        (columnNames, targetNames, classNames) = (rows.columnNames, rows.targetNames, nil)
        samples = Samples(rows.inputs, Tensor(rows.values, shape: [rows.count, rows.targetNames.count]))
    }

    /// Reads a table without targets: what a trained model is to be asked. See `inputs`.
    ///
    /// - Parameters:
    ///   - file: the table, also packed by gzip, of at most 1 GiB.
    ///   - columns: which columns are the inputs.
    ///   - header: whether the first row names the columns.
    ///   - separator: what stands between fields: one ASCII character.
    ///   - missing: what becomes of numbers that are missing.
    /// - Throws: `FileError` with line and column where a field is not what it should be.
    public init(
        contentsOf file: URL, columns: CSVColumns = .all, header: Bool = true, separator: Character = ",",
        missing: MissingValues = .refused
    ) throws(FileError) {
        try self.init(
            contentsOf: file, values: [], columns: columns, header: header, separator: separator, missing: missing)
    }
}
