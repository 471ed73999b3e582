import Foundation
import Testing

@testable import Adjoint

/// The derivative of every elementwise function of the table in float32, compared with an exact formula in float64.
/// Docs/KernelAccuracy.md states the bounds.
@Suite("How accurate derivatives are")
struct DerivativeAccuracyTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let row: Unary
        /// Where the derivative is swept.
        let range: ClosedRange<Double>
        let bound: Double
        let exact: @Sendable (Double) -> Double
        var testDescription: String { row.name }

        init(
            _ row: Unary, _ range: ClosedRange<Double>, bound: Double = 8,
            _ exact: @escaping @Sendable (Double) -> Double
        ) {
            (self.row, self.range, self.bound, self.exact) = (row, range, bound, exact)
        }
    }

    private static func density(_ x: Double) -> Double { Foundation.exp(-x * x / 2) / (2 * Double.pi).squareRoot() }
    private static func below(_ x: Double) -> Double { Foundation.erfc(-x / 2.0.squareRoot()) / 2 }
    private static func logistic(_ x: Double) -> Double {
        let e = Foundation.exp(-Swift.abs(x))
        return e / ((1 + e) * (1 + e))
    }
    private static func standardSigmoid(_ x: Double) -> Double { 1 / (1 + Foundation.exp(-x)) }
    private static let rootPi = Double.pi.squareRoot()
    /// ψ(x) for x > 0, by ψ(x) = ψ(x + 1) - 1/x and the asymptotic series from 20 on.
    private static func digamma(_ x: Double) -> Double {
        if x < 20 { return digamma(x + 1) - 1 / x }
        let square = 1 / (x * x)
        return Foundation.log(x) - 0.5 / x - square * (1 / 12.0 - square * (1 / 120.0 - square / 252))
    }
    /// ψ'(x), likewise.
    private static func trigamma(_ x: Double) -> Double {
        if x < 20 { return trigamma(x + 1) + 1 / (x * x) }
        let square = 1 / (x * x)
        return 1 / x + 0.5 * square + square / x * (1 / 6.0 - square * (1 / 30.0 - square / 42))
    }

    static let rows: [Row] = [
        Row(.negate, -1e38...1e38) { _ in -1 },
        Row(.abs, -1e38...1e38) { $0 > 0 ? 1 : -1 },
        Row(.sign, -1e38...1e38) { _ in 0 },
        Row(.square, -1e37...1e37) { 2 * $0 },
        Row(.relu, -1e38...1e38) { $0 > 0 ? 1 : 0 },
        Row(.sqrt, 1e-37...1e38) { 0.5 / $0.squareRoot() },
        Row(.rsqrt, 1e-25...1e25) { -0.5 / ($0 * $0.squareRoot()) },
        Row(.reciprocal, 1e-18...1e18) { -1 / ($0 * $0) },
        Row(.exp, -87...88) { Foundation.exp($0) },
        Row(.expm1, -87...88) { Foundation.exp($0) },
        Row(.log, 1e-37...1e37) { 1 / $0 },
        Row(.log1p, -0.9999...1e37) { 1 / (1 + $0) },
        Row(.sin, -100...100) { Foundation.cos($0) },
        Row(.cos, -100...100) { -Foundation.sin($0) },
        Row(.tan, -1.57...1.57) { 1 / (Foundation.cos($0) * Foundation.cos($0)) },
        Row(.tanh, -43...43) { 1 / (Foundation.cosh($0) * Foundation.cosh($0)) },
        Row(.sinh, -88...88) { Foundation.cosh($0) },
        Row(.cosh, -88...88) { Foundation.sinh($0) },
        Row(.asin, -1...1) { 1 / ((1 - $0) * (1 + $0)).squareRoot() },
        Row(.acos, -1...1) { -1 / ((1 - $0) * (1 + $0)).squareRoot() },
        Row(.atan, -1e18...1e18) { 1 / (1 + $0 * $0) },
        Row(.oneMinusSquare, -1e37...1e37) { -2 * $0 },
        Row(.sigmoid, -87...87, logistic),
        Row(.softplus, -87...87, standardSigmoid),
        Row(.erf, -9.3...9.3) { 2 / rootPi * Foundation.exp(-$0 * $0) },
        Row(.erfc, -9.3...9.3) { -2 / rootPi * Foundation.exp(-$0 * $0) },
        Row(.gaussian, -9...9) { -2 * $0 * Foundation.exp(-$0 * $0) },
        Row(.normalDensity, -12.5...12.5) { -$0 * density($0) },
        Row(.normalBelow, -13...13, density),
        Row(.logisticDensity, -80...80) { -logistic($0) * Foundation.tanh($0 / 2) },
        Row(.tanhSlope, -43...43) { -2 * Foundation.tanh($0) / (Foundation.cosh($0) * Foundation.cosh($0)) },
        Row(.squarable, -1e18...1e18) { _ in 1 },
        // Their derivatives are 0 at -0.7518 and -1.2785, where the terms cancel.
        Row(.gelu, -0.6...40) { below($0) + $0 * density($0) },
        Row(.gelu, -12 ... -0.95) { below($0) + $0 * density($0) },
        Row(.silu, -1...90) { standardSigmoid($0) + $0 * logistic($0) },
        Row(.silu, -80 ... -1.8) { standardSigmoid($0) + $0 * logistic($0) },
        Row(.softsign, -1e18...1e18) { 1 / ((1 + Swift.abs($0)) * (1 + Swift.abs($0))) },
        Row(.tanhShrink, -40...40) { Foundation.tanh($0) * Foundation.tanh($0) },
        Row(.lgamma, 0.1...1.2, digamma),
        Row(.lgamma, 1.7...1e30, digamma),
        Row(.digamma, 1e-10...1e15, trigamma),
        Row(.floor, -9.5...9.5) { _ in 0 },
        Row(.ceil, -9.5...9.5) { _ in 0 },
        Row(.round, -9.5...9.5) { _ in 0 },
    ]

    @Test("every row of the table is swept")
    func completeness() {
        #expect(Set(Self.rows.map(\.row.name)) == Set(Unary.all.map(\.name)))
    }

    /// Equally spread, spread by magnitude from 2^-40 on, and up to the ends.
    private func points(_ range: ClosedRange<Double>) -> [Float] {
        let (low, high) = (range.lowerBound, range.upperBound)
        var points = (0...4000).map { low + (high - low) * (Double($0) / 4000) }
        for sign in [-1.0, 1] {
            let end = sign < 0 ? -low : high
            guard end > 0 else { continue }
            let ratio = end / 0x1p-40
            points += (0...4000).map { sign * 0x1p-40 * Foundation.pow(ratio, Double($0) / 4000) }
        }
        // Both sides of 1 and -1, where functions have singularities or saturate.
        for k in 1...24 { points += [1 - exp2(-Double(k)), exp2(-Double(k)) - 1] }
        return points.map { Float($0) }.filter { $0 != 0 && range.contains(Double($0)) }
    }

    @Test("derivatives of float32 are within the stated bound", arguments: rows)
    func derivatives(_ row: Row) throws {
        let values = points(row.range)
        let x = Tensor(values, requiresGrad: true)
        row.row(x).sum().backward()
        let found = try #require(x.grad).asArray(Float.self)
        var worst = (error: 0.0, at: Float(0), found: Float(0))
        for (point, value) in zip(values, found) {
            let exact = row.exact(Double(point))
            guard exact.magnitude >= Double(Float.leastNormalMagnitude), exact.magnitude < 3e38 else {
                #expect(exact != 0 || value == 0)
                continue
            }
            let error = Swift.abs(Double(value) - exact) / Double(Float(exact).ulp)
            if !(error <= worst.error) { worst = (error, point, value) }
        }
        print("derivative of \(row.row.name): \(worst.error) ulp at \(worst.at)")
        #expect(
            worst.error <= row.bound,
            "\(worst.found) at \(worst.at), \(worst.error) ulp from \(row.exact(Double(worst.at)))")
    }

    @Test("gelu, erfc and the slopes of saturated functions keep their digits")
    func tails() throws {
        func value(_ f: (Tensor) -> Tensor, _ x: Float) -> Double { f(Tensor(x)).item() }
        func slope(_ f: (Tensor) -> Tensor, _ x: Float) throws -> Double {
            let leaf = Tensor(x, requiresGrad: true)
            f(leaf).backward()
            return try #require(leaf.grad).item()
        }
        func isNear(_ a: Double, _ b: Double) -> Bool { Swift.abs(a - b) <= 5e-7 * Swift.abs(b) }
        // 50 digits by mpmath, rounded.
        #expect(isNear(value(gelu, -5.5), -1.0444257e-07))
        #expect(isNear(value(gelu, -10), -7.6198530e-23))
        #expect(isNear(value(erfc, 5), 1.5374597944280348e-12))
        #expect(isNear(try slope(tanh, 10), 8.2446144557673974e-09))
        #expect(isNear(try slope(sigmoid, 20), 2.0611536139418193e-09))
        #expect(isNear(try slope(sigmoid, -80), 1.8048513878454153e-35))
        #expect(isNear(try slope(expm1, -30), 9.3576229688401748e-14))
        #expect(isNear(try slope(tanhShrink, 1e-6), 1e-12))
        #expect(isNear(value(tanhShrink, 0.01), 3.33319978189e-07))
        #expect(isNear(try slope(softsign, 1e10), 1e-20))
        #expect(isNear(try slope(erf, 9), 2 / Double.pi.squareRoot() * Foundation.exp(-81)))
    }

    @Test("second derivatives keep their digits too")
    func secondDerivatives() {
        let cases: [(String, (Tensor) -> Tensor, Float, Double)] = [
            ("tanh", { tanh($0) }, 10, -2 * Foundation.tanh(10) / Foundation.pow(Foundation.cosh(10), 2)),
            ("sigmoid", { sigmoid($0) }, 20, -Self.logistic(20) * Foundation.tanh(10)),
            ("asin", { asin($0) }, 0x1p-12, 0x1p-12 / Foundation.pow(1 - 0x1p-24, 1.5)),
            ("erf", { erf($0) }, 8, -32 / Self.rootPi * Foundation.exp(-64)),
            ("gelu", { gelu($0) }, -5.5, (2 - 5.5 * 5.5) * Self.density(5.5)),
            ("expm1", { expm1($0) }, -30, Foundation.exp(-30)),
            ("softsign", { softsign($0) }, 1e6, -2 / Foundation.pow(1 + 1e6, 3)),
            (
                "tanhShrink", { tanhShrink($0) }, 1e-3,
                2 * Foundation.tanh(1e-3) / Foundation.pow(Foundation.cosh(1e-3), 2)
            ),
        ]
        for (name, function, x, exact) in cases {
            let found = hessian { function($0).sum() }(Tensor([x])).item()
            #expect(Swift.abs(found - exact) <= 1e-6 * Swift.abs(exact), "\(name)''(\(x)) is \(found), right \(exact)")
        }
    }
}
