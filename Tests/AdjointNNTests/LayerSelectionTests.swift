import Adjoint
import AdjointNN
import Testing

/// Where a layer or a loss chooses a value that does not depend on x, nothing gets through to x.
@Suite("Activations and losses that choose")
struct LayerSelectionTests {
    static let choices: [(name: String, x: Double, layer: @Sendable (Tensor) -> Tensor)] = [
        ("ReLU", -1, { ReLU()($0) }), ("ReLU at 0", 0, { ReLU()($0) }), ("ReLU6", -1, { ReLU6()($0) }),
        ("ReLU6, above", 7, { ReLU6()($0) }), ("HardTanh", -2, { HardTanh()($0) }),
        ("HardTanh at its end", 1, { HardTanh()($0) }), ("HardSigmoid", -4, { HardSigmoid()($0) }),
        ("HardSigmoid, above", 4, { HardSigmoid()($0) }), ("HardSwish", -4, { HardSwish()($0) }),
        ("SoftShrink", 0.2, { SoftShrink()($0) }), ("SoftShrink at 0", 0, { SoftShrink()($0) }),
        ("HardShrink", 0.2, { HardShrink()($0) }), ("Threshold", 0.5, { Threshold(threshold: 1, value: 3)($0) }),
        ("LeakyReLU", -1, { LeakyReLU(0)($0) }), ("ELU", -1, { ELU(0)($0) }),
        ("Dropout", -1, { Dropout(1)($0) }),
        (
            "MaxPool2d", -1,
            { x in
                MaxPool2d(2)(concatenated([x, Tensor([0, 1, 2] as [Double])]).reshaped(1, 1, 2, 2))
            }
        ),
        ("hinge loss", 2, { hingeLoss($0, Tensor([1] as [Double]), reduction: .none) }),
        (
            "triplet loss", 0,
            { x in
                tripletLoss(x, Tensor([0] as [Double]), Tensor([9] as [Double]), reduction: .none).reshaped(1)
            }
        ),
        ("l1 loss", 0, { l1Loss($0, Tensor([0] as [Double]), reduction: .none) }),
    ]

    @Test("an infinite or undefined slope behind them does not reach x, in either mode", arguments: choices.indices)
    func stopped(index: Int) {
        let (name, value, layer) = Self.choices[index]
        let x = Tensor([value])
        for infinite in [Double.infinity, .nan] {
            let (y, pullback) = vjp(of: layer, at: x)
            let found = pullback(Tensor.full(y.shape, infinite, dtype: .float64)).asArray(Double.self)
            #expect(found == [0], "\(name): \(found)")
            let tangent = jvp(of: layer, at: x, tangent: Tensor([infinite])).tangent
            #expect((tangent .== 0).all().item() == 1, "\(name), forward: \(tangent)")
        }
    }

    @Test("slopes that are infinite stay infinite where x was chosen")
    func chosen() {
        let function: (Tensor) -> Tensor = { sqrt(relu6($0)) + sqrt(hardSwish($0)) }
        let slopes = gradient { function($0).sum() }(Tensor([-5, 4, 9] as [Double])).asArray(Double.self)
        #expect(slopes[0] == 0 && abs(slopes[1] - 0.5) < 1e-15 && abs(slopes[2] - 1.0 / 6) < 1e-15)
        #expect(gradient { sqrt(leakyRelu($0)).sum() }(Tensor([0] as [Double])).item() == .infinity)
    }

    @Test("HardSwish is x · hardSigmoid(x), and 0 at -∞")
    func hardSwishValues() {
        let x = Tensor([-.infinity, -3, -2, 0, 1, 3, .infinity] as [Double])
        let expected: [Double] = [0, 0, -0.3333333333333333, 0, 0.6666666666666666, 3, .infinity]
        #expect(hardSwish(x).asArray(Double.self) == expected)
        #expect(hardSwish(Tensor([.nan] as [Double])).item().isNaN)
    }
}
