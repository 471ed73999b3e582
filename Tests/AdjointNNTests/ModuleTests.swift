import Adjoint
import AdjointNN
import Testing

private struct Block: Module {
    let first = Linear(3, 4)
    let second: Linear? = Linear(4, 2, bias: false)
    let absent: Linear? = nil
    func callAsFunction(_ x: Tensor) -> Tensor { second.map { $0(first(x)) } ?? first(x) }
}

private class Base: Module {
    let inner = Block()
    func callAsFunction(_ x: Tensor) -> Tensor { inner(x) }
}

private final class Derived: Base {
    let scale = Tensor([1, 1], requiresGrad: true)
    let table = Tensor([5, 6, 7])
    let name = "derived"
    let sizes = [1, 2, 3]
    override func callAsFunction(_ x: Tensor) -> Tensor { super.callAsFunction(x) * scale }
}

private struct Containers: Module {
    let blocks = [Linear(1, 2), Linear(2, 1, bias: false)]
    let gains = [Tensor([1], requiresGrad: true), Tensor([2], requiresGrad: true)]
    let maybe: [Linear?] = [nil, Linear(1, 1, bias: false)]
    let pair = (Linear(1, 1, bias: false), last: Linear(1, 1, bias: false))
    let heads = ["b": Linear(1, 1, bias: false), "a": Linear(1, 1, bias: false)]
    func callAsFunction(_ x: Tensor) -> Tensor { x }
}

private struct Tied: Module {
    let encoder: Linear
    let decoder: Linear
    let wholeLayerAgain: Linear
    init() {
        encoder = Linear(2, 2)
        decoder = Linear(weight: encoder.weight, bias: Tensor([0, 0]))
        wholeLayerAgain = encoder
    }
    func callAsFunction(_ x: Tensor) -> Tensor { decoder(encoder(x)) }
}

private final class Ring: Module {
    let weight = Tensor([1], requiresGrad: true)
    var next: Ring?
    func callAsFunction(_ x: Tensor) -> Tensor { x * weight }
}

@Suite("Parameters of a module")
struct ModuleTests {
    @Test("are named by the path of properties, nil properties left out")
    func nestedStructs() {
        #expect(Block().namedParameters.map(\.name) == ["first.weight", "first.bias", "second.weight"])
        #expect(Block().namedParameters.map(\.parameter.shape) == [[4, 3], [4], [2, 4]])
    }

    @Test("of a subclass follow those of its superclass; constants and other values are none")
    func subclass() {
        let model = Derived()
        let names = ["inner.first.weight", "inner.first.bias", "inner.second.weight", "scale"]
        #expect(model.namedParameters.map(\.name) == names)
        #expect(model.parameterCount == 12 + 4 + 8 + 2)
        #expect(zip(model.parameters, model.namedParameters).allSatisfy { $0 === $1.parameter })
    }

    @Test("are found in arrays, optionals, tuples and dictionaries, these by key")
    func containers() {
        let names = [
            "blocks.0.weight", "blocks.0.bias", "blocks.1.weight", "gains.0", "gains.1", "maybe.1.weight",
            "pair.0.weight", "pair.last.weight", "heads.a.weight", "heads.b.weight",
        ]
        #expect(Containers().namedParameters.map(\.name) == names)
    }

    @Test("that are shared count once, under the first name")
    func shared() {
        let model = Tied()
        #expect(model.namedParameters.map(\.name) == ["encoder.weight", "encoder.bias", "decoder.bias"])
        #expect(model.parameterCount == 4 + 2 + 2)
        let x = Tensor([[1, 2]])
        model(x).sum().backward()
        // The encoder's weight gathers what both uses contribute: d/dW of Σ W (W x + b) + c.
        let (w, b) = (model.encoder.weight.asArray(Double.self), model.encoder.bias?.asArray(Double.self) ?? [])
        let h = [w[0] + 2 * w[1] + b[0], w[2] + 2 * w[3] + b[1]]
        let column = [w[0] + w[2], w[1] + w[3]]
        let expected = [h[0] + column[0], h[1] + 2 * column[0], h[0] + column[1], h[1] + 2 * column[1]]
        let found = model.encoder.weight.grad?.asArray(Double.self) ?? []
        #expect(found.count == 4 && zip(found, expected).allSatisfy { abs($0 - $1) < 1e-5 })
    }

    @Test("of modules that refer to one another in a circle are found, each once")
    func circle() {
        let (first, second) = (Ring(), Ring())
        first.next = second
        second.next = first
        defer { second.next = nil }
        #expect(first.namedParameters.map(\.name) == ["weight", "next.weight"])
        #expect(second.namedParameters.map(\.name) == ["weight", "next.weight"])
    }

    @Test("of Sequential are named by position, as in PyTorch")
    func sequential() {
        let model = Sequential(Linear(784, 512), ReLU(), Linear(512, 10))
        #expect(model.namedParameters.map(\.name) == ["0.weight", "0.bias", "2.weight", "2.bias"])
        #expect(model.parameterCount == 407_050)
        let nested = Sequential([Sequential(Linear(2, 2), ReLU()), Linear(2, 1, bias: false)])
        #expect(nested.namedParameters.map(\.name) == ["0.0.weight", "0.0.bias", "1.weight"])
        #expect(Sequential().parameters.isEmpty && Sequential().parameterCount == 0)
    }

    @Test("no longer include a weight that has stopped requiring a gradient")
    func frozen() {
        let layer = Linear(2, 3)
        layer.weight.requiresGrad = false
        #expect(layer.namedParameters.map(\.name) == ["bias"])
        #expect(layer.parameterCount == 3)
        layer.weight.requiresGrad = true
        #expect(layer.parameterCount == 9)
    }

    @Test("are the very tensors of the layers")
    func identity() {
        let layer = Linear(2, 3)
        #expect(layer.parameters.count == 2)
        #expect(layer.parameters[0] === layer.weight && layer.parameters[1] === layer.bias)
    }

    @Test("lose their gradients by zeroGrad, of the module and of the optimizer")
    func zeroGrad() {
        let model = Block()
        let optimizer = SGD(model, learningRate: 0.1)
        for forget in [model.zeroGrad, optimizer.zeroGrad] {
            model(Tensor([[1, 2, 3]])).sum().backward()
            #expect(model.parameters.allSatisfy { $0.grad != nil })
            forget()
            #expect(model.parameters.allSatisfy { $0.grad == nil })
        }
    }

    @Test("Sequential applies its modules in order, and none gives the input")
    func application() {
        let double = Linear(weight: Tensor([[2]]), bias: Tensor([-3]))
        let x = Tensor([[1], [4]])
        #expect(Sequential(double, ReLU())(x).asArray(Float.self) == [0, 5])
        #expect(Sequential(ReLU(), double)(x).asArray(Float.self) == [-1, 5])
        #expect(Sequential()(x) === x)
    }
}
