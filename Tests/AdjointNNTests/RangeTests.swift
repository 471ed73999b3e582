import Adjoint
import AdjointNN
import Foundation
import Testing

/// Whatever squares, sums or divides by a scale, far from 1 and on equal elements.
@Suite("Layers and optimizers over the whole range")
struct RangeTests {
    static let scales: [(DType, Double)] = [
        (.float32, 1e20), (.float32, 1e30), (.float64, 1e160), (.float64, 1e290),
    ]
    private func tolerance(_ dtype: DType) -> Double { dtype == .float32 ? 2e-6 : 1e-14 }

    typealias Layer = @Sendable (Tensor) -> Tensor
    private func layers(_ dtype: DType) -> [(String, Layer)] {
        let norms: [(String, Layer)] = [
            ("LayerNorm", { LayerNorm(4, dtype: dtype)($0) }),
            ("RMSNorm", { RMSNorm(4, dtype: dtype)($0) }),
            ("GroupNorm", { GroupNorm(groups: 2, channels: 4, dtype: dtype)($0) }),
            (
                "InstanceNorm",
                {
                    GroupNorm(groups: 4, channels: 4, dtype: dtype)(
                        $0.expandedDimension(at: 2).broadcast(to: [3, 4, 2])
                            * Tensor([1, 3] as [Double]).cast(to: dtype))
                }
            ),
            ("BatchNorm", { BatchNorm(4, dtype: dtype)($0) }),
        ]
        return norms
    }

    private let values: [Double] = [1, 2, -3, 5, 0.5, -1, 4, 2, -2, 7, 1, 3]

    @Test("normalisation layers give the same for data of any size, and gradients that scale", arguments: scales)
    func normalisation(dtype: DType, scale: Double) throws {
        let probe = Tensor((0..<24).map { Double($0 % 5) - 1.5 }).cast(to: dtype)
        for (name, layer) in layers(dtype) {
            func run(_ factor: Double) throws -> (values: [Double], gradient: [Double]) {
                let x = (Tensor(values, shape: [3, 4]) * factor).cast(to: dtype).detach()
                x.requiresGrad = true
                let y = layer(x)
                (y * probe[0..<y.count].reshaped(y.shape)).sum().backward()
                return (y.asArray(Double.self), try #require(x.grad).asArray(Double.self).map { $0 * factor })
            }
            // ε makes no difference to either.
            let (usual, large) = (try run(1e6), try run(scale))
            for (a, b) in zip(usual.values, large.values) {
                #expect(Swift.abs(a - b) <= 4 * tolerance(dtype), "\(name): \(a) and \(b)")
            }
            // Of terms whose size is about 1; over two elements they cancel altogether.
            let size = Swift.max(usual.gradient.map(Swift.abs).max() ?? 0, 1)
            for (a, b) in zip(usual.gradient, large.gradient) {
                #expect(Swift.abs(a - b) <= 20 * tolerance(dtype) * size, "\(name), gradient: \(a) and \(b)")
            }
        }
    }

    @Test(
        "normalisation layers give 0 for equal elements, with finite gradients",
        arguments: [DType.float32, .float64], [123456.7, 0.1, 1e30])
    func constants(dtype: DType, value: Double) throws {
        for (name, layer) in layers(dtype) where name != "RMSNorm" && name != "InstanceNorm" {
            let x = Tensor.full([3, 4], value, dtype: dtype)
            x.requiresGrad = true
            let y = layer(x)
            #expect(y.asArray(Double.self).allSatisfy { $0 == 0 }, "\(name)")
            (y * y + y).sum().backward()
            #expect(try #require(x.grad).asArray(Double.self).allSatisfy(\.isFinite), "\(name)")
        }
        let three = Tensor.full([5, 3], 123456.7)
        #expect(LayerNorm(3)(three).asArray(Double.self).allSatisfy { $0 == 0 })
        #expect(LayerNorm(3, epsilon: 0)(three).asArray(Double.self).allSatisfy { $0 == 0 })
    }

    @Test("clipping by the norm scales gradients whose squares overflow or vanish", arguments: [1e19, 1e30, 3e-25])
    func clipping(size: Double) throws {
        let weights = Tensor.zeros([128])
        let bias = Tensor.zeros([2])
        for parameter in [weights, bias] { parameter.requiresGrad = true }
        weights.grad = Tensor.full([128], size)
        bias.grad = Tensor([3 * size, 4 * size] as [Double]).cast(to: .float32)
        let norm = (128.0 + 25).squareRoot() * size
        let limit = size < 1 ? 1.0 : 2.0
        let found = clipGradients([weights, bias], .norm(limit)).item()
        #expect(Swift.abs(found / norm - 1) < 1e-6)
        let factor = Swift.min(1, limit / (norm + 1e-6))
        let clipped = try #require(weights.grad).asArray(Double.self) + (try #require(bias.grad)).asArray(Double.self)
        let before = Array(repeating: size, count: 128) + [3 * size, 4 * size]
        for (a, b) in zip(clipped, before) { #expect(Swift.abs(a / (b * factor) - 1) < 1e-6) }
    }

    @Test("similarity, constraints and penalties do not depend on the scale", arguments: scales)
    func similarity(dtype: DType, scale: Double) throws {
        func scaled(_ values: [Double]) -> Tensor {
            (Tensor(values, shape: [1, values.count]) * scale).cast(to: dtype)
        }
        let (a, b) = (scaled([3, 4]), scaled([4, 3]))
        let target = Tensor.ones([1], dtype: dtype)
        #expect(Swift.abs(cosineEmbeddingLoss(a, b, target).item() - 0.04) < tolerance(dtype))
        #expect(Swift.abs(cosineEmbeddingLoss(a, a, target).item()) < tolerance(dtype))
        let unit = Constraint.unitNorm()(a).asArray(Double.self)
        #expect(Swift.abs(unit[0] - 0.6) < tolerance(dtype) && Swift.abs(unit[1] - 0.8) < tolerance(dtype))
        let bounded = Constraint.maxNorm(10)(a).asArray(Double.self)
        #expect(Swift.abs(bounded[0] - 6) < 10 * tolerance(dtype) && Swift.abs(bounded[1] - 8) < 10 * tolerance(dtype))
        let distance = tripletLoss(a, b, b, margin: 1).item()
        #expect(Swift.abs(distance - 1) < tolerance(dtype))
        let penalty = Penalty.l2(1 / scale)(a).item()
        // In float64 the sum of squares itself is infinite.
        let isFinite = dtype == .float32 || (25 * scale * scale).isFinite
        #expect(isFinite ? Swift.abs(penalty / scale / 25 - 1) < tolerance(dtype) : penalty == .infinity)
    }

    @Test("unit norms of weights whose squares vanish")
    func smallWeights() {
        let unit = Constraint.unitNorm()(Tensor([3e-25, 4e-25, 0, 0] as [Double], shape: [2, 2]).cast(to: .float32))
        let values = unit.asArray(Double.self)
        #expect(Swift.abs(values[0] - 0.6) < 1e-6 && Swift.abs(values[1] - 0.8) < 1e-6 && values[2...] == [0, 0])
    }

    @Test("a step by gradients whose squares overflow is as long as by any others", arguments: [1e19, 1e25, 3e38])
    func largeGradients(size: Double) throws {
        func step(_ make: (Tensor) -> any Optimizer, by gradient: Double) throws -> Double {
            let parameter = Tensor.zeros([1])
            parameter.requiresGrad = true
            let optimizer = make(parameter)
            for _ in 0..<3 {
                parameter.grad = Tensor.full([1], gradient)
                optimizer.step()
            }
            return parameter.item()
        }
        let optimizers: [(String, (Tensor) -> any Optimizer)] = [
            ("Adam", { Adam([$0], learningRate: 0.1) }), ("AdamW", { AdamW([$0], learningRate: 0.1) }),
            ("Adam, amsgrad", { Adam([$0], learningRate: 0.1, amsgrad: true) }),
            ("NAdam", { NAdam([$0], learningRate: 0.1) }), ("RMSprop", { RMSprop([$0], learningRate: 0.1) }),
            ("Adagrad", { Adagrad([$0], learningRate: 0.1) }),
        ]
        for (name, make) in optimizers {
            let (usual, large) = (try step(make, by: 100), try step(make, by: size))
            #expect(Swift.abs(large / usual - 1) < 1e-4, "\(name): \(large), by small gradients \(usual)")
        }
        for (name, make) in [
            ("RAdam", { RAdam([$0], learningRate: 0.1) }), ("Adadelta", { Adadelta([$0]) }), ("Ftrl", { Ftrl([$0]) }),
        ] as [(String, (Tensor) -> any Optimizer)] {
            let moved = try step(make, by: size)
            #expect(moved.isFinite && moved < 0, "\(name): \(moved)")
        }
    }
}
