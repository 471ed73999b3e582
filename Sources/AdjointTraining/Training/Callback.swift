import Adjoint
import AdjointNN

/// Something that watches a run of `Trainer.fit` and may steer it: early stopping, schedules, logs.
///
/// Every method has an empty default. What a callback decides by, it takes from the run's history, which a run that is
/// taken up again has from the beginning: then `fitStarted` sees the epochs before. What is not in the history goes
/// into `stateDictionary`.
///
/// One callback may watch several runs, one after another. What it keeps from one call to the next, `reset` has to
/// forget.
public protocol Callback: AnyObject {
    /// Forgets what an earlier run left: before anything else of each run, also before `load`.
    func reset()
    /// Before the first batch, also of a run that is taken up again.
    func fitStarted(_ run: TrainingRun) throws
    /// Before each batch.
    func batchStarted(_ run: TrainingRun) throws
    /// After each step of the optimizer; `run.batchLoss` is the loss before it.
    func batchEnded(_ run: TrainingRun) throws
    /// After each epoch and its validation; their scores are `run.history.last`.
    func epochEnded(_ run: TrainingRun) throws
    /// After the last epoch.
    func fitEnded(_ run: TrainingRun) throws
    /// What a checkpoint keeps for this callback beside the history.
    var stateDictionary: [String: Tensor] { get }
    /// Looks at what a checkpoint has for this callback, before anything of the run is changed by it, and throws where
    /// that cannot be what `stateDictionary` gave.
    func check(_ state: [String: Tensor], for run: TrainingRun) throws
    /// Takes over what `stateDictionary` gave, and `check` let pass, before `fitStarted`. If it throws, the whole run
    /// is what it was before.
    func load(_ state: [String: Tensor]) throws
}

extension Callback {
    /// Nothing: right for a callback that keeps nothing but its settings.
    public func reset() {}
    /// Nothing.
    public func fitStarted(_ run: TrainingRun) throws {}
    /// Nothing.
    public func batchStarted(_ run: TrainingRun) throws {}
    /// Nothing.
    public func batchEnded(_ run: TrainingRun) throws {}
    /// Nothing.
    public func epochEnded(_ run: TrainingRun) throws {}
    /// Nothing.
    public func fitEnded(_ run: TrainingRun) throws {}
    /// Nothing.
    public var stateDictionary: [String: Tensor] { [:] }
    /// Nothing.
    public func check(_ state: [String: Tensor], for run: TrainingRun) throws {}
    /// Nothing.
    public func load(_ state: [String: Tensor]) throws {}
}

/// A run of `Trainer.fit` as its callbacks see it.
public final class TrainingRun {
    /// The network.
    public let model: any Module
    /// The optimizer, whose learning rate may be set.
    public let optimizer: any Optimizer
    /// How many epochs the run is to have.
    public let epochCount: Int
    /// How many batches an epoch has.
    public let batchCount: Int
    /// The epoch at hand, from 0; after the last, `epochCount`.
    public internal(set) var epoch = 0
    /// The batches of this epoch that are done.
    public internal(set) var batch = 0
    /// The loss of the last batch, before its step; NaN before the first.
    public internal(set) var batchLoss = Double.nan
    /// The scores of the epochs that are done.
    public internal(set) var history = History()
    /// Why the run is to end before its last epoch; nil where it is not.
    public private(set) var stopReason: String?

    init(model: any Module, optimizer: any Optimizer, epochCount: Int, batchCount: Int) {
        self.model = model
        self.optimizer = optimizer
        self.epochCount = epochCount
        self.batchCount = batchCount
    }

    /// The batches of the whole run that are done.
    public var step: Int { epoch * batchCount + batch }

    /// Ends the run after the present batch, or after the epoch if called at its end.
    public func stop(because reason: String) { stopReason = stopReason ?? reason }

    /// The latest value of a score that a callback watches. Reports a name that the run does not have.
    func watched(_ name: String, by callback: String) -> Double? {
        guard let scores = history.last else { return nil }
        if let value = scores[name] { return value }
        report(
            AdjointError(
                .value, callback, "there is no \"\(name)\" in this run, only \(scores.names.joined(separator: ", "))"))
        return nil
    }
}

/// Which way a score is better: `.lower` for a loss, `.higher` for an accuracy.
public typealias Goal = ReduceOnPlateau.Mode

extension Goal {
    /// Whether `value` is better than `best` by more than `change`. NaN is never better; every number is better than
    /// none.
    func isBetter(_ value: Double, than best: Double?, by change: Double = 0) -> Bool {
        guard let best else { return !value.isNaN }
        return self == .lower ? value < best - change : value > best + change
    }

    /// The place of the best value, the first of equals; nil where all are NaN.
    func best(of values: [Double]) -> Int? {
        values.indices.reduce(nil) { isBetter(values[$1], than: $0.map { values[$0] }) ? $1 : $0 }
    }
}
