import Adjoint
import AdjointNN
import Foundation

/// Cuts a data set into batches, epoch after epoch, made ahead on a thread of their own.
///
///     let loader = DataLoader(samples, batchSize: 128, shuffle: true, seed: 0)
///     for epoch in 0..<20 {
///         for (images, labels) in loader { … }
///     }
///
/// Each `for … in loader` is the next epoch, with an order of its own. The order and the augmentation of a batch are a
/// pure function of seed, epoch and the batch's number, so `epoch(_:from:)` gives a run that goes on what it would have
/// seen. A loop that is left early ends the thread. An error of the data set is reported where the batch is asked for,
/// and ends the epoch.
public final class DataLoader: Sequence, Sendable {
    /// The samples.
    public let dataset: any Dataset
    /// Samples in a batch; the last one of an epoch may have fewer.
    public let batchSize: Int
    /// What order and augmentation follow from.
    public let seed: UInt64
    /// Samples in an epoch: all, but for those of a batch that is dropped.
    public let sampleCount: Int
    /// Batches in an epoch.
    public let batchCount: Int
    private let count: Int
    private let shuffle: Bool
    private let prefetch: Int
    private let transform: (any Augmentation)?
    private let nextEpoch = Guarded(0)

    /// - Parameters:
    ///   - dataset: the samples.
    ///   - batchSize: samples in a batch, at least 1.
    ///   - shuffle: whether each epoch has a random order of its own.
    ///   - seed: where order and augmentation start from; nil draws it from `RandomGenerator.shared`.
    ///   - dropLast: leaves out the last batch where it has fewer samples than the others.
    ///   - prefetch: how many batches are made ahead; 0 makes each when it is asked for, on the thread that asks.
    ///   - transform: what is done with the inputs of each batch.
    public init(
        _ dataset: some Dataset, batchSize: Int, shuffle: Bool = false, seed: UInt64? = nil, dropLast: Bool = false,
        prefetch: Int = 2, transform: (any Augmentation)? = nil
    ) {
        if batchSize < 1 || prefetch < 0 {
            report(
                AdjointError(
                    .value, "DataLoader",
                    "batches of \(batchSize), \(prefetch) made ahead: at least 1 and at least 0 are needed"))
        }
        checkCount(batchSize, atLeast: 1, "size of a batch", of: "DataLoader")
        checkCount(prefetch, atLeast: 0, "number of batches made ahead", of: "DataLoader")
        var count = dataset.count
        if !checkCount(count, atLeast: 0, "number of samples", of: "DataLoader") { count = 0 }
        // The order of an epoch.
        if shuffle, !admits(count, of: MemoryLayout<Int>.stride, "DataLoader") { count = 0 }
        self.dataset = dataset
        self.batchSize = Swift.min(Swift.max(batchSize, 1), greatestCount)
        self.shuffle = shuffle
        self.seed = seed ?? RandomGenerator.shared.next()
        self.prefetch = Swift.max(prefetch, 0)
        self.transform = transform
        self.count = count
        sampleCount = dropLast ? count / self.batchSize * self.batchSize : count
        batchCount = (sampleCount + self.batchSize - 1) / self.batchSize
    }

    /// The same data with another seed.
    func reseeded(_ seed: UInt64) -> DataLoader {
        DataLoader(
            dataset, batchSize: batchSize, shuffle: shuffle, seed: seed, dropLast: sampleCount < count,
            prefetch: prefetch, transform: transform)
    }

    /// The batches of the next epoch, counted from 0.
    public func makeIterator() -> AnyIterator<Batch> {
        let epoch = nextEpoch.withValue { next in
            defer { next += 1 }
            return next
        }
        return batches(epoch, from: 0)
    }

    /// The batches of an epoch, from a batch on: always the same, whatever was iterated before.
    public func epoch(_ epoch: Int, from batch: Int = 0) -> some Sequence<Batch> {
        AnySequence { self.batches(epoch, from: batch) }
    }

    private func batches(_ epoch: Int, from batch: Int) -> AnyIterator<Batch> {
        guard epoch >= 0, batch >= 0 else {
            report(
                AdjointError(.index, "DataLoader", "epoch \(epoch), batch \(batch): both are counted from 0"))
            return AnyIterator { nil }
        }
        let numbers = hasFailed ? 0..<0 : Swift.min(batch, batchCount)..<batchCount
        let queue = BatchQueue(numbers, limit: prefetch) { [self] in maker(of: epoch) }
        return AnyIterator { queue.next() }
    }

    /// Makes the batches of an epoch by their numbers.
    private func maker(of epoch: Int) -> (Int) throws -> Batch {
        var order: [Int] = []
        if shuffle {
            order = Array(0..<count)
            var generator = RandomGenerator(seed: derivedSeed(seed, epoch))
            order.shuffle(using: &generator)
        }
        return { [self, order] number in
            let start = number * batchSize
            let places = start..<Swift.min(start + batchSize, sampleCount)
            return try withErrors {
                try withoutGradient {
                    guard admits(places.count, of: MemoryLayout<Int>.stride, "DataLoader") else {
                        return (.standIn(), .standIn())
                    }
                    let positions = shuffle ? Array(order[places]) : Array(places)
                    var batch = try dataset.batch(at: positions)
                    if let transform {
                        let generator = RandomGenerator(seed: derivedSeed(seed, epoch, number))
                        batch.inputs = transform(batch.inputs, generator: generator)
                    }
                    evaluate(batch.inputs, batch.targets)  // here, and not where the batch is used
                    return batch
                }
            }
        }
    }
}

/// A seed for each combination of numbers: SplitMix64's mixing of bits (Steele, Lea and Flood, OOPSLA 2014), once for
/// each.
private func derivedSeed(_ seed: UInt64, _ numbers: Int...) -> UInt64 {
    numbers.reduce(seed) { seed, number in
        var bits = seed &+ 0x9E37_79B9_7F4A_7C15 &* (UInt64(number) &+ 1)
        bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
        return bits ^ bits >> 31
    }
}
