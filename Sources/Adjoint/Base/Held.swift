/// A class some of whose objects last as long as the program: in a table, or one for all.
protocol Lasting: AnyObject {
    var isPermanent: Bool { get }
}

/// A reference to such an object, counted unless it is permanent: counting takes longer than most of what a scalar node
/// does.
struct Held<Object: Lasting>: ~Copyable {
    /// The object, for use while this holds it.
    let uncounted: Unmanaged<Object>

    @inline(__always)
    init(_ object: Object) { uncounted = object.isPermanent ? .passUnretained(object) : .passRetained(object) }

    private init(copying held: borrowing Held) {
        uncounted = held.uncounted
        if !uncounted._withUnsafeGuaranteedRef({ $0.isPermanent }) { _ = uncounted.retain() }
    }

    @inline(__always)
    func copy() -> Held { Held(copying: self) }

    @inline(__always)
    deinit { if !uncounted._withUnsafeGuaranteedRef({ $0.isPermanent }) { uncounted.release() } }
}
