// Overfitting: 100 noisy samples of four numbers, networks from none to far too many weights, and what helps.
import Adjoint
import AdjointNN
import AdjointTraining
import ExampleSupport
import Foundation

let arguments = Arguments("Overfitting, and what helps against it.")
let seeds = arguments.isQuick ? 2 : 10
let epochs = arguments.isQuick ? 60 : 200

/// Four normal numbers; the label says whether x₁x₂ + x₃ > 0, and is wrong for every tenth sample.
func task(_ count: Int, _ generator: RandomGenerator) -> Samples {
    let x = Tensor.normal([count, 4], generator: generator)
    let truth = (x[0..., 0] * x[0..., 1] + x[0..., 2]) .> 0
    let wrong = Tensor.uniform([count], generator: generator) .< 0.1
    return Samples(x, (truth .!= wrong).cast(to: .float32))
}

/// A way to train: the network's layers, and what is done against overfitting.
struct Recipe {
    var widths = [8, 4]
    var weights: Initializer?
    var penalty: Penalty?
    var dropout = 0.0
    var batchNorm = false
    var stopsEarly = false

    func network(_ generator: RandomGenerator) -> Sequential {
        var layers: [any UnaryModule] = []
        var inputs = 4
        for width in widths {
            layers.append(linear(inputs, width, generator))
            if batchNorm { layers.append(BatchNorm(width)) }
            layers.append(ReLU())
            if dropout > 0 { layers.append(Dropout(dropout, generator: generator)) }
            inputs = width
        }
        return Sequential(layers + [linear(inputs, 1, generator)])
    }

    private func linear(_ inputs: Int, _ outputs: Int, _ generator: RandomGenerator) -> Linear {
        guard let weights else { return Linear(inputs, outputs, generator: generator) }
        return Linear(weight: weights([outputs, inputs], generator: generator), bias: .zeros([outputs]))
    }
}

func loss(_ model: Sequential, _ samples: Samples) -> Tensor {
    binaryCrossEntropyWithLogits(model(samples.inputs)[0..., 0], samples.targets)
}

func accuracy(_ model: Sequential, _ samples: Samples) -> Double {
    let scores = model.evaluating { model(samples.inputs)[0..., 0] }
    return ((scores .> 0) .== (samples.targets .> 0.5)).cast(to: .float32).mean().item()
}

/// One run: what the network gets right in the end, its loss on the test samples, and how both losses went.
struct Run {
    var (training, test, testLoss) = (0.0, 0.0, 0.0)
    var (trainingLosses, testLosses): ([Double], [Double]) = ([], [])
}

func train(_ recipe: Recipe, seed: UInt64) throws -> Run {
    let generator = RandomGenerator(seed: seed)
    let (all, test) = (task(100, generator), task(2000, generator))
    // Early stopping needs samples of its own to see when to stop, and so trains on fewer.
    let training = recipe.stopsEarly ? all[Array(0..<70)] : all
    let validation = all[Array(70..<100)]
    let model = recipe.network(generator)
    let optimizer = Adam(model, learningRate: 0.01)
    let batches = DataLoader(training, batchSize: 20, shuffle: true, seed: seed)
    var run = Run()
    var best = (loss: Double.infinity, state: model.stateDictionary)
    for _ in 0..<epochs {
        for (x, y) in batches {
            var loss = loss(model, Samples(x, y))
            if let penalty = recipe.penalty { loss = loss + penalty(weightsOf: model) }
            optimizer.zeroGrad()
            loss.backward()
            optimizer.step()
        }
        let losses = model.evaluating { [training, test, validation].map { loss(model, $0).item() } }
        run.trainingLosses.append(losses[0])
        run.testLosses.append(losses[1])
        if losses[2] < best.loss { best = (losses[2], model.stateDictionary) }
    }
    if recipe.stopsEarly { try model.load(best.state) }
    (run.training, run.test) = (accuracy(model, all), accuracy(model, test))
    run.testLoss = model.evaluating { loss(model, test).item() }
    return run
}

func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

/// Prints the means of some runs, and how much more their test accuracy is than that of other runs with the same
/// samples: the mean of the differences ± twice its standard error.
func show(_ name: String, _ runs: [Run], against others: [Run]) {
    let title = name.padding(toLength: 22, withPad: " ", startingAt: 0)
    let means = [runs.map(\.training), runs.map(\.test), runs.map(\.testLoss)].map(mean)
    let line = String(format: "  \(title) %8.3f %8.3f %8.3f", means[0], means[1], means[2])
    let differences = zip(runs, others).map { $0.test - $1.test }
    let gain = mean(differences)
    let error = (mean(differences.map { ($0 - gain) * ($0 - gain) }) / Double(seeds - 1)).squareRoot()
    let verdict = gain > 2 * error ? "better" : gain < -2 * error ? "worse" : "no clear difference"
    print(line + (error == 0 ? "" : String(format: "   %+.3f ± %.3f  \(verdict)", gain, 2 * error)))
}

// The first of each group is what the others are compared with.
let (deep, wide) = ([8, 4, 4, 4, 4], [64, 32])
let groups: KeyValuePairs<String, KeyValuePairs<String, Recipe>> = [
    "Size": [
        "4-8-4-1": Recipe(), "4-1": Recipe(widths: []), "4-2-1": Recipe(widths: [2]), "4-8-1": Recipe(widths: [8]),
        "4-64-32-1": Recipe(widths: wide), "4-256-128-1": Recipe(widths: [256, 128]),
        "4-8-4-4-4-4-1": Recipe(widths: deep), "4-64-64-64-64-64-1": Recipe(widths: [64, 64, 64, 64, 64]),
    ],
    "Initial weights of 4-8-4-4-4-4-1": [
        "uniform in ±1/√inputs": Recipe(widths: deep), "Xavier": Recipe(widths: deep, weights: .glorotNormal()),
        "He": Recipe(widths: deep, weights: .heNormal()), "normal": Recipe(widths: deep, weights: .normal()),
    ],
    "Against overfitting of 4-64-32-1": [
        "nothing": Recipe(widths: wide),
        "L1, 0.003": Recipe(widths: wide, penalty: .l1(0.003)), "L1, 0.01": Recipe(widths: wide, penalty: .l1(0.01)),
        "L2, 0.003": Recipe(widths: wide, penalty: .l2(0.003)), "L2, 0.01": Recipe(widths: wide, penalty: .l2(0.01)),
        "dropout, 0.5": Recipe(widths: wide, dropout: 0.5), "batch norm": Recipe(widths: wide, batchNorm: true),
        "early stopping": Recipe(widths: wide, stopsEarly: true),
    ],
]
var results: [String: [Run]] = [:]
for (title, recipes) in groups {
    print("\(title)\n                         training     test     test   change of the")
    print("                         accuracy accuracy     loss   test accuracy")
    for (name, recipe) in recipes {
        let runs = try (0..<seeds).map { try train(recipe, seed: UInt64($0)) }
        show(name, runs, against: results[recipes[0].key] ?? runs)
        results[name] = runs
    }
    print()
}

let (plain, l2) = (results["nothing", default: []], results["L2, 0.01", default: []])
if mean(plain.map { $0.training - $0.test }) < 0.15 { stop(1, "4-64-32-1 was expected to overfit") }
if mean(l2.map(\.testLoss)) > 0.6 * mean(plain.map(\.testLoss)) { stop(1, "L2 was expected to help") }

if let file = arguments.picture("losses") {
    func average(_ runs: [Run], _ losses: KeyPath<Run, [Double]>) -> [Double] {
        (0..<epochs).map { epoch in mean(runs.map { $0[keyPath: losses][epoch] }) }
    }
    let series = [("nothing", plain), ("L2, 0.01", l2)].flatMap { name, runs in
        [
            Series("\(name): training", average(runs, \.trainingLosses)),
            Series("\(name): test", average(runs, \.testLosses)),
        ]
    }
    let title = "Losses of 4-64-32-1, mean of \(seeds) runs"
    try LineChart(title: title, xTitle: "epoch", yTitle: "loss", series: series, yScale: .logarithmic).write(to: file)
}
