// The calculus of the framework: every elementwise operation with its derivative, in terms of operands and result.
// Reverse mode, forward mode, higher orders, the gradient checks and Docs/Derivatives.md all come from these rows.

import AdjointKernels

extension Unary {
    static let negate = Unary(.negate, slope: -1)
    static let abs = Unary(.abs, domain: 0.1...2, selects: true) { x, _ in sign(x) }
    static let sign = Unary(.sign, domain: 0.1...2, slope: 0)
    static let square = Unary(.square) { x, _ in 2 * x }
    static let relu = Unary(.relu, domain: 0.1...2, selects: true) { x, y in (y .> 0).cast(to: x.dtype) }

    static let sqrt = Unary(.sqrt, domain: 0.1...4) { _, y in 0.5 / y }
    static let rsqrt = Unary(.rsqrt, domain: 0.2...4) { _, y in -0.5 * (y * y * y) }
    static let reciprocal = Unary(.reciprocal, domain: 0.3...4) { _, y in -(y * y) }

    static let exp = Unary(.exp) { _, y in y }
    static let expm1 = Unary(.expm1) { x, _ in Adjoint.exp(x) }
    static let log = Unary(.log, domain: 0.1...10) { x, _ in 1 / x }
    static let log1p = Unary(.log1p, domain: -0.8...8) { x, _ in 1 / (1 + x) }

    static let sin = Unary(.sin, domain: -4...4) { x, _ in Adjoint.cos(x) }
    static let cos = Unary(.cos, domain: -4...4) { x, _ in -Adjoint.sin(x) }
    static let tan = Unary(.tan, domain: -1.2...1.2) { _, y in 1 + y * y }
    static let tanh = Unary(.tanh, steps: .init(first: .tanhTail, second: .binary(.tanhOfTail))) { x, _ in
        tanhSlope(x)
    }
    static let sinh = Unary(.sinh) { x, _ in Adjoint.cosh(x) }
    static let cosh = Unary(.cosh) { x, _ in Adjoint.sinh(x) }
    static let asin = Unary(.asin, domain: -0.9...0.9) { x, _ in Adjoint.rsqrt(oneMinusSquare(x)) }
    static let acos = Unary(.acos, domain: -0.9...0.9) { x, _ in -Adjoint.rsqrt(oneMinusSquare(x)) }
    static let atan = Unary(.atan, domain: -3...3) { x, _ in 1 / (1 + x * x) }
    /// 1 - x², without cancellation near ±1.
    static let oneMinusSquare = Unary(.oneMinusSquare, domain: -0.9...0.9) { x, _ in -2 * x }

    /// x limited to ±2⁶⁰ in float32 and ±2⁵⁰⁸ in float64, so that squares of it can be summed; NaN stays.
    static let squarable = Unary(.squarable, selects: true) { x, y in (x .== y).cast(to: x.dtype) }

    static let sigmoid = Unary(
        .sigmoid, domain: -4...4, steps: .init(first: .sigmoidTail, second: .binary(.sigmoidOfTail))
    ) { x, _ in logisticDensity(x) }
    static let softplus = Unary(.softplus, domain: -4...4) { x, _ in Adjoint.sigmoid(x) }
    static let erf = Unary(.erf) { x, _ in (2 / Double.pi.squareRoot()) * gaussian(x) }
    static let erfc = Unary(.erfc) { x, _ in (-2 / Double.pi.squareRoot()) * gaussian(x) }

    // Distributions, whose digits the derivatives of the functions above need. Where a density has vanished, so has its
    // product with x.
    /// e^-x².
    static let gaussian = Unary(.gaussian) { x, y in -2 * Adjoint.gatedMultiply(y, x) }
    /// e^(-x²/2) / √(2π).
    static let normalDensity = Unary(.normalDensity) { x, y in -Adjoint.gatedMultiply(y, x) }
    /// ½ erfc(-x/√2): the part of the normal distribution below x.
    static let normalBelow = Unary(.normalBelow) { x, _ in normalDensity(x) }
    /// e^-x / (1 + e^-x)².
    static let logisticDensity = Unary(
        .logisticDensity, domain: -4...4,
        steps: .init(first: .sigmoidTail, second: .unary(.timesOneMinus))
    ) { x, y in -(y * Adjoint.tanh(0.5 * x)) }

    /// 1 / cosh² x.
    static let tanhSlope = Unary(
        .tanhSlope, steps: .init(first: .tanhTail, second: .unary(.timesTwoMinus))
    ) { x, y in -2 * (y * Adjoint.tanh(x)) }

    static let gelu = Unary(.gelu) { x, _ in normalBelow(x) + Adjoint.gatedMultiply(normalDensity(x), x) }
    static let silu = Unary(.silu) { x, _ in
        Adjoint.sigmoid(x) + Adjoint.gatedMultiply(logisticDensity(x), x)
    }
    static let softsign = Unary(.softsign, domain: 0.1...2) { x, _ in
        Adjoint.square(Adjoint.reciprocal(1 + Adjoint.abs(x)))
    }
    static let tanhShrink = Unary(.tanhShrink) { x, _ in Adjoint.square(Adjoint.tanh(x)) }

    static let lgamma = Unary(.lgamma, domain: 0.2...6) { x, _ in Adjoint.digamma(x) }
    static let digamma = Unary(.digamma, domain: 0.2...6) { x, _ in polygamma(1, x) }

    static let floor = Unary(.floor, domain: 0.1...0.9, slope: 0)
    static let ceil = Unary(.ceil, domain: 0.1...0.9, slope: 0)
    static let round = Unary(.round, domain: 0.1...0.4, slope: 0)

    /// The row of an operation; nil for steps of others and what gives conditions.
    private static func row(_ operation: AdjUnary) -> Unary? {
        switch operation {
        case .negate: negate
        case .abs: abs
        case .sign: sign
        case .square: square
        case .relu: relu
        case .sqrt: sqrt
        case .rsqrt: rsqrt
        case .reciprocal: reciprocal
        case .exp: exp
        case .expm1: expm1
        case .log: log
        case .log1p: log1p
        case .sin: sin
        case .cos: cos
        case .tan: tan
        case .tanh: tanh
        case .sinh: sinh
        case .cosh: cosh
        case .asin: asin
        case .acos: acos
        case .atan: atan
        case .oneMinusSquare: oneMinusSquare
        case .squarable: squarable
        case .sigmoid: sigmoid
        case .softplus: softplus
        case .erf: erf
        case .erfc: erfc
        case .gaussian: gaussian
        case .normalDensity: normalDensity
        case .normalBelow: normalBelow
        case .logisticDensity: logisticDensity
        case .tanhSlope: tanhSlope
        case .gelu: gelu
        case .silu: silu
        case .softsign: softsign
        case .tanhShrink: tanhShrink
        case .lgamma: lgamma
        case .digamma: digamma
        case .floor: floor
        case .ceil: ceil
        case .round: round
        case .sigmoidTail, .tanhTail, .timesOneMinus, .timesTwoMinus, .isNaN, .isFinite, .logicalNot: nil
        }
    }

    static let all = (0..<UInt8(AdjUnaryCount)).compactMap { AdjUnary(rawValue: $0).flatMap(row) }
}

extension Binary {
    static let add = Binary(.add, symbol: "+", .number(1), .number(1))
    static let subtract = Binary(.subtract, symbol: "-", .number(1), .number(-1))
    static let multiply = Binary(
        .multiply, symbol: "*", .formula { _, y, _ in y }, .formula { x, _, _ in x })
    static let divide = Binary(
        .divide, symbol: "/", domains: [-2...2, 0.3...3],
        .formula { _, y, _ in 1 / y }, .formula { _, y, z in -z / y })
    /// The gates make ∂/∂x at y = 0 and ∂/∂y at z = 0 zero, also where the other factor is infinite.
    static let power = Binary(
        .power, symbol: "**", domains: [0.2...3, -2...2],
        .formula { x, y, _ in gatedMultiply(y, x ** (y - 1)) }, .formula { x, _, z in gatedMultiply(z, Adjoint.log(x)) }
    )
    /// Where x = y the two share the cotangent equally.
    static let maximum = Binary(
        .maximum, .selector { x, y, _ in 0.5 * ((x .> y).cast(to: x.dtype) + (x .>= y).cast(to: x.dtype)) },
        .selector { x, y, _ in 0.5 * ((y .> x).cast(to: x.dtype) + (y .>= x).cast(to: x.dtype)) })
    static let minimum = Binary(
        .minimum, .selector { x, y, _ in 0.5 * ((x .< y).cast(to: x.dtype) + (x .<= y).cast(to: x.dtype)) },
        .selector { x, y, _ in 0.5 * ((y .< x).cast(to: x.dtype) + (y .<= x).cast(to: x.dtype)) })
    /// x · y, but 0 wherever x is 0: how every rule multiplies a cotangent x with a partial derivative y.
    static let gatedMultiply = Binary(
        .gatedMultiply, symbol: "*", .formula { _, y, _ in y }, .selector { x, _, _ in x })
    /// x · y, but 0 wherever x or y is 0: how a rule multiplies a cotangent with the partial derivative of a selection.
    static let selectedMultiply = Binary(
        .selectedMultiply, symbol: "*", .selector { _, y, _ in y }, .selector { x, _, _ in x })

    /// The row of an operation; nil for steps of others and what gives conditions.
    private static func row(_ operation: AdjBinary) -> Binary? {
        switch operation {
        case .add: add
        case .subtract: subtract
        case .multiply: multiply
        case .divide: divide
        case .power: power
        case .maximum: maximum
        case .minimum: minimum
        case .gatedMultiply: gatedMultiply
        case .selectedMultiply: selectedMultiply
        case .polygamma, .sigmoidOfTail, .tanhOfTail, .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual,
            .logicalAnd,
            .logicalOr, .logicalXor:
            nil
        }
    }

    static let all = (0..<UInt8(AdjBinaryCount)).compactMap { AdjBinary(rawValue: $0).flatMap(row) }
}

/// weight · x, where a weight of 0 leaves nothing of x, be that infinite or undefined, and passes nothing on to it.
package func weighted(_ weight: Tensor, _ x: Tensor) -> Tensor { Binary.gatedMultiply(weight, x) }

/// g · partial, where a zero of g wins over an infinity or a NaN of the partial; if the partial selects, its zeros win
/// over those of g in the same way.
@inline(__always)
func gatedMultiply(_ g: Tensor, _ partial: Tensor, selects: Bool = false) -> Tensor {
    // The cotangent 1 that a backward pass begins with changes nothing.
    if g.isUnit, !g.tracked, g.shape == partial.shape, g.dtype == partial.dtype { return partial }
    return selects ? Binary.selectedMultiply(g, partial) : Binary.gatedMultiply(g, partial)
}
