import Adjoint
import AdjointNN
import Foundation
import Testing

@testable import AdjointTraining

/// The progress of a run with another state of one of its metrics, which are in it as base64; nil where there are none.
func replacingMetric(
    in text: String, at index: (_ count: Int) -> Int, by change: ([UInt8]) throws -> [UInt8]
) rethrows -> String? {
    guard let start = text.range(of: "\"metrics\":[")?.upperBound, let end = text[start...].firstIndex(of: "]") else {
        return nil
    }
    var states = text[start..<end].split(separator: ",").map(String.init)
    if states.isEmpty { return nil }
    let place = index(states.count)
    let base64 = states[place].replacingOccurrences(of: "\\/", with: "/").filter { $0 != "\"" }
    guard let state = Data(base64Encoded: base64) else { return nil }
    states[place] = "\"\(Data(try change([UInt8](state))).base64EncodedString())\""
    return text.replacingCharacters(in: start..<end, with: states.joined(separator: ","))
}

/// A damaged checkpoint is refused with an error, and the run is what it was.
@Suite("Damaged checkpoints")
struct CheckpointDamageTests {
    private static let metrics: [any Metric] = [
        Accuracy(), TopKAccuracy(2), Precision(average: .macro), ConfusionMatrix(classes: 3), OwnMetric(),
    ]

    /// A metric of a user, which says nothing of what it takes from a checkpoint.
    private struct OwnMetric: Metric {
        var name: String { "own" }
        var total = 0
        mutating func update(_ outputs: Tensor, _ targets: Tensor) { total += targets.count }
        var value: Double { Double(total) }
        mutating func reset() { total = 0 }
    }

    /// A metric of a user that knows what cannot be.
    private struct EvenMetric: Metric {
        var name: String { "even" }
        var total = 0
        mutating func update(_ outputs: Tensor, _ targets: Tensor) { total += 2 }
        var value: Double { Double(total) }
        mutating func reset() { total = 0 }
        func check(_ saved: Self) throws {
            if saved.total % 2 != 0 { throw ImpossibleState("\(saved.total) is odd") }
        }
    }

    /// Trains to the middle of the second epoch, with a checkpoint there, or goes on from it for a batch.
    @discardableResult
    private static func train(
        _ file: URL, _ run: SmallRun, _ metrics: [any Metric] = metrics, _ callbacks: [any Callback] = []
    ) throws -> History {
        let probe = Probe()
        let isNew = !FileManager.default.fileExists(atPath: file.path)
        probe.atBatch = { if !isNew || $0.step == 8 { $0.stop(because: "enough") } }
        return try run.trainer(metrics).fit(
            run.data, epochs: 3, validation: run.validation, checkpoint: Checkpoint(file, everyBatches: 1),
            callbacks: [EarlyStopping()] + callbacks + [probe])
    }

    private static func edit(_ file: URL, _ change: (inout String, inout [String: Tensor]) throws -> Void) throws {
        let contents = try Safetensors(contentsOf: file)
        var text = try #require(contents.metadata["adjoint.training"])
        var tensors = try contents.tensors()
        try change(&text, &tensors)
        try Safetensors.write(tensors, metadata: ["adjoint.training": text], to: file)
    }

    private static func editMetric(_ text: inout String, _ index: Int, _ change: (String) -> String) throws {
        text = try #require(
            replacingMetric(in: text, at: { _ in index }) { state in
                let old = String(decoding: state, as: UTF8.self)
                let new = change(old)
                #expect(new != old, "\(old)")
                return Array(new.utf8)
            })
    }

    /// Everything that a run could have changed.
    private static func bits(_ run: SmallRun) -> [String: [Double]] {
        var bits: [String: [Double]] = [:]
        for (name, tensor) in run.model.stateDictionary { bits["model.\(name)"] = tensor.asArray(Double.self) }
        for (name, tensor) in run.optimizer.stateDictionary { bits["optimizer.\(name)"] = tensor.asArray(Double.self) }
        return bits
    }

    private static func expectRefusal(_ file: URL, metrics: [any Metric] = metrics, _ sentence: String) throws {
        let run = SmallRun()
        // It has state of its own, of a step.
        _ = run.optimizer.step { run.model(Tensor.ones([4, 4])).sum() }
        let (before, generator) = (bits(run), run.generator.state)
        let error = #expect(throws: (any Error).self) { try train(file, run, metrics) }
        #expect(error.map { "\($0)".contains(sentence) } == true, "\(error as Any)")
        #expect(bits(run) == before && run.generator.state == generator)
    }

    /// What is replaced in the progress of a run, and what the error says.
    @Test(
        "numbers that cannot be are refused",
        arguments: [
            ("\"sampleCount\":48", "\"sampleCount\":9223372036854775807", "9223372036854775807 samples"),
            ("\"sampleCount\":48", "\"sampleCount\":-1", "-1 samples"),
            ("\"epoch\":1", "\"epoch\":9223372036854775807", "epochs are done, and 1 have scores"),
            ("\"epoch\":1", "\"epoch\":0", "0 epochs are done, and 1 have scores"),
            ("\"names\":[\"loss\",", "\"names\":[", "no checkpoint of a training run"),
            ("\"names\":[\"loss\",\"accuracy\"", "\"names\":[\"loss\",\"loss\"", "no checkpoint of a training run"),
            ("\"shared\":", "\"other\":", "; this one has "),
        ])
    func progress(old: String, new: String, sentence: String) throws {
        let folder = try TemporaryFolder()
        let file = folder.file("run")
        try Self.train(file, SmallRun())
        try Self.edit(file) { text, _ in
            #expect(text.contains(old), "\(text)")
            text = text.replacingOccurrences(of: old, with: new)
        }
        try Self.expectRefusal(file, sentence)
    }

    /// Which metric, what is replaced in its state, and what the error says.
    @Test(
        "the states of metrics are looked at, also of a user's",
        arguments: [
            (0, "\"hits\":", "\"hits\":9", "hits of 48 samples"),
            (0, "\"count\":48", "\"count\":-48", "hits of -48 samples"),
            (0, "\"count\":48", "\"count\":9223372036854775807", "9223372036854775807 is no count"),
            (1, "\"k\":2", "\"k\":3", "the number of classes was 3 and is 2"),
            (2, "\"predicted\":", "\"predicted\":1", "predictions of 48.0 samples"),
            (2, "\"threshold\":0.5", "\"threshold\":0.25", "the threshold was 0.25 and is 0.5"),
            (3, "[[", "[[-1", "cannot be the counts of samples"),
            (4, "\"total\":48", "\"total\":9223372036854775807", "9223372036854775807 is no count"),
            (4, "\"total\":48", "\"totl\":48", "the run had other metrics"),
        ])
    func metricStates(index: Int, old: String, new: String, sentence: String) throws {
        let folder = try TemporaryFolder()
        let file = folder.file("run")
        try Self.train(file, SmallRun())
        try Self.edit(file) { text, _ in
            try Self.editMetric(&text, index) { state in
                state.range(of: old).map { state.replacingCharacters(in: $0, with: new) } ?? state
            }
        }
        try Self.expectRefusal(file, sentence)
    }

    @Test("a user's metric says itself what cannot be")
    func ownCheck() throws {
        let folder = try TemporaryFolder()
        let file = folder.file("run")
        try Self.train(file, SmallRun(), [EvenMetric()])
        try Self.edit(file) { text, _ in try Self.editMetric(&text, 0) { _ in "{\"total\":5}" } }
        try Self.expectRefusal(file, metrics: [EvenMetric()], "the state of the metric \"even\": 5 is odd")
    }

    @Test(
        "an optimizer's counts, which go on, are looked at",
        arguments: [
            ("optimizer.step", Int.max, "at most 2^53"), ("optimizer.0.weight.step", .max, "at most 2^53"),
            ("optimizer.step", -1, "should not be negative"), ("optimizer.accumulated", .max, "at most 2^53"),
        ])
    func counts(name: String, value: Int, sentence: String) throws {
        let folder = try TemporaryFolder()
        let file = folder.file("run")
        try Self.train(file, SmallRun())
        try Self.edit(file) { _, tensors in
            #expect(tensors[name] != nil)
            tensors[name] = Tensor(value)
        }
        try Self.expectRefusal(file, sentence)
    }

    @Test("a generator's last stream is followed by the first")
    func streams() throws {
        let generator = RandomGenerator(seed: 3)
        let first = generator.next()
        generator.state = try JSONDecoder().decode(
            RandomGenerator.State.self, from: Data("{\"seed\":3,\"stream\":18446744073709551615}".utf8))
        _ = generator.next()
        #expect(generator.next() == first)
    }

    /// Refuses at its turn, after others have taken theirs.
    private final class Refusing: Callback {
        func load(_ state: [String: Tensor]) throws { throw ImpossibleState("not this one") }
    }

    /// Refuses before anything is changed.
    private final class Checking: Callback {
        func check(_ state: [String: Tensor], for run: TrainingRun) throws { throw ImpossibleState("not that one") }
    }

    @Test("a callback that refuses its state leaves the run as it was")
    func callbacks() throws {
        let folder = try TemporaryFolder()
        let file = folder.file("run")
        try Self.train(file, SmallRun())
        for (callback, reason) in [(Refusing(), "not this one"), (Checking(), "not that one")]
            as [(any Callback, String)]
        {
            let run = SmallRun()
            _ = run.optimizer.step { run.model(Tensor.ones([4, 4])).sum() }
            let (before, generator) = (Self.bits(run), run.generator.state)
            let error = #expect(throws: ImpossibleState.self) { try Self.train(file, run, Self.metrics, [callback]) }
            #expect(error?.reason == reason)
            #expect(Self.bits(run) == before && run.generator.state == generator)
        }
    }

    @Test("the best weights of EarlyStopping are those of the model")
    func bestWeights() throws {
        let folder = try TemporaryFolder()
        let file = folder.file("run")
        try Self.train(file, SmallRun())
        try Self.edit(file) { _, tensors in
            #expect(tensors["callbacks.0.0.weight"] != nil)
            tensors["callbacks.0.0.weight"] = .zeros([8, 5])
        }
        try Self.expectRefusal(file, "0.weight is [8, 5] float32, not [8, 4] float32")
    }

    @Test("sums of other targets are an error of the first batch, not the end of the process")
    func otherTargets() throws {
        let folder = try TemporaryFolder()
        let file = folder.file("run")
        func fit() throws {
            let generator = RandomGenerator(seed: 1)
            let model = Linear(2, 1, generator: generator)
            let x = Tensor.normal([8, 2], generator: generator)
            let trainer = Trainer(model, SGD(model, learningRate: 0.01), metrics: [RSquared()]) { mseLoss($0, $1) }
            trainer.display = .none
            let probe = Probe()
            probe.atBatch = { if $0.step == 3 { $0.stop(because: "enough") } }
            try trainer.fit(
                DataLoader(Samples(x, x[0..., 0..<1]), batchSize: 2, seed: 1), epochs: 2,
                checkpoint: Checkpoint(file, everyBatches: 1), callbacks: [probe])
        }
        try fit()
        try Self.edit(file) { text, _ in
            try Self.editMetric(&text, 0) {
                $0.replacingOccurrences(of: "}]", with: "},{\"mean\":0,\"squares\":1,\"errors\":1}]")
            }
        }
        let error = #expect(throws: AdjointError.self) { try fit() }
        #expect(error?.message == "targets [2, 1] have 1 numbers for each sample: earlier ones had 2")
    }

    @Test("a schedule's state is decoded only where it can be")
    func plateau() throws {
        let good = ReduceOnPlateau(learningRate: 0.1, patience: 2)
        let text = String(decoding: try JSONEncoder().encode(good), as: UTF8.self)
        #expect(try JSONDecoder().decode(ReduceOnPlateau.self, from: Data(text.utf8)) == good)
        for (old, new) in [
            ("\"stale\":0", "\"stale\":9223372036854775807"), ("\"patience\":2", "\"patience\":-1"),
            ("\"resting\":0", "\"resting\":-1"), ("\"learningRate\":0.1", "\"learningRate\":-0.1"),
        ] {
            let changed = text.replacingOccurrences(of: old, with: new)
            #expect(changed != text)
            #expect(throws: DecodingError.self) {
                try JSONDecoder().decode(ReduceOnPlateau.self, from: Data(changed.utf8))
            }
        }
    }
}
