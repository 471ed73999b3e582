import Adjoint
import AdjointNN
import Foundation

// The workloads' layers over the tensors that are drawn for them, as the formulas that define them.

/// (x - mean) / √(variance + 10⁻⁵) · weight + bias along the last axis (Ba et al., 2016).
func layerNorm(_ x: Tensor, _ weight: Tensor, _ bias: Tensor) -> Tensor {
    let centred = x - x.mean(axis: -1, keepDims: true)
    let variance = square(centred).mean(axis: -1, keepDims: true)
    return centred * rsqrt(variance + 1e-5) * weight + bias
}

/// (x - mean) / √(variance + 10⁻⁵) · weight + bias over the batch, [batch, features] (Ioffe and Szegedy, 2015).
struct BatchNorm {
    let weight: Tensor
    let bias: Tensor
    let runningMean: Tensor
    let runningVariance: Tensor

    init(_ features: Int) {
        (weight, bias) = (Tensor.ones([features]).requiringGrad(), Tensor.zeros([features]).requiringGrad())
        (runningMean, runningVariance) = (Tensor.zeros([features]), Tensor.ones([features]))
    }

    func callAsFunction(_ x: Tensor) -> Tensor {
        let mean = x.mean(axis: 0)
        let centred = x - mean
        let variance = square(centred).mean(axis: 0)
        withoutGradient {
            let n = Double(x.shape[0])
            runningMean.assign(0.9 * runningMean + 0.1 * mean)
            runningVariance.assign(0.9 * runningVariance + (0.1 * n / (n - 1)) * variance)
        }
        return centred * rsqrt(variance + 1e-5) * weight + bias
    }
}

/// Zero with probability 1 - keep, x / keep otherwise (Srivastava et al., 2014).
func dropout(_ x: Tensor, keep: Double, _ generator: RandomGenerator) -> Tensor {
    which(Tensor.uniform(x.shape, generator: generator) .< keep, x / keep, Tensor(0))
}

/// softmax(q kᵀ / √width) v for q, k and v of [..., length, width] (Vaswani et al., 2017).
func attention(_ q: Tensor, _ k: Tensor, _ v: Tensor) -> Tensor {
    matmul(softmax(matmul(q, k.T) / Double(q.shape[q.rank - 1]).squareRoot()), v)
}

/// x Wᵀ + b.
func linear(_ x: Tensor, _ layer: Pair) -> Tensor { matmul(x, layer.weight.T) + layer.bias }

/// x ∗ w + b, with a bias for each channel.
func convolution(_ x: Tensor, _ layer: Pair) -> Tensor { conv2d(x, layer.weight) + layer.bias.reshaped(-1, 1, 1) }

/// All outputs [time, batch, hidden] of a long short-term memory (Hochreiter and Schmidhuber, 1997) for x [time, batch,
/// input], from a state of zero; weights [4 hidden, input] and [4 hidden, hidden] with the gates i, f, g, o in this
/// order.
func lstm(_ x: Tensor, _ inputWeight: Tensor, _ hiddenWeight: Tensor, _ bias: Tensor) -> Tensor {
    let inputs = matmul(x, inputWeight.T) + bias
    var h = Tensor.zeros([x.shape[1], hiddenWeight.shape[1]])
    var c = h
    var outputs: [Tensor] = []
    for time in 0..<x.shape[0] {
        let gates = (inputs[time] + matmul(h, hiddenWeight.T)).split(parts: 4, axis: 1)
        c = sigmoid(gates[1]) * c + sigmoid(gates[0]) * tanh(gates[2])
        h = sigmoid(gates[3]) * tanh(c)
        outputs.append(h)
    }
    return stacked(outputs)
}
