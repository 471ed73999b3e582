import Adjoint
import AdjointNN
import Testing

@Suite("Derivatives of layers and losses against differences")
struct GradientTests {
    private static func random(_ shape: [Int], seed: UInt64) -> Tensor {
        Tensor.normal(shape, dtype: .float64, generator: RandomGenerator(seed: seed))
    }

    @Test("Linear, at first and second order", arguments: [[4], [3, 4], [2, 3, 4], [0, 4]], [true, false])
    func linear(shape: [Int], bias: Bool) {
        let inputs =
            [Self.random(shape, seed: 1), Self.random([2, 4], seed: 2)] + (bias ? [Self.random([2], seed: 3)] : [])
        // Squared, so that there is a second derivative.
        let report = checkGradients(of: { square(Linear(weight: $0[1], bias: bias ? $0[2] : nil)($0[0])) }, at: inputs)
        #expect(report.passed, "\(report)")
        #expect(report.comparisons == 2 * inputs.reduce(0) { $0 + $1.count })
    }

    @Test("a network's cost by its parameters and input, at first and second order")
    func sequential() {
        let inputs = [
            0.3 * Self.random([5, 3], seed: 4), Self.random([4, 3], seed: 5), Tensor([2, -2, 1.5, 2] as [Double]),
            Self.random([3, 4], seed: 7), Self.random([3], seed: 8),
        ]
        // Some units are on and some off, and none is so near the kink that a difference would cross it.
        let hidden = Linear(weight: inputs[1].detach(), bias: inputs[2].detach())(inputs[0]).asArray(Double.self)
        #expect(hidden.contains { $0 > 0 } && hidden.contains { $0 < 0 } && hidden.allSatisfy { abs($0) > 0.05 })
        let labels = Tensor([0, 1, 2, 2, 0] as [Int])
        let report = checkGradients(
            of: { x in
                let model = Sequential(Linear(weight: x[1], bias: x[2]), ReLU(), Linear(weight: x[3], bias: x[4]))
                return crossEntropy(model(x[0]), labels)
            }, at: inputs)
        #expect(report.passed, "\(report)")
        #expect(report.comparisons == 2 * (15 + 12 + 4 + 12 + 3))
    }

    @Test("crossEntropy, at first and second order", arguments: [1, 3, 10])
    func crossEntropyOfLogits(samples: Int) {
        let labels = Tensor((0..<samples).map { $0 * 3 % 4 })
        let report = checkGradients(
            of: { crossEntropy($0, labels) }, at: Self.random([samples, 4], seed: UInt64(samples)), step: 1e-2)
        #expect(report.passed, "\(report)")
        #expect(report.comparisons == 2 * 4 * samples)
    }
}
