// Formulas over the primitive operations, arranged so that no intermediate overflows. Their derivatives follow by
// themselves.

/// eˣ / Σeˣ along an axis: positive numbers that add up to 1.
public func softmax(_ x: Tensor, axis: Int = -1) -> Tensor {
    guard let powers = shiftedExponentials("softmax", x, axis) else { return .standIn(x.dtype) }
    return powers / powers.sum(axis: axis, keepDims: true)
}

extension Tensor {
    /// The function whose result this is, perhaps in another shape, where that is `softmax` or `sigmoid` and was
    /// recorded.
    package var probabilityFunction: String? {
        var node = self
        while let linear = node.operation as? LinearOperation, linear.kind == .reshape, let source = node.first {
            node = source
        }
        if node.operation === Unary.sigmoid { return "sigmoid" }
        guard node.operation === Binary.divide, let powers = node.first, powers.operation === Unary.exp,
            let sum = node.second, sum.operation?.name == LinearOperation.Kind.sum.rawValue, sum.first === powers
        else { return nil }
        return "softmax"
    }
}

/// softmax along an axis, but 0 along a line that is -inf throughout: everything in it is ruled out.
package func maskedSoftmax(_ x: Tensor, axis: Int = -1) -> Tensor {
    guard let powers = shiftedExponentials("softmax", x, axis) else { return .standIn(x.dtype) }
    let sum = powers.sum(axis: axis, keepDims: true)
    // It is 0 in that case only: else the greatest term is 1.
    return powers / which(sum .== 0, Tensor.constant(1, dtype: x.dtype), sum)
}

/// log softmax(x) = x - log Σeˣ along an axis, accurate where softmax is near 0 and for large x: the maximum is
/// subtracted first, so that what is left does not drown in it.
public func logSoftmax(_ x: Tensor, axis: Int = -1) -> Tensor {
    guard isFloating(x, "logSoftmax"), x.normalized(axis, "logSoftmax") != nil else { return .standIn(x.dtype) }
    let shifted = x - greatest(x, axis)
    return shifted - log(exp(shifted).sum(axis: axis, keepDims: true))
}

/// log Σeˣ along an axis, without overflow. All -inf gives -inf, with the derivative 0.
public func logSumExp(_ x: Tensor, axis: Int = -1, keepDims: Bool = false) -> Tensor {
    guard let powers = shiftedExponentials("logSumExp", x, axis) else { return .standIn(x.dtype) }
    let sum = powers.sum(axis: axis, keepDims: true)
    let positive = which(sum .== 0, Tensor.constant(0, dtype: x.dtype), sum)  // nothing flows back from a sum of 0
    let result = log(positive) + greatest(x, axis)
    return keepDims ? result : result.squeezed(axis: axis)
}

/// exp(x - max), where the maximum is a constant: it cancels from every formula that uses this.
private func shiftedExponentials(_ name: String, _ x: Tensor, _ axis: Int) -> Tensor? {
    guard isFloating(x, name), x.normalized(axis, name) != nil else { return nil }
    return exp(x - greatest(x, axis))
}

/// The maximum along an axis, as a constant; 0 where it is infinite, since inf - inf has no value.
private func greatest(_ x: Tensor, _ axis: Int) -> Tensor {
    withoutGradient {
        let top = x.max(axis: axis, keepDims: true)
        return which(isFinite(top), top, Tensor.constant(0, dtype: x.dtype))
    }
}

private func isFloating(_ x: Tensor, _ name: String) -> Bool {
    if x.dtype.isFloatingPoint { return true }
    report(AdjointError(.dtype, name, "dtype \(x.dtype) is not supported: cast it to float32 or float64"))
    return false
}

/// x where x > 0, else slope · x (Maas et al., 2013). The derivative at 0 is `slope`.
public func leakyRelu(_ x: Tensor, slope: Double = 0.01) -> Tensor {
    guard slope.isFinite else { return notFinite("leakyRelu", "slope", slope, x) }
    return slope == 0 ? relu(x) : which(x .> 0, x, x * slope)
}

/// x where x > 0, else α(eˣ - 1) (Clevert et al., 2015).
public func elu(_ x: Tensor, alpha: Double = 1) -> Tensor {
    guard alpha.isFinite else { return notFinite("elu", "alpha", alpha, x) }
    return alpha == 0 ? relu(x) : which(x .> 0, x, expm1(x) * alpha)
}

private func notFinite(_ name: String, _ setting: String, _ value: Double, _ x: Tensor) -> Tensor {
    fail(.value, name, "the \(setting) is \(value): a finite number is needed", dtype: x.dtype)
}

/// x · Φ(x), with Φ the distribution function of the normal distribution (Hendrycks and Gimpel, 2016). Accurate in the
/// tail.
public func gelu(_ x: Tensor) -> Tensor { Unary.gelu(x) }

/// x · sigmoid(x), also called swish (Elfwing et al., 2017).
public func silu(_ x: Tensor) -> Tensor { Unary.silu(x) }

/// x / (1 + |x|).
public func softsign(_ x: Tensor) -> Tensor { Unary.softsign(x) }

/// x - tanh x, accurate near 0.
public func tanhShrink(_ x: Tensor) -> Tensor { Unary.tanhShrink(x) }

/// log sigmoid(x), without overflow.
public func logSigmoid(_ x: Tensor) -> Tensor { -softplus(-x) }
