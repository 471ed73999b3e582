import Adjoint
import AdjointNN
import Foundation
import Testing

@Suite("checkGradients of a model")
struct ModelGradientCheckTests {
    static func classifier(_ generator: RandomGenerator = RandomGenerator(seed: 4)) -> Sequential {
        Sequential(
            Linear(5, 8, generator: generator), BatchNorm(8), ReLU(), Dropout(0.3, generator: generator),
            Linear(8, 3, generator: generator))
    }

    static let x = Tensor.normal([6, 5], generator: RandomGenerator(seed: 5))
    static let labels = Tensor([0, 1, 2, 0, 1, 2] as [Int])

    /// A layer with a mistake in its derivative: half of the gain's.
    struct Scale: Module {
        @Parameter var gain: Tensor
        let isWrong: Bool
        init(_ features: Int, isWrong: Bool = false) {
            gain = .ones([features])
            self.isWrong = isWrong
        }
        func callAsFunction(_ x: Tensor) -> Tensor {
            isWrong ? x * (0.5 * gain + 0.5 * gain.detach()) : x * gain
        }
    }

    @Test("a float32 model with batch norm and dropout passes, in both modes, and is as before afterwards")
    func passes() {
        let generator = RandomGenerator(seed: 4)
        let model = Self.classifier(generator)
        let before = model.stateDictionary.mapValues { $0.asArray(Double.self) }
        let (state, shared) = (generator.state, RandomGenerator.shared.state)
        let report = checkGradients(of: model, at: Self.x) { crossEntropy($0, Self.labels) }
        #expect(report.passed, "\(report)")
        // 40 + 8 + 8 + 8 + 24 + 3 elements of parameters, 30 of the input, two orders, two modes.
        #expect(report.comparisons == 121 * 4)
        #expect(model.stateDictionary.mapValues { $0.asArray(Double.self) } == before)
        #expect(generator.state == state && RandomGenerator.shared.state.seed == shared.seed)
        #expect(model.parameters.allSatisfy { $0.dtype == .float32 && $0.grad == nil })
        #expect((model.layers[1] as? BatchNorm)?.runningMean?.dtype == .float32)
        let evaluated = checkGradients(of: model, at: Self.x, order: 1, modes: [.evaluation]) {
            crossEntropy($0, Self.labels)
        }
        #expect(evaluated.passed && evaluated.comparisons == 121)
    }

    @Test("a mistake is found under the parameter's name and mode")
    func mistake() throws {
        let model = Sequential(Linear(5, 4, generator: RandomGenerator(seed: 6)), Scale(4, isWrong: true))
        let report = checkGradients(of: model, at: Self.x, order: 1) { square($0).mean() }
        #expect(!report.passed && report.failures.count == 4)
        #expect(report.failures.allSatisfy { $0.name == "1.gain" })
        #expect(report.description.contains("gradient, 1.gain at ["))
        #expect(checkGradients(of: Sequential(Scale(5)), at: Self.x).passed)
    }

    @Test("a parameter that no gradient reaches is named before all others, in each mode")
    func cutOff() {
        struct Cut: Module {
            @Parameter var gain: Tensor
            init() { gain = .ones([4]) }
            func callAsFunction(_ x: Tensor) -> Tensor { x * Tensor(gain.asArray(Double.self)) }
        }
        let model = Sequential(
            Linear(5, 4, generator: RandomGenerator(seed: 6)), Scale(4, isWrong: true), Cut(),
            Dropout(0.2, generator: RandomGenerator(seed: 7)))
        let lines = checkGradients(of: model, at: Self.x).description.split(separator: "\n")
        #expect(lines.count == 6)
        for line in lines[1...2] {
            #expect(
                line.hasPrefix("  2.gain, ")
                    && line.contains("is cut off: backward gives 0 everywhere, differences up to"))
        }
        #expect(lines[4...].allSatisfy { $0.hasPrefix("  gradient, 1.gain, ") && $0.hasSuffix(" (and 3 more of it)") })
    }

    @Test("a loss that draws numbers of its own is told so")
    func unsteady() {
        let report = checkGradients(of: Self.classifier(), at: Self.x) { $0 * Double.random(in: 1...2) }
        #expect(report.problem?.contains("it draws random numbers") == true)
    }

    @Test("models of several inputs, integers, tied and padded parameters, recurrence")
    func shapes() {
        struct Pair: Module {
            let table = Embedding(6, 4, paddingIndex: 0, generator: RandomGenerator(seed: 7))
            let head = Linear(4, 4, generator: RandomGenerator(seed: 8))
            @Parameter var unused: Tensor
            init() { unused = .ones([2]) }
            func callAsFunction(_ tokens: Tensor, _ x: Tensor) -> Tensor {
                matmul(head(table(tokens)) + x, table.weight.T)
            }
        }
        let tokens = Tensor([1, 0, 5] as [Int])
        let x = Tensor.normal([3, 4], generator: RandomGenerator(seed: 9))
        let report = checkGradients(of: Pair(), at: [tokens, x]) { model, inputs in model(inputs[0], inputs[1]) }
        #expect(report.passed, "\(report)")
        #expect(!report.failures.contains { $0.name == "table.weight" })
        let lstm = LSTM(3, 2, generator: RandomGenerator(seed: 10))
        let sequence = Tensor.normal([2, 4, 3], generator: RandomGenerator(seed: 11))
        let recurrent = checkGradients(of: lstm, at: [sequence]) { lstm, x in lstm(x[0]) }
        #expect(recurrent.passed, "\(recurrent)")
        let inferred = Sequential(Linear(.inferred, 3), Tanh())
        #expect(checkGradients(of: inferred, at: Self.x).passed && inferred.parameters[0].shape == [3, 5])
    }

    @Test("a part of the elements of large parameters is compared")
    func sampled() {
        let model = Linear(100, 30, generator: RandomGenerator(seed: 12))
        let x = Tensor.normal([2, 100], generator: RandomGenerator(seed: 13))
        let report = checkGradients(of: model, at: x, order: 1, elements: 10)
        #expect(report.passed && report.comparisons == 30)
        #expect(checkGradients(of: model, at: x, order: 1, elements: nil).comparisons == 3000 + 30 + 200)
    }

    @Test("what keeps the check from being made is said")
    func problems() {
        let model = Self.classifier()
        let narrow = checkGradients(of: model, at: Self.x) { $0.cast(to: .float32) }
        #expect(narrow.problem == "the function gives float32, not float64")
        let targets = model.evaluating { model(Self.x) }.cast(to: .float32)
        let mixed = checkGradients(of: model, at: Self.x) { mseLoss($0, targets) }
        #expect(mixed.problem?.contains("targets.cast(to: $0.dtype)") == true)
        let shape = checkGradients(of: model, at: Tensor.ones([6, 4])) { $0 }
        #expect(shape.problem?.contains("the input is [6, 4]") == true)
        #expect(checkGradients(of: model, at: Self.x, elements: 0).problem != nil)
        let view = Tensor.ones([1, 5]).broadcast(to: [1 << 50, 5])
        #expect(checkGradients(of: model, at: view).problem?.contains("memoryLimit") == true)
        #expect(checkGradients(of: model, at: Self.x, modes: []).problem != nil)
        #expect(model.parameters.allSatisfy { $0.dtype == .float32 })
    }

    @Test("withParameters is the model as a function of them, on this task only")
    func parameters() throws {
        let model = Self.classifier()
        model.eval()
        let weight = Tensor.normal([3, 8], dtype: .float64, generator: RandomGenerator(seed: 14))
        weight.requiresGrad = true
        let plain = model(Self.x)
        let (inside, other) = model.withParameters(["4.weight": weight]) { () -> (Tensor, Tensor) in
            let done = DispatchSemaphore(value: 0)
            Thread.detachNewThread {
                #expect(model(Self.x).asArray(Float.self) == plain.asArray(Float.self))
                done.signal()
            }
            done.wait()
            return (model(Self.x), model.parameters[4])
        }
        #expect(inside.dtype == .float64 && other === weight)
        let slope = gradients(of: inside.sum(), for: [weight])[0]
        #expect(slope.shape == [3, 8] && abs(slope).sum().item() > 0)
        #expect(model(Self.x).asArray(Float.self) == plain.asArray(Float.self))
        // Gradients through values that were computed.
        let scale = Tensor(2 as Double, requiresGrad: true)
        let scaled = model.withParameters(["4.weight": weight.detach() * scale]) { model(Self.x).sum() }
        #expect(gradients(of: scaled, for: [scale])[0].item() != 0)
        let error = #expect(throws: AdjointError.self) {
            try withErrors { model.withParameters(["4.weigth": weight]) {} }
        }
        #expect(error?.description.contains("no parameter or buffer \"4.weigth\"") == true)
        #expect(throws: AdjointError.self) { try withErrors { model.withParameters(["0.weight": weight]) {} } }
    }

    @Test("cast makes a model of the other dtype, and what was shared, frozen or fixed stays so")
    func cast() {
        let model = Self.classifier()
        let x = Self.x.cast(to: .float64)
        model.eval()
        model.freeze("0")
        let before = model(Self.x)
        #expect(model.cast(to: .float64)(x).dtype == .float64)
        #expect(zip(model(x).asArray(Double.self), before.asArray(Double.self)).allSatisfy { abs($0 - $1) < 1e-5 })
        #expect(model.parameters.allSatisfy { $0.dtype == .float64 } && !model.parameters[0].requiresGrad)
        #expect(model.parameters[2].requiresGrad)
        #expect((model.layers[1] as? BatchNorm)?.numBatchesTracked?.dtype == .int64)
        model.train()
        _ = model(x)
        #expect((model.layers[1] as? BatchNorm)?.runningMean?.dtype == .float64)
        model.cast(to: .float32)
        model.eval()
        #expect(model(Self.x).dtype == .float32)
        let table = Embedding(4, 3, paddingIndex: 1)
        #expect(table.cast(to: .float64).weight.fixedElements != nil)
        let inferred = Linear(.inferred, 2).cast(to: .float64)
        #expect(inferred(x).dtype == .float64 && inferred.weight.dtype == .float64)
        #expect(throws: AdjointError.self) { try withErrors { model.cast(to: .int64) } }
        let later = Linear(.inferred, 2)
        #expect(throws: AdjointError.self) {
            try withErrors {
                model.cast(to: .float64)
                later.cast(to: .float64)
                _ = matmul(x, x)
            }
        }
        #expect(model.parameters.allSatisfy { $0.dtype == .float32 } && later(Self.x).dtype == .float32)
    }
}
