import Foundation
import Testing

@testable import Adjoint
@testable import AdjointNN

private func notices(isThorough: Bool = false, _ body: () -> Void) -> [String] {
    Notices.collecting(isThorough: isThorough, body)
}

@Suite("Notices")
struct NoticeTests {
    @Test("say once that a step found no gradient")
    func missing() {
        let optimizer = Muon([Tensor.ones([2, 2]).requiringGrad()])
        let said = notices { for _ in 0..<3 { optimizer.step() } }
        #expect(
            said.filter { $0.contains("Muon") } == [
                "Muon.step(): none of its 1 parameters has a gradient; call backward() on the loss before it, compute the "
                    + "loss outside of withoutGradient and evaluating, and make the optimizer of the model that the loss "
                    + "is of"
            ])
    }

    @Test("say that a model has nothing to train, as where the mark of its parameters was forgotten")
    func unmarked() {
        struct Unmarked: Module {
            let weight = Tensor.ones([2]).requiringGrad()
            func callAsFunction(_ x: Tensor) -> Tensor { x * weight }
        }
        let said = notices { for _ in 0..<2 { _ = Adam(Unmarked()) } }
        #expect(
            said.filter { $0.contains("Unmarked") } == [
                "Adam of Unmarked has no parameters to change; in a module they are marked with @Parameter"
            ])
    }

    @Test("say that gradients are added to those of a step before, and nothing where they were forgotten between")
    func zeroGrad() {
        let x = Tensor.ones([2]).requiringGrad()
        for clipping in [nil, GradientClipping.norm(1)] {
            let optimizer = SGD([x], learningRate: 0.1)
            optimizer.clipping = clipping
            func loop(_ between: () -> Void) -> [String] {
                notices {
                    for _ in 0..<3 {
                        between()
                        square(x).sum().backward()
                        square(x).mean().backward()
                        optimizer.step()
                    }
                }.filter { $0.contains("zeroGrad") }
            }
            #expect(loop { optimizer.zeroGrad() }.isEmpty)
            #expect(loop { x.grad = nil }.isEmpty)
            #expect(loop {}.count == 1)
        }
    }

    @Test("say that a layer is in training where no gradient is recorded, not in evaluation nor in a gradient check")
    func training() {
        for layer in [Dropout(0.5), BatchNorm1d(3)] as [any UnaryModule] {
            let model = Sequential(layer)
            let x = Tensor.normal([4, 3])
            func sentences(_ body: () -> Void) -> Int {
                notices(body).filter { $0.contains("\(type(of: layer)) is in training") }.count
            }
            #expect(sentences { withoutGradient { _ = (model(x), model(x)) } } == 1)
            #expect(sentences { model.evaluating { _ = model(x) } } == 0)
            #expect(sentences { _ = model(x) } == 0)
        }
    }

    @Test("say that a layer which a function holds is not reached by evaluating, nor by eval()")
    func hidden() {
        let (dropout, x) = (Dropout(0.5), Tensor.ones([2, 3]))
        let model = Sequential(Lambda { dropout($0) }, Linear(3, 2))
        let inside = notices { model.evaluating { _ = model(x) } }.filter { $0.contains("Dropout is in training") }
        #expect(
            inside == [
                "Dropout is in training inside of evaluating { … }, as it is no part of that model: what a function makes or "
                    + "captures is not found; make it a property of a module"
            ])
        model.eval()
        let after = notices { withoutGradient { _ = model(x) } }.filter { $0.contains("Dropout is in training") }
        #expect(after.count == 1 && after[0].contains("Neither reaches a layer that a function makes or captures"))
        let checked = notices { _ = checkGradients(of: { dropout($0) }, at: Tensor.ones([2, 3], dtype: .float64)) }
        #expect(!checked.contains { $0.contains("Dropout") })
    }

    @Test("look for numbers like probabilities in crossEntropy where they are asked to")
    func probabilities() {
        let (x, labels) = (Tensor.normal([4, 3]), Tensor([0, 1, 2, 0] as [Int]))
        func sentences(_ logits: Tensor, isThorough: Bool = true) -> Int {
            notices(isThorough: isThorough) { _ = crossEntropy(logits, labels) }.filter {
                $0.contains("crossEntropy takes logits")
            }.count
        }
        #expect(sentences(softmax(x), isThorough: false) == 0)
        #expect(sentences(softmax(x)) == 1 && sentences(x) == 0 && sentences(abs(x)) == 0)
    }

    @Test(
        "say always that a loss of logits is given the result of a softmax or a sigmoid, as the graph shows",
        arguments: [4, 4096])
    func squashed(samples: Int) {
        let x = Tensor.normal([samples, 3]).requiringGrad()
        let labels = Tensor((0..<samples).map { $0 % 3 })
        let targets = oneHot(labels, classes: 3)
        func said(_ loss: () -> Tensor) -> [String] {
            notices { for _ in 0..<2 { loss().backward() } }.filter { $0.contains("takes") }
        }
        let softmaxGiven =
            "crossEntropy takes logits, and is given the result of softmax: leave out the softmax before it"
        #expect(said { crossEntropy(softmax(x), labels) } == [softmaxGiven])
        #expect(
            said { crossEntropy(Softmax()(x).reshaped(1, samples, 3).reshaped(samples, 3), labels) } == [softmaxGiven])
        #expect(said { categoricalCrossEntropyWithLogits(softmax(x), targets) }.count == 1)
        #expect(
            said { binaryCrossEntropyWithLogits(sigmoid(x), targets) } == [
                "binaryCrossEntropyWithLogits takes logits, and is given the result of sigmoid: leave out the sigmoid before it"
            ])
        #expect(said { focalLoss(sigmoid(x), targets) }.count == 1)
        #expect(
            said { nllLoss(softmax(x), labels) } == [
                "nllLoss takes log probabilities, and is given the result of softmax: use logSoftmax in its place"
            ])
        #expect(said { klDivLoss(softmax(x), targets) }.count == 1)
        #expect(
            said { crossEntropy(x, labels) + nllLoss(logSoftmax(x), labels) + crossEntropy(2 * softmax(x), labels) }
                == [])
        #expect(said { categoricalCrossEntropy(softmax(x), targets) + binaryCrossEntropy(sigmoid(x), targets) } == [])
        #expect(said { crossEntropy(exp(x) / exp(x).sum(), labels) } == [])
    }

    @Test("say once that a loop of one's own goes on with a loss that is no number", arguments: [2, 10_000])
    func nonFinite(count: Int) {
        let x = Tensor.ones([count]).requiringGrad()
        func said(_ loss: @escaping () -> Tensor) -> [String] {
            notices { for _ in 0..<3 { loss().backward() } }.filter { $0.contains("backward() of a loss") }
        }
        #expect(said { (x * x).mean() } == [])
        let undefined = said { log(-x).mean() }
        #expect(
            undefined.count == 1
                && undefined[0].hasPrefix("backward() of a loss that is nan: detectAnomalies { … } around"))
        #expect(said { (x / 0).sum() }.first?.contains("that is inf") == true)
        #expect(said { (x * 1e30 * 1e30).mean() }.count == 1 && said { log(-x.cast(to: .float64)).mean() }.count == 1)
        let optimizer = SGD([x.detach().requiringGrad()], learningRate: 0.1)
        #expect(
            notices { optimizer.step { log(-optimizer.parameters[0]).mean() } }.contains { $0.contains("that is nan") })
    }
}

@Suite("Parameter groups")
struct ParameterGroupTests {
    private struct Net: Module {
        let encoder = Sequential(Linear(2, 2), LayerNorm(2))
        let headLayer = Linear(2, 1)
        func callAsFunction(_ x: Tensor) -> Tensor { headLayer(encoder(x)) }
    }

    /// The change of every parameter in one step of SGD by gradients of 1.
    private func changes(_ groups: [ParameterGroup<SGDRule>], weightDecay: Double = 0) -> [String: Double] {
        let net = Net()
        for parameter in net.parameters {
            withoutGradient { parameter.assign(.ones(parameter.shape)) }
            parameter.grad = .ones(parameter.shape)
        }
        SGD(net, learningRate: 0.5, weightDecay: weightDecay, groups: groups).step()
        return Dictionary(
            uniqueKeysWithValues: net.namedParameters.map { ($0.name, 1 - $0.parameter.asArray(Double.self)[0]) })
    }

    @Test(
        "have rates and decays of their own, by paths in either spelling and by conditions; the last has the last word")
    func groups() {
        let all = changes([])
        #expect(all.count == 6 && all.values.allSatisfy { $0 == 0.5 })
        let some = changes([
            ParameterGroup("encoder", learningRateFactor: 0.5),
            ParameterGroup("encoder.1", "headLayer.bias", learningRateFactor: 0),
        ])
        #expect(
            some == [
                "encoder.0.weight": 0.25, "encoder.0.bias": 0.25, "encoder.1.weight": 0, "encoder.1.bias": 0,
                "head_layer.weight": 0.5, "head_layer.bias": 0,
            ])
        let decays = changes(
            [
                ParameterGroup(where: { $1.rank < 2 }, weightDecay: 0),
                ParameterGroup("head_layer") { $0.rule.weightDecay = 2 },
            ],
            weightDecay: 1)
        #expect(decays["encoder.0.weight"] == 1 && decays["encoder.0.bias"] == 0.5 && decays["head_layer.bias"] == 1.5)
    }

    @Test("that hold nothing, or settings that make no sense, are errors that say so")
    func refused() {
        func sentence(_ group: ParameterGroup<SGDRule>) -> String {
            (#expect(throws: AdjointError.self) {
                try withErrors { _ = SGD(Net(), learningRate: 1, groups: [group]) }
            })?.description ?? ""
        }
        #expect(
            sentence(ParameterGroup("decoder", learningRateFactor: 2))
                == "SGD: there is no parameter under \"decoder\" of a group; there is encoder with a similar name")
        #expect(
            sentence(ParameterGroup("attention", learningRateFactor: 2))
                == "SGD: there is no parameter under \"attention\" of a group; there are encoder, head_layer, encoder.0, "
                + "encoder.1, head_layer.weight, head_layer.bias, encoder.0.weight, encoder.0.bias, encoder.1.weight, "
                + "encoder.1.bias")
        #expect(sentence(ParameterGroup(where: { _, _ in false })).contains("selects none"))
        #expect(sentence(ParameterGroup("encoder", learningRateFactor: -1)).contains("learning rate factor"))
        #expect(sentence(ParameterGroup("encoder", weightDecay: .nan)).contains("weight decay"))
    }
}
