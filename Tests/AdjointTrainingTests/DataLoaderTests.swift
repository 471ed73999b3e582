import AdjointTraining
import Foundation
import Testing

@testable import Adjoint

@Suite("DataLoader")
struct DataLoaderTests {
    /// Samples that are their own positions.
    private static func positions(_ count: Int) -> Samples {
        Samples(Tensor((0..<count).map(Float.init)), Tensor(Array(0..<count)))
    }

    private static func loader(
        _ count: Int = 23, _ size: Int = 5, shuffle: Bool = true, seed: UInt64 = 1, dropLast: Bool = false,
        prefetch: Int = 2, transform: (any Augmentation)? = nil
    ) -> DataLoader {
        DataLoader(
            positions(count), batchSize: size, shuffle: shuffle, seed: seed, dropLast: dropLast, prefetch: prefetch,
            transform: transform)
    }

    private static func targets(_ batches: some Sequence<Batch>) -> [[Int]] {
        batches.map { $0.targets.asArray(Int.self) }
    }

    /// Adds random numbers, one for each sample.
    private struct Shake: Augmentation {
        func callAsFunction(_ images: Tensor, generator: RandomGenerator) -> Tensor {
            images + Tensor.uniform(images.shape, generator: generator)
        }
    }

    @Test("gives the samples in order, the last batch shorter or dropped", arguments: [0, 1, 2, 9])
    func order(prefetch: Int) {
        let loader = Self.loader(7, 3, shuffle: false, prefetch: prefetch)
        #expect(Self.targets(loader) == [[0, 1, 2], [3, 4, 5], [6]])
        #expect(loader.batchCount == 3 && loader.sampleCount == 7)
        let dropping = Self.loader(7, 3, shuffle: false, dropLast: true, prefetch: prefetch)
        #expect(Self.targets(dropping) == [[0, 1, 2], [3, 4, 5]])
        #expect(dropping.batchCount == 2 && dropping.sampleCount == 6)
        for (inputs, targets) in loader { #expect(inputs.asArray(Float.self) == targets.asArray(Float.self)) }
    }

    @Test("has as many batches as it says", arguments: [0, 1, 4, 5, 6, 10], [false, true])
    func sizes(count: Int, dropLast: Bool) {
        let loader = Self.loader(count, 5, dropLast: dropLast)
        let batches = Self.targets(loader)
        #expect(batches.count == loader.batchCount && batches.joined().count == loader.sampleCount)
        #expect(loader.sampleCount == (dropLast ? count - count % 5 : count))
    }

    @Test("each epoch has all samples, in an order of its own that follows from the seed", arguments: [0, 2])
    func shuffle(prefetch: Int) {
        let loader = Self.loader(prefetch: prefetch)
        let epochs = (0..<3).map { _ in Self.targets(loader) }
        for epoch in epochs { #expect(epoch.joined().sorted() == Array(0..<23)) }
        #expect(Set(epochs + [Self.targets(Self.loader(shuffle: false))]).count == 4)
        #expect(epochs == (0..<3).map { Self.targets(Self.loader().epoch($0)) })
        #expect(Self.targets(Self.loader(seed: 2)) != epochs[0])
    }

    @Test("dropping leaves out other samples in each epoch")
    func dropped() {
        let loader = Self.loader(dropLast: true)
        let left = (0..<4).map { _ in Set(0..<23).subtracting(Self.targets(loader).joined()) }
        #expect(left.allSatisfy { $0.count == 3 } && Set(left).count > 1)
    }

    @Test("an epoch can be entered at any batch, again and again, with the same bits", arguments: [0, 2])
    func resume(prefetch: Int) {
        func bits(_ batches: some Sequence<Batch>) -> [[Float]] { batches.map { $0.inputs.asArray(Float.self) } }
        let loader = Self.loader(prefetch: prefetch, transform: Shake())
        let whole = bits(loader.epoch(3))
        #expect(
            whole.joined().allSatisfy { $0 != $0.rounded() }
                && Set(whole.joined().map { $0 - $0.rounded(.down) }).count > 20)
        for batch in 0...6 { #expect(bits(loader.epoch(3, from: batch)) == Array(whole.dropFirst(batch))) }
        #expect(bits(Self.loader(prefetch: 1, transform: Shake()).epoch(3)) == whole)
        let epoch = loader.epoch(3, from: 2)
        #expect(bits(epoch) == bits(epoch))
        #expect(bits(loader) == bits(loader.epoch(0)))
    }

    @Test("without a seed, takes one from the shared generator")
    func sharedSeed() async {
        // In a process of its own: other tests set the shared generator's seed.
        await #expect(processExitsWith: .success) {
            func seeds() -> [UInt64] {
                RandomGenerator.shared.seed = 3
                return (0..<2).map { _ in DataLoader(Self.positions(3), batchSize: 1).seed }
            }
            guard seeds() == seeds(), Set(seeds()).count == 2 else { fatalError("\(seeds()), \(seeds())") }
        }
    }

    @Test("batches are made ahead, never more than asked for, on a thread of their own", arguments: [1, 3])
    func prefetch(limit: Int) {
        let log = Log()
        let batches = DataLoader(Watched(log), batchSize: 1, prefetch: limit).makeIterator()
        for _ in 0..<limit { #expect(log.made.wait(timeout: .now() + 60) == .success) }
        for number in 0..<20 {
            log.ask()
            #expect(batches.next()?.targets.asArray(Int.self) == [number])
        }
        let calls = log.calls  // once: the thread goes on
        #expect(calls.allSatisfy { $0.batch < $0.asked + limit }, "\(calls)")
        #expect(calls.map(\.batch) == Array(0..<calls.count))
        #expect(
            calls.allSatisfy { $0.thread != ObjectIdentifier(Thread.current) } && Set(calls.map(\.thread)).count == 1)
    }

    @Test("with nothing made ahead, each batch is made when it is asked for, on the thread that asks")
    func withoutPrefetch() {
        let log = Log()
        let batches = DataLoader(Watched(log), batchSize: 1, prefetch: 0).makeIterator()
        for number in 0..<3 {
            #expect(log.calls.map(\.batch) == Array(0..<number))
            #expect(batches.next()?.targets.asArray(Int.self) == [number])
        }
        #expect(log.calls.allSatisfy { $0.thread == ObjectIdentifier(Thread.current) })
    }

    @Test("a loop that is left early ends the thread and lets go of the data", arguments: [0, 1, 5])
    func leftEarly(batches: Int) {
        let log = Log()
        do {
            let loader = DataLoader(Watched(log), batchSize: 1)
            var iterator: AnyIterator<Batch>? = loader.makeIterator()
            for _ in 0..<batches { _ = iterator?.next() }
            iterator = nil
        }
        #expect(log.released.wait(timeout: .now() + 60) == .success)
        #expect(log.calls.count <= batches + 3)
    }

    @Test("values are computed where the batch is made", arguments: [0, 2])
    func evaluated(prefetch: Int) {
        struct Lazy: Dataset {
            let count = 4
            func batch(at positions: [Int]) -> Batch {
                (Tensor.uniform([9000]) * 2, Tensor.uniform([9000], generator: RandomGenerator(seed: 1)) + 1)
            }
        }
        for batch in DataLoader(Lazy(), batchSize: 2, prefetch: prefetch) {
            #expect(batch.inputs.storage?.isPending == false && batch.targets.storage?.isPending == false)
        }
        #expect(Lazy().batch(at: []).inputs.storage?.isPending == true)
    }

    @Test("an error is reported where the batch is asked for, and ends the epoch", arguments: [0, 2])
    func errors(prefetch: Int) {
        struct Broken: Dataset {
            let count = 10
            let error: (any Error)?
            func batch(at positions: [Int]) throws -> Batch {
                if positions.contains(4), let error { throw error }
                return (Tensor(positions), Tensor(positions).take(Tensor([positions[0] < 4 ? 0 : 7] as [Int])))
            }
        }
        let file = FileError(.malformed, "cat.png", .offset(3), "no picture")
        for (error, sentence) in [
            (file, "DataLoader: cat.png, byte 3: no picture"), (nil, "take: index 7 is not in 0..<2"),
        ] {
            var batches = 0
            let thrown = #expect(throws: AdjointError.self) {
                try withErrors {
                    for _ in DataLoader(Broken(error: error), batchSize: 2, prefetch: prefetch) { batches += 1 }
                }
            }
            #expect(thrown?.description == sentence && batches == 2)
        }
    }

    @Test("refuses impossible sizes and numbers")
    func refusals() {
        func sentence(_ body: () -> Void) -> String? {
            #expect(throws: AdjointError.self) { try withErrors(body) }?.description
        }
        let rest = "at least 1 and at least 0 are needed"
        #expect(sentence { _ = Self.loader(3, 0) } == "DataLoader: batches of 0, 2 made ahead: \(rest)")
        #expect(
            sentence { _ = Self.loader(3, 2, prefetch: -1) } == "DataLoader: batches of 2, -1 made ahead: \(rest)")
        #expect(
            sentence { for _ in Self.loader().epoch(-1) {} }
                == "DataLoader: epoch -1, batch 0: both are counted from 0")
        #expect(Self.targets(Self.loader(7, 3).epoch(0, from: 9)).isEmpty)
    }
}

/// What a data set was asked for.
private final class Log: Sendable {
    private struct Content: Sendable {
        var asked = 0
        var calls: [(batch: Int, asked: Int, thread: ObjectIdentifier)] = []
    }

    let made = DispatchSemaphore(value: 0)
    let released = DispatchSemaphore(value: 0)
    private let content = Guarded(Content())

    var calls: [(batch: Int, asked: Int, thread: ObjectIdentifier)] { content.value.calls }

    /// The loop is about to ask for another batch.
    func ask() { content.withValue { $0.asked += 1 } }

    func note(_ batch: Int) {
        content.withValue { $0.calls.append((batch, $0.asked, ObjectIdentifier(Thread.current))) }
        made.signal()
    }
}

/// A data set that notes what it is asked for, and when it is released.
private final class Watched: Dataset {
    let count = 1000
    private let log: Log

    init(_ log: Log) { self.log = log }
    deinit { log.released.signal() }

    func batch(at positions: [Int]) -> Batch {
        log.note(positions[0])
        return (Tensor(positions), Tensor(positions))
    }
}
