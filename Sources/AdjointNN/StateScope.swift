import Adjoint
import Foundation

/// Other values for parameters and buffers, for one computation: a function of a module's parameters.
///
/// Inside `run` the module's layers find these values, and what they assign to buffers stays here; the module itself,
/// and who uses it elsewhere, sees none of it. Holds for the task, or the thread outside of tasks, and what it makes.
final class StateScope: Sendable {
    /// The scope that this task, or this thread outside of tasks, is in.
    @TaskLocal private static var innermost: StateScope?
    /// Whether there was a scope yet: a look at it costs less than one for the task's.
    private static let isUsed = SharedFlag(false)

    /// Looked at whenever a layer asks for a parameter.
    static var current: StateScope? { isUsed.value ? innermost : nil }

    private let values: Guarded<[ObjectIdentifier: Tensor]>
    /// Keeps the slots alive, as they are known by their identities.
    private let slots: [TensorSlot]

    private init(_ values: [ObjectIdentifier: Tensor], _ slots: [TensorSlot]) {
        (self.values, self.slots) = (Guarded(values), slots)
    }

    /// Runs `body` with other values in the given slots. Those that a scope around it gives to other slots stay.
    static func run<Result>(
        _ changed: [(slot: TensorSlot, value: Tensor)], _ body: () throws -> Result
    ) rethrows -> Result {
        isUsed.value = true
        var values = current?.values.value ?? [:]
        for (slot, value) in changed { values[ObjectIdentifier(slot)] = value }
        let scope = StateScope(values, (current?.slots ?? []) + changed.map(\.slot))
        return try $innermost.withValue(scope, operation: body)
    }

    /// The value of a slot here; nil where it has its own.
    subscript(slot: TensorSlot) -> Tensor? {
        get { values.withValue { $0[ObjectIdentifier(slot)] } }
        set { values.withValue { $0[ObjectIdentifier(slot)] = newValue } }
    }
}

extension Module {
    /// Runs `body` with other values for some or all parameters and buffers: the model as a function of them.
    ///
    ///     let weight = Tensor.normal([10, 64]).requiringGrad()
    ///     let loss = model.withParameters(["2.weight": weight]) { crossEntropy(model(x), labels) }
    ///     let slope = gradients(of: loss, for: [weight])[0]
    ///
    /// Values may be leaves, or results of recorded operations, and of any floating-point dtype: with float64 values
    /// for all of a float32 model's parameters it computes in float64. They go by the names of `namedParameters` and
    /// `namedBuffers`, in either spelling; a tensor that the module reaches on several paths changes on all. What
    /// layers assign to a buffer inside is lost at the end if the buffer is among the names, and in the module
    /// otherwise. The module itself does not change, and other threads do not notice.
    ///
    /// A name that the module does not have, and a value of another shape, are reported; `body` then runs with the
    /// others.
    public func withParameters<Result>(_ values: [String: Tensor], _ body: () throws -> Result) rethrows -> Result {
        try StateScope.run(substitutes(values), body)
    }

    private func substitutes(_ values: [String: Tensor]) -> [(slot: TensorSlot, value: Tensor)] {
        let entries = contents.entries
        let names = Dictionary(entries.map { (Name.canonical($0.name), $0.slot) }) { first, _ in first }
        var chosen: [ObjectIdentifier: Tensor] = [:]
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            guard let slot = names[Name.canonical(name)], let tensor = slot.tensor else {
                let known = suggestion(for: Name.canonical(name), among: entries.map(\.name))
                report(
                    AdjointError(
                        .value, "withParameters",
                        "\(type(of: self)) has no parameter or buffer \(quoted(name)); \(known)"))
                continue
            }
            guard tensor.shape == value.shape, tensor.dtype.isFloatingPoint == value.dtype.isFloatingPoint else {
                report(
                    AdjointError(
                        .shape, "withParameters",
                        "\"\(name)\" is \(tensor.shape) \(tensor.dtype), and \(value.shape) \(value.dtype) cannot stand "
                            + "for it"))
                continue
            }
            chosen[ObjectIdentifier(tensor)] = value
        }
        return entries.compactMap { entry in
            entry.slot.tensor.flatMap { chosen[ObjectIdentifier($0)] }.map { (entry.slot, $0) }
        }
    }
}
