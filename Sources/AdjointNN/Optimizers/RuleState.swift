import Adjoint

/// What an update rule remembers of one parameter: tensors by name, which come into being when a rule first sets them.
///
///     let v = momentum * state["momentum_buffer"] + g
///     state["momentum_buffer"] = v
///
/// So settings can change between two steps, and a state can be loaded that was saved under others: what a rule starts
/// to need begins at its initial value, and of its `optionalStateNames` those that a step neither reads nor sets are
/// forgotten. Any other name than those that the rule declares is reported.
public struct RuleState {
    /// The rule and the parameter, for errors.
    private let owner: String
    private let parameter: Tensor
    /// The declared names, those of every state first.
    let names: [String]
    /// How many of the names are those of every state.
    let requiredCount: Int
    /// For each name its tensor; nil before it was first set.
    var tensors: [Tensor?]
    /// A bit for each of the first 64 names: whether this step has read or set it.
    private var used: UInt64 = 0

    /// The state of a parameter before the first step of a rule.
    public init<Rule: UpdateRule>(of parameter: Tensor, for rule: Rule, parameterName: String = "") {
        owner = parameterName.isEmpty ? rule.name : "\(rule.name), parameter \(parameterName)"
        self.parameter = parameter
        names = Rule.stateNames + Rule.optionalStateNames
        requiredCount = Rule.stateNames.count
        tensors = Array(repeating: nil, count: names.count)
    }

    /// The tensor of a name; zeros of the parameter's shape and dtype where it was not set before.
    public subscript(name: String) -> Tensor {
        mutating get {
            let parameter = parameter
            return self[name, default: Tensor.zeros(like: parameter)]
        }
        set {
            if let slot = slot(of: name) { tensors[slot] = newValue }
        }
    }

    /// The tensor of a name; `initial` where it was not set before.
    public subscript(name: String, default initial: @autoclosure () -> Tensor) -> Tensor {
        mutating get {
            guard let slot = slot(of: name), let tensor = tensors[slot] else { return initial() }
            return tensor
        }
    }

    /// Whether the tensor of a name was set before.
    public mutating func contains(_ name: String) -> Bool {
        guard let slot = slot(of: name) else { return false }
        return tensors[slot] != nil
    }

    // There are few names, and to compare short ones is to compare two words.
    private mutating func slot(of name: String) -> Int? {
        for index in names.indices where names[index] == name {
            used |= 1 << UInt64(index)
            return index
        }
        let declared = names.isEmpty ? "none" : names.joined(separator: ", ")
        report(
            AdjointError(.value, owner, "there is no state \"\(name)\" among those that the rule declares: \(declared)")
        )
        return nil
    }

    // MARK: One step

    /// Starts a step; gives the tensors before it.
    mutating func begin() -> [Tensor?] {
        used = 0
        return tensors
    }

    /// Ends a step: gives the tensors that are to be written with their next values, `parameter` the first of them, and
    /// holds those tensors again. Empty where the state has none. Nil, and an error, where what the rule has set does
    /// not fit; the state then is as before.
    mutating func finish(from old: [Tensor?], _ parameter: (Tensor, Tensor)) -> [(Tensor, Tensor)]? {
        var updates: [(Tensor, Tensor)] = []
        func add(_ update: (Tensor, Tensor)) {
            if updates.isEmpty {
                updates.reserveCapacity(names.count + 1)
                updates.append(parameter)
            }
            updates.append(update)
        }
        for slot in names.indices {
            let new = tensors[slot]
            if let new, let leaf = old[slot] {
                if new === leaf {
                    let isForgotten = slot >= requiredCount && slot < 64 && used & 1 << UInt64(slot) == 0
                    if isForgotten { tensors[slot] = nil }
                } else {
                    guard new.shape == leaf.shape else {
                        return refuse("\(leaf.shape) and cannot become \(new.shape)", slot, old)
                    }
                    add((leaf, new.dtype == leaf.dtype ? new : new.cast(to: leaf.dtype)))
                    tensors[slot] = leaf
                }
            } else if let new {
                // A leaf of its own, which later steps write to.
                let leaf = new.detach()
                add((leaf, new))
                tensors[slot] = leaf
            } else if slot < requiredCount {
                return refuse("one of its stateNames, and the first step has not set it", slot, old)
            }
        }
        return updates
    }

    private mutating func refuse(_ message: String, _ slot: Int, _ old: [Tensor?]) -> [(Tensor, Tensor)]? {
        tensors = old
        report(AdjointError(.shape, owner, "the state \"\(names[slot])\" is \(message)"))
        return nil
    }
}
