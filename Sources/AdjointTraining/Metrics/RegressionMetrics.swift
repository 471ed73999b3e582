import Adjoint

/// The mean of (output - target)² over all elements. Outputs and targets have one shape.
public struct MeanSquaredError: Metric {
    /// `mse`.
    public var name: String { "mse" }
    private var mean = Mean()

    /// The error without samples.
    public init() {}

    /// Adds a batch.
    public mutating func update(_ outputs: Tensor, _ targets: Tensor) {
        mean.add("MeanSquaredError", outputs, targets) { ($0 - $1) * ($0 - $1) }
    }

    /// The sum of squares ÷ the number of elements.
    public var value: Double { mean.value }

    /// Forgets all samples.
    public mutating func reset() { mean = Mean() }

    /// The sum is one of errors.
    public func check(_ saved: Self) throws { try saved.mean.check() }
}

/// The mean of |output - target| over all elements. Outputs and targets have one shape.
public struct MeanAbsoluteError: Metric {
    /// `mae`.
    public var name: String { "mae" }
    private var mean = Mean()

    /// The error without samples.
    public init() {}

    /// Adds a batch.
    public mutating func update(_ outputs: Tensor, _ targets: Tensor) {
        mean.add("MeanAbsoluteError", outputs, targets) { abs($0 - $1) }
    }

    /// The sum of distances ÷ the number of elements.
    public var value: Double { mean.value }

    /// Forgets all samples.
    public mutating func reset() { mean = Mean() }

    /// The sum is one of errors.
    public func check(_ saved: Self) throws { try saved.mean.check() }
}

/// The coefficient of determination R² = 1 - Σ (target - output)² ÷ Σ (target - mean of the targets)², the share of the
/// targets' variance that the outputs explain.
///
/// Outputs and targets have one shape, [batch] or [batch, …]; with several numbers for each sample it is the mean of
/// the R² of each. As in scikit-learn, constant targets give 1 if every output is right and 0 otherwise, and fewer than
/// two samples give NaN.
public struct RSquared: Metric {
    /// `r2`.
    public var name: String { "r2" }
    /// For each number of a sample.
    private var columns: [Column] = []
    private var count = 0

    private struct Column: Codable {
        /// The mean of the targets, the squares around it, and the squared errors.
        var (mean, squares, errors) = (0.0, 0.0, 0.0)
    }

    /// R² without samples.
    public init() {}

    /// Adds a batch.
    public mutating func update(_ outputs: Tensor, _ targets: Tensor) {
        guard let pairs = NumberPairs("RSquared", outputs, targets) else { return }
        if pairs.targets.isEmpty { return }
        let width = pairs.targets.count / (targets.shape.first ?? 1)
        if count == 0 { columns = Array(repeating: Column(), count: width) }
        guard width == columns.count else {
            return report(
                AdjointError(
                    .shape, "RSquared",
                    "targets \(targets.shape) have \(width) numbers for each sample: earlier ones had \(columns.count)")
            )
        }
        for start in stride(from: 0, to: pairs.targets.count, by: width) {
            count += 1
            for column in 0..<width {
                let (output, target) = (pairs.outputs[start + column], pairs.targets[start + column])
                // Welford, "Note on a method for calculating corrected sums of squares and products" (1962).
                let distance = target - columns[column].mean
                columns[column].mean += distance / Double(count)
                columns[column].squares += distance * (target - columns[column].mean)
                columns[column].errors += (target - output) * (target - output)
            }
        }
    }

    /// At most 1; below 0 where the targets' mean would do better.
    public var value: Double {
        if count < 2 { return .nan }
        let scores = columns.map { $0.squares == 0 ? ($0.errors == 0 ? 1 : 0) : 1 - $0.errors / $0.squares }
        return scores.reduce(0, +) / Double(scores.count)
    }

    /// Forgets all samples.
    public mutating func reset() { self = Self() }

    /// Squares are at least 0, and there are some where there are samples.
    public func check(_ saved: Self) throws {
        let areSquares = saved.columns.allSatisfy { !($0.squares < 0) && !($0.errors < 0) }
        if saved.count < 0 || saved.count > 0 && saved.columns.isEmpty || !areSquares {
            throw ImpossibleState("these cannot be the squares of \(saved.count) samples")
        }
    }
}

/// Outputs and targets of one shape, as numbers.
private struct NumberPairs {
    let outputs: [Double]
    let targets: [Double]

    init?(_ metric: String, _ outputs: Tensor, _ targets: Tensor) {
        guard outputs.shape == targets.shape else {
            report(
                AdjointError(
                    .shape, metric, "outputs \(outputs.shape) and targets \(targets.shape): equal shapes are needed"))
            return nil
        }
        (self.outputs, self.targets) = (outputs.asArray(Double.self), targets.asArray(Double.self))
        if hasFailed { return nil }  // stand-ins are no samples
    }
}

/// A mean over elements, added up one after the other so that it does not depend on the batches.
private struct Mean: Sendable, Codable {
    private var sum = 0.0
    private var count = 0

    mutating func add(_ metric: String, _ outputs: Tensor, _ targets: Tensor, _ error: (Double, Double) -> Double) {
        guard let pairs = NumberPairs(metric, outputs, targets) else { return }
        for (output, target) in zip(pairs.outputs, pairs.targets) { sum += error(output, target) }
        count += pairs.targets.count
    }

    var value: Double { sum / Double(count) }

    func check() throws {
        if count < 0 || sum < 0 || count == 0 && sum != 0 {
            throw ImpossibleState("errors of \(sum) in \(count) numbers")
        }
    }
}
