import Adjoint
import AdjointNN
import Testing

@Suite("Losses")
struct LossTests {
    @Test("each has golden values, and each golden value a loss")
    func complete() { #expect(LossGolden.shared.cases.map(\.name).sorted() == LossCases.names) }

    @Test("give PyTorch's losses, mean, sum and gradients", arguments: LossGolden.shared.cases)
    func golden(golden: LossGolden.Case) throws {
        let function = try #require(LossCases.function(golden.name))
        let operands = LossGolden.operands(golden).map { $0.requiringGrad() }
        for (reduction, expected) in [(Reduction.mean, golden.mean), (.sum, golden.sum)] {
            let cost = function(operands, reduction)
            #expect(cost.shape == [] && abs(cost.item() - expected) <= 1e-13 * max(1, abs(expected)))
        }
        let losses = function(operands, .none)
        #expect(distance(losses, golden.none) <= 1e-13)
        losses.backward((1 + Tensor.arange(losses.count, dtype: .float64) / 8).reshaped(losses.shape))
        for (operand, expected) in zip(operands, golden.gradients) {
            #expect(distance(operand.grad, expected) <= 1e-12)
        }
    }

    @Test(
        "pass the gradient check at first and second order", arguments: LossGolden.shared.cases,
        Reduction.allCases)
    func gradients(golden: LossGolden.Case, reduction: Reduction) throws {
        let function = try #require(LossCases.function(golden.name))
        // Targets inside their range, so that differences do not leave it.
        let operands = zip(golden.wrt, LossGolden.operands(golden)).map { $0 == "target" ? 0.96 * $1 + 0.02 : $1 }
        let report = checkGradients(of: { function($0, reduction) }, at: operands, tolerance: 1e-5)
        #expect(report.passed, "\(report)")
        #expect(report.comparisons == 2 * operands.reduce(0) { $0 + $1.count })
    }

    /// The cases whose operands are all given.
    static let narrow = LossGolden.shared.cases.filter {
        !$0.name.contains("weighted") && !$0.name.hasPrefix("cosine")
            && ($0.wrt.count > 1 || $0.name.hasPrefix("crossEntropy"))
    }

    @Test("keep float32", arguments: narrow)
    func float32(golden: LossGolden.Case) throws {
        let function = try #require(LossCases.function(golden.name))
        let cost = function(LossGolden.operands(golden).map { $0.cast(to: .float32) }, .mean)
        #expect(cost.dtype == .float32)
        #expect(abs(cost.item() - golden.mean) <= 1e-6 * max(1, abs(golden.mean)))
    }

    @Test("of logits stay exact far from 0, where those of probabilities saturate")
    func saturation() throws {
        let x = Tensor([800, -800, 40, -40] as [Double], requiresGrad: true)
        let t = Tensor([0, 1, 1, 0] as [Double])
        let losses = binaryCrossEntropyWithLogits(x, t, reduction: .none)
        let small = 4.248354255291589e-18  // e⁻⁴⁰
        // Functions are within 2 units in the last place.
        func agree(_ x: Tensor, _ y: [Double]) -> Bool {
            zip(x.asArray(Double.self), y).allSatisfy { abs($0 - $1) <= 4 * $1.ulp }
        }
        #expect(agree(losses, [800, 800, small, small]))
        losses.sum().backward()
        #expect(agree(try #require(x.grad), [1, -1, -small, small]))

        let p = Tensor([1, 0, 1, 0] as [Double], requiresGrad: true)
        let saturated = binaryCrossEntropy(p, t, reduction: .none)
        #expect(saturated.asArray(Double.self) == [100, 100, 0, 0])
        saturated.sum().backward()
        #expect(try #require(p.grad).asArray(Double.self).allSatisfy(\.isFinite))
        #expect(categoricalCrossEntropy(Tensor([[0, 1]]), Tensor([[1, 0]])).item() == 100)
    }

    @Test("at their kinks and at equality have finite gradients")
    func kinks() throws {
        let x = Tensor([[1, -2, 0.5]] as [[Double]]).requiringGrad()
        let same = x.detach()
        let costs: [String: Tensor] = [
            "mse": mseLoss(x, same), "l1": l1Loss(x, same), "huber": huberLoss(x, same),
            "smooth": smoothL1Loss(x, same), "hinge": hingeLoss(x, Tensor([[1, 1, -1]] as [[Double]]), margin: 1),
            "cosine": cosineEmbeddingLoss(x * 0, same, Tensor([1] as [Double])),
            "triplet": tripletLoss(x, same, same), "focal": focalLoss(1e4 * x, same * 0 + 1),
            "kl": klDivLoss(x, Tensor([[1, 0, 0]] as [[Double]])),
        ]
        for (name, cost) in costs {
            x.zeroGrad()
            cost.backward()
            #expect(try #require(x.grad).asArray(Double.self).allSatisfy(\.isFinite), "\(name)")
        }
        for (name, value) in [("mse", 0), ("l1", 0), ("huber", 0), ("smooth", 0), ("triplet", 1), ("cosine", 1)] {
            #expect(costs[name]?.item() == Double(value), "\(name)")
        }
    }

    @Test("of no element: the mean is NaN, the sum 0")
    func empty() {
        let none = Tensor.zeros([0, 3])
        #expect(mseLoss(none, none).item().isNaN)
        #expect(mseLoss(none, none, reduction: .sum).item() == 0)
        #expect(tripletLoss(none, none, none, reduction: .none).shape == [0])
        #expect(crossEntropy(none, Tensor([] as [Int]), reduction: .sum).item() == 0)
    }
}
