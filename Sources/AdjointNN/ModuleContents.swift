import Adjoint

/// A walk through a module by reflection: its state, its modes and its modules.
struct ModuleContents {
    /// A parameter or a buffer on one path. A tensor that several modules share has several entries.
    struct Entry {
        let name: String
        let slot: TensorSlot
    }

    /// Every parameter and buffer, absent ones left out, on every path, in order of declaration.
    private(set) var entries: [Entry] = []
    /// Every mode, as often as it is reached.
    private(set) var modes: [TrainingMode] = []
    /// The generators that dropout and the like draw from, each under its first name.
    private(set) var generators: [(name: String, generator: RandomGenerator)] = []
    /// The module itself and those inside it.
    private(set) var modules: [(name: String, module: any Module)] = []

    /// Whether the walk goes on inside the modules that it finds.
    private let isDeep: Bool
    /// The modules of reference type that the walk is inside of: they may refer to one another in a circle.
    private var path: Set<ObjectIdentifier> = []
    private var names: Set<String> = []
    private var knownGenerators: Set<ObjectIdentifier> = []

    /// What is in a module, or only in its own properties.
    init(of module: some Module, isDeep: Bool = true) {
        self.isDeep = isDeep
        visit(module, name: "", isRoot: true)
    }

    /// The tensors of one kind, each once, under its first name. Reports a tensor that is still to be inferred.
    func tensors(ofKind kind: StateKind) -> [(name: String, tensor: Tensor)] {
        var seen: Set<ObjectIdentifier> = []
        return entries.filter { $0.slot.kind == kind }.compactMap { entry in
            guard let tensor = entry.slot.tensor else {
                let problem =
                    entry.slot.kind == .parameter
                    ? "\(entry.name) has no value yet, as its layer infers the shape: call the model once first"
                    : "\(entry.name) has no value yet: call the model once, or fit what learns from data, first"
                report(AdjointError(.graph, "\(type(of: modules[0].module))", problem))
                return nil
            }
            return seen.insert(ObjectIdentifier(tensor)).inserted ? (entry.name, tensor) : nil
        }
    }

    private mutating func visit(_ value: Any, name: String, isRoot: Bool = false) {
        switch value {
        case let property as any StateProperty: visit(property, name)
        case let mode as TrainingMode: modes.append(mode)
        case let generator as RandomGenerator:
            if knownGenerators.insert(ObjectIdentifier(generator)).inserted { generators.append((name, generator)) }
        case let module as any Module: visit(module, name, isRoot)
        default: visitContainer(Mirror(reflecting: value), value, name)
        }
    }

    private mutating func visit(_ property: any StateProperty, _ name: String) {
        // In this order: another thread may make the value meanwhile.
        guard property.slot.awaited != nil || property.slot.tensor != nil else { return }
        if !names.insert(name).inserted {
            report(AdjointError(.value, "Module", "two of its parameters or buffers have the name \"\(name)\""))
        }
        entries.append(Entry(name: name, slot: property.slot))
    }

    private mutating func visit(_ module: any Module, _ name: String, _ isRoot: Bool) {
        if let hooked = module as? Hooked { return visit(hooked.base, name, isRoot) }
        let isObject = type(of: module) is AnyClass
        if isObject, !path.insert(ObjectIdentifier(module as AnyObject)).inserted { return }
        modules.append((name, module))
        if isDeep || isRoot { visitProperties(Mirror(reflecting: module), name) }
        if isObject { path.remove(ObjectIdentifier(module as AnyObject)) }
    }

    private mutating func visitContainer(_ mirror: Mirror, _ value: Any, _ name: String) {
        switch mirror.displayStyle {
        case .optional:
            if let wrapped = mirror.children.first { visit(wrapped.value, name: name) }
        case .collection where canHoldModules(value), .tuple:
            for (index, child) in mirror.children.enumerated() {
                // The elements of a tuple without labels are called ".0", ".1".
                let label = child.label.map { $0.hasPrefix(".") ? String($0.dropFirst()) : Name.canonical($0) }
                visit(child.value, name: Name.join(name, label ?? String(index)))
            }
        case .dictionary:
            let entries = mirror.children.map { Array(Mirror(reflecting: $0.value).children.map(\.value)) }
            for (key, entry) in entries.map({ ("\($0[0])", $0[1]) }).sorted(by: { $0.0 < $1.0 }) {
                visit(entry, name: Name.join(name, key))
            }
        default: return
        }
    }

    private mutating func visitProperties(_ mirror: Mirror, _ name: String) {
        if let base = mirror.superclassMirror { visitProperties(base, name) }
        for (index, child) in mirror.children.enumerated() {
            visit(child.value, name: Name.join(name, child.label.map(Name.ofProperty) ?? String(index)))
        }
    }

    /// Whether a look at each element is worthwhile: not at those of an array of a million numbers.
    private func canHoldModules(_ value: Any) -> Bool {
        func elementType<C: Collection>(_ collection: C) -> Any.Type { C.Element.self }
        guard let collection = value as? any Collection else { return true }
        let element: Any.Type = elementType(collection)
        return !(element is any TensorElement.Type || element is any BinaryInteger.Type || element == String.self)
    }
}

/// The names of what is in a module.
enum Name {
    static func join(_ path: String, _ label: String) -> String { path.isEmpty ? label : "\(path).\(label)" }

    /// The paths that a name, in either spelling, is or leads on from: `a`, `a.b` and `a.b.c` for `a.b.c`.
    static func paths(to name: String) -> [String] {
        let name = canonical(name)
        return name.indices.filter { name[$0] == "." }.map { String(name[..<$0]) } + [name]
    }

    /// What a sentence about an unknown path may add: which of the names, and of the paths to them, it may be.
    static func suggestion(for path: String, under names: [String]) -> String {
        let path = canonical(path)
        var seen: Set<String> = []
        let paths = names.flatMap(Self.paths).filter { seen.insert($0).inserted }
        // Those near the root first: they show what there is.
        let depths = paths.map { path in path.utf8.count { $0 == UInt8(ascii: ".") } }
        let order = paths.indices.sorted { (depths[$0], $0) < (depths[$1], $1) }
        return Adjoint.suggestion(for: path, among: order.map { paths[$0] })
    }

    /// The name of a property by its label in reflection: without what property wrappers and `lazy` put before it.
    static func ofProperty(_ label: String) -> String {
        let prefix = ["$__lazy_storage_$_", "_"].first { label.hasPrefix($0) && label.count > $0.count } ?? ""
        return canonical(label.dropFirst(prefix.count))
    }

    /// PyTorch's spelling: `numBatchesTracked` is `num_batches_tracked`, `convBN2` is `conv_bn2`.
    static func canonical(_ label: some StringProtocol) -> String {
        // Most labels are lowercase ASCII: nothing to be done, and to look at characters takes its time.
        if label.utf8.allSatisfy({ $0 < 0x80 && !(0x41...0x5A).contains($0) }) { return String(label) }
        var result = ""
        let characters = Array(label)
        for (index, character) in characters.enumerated() {
            let before = index > 0 ? characters[index - 1] : "_"
            let after = index + 1 < characters.count ? characters[index + 1] : "_"
            if character.isUppercase, before.isLowercase || before.isNumber || before.isUppercase && after.isLowercase {
                result += "_"
            }
            result += character.lowercased()
        }
        return result
    }
}
