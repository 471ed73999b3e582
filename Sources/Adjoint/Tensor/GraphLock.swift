import AdjointRuntime

/// What several threads may do with graphs that share leaves or nodes, they do in turn.
///
/// A backward pass adds to the gradients of leaves, counts in the nodes how often each is used, and lets go of what it
/// has passed; other threads' passes come through the same leaves, and through the same nodes where graphs share a
/// trunk. So a pass is one turn. An uncontended turn costs some forty instructions for a whole pass; a lock for each
/// leaf would cost a good part of what a scalar node does. Passes of different threads do not overlap, then, but
/// forward passes do, and kernels use all threads anyway.
enum GraphLock {
    /// How many turns this thread is inside of.
    @inline(__always)
    static var depth: Int { Int(adj_thread().pointee.graph_depth) }

    /// So many passes may run inside one another.
    static let maximumDepth = 64

    /// Runs `body` while no other thread has its turn. May be nested.
    @inline(__always)
    static func hold<Result>(_ body: () throws -> Result) rethrows -> Result {
        adj_graph_lock()
        defer { adj_graph_unlock() }
        return try body()
    }
}
