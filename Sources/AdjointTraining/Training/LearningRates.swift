import AdjointNN

/// Sets the learning rate before each batch, or at the start of each epoch, by a schedule.
public final class LearningRateSchedule: Callback {
    /// What a schedule counts.
    public enum Unit: Sendable, Hashable {
        /// Batches, over the whole run.
        case batch
        /// Epochs.
        case epoch
    }

    private let schedule: Schedule
    private let unit: Unit

    /// A schedule whose steps are batches or epochs.
    public init(_ schedule: Schedule, per unit: Unit = .batch) {
        self.schedule = schedule
        self.unit = unit
    }

    /// Sets the rate.
    public func batchStarted(_ run: TrainingRun) {
        run.optimizer.learningRate = schedule(unit == .batch ? run.step : run.epoch)
    }
}

/// Lowers the learning rate when a score has stopped improving.
public final class PlateauSchedule: Callback {
    private let score: String
    private let initial: ReduceOnPlateau
    private var plateau: ReduceOnPlateau

    /// The rates that `plateau` gives when it is told a score of the history once an epoch:
    /// `PlateauSchedule(ReduceOnPlateau(learningRate: 0.1, patience: 3))`.
    public init(_ plateau: ReduceOnPlateau, _ score: String = "validation loss") {
        initial = plateau
        self.plateau = plateau
        self.score = score
    }

    /// Forgets the scores of an earlier run.
    public func reset() { plateau = initial }

    /// Sets the first rate, or that which follows from the epochs of a run that is taken up.
    public func fitStarted(_ run: TrainingRun) {
        plateau = initial
        run.history[score].forEach { plateau.observe($0) }
        run.optimizer.learningRate = plateau.learningRate
    }

    /// Sets the rate for the next epoch.
    public func epochEnded(_ run: TrainingRun) {
        guard let value = run.watched(score, by: "PlateauSchedule") else { return }
        run.optimizer.learningRate = plateau.observe(value)
    }
}
