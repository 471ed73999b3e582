import AdjointKernels

/// A convolution y = x ∗ w, and its derivatives.
///
/// Σ g·y is linear in each of x, w and g, which has the shape of y. Its derivative to one of the three is an operation
/// on the other two: to g it is y, to x the transposed convolution, to w the correlation of x and g. So the derivative
/// of each of these operations, to either operand, is again one of them.
final class Convolution: Operation, @unchecked Sendable {
    typealias Part = ConvolutionPart

    let part: Part
    private let shape: adj_convolution_shape

    private init(_ part: Part, _ shape: adj_convolution_shape) {
        self.part = part
        self.shape = shape
        super.init(part.rawValue)
    }

    /// The part, from operands of equal dtype whose shapes are those that `shape` gives them.
    static func apply(_ part: Part, _ a: Tensor, _ b: Tensor, _ shape: adj_convolution_shape) -> Tensor {
        let layout = Layout(shape: shape.lengths(of: part))
        guard let x = a.contiguous(for: part.rawValue), let y = b.contiguous(for: part.rawValue) else {
            return .standIn(a.dtype)
        }
        guard let device = Tensor.commonDevice(part.rawValue, x, y) else { return .standIn(a.dtype) }
        let values = Values(count: layout.count, dtype: a.dtype, on: device, for: part.rawValue) { out in
            if layout.count == 0 { return }
            x.withElements(on: device) { x in
                y.withElements(on: device) { device.convolve(part, a.dtype, shape, x, $0, to: out) }
            }
        }
        return Tensor(values: values, dtype: a.dtype, layout: layout).record(Convolution(part, shape), a, b)
    }

    override func cotangent(_ index: Int, of node: Tensor, _ g: Tensor) -> Tensor? {
        guard let a = node.first, let b = node.second else { return nil }
        let (wanted, other) = index == 0 ? (part.operands.0, b) : (part.operands.1, a)
        // g stands for what this operation computes.
        return wanted.operands.0 == part
            ? Self.apply(wanted, g, other, shape) : Self.apply(wanted, other, g, shape)
    }

    override func tangent(of node: Tensor, _ tangents: [Tensor?]) -> Tensor {
        let zero = Tensor.zeros(node.shape, dtype: node.dtype)
        guard let a = node.first, let b = node.second else { return zero }
        return (tangents[0].map { Self.apply(part, $0, b, shape) } ?? zero)
            + (tangents[1].map { Self.apply(part, a, $0, shape) } ?? zero)
    }
}

extension adj_convolution_shape {
    /// The shape of x, w or y.
    fileprivate func lengths(of part: ConvolutionPart) -> [Int] {
        switch part {
        case .result: [batch, out_channels, out_height, out_width]
        case .input: [batch, channels, height, width]
        case .weight: [out_channels, channels / groups, kernel_height, kernel_width]
        }
    }
}

// MARK: Convolutions

/// The convolution of images with a kernel, as networks have it (no flip):
/// y[n, o, i, j] = Σ w[o, c, p, q] · x[n, c, i·stride + p·dilation - padding, j·stride + q·dilation - padding],
/// where x is 0 outside. Floating point only.
///
/// Shapes: x [batch, channels, height, width], weight [outChannels, channels / groups, kernelHeight, kernelWidth] →
/// [batch, outChannels, (height + 2·padding - dilation·(kernelHeight - 1) - 1) / stride + 1, …]. With groups, each
/// part of the output channels sees one part of the channels; as many groups as channels is a depthwise convolution. A
/// bias is added by a formula: `conv2d(x, w) + bias.reshaped(-1, 1, 1)`.
///
/// NaN and ∞ spread in the gradients as in `matmul`, also where the cotangent is 0: mask `x` before, not the result
/// after.
public func conv2d(
    _ x: Tensor, _ weight: Tensor, stride: (Int, Int) = (1, 1), padding: (Int, Int) = (0, 0),
    dilation: (Int, Int) = (1, 1), groups: Int = 1
) -> Tensor {
    convolved("conv2d", x, weight, [stride.0, stride.1], [padding.0, padding.1], [dilation.0, dilation.1], groups)
}

/// The convolution of sequences with a kernel: `conv2d` with one axis.
///
/// Shapes: x [batch, channels, length], weight [outChannels, channels / groups, kernelLength] →
/// [batch, outChannels, (length + 2·padding - dilation·(kernelLength - 1) - 1) / stride + 1].
public func conv1d(
    _ x: Tensor, _ weight: Tensor, stride: Int = 1, padding: Int = 0, dilation: Int = 1, groups: Int = 1
) -> Tensor {
    convolved("conv1d", x, weight, [stride], [padding], [dilation], groups)
}

/// The transpose of `conv2d` as a linear map of its images, which spreads each element of x over a window of the
/// result: what is used to enlarge images.
///
/// Shapes: x [batch, channels, height, width], weight [channels, outChannels / groups, kernelHeight, kernelWidth] →
/// [batch, outChannels, (height - 1)·stride - 2·padding + dilation·(kernelHeight - 1) + outputPadding + 1, …].
/// `outputPadding`, less than the stride or the dilation, chooses among the sizes that `conv2d` takes to that of x.
public func convTransposed2d(
    _ x: Tensor, _ weight: Tensor, stride: (Int, Int) = (1, 1), padding: (Int, Int) = (0, 0),
    outputPadding: (Int, Int) = (0, 0), dilation: (Int, Int) = (1, 1), groups: Int = 1
) -> Tensor {
    let name = "convTransposed2d"
    guard let (x, weight) = operands(name, x, weight, axes: 2) else { return .standIn(x.dtype) }
    guard groups > 0, x.shape[1] == weight.shape[0], x.shape[1] % groups == 0 else {
        return refused(
            name, x, weight,
            "\(x.shape[1]) channels and \(groups) groups need a weight of "
                + "[\(x.shape[1]), …] and groups that divide them")
    }
    var lengths: [Int] = []
    let (strides, dilations) = ([stride.0, stride.1], [dilation.0, dilation.1])
    let (paddings, extras) = ([padding.0, padding.1], [outputPadding.0, outputPadding.1])
    for axis in 0..<2 {
        let window = WindowAxis(
            name: ["height", "width"][axis], length: x.shape[axis + 2], kernel: weight.shape[axis + 2],
            stride: strides[axis], padding: paddings[axis], dilation: dilations[axis])
        if let problem = window.problem { return refused(name, x, weight, problem) }
        guard extras[axis] >= 0, extras[axis] < Swift.max(window.stride, window.dilation) else {
            return refused(
                name, x, weight,
                "outputPadding \(extras[axis]) of the \(window.name) is not in "
                    + "0..<\(Swift.max(window.stride, window.dilation)), below its stride or dilation")
        }
        guard let length = window.transposedCount(extra: extras[axis]), length > 0 else {
            return refused(name, x, weight, "\(window.description) leaves no \(window.name)")
        }
        lengths.append(length)
    }
    let (outChannels, overflow) = weight.shape[1].multipliedReportingOverflow(by: groups)
    guard !overflow,
        checkShape([x.shape[0], outChannels] + lengths, name, elementSize: x.dtype.byteCount)
    else { return .standIn(x.dtype) }
    let shape = adj_convolution_shape(
        batch: x.shape[0], channels: outChannels, height: lengths[0], width: lengths[1], out_channels: x.shape[1],
        out_height: x.shape[2], out_width: x.shape[3], kernel_height: weight.shape[2], kernel_width: weight.shape[3],
        groups: groups, stride_y: stride.0, stride_x: stride.1, dilation_y: dilation.0, dilation_x: dilation.1,
        top: padding.0, left: padding.1)
    return Convolution.apply(.input, x, weight, shape)
}

/// `conv2d`, or `conv1d` as the convolution of images of height 1.
private func convolved(
    _ name: String, _ x: Tensor, _ weight: Tensor, _ strides: [Int], _ paddings: [Int], _ dilations: [Int],
    _ groups: Int
) -> Tensor {
    guard let (x, weight) = operands(name, x, weight, axes: strides.count) else { return .standIn(x.dtype) }
    let (channels, perGroup, outChannels) = (x.shape[1], weight.shape[1], weight.shape[0])
    guard groups > 0, channels % groups == 0, outChannels % groups == 0 else {
        return refused(
            name, x, weight, "\(groups) groups do not divide \(channels) channels and \(outChannels) output channels")
    }
    guard channels / groups == perGroup else {
        return refused(
            name, x, weight,
            "\(channels) channels in \(groups) \(groups == 1 ? "group" : "groups") need a weight of "
                + "[\(outChannels), \(channels / groups), …]")
    }
    var counts: [Int] = []
    for axis in strides.indices {
        let window = WindowAxis(
            name: strides.count == 1 ? "length" : ["height", "width"][axis], length: x.shape[axis + 2],
            kernel: weight.shape[axis + 2], stride: strides[axis], padding: paddings[axis], dilation: dilations[axis])
        if let problem = window.problem { return refused(name, x, weight, problem) }
        guard let count = window.count else { return refused(name, x, weight, window.isTooLong) }
        counts.append(count)
    }
    let target = [x.shape[0], outChannels] + counts
    guard checkShape(target, name, elementSize: x.dtype.byteCount) else { return .standIn(x.dtype) }
    let flat = strides.count == 1
    let (images, kernel) = flat ? (x.expandedDimension(at: 2), weight.expandedDimension(at: 2)) : (x, weight)
    let shape = adj_convolution_shape(
        batch: x.shape[0], channels: channels, height: images.shape[2], width: images.shape[3],
        out_channels: outChannels, out_height: flat ? 1 : counts[0], out_width: counts[counts.count - 1],
        kernel_height: kernel.shape[2], kernel_width: kernel.shape[3], groups: groups,
        stride_y: flat ? 1 : strides[0], stride_x: strides[strides.count - 1], dilation_y: flat ? 1 : dilations[0],
        dilation_x: dilations[dilations.count - 1], top: flat ? 0 : paddings[0], left: paddings[paddings.count - 1])
    return Convolution.apply(.result, images, kernel, shape).reshaped(target)
}

/// What gives an input of images or sequences the axes that it lacks, as the end of a sentence.
package func missingAxes(_ shape: [Int], places: Int) -> String {
    switch shape.count {
    case places: ", which reshaped(1, 1, \(shape.map(String.init).joined(separator: ", "))) gives"
    case places + 1: ": expandedDimension(at: 1) adds the axis of one channel, and at: 0 that of a batch of one"
    default: ""
    }
}

/// Both operands in their common dtype, if they have the rank and the dtype that is needed.
private func operands(_ name: String, _ x: Tensor, _ weight: Tensor, axes: Int) -> (Tensor, Tensor)? {
    let place = axes == 1 ? "length" : "height, width"
    guard x.rank == axes + 2 else {
        report(
            AdjointError(
                .shape, name,
                "the input is \(x.shape): [batch, channels, \(place)] is needed\(missingAxes(x.shape, places: axes))"))
        return nil
    }
    guard weight.rank == axes + 2 else {
        report(
            AdjointError(
                .shape, name,
                "\(x.shape) ∗ \(weight.shape): an input [batch, channels, \(place)] and a weight "
                    + "[channels, channels, \(place)] are needed"))
        return nil
    }
    guard let dtype = commonDType(name, x, weight) else { return nil }
    guard dtype.isFloatingPoint else {
        report(
            AdjointError(
                .dtype, name, "\(x.dtype) ∗ \(weight.dtype): floating point is needed; cast to float32 first"))
        return nil
    }
    return (x.cast(to: dtype), weight.cast(to: dtype))
}

private func refused(_ name: String, _ x: Tensor, _ weight: Tensor, _ problem: String) -> Tensor {
    fail(.shape, name, "\(x.shape) ∗ \(weight.shape): \(problem)", dtype: x.dtype)
}

// MARK: Windows

/// Windows that slide along one axis.
struct WindowAxis {
    /// What the axis is called in errors.
    let name: String
    let length: Int
    let kernel: Int
    let stride: Int
    let padding: Int
    var dilation = 1

    /// What is wrong with the numbers, if anything is.
    var problem: String? {
        if kernel < 1 { return "the kernel's \(name) is \(kernel): at least 1 is needed" }
        if stride < 1 { return "stride \(stride) of the \(name): at least 1 is needed" }
        if dilation < 1 { return "dilation \(dilation) of the \(name): at least 1 is needed" }
        if padding < 0 { return "padding \(padding) of the \(name): at least 0 is needed" }
        return nil
    }

    /// Elements from the first to the last that a window sees; nil where that is more than an `Int` holds.
    private var extent: Int? {
        let (reach, overflow) = (kernel - 1).multipliedReportingOverflow(by: dilation)
        return overflow || reach == .max ? nil : reach + 1
    }

    /// The length with its padding.
    private var padded: Int? {
        let (both, overflow) = padding.multipliedReportingOverflow(by: 2)
        let (sum, more) = length.addingReportingOverflow(both)
        return overflow || more ? nil : sum
    }

    /// How many places windows have; nil where not even one fits.
    var count: Int? {
        guard let extent, let padded, padded >= extent else { return nil }
        return (padded - extent) / stride + 1
    }

    /// The sentence for windows that do not fit.
    var isTooLong: String {
        guard let extent else { return "\(description) is longer than memory can hold" }
        guard let padded else { return "\(description) is longer than memory can hold" }
        return "\(description) covers \(extent), and the \(name) with its padding is only \(padded)"
    }

    var description: String {
        "a kernel of \(name) \(kernel)" + (dilation > 1 ? " with dilation \(dilation)" : "")
    }

    /// The length on which windows have `length` places: the least, and `extra` more; nil where it would not be
    /// positive.
    func transposedCount(extra: Int) -> Int? {
        guard let extent, length > 0 else { return nil }
        let (steps, overflow) = (length - 1).multipliedReportingOverflow(by: stride)
        let (sum, more) = steps.addingReportingOverflow(extent)
        let (total, most) = sum.addingReportingOverflow(extra)
        let (both, much) = padding.multipliedReportingOverflow(by: 2)
        return overflow || more || most || much ? nil : total - both
    }
}
