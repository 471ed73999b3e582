// Trains a small network on the 1,797 handwritten digits of 8×8 pixels that come with the library.
//
//   swift run -c release Digits               trains on all of them, with a plain loop, and prints the cost
//   swift run -c release Digits --holdout     trains on a stratified 80 %, with a Trainer, and tests on the rest
import Adjoint
import AdjointNN
import AdjointTraining
import ExampleSupport
import Foundation

let arguments = Arguments(
    "Reads handwritten digits.",
    [
        "--holdout": "train on a stratified 80 %, print test accuracy and confusion matrix",
        "--epochs N": "passes over the data (100; 300 with --holdout)",
        "--seed N": "of the initial weights (0)",
        "--split N": "seed of the division into training and test images (42)",
    ])
let isHoldout = arguments.has("--holdout")
let epochs = arguments.number("--epochs") ?? (arguments.isQuick ? 20 : isHoldout ? 300 : 100)
let seed = UInt64(arguments.number("--seed") ?? 0)
let digits = try Samples.digits()

let weights = RandomGenerator(seed: seed)
let model = Sequential(
    Linear(64, 32, generator: weights), ReLU(),
    Linear(32, 16, generator: weights), ReLU(),
    Linear(16, 10, generator: weights))

let sample = digits.prefix(5)
print("\(digits.count) images of 8×8 pixels; the first five:\n")
print(textImage(sample.inputs.reshaped(5, 8, 8), captions: sample.targets.asArray(Int.self).map(String.init)), "\n")
print("64 → 32 → 16 → 10, \(model.parameterCount) parameters, Adam, seed \(seed)\n")

/// The whole training loop: forward, backward, step. Gives the cost of each epoch.
func trainWithPlainLoop(on data: Samples) -> [Double] {
    let optimizer = Adam(model, learningRate: 0.001)
    return (0..<epochs).map { epoch in
        let cost = crossEntropy(model(data.inputs), data.targets)
        optimizer.zeroGrad()
        cost.backward()
        optimizer.step()
        if epoch % 10 == 0 { print(String(format: "Epoch %4d   cost %.6f", epoch, cost.item())) }
        return cost.item()
    }
}

/// The same with what usually surrounds it.
func trainWithTrainer(on train: Samples, testing test: Samples) throws -> History {
    let trainer = Trainer(model, Adam(model, learningRate: 0.001), metrics: [Accuracy()]) { crossEntropy($0, $1) }
    trainer.display = .every(epochs: 30)
    return try trainer.fit(
        DataLoader(train, batchSize: train.count), epochs: epochs, validation: DataLoader(test, batchSize: test.count))
}

let test: Samples
let curves: LineChart
if isHoldout {
    let generator = RandomGenerator(seed: UInt64(arguments.number("--split") ?? 42))
    let parts = stratifiedSplit(digits.targets, testFraction: 0.2, generator: generator)
    test = digits[parts.test]
    print("training on \(parts.train.count) images, testing on \(parts.test.count)\n")
    curves = try trainWithTrainer(on: digits[parts.train], testing: test)
        .chart("loss", "validation loss", title: "Digits", yScale: .logarithmic)
} else {
    test = digits
    let costs = trainWithPlainLoop(on: digits)
    curves = LineChart(title: "Digits", xTitle: "epoch", yTitle: "cost", series: [Series("cost", costs)])
}

let predicted = model.evaluating { model(test.inputs).argmax(axis: 1) }
let confusion = ConfusionMatrix(predicted: predicted, actual: test.targets, classes: 10)
if isHoldout {
    print("\n\(confusion)\n")
    print(String(format: "test accuracy %.4f", confusion.accuracy))
} else {
    print(String(format: "\naccuracy on the training images %.4f", confusion.accuracy))
    let guesses = predicted[0..<5].asArray(Int.self).map(String.init)
    print("the first five are read as \(guesses.joined(separator: ", "))")
}

arguments.draw("loss", curves)
arguments.draw("confusion", ConfusionPicture(confusion, title: "Digits"))
let (guesses, labels) = (predicted.asArray(Int.self), test.targets.asArray(Int.self))
let wrong = labels.indices.filter { guesses[$0] != labels[$0] }.prefix(10)
let shown = wrong + labels.indices.filter { guesses[$0] == labels[$0] }.prefix(20)
arguments.draw(
    "samples",
    ImageGrid(
        title: "Digits read wrongly, and some read rightly", images: test[Array(shown)].inputs.reshaped(-1, 8, 8),
        captions: shown.map { "\(labels[$0]) → \(guesses[$0])" }, wrong: 0..<wrong.count))
