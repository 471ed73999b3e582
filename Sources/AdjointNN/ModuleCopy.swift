import Adjoint

extension Module {
    /// A twin with parameters, buffers, modes and random generators of its own, all as they are in this module: to
    /// train one and keep the other, for a target network, an ensemble, or a student that begins as its teacher.
    ///
    ///     let target = model.copy()
    ///     target.freeze()
    ///
    /// A tensor that the module reaches on several paths is one tensor of the twin, frozen parameters stay frozen and
    /// `fixedElements` fixed; gradients are forgotten. What is still to be inferred is inferred by each for itself. The
    /// two share settings, which do not change, and the generator `RandomGenerator.shared`.
    ///
    /// Structs, as all layers are, are copied field by field. An object cannot be: a module that is a class says how
    /// another is made with `CopyableModule`. Parameters in a class that does not, in an enumeration or in a closure
    /// are out of reach: an error names them, and the result is the module itself.
    public func copy() -> Self {
        if hasFailed { return self }
        let twin = ModuleCopier().copy(self)
        let entries = Array(zip(contents.entries, twin.contents.entries))
        let shared = entries.filter { $0.slot === $1.slot }.map(\.0.name)
        guard shared.isEmpty else {
            let names = shared.prefix(5).joined(separator: ", ") + (shared.count > 5 ? ", …" : "")
            report(
                AdjointError(
                    .value, "copy",
                    "\(names) of \(type(of: self)): there is no twin of what lies in a class or an enumeration; make it a "
                        + "struct, or let the class adopt CopyableModule"))
            return self
        }
        for (entry, other) in entries where !entry.slot.isTrained { other.slot.isTrained = false }
        return twin
    }
}

/// A module that is a class and can be copied.
///
///     final class Scorer: CopyableModule {
///         let layer: Linear
///         @Parameter var gain: Tensor
///         init(_ layer: Linear, _ gain: Tensor) { (self.layer, self.gain) = (layer, gain) }
///         func callAsFunction(_ x: Tensor) -> Tensor { layer(x) * gain }
///         func twin(_ copier: ModuleCopier) -> Scorer { Scorer(copier.copy(layer), copier.copy(gain)) }
///     }
public protocol CopyableModule: AnyObject, Module {
    /// Another object like this one, made of copies of its modules and tensors.
    func twin(_ copier: ModuleCopier) -> Self
}

/// Makes the copies that one `copy()` of a module consists of: one for each tensor and each object, on whatever paths
/// it is reached.
public final class ModuleCopier {
    /// What was made, by the identity of what it was made from.
    private var made: [ObjectIdentifier: AnyObject] = [:]

    init() {}

    /// A copy of a module, of a tensor, or of either in optionals, arrays, dictionaries and tuples. Anything else is
    /// given back as it is.
    public func copy<Value>(_ value: Value) -> Value {
        (copied(value) as? Value) ?? value
    }

    private func copied(_ value: Any) -> Any {
        switch value {
        case let tensor as Tensor: twin(of: tensor)
        case let property as any CopiedState: property.copied(self)
        case let mode as TrainingMode: twin(of: mode)
        case let generator as RandomGenerator: twin(of: generator)
        case let module as any CopyableModule: once(module) { module.twin(self) as AnyObject }
        case let module as any Module: copiedFields(of: module)
        default: canHoldState(type(of: value)) ? copiedFields(of: value) : value
        }
    }

    private func once<Object: AnyObject>(_ object: Object, _ make: () -> Object) -> Object {
        if let twin = made[ObjectIdentifier(object)] as? Object { return twin }
        let twin = make()
        made[ObjectIdentifier(object)] = twin
        return twin
    }

    private func twin(of tensor: Tensor) -> Tensor {
        once(tensor) { tensor.castLeaf(to: tensor.dtype) }
    }

    private func twin(of mode: TrainingMode) -> TrainingMode {
        once(mode) {
            let twin = TrainingMode()
            twin.isTraining = mode.isTraining
            return twin
        }
    }

    private func twin(of generator: RandomGenerator) -> RandomGenerator {
        generator === RandomGenerator.shared ? generator : once(generator) { generator.copy() }
    }

    fileprivate func twin(of slot: TensorSlot) -> TensorSlot {
        once(slot) { slot.copy { twin(of: $0) } }
    }

    // MARK: Fields

    /// A struct or a tuple with the copies of its fields; an object as it is.
    private func copiedFields<Whole>(of whole: Whole) -> Whole {
        if Whole.self is AnyClass { return whole }
        var whole = whole
        withUnsafeMutableBytes(of: &whole) { bytes in
            if let base = bytes.baseAddress { replaceFields(of: Whole.self, at: base) }
        }
        return whole
    }

    private func replaceFields(of type: Any.Type, at base: UnsafeMutableRawPointer) {
        for field in Field.all(of: type) {
            if Kind(field.type) == .tuple {
                replaceFields(of: field.type, at: base + field.offset)
            } else if canHoldState(field.type) {
                replace(field.type, at: base + field.offset)
            }
        }
    }

    private func replace<Value>(_: Value.Type, at place: UnsafeMutableRawPointer) {
        let place = place.assumingMemoryBound(to: Value.self)
        place.pointee = copy(place.pointee)
    }
}

/// Whether a value of the type can hold a tensor that is copied: for all other types, and above all for closures, which
/// lie in memory in several ways, the value is not looked at.
private func canHoldState(_ type: Any.Type) -> Bool {
    var seen: Set<ObjectIdentifier> = []
    return canHoldState(type, &seen)
}

private func canHoldState(_ type: Any.Type, _ seen: inout Set<ObjectIdentifier>) -> Bool {
    // A struct may hold an array of its own kind.
    guard seen.insert(ObjectIdentifier(type)).inserted else { return false }
    if let container = type as? any CopiedState.Type {
        guard let element = container.elementType else { return true }
        return canHoldState(element, &seen)
    }
    if type == Tensor.self || type == TrainingMode.self || type == RandomGenerator.self || type is any Module.Type {
        return true
    }
    switch Kind(type) {
    case .existential: return true
    case .structure: return Field.all(of: type).contains { canHoldState($0.type, &seen) }
    case .tuple:
        let elements = Field.all(of: type).map(\.type)
        return elements.contains { canHoldState($0, &seen) } && !elements.contains { Kind($0) == .function }
    default: return false
    }
}

/// What is copied with the tensors in it.
private protocol CopiedState {
    /// Of what the values are that it holds; nil where it is state itself.
    static var elementType: Any.Type? { get }
    func copied(_ copier: ModuleCopier) -> Self
}

extension Parameter: CopiedState {
    fileprivate static var elementType: Any.Type? { nil }
    fileprivate func copied(_ copier: ModuleCopier) -> Parameter { Parameter(copier.twin(of: slot)) }
}

extension Buffer: CopiedState {
    fileprivate static var elementType: Any.Type? { nil }
    fileprivate func copied(_ copier: ModuleCopier) -> Buffer { Buffer(copier.twin(of: slot)) }
}

extension Optional: CopiedState {
    fileprivate static var elementType: Any.Type? { Wrapped.self }
    fileprivate func copied(_ copier: ModuleCopier) -> Wrapped? { canHoldState(Self.self) ? map(copier.copy) : self }
}

extension Array: CopiedState {
    fileprivate static var elementType: Any.Type? { Element.self }
    fileprivate func copied(_ copier: ModuleCopier) -> [Element] { canHoldState(Self.self) ? map(copier.copy) : self }
}

extension Dictionary: CopiedState {
    fileprivate static var elementType: Any.Type? { Value.self }
    fileprivate func copied(_ copier: ModuleCopier) -> [Key: Value] {
        canHoldState(Self.self) ? mapValues(copier.copy) : self
    }
}

// MARK: Reflection

/// A stored property of a struct, or an element of a tuple.
private struct Field {
    let type: Any.Type
    let offset: Int

    /// The fields of a type whose memory holds a value of their type as it is. Weak and unowned references do not.
    static func all(of type: Any.Type) -> [Field] {
        (0..<fieldCount(type)).compactMap { index in
            var metadata = FieldMetadata()
            let fieldType = fieldType(type, index: index, metadata: &metadata)
            metadata.freeName?(metadata.name)
            return metadata.isStrong ? Field(type: fieldType, offset: fieldOffset(type, index: index)) : nil
        }
    }
}

// What the standard library's Mirror asks the runtime for. Mirror itself gives values, but not the places they lie at.

/// What the runtime calls the kind of a type, the first word of its description (docs/ABI/TypeMetadata.rst of Swift).
private enum Kind {
    case structure, tuple, function, existential, other

    init(_ type: Any.Type) {
        switch unsafeBitCast(type, to: UnsafePointer<Int>.self).pointee {
        case 0x200: self = .structure
        case 0x301: self = .tuple
        case 0x302: self = .function
        case 0x303, 0x307: self = .existential
        default: self = .other
        }
    }
}

/// The runtime's answer about a field; the order of the properties is its own.
private struct FieldMetadata {
    var name: UnsafePointer<CChar>?
    var freeName: (@convention(c) (UnsafePointer<CChar>?) -> Void)?
    var isStrong = false
    var isVariable = false
}

@_silgen_name("swift_reflectionMirror_recursiveCount")
private func fieldCount(_: Any.Type) -> Int

@_silgen_name("swift_reflectionMirror_recursiveChildOffset")
private func fieldOffset(_: Any.Type, index: Int) -> Int

@_silgen_name("swift_reflectionMirror_recursiveChildMetadata")
private func fieldType(_: Any.Type, index: Int, metadata: UnsafeMutablePointer<FieldMetadata>) -> Any.Type
