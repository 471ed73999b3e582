import Adjoint

/// The scores of a model trained and tested on each fold of the data.
public struct CrossValidation: Sendable, Hashable, CustomStringConvertible {
    /// The score of each fold.
    public let scores: [Double]

    /// The scores of some folds.
    public init(scores: [Double]) { self.scores = scores }

    /// The mean over the folds; NaN where there are none.
    public var mean: Double { scores.reduce(0, +) / Double(scores.count) }

    /// The standard deviation of the folds' scores, √(Σ (s − mean)² / (n − 1)); NaN for fewer than two.
    public var standardDeviation: Double {
        scores.count < 2
            ? .nan : (scores.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(scores.count - 1)).squareRoot()
    }

    /// `0.9661 ± 0.0105 over 10 folds, 0.9444 … 0.9778`.
    public var description: String {
        let (least, most) = (scores.min() ?? .nan, scores.max() ?? .nan)
        return "\(Scores.text(mean)) ± \(Scores.text(standardDeviation)) over \(scores.count) folds, "
            + "\(Scores.text(least)) … \(Scores.text(most))"
    }
}

/// Trains and tests on each fold of the data in turn.
///
///     let result = try crossValidate(digits, StratifiedKFold(10), generator: RandomGenerator(seed: 0)) { train, test in … }
///
/// - Parameters:
///   - samples: the data.
///   - splitter: how it is divided, such as `StratifiedKFold(10)`.
///   - generator: decides which sample is in which fold; the same seed gives the same folds.
///   - score: trains a new model on the first part and gives its score on the second.
/// - Throws: what `score` throws.
public func crossValidate(
    _ samples: Samples, _ splitter: some FoldSplitter, generator: RandomGenerator = .shared,
    score: (_ train: Samples, _ test: Samples) throws -> Double
) rethrows -> CrossValidation {
    var scores: [Double] = []
    for fold in splitter.folds(of: samples, generator: generator) where !hasFailed {
        scores.append(try score(fold.train, fold.test))
    }
    return CrossValidation(scores: scores)
}
