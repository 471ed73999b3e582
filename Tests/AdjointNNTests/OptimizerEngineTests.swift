import Adjoint
import AdjointNN
import Testing

/// p ← p - η·g·(t + n), where n counts the changes in a tensor: a rule of a user's own.
private struct CountingRule: UpdateRule {
    var name: String { "Counting" }
    var weightDecay = 0.0
    static let stateNames = ["count"]
    func checkSettings() {}

    func update(_ p: Tensor, _ g: Tensor, _ state: inout RuleState, step t: Int, rate: Double) -> Tensor {
        // The old count, also after the new one has been set.
        let before = state["count", default: Tensor(0 as Double)]
        state["count"] = before + 1
        return p - rate * g * (Double(t) + before)
    }
}

@Suite("What all optimizers share")
struct OptimizerEngineTests {
    private static func leaf(_ values: Double...) -> Tensor { Tensor(values).requiringGrad() }

    @Test("a rule of one's own is an optimizer, whose new values all follow from the old ones")
    func ownRule() {
        let x = Self.leaf(0)
        let optimizer = RuleOptimizer([x], CountingRule(), learningRate: 1)
        var expected = [Double]()
        for step in 1...3 {
            x.grad = Tensor([1] as [Double])
            optimizer.step()
            expected.append(-Double(step * step))
            #expect(x.asArray(Double.self) == [expected[step - 1]])
        }
        #expect(optimizer.stepCount == 3 && optimizer.stateDictionary["0.count"]?.item() == 3)
    }

    @Test("settings of a group concern its parameters, and one learning rate moves all")
    func groups() {
        let (first, second) = (Self.leaf(1), Self.leaf(1))
        let optimizer = SGD([first, second], learningRate: 0.5)
        optimizer.configure(where: { name, _ in name == "1" }) {
            $0.learningRateFactor = 0.5
            $0.rule.weightDecay = 1
        }
        optimizer.learningRate = 0.25
        (first.grad, second.grad) = (Tensor([1] as [Double]), Tensor([1] as [Double]))
        optimizer.step()
        #expect(first.asArray(Double.self) == [0.75])
        #expect(second.asArray(Double.self) == [1 - 0.125 * 2])
    }

    @Test("weight decay can leave out biases and norms", arguments: [true, false])
    func exemption(exempt: Bool) {
        let model = Linear(weight: Tensor([[1.0, 2.0]]), bias: Tensor([4.0]))
        let optimizer = AdamW(model, learningRate: 0.5, weightDecay: 0.5)
        if exempt { optimizer.exemptBiasesAndNormsFromDecay() }
        for parameter in model.parameters { parameter.grad = .zeros(like: parameter) }
        optimizer.step()
        #expect(model.weight.asArray(Float.self) == [0.75, 1.5])
        #expect(model.bias?.asArray(Float.self) == [exempt ? 4 : 3])
    }

    @Test("clipping by norm scales all gradients alike; by value limits each element")
    func clipping() {
        func gradients(_ clipping: GradientClipping) -> ([Double], Double) {
            let (x, y) = (Self.leaf(0, 0), Self.leaf(0))
            (x.grad, y.grad) = (Tensor([3, -4] as [Double]), Tensor([12] as [Double]))
            let norm = clipGradients([x, y, Self.leaf(1)], clipping).item()
            let found = [x, y].flatMap { $0.grad?.asArray(Double.self) ?? [] }
            // The optimizer does the same.
            (x.grad, y.grad) = (Tensor([3, -4] as [Double]), Tensor([12] as [Double]))
            let optimizer = SGD([x, y], learningRate: 1)
            optimizer.clipping = clipping
            optimizer.step()
            #expect([x, y].flatMap { $0.asArray(Double.self) } == found.map { -$0 })
            return (found, norm)
        }
        let (scaled, norm) = gradients(.norm(6.5))
        #expect(norm == 13)
        #expect(zip(scaled, [1.5, -2, 6]).allSatisfy { abs($0 - $1) < 1e-6 })
        #expect(gradients(.norm(13.1)).0 == [3, -4, 12])
        #expect(gradients(.value(3.5)).0 == [3, -3.5, 3.5])
        #expect(clipGradients([Tensor](), .norm(1)).item() == 0)
    }

    @Test("accumulation changes nothing before the last call, and then by the mean")
    func accumulation() {
        let x = Self.leaf(0)
        let optimizer = SGD([x], learningRate: 1)
        optimizer.accumulatedSteps = 3
        for gradient in [3.0, 6, 9] {
            #expect(x.asArray(Double.self) == [0] && optimizer.stepCount == 0)
            optimizer.zeroGrad()
            (gradient * x).sum().backward()
            optimizer.step()
        }
        #expect(x.asArray(Double.self) == [-6] && optimizer.stepCount == 1)
        optimizer.zeroGrad()
        #expect(x.grad == nil)
    }

    @Test("a run that was saved between the calls of one accumulation goes on with its gradients")
    func resumedAccumulation() throws {
        func make() -> (Tensor, SGD) {
            let x = Self.leaf(0)
            let optimizer = SGD([x], learningRate: 1)
            optimizer.accumulatedSteps = 2
            return (x, optimizer)
        }
        let ((x, optimizer), (y, resumed)) = (make(), make())
        (3 * x).sum().backward()
        optimizer.step()
        try resumed.load(optimizer.stateDictionary)
        resumed.zeroGrad()
        (5 * y).sum().backward()
        resumed.step()
        #expect(y.asArray(Double.self) == [-4] && x.asArray(Double.self) == [0])
    }

    @Test("the state has PyTorch's names, and is not changed by later steps")
    func names() {
        let model = Linear(2, 1)
        let optimizer = Adam(model)
        #expect(optimizer.stateDictionary.keys.sorted() == ["accumulated", "learning_rate", "step"])
        optimizer.step { model(Tensor.ones([1, 2])).sum() }
        let state = optimizer.stateDictionary
        #expect(
            state.keys.sorted() == [
                "accumulated", "bias.exp_avg", "bias.exp_avg_sq", "bias.step", "learning_rate", "step",
                "weight.exp_avg", "weight.exp_avg_sq", "weight.step",
            ])
        let before = state["weight.exp_avg"]?.asArray(Float.self)
        optimizer.step { model(Tensor.ones([1, 2])).sum() }
        #expect(state["weight.exp_avg"]?.asArray(Float.self) == before)
        #expect(optimizer.stateDictionary["weight.exp_avg"]?.asArray(Float.self) != before)
    }

    static let damages: [(name: String, damage: @Sendable (inout [String: Tensor]) -> Void)] = [
        ("step is missing", { $0["step"] = nil }),
        ("0.exp_avg is missing", { $0["0.exp_avg"] = nil }),
        ("0.exp_avg is [3] float64 and should be [2] float64", { $0["0.exp_avg"] = .zeros([3], dtype: .float64) }),
        ("0.exp_avg_sq is [2] float32 and should be [2] float64", { $0["0.exp_avg_sq"] = .zeros([2]) }),
        ("other is unexpected", { $0["other"] = .zeros([2]) }),
        ("0.step is missing; 0.exp_avg is unexpected", { $0["0.step"] = Tensor(1 as Int32) }),
        ("0.step is -4 and should not be negative", { $0["0.step"] = Tensor(-4 as Int) }),
        ("learning_rate is nan and should be finite, at least 0", { $0["learning_rate"] = Tensor(Double.nan) }),
        ("accumulated is missing; other is unexpected", { $0["other"] = $0.removeValue(forKey: "accumulated") }),
    ]

    @Test("a state that does not fit is refused with the whole list, and nothing changes", arguments: damages.indices)
    func refused(index: Int) throws {
        let (sentence, damage) = Self.damages[index]
        let x = Self.leaf(1, 2)
        let optimizer = Adam([x], learningRate: 0.5)
        optimizer.step { square(x).sum() }
        let before = optimizer.stateDictionary
        var state = before
        damage(&state)
        let error = #expect(throws: AdjointError.self) { try optimizer.load(state) }
        if !sentence.hasPrefix("0.step is missing") { #expect(error?.message == sentence) }
        let after = optimizer.stateDictionary
        #expect(after.keys == before.keys)
        #expect(after.allSatisfy { $1.asArray(Double.self) == before[$0]?.asArray(Double.self) })
    }

    @Test("the running mean follows its formula, is lent to the parameters, and resumes")
    func averages() throws {
        let x = Self.leaf(8)
        let average = ExponentialMovingAverage([x], decay: 0.75)
        for value in [4.0, 0] {
            x.assign(Tensor([value]))
            average.update()
        }
        // 8 → 7 → 5.25.
        #expect(average.withAverages { x.asArray(Double.self) } == [5.25])
        #expect(x.asArray(Double.self) == [0] && average.updates == 2)
        let other = ExponentialMovingAverage([x], decay: 0.75)
        try other.load(average.stateDictionary)
        other.update()
        #expect(other.withAverages { x.asArray(Double.self) } == [5.25 * 0.75] && other.updates == 3)
        #expect(average.withAverages { x.asArray(Double.self) } == [5.25])
        #expect(throws: AdjointError.self) { try other.load(["updates": Tensor(1 as Int)]) }
    }
}
