/// What is counted: numbers from which one can count on for as long as computers last.
enum Count {
    /// At least 0, and so few that the counts of many batches and classes can be added.
    static let range = 0...(1 << 53)

    /// An integer in a value, or in the values inside it, that is no count: beyond 2^53 on either side.
    static func impossible(in value: Any, depth: Int = 0) -> Int? {
        switch value {
        case let number as Int: return number.magnitude > 1 << 53 ? number : nil
        case let numbers as [Int]: return numbers.first { $0.magnitude > 1 << 53 }
        case _ where depth > 32: return nil  // objects may refer to one another in a circle
        default:
            var mirror: Mirror? = Mirror(reflecting: value)
            while let level = mirror {
                for child in level.children {
                    if let found = impossible(in: child.value, depth: depth + 1) { return found }
                }
                mirror = level.superclassMirror
            }
            return nil
        }
    }
}

/// Why what a checkpoint has cannot be the state of what it is read for; thrown by `Metric.check` and `Callback.check`.
public struct ImpossibleState: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, in one sentence.
    public let reason: String

    /// An error with its reason, such as `5 hits of 3 samples`.
    public init(_ reason: String) { self.reason = reason }

    /// The reason.
    public var description: String { reason }
}
