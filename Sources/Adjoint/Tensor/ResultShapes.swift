// Shapes and dtypes of results.

extension Tensor {
    /// The row-major layout of this tensor's shape: its own object where it already is row-major.
    @inline(__always)
    var resultLayout: Layout { layout.isContiguous ? layout : .rowMajor(layout.shape) }
}

/// The layout that two operands broadcast to, or nil and an error.
func broadcastLayout(_ name: String, _ symbol: String, _ x: Tensor, _ y: Tensor) -> Layout? {
    if x.layout === y.layout || x.shape == y.shape { return x.resultLayout }
    if y.count == 1, y.rank <= x.rank { return x.resultLayout }
    if x.count == 1, x.rank <= y.rank { return y.resultLayout }
    if x.layout.isContiguous, y.layout.broadcasts(to: x.layout) { return x.layout }
    if y.layout.isContiguous, x.layout.broadcasts(to: y.layout) { return y.layout }
    guard let shape = broadcast(x.shape, y.shape) else {
        let gap = symbol == "," ? "" : " "
        report(
            AdjointError(.shape, name, "\(x.shape)\(gap)\(symbol) \(y.shape): \(broadcastConflict(x.shape, y.shape))")
        )
        return nil
    }
    let elementSize = Swift.max(x.dtype.byteCount, y.dtype.byteCount)
    return checkShape(shape, name, elementSize: elementSize) ? .rowMajor(shape) : nil
}

/// Where two shapes fail to broadcast, in words.
func broadcastConflict(_ a: [Int], _ b: [Int]) -> String {
    for (index, (x, y)) in zip(a.reversed(), b.reversed()).enumerated() where x != y && x != 1 && y != 1 {
        return "lengths \(x) and \(y) of axis -\(index + 1) differ, and neither is 1"
    }
    return "the shapes do not broadcast"
}

/// The dtype in which an operation on two tensors works: that of the higher category (bool < integer < floating point);
/// within a category the wider, where an operand of rank 0 does not widen one that has axes. Nil, and an error, for
/// storage types.
func commonDType(_ name: String, _ x: Tensor, _ y: Tensor) -> DType? {
    if x.dtype == y.dtype { return x.dtype }
    if x.dtype.isStorageOnly || y.dtype.isStorageOnly {
        _ = refuseStorage(name, x.dtype.isStorageOnly ? x.dtype : y.dtype, [])
        return nil
    }
    if x.dtype.category != y.dtype.category { return x.dtype.category > y.dtype.category ? x.dtype : y.dtype }
    if (x.rank == 0) != (y.rank == 0) { return x.rank == 0 ? y.dtype : x.dtype }
    return x.dtype.byteCount > y.dtype.byteCount ? x.dtype : y.dtype
}

func refuseStorage(_ name: String, _ dtype: DType, _ shape: [Int]) -> Tensor {
    fail(.dtype, name, "\(dtype) is for storage only: cast it to float32 first")
}

// MARK: Parts

extension Tensor {
    /// Every `step`-th of `count` positions from `start` along an axis; a negative step goes backward.
    struct AxisSlice: Sendable, Equatable {
        var start: Int
        var count: Int
        var step = 1
    }

    /// The part of the layout that slices show.
    func part(_ slices: [AxisSlice]) -> (layout: Layout, offset: Int) {
        var (lengths, strides) = (shape, layout.strides)
        var start = offset
        for (axis, slice) in slices.enumerated() {
            start += slice.count > 0 ? slice.start * strides[axis] : 0
            strides[axis] *= slice.step
            lengths[axis] = slice.count
        }
        return (Layout(shape: lengths, strides: strides), start)
    }
}
