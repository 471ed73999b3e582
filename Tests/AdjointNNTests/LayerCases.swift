import Adjoint
import AdjointNN

/// A layer of float64 under test, and how it is called.
struct LayerSubject {
    let layer: any Module
    let call: ([Tensor]) -> [Tensor]

    init(_ layer: any Module, _ call: @escaping ([Tensor]) -> [Tensor]) { (self.layer, self.call) = (layer, call) }

    init(_ layer: any UnaryModule) { self.init(layer) { [layer($0[0])] } }
}

/// The layers of `Golden/layers.py`, by the names of its cases.
enum LayerCases {
    private static func ofSequences(_ layer: RNN, _ lengths: [Int]? = nil) -> LayerSubject {
        LayerSubject(layer) { x in
            let mask = lengths.map { sequenceMask(lengths: $0, length: x[0].shape[1]) }
            let (output, state) = layer(x[0], state: x.count > 1 ? x[1] : nil, mask: mask)
            return [output, state]
        }
    }

    private static func ofSequences(_ layer: GRU, _ lengths: [Int]? = nil) -> LayerSubject {
        LayerSubject(layer) { x in
            let mask = lengths.map { sequenceMask(lengths: $0, length: x[0].shape[1]) }
            let (output, state) = layer(x[0], state: x.count > 1 ? x[1] : nil, mask: mask)
            return [output, state]
        }
    }

    private static func ofSequences(_ layer: LSTM, _ lengths: [Int]? = nil) -> LayerSubject {
        LayerSubject(layer) { x in
            let mask = lengths.map { sequenceMask(lengths: $0, length: x[0].shape[1]) }
            let (output, state) = layer(x[0], state: x.count > 2 ? (x[1], x[2]) : nil, mask: mask)
            return [output, state.hidden, state.cell]
        }
    }

    private static func attention(
        _ layer: MultiHeadAttention = MultiHeadAttention(4, heads: 2, dtype: .float64),
        _ call: @escaping (MultiHeadAttention, [Tensor]) -> Tensor
    ) -> LayerSubject {
        LayerSubject(layer) { [call(layer, $0)] }
    }

    private static func encoder(
        _ layer: TransformerEncoderLayer, isCausal: Bool = false
    ) -> LayerSubject {
        LayerSubject(layer) { [layer($0[0], mask: nil, isCausal: isCausal)] }
    }

    private static func decoder(
        _ layer: TransformerDecoderLayer, memoryMask: Tensor? = nil
    ) -> LayerSubject {
        LayerSubject(layer) { [layer($0[0], $0[1], memoryMask: memoryMask, isCausal: true)] }
    }

    private static func bilinear(_ layer: Bilinear) -> LayerSubject { LayerSubject(layer) { [layer($0[0], $0[1])] } }

    private static func embedding(_ layer: Embedding) -> LayerSubject {
        LayerSubject(layer) { [layer($0[0].cast(to: .int64))] }
    }

    private static let allowed = Tensor([[true, false, true], [true, true, false], [false, true, true]])
    private static let early = sequenceMask(lengths: [2, 3], length: 3).reshaped(2, 1, 1, 3)

    static let table: [String: @Sendable () -> LayerSubject] = activations.merging(spatial) { $1 }
        .merging(normalisations) { $1 }.merging(sequences) { $1 }

    private static let activations: [String: @Sendable () -> LayerSubject] = [
        "LeakyReLU": { LayerSubject(LeakyReLU(0.2)) },
        "ELU": { LayerSubject(ELU(1.5)) },
        "SELU": { LayerSubject(SELU()) },
        "CELU": { LayerSubject(CELU(2)) },
        "GELU": { LayerSubject(GELU()) },
        "GELU tanh": { LayerSubject(GELU(approximate: true)) },
        "SiLU": { LayerSubject(SiLU()) },
        "Mish": { LayerSubject(Mish()) },
        "Softplus": { LayerSubject(Softplus(2)) },
        "Softsign": { LayerSubject(Softsign()) },
        "Tanh": { LayerSubject(Tanh()) },
        "Sigmoid": { LayerSubject(Sigmoid()) },
        "LogSigmoid": { LayerSubject(LogSigmoid()) },
        "HardSigmoid": { LayerSubject(HardSigmoid()) },
        "HardSwish": { LayerSubject(HardSwish()) },
        "HardTanh": { LayerSubject(HardTanh(-1.5...2)) },
        "ReLU6": { LayerSubject(ReLU6()) },
        "TanhShrink": { LayerSubject(TanhShrink()) },
        "SoftShrink": { LayerSubject(SoftShrink()) },
        "HardShrink": { LayerSubject(HardShrink()) },
        "Threshold": { LayerSubject(Threshold(threshold: 0.5, value: -2)) },
        "Softmax": { LayerSubject(Softmax()) },
        "Softmax along axis 1": { LayerSubject(Softmax(axis: 1)) },
        "LogSoftmax": { LayerSubject(LogSoftmax()) },
        "Softmin": { LayerSubject(Softmin()) },
        "GLU": { LayerSubject(GLU()) },
        "GLU along axis 1": { LayerSubject(GLU(axis: 1)) },
        "PReLU": { LayerSubject(PReLU(dtype: .float64)) },
        "PReLU for each channel": { LayerSubject(PReLU(3, dtype: .float64)) },
    ]

    private static let spatial: [String: @Sendable () -> LayerSubject] = [
        "Bilinear": { bilinear(Bilinear((3, 2), 4, dtype: .float64)) },
        "Bilinear without bias": { bilinear(Bilinear((3, 2), 4, bias: false, dtype: .float64)) },
        "Embedding": { embedding(Embedding(5, 3, dtype: .float64)) },
        "Embedding with padding": { embedding(Embedding(5, 3, paddingIndex: 4, dtype: .float64)) },
        "Conv1d": { LayerSubject(Conv1d(2, 3, kernel: 3, dtype: .float64)) },
        "Conv1d with settings": {
            LayerSubject(
                Conv1d(4, 6, kernel: 3, stride: 2, padding: 2, dilation: 2, groups: 2, bias: false, dtype: .float64))
        },
        "Conv2d": { LayerSubject(Conv2d(2, 3, kernel: 3, dtype: .float64)) },
        "Conv2d with settings": {
            LayerSubject(
                Conv2d(
                    4, 6, kernel: [3, 2], stride: [2, 1], padding: [1, 2], dilation: [1, 2], groups: 2, dtype: .float64)
            )
        },
        "Conv2d depthwise": { LayerSubject(Conv2d(3, 6, kernel: 3, padding: 1, groups: 3, dtype: .float64)) },
        "ConvTransposed2d": { LayerSubject(ConvTransposed2d(2, 3, kernel: 3, dtype: .float64)) },
        "ConvTransposed2d with settings": {
            LayerSubject(
                ConvTransposed2d(
                    4, 6, kernel: [3, 2], stride: [2, 3], padding: [1, 0], outputPadding: [1, 2], dilation: [2, 1],
                    groups: 2, dtype: .float64))
        },
        "MaxPool1d": { LayerSubject(MaxPool1d(2)) },
        "MaxPool2d": { LayerSubject(MaxPool2d([3, 2], stride: [2, 1], padding: [1, 0])) },
        "AvgPool1d": { LayerSubject(AvgPool1d(3, stride: 2, padding: 1)) },
        "AvgPool2d": { LayerSubject(AvgPool2d(2)) },
        "AdaptiveAvgPool1d": { LayerSubject(AdaptiveAvgPool1d(3)) },
        "AdaptiveAvgPool2d": { LayerSubject(AdaptiveAvgPool2d([3, 2])) },
        "AdaptiveAvgPool2d to more": { LayerSubject(AdaptiveAvgPool2d([5, 1])) },
        "AdaptiveMaxPool1d": { LayerSubject(AdaptiveMaxPool1d(3)) },
        "AdaptiveMaxPool2d": { LayerSubject(AdaptiveMaxPool2d([3, 2])) },
        "AdaptiveMaxPool2d of equal elements": { LayerSubject(AdaptiveMaxPool2d([2, 3])) },
        "Flatten": { LayerSubject(Flatten()) },
        "Unflatten": { LayerSubject(Unflatten(into: [3, 2])) },
        "Pad1d with zeros": { LayerSubject(Padding([(1, 2)])) },
        "Pad2d with zeros": { LayerSubject(Padding(1)) },
        "Pad2d with a constant": { LayerSubject(Padding([(2, 3), (1, 0)], mode: .constant(1.5))) },
        "Pad2d by reflection": { LayerSubject(Padding([(0, 2), (2, 1)], mode: .reflect)) },
        "Pad2d by replication": { LayerSubject(Padding([(0, 2), (3, 1)], mode: .replicate)) },
        "Pad2d in a circle": { LayerSubject(Padding([(0, 2), (2, 1)], mode: .circular)) },
        "Upsample nearest": { LayerSubject(Upsample(scale: 2)) },
        "Upsample nearest to a size": { LayerSubject(Upsample(size: [5, 2])) },
        "Upsample nearest by fractions": { LayerSubject(Upsample(scales: [1.5, 2.6])) },
        "Upsample nearest of a sequence": { LayerSubject(Upsample(scale: 3)) },
        "Upsample bilinear": { LayerSubject(Upsample(scale: 2, mode: .bilinear)) },
        "Upsample bilinear to a size": { LayerSubject(Upsample(size: [5, 2], mode: .bilinear)) },
        "Upsample bilinear by fractions": { LayerSubject(Upsample(scales: [1.5, 2.6], mode: .bilinear)) },
        "Upsample bilinear with aligned corners": {
            LayerSubject(Upsample(size: [5, 1], mode: .linear(alignCorners: true)))
        },
        "Upsample linear of a sequence": { LayerSubject(Upsample(scale: 2, mode: .linear(alignCorners: true))) },
    ]

    private static let normalisations: [String: @Sendable () -> LayerSubject] = [
        "BatchNorm of rank 2": { LayerSubject(BatchNorm1d(3, dtype: .float64)) },
        "BatchNorm of rank 3": { LayerSubject(BatchNorm1d(3, epsilon: 0.1, momentum: 0.3, dtype: .float64)) },
        "BatchNorm of rank 4": { LayerSubject(BatchNorm2d(2, dtype: .float64)) },
        "BatchNorm without weights": { LayerSubject(BatchNorm2d(2, affine: false, dtype: .float64)) },
        "BatchNorm after two batches": { LayerSubject(BatchNorm2d(2, dtype: .float64)) },
        "BatchNorm in evaluation": { LayerSubject(BatchNorm2d(2, dtype: .float64)) },
        "BatchNorm with averages over all": { LayerSubject(BatchNorm1d(3, momentum: nil, dtype: .float64)) },
        "BatchNorm without statistics": {
            LayerSubject(BatchNorm1d(3, trackRunningStatistics: false, dtype: .float64))
        },
        "LayerNorm": { LayerSubject(LayerNorm(5, dtype: .float64)) },
        "LayerNorm of two axes": { LayerSubject(LayerNorm([3, 4], epsilon: 0.1, dtype: .float64)) },
        "LayerNorm without bias": { LayerSubject(LayerNorm(5, bias: false, dtype: .float64)) },
        "LayerNorm without weights": { LayerSubject(LayerNorm(5, affine: false, dtype: .float64)) },
        "RMSNorm": { LayerSubject(RMSNorm(5, dtype: .float64)) },
        "RMSNorm of two axes": { LayerSubject(RMSNorm([3, 4], epsilon: 0.1, dtype: .float64)) },
        "GroupNorm": { LayerSubject(GroupNorm(groups: 2, channels: 4, dtype: .float64)) },
        "GroupNorm of images": { LayerSubject(GroupNorm(groups: 1, channels: 4, epsilon: 0.1, dtype: .float64)) },
        "GroupNorm without weights": {
            LayerSubject(GroupNorm(groups: 4, channels: 4, affine: false, dtype: .float64))
        },
    ]

    private static let sequences: [String: @Sendable () -> LayerSubject] = [
        "RNN": { ofSequences(RNN(2, 3, dtype: .float64)) },
        "RNN with relu": { ofSequences(RNN(2, 3, bias: false, activation: relu, dtype: .float64)) },
        "RNN of lengths": { ofSequences(RNN(2, 3, dtype: .float64), [2, 4, 1]) },
        "RNN deep, both ways": { ofSequences(RNN(2, 2, layers: 2, bidirectional: true, dtype: .float64)) },
        "GRU": { ofSequences(GRU(2, 3, dtype: .float64)) },
        "GRU without bias": { ofSequences(GRU(2, 3, bias: false, dtype: .float64)) },
        "GRU of lengths": { ofSequences(GRU(2, 2, layers: 2, bidirectional: true, dtype: .float64), [2, 4, 1]) },
        "GRU from a state": { ofSequences(GRU(2, 2, layers: 2, bidirectional: true, dtype: .float64)) },
        "LSTM": { ofSequences(LSTM(2, 3, dtype: .float64)) },
        "LSTM without bias": { ofSequences(LSTM(2, 3, bias: false, dtype: .float64)) },
        "LSTM of lengths": { ofSequences(LSTM(2, 2, layers: 2, bidirectional: true, dtype: .float64), [2, 4, 1]) },
        "LSTM from a state": { ofSequences(LSTM(2, 2, layers: 2, bidirectional: true, dtype: .float64)) },
        "LSTM deep": { ofSequences(LSTM(2, 2, layers: 2, dtype: .float64)) },
        "MultiHeadAttention": { attention { $0($1[0]) } },
        "MultiHeadAttention across": { attention { $0($1[0], $1[1], $1[2]) } },
        "MultiHeadAttention with a mask": {
            attention(MultiHeadAttention(4, heads: 2, bias: false, dtype: .float64)) {
                $0($1[0], $1[0], $1[0], mask: allowed)
            }
        },
        "MultiHeadAttention with added scores": { attention { $0($1[0], $1[0], $1[0], mask: $1[1]) } },
        "MultiHeadAttention, causal": { attention { $0($1[0], $1[0], $1[0], isCausal: true) } },
        "MultiHeadAttention of lengths": { attention { $0($1[0], $1[0], $1[0], mask: early) } },
        "MultiHeadAttention of other sizes": {
            attention(MultiHeadAttention(4, heads: 2, keyFeatures: 3, valueFeatures: 2, dtype: .float64)) {
                $0($1[0], $1[1], $1[2])
            }
        },
        "TransformerEncoderLayer": {
            encoder(TransformerEncoderLayer(4, heads: 2, hidden: 5, dropout: 0, dtype: .float64))
        },
        "TransformerEncoderLayer, norm first": {
            encoder(
                TransformerEncoderLayer(
                    4, heads: 2, hidden: 5, dropout: 0, activation: gelu, epsilon: 0.1, isNormFirst: true,
                    dtype: .float64), isCausal: true)
        },
        "TransformerEncoderLayer without bias": {
            encoder(TransformerEncoderLayer(4, heads: 2, hidden: 5, dropout: 0, bias: false, dtype: .float64))
        },
        "TransformerDecoderLayer": {
            decoder(TransformerDecoderLayer(4, heads: 2, hidden: 5, dropout: 0, dtype: .float64))
        },
        "TransformerDecoderLayer, norm first": {
            decoder(
                TransformerDecoderLayer(4, heads: 2, hidden: 5, dropout: 0, isNormFirst: true, dtype: .float64),
                memoryMask: early)
        },
        "SinusoidalPositions": { LayerSubject(SinusoidalPositions()) },
        "RotaryPositions": { LayerSubject(RotaryPositions()) },
        "RotaryPositions of neighbours": {
            let layer = RotaryPositions(pairsAreNeighbours: true)
            return LayerSubject(layer) { [layer($0[0], offset: 5)] }
        },
    ]
}
