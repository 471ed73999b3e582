import Adjoint

/// The convolution of sequences with trained kernels: see `conv1d`.
///
/// Shapes: [batch, channels, length] → [batch, outChannels, (length + 2·padding - dilation·(kernel - 1) - 1) / stride +
/// 1];
/// `weight` is [outChannels, channels / groups, kernel], `bias` [outChannels]. Both start uniform in ±1/√fan-in, with
/// fan-in = kernel · channels / groups, as in PyTorch. As many groups as channels is a depthwise convolution.
public struct Conv1d: Module, Sendable {
    /// The kernels, [outChannels, channels / groups, kernel].
    @Parameter public private(set) var weight: Tensor
    /// What is added to each channel, [outChannels]; nil for a layer without.
    @Parameter public private(set) var bias: Tensor?
    private let stride, padding, dilation, groups: Int

    /// A layer with fresh weights.
    public init(
        _ channels: Int, _ outChannels: Int, kernel: Int, stride: Int = 1, padding: Int = 0, dilation: Int = 1,
        groups: Int = 1, bias: Bool = true, dtype: DType = .float32, generator: RandomGenerator = .shared
    ) {
        self.init(
            .inferred, outChannels, kernel: kernel, stride: stride, padding: padding, dilation: dilation,
            groups: groups, bias: bias, dtype: dtype, generator: generator)
        infer(channels)
    }

    /// A layer with fresh weights, drawn at the first call, whose input says how many channels there are.
    public init(
        _ channels: InferredSize, _ outChannels: Int, kernel: Int, stride: Int = 1, padding: Int = 0,
        dilation: Int = 1, groups: Int = 1, bias: Bool = true, dtype: DType = .float32,
        generator: RandomGenerator = .shared
    ) {
        (_weight, _bias) = convolutionState(outChannels, [kernel], groups, bias, dtype, generator)
        (self.stride, self.padding, self.dilation, self.groups) = (stride, padding, dilation, groups)
    }

    /// The convolution of `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        guard x.rank == 3 else {
            return fail(
                .shape, "Conv1d",
                "the input is \(x.shape): [batch, channels, length] is needed\(missingAxes(x.shape, places: 1))",
                dtype: x.dtype)
        }
        if !hasFailed { infer(x.shape[1]) }
        return computed("Conv1d") {
            let y = conv1d(x, weight, stride: stride, padding: padding, dilation: dilation, groups: groups)
            return bias.map { y + $0.reshaped(-1, 1) } ?? y
        }
    }

    private func infer(_ channels: Int) {
        _weight.infer(channels)
        _bias.infer(channels)
    }
}

/// The convolution of images with trained kernels: see `conv2d`.
///
/// Shapes: [batch, channels, height, width] → [batch, outChannels, (height + 2·padding - dilation·(kernel - 1) - 1) /
/// stride + 1, …]; `weight` is [outChannels, channels / groups, kernelHeight, kernelWidth], `bias` [outChannels]. Both
/// start uniform in ±1/√fan-in, with fan-in = kernelHeight · kernelWidth · channels / groups, as in PyTorch. As many
/// groups as channels is a depthwise convolution.
public struct Conv2d: Module, Sendable {
    /// The kernels, [outChannels, channels / groups, kernelHeight, kernelWidth].
    @Parameter public private(set) var weight: Tensor
    /// What is added to each channel, [outChannels]; nil for a layer without.
    @Parameter public private(set) var bias: Tensor?
    private let stride, padding, dilation: IntOrPair
    private let groups: Int

    /// A layer with fresh weights: `Conv2d(3, 16, kernel: 3, padding: 1)`.
    public init(
        _ channels: Int, _ outChannels: Int, kernel: IntOrPair, stride: IntOrPair = 1, padding: IntOrPair = 0,
        dilation: IntOrPair = 1, groups: Int = 1, bias: Bool = true, dtype: DType = .float32,
        generator: RandomGenerator = .shared
    ) {
        self.init(
            .inferred, outChannels, kernel: kernel, stride: stride, padding: padding, dilation: dilation,
            groups: groups, bias: bias, dtype: dtype, generator: generator)
        infer(channels)
    }

    /// A layer with fresh weights, drawn at the first call, whose input says how many channels there are.
    public init(
        _ channels: InferredSize, _ outChannels: Int, kernel: IntOrPair, stride: IntOrPair = 1,
        padding: IntOrPair = 0, dilation: IntOrPair = 1, groups: Int = 1, bias: Bool = true, dtype: DType = .float32,
        generator: RandomGenerator = .shared
    ) {
        (_weight, _bias) = convolutionState(
            outChannels, [kernel.height, kernel.width], groups, bias, dtype, generator)
        (self.stride, self.padding, self.dilation, self.groups) = (stride, padding, dilation, groups)
    }

    /// The convolution of `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        guard x.rank == 4 else {
            return fail(
                .shape, "Conv2d",
                "the input is \(x.shape): [batch, channels, height, width] is needed\(missingAxes(x.shape, places: 2))",
                dtype: x.dtype)
        }
        if !hasFailed { infer(x.shape[1]) }
        return computed("Conv2d") {
            let y = conv2d(
                x, weight, stride: stride.pair, padding: padding.pair, dilation: dilation.pair, groups: groups)
            return bias.map { y + $0.reshaped(-1, 1, 1) } ?? y
        }
    }

    private func infer(_ channels: Int) {
        _weight.infer(channels)
        _bias.infer(channels)
    }
}

/// The weight and bias of a convolution, until its channels are known.
private func convolutionState(
    _ outChannels: Int, _ window: [Int], _ groups: Int, _ bias: Bool, _ dtype: DType, _ generator: RandomGenerator
) -> (Parameter<Tensor>, Parameter<Tensor?>) {
    // Groups that do not divide the channels are refused by the convolution itself.
    let groups = Swift.max(groups, 1)
    let weight = Parameter<Tensor>.inferred([outChannels, nil] + window, dtype: dtype) { channels in
        Initializer.layerDefault()([outChannels, channels / groups] + window, dtype: dtype, generator: generator)
    }
    guard bias else { return (weight, Parameter(wrappedValue: nil)) }
    return (
        weight,
        .inferred([outChannels], dtype: dtype) { channels in
            let fanIn = ([channels / groups] + window).boundedProduct
            return Initializer.layerDefault(fanIn: fanIn)([outChannels], dtype: dtype, generator: generator)
        }
    )
}

/// The transpose of a convolution of images, with trained kernels, which enlarges them: see `convTransposed2d`.
///
/// Shapes: [batch, channels, height, width] →
/// [batch, outChannels, (height - 1)·stride - 2·padding + dilation·(kernel - 1) + outputPadding + 1, …]; `weight` is
/// [channels, outChannels / groups, kernelHeight, kernelWidth], `bias` [outChannels]. Both start uniform in ±1/√n, with
/// n = kernelHeight · kernelWidth · outChannels / groups, as in PyTorch.
public struct ConvTransposed2d: Module, Sendable {
    /// The kernels, [channels, outChannels / groups, kernelHeight, kernelWidth].
    @Parameter public private(set) var weight: Tensor
    /// What is added to each channel, [outChannels]; nil for a layer without.
    @Parameter public private(set) var bias: Tensor?
    private let stride, padding, outputPadding, dilation: IntOrPair
    private let groups: Int

    /// A layer with fresh weights.
    public init(
        _ channels: Int, _ outChannels: Int, kernel: IntOrPair, stride: IntOrPair = 1, padding: IntOrPair = 0,
        outputPadding: IntOrPair = 0, dilation: IntOrPair = 1, groups: Int = 1, bias: Bool = true,
        dtype: DType = .float32, generator: RandomGenerator = .shared
    ) {
        (self.stride, self.padding, self.outputPadding) = (stride, padding, outputPadding)
        (self.dilation, self.groups) = (dilation, groups)
        let shape = [channels, outChannels / Swift.max(groups, 1), kernel.height, kernel.width]
        let fanIn = shape[1...].boundedProduct
        weight = Initializer.layerDefault()(shape, dtype: dtype, generator: generator)
        self.bias =
            bias
            ? Initializer.layerDefault(fanIn: fanIn)([outChannels], dtype: dtype, generator: generator) : nil
    }

    /// The transposed convolution of `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        computed("ConvTransposed2d") {
            let y = convTransposed2d(
                x, weight, stride: stride.pair, padding: padding.pair, outputPadding: outputPadding.pair,
                dilation: dilation.pair, groups: groups)
            return bias.map { y + $0.reshaped(-1, 1, 1) } ?? y
        }
    }
}
