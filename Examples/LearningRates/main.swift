// The learning rate, and its schedule: handwritten digits, 64 → 32 → 10, SGD with a momentum of 0.9.
import Adjoint
import AdjointNN
import AdjointTraining
import ExampleSupport
import Foundation

let arguments = Arguments("Learning rates and schedules.", ["--seed N": "initial weights and order (0)"])
let seed = UInt64(arguments.number("--seed") ?? 0)
let epochs = 30
let digits = try Samples.digits().mapInputs { $0 / 16 }
let parts = stratifiedSplit(digits.targets, testFraction: 0.2, generator: RandomGenerator(seed: seed))
let (training, test) = (digits[parts.train], digits[parts.test])

/// Trains, and gives the rate of each epoch, and the training loss before the first epoch and after each.
///
/// `rate` is asked before each epoch, with the last training loss.
func train(_ name: String, _ rate: (_ epoch: Int, _ loss: Double) -> Double) -> (rates: [Double], losses: [Double]) {
    let weights = RandomGenerator(seed: seed)
    let model = Sequential(Linear(64, 32, generator: weights), ReLU(), Linear(32, 10, generator: weights))
    let optimizer = SGD(model, learningRate: 0, momentum: 0.9)
    func trainingLoss() -> Double { withoutGradient { crossEntropy(model(training.inputs), training.targets).item() } }
    let batches = DataLoader(training, batchSize: 16, shuffle: true, seed: seed)
    var (rates, losses): ([Double], [Double]) = ([], [trainingLoss()])
    for epoch in 0..<epochs {
        optimizer.learningRate = rate(epoch, losses[epoch])
        for (images, labels) in batches {
            let loss = crossEntropy(model(images), labels)
            optimizer.zeroGrad()
            loss.backward()
            optimizer.step()
        }
        rates.append(optimizer.learningRate)
        losses.append(trainingLoss())
    }
    let right = withoutGradient { model(test.inputs).argmax(axis: 1) .== test.targets }.cast(to: .float32)
    let title = name.padding(toLength: 24, withPad: " ", startingAt: 0)
    print(String(format: "  \(title)  %.4f    %.5f    %.4f", losses[epochs / 2], losses[epochs], right.mean().item()))
    return (rates, losses)
}

let head = "                       loss: half-way      end  accuracy on test images"

print("One rate for all epochs\n\(head)")
var rateCurves: [Series] = []
for (name, rate) in [("too small", 0.0003), ("right", 0.1), ("too large", 0.5)] {
    let result = train("\(name): \(rate)") { _, _ in rate }
    rateCurves.append(Series("\(name): \(rate)", result.losses, x: (0...epochs).map(Double.init)))
    if (result.losses[epochs] < 0.01) != (name == "right") { stop(1, "\(rate) is not \(name)") }
}

/// Trains with a constant rate and with each schedule, and gives the shape of the schedules and the losses.
func compare(peak: Double) -> (shapes: [Series], losses: [Series]) {
    print("\nSchedules from \(peak)\n\(head)")
    let warmUp = Schedule.linear(from: peak / 5, to: peak, steps: 5)
    let schedules: KeyValuePairs<String, Schedule> = [
        "constant": .constant(peak),
        "step": .stepDecay(from: peak, factor: 0.3, every: 10),
        "cosine": .cosine(from: peak, steps: epochs),
        "warm-up, then cosine": warmUp.then(.cosine(from: peak, steps: epochs - 5), after: 5),
    ]
    var results = schedules.map { name, schedule in (name, train(name) { epoch, _ in schedule(epoch) }) }
    var plateau = ReduceOnPlateau(learningRate: peak, factor: 0.5, patience: 1)
    results.append(("plateau", train("plateau") { _, loss in plateau.observe(loss) }))
    return (
        results.map { Series($0, $1.rates) }, results.map { Series($0, $1.losses, x: (0...epochs).map(Double.init)) }
    )
}

_ = compare(peak: 0.1)
let curves = compare(peak: 0.2)

for (name, title, yTitle, series) in [
    ("rates", "Three learning rates", "training loss", rateCurves),
    ("schedules", "Schedules from 0.2", "learning rate", curves.shapes),
    ("losses", "Losses with the schedules from 0.2", "training loss", curves.losses),
] {
    guard let file = arguments.picture(name) else { continue }
    let scale: AxisScale = name == "schedules" ? .linear : .logarithmic
    try LineChart(title: title, xTitle: "epoch", yTitle: yTitle, series: series, yScale: scale).write(to: file)
}
