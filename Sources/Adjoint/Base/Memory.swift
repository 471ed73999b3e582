import AdjointRuntime

/// The memory of tensors' elements, in bytes. Tensors of one element need none, and those of less than about a kilobyte
/// are not counted.
public struct MemoryUse: Sendable, Hashable {
    /// In use.
    public let live: Int
    /// Freed, and kept for the next tensors of about the same size.
    public let cached: Int
    /// The most that was in use at once, since the start or `resetPeakMemory()`.
    public let peak: Int
}

/// The memory of tensors' elements at present. Together, `live` and `cached` stay within five quarters of `peak` (or 64
/// MiB).
public var memoryUse: MemoryUse {
    let use = adj_pool_use()
    return MemoryUse(live: Int(use.live), cached: Int(use.cached), peak: Int(use.peak))
}

/// The most bytes that tensors' elements may take together. What would take more is an error that names the operation
/// and the bytes; so is a view of more elements than this holds, where an operation would have to walk them all.
///
/// By default what the machine has, or less where the system grants this process less; the environment's
/// `ADJOINT_MEMORY_LIMIT`, in bytes, says otherwise. Tensors that exist keep their memory if it is set lower. At least
/// 1.
public var memoryLimit: Int {
    get { Int(clamping: adj_memory_limit()) }
    set {
        guard newValue > 0 else {
            return report(AdjointError(.value, "memoryLimit", "\(newValue) bytes: at least 1 is needed"))
        }
        adj_set_memory_limit(newValue)
    }
}

/// Where memory is asked for before it is taken.
package enum Memory {
    /// Whether so many bytes may be had beside what is in use.
    package static func isAvailable(_ bytes: Int) -> Bool { bytes < 1 << 16 || adj_pool_admits(bytes) }

    /// Whether an array of `count` elements of `size` bytes, of any kind, may be made beside what is in use; reports it
    /// if not.
    package static func admits(_ count: Int, of size: Int, _ operation: String) -> Bool {
        let (bytes, overflow) = count.multipliedReportingOverflow(by: size)
        if !overflow, bytes >= 0, isAvailable(bytes) { return true }
        refuse(overflow ? nil : bytes, operation)
        return false
    }

    /// Whether memory can hold `count` elements at all; reports it if not. For deferred values, which may never take
    /// memory, and for views that are walked.
    @inline(__always)
    static func holds(_ count: Int, _ dtype: DType, _ operation: @autoclosure () -> String) -> Bool {
        if count < 1 << 16 { return true }
        let (bytes, overflow) = count.multipliedReportingOverflow(by: dtype.byteCount)
        if !overflow, bytes <= adj_memory_limit() { return true }
        refuse(overflow ? nil : bytes, operation())
        return false
    }

    /// Reports that so many bytes cannot be had.
    @inline(never)
    static func refuse(_ byteCount: Int?, _ operation: String) {
        let needed = byteCount.map { "\($0) bytes are needed" } ?? "more bytes are needed than can be counted"
        report(
            AdjointError(
                .memory, operation, "\(needed), \(memoryUse.live) are in use, and memoryLimit is \(memoryLimit)"))
    }

    /// Memory to read instead of elements that could not be computed.
    static func zeros(_ byteCount: Int) -> UnsafeMutableRawPointer {
        guard let zeros = adj_zero_memory(byteCount) else {
            fatalError("out of memory: not even the addresses of \(byteCount) bytes are left")
        }
        return zeros
    }
}

/// Gives the cached memory back to the system.
public func trimMemory() { adj_pool_trim() }

/// Starts to measure `MemoryUse.peak` anew.
public func resetPeakMemory() { adj_pool_reset_peak() }

/// Runs `body`, and reports an error if tensors that it made are alive afterwards: for tests of code that keeps no
/// tensors.
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
