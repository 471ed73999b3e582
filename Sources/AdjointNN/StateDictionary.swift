import Adjoint
import Foundation

/// In what a state dictionary does not fit a module.
public struct StateMismatch: Error, Sendable, Hashable, CustomStringConvertible {
    /// A tensor of another shape, or of a dtype that does not convert.
    public struct Difference: Sendable, Hashable {
        /// The name in the module.
        public let name: String
        /// What the module needs, such as `[10, 512] float32`; a length that is still to be inferred is `?`.
        public let needed: String
        /// What the state dictionary has.
        public let found: String
    }

    /// The module's type.
    public let module: String
    /// The file that the dictionary is from; nil where it is from none.
    public package(set) var file: String?
    /// Parameters and buffers that the dictionary lacks.
    public internal(set) var missing: [String] = []
    /// Names in the dictionary that the module does not have.
    public internal(set) var unexpected: [String] = []
    /// Tensors of another shape or dtype.
    public internal(set) var different: [Difference] = []

    /// Whether the dictionary fits.
    public var isEmpty: Bool { missing.isEmpty && unexpected.isEmpty && different.isEmpty }

    /// A line for each way in which it does not fit, with at most eight names:
    ///
    ///     load: model.safetensors does not fit Net:
    ///       missing: hidden.bias
    ///       unexpected: tail.weight
    ///       of another shape or dtype: hidden.weight is [4, 2] float32, not [3, 2] float32
    public var description: String {
        func part(_ title: String, _ names: [String]) -> String? {
            names.isEmpty ? nil : "\(title): \(listed(names, most: 8))"
        }
        let lines = [
            "load: \(file.map { printable($0, limit: 4096) } ?? "the state") does not fit \(module):",
            part("missing", missing),
            part("unexpected", unexpected),
            part("of another shape or dtype", different.map { "\($0.name) is \($0.found), not \($0.needed)" }),
            hint,
        ]
        return lines.compactMap { $0 }.joined(separator: "\n  ")
    }

    /// What the names have in common where none of them fits.
    private var hint: String? {
        guard let first = missing.first, missing.count > 1, !unexpected.isEmpty else { return nil }
        let found = Set(unexpected)
        for name in unexpected where name.hasSuffix("." + first) {
            let prefix = name.dropLast(first.count)
            if missing.allSatisfy({ found.contains(prefix + $0) }) {
                return "all that is missing is there under names that begin with \(quoted(prefix))"
            }
        }
        return nil
    }
}

extension Module {
    /// The values of all parameters and buffers by name, as PyTorch's `state_dict()`: a tensor that is reached on
    /// several paths is there under each name.
    ///
    /// The values are those of this moment; training on does not change them.
    public var stateDictionary: [String: Tensor] {
        let contents = contents
        _ = contents.tensors(ofKind: .parameter) + contents.tensors(ofKind: .buffer)  // reports what has no value yet
        return contents.state
    }

    /// The same without what is still to be inferred, fitted or loaded.
    package var knownState: [String: Tensor] { contents.state }

    /// Gives the parameters and buffers the values of a state dictionary, of this module or from PyTorch.
    ///
    /// Names may be spelled as here or in the other style (`runningMean` for `running_mean`). A tensor that the
    /// module reaches on several paths needs to be there under one of them, and under several with the same values.
    /// Floating-point values take the module's
    /// dtype, `int32` becomes `int64`; shapes must be equal. Parameters whose shape is still to be inferred take the
    /// dictionary's.
    ///
    /// - Parameters:
    ///   - state: values by name.
    ///   - strict: whether missing and unexpected names are an error. Otherwise what is there under a known name is
    ///     loaded. A different shape always is an error.
    /// - Returns: what was missing and unexpected, if not strict.
    /// - Throws: `StateMismatch`, which lists all that does not fit; the module then is as it was.
    @discardableResult
    public func load(_ state: [String: Tensor], strict: Bool = true) throws -> StateMismatch {
        let (loaded, mismatch) = try fitted(state, strict: strict)
        for (slot, value) in loaded { slot.take(value) }
        return mismatch
    }

    /// Throws what `load` would, and changes nothing.
    package func check(_ state: [String: Tensor]) throws { _ = try fitted(state, strict: true) }

    private func fitted(
        _ state: [String: Tensor], strict: Bool
    ) throws -> (loaded: [(slot: TensorSlot, value: Tensor)], mismatch: StateMismatch) {
        var mismatch = StateMismatch(module: "\(type(of: self))")
        var known: [String: String] = [:]  // the dictionary's names by their spelling here
        for name in state.keys.sorted() { known[Name.canonical(name)] = name }
        for name in state.keys { known[name] = name }

        var loaded: [(name: String, slot: TensorSlot, value: Tensor)] = []
        var used: Set<String> = []
        var absent: [(name: String, slot: TensorSlot)] = []
        for entry in contents.entries {
            guard let name = known[entry.name], let value = state[name] else {
                absent.append((entry.name, entry.slot))
                continue
            }
            used.insert(name)
            if let fitting = entry.slot.fit(value) {
                loaded.append((entry.name, entry.slot, fitting))
            } else {
                let found = "\(value.shape) \(value.dtype)"
                mismatch.different.append(.init(name: entry.name, needed: entry.slot.requirement, found: found))
            }
        }
        mismatch.different += Self.contradictions(loaded)
        var present = Set(loaded.map(\.slot.identity))
        mismatch.missing = absent.filter { present.insert($0.slot.identity).inserted }.map(\.name)
        mismatch.unexpected = state.keys.filter { !used.contains($0) }.sorted()
        if !mismatch.different.isEmpty || strict && !mismatch.isEmpty { throw mismatch }
        return (loaded.map { ($0.slot, $0.value) }, mismatch)
    }

    /// Different values for one tensor, which the module reaches under several names.
    private static func contradictions(
        _ loaded: [(name: String, slot: TensorSlot, value: Tensor)]
    ) -> [StateMismatch.Difference] {
        var first: [ObjectIdentifier: (name: String, value: Tensor)] = [:]
        return loaded.compactMap { name, slot, value in
            guard let known = first[slot.identity] else {
                first[slot.identity] = (name, value)
                return nil
            }
            let pairs = zip(known.value.asArray(Double.self), value.asArray(Double.self))
            if pairs.allSatisfy({ $0 == $1 || $0.isNaN && $1.isNaN }) { return nil }
            return .init(
                name: name, needed: "those of \(known.name), which is the same tensor",
                found: "\(value.shape) \(value.dtype) of other values")
        }
    }

    /// Gives this module the values of another of the same build, with its own tensors: the way to a copy that shares
    /// nothing, for structs as for classes.
    ///
    ///     let target = Classifier()
    ///     target.assign(model)
    public func assign(_ other: Self) {
        do { try load(other.stateDictionary) } catch { report(AdjointError(.shape, "assign", "\(error)")) }
    }

    /// Writes the state dictionary to a `.safetensors` file, which PyTorch reads too. An existing file is replaced
    /// only once the new one is whole.
    /// - Throws: `FileError`.
    public func save(to file: URL) throws { try Safetensors.write(stateDictionary, to: file) }

    /// Loads the state dictionary in a `.safetensors` file, as `load(_:strict:)` does.
    /// - Throws: `FileError` where the file cannot be read, `StateMismatch` where it does not fit.
    @discardableResult
    public func load(contentsOf file: URL, strict: Bool = true) throws -> StateMismatch {
        do {
            return try load(Safetensors(contentsOf: file).tensors(), strict: strict)
        } catch var mismatch as StateMismatch {
            mismatch.file = file.path
            throw mismatch
        }
    }
}

extension ModuleContents {
    fileprivate var state: [String: Tensor] {
        let values = entries.compactMap { entry in entry.slot.tensor.map { (entry.name, $0.detach()) } }
        return Dictionary(values) { first, _ in first }
    }
}

extension TensorSlot {
    /// What a value must be, in words.
    fileprivate var requirement: String {
        "\(shapeText) \(dtype.map(String.init(describing:)) ?? "")"
    }

    /// What tells apart tensors that are shared and those that are not; for one to be inferred, its place.
    fileprivate var identity: ObjectIdentifier { tensor.map(ObjectIdentifier.init) ?? ObjectIdentifier(self) }

    /// A copy of the value in the dtype needed here; nil where it does not fit.
    fileprivate func fit(_ value: Tensor) -> Tensor? {
        guard let shape = tensor?.shape ?? awaited?.shape, let dtype,
            shape.count == value.rank, zip(shape, value.shape).allSatisfy({ $0 == nil || $0 == $1 })
        else { return nil }
        let areFloating = dtype.isFloatingPoint && (value.dtype.isFloatingPoint || value.dtype.isStorageOnly)
        guard value.dtype == dtype || areFloating || value.dtype == .int32 && dtype == .int64 else { return nil }
        return withoutGradient { value.cast(to: dtype).detach() }
    }

    fileprivate func take(_ value: Tensor) {
        guard let tensor else {
            self.tensor = value
            return
        }
        tensor.assign(value)
    }
}
