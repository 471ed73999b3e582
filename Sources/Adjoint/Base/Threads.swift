import AdjointRuntime

/// How many threads kernels use, the caller's included: the environment's `ADJOINT_THREADS`, or the processors that the
/// process may use. Results are the same bits with any number. Set it while nothing is being computed.
public var threadCount: Int {
    get { Int(adj_thread_count()) }
    set { adj_set_thread_count(Swift.max(newValue, 1)) }
}

/// Runs `body` for the ranges of a fixed length that cut up 0..<count, on several threads where that pays.
///
/// The length of the ranges must not depend on the number of threads, and what a range computes must depend on it
/// alone; only where no bit of the results depends on the ranges may it be otherwise. Work that takes less time than
/// waking a thread, some ten microseconds, leaves those that sleep alone (`wakes`): it is shared with those that are
/// awake after other work.
func parallel(_ count: Int, by length: Int, wakes: Bool = true, _ body: (Range<Int>) -> Void) {
    if count <= length { return body(0..<count) }
    withoutActuallyEscaping(body) { body in
        var work = Work(count: count, length: length, body: body)
        withUnsafeMutablePointer(to: &work) { work in
            (wakes ? adj_parallel : adj_parallel_awake)(
                (count + length - 1) / length,
                { context, chunk in
                    guard let work = context?.assumingMemoryBound(to: Work.self) else { return }
                    let start = chunk * work.pointee.length
                    work.pointee.body(start..<Swift.min(start + work.pointee.length, work.pointee.count))
                }, work)
        }
    }
}

private struct Work {
    let count: Int
    let length: Int
    let body: (Range<Int>) -> Void
}
