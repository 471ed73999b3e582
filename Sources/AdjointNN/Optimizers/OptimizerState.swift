import Adjoint

extension RuleOptimizer {
    /// `step` and `learning_rate`; of every parameter that was changed, by its name, `name.step` and the tensors of the
    /// rule (`name.exp_avg`, …), as PyTorch calls them; and gradients that are still accumulating, `name.grad`.
    public var stateDictionary: [String: Tensor] {
        var result = [
            "step": Tensor(stepCount), "learning_rate": Tensor(learningRate), "accumulated": Tensor(accumulated),
        ]
        for entry in entries {
            if entry.steps > 0 {
                result["\(entry.name).step"] = Tensor(entry.steps)
                for (name, tensor) in zip(entry.state.names, entry.state.tensors) {
                    result["\(entry.name).\(name)"] = tensor?.detach()
                }
            }
            if accumulated > 0, let gradient = entry.parameter.grad {
                result["\(entry.name).grad"] = gradient.detach()
            }
        }
        return result
    }

    /// Takes over what `stateDictionary` of an optimizer of the same kind gave, also one of other settings: what these
    /// settings need beside it begins at its initial value.
    /// - Throws: an `AdjointError` that lists what is missing, unexpected or of another shape; nothing has changed
    ///   then.
    public func load(_ state: [String: Tensor]) throws {
        var reader = StateReader(state, "\(rule.name).load")
        let (stepCount, accumulated) = (reader.integer("step"), reader.integer("accumulated"))
        let rate = reader.number("learning_rate")
        let loaded = entries.map { entry in
            let hasState = state["\(entry.name).step"] != nil
            let steps = hasState ? reader.integer("\(entry.name).step") : 0
            var remembered = entry.state
            remembered.load(
                hasState ? state : nil, prefix: "\(entry.name).", like: entry.firstState().tensors, entry.parameter,
                from: &reader)
            let hasGradient = state["\(entry.name).grad"] != nil
            let gradient = hasGradient ? reader.tensor("\(entry.name).grad", like: entry.parameter) : nil
            return (steps: steps, remembered: remembered, gradient: gradient)
        }
        try reader.finish()
        self.stepCount = stepCount
        self.accumulated = accumulated
        learningRate = rate
        for (entry, loaded) in zip(entries, loaded) {
            (entry.steps, entry.state) = (loaded.steps, loaded.remembered)
            if accumulated > 0 { entry.parameter.grad = loaded.gradient }
        }
    }
}

extension RuleState {
    /// Takes over the tensors of a state dictionary under their names; forgets all where there is none.
    ///
    /// Each must be like that of the same slot in `examples`; one that the present settings do not use, and which may
    /// come of others, like the parameter or of rank 0.
    fileprivate mutating func load(
        _ state: [String: Tensor]?, prefix: String, like examples: [Tensor?], _ parameter: Tensor,
        from reader: inout StateReader
    ) {
        for (slot, name) in names.enumerated() {
            let found = state?[prefix + name]
            let isNeeded = state != nil && slot < requiredCount
            guard isNeeded || found != nil else {
                tensors[slot] = nil
                continue
            }
            let isScalar = found?.rank == 0 && found?.dtype.isFloatingPoint == true
            tensors[slot] = reader.tensor(
                prefix + name, like: examples[slot] ?? (isScalar ? found : nil) ?? parameter)
        }
    }
}

/// Takes tensors out of a state dictionary and keeps account of what is wrong with it.
struct StateReader {
    private let state: [String: Tensor]
    private let operation: String
    private var unread: Set<String>
    private var problems: [String] = []

    init(_ state: [String: Tensor], _ operation: String) {
        self.state = state
        self.operation = operation
        unread = Set(state.keys)
    }

    /// The tensor under a name, which must have the shape and dtype of another.
    mutating func tensor(_ name: String, like other: Tensor) -> Tensor {
        unread.remove(name)
        guard let tensor = state[name] else {
            problems.append("\(name) is missing")
            return other
        }
        guard tensor.shape == other.shape, tensor.dtype == other.dtype else {
            problems.append(
                "\(name) is \(tensor.shape) \(tensor.dtype) and should be \(other.shape) \(other.dtype)")
            return other
        }
        // A leaf of its own: later steps write to it.
        return tensor.detach()
    }

    /// A count, which is not negative, and can be counted on from.
    mutating func integer(_ name: String) -> Int {
        let value = tensor(name, like: Tensor(0 as Int)).item(Int.self) ?? 0
        if value < 0 { problems.append("\(name) is \(value) and should not be negative") }
        if value > 1 << 53 { problems.append("\(name) is \(value) and should be at most 2^53") }
        return value
    }

    /// A finite number, at least 0.
    mutating func number(_ name: String) -> Double {
        let value = tensor(name, like: Tensor(0 as Double)).item()
        if !(value.isFinite && value >= 0) { problems.append("\(name) is \(value) and should be finite, at least 0") }
        return value
    }

    /// Throws what was wrong, and names that nothing has asked for.
    func finish() throws {
        var all = problems
        if all.count > 8 { all = all.prefix(8) + ["\(all.count - 8) more do not fit"] }
        if !unread.isEmpty {
            all.append("\(listed(unread.sorted(), most: 8)) \(unread.count == 1 ? "is" : "are") unexpected")
        }
        if !all.isEmpty { throw AdjointError(.value, operation, all.joined(separator: "; ")) }
    }
}
