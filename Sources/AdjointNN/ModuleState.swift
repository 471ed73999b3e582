import Adjoint
import Foundation

/// What `@Parameter` and `@Buffer` can mark: a `Tensor`, or a `Tensor?` that may be absent, as a layer's bias.
public protocol TensorOrNil: Sendable {
    /// The tensor, if there is one.
    var tensorOrNil: Tensor? { get }
    /// The value that holds a tensor, or none.
    static func holding(_ tensor: Tensor?) -> Self
}

extension Tensor: TensorOrNil {
    /// This tensor.
    public var tensorOrNil: Tensor? { self }
    /// The tensor. There has to be one.
    public static func holding(_ tensor: Tensor?) -> Tensor {
        tensor
            ?? fail(.graph, "Parameter", "it has no value before the first call of its layer, which infers the shape")
    }
}

extension Tensor?: TensorOrNil {
    /// This value.
    public var tensorOrNil: Tensor? { self }
    /// The tensor, or nil.
    public static func holding(_ tensor: Tensor?) -> Tensor? { tensor }
}

/// Marks a property of a module as a parameter: a leaf that is trained and saved.
///
///     @Parameter var weight: Tensor
///     @Parameter var bias: Tensor?
///
/// The tensor is made to require a gradient. Assigning the property puts another tensor in its place, which an
/// optimizer made before does not know of; use `weight.assign(…)` to change the values. It must have the same dtype.
///
/// A property of a type that has to keep several, such as an array, holds `Parameter(wrappedValue: tensor)` themselves.
@propertyWrapper
public struct Parameter<Value: TensorOrNil>: Sendable, StateProperty {
    let slot: TensorSlot

    /// A parameter, which must be a leaf of `float32` or `float64`.
    public init(wrappedValue: Value) { slot = TensorSlot(.parameter, wrappedValue.tensorOrNil) }

    private init(_ awaited: TensorSlot.Awaited) { slot = TensorSlot(.parameter, awaited) }

    init(_ slot: TensorSlot) { self.slot = slot }

    /// The tensor.
    public var wrappedValue: Value {
        get { .holding(slot.tensor) }
        nonmutating set { slot.tensor = newValue.tensorOrNil }
    }

    /// A parameter that gets its value at the layer's first call; see `infer`. Lengths that are not known before are
    /// nil.
    public static func inferred(
        _ shape: [Int?], dtype: DType, _ make: @escaping @Sendable (_ size: Int) -> Tensor
    ) -> Parameter {
        Parameter(TensorSlot.Awaited(shape: shape, dtype: dtype, make: make))
    }

    /// Makes the value of an inferred parameter from the size that the first call reveals; does nothing where there
    /// is one.
    public func infer(_ size: Int) {
        slot.infer(size)
    }
}

/// Marks a property of a module as a buffer: a tensor that is saved with the parameters but not trained.
///
///     @Buffer var runningMean: Tensor
///
/// Assigning the property is how a layer changes it, also inside `callAsFunction`: `runningMean = 0.9 * runningMean +
/// 0.1 * mean`. A buffer keeps the dtype of its first value: a `float64` batch leaves the statistics of a `float32`
/// layer `float32`. Where that would change more than rounding does, numbers in a buffer of integers for instance, the
/// value is refused.
///
/// Where several threads call the layer, another may assign between the reading and the assignment, and what it saw be
/// lost; nothing worse happens. A lock of the layer around both, as in `BatchNorm`, keeps everything.
@propertyWrapper
public struct Buffer<Value: TensorOrNil>: Sendable, StateProperty {
    let slot: TensorSlot

    /// A buffer, cut off from the graph.
    public init(wrappedValue: Value) { slot = TensorSlot(.buffer, wrappedValue.tensorOrNil) }

    private init(_ awaited: TensorSlot.Awaited) { slot = TensorSlot(.buffer, awaited) }

    init(_ slot: TensorSlot) { self.slot = slot }

    /// The tensor.
    public var wrappedValue: Value {
        get { .holding(slot.tensor) }
        nonmutating set { slot.tensor = newValue.tensorOrNil }
    }

    /// Whether there is a value, and not one that is still to be inferred, fitted or loaded.
    package var hasValue: Bool { slot.tensor != nil }

    /// A buffer that gets its value at the layer's first call; see `infer`. Lengths that are not known before are nil.
    public static func inferred(
        _ shape: [Int?], dtype: DType, _ make: @escaping @Sendable (_ size: Int) -> Tensor
    ) -> Buffer {
        Buffer(TensorSlot.Awaited(shape: shape, dtype: dtype, make: make))
    }

    /// Makes the value of an inferred buffer from the size that the first call reveals; does nothing where there is
    /// one.
    public func infer(_ size: Int) {
        slot.infer(size)
    }
}

/// What a property of a module is to its training.
enum StateKind {
    case parameter, buffer
}

/// A property wrapper that reflection recognises as part of a module's state.
protocol StateProperty {
    var slot: TensorSlot { get }
}

/// Where a module keeps a tensor of its state. Copies of a struct share it, and so do the threads that call the module:
/// any may take the tensor while another puts one in its place.
final class TensorSlot: Sendable {
    /// A value to be made at the first call: the shape as far as it is known, the dtype, and how.
    struct Awaited: Sendable {
        let shape: [Int?]
        let dtype: DType
        let make: @Sendable (_ size: Int) -> Tensor
    }

    let kind: StateKind
    private let held: SharedTensor
    private let isInferred: SharedFlag
    private let rest: Guarded<Rest>
    /// Held while a value is made, replaced or frozen, which are several steps: one for all slots, as it is needed
    /// rarely. To make one may make others.
    private static let lock = NSRecursiveLock()

    /// What is asked for rarely.
    private struct Rest: Sendable {
        var awaited: Awaited?
        var isTrained = true
        /// The dtype of the last value.
        var known: DType?
    }

    init(_ kind: StateKind, _ tensor: Tensor?) {
        (self.kind, held, isInferred, rest) = (kind, SharedTensor(), SharedFlag(false), Guarded(Rest()))
        self.tensor = tensor
    }

    init(_ kind: StateKind, _ awaited: Awaited) {
        (self.kind, held, isInferred) = (kind, SharedTensor(), SharedFlag(true))
        rest = Guarded(Rest(awaited: awaited))
    }

    /// The value: that of the `StateScope` that this runs in, if it gives one, or the module's own.
    var tensor: Tensor? {
        get { StateScope.current?[self] ?? held.value }
        set {
            if let scope = StateScope.current, let present = scope[self] {
                // A buffer follows; a parameter that is replaced there is one for that computation only.
                scope[self] = newValue.map { kind == .buffer ? $0.detach().cast(to: present.dtype) : $0 }
            } else {
                Self.lock.withLock { put(newValue) }
            }
        }
    }

    /// Makes the value that is still to be made one of another dtype.
    func awaitCast(to dtype: DType) {
        Self.lock.withLock {
            guard let awaited = rest.value.awaited, awaited.dtype.isFloatingPoint else { return }
            rememberForUndo()
            let cast = Awaited(shape: awaited.shape, dtype: dtype) { awaited.make($0).cast(to: dtype) }
            rest.withValue { $0.awaited = cast }
        }
    }

    /// Puts a leaf in the place of the value, whatever its dtype.
    func replace(with leaf: Tensor) {
        Self.lock.withLock {
            rememberForUndo()
            rest.withValue { $0.known = leaf.dtype }
            set(leaf, awaiting: nil)
        }
    }

    /// What is known of a value before the first call; nil where there is nothing to infer.
    var awaited: Awaited? { isInferred.value ? rest.value.awaited : nil }

    /// The dtype of the value, or of the one to come, and where there is none, of the last; nil where there never was
    /// one.
    var dtype: DType? { tensor?.dtype ?? rest.withValue { $0.awaited?.dtype ?? $0.known } }

    /// False for a frozen parameter, also before its value is known.
    var isTrained: Bool {
        get { rest.value.isTrained }
        set {
            Self.lock.withLock {
                rest.withValue { $0.isTrained = newValue }
                tensor?.requiresGrad = newValue
            }
        }
    }

    /// A slot of its own with a copy of what is here, of which `twin` makes another tensor.
    func copy(_ twin: (Tensor) -> Tensor) -> TensorSlot {
        Self.lock.withLock {
            let rest = rest.value
            let other = rest.awaited.map { TensorSlot(kind, $0) } ?? TensorSlot(kind, tensor.map(twin))
            other.rest.withValue { $0.known = rest.known }
            if !rest.isTrained { other.isTrained = false }
            return other
        }
    }

    /// Makes the value, if it is still to be made: of several threads that come at once, the first does.
    func infer(_ size: Int) {
        guard isInferred.value else { return }
        Self.lock.withLock {
            if let make = rest.value.awaited?.make { put(withoutGradient { make(size) }) }
        }
    }

    private func put(_ tensor: Tensor?) {
        let value = tensor.flatMap(fitting)
        if tensor != nil, value == nil { return }
        rememberForUndo()
        let known = dtype ?? value?.dtype
        rest.withValue { $0.known = known }
        set(value.map(prepared), awaiting: nil)
    }

    /// Called before a change: what is here comes back if the `withErrors` block around it fails.
    private func rememberForUndo() {
        willChange(self, (rest.value, held.value)) { slot, before in
            Self.lock.withLock {
                slot.rest.withValue { $0.known = before.0.known }
                slot.set(before.1, awaiting: before.0.awaited)
            }
        }
    }

    private func set(_ value: Tensor?, awaiting awaited: Awaited?) {
        // In this order: who sees that nothing is awaited finds the value.
        if let awaited {
            rest.withValue { $0.awaited = awaited }
            isInferred.value = true
            held.value = value
        } else {
            held.value = value
            rest.withValue { $0.awaited = nil }
            isInferred.value = false
        }
    }

    /// A new value in the dtype that the property has from its first one: a buffer is converted, as far as nothing but
    /// rounding changes it. Nil, and an error, for any other.
    private func fitting(_ tensor: Tensor) -> Tensor? {
        guard let dtype, tensor.dtype != dtype else { return tensor }
        let (isBuffer, from) = (kind == .buffer, tensor.dtype)
        let converts = dtype.isFloatingPoint && from != .bool || dtype == .int64 && from == .int32
        if isBuffer, converts { return withoutGradient { tensor.cast(to: dtype) } }
        let hint = isBuffer ? "cast it first" : "a parameter keeps its dtype, so make the module with another one"
        report(
            AdjointError(
                .dtype, isBuffer ? "Buffer" : "Parameter",
                "a value of \(tensor.shape) \(from) cannot take the place of one of \(dtype): \(hint)"))
        return nil
    }

    /// A parameter requires a gradient, unless it is frozen; a buffer does not.
    private func prepared(_ tensor: Tensor) -> Tensor {
        if kind == .buffer { return tensor.requiresGrad ? tensor.detach() : tensor }
        if !tensor.isLeaf {
            let problem = "a tensor of \(tensor.shape) is the result of a recorded operation: use detach() of it"
            report(AdjointError(.graph, "Parameter", problem))
        }
        let leaf = tensor.isLeaf ? tensor : tensor.detach()
        leaf.requiresGrad = isTrained
        return leaf
    }
}

extension Tensor {
    /// A leaf of another dtype that is trained as this one is.
    func castLeaf(to dtype: DType) -> Tensor {
        let leaf = withoutGradient { cast(to: dtype).detach() }
        leaf.requiresGrad = requiresGrad
        if let fixedElements { leaf.fixedElements = fixedElements }
        return leaf
    }
}
