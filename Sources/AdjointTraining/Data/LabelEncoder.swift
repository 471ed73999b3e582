import Adjoint
import AdjointNN
import Foundation

/// The names of classes as a part of a model: they are saved and loaded with it.
///
///     let model = Sequential(Linear(4, 16), ReLU(), Linear(16, 3), LabelEncoder(table.classNames ?? []))
///     …
///     let names = LabelEncoder()      // another program
///     let model = Sequential(Linear(4, 16), ReLU(), Linear(16, 3), names)
///     try model.load(contentsOf: file)
///     print(names.decode(model(x).argmax(axis: 1)))
///
/// Class *i* is the *i*-th name. As a layer it gives back what it gets. The names are in a buffer, the bytes of a JSON
/// array of strings, so every way to keep a model keeps them: state dictionaries, files, checkpoints, the best weights.
public struct LabelEncoder: Module, Sendable {
    /// A JSON array of strings in UTF-8, a byte in each element, `int32`.
    @Buffer private var names: Tensor

    /// Names that are to be loaded with the model that this is a part of.
    public init() { _names = .inferred([nil], dtype: .int32) { _ in .standIn(.int32) } }

    /// The names of classes, class 0 first.
    public init(_ classNames: [String]) {
        self.init()
        self.classNames = classNames
    }

    /// The names of the classes that labels have: each once, in alphabetical order.
    public init(fittedTo labels: [String]) { self.init(Set(labels).sorted()) }

    /// The names of the classes, class 0 first. Reports names of which two are the same, and reading them before there
    /// are any.
    public var classNames: [String] {
        get {
            guard checkFitted(_names.hasValue, "LabelEncoder") else { return [] }
            let bytes = names.asArray(Int32.self)
            let data = Data(bytes.compactMap(UInt8.init(exactly:)))
            if data.count == bytes.count, let names = try? JSONDecoder().decode([String].self, from: data) {
                return names
            }
            report(AdjointError(.value, "LabelEncoder", "what was loaded are no names of classes"))
            return []
        }
        nonmutating set {
            var seen: Set<String> = []
            if let twice = newValue.first(where: { !seen.insert($0).inserted }) {
                report(AdjointError(.value, "LabelEncoder", "two classes are called \(quoted(twice))"))
                return
            }
            guard let data = try? JSONEncoder().encode(newValue) else { return }
            names = Tensor(data.map(Int32.init))
        }
    }

    /// What it is given: the scores of the classes.
    public func callAsFunction(_ x: Tensor) -> Tensor { observed(x) }

    /// The classes of some names, `int64` [labels]. Reports a name that no class has.
    public func encode(_ labels: [String]) -> Tensor {
        let names = classNames
        if hasFailed { return .standIn(.int64) }
        let positions = Dictionary(zip(names, names.indices)) { first, _ in first }
        var classes: [Int] = []
        for label in labels {
            guard let position = positions[label] else {
                return fail(
                    .value, "LabelEncoder",
                    "\(quoted(label)) is none of the classes; they are \(listed(names, most: 8))", dtype: .int64)
            }
            classes.append(position)
        }
        return Tensor(classes)
    }

    /// The names of some classes, integers of any shape, such as `model(x).argmax(axis: 1)`: in row-major order.
    /// Reports a class that there is not.
    public func decode(_ classes: Tensor) -> [String] {
        let names = classNames
        guard classes.dtype.isInteger else {
            report(
                AdjointError(
                    .dtype, "LabelEncoder",
                    "the classes are \(classes.dtype): integers are needed, as argmax(axis: 1) of the scores gives them"
                ))
            return []
        }
        if hasFailed { return [] }
        let positions = classes.asArray(Int.self)
        if let wrong = positions.first(where: { !names.indices.contains($0) }) {
            report(AdjointError(.value, "LabelEncoder", "class \(wrong) is not in \(names.indices), the classes"))
            return []
        }
        return positions.map { names[$0] }
    }
}
