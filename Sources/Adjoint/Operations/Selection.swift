import AdjointKernels

/// condition ? x : y, elementwise: linear in x and in y.
final class Selection: Operation, @unchecked Sendable {
    static let shared = Selection()

    private init() { super.init("where", isPermanent: true) }

    override func cotangent(_ index: Int, of node: Tensor, _ g: Tensor) -> Tensor? {
        guard let condition = node.first else { return nil }
        let zero = Tensor.constant(0, dtype: g.dtype)
        return index == 1 ? which(condition, g, zero) : index == 2 ? which(condition, zero, g) : nil
    }

    override func tangent(of node: Tensor, _ tangents: [Tensor?]) -> Tensor {
        let inputs = node.inputs
        let terms = (1...2).map { tangents[$0] ?? Tensor.zeros(inputs[$0].shape, dtype: node.dtype) }
        return which(inputs[0], terms[0], terms[1])
    }
}

/// Elementwise `condition ? x : y`, broadcasting all three. `condition` is bool.
///
/// Where the condition is false, `x` has no part in the result nor in the gradient, whatever it holds there; and the
/// other way round.
public func which(_ condition: Tensor, _ x: Tensor, _ y: Tensor) -> Tensor {
    guard condition.dtype == .bool else {
        return fail(
            .dtype, "which", "the condition has dtype \(condition.dtype): a bool tensor is needed")
    }
    guard let dtype = commonDType("which", x, y) else { return .standIn(x.dtype) }
    guard let inner = broadcast(x.shape, y.shape), let shape = broadcast(condition.shape, inner) else {
        return fail(
            .shape, "which",
            "condition \(condition.shape), \(x.shape) and \(y.shape) do not broadcast: lengths must be equal or 1",
            dtype: dtype)
    }
    guard checkShape(shape, "which", elementSize: dtype.byteCount) else { return .standIn(x.dtype) }
    let code = adj_code_select(dtype.kernelType)
    guard let kernel = adj_code_kernel(code) else { return refuseStorage("which", dtype, shape) }
    let (a, b) = (x.cast(to: dtype), y.cast(to: dtype))
    let layout = Layout.rowMajor(shape)
    let values = elementwise(code, kernel, condition, a, b, layout: layout, dtype: dtype)
    return Tensor(values: values, dtype: dtype, layout: layout).record(Selection.shared, [condition, a, b])
}

/// Elementwise `condition ? x : y` with a number for y, in the dtype of x.
public func which(_ condition: Tensor, _ x: Tensor, _ y: Double) -> Tensor {
    which(condition, x, x.number(y, "which"))
}

/// Elementwise `condition ? x : y` with a number for x, in the dtype of y.
public func which(_ condition: Tensor, _ x: Double, _ y: Tensor) -> Tensor {
    which(condition, y.number(x, "which"), y)
}

/// Elementwise `condition ? x : y` of two numbers, in `float32` like a tensor of numbers written out:
/// `which(x .> 0, 1, 0)`.
public func which(_ condition: Tensor, _ x: Double, _ y: Double) -> Tensor {
    which(condition, Tensor.constant(x, dtype: .float32), Tensor.constant(y, dtype: .float32))
}
