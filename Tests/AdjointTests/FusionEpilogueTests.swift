import AdjointRuntime
import Testing

@testable import Adjoint

/// Programs that run on the parts of a matrix product as they are completed.
@Suite("The epilogue of a matrix product")
struct FusionEpilogueTests {
    /// A product of [m, k] × [k, n], and what may come after it.
    private final class Case: CustomStringConvertible {
        let (m, k, n): (Int, Int, Int)
        let dtype: DType
        let (a, b): (Tensor, Tensor)
        private(set) lazy var bias = draw([n], 3)
        private(set) lazy var scale = draw([m, 1], 4)
        private(set) lazy var other = draw([m, n], 5)
        private(set) lazy var turned = draw([n, m], 6).T

        init(
            _ m: Int = 1, _ k: Int = 1, _ n: Int = 1, dtype: DType = .float32, transposed: (Bool, Bool) = (false, false)
        ) {
            (self.m, self.k, self.n, self.dtype) = (m, k, n, dtype)
            a = transposed.0 ? Self.draw([k, m], 1, dtype).T : Self.draw([m, k], 1, dtype)
            b = transposed.1 ? Self.draw([n, k], 2, dtype).T : Self.draw([k, n], 2, dtype)
        }

        private static func draw(_ shape: [Int], _ seed: UInt64, _ dtype: DType) -> Tensor {
            let x = Tensor.normal(shape, dtype: dtype, generator: RandomGenerator(seed: seed))
            evaluate(x)
            return x
        }

        func draw(_ shape: [Int], _ seed: UInt64) -> Tensor { Self.draw(shape, seed, dtype) }

        var description: String {
            "[\(m), \(k)] × [\(k), \(n)] \(dtype), strides \(a.layout.strides) and \(b.layout.strides)"
        }
    }

    private typealias Formula = @Sendable (Tensor, Case) -> Tensor

    /// Every element comes from the product's element in its place: parts of rows will do.
    private static let byElement: [(name: String, formula: Formula)] = [
        ("bias, relu", { relu($0 + $1.bias) }),
        ("a function without operands", { p, _ in tanh(p) }),
        ("bias, scale, residual", { sigmoid($0 + $1.bias) * $1.scale + $1.other }),
        ("what lies across", { $0 * $1.turned - 1 }),
        (
            "dropout",
            { p, _ in
                p
                    * (Tensor.uniform(p.shape, dtype: p.dtype, generator: RandomGenerator(seed: 7)) .< 0.5).cast(
                        to: p.dtype)
            }
        ),
    ]

    /// Needs whole rows, or more.
    private static let byRow: [(name: String, formula: Formula)] = [
        ("softmax", { p, c in softmax(p + c.bias) }),
        ("the sum of rows", { p, _ in square(p).sum(axis: 1) }),
        ("norm and residual", { p, c in (p - p.mean(axis: 1, keepDims: true)) * c.bias + c.other }),
        ("the sum of columns", { p, _ in (p * 2).sum(axis: 0) }),
        ("the sum of all", { p, c in square(p + c.bias).sum() }),
        ("the product as it lies and across", { p, c in p.T + p.reshaped([c.n, c.m]) }),
    ]

    private static let sizes = [
        (300, 40, 50), (20, 30, 1300), (130, 70, 1100), (33, 600, 300), (2000, 3, 5), (9000, 1, 1), (1, 5, 9000),
        (64, 0, 200), (700, 64, 1024), (128, 784, 512), (40, 9, 2048), (2500, 64, 10), (17, 300, 530), (3, 4, 5),
        (1, 1, 1), (5, 2, 1), (1, 7, 3), (6, 0, 2),
    ]

    private static var cases: [Case] {
        sizes.enumerated().map { index, size in
            Case(
                size.0, size.1, size.2, dtype: index % 3 == 1 ? .float64 : .float32,
                transposed: (index % 2 == 1, index % 4 > 1))
        }
    }

    @Test("gives the bits of the operations one by one, with any number of threads")
    func bits() async {
        await #expect(processExitsWith: .success) {
            let counts = [1, 2, 3, 8]
            for (index, c) in Self.cases.enumerated() {
                let product = withoutFusion { Bits(matmul(c.a, c.b)) }
                for (place, (name, formula)) in (Self.byElement + Self.byRow).enumerated() {
                    let expected = withoutFusion { Bits(formula(matmul(c.a, c.b), c)) }
                    // In turn with all numbers of threads.
                    threadCount = counts[(index + place) % 4]
                    let fused = withFusionOfEverything { Bits(formula(matmul(c.a, c.b), c)) }
                    #expect(fused == expected, "\(name) of \(c), \(threadCount) threads")
                    threadCount = counts[(index + place + 2) % 4]
                    let kept = matmul(c.a, c.b)
                    let whole = Bits(formula(kept, c))
                    #expect(whole == expected, "\(name) of \(c), \(threadCount) threads, the product kept")
                    #expect(Bits(kept) == product, "the product of \(c)")
                }
            }
        }
    }

    @Test("gives the bits of the operations one by one for batches of matrices")
    func batches() async {
        await #expect(processExitsWith: .success) {
            for shape in [[4, 50, 60], [3, 2, 70, 40], [1, 130, 90], [5, 1, 2000], [2, 3, 4]] {
                let c = Case()
                let x = c.draw(shape, 1)
                let y = c.draw(shape, 2).transposed(Array(0..<shape.count - 2) + [shape.count - 1, shape.count - 2])
                let mask = c.draw([shape[shape.count - 2]], 3)
                func scores() -> [Bits] {
                    [softmax(matmul(x, y) * 0.1 + mask), relu(matmul(x, y))].map { Bits($0) }
                }
                let expected = withoutFusion { scores() }
                for count in [1, 2, 3, 8] {
                    threadCount = count
                    #expect(scores() == expected && withFusionOfEverything { scores() } == expected, "\(shape)")
                }
            }
        }
    }

    @Test("is taken where elements are computed by themselves, and of whole rows where a thread computes these")
    func isTaken() async {
        await #expect(processExitsWith: .success) {
            threadCount = 2
            for c in Self.cases where c.m * c.n >= 8192 && c.k > 0 {
                for (name, formula) in Self.byElement {
                    let (a, b) = (c.a, c.b)
                    let passes = programs { evaluate(formula(matmul(a, b), c)) }
                    #expect(passes.last?.products == [true], "\(name) of \(c)")
                }
            }
            let c = Case(300, 40, 50)
            let (a, b, other) = (c.a, c.b, c.draw([40, 50], 8))
            #expect(programs { evaluate(softmax(matmul(a, b))) }.map(\.products) == [[true]])
            // The order of these sums is that of chunks.
            #expect(programs { evaluate(matmul(a, b).sum(axis: 0)) }.map(\.products) == [[false]])
            // One of two products is computed before.
            #expect(programs { evaluate(matmul(a, b) * matmul(a, other)) }.map(\.products) == [[true, false]])
        }
    }

    @Test(
        "nobody holds the product: the result takes its memory", .enabled(if: Laziness.threshold > 1, "ADJOINT_FUSION"))
    func inPlace() async {
        await #expect(processExitsWith: .success) {
            let c = Case(300, 40, 50)
            let (a, b, bias) = (c.a, c.b, c.bias)
            var y = Tensor(0.0)
            let passes = programs {
                y = relu(matmul(a, b) + bias)
                evaluate(y)
            }
            #expect(passes.map(\.areAllInPlace) == [true])
            let product = matmul(a, b)
            #expect(programs { evaluate(relu(product + bias)) }.map(\.areAllInPlace) == [false])
            let expected = withoutFusion { Bits(matmul(a, b)) }
            #expect(Bits(product) == expected)
        }
    }

    @Test("operands that are written before the product is needed keep their elements for it")
    func written() async {
        await #expect(processExitsWith: .success) {
            let c = Case(300, 40, 50)
            let (a, b) = (c.a, c.b)
            let expected = Bits(matmul(a, b) + 1)
            let product = matmul(a, b) + 1
            a[0] = Tensor.zeros([40])
            b.assign(b * 2)
            #expect(Bits(product) == expected)
        }
    }

    @Test("gradients of weights do not wait until the end: what they are computed from would stay in memory")
    func gradients() async {
        await #expect(processExitsWith: .success) {
            let c = Case()
            let bytes = 1000 * 64 * 4
            let weights = (0..<20).map { c.draw([64, 64], UInt64($0)).requiringGrad() }
            let y = weights.reduce(c.draw([1000, 64], 50)) { tanh(matmul($0, $1) * 0.1) }
            let cotangent = c.draw([1000, 64], 51)
            evaluate(y)
            let before = memoryUse.live
            adj_pool_reset_peak()
            y.backward(cotangent)
            #expect(weights.allSatisfy { $0.grad != nil })
            #expect(memoryUse.peak - before < 8 * bytes)
        }
    }

    @Test("derivatives to the second order agree with the operations one by one")
    func derivatives() async {
        await #expect(processExitsWith: .success) {
            func derivatives() -> [Bits] {
                let c = Case(90, 30, 110)
                let (x, weight, bias) = (c.a.requiringGrad(), c.b.requiringGrad(), c.bias.requiringGrad())
                let y = tanh(matmul(x, weight) + bias)
                let loss = square(softmax(matmul(y, y.T) * 0.1)).sum() + (y * c.other).sum()
                let first = Adjoint.gradients(of: loss, for: [x, weight, bias], createGraph: true)
                first.reduce(Tensor(0.0)) { $0 + square($1).sum() }.backward()
                return (first + [x, weight, bias].compactMap(\.grad)).map { Bits($0) }
            }
            let expected = withoutFusion { derivatives() }
            #expect(expected.count == 6)
            #expect(derivatives() == expected)
            #expect(withFusionOfEverything { derivatives() } == expected)
        }
    }
}
