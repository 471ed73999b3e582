import Adjoint
import AdjointNN
import Testing

@Suite("PyTorch's values in float64")
struct GoldenTests {
    @Test("Linear: result and gradients of input, weight and bias", arguments: Golden.shared.linear)
    func linear(golden: Golden.LinearCase) {
        let layer = Linear(weight: golden.weight.tensor, bias: golden.bias?.tensor)
        let x = golden.input.tensor.requiringGrad()
        let y = layer(x)
        #expect(distance(y, golden.output) <= 1e-14)
        y.backward(golden.cotangent.tensor)
        #expect(distance(x.grad, golden.inputGradient) <= 1e-14)
        #expect(distance(layer.weight.grad, golden.weightGradient) <= 1e-14)
        #expect((layer.bias == nil) == (golden.biasGradient == nil))
        if let gradient = golden.biasGradient { #expect(distance(layer.bias?.grad, gradient) <= 1e-14) }
    }

    @Test("ReLU: the same bits, and no gradient at 0")
    func relu() {
        let golden = Golden.shared.relu
        let x = golden.input.tensor.requiringGrad()
        let y = ReLU()(x)
        #expect(y.asArray(Double.self) == golden.output.values)
        y.backward(golden.cotangent.tensor)
        #expect(x.grad?.asArray(Double.self) == golden.gradient.values)
    }

    @Test("crossEntropy: value and gradient", arguments: Golden.shared.crossEntropy)
    func crossEntropy(golden: Golden.CrossEntropyCase) {
        let logits = golden.logits.tensor.requiringGrad()
        let cost = AdjointNN.crossEntropy(logits, Tensor(golden.labels))
        #expect(cost.shape == [] && cost.dtype == .float64)
        #expect(abs(cost.item() - golden.cost) <= 2e-15 * max(1, golden.cost))
        cost.backward()
        #expect(distance(logits.grad, golden.gradient) <= 1e-14)
    }

    @Test("the Digits network: logits, cost and the gradients of all parameters")
    func network() {
        let golden = Golden.shared.network
        let model = Sequential(
            Linear(64, 32, dtype: .float64), ReLU(), Linear(32, 16, dtype: .float64), ReLU(),
            Linear(16, 10, dtype: .float64))
        for (position, parameter) in model.parameters.enumerated() {
            parameter.assign(Golden.pattern(parameter.shape, 37 + 2 * position, 0.5))
        }
        let logits = model(8 + Golden.pattern([12, 64], 101, 16))
        #expect(distance(logits, golden.logits) <= 1e-13)
        let cost = AdjointNN.crossEntropy(logits, Tensor(golden.labels))
        #expect(abs(cost.item() - golden.cost) <= 1e-13 * golden.cost)
        cost.backward()
        #expect(model.namedParameters.map(\.name) == golden.gradients.map(\.name))
        for ((name, parameter), expected) in zip(model.namedParameters, golden.gradients) {
            guard let g = parameter.grad else {
                Issue.record("\(name) has no gradient")
                continue
            }
            let found =
                g.rank == 1
                ? [g] : [matmul(g, Golden.pattern([g.shape[1]], 11)), matmul(Golden.pattern([g.shape[0]], 13), g)]
            #expect(found.count == expected.projections.count)
            for (ours, theirs) in zip(found, expected.projections) {
                #expect(distance(ours, theirs) <= 1e-13, "\(name)")
            }
        }
    }

    static let optimizers: [String: @Sendable ([Tensor]) -> any Optimizer] = [
        "SGD": { SGD($0, learningRate: 0.1) },
        "SGD with momentum": { SGD($0, learningRate: 0.05, momentum: 0.9) },
        "SGD with a changed rate": { SGD($0, learningRate: 0.05, momentum: 0.9) },
        "Adam": { Adam($0, learningRate: 0.01) },
        "Adam with other settings": { Adam($0, learningRate: 0.05, betas: (0.5, 0.9), epsilon: 1e-3) },
        "Adam with a changed rate": { Adam($0, learningRate: 0.05) },
    ]

    @Test("100 steps of each optimizer", arguments: Golden.shared.trajectories)
    func trajectory(golden: Golden.Trajectory) throws {
        let model = Sequential(Linear(3, 4, dtype: .float64), ReLU(), Linear(4, 3, dtype: .float64))
        for (position, parameter) in model.parameters.enumerated() {
            parameter.assign(Golden.pattern(parameter.shape, 29 + 6 * position, 1.5))
        }
        let make = try #require(Self.optimizers[golden.name])
        let optimizer = make(model.parameters)
        let (samples, labels) = (Golden.pattern([6, 3], 83, 4), Tensor([0, 1, 2, 0, 1, 2] as [Int]))
        for (step, expected) in golden.costs.enumerated() {
            if step == 50, golden.name.hasSuffix("changed rate") { optimizer.learningRate /= 10 }
            let cost = AdjointNN.crossEntropy(model(samples), labels)
            #expect(abs(cost.item() - expected) <= 1e-9 * expected, "step \(step)")
            optimizer.zeroGrad()
            cost.backward()
            optimizer.step()
        }
        #expect(golden.costs.count == 100)
        for (parameter, expected) in zip(model.parameters, golden.parameters) {
            #expect(distance(parameter, expected) <= 1e-9)
        }
    }
}
