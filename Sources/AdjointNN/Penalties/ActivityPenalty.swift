import Adjoint
import Foundation

/// A layer that changes nothing and notes a penalty of what goes through it, for the loss:
///
///     let model = Sequential(Linear(64, 32), ReLU(), ActivityPenalty(.l1(1e-4)), Linear(32, 10))
///     …
///     let loss = crossEntropy(model(x), labels) + model.activityPenalty
///
/// It notes the mean over the samples of the last call in training, and nothing in evaluation. What several tasks, or
/// threads outside of tasks, call is noted for each of them.
public final class ActivityPenalty: CopyableModule, Sendable {
    /// What is noted.
    public let penalty: Penalty
    let mode: TrainingMode
    private let notes = Guarded<[Note]>([])

    /// What was noted for one caller: nil in evaluation.
    private struct Note: Sendable {
        let caller: Caller
        let penalty: Tensor?
    }

    /// More callers than these at a time are not remembered, but the last ones.
    private static let maximumCallers = 64

    /// A layer that notes the given penalty.
    public init(_ penalty: Penalty) { (self.penalty, mode) = (penalty, TrainingMode()) }

    private init(_ penalty: Penalty, _ mode: TrainingMode) { (self.penalty, self.mode) = (penalty, mode) }

    /// The penalty of the caller's last call; nil after one in evaluation. A caller that has made none, as one that
    /// goes on in another task, finds that of the last call of all; nil before the first.
    var last: Tensor? {
        let caller = Caller.current
        return notes.withValue { notes in (notes.last { $0.caller == caller } ?? notes.last)?.penalty }
    }

    /// A layer of its own with the same penalty and mode; what was noted stays behind.
    public func twin(_ copier: ModuleCopier) -> ActivityPenalty { ActivityPenalty(penalty, copier.copy(mode)) }

    /// `x` itself, [samples, ...].
    public func callAsFunction(_ x: Tensor) -> Tensor {
        let caller = Caller.current
        let note = Note(caller: caller, penalty: mode.isTraining ? penalty(activations: x) : nil)
        willChange(self, notes.value.last { $0.caller == caller }) { $0.put($1, for: caller) }
        put(note, for: caller)
        return observed(x)
    }

    private func put(_ note: Note?, for caller: Caller) {
        notes.withValue { notes in
            notes.removeAll { $0.caller == caller }
            if notes.count == Self.maximumCallers { notes.removeFirst() }
            if let note { notes.append(note) }
        }
    }
}

/// Who calls: a task, or a thread outside of tasks.
private struct Caller: Hashable, Sendable {
    private let task: Int?
    private let thread: ObjectIdentifier?

    static var current: Caller {
        withUnsafeCurrentTask { task in
            Caller(task: task?.hashValue, thread: task == nil ? ObjectIdentifier(Thread.current) : nil)
        }
    }
}

extension Module {
    /// The sum of what the `ActivityPenalty` layers of this module noted at their last call by this task or thread,
    /// rank 0; 0 where there are none.
    public var activityPenalty: Tensor {
        let penalties = modules.compactMap { ($0 as? ActivityPenalty)?.last }
        guard let first = penalties.first else { return Tensor.zeros([]) }
        return penalties.dropFirst().reduce(first) { $0 + $1 }
    }
}
