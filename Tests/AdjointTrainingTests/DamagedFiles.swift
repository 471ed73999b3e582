import Adjoint
import AdjointNN
import Foundation
import Testing

@testable import AdjointTraining

/// What is read from outside.
enum DamagedFile: String, CaseIterable, Codable {
    case checkpoint, optimizer, log, history, csv, array, gzip, safetensors

    /// Reads damaged files of this kind, and goes on with what they say. Errors are thrown; anything else would end the
    /// process.
    func run(_ seeds: Range<UInt64>, atCase: (UInt64) -> Void) throws {
        let folder = try TemporaryFolder()
        let read = try reader(folder)
        for seed in seeds {
            atCase(seed)
            var mutator = Mutator(seed: seed)
            do { try read(&mutator) } catch {
                // The sentence, too, is to be had.
                guard "\(error)".utf8.count < 20_000 else { fatalError("a long error") }
            }
        }
    }

    private func reader(_ folder: TemporaryFolder) throws -> (inout Mutator) throws -> Void {
        switch self {
        case .checkpoint: try Self.checkpoints(folder)
        case .optimizer: try Self.optimizers()
        case .log: try Self.logs(folder)
        case .history: try Self.histories()
        case .csv: try Self.tables(folder)
        case .array: try Self.arrays(folder)
        case .gzip: try Self.packed()
        case .safetensors: try Self.tensors()
        }
    }

    // MARK: Formats

    private static func packed() throws -> (inout Mutator) throws -> Void {
        let files = [GunzipTests.packed, GunzipTests.named, GunzipTests.packed + GunzipTests.bomb]
        return { mutator in _ = try gunzip(mutator.damaged(files[mutator.pick(3)]), limit: 1 << 20) }
    }

    private static func arrays(_ folder: TemporaryFolder) throws -> (inout Mutator) throws -> Void {
        let arrays = [
            idx(0x08, [2, 2, 3], Array(0..<12)), idx(0x0B, [3, 1], Array(0..<6)),
            idx(0x0E, [2], Array(repeating: 64, count: 16)),
            idx(0x0D, [1, 1, 2, 1], Array(0..<8)),
        ]
        let labels = try folder.file("labels", idx(0x08, [2], [1, 0]))
        return { mutator in
            let array = arrays[mutator.pick(4)]
            switch mutator.pick(4) {
            case 0:
                let file = try folder.file("images", gzipped(mutator.damaged(arrays[0])))
                _ = try Samples(images: file, labels: labels)
            case 1: _ = try IDX(contentsOf: folder.file("images", mutator.damaged(gzipped(array)))).tensor
            default: _ = try IDX(mutator.damaged(array)).tensor.asArray(Double.self)
            }
        }
    }

    private static func tables(_ folder: TemporaryFolder) throws -> (inout Mutator) throws -> Void {
        let tables = [
            "a,b,kind\n1,2.5,cat\n-3,4e2,dog\n0.25,7,cat\n",
            "\"x\",\"the \"\"class\"\"\"\r\n\"1\",\"a,b\"\r\n2,\"c\nd\"\r\n",
            "1;0;2\n3;1;4\n",
        ]
        return { mutator in
            let index = mutator.pick(3)
            let text = mutator.damaged(text: Array(tables[index].utf8))
            let file = try folder.file("t", mutator.pick(4) == 0 && text.count < 65_536 ? gzipped(text) : text)
            let (header, separator): (Bool, Character) = (index < 2, index < 2 ? "," : ";")
            let rules: [MissingValues] = [.refused, .droppedRow, .mean, .median, .constant(0), .kept]
            let missing = rules[mutator.pick(6)]
            let columns: CSVColumns = [.all, .only([0]), .except([1])][mutator.pick(3)]
            switch mutator.pick(4) {
            case 0:
                _ = try CSVTable(contentsOf: file, classes: .at(-1), header: header, separator: separator)
            case 1:
                _ = try CSVTable(
                    contentsOf: file, classes: .at(-1), classNames: ["cat", "dog"], columns: columns, header: header,
                    separator: separator, missing: missing)
            case 2:
                _ = try CSVTable(
                    contentsOf: file, values: 1, columns: columns, header: header, separator: separator,
                    missing: missing)
            default:
                _ = try CSVTable(
                    contentsOf: file, columns: columns, header: header, separator: separator, missing: missing)
            }
        }
    }

    private static func tensors() throws -> (inout Mutator) throws -> Void {
        let whole = [UInt8](
            try Safetensors.data(
                [
                    "a.weight": Tensor([[1, 2], [3, 4]]), "b": Tensor([1, -1] as [Int]), "c": Tensor([true, false]),
                    "half": Tensor([1, 2]).cast(to: .bfloat16), "none": .zeros([0, 3]), "scalar": Tensor(2.5),
                ], metadata: ["format": "pt", "more": "text"]))
        return { mutator in
            let tensors = try Safetensors(Data(mutator.damaged(safetensors: whole)))
            _ = (tensors.names, tensors.metadata)
            for name in tensors.names { _ = try? tensors.tensor(name) }
            _ = try tensors.tensors()
        }
    }

    // MARK: What runs keep

    private static func logs(_ folder: TemporaryFolder) throws -> (inout Mutator) throws -> Void {
        struct Stop: Error {}
        let search = HyperparameterSearch(grid: ["rate": [0.1, 0.01], "rule": ["adam", "sgd"]])
        let file = folder.file("log")
        _ = try search.run(log: file, display: .none) { $0["rate"] }
        let text = [UInt8](try Data(contentsOf: file))
        return { mutator in
            let file = try folder.file("damaged", mutator.damaged(text: text))
            do { print(try search.run(log: file, display: .none) { _ in throw Stop() }, terminator: "") } catch is Stop
            {}
        }
    }

    private static func histories() throws -> (inout Mutator) throws -> Void {
        var history = History()
        for epoch in 0..<3 {
            var scores = Scores()
            scores["loss"] = 1 / Double(epoch)
            scores["accuracy"] = 0.5
            history.append(scores)
        }
        let text = [UInt8](try Checkpoint.encoder.encode(history))
        let plateau = [UInt8](try Checkpoint.encoder.encode(ReduceOnPlateau(learningRate: 0.1, patience: 1)))
        return { mutator in
            if mutator.pick(4) == 0 {
                var plateau = try Checkpoint.decoder.decode(
                    ReduceOnPlateau.self, from: Data(mutator.damaged(text: plateau)))
                for metric in [1.0, 1, 1, .nan] { plateau.observe(metric) }
                return
            }
            let history = try Checkpoint.decoder.decode(History.self, from: Data(mutator.damaged(text: text)))
            _ = (history.csv, history.chart("loss", "accuracy").svg, history.last?.description, history["loss"])
        }
    }

    private static func optimizers() throws -> (inout Mutator) throws -> Void {
        func parameters() -> [Tensor] {
            let parameters = [Tensor([[1, 2], [3, 4]]), Tensor([1, 2])]
            for parameter in parameters { parameter.requiresGrad = true }
            return parameters
        }
        func step(_ optimizer: any Optimizer) {
            _ = optimizer.step { optimizer.parameters.map { square($0).sum() }.reduce(Tensor(0), +) }
        }
        let makers: [([Tensor]) -> any Optimizer] = [
            { Adam($0) }, { SGD($0, learningRate: 0.1, momentum: 0.9) }, { RMSprop($0, learningRate: 0.1) },
            { Adagrad($0) }, { Adamax($0) }, { NAdam($0) }, { RAdam($0) }, { Lion($0) }, { Adadelta($0) },
            { LBFGS($0, maxIterations: 2) }, { Muon([$0[0]]) }, { Ftrl($0) },
        ]
        let states = try makers.map { make in
            let optimizer = make(parameters())
            for _ in 0..<2 { step(optimizer) }
            return [UInt8](try Safetensors.data(optimizer.stateDictionary))
        }
        return { mutator in
            let index = mutator.pick(makers.count)
            let optimizer = makers[index](parameters())
            let state = try Safetensors(Data(mutator.damaged(safetensors: states[index]))).tensors()
            try withErrors { try optimizer.load(state) }
            step(optimizer)
            _ = optimizer.stateDictionary
        }
    }

    private static func checkpoints(_ folder: TemporaryFolder) throws -> (inout Mutator) throws -> Void {
        let metrics: [any Metric] = [
            Accuracy(), TopKAccuracy(2), Precision(average: .macro), Recall(average: .binary()),
            ConfusionMatrix(classes: 3),
        ]
        func callbacks(stoppingAt batch: @escaping (TrainingRun) -> Bool) -> [any Callback] {
            let probe = Probe()
            probe.atBatch = { if batch($0) { $0.stop(because: "enough") } }
            return [
                EarlyStopping(patience: 3), PlateauSchedule(ReduceOnPlateau(learningRate: 0.01, patience: 1), "loss"),
                probe,
            ]
        }
        let file = folder.file("run")
        let first = SmallRun()
        try first.trainer(metrics).fit(
            first.data, epochs: 3, validation: first.validation, checkpoint: Checkpoint(file, everyBatches: 1),
            callbacks: callbacks { $0.step == 6 })
        let whole = [UInt8](try Data(contentsOf: file))
        let saved = try Safetensors(contentsOf: file)
        let (tensors, text) = (try saved.tensors(), saved.metadata["adjoint.training"] ?? "")
        return { mutator in
            let bytes: [UInt8]
            switch mutator.pick(3) {
            case 0: bytes = mutator.damaged(safetensors: whole)
            case 1:
                let text = mutator.damaged(progress: text)
                bytes = [UInt8](try Safetensors.data(tensors, metadata: ["adjoint.training": text]))
            default:
                var tensors = tensors
                let names = tensors.keys.sorted()
                mutator.damage(&tensors, names[mutator.pick(names.count)])
                bytes = [UInt8](try Safetensors.data(tensors, metadata: ["adjoint.training": text]))
            }
            let file = try folder.file("damaged", bytes)
            let run = SmallRun()
            // A batch, and then the end of the epoch.
            var batches = 0
            try run.trainer(metrics).fit(
                run.data, epochs: 3, checkpoint: Checkpoint(file),
                callbacks: callbacks { _ in
                    batches += 1
                    return batches == 1
                })
        }
    }
}

extension Mutator {
    /// Damages the header, whose length then fits, or any bytes.
    mutating func damaged(safetensors bytes: [UInt8]) -> [UInt8] {
        let length = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
        guard pick(3) > 0, bytes.count >= 8 + length else { return damaged(bytes) }
        let header = damaged(text: Array(bytes[8..<8 + length]))
        return (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) } + header + bytes[(8 + length)...]
    }

    /// Damages the JSON of a checkpoint's progress, or that of a metric, which is in it as base64.
    mutating func damaged(progress text: String) -> String {
        if pick(2) == 0 {
            var copy = self
            let changed = replacingMetric(in: text, at: { copy.pick($0) }, by: { copy.damaged(text: $0) })
            self = copy
            if let changed { return changed }
        }
        return String(decoding: damaged(text: Array(text.utf8)), as: UTF8.self)
    }

    /// Removes, renames, reshapes or replaces a tensor, or gives it extreme elements.
    mutating func damage(_ tensors: inout [String: Tensor], _ name: String) {
        guard let tensor = tensors[name] else { return }
        let extremes: [Double] = [0, -1, 1e300, -1e300, .infinity, .nan, 0x1p31, 0x1p53, 1e-300]
        switch pick(6) {
        case 0: tensors[name] = nil
        case 1:
            tensors[name] = nil
            tensors[name + "x"] = tensor
        case 2: tensors[name] = tensor.expandedDimension(at: 0)
        case 3: tensors[name] = tensor.cast(to: [.float32, .float64, .int64, .bool][pick(4)])
        default:
            if tensor.dtype == .int64 {
                let value = [Int.max, .min, -1, 0, 1 << 53, 1 << 62][pick(6)]
                tensors[name] = Tensor.full(tensor.shape, 0, dtype: .int64) + Tensor(value)
            } else {
                tensors[name] = Tensor.full(tensor.shape, extremes[pick(extremes.count)], dtype: tensor.dtype)
            }
        }
    }
}

@Suite("Damaged files of every kind")
struct DamagedFileTests {
    /// Few in the ordinary run; with `ADJOINT_EXTENDED=1` a million of each kind, or `ADJOINT_CASES`.
    private static var count: UInt64 {
        let environment = ProcessInfo.processInfo.environment
        if let cases = environment["ADJOINT_CASES"].flatMap({ UInt64($0) }) { return cases }
        return environment["ADJOINT_EXTENDED"] == "1" ? 1_000_000 : 1_000
    }

    @Test(
        "none ends the process, keeps it busy for a second, or takes memory without end",
        arguments: DamagedFile.allCases)
    func damaged(kind: DamagedFile) async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("case").path
        let count = kind == .checkpoint && Self.count == 1_000 ? 400 : Self.count
        await #expect(processExitsWith: .success) {
            [kind = kind as DamagedFile, path = path as String, count = count as UInt64] in
            let watch = Watch(path)
            resetPeakMemory()
            try kind.run(0..<count) { watch.begin($0) }
            watch.end()
            // The files have less than 64 KiB; those of IDX may say that a thousand times as much is in them.
            guard memoryUse.peak < 256 << 20 else { fatalError("\(memoryUse.peak) bytes") }
        }
        let last = try? Data(contentsOf: URL(fileURLWithPath: path))
        if let last, last != Data("done".utf8) {
            Issue.record("\(kind.rawValue), case \(String(decoding: last, as: UTF8.self))")
        }
    }
}

/// Notes which case is being read, and ends the process where that takes a second of its time, or waits for half a
/// minute.
private final class Watch: @unchecked Sendable {
    private let file: UnsafeMutablePointer<FILE>?
    private let lock = NSLock()
    /// When the case began, by the process' own time and by the clock.
    private var start: (own: Double, clock: Double)
    private var isOver = false

    init(_ path: String) {
        file = fopen(path, "w+")
        start = Self.now
        Thread.detachNewThread { [self] in
            while !lock.withLock({ isOver }) {
                Thread.sleep(forTimeInterval: 0.25)
                let (now, start) = (Self.now, lock.withLock { self.start })
                // A crowded machine may stop a process for a while.
                if now.own - start.own > 1 || now.clock - start.clock > 30 { fatalError("this case takes long") }
            }
        }
    }

    private static var now: (own: Double, clock: Double) {
        func seconds(_ clock: clockid_t) -> Double {
            var time = timespec()
            clock_gettime(clock, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }
        return (seconds(CLOCK_PROCESS_CPUTIME_ID), seconds(CLOCK_MONOTONIC))
    }

    func begin(_ seed: UInt64) {
        lock.withLock { start = Self.now }
        note("\(seed)")
    }

    func end() {
        lock.withLock { isOver = true }
        note("done")
    }

    private func note(_ text: String) {
        guard let file else { return }
        rewind(file)
        fputs(text, file)
        fflush(file)
        ftruncate(fileno(file), off_t(text.utf8.count))
    }
}
