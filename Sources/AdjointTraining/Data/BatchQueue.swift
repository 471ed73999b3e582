import Adjoint
import Foundation

/// Gives out the batches of some numbers in order. A thread makes at most `limit` of them ahead; it ends with the last
/// batch, with an error, and when the queue is released.
final class BatchQueue {
    /// Makes a batch by its number. It is used by one thread.
    typealias Maker = (Int) throws -> Batch

    private var numbers: Range<Int>
    private let start: @Sendable () -> Maker
    private var makeHere: Maker?
    private let line: Line?

    /// - Parameters:
    ///   - numbers: of the batches.
    ///   - limit: how many are made ahead; 0 makes each when it is asked for.
    ///   - start: what is to be done before the first batch.
    init(_ numbers: Range<Int>, limit: Int, start: @escaping @Sendable () -> Maker) {
        self.numbers = numbers
        self.start = start
        let line = limit > 0 && !numbers.isEmpty ? Line(limit: limit) : nil
        self.line = line
        guard let line else { return }
        // The thread knows the line and not the queue, which may go before it.
        Thread.detachNewThread {
            let make = start()
            for number in numbers where !line.append({ try make(number) }) { return }
        }
    }

    deinit { line?.close() }

    /// The next batch; nil after the last and after an error, which is reported.
    func next() -> Batch? {
        guard let number = numbers.popFirst() else { return nil }
        do {
            if let line { return try line.first() }
            let make = makeHere ?? start()
            makeHere = make
            return try make(number)
        } catch {
            numbers = number..<number
            line?.close()
            report(error as? AdjointError ?? AdjointError(.value, "DataLoader", "\(error)"))
            return nil
        }
    }
}

/// What one thread appends and another takes, at most `limit` at a time.
private final class Line: Sendable {
    private struct Content: Sendable {
        var waiting: [Result<Batch, any Error>] = []
        var isClosed = false
    }

    private let content = Guarded(Content())
    /// Signalled for each place that becomes free, and for each batch that is appended.
    private let places = DispatchSemaphore(value: 0)
    private let batches = DispatchSemaphore(value: 0)

    init(limit: Int) {
        // Not by the value above: a semaphore must not go with less than it came with.
        for _ in 0..<limit { places.signal() }
    }

    /// Makes a batch when there is room for it; false where nobody waits for another.
    func append(_ make: () throws -> Batch) -> Bool {
        places.wait()
        if content.withValue({ $0.isClosed }) { return false }
        let batch = Result(catching: make)
        content.withValue { if !$0.isClosed { $0.waiting.append(batch) } }
        batches.signal()
        if case .failure = batch { return false }
        return true
    }

    /// Takes the first batch, when it is there.
    func first() throws -> Batch {
        batches.wait()
        let batch = content.withValue { $0.waiting.removeFirst() }
        places.signal()
        return try batch.get()
    }

    func close() {
        content.withValue { $0 = Content(isClosed: true) }
        places.signal()
    }
}
