import Adjoint
import AdjointNN
import Testing

@Suite("Optimizers: 100 steps")
struct OptimizerGoldenTests {
    struct Trajectory: Decodable, CustomStringConvertible {
        let name: String
        let costs, parameters: [Double]
        var description: String { name }
    }

    static let golden = Golden.read("optimizers.json", as: [Trajectory].self)

    @Test("each optimizer has golden values, and each golden value an optimizer")
    func complete() { #expect(Self.golden.map(\.name).sorted() == OptimizerCases.all.keys.sorted()) }

    /// One step of all samples.
    static func advance(_ optimizer: any Optimizer, _ model: SmallNetwork) {
        if optimizer is LBFGS {
            optimizer.step { model.cost() }
            return
        }
        let parts = (optimizer as? SGD)?.accumulatedSteps ?? 1
        for part in 0..<parts {
            optimizer.zeroGrad()
            model.cost(part * 6 / parts..<(part + 1) * 6 / parts).backward()
            optimizer.step()
        }
    }

    @Test("follow PyTorch's, or the papers', trajectory", arguments: golden)
    func trajectory(golden: Trajectory) throws {
        let model = SmallNetwork()
        let make = try #require(OptimizerCases.all[golden.name])
        let optimizer = make(model)
        let average = ExponentialMovingAverage(model, decay: 0.9)
        for step in 0..<100 {
            if step < 10 || step % 10 == 0 {
                let expected = golden.costs[step < 10 ? step : 9 + step / 10]
                #expect(abs(model.cost().item() - expected) <= 1e-9 * expected, "step \(step)")
            }
            Self.advance(optimizer, model)
            average.update()
        }
        let found = golden.name == "averages" ? average.withAverages { model.allParameters } : model.allParameters
        let greatest = golden.parameters.map(abs).max() ?? 0
        #expect(found.count == golden.parameters.count)
        #expect(zip(found, golden.parameters).allSatisfy { abs($0 - $1) <= 1e-9 * greatest })
    }

    @Test("a run that is saved and taken up again equals one that was not, to the bit", arguments: golden)
    func resumed(golden: Trajectory) throws {
        let make = try #require(OptimizerCases.all[golden.name])
        let (model, other) = (SmallNetwork(), SmallNetwork())
        let optimizer = make(model)
        for _ in 0..<3 { Self.advance(optimizer, model) }
        optimizer.learningRate *= 0.75
        let (values, state) = (model.parameters.map { $0.detach() }, optimizer.stateDictionary)
        for _ in 0..<3 { Self.advance(optimizer, model) }

        let resumed = make(other)
        // Steps before the load leave no trace.
        for _ in 0..<2 { Self.advance(resumed, other) }
        for (parameter, value) in zip(other.parameters, values) { parameter.assign(value) }
        try resumed.load(state)
        #expect(other.allParameters != model.allParameters)
        for _ in 0..<3 { Self.advance(resumed, other) }
        #expect(other.allParameters == model.allParameters)
        #expect(resumed.learningRate == optimizer.learningRate)
        let (first, second) = (optimizer.stateDictionary, resumed.stateDictionary)
        #expect(first.keys == second.keys)
        for (name, tensor) in first {
            #expect(tensor.asArray(Double.self) == second[name]?.asArray(Double.self), "\(name)")
        }
    }
}
