import Adjoint
import AdjointNN
import AdjointTraining
import Testing

@Suite("Training on the digits")
struct DigitsTrainingTests {
    private struct Run {
        var costs: [Float] = []
        var weights: [[Float]] = []
    }

    /// 20 epochs of the Digits example.
    private static func train(seed: UInt64) throws -> Run {
        let data = try Samples.digits()
        let generator = RandomGenerator(seed: seed)
        let model = Sequential(
            Linear(64, 32, generator: generator), ReLU(),
            Linear(32, 16, generator: generator), ReLU(),
            Linear(16, 10, generator: generator))
        let optimizer = Adam(model, learningRate: 0.001)
        var run = Run()
        for _ in 0..<20 {
            let cost = crossEntropy(model(data.inputs), data.targets)
            optimizer.zeroGrad()
            cost.backward()
            optimizer.step()
            run.costs += cost.asArray(Float.self)
        }
        run.weights = model.parameters.map { $0.asArray(Float.self) }
        return run
    }

    @Test("the same seed gives the same bits, and another seed others")
    func reproducible() throws {
        let (first, again, other) = (try Self.train(seed: 0), try Self.train(seed: 0), try Self.train(seed: 1))
        #expect(first.costs == again.costs)
        #expect(first.weights == again.weights)
        #expect(first.costs != other.costs)
    }

    @Test("the cost falls", arguments: 0..<5 as Range<UInt64>)
    func falling(seed: UInt64) throws {
        let costs = try Self.train(seed: seed).costs
        #expect(costs.count == 20)
        #expect(zip(costs, costs.dropFirst()).allSatisfy { $1 < $0 }, "\(costs)")
        #expect(costs[19] < 0.85 * costs[0], "\(costs)")
    }
}
