import Adjoint

// Activations that are not in Adjoint, as formulas. At a kink the derivative is PyTorch's: that of the flat side.

/// x limited to `range`; outside and at its ends the derivative is 0. (The derivative of `clip` is ½ at the ends.)
public func hardTanh(_ x: Tensor, range: ClosedRange<Double> = -1...1) -> Tensor {
    which(x .<= range.lowerBound, Tensor(range.lowerBound), which(x .>= range.upperBound, Tensor(range.upperBound), x))
}

/// x limited to 0...6 (Krizhevsky, 2010).
public func relu6(_ x: Tensor) -> Tensor { hardTanh(x, range: 0...6) }

/// A sigmoid of three straight lines, (x + 3) / 6 limited to 0...1 (Howard et al., 2019).
public func hardSigmoid(_ x: Tensor) -> Tensor { relu6(x + 3) / 6 }

/// x · hardSigmoid(x) (Howard et al., 2019): 0 where x ≤ -3, x where x ≥ 3, with slopes 0 and 1 there.
public func hardSwish(_ x: Tensor) -> Tensor {
    which(x .<= -3, Tensor(0.0), which(x .>= 3, x, x * (x + 3) / 6))
}

/// λx where x > 0, else λα(eˣ - 1), with λ and α such that mean 0 and variance 1 stay so through a deep network
/// (Klambauer et al., 2017).
public func selu(_ x: Tensor) -> Tensor {
    1.0507009873554804934193349852946 * elu(x, alpha: 1.6732632423543772848170429916717)
}

/// x where x > 0, else α(exp(x/α) - 1), whose slope is continuous for every α (Barron, 2017).
public func celu(_ x: Tensor, alpha: Double = 1) -> Tensor {
    guard alpha != 0, checkFinite(alpha, "alpha", of: "celu") else {
        return alpha == 0
            ? fail(.value, "celu", "the alpha is 0: another number is needed", dtype: x.dtype) : .standIn(x.dtype)
    }
    return which(x .> 0, x, expm1(x / alpha) * alpha)
}

/// ½x(1 + tanh(√(2/π)(x + 0.044715x³))), near `gelu` and cheaper (Hendrycks and Gimpel, 2016).
public func geluApproximate(_ x: Tensor) -> Tensor {
    // ½(1 + tanh u) is sigmoid 2u, which keeps its digits where tanh u is near -1.
    gated(x) { sigmoid((8 / Double.pi).squareRoot() * $0 * (1 + 0.044715 * square($0))) }
}

/// x · tanh(softplus(x)) (Misra, 2019).
public func mish(_ x: Tensor) -> Tensor { gated(x) { tanh(softplus($0)) } }

/// x · gate(x) for a gate that goes from 0 to 1 faster than 1/x: at ±∞ the limits, which are those of relu.
private func gated(_ x: Tensor, _ gate: (Tensor) -> Tensor) -> Tensor {
    let isInfinite = abs(x) .== .infinity
    let finite = which(isInfinite, Tensor(0.0), x)
    return which(isInfinite, relu(x), finite * gate(finite))
}

/// x moved towards 0 by λ: x - λ where x > λ, x + λ where x < -λ, else 0.
public func softShrink(_ x: Tensor, by lambda: Double = 0.5) -> Tensor {
    guard checkSetting(lambda, "lambda", of: "softShrink") else { return .standIn(x.dtype) }
    return which(abs(x) .<= lambda, Tensor(0.0), x - lambda * sign(x))
}

/// x where |x| > λ, else 0.
public func hardShrink(_ x: Tensor, by lambda: Double = 0.5) -> Tensor {
    guard checkSetting(lambda, "lambda", of: "hardShrink") else { return .standIn(x.dtype) }
    return which(abs(x) .<= lambda, Tensor(0.0), x)
}

/// 1 where x ≥ 0, else 0: the unit step; NaN for NaN. Nothing flows back through it.
public func step(_ x: Tensor) -> Tensor { which(isNaN(x), x.detach(), (x .>= 0).cast(to: x.dtype)) }

/// a · sigmoid(b), where a and b are the halves of x along an axis, whose length must be even (Dauphin et al., 2017).
public func glu(_ x: Tensor, axis: Int = -1) -> Tensor {
    let halves = x.split(parts: 2, axis: axis)
    return halves.count == 2 ? halves[0] * sigmoid(halves[1]) : .standIn(x.dtype)
}
