import Adjoint
import AdjointNN
import Foundation

/// Keeps the weights of the best epoch so far in a `.safetensors` file, which is replaced only once the new one is whole.
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

/// Keeps the history in a file of comma-separated values: a row for each epoch, replaced as a whole.
public final class CSVLog: Callback {
    private let file: URL

    /// Writes to `file`.
    public init(_ file: URL) { self.file = file }

    /// Writes the history.
    public func epochEnded(_ run: TrainingRun) throws {
        try writeAtomically(to: file) { try $0.write(contentsOf: Data(run.history.csv.utf8)) }
    }
}

/// Ends a run whose loss is NaN or infinite. A checkpoint from before is left as it is; run the step inside
/// `detectAnomalies` to see which operation was the first.
public final class StopAtNonFiniteLoss: Callback {
    /// A watch over the loss of every batch.
    public init() {}

    /// Looks at the loss.
    public func batchEnded(_ run: TrainingRun) {
        if run.batchLoss.isFinite { return }
        run.stop(because: "the loss was \(run.batchLoss) in epoch \(run.epoch + 1), batch \(run.batch)")
    }
}
