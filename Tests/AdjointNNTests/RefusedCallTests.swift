import Adjoint
import Testing

@testable import AdjointNN

/// A call that is refused, and how its sentence begins.
struct RefusedCall: CustomTestStringConvertible, Sendable {
    let sentence: String
    let call: @Sendable () -> Void
    var testDescription: String { sentence }

    init(_ sentence: String, _ call: @escaping @Sendable () -> Void) { (self.sentence, self.call) = (sentence, call) }

    private static let x = Tensor.ones([2, 3])

    /// Layers that are given what they cannot take, and called all the same.
    static let layers: [RefusedCall] = [
        .init("Linear: the input is []: [..., inputs] is needed") { _ = Linear(.inferred, 4)(Tensor(1.0)) },
        .init("Linear: \(Int.max) → 2 of float32: lengths in 0...1099511627776") { _ = Linear(.max, 2)(x) },
        .init("Linear: -3 → 2") { _ = Linear(-3, 2)(x).shape[1] },
        .init("Perceptron: lengths -1, 1") { Perceptron(-1).learn(x, Tensor.ones([2, 1])) },
        .init("Perceptron(1, 1): rate 1.0, and targets of which some are neither 0 nor 1") {
            Perceptron(1).learn(Tensor.ones([1, 1]), Tensor([[.number(.nan)]]))
        },
        .init("Perceptron(1, 1): rate nan") {
            Perceptron(1).learn(Tensor.ones([1, 1]), Tensor.ones([1, 1]), rate: .nan)
        },
        .init("LSTM: lengths 3, -2") { _ = LSTM(3, -2)(Tensor.ones([1, 4, 3])).shape[2] },
        .init("LSTM: the number of layers is \(Int.max): at most 10000 is possible") {
            _ = LSTM(3, 2, layers: .max)(Tensor.ones([1, 4, 3]), state: nil).state.cell.shape[2]
        },
        .init("GRU: the number of layers is 0: at least 1 is needed") { _ = GRU(3, 2, layers: 0) },
        .init("RNN: lengths \(Int.max), 2") { _ = RNN(.max, 2)(x) },
        .init("GRU(3, 2): the input is []") { _ = GRU(3, 2)(Tensor(1.0)).shape[1] },
        .init("LSTM(0, 0): the input is [0, 1099511627776, 0]") { _ = LSTM(0, 0)(Tensor.zeros([0, 1 << 40, 0])) },
        .init("Embedding: lengths -1, 2") {
            _ = Embedding(-1, 2, paddingIndex: 0)(Tensor([0], dtype: .int64)).shape[1]
        },
        .init("Embedding: paddingIndex -1 is not in 0..<3") { _ = Embedding(3, 2, paddingIndex: -1) },
        .init("Initializer") { _ = Embedding(3, 2, dtype: .int32) },
        .init("uniform: [") { _ = Conv2d(.max, 1, kernel: 3)(Tensor.ones([1, 1, 5, 5])) },
        .init("uniform: [") { _ = Conv1d(1, .max, kernel: 3)(Tensor.ones([1, 1, 5])).shape[1] },
        .init("uniform: [") { _ = ConvTransposed2d(1, .max, kernel: 3)(Tensor.ones([1, 1, 5, 5])).shape[1] },
        .init("Conv2d: the input is [2, 3]: [batch, channels, height, width] is needed") {
            _ = Conv2d(.inferred, 1, kernel: 3)(x).shape[3]
        },
        .init("Conv1d: the input is []") { _ = Conv1d(.inferred, 1, kernel: 3)(Tensor(1.0)) },
        .init("MultiHeadAttention: lengths \(Int.max)") { _ = MultiHeadAttention(.max, heads: 1)(x) },
        .init("MultiHeadAttention: 0 heads do not divide 4 features") {
            _ = MultiHeadAttention(4, heads: 0)(Tensor.ones([1, 2, 4])).shape[2]
        },
        .init("MultiHeadAttention: lengths -4") { _ = TransformerEncoderLayer(-4, heads: 2)(x) },
        .init("scaledDotProductAttention: an operand is int32") {
            _ = scaledDotProductAttention(Tensor.ones([2, 2], dtype: .int32), x, x)
        },
        .init("GroupNorm: lengths -4") { _ = GroupNorm(groups: 2, channels: -4)(x) },
        .init("BatchNorm: lengths -4") { _ = BatchNorm(-4)(x) },
        .init("full: [-4]") { _ = LayerNorm(-4)(x) },
        .init("LayerNorm([4]): the input is []") { _ = LayerNorm(4)(Tensor(1.0)).shape[0] },
        .init("Padding: [2, 3] by") { _ = Padding([(.max, .max)], mode: .replicate)(x) },
        .init("Padding: 17592186044496 bytes are needed") { _ = Padding([(1 << 40, 2)], mode: .replicate)(x) },
        .init("Upsample: [1, 1, 3] float32 to") { _ = Upsample(scale: .infinity)(Tensor.ones([1, 1, 3])) },
        .init("Upsample: [1, 1, ") { _ = Upsample(scale: 1e15)(Tensor.ones([1, 1, 3])) },
        .init("AdaptiveAvgPool1d: adaptiveAvgPool: [\(Int.max), 3]") {
            _ = AdaptiveAvgPool1d(.max)(Tensor.ones([1, 1, 3]))
        },
        .init("AdaptiveMaxPool1d: adaptiveMaxPool: [\(Int.max), 3]") {
            _ = AdaptiveMaxPool1d(.max)(Tensor.ones([1, 1, 3]))
        },
        .init("MaxPool2d: ") { _ = MaxPool2d(3, stride: .init(.max))(Tensor.ones([1, 1, 2, 2])) },
        .init("full: [\(Int.max)") { _ = PReLU(.max)(x) },
        .init("split: axis -1: a tensor of rank 0 has no axes") { _ = glu(Tensor(1.0)) },
        .init("SinusoidalPositions: the input is [2, 4] int32") {
            _ = SinusoidalPositions()(Tensor.ones([2, 4], dtype: .int32))
        },
        .init("RotaryPositions: the input is [2, 4] int32") {
            _ = RotaryPositions()(Tensor.ones([2, 4], dtype: .int32))
        },
        .init("RotaryPositions: the base is nan") { _ = RotaryPositions(base: .nan) },
        .init("positions: ") { _ = RotaryPositions()(Tensor(1.0).broadcast(to: [1, 1 << 50])) },
    ]

    /// Numbers that mean nothing.
    static let numbers: [RefusedCall] = [
        .init("uniform: the range is -inf..<inf") { _ = Tensor.uniform([2], in: -.infinity..<(.infinity)) },
        .init("normal: mean 0.0 and standard deviation nan") { _ = Tensor.normal([2], standardDeviation: .nan) },
        .init("normal: mean 0.0 and standard deviation -1.0") { _ = Tensor.normal([2], standardDeviation: -1) },
        .init("normal: mean inf") { _ = Tensor.normal([2], mean: .infinity) },
        .init("Adam: the parameter 0 is of dtype int32") { _ = Adam([Tensor([1, 2], dtype: .int32)]) },
        .init("LBFGS: the parameter 0 is of dtype bool") { _ = LBFGS([Tensor([true])]) },
        .init("SGD: the parameter 0 is the result of an operation") {
            _ = SGD([Tensor([1.0]).requiringGrad() * 2], learningRate: 1)
        },
        .init("ExponentialMovingAverage: the parameter 0 is of dtype int64") {
            _ = ExponentialMovingAverage([Tensor([1], dtype: .int64)])
        },
        .init("Dropout: the probability nan") { _ = Dropout(.nan) },
        .init("BatchNorm: the epsilon is -1.0") { _ = BatchNorm(2, epsilon: -1) },
        .init("BatchNorm: the momentum is 1.5") { _ = BatchNorm(2, momentum: 1.5) },
        .init("LayerNorm: the epsilon is nan") { _ = LayerNorm(2, epsilon: .nan) },
        .init("RMSNorm: the epsilon is inf") { _ = RMSNorm(2, epsilon: .infinity) },
        .init("GroupNorm: the epsilon is nan") { _ = GroupNorm(groups: 1, channels: 2, epsilon: .nan) },
        .init("PReLU: the initial slope is nan") { _ = PReLU(initial: .nan) },
        .init("Softplus: the beta is 0.0") { _ = Softplus(0) },
        .init("celu: the alpha is 0") { _ = celu(x, alpha: 0) },
        .init("elu: the alpha is nan") { _ = elu(x, alpha: .nan) },
        .init("leakyRelu: the slope is inf") { _ = leakyRelu(x, slope: .infinity) },
        .init("softShrink: the lambda is -1.0") { _ = softShrink(x, by: -1) },
        .init("hardShrink: the lambda is nan") { _ = hardShrink(x, by: .nan) },
        .init("hingeLoss: the margin is nan") { _ = hingeLoss(x, x, margin: .nan) },
        .init("Initializer: the gain is nan") { _ = Initializer.heNormal(gain: .factor(.nan))([2, 2]) },
        .init("Initializer.orthogonal: the gain is nan") { _ = Initializer.orthogonal(gain: .nan)([2, 2]) },
        .init("Initializer.truncatedNormal: the standard deviation is -1.0") {
            _ = Initializer.truncatedNormal(standardDeviation: -1)
        },
        .init("Schedule.oneCycle: the peak is nan") { _ = Schedule.oneCycle(peak: .nan, steps: 10) },
        .init("Schedule.oneCycle: the number of steps is \(Int.max)") { _ = Schedule.oneCycle(peak: 1, steps: .max) },
        .init("Schedule.cyclic: the number of steps up is \(Int.max): at most 1099511627776 is possible") {
            _ = Schedule.cyclic(from: 0, to: 1, up: .max)(.max)
        },
        .init("Schedule.then: the number of steps is \(Int.min)") { _ = Schedule.constant(1).then(1, after: .min)(3) },
        .init("Schedule.cosine: the value is inf") { _ = Schedule.cosine(from: .infinity, steps: 3) },
    ]
}

@Suite("A call that is refused")
struct RefusedCallTests {
    @Test("is an error, however the block goes on", arguments: RefusedCall.layers + RefusedCall.numbers)
    func isAnError(call: RefusedCall) throws {
        let error = #expect(throws: AdjointError.self) { try withErrors(call.call) }
        #expect(error?.description.hasPrefix(call.sentence) ?? false, "\(error?.description ?? "")")
    }

    @Test("draws of a truncated normal distribution of an impossible shape end")
    func truncatedNormal() throws {
        let initial = Initializer.truncatedNormal(range: 0.5...2)
        #expect(throws: AdjointError.self) { try withErrors { initial([-1]) } }
        let x = try withErrors { initial([10_000], generator: RandomGenerator(seed: 1)) }.asArray(Float.self)
        #expect(x.allSatisfy { (0.5...2).contains($0) })
        // E[x | 0.5 ≤ x ≤ 2] = (φ(0.5) - φ(2)) / (Φ(2) - Φ(0.5)) = 0.298074 / 0.285788
        #expect(abs(x.reduce(0, +) / 10_000 - 1.04299) < 0.02)
    }

    @Test("every schedule has a value at the greatest step")
    func greatestStep() {
        let schedules: [Schedule] = [
            .stepDecay(from: 1, every: 3), .multiStep(from: 1, at: [.max]), .exponential(from: 1, factor: 0.5),
            .polynomial(from: 1, steps: 10), .linear(from: 1, to: 0, steps: 1 << 40), .cosine(from: 1, steps: 3),
            .cosineWithRestarts(from: 1, period: 1, multiplier: 2), .cosineWithRestarts(from: 1, period: 7),
            .inverseSquareRoot(peak: 1, warmup: 3), .oneCycle(peak: 1, steps: 1 << 40),
            .cyclic(from: 0, to: 1, up: 3, down: 1 << 40), Schedule.constant(1).then(1, after: 1 << 40),
        ]
        for schedule in schedules {
            #expect(schedule(.max).isFinite)
            #expect(schedule(.min) == schedule(0))
        }
    }
}

@Suite("What failed has no effect on")
struct EffectTests {
    private func fails(_ body: () -> Void) {
        #expect(throws: AdjointError.self) { try withErrors(body) }
    }

    @Test("weights, the optimizer's state and its count of steps, where the loss is refused")
    func optimizer() throws {
        let layer = Linear(2, 1)
        let optimizer = Adam(layer, learningRate: 0.1)
        let (x, t) = (Tensor([[1, 2]]), Tensor([[3]]))
        optimizer.step { mseLoss(layer(x), t) }
        let (weights, state) = (layer.stateDictionary, optimizer.stateDictionary)
        let gradient = layer.weight.grad?.asArray(Float.self)
        fails { optimizer.step { mseLoss(layer(x), Tensor([3])) } }
        fails {
            optimizer.step { mseLoss(layer(x), t) }
            optimizer.step { mseLoss(layer(x), Tensor([3])) }
        }
        for (name, value) in layer.stateDictionary {
            #expect(value.asArray(Float.self) == weights[name]?.asArray(Float.self))
        }
        for (name, value) in optimizer.stateDictionary {
            #expect(value.asArray(Double.self) == state[name]?.asArray(Double.self), "\(name)")
        }
        #expect(layer.weight.grad?.asArray(Float.self) == gradient)
        let twin = Linear(2, 1)
        try twin.load(weights)
        let other = Adam(twin, learningRate: 0.1)
        try other.load(state)
        optimizer.step { mseLoss(layer(x), t) }
        other.step { mseLoss(twin(x), t) }
        #expect(layer.weight.asArray(Float.self) == twin.weight.asArray(Float.self))
    }

    @Test("the state of an optimizer that has made no step")
    func fresh() {
        let layer = Linear(2, 1)
        let optimizer = Adam(layer)
        fails {
            optimizer.step { layer(Tensor([[1, 2]])).sum() }
            _ = layer(Tensor([1]))
        }
        #expect(optimizer.stepCount == 0)
        #expect(Set(optimizer.stateDictionary.keys) == ["step", "learning_rate", "accumulated"])
        #expect(layer.weight.grad == nil)
    }

    @Test("running statistics and the count of batches")
    func statistics() {
        let model = Sequential(BatchNorm(3), Linear(2, 1))
        let before = model.stateDictionary
        fails { _ = model(Tensor.ones([4, 3]) * Tensor([[1], [2], [3], [4]])) }
        for (name, value) in model.stateDictionary {
            #expect(value.asArray(Double.self) == before[name]?.asArray(Double.self), "\(name)")
        }
    }

    @Test("the size that a layer infers from its first input")
    func inferred() throws {
        let layer = Linear(.inferred, 4)
        fails { _ = layer(Tensor.ones([2, 3])) + Tensor.ones([5]) }
        #expect(try withErrors { layer(Tensor.ones([2, 7])) }.shape == [2, 4])
        #expect(layer.weight.shape == [4, 7])
    }

    @Test("a cache of keys and values")
    func cache() {
        let attention = MultiHeadAttention(4, heads: 2)
        let cache = KeyValueCache()
        _ = attention(Tensor.ones([1, 2, 4]), Tensor.ones([1, 2, 4]), Tensor.ones([1, 2, 4]), cache: cache)
        let x = Tensor.ones([1, 1, 4])
        fails { _ = attention(x, x, Tensor.ones([1, 2, 4]), cache: cache) }
        fails { _ = attention(x, x, x, mask: Tensor.ones([7, 9]), cache: cache) }
        #expect(cache.length == 2)
        #expect(cache.keys?.shape == [1, 2, 2, 2])
        #expect(cache.values?.shape == [1, 2, 2, 2])
    }

    @Test("a running mean of the parameters")
    func average() {
        let layer = Linear(2, 1)
        let average = ExponentialMovingAverage(layer)
        fails {
            average.update()
            _ = layer(Tensor([1]))
            average.update()
        }
        #expect(average.updates == 0)
    }
}
