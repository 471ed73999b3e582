import Adjoint
import AdjointNN

/// Features brought to mean 0 and standard deviation 1: (x - mean) / deviation, for each position but the first axis.
///
/// It is a module, whose mean and deviation are buffers: as a part of a model they are saved and loaded with it. Fit it
/// to the training data, and apply it to all:
///
///     let model = Sequential(Standardizer(fittedTo: train.inputs), Linear(4, 16), ReLU(), Linear(16, 3))
///     …
///     let model = Sequential(Standardizer(features: 4), Linear(4, 16), ReLU(), Linear(16, 3))     // another program
///     try model.load(contentsOf: file)
///
/// Targets are scaled by one of their own, and predictions brought back by `inverse`:
///
///     let prices = Standardizer(fittedTo: train.targets)
///     let scaled = train.mapTargets { prices($0) }
///     prices.inverse(model(x))
///
/// A feature that is the same in all samples becomes 0: its deviation counts as 1. Mean and deviation are those of the
/// data at hand (divided by n), as in scikit-learn's `StandardScaler`.
public struct Standardizer: Module, Sendable {
    /// [features…].
    @Buffer public private(set) var mean: Tensor
    /// [features…], without 0.
    @Buffer public private(set) var deviation: Tensor
    private let features: [Int]

    /// For samples [features…], to be fitted, or loaded with the model that it is a part of: until then it has no
    /// mean, and cannot be applied.
    public init(features: Int..., dtype: DType = .float32) {
        self.features = features
        (_mean, _deviation) = (.awaited(features, dtype, "Standardizer"), .awaited(features, dtype, "Standardizer"))
    }

    /// From data [samples, features…], `float32` or `float64`, with one sample at least.
    public init(fittedTo data: Tensor) {
        let (mean, deviation) = Self.statistics(of: data) ?? (Tensor.zeros([]), Tensor.ones([]))
        self.init(mean: mean, deviation: deviation)
    }

    /// From a mean and a deviation that were fitted before, floating point of equal shapes and dtypes.
    public init(mean: Tensor, deviation: Tensor) {
        checkPair("Standardizer", ("mean", mean), ("deviation", deviation))
        features = mean.shape
        evaluate(mean, deviation)
        (self.mean, self.deviation) = (mean, deviation)
    }

    /// Takes mean and deviation from data [samples, features…], `float32` or `float64`, with one sample at least.
    public func fit(to data: Tensor) {
        guard let (mean, deviation) = Self.statistics(of: data),
            checkFeatures(data.shape, "Standardizer", features, "the data is")
        else { return }
        evaluate(mean, deviation)
        (self.mean, self.deviation) = (mean, deviation)
    }

    private static func statistics(of data: Tensor) -> (mean: Tensor, deviation: Tensor)? {
        guard let data = fittable(data, "Standardizer") else { return nil }
        let (least, deviation) = (data.min(axis: 0), data.std(axis: 0))
        let isConstant = data.max(axis: 0) .== least
        return (
            which(isConstant, least, data.mean(axis: 0)),
            which(isConstant, Tensor.ones(like: deviation), deviation)
        )
    }

    /// (x - mean) / deviation of x [..., features…], in the dtype of x whatever that of the fitted data was.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        guard isReady(x) else { return .standIn(x.dtype) }
        return observed(((x - mean) / deviation).inDType(of: x))
    }

    /// What the scaler was given, from what it made of it: x · deviation + mean.
    public func inverse(_ x: Tensor) -> Tensor {
        guard isReady(x) else { return .standIn(x.dtype) }
        return (x * deviation + mean).inDType(of: x)
    }

    private func isReady(_ x: Tensor) -> Bool {
        checkInput(x, "Standardizer", features, isFitted: _mean.hasValue)
    }
}

/// Features brought into a range: the least of the training data becomes its lower bound, the greatest its upper one.
/// Other data may lie outside.
///
/// It is a module like `Standardizer`: what it has learned is saved with the model that it is a part of. The range is
/// not: it is the same wherever the module is made.
///
/// A feature that is the same in all samples becomes the lower bound: its width counts as 1.
public struct MinMaxScaler: Module, Sendable {
    /// Where the training data lies afterwards.
    public let range: ClosedRange<Double>
    /// The least of each feature, [features…].
    @Buffer public private(set) var minimum: Tensor
    /// (Greatest - least) / 2, which is finite, [features…], without 0.
    @Buffer private var halfWidth: Tensor
    private let features: [Int]

    /// Greatest - least, [features…], without 0. Infinite where that is beyond the greatest number; the scaler is right
    /// all the same.
    public var width: Tensor { halfWidth * 2 }

    /// For samples [features…], to be fitted, or loaded with the model that it is a part of: until then it cannot be
    /// applied.
    public init(features: Int..., range: ClosedRange<Double> = 0...1, dtype: DType = .float32) {
        (self.features, self.range) = (features, range)
        (_minimum, _halfWidth) = (.awaited(features, dtype, "MinMaxScaler"), .awaited(features, dtype, "MinMaxScaler"))
        Self.check(range)
    }

    /// From data [samples, features…], `float32` or `float64`, with one sample at least.
    public init(fittedTo data: Tensor, range: ClosedRange<Double> = 0...1) {
        let (minimum, halfWidth) = Self.statistics(of: data) ?? (Tensor.zeros([]), Tensor.ones([]))
        self.init(minimum: minimum, halfWidth: halfWidth, range)
    }

    /// From minimum and width that were fitted before, floating point of equal shapes and dtypes.
    public init(minimum: Tensor, width: Tensor, range: ClosedRange<Double> = 0...1) {
        checkPair("MinMaxScaler", ("minimum", minimum), ("width", width))
        self.init(minimum: minimum, halfWidth: width * 0.5, range)
    }

    private init(minimum: Tensor, halfWidth: Tensor, _ range: ClosedRange<Double>) {
        Self.check(range)
        (features, self.range) = (minimum.shape, range)
        evaluate(minimum, halfWidth)
        (self.minimum, self.halfWidth) = (minimum, halfWidth)
    }

    private static func check(_ range: ClosedRange<Double>) {
        if checkRange(range, "range", of: "MinMaxScaler"), range.lowerBound == range.upperBound {
            report(AdjointError(.value, "MinMaxScaler", "the range is \(range): its bounds must differ"))
        }
    }

    /// Takes least and greatest from data [samples, features…], `float32` or `float64`, with one sample at least.
    public func fit(to data: Tensor) {
        guard let (minimum, halfWidth) = Self.statistics(of: data),
            checkFeatures(data.shape, "MinMaxScaler", features, "the data is")
        else { return }
        evaluate(minimum, halfWidth)
        (self.minimum, self.halfWidth) = (minimum, halfWidth)
    }

    private static func statistics(of data: Tensor) -> (minimum: Tensor, halfWidth: Tensor)? {
        guard let data = fittable(data, "MinMaxScaler") else { return nil }
        let least = data.min(axis: 0)
        let half = data.max(axis: 0) * 0.5 - least * 0.5
        return (least, which(half .== 0, Tensor.full([], 0.5, dtype: half.dtype), half))
    }

    private var rangeWidth: Double { range.upperBound - range.lowerBound }

    /// (x - minimum) / width, moved into the range, of x [..., features…], in the dtype of x whatever that of the
    /// fitted data was.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        guard isReady(x) else { return .standIn(x.dtype) }
        let scaled = (x * 0.5 - minimum * 0.5) / halfWidth * rangeWidth + range.lowerBound
        return observed(scaled.inDType(of: x))
    }

    /// What the scaler was given, from what it made of it.
    public func inverse(_ x: Tensor) -> Tensor {
        guard isReady(x) else { return .standIn(x.dtype) }
        return (((x - range.lowerBound) / rangeWidth * halfWidth + minimum * 0.5) * 2).inDType(of: x)
    }

    private func isReady(_ x: Tensor) -> Bool {
        checkInput(x, "MinMaxScaler", features, isFitted: _minimum.hasValue)
    }
}

extension Tensor {
    /// These values in the dtype of `x`, where that is a floating-point one.
    func inDType(of x: Tensor) -> Tensor {
        x.dtype == dtype || !x.dtype.isFloatingPoint ? self : cast(to: x.dtype)
    }
}

extension Buffer where Value == Tensor {
    /// What a module learns from data of this shape. Reports lengths and a dtype that cannot be.
    static func awaited(_ features: [Int], _ dtype: DType, _ module: String) -> Buffer {
        let isPossible = features.allSatisfy { (0...greatestCount).contains($0) } && dtype.isFloatingPoint
        if !isPossible {
            report(
                AdjointError(
                    dtype.isFloatingPoint ? .shape : .dtype, module,
                    "features \(features) of \(dtype): lengths in 0...\(greatestCount), and float32 or float64, are needed"
                ))
        }
        return .inferred(isPossible ? features : [0], dtype: isPossible ? dtype : .float32) { _ in .standIn(dtype) }
    }
}

/// Reports a module that has learned nothing yet.
func checkFitted(_ isFitted: Bool, _ module: String) -> Bool {
    if isFitted { return true }
    report(
        AdjointError(
            .graph, module, "it has learned nothing yet: fit it to data, or load a state that holds what it learned"))
    return false
}

/// Reports an input for which a module is not ready, or which it was not fitted for.
func checkInput(_ x: Tensor, _ module: String, _ features: [Int], isFitted: Bool) -> Bool {
    checkFitted(isFitted, module) && checkFeatures(x.shape, module, features, "the input is")
}

/// Reports a shape that does not end with that of the features.
func checkFeatures(_ shape: [Int], _ module: String, _ features: [Int], _ what: String) -> Bool {
    if hasFailed { return false }
    if shape.suffix(features.count).elementsEqual(features) { return true }
    let lengths = features.map(String.init).joined(separator: ", ")
    report(AdjointError(.shape, module, "\(what) \(shape): [..., \(lengths)] is needed"))
    return false
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
func fittable(_ data: Tensor, _ name: String) -> Tensor? {
    if data.dtype.isFloatingPoint, let count = data.shape.first, count > 0 { return data.detach() }
    report(
        AdjointError(
            .shape, name,
            "\(data.shape) \(data.dtype): float32 or float64 [samples, features], with a sample, is needed"))
    return nil
}
