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
private final class Line: @unchecked Sendable {
    private let limit: Int
    private let condition = NSCondition()
    private var waiting: [Result<Batch, any Error>] = []
    private var isClosed = false

    init(limit: Int) { self.limit = limit }

    /// Makes a batch when there is room for it; false where nobody waits for another.
    func append(_ make: () throws -> Batch) -> Bool {
        let isWanted = condition.withLock {
            while waiting.count >= limit, !isClosed { condition.wait() }
            return !isClosed
        }
        guard isWanted else { return false }
        let batch = Result(catching: make)
        return condition.withLock {
            guard !isClosed else { return false }
            waiting.append(batch)
            condition.broadcast()
            if case .failure = batch { return false }
            return true
        }
    }

    /// Takes the first batch, when it is there.
    func first() throws -> Batch {
        try condition.withLock {
            while waiting.isEmpty { condition.wait() }
            defer { condition.broadcast() }
            return try waiting.removeFirst().get()
        }
    }

    func close() {
        condition.withLock {
            isClosed = true
            waiting = []
            condition.broadcast()
        }
    }
}
