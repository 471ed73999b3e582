// Which learning rate, width and dropout suit the digits? A grid and a random search, each trial cross-validated.
//
//   swift run -c release HyperparameterSearch
//   swift run -c release HyperparameterSearch --log search.jsonl     goes on where an interrupted search was
import Adjoint
import AdjointNN
import AdjointTraining
import ExampleSupport
import Foundation

let arguments = Arguments(
    "Searches the hyperparameters of a network on 1,797 handwritten digits.",
    [
        "--log FILE": "keep the random search there, and continue it from there",
        "--trials N": "of the random search (12)",
        "--seed N": "of folds, trials and weights (0)",
    ])
let seed = UInt64(arguments.number("--seed") ?? 0)
let (folds, epochs) = arguments.isQuick ? (2, 5) : (4, 20)
let digits = attempt { try Samples.digits().mapInputs { $0 / 16 } }

/// The cross-validated accuracy of a network with the settings of a trial.
func score(_ trial: Trial) throws -> Double {
    try crossValidate(digits, StratifiedKFold(folds), generator: RandomGenerator(seed: seed)) { train, test in
        let generator = RandomGenerator(seed: seed)
        let width = trial.count("width")
        let model = Sequential(
            Linear(64, width, generator: generator), ReLU(), Dropout(trial["dropout"], generator: generator),
            Linear(width, 10, generator: generator))
        let trainer = Trainer(model, Adam(model, learningRate: trial["learning rate"]), metrics: [Accuracy()]) {
            crossEntropy($0, $1)
        }
        trainer.display = .none
        try trainer.fit(DataLoader(train, batchSize: 64, shuffle: true, seed: seed), epochs: epochs)
        return trainer.evaluate(DataLoader(test, batchSize: 512))["accuracy"] ?? .nan
    }.mean
}

let grid = HyperparameterSearch(
    grid: ["learning rate": [0.0003, 0.003, 0.03], "width": [16, 64], "dropout": [0, 0.3]])
print("Grid search, \(grid.trials.count) trials, accuracy over \(folds) folds\n")
let gridResults = attempt { try grid.run(display: .none, score: score) }
print("\(gridResults)\n")

let random = HyperparameterSearch(
    random: ["learning rate": .logarithmic(1e-4...1e-1), "width": .integer(8...128), "dropout": .uniform(0...0.6)],
    count: arguments.number("--trials") ?? (arguments.isQuick ? 4 : 12), seed: seed)
print("Random search, \(random.trials.count) trials\n")
let log = arguments.text("--log").map { URL(fileURLWithPath: $0) }
let randomResults = attempt { try random.run(log: log, score: score) }
print("\n\(randomResults)")

/// The scores of a search over the learning rate.
func points(_ name: String, _ results: SearchResults) -> Series {
    let (rates, scores) = (results.entries.map { $0.trial["learning rate"] }, results.entries.map(\.score))
    return Series(name, scores, x: rates, style: .points)
}
arguments.draw(
    "learning-rate",
    LineChart(
        title: "Accuracy by learning rate, all trials", xTitle: "learning rate", yTitle: "accuracy",
        series: [points("grid", gridResults), points("random", randomResults)], xScale: .logarithmic))
