import Adjoint
import AdjointNN
import Testing

/// A mistake, and the sentence that it should give.
struct Mistake: CustomTestStringConvertible, Sendable {
    let kind: AdjointError.Kind
    let sentence: String
    let make: @Sendable () -> Void
    var testDescription: String { sentence }

    init(_ kind: AdjointError.Kind, _ sentence: String, _ make: @escaping @Sendable () -> Void) {
        (self.kind, self.sentence, self.make) = (kind, sentence, make)
    }
}

@Suite("A mistake gives one precise sentence")
struct ErrorTests {
    private static func expect(_ mistake: Mistake) {
        let error = #expect(throws: AdjointError.self) { try withErrors { mistake.make() } }
        #expect(error?.description == mistake.sentence)
        #expect(error?.kind == mistake.kind)
    }

    static let linearMistakes: [Mistake] = [
        Mistake(.shape, "Linear(3, 2): the input is [4, 5]: its last axis must have length 3") {
            _ = Linear(3, 2)(Tensor.zeros([4, 5]))
        },
        Mistake(.shape, "Linear: the input is []: [..., inputs] is needed") {
            _ = Linear(3, 2)(Tensor(1))
        },
        Mistake(.shape, "Linear(512, 10): the input is [128, 784]: its last axis must have length 512") {
            // What comes after in the block goes on with a stand-in of the right shape.
            let model = Sequential(Linear(512, 10), ReLU(), Linear(10, 2))
            crossEntropy(model(Tensor.zeros([128, 784])), Tensor.zeros([128], dtype: .int64)).backward()
        },
        Mistake(.shape, "Linear: -1 → 2 of float32: lengths in 0...1099511627776, and float32 or float64, are needed") {
            _ = Linear(-1, 2)(Tensor.zeros([1]))
        },
        Mistake(.shape, "Linear: 3 → -2 of float32: lengths in 0...1099511627776, and float32 or float64, are needed") {
            _ = Linear(3, -2)(Tensor.zeros([3]))
        },
        Mistake(.dtype, "Linear: 3 → 2 of int32: lengths in 0...1099511627776, and float32 or float64, are needed") {
            _ = Linear(3, 2, dtype: .int32)(Tensor.zeros([3]))
        },
        Mistake(.shape, "Linear: weight [3] float32: [outputs, inputs] and [outputs] of equal dtype are needed") {
            _ = Linear(weight: Tensor.zeros([3]))(Tensor.zeros([3]))
        },
        Mistake(
            .shape,
            "Linear: weight [2, 3] float32 and bias [3] float32: [outputs, inputs] and [outputs] of equal dtype are needed"
        ) { _ = Linear(weight: Tensor.zeros([2, 3]), bias: Tensor.zeros([3])) },
        Mistake(
            .shape,
            "Linear: weight [2, 3] float32 and bias [2] float64: [outputs, inputs] and [outputs] of equal dtype are needed"
        ) { _ = Linear(weight: Tensor.zeros([2, 3]), bias: Tensor.zeros([2], dtype: .float64)) },
        Mistake(.dtype, "requiresGrad: a tensor of dtype int64 has no gradient: cast it to float32 or float64 first") {
            _ = Linear(weight: Tensor.zeros([2, 3], dtype: .int64))
        },
    ]

    @Test("Linear", arguments: linearMistakes)
    func linear(mistake: Mistake) { Self.expect(mistake) }

    private static func labels(_ values: Int...) -> Tensor { Tensor(values) }

    static let crossEntropyMistakes: [Mistake] = [
        Mistake(.shape, "crossEntropy: logits [3] and labels [3]: [samples, classes] and [samples] are needed") {
            _ = crossEntropy(Tensor.zeros([3]), labels(0, 1, 2))
        },
        Mistake(.shape, "crossEntropy: logits [2, 3] and labels [3]: [samples, classes] and [samples] are needed") {
            _ = crossEntropy(Tensor.zeros([2, 3]), labels(0, 1, 2))
        },
        Mistake(.shape, "crossEntropy: logits [3, 3] and labels [3, 1]: [samples, classes] and [samples] are needed") {
            _ = crossEntropy(Tensor.zeros([3, 3]), labels(0, 1, 2).reshaped(3, 1))
        },
        Mistake(.dtype, "crossEntropy: the labels are float32: int32 or int64 is needed") {
            _ = crossEntropy(Tensor.zeros([2, 3]), Tensor([0, 1]))
        },
        Mistake(.dtype, "crossEntropy: the labels are bool: int32 or int64 is needed") {
            _ = crossEntropy(Tensor.zeros([2, 3]), Tensor([true, false]))
        },
        Mistake(.dtype, "crossEntropy: the logits are int32: float32 or float64 is needed") {
            _ = crossEntropy(Tensor.zeros([2, 3], dtype: .int32), labels(0, 1))
        },
        Mistake(.dtype, "crossEntropy: the logits are float16: float32 or float64 is needed") {
            _ = crossEntropy(Tensor.zeros([2, 3]).cast(to: .float16), labels(0, 1))
        },
        Mistake(.index, "crossEntropy: label 3 is not in 0..<3, the classes") {
            _ = crossEntropy(Tensor.zeros([2, 3]), labels(0, 3))
        },
        Mistake(.index, "crossEntropy: label -1 is not in 0..<3, the classes") {
            _ = crossEntropy(Tensor.zeros([3, 3]), labels(7, -1, 0))
        },
        Mistake(.index, "crossEntropy: label 9223372036854775807 is not in 0..<3, the classes") {
            _ = crossEntropy(Tensor.zeros([2, 3]), labels(0, .max))
        },
        Mistake(.index, "crossEntropy: label -9223372036854775808 is not in 0..<3, the classes") {
            _ = crossEntropy(Tensor.zeros([2, 3]), labels(0, .min))
        },
        Mistake(.index, "crossEntropy: label 0 is not in 0..<0, the classes") {
            _ = crossEntropy(Tensor.zeros([1, 0]), labels(0))
        },
    ]

    @Test("crossEntropy", arguments: crossEntropyMistakes)
    func crossEntropyOf(mistake: Mistake) { Self.expect(mistake) }

    static let optimizerMistakes: [Mistake] =
        [(-0.1, "-0.1"), (.infinity, "inf"), (-.infinity, "-inf"), (.nan, "nan")].flatMap { value, name in
            let rest = "is \(name): a finite number, at least 0, is needed"
            return [
                Mistake(.value, "SGD: the learning rate \(rest)") { _ = SGD([], learningRate: value) },
                Mistake(.value, "SGD: the learning rate \(rest)") { SGD([], learningRate: 1).learningRate = value },
                Mistake(.value, "SGD: the momentum \(rest)") { _ = SGD([], learningRate: 1, momentum: value) },
                Mistake(.value, "Adam: the learning rate \(rest)") { _ = Adam([], learningRate: value) },
                Mistake(.value, "Adam: the learning rate \(rest)") { Adam([]).learningRate = value },
                Mistake(.value, "Adam: the epsilon \(rest)") { _ = Adam([], epsilon: value) },
            ]
        }
        + [(1, "1.0"), (-0.5, "-0.5"), (2, "2.0"), (.infinity, "inf"), (.nan, "nan")].flatMap { value, name in
            [(value, 0.999), (0.9, value)].map { betas in
                Mistake(.value, "Adam: a beta is \(name): numbers in 0..<1 are needed") { _ = Adam([], betas: betas) }
            }
        }

    @Test("optimizers", arguments: optimizerMistakes)
    func optimizer(mistake: Mistake) { Self.expect(mistake) }

    @Test("a learning rate that is refused leaves the old one", arguments: [-1, .infinity, .nan])
    func refusedRate(value: Double) {
        for optimizer in [SGD([], learningRate: 0.25), Adam([], learningRate: 0.25)] as [any Optimizer] {
            #expect(throws: AdjointError.self) { try withErrors { optimizer.learningRate = value } }
            #expect(optimizer.learningRate == 0.25)
            optimizer.learningRate = 0
            #expect(optimizer.learningRate == 0)
        }
    }
}
