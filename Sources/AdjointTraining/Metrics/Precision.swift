import Adjoint

/// What precision, recall and F1 score are taken of.
public enum Average: Sendable, Hashable, Codable {
    /// Of one class against all others.
    case binary(positive: Int = 1)
    /// The mean over the classes that occur, each counting alike.
    case macro
    /// Of all decisions together: where each sample has one class, all three are the accuracy.
    case micro
}

/// Of what was taken for a class, the share that is of it: hits ÷ predicted.
///
/// Outputs and targets as for `Accuracy`; outputs may also be probabilities of class 1, in the targets' shape, with a
/// threshold. As in scikit-learn, a ratio whose divisor is 0 is 0, and a class that is neither right nor predicted
/// anywhere is left out of the mean.
public struct Precision: ClassMetric {
    /// What it is taken of.
    public let average: Average
    /// Probabilities above this mean class 1.
    public let threshold: Double
    var tallies = Tallies()
    static let title = "precision"

    /// Precision without samples.
    public init(average: Average, threshold: Double = 0.5) {
        (self.average, self.threshold) = (average, threshold)
    }

    static func score(_ tally: Tally) -> Double { tally.precision }
}

/// Of what is of a class, the share that was found: hits ÷ actual. Otherwise as `Precision`.
public struct Recall: ClassMetric {
    /// What it is taken of.
    public let average: Average
    /// Probabilities above this mean class 1.
    public let threshold: Double
    var tallies = Tallies()
    static let title = "recall"

    /// Recall without samples.
    public init(average: Average, threshold: Double = 0.5) {
        (self.average, self.threshold) = (average, threshold)
    }

    static func score(_ tally: Tally) -> Double { tally.recall }
}

/// The harmonic mean of precision and recall: 2 hits ÷ (predicted + actual). Otherwise as `Precision`.
public struct F1Score: ClassMetric {
    /// What it is taken of.
    public let average: Average
    /// Probabilities above this mean class 1.
    public let threshold: Double
    var tallies = Tallies()
    static let title = "f1"

    /// F1 score without samples.
    public init(average: Average, threshold: Double = 0.5) {
        (self.average, self.threshold) = (average, threshold)
    }

    static func score(_ tally: Tally) -> Double { tally.f1 }
}

/// What tells a metric from the same one with another threshold; nothing for 0.5 and 0, the ones that everybody uses.
func thresholdSuffix(_ threshold: Double) -> String {
    threshold == 0.5 || threshold == 0 ? "" : " above \(threshold)"
}

/// How often a class was found, predicted and right.
struct Tally: Sendable, Codable {
    var hits = 0
    var predicted = 0
    var actual = 0

    private static func ratio(_ a: Int, _ b: Int) -> Double { b == 0 ? 0 : Double(a) / Double(b) }

    var precision: Double { Self.ratio(hits, predicted) }
    var recall: Double { Self.ratio(hits, actual) }
    var f1: Double { Self.ratio(2 * hits, predicted + actual) }

    static func + (a: Self, b: Self) -> Self {
        Self(hits: a.hits + b.hits, predicted: a.predicted + b.predicted, actual: a.actual + b.actual)
    }
}

/// The tally of each class that occurs.
typealias Tallies = [Int: Tally]

/// A ratio of the tallies of classes.
protocol ClassMetric: Metric {
    static var title: String { get }
    static func score(_ tally: Tally) -> Double
    var average: Average { get }
    var threshold: Double { get }
    var tallies: Tallies { get set }
}

extension ClassMetric {
    /// Such as `precision`, `precision of class 0` or `macro precision`; a threshold other than that of probabilities
    /// and of logits is part of it, `precision above 0.3`.
    public var name: String {
        let title =
            switch average {
            case .binary(positive: 1): Self.title
            case .binary(let positive): "\(Self.title) of class \(positive)"
            case .macro: "macro \(Self.title)"
            case .micro: "micro \(Self.title)"
            }
        return title + thresholdSuffix(threshold)
    }

    /// Adds a batch.
    public mutating func update(_ outputs: Tensor, _ targets: Tensor) {
        guard let pairs = ClassPairs("\(Self.self)", outputs, targets, threshold: threshold) else { return }
        for (predicted, actual) in zip(pairs.predicted, pairs.actual) {
            tallies[predicted, default: Tally()].predicted += 1
            tallies[actual, default: Tally()].actual += 1
            if predicted == actual { tallies[actual, default: Tally()].hits += 1 }
        }
    }

    /// The ratio, from 0 to 1.
    public var value: Double {
        if tallies.isEmpty { return .nan }
        switch average {
        case .binary(let positive): return Self.score(tallies[positive] ?? Tally())
        case .macro:
            // In the order of the classes, so that equal tallies give equal bits.
            return tallies.sorted { $0.key < $1.key }.reduce(0) { $0 + Self.score($1.value) } / Double(tallies.count)
        case .micro: return Self.score(tallies.values.reduce(Tally(), +))
        }
    }

    /// Forgets all samples.
    public mutating func reset() { tallies = [:] }

    /// The settings are this one's, and hits are among what was predicted and what is right, which are as many.
    public func check(_ saved: Self) throws {
        try checkSetting(saved.average, is: average, "average")
        try checkSetting(saved.threshold, is: threshold, "threshold")
        var (predicted, actual) = (0.0, 0.0)
        for tally in saved.tallies.values {
            try checkHits(tally.hits, of: min(tally.predicted, tally.actual))
            predicted += Double(tally.predicted)
            actual += Double(tally.actual)
        }
        if predicted != actual || predicted > 0x1p53 {
            throw ImpossibleState("\(predicted) predictions of \(actual) samples")
        }
    }
}
