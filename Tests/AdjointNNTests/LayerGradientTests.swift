import Adjoint
import Testing

@testable import AdjointNN

@Suite("Derivatives of layers against differences")
struct LayerGradientTests {
    /// Points at which no activation has a kink near.
    private static let smoothPoints = [-4.3, -1.2, -0.37, 0.41, 0.83, 2.6, 6.9]

    private static func check(
        _ subject: LayerSubject, _ inputs: [Tensor], isTraining: Bool, generator: RandomGenerator? = nil
    ) {
        subject.layer.train(isTraining)
        let slots = subject.layer.contents.entries.map(\.slot).filter { $0.kind == .parameter }
        let values = slots.enumerated().map { index, slot in
            Golden.pattern(slot.tensor?.shape ?? [], 389 + 58 * index)
        }
        let report = checkGradients(
            of: { x in
                for (slot, value) in zip(slots, x.dropFirst(inputs.count)) { slot.tensor = value }
                generator?.seed = 5
                return concatenated(subject.call(Array(x.prefix(inputs.count))).map { $0.flattened() })
            }, at: inputs + values, step: 3e-4)
        #expect(report.passed, "\(report)")
        #expect(report.comparisons == 2 * (inputs + values).reduce(0) { $0 + $1.count })
    }

    /// Of the golden cases those that have not seen other batches before, are at no kink, and have no derivative that
    /// is stopped on purpose. Of recurrent networks and transformers, small ones are below.
    static let cases = LayerGolden.all.filter { golden in
        golden.before == 0 && !["RNN", "GRU", "LSTM", "Transformer"].contains { golden.name.hasPrefix($0) }
            && !["AdaptiveMaxPool2d of equal elements", "Embedding with padding"].contains(golden.name)
    }

    @Test("by inputs and parameters, at first and second order", arguments: cases)
    func layers(golden: LayerGolden) throws {
        let make = try #require(LayerCases.table[golden.name])
        let subject = make()
        var inputs = golden.inputTensors
        if golden.inputGradients.isEmpty {
            let positions = inputs
            let lookUp = LayerSubject(subject.layer) { _ in subject.call(positions) }
            return Self.check(lookUp, [], isTraining: true)
        }
        if golden.inputs[0].values != nil { inputs[0] = Tensor(Self.smoothPoints) }
        Self.check(subject, inputs, isTraining: true)
        if golden.name.hasPrefix("BatchNorm") { Self.check(subject, inputs, isTraining: false) }
    }

    /// A layer that drops elements, and the shapes of its inputs.
    typealias RandomLayer = @Sendable (RandomGenerator) -> (subject: LayerSubject, shapes: [[Int]])

    static let randomLayers: [String: RandomLayer] = [
        "Dropout": { (LayerSubject(Dropout(0.4, generator: $0)), [[3, 4]]) },
        "Dropout2d": { (LayerSubject(Dropout2d(0.4, generator: $0)), [[2, 3, 1, 2]]) },
        "RNN": {
            (LayerSubject(RNN(1, 1, layers: 2, dropout: 0.4, dtype: .float64, generator: $0)), [[2, 2, 1]])
        },
        "GRU": {
            let layer = GRU(1, 1, layers: 2, dropout: 0.4, dtype: .float64, generator: $0)
            let mask = sequenceMask(lengths: [2, 1], length: 2)
            let subject = LayerSubject(layer) {
                let (output, state) = layer($0[0], state: $0[1], mask: mask)
                return [output, state]
            }
            return (subject, [[2, 2, 1], [2, 2, 1]])
        },
        "LSTM": {
            let layer = LSTM(1, 1, layers: 2, bidirectional: true, dropout: 0.4, dtype: .float64, generator: $0)
            let mask = sequenceMask(lengths: [2, 1], length: 2)
            let subject = LayerSubject(layer) {
                let (output, state) = layer($0[0], state: ($0[1], $0[2]), mask: mask)
                return [output, state.hidden, state.cell]
            }
            return (subject, [[2, 2, 1], [4, 2, 1], [4, 2, 1]])
        },
        "MultiHeadAttention": {
            (LayerSubject(MultiHeadAttention(2, heads: 1, dropout: 0.4, dtype: .float64, generator: $0)), [[1, 3, 2]])
        },
        "TransformerEncoderLayer": {
            let layer = TransformerEncoderLayer(
                3, heads: 1, hidden: 2, dropout: 0.3, activation: gelu, isNormFirst: true, dtype: .float64,
                generator: $0)
            return (LayerSubject(layer) { [layer($0[0], mask: nil, isCausal: true)] }, [[1, 2, 3]])
        },
        "TransformerDecoderLayer": {
            let layer = TransformerDecoderLayer(
                3, heads: 1, hidden: 2, dropout: 0.3, activation: gelu, dtype: .float64, generator: $0)
            return (LayerSubject(layer) { [layer($0[0], $0[1], isCausal: true)] }, [[1, 2, 3], [1, 2, 3]])
        },
    ]

    @Test("with the same elements dropped, in training and evaluation", arguments: randomLayers.keys, [true, false])
    func dropout(name: String, isTraining: Bool) throws {
        let make = try #require(Self.randomLayers[name])
        let generator = RandomGenerator(seed: 5)
        let (subject, shapes) = make(generator)
        let inputs = shapes.enumerated().map { Golden.pattern($1, 101 + 46 * $0, 3) }
        // The two modes differ: something is dropped.
        generator.seed = 5
        let training = subject.call(inputs)[0].asArray(Double.self)
        subject.layer.eval()
        #expect(subject.call(inputs)[0].asArray(Double.self) != training)
        Self.check(subject, inputs, isTraining: isTraining, generator: generator)
    }
}
