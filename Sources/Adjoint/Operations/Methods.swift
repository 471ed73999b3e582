// The functions of one tensor as methods, for those who like to read from left to right: `x.exp().sum()`. Each is the
// function of the same name.

extension Tensor {
    /// |x|, elementwise: `abs(x)`.
    public func abs() -> Tensor { Adjoint.abs(self) }
    /// -1, 0 or 1, as x is negative, 0 or positive, elementwise: `sign(x)`.
    public func sign() -> Tensor { Adjoint.sign(self) }
    /// x², elementwise: `square(x)`.
    public func square() -> Tensor { Adjoint.square(self) }
    /// x where it is positive, else 0, elementwise: `relu(x)`.
    public func relu() -> Tensor { Adjoint.relu(self) }
    /// √x, elementwise: `sqrt(x)`.
    public func sqrt() -> Tensor { Adjoint.sqrt(self) }
    /// 1 / √x, elementwise: `rsqrt(x)`.
    public func rsqrt() -> Tensor { Adjoint.rsqrt(self) }
    /// 1 / x, elementwise: `reciprocal(x)`.
    public func reciprocal() -> Tensor { Adjoint.reciprocal(self) }
    /// eˣ, elementwise: `exp(x)`.
    public func exp() -> Tensor { Adjoint.exp(self) }
    /// eˣ - 1, elementwise: `expm1(x)`.
    public func expm1() -> Tensor { Adjoint.expm1(self) }
    /// The natural logarithm, elementwise: `log(x)`.
    public func log() -> Tensor { Adjoint.log(self) }
    /// log |Γ(x)|, elementwise: `lgamma(x)`.
    public func lgamma() -> Tensor { Adjoint.lgamma(self) }
    /// The derivative of `lgamma`, elementwise: `digamma(x)`.
    public func digamma() -> Tensor { Adjoint.digamma(self) }
    /// log(1 + x), elementwise: `log1p(x)`.
    public func log1p() -> Tensor { Adjoint.log1p(self) }
    /// The sine, elementwise: `sin(x)`.
    public func sin() -> Tensor { Adjoint.sin(self) }
    /// The cosine, elementwise: `cos(x)`.
    public func cos() -> Tensor { Adjoint.cos(self) }
    /// The tangent, elementwise: `tan(x)`.
    public func tan() -> Tensor { Adjoint.tan(self) }
    /// The hyperbolic tangent, elementwise: `tanh(x)`.
    public func tanh() -> Tensor { Adjoint.tanh(self) }
    /// The hyperbolic sine, elementwise: `sinh(x)`.
    public func sinh() -> Tensor { Adjoint.sinh(self) }
    /// The hyperbolic cosine, elementwise: `cosh(x)`.
    public func cosh() -> Tensor { Adjoint.cosh(self) }
    /// The inverse of the sine, elementwise: `asin(x)`.
    public func asin() -> Tensor { Adjoint.asin(self) }
    /// The inverse of the cosine, elementwise: `acos(x)`.
    public func acos() -> Tensor { Adjoint.acos(self) }
    /// The inverse of the tangent, elementwise: `atan(x)`.
    public func atan() -> Tensor { Adjoint.atan(self) }
    /// 1 / (1 + e⁻ˣ), elementwise: `sigmoid(x)`.
    public func sigmoid() -> Tensor { Adjoint.sigmoid(self) }
    /// log(1 + eˣ), elementwise: `softplus(x)`.
    public func softplus() -> Tensor { Adjoint.softplus(self) }
    /// The error function, elementwise: `erf(x)`.
    public func erf() -> Tensor { Adjoint.erf(self) }
    /// 1 - erf(x), elementwise: `erfc(x)`.
    public func erfc() -> Tensor { Adjoint.erfc(self) }
    /// The greatest integer that is not above x, elementwise: `floor(x)`.
    public func floor() -> Tensor { Adjoint.floor(self) }
    /// The smallest integer that is not below x, elementwise: `ceil(x)`.
    public func ceil() -> Tensor { Adjoint.ceil(self) }
    /// The nearest integer, of two the even one, elementwise: `round(x)`.
    public func round() -> Tensor { Adjoint.round(self) }
    /// xʸ, elementwise: `pow(x, y)`.
    public func pow(_ y: Tensor) -> Tensor { Adjoint.pow(self, y) }
    /// xʸ, elementwise: `pow(x, y)`.
    public func pow(_ y: Double) -> Tensor { Adjoint.pow(self, y) }
    /// x limited to a range, elementwise: `clip(x, to: range)`.
    public func clipped(to range: ClosedRange<Double>) -> Tensor { clip(self, to: range) }
    /// eˣ over its sum along an axis: `softmax(x, axis: axis)`.
    public func softmax(axis: Int = -1) -> Tensor { Adjoint.softmax(self, axis: axis) }
    /// The logarithm of `softmax`: `logSoftmax(x, axis: axis)`.
    public func logSoftmax(axis: Int = -1) -> Tensor { Adjoint.logSoftmax(self, axis: axis) }
    /// The product of matrices: `matmul(x, y)`.
    public func matmul(_ y: Tensor) -> Tensor { Adjoint.matmul(self, y) }
}
