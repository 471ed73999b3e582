import Adjoint
import AdjointNN

/// One step: what the peers compare, and the other tensors that must be computed when it ends.
typealias Step = () -> (value: Tensor?, others: [Tensor])

/// A workload, as Peers/README.md defines it.
struct Workload: Sendable {
    /// What a step cannot be faster than.
    enum Limit {
        /// The floating-point operations of its matrix products and convolutions.
        case operations(Double)
        /// The bytes that it must move at least: each input read once and each output written once.
        case bytes(Double)
    }

    let name: String
    /// Operations that the seconds of a step are divided by.
    var operations = 1
    /// Scalar operations in the graph.
    var nodes: Int?
    var limit: Limit?
    /// The value depends on a generator of each peer's own.
    var isRandom = false
    let prepare: @Sendable () -> Step
}

/// Every workload, in the peers' order.
let workloads: [Workload] = [
    Workload(name: "scalar-mlp", nodes: 64_400, prepare: scalarMLP),
    Workload(name: "op-overhead", operations: 10_000) {
        let (a, b) = (Tensor([0.999]), Tensor([0.001]))
        return gradientStep([Tensor([1])]) { leaves in
            var x = leaves[0]
            for _ in 0..<5000 {
                x = x + b
                x = x * a
            }
            return x
        }
    },
    Workload(name: "xor-mlp", prepare: xorMLP),
    Workload(name: "digits-mlp", limit: .operations(networkOperations(1797, [64, 32, 16, 10]))) {
        classifier(samples: 1797, [64, 32, 16, 10])
    },
    Workload(name: "mnist-mlp", limit: .operations(networkOperations(128, [784, 512, 10]))) {
        classifier(samples: 128, [784, 512, 10])
    },
    Workload(
        name: "mnist-mlp-bn-dropout", limit: .operations(networkOperations(256, [784, 1024, 1024, 10])),
        isRandom: true, prepare: normalizedMLP),
    Workload(
        name: "mnist-cnn",
        limit: .operations(
            64
                * (2 * product(32, 9, 26, 26) + 3 * product(64, 32, 9, 24, 24)
                    + 3 * product(9216, 128) + 3 * product(128, 10))),
        prepare: imageClassifier),
    matrixProduct(64), matrixProduct(128), matrixProduct(256), matrixProduct(512), matrixProduct(1024),
    matrixProduct(2048),
    Workload(name: "matmul-grad-1024", limit: .operations(3 * product(1024, 1024, 1024))) {
        var draw = Draw()
        return gradientStep([draw([1024, 1024]), draw([1024, 1024])]) { matmul($0[0], $0[1]).sum() }
    },
    // x and its gradient.
    Workload(name: "elementwise-chain", limit: .bytes(4 * 2 * 4_194_304)) {
        var draw = Draw()
        return gradientStep([draw([4_194_304])]) {
            let x = $0[0]
            return (sigmoid(1.5 * x + 0.5) * tanh(x) + exp(-x * x)).sum()
        }
    },
    // x, its gradient, and labels of 8 bytes.
    Workload(name: "softmax-xent", limit: .bytes(4 * 2 * 4096 * 1000 + 8 * 4096)) {
        var draw = Draw()
        let x = draw([4096, 1000])
        let labels = draw.labels(4096, 1000)
        return gradientStep([x]) { crossEntropy($0[0], labels) }
    },
    // x, weight and bias, and their gradients.
    Workload(name: "layernorm", limit: .bytes(4 * 2 * (4096 * 1024 + 2 * 1024))) {
        var draw = Draw()
        return gradientStep([draw([4096, 1024]), .ones([1024]), .zeros([1024])]) {
            square(layerNorm($0[0], $0[1], $0[2])).sum()
        }
    },
    // x and its gradient.
    Workload(name: "reduce-broadcast", limit: .bytes(4 * 2 * 2048 * 2048)) {
        var draw = Draw()
        return gradientStep([draw([2048, 2048])]) {
            let x = $0[0]
            return square((x - x.mean(axis: 0)) / sqrt(x.variance(axis: 0) + 1e-5)).mean()
        }
    },
    // Four linear layers on 8 · 128 rows, and two products for each of 8 · 4 heads.
    Workload(
        name: "transformer-block",
        limit: .operations(3 * (product(1024, 256, 768 + 256 + 1024 + 1024) + 2 * product(32, 128, 128, 64))),
        prepare: transformerBlock),
    // The product with the input has no gradient of the input.
    Workload(name: "lstm", limit: .operations(64 * 32 * (2 * product(64, 512) + 3 * product(128, 512)))) {
        var draw = Draw()
        let x = draw([64, 32, 64])
        let bound = 1 / Double(128).squareRoot()
        let parameters = [[512, 64], [512, 128], [512]].map { draw($0, bound: bound) }
        return gradientStep(parameters) { square(lstm(x, $0[0], $0[1], $0[2])).mean() }
    },
    // Parameters and both moments, read and written, and the gradients, read.
    Workload(name: "adam-large", limit: .bytes(4 * 7 * 20_000_000)) {
        var draw = Draw()
        let parameters = (0..<10).map { _ in draw([2_000_000]).requiringGrad() }
        for parameter in parameters { parameter.grad = draw([2_000_000]) }
        let optimizer = Adam(parameters)
        return {
            optimizer.step()
            return (nil, parameters)
        }
    },
    Workload(name: "conv2d-3x3", limit: .operations(3 * product(16, 64, 64, 9, 56, 56))) {
        var draw = Draw()
        return gradientStep([draw([16, 64, 56, 56]), draw.convolution(64, 64, 3).weight]) {
            square(conv2d($0[0], $0[1], padding: (1, 1))).mean()
        }
    },
    Workload(name: "hessian") {
        var draw = Draw()
        let (x, y) = (draw([64, 2]), draw([64, 1]))
        let (hidden, output) = (draw.linear(2, 32), draw.linear(32, 1))
        let parameters = concatenated([hidden.weight, hidden.bias, output.weight, output.bias].map { $0.flattened() })
        let matrix = hessian { p in
            let hidden = tanh(linear(x, (p[0..<64].reshaped(32, 2), p[64..<96])))
            return square(linear(hidden, (p[96..<128].reshaped(1, 32), p[128..<129])) - y).mean()
        }
        return {
            let value = matrix(parameters)
            return (value, [])
        }
    },
]

private func matrixProduct(_ n: Int) -> Workload {
    Workload(name: "matmul-\(n)", limit: .operations(product(n, n, n))) {
        var draw = Draw()
        let (a, b) = (draw([n, n]), draw([n, n]))
        return { (matmul(a, b), []) }
    }
}

/// The operations of a product or convolution: a multiplication and an addition for each of the lengths' product.
private func product(_ lengths: Int...) -> Double { 2 * lengths.reduce(1) { $0 * Double($1) } }

/// The operations of a network of linear layers, forward and backward; the samples need no gradient.
private func networkOperations(_ samples: Int, _ sizes: [Int]) -> Double {
    let layers = zip(sizes, sizes.dropFirst()).map { product(samples, $0, $1) }
    return 3 * layers.reduce(0, +) - layers[0]
}

/// The value and the gradients of a function of some leaves.
private func gradientStep(_ leaves: [Tensor], _ function: @escaping ([Tensor]) -> Tensor) -> Step {
    for leaf in leaves { leaf.requiresGrad = true }
    return {
        for leaf in leaves { leaf.zeroGrad() }
        let value = function(leaves)
        value.backward()
        return (value, leaves.compactMap(\.grad))
    }
}
