// Nine optimizers on one task: handwritten digits, 64 → 32 → 10, the same initial weights and the same batches for all.
import Adjoint
import AdjointNN
import AdjointTraining
import ExampleSupport
import Foundation

let arguments = Arguments("Nine optimizers on digits.", ["--seed N": "initial weights and order (0)"])
let seed = UInt64(arguments.number("--seed") ?? 0)
let epochs = 30
let epochNumbers = (0...epochs).map(Double.init)
let rates = [0.001, 0.01, 0.1, 1]

let digits = try Samples.digits().mapInputs { $0 / 16 }
let parts = stratifiedSplit(digits.targets, testFraction: 0.2, generator: RandomGenerator(seed: seed))
let (training, test) = (digits[parts.train], digits[parts.test])

let optimizers: KeyValuePairs<String, (Sequential, Double) -> any Optimizer> = [
    "SGD": { SGD($0, learningRate: $1) },
    "Momentum": { SGD($0, learningRate: $1, momentum: 0.9) },
    "Adagrad": { Adagrad($0, learningRate: $1) },
    "Adadelta": { Adadelta($0, learningRate: $1) },
    "RMSprop": { RMSprop($0, learningRate: $1) },
    "Adam": { Adam($0, learningRate: $1) },
    "Adamax": { Adamax($0, learningRate: $1) },
    "NAdam": { NAdam($0, learningRate: $1) },
    "Ftrl": { Ftrl($0, learningRate: $1) },
]

struct Result {
    let rate: Double
    /// The loss on the training images before the first epoch and after each.
    let losses: [Double]
    let accuracy: Double
    var loss: Double { losses[losses.count - 1] }
}

func train(rate: Double, _ makeOptimizer: (Sequential, Double) -> any Optimizer) -> Result {
    let weights = RandomGenerator(seed: seed)
    let model = Sequential(Linear(64, 32, generator: weights), ReLU(), Linear(32, 10, generator: weights))
    let optimizer = makeOptimizer(model, rate)
    func trainingLoss() -> Double { withoutGradient { crossEntropy(model(training.inputs), training.targets).item() } }
    let batches = DataLoader(training, batchSize: 64, shuffle: true, seed: seed)
    var losses = [trainingLoss()]
    for _ in 0..<epochs {
        for (images, labels) in batches {
            let loss = crossEntropy(model(images), labels)
            optimizer.zeroGrad()
            loss.backward()
            optimizer.step()
        }
        losses.append(trainingLoss())
    }
    let right = withoutGradient { model(test.inputs).argmax(axis: 1) .== test.targets }
    return Result(rate: rate, losses: losses, accuracy: right.cast(to: .float32).mean().item())
}

print(
    "Loss on the training images after \(epochs) epochs, by learning rate; then the accuracy on the test images at the")
print("rate of the least loss.\n")
func padded(_ text: String) -> String { text.padding(toLength: 10, withPad: " ", startingAt: 0) }
print(padded("") + rates.map { padded("\($0)") }.joined() + "at the best rate")
var best: [Series] = []
var winners = rates.map { _ in (name: "", loss: Double.infinity) }
var shared: [Series] = []
for (name, makeOptimizer) in optimizers {
    let results = rates.map { train(rate: $0, makeOptimizer) }
    guard let result = results.min(by: { $0.loss < $1.loss || $1.loss.isNaN }) else { continue }
    let losses = results.map { padded(String(format: "%.4f", $0.loss)) }.joined()
    print(padded(name) + losses + String(format: "%g: accuracy %.4f", result.rate, result.accuracy))
    for (i, result) in results.enumerated() where result.loss < winners[i].loss { winners[i] = (name, result.loss) }
    best.append(Series("\(name) \(result.rate)", result.losses, x: epochNumbers))
    if let result = results.first(where: { $0.rate == 0.01 }) {
        shared.append(Series(name, result.losses, x: epochNumbers))
    }
    if result.accuracy < 0.9 { stop(1, "\(name) has not learned to read digits") }
}
print(padded("least by") + winners.map { padded($0.name) }.joined())
if Set(winners.map(\.name)).count == 1 { stop(1, "one optimizer is best at every rate, which was not expected") }

for (file, title, series) in [
    ("best", "Each optimizer at its best rate", best), ("same", "Every optimizer at the rate 0.01", shared),
] {
    guard let file = arguments.picture(file) else { continue }
    try LineChart(title: title, xTitle: "epoch", yTitle: "training loss", series: series, yScale: .logarithmic)
        .write(to: file)
}
