// The American Sign Language alphabet: 27,455 images of hands to train on, 7,172 to test on, 24 letters (J and Z are
// motions).
//
//   swift run -c release SignLanguage --data FOLDER
//   swift run -c release SignLanguage --data FOLDER --network dense
//   swift run -c release SignLanguage --csv sign_mnist_train.csv --test sign_mnist_test.csv      as Kaggle has it
import Adjoint
import AdjointNN
import AdjointTraining
import ExampleSupport
import Foundation

let arguments = Arguments(
    "Reads letters of the sign alphabet.",
    [
        "--data FOLDER": "the folder with Sign Language MNIST as four IDX files (data/sign-mnist)",
        "--csv FILE": "instead of the folder: a table with the columns label,pixel1…pixel784, as Kaggle has it",
        "--test FILE": "another such table to test on (a fifth of the first)",
        "--network NAME": "conv or dense (conv)",
        "--augmentation on|off": "shifts, turns and zooms of the training images (on; dense: off)",
        "--epochs N": "passes over the data (12)",
        "--seed N": "of the initial weights and the order of the images (0)",
    ])
let isDense = arguments.choice("--network", of: ["conv", "dense"]) == "dense"
let augments = arguments.choice("--augmentation", of: isDense ? ["off", "on"] : ["on", "off"]) == "on"
let epochs = arguments.isQuick ? 1 : arguments.number("--epochs") ?? 12

/// A table with a label and 784 pixels of 0…255 in each row: images [rows, 28, 28] in 0…1.
func images(_ file: String) throws -> Samples {
    let table = try CSVTable(contentsOf: URL(fileURLWithPath: file), classes: "label")
    if table.columnNames.count != 784 { stop(1, "\(file): \(table.columnNames.count) columns of pixels, not 784") }
    return table.samples.mapInputs { $0.reshaped(-1, 28, 28) / 255 }
}

/// The images to train on and those to test on.
func read() throws -> (train: Samples, test: Samples) {
    guard let file = arguments.text("--csv") else {
        return try Samples.mnist(URL(fileURLWithPath: arguments.text("--data") ?? "data/sign-mnist"))
    }
    if let other = arguments.text("--test") { return (try images(file), try images(other)) }
    let parts = try images(file).stratifiedSplit(testFraction: 0.2, generator: RandomGenerator(seed: 0))
    return (parts.train, parts.test)
}

var (train, test) = attempt { try read() }
if arguments.isQuick { (train, test) = (train.prefix(3_200), test.prefix(1_000)) }
let letters = "ABCDEFGHIJKLMNOPQRSTUVWXY".map(String.init)

RandomGenerator.shared.seed = UInt64(arguments.number("--seed") ?? 0)
let dense = Sequential(
    Flatten(), Linear(784, 256), BatchNorm1d(256), ReLU(), Dropout(0.3), Linear(256, 128), ReLU(), Linear(128, 25))
let convolutional = Sequential(
    Unflatten(axis: 1, into: [1, 28]),
    Conv2d(1, 32, kernel: 3, padding: 1), BatchNorm2d(32), ReLU(), MaxPool2d(2),
    Conv2d(32, 64, kernel: 3, padding: 1), BatchNorm2d(64), ReLU(), MaxPool2d(2),
    Conv2d(64, 64, kernel: 3, padding: 1), BatchNorm2d(64), ReLU(), MaxPool2d(2),
    Flatten(), Linear(64 * 3 * 3, 128), ReLU(), Dropout(0.4), Linear(128, 25))
let model = isDense ? dense : convolutional
print(model.summary(input: [28, 28]))

let changes = Augmentations(Shift(0.1), Rotation(degrees: -10...10), Zoom(0.9...1.1))
let data = DataLoader(train, batchSize: 128, shuffle: true, transform: augments ? changes : nil)
let trainer = Trainer(model, Adam(model, learningRate: 1e-3), metrics: [Accuracy()]) { crossEntropy($0, $1) }
let history = attempt {
    try trainer.fit(
        data, epochs: epochs, validation: DataLoader(test, batchSize: 1_000),
        callbacks: [LearningRateSchedule(.cosine(from: 1e-3, to: 1e-5, steps: epochs * data.batchCount))])
}

let predicted = trainer.predict(test.inputs).argmax(axis: 1)
let confusion = ConfusionMatrix(predicted: predicted, actual: test.targets, classes: 25)
print(String(format: "\ntest accuracy %.4f", confusion.accuracy))

arguments.draw("accuracy", history.chart("accuracy", "validation accuracy", title: "Sign language"))
arguments.draw(
    "confusion", ConfusionPicture(confusion, classNames: letters, normalized: true, title: "Sign language, test images")
)
let (guesses, labels) = (predicted.asArray(Int.self), test.targets.asArray(Int.self))
let wrong = labels.indices.filter { guesses[$0] != labels[$0] }.prefix(10)
let shown = wrong + labels.indices.filter { guesses[$0] == labels[$0] }.prefix(20)
arguments.draw(
    "samples",
    ImageGrid(
        title: "Letters read wrongly, and some read rightly", images: test[Array(shown)].inputs,
        captions: shown.map { "\(letters[labels[$0]]) → \(letters[guesses[$0]])" }, wrong: 0..<wrong.count))
