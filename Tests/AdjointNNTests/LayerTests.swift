import Adjoint
import AdjointNN
import Testing

@Suite("Layers")
struct LayerTests {
    @Test("an embedding's padding vector starts at 0 and gets no gradient; a token twice gets both")
    func embedding() {
        let layer = Embedding(4, 2, paddingIndex: 1, dtype: .float64)
        let y = layer(Tensor([[1, 3], [3, 0]] as [[Int32]]))
        #expect(y.shape == [2, 2, 2])
        #expect(y[0, 0].asArray(Double.self) == [0, 0])
        y.sum().backward()
        #expect(layer.weight.grad?.asArray(Double.self) == [1, 1, 0, 0, 0, 0, 2, 2])
    }

    @Test("a convolution infers its channels from the first input")
    func inferredChannels() {
        let (sequence, image) = (Conv1d(.inferred, 4, kernel: 3), Conv2d(.inferred, 6, kernel: [3, 2], groups: 2))
        #expect(sequence(Tensor.zeros([1, 2, 5])).shape == [1, 4, 3])
        #expect(sequence.weight.shape == [4, 2, 3])
        #expect(image(Tensor.zeros([1, 4, 5, 5])).shape == [1, 6, 3, 4])
        #expect(image.weight.shape == [6, 2, 3, 2] && image.bias?.shape == [6])
    }

    @Test("one number stands for height and width")
    func pairs() {
        #expect(IntOrPair(3) == 3 && [3, 5] == IntOrPair(3, 5) && IntOrPair(3) != [3, 5])
    }

    @Test("the running statistics of BatchNorm are no part of a graph and do not change in evaluation")
    func runningStatistics() throws {
        let layer = BatchNorm(2)
        let x = Tensor.normal([5, 2], mean: 3, generator: RandomGenerator(seed: 1)).requiringGrad()
        layer(x).sum().backward()
        let mean = try #require(layer.runningMean)
        #expect(!mean.requiresGrad && mean.isLeaf)
        #expect(layer.numBatchesTracked?.item(Int.self) == 1)
        let before = layer.stateDictionary.mapValues { $0.asArray(Double.self) }
        layer.eval()
        _ = layer(x)
        #expect(layer.stateDictionary.mapValues { $0.asArray(Double.self) } == before)
        layer.train()
        _ = layer(x)
        #expect(layer.stateDictionary.mapValues { $0.asArray(Double.self) } != before)
    }

    @Test("normalisations give mean 0 and variance 1, whatever the scale of the input")
    func standardised() {
        let x = Tensor.normal([6, 8, 5], mean: -70, standardDeviation: 30, generator: RandomGenerator(seed: 2))
        let results: [(Tensor, [Int])] = [
            (BatchNorm(8)(x), [0, 2]), (LayerNorm(5)(x), [2]), (LayerNorm([8, 5])(x), [1, 2]),
            (GroupNorm(groups: 1, channels: 8)(x), [1, 2]),
        ]
        for (y, axes) in results {
            #expect(abs(y.mean(axes: axes)).max().item() < 1e-5)
            #expect(abs(y.variance(axes: axes) - 1).max().item() < 1e-3)
        }
        let squares = square(RMSNorm(5)(x)).mean(axis: 2)
        #expect(abs(squares - 1).max().item() < 1e-5)
    }

    static let initial: [(String, Tensor, Double)] = {
        let generator = RandomGenerator(seed: 3)
        let attention = MultiHeadAttention(64, heads: 4, generator: generator).stateDictionary
        let convolution = Conv2d(32, 128, kernel: 3, groups: 2, generator: generator)
        let lstm = LSTM(32, 64, generator: generator).stateDictionary
        return [
            ("Conv1d", Conv1d(32, 64, kernel: 3, generator: generator).weight, 1 / 96.0.squareRoot()),
            ("Conv2d", convolution.weight, 1 / 12), ("Conv2d bias", convolution.bias ?? Tensor(0), 1 / 12),
            (
                "ConvTransposed2d", ConvTransposed2d(64, 16, kernel: 3, generator: generator).weight, 1 / 12
            ),
            ("Bilinear", Bilinear((25, 16), 8, generator: generator).weight, 0.2),
            ("LSTM", lstm["weight_ih_l0"] ?? Tensor(0), 0.125), ("LSTM bias", lstm["bias_hh_l0"] ?? Tensor(0), 0.125),
            ("MultiHeadAttention", attention["in_proj_weight"] ?? Tensor(0), (6.0 / 256).squareRoot()),
            ("MultiHeadAttention out", attention["out_proj.weight"] ?? Tensor(0), 0.125),
        ]
    }()

    @Test("weights start uniform within PyTorch's bounds", arguments: initial)
    func initialisation(name: String, weight: Tensor, bound: Double) {
        let values = weight.asArray(Double.self).map { $0 / bound }
        let count = Double(values.count)
        #expect(count > 100 && values.allSatisfy { abs($0) <= 1 + 1e-6 })
        // Within 5 standard errors of the mean 0 and the variance 1/3, whose own variance is 4/45.
        #expect(abs(values.reduce(0, +) / count) <= 5 * (1 / 3 / count).squareRoot())
        #expect(abs(values.reduce(0) { $0 + $1 * $1 } / count - 1.0 / 3) <= 5 * (4.0 / 45 / count).squareRoot())
    }

    @Test("an embedding starts with the normal distribution, learned positions with a fiftieth of it")
    func normalInitialisation() {
        let generator = RandomGenerator(seed: 4)
        let tables = [
            (Embedding(100, 50, generator: generator).weight, 1),
            (LearnedPositions(100, 50, generator: generator).weight, 0.02),
        ]
        for (weight, deviation) in tables {
            let values = weight.asArray(Double.self).map { $0 / deviation }
            #expect(abs(values.reduce(0, +) / 5000) <= 5 / 5000.0.squareRoot())
            #expect(abs(values.reduce(0) { $0 + $1 * $1 } / 5000 - 1) <= 5 * (2 / 5000.0).squareRoot())
            #expect(values.contains { abs($0) > 2.5 })
        }
    }

    @Test("biases of attention and of normalisation start at 0, scales at 1")
    func constantInitialisation() {
        let state = TransformerEncoderLayer(4, heads: 2, hidden: 8).stateDictionary
        for name in ["self_attn.in_proj_bias", "self_attn.out_proj.bias", "norm1.bias"] {
            #expect(state[name].map { abs($0).max().item() } == 0, "\(name)")
        }
        #expect(state["norm2.weight"]?.asArray(Double.self) == [1, 1, 1, 1])
    }
}

@Suite("Perceptrons")
struct LayerPerceptronTests {
    private static let corners = Tensor([[0, 0], [0, 1], [1, 0], [1, 1]] as [[Double]])
    private static let exclusiveOr = Tensor([[0], [1], [1], [0]] as [[Double]])

    @Test("Rosenblatt's rule learns what a line separates", arguments: [[0, 0, 0, 1], [0, 1, 1, 1], [1, 0, 1, 0]])
    func separable(targets: [Double]) {
        let unit = Perceptron(2)
        let targets = Tensor(targets, shape: [4, 1])
        let mistakes = (0..<20).map { _ in unit.learn(Self.corners, targets) }
        #expect((mistakes.first ?? 0) > 0 && mistakes.last == 0)
        #expect(unit(Self.corners).asArray(Double.self) == targets.asArray(Double.self))
    }

    @Test("by hand: after one round on AND, w = (1, 1) and b = 0 from zeros")
    func oneRound() {
        // (0, 0) is wrong (step(0) = 1): b = -1. (0, 1) and (1, 0) are right. (1, 1) is wrong: w = (1, 1), b = 0.
        let unit = Perceptron(2)
        #expect(unit.learn(Self.corners, Tensor([[0], [0], [0], [1]] as [[Double]])) == 2)
        #expect(unit.weight.asArray(Double.self) == [1, 1] && unit.bias.asArray(Double.self) == [0])
    }

    @Test("no line separates XOR: every round has mistakes")
    func inseparable() {
        let unit = Perceptron(2)
        #expect((0..<50).allSatisfy { _ in unit.learn(Self.corners, Self.exclusiveOr) > 0 })
    }

    @Test("a single layer on XOR ends at loss 0.693147, outputs 0.5, accuracy 0.5")
    func singleLayer() {
        let model = Sequential(Linear(2, 1, generator: RandomGenerator(seed: 1)), Sigmoid())
        let optimizer = SGD(model.parameters, learningRate: 2)
        let (samples, targets) = (Self.corners.cast(to: .float32), Self.exclusiveOr.cast(to: .float32))
        func cost() -> Tensor { binaryCrossEntropy(model(samples), targets) }
        for _ in 0..<300 {
            model.zeroGrad()
            cost().backward()
            optimizer.step()
        }
        let outputs = model(samples)
        #expect(abs(cost().item() - 0.693147) < 5e-7)
        #expect(outputs.asArray(Double.self) == [0.5, 0.5, 0.5, 0.5])
        #expect(((outputs .> 0.5) .== (targets .> 0.5)).cast(to: .float32).mean().item() == 0.5)
    }

    @Test("a hidden layer of 8 units solves XOR for at least 95 of 100 seeds")
    func hiddenLayer() {
        // The networks of all seeds learn side by side, one to a matrix of the batch: Adam works element by element,
        // so none knows of the others.
        let models = (0..<100).map { seed in
            let generator = RandomGenerator(seed: UInt64(seed))
            return [Linear(2, 8, generator: generator), Linear(8, 1, generator: generator)].flatMap(\.parameters)
        }
        let weights = (0..<4).map { part in
            let initial = withoutGradient { stacked(models.map { $0[part] }) }
            return (part % 2 == 0 ? initial : initial.expandedDimension(at: 1)).detach().requiringGrad()
        }
        func logits() -> Tensor {
            let hidden = tanh(matmul(Self.corners.cast(to: .float32), weights[0].T) + weights[1])
            return matmul(hidden, weights[2].T) + weights[3]
        }
        let optimizer = Adam(weights, learningRate: 0.1)
        let targets = Self.exclusiveOr.cast(to: .float32).broadcast(to: [100, 4, 1])
        for _ in 0..<150 {
            optimizer.zeroGrad()
            (binaryCrossEntropyWithLogits(logits(), targets) * 100).backward()
            optimizer.step()
        }
        let solved = ((logits() .> 0) .== (targets .> 0.5)).all(axes: [1, 2]).cast(to: .int64).sum().item()
        #expect(solved >= 95, "\(solved) of 100")
    }
}
