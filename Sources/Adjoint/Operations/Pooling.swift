import AdjointKernels

/// The greatest element of each window; NaN if there is one. What lies outside does not count. Floating point only.
///
/// Shapes: [batch, channels, height, width] → [batch, channels, (height + 2·padding - kernel) / stride + 1, …]. The
/// stride is that of the kernel's size by default; padding is at most half the kernel's size. The gradient goes to the
/// first of equal elements, in the order of rows.
public func maxPool2d(
    _ x: Tensor, kernel: (Int, Int), stride: (Int, Int)? = nil, padding: (Int, Int) = (0, 0)
) -> Tensor {
    let stride = stride ?? kernel
    guard let target = pooledShape("maxPool2d", x, kernel, stride, padding) else { return .standIn(x.dtype) }
    guard x.shape[2] > 0, x.shape[3] > 0 else {
        return fail(.shape, "maxPool2d", "\(x.shape) has planes without elements", dtype: x.dtype)
    }
    guard Double(Swift.max(kernel.0, x.shape[2])) * Double(x.shape[3]) + Double(kernel.1) < 0x1p31 else {
        return fail(
            .shape, "maxPool2d",
            "\(x.shape): planes, or a kernel of \(kernel), span more elements than an int32 counts",
            dtype: x.dtype)
    }
    let shape = adj_pool_shape(
        height: x.shape[2], width: x.shape[3], out_height: target[2], out_width: target[3], kernel_height: kernel.0,
        kernel_width: kernel.1, stride_y: stride.0, stride_x: stride.1, top: padding.0, left: padding.1)
    let planes = x.shape[0] * x.shape[1]
    guard let images = x.contiguous(for: "maxPool2d") else { return .standIn(x.dtype) }
    let device = images.place ?? CurrentDevice.value
    let count = planes * target[2] * target[3]
    var values = Values.unavailable
    let positions = Values(count: count, dtype: .int32, on: device, for: "maxPool2d") { positions in
        values = Values(count: count, dtype: x.dtype, on: device, for: "maxPool2d") { out in
            if count == 0 { return }
            images.withElements(on: device) {
                device.maxPool(x.dtype, shape, planes: planes, $0, to: out, positions: positions)
            }
        }
    }
    if values.isUnavailable || positions.isUnavailable { return .standIn(x.dtype) }
    // With the positions known the maximum is linear: a selection from each plane.
    let selection = PoolSelection(
        positions: Tensor(
            values: positions, dtype: .int32, layout: Layout(shape: [planes, target[2] * target[3]])),
        source: x.shape, target: target)
    return Tensor(values: values, dtype: x.dtype, layout: Layout(shape: target)).record(selection.operation, x)
}

/// The elements of planes that windows have taken.
private struct PoolSelection: Sendable {
    let positions: Tensor
    let source: [Int]
    let target: [Int]

    var operation: LinearOperation { LinearOperation(.take, apply: take, transpose: spread) }

    private func take(_ x: Tensor) -> Tensor {
        run(x, transposed: false, target).record(operation, x)
    }

    private func spread(_ g: Tensor) -> Tensor {
        run(g, transposed: true, source).record(LinearOperation(.put, apply: spread, transpose: take), g)
    }

    private func run(_ x: Tensor, transposed: Bool, _ shape: [Int]) -> Tensor {
        guard let images = x.contiguous(for: "maxPool2d") else { return .standIn(x.dtype) }
        guard let device = Tensor.commonDevice("maxPool2d", images, positions) else { return .standIn(x.dtype) }
        let (planes, count, size) = (positions.shape[0], positions.shape[1], source[2] * source[3])
        let result = planes * (transposed ? size : count)
        let values = Values(count: result, dtype: x.dtype, on: device, for: "maxPool2d") { out in
            if result == 0 { return }
            images.withElements(on: device) { x_ in
                positions.withElements(on: device) {
                    device.pooled(
                        x.dtype, x_, $0, planes: planes, count: count, size: size, transposed: transposed, to: out)
                }
            }
        }
        return Tensor(values: values, dtype: x.dtype, layout: Layout(shape: shape))
    }
}

/// The mean of each window, in which elements outside count as 0. Floating point only. The sums are
/// gathered in float64, so the mean of equal float32 elements is that element.
///
/// Shapes: [batch, channels, height, width] → [batch, channels, (height + 2·padding - kernel) / stride + 1, …]. The
/// stride is that of the kernel's size by default; padding is at most half the kernel's size.
public func avgPool2d(
    _ x: Tensor, kernel: (Int, Int), stride: (Int, Int)? = nil, padding: (Int, Int) = (0, 0)
) -> Tensor {
    let stride = stride ?? kernel
    guard let target = pooledShape("avgPool2d", x, kernel, stride, padding) else { return .standIn(x.dtype) }
    guard checkShape([kernel.0, kernel.1], "avgPool2d", elementSize: x.dtype.byteCount) else {
        return .standIn(x.dtype)
    }
    let planes = x.reshaped([x.shape[0] * x.shape[1], 1, x.shape[2], x.shape[3]]).cast(to: .float64)
    let window = x.onItsDevice { Tensor.ones([1, 1, kernel.0, kernel.1], dtype: .float64) }
    let sums = conv2d(planes, window, stride: stride, padding: padding).reshaped(target)
    return (sums / Double(kernel.0 * kernel.1)).cast(to: x.dtype)
}

private func pooledShape(
    _ name: String, _ x: Tensor, _ kernel: (Int, Int), _ stride: (Int, Int), _ padding: (Int, Int)
) -> [Int]? {
    func refuse(_ kind: AdjointError.Kind, _ problem: String) -> [Int]? {
        report(AdjointError(kind, name, problem))
        return nil
    }
    guard x.rank == 4 else { return refuse(.shape, "\(x.shape): [batch, channels, height, width] is needed") }
    guard x.dtype.isFloatingPoint else {
        return refuse(.dtype, "dtype \(x.dtype) is not supported: cast it to float32 or float64")
    }
    let axes = [
        WindowAxis(name: "height", length: x.shape[2], kernel: kernel.0, stride: stride.0, padding: padding.0),
        WindowAxis(name: "width", length: x.shape[3], kernel: kernel.1, stride: stride.1, padding: padding.1),
    ]
    var target = [x.shape[0], x.shape[1]]
    for axis in axes {
        if let problem = axis.problem { return refuse(.shape, "\(x.shape): \(problem)") }
        guard axis.padding <= axis.kernel / 2 else {
            return refuse(
                .shape,
                "\(x.shape): padding \(axis.padding) of the \(axis.name) is more than half the kernel's \(axis.kernel)")
        }
        guard let count = axis.count else { return refuse(.shape, "\(x.shape): \(axis.isTooLong)") }
        target.append(count)
    }
    return checkShape(target, name, elementSize: x.dtype.byteCount) ? target : nil
}
