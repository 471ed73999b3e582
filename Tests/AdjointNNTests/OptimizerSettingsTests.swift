import Adjoint
import AdjointNN
import Foundation
import Testing

@Suite("Optimizer state follows the settings")
struct OptimizerSettingsTests {
    private static func matrix() -> Tensor { Tensor([[0.5, -1], [2, 0.25]] as [[Double]]).requiringGrad() }

    /// A gradient of its own for each step.
    private static func gradient(_ step: Int) -> Tensor {
        Tensor([[1, -0.5], [Double(step % 3) - 1, 0.1 * Double(step)]])
    }

    private static func advance(_ optimizer: any Optimizer, _ x: Tensor, _ steps: Range<Int>) {
        for step in steps {
            x.grad = gradient(step)
            optimizer.step()
        }
    }

    @Test(
        "settings switched between steps, to any others and back, give what a load under those settings gives",
        arguments: OptimizerFamily.all)
    func switching(family: OptimizerFamily) throws {
        for first in 0..<family.count {
            for second in 0..<family.count {
                let (x, y) = (Self.matrix(), Self.matrix())
                let (switched, source) = (family.make([x], first), family.make([y], first))
                Self.advance(switched, x, 0..<3)
                Self.advance(source, y, 0..<3)
                family.change(switched, second)
                Self.advance(switched, x, 3..<6)
                let loaded = family.make([y], second)
                try loaded.load(source.stateDictionary)
                Self.advance(loaded, y, 3..<6)
                let place = "from \(first) to \(second)"
                #expect(x.asArray(Double.self) == y.asArray(Double.self), "\(place)")
                #expect(Self.isFinite(x), "\(place)")
                #expect(switched.stateDictionary.keys == loaded.stateDictionary.keys, "\(place)")
                family.change(switched, first)
                Self.advance(switched, x, 6..<9)
                #expect(Self.isFinite(x), "\(place) and back")
                // What is saved is what these settings use.
                let other = family.make([Self.matrix()], first)
                try other.load(switched.stateDictionary)
                #expect(other.stateDictionary.keys == switched.stateDictionary.keys, "\(place) and back")
            }
        }
    }

    private static func isFinite(_ x: Tensor) -> Bool { x.asArray(Double.self).allSatisfy { $0.isFinite } }

    private static func close(_ x: Tensor, _ expected: Double) -> Bool {
        abs(x.asArray(Double.self)[0] - expected) < 1e-14
    }

    @Test("RMSprop that becomes centered begins a mean at 0 and keeps its second moment; so with a momentum")
    func rmsprop() {
        let x = Tensor([0.0], dtype: .float64).requiringGrad()
        let optimizer = RMSprop([x], learningRate: 1, alpha: 0.5, epsilon: 0)
        func step() {
            x.assign(.zeros([1], dtype: .float64))
            x.grad = Tensor([2.0], dtype: .float64)
            optimizer.step()
        }
        step()  // s = 2
        #expect(Self.close(x, -2 / 2.0.squareRoot()))
        optimizer.configure(where: { _, _ in true }) { $0.rule.centered = true }
        step()  // s = 3, a = 1
        #expect(Self.close(x, -2 / 2.0.squareRoot()))
        optimizer.configure(where: { _, _ in true }) { ($0.rule.centered, $0.rule.momentum) = (false, 0.5) }
        step()  // s = 3.5, b = 2/√3.5
        #expect(Self.close(x, -2 / 3.5.squareRoot()))
        step()  // s = 3.75
        #expect(Self.close(x, -1 / 3.5.squareRoot() - 2 / 3.75.squareRoot()))
        optimizer.configure(where: { _, _ in true }) { ($0.rule.centered, $0.rule.momentum) = (true, 0) }
        step()  // s = 3.875; the old mean was forgotten: a = 1
        #expect(Self.close(x, -2 / 2.875.squareRoot()))
        #expect(
            optimizer.stateDictionary.keys.filter { $0.hasPrefix("0.") }.sorted() == [
                "0.grad_avg", "0.square_avg", "0.step",
            ])
    }

    @Test("the first step with a momentum, whenever it comes, is that of the gradient")
    func sgd() {
        let x = Tensor([0.0], dtype: .float64).requiringGrad()
        let optimizer = SGD([x], learningRate: 1)
        var found: [Double] = []
        for (momentum, dampening) in [(0.0, 0.0), (0.5, 0.5), (0.5, 0.5), (0, 0), (0.5, 0.5)] {
            optimizer.configure(where: { _, _ in true }) {
                ($0.rule.momentum, $0.rule.dampening) = (momentum, dampening)
            }
            x.assign(.zeros([1], dtype: .float64))
            x.grad = Tensor([4.0], dtype: .float64)
            optimizer.step()
            found.append(x.asArray(Double.self)[0])
        }
        #expect(found == [-4, -4, -4 * 0.5 - 0.5 * 4, -4, -4])
    }

    @Test("AMSGrad that is switched on knows the greatest second moment from then on")
    func amsgrad() {
        let x = Tensor([0.0], dtype: .float64).requiringGrad()
        let optimizer = Adam([x], learningRate: 1, betas: (0, 0.5), epsilon: 0)
        var found: [Double] = []
        for (index, gradient) in [8.0, 2, 0.5].enumerated() {
            if index == 1 { optimizer.configure(where: { _, _ in true }) { $0.rule.amsgrad = true } }
            x.assign(.zeros([1], dtype: .float64))
            x.grad = Tensor([gradient] as [Double])
            optimizer.step()
            found.append(x.asArray(Double.self)[0])
        }
        // v: 32, 18, 9.125; the greatest since: 18.
        let expected = [-8 / (32 / 0.5).squareRoot(), -2 / (18 / 0.75).squareRoot(), -0.5 / (18 / 0.875).squareRoot()]
        #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-14 })
    }

    @Test("L-BFGS takes other settings between steps, and remembers as many moves as it is told")
    func lbfgs() throws {
        let x = Tensor([-1.2, 1] as [Double], requiresGrad: true)
        let optimizer = LBFGS([x], learningRate: 1e-3, maxIterations: 4, historySize: 10, lineSearch: .none)
        func cost() -> Tensor { square(1 - x[0]) + 100 * square(x[1] - square(x[0])) }
        func step() { optimizer.step { cost() } }
        step()
        step()
        #expect(optimizer.stateDictionary["0.moves"].map { $0.shape[0] > 2 } == true)
        optimizer.historySize = 2
        step()
        #expect(optimizer.stateDictionary["0.moves"]?.shape == [2, 2])
        optimizer.lineSearch = .strongWolfe
        optimizer.maxIterations = 100
        step()
        #expect(cost().item() < 1e-6)
        let other = LBFGS([Tensor.zeros([2], dtype: .float64).requiringGrad()], historySize: 1)
        try other.load(optimizer.stateDictionary)
        #expect(other.stateDictionary["0.moves"]?.shape == [1, 2])
        #expect(throws: AdjointError.self) { try withErrors { optimizer.historySize = 0 } }
        #expect(optimizer.historySize == 2)
    }

    @Test("a change of settings that is refused changes none")
    func refusedSettings() {
        let x = Tensor([1.0], dtype: .float64).requiringGrad()
        let optimizer = SGD([x], learningRate: 0.5)
        #expect(throws: AdjointError.self) {
            try withErrors {
                optimizer.configure(where: { _, _ in true }) {
                    $0.learningRateFactor = 100
                    $0.rule.weightDecay = -1
                }
            }
        }
        x.grad = Tensor([1.0], dtype: .float64)
        optimizer.step()
        #expect(x.asArray(Double.self) == [0.5])
    }

    @Test("a number of accumulated steps that changes meanwhile still gives the mean of what has gathered")
    func accumulation() {
        for (steps, calls) in [(1, 3), (2, 3), (3, 3), (4, 4)] {
            let x = Tensor([0.0], dtype: .float64).requiringGrad()
            let optimizer = SGD([x], learningRate: 1)
            optimizer.accumulatedSteps = 5
            for call in 1...calls {
                if call == 3 { optimizer.accumulatedSteps = steps }
                (6 * x).sum().backward()
                optimizer.step()
            }
            #expect(x.asArray(Double.self) == [-6] && optimizer.stepCount == 1)
        }
    }
}

@Suite("Finite gradients never give NaN")
struct FiniteGradientTests {
    /// Gradients by step; greatest, in `float32`, about 1e30.
    private static let patterns: [@Sendable (Int) -> Double] = [
        { _ in 1 }, { $0 % 2 == 0 ? 1 : -1 }, { _ in 0 }, { _ in 1e-30 }, { $0 % 2 == 0 ? 1e-30 : -1e-30 },
        { _ in 1e-22 }, { _ in 1e18 }, { $0 % 2 == 0 ? 1e18 : -1e18 }, { _ in 1e30 }, { $0 % 2 == 0 ? 1e30 : -1e30 },
        { $0 % 100 == 7 ? 1e30 : 1 }, { $0 % 100 == 7 ? -1e30 : 1e-30 }, { $0 % 3 == 0 ? 1e19 : 0 },
        { 0.1 + 1e-7 * Double($0 % 5) }, { Double($0 % 7) * 1e20 - 3e20 },
    ]
    private static var steps: Int {
        ProcessInfo.processInfo.environment["ADJOINT_EXTENDED"] == "1" ? 100_000 : 210
    }

    private static func check(_ name: String, _ dtype: DType, _ make: ([Tensor]) -> any Optimizer) {
        let scale = dtype == .float64 ? 1e150 : 1
        let parameters = patterns.map { _ in Tensor.ones([2, 1], dtype: dtype).requiringGrad() }
        let optimizer = make(parameters)
        for step in 0..<steps {
            for (parameter, pattern) in zip(parameters, patterns) {
                let value = pattern(step)
                // In float64 the greatest are about 1e180, whose squares overflow too.
                parameter.grad = .full([2, 1], abs(value) > 1e10 ? value * scale : value, dtype: dtype)
            }
            optimizer.step()
        }
        for (index, parameter) in parameters.enumerated() {
            #expect(!parameter.asArray(Double.self).contains { $0.isNaN }, "\(name), pattern \(index)")
        }
        let bad = optimizer.stateDictionary.filter { $0.value.asArray(Double.self).contains { $0.isNaN } }
        #expect(bad.isEmpty, "\(name): \(bad.keys.sorted())")
    }

    @Test(
        "constant, alternating, tiny and huge gradients, under any settings",
        arguments: OptimizerFamily.all, [DType.float32, .float64])
    func rules(family: OptimizerFamily, dtype: DType) {
        for settings in 0..<family.count {
            Self.check("\(family) \(settings)", dtype) { family.make($0, settings) }
        }
    }

    @Test("those for L-BFGS", arguments: [DType.float32, .float64])
    func lbfgs(dtype: DType) { Self.check("LBFGS", dtype) { LBFGS($0, learningRate: 0.01, historySize: 5) } }

    @Test("RMSprop's centered variance of constant gradients is not negative: the step is g / ε at most")
    func centered() {
        // Steps of 0.1 in float32, whose running squares round below the square of the running mean.
        let x = Tensor.zeros([64]).requiringGrad()
        let gradient = Tensor((0..<64).map { 0.1 + Float($0) * 0.013 })
        let optimizer = RMSprop([x], learningRate: 1e-6, alpha: 0.9, centered: true)
        for _ in 0..<2000 {
            x.grad = gradient
            optimizer.step()
        }
        #expect(x.asArray(Float.self).allSatisfy { $0.isFinite && $0 < 0 })
    }
}
