import AdjointRuntime
import Foundation

/// What was wrong with a request: the operation, the shapes or dtypes, and what would be right.
///
/// Outside `withErrors` such a mistake stops the program with the same sentence.
public struct AdjointError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of mistake it is.
    public enum Kind: Sendable, Hashable {
        /// Shapes that do not fit an operation or one another.
        case shape
        /// An element type that the operation does not take.
        case dtype
        /// A position or an axis that does not exist.
        case index
        /// A number out of its range.
        case value
        /// A request that the graph cannot answer: backward twice, no gradient to be had, a write to a result.
        case graph
        /// A NaN or an infinity, found by `detectAnomalies`.
        case anomaly
        /// Memory that cannot be had: see `memoryLimit`.
        case memory
    }

    /// What kind of mistake it is.
    public let kind: Kind
    /// The operation that refused, as the user called it.
    public let operation: String
    /// What was wrong and what would be right, in one sentence, of bounded length.
    public let message: String

    /// `operation: message`.
    public var description: String { "\(operation): \(message)" }

    /// An error of an operation of your own.
    public init(_ kind: Kind, _ operation: String, _ message: String) {
        self.kind = kind
        self.operation = operation
        self.message = message.utf8.count <= 8192 ? message : message.prefix(2048) + "…"
    }
}

/// Runs `body`; a mistake inside it is thrown as an `AdjointError` instead of stopping the program.
///
/// Swift operators cannot throw, so the first mistake is noted, the operation gives a stand-in, the block runs on to
/// its end, and then the error is thrown and the block's value dropped. Blocks may be nested; each catches its own.
///
/// A stand-in is a zero with `Tensor.maximumRank` axes of length 1, and whatever is computed from it is a stand-in too:
/// so the rest of the block can ask for the length of any axis.
///
/// **What failed has no effect.** From the first mistake on, nothing is written: `assign`, subscripts, optimizers'
/// steps, `backward()`. When the block ends, the leaves that it wrote before have their old elements and gradients
/// again, and modules and optimizers their old state. Random streams that were taken, and what your own code has
/// changed, stay. Nothing of this happens where `body` throws an error of its own. A block keeps the first old elements
/// of what it writes until it ends, so a short one takes less memory than a long one.
/// - Throws: the first `AdjointError` of the block on this thread, or what `body` itself throws if there was none.
public func withErrors<Result>(_ body: () throws -> Result) throws -> Result {
    let thread = adj_thread()
    let outer = thread.pointee.scope
    let hadFailed = thread.pointee.watch & Watch.failed
    let scope = ErrorScope()
    thread.pointee.scope = Unmanaged.passUnretained(scope).toOpaque()
    let outcome = withExtendedLifetime(scope) { Swift.Result { try body() } }
    thread.pointee.scope = outer
    thread.pointee.watch = thread.pointee.watch & ~Watch.failed | hadFailed
    if let error = scope.first {
        scope.undo()
        throw error
    }
    // What this block did is undone if the one around it fails.
    if let outer { Unmanaged<ErrorScope>.fromOpaque(outer).takeUnretainedValue().adopt(scope) }
    return try outcome.get()
}

/// Runs `body` and then undoes what it has changed as `withErrors` does after a mistake.
/// - Throws: the first `AdjointError` of `body` on this thread.
package func withoutEffects<Result>(_ body: () -> Result) throws -> Result {
    var result: Result?
    let end = AdjointError(.value, "withoutEffects", "the end of the block")
    do {
        try withErrors {
            result = body()
            if !hasFailed { report(end) }
        }
    } catch let error as AdjointError where error != end {
        throw error
    } catch {}
    guard let result else { throw end }
    return result
}

/// Bits of the thread's `watch`, which is not 0 where results must be looked at.
enum Watch {
    /// Inside `detectAnomalies`.
    static let anomalies: Int32 = 1
    /// Inside a backward pass inside `detectAnomalies`.
    static let inBackward: Int32 = 2
    /// In a `withErrors` block after its first mistake.
    static let failed: Int32 = 4
}

/// One `withErrors` block while it runs.
private final class ErrorScope {
    var first: AdjointError?
    /// How to undo what the block has done, in the order in which it was done, once for each object.
    private var effects: [Effect] = []
    private var known: Set<ObjectIdentifier> = []
    /// So many effects are kept before those of objects that are gone are looked for.
    private var limit = 1024

    /// An object that the block has changed, unless it is gone, and how to change it back.
    struct Effect {
        weak var object: AnyObject?
        let undo: (AnyObject) -> Void
    }

    func add(_ effect: Effect) {
        // What is found under the number of an object that is gone was made by this block.
        guard let object = effect.object, known.insert(ObjectIdentifier(object)).inserted else { return }
        effects.append(effect)
        if effects.count > limit {
            effects.removeAll { $0.object == nil }
            limit = max(2 * effects.count, 1024)
        }
    }

    func knows(_ object: AnyObject) -> Bool { known.contains(ObjectIdentifier(object)) }

    func adopt(_ inner: ErrorScope) { inner.effects.forEach(add) }

    func undo() {
        for effect in effects.reversed() { effect.object.map(effect.undo) }
    }

    /// That of the innermost block that this thread is in.
    static var current: ErrorScope? {
        adj_thread().pointee.scope.map { Unmanaged<ErrorScope>.fromOpaque($0).takeUnretainedValue() }
    }
}

/// Whether this thread is in a `withErrors` block after its first mistake. Nothing may be changed then.
@inline(__always)
package var hasFailed: Bool { adj_thread().pointee.watch & Watch.failed != 0 }

/// Called before `object` is changed: `undo` brings its present state back if the `withErrors` block that this thread
/// is in fails. Does nothing outside of such blocks, nor for an object whose state the block knows already.
///
/// `state` is asked only where it is needed, for the present state.
@inline(__always)
package func willChange<Object: AnyObject, State>(
    _ object: Object, _ state: @autoclosure () -> State, undo: @escaping (Object, State) -> Void
) {
    if adj_thread().pointee.scope == nil { return }
    remember(object, state, undo)
}

@inline(never)
private func remember<Object: AnyObject, State>(
    _ object: Object, _ state: () -> State, _ undo: @escaping (Object, State) -> Void
) {
    guard let scope = ErrorScope.current, !scope.knows(object) else { return }
    let before = state()
    scope.add(
        .init(object: object) { changed in
            if let object = changed as? Object { undo(object, before) }
        })
}

/// Runs what a function of several operations, such as a layer, consists of: a mistake in it is reported in the name of
/// that function, as the user called it; of functions inside of one another, of the outermost.
package func speaking<Result>(as name: StaticString, _ body: () -> Result) -> Result {
    let thread = adj_thread()
    if thread.pointee.speaker != nil { return body() }
    thread.pointee.speaker = UnsafeRawPointer(name.utf8Start)
    defer { thread.pointee.speaker = nil }
    return body()
}

extension AdjointError {
    /// This error in the name of the function that speaks on this thread. What names it already stays, and where the
    /// operation has another name than the function, that stands before the message.
    fileprivate var inSpeakersName: AdjointError {
        guard let speaker = adj_thread().pointee.speaker else { return self }
        let name = String(cString: speaker.assumingMemoryBound(to: CChar.self))
        if operation.hasPrefix(name) { return self }
        let isSame = operation.lowercased() == name.lowercased()
        return AdjointError(kind, name, isSame ? message : description)
    }
}

/// Reports a mistake: notes it in the `withErrors` block that this thread is in, or stops the program.
package func report(_ error: AdjointError) {
    let error = error.inSpeakersName
    guard let scope = ErrorScope.current else {
        endProgram(error.description)
    }
    if scope.first == nil { scope.first = error }
    adj_thread().pointee.watch |= Watch.failed
}
