import Adjoint
import AdjointNN
import Testing

private struct Classifier: Module {
    let hidden = Linear(784, 512)
    let activation = ReLU()
    let output = Linear(512, 10)
    func callAsFunction(_ x: Tensor) -> Tensor { output(activation(hidden(x))) }
}

private struct Scale: Module {
    @Parameter var gain = Tensor.ones([4])
    @Buffer var count = Tensor([0, 0])
    func callAsFunction(_ x: Tensor) -> Tensor { x * gain }
}

private struct Block: Module {
    let body = Sequential(Linear(4, 4), ReLU())
    let scale = Scale()
    func callAsFunction(_ x: Tensor) -> Tensor { scale(body(x)) }
}

private struct Model: Module {
    @Parameter var token = Tensor.zeros([4])
    let blocks = [Block(), Block()]
    let activation = ReLU()
    let tied: Linear
    let unused = Linear(1, 1)
    init() { tied = Linear(weight: (blocks[0].body.layers[0] as? Linear)?.weight ?? .zeros([4, 4])) }
    func callAsFunction(_ x: Tensor) -> Tensor { tied(activation(blocks.reduce(x + token) { $1($0) })) }
}

@Suite("A summary")
struct SummaryTests {
    @Test("is Keras' table of the 784→512→10 network")
    func table() {
        let expected = """
            Classifier
            ---------------------------------------------
            Layer (type)        Output shape   Parameters
            ---------------------------------------------
            hidden (Linear)     [1, 512]          401,920
            activation (ReLU)   [1, 512]                0
            output (Linear)     [1, 10]             5,130
            ---------------------------------------------
            Total parameters: 407,050
            Trainable parameters: 407,050
            Non-trainable parameters: 0
            """
        #expect("\(Classifier().summary(input: [784]))" == expected)
    }

    @Test("of Sequential lists its layers, those of the user's own too")
    func sequential() {
        let model = Sequential(Linear(4, 4), Scale(), ReLU(), ReLU(), Sequential(Linear(4, 2, bias: false)))
        let rows = model.summary(input: [3, 4]).rows
        #expect(rows.map(\.name) == ["0", "1", "2", "3", "4.0"])
        #expect(rows.map(\.type) == ["Linear", "Scale", "ReLU", "ReLU", "Linear"])
        #expect(rows.map(\.outputShape) == [[1, 3, 4], [1, 3, 4], [1, 3, 4], [1, 3, 4], [1, 3, 2]])
        #expect(rows.map(\.parameterCount) == [20, 4, 0, 0, 8])
        let flat = Sequential(Lambda { $0.reshaped(2, 2) }, Lambda { $0.reshaped(1, 4) }, Lambda { $0.reshaped(4) })
        #expect(flat.summary(input: [4]).rows.map(\.outputShape) == [[2, 2], [1, 4], [4]])
    }

    @Test("lists what is inside a part that does not tell its result, counts shared weights once, and adds up")
    func nested() {
        let summary = Model().summary(input: [4])
        let rows = summary.rows.map { "\($0.name) \($0.type) \($0.outputShape ?? []) \($0.parameterCount)" }
        #expect(
            rows == [
                "token Parameter [] 4", "blocks.0.body.0 Linear [1, 4] 20", "blocks.0.body.1 ReLU [1, 4] 0",
                "blocks.0.scale Scale [] 4", "blocks.1.body.0 Linear [1, 4] 20", "blocks.1.body.1 ReLU [1, 4] 0",
                "blocks.1.scale Scale [] 4", "activation ReLU [1, 4] 0", "tied Linear [1, 4] 0", "unused Linear [] 2",
            ])
        #expect(summary.parameterCount == 54 && summary.bufferCount == 4)
        #expect(summary.rows.reduce(0) { $0 + $1.parameterCount } == summary.parameterCount)
    }

    @Test("opens what is nested in containers, and composite layers of the library are one row")
    func containers() {
        let model = Sequential(
            Residual(Sequential(Linear(4, 4), Dropout(0.1)), shortcut: Linear(4, 4)), Block(),
            TransformerEncoderLayer(4, heads: 2, hidden: 8))
        let rows = model.summary(input: [3, 4]).rows
        #expect(
            rows.map(\.name) == [
                "0.body.0", "0.body.1", "0.shortcut", "1.body.0", "1.body.1", "1.scale", "2",
            ])
        #expect(
            rows.map(\.outputShape) == [[1, 3, 4], [1, 3, 4], [1, 3, 4], [1, 3, 4], [1, 3, 4], nil, [1, 3, 4]])
        #expect(rows.last?.type == "TransformerEncoderLayer")
    }

    @Test("tells trainable from frozen parameters, and leaves the model as it was")
    func frozen() {
        struct Switch: Module {
            let mode = TrainingMode()
            @Buffer var calls = Tensor([0])
            let layer = Linear(.inferred, 2)
            func callAsFunction(_ x: Tensor) -> Tensor {
                if mode.isTraining { calls = calls + 1 }
                return layer(x)
            }
        }
        let model = Switch()
        model.freeze("layer.weight")
        let summary = model.summary(input: [3])
        #expect(summary.trainableCount == 2 && summary.parameterCount == 8)
        #expect("\(summary)".hasSuffix("Non-trainable parameters: 6\nElements of buffers: 1"))
        #expect(model.mode.isTraining && model.calls.asArray(Float.self) == [0])
    }

    @Test("takes inputs of another dtype, and of several")
    func inputs() {
        let wide = Sequential(Linear(3, 2, dtype: .float64))
        #expect(wide.summary(input: [3]).rows.map(\.outputShape) == [[1, 2]])
        #expect(wide.summary(of: Tensor.zeros([7, 3], dtype: .float64)).rows.map(\.outputShape) == [[7, 2]])
        struct Pair: Module {
            let left = Linear(1, 2)
            let right = Linear(3, 2)
            func callAsFunction(_ a: Tensor, _ b: Tensor) -> Tensor { left(a) + right(b) }
        }
        let pair = Pair()
        let rows = pair.summary { _ = pair(.zeros([5, 1]), .zeros([5, 3])) }.rows
        #expect(rows.map(\.outputShape) == [[5, 2], [5, 2]] && rows.map(\.parameterCount) == [4, 8])
    }
}
