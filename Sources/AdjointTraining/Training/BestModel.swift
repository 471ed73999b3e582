import AdjointNN
import Foundation

/// Keeps the weights of the best epoch so far in a `.safetensors` file, which is replaced only once the new one is
/// whole.
public final class BestModel: Callback {
    private let file: URL
    private let score: String
    private let goal: Goal

    /// Saves the model to `file` after each epoch whose score is better than all before.
    public init(_ file: URL, _ score: String = "validation loss", goal: Goal = .lower) {
        self.file = file
        self.score = score
        self.goal = goal
    }

    /// Saves the model if the epoch is the best.
    public func epochEnded(_ run: TrainingRun) throws {
        guard run.watched(score, by: "BestModel") != nil else { return }
        let values = run.history[score]
        if goal.best(of: values) == values.count - 1 { try run.model.save(to: file) }
    }
}
