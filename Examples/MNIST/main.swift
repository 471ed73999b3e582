// Handwritten digits: 60,000 images of 28×28 pixels to train on, 10,000 to test on (LeCun, Cortes, Burges).
//
//   swift run -c release MNIST --data FOLDER
//   swift run -c release MNIST --data FOLDER --network conv --epochs 12
import Adjoint
import AdjointNN
import AdjointTraining
import ExampleSupport
import Foundation

let arguments = Arguments(
    "Trains a network on MNIST.",
    [
        "--data FOLDER": "the folder with MNIST's four files (data/mnist)",
        "--network NAME": "dense (784 → 512 → 10) or conv (dense)",
        "--optimizer NAME": "adam or rmsprop (adam)",
        "--epochs N": "passes over the data (20; conv: 12)",
        "--seed N": "of the initial weights and the order of the images (0)",
        "--checkpoint FILE": "keep the run there, and continue it from there",
    ])
let isDense = arguments.choice("--network", of: ["dense", "conv"]) == "dense"
let usesAdam = arguments.choice("--optimizer", of: ["adam", "rmsprop"]) == "adam"
let epochs = arguments.isQuick ? 1 : arguments.number("--epochs") ?? (isDense ? 20 : 12)
let seed = UInt64(arguments.number("--seed") ?? 0)

var (train, test) = attempt { try Samples.mnist(URL(fileURLWithPath: arguments.text("--data") ?? "data/mnist")) }
if arguments.isQuick { (train, test) = (train.prefix(6_400), test.prefix(2_000)) }

RandomGenerator.shared.seed = seed
let dense = Sequential(Flatten(), Linear(784, 512), ReLU(), Linear(512, 10))
let convolutional = Sequential(
    Unflatten(axis: 1, into: [1, 28]),
    Conv2d(1, 32, kernel: 3, padding: 1), BatchNorm2d(32), ReLU(), MaxPool2d(2),
    Conv2d(32, 64, kernel: 3, padding: 1), BatchNorm2d(64), ReLU(), MaxPool2d(2),
    Conv2d(64, 64, kernel: 3, padding: 1), BatchNorm2d(64), ReLU(), MaxPool2d(2),
    Flatten(), Linear(64 * 3 * 3, 128), ReLU(), Dropout(0.3), Linear(128, 10))
let model = isDense ? dense : convolutional
print(model.summary(input: [28, 28]))

// The rate falls along half a cosine, so that the last epochs settle.
let data = DataLoader(
    train, batchSize: 128, shuffle: true,
    transform: isDense ? nil : Augmentations(Shift(0.06), Rotation(degrees: -8...8)))
let rate = isDense ? 1e-3 : 2e-3
let schedule = Schedule.cosine(from: rate, to: rate / 100, steps: epochs * data.batchCount)
let optimizer: any Optimizer = usesAdam ? Adam(model, learningRate: rate) : RMSprop(model, learningRate: rate)
let trainer = Trainer(model, optimizer, metrics: [Accuracy()]) { crossEntropy($0, $1) }
let history = attempt {
    try trainer.fit(
        data, epochs: epochs, validation: DataLoader(test, batchSize: 1_000),
        checkpoint: arguments.text("--checkpoint").map { Checkpoint(URL(fileURLWithPath: $0)) },
        callbacks: [LearningRateSchedule(schedule)])
}

let predicted = trainer.predict(test.inputs).argmax(axis: 1)
let confusion = ConfusionMatrix(predicted: predicted, actual: test.targets, classes: 10)
print("\n\(confusion)\n\ntest accuracy \(String(format: "%.4f", confusion.accuracy))")

arguments.draw("loss", history.chart("loss", "validation loss", title: "MNIST", yScale: .logarithmic))
arguments.draw("confusion", ConfusionPicture(confusion, title: "MNIST, test images"))
let (guesses, labels) = (predicted.asArray(Int.self), test.targets.asArray(Int.self))
let wrong = Array(labels.indices.filter { guesses[$0] != labels[$0] }.prefix(30))
arguments.draw(
    "mistakes",
    ImageGrid(
        title: "The first images that are read wrongly", images: test[wrong].inputs,
        captions: wrong.map { "\(labels[$0]) → \(guesses[$0])" }, wrong: wrong.indices))
