/// A learning rate that is multiplied by a factor when a metric has stopped improving, as in PyTorch but for relative
/// thresholds of negative metrics.
///
/// It is a value: keep it with the run, and tell it the metric once an epoch:
/// `optimizer.learningRate = plateau.observe(validationLoss)`.
public struct ReduceOnPlateau: Sendable, Hashable, Codable {
    /// Which way a metric is better.
    public enum Mode: String, Sendable, Hashable, Codable {
        /// A loss.
        case lower
        /// An accuracy.
        case higher
    }

    /// How much better than the best so far a metric must be to count as an improvement.
    public enum Threshold: Sendable, Hashable, Codable {
        /// By this share of |best|, so that it asks for the same whatever the sign.
        case relative(Double)
        /// By this much.
        case absolute(Double)

        /// By how much a metric must be better than the best so far. Where that is infinite, anything better will do.
        fileprivate func margin(_ best: Double) -> Double {
            switch self {
            case .relative(let share): best.isFinite ? share * abs(best) : 0
            case .absolute(let amount): amount
            }
        }
    }

    /// The present learning rate.
    public private(set) var learningRate: Double
    /// The best metric so far; nil before the first.
    public private(set) var best: Double?
    private let mode: Mode
    private let threshold: Threshold
    private let factor: Double
    private let patience: Int
    private let cooldown: Int
    private let minimum: Double
    private var stale = 0
    private var resting = 0

    /// - Parameters:
    ///   - learningRate: the rate to begin with.
    ///   - mode: which way the metric is better.
    ///   - factor: what the rate is multiplied by, in 0...1.
    ///   - patience: how many observations without improvement are tolerated; the one after reduces the rate.
    ///   - threshold: what counts as an improvement; at least 0.
    ///   - cooldown: for how many observations after a reduction none counts as stale.
    ///   - minimum: the rate does not go below.
    public init(
        learningRate: Double, mode: Mode = .lower, factor: Double = 0.1, patience: Int = 10,
        threshold: Threshold = .relative(1e-4), cooldown: Int = 0, minimum: Double = 0
    ) {
        let name = "ReduceOnPlateau"
        checkSetting(learningRate, "learning rate", of: name)
        checkSetting(factor, in: 0...1, "factor", of: name)
        checkCount(patience, atLeast: 0, "patience", of: name)
        checkCount(cooldown, atLeast: 0, "cooldown", of: name)
        checkSetting(minimum, "minimum", of: name)
        switch threshold {
        case .relative(let amount), .absolute(let amount): checkSetting(amount, "threshold", of: name)
        }
        self.learningRate = learningRate
        self.mode = mode
        self.factor = factor
        self.patience = patience
        self.threshold = threshold
        self.cooldown = cooldown
        self.minimum = minimum
    }

    /// Takes note of a metric, and gives the learning rate that follows from it. NaN is never an improvement.
    @discardableResult
    public mutating func observe(_ metric: Double) -> Double {
        if improves(metric) {
            best = metric
            stale = 0
        } else {
            stale += 1
        }
        if resting > 0 {
            resting -= 1
            stale = 0
        }
        if stale > patience {
            // A change that rounding would hide is not made, as in PyTorch.
            let reduced = max(learningRate * factor, minimum)
            if learningRate - reduced > 1e-8 { learningRate = reduced }
            resting = cooldown
            stale = 0
        }
        return learningRate
    }

    private func improves(_ metric: Double) -> Bool {
        guard let best else { return !metric.isNaN }
        let margin = threshold.margin(best)
        return mode == .lower ? metric < best - margin : metric > best + margin
    }
}

extension ReduceOnPlateau {
    /// A state that was encoded.
    /// - Throws: `DecodingError` where its settings or counts cannot be.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        learningRate = try container.decode(Double.self, forKey: .learningRate)
        best = try container.decodeIfPresent(Double.self, forKey: .best)
        mode = try container.decode(Mode.self, forKey: .mode)
        threshold = try container.decode(Threshold.self, forKey: .threshold)
        factor = try container.decode(Double.self, forKey: .factor)
        patience = try container.decode(Int.self, forKey: .patience)
        cooldown = try container.decode(Int.self, forKey: .cooldown)
        minimum = try container.decode(Double.self, forKey: .minimum)
        stale = try container.decode(Int.self, forKey: .stale)
        resting = try container.decode(Int.self, forKey: .resting)
        let areSettings = [learningRate, minimum].allSatisfy { $0.isFinite && $0 >= 0 } && (0...1).contains(factor)
        let areCounts = patience >= 0 && cooldown >= 0 && [stale, resting].allSatisfy { (0...(1 << 53)).contains($0) }
        guard areSettings, areCounts else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "a setting or a count is out of its range"))
        }
    }
}
