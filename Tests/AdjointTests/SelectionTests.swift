import Testing

@testable import Adjoint

/// Where a partial derivative is 0 because another operand was chosen, nothing that stands behind it gets through: no
/// infinity and no NaN.
@Suite("A selection selects")
struct SelectionTests {
    /// A function that chooses, with the slope that each element must have where the cotangent of the result is ∞.
    struct Choice: Sendable, CustomStringConvertible {
        let description: String
        let x: [Double]
        /// ∂y/∂x of each element where the choice decides it alone; ∞ where x was chosen.
        let slopes: [Double]
        let function: @Sendable (Tensor) -> Tensor

        init(_ name: String, _ x: [Double], _ slopes: [Double], _ function: @escaping @Sendable (Tensor) -> Tensor) {
            (description, self.x, self.slopes, self.function) = (name, x, slopes, function)
        }
    }

    static let choices: [Choice] = [
        Choice("relu", [-1, 0, -0.0], [0, 0, 0]) { relu($0) },
        Choice("abs at 0", [0, -0.0], [0, 0]) { abs($0) },
        Choice("sign", [0, -0.0, 1], [0, 0, 0]) { sign($0) },
        Choice("floor", [0.5, -1.5], [0, 0]) { floor($0) }, Choice("ceil", [0.5, -1.5], [0, 0]) { ceil($0) },
        Choice("round", [0.4, -1.4], [0, 0]) { round($0) },
        Choice("maximum", [-1, 1, 0], [0, .infinity, .infinity]) { maximum($0, 0) },
        Choice("maximum, second", [-1, 1, 0], [0, .infinity, .infinity]) { maximum(Tensor(0.0), $0) },
        Choice("minimum", [1, -1, 0], [0, .infinity, .infinity]) { minimum($0, 0) },
        Choice("minimum, second", [1, -1, 0], [0, .infinity, .infinity]) { minimum(Tensor(0.0), $0) },
        Choice("clip", [-1, 2, 0, 0.5], [0, 0, .infinity, .infinity]) { clip($0, to: 0...1) },
        Choice("max", [1, 2, -1], [0, .infinity, 0]) { $0.max() },
        Choice("max of ties", [2, 2, -1], [.infinity, .infinity, 0]) { $0.max(axis: 0, keepDims: true) },
        Choice("min", [1, 2, -1], [0, 0, .infinity]) { $0.min() },
        Choice("min along an axis", [1, 2, -1, 3], [.infinity, 0, .infinity, 0]) {
            $0.reshaped(2, 2).min(axis: 1)
        },
        Choice("where", [-1, 1], [0, .infinity]) { which($0 .> 0, $0, Tensor(0.0)) },
        Choice("where, second", [-1, 1], [.infinity, 0]) { which($0 .> 0, Tensor(0.0), $0) },
        Choice("leakyRelu of slope 0", [-1, 1], [0, .infinity]) { leakyRelu($0, slope: 0) },
        Choice("elu of α = 0", [-1, 1], [0, .infinity]) { elu($0, alpha: 0) },
        Choice("max pooling", [1, 2, -1, 0], [0, .infinity, 0, 0]) {
            maxPool2d($0.reshaped(1, 1, 2, 2), kernel: (2, 2))
        },
        Choice("one element taken", [1, 2], [0, .infinity]) { $0.take(Tensor([1] as [Int])) },
    ]

    /// In numbers that are kept in the object, in small arrays, and in arrays whose values wait.
    static let sizes = [1, 3, 10_000]

    private func isSame(_ x: Double, _ y: Double) -> Bool { x.isNaN ? y.isNaN : x == y }

    @Test("an infinite or undefined cotangent stops at what was not chosen", arguments: choices)
    func cotangents(choice: Choice) {
        for cotangent in [Double.infinity, -.infinity, .nan] {
            for dtype in [DType.float32, .float64] {
                let x = Tensor(choice.x).cast(to: dtype)
                let (y, pullback) = vjp(of: choice.function, at: x)
                let found = pullback(Tensor.full(y.shape, cotangent, dtype: dtype)).asArray(Double.self)
                for (slope, found) in zip(choice.slopes, found) {
                    #expect(isSame(slope == 0 ? 0 : cotangent, found), "\(cotangent) \(dtype): \(found)")
                }
            }
        }
    }

    @Test("an infinite or undefined tangent stops there too", arguments: choices)
    func tangents(choice: Choice) {
        for tangent in [Double.infinity, .nan] {
            // The tangent of every element that was not chosen.
            let tangents = choice.slopes.map { $0 == 0 ? tangent : 1 }
            let (_, found) = jvp(of: choice.function, at: Tensor(choice.x), tangent: Tensor(tangents))
            #expect(isFinite(found).all().item() == 1, "\(tangent): \(found)")
        }
    }

    @Test("of elements of an array as of numbers, of every length", arguments: sizes)
    func lengths(count: Int) {
        let operations: [(name: String, slope: Double, function: (Tensor) -> Tensor)] = [
            ("relu", 0, { sqrt(relu($0)) }), ("maximum", 0, { sqrt(maximum($0, 0)) }),
            ("clip", 0, { log(clip($0, to: 0...1)) }), ("minimum", 0, { rsqrt(minimum(-$0, 0) + relu($0)) }),
            ("abs", 1, { abs($0) + sqrt(abs($0 + 1)) - 2 * abs($0) }),
            ("chosen", 1, { sqrt(maximum($0, 0)) + maximum($0, -5) }),
        ]
        for (name, slope, function) in operations {
            for shape in count == 1 ? [[], [1]] : [[count]] {
                let x = Tensor.full(shape, -1, dtype: .float64)
                let found = gradient { function($0).sum() }(x)
                #expect(found.shape == shape && (found .== slope).all().item() == 1, "\(name): \(found)")
                let forward = jvp(of: function, at: x, tangent: Tensor.ones(shape, dtype: .float64)).tangent
                #expect((forward .== slope).all().item() == 1, "\(name), forward: \(forward)")
            }
        }
    }

    @Test("the minimum of an exponential that overflows and a number has tangent 0, as it has gradient 0")
    func overflow() {
        let function: (Tensor) -> Tensor = { minimum(exp($0), 1) }
        let x = Tensor(1000.0 as Double)
        #expect(jvp(of: function, at: x, tangent: Tensor(1.0 as Double)).tangent.item() == 0)
        #expect(gradient(of: function)(x).item() == 0)
        let curvature = hessian { function($0).sum() }(Tensor([1000, -1] as [Double]))
        #expect(curvature[0, 0].item() == 0 && curvature[1, 1].item() > 0.3)
    }

    @Test("at second order too, over each mode")
    func secondOrder() {
        let functions: [(name: String, function: (Tensor) -> Tensor)] = [
            ("relu", { sqrt(relu($0)) }), ("maximum", { log(maximum($0, 0)) }), ("clip", { sqrt(clip($0, to: 0...9)) }),
            ("where", { which($0 .> 0, sqrt($0), $0 * 0) }), ("max", { sqrt(stacked([$0, $0 * 0]).max(axis: 0)) }),
        ]
        for (name, function) in functions {
            for shape in [[], [1], [3]] {
                let x = Tensor.full(shape, -1, dtype: .float64)
                let slope: (Tensor) -> Tensor = { gradient { function($0).sum() }($0) }
                let second = gradient { slope($0).sum() }(x)
                #expect((second .== 0).all().item() == 1, "\(name) \(shape), reverse")
                let forward = jvp(of: slope, at: x, tangent: Tensor.ones(shape, dtype: .float64)).tangent
                #expect((forward .== 0).all().item() == 1, "\(name) \(shape), forward over reverse")
            }
        }
    }

    @Test("in products the rules hold where the operand is masked, as the documentation says, and not behind them")
    func products() {
        let x = Tensor([[1, 2], [.nan, .infinity], [3, 4]] as [[Double]])
        let v = Tensor([[1, -1], [0.5, 2]] as [[Double]])
        let keep = Tensor([[true], [false], [true]])
        let zero = Tensor(0.0)
        let masked = gradient { matmul(which(keep, x, zero), $0).sum() }(v)
        #expect(masked.asArray(Double.self) == [4, 4, 6, 6])
        let behind = gradient { which(keep, matmul(x, $0), zero).sum() }(v)
        #expect(behind.asArray(Double.self).filter(\.isNaN).count == 4)

        let image = Tensor([1, .nan, 3] as [Double], shape: [1, 1, 1, 3])
        let isKept = Tensor([true, false, true], shape: [1, 1, 1, 3])
        let kernel = Tensor([2] as [Double], shape: [1, 1, 1, 1])
        #expect(gradient { conv2d(which(isKept, image, zero), $0).sum() }(kernel).item() == 4)
        #expect(gradient { which(isKept, conv2d(image, $0), zero).sum() }(kernel).item().isNaN)
    }

    @Test("the other rules stay: zero cotangents win over NaN, infinite slopes are infinite, products are products")
    func otherRules() {
        func slope(_ x: [Double], _ function: @escaping (Tensor) -> Tensor) -> [Double] {
            gradient { function($0).sum() }(Tensor(x)).asArray(Double.self)
        }
        #expect(slope([0, 4], sqrt) == [.infinity, 0.25])
        #expect(slope([0, 4]) { sqrt(relu($0) + 0 * $0) }[1] == 0.25)
        // A NaN operand: |x| and the greatest element have no slope there, but a zero cotangent contributes nothing.
        #expect(slope([.nan], abs)[0].isNaN)
        let undefined = slope([.nan, 1]) { $0.max() }
        #expect(undefined[0].isNaN && undefined[1].isNaN)
        #expect(slope([.nan, 1]) { which($0 .> 0, abs($0), Tensor(0.0)) } == [0, 1])
        #expect(slope([.nan, 1]) { which(Tensor([false, false]), $0.max(axis: 0, keepDims: true), $0) } == [1, 1])
        // x² has the slope 0 at 0 because x is 0, not because something else was chosen: √(x²) has no slope there.
        #expect(slope([0]) { sqrt(square($0)) }[0].isNaN)
        #expect(slope([0]) { sqrt($0 * $0) }[0].isNaN)
    }
}
