import Adjoint
import Foundation

/// y = (x - mean) / √(variance + ε) · weight + bias, with the statistics of each channel over the batch and all places
/// (Ioffe and Szegedy, 2015).
///
/// Shapes: [batch, channels, ...] → the same, with any further axes. In training the statistics are those of the batch,
/// and running ones follow them: running ← (1 - momentum) · running + momentum · batch's, the variance with Bessel's
/// correction, as in PyTorch. In evaluation the running ones are used. Several threads may train the layer: the
/// statistics then follow the batches of all, in the order in which they come.
public struct BatchNorm: Module, Sendable {
    /// The scale of each channel, [channels], at first 1; nil for a layer without.
    @Parameter public private(set) var weight: Tensor?
    /// The shift of each channel, [channels], at first 0; nil for a layer without.
    @Parameter public private(set) var bias: Tensor?
    /// The running mean of each channel, [channels], at first 0; nil for a layer that keeps none.
    @Buffer public private(set) var runningMean: Tensor?
    /// The running variance of each channel, [channels], at first 1; nil for a layer that keeps none.
    @Buffer public private(set) var runningVar: Tensor?
    /// How many batches the running statistics have seen, `int64`.
    @Buffer public private(set) var numBatchesTracked: Tensor?
    let mode = TrainingMode()
    /// The running statistics follow one batch at a time.
    private let turn = NSLock()
    private let channels: Int
    private let epsilon: Double
    private let momentum: Double?

    /// A layer for a number of channels.
    /// - Parameters:
    ///   - channels: the length of axis 1.
    ///   - epsilon: ε.
    ///   - momentum: the share of the last batch in the running statistics; nil for the mean over all batches.
    ///   - affine: whether there are a weight and a bias.
    ///   - trackRunningStatistics: without, the batch's statistics are used in evaluation too.
    ///   - dtype: of the parameters and statistics.
    public init(
        _ channels: Int, epsilon: Double = 1e-5, momentum: Double? = 0.1, affine: Bool = true,
        trackRunningStatistics: Bool = true, dtype: DType = .float32
    ) {
        let channels = checkedLengths(channels, of: "BatchNorm")[0]
        checkSetting(epsilon, "epsilon", of: "BatchNorm")
        if let momentum { checkSetting(momentum, in: 0...1, "momentum", of: "BatchNorm") }
        (self.channels, self.epsilon, self.momentum) = (channels, epsilon, momentum)
        weight = affine ? .ones([channels], dtype: dtype) : nil
        bias = affine ? .zeros([channels], dtype: dtype) : nil
        runningMean = trackRunningStatistics ? .zeros([channels], dtype: dtype) : nil
        runningVar = trackRunningStatistics ? .ones([channels], dtype: dtype) : nil
        numBatchesTracked = trackRunningStatistics ? Tensor(0 as Int) : nil
    }

    /// `x` normalised.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        guard x.rank >= 2, x.shape[1] == channels else {
            return fail(
                .shape, "BatchNorm(\(channels))",
                "the input is \(x.shape): [batch, \(channels), ...] is needed", dtype: x.dtype)
        }
        func aligned(_ perChannel: Tensor) -> Tensor {
            perChannel.reshaped([channels] + Array(repeating: 1, count: x.rank - 2))
        }
        return computed("BatchNorm") {
            let isTraining = mode.isTraining
            if !isTraining, case (let runningMean?, let runningVar?) = turn.withLock({ (runningMean, runningVar) }) {
                return scaled(
                    (x - aligned(runningMean)) * rsqrt(aligned(runningVar) + epsilon), weight, bias, aligned)
            }
            let axes = [0] + Array(2..<x.rank)
            let count = axes.reduce(1) { $0 * x.shape[$1] }
            guard count > 1 else {
                return fail(
                    .shape, "BatchNorm(\(channels))",
                    "the input is \(x.shape): in training more than one value for each channel is needed",
                    dtype: x.dtype)
            }
            let mean = x.mean(axes: axes, keepDims: true)
            let centered = x - mean
            let (scale, variance) = centered.inverseScale(axes: axes, epsilon: epsilon)
            if isTraining {
                noticeTrainingWithoutGradient("BatchNorm", mode)
                track(mean, (variance * (Double(count) / Double(count - 1))).cast(to: x.dtype))
            }
            return scaled(centered * scale, weight, bias, aligned)
        }
    }

    private func track(_ mean: Tensor, _ variance: Tensor) {
        turn.lock()
        defer { turn.unlock() }
        guard let oldMean = runningMean, let oldVariance = runningVar, let oldCount = numBatchesTracked else { return }
        withoutGradient {
            let count = oldCount + 1
            let share = momentum ?? 1 / count.item()
            numBatchesTracked = count
            runningMean = (1 - share) * oldMean + share * mean.reshaped(channels)
            runningVar = (1 - share) * oldVariance + share * variance.reshaped(channels)
        }
    }
}

/// `BatchNorm` under PyTorch's name for [batch, channels] and [batch, channels, length].
public typealias BatchNorm1d = BatchNorm

/// `BatchNorm` under PyTorch's name for [batch, channels, height, width].
public typealias BatchNorm2d = BatchNorm

/// x · weight + bias, each where there is one, in the shape that `aligned` gives them.
func scaled(_ x: Tensor, _ weight: Tensor?, _ bias: Tensor?, _ aligned: (Tensor) -> Tensor = { $0 }) -> Tensor {
    let product = weight.map { x * aligned($0) } ?? x
    return bias.map { product + aligned($0) } ?? product
}
