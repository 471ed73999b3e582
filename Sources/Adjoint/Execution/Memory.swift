import AdjointKernels

/// The memory of tensors' elements, in bytes. Tensors of one element need none, and those of less than about a kilobyte are
/// not counted.
public struct MemoryUse: Sendable, Hashable {
    /// In use.
    public let live: Int
    /// Freed, and kept for the next tensors of about the same size.
    public let cached: Int
    /// The most that was in use at once, since the start or `resetPeakMemory()`.
    public let peak: Int
}

/// The memory of tensors' elements at present. Together, `live` and `cached` stay within five quarters of `peak` (or 64 MiB).
public var memoryUse: MemoryUse {
    let use = adj_pool_use()
    return MemoryUse(live: Int(use.live), cached: Int(use.cached), peak: Int(use.peak))
}

/// Gives the cached memory back to the system.
public func trimMemory() { adj_pool_trim() }

/// Starts to measure `MemoryUse.peak` anew.
public func resetPeakMemory() { adj_pool_reset_peak() }

/// Runs `body`, and reports an error if tensors that it made are alive afterwards: for tests of code that keeps no tensors.
///
/// Counts the tensors that this thread makes and releases, so `body` must not hand any to other threads.
public func withLeakChecking<Result>(_ body: () throws -> Result) rethrows -> Result {
    let before = adj_thread().pointee.tensors
    let result = try body()
    let left = adj_thread().pointee.tensors - before
    if left > 0 {
        report(AdjointError(.graph, "withLeakChecking", "\(left) tensors made inside are still alive"))
    }
    return result
}
