import Adjoint

// Activations as layers. Unless it says otherwise, each works element by element and gives the shape of its input.

/// x where x > 0, else slope · x (Maas et al., 2013).
public struct LeakyReLU: Module, Sendable {
    /// The slope below 0.
    public let slope: Double

    /// A layer of the given slope.
    public init(_ slope: Double = 0.01) { self.slope = slope }

    /// The layer's value at `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor { observed(leakyRelu(x, slope: slope)) }
}

/// x where x > 0, else α(eˣ - 1) (Clevert et al., 2015).
public struct ELU: Module, Sendable {
    /// α, minus the limit at -∞.
    public let alpha: Double

    /// A layer of the given α.
    public init(_ alpha: Double = 1) { self.alpha = alpha }

    /// The layer's value at `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor { observed(elu(x, alpha: alpha)) }
}

/// The self-normalising `selu` (Klambauer et al., 2017).
public struct SELU: Module, Sendable {
    /// The layer has no parameters.
    public init() {}

    /// The layer's value at `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor { observed(selu(x)) }
}

/// x where x > 0, else α(exp(x/α) - 1) (Barron, 2017).
public struct CELU: Module, Sendable {
    /// α, minus the limit at -∞.
    public let alpha: Double

    /// A layer of the given α.
    public init(_ alpha: Double = 1) { self.alpha = alpha }

    /// The layer's value at `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor { observed(celu(x, alpha: alpha)) }
}

/// x · Φ(x) (Hendrycks and Gimpel, 2016), or the approximation of it by a hyperbolic tangent.
public struct GELU: Module, Sendable {
    /// Whether it is `geluApproximate`.
    public let approximate: Bool

    /// The exact layer, or its approximation.
    public init(approximate: Bool = false) { self.approximate = approximate }

    /// The layer's value at `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor { observed(approximate ? geluApproximate(x) : gelu(x)) }
}

/// x · sigmoid(x), also called swish (Elfwing et al., 2017).
public struct SiLU: Module, Sendable {
    /// The layer has no parameters.
    public init() {}

    /// The layer's value at `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor { observed(silu(x)) }
}

/// x · tanh(softplus(x)) (Misra, 2019).
public struct Mish: Module, Sendable {
    /// The layer has no parameters.
    public init() {}

    /// The layer's value at `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor { observed(mish(x)) }
}

/// log(1 + exp(βx)) / β.
public struct Softplus: Module, Sendable {
    /// β, the sharpness of the bend.
    public let beta: Double

    /// A layer of the given β.
    public init(_ beta: Double = 1) { self.beta = checkPositive(beta, "beta", of: "Softplus") ? beta : 1 }

    /// The layer's value at `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor { observed(softplus(beta * x) / beta) }
}

/// x / (1 + |x|).
public struct Softsign: Module, Sendable {
    /// The layer has no parameters.
    public init() {}

    /// The layer's value at `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor { observed(softsign(x)) }
}

/// tanh x.
public struct Tanh: Module, Sendable {
    /// The layer has no parameters.
    public init() {}

    /// The layer's value at `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor { observed(tanh(x)) }
}

/// 1 / (1 + e⁻ˣ).
public struct Sigmoid: Module, Sendable {
    /// The layer has no parameters.
    public init() {}

    /// The layer's value at `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor { observed(sigmoid(x)) }
}

/// log sigmoid(x).
public struct LogSigmoid: Module, Sendable {
    /// The layer has no parameters.
    public init() {}

    /// The layer's value at `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor { observed(logSigmoid(x)) }
}

/// (x + 3) / 6 limited to 0...1 (Howard et al., 2019).
public struct HardSigmoid: Module, Sendable {
    /// The layer has no parameters.
    public init() {}

    /// The layer's value at `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor { observed(hardSigmoid(x)) }
}

/// x · hardSigmoid(x) (Howard et al., 2019).
public struct HardSwish: Module, Sendable {
    /// The layer has no parameters.
    public init() {}

    /// The layer's value at `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor { observed(hardSwish(x)) }
}

/// x limited to a range.
public struct HardTanh: Module, Sendable {
    /// The range of the results.
    public let range: ClosedRange<Double>

    /// A layer of the given range.
    public init(_ range: ClosedRange<Double> = -1...1) { self.range = range }

    /// The layer's value at `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor { observed(hardTanh(x, range: range)) }
}

/// x limited to 0...6 (Krizhevsky, 2010).
public struct ReLU6: Module, Sendable {
    /// The layer has no parameters.
    public init() {}

    /// The layer's value at `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor { observed(relu6(x)) }
}

/// x - tanh x.
public struct TanhShrink: Module, Sendable {
    /// The layer has no parameters.
    public init() {}

    /// The layer's value at `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor { observed(tanhShrink(x)) }
}

/// x moved towards 0 by λ; 0 where |x| ≤ λ.
public struct SoftShrink: Module, Sendable {
    /// λ, the width of the flat part to either side.
    public let lambda: Double

    /// A layer of the given λ.
    public init(_ lambda: Double = 0.5) { self.lambda = lambda }

    /// The layer's value at `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor { observed(softShrink(x, by: lambda)) }
}

/// x where |x| > λ, else 0.
public struct HardShrink: Module, Sendable {
    /// λ, the width of the flat part to either side.
    public let lambda: Double

    /// A layer of the given λ.
    public init(_ lambda: Double = 0.5) { self.lambda = lambda }

    /// The layer's value at `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor { observed(hardShrink(x, by: lambda)) }
}

/// x where x > threshold, else a value.
public struct Threshold: Module, Sendable {
    /// What x must exceed.
    public let threshold: Double
    /// The result elsewhere.
    public let value: Double

    /// A layer of the given threshold and value.
    public init(threshold: Double, value: Double) {
        checkFinite(threshold, "threshold", of: "Threshold")
        checkFinite(value, "value", of: "Threshold")
        (self.threshold, self.value) = (threshold, value)
    }

    /// The layer's value at `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor { observed(which(x .<= threshold, Tensor(value), x)) }
}

/// 1 where x ≥ 0, else 0. Nothing flows back through it.
public struct Step: Module, Sendable {
    /// The layer has no parameters.
    public init() {}

    /// The layer's value at `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor { observed(step(x)) }
}

/// eˣ / Σeˣ along an axis.
public struct Softmax: Module, Sendable {
    /// The axis of the sum.
    public let axis: Int

    /// A layer that works along the given axis.
    public init(axis: Int = -1) { self.axis = axis }

    /// The layer's value at `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor { observed(softmax(x, axis: axis)) }
}

/// log softmax(x) along an axis.
public struct LogSoftmax: Module, Sendable {
    /// The axis of the sum.
    public let axis: Int

    /// A layer that works along the given axis.
    public init(axis: Int = -1) { self.axis = axis }

    /// The layer's value at `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor { observed(logSoftmax(x, axis: axis)) }
}

/// softmax(-x) along an axis.
public struct Softmin: Module, Sendable {
    /// The axis of the sum.
    public let axis: Int

    /// A layer that works along the given axis.
    public init(axis: Int = -1) { self.axis = axis }

    /// The layer's value at `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor { observed(softmax(-x, axis: axis)) }
}

/// a · sigmoid(b), where a and b are the halves of x along an axis (Dauphin et al., 2017).
public struct GLU: Module, Sendable {
    /// The axis that is halved.
    public let axis: Int

    /// A layer that works along the given axis.
    public init(axis: Int = -1) { self.axis = axis }

    /// The layer's value at `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor { computed("GLU") { glu(x, axis: axis) } }
}
