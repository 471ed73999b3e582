import AdjointKernels

extension Tensor {
    /// The slices at the given positions along an axis: `weights.take(tokens)` looks up rows.
    ///
    /// `indices` is an integer tensor of any shape, with elements in 0..<length. The result has the shape of this
    /// tensor with the axis replaced by the shape of `indices`.
    public func take(_ indices: Tensor, axis: Int = 0) -> Tensor { take(indices, axis: axis, for: "take") }

    /// The same for a function of another name, which errors call it by; `positions` says what the indices name.
    package func take(_ indices: Tensor, axis: Int, for caller: String, positions name: String? = nil) -> Tensor {
        guard let axis = normalized(axis, caller), checkIndices(indices, shape[axis], caller, name) else {
            return .standIn(dtype)
        }
        // A tensor of its own: the indices may be written later.
        guard let positions = indices.cast(to: .int64).contiguous(for: caller)?.detach() else { return .standIn(dtype) }
        let target = shape[..<axis] + positions.shape + shape[(axis + 1)...]
        guard checkShape(Array(target), caller, elementSize: dtype.byteCount) else { return .standIn(dtype) }
        return takeKernel(positions, AxisView(shape, axis: axis), Array(target), along: false)
    }

    /// One element for each position of `indices`, along an axis: result[i, j] = x[i, indices[i, j]] for the last of
    /// two axes.
    ///
    /// `indices` is an integer tensor of this tensor's shape but for the axis, with elements in 0..<length.
    public func takeAlong(_ indices: Tensor, axis: Int) -> Tensor {
        guard let axis = normalized(axis, "takeAlong"), checkIndices(indices, shape[axis], "takeAlong") else {
            return .standIn(dtype)
        }
        var expected = shape
        if indices.rank == rank { expected[axis] = indices.shape[axis] }
        guard indices.shape == expected else {
            return fail(
                .shape, "takeAlong",
                "indices of \(indices.shape) do not go with \(shape): all lengths but that of axis \(axis) must be "
                    + "equal", dtype: dtype)
        }
        guard let positions = indices.cast(to: .int64).contiguous(for: "takeAlong")?.detach() else {
            return .standIn(dtype)
        }
        return takeKernel(
            positions, AxisView(shape, axis: axis), indices.shape, along: true, count: indices.shape[axis])
    }

    private func takeKernel(
        _ positions: Tensor, _ view: AxisView, _ target: [Int], along: Bool, count: Int? = nil
    ) -> Tensor {
        let source = shape
        let count = count ?? positions.count
        let layout = Layout.rowMajor(target)
        let values =
            along && isRow(view, count) && Laziness.applies(view.outer * view.length, self, positions)
            ? Laziness.deferred(
                .pick, "take", [self, positions], layout: layout, dtype: dtype, columns: view.length)
            : index("take", positions, layout) { device, source, positions, out in
                device.gather(view, dtype, source, positions, count, along: along, to: out)
            }
        return Tensor(values: values, dtype: dtype, layout: layout).record(
            LinearOperation(
                .take, apply: { $0.takeKernel(positions, view, target, along: along, count: count) },
                transpose: { $0.putKernel(positions, view, source, along: along, count: count) }), self)
    }

    /// Zeros of `target` to which each slice is added at its position: the transpose of `takeKernel`.
    private func putKernel(
        _ positions: Tensor, _ view: AxisView, _ target: [Int], along: Bool, count: Int
    ) -> Tensor {
        let source = shape
        let layout = Layout.rowMajor(target)
        let values =
            along && isRow(view, count) && Laziness.applies(layout.count, self, positions)
            ? Laziness.deferred(
                .place, "put", [self, positions], layout: layout, dtype: dtype, columns: view.length)
            : index("put", positions, layout) { device, source, positions, out in
                device.scatterAdd(view, dtype, source, positions, count, along: along, to: out)
            }
        return Tensor(values: values, dtype: dtype, layout: layout).record(
            LinearOperation(
                .put, apply: { $0.putKernel(positions, view, target, along: along, count: count) },
                transpose: { $0.takeKernel(positions, view, source, along: along, count: count) }), self)
    }
}

extension Tensor {
    /// What a device computes from this tensor's elements and those of contiguous positions.
    private func index(
        _ name: String, _ positions: Tensor, _ layout: Layout,
        _ body: (any Device, UnsafeRawPointer, UnsafeRawPointer, UnsafeMutableRawPointer) -> Void
    ) -> Values {
        guard let source = contiguous(for: name), let device = Tensor.commonDevice(name, self, positions) else {
            return .unavailable
        }
        return Values(count: layout.count, dtype: dtype, on: device, for: name) { out in
            source.withElements(on: device) { source in
                positions.withElements(on: device) { body(device, source, $0, out) }
            }
        }
    }
}

/// Whether `count` positions along the axis are one for each row, and rows are short enough for a program.
private func isRow(_ view: AxisView, _ count: Int) -> Bool {
    count == 1 && view.inner == 1 && view.length > 1 && view.length <= Evaluation.longestRow
}

/// The least and the greatest of contiguous positions.
private func range(_ positions: Tensor) -> ClosedRange<Int64>? {
    let count = positions.count
    guard count > 0 else { return nil }
    var (least, greatest): (Int64, Int64) = (0, 0)
    if positions.isElsewhere {
        let host = positions.asArray(Int64.self)
        adj_index_range(host, host.count, &least, &greatest)
    } else {
        positions.withElements { adj_index_range($0.assumingMemoryBound(to: Int64.self), count, &least, &greatest) }
    }
    return least...greatest
}

/// Reports indices that are not integers in 0..<length.
private func checkIndices(_ indices: Tensor, _ length: Int, _ name: String, _ meaning: String? = nil) -> Bool {
    guard indices.dtype.isInteger else {
        report(AdjointError(.dtype, name, "the indices are \(indices.dtype): int32 or int64 is needed"))
        return false
    }
    guard let positions = indices.cast(to: .int64).contiguous(for: name) else { return false }
    guard let range = range(positions) else { return true }
    guard range.lowerBound >= 0, range.upperBound < length else {
        let wrong = range.lowerBound < 0 ? range.lowerBound : range.upperBound
        report(AdjointError(.index, name, "index \(wrong) is not in 0..<\(length)\(meaning.map { ", \($0)" } ?? "")"))
        return false
    }
    return true
}

/// 1 at the position that each label names, 0 elsewhere: labels of shape [n] and 10 classes give [n, 10]. Labels lie in
/// 0..<classes.
public func oneHot(_ labels: Tensor, classes: Int, dtype: DType = .float32) -> Tensor {
    guard checkIndices(labels, classes, "oneHot"),
        checkShape(labels.shape + [classes], "oneHot", elementSize: dtype.byteCount)
    else { return .standIn(dtype) }
    let names = labels.onItsDevice { Tensor.arange(classes, dtype: .int64) }
    return (labels.cast(to: .int64).expandedDimension(at: -1) .== names).cast(to: dtype)
}
