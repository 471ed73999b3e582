import Foundation

/// A setting as a function of the step, most often the learning rate: `optimizer.learningRate = schedule(step)`.
///
/// Steps count from 0; what a step is, a batch or an epoch, is for the caller to say. A schedule has no state, so a run
/// that is taken up again needs nothing but its step. Schedules compose: they can follow one another (`then`,
/// `sequence`), be multiplied, and start from any function.
public struct Schedule: Sendable, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
    private let function: @Sendable (_ step: Int) -> Double

    /// A schedule of a function of your own.
    public init(_ function: @escaping @Sendable (_ step: Int) -> Double) { self.function = function }

    /// A constant.
    public init(floatLiteral value: Double) { self = .constant(value) }

    /// A constant.
    public init(integerLiteral value: Int) { self = .constant(Double(value)) }

    /// The value at a step; a negative step counts as 0, and one after 2⁴⁰ as that.
    public func callAsFunction(_ step: Int) -> Double { function(Swift.min(Swift.max(step, 0), greatestCount)) }

    /// The same value at every step.
    public static func constant(_ value: Double) -> Schedule { Schedule { _ in value } }

    // MARK: Composition

    /// This schedule for `steps` steps, then another, which counts its steps from 0:
    /// `.linear(from: 0, to: 1e-3, steps: 500).then(.cosine(from: 1e-3, steps: 9_500), after: 500)`.
    public func then(_ next: Schedule, after steps: Int) -> Schedule {
        let steps = checkCount(steps, atLeast: 0, "number of steps", of: "Schedule.then") ? steps : 0
        return Schedule { $0 < steps ? self($0) : next($0 - steps) }
    }

    /// Schedules one after another, each for its number of steps and counting from 0; the last one goes on, whatever
    /// its number. At least one is needed.
    public static func sequence(_ parts: (schedule: Schedule, steps: Int)...) -> Schedule {
        guard let last = parts.last else {
            checkCount(0, atLeast: 1, "number of schedules", of: "Schedule.sequence")
            return .constant(0)
        }
        return parts.dropLast().reversed().reduce(last.schedule) { rest, part in
            part.schedule.then(rest, after: part.steps)
        }
    }

    /// The product of two schedules at each step: a warmup factor times a decay.
    public static func * (first: Schedule, second: Schedule) -> Schedule { Schedule { first($0) * second($0) } }

    /// A multiple of a schedule.
    public static func * (factor: Double, schedule: Schedule) -> Schedule { .constant(factor) * schedule }
}
