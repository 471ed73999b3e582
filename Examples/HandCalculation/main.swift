// A network small enough to follow with pen and paper: two inputs, two hidden and two output neurons, sigmoid
// everywhere. One step of gradient descent, computed twice: neuron by neuron with scalar nodes, and at once with
// matrices.
import Adjoint
import Foundation

func show(_ name: String, _ values: Tensor...) {
    print("  \(name.padding(toLength: 12, withPad: " ", startingAt: 0))", terminator: "")
    print(values.flatMap { $0.asArray(Double.self) }.map { String(format: "%.8f", $0) }.joined(separator: "  "))
}

func scalarNodes() {
    print("With scalar nodes")
    let start: [Double] = [0.3, 0.25, 0.4, 0.35, 0.45, 0.4, 0.7, 0.6]
    let w = start.map { Tensor($0, requiresGrad: true) }
    let x1 = Tensor(0.1 as Double), x2 = Tensor(0.2 as Double)

    func forward() -> (z: [Tensor], h: [Tensor], o: [Tensor], e: [Tensor]) {
        let z1 = w[0] * x1 + w[1] * x2
        let z2 = w[2] * x1 + w[3] * x2
        let h1 = sigmoid(z1), h2 = sigmoid(z2)
        let z3 = w[4] * h1 + w[5] * h2
        let z4 = w[6] * h1 + w[7] * h2
        let o1 = sigmoid(z3), o2 = sigmoid(z4)
        return ([z1, z2, z3, z4], [h1, h2], [o1, o2], [0.5 * square(0.4 - o1), 0.5 * square(0.6 - o2)])
    }

    let (z, h, o, e) = forward()
    let total = e[0] + e[1]
    show("z1, z2", z[0], z[1])
    show("h1, h2", h[0], h[1])
    show("z3, z4", z[2], z[3])
    show("o1, o2", o[0], o[1])
    show("E_o1, E_o2", e[0], e[1])
    show("E_total", total)
    show("∂o1/∂z3", gradients(of: o[0], for: [z[2]], retainGraph: true)[0])

    total.backward()
    if let slope = w[4].grad { show("∂E/∂W5", slope) }
    for weight in w {
        guard let slope = weight.grad else { continue }
        weight.assign(withoutGradient { weight - 0.5 * slope })
    }
    show("W1…W4", w[0], w[1], w[2], w[3])
    show("W5…W8", w[4], w[5], w[6], w[7])
    let (_, _, _, after) = forward()
    show("E_total", after[0] + after[1])
}

func matrices() {
    print("With matrices")
    let hidden = Tensor([[0.3, 0.25], [0.4, 0.35]], dtype: .float64, requiresGrad: true)
    let output = Tensor([[0.45, 0.4], [0.7, 0.6]], dtype: .float64, requiresGrad: true)
    let x = Tensor([0.1, 0.2], dtype: .float64)
    let target = Tensor([0.4, 0.6], dtype: .float64)

    func forward() -> Tensor {
        let h = sigmoid(matmul(hidden, x))
        let o = sigmoid(matmul(output, h))
        return (0.5 * square(target - o)).sum()
    }

    let total = forward()
    show("E_total", total)
    total.backward()
    for weights in [hidden, output] {
        guard let slope = weights.grad else { continue }
        weights.assign(withoutGradient { weights - 0.5 * slope })
    }
    show("W1…W4", hidden)
    show("W5…W8", output)
    show("E_total", forward())
}

scalarNodes()
matrices()
