import Adjoint

/// y = step(x Wᵀ + b): the first unit that learned (Rosenblatt, 1958).
///
/// Shapes: [samples, inputs] → [samples, outputs], of zeros and ones; `weight` is [outputs, inputs], `bias` [outputs],
/// both at first 0. The step passes no gradient back, so it learns by its own rule, `learn`.
public struct Perceptron: Module, Sendable {
    /// W, [outputs, inputs].
    @Parameter public private(set) var weight: Tensor
    /// b, [outputs].
    @Parameter public private(set) var bias: Tensor

    /// A perceptron whose weights are 0.
    public init(_ inputs: Int, _ outputs: Int = 1, dtype: DType = .float32) {
        let lengths = checkedLengths(inputs, outputs, of: "Perceptron")
        let (inputs, outputs) = (lengths[0], lengths[1])
        weight = .zeros([outputs, inputs], dtype: dtype)
        bias = .zeros([outputs], dtype: dtype)
    }

    /// step(x Wᵀ + b).
    public func callAsFunction(_ x: Tensor) -> Tensor { observed(step(matmul(x, weight.T) + bias)) }

    /// Shows it the samples one after another and corrects it by Rosenblatt's rule:
    /// W ← W + rate · (target - y) xᵀ, b ← b + rate · (target - y).
    ///
    /// Where a hyperplane separates the samples, a finite number of rounds ends without mistakes (Novikoff, 1962).
    /// - Parameters:
    ///   - x: [samples, inputs].
    ///   - targets: [samples, outputs], of zeros and ones.
    ///   - rate: how far each correction goes.
    /// - Returns: how many of the outputs were wrong in this round.
    @discardableResult
    public func learn(_ x: Tensor, _ targets: Tensor, rate: Double = 1) -> Int {
        let (outputs, inputs) = (weight.shape[0], weight.shape[1])
        guard x.rank == 2, x.shape[1] == inputs, targets.shape == [x.shape[0], outputs] else {
            report(
                AdjointError(
                    .shape, "Perceptron(\(inputs), \(outputs))",
                    "samples \(x.shape) and targets \(targets.shape): [samples, \(inputs)] and [samples, \(outputs)] "
                        + "are needed"))
            return 0
        }
        let numbers = withoutGradient { targets.cast(to: weight.dtype) }
        guard rate.isFinite, ((numbers .!= 0) .&& (numbers .!= 1)).any().item() == 0 else {
            report(
                AdjointError(
                    .value, "Perceptron(\(inputs), \(outputs))",
                    "rate \(rate), and targets of which some are neither 0 nor 1: a finite rate and targets that are 0 or 1 are needed"
                ))
            return 0
        }
        return withoutGradient {
            (0..<x.shape[0]).reduce(0) { mistakes, sample in
                let input = x[sample...sample].cast(to: weight.dtype)
                let error = targets[sample].cast(to: weight.dtype) - step(matmul(input, weight.T) + bias)[0]
                weight.assign(weight + rate * matmul(error.expandedDimension(at: 1), input))
                bias.assign(bias + rate * error)
                return mistakes + ((error .!= 0).sum().item(Int.self) ?? 0)
            }
        }
    }
}
