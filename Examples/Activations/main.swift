// What an activation does to the gradient of a deep network: 20 hidden layers of 64 units on handwritten digits.
import Adjoint
import AdjointNN
import AdjointTraining
import ExampleSupport
import Foundation

let arguments = Arguments("Gradients through 20 layers, by activation.", ["--seed N": "initial weights (0)"])
let seed = UInt64(arguments.number("--seed") ?? 0)
let epochs = arguments.isQuick ? 4 : 20
let digits = try Samples.digits().mapInputs { $0 / 16 }

/// 64 → 64 → … → 64 → 10.
struct DeepNetwork: Module {
    let hidden: [Linear]
    let output: Linear
    let activation: (Tensor) -> Tensor

    init(depth: Int, gain: Initializer.Gain, generator: RandomGenerator, activation: @escaping (Tensor) -> Tensor) {
        let draw = Initializer.glorotNormal(gain: gain)
        hidden = (0..<depth).map { _ in
            Linear(weight: draw([64, 64], generator: generator), bias: .zeros([64]))
        }
        output = Linear(64, 10, generator: generator)
        self.activation = activation
    }

    /// What goes into the activation of each hidden layer.
    func sums(_ x: Tensor) -> [Tensor] {
        var (value, sums): (Tensor, [Tensor]) = (x, [])
        for layer in hidden {
            sums.append(layer(value))
            value = activation(sums[sums.count - 1])
        }
        return sums
    }

    func callAsFunction(_ x: Tensor) -> Tensor { output(hidden.reduce(x) { activation($1($0)) }) }
}

/// An activation, and the gain of the initial weights that suits it.
let activations: [(name: String, function: (Tensor) -> Tensor, gain: Initializer.Gain)] = [
    ("sigmoid", sigmoid, .linear), ("tanh", tanh, .tanh), ("ReLU", relu, .relu),
    ("leaky ReLU", { leakyRelu($0) }, .leakyRelu(slope: 0.01)), ("ELU", { elu($0) }, .relu),
]

func network(_ activation: (name: String, function: (Tensor) -> Tensor, gain: Initializer.Gain)) -> DeepNetwork {
    DeepNetwork(
        depth: 20, gain: activation.gain, generator: RandomGenerator(seed: seed), activation: activation.function)
}

func row(_ name: String, _ format: String, _ values: [Double]) {
    let cells = values.map { String(format: format, $0) }.joined(separator: "  ")
    print("  \(name.padding(toLength: 12, withPad: " ", startingAt: 0))\(cells)")
}

// 1. Before any training: how much of the gradient arrives at each layer.
print("Norm of the gradient of each layer's weights, before training")
let shown = [0, 4, 9, 14, 19]
row("layer", "%8.0f", shown.map { Double($0 + 1) })
var curves: [Series] = []
for activation in activations {
    let model = network(activation)
    crossEntropy(model(digits.inputs), digits.targets).backward()
    let norms = model.hidden.map { $0.weight.grad?.norm().item() ?? .nan }
    row(activation.name, "%8.1e", shown.map { norms[$0] })
    curves.append(Series(activation.name, norms, x: norms.indices.map { Double($0 + 1) }))
    let vanishes = norms[0] < 1e-9 * norms[19]
    if vanishes != (activation.name == "sigmoid") { stop(1, "\(activation.name): another gradient was expected") }
}

// 2. Training, at a fair rate and at one that is too large, and the share of units whose sum is above 0 for no image.
// A ReLU among them never fires, and as its slope is 0 there, no gradient can wake it again: it is dead.
for rate in [0.001, 0.03] {
    print("\nAfter \(epochs) epochs of Adam at \(rate)")
    print("                  loss  accuracy   never>0  gradient of layer 1")
    for activation in activations {
        let model = network(activation)
        let optimizer = Adam(model, learningRate: rate)
        for _ in 0..<epochs {
            for (images, labels) in DataLoader(digits, batchSize: 128, shuffle: true, seed: seed) {
                let loss = crossEntropy(model(images), labels)
                optimizer.zeroGrad()
                loss.backward()
                optimizer.step()
            }
        }
        let loss = crossEntropy(model(digits.inputs), digits.targets)
        optimizer.zeroGrad()
        loss.backward()
        let (right, never) = withoutGradient {
            (
                model(digits.inputs).argmax(axis: 1) .== digits.targets,
                stacked(model.sums(digits.inputs).map { ($0 .<= 0).all(axes: [0]) })
            )
        }
        let share = never.cast(to: .float32).mean().item()
        let norm = model.hidden[0].weight.grad?.norm().item() ?? .nan
        row(activation.name, "%8.3g", [loss.item(), right.cast(to: .float32).mean().item(), share, norm])
        if rate > 0.01, activation.name == "ReLU", share < 0.5 { stop(1, "the ReLUs did not die") }
    }
}

if let file = arguments.picture("gradients") {
    let title = "Gradient of each layer's weights, before training"
    try LineChart(title: title, xTitle: "layer", yTitle: "norm", series: curves, yScale: .logarithmic).write(to: file)
}
