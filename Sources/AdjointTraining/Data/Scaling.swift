import Adjoint

/// Features brought to mean 0 and standard deviation 1: (x - mean) / deviation, for each position but the first axis.
///
/// Fit it to the training data, and apply what it learned to all:
///
///     let scaler = Standardizer(fittedTo: train.inputs)
///     let (scaledTrain, scaledTest) = (train.mapInputs(scaler.apply), test.mapInputs(scaler.apply))
///
/// A feature that is the same in all samples becomes 0: its deviation counts as 1. Mean and deviation are those of the data at hand
/// (divided by n), as in scikit-learn's `StandardScaler`.
public struct Standardizer: Sendable {
    /// [features…].
    public let mean: Tensor
    /// [features…], without 0.
    public let deviation: Tensor

    /// From data [samples, features…], `float32` or `float64`, with one sample at least.
    public init(fittedTo data: Tensor) {
        guard let data = fittable(data, "Standardizer") else {
            self.init(mean: Tensor.zeros([]), deviation: Tensor.ones([]))
            return
        }
        let (least, deviation) = (data.min(axis: 0), data.std(axis: 0))
        let isConstant = data.max(axis: 0) .== least
        self.init(
            mean: which(isConstant, least, data.mean(axis: 0)),
            deviation: which(isConstant, Tensor.ones(like: deviation), deviation))
    }

    /// From a mean and a deviation that were fitted before, floating point of equal shapes and dtypes.
    public init(mean: Tensor, deviation: Tensor) {
        checkPair("Standardizer", ("mean", mean), ("deviation", deviation))
        (self.mean, self.deviation) = (mean, deviation)
        evaluate(mean, deviation)
    }

    /// (x - mean) / deviation, in the dtype of x whatever that of the fitted data was.
    public func apply(_ x: Tensor) -> Tensor { ((x - mean) / deviation).inDType(of: x) }

    /// What `apply` was given: x · deviation + mean.
    public func inverse(_ x: Tensor) -> Tensor { (x * deviation + mean).inDType(of: x) }
}

/// Features brought into a range: the least of the training data becomes its lower bound, the greatest its upper one. Other data
/// may lie outside.
///
/// A feature that is the same in all samples becomes the lower bound: its width counts as 1.
public struct MinMaxScaler: Sendable {
    /// Where the training data lies afterwards.
    public let range: ClosedRange<Double>
    /// The least of each feature, [features…].
    public let minimum: Tensor
    /// Greatest - least, [features…], without 0. Infinite where that is beyond the greatest number; `apply` is right
    /// all the same.
    public let width: Tensor
    /// Half of it, which is finite.
    private let halfWidth: Tensor

    /// From data [samples, features…], `float32` or `float64`, with one sample at least.
    public init(fittedTo data: Tensor, range: ClosedRange<Double> = 0...1) {
        guard let data = fittable(data, "MinMaxScaler") else {
            self.init(minimum: Tensor.zeros([]), width: Tensor.ones([]), range: range)
            return
        }
        let least = data.min(axis: 0)
        let half = data.max(axis: 0) * 0.5 - least * 0.5
        self.init(minimum: least, halfWidth: which(half .== 0, Tensor.full([], 0.5, dtype: half.dtype), half), range)
    }

    private init(minimum: Tensor, halfWidth: Tensor, _ range: ClosedRange<Double>) {
        if checkRange(range, "range", of: "MinMaxScaler"), range.lowerBound == range.upperBound {
            report(AdjointError(.value, "MinMaxScaler", "the range is \(range): its bounds must differ"))
        }
        (self.minimum, width, self.halfWidth, self.range) = (minimum, halfWidth * 2, halfWidth, range)
        evaluate(minimum, width, halfWidth)
    }

    /// From minimum and width that were fitted before, floating point of equal shapes and dtypes.
    public init(minimum: Tensor, width: Tensor, range: ClosedRange<Double> = 0...1) {
        checkPair("MinMaxScaler", ("minimum", minimum), ("width", width))
        self.init(minimum: minimum, halfWidth: width * 0.5, range)
    }

    private var rangeWidth: Double { range.upperBound - range.lowerBound }

    /// (x - minimum) / width, moved into the range, in the dtype of x whatever that of the fitted data was.
    public func apply(_ x: Tensor) -> Tensor {
        ((x * 0.5 - minimum * 0.5) / halfWidth * rangeWidth + range.lowerBound).inDType(of: x)
    }

    /// What `apply` was given.
    public func inverse(_ x: Tensor) -> Tensor {
        (((x - range.lowerBound) / rangeWidth * halfWidth + minimum * 0.5) * 2).inDType(of: x)
    }
}

extension Tensor {
    /// These values in the dtype of `x`, where that is a floating-point one.
    fileprivate func inDType(of x: Tensor) -> Tensor {
        x.dtype == dtype || !x.dtype.isFloatingPoint ? self : cast(to: x.dtype)
    }
}

/// Reports two tensors that are not what a scaler holds of each feature.
private func checkPair(_ scaler: String, _ first: (name: String, x: Tensor), _ second: (name: String, x: Tensor)) {
    if first.x.dtype.isFloatingPoint, first.x.dtype == second.x.dtype, first.x.shape == second.x.shape { return }
    report(
        AdjointError(
            .shape, scaler,
            "\(first.name) \(first.x.shape) \(first.x.dtype) and \(second.name) \(second.x.shape) \(second.x.dtype): "
                + "floating point of equal shape is needed"))
}

/// Data that a scaler can learn from, cut off from any graph; nil, and an error, otherwise.
private func fittable(_ data: Tensor, _ name: String) -> Tensor? {
    if data.dtype.isFloatingPoint, let count = data.shape.first, count > 0 { return data.detach() }
    report(
        AdjointError(
            .shape, name,
            "\(data.shape) \(data.dtype): float32 or float64 [samples, features], with a sample, is needed"))
    return nil
}
