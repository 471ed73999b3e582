// Operations that move elements and compute nothing. Each is linear: beside it stands its transpose.
// Results are views of their operand's storage where a layout can express them.

extension LinearOperation {
    /// The last two axes exchanged: its own transpose, and every layer's weight goes through it.
    static let matrixTranspose = LinearOperation(.transpose, isPermanent: true, apply: { $0.T }, transpose: { $0.T })
}

extension Tensor {
    /// A view through another layout, recorded with its transpose.
    private func view(
        _ kind: LinearOperation.Kind, _ layout: Layout, offset: Int? = nil, slices: [AxisSlice]? = nil,
        apply: @escaping @Sendable (Tensor) -> Tensor,
        transpose: @escaping @Sendable (Tensor) -> Tensor
    ) -> Tensor {
        Tensor(viewing: self, layout: layout, offset: offset)
            .record(LinearOperation(kind, slices: slices, apply: apply, transpose: transpose), self)
    }

    // MARK: Shape

    /// The same elements, in row-major order, with another shape of as many elements; one length may be -1, to be
    /// inferred. A view where the layout allows, else a copy.
    public func reshaped(_ newShape: [Int]) -> Tensor {
        guard let target = inferred(newShape) else { return .standIn(dtype) }
        if target == shape { return self }
        let source = shape
        let shown =
            layout.isContiguous
            ? .rowMajor(target) : layout.strides(reshapedTo: target).map { Layout(shape: target, strides: $0) }
        guard let shown else {
            let copy = Tensor(values: contiguousValues(for: "reshape"), dtype: dtype, layout: .rowMajor(target))
            return copy.record(
                LinearOperation(.reshape, apply: { $0.reshaped(target) }, transpose: { $0.reshaped(source) }), self)
        }
        return view(.reshape, shown, apply: { $0.reshaped(target) }, transpose: { $0.reshaped(source) })
    }

    /// The same elements with another shape: `x.reshaped(-1, 28, 28)`.
    public func reshaped(_ lengths: Int...) -> Tensor { reshaped(lengths) }

    private func inferred(_ newShape: [Int]) -> [Int]? {
        if newShape.count <= Layout.maximumRank, checkedCount(newShape) == count { return newShape }
        var target = newShape
        let unknown = newShape.indices.filter { newShape[$0] == -1 }
        let known = newShape.filter { $0 != -1 }
        guard unknown.count <= 1, let size = checkedCount(known), newShape.count <= Layout.maximumRank else {
            report(
                AdjointError(
                    .shape, "reshape",
                    "\(shape) to \(newShape): lengths are at least 0, only one may be -1, and rank is at most "
                        + "\(Layout.maximumRank)"))
            return nil
        }
        if let axis = unknown.first, size > 0, count % size == 0 { target[axis] = count / size }
        guard target.allSatisfy({ $0 >= 0 }), target.reduce(1, *) == count else {
            report(
                AdjointError(
                    .shape, "reshape", "\(shape) has \(count) elements and \(newShape) cannot hold exactly as many"))
            return nil
        }
        return target
    }

    /// Axes `startAxis`…`endAxis` (both included) made one: by default all of them.
    public func flattened(from startAxis: Int = 0, through endAxis: Int = -1) -> Tensor {
        if rank == 0 { return reshaped([1]) }
        guard let start = normalized(startAxis, "flatten"), let end = normalized(endAxis, "flatten") else {
            return .standIn(dtype)
        }
        guard start <= end else {
            return fail(
                .index, "flatten", "axis \(startAxis) comes after axis \(endAxis) of \(shape)",
                dtype: dtype)
        }
        return reshaped(shape[..<start] + [shape[start...end].reduce(1, *)] + shape[(end + 1)...])
    }

    /// Without the axes of length 1, or without those given, which must have length 1.
    public func squeezed(axes: [Int]? = nil) -> Tensor {
        guard let axes else { return reshaped(shape.filter { $0 != 1 }) }
        guard let dropped = normalized(axes, "squeeze") else { return .standIn(dtype) }
        if let long = dropped.first(where: { shape[$0] != 1 }) {
            return fail(
                .shape, "squeeze", "axis \(long) of \(shape) has length \(shape[long]), not 1",
                dtype: dtype)
        }
        return reshaped(shape.indices.filter { !dropped.contains($0) }.map { shape[$0] })
    }

    /// Without one axis, which must have length 1.
    public func squeezed(axis: Int) -> Tensor { squeezed(axes: [axis]) }

    /// With a new axis of length 1 at the given position of the result.
    public func expandedDimension(at axis: Int) -> Tensor {
        let position = axis < 0 ? axis + rank + 1 : axis
        guard (0...rank).contains(position), rank < Layout.maximumRank else {
            return fail(
                .index, "expandedDimension", "axis \(axis) is not possible in a tensor of rank \(rank)",
                dtype: dtype)
        }
        var lengths = shape
        lengths.insert(1, at: position)
        return reshaped(lengths)
    }

    // MARK: Order of axes and elements

    /// With the axes in another order: axis i of the result is axis `axes[i]` of this tensor. A view.
    public func transposed(_ axes: [Int]) -> Tensor {
        let order = axes.map { $0 < 0 ? $0 + rank : $0 }
        guard order.sorted() == Array(0..<rank) else {
            return fail(
                .index, "transpose", "\(axes) is not an order of the \(rank) axes of \(shape)",
                dtype: dtype)
        }
        if order == Array(0..<rank) { return self }
        var inverse = order
        for (position, axis) in order.enumerated() { inverse[axis] = position }
        let back = inverse
        return view(
            .transpose, Layout(shape: order.map { shape[$0] }, strides: order.map { layout.strides[$0] }),
            apply: { $0.transposed(order) }, transpose: { $0.transposed(back) })
    }

    /// With the axes in another order: `x.transposed(0, 2, 1)`; without arguments, reversed.
    public func transposed(_ axes: Int...) -> Tensor {
        transposed(axes.isEmpty ? Array((0..<rank).reversed()) : axes)
    }

    /// The matrix transpose: the last two axes exchanged.
    public var T: Tensor {
        if rank < 2 { return swappedAxes(-2, -1) }
        return Tensor(viewing: self, layout: layout.matrixTransposed).record(LinearOperation.matrixTranspose, self)
    }

    /// With two axes exchanged.
    public func swappedAxes(_ first: Int, _ second: Int) -> Tensor {
        guard let a = normalized(first, "swapAxes"), let b = normalized(second, "swapAxes") else {
            return .standIn(dtype)
        }
        var order = Array(0..<rank)
        order.swapAt(a, b)
        return transposed(order)
    }

    /// With the elements in reverse order along the given axes, by default all. A view.
    public func flipped(axes: [Int]? = nil) -> Tensor {
        guard let axes = normalized(axes ?? Array(0..<rank), "flip") else { return .standIn(dtype) }
        if count == 0 { return self }
        var strides = layout.strides
        var start = offset
        for axis in axes {
            start += (shape[axis] - 1) * strides[axis]
            strides[axis] = -strides[axis]
        }
        return view(
            .flip, Layout(shape: shape, strides: strides), offset: start, apply: { $0.flipped(axes: axes) },
            transpose: { $0.flipped(axes: axes) })
    }

    /// With the elements in reverse order along one axis.
    public func flipped(axis: Int) -> Tensor { flipped(axes: [axis]) }

    // MARK: Repetition

    /// Repeated along axes of length 1, and along new leading axes, to the given shape (NumPy's rule). A view.
    public func broadcast(to target: [Int]) -> Tensor {
        if target == shape { return self }
        guard checkShape(target, "broadcast") else { return .standIn(dtype) }
        guard Adjoint.broadcast(shape, target) == target else {
            return fail(
                .shape, "broadcast", "\(shape) cannot be repeated to \(target): \(broadcastConflict(shape, target))",
                dtype: dtype)
        }
        // The engine sums a cotangent to the shape of its input, which is all that the transpose has to do.
        return view(
            .broadcast, Layout(shape: target, strides: layout.strides(broadcastTo: target)),
            apply: { $0.broadcast(to: target) }, transpose: { $0 })
    }

    // MARK: Parts

    /// The elements that one slice for each axis selects. A view.
    func sliced(_ slices: [AxisSlice]) -> Tensor {
        let (source, part) = (shape, part(slices))
        return view(
            .slice, part.layout, offset: part.offset, slices: slices, apply: { $0.sliced(slices) },
            transpose: { $0.embedded(in: source, at: slices) })
    }

    /// A larger shape with these elements at the places that slices select, and `background` elsewhere: with zeros, the
    /// transpose of `sliced`.
    func embedded(in target: [Int], at slices: [AxisSlice], background: Double = 0) -> Tensor {
        let result = onItsDevice { Tensor.full(target, background, dtype: dtype) }
        result.write(self, at: slices)
        return result.record(
            LinearOperation(.embed, apply: { $0.embedded(in: target, at: slices) }, transpose: { $0.sliced(slices) }),
            self)
    }

    /// Surrounded by `before` and `after` elements of `value` along each axis.
    public func padded(_ widths: [(before: Int, after: Int)], value: Double = 0) -> Tensor {
        guard widths.count == rank, widths.allSatisfy({ $0.before >= 0 && $0.after >= 0 }) else {
            return fail(
                .shape, "pad", "\(shape) needs \(rank) pairs of widths that are at least 0, not \(widths)",
                dtype: dtype)
        }
        // A quarter of the greatest integer is more than any length, and two of them do not overflow.
        let target = zip(shape, widths).map { $0 + Swift.min($1.before, .max / 4) + Swift.min($1.after, .max / 4) }
        guard checkShape(target, "pad", elementSize: dtype.byteCount) else { return .standIn(dtype) }
        let slices = zip(shape, widths).map { AxisSlice(start: $1.before, count: $0) }
        return embedded(in: target, at: slices, background: value)
    }

    /// Cut into parts of the given lengths along an axis. Views.
    public func split(sizes: [Int], axis: Int = 0) -> [Tensor] {
        // Inside `withErrors` the caller goes on with as many stand-ins as it expects parts.
        guard let axis = normalized(axis, "split") else { return sizes.map { _ in .standIn(dtype) } }
        let total = sizes.reduce(0) { $0 < 0 || $1 < 0 || $1 > shape[axis] ? -1 : $0 + $1 }
        guard total == shape[axis] else {
            report(
                AdjointError(
                    .shape, "split", "the sizes \(sizes) do not add up to the length \(shape[axis]) of axis \(axis)"))
            return sizes.map { _ in .standIn(dtype) }
        }
        var start = 0
        return sizes.map { size in
            var slices = shape.map { AxisSlice(start: 0, count: $0) }
            slices[axis] = AxisSlice(start: start, count: size)
            start += size
            return sliced(slices)
        }
    }

    /// Cut into equal parts along an axis, whose length they must divide. Views.
    public func split(parts: Int, axis: Int = 0) -> [Tensor] {
        let standIns = { [Tensor](repeating: .standIn(self.dtype), count: Swift.min(Swift.max(parts, 0), 1 << 16)) }
        guard let axis = normalized(axis, "split") else { return standIns() }
        guard parts > 0, shape[axis] % parts == 0, shape[axis] > 0 || parts <= 1 << 16 else {
            report(
                AdjointError(
                    .shape, "split", "\(parts) equal parts do not fill the length \(shape[axis]) of axis \(axis)"))
            return standIns()
        }
        // A part is an object, and so much for each.
        guard Memory.admits(parts, of: 256, "split") else { return standIns() }
        return split(sizes: [Int](repeating: shape[axis] / parts, count: parts), axis: axis)
    }
}

// MARK: Axes

extension Tensor {
    /// The axis counted from the first, where negative ones count from the end; nil, and an error, where there is none.
    func normalized(_ axis: Int, _ operation: String) -> Int? {
        let position = axis < 0 ? axis + rank : axis
        guard (0..<rank).contains(position) else {
            report(
                AdjointError(
                    .index, operation,
                    rank == 0
                        ? "axis \(axis): a tensor of rank 0 has no axes"
                        : "axis \(axis) is not in \(-rank)..<\(rank), the axes of \(shape)"))
            return nil
        }
        return position
    }

    /// Distinct axes in ascending order.
    func normalized(_ axes: [Int], _ operation: String) -> [Int]? {
        if axes.count == 1 { return normalized(axes[0], operation).map { [$0] } }
        var result: [Int] = []
        for axis in axes {
            guard let position = normalized(axis, operation) else { return nil }
            guard !result.contains(position) else {
                report(AdjointError(.index, operation, "axis \(axis) is named twice in \(axes)"))
                return nil
            }
            result.append(position)
        }
        return result.sorted()
    }
}
