import Foundation
import Testing

@testable import Adjoint
@testable import AdjointNN

/// A module with parts wherever they can be.
private struct Everything: Module {
    var layer = Linear(3, 4)
    let array = [Linear(4, 4), Linear(4, 4)]
    let named: [String: Linear] = ["a": Linear(4, 4), "b": Linear(4, 4)]
    let maybe: Linear? = Linear(4, 4)
    let absent: Linear? = nil
    let pair = (name: "pair", first: Linear(4, 4), function: { (x: Tensor) in x * 2 })
    let anything: any Module<Tensor, Tensor> = Sequential(Linear(4, 4), BatchNorm1d(4), Dropout(0.5))
    let list = ModuleList<any UnaryModule>([Linear(4, 4), Residual(Linear(4, 4))])
    @Parameter var gain: Tensor = .ones([4])
    @Parameter var offset: Tensor? = nil
    @Buffer var count: Tensor = Tensor(3)
    let mode = TrainingMode()
    let activation: @Sendable (Tensor) -> Tensor = { tanh($0) }
    let optionalFunction: (@Sendable (Tensor) -> Tensor)? = { relu($0) }
    var words = ["one", "two"]
    weak var observer: Observer?
    unowned let owner: Observer

    func callAsFunction(_ x: Tensor) -> Tensor {
        var y = activation(layer(x))
        for layer in array { y = layer(y) }
        y = named["b"]!(named["a"]!(y))
        y = pair.function(pair.first(maybe!(y)))
        y = list.reduce(anything(y)) { $1($0) }
        return optionalFunction!(y) * gain
    }
}

private final class Observer: Sendable { let word = "still here" }

private final class Scorer: CopyableModule {
    let layer: Linear
    @Parameter var gain: Tensor
    init(_ layer: Linear, _ gain: Tensor) { (self.layer, self.gain) = (layer, gain) }
    func callAsFunction(_ x: Tensor) -> Tensor { layer(x) * gain }
    func twin(_ copier: ModuleCopier) -> Scorer { Scorer(copier.copy(layer), copier.copy(gain)) }
}

private final class Silent: Module {
    let layer = Linear(2, 2)
    func callAsFunction(_ x: Tensor) -> Tensor { layer(x) }
}

private struct Holder<Part: Module<Tensor, Tensor>>: Module {
    let part: Part
    let again: Part
    init(_ part: Part) { (self.part, again) = (part, part) }
    func callAsFunction(_ x: Tensor) -> Tensor { again(part(x)) }
}

private enum Choice: Module {
    case one(Linear)
    func callAsFunction(_ x: Tensor) -> Tensor {
        switch self {
        case .one(let layer): layer(x)
        }
    }
}

@Suite("Copies of modules")
struct ModuleCopyTests {
    @Test("a copy has all that the module has, shares none of it, and closures, weak and unowned references stay")
    func everything() {
        let observer = Observer()
        let model = Everything(observer: observer, owner: observer)
        model.array[0].freeze("bias")
        let twin = model.copy()
        #expect(twin.namedParameters.map(\.name) == model.namedParameters.map(\.name))
        #expect(twin.namedBuffers.map(\.name) == model.namedBuffers.map(\.name))
        for (a, b) in zip(model.parameters + model.buffers, twin.parameters + twin.buffers) {
            #expect(a !== b && a.asArray(Double.self) == b.asArray(Double.self) && a.dtype == b.dtype)
            #expect(a.requiresGrad == b.requiresGrad)
        }
        #expect(twin.array[0].bias?.requiresGrad == false)
        #expect(twin.observer === observer && twin.owner.word == "still here" && twin.words == ["one", "two"])
        let x = Tensor.normal([5, 3])
        #expect(model.evaluating { model(x) }.asArray(Float.self) == twin.evaluating { twin(x) }.asArray(Float.self))

        // Training of the one leaves the other as it is.
        let before = model.stateDictionary.mapValues { $0.asArray(Double.self) }
        let optimizer = SGD(twin, learningRate: 0.1)
        square(twin(x)).sum().backward()
        optimizer.step()
        twin.eval()
        #expect(model.mode.isTraining && !twin.mode.isTraining)
        #expect(model.stateDictionary.mapValues { $0.asArray(Double.self) } == before)
        #expect(twin.gain.asArray(Float.self) != model.gain.asArray(Float.self))
        #expect(twin.named["a"]!.weight.asArray(Float.self) != model.named["a"]!.weight.asArray(Float.self))
    }

    @Test("a module and a tensor that are reached twice are reached twice in the copy")
    func sharing() {
        let twin = Holder(Linear(2, 2)).copy()
        #expect(twin.parameters.count == 2 && twin.part.weight === twin.again.weight)
        struct Tied: Module {
            @Parameter var a: Tensor
            @Parameter var b: Tensor
            func callAsFunction(_ x: Tensor) -> Tensor { matmul(matmul(x, a), b) }
        }
        let weight = Tensor.normal([2, 2])
        let tied = Tied(a: weight, b: weight).copy()
        #expect(tied.a === tied.b && tied.a !== weight)
    }

    @Test("every layer of the library can be copied, before and after its shapes are inferred")
    func inferred() {
        let model = Sequential(
            Conv2d(.inferred, 4, kernel: 3), BatchNorm2d(4), ReLU(), ActivityPenalty(.l2(1)), Flatten(),
            Linear(.inferred, 3))
        let before = model.copy()
        let x = Tensor.normal([2, 1, 8, 8])
        _ = model(x)
        let other = Tensor.normal([2, 3, 6, 6])
        #expect(before(other).shape == [2, 3] && model(x).shape == [2, 3])
        #expect(before.parameters[0].shape == [4, 3, 3, 3])
        let attention = TransformerEncoderLayer(8, heads: 2, hidden: 16)
        let lstm = LSTM(3, 4, layers: 2)
        #expect(attention.copy().parameterCount == attention.parameterCount)
        #expect(lstm.copy().parameterCount == lstm.parameterCount)
        #expect(model.copy().activityPenalty.item() == 0 && model.activityPenalty.item() > 0)
    }

    @Test("dropout with a generator of its own draws in the copy what it would have drawn, and drops nothing of it")
    func generators() {
        let model = Sequential(Dropout(0.5, generator: RandomGenerator(seed: 3)))
        let x = Tensor.ones([100])
        _ = model(x)
        let twin = model.copy()
        let (a, b) = (twin(x).asArray(Float.self), model(x).asArray(Float.self))
        #expect(a == b && a.contains(0))
    }

    @Test("a class says how it is copied; one that does not, and an enumeration, are named in the error")
    func classes() throws {
        let twin = Holder(Scorer(Linear(2, 2), .ones([2]))).copy()
        #expect(twin.part === twin.again && twin.parameters.count == 3)
        let scorer = Scorer(Linear(2, 2), .ones([2]))
        scorer.freeze()
        #expect(scorer.copy().parameters.allSatisfy { !$0.requiresGrad } && scorer.copy() !== scorer)
        for (name, copy) in [
            ("part.layer.weight", { _ = Holder(Silent()).copy() }), ("layer.weight", { _ = Silent().copy() }),
            ("part.0.weight", { _ = Holder(Choice.one(Linear(2, 2))).copy() }),
        ] {
            let error = #expect(throws: AdjointError.self) { try withErrors { copy() } }
            #expect(error?.description.contains("copy") == true, "\(name): \(String(describing: error))")
        }
    }
}
