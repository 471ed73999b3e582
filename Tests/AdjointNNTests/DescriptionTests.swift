import Adjoint
import AdjointNN
import Testing

@Suite("What print shows")
struct DescriptionTests {
    private struct Pair: Module {
        let encoder = Sequential(Linear(5, 8), ReLU(), BatchNorm(8))
        let head = Linear(.inferred, 2)
        @Parameter var scale = Tensor([1, 1])
        func callAsFunction(_ x: Tensor) -> Tensor { head(encoder(x)) * scale }
    }

    @Test("of a model the tree of its modules, with shapes and counts")
    func model() {
        let model = Pair()
        model.encoder.freeze("0")
        let known = """
              encoder: Sequential, 64 parameters
                0: Linear, 48 parameters: weight [8, 5], bias [8] (frozen)
                1: ReLU
                2: BatchNorm, 16 parameters: weight [8], bias [8], running_mean [8], running_var [8], num_batches_tracked []

            """
        #expect(
            "\(model)" == "Pair, parameters to be inferred: scale [2]\n" + known
                + "  head: Linear, parameters to be inferred: weight [2, ?], bias [2]")
        _ = model(Tensor.ones([3, 5]))
        #expect(
            model.description == "Pair, 84 parameters: scale [2]\n" + known
                + "  head: Linear, 18 parameters: weight [2, 8], bias [2]")
        #expect("\(ReLU())" == "ReLU")
    }

    @Test("of an optimizer its settings and what it changes")
    func optimizer() {
        let model = Sequential(Linear(5, 8), Linear(8, 2))
        let adam = AdamW(model, learningRate: 0.01)
        #expect(
            "\(adam)" == "AdamW(learningRate: 0.01, betas: (0.9, 0.999), epsilon: 1e-08, weightDecay: 0.01, "
                + "isDecayDecoupled: true, amsgrad: false): 4 parameters of 66 elements, 0 steps")
        adam.step { model(Tensor.ones([3, 5])).sum() }
        #expect(
            "\(adam)".hasSuffix(", 1 steps") && "\(SGD(model, learningRate: 0.5))".hasPrefix("SGD(learningRate: 0.5, "))
    }
}
