import Adjoint
import AdjointNN
import Foundation

/// A file from which a run is taken up again, and continues to the bit.
///
/// `Trainer.fit` with a checkpoint writes the file after every epoch, every so many batches if asked to, and when the
/// process is interrupted (Ctrl-C, SIGTERM). If the file is there when `fit` is called, the run continues from it. It
/// holds everything that the run depends on: parameters, buffers, the optimizer's state, the states of the random
/// generators, the place in the data, the scores so far and the callbacks' states, in the `.safetensors` format.
public struct Checkpoint: Sendable {
    /// The file. An existing one is replaced only once the new one is whole.
    public let file: URL
    /// After how many batches within an epoch it is written; nil for only after epochs.
    public let batches: Int?

    /// A checkpoint in `file`, written after every epoch and, if given, every so many batches.
    public init(_ file: URL, everyBatches batches: Int? = nil) {
        if let batches, batches < 1 {
            report(AdjointError(.value, "Checkpoint", "every \(batches) batches: at least 1 is needed"))
        }
        self.file = file
        self.batches = batches.map { max($0, 1) }
    }

    /// Where a run is, apart from its tensors.
    struct Progress: Codable {
        var epoch = 0
        var batch = 0
        var history = History()
        var running: RunningScores.State
        var generators: [String: RandomGenerator.State] = [:]
        var data: Fingerprint
        /// Of the data's order and augmentation.
        var seed: UInt64
    }

    /// What must be the same when a run is taken up.
    struct Fingerprint: Codable, Equatable, CustomStringConvertible {
        let samples: Int
        let batchSize: Int
        let batches: Int

        init(_ data: DataLoader) {
            samples = data.sampleCount
            batchSize = data.batchSize
            batches = data.batchCount
        }

        var description: String { "\(samples) samples in \(batches) batches of \(batchSize)" }
    }

    private static let key = "adjoint.training"

    /// Writes what `run` is at this moment.
    func save(_ run: TrainingRun, _ callbacks: [any Callback], running: RunningScores, data: DataLoader) throws {
        var progress = Progress(
            epoch: run.epoch, batch: run.batch, history: run.history, running: try running.state(),
            data: Fingerprint(data), seed: data.seed)
        for (name, generator) in Self.generators(of: run.model) { progress.generators[name] = generator.state }
        var tensors: [String: Tensor] = [:]
        for (name, part) in Self.parts(run, callbacks, model: run.model.stateDictionary) {
            for (key, tensor) in part { tensors["\(name).\(key)"] = tensor }
        }
        let text = String(decoding: try Self.encoder.encode(progress), as: UTF8.self)
        try Safetensors.write(tensors, metadata: [Self.key: text], to: file)
    }

    /// Brings `run` to where the file has it, and gives the scores of its epoch so far and the seed of its data; nil
    /// where there is no file. All that is in the file is looked at before anything is changed.
    ///
    /// - Parameter running: scores without samples, of the run's metrics.
    /// - Throws: `FileError` where the file is not one of these, `StateMismatch` or `AdjointError` where it belongs to
    ///   another model, optimizer or set of data. Then everything is as it was.
    func restore(
        _ run: TrainingRun, _ callbacks: [any Callback], running: RunningScores, data: DataLoader
    ) throws -> (running: RunningScores, seed: UInt64)? {
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        let contents = try Safetensors(contentsOf: file)
        guard let text = contents.metadata[Self.key],
            let progress = try? Self.decoder.decode(Progress.self, from: Data(text.utf8))
        else { throw FileError(.malformed, file.path, nil, "this is no checkpoint of a training run") }
        let (saved, present) = (progress.data, Fingerprint(data))
        guard saved == present else {
            throw FileError(
                .unsupported, file.path, nil,
                "the run had \(saved); this one has \(present): go on with the same data, or name another file for a new run"
            )
        }
        guard progress.epoch >= 0, (0..<max(present.batches, 1)).contains(progress.batch) else {
            throw FileError(
                .malformed, file.path, nil, "epoch \(progress.epoch), batch \(progress.batch) is no place in the run")
        }
        guard progress.history.epochs.count == progress.epoch else {
            throw FileError(
                .malformed, file.path, nil,
                "\(progress.epoch) epochs are done, and \(progress.history.epochs.count) have scores")
        }
        let tensors = try contents.tensors()
        func part(_ name: String) -> [String: Tensor] {
            // By bytes: a character of the name may join with the point before it.
            let prefix = Array((name + ".").utf8)
            var part: [String: Tensor] = [:]
            for (name, tensor) in tensors where name.utf8.starts(with: prefix) {
                part[String(decoding: name.utf8.dropFirst(prefix.count), as: UTF8.self)] = tensor
            }
            return part
        }
        let parts = callbacks.indices.map { part("callbacks.\($0)") }
        do {
            try withErrors {
                try run.model.check(part("model"))
                for (callback, part) in zip(callbacks, parts) { try callback.check(part, for: run) }
            }
        } catch var mismatch as StateMismatch {
            mismatch.file = file.path
            throw mismatch
        }
        let generators = Self.generators(of: run.model)
        guard Set(generators.map(\.name)) == Set(progress.generators.keys) else {
            throw FileError(
                .unsupported, file.path, nil,
                "the run had the random generators \(listed(progress.generators.keys.sorted())); "
                    + "this one has \(listed(generators.map(\.name).sorted())): go on with the same model, or name another "
                    + "file for a new run")
        }
        let scores = try running.restored(from: progress.running, file: file.path)
        // What the model has not learned yet, it may get from the file.
        let before = Self.parts(run, callbacks, model: run.model.knownState)
        do {
            try withErrors {
                try run.model.load(part("model"))
                try run.optimizer.load(part("optimizer"))
                for (callback, part) in zip(callbacks, parts) { try callback.load(part) }
            }
        } catch {
            try? withErrors {
                _ = try? run.model.load(before[0].tensors, strict: false)
                try? run.optimizer.load(before[1].tensors)
                for (callback, part) in zip(callbacks, before.dropFirst(2)) { try? callback.load(part.tensors) }
            }
            throw error
        }
        for (name, generator) in generators {
            if let state = progress.generators[name] { generator.state = state }
        }
        run.epoch = progress.epoch
        run.batch = progress.batch
        run.history = progress.history
        return (scores, progress.seed)
    }

    private static func parts(
        _ run: TrainingRun, _ callbacks: [any Callback], model: [String: Tensor]
    ) -> [(name: String, tensors: [String: Tensor])] {
        [("model", model), ("optimizer", run.optimizer.stateDictionary)]
            + callbacks.enumerated().map { ("callbacks.\($0)", $1.stateDictionary) }
    }

    private static func generators(of model: any Module) -> [(name: String, generator: RandomGenerator)] {
        [("shared", .shared)] + model.namedGenerators.map { ("model.\($0.name)", $0.generator) }
    }

    static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return encoder
    }

    static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return decoder
    }
}
