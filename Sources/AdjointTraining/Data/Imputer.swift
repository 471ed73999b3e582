import Adjoint
import AdjointNN

/// Missing numbers, NaN, replaced by the mean or the median that a feature has in the training data.
///
/// It is a module, whose numbers are a buffer: as a part of a model they are saved and loaded with it, so what another
/// table lacks is filled as the training data was:
///
///     let table = try CSVTable(contentsOf: file, values: "price", missing: .kept)
///     let imputer = Imputer(fittedTo: table.inputs, by: .median)
///     let scaler = Standardizer(fittedTo: imputer(table.inputs))
///     let model = Sequential(imputer, scaler, Linear(3, 16), ReLU(), Linear(16, 1))
///
/// No gradient passes through what is filled.
public struct Imputer: Module, Sendable {
    /// What stands for a feature's missing numbers.
    public enum Rule: Sendable, Hashable {
        /// The mean of those that are there.
        case mean
        /// Their median, of an even count the mean of the two in the middle.
        case median
    }

    /// What stands for missing numbers, [features…].
    @Buffer public private(set) var values: Tensor
    private let features: [Int]

    /// For samples [features…], to be fitted, or loaded with the model that it is a part of: until then it cannot be
    /// applied.
    public init(features: Int..., dtype: DType = .float32) {
        self.features = features
        _values = .awaited(features, dtype, "Imputer")
    }

    /// From data [samples, features…], `float32` or `float64`, where each feature has a number in one sample at least.
    public init(fittedTo data: Tensor, by rule: Rule = .mean) {
        let values = Self.values(of: data, rule) ?? Tensor.zeros([])
        features = values.shape
        self.values = values
    }

    /// Takes the numbers from data [samples, features…], `float32` or `float64`, where each feature has a number in one
    /// sample at least.
    public func fit(to data: Tensor, by rule: Rule = .mean) {
        guard checkFeatures(data.shape, "Imputer", features, "the data is"), let values = Self.values(of: data, rule)
        else { return }
        self.values = values
    }

    private static func values(of data: Tensor, _ rule: Rule) -> Tensor? {
        guard let data = fittable(data, "Imputer"), admits(data.count, of: MemoryLayout<Double>.stride, "Imputer")
        else { return nil }
        let numbers = data.asArray(Double.self)
        let shape = Array(data.shape.dropFirst())
        let width = shape.reduce(1, *)
        var values: [Double] = []
        for feature in 0..<width where !hasFailed {
            var known = stride(from: feature, to: numbers.count, by: width).map { numbers[$0] }
            known.removeAll(where: \.isNaN)
            guard let value = rule == .mean ? meanValue(of: known) : medianValue(of: &known) else {
                report(AdjointError(.value, "Imputer", "feature \(feature) has no number to take the \(rule) of"))
                return nil
            }
            values.append(value)
        }
        return hasFailed ? nil : Tensor(values, shape: shape).cast(to: data.dtype)
    }

    /// `x` of [..., features…], with numbers in the place of NaN.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        guard checkInput(x, "Imputer", features, isFitted: _values.hasValue) else { return .standIn(x.dtype) }
        return observed(which(x .!= x, values.inDType(of: x), x))
    }
}
