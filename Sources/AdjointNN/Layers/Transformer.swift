import Adjoint

/// Self-attention and two linear layers, each added to its input and normalised (Vaswani et al., 2017).
///
/// x ← norm1(x + selfAttn(x)), x ← norm2(x + linear2(activation(linear1(x)))); with the norm first, x ← x +
/// selfAttn(norm1(x)) and so on (Xiong et al., 2020). Shapes: [..., length, features] → the same. The weights have
/// PyTorch's names and layouts.
public struct TransformerEncoderLayer: Module, Sendable {
    private let selfAttn: MultiHeadAttention
    private let linear1, linear2: Linear
    private let norm1, norm2: LayerNorm
    private let dropout, dropout1, dropout2: Dropout
    private let isNormFirst: Bool
    private let activation: @Sendable (Tensor) -> Tensor

    /// A layer with fresh weights, whose linear layers have `hidden` units between them.
    public init(
        _ features: Int, heads: Int, hidden: Int = 2048, dropout: Double = 0.1,
        activation: @escaping @Sendable (Tensor) -> Tensor = relu, epsilon: Double = 1e-5, isNormFirst: Bool = false,
        bias: Bool = true, rotary: RotaryPositions? = nil, dtype: DType = .float32,
        generator: RandomGenerator = .shared
    ) {
        (self.isNormFirst, self.activation) = (isNormFirst, activation)
        selfAttn = MultiHeadAttention(
            features, heads: heads, dropout: dropout, bias: bias, rotary: rotary, dtype: dtype, generator: generator)
        linear1 = Linear(features, hidden, bias: bias, dtype: dtype, generator: generator)
        linear2 = Linear(hidden, features, bias: bias, dtype: dtype, generator: generator)
        norm1 = LayerNorm(features, epsilon: epsilon, bias: bias, dtype: dtype)
        norm2 = LayerNorm(features, epsilon: epsilon, bias: bias, dtype: dtype)
        self.dropout = Dropout(dropout, generator: generator)
        dropout1 = Dropout(dropout, generator: generator)
        dropout2 = Dropout(dropout, generator: generator)
    }

    /// The layer's value at `x`, where every position attends to all.
    public func callAsFunction(_ x: Tensor) -> Tensor { self(x, mask: nil) }

    /// The layer's value at `x`; for the mask, causality and the cache see `MultiHeadAttention`.
    public func callAsFunction(_ x: Tensor, mask: Tensor?, isCausal: Bool = false, cache: KeyValueCache? = nil)
        -> Tensor
    {
        computed("TransformerEncoderLayer") {
            let attended = added(x, norm1, isNormFirst) {
                dropout1(selfAttn($0, $0, $0, mask: mask, isCausal: isCausal, cache: cache))
            }
            return added(attended, norm2, isNormFirst) { dropout2(linear2(dropout(activation(linear1($0))))) }
        }
    }
}

/// Self-attention, attention to another sequence (the memory), and two linear layers, each added to its input and
/// normalised (Vaswani et al., 2017).
///
/// Shapes: [..., length, features] and memory [..., memoryLength, features] → [..., length, features]. The weights have
/// PyTorch's names and layouts.
public struct TransformerDecoderLayer: Module, Sendable {
    private let selfAttn, multiheadAttn: MultiHeadAttention
    private let linear1, linear2: Linear
    private let norm1, norm2, norm3: LayerNorm
    private let dropout, dropout1, dropout2, dropout3: Dropout
    private let isNormFirst: Bool
    private let activation: @Sendable (Tensor) -> Tensor

    /// A layer with fresh weights, whose linear layers have `hidden` units between them.
    public init(
        _ features: Int, heads: Int, hidden: Int = 2048, dropout: Double = 0.1,
        activation: @escaping @Sendable (Tensor) -> Tensor = relu, epsilon: Double = 1e-5, isNormFirst: Bool = false,
        bias: Bool = true, rotary: RotaryPositions? = nil, dtype: DType = .float32,
        generator: RandomGenerator = .shared
    ) {
        (self.isNormFirst, self.activation) = (isNormFirst, activation)
        selfAttn = MultiHeadAttention(
            features, heads: heads, dropout: dropout, bias: bias, rotary: rotary, dtype: dtype, generator: generator)
        multiheadAttn = MultiHeadAttention(
            features, heads: heads, dropout: dropout, bias: bias, dtype: dtype, generator: generator)
        linear1 = Linear(features, hidden, bias: bias, dtype: dtype, generator: generator)
        linear2 = Linear(hidden, features, bias: bias, dtype: dtype, generator: generator)
        norm1 = LayerNorm(features, epsilon: epsilon, bias: bias, dtype: dtype)
        norm2 = LayerNorm(features, epsilon: epsilon, bias: bias, dtype: dtype)
        norm3 = LayerNorm(features, epsilon: epsilon, bias: bias, dtype: dtype)
        self.dropout = Dropout(dropout, generator: generator)
        dropout1 = Dropout(dropout, generator: generator)
        dropout2 = Dropout(dropout, generator: generator)
        dropout3 = Dropout(dropout, generator: generator)
    }

    /// The layer's value at `x`, attending to `memory` and, unless masked, to all of `x`.
    /// - Parameters:
    ///   - x: [batch, length, features].
    ///   - memory: what an encoder gives, [batch, length, features].
    ///   - mask: of the attention to `x`; see `MultiHeadAttention`.
    ///   - memoryMask: of the attention to `memory`.
    ///   - isCausal: whether a position attends only to those up to itself.
    ///   - cache: keys and values of earlier positions of `x`.
    public func callAsFunction(
        _ x: Tensor, _ memory: Tensor, mask: Tensor? = nil, memoryMask: Tensor? = nil, isCausal: Bool = false,
        cache: KeyValueCache? = nil
    ) -> Tensor {
        computed("TransformerDecoderLayer") {
            var y = added(x, norm1, isNormFirst) {
                dropout1(selfAttn($0, $0, $0, mask: mask, isCausal: isCausal, cache: cache))
            }
            y = added(y, norm2, isNormFirst) { dropout2(multiheadAttn($0, memory, memory, mask: memoryMask)) }
            return added(y, norm3, isNormFirst) { dropout3(linear2(dropout(activation(linear1($0))))) }
        }
    }
}

/// norm(x + part(x)), or x + part(norm(x)) with the norm first.
private func added(_ x: Tensor, _ norm: LayerNorm, _ isNormFirst: Bool, _ part: (Tensor) -> Tensor) -> Tensor {
    isNormFirst ? x + part(norm(x)) : norm(x + part(x))
}
