import Adjoint

/// yₒ = x₁ᵀ Wₒ x₂ + bₒ: one bilinear form for each output.
///
/// Shapes: [..., inputs.0] and [..., inputs.1], with equal leading axes → [..., outputs]; `weight` is
/// [outputs, inputs.0, inputs.1], `bias` [outputs]. Both start uniform in ±1/√inputs.0, as in PyTorch.
public struct Bilinear: Module, Sendable {
    /// W, [outputs, inputs.0, inputs.1].
    @Parameter public private(set) var weight: Tensor
    /// b, [outputs]; nil for a layer without.
    @Parameter public private(set) var bias: Tensor?

    /// A layer with fresh weights.
    public init(
        _ inputs: (Int, Int), _ outputs: Int, bias: Bool = true, dtype: DType = .float32,
        generator: RandomGenerator = .shared
    ) {
        let draw = Initializer.layerDefault(fanIn: inputs.0)
        weight = draw([outputs, inputs.0, inputs.1], dtype: dtype, generator: generator)
        self.bias = bias ? draw([outputs], dtype: dtype, generator: generator) : nil
    }

    /// The forms' values at `x` and `other`.
    public func callAsFunction(_ x: Tensor, _ other: Tensor) -> Tensor {
        let (outputs, inputs) = (weight.shape[0], (weight.shape[1], weight.shape[2]))
        guard x.rank > 0, x.rank == other.rank, x.shape.last == inputs.0, other.shape.last == inputs.1,
            x.shape.dropLast() == other.shape.dropLast()
        else {
            return fail(
                .shape, "Bilinear(\(inputs), \(outputs))",
                "the inputs are \(x.shape) and \(other.shape): [..., \(inputs.0)] and [..., \(inputs.1)] with equal "
                    + "leading axes are needed", dtype: weight.dtype)
        }
        return computed("Bilinear") {
            let rows = matmul(x, weight.transposed(1, 0, 2).flattened(from: 1))
                .reshaped(x.shape.dropLast() + [outputs, inputs.1])
            let y = matmul(rows, other.expandedDimension(at: -1)).squeezed(axis: -1)
            return bias.map { y + $0 } ?? y
        }
    }
}
