import Adjoint
import Testing

@Suite("customGradient")
struct CustomGradientTests {
    static let swish = customGradient("swish") { x in
        x * sigmoid(x)
    } gradient: { g, x, y in
        g * (y + sigmoid(x) * (1 - y))
    }

    static let pair = customGradient("pair") { x in
        x[0] * exp(x[1])
    } gradient: { g, x, y in
        [g * exp(x[1]), g * y]
    }

    @Test("has the derivatives of its formula, at every order and in forward mode")
    func formula() throws {
        for shape in [[], [3], [0], [2, 3]] {
            let x = Tensor.uniform(shape, in: -2..<2, dtype: .float64, generator: RandomGenerator(seed: 1))
            let report = checkGradients(of: Self.swish, at: x)
            #expect(report.passed, "\(shape): \(report)")
            let direction = Tensor.uniform(shape, in: -2..<2, dtype: .float64, generator: RandomGenerator(seed: 2))
            let forward = jvp(of: Self.swish, at: x, tangent: direction)
            let known = jvp(of: { $0 * sigmoid($0) }, at: x, tangent: direction)
            #expect(abs(forward.tangent - known.tangent).sum().item() < 1e-14)
            #expect(forward.value.asArray(Double.self) == known.value.asArray(Double.self))
        }
        let third = gradient(of: gradient(of: gradient { Self.swish($0) }))
        let known = gradient(of: gradient(of: gradient { $0 * sigmoid($0) }))
        let x = Tensor(0.3 as Double)
        #expect(Swift.abs(third(x).item() - known(x).item()) < 1e-14)
        #expect(Self.swish(Tensor(0.5)).dtype == .float32)
    }

    @Test("of several inputs, also broadcast and strided ones, and one that is used twice")
    func several() {
        let generator = RandomGenerator(seed: 3)
        let a = Tensor.normal([2, 3], dtype: .float64, generator: generator)
        let b = Tensor.normal([3], dtype: .float64, generator: generator)
        #expect(checkGradients(of: Self.pair, at: [a, b]).passed)
        #expect(checkGradients(of: { Self.pair([$0[0].T, $0[1].reshaped([3, 1])]) }, at: [a, b]).passed)
        #expect(checkGradients(of: { Self.pair([$0, $0]) }, at: b).passed)
    }

    @Test("a wrong formula is found")
    func wrong() {
        let wrong = customGradient { x in
            x * x
        } gradient: { g, x, _ in
            g * x
        }
        let report = checkGradients(of: wrong, at: Tensor([1, 2] as [Double]))
        #expect(!report.passed && report.failures.contains { $0.order == 1 && $0.name == "input 0" })
    }

    @Test("what the forward closure does is not recorded, and nil contributes nothing")
    func unrecorded() {
        let x = Tensor([1, 2] as [Double], requiresGrad: true)
        let reversed = customGradient { x in
            x
        } gradient: { g, _, _ in
            -g
        }
        reversed(x).sum().backward()
        #expect(x.grad?.asArray(Double.self) == [-1, -1])
        let stopped = customGradient("stop") { (x: [Tensor]) in
            x[0] + x[1]
        } gradient: { g, _, _ in
            [nil, g]
        }
        let y = Tensor([1, 2] as [Double], requiresGrad: true)
        x.zeroGrad()
        stopped([x, y]).sum().backward()
        #expect(x.grad == nil && y.grad?.asArray(Double.self) == [1, 1])
    }

    @Test("a gradient of the wrong count or shape is an error with the function's name")
    func refused() {
        let few = customGradient("few") { (x: [Tensor]) in
            x[0] * x[1]
        } gradient: { g, x, _ in
            [g * x[1]]
        }
        let odd = customGradient("odd") { x in
            x * x
        } gradient: { _, _, _ in
            Tensor.zeros([7])
        }
        let x = Tensor([1, 2], requiresGrad: true)
        let first = #expect(throws: AdjointError.self) { try withErrors { few([x, x]).sum().backward() } }
        #expect(first?.description.contains("few: its gradient gives 1 cotangents") == true)
        let second = #expect(throws: AdjointError.self) { try withErrors { odd(x).sum().backward() } }
        #expect(second?.description.contains("odd: its gradient gives a cotangent of [7] for an input of [2]") == true)
        let summed = customGradient("summed") { x in
            exp(x)
        } gradient: { g, _, y in
            (g * y).sum()
        }
        let third = #expect(throws: AdjointError.self) { try withErrors { summed(x).sum().backward() } }
        #expect(third?.description.contains("summed: its gradient gives a cotangent of [] for an input of [2]") == true)
    }
}
