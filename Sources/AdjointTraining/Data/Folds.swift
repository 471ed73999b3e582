import Adjoint

/// Divides samples into folds for cross-validation: each sample is tested once, by a model that was trained on the
/// others.
///
///     for (train, test) in StratifiedKFold(10).folds(of: digits, generator: RandomGenerator(seed: 0)) { … }
public protocol FoldSplitter: Sendable {
    /// How many folds there are.
    var count: Int { get }

    /// For each fold, the positions to train on and those to test with, each in random order.
    func positions(of samples: Samples, generator: RandomGenerator) -> [(train: [Int], test: [Int])]
}

extension FoldSplitter {
    /// For each fold, the samples to train on and those to test with. The same seed gives the same folds.
    public func folds(of samples: Samples, generator: RandomGenerator = .shared) -> [(train: Samples, test: Samples)] {
        positions(of: samples, generator: generator).map { (samples[$0.train], samples[$0.test]) }
    }

    /// Gives the positions of each group in turn to the folds, so that no fold has two more of a group, or of all, than
    /// another.
    fileprivate func deal(_ groups: [[Int]], _ generator: RandomGenerator) -> [(train: [Int], test: [Int])] {
        let total = groups.reduce(0) { $0 + $1.count }
        guard count >= 2, count <= total else {
            report(
                AdjointError(
                    .value, "\(Self.self)", "\(count) folds of \(total) samples: 2 to as many as samples are possible"))
            return []
        }
        guard admits(count, total, of: MemoryLayout<Int>.stride, "\(Self.self)") else { return [] }
        var generator = generator
        let order = groups.flatMap { $0.shuffled(using: &generator) }
        return (0..<count).map { fold in
            func part(_ isTest: Bool) -> [Int] {
                order.indices.filter { ($0 % count == fold) == isTest }.map { order[$0] }.shuffled(using: &generator)
            }
            return (part(false), part(true))
        }
    }
}

/// Folds by chance, of as equal size as possible.
public struct KFold: FoldSplitter {
    /// How many folds there are.
    public let count: Int

    /// Splits into `count` folds, 2 at least.
    public init(_ count: Int = 5) { self.count = count }

    /// For each fold, the positions to train on and those to test with, each in random order.
    public func positions(of samples: Samples, generator: RandomGenerator = .shared) -> [(train: [Int], test: [Int])] {
        admits(samples.count, of: MemoryLayout<Int>.stride, "KFold") ? deal([Array(0..<samples.count)], generator) : []
    }
}

/// Folds in which every class has its share: their numbers of samples of a class, and of all, differ by one at most.
public struct StratifiedKFold: FoldSplitter {
    /// How many folds there are.
    public let count: Int

    /// Splits into `count` folds, 2 at least.
    public init(_ count: Int = 5) { self.count = count }

    /// For each fold, the positions to train on and those to test with, each in random order. The targets must be
    /// classes: integer [samples].
    public func positions(of samples: Samples, generator: RandomGenerator = .shared) -> [(train: [Int], test: [Int])] {
        guard let classes = positionsByClass(samples.targets, "StratifiedKFold") else { return [] }
        return deal(classes, generator)
    }
}
