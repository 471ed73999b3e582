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

    /// A run that has ended, or that is only begun.
    func run(_ name: String) -> TrainingRun {
        open(name, "run")
        defer { close() }
        let witness = Witness()
        let model = Sequential(Linear(2, 1))
        let optimizer = SGD(model, learningRate: 0.1)
        let trainer = Trainer(model, optimizer) { mseLoss($0, $1) }
        trainer.display = .none
        let samples = Samples(Tensor([[0, 1], [1, 0]]), Tensor([[1], [0]]))
        let callbacks: [any Callback] = chance(50) ? [witness] : [witness, anyCallback("callback")]
        _ = try? trainer.fit(
            DataLoader(samples, batchSize: 1, seed: 0, prefetch: 0), epochs: one([1, 2]), callbacks: callbacks)
        guard let run = witness.run else { fatalError("a run did not begin") }
        return run
    }

    func searchResults(_ name: String) -> SearchResults {
        let search = HyperparameterSearch(grid: ["units": [1, 2]], goal: .higher)
        let score = double(name)
        guard let results = try? search.run(display: .none, score: { _ in score }) else {
            fatalError("a search of two failed")
        }
        return results
    }

    func searchEntry(_ name: String) -> SearchResults.Entry { searchResults(name).entries[0] }
}

/// Keeps the run that it sees.
private final class Witness: Callback {
    private(set) var run: TrainingRun?
    func fitStarted(_ run: TrainingRun) { self.run = run }
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
