import Adjoint

/// A part of a network: a function with parameters.
///
/// Adopt it with a struct or a class that holds its parameters and parts as properties and implements `callAsFunction`. The
/// parameters are found by reflection: every leaf tensor that requires a gradient, in a property of the module or of a module
/// in one of its properties (arrays and optionals of modules too).
public protocol Module<Input, Output> {
    /// What the module takes.
    associatedtype Input
    /// What it gives.
    associatedtype Output

    /// The module's function.
    func callAsFunction(_ input: Input) -> Output
}

extension Module {
    /// The parameters with their names, the path of property labels: `hidden.weight`, `layers.0.bias`. A parameter that is
    /// reached on several paths counts once, under the first.
    public var namedParameters: [(name: String, parameter: Tensor)] {
        var seen: Set<ObjectIdentifier> = []
        var found: [(name: String, parameter: Tensor)] = []
        collectParameters(of: self, path: "", &seen, &found)
        return found
    }

    /// The parameters, in the order of `namedParameters`.
    public var parameters: [Tensor] { namedParameters.map(\.parameter) }

    /// The number of elements of all parameters.
    public var parameterCount: Int { parameters.reduce(0) { $0 + $1.count } }

    /// Forgets the gradients of all parameters.
    public func zeroGrad() { parameters.forEach { $0.zeroGrad() } }
}

private func collectParameters(
    of value: Any, path: String, _ seen: inout Set<ObjectIdentifier>, _ found: inout [(name: String, parameter: Tensor)]
) {
    var mirror: Mirror? = Mirror(reflecting: value)
    while let current = mirror {
        for (index, child) in current.children.enumerated() {
            let label = child.label ?? String(index)
            let isUnlabelled = current.displayStyle == .optional
            let childPath = isUnlabelled ? path : path.isEmpty ? label : "\(path).\(label)"
            if let tensor = child.value as? Tensor {
                guard tensor.isLeaf, tensor.requiresGrad, seen.insert(ObjectIdentifier(tensor)).inserted else { continue }
                found.append((childPath, tensor))
            } else if holdsModules(child.value) {
                collectParameters(of: child.value, path: childPath, &seen, &found)
            }
        }
        mirror = current.superclassMirror
    }
}

/// Whether reflection goes on into a value: modules, and collections and optionals that may hold some.
private func holdsModules(_ value: Any) -> Bool {
    if value is any Module { return true }
    switch Mirror(reflecting: value).displayStyle {
    case .collection, .optional: return true
    default: return false
    }
}
