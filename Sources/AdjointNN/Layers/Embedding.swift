import Adjoint

/// A table of vectors, looked up by position.
///
/// Shapes: integers [...] in 0..<count → [..., features]; `weight` is [count, features] and starts with the normal
/// distribution, as in PyTorch.
public struct Embedding: Module, Sendable {
    /// The vectors, [count, features].
    @Parameter public private(set) var weight: Tensor
    /// The position that stands for no token; its vector starts at 0 and is not trained: by no gradient, weight decay
    /// or other step of an optimizer (see `Tensor.fixedElements`). It may be set by hand.
    public let paddingIndex: Int?

    /// A table with fresh vectors.
    public init(
        _ count: Int, _ features: Int, paddingIndex: Int? = nil, dtype: DType = .float32,
        generator: RandomGenerator = .shared
    ) {
        let lengths = checkedLengths(count, features, of: "Embedding")
        let (count, features) = (lengths[0], lengths[1])
        let vectors = Initializer.normal()([count, features], dtype: dtype, generator: generator)
        var padding = paddingIndex
        if let index = paddingIndex {
            if (0..<count).contains(index) {
                vectors[index] = Tensor.zeros([features], dtype: dtype)
            } else {
                report(AdjointError(.index, "Embedding", "paddingIndex \(index) is not in 0..<\(count)"))
                padding = nil
            }
        }
        self.paddingIndex = padding
        weight = vectors
        if let padding {
            weight.fixedElements = (Tensor.arange(count, dtype: .int64) .== Double(padding)).expandedDimension(at: 1)
        }
    }

    /// The vectors at the positions that `x` names. Other than integers in 0..<count are reported.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        let name = "Embedding(\(weight.shape[0]), \(weight.shape[1]))"
        let vectors = weight.take(x, axis: 0, for: name, positions: "its rows")
        guard let paddingIndex, x.dtype.isInteger else { return observed(vectors) }
        let isToken = (x .!= Double(paddingIndex)).expandedDimension(at: -1)
        return observed(which(isToken, vectors, vectors.detach()))
    }
}
