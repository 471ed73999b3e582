import AdjointKernels
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
    }

    /// What kind of mistake it is.
    public let kind: Kind
    /// The operation that refused, as the user called it.
    public let operation: String
    /// What was wrong and what would be right, in one sentence.
    public let message: String

    /// `operation: message`.
    public var description: String { "\(operation): \(message)" }

    /// An error of an operation of your own.
    public init(_ kind: Kind, _ operation: String, _ message: String) {
        self.kind = kind
        self.operation = operation
        self.message = message
    }
}

/// Runs `body`; a mistake inside it is thrown as an `AdjointError` instead of stopping the program.
///
/// Swift operators cannot throw, so the first mistake is noted, the operation gives a tensor of zeros, the block runs
/// on to its end, and then the error is thrown and the block's value dropped. Blocks may be nested; each catches its
/// own.
/// - Throws: the first `AdjointError` of the block on this thread, or what `body` itself throws if there was none.
public func withErrors<Result>(_ body: () throws -> Result) throws -> Result {
    let scope = ErrorScope(outer: adj_thread().pointee.scope)
    adj_thread().pointee.scope = Unmanaged.passUnretained(scope).toOpaque()
    defer { adj_thread().pointee.scope = scope.outer }
    let outcome = withExtendedLifetime(scope) { Swift.Result { try body() } }
    if let error = scope.first { throw error }
    return try outcome.get()
}

private final class ErrorScope {
    var first: AdjointError?
    let outer: UnsafeMutableRawPointer?
    init(outer: UnsafeMutableRawPointer?) { self.outer = outer }
}

/// Reports a mistake: notes it in the `withErrors` block that this thread is in, or stops the program.
package func report(_ error: AdjointError) {
    guard let pointer = adj_thread().pointee.scope else {
        fflush(nil)  // what the program printed before should not be lost with it
        fatalError(error.description)
    }
    let scope = Unmanaged<ErrorScope>.fromOpaque(pointer).takeUnretainedValue()
    if scope.first == nil { scope.first = error }
}

/// Reports a mistake and gives the tensor that stands in for the result inside `withErrors`.
package func fail(
    _ kind: AdjointError.Kind, _ operation: String, _ message: String, shape: [Int] = [], dtype: DType = .float32
) -> Tensor {
    report(AdjointError(kind, operation, message))
    return Tensor.full(checkedCount(shape) == nil || shape.count > Layout.maximumRank ? [] : shape, 0, dtype: dtype)
}
