import Adjoint
import AdjointNN
import Testing

@Suite("Layers against PyTorch in float64")
struct LayerGoldenTests {
    @Test("results, gradients of inputs and parameters, buffers, and their names", arguments: LayerGolden.all)
    func golden(golden: LayerGolden) throws {
        let make = try #require(LayerCases.table[golden.name])
        let subject = make()
        let layer = subject.layer
        #expect(Set(layer.namedParameters.map(\.name)) == Set(golden.parameters.map(\.name)))
        #expect(Set(layer.namedBuffers.map(\.name)) == Set(golden.buffers.map(\.name)))
        let values = golden.parameterTensors
        for (name, parameter) in layer.namedParameters { parameter.assign(try #require(values[name])) }

        let inputs = golden.inputTensors
        for round in 0..<golden.before { _ = subject.call(inputs.map { $0 * Double(round + 1) }) }
        layer.train(!golden.evaluate)
        // Positions have no gradient.
        if !golden.inputGradients.isEmpty { inputs.forEach { $0.requiresGrad = true } }
        let outputs = subject.call(inputs)
        #expect(outputs.count == golden.outputs.count)
        for (output, expected) in zip(outputs, golden.outputs) { #expect(distance(output, expected) <= 1e-9) }

        let losses = zip(outputs, golden.cotangents).map { ($0 * $1).sum() }
        losses.dropFirst().reduce(losses[0]) { $0 + $1 }.backward()
        for (input, expected) in zip(inputs, golden.inputGradients) { #expect(distance(input.grad, expected) <= 1e-9) }
        let gradients = Dictionary(uniqueKeysWithValues: layer.namedParameters.map { ($0.name, $0.parameter.grad) })
        for expected in golden.parameters {
            #expect(distance(gradients[expected.name] ?? nil, expected.array) <= 1e-9, "\(expected.name)")
        }
        let buffers = Dictionary(uniqueKeysWithValues: layer.namedBuffers.map { ($0.name, $0.buffer) })
        for expected in golden.buffers {
            #expect(distance(buffers[expected.name], expected.array) <= 1e-12, "\(expected.name)")
        }
    }

    @Test("every layer under test has golden values")
    func complete() {
        #expect(LayerGolden.all.map(\.name).sorted() == LayerCases.table.keys.sorted())
    }
}
