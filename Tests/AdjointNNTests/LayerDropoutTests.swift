import Adjoint
import AdjointNN
import Testing

@Suite("Dropout")
struct LayerDropoutTests {
    static let layers: [String: @Sendable (Double, RandomGenerator) -> any UnaryModule] = [
        "Dropout": { Dropout($0, generator: $1) }, "Dropout2d": { Dropout2d($0, generator: $1) },
    ]

    private static func make(_ name: String, _ probability: Double, seed: UInt64 = 1) throws -> any UnaryModule {
        let make = try #require(layers[name])
        return make(probability, RandomGenerator(seed: seed))
    }

    @Test("keeps the expected value: kept elements are divided by 1 - p", arguments: layers.keys, [0.1, 0.5, 0.8])
    func expectation(name: String, probability: Double) throws {
        let layer = try Self.make(name, probability)
        let count = 40_000
        let values = layer(Tensor.ones([200, 200, 1, 1])).asArray(Double.self)
        #expect(values.allSatisfy { $0 == 0 || abs($0 - 1 / (1 - probability)) < 1e-6 })
        // Within 5 standard errors.
        let dropped = Double(values.count { $0 == 0 }) / Double(count)
        #expect(abs(dropped - probability) <= 5 * (probability * (1 - probability) / Double(count)).squareRoot())
        let error = (probability / (1 - probability) / Double(count)).squareRoot()
        #expect(abs(values.reduce(0, +) / Double(count) - 1) <= 5 * error)
    }

    @Test("is the identity in evaluation, and where p is 0", arguments: layers.keys)
    func identity(name: String) throws {
        let x = Tensor.normal([2, 3, 4, 5], generator: RandomGenerator(seed: 2))
        let (half, none) = (try Self.make(name, 0.5), try Self.make(name, 0))
        #expect(half(x) !== x)
        #expect(none(x) === x)
        half.eval()
        #expect(half(x) === x)
        half.train()
        #expect(half(x) !== x)
    }

    @Test("drops everything where p is 1, also in the gradient", arguments: layers.keys)
    func everything(name: String) throws {
        let x = Tensor([1, 2, 3, 4] as [Double], shape: [1, 2, 1, 2]).requiringGrad()
        let layer = try Self.make(name, 1)
        let y = layer(x)
        #expect(y.asArray(Double.self) == [0, 0, 0, 0])
        y.sum().backward()
        #expect(x.grad?.asArray(Double.self) == [0, 0, 0, 0])
    }

    @Test("drops another set at each call, and the same sets at the same seed", arguments: layers.keys)
    func sets(name: String) throws {
        let x = Tensor.ones([8, 8, 2, 2])
        func sets(seed: UInt64) throws -> [[Float]] {
            let layer = try Self.make(name, 0.5, seed: seed)
            return (0..<3).map { _ in layer(x).asArray(Float.self) }
        }
        let first = try sets(seed: 1)
        #expect(Set(first).count == 3)
        #expect(try sets(seed: 1) == first)
        #expect(try sets(seed: 2) != first)
    }

    @Test("Dropout2d drops whole channels, Dropout single elements")
    func channels() {
        let x = Tensor.ones([4, 16, 2, 2])
        let whole = Dropout2d(0.5, generator: RandomGenerator(seed: 1))(x).reshaped(64, 4)
        #expect((whole.max(axis: 1) .== whole.min(axis: 1)).all().item() == 1)
        let single = Dropout(0.5, generator: RandomGenerator(seed: 1))(x).reshaped(64, 4)
        #expect((single.max(axis: 1) .== single.min(axis: 1)).all().item() == 0)
    }

    @Test("the gradient is that of the elements that were kept")
    func gradient() {
        let x = Tensor.ones([100], dtype: .float64).requiringGrad()
        let y = Dropout(0.3, generator: RandomGenerator(seed: 3))(x)
        y.sum().backward()
        #expect(x.grad?.asArray(Double.self) == y.asArray(Double.self))
    }

    @Test("between the layers of a recurrent network acts in training only, and not after the last layer")
    func recurrent() {
        let x = Tensor.normal([1, 3, 2], generator: RandomGenerator(seed: 4))
        let (one, two) = (GRU(2, 4, dropout: 0.5), GRU(2, 4, layers: 2, dropout: 0.5))
        #expect(one(x).asArray(Float.self) == one(x).asArray(Float.self))
        #expect(two(x).asArray(Float.self) != two(x).asArray(Float.self))
        two.eval()
        #expect(two(x).asArray(Float.self) == two(x).asArray(Float.self))
    }
}
