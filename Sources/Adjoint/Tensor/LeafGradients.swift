/// The gradient that gathers for a leaf. The leaf and its snapshots share it, on whatever threads they are: it is read
/// and written in `GraphLock`.
final class GradientAccumulator: @unchecked Sendable {
    // Unchecked, as the lock is that of the passes and lies elsewhere: `value`, `hooks` and `keepsValue` are accessed
    // by who has the turn, the others when a leaf is written or an optimizer steps, as one thread only may. Exclusivity
    // is unchecked for the reason that `Tensor` has.
    @exclusivity(unchecked) var value: Tensor?
    /// The leaf was the variable of a transform whose function has returned: nobody else can ask for its gradient.
    @exclusivity(unchecked) var isSpent = false
    /// An optimizer has made its step by `value`.
    @exclusivity(unchecked) var isUsed = false
    /// The leaf's `fixedElements`.
    @exclusivity(unchecked) var fixed: Tensor?
    /// What is called with the cotangent of each pass.
    @exclusivity(unchecked) var hooks: GradientHooks?
    /// Whether `value` is wanted: of every leaf, and of a result that was asked to keep it.
    @exclusivity(unchecked) var keepsValue: Bool

    init(keepsValue: Bool = true) { self.keepsValue = keepsValue }

    /// Lets the present gradient come back if the `withErrors` block that this thread is in fails.
    @inline(__always)
    func willChange() {
        Adjoint.willChange(self, value) { slot, before in GraphLock.hold { slot.value = before } }
    }
}

/// What is called with a tensor's cotangent. Read and written in `GraphLock`.
final class GradientHooks {
    /// What takes the place of the cotangent; nil where a hook only looks.
    typealias Call = @Sendable (_ cotangent: Tensor, _ isRecorded: Bool) -> Tensor?

    private var hooks: [(key: Int, call: Call)] = []
    private var next = 0

    func add(_ hook: @escaping Call) -> Int {
        defer { next += 1 }
        hooks.append((next, hook))
        return next
    }

    /// Tells whether none is left.
    func remove(_ key: Int) -> Bool {
        hooks.removeAll { $0.key == key }
        return hooks.isEmpty
    }

    /// What the hooks make of a cotangent. One that a hook before has removed is not called.
    func result(for cotangent: Tensor, isRecorded: Bool) -> Tensor {
        var cotangent = cotangent
        for (key, call) in hooks where hooks.contains(where: { $0.key == key }) {
            guard let replacement = call(cotangent, isRecorded), !replacement.isStandIn else { continue }
            guard replacement.shape == cotangent.shape, replacement.dtype == cotangent.dtype else {
                report(
                    AdjointError(
                        .shape, "mapGradient",
                        "\(replacement.shape) \(replacement.dtype) comes back for a gradient of \(cotangent.shape) "
                            + "\(cotangent.dtype): they must be equal"))
                return cotangent
            }
            cotangent = replacement
        }
        return cotangent
    }
}

extension Tensor {
    /// Notes that an optimizer has made its step by this leaf's gradient: what is added to it now is probably a
    /// mistake.
    package func markGradientAsUsed() { gradient?.isUsed = true }

    /// Whether operations on this tensor are recorded, so that gradients flow to or through it.
    ///
    /// Set it on a leaf to ask for its gradient. Only `float32` and `float64` have gradients. A result of a recorded
    /// operation cannot stop requiring one: use `detach()`.
    public var requiresGrad: Bool {
        get { tracked }
        set {
            if newValue == tracked { return }
            guard dtype.isFloatingPoint || !newValue else {
                return report(
                    AdjointError(
                        .dtype, "requiresGrad",
                        "a tensor of dtype \(dtype) has no gradient: cast it to float32 or float64 first"))
            }
            guard operation == nil else {
                return report(
                    AdjointError(
                        .graph, "requiresGrad",
                        "this tensor is the result of \(operationName); use detach() to cut it off"))
            }
            dropSnapshot()
            tracked = newValue
            let fixed = gradient?.fixed
            gradient = newValue || fixed != nil ? GradientAccumulator() : nil
            gradient?.fixed = fixed
        }
    }

    /// The elements of this leaf that training leaves as they are: `bool`, true there, in a shape that broadcasts to
    /// this one; nil where all are trained.
    ///
    /// Optimizers change none of them, whatever their gradient, the weight decay and what is remembered of earlier
    /// steps; `assign` and subscripts do. `Embedding` marks the vector of its padding index so. A mask of another
    /// dtype, or that does not broadcast, is reported.
    public var fixedElements: Tensor? {
        get { gradient?.fixed }
        set {
            guard isLeaf, newValue.map({ $0.dtype == .bool && $0.layout.broadcasts(to: layout) }) ?? true else {
                return report(
                    AdjointError(
                        .shape, "fixedElements",
                        isLeaf
                            ? "\(newValue?.shape ?? []) \(newValue?.dtype ?? .bool) does not say which elements of "
                                + "\(shape) are fixed: bool that broadcasts to this shape is needed"
                            : "this tensor is the result of \(operationName): only a leaf is trained"))
            }
            if gradient == nil, newValue != nil {
                dropSnapshot()
                gradient = GradientAccumulator()
            }
            gradient?.fixed = newValue?.detach()
        }
    }

    /// The gradient gathered by `backward()` so far; nil before the first, and for tensors that gather none.
    public var grad: Tensor? {
        get { GraphLock.hold { gradient?.value } }
        set {
            if hasFailed { return }
            guard let newValue else { return zeroGrad() }
            let gradient = GraphLock.hold { self.gradient.flatMap { $0.keepsValue ? $0 : nil } }
            guard tracked, let gradient, newValue.shape == shape, newValue.dtype == dtype else {
                return report(
                    AdjointError(
                        .graph, "grad",
                        gradient == nil || !tracked
                            ? "this tensor gathers no gradient: set requiresGrad first"
                            : "a gradient of \(shape) \(dtype) cannot be \(newValue.shape) \(newValue.dtype)"))
            }
            GraphLock.hold {
                gradient.willChange()
                gradient.value = newValue
            }
        }
    }

    /// Forgets the gathered gradient.
    public func zeroGrad() {
        if hasFailed { return }
        GraphLock.hold {
            gradient?.willChange()
            gradient?.value = nil
        }
    }

    /// Asks a result to keep the gradient that passes through it in `grad`, as leaves do.
    public func retainGrad() {
        guard tracked else {
            return report(AdjointError(.graph, "retainGrad", "this tensor does not require a gradient"))
        }
        GraphLock.hold {
            if let gradient { gradient.keepsValue = true } else { gradient = GradientAccumulator() }
        }
    }

    /// Whether this tensor is no result of a recorded operation.
    public var isLeaf: Bool { operation == nil }

    /// The name of the operation that made this tensor, as errors print it.
    var operationName: String { operation?.name ?? "no operation" }

    /// This leaf with `requiresGrad` set, for use in an expression: `let w = Tensor([0.5]).requiringGrad()`.
    public func requiringGrad() -> Tensor {
        requiresGrad = true
        return self
    }

    /// The same values, cut off from the graph.
    public func detach() -> Tensor { Tensor(viewing: self, layout: layout) }
}
