// Trains a small network on the 1,797 handwritten digits of 8×8 pixels that come with the library.
//
//   swift run -c release Digits               trains on all of them and prints the cost
//   swift run -c release Digits --holdout     trains on a stratified 80 % and tests on the rest
import Adjoint
import AdjointNN
import AdjointTraining
import Foundation

struct Options {
    var epochs: Int?
    var seed: UInt64 = 0
    var split: UInt64 = 42
    var holdout = false

    static let usage = """
        usage: Digits [--holdout] [--epochs N] [--seed N] [--split N]
          --holdout   train on a stratified 80 %, print test accuracy and confusion matrix
          --epochs N  passes over the data (100; 300 with --holdout)
          --seed N    seed of the initial weights (0)
          --split N   seed of the division into training and test images (42)
        """

    init(_ arguments: [String]) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--holdout": holdout = true
            case "--epochs": epochs = Self.number(argument, rest.popFirst())
            case "--seed": seed = UInt64(Self.number(argument, rest.popFirst()))
            case "--split": split = UInt64(Self.number(argument, rest.popFirst()))
            case "--help": Self.stop(0, Self.usage)
            default: Self.stop(2, "unknown argument \(argument)\n\(Self.usage)")
            }
        }
    }

    static func number(_ name: String, _ text: String?) -> Int {
        if let text, let value = Int(text), value >= 0 { return value }
        stop(2, "\(name) needs a whole number that is at least 0\n\(usage)")
    }

    static func stop(_ code: Int32, _ message: String) -> Never {
        print(message)
        exit(code)
    }
}

/// The whole training loop: forward, backward, step.
func train(_ model: some Module<Tensor, Tensor>, on data: Samples, epochs: Int) {
    let optimizer = Adam(model, learningRate: 0.001)
    let progress = ProgressBar("training", total: epochs)
    for epoch in 0..<epochs {
        let cost = crossEntropy(model(data.inputs), data.targets)
        optimizer.zeroGrad()
        cost.backward()
        optimizer.step()
        if epoch % 10 == 0 {
            progress.clear()
            print(String(format: "Epoch %4d   cost %.6f", epoch, cost.item()))
        }
        progress.update(epoch + 1, note: String(format: "cost %.4f", cost.item()))
    }
    progress.clear()
}

let options = Options(Array(CommandLine.arguments.dropFirst()))
let digits = try Samples.digits()
let weights = RandomGenerator(seed: options.seed)
let model = Sequential(
    Linear(64, 32, generator: weights), ReLU(),
    Linear(32, 16, generator: weights), ReLU(),
    Linear(16, 10, generator: weights))

let sample = digits[[0, 1, 2, 3, 4]]
print("\(digits.count) images of 8×8 pixels; the first five:\n")
print(textImage(sample.inputs.reshaped(5, 8, 8), captions: sample.targets.asArray(Int.self).map(String.init)), "\n")
print("64 → 32 → 16 → 10, \(model.parameterCount) parameters, Adam, seed \(options.seed)\n")

if options.holdout {
    let parts = stratifiedSplit(digits.targets, testFraction: 0.2, generator: RandomGenerator(seed: options.split))
    let test = digits[parts.test]
    print("training on \(parts.train.count) images, testing on \(parts.test.count)\n")
    train(model, on: digits[parts.train], epochs: options.epochs ?? 300)
    let predicted = withoutGradient { model(test.inputs).argmax(axis: 1) }
    let confusion = ConfusionMatrix(predicted: predicted, actual: test.targets, classes: digits.classCount)
    print("\n\(confusion)\n")
    print(String(format: "test accuracy %.4f", confusion.accuracy))
} else {
    train(model, on: digits, epochs: options.epochs ?? 100)
    let predicted = withoutGradient { model(digits.inputs).argmax(axis: 1) }
    let confusion = ConfusionMatrix(predicted: predicted, actual: digits.targets, classes: digits.classCount)
    print(String(format: "\naccuracy on the training images %.4f", confusion.accuracy))
    let guesses = predicted[0..<5].asArray(Int.self).map(String.init)
    print("the first five are read as \(guesses.joined(separator: ", "))")
}
