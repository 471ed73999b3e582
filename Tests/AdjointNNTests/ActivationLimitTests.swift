import Adjoint
import AdjointNN
import Foundation
import Testing

/// Every activation, value and derivative, at the ends of the range.
@Suite("Activations at the ends of the range")
struct ActivationLimitTests {
    /// What an activation and its derivative are at -∞ and the least finite number, at ±0, and at the greatest finite
    /// number and ∞.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let function: @Sendable (Tensor) -> Tensor
        let low: Double
        let zero: Double
        let high: Double
        let slopes: (low: Double, zero: Double, high: Double)
        /// What the value at the greatest finite number is, where it is not `high`.
        var greatest: (@Sendable (Double) -> (low: Double, high: Double))?
        var testDescription: String { name }
    }

    private static let selu = (scale: 1.0507009873554805, alpha: 1.6732632423543772)

    static let cases: [Case] = [
        Case(name: "relu", function: { relu($0) }, low: 0, zero: 0, high: .infinity, slopes: (0, 0, 1)),
        Case(
            name: "leakyRelu", function: { leakyRelu($0) }, low: -.infinity, zero: 0, high: .infinity,
            slopes: (0.01, 0.01, 1)),
        Case(
            name: "PReLU", function: { PReLU(initial: 0.25, dtype: $0.dtype)($0) }, low: -.infinity, zero: 0,
            high: .infinity, slopes: (0.25, 0.25, 1)),
        Case(name: "elu", function: { elu($0) }, low: -1, zero: 0, high: .infinity, slopes: (0, 1, 1)),
        Case(
            name: "selu", function: { AdjointNN.selu($0) }, low: -selu.scale * selu.alpha, zero: 0, high: .infinity,
            slopes: (0, selu.scale * selu.alpha, selu.scale)),
        Case(name: "celu", function: { celu($0, alpha: 2) }, low: -2, zero: 0, high: .infinity, slopes: (0, 1, 1)),
        Case(name: "gelu", function: { gelu($0) }, low: 0, zero: 0, high: .infinity, slopes: (0, 0.5, 1)),
        Case(
            name: "geluApproximate", function: { geluApproximate($0) }, low: 0, zero: 0, high: .infinity,
            slopes: (0, 0.5, 1)),
        Case(name: "silu", function: { silu($0) }, low: 0, zero: 0, high: .infinity, slopes: (0, 0.5, 1)),
        Case(name: "mish", function: { mish($0) }, low: 0, zero: 0, high: .infinity, slopes: (0, 0.6, 1)),
        Case(
            name: "softplus", function: { softplus($0) }, low: 0, zero: log(2), high: .infinity, slopes: (0, 0.5, 1)),
        Case(
            name: "Softplus(2)", function: { Softplus(2)($0) }, low: 0, zero: log(2) / 2, high: .infinity,
            slopes: (0, 0.5, 1), greatest: { _ in (0, .infinity) }),
        Case(name: "softsign", function: { softsign($0) }, low: -1, zero: 0, high: 1, slopes: (0, 1, 0)),
        Case(name: "tanh", function: { tanh($0) }, low: -1, zero: 0, high: 1, slopes: (0, 1, 0)),
        Case(name: "sigmoid", function: { sigmoid($0) }, low: 0, zero: 0.5, high: 1, slopes: (0, 0.25, 0)),
        Case(
            name: "logSigmoid", function: { logSigmoid($0) }, low: -.infinity, zero: -log(2), high: 0,
            slopes: (1, 0.5, 0)),
        Case(name: "hardSigmoid", function: { hardSigmoid($0) }, low: 0, zero: 0.5, high: 1, slopes: (0, 1.0 / 6, 0)),
        Case(name: "hardSwish", function: { hardSwish($0) }, low: 0, zero: 0, high: .infinity, slopes: (0, 0.5, 1)),
        Case(name: "hardTanh", function: { hardTanh($0) }, low: -1, zero: 0, high: 1, slopes: (0, 1, 0)),
        Case(name: "relu6", function: { relu6($0) }, low: 0, zero: 0, high: 6, slopes: (0, 0, 0)),
        Case(
            name: "tanhShrink", function: { tanhShrink($0) }, low: -.infinity, zero: 0, high: .infinity,
            slopes: (1, 0, 1)),
        Case(
            name: "softShrink", function: { softShrink($0) }, low: -.infinity, zero: 0, high: .infinity,
            slopes: (1, 0, 1)),
        Case(
            name: "hardShrink", function: { hardShrink($0) }, low: -.infinity, zero: 0, high: .infinity,
            slopes: (1, 0, 1)),
        Case(
            name: "Threshold", function: { Threshold(threshold: 1, value: -3)($0) }, low: -3, zero: -3,
            high: .infinity, slopes: (0, 0, 1)),
        Case(name: "step", function: { step($0) }, low: 0, zero: 1, high: 1, slopes: (0, 0, 0)),
        Case(name: "erf", function: { erf($0) }, low: -1, zero: 0, high: 1, slopes: (0, 2 / Double.pi.squareRoot(), 0)),
        Case(
            name: "erfc", function: { erfc($0) }, low: 2, zero: 1, high: 0, slopes: (0, -2 / Double.pi.squareRoot(), 0)),
        Case(
            name: "atan", function: { atan($0) }, low: -Double.pi / 2, zero: 0, high: Double.pi / 2, slopes: (0, 1, 0)),
    ]

    @Test("have the limits, and so have their derivatives", arguments: cases, [DType.float32, .float64])
    func limits(_ activation: Case, dtype: DType) {
        let greatest = dtype == .float32 ? Double(Float.greatestFiniteMagnitude) : Double.greatestFiniteMagnitude
        let points = [-.infinity, -greatest, -0.0, 0, greatest, .infinity]
        let (values, slopes) = evaluate(activation, points, dtype)
        func finite(_ limit: Double, _ slope: Double, _ x: Double) -> Double {
            limit.isInfinite ? x * slope : limit
        }
        let ends =
            activation.greatest?(greatest)
            ?? (
                finite(activation.low, activation.slopes.low, -greatest),
                finite(activation.high, activation.slopes.high, greatest)
            )
        let expected = [activation.low, ends.0, activation.zero, activation.zero, ends.1, activation.high]
        let (low, zero, high) = activation.slopes
        for (index, (value, right)) in zip(values, expected).enumerated() {
            #expect(isNear(value, right, dtype), "\(activation.name)(\(points[index])) is \(value), right \(right)")
        }
        for (index, (slope, right)) in zip(slopes, [low, low, zero, zero, high, high]).enumerated() {
            #expect(isNear(slope, right, dtype), "\(activation.name)'(\(points[index])) is \(slope), right \(right)")
        }
    }

    @Test("are NaN for NaN", arguments: cases, [DType.float32, .float64])
    func undefined(_ activation: Case, dtype: DType) {
        #expect(evaluate(activation, [.nan, 1], dtype).values[0].isNaN)
    }

    private func evaluate(
        _ activation: Case, _ points: [Double], _ dtype: DType
    ) -> (values: [Double], slopes: [Double]) {
        let x = Tensor(points).cast(to: dtype).detach()
        x.requiresGrad = true
        let y = activation.function(x)
        if y.requiresGrad { y.sum().backward() }
        let slopes = x.grad?.asArray(Double.self) ?? points.map { _ in 0 }
        return (y.asArray(Double.self), slopes)
    }

    private func isNear(_ x: Double, _ y: Double, _ dtype: DType) -> Bool {
        // Beyond the greatest number of the type the right value is infinite.
        if dtype == .float32, Swift.abs(y) > Double(Float.greatestFiniteMagnitude), x == Double(Float(y)) {
            return true
        }
        return x == y || Swift.abs(x - y) <= (dtype == .float32 ? 3e-7 : 1e-15) * Swift.abs(y)
    }

    @Test("a row with -∞ has the softmax 0 there, and gradients that are finite")
    func softmaxOfInfinity() {
        let x = Tensor([-Double.infinity, 1, 1], requiresGrad: true)
        let y = softmax(x)
        #expect(y.asArray(Double.self) == [0, 0.5, 0.5])
        (y * Tensor([1, 2, 3] as [Double])).sum().backward()
        #expect(x.grad?.asArray(Double.self) == [0, -0.25, 0.25])
    }
}
