import AdjointKernels

// What several threads read and change at any time. The words that they meet at lie in memory of their own: a property
// of an object would be accessed as a whole, by the rules of the language, also where the access beneath is atomic.

/// A truth value.
package final class SharedFlag: @unchecked Sendable {
    // Everything goes through one atomic word.
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
