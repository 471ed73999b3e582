import Adjoint

/// Something that has parameters with names: a module, an array of tensors, or a selection of them.
public protocol ParameterSource {
    /// The parameters with their names, each once.
    var namedParameters: [(name: String, parameter: Tensor)] { get }
}

extension Array: ParameterSource where Element == Tensor {
    /// The tensors, named by their positions: `0`, `1`, …; one that is there more than once by its first.
    public var namedParameters: [(name: String, parameter: Tensor)] {
        var seen: Set<ObjectIdentifier> = []
        return enumerated().filter { seen.insert(ObjectIdentifier($1)).inserted }.map { (String($0), $1) }
    }
}

/// Some of the parameters of a module, under their names there.
public struct ParameterSelection: ParameterSource {
    /// The parameters with their names.
    public let namedParameters: [(name: String, parameter: Tensor)]
}

extension ParameterSource {
    /// The parameters that a condition selects: `Muon(model.parameters { $1.rank == 2 })`.
    public func parameters(where isIncluded: (_ name: String, _ parameter: Tensor) -> Bool) -> ParameterSelection {
        ParameterSelection(namedParameters: namedParameters.filter { isIncluded($0.name, $0.parameter) })
    }
}

extension ParameterSource {
    /// The parameters with their names, each tensor once, also where a source of a user's own has it twice: under its
    /// first name. A name that two tensors have is reported, and the second is left out: what is saved goes by names.
    func distinctParameters(for user: String) -> [(name: String, parameter: Tensor)] {
        var seen: Set<ObjectIdentifier> = []
        var places: [String: Int] = [:]
        let distinct = namedParameters.filter { seen.insert(ObjectIdentifier($0.parameter)).inserted }
        return distinct.enumerated().filter { position, entry in
            guard let first = places.updateValue(position, forKey: entry.name) else { return true }
            report(
                AdjointError(
                    .value, user,
                    "two parameters, at \(first) and \(position) of its source, have the name \"\(entry.name)\": names of their own "
                        + "are needed, by which their state is saved"))
            return false
        }.map(\.element)
    }
}

/// Something that changes parameters by their gradients.
public protocol Optimizer: AnyObject {
    /// The factor of each step.
    var learningRate: Double { get set }
    /// The tensors that the optimizer changes.
    var parameters: [Tensor] { get }
    /// Changes every parameter that has a gradient.
    func step()
    /// Computes the loss and its gradients and changes the parameters by them; gives the loss, before the change.
    ///
    /// Gradients from before are forgotten. L-BFGS calls the function several times.
    @discardableResult
    func step(_ loss: () -> Tensor) -> Tensor
    /// Forgets the gradients of all parameters.
    func zeroGrad()
    /// What a run needs to be taken up again, by names: an optimizer of the same kind and settings that loads it
    /// continues to the bit, and one of other settings begins with what those need beside it. The settings themselves,
    /// but for the learning rate, are not part of it.
    var stateDictionary: [String: Tensor] { get }
    /// Takes over what `stateDictionary` of an optimizer of the same kind, for parameters of the same names and shapes,
    /// gave.
    /// - Throws: an `AdjointError` that lists what is missing, unexpected or of another shape; nothing has changed
    ///   then.
    func load(_ state: [String: Tensor]) throws
}

extension Optimizer {
    /// Forgets the gradients of all parameters.
    public func zeroGrad() { parameters.forEach { $0.zeroGrad() } }

    /// Computes the loss and its gradients and changes the parameters by them; gives the loss, before the change.
    @discardableResult
    public func step(_ loss: () -> Tensor) -> Tensor {
        zeroGrad()
        let value = withGradient(loss)
        value.backward()
        // What failed has no effect.
        if !hasFailed { step() }
        return value.detach()
    }
}
