import Testing

@testable import Adjoint

/// One call with random arguments, and what an independent rule says of it.
struct Request {
    enum Outcome: Equatable {
        case shape([Int])
        case error
        case unknown
    }

    let text: String
    let leaves: [Tensor]
    let outcome: Outcome
    let run: () -> [Tensor]

    init(_ text: String, _ leaves: [Tensor] = [], _ outcome: Outcome = .unknown, _ run: @escaping () -> [Tensor]) {
        (self.text, self.leaves, self.outcome, self.run) = (text, leaves, outcome, run)
    }

    struct Family: Sendable, CustomTestStringConvertible {
        let name: String
        var rounds = 60
        let make: @Sendable (inout Draw) -> Request

        var testDescription: String { name }
    }
}

extension Request.Outcome {
    /// A shape, or an error where the rule gives none.
    init(_ shape: [Int]?) { self = shape.map { .shape($0) } ?? .error }

    func of(_ tensors: Tensor...) -> Self { of(tensors) }

    /// The same, but unknown where it depends on the dtype whether there is a result at all.
    func of(_ tensors: [Tensor]) -> Self {
        self == .error || tensors.allSatisfy(\.dtype.isFloatingPoint) ? self : .unknown
    }
}

// MARK: Rules

/// The positions of axes counted from either end; nil where one does not exist or is named twice.
private func positions(_ axes: [Int], _ rank: Int) -> [Int]? {
    let found = axes.compactMap { axis in (0..<rank).first { $0 == axis || $0 - rank == axis } }
    return found.count == axes.count && Set(found).count == found.count ? found : nil
}

private func reduced(_ shape: [Int], _ axes: [Int]?, keepDims: Bool) -> [Int]? {
    guard let axes = positions(axes ?? Array(shape.indices), shape.count) else { return nil }
    return shape.indices.compactMap { axes.contains($0) ? (keepDims ? 1 : nil) : shape[$0] }
}

private func isReasonable(_ shape: [Int]) -> Bool { shape.count <= 8 && shape.allSatisfy { (0...1000).contains($0) } }

// MARK: Families

extension Request {
    static let families = elementwise + reductions + movement + indexing + creation + transforms

    private static let unaries: [@Sendable (Tensor) -> Tensor] = [
        { abs($0) }, { sign($0) }, { square($0) }, { relu($0) }, { sqrt($0) }, { rsqrt($0) }, { reciprocal($0) },
        { exp($0) }, { expm1($0) }, { log($0) }, { log1p($0) }, { sin($0) }, { cos($0) }, { tan($0) }, { tanh($0) },
        { sinh($0) }, { cosh($0) }, { asin($0) }, { acos($0) }, { atan($0) }, { sigmoid($0) }, { softplus($0) },
        { erf($0) }, { floor($0) }, { ceil($0) }, { round($0) }, { -$0 }, { gelu($0) }, { silu($0) }, { elu($0) },
        { leakyRelu($0) }, { logSigmoid($0) }, { isNaN($0) }, { isFinite($0) }, { clip($0, to: -1...0.5) }, { $0 ** 3 },
        { 2 / $0 }, { $0 .> 0 }, { $0.detach() }, { maximum($0, 0.5) }, { pow(2, $0) },
    ]

    private static let binaries: [@Sendable (Tensor, Tensor) -> Tensor] = [
        { $0 + $1 }, { $0 - $1 }, { $0 * $1 }, { $0 / $1 }, { $0 ** $1 }, { maximum($0, $1) }, { minimum($0, $1) },
        { $0 .== $1 }, { $0 .< $1 }, { $0 .>= $1 },
    ]

    static let elementwise = [
        Family(name: "unary", rounds: 200) { draw in
            let (x, index) = (draw.tensor(), draw.int(0...(unaries.count - 1)))
            return Request("operation \(index) of \(x.shape) \(x.dtype)", [x], .shape(x.shape).of(x)) {
                [unaries[index](x)]
            }
        },
        Family(name: "binary", rounds: 200) { draw in
            let x = draw.tensor()
            let (y, index) = (draw.tensor(draw.partner(of: x.shape)), draw.int(0...(binaries.count - 1)))
            let outcome = Outcome(ArrayModel.broadcast(x.shape, y.shape)).of(x, y)
            return Request("operation \(index) of \(x.shape) \(x.dtype), \(y.shape) \(y.dtype)", [x, y], outcome) {
                [binaries[index](x, y)]
            }
        },
        Family(name: "which") { draw in
            let x = draw.tensor()
            let (y, c) = (draw.tensor(draw.partner(of: x.shape)), draw.tensor(draw.partner(of: x.shape), .bool))
            let shape = ArrayModel.broadcast(x.shape, y.shape).flatMap { ArrayModel.broadcast($0, c.shape) }
            return Request("\(c.shape) ? \(x.shape) : \(y.shape)", [x, y], Outcome(shape).of(x, y)) { [which(c, x, y)] }
        },
        Family(name: "cast and read", rounds: 100) { draw in
            let (x, target) = (draw.tensor(), draw.dtype())
            return Request("\(x.shape) \(x.dtype) to \(target)", [x], .shape(x.shape)) { [x.cast(to: target)] }
        },
        Family(name: "read as", rounds: 60) { draw in
            let x = draw.tensor()
            return Request("\(x.shape) \(x.dtype)", [x]) {
                [Tensor(x.asArray(Int32.self), shape: x.shape), Tensor(x.asArray(Bool.self), shape: x.shape)]
            }
        },
    ]

    private static let sums: [@Sendable (Tensor, [Int]?, Bool) -> Tensor] = [
        { $0.sum(axes: $1, keepDims: $2) }, { $0.mean(axes: $1, keepDims: $2) }, { $0.norm(axes: $1, keepDims: $2) },
        { $0.product(axes: $1, keepDims: $2) }, { $0.variance(axes: $1, keepDims: $2, correction: 1) },
        { $0.max(axes: $1, keepDims: $2) }, { $0.min(axes: $1, keepDims: $2) }, { $0.all(axes: $1, keepDims: $2) },
    ]

    static let reductions = [
        Family(name: "reductions", rounds: 250) { draw in
            let (x, index, keep) = (draw.tensor(), draw.int(0...(sums.count - 1)), draw.chance(50))
            let axes = draw.chance(20) ? nil : draw.axes(x.rank)
            let shape = reduced(x.shape, axes, keepDims: keep)
            // An extreme of nothing is an error, unless there is nothing to give either; `all` is for bool.
            let outcome: Outcome = x.count == 0 && index > 4 || index == 7 ? .unknown : Outcome(shape).of(x)
            return Request("reduction \(index) of \(x.shape) \(x.dtype) along \(axes ?? [])", [x], outcome) {
                [sums[index](x, axes, keep)]
            }
        },
        Family(name: "argmax") { draw in
            let x = draw.tensor()
            let axis = draw.chance(20) ? nil : draw.axis(x.rank)
            let shape = reduced(x.shape, axis.map { [$0] }, keepDims: true)
            return Request("\(x.shape) along \(axis ?? 0)", [x], x.count == 0 ? .unknown : Outcome(shape).of(x)) {
                [x.argmax(axis: axis, keepDims: true), x.argmin(axis: axis, keepDims: true)]
            }
        },
        Family(name: "softmax") { draw in
            let (x, index) = (draw.tensor(), draw.int(0...2))
            let axis = draw.axis(x.rank)
            let shape = positions([axis], x.rank).map { _ in x.shape }
            return Request("\(x.shape) along \(axis)", [x], x.count == 0 ? .unknown : Outcome(shape).of(x)) {
                [
                    index == 0
                        ? softmax(x, axis: axis)
                        : index == 1 ? logSoftmax(x, axis: axis) : x + logSumExp(x, axis: axis, keepDims: true)
                ]
            }
        },
    ]
}

// MARK: Moving, joining, indexing

extension Request {
    static let movement = [
        Family(name: "reshaped", rounds: 100) { draw in
            let x = draw.tensor()
            var target = draw.chance(50) ? draw.shape() : x.shape.reversed()
            if draw.chance(30) { target.append(draw.size()) }
            if draw.chance(30), !target.isEmpty { target[draw.int(0...(target.count - 1))] = -1 }
            let fits = isReasonable(target) && target.reduce(1, *) == x.count
            return Request("\(x.shape) to \(target)", [x], fits ? .shape(target) : .unknown) { [x.reshaped(target)] }
        },
        Family(name: "axes moved", rounds: 150) { draw in
            let (x, a, b) = (draw.tensor(), draw.axis(3), draw.axis(3))
            let (axes, index) = (draw.axes(x.rank), draw.int(0...5))
            let known = positions([a], x.rank) != nil && positions([b], x.rank) != nil
            let outcome: Outcome = index == 1 ? Outcome(positions(axes, x.rank).map { _ in x.shape }) : .unknown
            return Request("\(index) of \(x.shape): \(a), \(b), \(axes)", [x], known || index == 1 ? outcome : .unknown)
            {
                switch index {
                case 0: [x.swappedAxes(a, b)]
                case 1: [x.flipped(axes: axes)]
                case 2: [x.flattened(from: a, through: b)]
                case 3: [x.squeezed(axes: axes), x.squeezed()]
                case 4: [x.expandedDimension(at: a)]
                default: [x.transposed(axes), x.transposed(), x.T]
                }
            }
        },
        Family(name: "broadcast") { draw in
            let x = draw.tensor()
            let target = draw.chance(30) ? [draw.size()] + x.shape : draw.partner(of: x.shape)
            let fits = isReasonable(target) && ArrayModel.broadcast(x.shape, target) == target
            return Request("\(x.shape) to \(target)", [x], fits ? .shape(target) : .unknown) {
                [x.broadcast(to: target)]
            }
        },
        Family(name: "padded") { draw in
            let x = draw.tensor(draw.shape(4))
            let widths = draw.several(draw.chance(85) ? x.rank...x.rank : 0...3) { ($0.size() % 100, $0.size()) }
            let lengths = zip(x.shape, widths).map { $0 &+ $1.0 &+ $1.1 }
            let fits = widths.count == x.rank && widths.allSatisfy { isReasonable([$0.0, $0.1]) }
            return Request("\(x.shape) by \(widths)", [x], fits ? .shape(lengths) : .error) {
                [x.padded(widths.map { (before: $0.0, after: $0.1) }, value: 7)]
            }
        },
        Family(name: "split") { draw in
            let (x, cut, parts) = (draw.tensor(), draw.int(0...2), draw.size())
            let axis = draw.axis(x.rank)
            let length = positions([axis], x.rank).map { x.shape[$0[0]] } ?? 1
            let sizes = draw.chance(70) ? [cut, length - cut] : draw.several(0...3) { $0.size() }
            let fits = positions([axis], x.rank) != nil && sizes == [cut, length - cut] && cut <= length
            return Request("\(x.shape) \(sizes), \(parts) along \(axis)", [x]) {
                // The caller may rely on the number of parts.
                let pieces = x.split(sizes: sizes, axis: axis)
                #expect(pieces.count == sizes.count)
                if fits { return [pieces[0], pieces[1]] }
                return parts > 0
                    ? [x.split(parts: parts, axis: axis)[Swift.min(parts, 9) - 1]] : x.split(parts: parts, axis: axis)
            }
        },
        Family(name: "joined", rounds: 100) { draw in
            let x = draw.tensor()
            let axis = draw.axis(x.rank)
            let others = draw.several(0...2) { $0.tensor($0.chance(70) ? x.shape : $0.partner(of: x.shape)) }
            let all = [x] + others
            let same = others.allSatisfy { $0.shape == x.shape }
            let place = positions([axis], x.rank + 1)
            let shape = same && x.rank < 8 && place != nil ? x.shape : nil
            var stackedShape = shape
            if let place = place?.first { stackedShape?.insert(all.count, at: place) }
            let isStack = draw.chance(50)
            let outcome = isStack ? Outcome(stackedShape).of(all) : .unknown
            return Request("\(all.map(\.shape)) along \(axis)", all, outcome) {
                [isStack ? stacked(all, axis: axis) : concatenated(all, axis: axis)]
            }
        },
        Family(name: "matmul", rounds: 150) { draw in
            let x = draw.tensor()
            let shape = draw.chance(70) ? Array(draw.partner(of: x.shape).reversed()) : draw.shape()
            let y = draw.tensor(draw.chance(50) && x.rank > 0 ? [x.shape[x.rank - 1], draw.int(0...3)] : shape)
            let outcome: Outcome =
                x.rank > 0 && y.rank == 2
                ? Outcome(x.shape[x.rank - 1] == y.shape[0] ? x.shape.dropLast() + [y.shape[1]] : nil).of(x, y)
                : .unknown
            return Request("\(x.shape) \(x.dtype) × \(y.shape) \(y.dtype)", [x, y], outcome) { [matmul(x, y)] }
        },
    ]

    static let indexing = [
        Family(name: "subscript", rounds: 300) { draw in
            let x = draw.tensor(draw.shape(5))
            let terms = draw.several(0...4) { $0.term() }
            return Request("\(x.shape)\(terms.map(\.term))", [x]) { [x[terms]] }
        },
        Family(name: "subscript assignment", rounds: 200) { draw in
            let x = draw.tensor(draw.shape(5))
            let (first, second) = (draw.term(), draw.term())
            let value = draw.tensor(draw.shape(2), draw.chance(90) ? x.dtype : nil).detach()
            return Request("\(x.shape)[\(first.term), \(second.term)] = \(value.shape) \(value.dtype)", [x]) {
                x[first, second] = value
                return [x]
            }
        },
        Family(name: "take", rounds: 100) { draw in
            let x = draw.tensor(draw.shape(4))
            let indices = draw.tensor(
                draw.partner(of: x.shape), draw.chance(90) ? draw.one(of: [.int32, .int64]) : nil)
            let (axis, along) = (draw.axis(x.rank), draw.chance(50))
            return Request("\(x.shape) at \(indices.shape) along \(axis)", [x]) {
                let positions = indices.dtype.isInteger ? abs(indices) : indices
                return [along ? x.takeAlong(positions, axis: axis) : x.take(positions, axis: axis), x.take(indices)]
            }
        },
        Family(name: "assign") { draw in
            let (x, y) = (draw.tensor(), draw.tensor())
            let fits = x.shape == y.shape && x.dtype == y.dtype
            return Request("\(x.shape) \(x.dtype) = \(y.shape) \(y.dtype)", [x], fits ? .shape(x.shape) : .error) {
                x.assign(y)
                return [x]
            }
        },
    ]

    static let creation = [
        Family(name: "creation", rounds: 200) { draw in
            let shape = draw.several(0...9) { $0.size() }
            let (dtype, index, a, b) = (draw.dtype(), draw.int(0...7), draw.size(), draw.size())
            let fits = shape.count <= 8 && shape.allSatisfy { (0...4).contains($0) }
            let outcome: Outcome =
                index > 3 || !fits && !shape.allSatisfy { $0 >= 0 }
                ? .unknown : fits && dtype.isFloatingPoint ? .shape(shape) : .unknown
            return Request("\(index): \(shape) \(dtype), \(a), \(b)", [], outcome) {
                switch index {
                case 0: [Tensor.full(shape, 1e30, dtype: dtype)]
                case 1: [Tensor.zeros(shape, dtype: dtype)]
                case 2: [Tensor.uniform(shape, in: -1..<1, dtype: dtype, generator: RandomGenerator(seed: 1))]
                case 3: [Tensor.normal(shape, mean: 1, dtype: dtype, generator: RandomGenerator(seed: 1))]
                case 4: [Tensor.eye(a, columns: b, dtype: dtype)]
                case 5: [Tensor.arange(a, dtype: dtype), Tensor.arange(Double(a), Double(b), step: 0.5, dtype: dtype)]
                case 6: [Tensor.linspace(Double(b), 2, count: a, dtype: dtype)]
                default:
                    [Tensor([1, 2, 3] as [Float], shape: shape), oneHot(Tensor([0, 2]), classes: a, dtype: dtype)]
                }
            }
        }
    ]

    static let transforms = [
        Family(name: "backward") { draw in
            let x = draw.tensor()
            let cotangent = draw.tensor(draw.chance(60) ? x.shape : nil, draw.chance(70) ? x.dtype : nil)
            return Request("\(x.shape) \(x.dtype) from \(cotangent.shape) \(cotangent.dtype)", [x]) {
                let y = x * x
                y.backward(cotangent, retainGraph: true)
                return [y] + gradients(of: sin(y).sum(), for: [x, y, x], createGraph: true)
            }
        },
        Family(name: "transforms", rounds: 80) { draw in
            let (x, t, index) = (draw.tensor(draw.shape(3)), draw.tensor(draw.shape(3)), draw.int(0...4))
            return Request("\(index) at \(x.shape) \(x.dtype), \(t.shape) \(t.dtype)", [x]) {
                switch index {
                case 0: [vjp(of: { tanh($0).sum() }, at: x).pullback(t)]
                case 1: [jvp(of: { $0 * $0 }, at: x, tangent: t).tangent]
                case 2: [jacobian(of: { exp($0) })(x)]
                case 3: [hessian(of: { ($0 ** 3).sum() })(x)]
                default: [hvp(of: { ($0 * $0).sum() }, at: x, vector: t), gradient(of: { $0 })(x)]
                }
            }
        },
    ]
}
