import Adjoint
import AdjointNN
import Foundation
import Testing

@testable import AdjointTraining

/// A small task and a network with dropout and batch norm, of its own generators.
struct SmallRun {
    let generator: RandomGenerator
    let model: Sequential
    let optimizer: Adam
    let data: DataLoader
    let validation: DataLoader

    init(seed: UInt64 = 1, augmentation: (any Augmentation)? = nil, dataSeed: UInt64 = 5) {
        generator = RandomGenerator(seed: seed)
        model = Sequential(
            Linear(4, 8, generator: generator), BatchNorm1d(8), ReLU(), Dropout(0.3, generator: generator),
            Linear(8, 3, generator: generator))
        optimizer = Adam(model, learningRate: 0.01)
        let draw = RandomGenerator(seed: 9)
        let inputs = Tensor.normal([50, 4], generator: draw)
        let samples = Samples(inputs, (inputs[0..., 0..<3] * 2).argmax(axis: 1))
        data = DataLoader(samples, batchSize: 16, shuffle: true, seed: dataSeed)
        validation = DataLoader(Samples(inputs[0..<20] + 0.1, samples.targets[0..<20]), batchSize: 7)
    }

    func trainer(_ metrics: [any Metric] = [Accuracy()]) -> Trainer<Sequential> {
        let trainer = Trainer(model, optimizer, metrics: metrics) { crossEntropy($0, $1) }
        trainer.display = .none
        return trainer
    }

    var weights: [[Float]] { model.stateDictionary.sorted { $0.key < $1.key }.map { $0.value.asArray(Float.self) } }
}

extension TemporaryFolder {
    /// The place of a file that need not be there.
    func file(_ name: String) -> URL { url.appendingPathComponent(name) }

    /// What is in the folder.
    var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: url.path).sorted()) ?? [] }
}

/// Calls a closure at the end of each epoch or batch.
final class Probe: Callback {
    var atBatch: (TrainingRun) -> Void = { _ in }
    var atEpoch: (TrainingRun) -> Void = { _ in }
    func batchEnded(_ run: TrainingRun) { atBatch(run) }
    func epochEnded(_ run: TrainingRun) { atEpoch(run) }
}

@Suite("Trainer")
struct TrainerTests {
    @Test("fit does what the plain loop does, to the bit")
    func plainLoop() async {
        // In a process of its own: other tests switch the instruction set meanwhile.
        await #expect(processExitsWith: .success) {
            let (first, second) = (SmallRun(), SmallRun())
            try first.trainer().fit(first.data, epochs: 3)
            for _ in 0..<3 {
                for (inputs, targets) in second.data {
                    let loss = crossEntropy(second.model(inputs), targets)
                    second.optimizer.zeroGrad()
                    loss.backward()
                    second.optimizer.step()
                }
            }
            guard first.weights == second.weights else { fatalError("\(first.weights) is not \(second.weights)") }
            guard first.weights != SmallRun().weights else { fatalError("nothing was trained") }
        }
    }

    @Test("the history has the means over samples of every epoch, and validation in evaluation mode")
    func history() throws {
        let run = SmallRun()
        let probe = Probe()
        var losses: [[Double]] = [[]]
        probe.atBatch = { losses[losses.count - 1].append($0.batchLoss) }
        probe.atEpoch = { _ in losses.append([]) }
        let history = try run.trainer().fit(run.data, epochs: 2, validation: run.validation, callbacks: [probe])
        #expect(history.names == ["loss", "accuracy", "validation loss", "validation accuracy"])
        for epoch in 0..<2 {
            let mean = zip(losses[epoch], [16, 16, 16, 2]).reduce(0) { $0 + $1.0 * Double($1.1) } / 50
            #expect(abs(history["loss"][epoch] - mean) < 1e-12)
        }
        let samples = run.validation.epoch(0).map { $0 }
        let (inputs, targets) = (concatenated(samples.map(\.inputs)), concatenated(samples.map(\.targets)))
        let expected = run.model.evaluating { crossEntropy(run.model(inputs), targets).item() }
        #expect(abs(history["validation loss"][1] - expected) < 1e-6)
        let again = try #require(run.trainer().evaluate(run.validation)["loss"])
        #expect(abs(again - history["validation loss"][1]) < 1e-6)
        #expect(history["nothing"].isEmpty)
    }

    @Test("predict is the model in evaluation mode, whatever the size of its batches")
    func predict() {
        let run = SmallRun()
        let inputs = Tensor.normal([23, 4], generator: RandomGenerator(seed: 2))
        let expected = run.model.evaluating { run.model(inputs) }.asArray(Float.self)
        for size in [1, 5, 23, 100] {
            let found = run.trainer().predict(inputs, batchSize: size)
            #expect(found.shape == [23, 3])
            #expect(zip(found.asArray(Float.self), expected).allSatisfy { abs($0 - $1) < 1e-6 })
            #expect(!found.requiresGrad)
        }
    }

    @Test("a run that is taken up says where, and one of which nothing is left that it is over")
    func resumption() {
        let small = SmallRun()
        let run = TrainingRun(model: small.model, optimizer: small.optimizer, epochCount: 40, batchCount: 10)
        let file = URL(fileURLWithPath: "/runs/a.safetensors")
        func text() -> String { ProgressReporter.resumption(of: run, from: file) }
        run.epoch = 2
        #expect(text() == "resumed from /runs/a.safetensors at epoch 3 of 40")
        run.batch = 4
        #expect(text() == "resumed from /runs/a.safetensors at epoch 3 of 40, batch 5 of 10")
        (run.epoch, run.batch) = (40, 0)
        #expect(
            text()
                == "already finished: 40 of 40 epochs are in /runs/a.safetensors; ask for more epochs, or remove it to "
                + "start anew")
    }

    @Test("a run of no epochs trains nothing; one without data is refused")
    func nothing() throws {
        let run = SmallRun()
        let before = run.weights
        #expect(try run.trainer().fit(run.data, epochs: 0).epochs.isEmpty)
        #expect(run.weights == before)
        let empty = DataLoader(Samples(Tensor.zeros([0, 4]), Tensor.zeros([0], dtype: .int64)), batchSize: 4, seed: 1)
        #expect(throws: AdjointError.self) { try withErrors { try run.trainer().fit(empty, epochs: 1) } }
    }

    @Test("L-BFGS, which asks for the loss several times, trains as well")
    func lineSearch() throws {
        let generator = RandomGenerator(seed: 3)
        let x = Tensor.normal([40, 2], generator: generator)
        let samples = Samples(x, matmul(x, Tensor([[2], [-1]])) + 0.5)
        let model = Sequential(Linear(2, 1, generator: generator))
        let trainer = Trainer(model, LBFGS(model)) { mseLoss($0, $1) }
        trainer.display = .none
        let history = try trainer.fit(DataLoader(samples, batchSize: 40, seed: 1), epochs: 5)
        #expect(history["loss"][4] < 1e-8)
    }

    // MARK: Callbacks

    /// Runs callbacks over given scores, as `fit` would.
    private func play(
        _ values: [Double], _ callback: any Callback, of name: String = "validation loss", from start: Int = 0,
        run: SmallRun = SmallRun(), atEpoch: (TrainingRun) -> Void = { _ in }
    ) throws -> TrainingRun {
        let state = TrainingRun(model: run.model, optimizer: run.optimizer, epochCount: 100, batchCount: 4)
        func scores(_ value: Double) -> Scores {
            var scores = Scores()
            scores[name] = value
            return scores
        }
        values[..<start].forEach { state.history.append(scores($0)) }
        state.epoch = start
        try callback.fitStarted(state)
        for value in values[start...] where state.stopReason == nil {
            try callback.batchStarted(state)
            atEpoch(state)
            state.history.append(scores(value))
            state.epoch += 1
            try callback.epochEnded(state)
        }
        try callback.fitEnded(state)
        return state
    }

    @Test(
        "early stopping ends the run after its patience, alone or taken up again",
        arguments: [
            ([5, 4, 4.5, 4.6, 4.7, 1], 2, 0, 4, 1), ([5, 4, 3.95, 3.9, 3.85, 3.8], 2, 0.3, 4, 1),
            ([5, 4, 3, 2], 0, 0, nil, 3), ([5, 5], 0, 0, 1, 0), ([.nan, .nan, 2, 3], 1, 0, 1, nil),
        ] as [([Double], Int, Double, Int?, Int?)])
    func earlyStopping(values: [Double], patience: Int, change: Double, last: Int?, best: Int?) throws {
        for start in 0...1 {
            let callback = EarlyStopping(patience: patience, minimumChange: change)
            let state = try play(values, callback, from: start)
            #expect(state.history.epochs.count == last.map { $0 + 1 } ?? values.count)
            #expect((state.stopReason != nil) == (last != nil))
            #expect(callback.bestEpoch == best)
        }
    }

    @Test("early stopping gives the model its best weights back, also from a checkpoint")
    func bestWeights() throws {
        let run = SmallRun()
        let weight = run.model.parameters[0]
        func train(_ state: TrainingRun) { weight.assign(Tensor.full(weight.shape, Double(state.epoch))) }
        _ = try play([3, 1, 2, 2], EarlyStopping(patience: 1), run: run, atEpoch: train)
        #expect(weight[0, 0].item() == 1)

        let first = EarlyStopping(patience: 1)
        let state = TrainingRun(model: run.model, optimizer: run.optimizer, epochCount: 9, batchCount: 1)
        for (epoch, value) in [3.0, 1].enumerated() {
            weight.assign(Tensor.full(weight.shape, Double(epoch)))
            var scores = Scores()
            scores["validation loss"] = value
            state.history.append(scores)
            first.epochEnded(state)
        }
        let second = EarlyStopping(patience: 1)
        second.load(first.stateDictionary)
        weight.assign(Tensor.full(weight.shape, 7))
        try second.fitEnded(state)
        #expect(weight[0, 0].item() == 1)
        let last = EarlyStopping(patience: 1, restoresBest: false)
        _ = try play([3, 1, 2, 2], last, run: run, atEpoch: train)
        #expect(weight[0, 0].item() == 3)
    }

    @Test("a score that the run does not have is refused by name")
    func unknownScore() throws {
        for callback in [EarlyStopping("accuracy"), PlateauSchedule(.init(learningRate: 1), "accuracy")]
            as [any Callback]
        {
            let error = #expect(throws: AdjointError.self) { try withErrors { _ = try self.play([1], callback) } }
            #expect(error?.description.contains("only validation loss") == true)
        }
    }

    @Test("a schedule sets the rate of each batch or epoch, and follows the step of a run taken up again")
    func schedules() throws {
        let run = SmallRun()
        var rates: [Double] = []
        let probe = Probe()
        probe.atBatch = { rates.append($0.optimizer.learningRate) }
        let schedule = Schedule { 0.1 / Double($0 + 1) }
        try run.trainer().fit(run.data, epochs: 2, callbacks: [LearningRateSchedule(schedule), probe])
        #expect(rates == (0..<8).map { 0.1 / Double($0 + 1) })
        rates = []
        try run.trainer().fit(run.data, epochs: 2, callbacks: [LearningRateSchedule(schedule, per: .epoch), probe])
        #expect(rates == [0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.05])
    }

    @Test("the plateau schedule has the same rates in a run taken up again")
    func plateau() throws {
        let values: [Double] = [5, 4, 4, 4, 4, 4, 3, 3, 3]
        var expected: [Double] = []
        var plateau = ReduceOnPlateau(learningRate: 0.1, factor: 0.5, patience: 1)
        for value in values {
            expected.append(plateau.learningRate)
            plateau.observe(value)
        }
        #expect(Set(expected).count > 2)
        for start in 0..<values.count {
            let run = SmallRun()
            var rates: [Double] = []
            let callback = PlateauSchedule(ReduceOnPlateau(learningRate: 0.1, factor: 0.5, patience: 1))
            _ = try play(values, callback, from: start, run: run) { rates.append($0.optimizer.learningRate) }
            #expect(rates == Array(expected[start...]))
        }
    }

    @Test("the best model is written when a score is better than all before, and only then")
    func bestModel() throws {
        let folder = try TemporaryFolder()
        let file = folder.file("best.safetensors")
        let run = SmallRun()
        let weight = run.model.parameters[0]
        var written: [Double] = []
        for start in 0...1 {
            let values: [Double] = [0.5, 0.7, .nan, 0.6, 0.7, 0.8]
            _ = try play(values, BestModel(file, "accuracy", goal: .higher), of: "accuracy", from: start, run: run) {
                weight.assign(Tensor.full(weight.shape, Double($0.epoch)))
            }
            let best = try Safetensors(contentsOf: file).tensor("0.weight")
            written.append(best[0, 0].item())
        }
        #expect(written == [5, 5])
        _ = try play([0.9, 0.7], BestModel(file, "accuracy", goal: .higher), of: "accuracy", run: run) {
            weight.assign(Tensor.full(weight.shape, Double($0.epoch + 10)))
        }
        #expect(try Safetensors(contentsOf: file).tensor("0.weight")[0, 0].item() == 10)
        #expect(folder.names == ["best.safetensors"])
    }

    @Test("the log has a row for each epoch")
    func log() throws {
        let folder = try TemporaryFolder()
        _ = try play([0.5, .nan, 0.25], CSVLog(folder.file("log.csv")), of: "loss, \"weighted\"")
        let text = try String(contentsOf: folder.file("log.csv"), encoding: .utf8)
        #expect(text == "epoch,\"loss, \"\"weighted\"\"\"\n1,0.5\n2,nan\n3,0.25\n")
    }

    @Test("a loss that is not finite ends the run in the batch where it comes, and no checkpoint keeps it")
    func notFinite() throws {
        let folder = try TemporaryFolder()
        let run = SmallRun()
        var count = 0
        let trainer = Trainer(run.model, run.optimizer) { outputs, targets in
            count += 1
            return crossEntropy(outputs, targets) * (count == 6 ? .infinity : 1)
        }
        trainer.display = .none
        let probe = Probe()
        var batches = 0
        probe.atBatch = { _ in batches += 1 }
        let file = folder.file("run")
        let history = try trainer.fit(
            run.data, epochs: 3, checkpoint: Checkpoint(file), callbacks: [StopAtNonFiniteLoss(), probe])
        #expect(batches == 6)
        #expect(history.epochs.count == 1)
        let kept = try Safetensors(contentsOf: file).tensor("model.0.weight")
        #expect(kept.asArray(Float.self).allSatisfy { $0.isFinite })
    }
}
