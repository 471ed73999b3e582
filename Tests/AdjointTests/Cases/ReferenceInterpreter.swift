import AdjointKernels
import Foundation

@testable import Adjoint

/// Computes promises from their codes one element at a time, in plain Swift: an oracle for the values that kernels, chains
/// and programs give, and the proof that whoever reads an expression needs nothing else.
///
/// Every element is computed in `Double` and rounded to its dtype after each operation, so integers are exact up to 2⁵³.
/// Sums go from left to right. Random draws are not computed.
final class ReferenceInterpreter {
    struct Unsupported: Error { let what: String }

    private var known: [ObjectIdentifier: [Double]] = [:]
    /// The expressions that were computed.
    private(set) var count = 0

    /// The elements of a tensor in row-major order.
    func elements(of x: Tensor) throws -> [Double] { try elements(Operand(x), in: x.layout.shape) }

    private func elements(_ operand: Operand, in shape: [Int]) throws -> [Double] {
        let strides = operand.layout.strides(broadcastTo: shape)
        let source: [Double]
        if let storage = operand.storage {
            source = try elements(storage, operand.dtype)
        } else {
            source = withUnsafeBytes(of: operand.bits) { Self.read($0, operand.dtype, count: 1) }
        }
        var result: [Double] = []
        Self.walk(shape) { index in
            result.append(source[operand.offset + zip(index, strides).reduce(0) { $0 + $1.0 * $1.1 }])
        }
        return result
    }

    private func elements(_ storage: Storage, _ dtype: DType) throws -> [Double] {
        if let found = known[ObjectIdentifier(storage)] { return found }
        let result: [Double]
        if let address = storage.known {
            let bytes = UnsafeRawBufferPointer(start: address, count: storage.byteCount)
            result = Self.read(bytes, dtype, count: storage.byteCount / dtype.byteCount)
        } else if let expression = storage.expression {
            result = try compute(expression).map { Self.rounded($0, expression.dtype) }
            count += 1
        } else {
            throw Unsupported(what: "a storage without elements and without an expression")
        }
        known[ObjectIdentifier(storage)] = result
        return result
    }

    private func compute(_ expression: Adjoint.Expression) throws -> [Double] {
        let shape = expression.layout.shape
        func operand(_ index: Int) throws -> [Double] {
            try elements(expression.operands[index], in: expression.operands[index].layout.shape)
        }
        switch expression.kind {
        case .map(let code):
            let operands = try expression.operands.map { try elements($0, in: shape) }
            return try (0..<expression.layout.count).map { i in try Self.value(of: code, operands.map { $0[i] }) }
        case .reduceRows(let operation):
            return try Self.reduce(operand(0), operation, length: expression.columns)
        case .reduceRuns(let operation):
            return try Self.reduce(
                operand(0), operation, length: expression.operands[0].layout.count / expression.layout.count)
        case .reduceColumns(let operation):
            let (x, columns) = (try operand(0), expression.columns)
            let transposed = (0..<columns).flatMap { column in
                stride(from: column, to: x.count, by: columns).map { x[$0] }
            }
            return try Self.reduce(transposed, operation, length: x.count / columns)
        case .pick:
            let (x, positions) = (try operand(0), try operand(1))
            return positions.indices.map { x[$0 * expression.columns + Int(positions[$0])] }
        case .place:
            let (x, positions) = (try operand(0), try operand(1))
            return (0..<expression.layout.count).map { i in
                let (row, column) = i.quotientAndRemainder(dividingBy: expression.columns)
                return Int(positions[row]) == column ? x[row] + 0 : 0
            }
        case .product(let products): return try product(products)
        case .uniform, .normal: throw Unsupported(what: expression.name)
        }
    }

    private func product(_ p: MatrixProducts) throws -> [Double] {
        func matrix(_ operand: MatrixOperand) throws -> (Int, Int, Int) -> Double {
            let source =
                try operand.storage.map { try elements($0, p.dtype) }
                ?? withUnsafeBytes(of: operand.bits) { Self.read($0, p.dtype, count: 1) }
            let start = operand.start / p.dtype.byteCount
            return { source[start + operand.offsets[$0] + $1 * operand.row + $2 * operand.column] }
        }
        let (a, b) = (try matrix(p.a), try matrix(p.b))
        var result: [Double] = []
        for index in 0..<p.batch {
            for row in 0..<p.m {
                for column in 0..<p.n {
                    result.append((0..<p.k).reduce(0.0) { $0 + a(index, row, $1) * b(index, $1, column) })
                }
            }
        }
        return result
    }

    // MARK: One element

    private static func value(of code: adj_code, _ x: [Double]) throws -> Double {
        switch code.kind {
        case .unary:
            guard let operation = AdjUnary(rawValue: code.operation) else { throw Unsupported(what: code.name) }
            return unary(operation, x[0], isDouble: code.type == .float64)
        case .binary:
            guard let operation = AdjBinary(rawValue: code.operation) else { throw Unsupported(what: code.name) }
            return try binary(operation, x[0], x[1])
        case .select: return x[0] != 0 ? x[1] : x[2]
        case .cast:
            switch AdjDType(rawValue: code.operation) {
            case .bool: return x[0] != 0 ? 1 : 0
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
        case .normalBelow: Foundation.erfc(-x / 2.0.squareRoot()) / 2
        case .logisticDensity: logisticDensity(x)
        case .tanhSlope: 4 * logisticDensity(2 * x)
        case .gelu: x * Foundation.erfc(-x / 2.0.squareRoot()) / 2
        case .silu: x / (1 + Foundation.exp(-x))
        case .softsign: x / (1 + x.magnitude)
        case .tanhShrink: x - Foundation.tanh(x)
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

    private static func binary(_ operation: AdjBinary, _ a: Double, _ b: Double) throws -> Double {
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

    private static func logisticDensity(_ x: Double) -> Double {
        let e = Foundation.exp(-x.magnitude)
        return e / ((1 + e) * (1 + e))
    }

    /// By the recurrence up to 20, and the asymptotic series from there on, differentiated term by term.
    private static func polygamma(_ order: Int, _ x: Double) -> Double {
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

    // MARK: Reductions and elements in memory

    private static func reduce(_ x: [Double], _ operation: AdjReduction, length: Int) throws -> [Double] {
        try stride(from: 0, to: x.count, by: Swift.max(length, 1)).map { start in
            let row = x[start..<(start + length)]
            switch operation {
            case .sum, .wideSum: return row.reduce(0, +)
            case .squares: return row.reduce(0) { $0 + $1 * $1 }
            case .product: return row.reduce(1, *)
            case .maximum: return try row.reduce(-.infinity) { try binary(.maximum, $0, $1) }
            case .minimum: return try row.reduce(.infinity) { try binary(.minimum, $0, $1) }
            case .all: return row.allSatisfy { $0 != 0 } ? 1 : 0
            case .any: return row.contains { $0 != 0 } ? 1 : 0
            case .argmax, .argmin: throw Unsupported(what: "positions")
            }
        }
    }

    private static func rounded(_ x: Double, _ dtype: DType) -> Double { dtype == .float32 ? Double(Float(x)) : x }

    private static func read(_ bytes: UnsafeRawBufferPointer, _ dtype: DType, count: Int) -> [Double] {
        func elements<T>(_ type: T.Type, _ number: (T) -> Double) -> [Double] {
            (0..<count).map { number(bytes.loadUnaligned(fromByteOffset: $0 * MemoryLayout<T>.size, as: T.self)) }
        }
        switch dtype {
        case .float32: return elements(Float.self) { Double($0) }
        case .float64: return elements(Double.self) { $0 }
        case .int32: return elements(Int32.self) { Double($0) }
        case .int64: return elements(Int64.self) { Double($0) }
        case .bool: return elements(UInt8.self) { Double($0) }
        case .float16: return elements(UInt16.self) { Double(Float16(bitPattern: $0)) }
        case .bfloat16: return elements(UInt16.self) { Double(Float(bitPattern: UInt32($0) << 16)) }
        }
    }

    private static func walk(_ shape: [Int], _ body: ([Int]) -> Void) {
        if shape.contains(0) { return }
        var index = [Int](repeating: 0, count: shape.count)
        while true {
            body(index)
            var axis = shape.count - 1
            while axis >= 0 {
                index[axis] += 1
                if index[axis] < shape[axis] { break }
                index[axis] = 0
                axis -= 1
            }
            if axis < 0 { return }
        }
    }
}
