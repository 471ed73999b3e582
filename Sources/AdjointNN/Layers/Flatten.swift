import Adjoint

/// Axes `startAxis`…`endAxis` (both included) made one: by default all but the batch.
public struct Flatten: Module, Sendable {
    private let startAxis, endAxis: Int

    /// A layer for the given axes.
    public init(from startAxis: Int = 1, through endAxis: Int = -1) {
        (self.startAxis, self.endAxis) = (startAxis, endAxis)
    }

    /// `x` with the axes made one.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        computed("Flatten") { x.flattened(from: startAxis, through: endAxis) }
    }
}

/// One axis split into several: what `Flatten` did, undone.
public struct Unflatten: Module, Sendable {
    private let axis: Int
    private let lengths: [Int]

    /// A layer that splits `axis` into axes of the given lengths; one of them may be -1, to be inferred.
    public init(axis: Int = 1, into lengths: [Int]) { (self.axis, self.lengths) = (axis, lengths) }

    /// `x` with the axis split.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        let position = axis < 0 ? axis + x.rank : axis
        guard x.shape.indices.contains(position) else {
            return fail(
                .index, "Unflatten", "axis \(axis) of \(x.shape) does not exist", dtype: x.dtype)
        }
        return computed("Unflatten") { x.reshaped(x.shape[..<position] + lengths + x.shape[(position + 1)...]) }
    }
}
