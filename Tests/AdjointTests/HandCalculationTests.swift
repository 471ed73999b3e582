import Foundation
import Testing

@testable import Adjoint

/// Numbers worked out by hand in the teaching material, to every digit that it prints.
@Suite("The hand calculation")
struct HandCalculationTests {
    static let start: [Double] = [0.3, 0.25, 0.4, 0.35, 0.45, 0.4, 0.7, 0.6]
    static let expectedAfter = [
        "0.29959556", "0.24919112", "0.39964496", "0.34928991", "0.43703857", "0.38685205", "0.69629578", "0.59624247",
    ]

    func digits(_ x: Tensor) -> [String] { x.asArray(Double.self).map { String(format: "%.8f", $0) } }

    @Test("with scalar nodes")
    func scalarNodes() throws {
        let w = Self.start.map { Tensor($0, requiresGrad: true) }
        let x1 = Tensor(0.1 as Double), x2 = Tensor(0.2 as Double)
        func forward() -> (z: [Tensor], h: [Tensor], o: [Tensor], e: [Tensor], total: Tensor) {
            let (z1, z2) = (w[0] * x1 + w[1] * x2, w[2] * x1 + w[3] * x2)
            let (h1, h2) = (sigmoid(z1), sigmoid(z2))
            let (z3, z4) = (w[4] * h1 + w[5] * h2, w[6] * h1 + w[7] * h2)
            let (o1, o2) = (sigmoid(z3), sigmoid(z4))
            let e = [0.5 * square(0.4 - o1), 0.5 * square(0.6 - o2)]
            return ([z1, z2, z3, z4], [h1, h2], [o1, o2], e, e[0] + e[1])
        }
        let first = forward()
        #expect(first.z.flatMap(digits) == ["0.08000000", "0.11000000", "0.44498412", "0.68047592"])
        #expect(first.h.flatMap(digits) == ["0.51998934", "0.52747230"])
        #expect(digits(first.o[0]) == ["0.60944600"])
        #expect(first.e.flatMap(digits) == ["0.02193381", "0.00203809"])
        #expect(digits(first.total) == ["0.02397190"])
        #expect(digits(gradients(of: first.o[0], for: [first.z[2]], retainGraph: true)[0]) == ["0.23802157"])

        first.total.backward()
        #expect(digits(try #require(w[4].grad)) == ["0.02592286"])
        for weight in w { weight.assign(weight.detach() - 0.5 * (try #require(weight.grad))) }
        #expect(w.flatMap(digits) == Self.expectedAfter)
        #expect(digits(forward().total) == ["0.02323634"])
    }

    @Test("with matrices")
    func matrices() throws {
        let hidden = Tensor(Array(Self.start[..<4]), shape: [2, 2]).requiringGrad()
        let output = Tensor(Array(Self.start[4...]), shape: [2, 2]).requiringGrad()
        let x = Tensor([0.1, 0.2], dtype: .float64), target = Tensor([0.4, 0.6], dtype: .float64)
        func total() -> Tensor {
            let o = sigmoid(matmul(output, sigmoid(matmul(hidden, x))))
            return (0.5 * square(target - o)).sum()
        }
        let before = total()
        #expect(digits(before) == ["0.02397190"])
        before.backward()
        for weights in [hidden, output] { weights.assign(weights.detach() - 0.5 * (try #require(weights.grad))) }
        #expect(digits(hidden) + digits(output) == Self.expectedAfter)
        #expect(digits(total()) == ["0.02323634"])
    }

    /// E = ½Σ(t - Y)², Y = sigmoid(y), y1 = H1·V1 + H2·V3, y2 = H1·V2 + H2·V4: ∂E/∂V = (Y - t)·Y·(1 - Y)·H.
    @Test("every ∂E/∂V equals (Y - t)·Y·(1 - Y)·H", arguments: [UInt64(1), 2, 3])
    func outputLayer(seed: UInt64) throws {
        let generator = RandomGenerator(seed: seed)
        let h = Tensor.uniform([2], dtype: .float64, generator: generator)
        let v = Tensor.normal([2, 2], dtype: .float64, generator: generator).requiringGrad()
        let t = Tensor.uniform([2], dtype: .float64, generator: generator)
        let y = sigmoid(matmul(h, v))
        (0.5 * square(t - y)).sum().backward()
        let slopes = try #require(v.grad)
        for i in 0..<2 {
            for j in 0..<2 {
                let (output, target) = (y[j].item(), t[j].item())
                let expected = (output - target) * output * (1 - output) * h[i].item()
                #expect(abs(slopes[i, j].item() - expected) <= 1e-15)
            }
        }
    }
}
