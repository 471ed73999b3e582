/// Reports a mistake and gives the tensor that stands in for the result inside `withErrors`.
package func fail(
    _ kind: AdjointError.Kind, _ operation: String, _ message: String, dtype: DType = .float32
) -> Tensor {
    report(AdjointError(kind, operation, message))
    return .standIn(dtype)
}

extension Tensor {
    /// What stands for a result that there is not, inside `withErrors`: a zero whose shape can be asked for any axis,
    /// that goes with every shape, and that takes no memory.
    package static func standIn(_ dtype: DType = .float32) -> Tensor {
        Tensor(values: Values(storage: nil, scalar: 0), dtype: dtype, layout: .standIn)
    }

    /// Whether this stands for a result that there is not.
    package var isStandIn: Bool { layout === Layout.standIn }
}
