import AdjointKernels

/// Whether a reduction has a meaning for a type.
func isReducible(_ operation: AdjReduction, _ dtype: DType) -> Bool {
    adj_reduce(operation, dtype.kernelType, nil, 0, 1, 1, nil)
}

/// How a tensor is reduced along axes: by the shape alone, so that the bits of a result depend on nothing else.
///
/// The last axes are reduced as rows, then the first axes as columns; a program does either in the pass that computes
/// the elements. Rows too long for that are cut into runs, and all elements of a tensor are reduced by rows first.
/// Positions, and axes in the middle, are reduced by a kernel of their own, from memory.
struct AxisReduction {
    private let operation: AdjReduction
    private let name: String
    private let dtype: DType

    init(_ operation: AdjReduction, _ name: String, _ result: DType) {
        self.operation = operation
        self.name = name
        dtype = result
    }

    /// `x` reduced along sorted axes, in row-major order of the others.
    ///
    /// A view that memory could not hold is not walked: that is an error.
    func run(_ x: Tensor, _ axes: [Int]) -> Values {
        guard Memory.holds(x.count, x.dtype, name) else { return .unavailable }
        let shape = x.shape
        func isReduced(_ axis: Int) -> Bool { shape[axis] == 1 || axes.contains(axis) }
        var (first, last) = (0, shape.count)
        while last > 0, isReduced(last - 1) { last -= 1 }
        while first < shape.count, isReduced(first) { first += 1 }
        let isCut = axes.contains { shape[$0] > 1 && $0 >= first && $0 < last }
        if x.count <= 1 || isCut || operation == .argmax || operation == .argmin { return fromMemory(x, axes) }
        if last == 0 { return all(x) }
        let rows = shape[..<last].reduce(1, *)
        let length = shape[last...].reduce(1, *)
        let inner = shape[first..<last].reduce(1, *)
        guard rows == inner || inner <= Evaluation.longestRow else { return fromMemory(x, axes) }
        if length == 1 { return rows == inner ? fromMemory(x, axes) : reduceColumns(x, rows / inner, inner) }
        let reduced: Values
        if length <= Evaluation.longestRow {
            reduced = reduceRows(x, rows, length)
        } else if length % DeviceProgram.tileLength == 0 {
            reduced = reduceRuns(x, rows)
        } else {
            return fromMemory(x, axes)
        }
        if rows == inner || reduced.isUnavailable { return reduced }
        return ofParts.reduceColumns(tensor(reduced, rows), rows / inner, inner)
    }

    /// The reduction of what parts give.
    private var ofParts: AxisReduction { AxisReduction(operation.ofParts, name, dtype) }

    /// All elements.
    private func all(_ x: Tensor) -> Values {
        let count = x.count
        if count <= Evaluation.longestRow { return reduceRows(x, 1, count) }
        // Rows of a good length, if the shape has some.
        var length = 1
        for axis in x.shape.indices.reversed() where length < 64 { length *= x.shape[axis] }
        if length >= 64, length <= Evaluation.longestRow, length < count {
            let reduced = reduceRows(x, count / length, length)
            return reduced.isUnavailable ? reduced : ofParts.all(tensor(reduced, count / length))
        }
        return reduceRuns(x, 1)
    }

    private func tensor(_ values: Values, _ count: Int) -> Tensor {
        Tensor(values: values, dtype: dtype, layout: .rowMajor([count]))
    }

    private func reduceRows(_ x: Tensor, _ rows: Int, _ length: Int) -> Values {
        if Laziness.applies(x.count, x) || x.count >= Laziness.threshold {
            return Laziness.deferred(
                .reduceRows(operation), name, [x], layout: .rowMajor([rows]), dtype: dtype, columns: length)
        }
        guard let source = x.contiguous(for: name) else { return .unavailable }
        return Values(count: rows, dtype: dtype, for: name) { out in
            source.withElements { _ = adj_reduce(operation, x.dtype.kernelType, $0, rows, length, 1, out) }
        }
    }

    /// Runs of equal length, longer than a row may be.
    private func reduceRuns(_ x: Tensor, _ runs: Int) -> Values {
        Laziness.deferred(.reduceRuns(operation), name, [x], layout: .rowMajor([runs]), dtype: dtype)
    }

    private func reduceColumns(_ x: Tensor, _ rows: Int, _ columns: Int) -> Values {
        if Laziness.applies(x.count, x) || x.count >= Laziness.threshold {
            return Laziness.deferred(
                .reduceColumns(operation), name, [x], layout: .rowMajor([columns]), dtype: dtype, columns: columns)
        }
        guard let source = x.contiguous(for: name) else { return .unavailable }
        return Values(count: columns, dtype: dtype, for: name) { out in
            withUnsafeTemporaryAllocation(byteCount: columns * dtype.byteCount, alignment: 64) { room in
                source.withElements {
                    adj_reduce_columns(
                        operation, x.dtype.kernelType, adj_code_kernel(operation.combining(dtype)), $0, rows, columns,
                        DeviceProgram.tileRows(columns), x.dtype.byteCount, room.baseAddress, out)
                }
            }
        }
    }

    /// Any axes, by a kernel that reduces the middle axis of [outer, length, inner]; those that do not lie together are
    /// brought to the end first.
    private func fromMemory(_ x: Tensor, _ axes: [Int]) -> Values {
        let kept = x.shape.indices.filter { !axes.contains($0) }
        let together = axes.isEmpty || axes[axes.count - 1] - axes[0] == axes.count - 1
        let order = kept + axes
        let view = Layout(shape: order.map { x.shape[$0] }, strides: order.map { x.layout.strides[$0] })
        guard let source = (together ? x : Tensor(viewing: x, layout: view)).contiguous(for: name) else {
            return .unavailable
        }
        let first = together ? (axes.first ?? x.rank) : kept.count
        let outer = source.shape[..<first].reduce(1, *)
        let length = source.shape[first..<(first + axes.count)].reduce(1, *)
        let inner = source.shape[(first + axes.count)...].reduce(1, *)
        let device = source.place ?? CurrentDevice.value
        return Values(count: outer * inner, dtype: dtype, on: device, for: name) { out in
            if outer * inner == 0 { return }
            source.withElements(on: device) {
                device.reduce(operation, x.dtype, $0, outer, length, inner, to: out, dtype)
            }
        }
    }
}
