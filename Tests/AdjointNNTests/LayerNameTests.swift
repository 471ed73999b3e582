import Adjoint
import AdjointNN
import Testing

@Suite("A mistake with a layer")
struct LayerNameTests {
    /// Inputs that hardly any layer takes.
    private static let inputs: [(String, Tensor)] = [
        ("rank 0", .zeros([])), ("[2]", .zeros([2])), ("[2, 7]", .zeros([2, 7])), ("[2, 7, 7]", .zeros([2, 7, 7])),
        ("[2, 7, 5, 5]", .zeros([2, 7, 5, 5])), ("[2, 3, 1, 1]", .zeros([2, 3, 1, 1])),
        ("[2, 3, 1]", .zeros([2, 3, 1])),
        ("integers [2, 4]", .zeros([2, 4], dtype: .int64)), ("integers [2, 3, 5]", .zeros([2, 3, 5], dtype: .int32)),
        ("integers [2, 5, 4]", .zeros([2, 5, 4], dtype: .int64)),
        ("integers [2, 3, 5, 5]", .zeros([2, 3, 5, 5], dtype: .int32)), ("bool [2, 4]", .zeros([2, 4], dtype: .bool)),
        ("float16 [2, 4]", Tensor.zeros([2, 4]).cast(to: .float16)),
        ("float16 [2, 3, 5, 5]", Tensor.zeros([2, 3, 5, 5]).cast(to: .float16)),
        ("float16 [2, 5, 4]", Tensor.zeros([2, 5, 4]).cast(to: .float16)),
    ]

    private static let layers: [(String, @Sendable (Tensor) -> Void)] = [
        ("Linear", { _ = Linear(4, 2)($0) }), ("PReLU", { _ = PReLU(3)($0) }), ("Flatten", { _ = Flatten()($0) }),
        ("Bilinear", { _ = Bilinear((4, 4), 2)($0, $0) }), ("MaxPool1d", { _ = MaxPool1d(2)($0) }),
        ("MaxPool2d", { _ = MaxPool2d(2)($0) }), ("AvgPool1d", { _ = AvgPool1d(2)($0) }),
        ("AvgPool2d", { _ = AvgPool2d(2)($0) }), ("AdaptiveAvgPool1d", { _ = AdaptiveAvgPool1d(2)($0) }),
        ("AdaptiveAvgPool2d", { _ = AdaptiveAvgPool2d(2)($0) }),
        ("AdaptiveMaxPool1d", { _ = AdaptiveMaxPool1d(2)($0) }),
        ("AdaptiveMaxPool2d", { _ = AdaptiveMaxPool2d(2)($0) }),
        ("SinusoidalPositions", { _ = SinusoidalPositions()($0) }),
        ("LearnedPositions", { _ = LearnedPositions(9, 4)($0) }), ("RotaryPositions", { _ = RotaryPositions()($0) }),
        ("BatchNorm", { _ = BatchNorm(3)($0) }), ("RNN", { _ = RNN(4, 2)($0) }), ("GRU", { _ = GRU(4, 2)($0) }),
        ("LSTM", { _ = LSTM(4, 2)($0) }), ("Padding", { _ = Padding(1)($0) }),
        ("TransformerEncoderLayer", { _ = TransformerEncoderLayer(4, heads: 2)($0) }),
        ("TransformerDecoderLayer", { _ = TransformerDecoderLayer(4, heads: 2)($0, $0) }),
        ("Embedding", { _ = Embedding(5, 2)($0) }), ("MultiHeadAttention", { _ = MultiHeadAttention(4, heads: 2)($0) }),
        ("MultiHeadAttention", { _ = MultiHeadAttention(4, heads: 2)(.zeros([2, 5, 4]), $0, $0) }),
        ("scaledDotProductAttention", { _ = scaledDotProductAttention($0, $0, $0) }),
        ("scaledDotProductAttention", { _ = scaledDotProductAttention(.zeros([2, 5, 4]), .zeros([2, 5, 4]), $0) }),
        (
            "scaledDotProductAttention",
            { x in
                _ = scaledDotProductAttention(.zeros([2, 5, 4]), .zeros([2, 5, 4]), .zeros([2, 5, 4]), mask: x)
            }
        ),
        ("Conv1d", { _ = Conv1d(3, 2, kernel: 3)($0) }), ("Conv2d", { _ = Conv2d(3, 2, kernel: 3)($0) }),
        ("ConvTransposed2d", { _ = ConvTransposed2d(3, 2, kernel: 3)($0) }), ("Softmax", { _ = Softmax()($0) }),
        ("GELU", { _ = GELU()($0) }), ("GLU", { _ = GLU()($0) }), ("LayerNorm", { _ = LayerNorm(4)($0) }),
        ("RMSNorm", { _ = RMSNorm(4)($0) }), ("GroupNorm", { _ = GroupNorm(groups: 1, channels: 3)($0) }),
        ("Dropout", { _ = Dropout()($0) }), ("Dropout2d", { _ = Dropout2d()($0) }), ("ReLU", { _ = ReLU()($0) }),
        ("Upsample", { _ = Upsample(scale: 2)($0) }),
        ("mseLoss", { _ = mseLoss($0, .zeros([2, 4])) }),
        ("crossEntropy", { _ = crossEntropy($0, .zeros([2], dtype: .int64)) }),
        ("crossEntropy", { _ = crossEntropy(.zeros([2, 4]), $0) }),
        ("crossEntropy", { _ = crossEntropy(.zeros([2, 4]), .zeros([2], dtype: .int64), classWeights: $0) }),
        ("nllLoss", { _ = nllLoss($0, .zeros([2], dtype: .int64)) }), ("klDivLoss", { _ = klDivLoss($0, $0) }),
        ("categoricalCrossEntropy", { _ = categoricalCrossEntropy($0, $0) }),
        ("binaryCrossEntropy", { _ = binaryCrossEntropy($0, $0) }),
        (
            "binaryCrossEntropyWithLogits",
            { x in _ = binaryCrossEntropyWithLogits(.zeros([2, 4]), .zeros([2, 4]), positiveWeight: x) }
        ),
    ]

    @Test("is reported in its name, whatever it is made of")
    func names() {
        var count = 0
        for (name, call) in Self.layers {
            for (kind, x) in Self.inputs {
                do {
                    try withErrors { call(x) }
                } catch {
                    // A layer that is a function alone is called as that is.
                    #expect("\(error)".lowercased().hasPrefix(name.lowercased()), "\(name) of \(kind): \(error)")
                    count += 1
                }
            }
        }
        #expect(count > 300)
    }

    @Test("names the outermost layer, and what it is made of where that has another name")
    func nested() {
        func sentence(_ body: () -> Void) -> String {
            (#expect(throws: AdjointError.self) { try withErrors { body() } })?.description ?? ""
        }
        #expect(
            sentence { _ = TransformerEncoderLayer(4, heads: 2)(.zeros([2, 3, 5])) }
                == "TransformerEncoderLayer: matmul: [2, 3, 5] × [4, 12]: inner dimensions 5 and 4 differ")
        #expect(
            sentence { _ = MaxPool2d(2)(.zeros([2])) } == "MaxPool2d: [2]: [batch, channels, height, width] is needed")
        #expect(sentence { _ = Flatten()(.zeros([2])) } == "Flatten: axis 1 is not in -1..<1, the axes of [2]")
        // What is outside of the layer bears its own name, also after a layer that has failed.
        #expect(sentence { _ = matmul(LayerNorm(4)(.zeros([2, 4])), .zeros([3])) }.hasPrefix("matmul: "))
        _ = try? withErrors { GLU()(.zeros([2, 3])) }
        #expect(sentence { _ = exp(Tensor([1], dtype: .int32)) }.hasPrefix("exp: "))
        #expect(sentence { _ = Sequential(Lambda { matmul($0, .zeros([3])) })(.zeros([2])) }.hasPrefix("matmul: "))
    }
}
