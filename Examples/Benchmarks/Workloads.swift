import Adjoint
import AdjointNN

/// A workload, as the peers' README defines it.
struct Workload: Sendable {
    let name: String
    /// Operations that a step is divided by.
    var operations = 1
    /// Floating-point operations of a step, where a fraction of the peak says something.
    var flops: Double?
    /// Sets up and gives the step, which returns what the peers compare.
    let prepare: @Sendable () -> () -> Tensor?
}

let workloads: [Workload] =
    [
        Workload(name: "scalar-mlp", prepare: scalarMLP),
        Workload(name: "op-overhead", operations: 10_000, prepare: operationOverhead),
        Workload(name: "xor-mlp", prepare: xorMLP),
        Workload(name: "digits-mlp") { classifier(samples: 1797, [64, 32, 16, 10]) },
        Workload(name: "mnist-mlp") { classifier(samples: 128, [784, 512, 10]) },
    ]
    + [64, 128, 256, 512, 1024, 2048].map { n in
        Workload(name: "matmul-\(n)", flops: 2 * Double(n * n * n)) {
            var draw = Draw()
            let (a, b) = (draw([n, n]), draw([n, n]))
            return { matmul(a, b) }
        }
    }
    + [
        Workload(name: "matmul-grad-1024", flops: 3 * 2 * 1024 * 1024 * 1024) {
            var draw = Draw()
            return gradientStep([draw([1024, 1024]), draw([1024, 1024])]) { matmul($0[0], $0[1]).sum() }
        },
        Workload(name: "elementwise-chain") {
            var draw = Draw()
            return gradientStep([draw([1 << 22])]) {
                let x = $0[0]
                return (sigmoid(1.5 * x + 0.5) * tanh(x) + exp(-x * x)).sum()
            }
        },
        Workload(name: "softmax-xent") {
            var draw = Draw()
            let x = draw([4096, 1000])
            let labels = draw.labels(4096, 1000)
            return gradientStep([x]) { crossEntropy($0[0], labels) }
        },
        Workload(name: "layernorm") {
            var draw = Draw()
            return gradientStep([draw([4096, 1024]), .ones([1024]), .zeros([1024])]) {
                let centred = $0[0] - $0[0].mean(axis: -1, keepDims: true)
                let y = centred * rsqrt($0[0].variance(axis: -1, keepDims: true) + 1e-5) * $0[1] + $0[2]
                return square(y).sum()
            }
        },
        Workload(name: "reduce-broadcast") {
            var draw = Draw()
            return gradientStep([draw([2048, 2048])]) {
                let x = $0[0]
                return square((x - x.mean(axis: 0)) / sqrt(x.variance(axis: 0) + 1e-5)).mean()
            }
        },
        Workload(name: "adam-large", prepare: adamLarge),
    ]

/// The value and the gradients of a function of some leaves.
private func gradientStep(_ leaves: [Tensor], _ function: @escaping ([Tensor]) -> Tensor) -> () -> Tensor? {
    for leaf in leaves { leaf.requiresGrad = true }
    return {
        for leaf in leaves { leaf.zeroGrad() }
        let value = function(leaves)
        value.backward()
        return value
    }
}

@Sendable private func operationOverhead() -> () -> Tensor? {
    let (a, b) = (Tensor([0.999]), Tensor([0.001]))
    return gradientStep([Tensor([1])]) { leaves in
        var x = leaves[0]
        for _ in 0..<5000 {
            x = x + b
            x = x * a
        }
        return x
    }
}

/// A network of linear layers with drawn weights, and the step that trains it.
private func network(_ draw: inout Draw, _ sizes: [Int]) -> [Linear] {
    zip(sizes, sizes.dropFirst()).map { inputs, outputs in
        let (weight, bias) = draw.linear(inputs, outputs)
        return Linear(weight: weight, bias: bias)
    }
}

private func training(_ optimizer: some Optimizer, _ loss: @escaping () -> Tensor) -> () -> Tensor? {
    {
        let value = loss()
        optimizer.zeroGrad()
        value.backward()
        optimizer.step()
        return value
    }
}

@Sendable private func classifier(samples: Int, _ sizes: [Int]) -> () -> Tensor? {
    var draw = Draw()
    let x = draw([samples, sizes[0]])
    let labels = draw.labels(samples, sizes[sizes.count - 1])
    let layers = network(&draw, sizes)
    return training(Adam(layers.flatMap(\.parameters))) {
        crossEntropy(layers.dropFirst().reduce(layers[0](x)) { $1(relu($0)) }, labels)
    }
}

@Sendable private func xorMLP() -> () -> Tensor? {
    var draw = Draw()
    let layers = network(&draw, [2, 8, 1])
    let x = Tensor([[0, 0], [0, 1], [1, 0], [1, 1]])
    let y = Tensor([[0], [1], [1], [0]])
    return training(SGD(layers.flatMap(\.parameters), learningRate: 1)) {
        let p = sigmoid(layers[1](sigmoid(layers[0](x))))
        return -(y * log(p) + (1 - y) * log(1 - p)).mean()
    }
}

/// Every weight, input and sum is a scalar node.
@Sendable private func scalarMLP() -> () -> Tensor? {
    func scalars(_ x: Tensor) -> [Tensor] { x.asArray(Float.self).map { Tensor($0) } }
    var draw = Draw()
    let inputs = scalars(draw([100, 2]))
    let targets = scalars(draw([100]))
    typealias Neuron = (weights: [Tensor], bias: Tensor)
    let sizes = [2, 16, 16, 1]
    let layers: [[Neuron]] = zip(sizes, sizes.dropFirst()).map { inputs, outputs in
        let (weight, bias) = draw.linear(inputs, outputs)
        let (w, b) = (scalars(weight), scalars(bias))
        return (0..<outputs).map { (Array(w[($0 * inputs)..<(($0 + 1) * inputs)]), b[$0]) }
    }
    let parameters = layers.flatMap { $0.flatMap { $0.weights + [$0.bias] } }
    for parameter in parameters { parameter.requiresGrad = true }
    func neuron(_ neuron: Neuron, _ x: [Tensor]) -> Tensor {
        tanh(zip(neuron.weights, x).reduce(neuron.bias) { $0 + $1.0 * $1.1 })
    }
    return training(SGD(parameters, learningRate: 1e-3)) {
        var loss: Tensor?
        for sample in 0..<100 {
            let x = [inputs[2 * sample], inputs[2 * sample + 1]]
            let output = layers.reduce(x) { x, layer in layer.map { neuron($0, x) } }[0]
            let difference = output - targets[sample]
            let error = difference * difference
            loss = loss.map { $0 + error } ?? error
        }
        return loss ?? Tensor(0)
    }
}

@Sendable private func adamLarge() -> () -> Tensor? {
    var draw = Draw()
    let parameters = (0..<10).map { _ in draw([2_000_000]).requiringGrad() }
    for parameter in parameters { parameter.grad = draw([2_000_000]) }
    let optimizer = Adam(parameters)
    return {
        optimizer.step()
        return nil
    }
}
