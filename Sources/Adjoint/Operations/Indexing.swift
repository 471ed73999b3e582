/// What can stand between the brackets of `x[…]`: an integer, a range, `.newAxis`, `.ellipsis`, `.all`, `.stride(…)`,
/// or an integer tensor.
public protocol TensorIndex {
    /// The index in its general form.
    var term: IndexTerm { get }
}

/// One index of a subscript, in general form. Negative positions count from the end.
public enum IndexTerm: TensorIndex {
    /// One position; the axis disappears.
    case position(Int)
    /// Every `step`-th position; a bound that is nil is the end of the axis. Bounds beyond the axis are cut, as in
    /// NumPy.
    case slice(from: Int?, to: Int?, step: Int)
    /// The positions that an integer tensor names; the axis is replaced by the tensor's axes.
    case positions(Tensor)
    /// A new axis of length 1.
    case insertAxis
    /// As many whole axes as are left.
    case fill

    /// Itself.
    public var term: IndexTerm { self }
}

extension TensorIndex where Self == IndexTerm {
    /// A new axis of length 1.
    public static var newAxis: IndexTerm { .insertAxis }
    /// As many whole axes as are left.
    public static var ellipsis: IndexTerm { .fill }
    /// The whole axis.
    public static var all: IndexTerm { .slice(from: nil, to: nil, step: 1) }
    /// Every `step`-th position from `from` up to, but not including, `to`. With a negative step from the end down to
    /// the start.
    public static func stride(from: Int? = nil, to: Int? = nil, by step: Int) -> IndexTerm {
        .slice(from: from, to: to, step: step)
    }
}

extension Int: TensorIndex {
    /// One position.
    public var term: IndexTerm { .position(self) }
}
extension Range: TensorIndex where Bound == Int {
    /// The positions of the range.
    public var term: IndexTerm { .slice(from: lowerBound, to: upperBound, step: 1) }
}
extension ClosedRange: TensorIndex where Bound == Int {
    /// The positions of the range, the upper bound included.
    public var term: IndexTerm { .slice(from: lowerBound, to: end(after: upperBound), step: 1) }
}
extension PartialRangeFrom: TensorIndex where Bound == Int {
    /// The positions from the bound to the end.
    public var term: IndexTerm { .slice(from: lowerBound, to: nil, step: 1) }
}
extension PartialRangeUpTo: TensorIndex where Bound == Int {
    /// The positions before the bound.
    public var term: IndexTerm { .slice(from: nil, to: upperBound, step: 1) }
}
extension PartialRangeThrough: TensorIndex where Bound == Int {
    /// The positions up to the bound, which is included.
    public var term: IndexTerm { .slice(from: nil, to: end(after: upperBound), step: 1) }
}

/// The bound behind a last position that is included; nil is the end of the axis.
private func end(after last: Int) -> Int? { last == -1 || last == .max ? nil : last + 1 }

extension Tensor: TensorIndex {
    /// The positions that this integer tensor names.
    public var term: IndexTerm { .positions(self) }
}

/// A subscript worked out for one shape: slices of the axes, then the shape they are shown in, then at most one gather.
private struct ResolvedIndices {
    var slices: [Tensor.AxisSlice] = []
    var shape: [Int] = []
    var gather: (axis: Int, indices: Tensor)?

    /// Nil, and an error, where the indices do not fit the shape.
    init?(_ indices: [any TensorIndex], of source: [Int]) {
        let terms = indices.map(\.term)
        var consumed = 0
        var fills = 0
        for term in terms {
            switch term {
            case .insertAxis: break
            case .fill: fills += 1
            default: consumed += 1
            }
        }
        guard fills <= 1, consumed <= source.count else {
            Self.refuse(
                fills > 1
                    ? "only one ellipsis is possible"
                    : "\(consumed) indices are too many for \(source), which has \(source.count) axes")
            return nil
        }
        var axis = 0
        for term in fills == 1 ? terms : terms + [.fill] {
            switch term {
            case .insertAxis: shape.append(1)
            case .fill:
                for _ in 0..<(source.count - consumed) {
                    keep(0..<source[axis])
                    axis += 1
                }
            case .position(let index):
                let length = source[axis]
                guard (-length..<length).contains(index) else {
                    Self.refuse(
                        "index \(index) is not in \(-length)..<\(length), the positions of axis \(axis) of \(source)")
                    return nil
                }
                slices.append(.init(start: index < 0 ? index + length : index, count: 1))
                axis += 1
            case .slice(let from, let to, let step):
                guard let slice = Self.resolve(from, to, step, length: source[axis]) else { return nil }
                slices.append(slice)
                shape.append(slice.count)
                axis += 1
            case .positions(let indices):
                guard gather == nil else {
                    Self.refuse("only one index can be a tensor; use take and takeAlong for more")
                    return nil
                }
                gather = (shape.count, indices)
                keep(0..<source[axis])
                axis += 1
            }
        }
        guard checkShape(shape, "subscript") else { return nil }
    }

    private mutating func keep(_ range: Range<Int>) {
        slices.append(.init(start: range.lowerBound, count: range.count))
        shape.append(range.count)
    }

    private static func resolve(_ from: Int?, _ to: Int?, _ step: Int, length: Int) -> Tensor.AxisSlice? {
        guard step != 0, step != .min else {
            refuse("a stride of \(step) is not possible")
            return nil
        }
        func bounded(_ bound: Int?, _ otherwise: Int, _ limits: ClosedRange<Int>) -> Int {
            guard let bound else { return otherwise }
            return Swift.min(Swift.max(bound < 0 ? bound + length : bound, limits.lowerBound), limits.upperBound)
        }
        let limits = step > 0 ? 0...length : -1...Swift.max(length - 1, -1)
        let start = bounded(from, step > 0 ? 0 : length - 1, limits)
        let end = bounded(to, step > 0 ? length : -1, limits)
        let span = step > 0 ? end - start : start - end
        let count = span <= 0 ? 0 : (span - 1) / Int(step.magnitude) + 1
        // The step of a single position means nothing, but could be too large to multiply with.
        return .init(start: count == 0 ? 0 : start, count: count, step: count > 1 ? step : 1)
    }

    private static func refuse(_ message: String) { report(AdjointError(.index, "subscript", message)) }
}

extension Tensor {
    /// The part of this tensor that the indices select, one for each axis from the first; missing ones select whole
    /// axes.
    ///
    /// Integers, ranges and strides give views and carry gradients; so does an integer tensor, by copying. On a leaf
    /// the subscript can be assigned to: `x[0] = row`. The value is broadcast; nothing is recorded, and other tensors
    /// that show the same elements keep theirs. One of rank 0 takes the leaf's dtype where that is floating point:
    /// `x[0] = Tensor(number)`.
    public subscript(_ indices: any TensorIndex...) -> Tensor {
        get { part(indices) }
        set { setPart(indices, newValue) }
    }

    private func part(_ indices: [any TensorIndex]) -> Tensor {
        guard let selection = ResolvedIndices(indices, of: shape) else { return .standIn(dtype) }
        let whole = shape.map { AxisSlice(start: 0, count: $0) }
        let part = selection.slices == whole ? self : sliced(selection.slices)
        let shown = part.reshaped(selection.shape)
        return selection.gather.map { shown.take($0.indices, axis: $0.axis) } ?? shown
    }

    private func setPart(_ indices: [any TensorIndex], _ newValue: Tensor) {
        guard checkWritable("subscript"), let selection = ResolvedIndices(indices, of: shape) else { return }
        guard selection.gather == nil else {
            return report(
                AdjointError(.index, "subscript", "an assignment takes integers, ranges and strides only"))
        }
        // A single number takes the dtype of the part, as in a formula.
        let isNumber = newValue.rank == 0 && !newValue.dtype.isStorageOnly && newValue.dtype != .bool
        let newValue =
            isNumber && dtype.isFloatingPoint ? withoutGradient { newValue.cast(to: dtype) } : newValue
        guard newValue.dtype == dtype, Adjoint.broadcast(newValue.shape, selection.shape) == selection.shape else {
            return report(
                AdjointError(
                    .shape, "subscript",
                    "a part of \(selection.shape) \(dtype) cannot take \(newValue.shape) \(newValue.dtype)"))
        }
        let value = withoutGradient {
            newValue.detach().broadcast(to: selection.shape).reshaped(selection.slices.map(\.count))
        }
        if hasFailed { return }
        willWrite()
        write(value, at: selection.slices)
    }

    /// Numbers written out can be assigned to a part of a leaf, in its dtype: `w[0] = 5`, `w[1] = [1, 2.5]`. A part of
    /// one element can be read so, too.
    @_disfavoredOverload
    public subscript(_ indices: any TensorIndex...) -> TensorLiteral {
        get { .number(part(indices).item()) }
        set { setPart(indices, newValue.tensor(in: dtype)) }
    }
}
