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
    @Parameter var scale = Tensor([1, 1])
    @Buffer var seen = Tensor.zeros([3])
    let table = Tensor([5, 6, 7])
    let cache = Tensor([1, 2], requiresGrad: true)
    let name = "derived"
    let sizes = [1, 2, 3]
    lazy var late = Linear(2, 2, bias: false)
    override func callAsFunction(_ x: Tensor) -> Tensor { super.callAsFunction(x) * scale }
}

private struct Containers: Module {
    let blocks = [Linear(1, 2), Linear(2, 1, bias: false)]
    let gains = [Parameter(wrappedValue: Tensor([1])), Parameter(wrappedValue: Tensor([2]))]
    let maybe: [Linear?] = [nil, Linear(1, 1, bias: false)]
    let pair = (Linear(1, 1, bias: false), last: Linear(1, 1, bias: false))
    let heads = ["b": Linear(1, 1, bias: false), "A": Linear(1, 1, bias: false)]
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
    @Parameter var weight = Tensor([1])
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

    @Test("of a subclass follow those of its superclass; only what is marked is one")
    func subclass() {
        let model = Derived()
        let names = ["inner.first.weight", "inner.first.bias", "inner.second.weight", "scale"]
        #expect(model.namedParameters.map(\.name) == names)
        #expect(model.parameterCount == 12 + 4 + 8 + 2)
        #expect(zip(model.parameters, model.namedParameters).allSatisfy { $0 === $1.parameter })
        #expect(model.namedBuffers.map(\.name) == ["seen"] && model.buffers[0] === model.seen)
        _ = model.late
        #expect(model.namedParameters.map(\.name) == names + ["late.weight"])
    }

    @Test("are found in arrays, optionals, tuples and dictionaries, these by key")
    func containers() {
        let names = [
            "blocks.0.weight", "blocks.0.bias", "blocks.1.weight", "gains.0", "gains.1", "maybe.1.weight",
            "pair.0.weight", "pair.last.weight", "heads.A.weight", "heads.b.weight",
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

    @Test("stay parameters when they are frozen, and lose their gradients")
    func frozen() {
        let model = Block()
        model(Tensor([[1, 2, 3]])).sum().backward()
        model.freeze("first")
        #expect(model.namedParameters.map(\.name) == ["first.weight", "first.bias", "second.weight"])
        #expect(model.parameters.map(\.requiresGrad) == [false, false, true])
        #expect(model.parameters.map { $0.grad != nil } == [false, false, true])
        model.freeze()
        #expect(model.parameters.allSatisfy { !$0.requiresGrad })
        model.unfreeze("first.bias", "second")
        #expect(model.parameters.map(\.requiresGrad) == [false, true, true])
        model.unfreeze()
        #expect(model.parameters.allSatisfy { $0.requiresGrad })
    }

    @Test("are frozen by whole labels, in either spelling, and a path without any is reported")
    func frozenPaths() {
        let model = Spelling()
        model.freeze("selfAttn.inProjWeight")
        #expect(model.selfAttn.inProjWeight.requiresGrad == false)
        model.unfreeze("self_attn")
        #expect(model.selfAttn.inProjWeight.requiresGrad)
        let containers = Containers()
        containers.freeze("heads.A")
        #expect(containers.heads.map { $0.value.weight.requiresGrad == ($0.key == "b") } == [true, true])
        let all = "there are self_attn, conv_bn2, weight_ih_l0, already_so, self_attn.in_proj_weight"
        for (path, known) in [
            ("self", all), ("other", all), ("selfAtn", "there is self_attn with a similar name"),
            ("in_proj_weight", "there is self_attn.in_proj_weight with a similar name"), ("", all),
        ] {
            let error = #expect(throws: AdjointError.self) { try withErrors { model.freeze(path) } }
            #expect(error?.description == "freeze: Spelling has no parameter under \"\(path)\"; \(known)")
        }
        let deep = Sequential((0..<20).map { _ in Linear(1, 1) })
        let error = #expect(throws: AdjointError.self) { try withErrors { deep.unfreeze("encoder") } }
        #expect(error?.description.hasSuffix("there are 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 48 more") == true)
    }

    @Test("are named in PyTorch's spelling of the labels")
    func spelling() {
        let names = Spelling().namedParameters.map(\.name) + Spelling().namedBuffers.map(\.name)
        #expect(names == ["self_attn.in_proj_weight", "conv_bn2", "weight_ih_l0", "already_so", "num_batches_tracked"])
    }

    @Test("of one name are reported")
    func sameName() {
        let error = #expect(throws: AdjointError.self) { try withErrors { SameName().parameters.count } }
        #expect(error?.description == "Module: two of its parameters or buffers have the name \"a_b\"")
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

    @Test("must be leaves of a floating-point type")
    func leaves() {
        let doubled = 2 * Tensor([1], requiresGrad: true)
        let error = #expect(throws: AdjointError.self) { try withErrors { Gain(doubled).parameters.count } }
        #expect(
            error?.description
                == "Parameter: a tensor of [1] is the result of a recorded operation: use detach() of it")
        #expect(throws: AdjointError.self) { try withErrors { Gain(Tensor([1, 2] as [Int])).parameters.count } }
    }

    @Test("that are replaced are trained like those before, frozen ones remain frozen")
    func replaced() {
        let layer = Gain(Tensor([1]))
        layer.gain = Tensor([3])
        #expect(layer.parameters.map { $0.asArray(Float.self) } == [[3]] && layer.gain.requiresGrad)
        layer.freeze()
        layer.gain = Tensor([4])
        #expect(!layer.gain.requiresGrad)
    }
}

private struct Attention: Module {
    @Parameter var inProjWeight = Tensor([1])
    func callAsFunction(_ query: Tensor, _ key: Tensor, mask: Tensor? = nil) -> Tensor { query * key * inProjWeight }
}

private struct Spelling: Module {
    let selfAttn = Attention()
    @Parameter var convBN2 = Tensor([1])
    @Parameter var weightIhL0 = Tensor([1])
    @Parameter var already_so = Tensor([1])
    @Buffer var numBatchesTracked = Tensor([0], dtype: .int64)
    @Buffer var absent: Tensor? = nil
}

/// A layer whose first value is computed from another parameter.
private struct Scaled: Module {
    @Parameter var gain: Tensor
    init() {
        let base = Tensor([3], requiresGrad: true)
        _gain = .inferred([nil], dtype: .float32) { base * Tensor.ones([$0]) }
    }
    func callAsFunction(_ x: Tensor) -> Tensor {
        _gain.infer(x.count)
        return x * gain
    }
}

private struct SameName: Module {
    @Parameter var aB = Tensor([1])
    @Parameter var a_b = Tensor([1])
}

private struct Gain: Module {
    @Parameter var gain: Tensor
    init(_ gain: Tensor) { self.gain = gain }
    func callAsFunction(_ x: Tensor) -> Tensor { x * gain }
}

private struct Averaging: Module {
    @Buffer var mean = Tensor([0, 0])
    let mode = TrainingMode()
    func callAsFunction(_ x: Tensor) -> Tensor {
        if mode.isTraining { mean = 0.5 * mean + 0.5 * x.mean(axis: 0) }
        return x - mean
    }
}

private struct TwoModes: Module {
    let parts = [Averaging(), Averaging()]
    let inner: Averaging? = Averaging()
    func callAsFunction(_ x: Tensor) -> Tensor { parts.reduce(x) { $1($0) } }
}

@Suite("A module")
struct ModuleTreeTests {
    @Test("can take several arguments, or none, and still has parameters")
    func signatures() {
        let attention = Attention()
        #expect(attention(Tensor([2]), Tensor([3])).asArray(Float.self) == [6])
        #expect(attention.parameterCount == 1)
        #expect(Adam(attention).parameters.count == 1)
    }

    @Test("is in training or evaluation as a whole, whatever holds it by value")
    func modes() {
        let model = TwoModes()
        let copy = model
        model.eval()
        #expect((copy.parts + [copy.inner].compactMap { $0 }).allSatisfy { !$0.mode.isTraining })
        model.parts[0].train()
        #expect(copy.parts.map(\.mode.isTraining) == [true, false])
        let inside = model.evaluating { (model.parts.map(\.mode.isTraining), isGradientEnabled) }
        #expect(inside.0 == [false, false] && !inside.1)
        #expect(model.parts.map(\.mode.isTraining) == [true, false] && isGradientEnabled)
        model.train()
        #expect(model.parts.allSatisfy { $0.mode.isTraining })
    }

    @Test("changes its buffers by assigning them, cut off from the graph, and only where its formula says so")
    func buffers() {
        let layer = Averaging()
        let x = Tensor([[2, 4], [4, 8]], requiresGrad: true)
        _ = layer(x)
        #expect(layer.mean.asArray(Float.self) == [1.5, 3] && !layer.mean.requiresGrad)
        layer.eval()
        _ = layer(x)
        #expect(layer.mean.asArray(Float.self) == [1.5, 3])
        #expect(layer.parameters.isEmpty)
    }

    @Test("names its parts, parents first; children are those in its own properties")
    func tree() {
        let model = Derived()
        #expect(model.namedModules.map(\.name) == ["", "inner", "inner.first", "inner.second"])
        #expect(model.modules.count == 4 && model.modules[0] as? Derived === model)
        #expect(model.namedChildren.map(\.name) == ["inner"] && model.children.count == 1)
        #expect(Containers().namedChildren.map(\.name).count == 7)
    }

    @Test("applies a function to its parts before itself")
    func apply() {
        var visited: [String] = []
        let model = Block()
        model.apply { visited.append("\(type(of: $0))") }
        #expect(visited == ["Linear", "Linear", "Block"])
        model.apply { ($0 as? Linear)?.weight.assign(.zeros(($0 as? Linear)?.weight.shape ?? [])) }
        #expect(model.first.weight.asArray(Float.self) == [Float](repeating: 0, count: 12))
    }

    @Test("may have any other properties beside its own modules")
    func otherProperties() {
        struct Table: Module {
            let numbers = [1, 2, 3]
            let matrix: [[Float]] = [[1, 2], [3]]
            let words: [String: [UInt8]] = ["a": [1]]
            let range: Set<Int> = [1, 2]
            let function: @Sendable (Tensor) -> Tensor = { $0 }
            let anything: [Any] = [1, Linear(1, 1, bias: false), "a"]
            let tensors = [Tensor([1], requiresGrad: true)]
            let layers: [any Module] = [Linear(1, 1, bias: false)]
        }
        #expect(Table().namedParameters.map(\.name) == ["anything.1.weight", "layers.0.weight"])
    }
}

@Suite("A layer that infers its input size")
struct InferenceTests {
    @Test("has the parameters of one that was told, from its first call on")
    func firstCall() {
        let (told, inferred) = (
            Linear(3, 4, generator: RandomGenerator(seed: 1)), Linear(.inferred, 4, generator: RandomGenerator(seed: 1))
        )
        let x = Tensor([[1, 2, 3]])
        #expect(inferred(x).asArray(Float.self) == told(x).asArray(Float.self))
        #expect(inferred.weight.shape == [4, 3] && inferred.bias?.shape == [4])
        #expect(inferred.parameters.allSatisfy { $0.requiresGrad } && inferred.parameters[0] === inferred.weight)
        let weight = inferred.weight
        _ = inferred(x)
        #expect(inferred.weight === weight)
        let error = #expect(throws: AdjointError.self) { try withErrors { _ = inferred(Tensor([[1, 2]])) } }
        #expect(error?.description == "Linear(3, 4): the input is [1, 2]: its last axis must have length 3")
    }

    @Test("reports that it has no parameters before, and remembers that they are frozen")
    func before() {
        let model = Sequential(Linear(.inferred, 4, bias: false))
        let expected =
            "Sequential: 0.weight has no value yet, as its layer infers the shape: call the model once first"
        for ask in [{ _ = model.parameters }, { _ = Adam(model) }, { _ = model.stateDictionary }] as [() -> Void] {
            let error = #expect(throws: AdjointError.self) { try withErrors { ask() } }
            #expect(error?.description == expected)
        }
        model.freeze("0")
        _ = model(Tensor([[1, 2]]))
        #expect(model.parameters.map(\.requiresGrad) == [false])
    }

    @Test("keeps no graph where the first call happens while gradients are recorded, and none without")
    func gradient() {
        let layer = Linear(.inferred, 2)
        withoutGradient { _ = layer(Tensor([[1, 2]])) }
        layer(Tensor([[1, 2]])).sum().backward()
        #expect(layer.weight.isLeaf && layer.weight.grad?.asArray(Float.self) == [1, 2, 1, 2])
        let scaled = Scaled()
        _ = scaled(Tensor([1, 2]))
        #expect(scaled.gain.isLeaf && scaled.gain.asArray(Float.self) == [3, 3])
    }
}
