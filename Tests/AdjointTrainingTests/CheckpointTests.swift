import Adjoint
import AdjointNN
import Foundation
import Testing

@testable import AdjointTraining

/// A run that is taken up again ends with the bits of one that was left alone.
@Suite("Checkpoints")
struct CheckpointTests {
    static let epochs = 6

    private static func callbacks() -> [any Callback] {
        [
            PlateauSchedule(ReduceOnPlateau(learningRate: 0.01, factor: 0.5, patience: 0), "loss"),
            EarlyStopping(patience: 3),
        ]
    }

    /// Everything that a run ends with.
    struct Outcome: Equatable {
        let weights: [[Float]]
        let history: History
        let rate: Double
    }

    @discardableResult
    private static func train(
        _ file: URL? = nil, everyBatches: Int? = nil, epochs: Int = epochs, _ run: SmallRun = SmallRun(),
        _ others: [any Callback] = []
    ) throws -> Outcome {
        let metrics: [any Metric] = [
            Accuracy(), TopKAccuracy(2), Precision(average: .macro), ConfusionMatrix(classes: 3),
        ]
        let history = try run.trainer(metrics).fit(
            run.data, epochs: epochs, validation: run.validation,
            checkpoint: file.map { Checkpoint($0, everyBatches: everyBatches) }, callbacks: callbacks() + others)
        return Outcome(weights: run.weights, history: history, rate: run.optimizer.learningRate)
    }

    /// Thrown in the middle of a run.
    private struct Stop: Error {}

    private final class Bomb: Callback {
        let step: Int
        init(_ step: Int) { self.step = step }
        func batchEnded(_ run: TrainingRun) throws { if run.step == step { throw Stop() } }
    }

    @Test("a run that failed at any batch goes on from its last checkpoint to the same bits", arguments: [nil, 1, 3])
    func everyPlace(everyBatches: Int?) async throws {
        // In a process of its own: other tests switch the instruction set meanwhile.
        let interval = everyBatches ?? 0
        await #expect(processExitsWith: .success) { [interval = interval as Int] in
            let every = interval == 0 ? nil : interval
            let expected = try Self.train()
            for step in 1...24 {
                let folder = try TemporaryFolder()
                let file = folder.file("run.safetensors")
                do {
                    try Self.train(file, everyBatches: every, SmallRun(), [Bomb(step)])
                    guard expected.history.epochs.count * 4 < step else { fatalError("no bomb at \(step)") }
                } catch is Stop {}
                let found = try Self.train(file, everyBatches: every, SmallRun())
                guard found == expected else { fatalError("step \(step): \(found) is not \(expected)") }
                guard folder.names == ["run.safetensors"] else { fatalError("left behind: \(folder.names)") }
            }
        }
    }

    private final class Cancellation: Callback {
        let step: Int
        init(_ step: Int) { self.step = step }
        func batchEnded(_ run: TrainingRun) {
            if run.step == step { withUnsafeCurrentTask { $0?.cancel() } }
        }
    }

    @Test("in a cancelled task a run ends after the batch, saved, and goes on from there to the same bits")
    func cancelled() async throws {
        await #expect(processExitsWith: .success) {
            let expected = try Self.train()
            for step in [1, 3, 4, 6, 8] {
                let folder = try TemporaryFolder()
                let file = folder.file("run.safetensors")
                let part = try await Task { try Self.train(file, SmallRun(), [Cancellation(step)]) }.value
                guard part.history.epochs.count == step / 4 else { fatalError("step \(step): \(part)") }
                let alone = try await Task { try Self.train(nil, SmallRun(), [Cancellation(step)]) }.value
                guard alone == part else { fatalError("step \(step), without a checkpoint: \(alone)") }
                let watch = Steps()
                let found = try Self.train(file, SmallRun(), [watch])
                guard found == expected, watch.first == step + 1 else { fatalError("step \(step): \(found)") }
            }
        }
    }

    /// Which step came first.
    private final class Steps: Callback {
        var first: Int?
        func batchEnded(_ run: TrainingRun) { first = first ?? run.step }
    }

    @Test("killed 20 times at random moments and taken up again, a run ends with the same bits")
    func kills() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("run.safetensors").path
        var generator = RandomGenerator(seed: 11)
        for _ in 0..<20 {
            let delay = Double.random(in: 0..<0.01, using: &generator)
            await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, delay = delay as Double] in
                // However slow the machine is, each process comes a little further: two batches, and one file, at
                // least.
                let (started, probe) = (DispatchSemaphore(value: 0), Probe())
                var batches = 0
                probe.atBatch = { _ in
                    batches += 1
                    if batches == 2 { started.signal() }
                }
                Thread.detachNewThread {
                    started.wait()
                    Thread.sleep(forTimeInterval: delay)
                    kill(getpid(), SIGKILL)
                }
                try Self.train(URL(fileURLWithPath: path), everyBatches: 1, epochs: 400, SmallRun(), [probe])
                kill(getpid(), SIGKILL)
                while true { pause() }
            }
        }
        // The kills fell into the run, not before it or after its end.
        let progress = try #require(
            Safetensors(contentsOf: folder.file("run.safetensors")).metadata["adjoint.training"])
        let epoch = try #require(progress.firstMatch(of: /"epoch":(\d+)/)).output.1
        #expect((1..<400).contains(try #require(Int(epoch))))
        await #expect(processExitsWith: .success) { [path = path as String] in
            let expected = try Self.train(epochs: 400)
            let found = try Self.train(URL(fileURLWithPath: path), everyBatches: 1, epochs: 400)
            guard found == expected else {
                fatalError("\(found.history.last as Any) is not \(expected.history.last as Any)")
            }
        }
        #expect(folder.names == ["run.safetensors"])
    }

    @Test("asked to end, a run saves itself and lets the process end as it should", arguments: [SIGINT, SIGTERM])
    func signals(signal: Int32) async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("run.safetensors").path
        await #expect(processExitsWith: .signal(signal)) { [path = path as String, signal = signal as Int32] in
            let probe = Probe()
            probe.atBatch = { run in
                if run.step == 6 {
                    kill(getpid(), signal)
                    Thread.sleep(forTimeInterval: 0.2)
                }
            }
            try Self.train(URL(fileURLWithPath: path), SmallRun(), [probe])
        }
        await #expect(processExitsWith: .success) { [path = path as String] in
            let file = URL(fileURLWithPath: path)
            let text = try Safetensors(contentsOf: file).metadata["adjoint.training"] ?? ""
            guard text.contains("\"epoch\":1"), text.contains("\"batch\":2") else { fatalError(text) }
            guard try Self.train(file) == Self.train() else { fatalError("other bits") }
        }
    }

    @Test(
        "asked to end twice, a run ends at once, by the second signal, though its batch never does",
        arguments: [(SIGINT, SIGINT), (SIGTERM, SIGTERM), (SIGINT, SIGTERM), (SIGTERM, SIGINT)])
    func secondSignal(first: Int32, second: Int32) async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("run.safetensors").path
        await #expect(processExitsWith: .signal(second)) {
            [path = path as String, first = first as Int32, second = second as Int32] in
            let probe = Probe()
            probe.atBatch = { run in
                guard run.step == 6 else { return }
                kill(getpid(), first)
                // Two that come before either is looked at count as one: on a busy machine the second is sent again.
                while true {
                    Thread.sleep(forTimeInterval: 0.05)
                    kill(getpid(), second)
                }
            }
            try Self.train(URL(fileURLWithPath: path), SmallRun(), [probe])
        }
        // The last whole checkpoint is there, of the first epoch.
        let text = try #require(Safetensors(contentsOf: URL(fileURLWithPath: path)).metadata["adjoint.training"])
        #expect(text.contains("\"epoch\":1") && text.contains("\"batch\":0") && folder.names == ["run.safetensors"])
    }

    @Test("a finished run is not trained again, and a longer one goes on")
    func longer() throws {
        let folder = try TemporaryFolder()
        let file = folder.file("run")
        let short = try Self.train(file, epochs: 2)
        let again = SmallRun()
        #expect(try Self.train(file, epochs: 2, again).history == short.history)
        #expect(try Self.train(file, epochs: 3).history.epochs.count == 3)
    }

    @Test("a run that is taken up goes on in the order of the file, as it must where the seed was drawn")
    func order() async {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            let file = folder.file("run")
            try Self.train(file, epochs: 1, SmallRun(dataSeed: 6))
            let expected = try Self.train(epochs: 3, SmallRun(dataSeed: 6))
            let found = try Self.train(file, epochs: 3, SmallRun(dataSeed: 7))
            guard found == expected else { fatalError("\(found) is not \(expected)") }
            guard try Self.train(epochs: 3, SmallRun(dataSeed: 7)) != expected else { fatalError("seeds do nothing") }
        }
    }

    @Test("a file that is no checkpoint, or that of another run, is refused and stays as it is")
    func refused() throws {
        let folder = try TemporaryFolder()
        let file = folder.file("run")
        func refusal(_ contents: Data, _ body: () throws -> Void) throws -> String {
            try contents.write(to: file)
            let error = #expect(throws: (any Error).self) { try body() }
            #expect(try Data(contentsOf: file) == contents)
            return error.map { "\($0)" } ?? ""
        }
        try Self.train(file, epochs: 1)
        let good = try Data(contentsOf: file)
        #expect(try refusal(Data("nonsense".utf8)) { try Self.train(file) }.contains(file.path))
        #expect(try refusal(Data()) { try Self.train(file) }.contains(file.path))
        #expect(try refusal(good.prefix(good.count / 2)) { try Self.train(file) }.contains(file.path))
        let other = try Safetensors.data(["x": Tensor([1, 2])])
        #expect(try refusal(other) { try Self.train(file) }.contains("no checkpoint of a training run"))

        let run = SmallRun()
        let wide = Sequential(Linear(4, 9, generator: run.generator), Linear(9, 3, generator: run.generator))
        let trainer = Trainer(wide, Adam(wide)) { crossEntropy($0, $1) }
        trainer.display = .none
        let message = try refusal(good) { try trainer.fit(run.data, epochs: 2, checkpoint: Checkpoint(file)) }
        #expect(message.contains("0.weight is [8, 4]"))
        let few = DataLoader(Samples(Tensor.zeros([8, 4]), Tensor.zeros([8], dtype: .int64)), batchSize: 4, seed: 5)
        #expect(
            try refusal(good) { try run.trainer().fit(few, epochs: 2, checkpoint: Checkpoint(file)) }
                .contains("50 samples in 4 batches of 16"))
        #expect(
            try refusal(good) { try run.trainer([]).fit(run.data, epochs: 2, checkpoint: Checkpoint(file)) }
                .contains("other metrics"))
    }

    @Test("a checkpoint whose place is not in the run is refused")
    func place() throws {
        let folder = try TemporaryFolder()
        let file = folder.file("run")
        try Self.train(file, epochs: 1)
        let contents = try Safetensors(contentsOf: file)
        for (old, new) in [
            ("\"batch\":0", "\"batch\":4"), ("\"batch\":0", "\"batch\":-1"), ("\"epoch\":1", "\"epoch\":-1"),
        ] {
            let text = try #require(contents.metadata["adjoint.training"])
            #expect(text.contains(old))
            let changed = text.replacingOccurrences(of: old, with: new)
            try Safetensors.write(contents.tensors(), metadata: ["adjoint.training": changed], to: file)
            #expect(throws: FileError.self) { try Self.train(file) }
        }
    }
}
