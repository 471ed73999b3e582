import Adjoint

/// y = x Wᵀ + b.
///
/// Shapes: [..., inputs] → [..., outputs]; `weight` is [outputs, inputs], `bias` [outputs]. Both start uniform in ±1/√inputs, as in
/// PyTorch.
public struct Linear: Module {
    /// W, [outputs, inputs].
    public let weight: Tensor
    /// b, [outputs]; nil for a layer without.
    public let bias: Tensor?

    /// A layer with fresh weights.
    public init(
        _ inputs: Int, _ outputs: Int, bias: Bool = true, dtype: DType = .float32, generator: RandomGenerator = .shared
    ) {
        let bound = inputs > 0 ? 1 / Double(inputs).squareRoot() : 0
        func draw(_ shape: [Int]) -> Tensor {
            Tensor.uniform(shape, in: -bound..<bound, dtype: dtype, generator: generator).requiringGrad()
        }
        weight = draw([outputs, inputs])
        self.bias = bias ? draw([outputs]) : nil
    }

    /// A layer of given weights, which become its parameters.
    public init(weight: Tensor, bias: Tensor? = nil) {
        self.weight = weight.requiringGrad()
        self.bias = bias?.requiringGrad()
    }

    public func callAsFunction(_ x: Tensor) -> Tensor {
        let inputs = weight.shape[1]
        guard x.rank > 0, x.shape[x.rank - 1] == inputs else {
            return fail(
                .shape, "Linear(\(inputs), \(weight.shape[0]))",
                "the input is \(x.shape): its last axis must have length \(inputs)",
                shape: x.shape.dropLast() + [weight.shape[0]], dtype: weight.dtype)
        }
        let product = matmul(x, weight.T)
        return bias.map { product + $0 } ?? product
    }
}
