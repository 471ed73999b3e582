import Adjoint

extension Module {
    /// The tree of modules with the shapes of their parameters and buffers, a line each, as `print(model)` shows it:
    ///
    ///     Sequential, 67 parameters
    ///       0: Linear, 48 parameters: weight [8, 5], bias [8]
    ///       1: ReLU
    ///       2: Linear, 19 parameters: weight [2, 8], bias [2] (frozen)
    ///
    /// The numbers of parameters are those of their elements. A length that is still to be inferred is `?`. For output
    /// shapes see `summary`.
    public var description: String { lines(of: self, "").joined(separator: "\n") }
}

private func lines(of module: any Module, _ label: String) -> [String] {
    let own = ModuleContents(of: module, isDeep: false).entries
    let all = module.contents.entries.filter { $0.slot.kind == .parameter }
    var seen: Set<ObjectIdentifier> = []
    let tensors = all.compactMap(\.slot.tensor).filter { seen.insert(ObjectIdentifier($0)).inserted }
    let count = tensors.reduce(0) { $0 + $1.count }
    var line = "\(label)\(type(of: module))"
    let isKnown = all.allSatisfy { $0.slot.tensor != nil }
    if !all.isEmpty { line += isKnown ? ", \(count) parameters" : ", parameters to be inferred" }
    let isFrozen = !all.isEmpty && all.allSatisfy { !$0.slot.isTrained }
    if !own.isEmpty { line += ": " + own.map { "\($0.name) \($0.slot.shapeText)" }.joined(separator: ", ") }
    if isFrozen { line += " (frozen)" }
    return [line]
        + module.namedChildren.flatMap { name, child in lines(of: child, "\(name): ").map { "  " + $0 } }
}

extension TensorSlot {
    /// The shape; a length that is still to be inferred is `?`.
    var shapeText: String {
        let lengths = tensor?.shape ?? awaited?.shape ?? []
        return "[\(lengths.map { $0.map(String.init) ?? "?" }.joined(separator: ", "))]"
    }
}
