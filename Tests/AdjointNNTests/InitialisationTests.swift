import Adjoint
import AdjointNN
import Testing

@Suite("The initial weights of Linear")
struct InitialisationTests {
    @Test(
        "are uniform within ±1/√inputs: bounds, mean, variance and shares",
        arguments: [3, 64, 400], [DType.float32, .float64])
    func distribution(inputs: Int, dtype: DType) throws {
        let outputs = 90_000 / inputs
        let layer = Linear(inputs, outputs, dtype: dtype, generator: RandomGenerator(seed: 11))
        #expect(layer.weight.shape == [outputs, inputs] && layer.weight.dtype == dtype)
        let bias = try #require(layer.bias)
        #expect(bias.shape == [outputs] && bias.dtype == dtype)

        let bound = 1 / Double(inputs).squareRoot()
        // In units of the bound; a float32 may round up to the bound's own nearest float32.
        let weights = layer.weight.asArray(Double.self).map { $0 / bound }
        let biases = bias.asArray(Double.self).map { $0 / bound }
        #expect((weights + biases).allSatisfy { abs($0) <= 1 + 1e-7 })
        #expect(biases.contains { abs($0) > 0.9 } && Set(biases).count > biases.count / 2)

        // Within 5 standard errors of the mean 0 and the variance 1/3, whose own variance is 4/45.
        let count = Double(weights.count)
        let mean = weights.reduce(0, +) / count
        let variance = weights.reduce(0) { $0 + $1 * $1 } / count
        #expect(abs(mean) <= 5 * (1 / 3 / count).squareRoot())
        #expect(abs(variance - 1.0 / 3) <= 5 * (4.0 / 45 / count).squareRoot())
        for tenth in 0..<10 {
            let range = Double(tenth) / 5 - 1..<Double(tenth) / 5 - 0.8
            let share = Double(weights.count { range.contains($0) }) / count
            #expect(abs(share - 0.1) <= 5 * (0.09 / count).squareRoot(), "\(range)")
        }
    }

    @Test("are the same bits for the same seed, and others for another")
    func seeds() {
        func weights(_ seed: UInt64) -> [Float] {
            let generator = RandomGenerator(seed: seed)
            let layers = [Linear(5, 4, generator: generator), Linear(5, 4, generator: generator)]
            return layers.flatMap(\.parameters).flatMap { $0.asArray(Float.self) }
        }
        #expect(weights(7) == weights(7))
        #expect(weights(7) != weights(8))
        // Every tensor takes numbers of its own.
        #expect(Set(weights(7)).count > 40)
    }

    @Test("a layer without inputs gives its bias, 0")
    func noInputs() {
        let layer = Linear(0, 3)
        #expect(layer(Tensor.zeros([2, 0])).asArray(Float.self) == Array(repeating: 0, count: 6))
    }
}
