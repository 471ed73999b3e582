// XOR with a sigmoid, binary cross-entropy and gradient descent. A single layer can do no better than to say ½ to
// everything; with a hidden layer it is solved.
import Adjoint
import AdjointNN
import AdjointTraining
import ExampleSupport
import Foundation

let arguments = Arguments("XOR by a single layer, and with a hidden one.", ["--seed N": "initial weights (0)"])
RandomGenerator.shared.seed = UInt64(arguments.number("--seed") ?? 0)

let x = Tensor([[0, 0], [0, 1], [1, 0], [1, 1]])
let y = Tensor([[0], [1], [1], [0]])

func train(_ model: some UnaryModule) -> [Double] {
    let optimizer = SGD(model, learningRate: 1)
    var losses: [Double] = []
    for step in 0...10_000 {
        let loss = binaryCrossEntropy(model(x), y)
        optimizer.zeroGrad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        if step % 1000 == 0 { print(String(format: "  step %5d   loss %.6f", step, loss.item())) }
    }
    return losses
}

/// Prints the four outputs and gives the share that lies on the right side of ½.
func accuracy(_ model: some UnaryModule) -> Double {
    let outputs = withoutGradient { model(x) }
    let accuracy = ((outputs .> 0.5) .== (y .> 0.5)).cast(to: .float32).mean().item()
    let texts = outputs.reshaped(4).asArray(Double.self).map { String(format: "%.4f", $0) }
    print("  outputs \(texts.joined(separator: "  "))   accuracy \(accuracy)\n")
    return accuracy
}

print("A single layer, 2 → 1")
let line = Sequential(Linear(2, 1), Sigmoid())
let lineLosses = train(line)
let lineAccuracy = accuracy(line)

print("With a hidden layer, 2 → 8 → 1")
let network = Sequential(Linear(2, 8), Sigmoid(), Linear(8, 1), Sigmoid())
let networkLosses = train(network)
let networkAccuracy = accuracy(network)

if abs(lineLosses[10_000] - log(2)) > 1e-6 || lineAccuracy != 0.5 { stop(1, "the single layer is not at log 2") }
if networkLosses[10_000] > 0.01 || networkAccuracy != 1 { stop(1, "the hidden layer has not solved it") }

if let file = arguments.picture("loss") {
    let series = [Series("single layer", lineLosses), Series("hidden layer", networkLosses)]
    try LineChart(title: "Loss", xTitle: "step", yTitle: "binary cross-entropy", series: series).write(to: file)
}
if let file = arguments.picture("boundary") {
    try DecisionBoundary(title: "XOR with a hidden layer", points: x, labels: y, xTitle: "x₁", yTitle: "x₂") {
        network($0)
    }.write(to: file)
}
