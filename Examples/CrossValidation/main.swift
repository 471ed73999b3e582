// How good is a network really? Ten-fold cross-validation on the digits: each image is tested once, by a network that
// has not seen it.
//
//   swift run -c release CrossValidation
import Adjoint
import AdjointNN
import AdjointTraining
import ExampleSupport

let arguments = Arguments(
    "Cross-validates a network on 1,797 handwritten digits.",
    ["--folds N": "how many parts (10)", "--epochs N": "passes over the data of each fold (60)", "--seed N": "(0)"])
let folds = arguments.number("--folds") ?? (arguments.isQuick ? 3 : 10)
let epochs = arguments.number("--epochs") ?? (arguments.isQuick ? 20 : 60)
let seed = UInt64(arguments.number("--seed") ?? 0)
let digits = attempt { try Samples.digits().mapInputs { $0 / 16 } }

/// Trains a new network on one part and gives its accuracy on the other.
func accuracy(_ train: Samples, _ test: Samples, fold: Int) throws -> (accuracy: Double, predicted: Tensor) {
    let generator = RandomGenerator(seed: seed + UInt64(fold))
    let model = Sequential(
        Linear(64, 128, generator: generator), ReLU(), Dropout(0.2, generator: generator),
        Linear(128, 64, generator: generator), ReLU(), Linear(64, 10, generator: generator))
    let data = DataLoader(train, batchSize: 32, shuffle: true, seed: generator.next())
    let trainer = Trainer(model, Adam(model, learningRate: 1e-3)) { crossEntropy($0, $1) }
    trainer.display = .none
    let schedule = Schedule.cosine(from: 2e-3, steps: epochs * data.batchCount)
    try trainer.fit(data, epochs: epochs, callbacks: [LearningRateSchedule(schedule)])
    let predicted = trainer.predict(test.inputs).argmax(axis: 1)
    var result = ConfusionMatrix(classes: 10)
    result.add(predicted: predicted, actual: test.targets)
    return (result.accuracy, predicted)
}

var confusion = ConfusionMatrix(classes: 10)
var fold = 0
let result = attempt {
    try crossValidate(digits, StratifiedKFold(folds), generator: RandomGenerator(seed: seed)) { train, test in
        let (score, predicted) = try accuracy(train, test, fold: fold)
        confusion.add(predicted: predicted, actual: test.targets)
        fold += 1
        print("fold \(fold): \(test.count) images, accuracy \(score.formatted(.number.precision(.fractionLength(4))))")
        return score
    }
}
print("\naccuracy \(result)\n\n\(confusion)")
arguments.draw("confusion", ConfusionPicture(confusion, title: "Digits, \(folds)-fold cross-validation"))
if result.mean < (arguments.isQuick ? 0.93 : 0.965) { stop(1, "the mean accuracy is lower than it should be") }
