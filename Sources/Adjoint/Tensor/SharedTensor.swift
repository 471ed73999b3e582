import AdjointRuntime

/// A tensor, or none, that can be replaced while others take it.
package final class SharedTensor: @unchecked Sendable {
    // Unchecked, as the compiler does not know that a latch is a lock: `held` is read and written behind it only, for
    // no longer than it takes to count a reference. A lock of the system's takes longer, and each call of a layer asks
    // for its weights here.
    private let latch: UnsafeMutablePointer<adj_word>
    @exclusivity(unchecked) private var held: Tensor?

    package init(_ value: Tensor? = nil) {
        latch = .allocate(capacity: 1)
        latch.initialize(to: adj_word(value: 0))
        held = value
    }

    deinit { latch.deallocate() }

    package var value: Tensor? {
        get {
            adj_latch_close(latch)
            defer { adj_latch_open(latch) }
            return held
        }
        set {
            var other = newValue
            adj_latch_close(latch)
            swap(&held, &other)
            adj_latch_open(latch)
            // What was held is released here, where nobody waits for it.
        }
    }
}
