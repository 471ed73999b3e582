// A network of scalar nodes only: every weight, every product and every sum is a tensor of rank 0 and a node of the
// graph by itself. Two inputs, two hidden layers of 16 and one output learn to tell two moons apart.
import Adjoint
import AdjointNN
import AdjointTraining
import ExampleSupport
import Foundation

let arguments = Arguments("A 2-16-16-1 network of scalar nodes, on moons.", ["--seed N": "initial weights (0)"])
let generator = RandomGenerator(seed: UInt64(arguments.number("--seed") ?? 0))
let steps = 100

/// w·x + b.
struct Neuron {
    let weights: [Tensor]
    let bias = Tensor(0.0, requiresGrad: true)

    init(_ inputs: Int) {
        let bound = (3 / Double(inputs)).squareRoot()
        weights = (0..<inputs).map { _ in
            Tensor.uniform([], in: -bound..<bound, generator: generator).requiringGrad()
        }
    }

    func callAsFunction(_ x: [Tensor]) -> Tensor { zip(weights, x).reduce(bias) { $0 + $1.0 * $1.1 } }
}

let layers = [(2, 16), (16, 16), (16, 1)].map { inputs, outputs in (0..<outputs).map { _ in Neuron(inputs) } }
let parameters = layers.joined().flatMap { $0.weights + [$0.bias] }

/// The network's score: above 0 for the one moon, below for the other.
func score(_ x: [Float]) -> Tensor {
    var values = x.map { Tensor($0) }
    for (depth, layer) in layers.enumerated() {
        values = layer.map { depth == 2 ? $0(values) : relu($0(values)) }
    }
    return values[0]
}

let moons = Samples.moons(count: 100, noise: 0.1, generator: RandomGenerator(seed: 1337))
let flat = moons.inputs.flattened().asArray(Float.self)
let points = (0..<moons.count).map { [flat[2 * $0], flat[2 * $0 + 1]] }
let signs = moons.targets.asArray(Int.self).map { Double(2 * $0 - 1) }
let optimizer = SGD(parameters, learningRate: 1)
print("\(parameters.count) parameters, \(points.count) points")

var losses: [Double] = []
var accuracy = 0.0
let start = ContinuousClock.now
for step in 0..<steps {
    optimizer.learningRate = 1 - 0.9 * Double(step) / Double(steps)
    let scores = points.map(score)
    // The hinge loss, max(0, 1 - t·s), and a little of every weight's square.
    let hinge = zip(scores, signs).map { relu(1 - $1 * $0) }.reduce(Tensor(0.0), +) / Double(points.count)
    let loss = hinge + 1e-4 * parameters.map(square).reduce(Tensor(0.0), +)
    optimizer.zeroGrad()
    loss.backward()
    optimizer.step()

    losses.append(loss.item())
    accuracy = Double(zip(scores, signs).count { $0.item() * $1 > 0 }) / Double(points.count)
    if step % 10 == 0 || step == steps - 1 {
        print(String(format: "step %3d   loss %.4f   accuracy %.2f", step, loss.item(), accuracy))
    }
}
let time = (ContinuousClock.now - start) / steps
print(String(format: "%.1f ms for each step", Double(time.components.attoseconds) / 1e15))
if accuracy < 0.95 { stop(1, "the moons were not told apart") }

if let file = arguments.picture("boundary") {
    try DecisionBoundary(
        title: "Two moons, by scalar nodes", points: moons.inputs, labels: moons.targets, resolution: 100
    ) { places in
        let flat = places.flattened().asArray(Float.self)
        return sigmoid(stacked((0..<places.shape[0]).map { score([flat[2 * $0], flat[2 * $0 + 1]]) }))
    }.write(to: file)
}
