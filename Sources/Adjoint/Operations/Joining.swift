/// Tensors one behind the other along an axis. The transpose cuts the cotangent up again.
final class Concatenation: Operation, @unchecked Sendable {
    let axis: Int
    /// Where each part begins along the axis, and at last where all end: counted once, not again for each part.
    private let bounds: [Int]

    init(axis: Int, lengths: [Int]) {
        self.axis = axis
        var end = 0
        bounds =
            [0]
            + lengths.map { length in
                end += length
                return end
            }
        super.init("concatenate")
    }

    override func cotangent(_ index: Int, of node: Tensor, _ g: Tensor) -> Tensor? {
        var slices = g.shape.map { Tensor.AxisSlice(start: 0, count: $0) }
        slices[axis] = Tensor.AxisSlice(start: bounds[index], count: bounds[index + 1] - bounds[index])
        return g.sliced(slices)
    }

    override func tangent(of node: Tensor, _ tangents: [Tensor?]) -> Tensor {
        concatenated(zip(node.inputs, tangents).map { $1 ?? Tensor.zeros(like: $0) }, axis: axis)
    }
}

/// Tensors joined along an axis. Their shapes are equal but for that axis; dtypes follow the rule of arithmetic.
public func concatenated(_ tensors: [Tensor], axis: Int = 0) -> Tensor {
    guard let first = tensors.first else { return fail(.shape, "concatenate", "there are no tensors to join") }
    guard first.rank > 0 else {
        return fail(.shape, "concatenate", "tensors of rank 0 have no axis to be joined along: use stacked")
    }
    guard let axis = first.normalized(axis, "concatenate") else { return .standIn(first.dtype) }
    var target = first.shape
    var dtype = first
    for (index, tensor) in tensors.enumerated().dropFirst() {
        var (expected, actual) = (first.shape, tensor.shape)
        guard actual.count == expected.count else {
            return fail(
                .shape, "concatenate", "tensor \(index) is \(actual) and tensor 0 is \(expected): ranks must be equal")
        }
        target[axis] += Swift.min(actual[axis], .max - target[axis])
        (expected[axis], actual[axis]) = (0, 0)
        guard actual == expected else {
            return fail(
                .shape, "concatenate",
                "tensor \(index) is \(tensor.shape) and tensor 0 is \(first.shape): they may differ along axis "
                    + "\(axis) only", dtype: first.dtype)
        }
        if dtype.dtype != tensor.dtype {
            guard let common = commonDType("concatenate", dtype, tensor) else {
                return .standIn(first.dtype)
            }
            dtype = dtype.dtype == common ? dtype : tensor
        }
    }
    guard checkShape(target, "concatenate", elementSize: dtype.dtype.byteCount) else { return .standIn(dtype.dtype) }
    let parts = tensors.map { $0.cast(to: dtype.dtype) }
    let layout = Layout.rowMajor(target)
    guard let device = Tensor.commonDevice("concatenate", parts) else { return .standIn(dtype.dtype) }
    let size = dtype.dtype.byteCount
    let values = Values(count: layout.count, dtype: dtype.dtype, on: device, for: "concatenate") { out in
        var start = 0
        for part in parts where part.count > 0 {
            part.withElements(on: device) {
                device.copy(
                    of: size, shape: part.shape, from: $0, part.layout.strides,
                    to: out + start * layout.strides[axis] * size, layout.strides)
            }
            start += part.shape[axis]
        }
    }
    return Tensor(values: values, dtype: dtype.dtype, layout: layout).record(
        Concatenation(axis: axis, lengths: parts.map { $0.shape[axis] }), parts)
}

/// Tensors of one shape joined along a new axis at the given position.
public func stacked(_ tensors: [Tensor], axis: Int = 0) -> Tensor {
    if let first = tensors.first, let odd = tensors.firstIndex(where: { $0.shape != first.shape }) {
        return fail(
            .shape, "stack", "tensor \(odd) is \(tensors[odd].shape) and tensor 0 is \(first.shape): all must be equal")
    }
    guard let first = tensors.first else { return fail(.shape, "stack", "there are no tensors to join") }
    let position = axis < 0 ? axis + first.rank + 1 : axis
    guard (0...first.rank).contains(position) else {
        return fail(
            .index, "stack", "axis \(axis) is not in \(-first.rank - 1)...\(first.rank), the places for a new axis",
            dtype: first.dtype)
    }
    return concatenated(tensors.map { $0.expandedDimension(at: position) }, axis: position)
}
