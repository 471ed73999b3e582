import Adjoint

/// y = (x - mean) / √(variance + ε) · weight + bias, with the statistics over the last axes of each sample
/// (Ba et al., 2016).
///
/// Shapes: [..., lengths] → the same; `weight` and `bias` have the shape of the last axes.
public struct LayerNorm: Module, Sendable {
    /// The scale of each element, at first 1; nil for a layer without.
    @Parameter public private(set) var weight: Tensor?
    /// The shift of each element, at first 0; nil for a layer without.
    @Parameter public private(set) var bias: Tensor?
    private let lengths: [Int]
    private let epsilon: Double

    /// A layer for a last axis of the given length.
    public init(
        _ length: Int, epsilon: Double = 1e-5, affine: Bool = true, bias: Bool = true, dtype: DType = .float32
    ) {
        self.init([length], epsilon: epsilon, affine: affine, bias: bias, dtype: dtype)
    }

    /// A layer for last axes of the given lengths; `affine` says whether there is a weight, and then `bias` whether
    /// there is a bias.
    public init(
        _ lengths: [Int], epsilon: Double = 1e-5, affine: Bool = true, bias: Bool = true, dtype: DType = .float32
    ) {
        checkSetting(epsilon, "epsilon", of: "LayerNorm")
        (self.lengths, self.epsilon) = (lengths, epsilon)
        weight = affine ? .ones(lengths, dtype: dtype) : nil
        self.bias = affine && bias ? .zeros(lengths, dtype: dtype) : nil
    }

    /// `x` normalised.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        guard endsWith(lengths, x, "LayerNorm") else { return .standIn(x.dtype) }
        return computed("LayerNorm") { scaled(standardized(x, axes: lastAxes(lengths), epsilon), weight, bias) }
    }
}

/// y = x / √(mean of x² + ε) · weight, over the last axes of each sample (Zhang and Sennrich, 2019).
///
/// Shapes: [..., lengths] → the same; `weight` has the shape of the last axes.
public struct RMSNorm: Module, Sendable {
    /// The scale of each element, at first 1; nil for a layer without.
    @Parameter public private(set) var weight: Tensor?
    private let lengths: [Int]
    private let epsilon: Double?

    /// A layer for a last axis of the given length.
    public init(_ length: Int, epsilon: Double? = nil, affine: Bool = true, dtype: DType = .float32) {
        self.init([length], epsilon: epsilon, affine: affine, dtype: dtype)
    }

    /// A layer for last axes of the given lengths. Without an ε it is the dtype's distance from 1 to the next number,
    /// as in PyTorch.
    public init(_ lengths: [Int], epsilon: Double? = nil, affine: Bool = true, dtype: DType = .float32) {
        if let epsilon { checkSetting(epsilon, "epsilon", of: "RMSNorm") }
        (self.lengths, self.epsilon) = (lengths, epsilon)
        weight = affine ? .ones(lengths, dtype: dtype) : nil
    }

    /// `x` normalised.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        guard endsWith(lengths, x, "RMSNorm") else { return .standIn(x.dtype) }
        let epsilon = epsilon ?? (x.dtype == .float64 ? Double.ulpOfOne : Double(Float.ulpOfOne))
        return computed("RMSNorm") {
            scaled(x * x.inverseScale(axes: lastAxes(lengths), epsilon: epsilon).inverse, weight, nil)
        }
    }
}

/// y = (x - mean) / √(variance + ε) · weight + bias, with the statistics over a group of channels of each sample
/// (Wu and He, 2018). As many groups as channels is an instance norm.
///
/// Shapes: [batch, channels, ...] → the same; `weight` and `bias` are [channels].
public struct GroupNorm: Module, Sendable {
    /// The scale of each channel, at first 1; nil for a layer without.
    @Parameter public private(set) var weight: Tensor?
    /// The shift of each channel, at first 0; nil for a layer without.
    @Parameter public private(set) var bias: Tensor?
    private let groups, channels: Int
    private let epsilon: Double

    /// A layer for a number of groups, which divides the number of channels.
    public init(
        groups: Int, channels: Int, epsilon: Double = 1e-5, affine: Bool = true, dtype: DType = .float32
    ) {
        var groups = groups
        let channels = checkedLengths(channels, of: "GroupNorm")[0]
        checkSetting(epsilon, "epsilon", of: "GroupNorm")
        if groups < 1 || channels % groups != 0 {
            report(AdjointError(.shape, "GroupNorm", "\(groups) groups do not divide \(channels) channels"))
            groups = 1
        }
        (self.groups, self.channels, self.epsilon) = (groups, channels, epsilon)
        weight = affine ? .ones([channels], dtype: dtype) : nil
        bias = affine ? .zeros([channels], dtype: dtype) : nil
    }

    /// `x` normalised.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        guard x.rank >= 2, x.shape[1] == channels else {
            return fail(
                .shape, "GroupNorm(groups: \(groups), channels: \(channels))",
                "the input is \(x.shape): [batch, \(channels), ...] is needed", dtype: x.dtype)
        }
        let length = x.shape[1...].reduce(1, *) / groups
        return computed("GroupNorm") {
            let y = standardized(x.reshaped(x.shape[0], groups, length), axes: [-1], epsilon).reshaped(x.shape)
            return scaled(y, weight, bias) { $0.reshaped([channels] + Array(repeating: 1, count: x.rank - 2)) }
        }
    }
}

/// (x - mean) / √(variance + ε) over the given axes.
private func standardized(_ x: Tensor, axes: [Int], _ epsilon: Double) -> Tensor {
    let centered = x - x.mean(axes: axes, keepDims: true)
    return centered * centered.inverseScale(axes: axes, epsilon: epsilon).inverse
}

private func lastAxes(_ lengths: [Int]) -> [Int] { lengths.indices.map { $0 - lengths.count } }

private func endsWith(_ lengths: [Int], _ x: Tensor, _ name: String) -> Bool {
    if !lengths.isEmpty, x.shape.suffix(lengths.count) == lengths[...] { return true }
    report(
        AdjointError(
            .shape, "\(name)(\(lengths))", "the input is \(x.shape): its last axes must be \(lengths)"))
    return false
}
