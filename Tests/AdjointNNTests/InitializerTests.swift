import Adjoint
import AdjointNN
import Testing

@Suite("Initializers")
struct InitializerTests {
    /// An initializer, and what a weight of shape [60, 20, 5, 5] has for mean, standard deviation and greatest
    /// magnitude.
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let initializer: Initializer
        let mean, deviation: Double
        let bound: Double?
        var testDescription: String { name }

        init(_ name: String, _ initializer: Initializer, mean: Double = 0, deviation: Double, bound: Double? = nil) {
            (self.name, self.initializer, self.mean, self.deviation, self.bound) =
                (name, initializer, mean, deviation, bound)
        }
    }

    static let shape = [60, 20, 5, 5]
    static let (fanIn, fanOut) = (500.0, 1500.0)

    private static func uniform(_ name: String, _ initializer: Initializer, _ bound: Double) -> Case {
        Case(name, initializer, deviation: bound / 3.0.squareRoot(), bound: bound)
    }

    static let cases: [Case] = [
        Case("uniform", .uniform(in: 1..<4), mean: 2.5, deviation: 3 / 12.0.squareRoot(), bound: 4),
        Case("normal", .normal(mean: -2, standardDeviation: 0.5), mean: -2, deviation: 0.5),
        // The variance of a standard normal variable within ±2 is 1 - 4φ(2)/(2Φ(2) - 1) = 0.7737413.
        Case(
            "truncatedNormal", .truncatedNormal(mean: 1, standardDeviation: 3), mean: 1,
            deviation: 3 * 0.7737413.squareRoot(), bound: 7),
        uniform("glorotUniform", .glorotUniform(), (6 / (fanIn + fanOut)).squareRoot()),
        uniform("glorotUniform, tanh", .glorotUniform(gain: .tanh), 5 / 3 * (6 / (fanIn + fanOut)).squareRoot()),
        Case("glorotNormal", .glorotNormal(), deviation: (2 / (fanIn + fanOut)).squareRoot()),
        uniform("heUniform", .heUniform(), (6 / fanIn).squareRoot()),
        uniform("heUniform, fan-out", .heUniform(fan: .out), (6 / fanOut).squareRoot()),
        Case("heNormal", .heNormal(), deviation: (2 / fanIn).squareRoot()),
        Case(
            "heNormal, leaky", .heNormal(fan: .out, gain: .leakyRelu(slope: 2)),
            deviation: (2 / 5 / fanOut).squareRoot()),
        Case("heNormal, selu", .heNormal(gain: .selu), deviation: 0.75 / fanIn.squareRoot()),
        Case("heNormal, factor", .heNormal(fan: .average, gain: .factor(3)), deviation: 3 / 1000.0.squareRoot()),
        uniform("lecunUniform", .lecunUniform, (3 / fanIn).squareRoot()),
        Case("lecunNormal", .lecunNormal, deviation: (1 / fanIn).squareRoot()),
        uniform("layerDefault", .layerDefault(), 1 / fanIn.squareRoot()),
        uniform("layerDefault of a bias", .layerDefault(fanIn: 16), 0.25),
    ]

    @Test("have the mean, the deviation and the bounds of their formula", arguments: cases, [DType.float32, .float64])
    func moments(example: Case, dtype: DType) {
        let weight = example.initializer(Self.shape, dtype: dtype, generator: RandomGenerator(seed: 5))
        #expect(weight.shape == Self.shape && weight.dtype == dtype && !weight.requiresGrad)
        let x = weight.cast(to: .float64)
        let count = Double(x.count)
        // Within 5 standard errors; that of a variance is at most √(2/n) of it here.
        #expect(abs(x.mean().item() - example.mean) <= 5 * example.deviation / count.squareRoot())
        let variance = square(x - example.mean).mean().item() / (example.deviation * example.deviation)
        #expect(abs(variance - 1) <= 5 * (2 / count).squareRoot())
        if let bound = example.bound {
            let greatest = abs(x).max().item()
            #expect(greatest <= bound * (1 + 1e-7) && greatest > bound * 0.98)
        }
    }

    @Test("constants are constant, in any shape")
    func constants() {
        for shape in [[], [3], [2, 0], [2, 3]] {
            let count = shape.reduce(1, *)
            #expect(Initializer.zeros(shape).asArray(Float.self) == Array(repeating: 0, count: count))
            #expect(Initializer.ones(shape).asArray(Float.self) == Array(repeating: 1, count: count))
            #expect(Initializer.constant(-2.5)(shape).asArray(Float.self) == Array(repeating: -2.5, count: count))
        }
    }

    @Test("give the same bits for the same seed, and others the next time", arguments: cases)
    func seeds(example: Case) {
        func draw(_ seed: UInt64) -> [[Double]] {
            let generator = RandomGenerator(seed: seed)
            return (0..<2).map { _ in example.initializer([4, 3], generator: generator).asArray(Double.self) }
        }
        #expect(draw(3) == draw(3))
        #expect(draw(3)[0] != draw(3)[1] && draw(3)[0] != draw(4)[0])
    }

    @Test("a truncated normal keeps to a range that leaves out the mean")
    func truncated() {
        let x = Initializer.truncatedNormal(range: 0.75...1.25)([1000], generator: RandomGenerator(seed: 1))
        #expect(x.min().item() >= 0.75 && x.max().item() <= 1.25 && x.max().item() > 1.2 && x.min().item() < 0.8)
    }

    @Test(
        "orthogonal: the rows, or columns, are orthonormal",
        arguments: [[5, 5], [3, 40], [40, 3], [4, 3, 2, 2], [1, 1]])
    func orthogonal(shape: [Int]) {
        let weight = Initializer.orthogonal(gain: 2)(shape, dtype: .float64, generator: RandomGenerator(seed: 9))
        #expect(weight.shape == shape)
        let q = weight.flattened(from: 1) / 2
        let (rows, columns) = (q.shape[0], q.shape[1])
        let product = rows <= columns ? matmul(q, q.T) : matmul(q.T, q)
        #expect(abs(product - .eye(min(rows, columns), dtype: .float64)).max().item() <= 1e-14)
    }

    @Test("orthogonal: each sign of a 1 by 1 matrix, and each direction of the plane, is as likely as another")
    func orthogonalIsUniform() {
        let generator = RandomGenerator(seed: 2)
        let draws = 400
        let signs = (0..<draws).map { _ in Initializer.orthogonal()([1, 1], generator: generator).item() }
        #expect(signs.allSatisfy { abs($0) == 1 })
        #expect(abs(signs.reduce(0, +)) <= 5 * Double(draws).squareRoot())
        var quadrants = [0, 0, 0, 0]
        for _ in 0..<draws {
            let row = Initializer.orthogonal()([2, 2], generator: generator).asArray(Double.self)
            quadrants[(row[0] > 0 ? 1 : 0) + (row[1] > 0 ? 2 : 0)] += 1
        }
        // Each share of ¼ within 5 standard errors.
        #expect(quadrants.allSatisfy { abs(Double($0) - 100) <= 5 * (75.0).squareRoot() })
    }

    @Test("fill writes a leaf in place, of which graphs made before keep the old values")
    func fill() {
        let weight = Tensor.zeros([3, 2], dtype: .float64).requiringGrad()
        let before = (weight * weight).sum()
        Initializer.ones.fill(weight)
        #expect(weight.asArray(Double.self) == [1, 1, 1, 1, 1, 1] && weight.requiresGrad && weight.isLeaf)
        before.backward()
        #expect(weight.grad?.asArray(Double.self) == [0, 0, 0, 0, 0, 0])
    }

    @Test("a weight without inputs is empty or zero, not NaN")
    func noInputs() {
        #expect(Initializer.heNormal()([3, 0]).count == 0)
        #expect(Initializer.heUniform(fan: .out)([0, 3]).count == 0)
        #expect(Initializer.layerDefault(fanIn: 0)([3]).asArray(Float.self) == [0, 0, 0])
    }

    static let mistakes: [Mistake] = [
        Mistake(.shape, "Initializer: [3] has no fan-in and fan-out: [outputs, inputs, ...] is needed") {
            _ = Initializer.heNormal()([3])
        },
        Mistake(.dtype, "Initializer: dtype int32: float32 or float64 is needed") {
            _ = Initializer.zeros([3], dtype: .int32)
        },
        Mistake(
            .shape, "Initializer.orthogonal: [3, 0]: two axes or more, of length 1 or more, are needed"
        ) { _ = Initializer.orthogonal()([3, 0]) },
        Mistake(
            .value,
            "Initializer.truncatedNormal: the range is 5.0...6.0: one that is not narrower than 0.5 and reaches into "
                + "-1...1 is needed"
        ) { _ = Initializer.truncatedNormal(range: 5...6)([3]) },
    ]

    @Test("requests that cannot be met give one precise sentence", arguments: mistakes)
    func mistake(mistake: Mistake) { mistake.expect() }
}
