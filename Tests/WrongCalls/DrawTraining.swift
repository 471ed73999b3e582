import Adjoint
import AdjointNN
import AdjointTraining
import Foundation

/// Data sets, runs and searches.
extension Draw {
    func dataset(_ name: String) -> any Dataset {
        if chance(60) { return makeSamples(name) }
        open(name, "UserDataset")
        defer { close() }
        return UserDataset(count: int("count"), batch: (tensor("inputs"), tensor("targets")), isThrowing: chance(30))
    }

    func positions(_ name: String) -> [Int] { array(name) { int("") } }

    func goal(_ name: String) -> Goal { chance(50) ? .lower : .higher }

    func grid(_ name: String) -> KeyValuePairs<String, [Setting]> {
        ["units": array(name) { makeSetting("") }, "rate": array("") { makeSetting("") }]
    }

    func ranges(_ name: String) -> KeyValuePairs<String, SearchRange> {
        ["units": makeSearchRange(name), "rate": makeSearchRange("")]
    }

    func run(_ name: String) -> TrainingRun { Witness.ended }

    func idx(_ name: String) -> IDX {
        note(name, "IDX")
        let bytes: [[UInt8]] = [
            [0, 0, 8, 1, 0, 0, 0, 2, 7, 9], [0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 2, 7, 9], [0, 0, 13, 1, 0, 0, 0, 0],
        ]
        guard let file = try? IDX(one(bytes)) else { fatalError("a right IDX file is refused") }
        return file
    }

    func safetensors(_ name: String) -> Safetensors {
        note(name, "safetensors")
        guard let file = try? Safetensors(Self.file) else { fatalError("a right file is refused") }
        return file
    }

    private static let file: Data = {
        let data = try? Safetensors.data(["weight": Tensor([1, 2]), "a": Tensor.zeros([0, 3], dtype: .bfloat16)])
        guard let data else { fatalError("tensors are not written") }
        return data
    }()

    func searchResults(_ name: String) -> SearchResults {
        let search = HyperparameterSearch(grid: ["units": [1, 2]], goal: .higher)
        let score = double(name)
        guard let results = try? search.run(display: .none, score: { _ in score }) else {
            fatalError("a search of two failed")
        }
        return results
    }

    func namedMetric(_ name: String) -> NamedMetric<Accuracy> { Accuracy().named(string(name)) }

    func searchEntry(_ name: String) -> SearchResults.Entry { searchResults(name).entries[0] }
}

/// Keeps the run that it sees.
final class Witness: Callback {
    private var run: TrainingRun?

    func fitStarted(_ run: TrainingRun) { self.run = run }

    /// A run that has ended. Made before the first call: after a mistake no run begins.
    nonisolated(unsafe) static let ended: TrainingRun = {
        let witness = Witness()
        let model = Sequential(Linear(2, 1))
        let trainer = Trainer(model, SGD(model, learningRate: 0.1)) { mseLoss($0, $1) }
        trainer.display = .none
        let samples = Samples(Tensor([[0, 1], [1, 0]]), Tensor([[1], [0]]))
        let loader = DataLoader(samples, batchSize: 1, seed: 0, prefetch: 0)
        guard (try? trainer.fit(loader, epochs: 2, callbacks: [witness])) != nil, let run = witness.run else {
            fatalError("a run did not begin")
        }
        return run
    }()
}

/// A data set of a user's that may count wrongly, or throw.
private struct UserDataset: Dataset {
    let count: Int
    let batch: (inputs: Tensor, targets: Tensor)
    let isThrowing: Bool

    func batch(at positions: [Int]) throws -> Batch {
        if isThrowing { throw Refusal() }
        return batch
    }
}
