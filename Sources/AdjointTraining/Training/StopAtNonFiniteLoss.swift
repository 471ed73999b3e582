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
