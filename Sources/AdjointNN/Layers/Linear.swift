import Adjoint

/// In the place of a layer's input size: the layer takes it from its first input, as in `Linear(.inferred, 512)`.
///
/// Until then it has no parameters to be asked for. The first call belongs to one thread, as it makes them.
public enum InferredSize: Sendable {
    /// The size of the first input.
    case inferred
}

/// y = x Wᵀ + b.
///
/// Shapes: [..., inputs] → [..., outputs]; `weight` is [outputs, inputs], `bias` [outputs]. Both start uniform in
/// ±1/√inputs, as in PyTorch.
public struct Linear: Module, Sendable {
    /// W, [outputs, inputs].
    @Parameter public private(set) var weight: Tensor
    /// b, [outputs]; nil for a layer without.
    @Parameter public private(set) var bias: Tensor?
    /// A layer with fresh weights, of dtype `float32` or `float64`.
    public init(
        _ inputs: Int, _ outputs: Int, bias: Bool = true, dtype: DType = .float32, generator: RandomGenerator = .shared
    ) {
        self.init(size: inputs, outputs, bias, dtype, generator)
    }

    /// A layer with fresh weights, drawn at the first call, whose input says how many inputs there are.
    ///
    /// Before that the layer has no parameters to be asked for; a state dictionary can be loaded, and then says the
    /// size.
    public init(
        _ inputs: InferredSize, _ outputs: Int, bias: Bool = true, dtype: DType = .float32,
        generator: RandomGenerator = .shared
    ) {
        self.init(size: nil, outputs, bias, dtype, generator)
    }

    private init(size inputs: Int?, _ outputs: Int, _ bias: Bool, _ dtype: DType, _ generator: RandomGenerator) {
        var (inputs, outputs, dtype) = (inputs, outputs, dtype)
        let lengths = 0...greatestCount
        if !lengths.contains(inputs ?? 0) || !lengths.contains(outputs) || !dtype.isFloatingPoint {
            let found = "\(inputs.map(String.init) ?? "inferred") → \(outputs) of \(dtype)"
            report(
                AdjointError(
                    dtype.isFloatingPoint ? .shape : .dtype, "Linear",
                    "\(found): lengths in 0...\(greatestCount), and float32 or float64, are needed"))
            (inputs, outputs, dtype) = (0, 0, .float32)
        }
        let draw = { @Sendable [dtype] (shape: [Int], inputs: Int) in
            let bound = inputs > 0 ? 1 / Double(inputs).squareRoot() : 0
            return Tensor.uniform(shape, in: -bound..<bound, dtype: dtype, generator: generator)
        }
        _weight = .inferred([outputs, nil], dtype: dtype) { [outputs] in draw([outputs, $0], $0) }
        self.bias = nil
        if bias { _bias = .inferred([outputs], dtype: dtype) { [outputs] in draw([outputs], $0) } }
        if let inputs { infer(inputs) }
    }

    /// A layer of given weights, which become its parameters: W of shape [outputs, inputs] and b of shape [outputs],
    /// of one dtype.
    public init(weight: Tensor, bias: Tensor? = nil) {
        guard weight.rank == 2, bias.map({ $0.shape == [weight.shape[0]] && $0.dtype == weight.dtype }) ?? true else {
            let other = bias.map { " and bias \($0.shape) \($0.dtype)" } ?? ""
            let found = "weight \(weight.shape) \(weight.dtype)\(other)"
            self.weight = fail(
                .shape, "Linear", "\(found): [outputs, inputs] and [outputs] of equal dtype are needed")
            self.bias = nil
            return
        }
        self.weight = weight
        self.bias = bias
    }

    /// x Wᵀ + b.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        guard let length = x.shape.last else {
            return fail(.shape, "Linear", "the input is []: [..., inputs] is needed", dtype: x.dtype)
        }
        if !hasFailed { infer(length) }
        let inputs = weight.shape[1]
        guard length == inputs else {
            return fail(
                .shape, "Linear(\(inputs), \(weight.shape[0]))",
                "the input is \(x.shape): its last axis must have length \(inputs)",
                dtype: weight.dtype)
        }
        return computed("Linear") {
            let product = matmul(x, weight.T)
            return bias.map { product + $0 } ?? product
        }
    }

    private func infer(_ inputs: Int) {
        _weight.infer(inputs)
        _bias.infer(inputs)
    }
}
