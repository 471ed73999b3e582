import Adjoint
import Foundation

/// What PyTorch computes, from `Golden/golden.json`; `Golden/generate.py` made it and tells what each case is.
struct Golden: Decodable {
    struct Array: Decodable {
        let shape: [Int]
        let values: [Double]

        /// A fresh leaf.
        var tensor: Tensor { Tensor(values, shape: shape) }
    }

    struct LinearCase: Decodable, CustomStringConvertible {
        let name: String
        let input, weight, cotangent, output, inputGradient, weightGradient: Array
        let bias, biasGradient: Array?
        var description: String { name }
    }

    struct ReLUCase: Decodable {
        let input, cotangent, output, gradient: Array
    }

    struct CrossEntropyCase: Decodable, CustomStringConvertible {
        let name: String
        let logits, gradient: Array
        let labels: [Int]
        let cost: Double
        var description: String { name }
    }

    struct NetworkCase: Decodable {
        struct Gradient: Decodable {
            let name: String
            let projections: [Array]
        }
        let logits: Array
        let labels: [Int]
        let cost: Double
        let gradients: [Gradient]
    }

    struct Trajectory: Decodable, CustomStringConvertible {
        let name: String
        let costs: [Double]
        let parameters: [Array]
        var description: String { name }
    }

    let linear: [LinearCase]
    let relu: ReLUCase
    let crossEntropy: [CrossEntropyCase]
    let network: NetworkCase
    let trajectories: [Trajectory]

    static let shared: Golden = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Golden/golden.json")
        return try! JSONDecoder().decode(Golden.self, from: Data(contentsOf: file))
    }()

    /// scale · (k / 1024 - ½), where k = (step · (i + 1)) mod 1021 for the element at position i, exactly as in
    /// generate.py.
    static func pattern(_ shape: [Int], _ step: Int, _ scale: Double = 1) -> Tensor {
        let count = shape.reduce(1, *)
        return Tensor((1...count).map { scale * (Double(step * $0 % 1021) / 1024 - 0.5) }, shape: shape)
    }
}

/// The greatest difference of two arrays' elements, relative to the greatest element; infinite where a shape, a dtype
/// or a NaN makes them incomparable.
func distance(_ x: Tensor?, _ golden: Golden.Array) -> Double {
    guard let x, x.shape == golden.shape, x.dtype == .float64 else { return .infinity }
    let size = golden.values.map(Swift.abs).max() ?? 0
    let differences = zip(x.asArray(Double.self), golden.values).map { Swift.abs($0 - $1) }
    if differences.contains(where: \.isNaN) { return .infinity }
    return (differences.max() ?? 0) / (size == 0 ? 1 : size)
}
