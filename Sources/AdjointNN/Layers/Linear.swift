import Adjoint

/// y = x Wᵀ + b.
///
/// Shapes: [..., inputs] → [..., outputs]; `weight` is [outputs, inputs], `bias` [outputs]. Both start uniform in ±1/√inputs, as in
/// PyTorch.
public struct Linear: Module, Sendable {
    /// W, [outputs, inputs].
    public let weight: Tensor
    /// b, [outputs]; nil for a layer without.
    public let bias: Tensor?

    /// A layer with fresh weights, of dtype `float32` or `float64`.
    public init(
        _ inputs: Int, _ outputs: Int, bias: Bool = true, dtype: DType = .float32, generator: RandomGenerator = .shared
    ) {
        guard inputs >= 0, outputs >= 0, dtype.isFloatingPoint else {
            let problem = "\(inputs) → \(outputs) of \(dtype): lengths ≥ 0, and float32 or float64, are needed"
            self.init(weight: fail(dtype.isFloatingPoint ? .shape : .dtype, "Linear", problem, shape: [0, 0]))
            return
        }
        let bound = inputs > 0 ? 1 / Double(inputs).squareRoot() : 0
        func draw(_ shape: [Int]) -> Tensor {
            Tensor.uniform(shape, in: -bound..<bound, dtype: dtype, generator: generator)
        }
        self.init(weight: draw([outputs, inputs]), bias: bias ? draw([outputs]) : nil)
    }

    /// A layer of given weights, which become its parameters: W of shape [outputs, inputs] and b of shape [outputs], of one
    /// dtype.
    public init(weight: Tensor, bias: Tensor? = nil) {
        guard weight.rank == 2, bias.map({ $0.shape == [weight.shape[0]] && $0.dtype == weight.dtype }) ?? true else {
            let other = bias.map { " and bias \($0.shape) \($0.dtype)" } ?? ""
            let found = "weight \(weight.shape) \(weight.dtype)\(other)"
            self.weight = fail(
                .shape, "Linear", "\(found): [outputs, inputs] and [outputs] of equal dtype are needed", shape: [0, 0])
            self.bias = nil
            return
        }
        self.weight = weight.requiringGrad()
        self.bias = bias?.requiringGrad()
    }

    /// x Wᵀ + b.
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
