import Adjoint

extension Tensor {
    /// The graph behind this tensor, in which the parameters of a model have their names, and further tensors those
    /// that are given: `loss.graph(of: model, naming: ["x": x])`.
    ///
    /// A parameter that is still to be inferred has no name yet.
    public func graph(of model: some Module, naming names: [String: Tensor] = [:]) -> GraphView {
        let entries = model.contents.entries.compactMap { entry in entry.slot.tensor.map { (entry.name, $0) } }
        return graph(naming: names.merging(entries) { given, _ in given })
    }
}
