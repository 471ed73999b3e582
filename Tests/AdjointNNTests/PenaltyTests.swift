import Adjoint
import AdjointNN
import Testing

@Suite("Penalties and constraints")
struct PenaltyTests {
    static let x = Tensor([[1, -2, 0], [0.5, 3, -4]] as [[Double]])

    static let values: [(penalty: Penalty, value: Double)] = [
        (.l1(0.5), 0.5 * 10.5), (.l2(0.25), 0.25 * 30.25), (.elasticNet(l1: 0.5, l2: 0.25), 0.5 * 10.5 + 0.25 * 30.25),
        (.l1(0), 0), (.l2(0), 0),
    ]

    @Test("are λ₁ Σ|x| + λ₂ Σx², and of activations the mean over samples", arguments: values.indices)
    func value(index: Int) {
        let (penalty, value) = Self.values[index]
        #expect(penalty(Self.x).item() == value && penalty(Self.x).shape == [])
        #expect(penalty(activations: Self.x).item() == value / 2)
    }

    @Test("pass the gradient check away from 0, and have none at 0", arguments: values.indices)
    func gradients(index: Int) throws {
        let penalty = Self.values[index].penalty
        let report = checkGradients(of: { penalty($0) + penalty(activations: $0) }, at: Self.x + 0.25)
        #expect(report.passed && report.comparisons == 12, "\(report)")
        let zero = Tensor.zeros([3]).requiringGrad()
        penalty(zero).backward()
        #expect(try #require(zero.grad).asArray(Float.self) == [0, 0, 0])
    }

    @Test("of a module concern its weights, not its biases")
    func ofModule() {
        let first = Linear(weight: Tensor([[1, -2]]), bias: Tensor([100]))
        let model = Sequential(first, Linear(weight: Tensor([[3]])))
        #expect(Penalty.l1(0.5)(weightsOf: model).item() == 3)
        #expect(Penalty.l2(0.5)(weightsOf: model).item() == 7)
        #expect(Penalty.l2(0.5)(weightsOf: [Tensor([1, 2])]).item() == 0)
        Penalty.l2(0.5)(weightsOf: model).backward()
        #expect(first.weight.grad?.asArray(Float.self) == [1, -2] && first.bias?.grad == nil)
    }

    @Test("of activations are noted by a layer in training, and reach the layers before it")
    func activityLayer() throws {
        let first = Linear(weight: Tensor([[1, -2]]))
        let model = Sequential(first, ActivityPenalty(.l1(0.5)), Sequential(ReLU(), ActivityPenalty(.l2(1))))
        #expect(model.activityPenalty.item() == 0)
        let x = Tensor([[1, 0], [0, 1]])
        #expect(model(x).asArray(Float.self) == [1, 0])
        // ½(1 + 2) and 1², each over two samples.
        #expect(model.activityPenalty.item() == 0.75 + 0.5)
        model.activityPenalty.backward()
        #expect(try #require(first.weight.grad).asArray(Float.self) == [0.25 + 1, -0.25])
        model.eval()
        _ = model(x)
        #expect(model.activityPenalty.item() == 0)
    }

    @Test("max-norm shortens what is too long, and unit-norm makes all of length 1, unit by unit")
    func constraints() {
        let weights = Tensor([[3, 4], [0.3, 0.4], [0, 0]] as [[Double]])
        func close(_ x: Tensor, _ y: [Double]) -> Bool {
            zip(x.asArray(Double.self), y).allSatisfy { abs($0 - $1) < 1e-15 }
        }
        #expect(close(Constraint.maxNorm(2)(weights), [1.2, 1.6, 0.3, 0.4, 0, 0]))
        #expect(close(Constraint.unitNorm()(weights), [0.6, 0.8, 0.6, 0.8, 0, 0]))
        let columns = Constraint.maxNorm(0.5, axes: [0])(Tensor([[3, 0.4], [4, 0.3]] as [[Double]]))
        #expect(close(columns, [0.3, 0.4, 0.4, 0.3]))
        #expect(close(Constraint.maxNorm(1)(Tensor([3, 4] as [Double])), [0.6, 0.8]))
        // Windows belong to the unit that they lead to.
        let window = Constraint.unitNorm()(Tensor.ones([2, 2, 2], dtype: .float64))
        #expect(close(window, Array(repeating: 0.5, count: 8)))
    }

    @Test("an optimizer projects after each step, the parameters that it is told to")
    func inOptimizer() {
        let weight = Tensor([[3, 4], [1, 0]] as [[Double]]).requiringGrad()
        let bias = Tensor([9, 9] as [Double]).requiringGrad()
        let optimizer = SGD([weight, bias], learningRate: 1)
        optimizer.configure(where: { $1.rank == 2 }) { $0.constraint = .maxNorm(1) }
        (weight.sum() * 0 + bias.sum()).backward()
        optimizer.step()
        #expect(zip(weight.asArray(Double.self), [0.6, 0.8, 1, 0]).allSatisfy { abs($0 - $1) < 1e-15 })
        #expect(bias.asArray(Double.self) == [8, 8])
    }

    static let mistakes: [Mistake] = [
        Mistake(.value, "Penalty: the factor of L1 is -1.0: a finite number, at least 0, is needed") {
            _ = Penalty.l1(-1)
        },
        Mistake(.value, "Penalty: the factor of L2 is inf: a finite number, at least 0, is needed") {
            _ = Penalty.elasticNet(l1: 0, l2: .infinity)
        },
        Mistake(.value, "Constraint.maxNorm: the bound is 0.0: a finite number greater than 0 is needed") {
            _ = Constraint.maxNorm(0)
        },
        Mistake(.shape, "Penalty: activations of rank 0 have no axis of samples: [samples, ...] is needed") {
            _ = Penalty.l1(1)(activations: Tensor(1))
        },
    ]

    @Test("settings that make no sense give one precise sentence", arguments: mistakes)
    func mistake(mistake: Mistake) { mistake.expect() }
}
