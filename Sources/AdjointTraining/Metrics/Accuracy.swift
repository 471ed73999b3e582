import Adjoint

/// The share of samples whose class was found.
///
/// Outputs are scores [batch, classes], of which the highest counts (of equal ones the first), or predicted classes in
/// the targets' shape; targets are integers [batch].
public struct Accuracy: Metric {
    /// `accuracy`.
    public var name: String { "accuracy" }
    private var (hits, count) = (0, 0)

    /// Accuracy without samples.
    public init() {}

    /// Adds a batch.
    public mutating func update(_ outputs: Tensor, _ targets: Tensor) {
        guard let pairs = ClassPairs("Accuracy", outputs, targets, threshold: nil) else { return }
        add(pairs)
    }

    fileprivate mutating func add(_ pairs: ClassPairs) {
        for (predicted, actual) in zip(pairs.predicted, pairs.actual) where predicted == actual { hits += 1 }
        count += pairs.actual.count
    }

    /// Found ÷ all.
    public var value: Double { Double(hits) / Double(count) }

    /// Forgets all samples.
    public mutating func reset() { self = Self() }

    /// Hits are among the samples.
    public func check(_ saved: Self) throws { try checkHits(saved.hits, of: saved.count) }
}

/// Throws where there cannot be so many hits.
func checkHits(_ hits: Int, of count: Int) throws {
    if !(0...max(count, 0)).contains(hits) || count < 0 { throw ImpossibleState("\(hits) hits of \(count) samples") }
}

/// Throws where a setting is not that of the metric at hand.
func checkSetting<Value: Equatable>(_ saved: Value, is present: Value, _ name: String) throws {
    if saved != present { throw ImpossibleState("the \(name) was \(saved) and is \(present)") }
}

/// The share of yes-or-no questions that were answered rightly: yes is an output above a threshold.
///
/// Outputs and targets have one shape; targets are 0 and 1 of any dtype, or probabilities with yes above 0.5.
public struct BinaryAccuracy: Metric {
    /// `accuracy`, or with a threshold other than 0.5 and 0 such as `accuracy above 0.3`.
    public var name: String { "accuracy" + thresholdSuffix(threshold) }
    /// Outputs above this mean yes.
    public let threshold: Double
    private var accuracy = Accuracy()

    /// Accuracy without samples. The threshold for logits is 0.
    public init(threshold: Double = 0.5) { self.threshold = threshold }

    /// Adds a batch.
    public mutating func update(_ outputs: Tensor, _ targets: Tensor) {
        guard outputs.shape == targets.shape else {
            return report(
                AdjointError(
                    .shape, "BinaryAccuracy",
                    "outputs \(outputs.shape) and targets \(targets.shape): equal shapes are needed"))
        }
        guard let pairs = ClassPairs("BinaryAccuracy", outputs, targets, threshold: threshold) else { return }
        accuracy.add(pairs)
    }

    /// Right ÷ all.
    public var value: Double { accuracy.value }

    /// Forgets all samples.
    public mutating func reset() { accuracy.reset() }

    /// The threshold is this one's, and hits are among the samples.
    public func check(_ saved: Self) throws {
        try checkSetting(saved.threshold, is: threshold, "threshold")
        try accuracy.check(saved.accuracy)
    }
}

/// The share of samples whose class is among the k with the highest scores.
///
/// Outputs are scores [batch, classes], targets integers [batch] in 0..<classes. Of equal scores the first class comes
/// first, so that k = 1 is `Accuracy`; a score that is NaN is above all others, and never a hit itself.
public struct TopKAccuracy: Metric {
    /// How many classes may be named.
    public let k: Int
    private var (hits, count) = (0, 0)

    /// Accuracy without samples.
    public init(_ k: Int = 5) {
        if k < 1 { report(AdjointError(.value, "TopKAccuracy", "k is \(k): at least 1 is needed")) }
        self.k = k
    }

    /// `top-5 accuracy`.
    public var name: String { "top-\(k) accuracy" }

    /// Adds a batch.
    public mutating func update(_ outputs: Tensor, _ targets: Tensor) {
        guard outputs.dtype.isFloatingPoint, outputs.rank == 2, targets.dtype.isInteger,
            targets.shape == [outputs.shape[0]]
        else {
            return report(
                AdjointError(
                    .shape, "TopKAccuracy",
                    "outputs \(outputs.shape) \(outputs.dtype) and targets \(targets.shape) \(targets.dtype): "
                        + "floating-point scores [batch, classes] and integer targets [batch] are needed"))
        }
        let (classes, targets) = (outputs.shape[1], targets.asArray(Int.self))
        if let wrong = targets.first(where: { !(0..<classes).contains($0) }) {
            return report(AdjointError(.index, "TopKAccuracy", "the class \(wrong) is not in 0..<\(classes)"))
        }
        let scores = outputs.asArray(Double.self)
        if hasFailed { return }
        for (row, target) in targets.enumerated() {
            let score = scores[row * classes + target]
            var rank = score.isNaN ? classes : 0
            for index in 0..<classes where index != target {
                let other = scores[row * classes + index]
                if !(other < score || other == score && index > target) { rank += 1 }
            }
            if rank < k { hits += 1 }
        }
        count += targets.count
    }

    /// Hits ÷ all.
    public var value: Double { Double(hits) / Double(count) }

    /// Forgets all samples.
    public mutating func reset() { (hits, count) = (0, 0) }

    /// k is this one's, and hits are among the samples.
    public func check(_ saved: Self) throws {
        try checkSetting(saved.k, is: k, "number of classes")
        try checkHits(saved.hits, of: saved.count)
    }
}
