import Adjoint

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
/// 0.1 * mean`. A buffer keeps the dtype of its first value: a `float64` batch leaves the statistics of a `float32` layer
/// `float32`. Where that would change more than rounding does, numbers in a buffer of integers for instance, the value is
/// refused.
@propertyWrapper
public struct Buffer<Value: TensorOrNil>: Sendable, StateProperty {
    let slot: TensorSlot

    /// A buffer, cut off from the graph.
    public init(wrappedValue: Value) { slot = TensorSlot(.buffer, wrappedValue.tensorOrNil) }

    private init(_ awaited: TensorSlot.Awaited) { slot = TensorSlot(.buffer, awaited) }

    /// The tensor.
    public var wrappedValue: Value {
        get { .holding(slot.tensor) }
        nonmutating set { slot.tensor = newValue.tensorOrNil }
    }

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

/// Whether a module is in training or in evaluation. It starts in training; `train()` and `eval()` of any module
/// above set it.
///
///     struct Noise: Module {
///         let mode = TrainingMode()
///         func callAsFunction(_ x: Tensor) -> Tensor { mode.isTraining ? x + .normal(x.shape) : x }
///     }
///
/// Set it on one thread at a time, and not while another calls the module.
public final class TrainingMode: @unchecked Sendable {
    /// True in training, false in evaluation.
    public internal(set) var isTraining = true

    /// A mode of its own for one module.
    public init() {}
}

/// What a property of a module is to its training.
enum StateKind {
    case parameter, buffer
}

/// A property wrapper that reflection recognises as part of a module's state.
protocol StateProperty {
    var slot: TensorSlot { get }
}

/// Where a module keeps a tensor of its state. Copies of a struct share it.
final class TensorSlot: @unchecked Sendable {
    /// A value to be made at the first call: the shape as far as it is known, the dtype, and how.
    struct Awaited {
        let shape: [Int?]
        let dtype: DType
        let make: @Sendable (_ size: Int) -> Tensor
    }

    let kind: StateKind
    /// What is known of a value before the first call; nil where there is nothing to infer.
    private(set) var awaited: Awaited?
    private var held: Tensor?

    init(_ kind: StateKind, _ tensor: Tensor?) {
        self.kind = kind
        self.tensor = tensor
    }

    init(_ kind: StateKind, _ awaited: Awaited) {
        self.kind = kind
        self.awaited = awaited
    }

    var tensor: Tensor? {
        get { held }
        set {
            let value = newValue.flatMap(fitting)
            if newValue != nil, value == nil { return }
            willChange(self, (awaited, held)) { ($0.awaited, $0.held) = $1 }
            known = dtype ?? value?.dtype
            awaited = nil
            held = value.map(prepared)
        }
    }

    /// The dtype of the value, or of the one to come, and where there is none, of the last; nil where there never was
    /// one.
    var dtype: DType? { held?.dtype ?? awaited?.dtype ?? known }
    private var known: DType?

    /// False for a frozen parameter, also before its value is known.
    var isTrained = true { didSet { held?.requiresGrad = isTrained } }

    func infer(_ size: Int) {
        if let make = awaited?.make { tensor = withoutGradient { make(size) } }
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
