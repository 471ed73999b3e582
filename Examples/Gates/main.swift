// Logic gates as single neurons: a weighted sum, a bias and a step. First by given weights, then learned, by the
// perceptron's rule and by gradient descent. XOR is no single neuron: it is AND(NAND, OR).
import Adjoint
import AdjointNN
import AdjointTraining
import ExampleSupport
import Foundation

let arguments = Arguments("Logic gates as single neurons: by given weights, and learned.", ["--seed N": "weights (0)"])
RandomGenerator.shared.seed = UInt64(arguments.number("--seed") ?? 0)

let inputs = Tensor([[0, 0], [1, 0], [0, 1], [1, 1]])
let tables: KeyValuePairs = ["AND": [0, 0, 0, 1], "NAND": [1, 1, 1, 0], "OR": [0, 1, 1, 1], "XOR": [0, 1, 1, 0]]

/// Prints a gate's outputs for the four inputs, and ends the process if they are not the gate's table.
func check(_ name: String, _ how: String, _ outputs: Tensor) {
    let values = outputs.reshaped(4).asArray(Double.self).map { Int($0) }
    let title = name.padding(toLength: 5, withPad: " ", startingAt: 0)
    print("  \(title) \(values.map(String.init).joined(separator: "  "))   \(how)")
    if !tables.contains(where: { $0.key == name && $0.value == values }) { stop(1, "this is not \(name)") }
}

// 1. Given weights.

/// step(w₁x₁ + w₂x₂ + b) of two columns of inputs.
func neuron(_ w1: Double, _ w2: Double, _ b: Double) -> (Tensor, Tensor) -> Tensor {
    { x1, x2 in step(w1 * x1 + w2 * x2 + b) }
}

let and = neuron(0.5, 0.5, -0.7)
let nand = neuron(-0.5, -0.5, 0.7)
let or = neuron(0.6, 0.6, -0.5)
func xor(_ x1: Tensor, _ x2: Tensor) -> Tensor { and(nand(x1, x2), or(x1, x2)) }

let (x1, x2) = (inputs[0..., 0], inputs[0..., 1])
print("Given weights        (0,0) (1,0) (0,1) (1,1)")
check("AND", "weights  0.5,  0.5, bias -0.7", and(x1, x2))
check("NAND", "weights -0.5, -0.5, bias  0.7", nand(x1, x2))
check("OR", "weights  0.6,  0.6, bias -0.5", or(x1, x2))
check("XOR", "AND(NAND, OR)", xor(x1, x2))

func column(_ table: [Int]) -> Tensor { Tensor(table).cast(to: .float32).reshaped(4, 1) }

func weights(_ module: some Module) -> String {
    let w = module.parameters.flatMap { $0.flattened().asArray(Double.self) }
    return String(format: "weights %5.2f, %5.2f, bias %5.2f", w[0], w[1], w[2])
}

// 2. The perceptron's rule: after each mistake, w ← w + η(t - y)x and b ← b + η(t - y). It ends where one line
// separates the ones from the zeros, and never where none does.
print("\nLearned by the perceptron's rule")
for (name, table) in tables {
    let perceptron = Perceptron(2)
    let epochs = (1...100).first { _ in perceptron.learn(inputs, column(table)) == 0 }
    if let epochs {
        check(name, "\(weights(perceptron)), \(epochs) epochs", perceptron(inputs))
    } else {
        print("  \(name)   still wrong after 100 epochs: no line separates it")
        if name != "XOR" { stop(1, "\(name) was not learned") }
    }
}

// 3. Gradient descent. A step has no slope to follow, so the neuron learns with a sigmoid in its place.
print("\nLearned by gradient descent")
for (name, table) in tables where name != "XOR" {
    let layer = Linear(2, 1)
    let optimizer = SGD(layer, learningRate: 1)
    for _ in 0..<1000 {
        let loss = binaryCrossEntropyWithLogits(layer(inputs), column(table))
        optimizer.zeroGrad()
        loss.backward()
        optimizer.step()
    }
    check(name, weights(layer), withoutGradient { step(layer(inputs)) })
}

for (name, gate) in [("and", and), ("nand", nand), ("or", or), ("xor", xor)] {
    guard let file = arguments.picture(name), let table = tables.first(where: { $0.key.lowercased() == name }) else {
        continue
    }
    try DecisionBoundary(title: table.key, points: inputs, labels: Tensor(table.value), xTitle: "x₁", yTitle: "x₂") {
        gate($0[0..., 0], $0[0..., 1])
    }.write(to: file)
}
