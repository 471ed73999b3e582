import Adjoint
import AdjointNN
import Foundation
import Testing

@testable import AdjointTraining

@Suite("Hyperparameter search")
struct SearchTests {
    private func score(_ trial: Trial) -> Double { -abs(trial["rate"] - 0.1) - abs(trial["width"] - 8) / 100 }

    @Test("a grid has every combination, the last name varying fastest")
    func grid() throws {
        let search = HyperparameterSearch(grid: ["rate": [0.1, 1], "width": [4, 8], "rule": ["adam"]])
        #expect(search.trials.map { $0["rate"] } == [0.1, 0.1, 1, 1])
        #expect(search.trials.map { $0.count("width") } == [4, 8, 4, 8])
        #expect(search.trials.allSatisfy { $0.word("rule") == "adam" })
        let results = try search.run(display: .none, score: score)
        #expect(results.best?.trial == search.trials[1])
        #expect(results.ranked.map(\.score) == results.entries.map(\.score).sorted(by: >))
        #expect(HyperparameterSearch(grid: ["a": []]).trials.isEmpty)
    }

    @Test("random trials keep to their ranges, are the same for the same seed, and spread")
    func random() {
        func search(_ seed: UInt64) -> HyperparameterSearch {
            HyperparameterSearch(
                random: [
                    "rate": .logarithmic(1e-4...1), "dropout": .uniform(0...0.5), "width": .integer(4...64),
                    "rule": ["sgd", "adam"],
                ], count: 400, seed: seed)
        }
        let trials = search(1).trials
        #expect(trials == search(1).trials)
        #expect(trials != search(2).trials)
        #expect(trials.allSatisfy { (1e-4...1).contains($0["rate"]) && (0...0.5).contains($0["dropout"]) })
        #expect(
            trials.allSatisfy { (4...64).contains($0.count("width")) && ["sgd", "adam"].contains($0.word("rule")) })
        // A quarter of the rates in each decade: 100 ± 9 of 400.
        for decade in -4..<0 {
            let share = trials.filter { Foundation.log10($0["rate"]).rounded(.down) == Double(decade) }.count
            #expect((60...140).contains(share))
        }
        #expect(Set(trials.map { $0.count("width") }).count > 50)
    }

    @Test("a search goes on from its log, and asks for no trial twice")
    func log() throws {
        struct Stop: Error {}
        let folder = try TemporaryFolder()
        let file = folder.file("search.jsonl")
        let search = HyperparameterSearch(grid: ["rate": [0.1, 1, 10], "width": [4, 8]])
        var asked: [Trial] = []
        #expect(throws: Stop.self) {
            try search.run(log: file, display: .none) { trial in
                if asked.count == 4 { throw Stop() }
                asked.append(trial)
                return trial["rate"] == 1 ? .nan : self.score(trial)
            }
        }
        let results = try search.run(log: file, display: .none) { trial in
            asked.append(trial)
            return self.score(trial)
        }
        #expect(asked == search.trials)
        #expect(results.entries.map(\.trial) == search.trials)
        #expect(results.entries.map { $0.score.isNaN } == [false, false, true, true, false, false])
        #expect(results.ranked.suffix(2).allSatisfy { $0.score.isNaN })
        #expect(results.best?.trial == search.trials[1])
        #expect(folder.names == ["search.jsonl"])
        #expect(try String(contentsOf: file, encoding: .utf8).split(separator: "\n").count == 6)
    }

    @Test("a log with a broken line is refused with its place, and stays as it is")
    func brokenLog() throws {
        let folder = try TemporaryFolder()
        let file = folder.file("search.jsonl")
        let search = HyperparameterSearch(grid: ["rate": [0.1], "width": [4]])
        _ = try search.run(log: file, display: .none, score: score)
        let good = try Data(contentsOf: file)
        for broken in ["{}", "{\"score\":1", "\u{FF}"] {
            let contents = good + Data(broken.utf8)
            try contents.write(to: file)
            let error = #expect(throws: FileError.self) { try search.run(log: file, display: .none, score: score) }
            #expect(error?.place == .offset(good.count))
            #expect(try Data(contentsOf: file) == contents)
        }
    }

    @Test("the table has the best trial first")
    func table() throws {
        let search = HyperparameterSearch(grid: ["rate": [1, 0.1], "rule": ["sgd"]], goal: .lower)
        let results = try search.run(display: .none) { $0["rate"] / 4 }
        let expected = """
            rank  rate  rule   score
               1   0.1   sgd  0.0250
               2     1   sgd  0.2500
            """
        #expect(results.description == expected)
    }

    @Test("a name that a trial does not have is refused")
    func unknown() {
        let trial = Trial(["rule": "adam", "rate": 0.1])
        #expect(throws: AdjointError.self) { try withErrors { _ = trial["rule"] } }
        #expect(throws: AdjointError.self) { try withErrors { _ = trial["width"] } }
        #expect(throws: AdjointError.self) { try withErrors { _ = trial.word("rate") } }
    }
}

@Suite("Ensembles")
struct EnsembleTests {
    /// Gives the logarithms of fixed probabilities [batch, classes], whatever the input.
    private func member(_ probabilities: [[Double]]) -> any UnaryModule {
        let scores = log(Tensor(probabilities))
        return Lambda { _ in scores }
    }

    private let input = Tensor.zeros([2, 1])

    @Test("the average is the mean of the members' probabilities")
    func average() {
        let ensemble = Ensemble([member([[0.9, 0.1], [0.4, 0.6]]), member([[0.5, 0.5], [0.2, 0.8]])])
        let found = softmax(ensemble(input)).asArray(Double.self)
        #expect(zip(found, [0.7, 0.3, 0.3, 0.7]).allSatisfy { abs($0 - $1) < 1e-12 })
        #expect(abs(ensemble(input).asArray(Double.self)[0] - Foundation.log(0.7)) < 1e-12)
    }

    @Test("the majority decides, against the mean too, and the mean decides a draw")
    func majority() {
        let members = [
            member([[0.99, 0.01, 0], [0.6, 0.4, 0]]), member([[0.4, 0.6, 0], [0.3, 0.7, 0]]),
            member([[0.4, 0.6, 0], [0.05, 0.05, 0.9]]),
        ]
        #expect(Ensemble(members, by: .majority)(input).argmax(axis: 1).asArray(Int.self) == [1, 1])
        #expect(Ensemble(members)(input).argmax(axis: 1).asArray(Int.self) == [0, 1])
        let votes = exp(Ensemble(members, by: .majority)(input)).asArray(Double.self)
        #expect(zip(votes, [1.0 / 3, 2.0 / 3, 0]).allSatisfy { abs($0 - $1) < 0.01 })
    }

    @Test("stacking trains its final layer and leaves the members alone")
    func stacking() throws {
        let generator = RandomGenerator(seed: 4)
        let members: [any UnaryModule] = (0..<2).map { _ in
            Sequential(Linear(2, 3, generator: generator), Dropout(0.5, generator: generator))
        }
        let model = Stacking(members, final: Linear(6, 3, generator: generator))
        let before = members.flatMap(\.parameters).map { $0.asArray(Float.self) }
        let x = Tensor.normal([30, 2], generator: generator)
        let samples = Samples(x, (x[0..., 0] .> 0).cast(to: .int64))
        let trainer = Trainer(model, Adam(model.final, learningRate: 0.1)) { crossEntropy($0, $1) }
        trainer.display = .none
        let history = try trainer.fit(DataLoader(samples, batchSize: 30, seed: 1), epochs: 20)
        #expect(history["loss"][19] < history["loss"][0])
        #expect(members.flatMap(\.parameters).map { $0.asArray(Float.self) } == before)
        #expect(members.flatMap(\.parameters).allSatisfy { $0.grad == nil })
        #expect(model.parameterCount == 2 * 9 + 21)
    }

    @Test("an ensemble needs a member")
    func empty() { #expect(throws: AdjointError.self) { try withErrors { _ = Ensemble([]) } } }
}
