import Adjoint
import AdjointNN

// The workloads that train a network.

/// A step that computes the loss, its gradients and the update. `state` is what the loss writes besides.
private func training(
    _ optimizer: some Optimizer, state: [Tensor] = [], _ loss: @escaping () -> Tensor
) -> Step {
    {
        let value = loss()
        optimizer.zeroGrad()
        value.backward()
        optimizer.step()
        return (value, optimizer.parameters + state)
    }
}

/// Linear layers with drawn weights.
private func network(_ draw: inout Draw, _ sizes: [Int]) -> [Linear] {
    zip(sizes, sizes.dropFirst()).map { inputs, outputs in
        let (weight, bias) = draw.linear(inputs, outputs)
        return Linear(weight: weight, bias: bias)
    }
}

private func parameters(_ pairs: [Pair]) -> [Tensor] {
    pairs.flatMap { [$0.weight.requiringGrad(), $0.bias.requiringGrad()] }
}

func classifier(samples: Int, _ sizes: [Int]) -> Step {
    var draw = Draw()
    let x = draw([samples, sizes[0]])
    let labels = draw.labels(samples, sizes[sizes.count - 1])
    let layers = network(&draw, sizes)
    return training(Adam(layers.flatMap(\.parameters))) {
        crossEntropy(layers.dropFirst().reduce(layers[0](x)) { $1(relu($0)) }, labels)
    }
}

@Sendable func xorMLP() -> Step {
    var draw = Draw()
    let layers = network(&draw, [2, 8, 1])
    let x = Tensor([[0, 0], [0, 1], [1, 0], [1, 1]])
    let y = Tensor([[0], [1], [1], [0]])
    return training(SGD(layers.flatMap(\.parameters), learningRate: 1)) {
        let p = sigmoid(layers[1](sigmoid(layers[0](x))))
        return -(y * log(p) + (1 - y) * log(1 - p)).mean()
    }
}

@Sendable func normalizedMLP() -> Step {
    var draw = Draw()
    let x = draw([256, 784])
    let labels = draw.labels(256, 10)
    let layers = network(&draw, [784, 1024, 1024, 10])
    let norms = [BatchNorm(1024), BatchNorm(1024)]
    let generator = RandomGenerator(seed: 1)
    return training(
        Adam(layers.flatMap(\.parameters) + norms.flatMap { [$0.weight, $0.bias] }),
        state: norms.flatMap { [$0.runningMean, $0.runningVariance] }
    ) {
        var h = x
        for (layer, norm) in zip(layers, norms) {
            h = dropout(relu(norm(layer(h))), keep: 0.5, generator)
        }
        return crossEntropy(layers[2](h), labels)
    }
}

@Sendable func imageClassifier() -> Step {
    var draw = Draw()
    let x = draw([64, 1, 28, 28])
    let labels = draw.labels(64, 10)
    let convolutions = [draw.convolution(1, 32, 3), draw.convolution(32, 64, 3)]
    let layers = network(&draw, [64 * 12 * 12, 128, 10])
    return training(Adam(parameters(convolutions) + layers.flatMap(\.parameters))) {
        let planes = convolutions.reduce(x) { relu(convolution($0, $1)) }
        let features = maxPool2d(planes, kernel: (2, 2)).flattened(from: 1)
        return crossEntropy(layers[1](relu(layers[0](features))), labels)
    }
}

@Sendable func transformerBlock() -> Step {
    let (batch, length, width, heads) = (8, 128, 256, 4)
    var draw = Draw()
    let x = draw([batch, length, width])
    func norm() -> Pair { (.ones([width]), .zeros([width])) }
    let (norm1, norm2) = (norm(), norm())
    let (qkv, project) = (draw.linear(width, 3 * width), draw.linear(width, width))
    let (expand, contract) = (draw.linear(width, 4 * width), draw.linear(4 * width, width))
    let optimizer = AdamW(
        parameters([norm1, qkv, project, norm2, expand, contract]), learningRate: 1e-3, weightDecay: 0.01)
    return training(optimizer) {
        // [batch, length, 3 · width] to q, k and v of [batch, heads, length, width / heads]
        let parts = linear(layerNorm(x, norm1.weight, norm1.bias), qkv)
            .reshaped(batch, length, 3, heads, width / heads).transposed(2, 0, 3, 1, 4)
        let mixed = attention(parts[0], parts[1], parts[2]).transposed(0, 2, 1, 3).reshaped(batch, length, width)
        let h = x + linear(mixed, project)
        let y = h + linear(gelu(linear(layerNorm(h, norm2.weight, norm2.bias), expand)), contract)
        return square(y).mean()
    }
}

/// Every weight, input and sum is a scalar node.
@Sendable func scalarMLP() -> Step {
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
