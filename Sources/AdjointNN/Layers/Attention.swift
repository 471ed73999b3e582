import Adjoint

/// softmax(Q Kᵀ / √features + mask) V (Vaswani et al., 2017).
///
/// Shapes: queries [..., queries, features], keys [..., keys, features], values [..., keys, valueFeatures] →
/// [..., queries, valueFeatures]. A query that may attend to no key gets 0, and passes nothing back. A weight of 0 is
/// still multiplied with its value, so values that are masked out must be finite.
/// - Parameters:
///   - queries: what asks, [..., queries, features].
///   - keys: what is asked, [..., keys, features].
///   - values: what is given, [..., keys, valueFeatures].
///   - mask: broadcasts to [..., queries, keys]; either bool, true where a query may attend to a key, or numbers to be
///     added to the scores, -∞ where it may not.
///   - isCausal: whether a query attends only to keys up to its own position, where the last query stands at the last
///     key.
///   - dropout: applied to the weights.
public func scaledDotProductAttention(
    _ queries: Tensor, _ keys: Tensor, _ values: Tensor, mask: Tensor? = nil, isCausal: Bool = false,
    dropout: Dropout? = nil
) -> Tensor {
    let dtypes = [queries, keys, values].map(\.dtype) + (mask.map { $0.dtype == .bool ? [] : [$0.dtype] } ?? [])
    if let other = dtypes.first(where: { !$0.isFloatingPoint }) {
        return fail(
            .dtype, "scaledDotProductAttention",
            "an operand is \(other): float32 or float64, and bool for a mask, are possible")
    }
    guard queries.rank >= 2, keys.rank >= 2, queries.shape.last == keys.shape.last, let features = queries.shape.last
    else {
        return fail(
            .shape, "scaledDotProductAttention",
            "queries \(queries.shape) and keys \(keys.shape): [..., features] of equal length are needed",
            dtype: queries.dtype)
    }
    return speaking(as: "scaledDotProductAttention") {
        var scores = matmul(queries / Double(features).squareRoot(), keys.T)
        var isAllowed = mask?.dtype == .bool ? mask : nil
        if let mask, mask.dtype != .bool { scores = scores + mask }
        if isCausal {
            let (rows, columns) = (scores.shape[scores.rank - 2], scores.shape[scores.rank - 1])
            let position = Tensor.arange(rows, dtype: .int64).expandedDimension(at: 1) + Double(columns - rows)
            let isPast = Tensor.arange(columns, dtype: .int64) .<= position
            isAllowed = isAllowed.map { $0 .&& isPast } ?? isPast
        }
        if let isAllowed { scores = which(isAllowed, scores, Tensor(-Double.infinity)) }
        let weights =
            scores.shape.last == 0 ? scores : mask == nil && !isCausal ? softmax(scores) : maskedSoftmax(scores)
        return matmul(dropout.map { $0(weights) } ?? weights, values)
    }
}

/// The keys and values of the positions seen so far, so that a sequence can be continued without computing them again.
///
/// It belongs to one sequence. Where several threads continue that, each call is one turn, and adds its positions
/// behind those of the calls before.
public final class KeyValueCache: Sendable {
    private struct Content: Sendable {
        var keys, values: Tensor?
        var length: Int { keys.map { $0.shape[$0.rank - 2] } ?? 0 }
    }

    private let content = Guarded(Content())

    /// The keys, [batch, heads, length, features]; nil at the start.
    public var keys: Tensor? { content.value.keys }
    /// The values, [batch, heads, length, features]; nil at the start.
    public var values: Tensor? { content.value.values }

    /// An empty cache.
    public init() {}

    /// How many positions it holds.
    public var length: Int { content.value.length }

    /// Adds keys and values of further positions, which `make` gives of the number of those before, and gives those of
    /// all.
    func append(
        _ make: (_ length: Int) -> (keys: Tensor, values: Tensor)
    ) -> (keys: Tensor, values: Tensor) {
        content.withValue { content in
            let new = make(content.length)
            let keys = content.keys.map { concatenated([$0, new.keys], axis: -2) } ?? new.keys
            let values = content.values.map { concatenated([$0, new.values], axis: -2) } ?? new.values
            // What failed has no effect.
            if hasFailed { return (keys, values) }
            willChange(self, content) { cache, before in cache.content.withValue { $0 = before } }
            (content.keys, content.values) = (keys, values)
            return (keys, values)
        }
    }
}

/// Attention of several heads on projections of queries, keys and values (Vaswani et al., 2017).
///
/// Shapes: queries [..., queries, features], keys [..., keys, keyFeatures], values [..., keys, valueFeatures] → [...,
/// queries, features]. The weights have PyTorch's names and layouts: `in_proj_weight` [3 · features, features], or,
/// where keys or values have other features, `q_proj_weight`, `k_proj_weight` and `v_proj_weight`; `in_proj_bias` [3 ·
/// features],
/// `out_proj.weight` and `out_proj.bias`. Projections start Xavier-uniform, biases at 0.
public struct MultiHeadAttention: Module, Sendable {
    @Parameter private var inProjWeight: Tensor?
    @Parameter private var qProjWeight: Tensor?
    @Parameter private var kProjWeight: Tensor?
    @Parameter private var vProjWeight: Tensor?
    @Parameter private var inProjBias: Tensor?
    private let outProj: Linear
    private let dropout: Dropout
    private let rotary: RotaryPositions?
    private let features, heads: Int

    /// Attention with fresh weights, whose heads have features / heads features each.
    /// - Parameters:
    ///   - features: the length of queries and of the result.
    ///   - heads: how many heads there are; they divide the features.
    ///   - keyFeatures: the length of keys, by default that of queries.
    ///   - valueFeatures: the length of values, by default that of queries.
    ///   - dropout: the probability with which weights of keys are dropped in training.
    ///   - bias: whether the projections have biases.
    ///   - rotary: turns queries and keys by their positions, where given.
    ///   - dtype: of the weights.
    ///   - generator: what the weights and dropout draw from.
    public init(
        _ features: Int, heads: Int, keyFeatures: Int? = nil, valueFeatures: Int? = nil, dropout: Double = 0,
        bias: Bool = true, rotary: RotaryPositions? = nil, dtype: DType = .float32,
        generator: RandomGenerator = .shared
    ) {
        let lengths = checkedLengths(
            features, keyFeatures ?? features, valueFeatures ?? features, of: "MultiHeadAttention")
        let (features, keyFeatures, valueFeatures) = (lengths[0], lengths[1], lengths[2])
        var heads = heads
        if heads < 1 || features % heads != 0 {
            report(AdjointError(.shape, "MultiHeadAttention", "\(heads) heads do not divide \(features) features"))
            heads = 1
        }
        (self.features, self.heads, self.rotary) = (features, heads, rotary)
        func draw(_ shape: [Int]) -> Tensor {
            Initializer.glorotUniform()(shape, dtype: dtype, generator: generator)
        }
        let isPacked = keyFeatures == features && valueFeatures == features
        inProjWeight = isPacked ? draw([3 * features, features]) : nil
        qProjWeight = isPacked ? nil : draw([features, features])
        kProjWeight = isPacked ? nil : draw([features, keyFeatures])
        vProjWeight = isPacked ? nil : draw([features, valueFeatures])
        inProjBias = bias ? .zeros([3 * features], dtype: dtype) : nil
        outProj = Linear(features, features, bias: bias, dtype: dtype, generator: generator)
        outProj.bias?.assign(.zeros([features], dtype: dtype))
        self.dropout = Dropout(dropout, generator: generator)
    }

    /// The attention of a sequence to itself.
    public func callAsFunction(_ x: Tensor) -> Tensor { self(x, x, x) }

    /// The attention of queries to keys.
    /// - Parameters:
    ///   - queries: [batch, queries, features].
    ///   - keys: [batch, keys, keyFeatures].
    ///   - values: [batch, keys, valueFeatures].
    ///   - mask: see `scaledDotProductAttention`; broadcasts to [..., heads, queries, keys]. For the lengths of
    ///     sequences: `sequenceMask(lengths:length:).reshaped(batch, 1, 1, length)`.
    ///   - isCausal: whether a query attends only to keys up to its own position.
    ///   - cache: keys and values of earlier positions, which the queries attend to as well, and which these are added
    ///     to.
    public func callAsFunction(
        _ queries: Tensor, _ keys: Tensor, _ values: Tensor, mask: Tensor? = nil, isCausal: Bool = false,
        cache: KeyValueCache? = nil
    ) -> Tensor {
        guard queries.rank >= 2, keys.rank == queries.rank, values.rank == queries.rank else {
            return fail(
                .shape, "MultiHeadAttention(\(features), heads: \(heads))",
                "queries \(queries.shape), keys \(keys.shape), values \(values.shape): [..., length, features] of one "
                    + "rank are needed", dtype: queries.dtype)
        }
        return computed("MultiHeadAttention") {
            var (q, k, v) = projections(queries, keys, values)
            func turn(by offset: Int) {
                if let rotary { (q, k) = (rotary(q, offset: offset), rotary(k, offset: offset)) }
            }
            if let cache {
                (k, v) = cache.append { length in
                    turn(by: length)
                    return (k, v)
                }
            } else {
                turn(by: 0)
            }
            let y = scaledDotProductAttention(q, k, v, mask: mask, isCausal: isCausal, dropout: dropout)
            let joined = y.swappedAxes(-2, -3)
            return outProj(joined.reshaped(joined.shape.dropLast(2) + [features]))
        }
    }

    /// W x + b of queries, keys and values, each [..., heads, length, features / heads].
    private func projections(_ queries: Tensor, _ keys: Tensor, _ values: Tensor) -> (Tensor, Tensor, Tensor) {
        let parts: [Tensor]
        if queries === keys, keys === values, let weight = inProjWeight {
            let product = matmul(queries, weight.T)
            parts = (inProjBias.map { product + $0 } ?? product).split(parts: 3, axis: -1)
        } else {
            let weights = inProjWeight?.split(parts: 3) ?? [qProjWeight, kProjWeight, vProjWeight].compactMap { $0 }
            let biases = inProjBias?.split(parts: 3)
            parts = zip([queries, keys, values], weights).enumerated().map { index, operands in
                let product = matmul(operands.0, operands.1.T)
                return biases.map { product + $0[index] } ?? product
            }
        }
        let heads = parts.map {
            $0.reshaped($0.shape.dropLast() + [self.heads, features / self.heads]).swappedAxes(-2, -3)
        }
        return (heads[0], heads[1], heads[2])
    }
}
