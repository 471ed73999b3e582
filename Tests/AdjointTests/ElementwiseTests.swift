import Adjoint
import Foundation
import Testing

@Suite("Every elementwise function")
struct ElementwiseTests {
    /// A function on tensors, and the same on numbers.
    struct Function: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let domain: ClosedRange<Double>
        let tensor: @Sendable (Tensor) -> Tensor
        let scalar: @Sendable (Double) -> Double
        /// Whether every step is exact or correctly rounded, so that the bits must be those of the reference.
        var isExact = false

        init(
            _ name: String, _ domain: ClosedRange<Double>, isExact: Bool = false,
            _ tensor: @escaping @Sendable (Tensor) -> Tensor, _ scalar: @escaping @Sendable (Double) -> Double
        ) {
            testDescription = name
            self.domain = domain
            self.isExact = isExact
            self.tensor = tensor
            self.scalar = scalar
        }

        /// Numbers across the domain, and the points where functions are special.
        var points: [Double] {
            let width = domain.upperBound - domain.lowerBound
            let even = (0...200).map { domain.lowerBound + width * Double($0) / 200 }
            let small = (-12...0).flatMap { power in [1.7, -2.3].map { $0 * Foundation.pow(10, Double(power)) } }
            let special = [0, -0.0, 0.5, -0.5, 1, -1, 1.5, -1.5, 2.5, 2, 1e30, -1e30, .infinity, -.infinity, .nan]
            return even + small + special
        }
    }

    static let functions: [Function] = [
        Function("abs", -20...20, isExact: true, { abs($0) }, { Swift.abs($0) }),
        Function("sign", -20...20, isExact: true, { sign($0) }, { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 }),
        Function("square", -20...20, isExact: true, { square($0) }, { $0 * $0 }),
        Function("relu", -20...20, isExact: true, { relu($0) }, { $0 > 0 || $0.isNaN ? $0 : 0 }),
        Function("negate", -20...20, isExact: true, { -$0 }, { -$0 }),
        Function("sqrt", 0...100, isExact: true, { sqrt($0) }, { $0.squareRoot() }),
        Function("rsqrt", 0...100, { rsqrt($0) }, { 1 / $0.squareRoot() }),
        Function("reciprocal", -20...20, isExact: true, { reciprocal($0) }, { 1 / $0 }),
        Function("exp", -110...100, { exp($0) }, { Foundation.exp($0) }),
        Function("expm1", -50...80, { expm1($0) }, { Foundation.expm1($0) }),
        Function("log", 0...1000, { log($0) }, { Foundation.log($0) }),
        Function("log1p", -1...1000, { log1p($0) }, { Foundation.log1p($0) }),
        Function("sin", -1000...1000, { sin($0) }, { Foundation.sin($0) }),
        Function("cos", -1000...1000, { cos($0) }, { Foundation.cos($0) }),
        Function("tan", -1000...1000, { tan($0) }, { Foundation.tan($0) }),
        Function("tanh", -20...20, { tanh($0) }, { Foundation.tanh($0) }),
        Function("sinh", -85...85, { sinh($0) }, { Foundation.sinh($0) }),
        Function("cosh", -85...85, { cosh($0) }, { Foundation.cosh($0) }),
        Function("asin", -1...1, { asin($0) }, { Foundation.asin($0) }),
        Function("acos", -1...1, { acos($0) }, { Foundation.acos($0) }),
        Function("atan", -50...50, { atan($0) }, { Foundation.atan($0) }),
        Function(
            "sigmoid", -100...100, { sigmoid($0) },
            { $0 < 0 ? Foundation.exp($0) / (1 + Foundation.exp($0)) : 1 / (1 + Foundation.exp(-$0)) }),
        Function(
            "softplus", -100...100, { softplus($0) },
            { $0.isNaN ? .nan : Swift.max($0, 0) + Foundation.log1p(Foundation.exp(-Swift.abs($0))) }),
        Function("erf", -6...6, { erf($0) }, { Foundation.erf($0) }),
        Function("floor", -20...20, isExact: true, { floor($0) }, { $0.rounded(.down) }),
        Function("ceil", -20...20, isExact: true, { ceil($0) }, { $0.rounded(.up) }),
        Function("round", -20...20, isExact: true, { round($0) }, { $0.rounded(.toNearestOrEven) }),
    ]

    @Test("agrees with the scalar function in float32", arguments: functions)
    func float32(function: Function) {
        let points = function.points.map(Float.init)
        let results = function.tensor(Tensor(points)).asArray(Float.self)
        for (x, y) in zip(points, results) {
            let expected = Float(function.scalar(Double(x)))
            #expect(y.ulps(from: expected) <= (function.isExact ? 0 : 2), "at \(x): \(y), not \(expected)")
        }
    }

    @Test("agrees with the scalar function in float64", arguments: functions)
    func float64(function: Function) {
        let points = function.points
        let results = function.tensor(Tensor(points)).asArray(Double.self)
        for (x, y) in zip(points, results) {
            let expected = function.scalar(x)
            // The formulas on the right are themselves up to 2 units off.
            #expect(y.ulps(from: expected) <= (function.isExact ? 0 : 4), "at \(x): \(y), not \(expected)")
        }
    }

    @Test("one element gives the bits it gives among others", arguments: functions)
    func scalars(function: Function) {
        for dtype in [DType.float32, .float64] {
            let x = Tensor(function.points).cast(to: dtype)
            let together = function.tensor(x).elementBits
            for (index, bits) in together.enumerated() {
                let alone = function.tensor(x[index])
                #expect(alone.rank == 0)
                let isNaN = alone.item().isNaN && function.tensor(x)[index].item().isNaN
                #expect(isNaN || alone.elementBits == [bits], "at \(x[index])")
            }
        }
    }

    @Test("gives the same bits in every layout", arguments: functions)
    func layoutsAlike(function: Function) {
        let (low, width) = (function.domain.lowerBound, function.domain.upperBound - function.domain.lowerBound)
        for dtype in [DType.float32, .float64] {
            for shape in [[37], [5, 6], [3, 4, 5]] {
                let x = Tensor.uniform(shape, dtype: dtype, generator: RandomGenerator(seed: 1)) * width + low
                let expected = function.tensor(x)
                #expect(expected.shape == shape && expected.dtype == dtype)
                for (name, view) in layouts(of: x) {
                    #expect(function.tensor(view).elementBits == expected.elementBits, "\(name), \(shape)")
                }
                let wide = x.broadcast(to: [2] + shape)
                #expect(function.tensor(wide).elementBits == expected.elementBits + expected.elementBits)
            }
        }
    }

    @Test("takes tensors without elements", arguments: functions)
    func empty(function: Function) {
        #expect(function.tensor(Tensor.zeros([0])).shape == [0])
        #expect(function.tensor(Tensor.zeros([2, 0, 3], dtype: .float64)).shape == [2, 0, 3])
    }

    @Test("zeros keep their sign where the function is odd")
    func signedZeros() {
        for dtype in [DType.float32, .float64] {
            let zero = Tensor([-0.0 as Double, 0]).cast(to: dtype)
            for function in [sin, tan, asin, atan, sinh, tanh, expm1, log1p, erf, sqrt, floor, ceil, round, sign]
                as [(Tensor) -> Tensor]
            {
                #expect(function(zero).asArray(Double.self).map(\.sign) == [.minus, .plus])
            }
            #expect(abs(zero).asArray(Double.self).map(\.sign) == [.plus, .plus])
            #expect((-zero).asArray(Double.self).map(\.sign) == [.plus, .minus])
            #expect(reciprocal(zero).asArray(Double.self) == [-.infinity, .infinity])
        }
        #expect(round(Tensor([-0.4, -0.5])).asArray(Double.self).map(\.sign) == [.minus, .minus])
    }

    @Test("integers have abs, sign, square, relu and negation", arguments: [DType.int32, .int64])
    func integers(dtype: DType) {
        let x = Tensor([-3, 0, 5], dtype: dtype)
        let results: [(Tensor, [Int64])] = [
            (abs(x), [3, 0, 5]), (sign(x), [-1, 0, 1]), (square(x), [9, 0, 25]), (relu(x), [0, 0, 5]),
            (-x, [3, 0, -5]),
        ]
        for (result, expected) in results {
            #expect(result.dtype == dtype && result.asArray(Int64.self) == expected)
        }
        #expect(throws: AdjointError.self) { try withErrors { exp(x) } }
    }

    @Test("isNaN and isFinite tell the special numbers", arguments: [DType.float32, .float64])
    func tests(dtype: DType) {
        let x = Tensor([.nan, .infinity, -.infinity, 0, 1e30] as [Double]).cast(to: dtype)
        #expect(isNaN(x).asArray(Bool.self) == [true, false, false, false, false])
        #expect(isFinite(x).asArray(Bool.self) == [false, false, false, true, true])
    }

    @Test("leakyRelu, elu, gelu, silu and logSigmoid are their formulas")
    func compositions() {
        let points = (-60...60).map { Double($0) / 4 }
        let x = Tensor(points)
        let pairs: [(Tensor, (Double) -> Double)] = [
            (leakyRelu(x), { $0 > 0 ? $0 : 0.01 * $0 }),
            (leakyRelu(x, slope: 0.3), { $0 > 0 ? $0 : 0.3 * $0 }),
            (elu(x), { $0 > 0 ? $0 : Foundation.expm1($0) }),
            (elu(x, alpha: 2), { $0 > 0 ? $0 : 2 * Foundation.expm1($0) }),
            (silu(x), { $0 / (1 + Foundation.exp(-$0)) }),
            (gelu(x), { $0 * Foundation.erfc(-$0 / 2.0.squareRoot()) / 2 }),
            (logSigmoid(x), { -Swift.max(-$0, 0) - Foundation.log1p(Foundation.exp(-Swift.abs($0))) }),
        ]
        for (result, reference) in pairs {
            for (point, y) in zip(points, result.asArray(Double.self)) {
                // 1 + erf cancels for negative numbers, so the error is relative to x rather than to gelu(x).
                #expect(Swift.abs(y - reference(point)) <= 4e-16 * (1 + Swift.abs(point)), "at \(point)")
            }
        }
    }

    @Test("activations stay finite, or NaN for NaN, at the ends")
    func extremes() {
        let x = Tensor([-1e30, 1e30, .nan] as [Double])
        for (result, low, high) in [
            (gelu(x), 0.0, 1e30), (silu(x), 0, 1e30), (elu(x), -1, 1e30), (logSigmoid(x), -1e30, 0),
            (softplus(x), 0, 1e30),
            (sigmoid(x), 0, 1), (tanh(x), -1, 1), (erf(x), -1, 1),
        ] {
            let values = result.asArray(Double.self)
            #expect(values[0] == low && values[1] == high && values[2].isNaN)
        }
    }
}
