import Adjoint
import Foundation
import Testing

/// What PyTorch computes for a layer, from `Golden/layers.json`; `Golden/layers.py` made it and tells what each case
/// is.
struct LayerGolden: Decodable, CustomTestStringConvertible, Sendable {
    /// A tensor's shape and values; no values where both sides make them.
    struct Array: Decodable, Sendable {
        let shape: [Int]
        let values: [Double]?

        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            shape = try list.decode([Int].self)
            values = try list.decodeNil() ? nil : list.decode([Double].self)
        }
    }

    /// A tensor with a name.
    struct Named: Decodable, Sendable {
        let name: String
        let array: Array

        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            name = try list.decode(String.self)
            array = try list.decode(Array.self)
        }
    }

    let name: String
    /// How many batches the layer has seen before, and its mode.
    let before: Int
    let evaluate: Bool
    let inputs, outputs, inputGradients: [Array]
    let parameters, buffers: [Named]
    var testDescription: String { name }

    static let all: [LayerGolden] = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Golden/layers.json")
        return try! JSONDecoder().decode([LayerGolden].self, from: Data(contentsOf: file))
    }()

    /// The inputs, made as in layers.py.
    var inputTensors: [Tensor] {
        inputs.enumerated().map { index, input in
            input.values.map { Tensor($0, shape: input.shape) } ?? Golden.pattern(input.shape, 101 + 46 * index, 3)
        }
    }

    /// The parameters' values by name, made as in layers.py.
    var parameterTensors: [String: Tensor] {
        let pairs = parameters.enumerated().map { ($1.name, Golden.pattern($1.array.shape, 389 + 58 * $0)) }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    /// What each output's gradient is.
    var cotangents: [Tensor] {
        outputs.enumerated().map { Golden.pattern($1.shape, 613 + 34 * $0, 2) }
    }
}

/// The greatest difference of a tensor's elements from the golden ones, relative to the greatest of these, or to 10⁻³
/// where all are smaller; infinite where a shape or a NaN makes them incomparable.
func distance(_ x: Tensor?, _ golden: LayerGolden.Array) -> Double {
    guard let x, let expected = golden.values, x.shape == golden.shape else { return .infinity }
    let differences = zip(x.cast(to: .float64).asArray(Double.self), expected).map { Swift.abs($0 - $1) }
    if differences.contains(where: \.isNaN) { return .infinity }
    return (differences.max() ?? 0) / Swift.max(expected.map(Swift.abs).max() ?? 0, 1e-3)
}
