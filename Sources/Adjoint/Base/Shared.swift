import AdjointRuntime
import Foundation

/// A value that one thread at a time reads or changes: the box for all that is shared and not asked for at every
/// operation, so that the classes which hold it are `Sendable` as the compiler sees it.
package final class Guarded<Value: Sendable>: @unchecked Sendable {
    // `stored` is accessed behind the lock only, and what leaves it is `Sendable`.
    private let lock = NSLock()
    private var stored: Value

    package init(_ value: Value) { stored = value }

    /// What is here now. There is no setter: who reads and then writes needs `withValue`.
    package var value: Value { withValue { $0 } }

    /// The lock is not recursive: `body` must not come here again.
    package func withValue<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        try lock.withLock { try body(&stored) }
    }
}

// What is asked for at every operation has no lock of the system's, but a word. The words that threads meet at lie in
// memory of their own: a property of an object would be accessed as a whole, by the rules of the language, also where
// the access beneath is atomic.

/// A truth value.
package final class SharedFlag: @unchecked Sendable {
    // Unchecked, as a pointer is not `Sendable`: this one never changes, and its word is accessed atomically only.
    private let word: UnsafeMutablePointer<adj_word>

    package init(_ value: Bool) {
        word = .allocate(capacity: 1)
        word.initialize(to: adj_word(value: value ? 1 : 0))
    }

    deinit { word.deallocate() }

    package var value: Bool {
        get { adj_word_load(word) != 0 }
        set { adj_word_store(word, newValue ? 1 : 0) }
    }
}

/// The address of the first stored property of an object, a pointer that threads publish and load. Both sides of the
/// access are atomic, which the compiler and the thread sanitizer could not know of an access to the property itself.
@inline(__always)
func publishedPointer<Object: AnyObject>(of object: Object) -> UnsafeMutablePointer<UnsafeMutableRawPointer?> {
    // An object begins with its type and its count of references.
    (unsafeBitCast(ObjectIdentifier(object), to: UnsafeMutableRawPointer.self) + 2 * MemoryLayout<Int>.size)
        .assumingMemoryBound(to: UnsafeMutableRawPointer?.self)
}
