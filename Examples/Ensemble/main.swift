// Several networks together know more than each: majority vote, average of probabilities, and stacking on the digits.
//
//   swift run -c release Ensemble
import Adjoint
import AdjointNN
import AdjointTraining
import ExampleSupport
import Foundation

let arguments = Arguments(
    "Puts networks together on 1,797 handwritten digits.",
    ["--members N": "how many networks (7)", "--seed N": "of the split and the weights (0)"])
let seed = UInt64(arguments.number("--seed") ?? 0)
let count = max(arguments.number("--members") ?? (arguments.isQuick ? 3 : 7), 1)
let digits = attempt { try Samples.digits().mapInputs { $0 / 16 } }

// Stacking's final layer learns from images that no member has seen; none of the test images is used for anything else.
let parts = digits.stratifiedSplit(
    validationFraction: 0.2, testFraction: 0.3, generator: RandomGenerator(seed: seed))

func accuracy(_ model: some UnaryModule, _ samples: Samples) -> Double {
    let scores = model.evaluating { model(samples.inputs) }
    return ConfusionMatrix(predicted: scores.argmax(axis: 1), actual: samples.targets, classes: 10).accuracy
}

func train(_ model: some UnaryModule, _ optimizer: Adam, on samples: Samples, epochs: Int, seed: UInt64) throws {
    let trainer = Trainer(model, optimizer) { crossEntropy($0, $1) }
    trainer.display = .none
    try trainer.fit(DataLoader(samples, batchSize: 32, shuffle: true, seed: seed), epochs: epochs)
}

func print(_ name: String, _ accuracy: Double) {
    Swift.print(name.padding(toLength: 34, withPad: " ", startingAt: 0), String(format: "%.4f", accuracy))
}

Swift.print("trained on \(parts.train.count) images, tested on \(parts.test.count)\n")
var members: [any UnaryModule] = []
var accuracies: [Double] = []
for member in 0..<count {
    // Small networks of different starts and orders of the data: their mistakes differ.
    let generator = RandomGenerator(seed: seed * 1_000 + UInt64(member))
    let model = Sequential(Linear(64, 12, generator: generator), Tanh(), Linear(12, 10, generator: generator))
    attempt {
        try train(
            model, Adam(model, learningRate: 5e-3), on: parts.train, epochs: arguments.isQuick ? 10 : 40,
            seed: generator.next())
    }
    members.append(model)
    accuracies.append(accuracy(model, parts.test))
    print("member \(member + 1)", accuracies[member])
}

let mean = accuracies.reduce(0, +) / Double(count)
let vote = accuracy(Ensemble(members, by: .majority), parts.test)
let average = accuracy(Ensemble(members), parts.test)

let generator = RandomGenerator(seed: seed)
let stacking = Stacking(members, final: Linear(count * 10, 10, generator: generator))
attempt { try train(stacking, Adam(stacking.final, learningRate: 1e-2), on: parts.validation, epochs: 20, seed: seed) }
let stacked = accuracy(stacking, parts.test)

Swift.print("")
print("mean of the members", mean)
print("best of the members", accuracies.max() ?? .nan)
print("majority vote", vote)
print("average of probabilities", average)
print("stacking, with a final layer", stacked)
arguments.draw(
    "members",
    LineChart(
        title: "Accuracy by number of members", xTitle: "members", yTitle: "accuracy",
        series: [
            Series("average", (1...count).map { accuracy(Ensemble(Array(members[..<$0])), parts.test) }),
            Series("vote", (1...count).map { accuracy(Ensemble(Array(members[..<$0]), by: .majority), parts.test) }),
            Series("each alone", accuracies, style: .points),
        ]))
if average <= mean || vote <= mean { stop(1, "together they should know more than one of them does on average") }
