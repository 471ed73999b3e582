import Adjoint

/// Limited-memory BFGS (Nocedal and Wright, Numerical Optimization, 2006, algorithm 7.5): a quasi-Newton method for
/// losses without noise, such as those of all samples at once.
///
/// The direction is d = -Hg, where H approximates the inverse Hessian by the last changes of the parameters and of the
/// gradient. `step { loss }` makes up to `maxIterations` moves p ← p + t·d with t from the line search; `step()` makes
/// one with t = η along the gradients at hand (and t = η min(1, 1 / Σ|g|) the first time), without a search. Stops and
/// tolerances are PyTorch's, but that the evaluations of a search are limited, to 25, and not those of a call.
public final class LBFGS: Optimizer {
    /// How long the move along a direction is.
    public enum LineSearch: Sendable, Hashable {
        /// The learning rate.
        case none
        /// So long that the strong Wolfe conditions hold (Nocedal and Wright, algorithm 3.5); it begins at the learning
        /// rate.
        case strongWolfe
    }

    /// η. A number that is negative or not finite is refused, and the old one stays.
    public var learningRate: Double {
        didSet { if !checkSetting(learningRate, "learning rate", of: "LBFGS") { learningRate = oldValue } }
    }
    /// How many moves one call of `step` makes at most.
    public var maxIterations: Int {
        didSet {
            if !checkCount(maxIterations, atLeast: 1, "number of iterations", of: "LBFGS") { maxIterations = oldValue }
        }
    }
    /// A call ends where no element of the gradient is greater.
    public var gradientTolerance: Double {
        didSet {
            if !checkSetting(gradientTolerance, "gradient tolerance", of: "LBFGS") { gradientTolerance = oldValue }
        }
    }
    /// A call ends where neither the loss nor any parameter changes by more.
    public var changeTolerance: Double {
        didSet { if !checkSetting(changeTolerance, "change tolerance", of: "LBFGS") { changeTolerance = oldValue } }
    }
    /// Of how many moves the changes are remembered.
    public var historySize: Int {
        didSet { if !checkCount(historySize, atLeast: 1, "history size", of: "LBFGS") { historySize = oldValue } }
    }
    /// How long the move along a direction is.
    public var lineSearch: LineSearch
    private let named: [(name: String, parameter: Tensor)]
    private var memory = Memory()

    /// What is remembered from one move to the next; all parameters in one vector.
    private struct Memory {
        /// How many moves have been made.
        var moves = 0
        /// The last moves, oldest first, and how each changed the gradient.
        var history: [(move: Tensor, change: Tensor)] = []
        /// Where, and by how much, the last move went.
        var direction: Tensor?
        var length = 0.0
        /// The gradient before the last move.
        var gradient: Tensor?
    }

    /// An optimizer of a module's or other parameters.
    ///
    /// - Parameters:
    ///   - source: a module, tensors, or a selection of them.
    ///   - learningRate: η.
    ///   - maxIterations: how many moves one call of `step` makes at most.
    ///   - historySize: of how many moves the changes are remembered.
    ///   - lineSearch: how long a move is.
    ///   - gradientTolerance: a call ends where no element of the gradient is greater.
    ///   - changeTolerance: a call ends where neither the loss nor any parameter changes by more.
    public init(
        _ source: some ParameterSource, learningRate: Double = 1, maxIterations: Int = 20, historySize: Int = 100,
        lineSearch: LineSearch = .strongWolfe, gradientTolerance: Double = 1e-7, changeTolerance: Double = 1e-9
    ) {
        checkSetting(learningRate, "learning rate", of: "LBFGS")
        checkCount(maxIterations, atLeast: 1, "number of iterations", of: "LBFGS")
        checkCount(historySize, atLeast: 1, "history size", of: "LBFGS")
        checkSetting(gradientTolerance, "gradient tolerance", of: "LBFGS")
        checkSetting(changeTolerance, "change tolerance", of: "LBFGS")
        named = source.distinctParameters(for: "LBFGS")
        checkTrainable(named, "LBFGS")
        self.learningRate = learningRate
        self.maxIterations = maxIterations
        self.historySize = historySize
        self.lineSearch = lineSearch
        self.gradientTolerance = gradientTolerance
        self.changeTolerance = changeTolerance
    }

    /// The tensors that the optimizer changes.
    public var parameters: [Tensor] { named.map(\.parameter) }

    // MARK: Steps

    /// One move along the direction that follows from the gradients at hand.
    public func step() {
        guard !hasFailed, parameters.contains(where: { $0.grad != nil }) else { return }
        willChange(self, memory) { $0.memory = $1 }
        withoutGradient {
            let slope = prepareMove(by: gathered(\.trainingGradient))
            if slope <= -changeTolerance { move() }
        }
    }

    /// Up to `maxIterations` moves; gives the loss before the first.
    @discardableResult
    public func step(_ loss: () -> Tensor) -> Tensor {
        func evaluate() -> (loss: Tensor, gradient: Tensor) {
            zeroGrad()
            let value = withGradient(loss)
            value.backward()
            return (value.detach(), withoutGradient { gathered(\.trainingGradient) })
        }
        let first = evaluate()
        guard !parameters.isEmpty, !hasFailed else { return first.loss }
        willChange(self, memory) { $0.memory = $1 }
        withoutGradient {
            var (value, gradient) = (first.loss.item(), first.gradient)
            for iteration in 1...max(maxIterations, 1) {
                guard !hasFailed, greatest(gradient) > gradientTolerance else { return }
                let (before, slope) = (value, prepareMove(by: gradient))
                if slope > -changeTolerance { return }
                if lineSearch == .strongWolfe, let direction = memory.direction {
                    let origin = gathered { $0 }
                    let search = StrongWolfeSearch(
                        start: LinePoint(t: 0, value: value, slope: slope, gradient: gradient),
                        firstLength: memory.length, tolerance: changeTolerance / greatest(direction))
                    let found = search.run { t in
                        place(origin + t * direction)
                        let (loss, gradient) = evaluate()
                        return LinePoint(
                            t: t, value: loss.item(), slope: (gradient * direction).sum().item(), gradient: gradient)
                    }
                    (memory.length, value, gradient) = (found.t, found.value, found.gradient)
                    place(origin + found.t * direction)
                } else {
                    move()
                    if iteration == maxIterations { return }
                    let next = evaluate()
                    (value, gradient) = (next.loss.item(), next.gradient)
                }
                let change = memory.direction.map { greatest($0) * memory.length } ?? 0
                if change <= changeTolerance || abs(value - before) < changeTolerance { return }
            }
        }
        return first.loss
    }

    /// Remembers what the last move changed, and sets the next one's direction and length; gives the slope g·d.
    private func prepareMove(by gradient: Tensor) -> Double {
        if let direction = memory.direction, let before = memory.gradient {
            let (step, change) = (direction * memory.length, gradient - before)
            let curvature = (change * step).sum().item()
            // A pair whose products overflow or vanish says nothing of the curvature.
            if curvature > 1e-10, curvature.isFinite, (1e-30..<Double.infinity) ~= square(change).sum().item() {
                memory.history.append((step, change))
            }
            memory.history.removeFirst(max(memory.history.count - historySize, 0))
            memory.length = learningRate
        } else {
            memory.length = min(1, 1 / abs(gradient).sum().item()) * learningRate
        }
        var direction = -product(gradient)
        if !greatest(direction).isFinite {
            // The products of the recursion overflow: begin again along the gradient.
            memory.history = []
            direction = -gradient
        }
        memory.direction = direction
        memory.gradient = gradient
        memory.moves += 1
        return (gradient * direction).sum().item()
    }

    /// Hg by the recursion over the history, newest first and back (Nocedal and Wright, algorithm 7.4).
    private func product(_ gradient: Tensor) -> Tensor {
        guard let newest = memory.history.last else { return gradient }
        let curvatures = memory.history.map { 1 / ($0.change * $0.move).sum() }
        var q = gradient
        var factors: [Tensor] = []
        for ((step, change), curvature) in zip(memory.history, curvatures).reversed() {
            let factor = (step * q).sum() * curvature
            q = q - factor * change
            factors.append(factor)
        }
        var r = q * ((newest.change * newest.move).sum() / square(newest.change).sum())
        for (((step, change), curvature), factor) in zip(zip(memory.history, curvatures), factors.reversed()) {
            r = r + step * (factor - curvature * (change * r).sum())
        }
        return r
    }

    private func move() {
        if let direction = memory.direction { place(gathered { $0 } + memory.length * direction) }
    }

    // MARK: All parameters as one vector

    /// A tensor of each parameter, one behind the other; zeros where there is none.
    private func gathered(_ part: (Tensor) -> Tensor?) -> Tensor {
        concatenated(parameters.map { (part($0) ?? Tensor.zeros(like: $0)).detach().flattened() })
    }

    /// The parts of vectors of all parameters, [..., elements], one for each parameter, [..., shape].
    private func parts(_ vectors: Tensor) -> [Tensor] {
        zip(vectors.split(sizes: parameters.map(\.count), axis: -1), parameters).map { part, parameter in
            part.reshaped(vectors.shape.dropLast() + parameter.shape).cast(to: parameter.dtype)
        }
    }

    private func place(_ vector: Tensor) { assign(Array(zip(parameters, parts(vector)))) }

    private func greatest(_ x: Tensor) -> Double { x.count == 0 ? 0 : abs(x).max().item() }

    // MARK: State

    /// `step`, `learning_rate` and `length`; of every parameter, by its name, `name.direction` and `name.gradient` of
    /// the last move, and `name.moves` and `name.changes`, whose first axis is that of the history.
    public var stateDictionary: [String: Tensor] {
        var result = [
            "step": Tensor(memory.moves), "learning_rate": Tensor(learningRate), "length": Tensor(memory.length),
        ]
        guard let direction = memory.direction, let gradient = memory.gradient else { return result }
        let length = [0, direction.count]
        let none = Tensor.zeros(length, dtype: direction.dtype)
        let tensors = [
            "direction": direction, "gradient": gradient,
            "moves": memory.history.isEmpty ? none : stacked(memory.history.map(\.move)),
            "changes": memory.history.isEmpty ? none : stacked(memory.history.map(\.change)),
        ]
        for (kind, tensor) in tensors {
            for ((name, _), part) in zip(named, parts(tensor)) { result["\(name).\(kind)"] = part }
        }
        return result
    }

    /// Takes over what `stateDictionary` of an optimizer of the same kind gave.
    /// - Throws: an `AdjointError` that lists what is missing, unexpected or of another shape; nothing has changed
    ///   then.
    public func load(_ state: [String: Tensor]) throws {
        var reader = StateReader(state, "LBFGS.load")
        var loaded = Memory()
        loaded.moves = reader.integer("step")
        let rate = reader.number("learning_rate")
        loaded.length = reader.number("length")
        var parts: [String: [Tensor]] = [:]
        let count = named.first.flatMap { state["\($0.name).moves"]?.shape.first } ?? 0
        if loaded.moves > 0 {
            for (kind, axes) in [("direction", []), ("gradient", []), ("moves", [count]), ("changes", [count])] {
                parts[kind] = named.map { name, parameter in
                    let like = Tensor.zeros(
                        Array(repeating: 1, count: axes.count + parameter.rank), dtype: parameter.dtype)
                    return reader.tensor("\(name).\(kind)", like: like.broadcast(to: axes + parameter.shape))
                }
            }
        }
        try reader.finish()
        // Only now is it certain that the shapes are those of the parameters.
        let vectors = parts.mapValues { parts in
            concatenated(
                zip(parts, parameters).map { $0.reshaped($0.shape.dropLast($1.rank) + [$1.count]) }, axis: -1)
        }
        loaded.direction = vectors["direction"]
        loaded.gradient = vectors["gradient"]
        if let moves = vectors["moves"], let changes = vectors["changes"] {
            loaded.history = (0..<count).suffix(historySize).map { (moves[$0], changes[$0]) }
        }
        memory = loaded
        learningRate = rate
    }
}
