import AdjointKernels
import Foundation

@testable import Adjoint

/// The value of each operation code for one element, in plain Swift: in `Double`, for the caller to round. Integers are
/// exact up to 2⁵³.
enum ReferenceFormulas {
    static func value(of code: adj_code, _ x: [Double]) -> Double {
        switch code.kind {
        case .unary:
            guard let operation = AdjUnary(rawValue: code.operation) else { fatalError(code.name) }
            return unary(operation, x[0], isDouble: code.type == .float64)
        case .binary:
            guard let operation = AdjBinary(rawValue: code.operation) else { fatalError(code.name) }
            return binary(operation, x[0], x[1])
        case .select: return x[0] != 0 ? x[1] : x[2]
        case .cast:
            switch AdjDType(rawValue: code.operation) {
            case .bool: return x[0] != 0 ? 1 : 0
            case .int32 where code.type == .float32 || code.type == .float64:
                // Saturates; of int64 the low 32 bits are kept.
                return x[0].isNaN ? 0 : Swift.min(Swift.max(x[0].rounded(.towardZero), -0x1p31), 0x1p31 - 1)
            case .int32, .int64: return x[0].isNaN ? 0 : x[0].rounded(.towardZero)
            default: return x[0]
            }
        }
    }

    /// A new operation needs its value here.
    private static func unary(_ operation: AdjUnary, _ x: Double, isDouble: Bool) -> Double {
        switch operation {
        case .negate: -x
        case .abs: x.magnitude
        case .sign: x > 0 ? 1 : x < 0 ? -1 : x
        case .square: x * x
        case .relu: x <= 0 ? 0 : x
        case .sqrt: x.squareRoot()
        case .rsqrt: 1 / x.squareRoot()
        case .reciprocal: 1 / x
        case .oneMinusSquare: (1 - x) * (1 + x)
        case .squarable: Swift.min(Swift.max(x, isDouble ? -0x1p508 : -0x1p60), isDouble ? 0x1p508 : 0x1p60)
        case .floor: x.rounded(.down)
        case .ceil: x.rounded(.up)
        case .round: x.rounded(.toNearestOrEven)
        case .exp: Foundation.exp(x)
        case .expm1: Foundation.expm1(x)
        case .log: Foundation.log(x)
        case .log1p: Foundation.log1p(x)
        case .sin: Foundation.sin(x)
        case .cos: Foundation.cos(x)
        case .tan: Foundation.tan(x)
        case .tanh: Foundation.tanh(x)
        case .sinh: Foundation.sinh(x)
        case .cosh: Foundation.cosh(x)
        case .asin: Foundation.asin(x)
        case .acos: Foundation.acos(x)
        case .atan: Foundation.atan(x)
        case .sigmoid: 1 / (1 + Foundation.exp(-x))
        case .softplus: Swift.max(x, 0) + Foundation.log1p(Foundation.exp(-x.magnitude))
        case .erf: Foundation.erf(x)
        case .erfc: Foundation.erfc(x)
        case .gaussian: Foundation.exp(-x * x)
        case .normalDensity: Foundation.exp(-x * x / 2) / (2 * Double.pi).squareRoot()
        case .normalBelow: normalBelow(x)
        case .logisticDensity: logisticDensity(x)
        case .tanhSlope: 4 * logisticDensity(2 * x)
        case .gelu: x == -.infinity ? 0 : x * normalBelow(x)
        case .silu: x == -.infinity ? 0 : x / (1 + Foundation.exp(-x))
        case .softsign: x.isInfinite ? (x < 0 ? -1 : 1) : x / (1 + x.magnitude)
        case .tanhShrink: x.magnitude < 0.05 ? tanhShrinkNearZero(x) : x - Foundation.tanh(x)
        case .lgamma: Foundation.lgamma(x).0
        case .digamma: polygamma(0, x)
        case .sigmoidTail: 1 / (1 + Foundation.exp(x.magnitude))
        case .tanhTail: 2 / (1 + Foundation.exp(2 * x.magnitude))
        case .timesOneMinus: x * (1 - x)
        case .timesTwoMinus: x * (2 - x)
        case .isNaN: x.isNaN ? 1 : 0
        case .isFinite: x.isFinite ? 1 : 0
        case .logicalNot: x == 0 ? 1 : 0
        }
    }

    static func binary(_ operation: AdjBinary, _ a: Double, _ b: Double) -> Double {
        switch operation {
        case .add: a + b
        case .subtract: a - b
        case .multiply: a * b
        case .maximum: Double.maximum(a, b) + (a.isNaN || b.isNaN ? .nan : 0)
        case .minimum: Double.minimum(a, b) + (a.isNaN || b.isNaN ? .nan : 0)
        case .gatedMultiply: a == 0 ? 0 : a * b
        case .selectedMultiply: a == 0 || b == 0 ? 0 : a * b
        case .divide: a / b
        case .power: Foundation.pow(a, b)
        case .polygamma: polygamma(Int(a), b)
        case .sigmoidOfTail: b < 0 ? a : 1 - a
        case .tanhOfTail: b < 0 ? a - 1 : 1 - a
        case .equal: a == b ? 1 : 0
        case .notEqual: a != b ? 1 : 0
        case .less: a < b ? 1 : 0
        case .lessEqual: a <= b ? 1 : 0
        case .greater: a > b ? 1 : 0
        case .greaterEqual: a >= b ? 1 : 0
        case .logicalAnd: a != 0 && b != 0 ? 1 : 0
        case .logicalOr: a != 0 || b != 0 ? 1 : 0
        case .logicalXor: (a != 0) != (b != 0) ? 1 : 0
        }
    }

    /// Φ(x) = erfc(-x/√2) / 2, with the rounding of the argument put right by the slope of erfc.
    private static func normalBelow(_ x: Double) -> Double {
        let (root, rest) = (0.5.squareRoot(), -4.833646656726457e-17)  // 1/√2
        let a = -x * root
        let error = (-a).addingProduct(-x, root) - x * rest
        let slope = -2 / Double.pi.squareRoot() * Foundation.exp(-a * a)
        return (Foundation.erfc(a) + (slope == 0 ? 0 : slope * error)) / 2
    }

    /// The series of x - tanh x, whose first term is x³/3.
    private static func tanhShrinkNearZero(_ x: Double) -> Double {
        let s = x * x
        let a = 62.0 / 2835 - s * (1382.0 / 155_925)
        return x * s * (1.0 / 3 - s * (2.0 / 15 - s * (17.0 / 315 - s * a)))
    }

    private static func logisticDensity(_ x: Double) -> Double {
        let e = Foundation.exp(-x.magnitude)
        return e / ((1 + e) * (1 + e))
    }

    /// By the recurrence up to 20, and the asymptotic series from there on, differentiated term by term.
    private static func polygamma(_ order: Int, _ x: Double) -> Double {
        if x < 0, x == x.rounded() { return .nan }
        let sign = order % 2 == 0 ? -1.0 : 1
        func factorial(_ n: Int) -> Double { n < 2 ? 1 : Double(n) * factorial(n - 1) }
        let next = factorial(order) * Foundation.pow(x, -Double(order) - 1)
        if x < 20 { return polygamma(order, x + 1) - (order % 2 == 0 ? next : -next) }
        let bernoulli: [(above: Double, below: Double)] = [
            (1, 6), (-1, 30), (1, 42), (-1, 30), (5, 66), (-691, 2730), (7, 6),
        ]
        var sum = order == 0 ? -Foundation.log(x) : factorial(order - 1) * Foundation.pow(x, -Double(order))
        sum += next / 2
        for (j, b) in bernoulli.enumerated() {
            let k = 2 * (j + 1)
            let factor: Double = b.above / b.below * factorial(k + order - 1) / factorial(k)
            sum += factor * Foundation.pow(x, -Double(k + order))
        }
        return sign * sum
    }

    /// The reduction of elements, from left to right.
    static func reduce(_ x: [Double], _ operation: AdjReduction, _ type: DType) -> Double {
        switch operation {
        case .sum, .wideSum: return x.reduce(0, +)
        case .squares: return x.reduce(0) { $0 + $1 * $1 }
        case .product: return x.reduce(1, *)
        case .maximum: return x.reduce(-limit(type)) { binary(.maximum, $0, $1) }
        case .minimum: return x.reduce(limit(type)) { binary(.minimum, $0, $1) }
        case .all: return x.allSatisfy { $0 != 0 } ? 1 : 0
        case .any: return x.contains { $0 != 0 } ? 1 : 0
        case .argmax, .argmin:
            if let undefined = x.firstIndex(where: \.isNaN) { return Double(undefined) }
            let best = operation == .argmax ? x.max() : x.min()
            return Double(best.flatMap { x.firstIndex(of: $0) } ?? 0)
        }
    }

    /// The greatest number of a type.
    private static func limit(_ type: DType) -> Double {
        switch type {
        case .int32: Double(Int32.max)
        case .int64: Double(Int64.max)
        case .bool: 1
        default: .infinity
        }
    }
}
