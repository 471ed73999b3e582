import Adjoint
import AdjointNN
import Foundation
import Testing

@testable import AdjointTraining

/// A callback of a user's own that keeps something from one call to the next.
private final class Longest: Callback {
    private(set) var losses: [Double] = []
    private(set) var resets = 0
    func reset() {
        losses = []
        resets += 1
    }
    func batchEnded(_ run: TrainingRun) { losses.append(run.batchLoss) }
    func fitEnded(_ run: TrainingRun) throws {
        if losses.count >= 8 { run.model.parameters[0].assign(.zeros(like: run.model.parameters[0])) }
    }
}

/// Counts its batches in what a checkpoint keeps of it.
private final class BatchCount: Callback {
    private let step: Int
    private(set) var count = 0
    init(by step: Int) { self.step = step }
    func reset() { count = 0 }
    func batchEnded(_ run: TrainingRun) { count += step }
    var stateDictionary: [String: Tensor] { ["count": Tensor(count)] }
    func load(_ state: [String: Tensor]) throws { count = Int(state["count"]?.item() ?? -1) }
}

@Suite("Callbacks that watch a second run")
struct CallbackReuseTests {
    /// What becomes of a run.
    enum Kind: String, CaseIterable, Sendable {
        case whole, noEpochs, diverging, oneBatch
    }

    private static let kinds: [String: @Sendable (URL) -> any Callback] = [
        "EarlyStopping": { _ in EarlyStopping("loss", patience: 0, minimumChange: 0.2) },
        "EarlyStopping of an accuracy": { _ in EarlyStopping("accuracy", goal: .higher, patience: 1) },
        "BestModel": { BestModel($0, "loss") },
        "CSVLog": { CSVLog($0) },
        "LearningRateSchedule": { _ in LearningRateSchedule(.exponential(from: 0.1, factor: 0.5)) },
        "PlateauSchedule": { _ in
            PlateauSchedule(
                ReduceOnPlateau(learningRate: 0.1, factor: 0.1, patience: 0, threshold: .absolute(10)), "loss")
        },
        "StopAtNonFiniteLoss": { _ in StopAtNonFiniteLoss() },
        "a user's own": { _ in Longest() },
    ]

    /// The weights, the history and the file after a run.
    private static func play(_ kind: Kind, _ callback: any Callback, seed: UInt64, _ file: URL) throws -> [String] {
        let run = SmallRun(seed: seed)
        let batchSize = kind == .oneBatch ? 50 : 16
        let data = DataLoader(run.data.dataset as! Samples, batchSize: batchSize, seed: 3)
        let trainer = Trainer(run.model, run.optimizer, metrics: [Accuracy()]) {
            crossEntropy($0, $1) * (kind == .diverging ? .nan : 1)
        }
        trainer.display = .none
        let epochs = kind == .noEpochs ? 0 : 4
        let history = try trainer.fit(data, epochs: epochs, callbacks: [callback])
        let contents = (try? Data(contentsOf: file)).map { $0.base64EncodedString() } ?? "none"
        return ["\(run.weights)", history.csv, "\(run.optimizer.learningRate)", contents]
    }

    @Test(
        "leave it as it would be with new ones, whatever either run was", arguments: kinds.keys.sorted(), Kind.allCases)
    func secondRun(name: String, first: Kind) async throws {
        let make = try #require(Self.kinds[name])
        for second in Kind.allCases {
            let (folder, other) = (try TemporaryFolder(), try TemporaryFolder())
            let (file, fresh) = (folder.file("kept"), other.file("kept"))
            let callback = make(file)
            _ = try Self.play(first, callback, seed: 1, file)
            try? FileManager.default.removeItem(at: file)
            let found = try Self.play(second, callback, seed: 2, file)
            let expected = try Self.play(second, make(fresh), seed: 2, fresh)
            #expect(found == expected, "\(first) then \(second)")
        }
    }

    @Test("early stopping leaves the weights of a second run that ends at once")
    func endsAtOnce() throws {
        let callback = EarlyStopping("loss")
        let first = SmallRun(seed: 1)
        try first.trainer().fit(first.data, epochs: 2, callbacks: [callback])
        #expect(callback.bestEpoch == 1)
        let second = SmallRun(seed: 2)
        let before = second.weights
        try second.trainer().fit(second.data, epochs: 0, callbacks: [callback])
        #expect(second.weights == before && callback.bestEpoch == nil)
        // Also for a caller that starts the run by itself.
        try first.trainer().fit(first.data, epochs: 1, callbacks: [callback])
        let state = TrainingRun(model: second.model, optimizer: second.optimizer, epochCount: 1, batchCount: 1)
        callback.fitStarted(state)
        try callback.fitEnded(state)
        #expect(second.weights == before)
    }

    @Test("early stopping that restores nothing restores nothing from a checkpoint either")
    func restoresNothing() throws {
        let source = EarlyStopping("loss")
        let first = SmallRun(seed: 1)
        try first.trainer().fit(first.data, epochs: 1, callbacks: [source])
        let run = SmallRun(seed: 2)
        let callback = EarlyStopping("loss", restoresBest: false)
        callback.load(source.stateDictionary)
        let before = run.weights
        try callback.fitEnded(TrainingRun(model: run.model, optimizer: run.optimizer, epochCount: 1, batchCount: 1))
        #expect(run.weights == before)
    }

    @Test("are reset once for each run, before a checkpoint is loaded, and keep states of one name apart")
    func order() throws {
        let folder = try TemporaryFolder()
        let checkpoint = Checkpoint(folder.file("run"))
        let (ones, tens) = (BatchCount(by: 1), BatchCount(by: 10))
        for (epochs, expected) in [(1, 4), (1, 4), (3, 12)] {
            let run = SmallRun(seed: 1)
            try run.trainer().fit(run.data, epochs: epochs, checkpoint: checkpoint, callbacks: [ones, tens])
            #expect(ones.count == expected && tens.count == 10 * expected)
        }
        let probe = Longest()
        for count in 1...3 {
            let run = SmallRun(seed: 1)
            try run.trainer().fit(run.data, epochs: 1, callbacks: [probe])
            #expect(probe.resets == count && probe.losses.count == 4)
        }
    }

    @Test(
        "scores of either sign improve by as much in both directions",
        arguments: [
            (.lower, [-1, -1.1, -1.15], 0.2, 0), (.lower, [-1, -1.3], 0.2, 1), (.lower, [-1, -0.9], 0, 0),
            (.higher, [-1, -0.85, -0.9], 0.2, 0), (.higher, [-1, -0.7], 0.2, 1), (.higher, [-1, -1.1], 0, 0),
        ] as [(Goal, [Double], Double, Int)])
    func signs(goal: Goal, values: [Double], change: Double, best: Int) {
        let run = SmallRun()
        let callback = EarlyStopping("score", goal: goal, minimumChange: change)
        let state = TrainingRun(model: run.model, optimizer: run.optimizer, epochCount: 9, batchCount: 1)
        for value in values {
            var scores = Scores()
            scores["score"] = value
            state.history.append(scores)
            callback.epochEnded(state)
        }
        #expect(callback.bestEpoch == best)
        let greatest = goal == .lower ? values.min() : values.max()
        #expect(goal.best(of: values).map { values[$0] } == greatest)
    }
}
