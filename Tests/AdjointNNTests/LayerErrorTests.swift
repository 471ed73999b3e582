import Adjoint
import AdjointNN
import Testing

@Suite("A mistake with a layer gives one precise sentence")
struct LayerErrorTests {
    private static let image = "[batch, channels, height, width] is needed"

    static let mistakes: [Mistake] = [
        Mistake(
            .shape,
            "Bilinear((3, 2), 4): the inputs are [5, 3] and [4, 2]: [..., 3] and [..., 2] with equal leading axes are needed"
        ) { _ = Bilinear((3, 2), 4)(.zeros([5, 3]), .zeros([4, 2])) },
        Mistake(.index, "Embedding: paddingIndex 5 is not in 0..<5") { _ = Embedding(5, 2, paddingIndex: 5) },
        Mistake(.index, "Embedding(5, 2): index 5 is not in 0..<5, its rows") {
            _ = Embedding(5, 2)(Tensor([5] as [Int]))
        },
        Mistake(.dtype, "Embedding(5, 2): the indices are float32: int32 or int64 is needed") {
            _ = Embedding(5, 2, paddingIndex: 0)(Tensor.zeros([2]))
        },
        Mistake(
            .shape, "Conv2d: [1, 3, 5, 5] ∗ [4, 2, 3, 3]: 3 channels in 1 group need a weight of [4, 3, …]"
        ) { _ = Conv2d(2, 4, kernel: 3)(.zeros([1, 3, 5, 5])) },
        Mistake(
            .shape,
            "Conv2d: [1, 3, 5, 5] ∗ [4, 1, 3, 3]: 2 groups do not divide 3 channels and 4 output channels"
        ) { _ = Conv2d(3, 4, kernel: 3, groups: 2)(.zeros([1, 3, 5, 5])) },
        Mistake(.value, "IntOrPair: [1, 2, 3]: one number, or a height and a width, are needed") {
            _ = MaxPool2d([1, 2, 3])
        },
        Mistake(.shape, "MaxPool1d: [2, 3]: [batch, channels, length] is needed") { _ = MaxPool1d(2)(.zeros([2, 3])) },
        Mistake(.shape, "MaxPool2d: [2, 3]: \(image)") { _ = MaxPool2d(2)(.zeros([2, 3])) },
        Mistake(
            .shape,
            "AdaptiveAvgPool2d: adaptiveAvgPool: [2, 3, 4] float32 to [2, 2]: an input [batch, channels, …] of floating point with as many "
                + "further axes, and lengths of at least 1, are needed"
        ) { _ = AdaptiveAvgPool2d(2)(.zeros([2, 3, 4])) },
        Mistake(.shape, "Padding: [1, 1, 3, 3] by 3 + 3, 3 + 3 (reflect): the widths do not go with the last axes") {
            _ = Padding(3, mode: .reflect)(.zeros([1, 1, 3, 3]))
        },
        Mistake(.shape, "Padding: [3] by 1 + 1, 1 + 1 (replicate): the widths do not go with the last axes") {
            _ = Padding(1, mode: .replicate)(.zeros([3]))
        },
        Mistake(.index, "Unflatten: axis 1 of [4] does not exist") { _ = Unflatten(into: [2, 2])(.zeros([4])) },
        Mistake(.value, "Dropout: the probability 1.5 is not in 0...1") { _ = Dropout(1.5) },
        Mistake(.value, "Dropout2d: the probability nan is not in 0...1") { _ = Dropout2d(.nan) },
        Mistake(.shape, "Dropout2d: [2, 3]: \(image)") { _ = Dropout2d()(.zeros([2, 3])) },
        Mistake(.shape, "PReLU(3): the input is [2, 4]: [batch, 3, ...] is needed") { _ = PReLU(3)(.zeros([2, 4])) },
        Mistake(.shape, "BatchNorm(3): the input is [2, 4]: [batch, 3, ...] is needed") {
            _ = BatchNorm(3)(.zeros([2, 4]))
        },
        Mistake(
            .shape, "BatchNorm(3): the input is [1, 3]: in training more than one value for each channel is needed"
        ) { _ = BatchNorm(3)(.zeros([1, 3])) },
        Mistake(.shape, "LayerNorm([4]): the input is [2, 3]: its last axes must be [4]") {
            _ = LayerNorm(4)(.zeros([2, 3]))
        },
        Mistake(.shape, "RMSNorm([2, 4]): the input is [4]: its last axes must be [2, 4]") {
            _ = RMSNorm([2, 4])(.zeros([4]))
        },
        Mistake(.shape, "GroupNorm: 3 groups do not divide 4 channels") { _ = GroupNorm(groups: 3, channels: 4) },
        Mistake(.shape, "GroupNorm(groups: 2, channels: 4): the input is [2, 3]: [batch, 4, ...] is needed") {
            _ = GroupNorm(groups: 2, channels: 4)(.zeros([2, 3]))
        },
        Mistake(.value, "GRU: the number of layers is 0: at least 1 is needed") { _ = GRU(2, 3, layers: 0) },
        Mistake(.shape, "LSTM(2, 3): the input is [4, 2]: [batch, time, 2] of 1 to 16777216 times is needed") {
            _ = LSTM(2, 3)(.zeros([4, 2]))
        },
        Mistake(.shape, "RNN(2, 3): the state is [1, 4, 2]: [1, 4, 3] is needed") {
            _ = RNN(2, 3)(.zeros([4, 5, 2]), state: .zeros([1, 4, 2]))
        },
        Mistake(.shape, "RNN(2, 3): the mask is [4, 4] bool: [4, 5] bool is needed") {
            _ = RNN(2, 3)(.zeros([4, 5, 2]), state: nil, mask: sequenceMask(lengths: [1, 2, 3, 4], length: 4))
        },
        Mistake(.shape, "MultiHeadAttention: 3 heads do not divide 4 features") { _ = MultiHeadAttention(4, heads: 3) },
        Mistake(
            .shape,
            "MultiHeadAttention(4, heads: 2): queries [4], keys [4], values [4]: [..., length, features] of one rank are "
                + "needed"
        ) { _ = MultiHeadAttention(4, heads: 2)(.zeros([4])) },
        Mistake(
            .shape,
            "RotaryPositions: the input is [2, 3] float32: [..., length, features] of floating point with an even number of features is needed"
        ) { _ = RotaryPositions()(.zeros([2, 3])) },
        Mistake(
            .shape,
            "LearnedPositions(4, 2): the input is [3, 2] from position 2: [..., length, 2] of positions below 4 is needed"
        ) { _ = LearnedPositions(4, 2)(.zeros([3, 2]), offset: 2) },
        Mistake(
            .shape,
            "Perceptron(2, 1): samples [4, 2] and targets [4]: [samples, 2] and [samples, 1] are needed"
        ) { Perceptron(2).learn(.zeros([4, 2]), .zeros([4])) },
        Mistake(.shape, "GLU: split: 2 equal parts do not fill the length 3 of axis 1") { _ = GLU()(.zeros([2, 3])) },
    ]

    @Test("and goes on inside withErrors", arguments: mistakes)
    func sentence(mistake: Mistake) {
        let error = #expect(throws: AdjointError.self) { try withErrors { mistake.make() } }
        #expect(error?.description == mistake.sentence)
        #expect(error?.kind == mistake.kind)
    }
}
