import AdjointKernels

// The elementwise functions that users call. Each gives a tensor of its operand's shape and dtype.

/// |x|; its derivative at 0 is 0. Integers too.
public func abs(_ x: Tensor) -> Tensor { Unary.abs(x) }
/// -1, 0 or 1; NaN for NaN. Its derivative is 0. Integers too.
public func sign(_ x: Tensor) -> Tensor { Unary.sign(x) }
/// x². Integers too.
public func square(_ x: Tensor) -> Tensor { Unary.square(x) }
/// max(x, 0); its derivative at 0 is 0. Integers too.
public func relu(_ x: Tensor) -> Tensor { Unary.relu(x) }
/// x limited to ±2⁶⁰ in float32 and ±2⁵⁰⁸ in float64, so that squares of it can be summed; ±∞ and NaN stay.
package func squarable(_ x: Tensor) -> Tensor { Unary.squarable(x) }
/// √x; NaN for x < 0.
public func sqrt(_ x: Tensor) -> Tensor { Unary.sqrt(x) }
/// 1 / √x.
public func rsqrt(_ x: Tensor) -> Tensor { Unary.rsqrt(x) }
/// 1 / x.
public func reciprocal(_ x: Tensor) -> Tensor { Unary.reciprocal(x) }
/// eˣ.
public func exp(_ x: Tensor) -> Tensor { Unary.exp(x) }
/// eˣ - 1, accurate near 0.
public func expm1(_ x: Tensor) -> Tensor { Unary.expm1(x) }
/// The natural logarithm; -inf at 0, NaN for x < 0.
public func log(_ x: Tensor) -> Tensor { Unary.log(x) }
/// log(1 + x), accurate near 0.
public func log1p(_ x: Tensor) -> Tensor { Unary.log1p(x) }
/// The sine of x radians.
public func sin(_ x: Tensor) -> Tensor { Unary.sin(x) }
/// The cosine of x radians.
public func cos(_ x: Tensor) -> Tensor { Unary.cos(x) }
/// The tangent of x radians.
public func tan(_ x: Tensor) -> Tensor { Unary.tan(x) }
/// The hyperbolic tangent.
public func tanh(_ x: Tensor) -> Tensor { Unary.tanh(x) }
/// The hyperbolic sine.
public func sinh(_ x: Tensor) -> Tensor { Unary.sinh(x) }
/// The hyperbolic cosine.
public func cosh(_ x: Tensor) -> Tensor { Unary.cosh(x) }
/// The inverse sine, in -π/2...π/2; NaN outside -1...1.
public func asin(_ x: Tensor) -> Tensor { Unary.asin(x) }
/// The inverse cosine, in 0...π; NaN outside -1...1.
public func acos(_ x: Tensor) -> Tensor { Unary.acos(x) }
/// The inverse tangent, in -π/2...π/2.
public func atan(_ x: Tensor) -> Tensor { Unary.atan(x) }
/// The logistic function 1 / (1 + e⁻ˣ).
public func sigmoid(_ x: Tensor) -> Tensor { Unary.sigmoid(x) }
/// log(1 + eˣ), without overflow.
public func softplus(_ x: Tensor) -> Tensor { Unary.softplus(x) }
/// The error function 2/√π ∫₀ˣ e^(-t²) dt.
public func erf(_ x: Tensor) -> Tensor { Unary.erf(x) }
/// 1 - erf x, accurate where erf x is near 1.
public func erfc(_ x: Tensor) -> Tensor { Unary.erfc(x) }
/// log |Γ(x)|, the logarithm of the gamma function's magnitude: log (n - 1)! at n; ∞ at 0, -1, -2, …. Its derivative
/// is `digamma`.
public func lgamma(_ x: Tensor) -> Tensor { Unary.lgamma(x) }
/// ψ(x) = Γ'(x) / Γ(x), the derivative of `lgamma`; -∞ at 0, NaN at -1, -2, …. Its derivative is `polygamma(1, x)`.
public func digamma(_ x: Tensor) -> Tensor { Unary.digamma(x) }
/// The derivative of `digamma` of an order from 0 (`digamma` itself) to 170: ±order!·Σ (x + k)^-(order + 1) over k ≥ 0;
/// NaN at -1, -2, …. Its derivative is `polygamma(order + 1, x)`.
public func polygamma(_ order: Int, _ x: Tensor) -> Tensor {
    guard (0...170).contains(order) else {
        return fail(.value, "polygamma", "order \(order): it must be in 0...170", dtype: x.dtype)
    }
    return order == 0 ? digamma(x) : Polygamma(order)(x)
}
/// The greatest integer ≤ x. Its derivative is 0.
public func floor(_ x: Tensor) -> Tensor { Unary.floor(x) }
/// The least integer ≥ x. Its derivative is 0.
public func ceil(_ x: Tensor) -> Tensor { Unary.ceil(x) }
/// The nearest integer, ties to even. Its derivative is 0.
public func round(_ x: Tensor) -> Tensor { Unary.round(x) }

/// The greater of two, elementwise; NaN if either is NaN. Ties share the cotangent equally.
public func maximum(_ x: Tensor, _ y: Tensor) -> Tensor { Binary.maximum(x, y) }
/// The greater of x and a number.
public func maximum(_ x: Tensor, _ y: Double) -> Tensor { Binary.maximum(x, x.number(y, "maximum")) }
/// The greater of the number and each element.
public func maximum(_ x: Double, _ y: Tensor) -> Tensor { maximum(y, x) }
/// The lesser of two, elementwise; NaN if either is NaN. Ties share the cotangent equally.
public func minimum(_ x: Tensor, _ y: Tensor) -> Tensor { Binary.minimum(x, y) }
/// The lesser of x and a number.
public func minimum(_ x: Tensor, _ y: Double) -> Tensor { Binary.minimum(x, x.number(y, "minimum")) }
/// The smaller of the number and each element.
public func minimum(_ x: Double, _ y: Tensor) -> Tensor { minimum(y, x) }
/// x limited to `range`. The derivative is 1 inside, 0 outside, and ½ at the two ends.
public func clip(_ x: Tensor, to range: ClosedRange<Double>) -> Tensor {
    minimum(maximum(x, range.lowerBound), range.upperBound)
}

/// xʸ. At x = 0 the derivatives follow their limits from the right where these are finite.
public func pow(_ x: Tensor, _ y: Tensor) -> Tensor { Binary.power(x, y) }
/// xʸ.
public func pow(_ x: Tensor, _ y: Double) -> Tensor { y == 2 ? square(x) : Binary.power(x, x.number(y, "power")) }
/// xʸ.
public func pow(_ x: Double, _ y: Tensor) -> Tensor { Binary.power(y.number(x, "power"), y) }

/// Whether each element is NaN, as bool.
public func isNaN(_ x: Tensor) -> Tensor { test(.isNaN, "isNaN", x) }
/// Whether each element is neither infinite nor NaN, as bool.
public func isFinite(_ x: Tensor) -> Tensor { test(.isFinite, "isFinite", x) }

private func test(_ operation: AdjUnary, _ name: String, _ x: Tensor) -> Tensor {
    let code = adj_code_unary(operation, x.dtype.kernelType)
    guard let kernel = adj_code_kernel(code) else {
        return fail(.dtype, name, "dtype \(x.dtype) is not supported", dtype: .bool)
    }
    let layout = x.resultLayout
    return Tensor(values: elementwise(code, kernel, x, layout: layout, dtype: .bool), dtype: .bool, layout: layout)
}

// MARK: Comparisons

/// Compares two tensors, broadcasting; the result is bool and has no gradient.
private func compare(_ operation: AdjBinary, _ name: String, _ symbol: String, _ x: Tensor, _ y: Tensor) -> Tensor {
    guard let dtype = commonDType(name, x, y), let layout = broadcastLayout(name, symbol, x, y) else {
        return .standIn(.bool)
    }
    let code = adj_code_binary(operation, dtype.kernelType)
    guard let kernel = adj_code_kernel(code) else {
        return fail(.dtype, name, "dtype \(dtype) is not supported", dtype: .bool)
    }
    let values = elementwise(code, kernel, x.cast(to: dtype), y.cast(to: dtype), layout: layout, dtype: .bool)
    return Tensor(values: values, dtype: .bool, layout: layout)
}

infix operator .== : ComparisonPrecedence
infix operator .!= : ComparisonPrecedence
infix operator .< : ComparisonPrecedence
infix operator .<= : ComparisonPrecedence
infix operator .> : ComparisonPrecedence
infix operator .>= : ComparisonPrecedence
infix operator .&& : LogicalConjunctionPrecedence
infix operator .|| : LogicalDisjunctionPrecedence
prefix operator .!
precedencegroup ExponentiationPrecedence {
    higherThan: MultiplicationPrecedence
    associativity: right
}
infix operator ** : ExponentiationPrecedence

extension Tensor {
    /// Elementwise x = y, as bool.
    public static func .== (x: Tensor, y: Tensor) -> Tensor { compare(.equal, "equal", ".==", x, y) }
    /// Elementwise x = y, as bool.
    public static func .== (x: Tensor, y: Double) -> Tensor { x .== x.number(y, "equal") }
    /// Elementwise x ≠ y, as bool.
    public static func .!= (x: Tensor, y: Tensor) -> Tensor { compare(.notEqual, "notEqual", ".!=", x, y) }
    /// Elementwise x ≠ y, as bool.
    public static func .!= (x: Tensor, y: Double) -> Tensor { x .!= x.number(y, "notEqual") }
    /// Elementwise x < y, as bool.
    public static func .< (x: Tensor, y: Tensor) -> Tensor { compare(.less, "less", ".<", x, y) }
    /// Elementwise x < y, as bool.
    public static func .< (x: Tensor, y: Double) -> Tensor { x .< x.number(y, "less") }
    /// Elementwise x ≤ y, as bool.
    public static func .<= (x: Tensor, y: Tensor) -> Tensor { compare(.lessEqual, "lessEqual", ".<=", x, y) }
    /// Elementwise x ≤ y, as bool.
    public static func .<= (x: Tensor, y: Double) -> Tensor { x .<= x.number(y, "lessEqual") }
    /// Elementwise x > y, as bool.
    public static func .> (x: Tensor, y: Tensor) -> Tensor { compare(.greater, "greater", ".>", x, y) }
    /// Elementwise x > y, as bool.
    public static func .> (x: Tensor, y: Double) -> Tensor { x .> x.number(y, "greater") }
    /// Elementwise x ≥ y, as bool.
    public static func .>= (x: Tensor, y: Tensor) -> Tensor { compare(.greaterEqual, "greaterEqual", ".>=", x, y) }
    /// Elementwise x ≥ y, as bool.
    public static func .>= (x: Tensor, y: Double) -> Tensor { x .>= x.number(y, "greaterEqual") }
    /// Elementwise and, of bool.
    public static func .&& (x: Tensor, y: Tensor) -> Tensor { compare(.logicalAnd, "and", ".&&", x, y) }
    /// Elementwise or, of bool.
    public static func .|| (x: Tensor, y: Tensor) -> Tensor { compare(.logicalOr, "or", ".||", x, y) }
    /// Elementwise not, of bool.
    public static prefix func .! (x: Tensor) -> Tensor { test(.logicalNot, "not", x) }
}

// MARK: Arithmetic

extension Tensor {
    /// x + y, broadcasting.
    public static func + (x: Tensor, y: Tensor) -> Tensor { Binary.add(x, y) }
    /// x + y, in the dtype of x.
    public static func + (x: Tensor, y: Double) -> Tensor { Binary.add(x, x.number(y, "add")) }
    /// x + y, in the dtype of y.
    public static func + (x: Double, y: Tensor) -> Tensor { Binary.add(y.number(x, "add"), y) }
    /// x - y, broadcasting.
    public static func - (x: Tensor, y: Tensor) -> Tensor { Binary.subtract(x, y) }
    /// x - y, in the dtype of x.
    public static func - (x: Tensor, y: Double) -> Tensor { Binary.subtract(x, x.number(y, "subtract")) }
    /// x - y, in the dtype of y.
    public static func - (x: Double, y: Tensor) -> Tensor { Binary.subtract(y.number(x, "subtract"), y) }
    /// x · y elementwise, broadcasting.
    public static func * (x: Tensor, y: Tensor) -> Tensor { Binary.multiply(x, y) }
    /// x · y, in the dtype of x.
    public static func * (x: Tensor, y: Double) -> Tensor { Binary.multiply(x, x.number(y, "multiply")) }
    /// x · y, in the dtype of y.
    public static func * (x: Double, y: Tensor) -> Tensor { Binary.multiply(y.number(x, "multiply"), y) }
    /// x / y, broadcasting. Two integer tensors give `float32`.
    public static func / (x: Tensor, y: Tensor) -> Tensor { Binary.divide(x.forDivision(by: y), y) }
    /// x / y, in the dtype of x.
    public static func / (x: Tensor, y: Double) -> Tensor {
        let floating = x.forDivision(by: x)
        return Binary.divide(floating, floating.number(y, "divide"))
    }
    /// x / y, in the dtype of y.
    public static func / (x: Double, y: Tensor) -> Tensor {
        let floating = y.forDivision(by: y)
        return Binary.divide(floating.number(x, "divide"), floating)
    }
    /// -x.
    public static prefix func - (x: Tensor) -> Tensor { Unary.negate(x) }
    /// xʸ, broadcasting.
    public static func ** (x: Tensor, y: Tensor) -> Tensor { Adjoint.pow(x, y) }
    /// xʸ.
    public static func ** (x: Tensor, y: Double) -> Tensor { Adjoint.pow(x, y) }

    /// Replaces the variable's tensor by x + y. Other references to the old tensor keep it.
    public static func += (x: inout Tensor, y: Tensor) { x = x + y }
    /// Replaces the variable's tensor by x - y.
    public static func -= (x: inout Tensor, y: Tensor) { x = x - y }
    /// Replaces the variable's tensor by x · y.
    public static func *= (x: inout Tensor, y: Tensor) { x = x * y }
    /// Replaces the variable's tensor by x / y.
    public static func /= (x: inout Tensor, y: Tensor) { x = x / y }

    private func forDivision(by other: Tensor) -> Tensor {
        dtype.isInteger && other.dtype.isInteger ? cast(to: .float32) : self
    }

    /// A number of a formula, as a rank-0 tensor of this tensor's dtype.
    @inline(__always)
    func number(_ value: Double, _ operation: String) -> Tensor {
        if dtype.isFloatingPoint || (dtype == .int64 && Int64(exactly: value) != nil)
            || (dtype == .int32 && Int32(exactly: value) != nil)
        {
            return Tensor.constant(value, dtype: dtype)
        }
        let message =
            if !dtype.isInteger {
                "a \(dtype) tensor takes no numbers: cast it to float32 or int32 first"
            } else if value == value.rounded() {
                "the number \(value) is out of the range of \(dtype): cast the tensor to float64 first"
            } else {
                "the number \(value) is not an integer and the tensor is \(dtype): cast the tensor to float32 first"
            }
        return fail(.dtype, operation, message, dtype: dtype)
    }
}
