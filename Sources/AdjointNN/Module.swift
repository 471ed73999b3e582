import Adjoint

/// A part of a network: a function with parameters.
///
/// Adopt it with a struct or a class that holds its parameters and parts as properties and implements `callAsFunction`. The
/// parameters are found by reflection: every leaf tensor that requires a gradient, in a property of the module or of a module
/// in one of its properties (also in arrays, tuples, dictionaries and optionals of tensors or modules).
public protocol Module<Input, Output> {
    /// What the module takes.
    associatedtype Input
    /// What it gives.
    associatedtype Output

    /// The module's function.
    func callAsFunction(_ input: Input) -> Output
}

extension Module {
    /// The parameters with their names, the path of property labels: `hidden.weight`, `layers.0.bias`.
    ///
    /// They come in order of declaration, those of a superclass first, those of a dictionary by key. A parameter that is
    /// reached on several paths counts once, under the first.
    public var namedParameters: [(name: String, parameter: Tensor)] {
        var search = ParameterSearch()
        search.visit(self, path: "")
        return search.found
    }

    /// The parameters, in the order of `namedParameters`.
    public var parameters: [Tensor] { namedParameters.map(\.parameter) }

    /// The number of elements of all parameters.
    public var parameterCount: Int { parameters.reduce(0) { $0 + $1.count } }

    /// Forgets the gradients of all parameters.
    public func zeroGrad() { parameters.forEach { $0.zeroGrad() } }
}

/// A walk through a module that gathers its parameters, each once.
private struct ParameterSearch {
    private(set) var found: [(name: String, parameter: Tensor)] = []
    /// The tensors and the modules of reference type seen so far: modules may refer to one another in a circle.
    private var seen: Set<ObjectIdentifier> = []

    mutating func visit(_ value: Any, path: String) {
        if let tensor = value as? Tensor {
            guard tensor.isLeaf, tensor.requiresGrad, seen.insert(ObjectIdentifier(tensor)).inserted else { return }
            found.append((path, tensor))
            return
        }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional:
            if let wrapped = mirror.children.first { visit(wrapped.value, path: path) }
        case .collection, .tuple:
            visitChildren(of: mirror, path)
        case .dictionary:
            let entries = mirror.children.map { Array(Mirror(reflecting: $0.value).children.map(\.value)) }
            for (key, entry) in entries.map({ ("\($0[0])", $0[1]) }).sorted(by: { $0.0 < $1.0 }) {
                visit(entry, path: join(path, key))
            }
        default:
            guard value is any Module else { return }
            if type(of: value) is AnyClass, !seen.insert(ObjectIdentifier(value as AnyObject)).inserted { return }
            visitChildren(of: mirror, path)
        }
    }

    private mutating func visitChildren(of mirror: Mirror, _ path: String) {
        if let base = mirror.superclassMirror { visitChildren(of: base, path) }
        for (index, child) in mirror.children.enumerated() {
            // The elements of a tuple without labels are called ".0", ".1".
            let label = child.label.map { $0.hasPrefix(".") ? String($0.dropFirst()) : $0 } ?? String(index)
            visit(child.value, path: join(path, label))
        }
    }

    private func join(_ path: String, _ label: String) -> String { path.isEmpty ? label : "\(path).\(label)" }
}
