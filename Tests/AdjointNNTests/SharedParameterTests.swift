import Adjoint
import AdjointNN
import Testing

/// A source that breaks the rule of the protocol: one tensor twice.
private struct CarelessSource: ParameterSource {
    let namedParameters: [(name: String, parameter: Tensor)]
}

@Suite("A tensor that is there twice")
struct SharedParameterTests {
    private static func leaf(_ values: Double...) -> Tensor { Tensor(values).requiringGrad() }

    private static let makers: [String: @Sendable (CarelessSource) -> any Optimizer] = [
        "SGD": { SGD($0, learningRate: 0.5, weightDecay: 0.1) }, "AdamW": { AdamW($0, learningRate: 0.5) },
        "LBFGS": { LBFGS($0, learningRate: 0.5) },
    ]

    @Test("is changed once in each step, under its first name", arguments: makers.keys)
    func once(name: String) throws {
        let make = try #require(Self.makers[name])
        let (x, y) = (Self.leaf(1, -2), Self.leaf(1, -2))
        let twice = make(CarelessSource(namedParameters: [("a", x), ("b", x)]))
        let alone = make(CarelessSource(namedParameters: [("a", y)]))
        for _ in 0..<3 {
            (x.grad, y.grad) = (Tensor([0.5, 1] as [Double]), Tensor([0.5, 1] as [Double]))
            twice.step()
            alone.step()
        }
        #expect(x.asArray(Double.self) == y.asArray(Double.self) && twice.parameters.count == 1)
        #expect(twice.stateDictionary.keys == alone.stateDictionary.keys)
    }

    @Test("counts once in an array, a selection, a module, the norm of gradients, penalties and running means")
    func sources() throws {
        let x = Self.leaf(3, 4)
        let array = [x, Self.leaf(0), x]
        #expect(array.namedParameters.map(\.name) == ["0", "1"])
        #expect(array.parameters { _, _ in true }.namedParameters.map(\.name) == ["0", "1"])
        let optimizer = SGD(array, learningRate: 1)
        x.grad = Tensor([1, 1] as [Double])
        optimizer.step()
        #expect(x.asArray(Double.self) == [2, 3])
        x.grad = Tensor([3, 4] as [Double])
        #expect(clipGradients(CarelessSource(namedParameters: [("a", x), ("b", x)]), .norm(100)).item() == 5)
        let layer = Linear(weight: Tensor([[1, 2]]))
        let tied = Sequential(layer, Linear(weight: layer.weight))
        #expect(tied.parameterCount == 2 && Penalty.l2(1)(weightsOf: tied).item() == 5)
        let weight = layer.weight
        let careless = CarelessSource(namedParameters: [("a", weight), ("b", weight)])
        #expect(Penalty.l2(1)(weightsOf: careless).item() == 5)
        let average = ExponentialMovingAverage(careless, decay: 0.5)
        weight.assign(Tensor([[3, 4]]))
        average.update()
        #expect(average.withAverages { weight.asArray(Float.self) } == [2, 3])
        #expect(weight.asArray(Float.self) == [3, 4])
        #expect(average.stateDictionary.keys.sorted() == ["a.average", "updates"])
    }

    @Test("by a name that another tensor has is refused")
    func names() {
        let source = CarelessSource(namedParameters: [("w", Self.leaf(1)), ("b", Self.leaf(1)), ("w", Self.leaf(2))])
        let error = #expect(throws: AdjointError.self) { try withErrors { _ = Adam(source) } }
        #expect(
            error?.description
                == "Adam: two parameters, at 0 and 2 of its source, have the name \"w\": names of their own are needed, "
                + "by which their state is saved")
    }

    @Test("under two names in a state dictionary has one value")
    func contradiction() throws {
        let layer = Linear(weight: Tensor([[1, 2], [3, 4]]))
        let tied = Sequential(layer, Linear(weight: layer.weight))
        let state = tied.stateDictionary
        try tied.load(state)
        var other = state
        other["1.weight"] = Tensor([[1, 2], [3, 5]])
        for isStrict in [true, false] {
            let error = #expect(throws: StateMismatch.self) { try tied.load(other, strict: isStrict) }
            #expect(
                error?.description
                    == "load: the state does not fit Sequential:\n  of another shape or dtype: 1.weight is [2, 2] float32 of other values, "
                    + "not those of 0.weight, which is the same tensor")
        }
        #expect(layer.weight.asArray(Float.self) == [1, 2, 3, 4])
    }
}

@Suite("What is fixed in a parameter")
struct FixedElementTests {
    private static func train(_ optimizer: any Optimizer, _ layer: Embedding) {
        for _ in 0..<5 {
            optimizer.step {
                // The table is read, and used as a matrix too, so that every row has a gradient.
                square(layer(Tensor([0, 1, 2, 1] as [Int])) - 1).sum()
                    + square(matmul(layer.weight, layer.weight.T)).sum()
            }
        }
    }

    private static func layer() -> Embedding {
        let layer = Embedding(3, 2, paddingIndex: 1, dtype: .float64, generator: RandomGenerator(seed: 2))
        layer.weight[1] = Tensor([0.3, 0.7] as [Double])
        return layer
    }

    @Test("the vector of a padding index, set by hand, stays under every optimizer", arguments: OptimizerFamily.all)
    func padding(family: OptimizerFamily) {
        for settings in 0..<family.count {
            let layer = Self.layer()
            let before = layer.weight.asArray(Double.self)
            let optimizer = family.make(layer.parameters, settings)
            Self.train(optimizer, layer)
            let after = layer.weight.asArray(Double.self)
            #expect(Array(after[2...3]) == [0.3, 0.7], "settings \(settings)")
            if family.description != "Adadelta" { #expect(after[0] != before[0] && after[5] != before[5]) }
        }
    }

    @Test("it stays under weight decay, constraints, L-BFGS, running means, and after freezing")
    func others() {
        for makes in 0..<4 {
            let layer = Self.layer()
            let optimizer: any Optimizer
            switch makes {
            case 0:
                let adam = AdamW(layer, learningRate: 0.1, weightDecay: 0.5)
                adam.configure(where: { _, _ in true }) { $0.constraint = .unitNorm() }
                adam.clipping = .norm(1)
                optimizer = adam
            case 1:
                let sgd = SGD(layer, learningRate: 0.01, momentum: 0.9, weightDecay: 0.5)
                sgd.clipping = .value(0.1)
                optimizer = sgd
            case 2: optimizer = LBFGS(layer)
            default:
                layer.freeze()
                #expect(layer.weight.grad == nil && !layer.weight.requiresGrad)
                layer.unfreeze()
                optimizer = SGD(layer, learningRate: 0.01, weightDecay: 0.5)
            }
            let average = ExponentialMovingAverage(layer, decay: 0.9)
            Self.train(optimizer, layer)
            average.update()
            layer.weight[1] = Tensor([0.1, 0.9] as [Double])
            average.update()
            #expect(Array(layer.weight.asArray(Double.self)[2...3]) == [0.1, 0.9])
            average.withAverages { #expect(Array(layer.weight.asArray(Double.self)[2...3]) == [0.1, 0.9]) }
        }
    }

    @Test("a mask of one's own holds elements, and their gradients count as 0")
    func mask() {
        let x = Tensor([1, 2, 3] as [Double]).requiringGrad()
        x.fixedElements = Tensor([false, true, false])
        x.grad = Tensor([3, 100, 4] as [Double])
        #expect(clipGradients([x], .norm(10)).item() == 5)
        #expect(x.grad?.asArray(Double.self) == [3, 0, 4])
        let optimizer = SGD([x], learningRate: 0.5, weightDecay: 1)
        optimizer.step()
        let expected: [Double] = [-1, 2, -0.5]  // 1 - ½(3 + 1), held, 3 - ½(4 + 3)
        #expect(x.asArray(Double.self) == expected)
        x.fixedElements = nil
        x.grad = Tensor([0, 1, 0] as [Double])
        optimizer.step()
        #expect(x.asArray(Double.self)[1] == 0.5)  // 2 - ½(1 + 2)
    }

    @Test("a mask that says nothing of these elements is refused")
    func refused() {
        func sentence(_ mask: Tensor, of x: Tensor) -> String? {
            #expect(throws: AdjointError.self) { try withErrors { x.fixedElements = mask } }?.description
        }
        let x = Tensor.zeros([2, 3]).requiringGrad()
        let rest = "does not say which elements of [2, 3] are fixed: bool that broadcasts to this shape is needed"
        #expect(sentence(Tensor([1, 0, 1]), of: x) == "fixedElements: [3] float32 \(rest)")
        #expect(sentence(Tensor([true, false]), of: x) == "fixedElements: [2] bool \(rest)")
        #expect(
            sentence(Tensor([true]), of: x + 1)
                == "fixedElements: this tensor is the result of add: only a leaf is trained")
    }
}
