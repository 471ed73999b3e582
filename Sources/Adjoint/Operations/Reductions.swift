import AdjointKernels

/// A reduction y of x along axes whose derivative is a weight for each element of x: ∂y/∂x = weights(x, y).
final class WeightedReduction: Operation, @unchecked Sendable {
    enum Kind: String, CaseIterable {
        case product, max, min, squares, norm

        /// Whether a weight of 0 means that another element was chosen.
        var selects: Bool { self == .max || self == .min }
    }

    let kind: Kind
    private let axes: [Int]
    private let keepDims: Bool
    private let weights: @Sendable (_ x: Tensor, _ y: Tensor) -> Tensor

    init(_ kind: Kind, axes: [Int], keepDims: Bool, weights: @escaping @Sendable (Tensor, Tensor) -> Tensor) {
        self.kind = kind
        self.axes = axes
        self.keepDims = keepDims
        self.weights = weights
        super.init(kind.rawValue, selectors: kind.selects ? 1 : 0)
    }

    /// `y` with the reduced axes at length 1.
    private func aligned(_ y: Tensor, _ x: Tensor) -> Tensor { y.reshaped(keptShape(x.shape, axes, keepDims: true)) }

    override func cotangent(_ index: Int, of node: Tensor, _ g: Tensor) -> Tensor? {
        node.first.map { gatedMultiply(aligned(g, $0), weights($0, aligned(node, $0)), selects: kind.selects) }
    }

    override func tangent(of node: Tensor, _ tangents: [Tensor?]) -> Tensor {
        guard let x = node.first, case let t?? = tangents.first else {
            return Tensor.zeros(node.shape, dtype: node.dtype)
        }
        return gatedMultiply(t, weights(x, aligned(node, x)), selects: kind.selects)
            .sum(axes: axes, keepDims: keepDims)
    }
}

/// A shape without some of its axes, or with these at length 1.
func keptShape(_ shape: [Int], _ axes: [Int], keepDims: Bool) -> [Int] {
    if axes.count == shape.count, !keepDims { return [] }
    var kept = shape
    for axis in axes.reversed() {
        if keepDims { kept[axis] = 1 } else { kept.remove(at: axis) }
    }
    return kept
}

extension Tensor {
    /// A reduction along sorted axes; the result is not yet recorded.
    func reduced(
        _ operation: AdjReduction, _ name: String, _ axes: [Int], keepDims: Bool, dtype result: DType? = nil
    ) -> Tensor {
        let result = result ?? dtype
        let target = keptShape(shape, axes, keepDims: keepDims)
        let length = axes.reduce(1) { $0 * shape[$1] }
        let isPositional = operation == .argmax || operation == .argmin
        let hasIdentity = operation != .maximum && operation != .minimum && !isPositional
        guard length > 0 || hasIdentity || target.contains(0) else {
            return fail(
                .shape, name, "\(shape) has no elements to choose from along \(axes)", dtype: result)
        }
        guard isReducible(operation, dtype) else {
            return fail(.dtype, name, "dtype \(dtype) is not supported", dtype: result)
        }
        let values = withoutGradient { AxisReduction(operation, name, result).run(self, axes) }
        return Tensor(values: values, dtype: result, layout: .rowMajor(target))
    }

    func axes(_ axes: [Int]?, _ name: String) -> [Int]? {
        axes.map { normalized($0, name) } ?? Array(0..<rank)
    }

    /// Integers and truth values add up in int64.
    private var summable: Tensor { dtype.isInteger || dtype == .bool ? cast(to: .int64) : self }

    // MARK: Sums; Statistics.swift has means and norms

    /// The sum along the given axes, by default all. Integers and truth values add up as `int64`.
    public func sum(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
        self.axes(axes, "sum").map { summed(along: $0, keepDims: keepDims) } ?? .standIn(dtype)
    }

    /// The sum along sorted axes.
    private func summed(along axes: [Int], keepDims: Bool) -> Tensor {
        let x = summable
        let source = shape
        // Without the first axes, or with all, it broadcasts back as it is.
        let broadcasts = keepDims || (axes.last ?? -1) < axes.count
        return x.reduced(.sum, "sum", axes, keepDims: keepDims).record(
            LinearOperation(
                .sum, apply: { $0.sum(axes: axes, keepDims: keepDims) },
                transpose: {
                    (broadcasts ? $0 : $0.reshaped(keptShape(source, axes, keepDims: true))).broadcast(to: source)
                }), x)
    }

    /// The sum along one axis.
    public func sum(axis: Int, keepDims: Bool = false) -> Tensor { sum(axes: [axis], keepDims: keepDims) }

    // MARK: Products

    /// The product along the given axes, by default all. The gradient is right also where elements are 0.
    public func product(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
        guard let axes = self.axes(axes, "product") else { return .standIn(dtype) }
        let x = summable
        return x.reduced(.product, "product", axes, keepDims: keepDims).record(
            WeightedReduction(.product, axes: axes, keepDims: keepDims) { x, _ in x.productOfOthers(axes: axes) }, x)
    }

    /// The product along one axis.
    public func product(axis: Int, keepDims: Bool = false) -> Tensor { product(axes: [axis], keepDims: keepDims) }

    /// For each element the product of all others along the axes, by pairs: the other of its pair times the product of
    /// all other pairs.
    private func productOfOthers(axes: [Int]) -> Tensor {
        let kept = shape.indices.filter { !axes.contains($0) }
        let order = kept + axes
        let lengths = order.map { shape[$0] }
        let length = axes.reduce(1) { $0 * shape[$1] }
        let lines = transposed(order).reshaped([kept.reduce(1) { $0 * shape[$1] }, length])
        func others(_ x: Tensor) -> Tensor {
            let length = x.shape[1]
            if length <= 1 { return Tensor.ones(like: x) }
            let even = length % 2 == 0 ? x : x.padded([(0, 0), (0, 1)], value: 1)
            let pairs = even.reshaped(x.shape[0], (length + 1) / 2, 2)
            let beyond = others(pairs[.all, .all, 0] * pairs[.all, .all, 1]).expandedDimension(at: 2)
            return (beyond * pairs.flipped(axis: 2)).reshaped(even.shape)[.all, 0..<length]
        }
        var inverse = order
        for (position, axis) in order.enumerated() { inverse[axis] = position }
        return others(lines).reshaped(lengths).transposed(inverse)
    }

    // MARK: Extremes

    private func extreme(_ operation: AdjReduction, _ kind: WeightedReduction.Kind, _ axes: [Int]?, keepDims: Bool)
        -> Tensor
    {
        guard let axes = self.axes(axes, kind.rawValue) else { return .standIn(dtype) }
        return reduced(operation, kind.rawValue, axes, keepDims: keepDims).record(
            WeightedReduction(kind, axes: axes, keepDims: keepDims) { x, y in
                let ties = (x .== y).cast(to: x.dtype)
                return ties / ties.sum(axes: axes, keepDims: true)
            }, self)
    }

    /// The greatest element along the given axes, by default of all; NaN if there is one. Ties share the cotangent
    /// equally.
    public func max(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
        extreme(.maximum, .max, axes, keepDims: keepDims)
    }

    /// The greatest element along one axis.
    public func max(axis: Int, keepDims: Bool = false) -> Tensor { max(axes: [axis], keepDims: keepDims) }

    /// The least element along the given axes, by default of all; NaN if there is one. Ties share the cotangent
    /// equally.
    public func min(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
        extreme(.minimum, .min, axes, keepDims: keepDims)
    }

    /// The least element along one axis.
    public func min(axis: Int, keepDims: Bool = false) -> Tensor { min(axes: [axis], keepDims: keepDims) }

    private func position(_ operation: AdjReduction, _ name: String, _ axis: Int?, keepDims: Bool) -> Tensor {
        guard let axes = axes(axis.map { [$0] }, name) else { return .standIn(dtype) }
        return reduced(operation, name, axes, keepDims: keepDims, dtype: .int64)
    }

    /// The position, as `int64`, of the first greatest element along an axis, or in row-major order of all; of the
    /// first NaN if there is one.
    public func argmax(axis: Int? = nil, keepDims: Bool = false) -> Tensor {
        position(.argmax, "argmax", axis, keepDims: keepDims)
    }

    /// The position, as `int64`, of the first least element along an axis, or in row-major order of all; of the first
    /// NaN if there is one.
    public func argmin(axis: Int? = nil, keepDims: Bool = false) -> Tensor {
        position(.argmin, "argmin", axis, keepDims: keepDims)
    }

    // MARK: Truth

    /// Whether all elements are true, along the given axes or of the whole tensor. bool only; true where there are
    /// none.
    public func all(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
        guard let axes = self.axes(axes, "all") else { return .standIn(dtype) }
        return reduced(.all, "all", axes, keepDims: keepDims)
    }

    /// Whether any element is true, along the given axes or of the whole tensor. bool only; false where there are none.
    public func any(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
        guard let axes = self.axes(axes, "any") else { return .standIn(dtype) }
        return reduced(.any, "any", axes, keepDims: keepDims)
    }

    /// Summed to a shape that broadcasts to this tensor's: what the engine does to the cotangent of a broadcast
    /// operand.
    func summed(to target: [Int]) -> Tensor {
        if target == shape { return self }
        let shift = rank - target.count
        let axes = shape.indices.filter { $0 < shift || (target[$0 - shift] == 1 && shape[$0] != 1) }
        return summed(along: axes, keepDims: false).reshaped(target)
    }
}

extension Tensor {
    /// This cotangent in the shape of its input: summed over repeated axes, or repeated where a rule gave one that the
    /// input would broadcast from, such as a rank-0 constant.
    @inline(__always)
    func fitted(to input: Tensor) -> Tensor {
        layout === input.layout || shape == input.shape ? self : refitted(to: input)
    }

    @inline(never)
    private func refitted(to input: Tensor) -> Tensor {
        if count < input.count, let target = Adjoint.broadcast(shape, input.shape), target == input.shape {
            return broadcast(to: target)
        }
        return summed(to: input.shape)
    }
}
