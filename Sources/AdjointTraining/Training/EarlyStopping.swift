import Adjoint
import AdjointNN

/// Ends a run when a score has stopped improving, and gives the model the weights of the best epoch.
public final class EarlyStopping: Callback {
    /// The score that is watched.
    public let score: String
    private let goal: Goal
    private let patience: Int
    private let minimumChange: Double
    private let restoresBest: Bool
    private var best: Double?
    private var stale = 0
    private var bestWeights: [String: Tensor] = [:]

    /// The epoch of the last run with the best score, from 0; nil before the first.
    public private(set) var bestEpoch: Int?

    /// - Parameters:
    ///   - score: a name in the history.
    ///   - goal: which way it is better.
    ///   - patience: how many epochs without improvement are tolerated; the one after ends the run.
    ///   - minimumChange: by how much more than this a score must be better to count as an improvement.
    ///   - restoresBest: whether the model gets the weights of the best epoch when the run ends, by this callback or
    /// not.
    public init(
        _ score: String = "validation loss", goal: Goal = .lower, patience: Int = 5, minimumChange: Double = 0,
        restoresBest: Bool = true
    ) {
        if patience < 0 || !(minimumChange >= 0) || minimumChange == .infinity {
            report(
                AdjointError(
                    .value, "EarlyStopping",
                    "patience \(patience) and minimum change \(minimumChange): both must be at least 0, and finite"))
        }
        self.score = score
        self.goal = goal
        self.patience = patience
        self.minimumChange = minimumChange
        self.restoresBest = restoresBest
    }

    /// Forgets the scores and the weights of an earlier run.
    public func reset() {
        (best, stale, bestEpoch) = (nil, 0, nil)
        bestWeights = [:]
    }

    /// Looks again at the epochs of a run that is taken up.
    public func fitStarted(_ run: TrainingRun) {
        if run.history.epochs.isEmpty { reset() }
        (best, stale, bestEpoch) = (nil, 0, nil)
        for (epoch, value) in run.history[score].enumerated() { _ = observe(value, epoch) }
        stopIfStale(run)
    }

    /// Compares the epoch's score with the best.
    public func epochEnded(_ run: TrainingRun) {
        guard let value = run.watched(score, by: "EarlyStopping") else { return }
        if observe(value, run.history.epochs.count - 1), restoresBest { bestWeights = run.model.stateDictionary }
        stopIfStale(run)
    }

    /// Gives the model the best weights.
    public func fitEnded(_ run: TrainingRun) throws {
        if restoresBest, !bestWeights.isEmpty { try run.model.load(bestWeights) }
    }

    private func observe(_ value: Double, _ epoch: Int) -> Bool {
        if goal.isBetter(value, than: best, by: best == nil ? 0 : minimumChange) {
            (best, stale, bestEpoch) = (value, 0, epoch)
            return true
        }
        stale += 1
        return false
    }

    private func stopIfStale(_ run: TrainingRun) {
        guard stale > patience else { return }
        let place = bestEpoch.map { "since epoch \($0 + 1)" } ?? "ever"
        run.stop(because: "\(score) has not improved \(place)")
    }

    /// The best weights.
    public var stateDictionary: [String: Tensor] { bestWeights }

    /// The best weights are those of the run's model, where there are any.
    public func check(_ state: [String: Tensor], for run: TrainingRun) throws {
        if !state.isEmpty { try run.model.check(state) }
    }

    /// Takes over the best weights.
    public func load(_ state: [String: Tensor]) { bestWeights = state }
}
