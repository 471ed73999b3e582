import Adjoint
import AdjointNN
import Foundation

/// What PyTorch computes of each loss, from `Golden/losses.json`; `Golden/losses.py` made it and tells what each case
/// is.
struct LossGolden: Decodable {
    struct Case: Decodable, CustomStringConvertible {
        let name: String
        let wrt: [String]
        let none: Golden.Array
        let mean, sum: Double
        let gradients: [Golden.Array]
        var description: String { name }
    }

    let inputs: [String: Golden.Array]
    let labels: [Int]
    let cases: [Case]

    static let shared = Golden.read("losses.json", as: LossGolden.self)

    /// The operands by name, as fresh tensors.
    static func input(_ name: String) -> Tensor {
        name == "labels" ? Tensor(shared.labels) : shared.inputs[name]!.tensor
    }

    /// The operands that the case differentiates by.
    static func operands(_ golden: Case) -> [Tensor] { golden.wrt.map(input) }
}

extension Golden {
    /// A file of the folder `Golden`.
    static func read<Contents: Decodable>(_ name: String, as type: Contents.Type) -> Contents {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Golden")
        return try! JSONDecoder().decode(type, from: Data(contentsOf: folder.appending(path: name)))
    }
}

/// The losses as functions of the operands that the cases of `losses.json` differentiate by.
enum LossCases {
    typealias Function = @Sendable (_ operands: [Tensor], _ reduction: Reduction) -> Tensor

    private static func input(_ name: String) -> Tensor { LossGolden.input(name) }

    static func function(_ name: String) -> Function? {
        regression[name] ?? binary[name] ?? categorical[name] ?? margin[name]
    }

    static var names: [String] {
        [regression, binary, categorical, margin].flatMap(\.keys).sorted()
    }

    static let regression: [String: Function] = [
        "mseLoss": { mseLoss($0[0], $0[1], reduction: $1) },
        "l1Loss": { l1Loss($0[0], $0[1], reduction: $1) },
        "huberLoss": { huberLoss($0[0], $0[1], reduction: $1) },
        "huberLoss, delta 0.5": { huberLoss($0[0], $0[1], delta: 0.5, reduction: $1) },
        "smoothL1Loss": { smoothL1Loss($0[0], $0[1], reduction: $1) },
        "smoothL1Loss, beta 0.5": { smoothL1Loss($0[0], $0[1], beta: 0.5, reduction: $1) },
    ]

    static let binary: [String: Function] = [
        "binaryCrossEntropy": { binaryCrossEntropy($0[0], input("binary"), reduction: $1) },
        "binaryCrossEntropy, smoothed": {
            binaryCrossEntropy($0[0], input("binary"), labelSmoothing: 0.1, reduction: $1)
        },
        "binaryCrossEntropyWithLogits": { binaryCrossEntropyWithLogits($0[0], $0[1], reduction: $1) },
        "binaryCrossEntropyWithLogits, weighted": {
            binaryCrossEntropyWithLogits($0[0], input("binary"), positiveWeight: input("weights"), reduction: $1)
        },
        "focalLoss": { focalLoss($0[0], input("binary"), reduction: $1) },
        "focalLoss, without alpha": { focalLoss($0[0], input("binary"), alpha: nil, gamma: 1.5, reduction: $1) },
    ]

    static let categorical: [String: Function] = [
        "crossEntropy": { crossEntropy($0[0], input("labels"), reduction: $1) },
        "crossEntropy, weighted": {
            crossEntropy($0[0], input("labels"), classWeights: input("weights"), reduction: $1)
        },
        "crossEntropy, smoothed": { crossEntropy($0[0], input("labels"), labelSmoothing: 0.2, reduction: $1) },
        "crossEntropy, weighted and smoothed": {
            crossEntropy(
                $0[0], input("labels"), classWeights: input("weights"), labelSmoothing: 0.2, reduction: $1)
        },
        "nllLoss": { nllLoss($0[0], input("labels"), reduction: $1) },
        "nllLoss, weighted": { nllLoss($0[0], input("labels"), classWeights: input("weights"), reduction: $1) },
        "categoricalCrossEntropy": { categoricalCrossEntropy($0[0], $0[1], reduction: $1) },
        "categoricalCrossEntropy, weighted and smoothed": {
            categoricalCrossEntropy(
                $0[0], $0[1], classWeights: input("weights"), labelSmoothing: 0.2, reduction: $1)
        },
        "categoricalCrossEntropyWithLogits": { categoricalCrossEntropyWithLogits($0[0], $0[1], reduction: $1) },
        "categoricalCrossEntropyWithLogits, weighted and smoothed": {
            categoricalCrossEntropyWithLogits(
                $0[0], $0[1], classWeights: input("weights"), labelSmoothing: 0.2, reduction: $1)
        },
        "klDivLoss": { klDivLoss($0[0], $0[1], reduction: $1) },
        "klDivLoss, targets with zeros": { klDivLoss($0[0], input("target"), reduction: $1) },
    ]

    static let margin: [String: Function] = [
        "hingeLoss": { hingeLoss($0[0], input("signs"), reduction: $1) },
        "hingeLoss, margin 0.25": { hingeLoss($0[0], input("signs"), margin: 0.25, reduction: $1) },
        "cosineEmbeddingLoss": { cosineEmbeddingLoss($0[0], $0[1], input("pairs"), reduction: $1) },
        "cosineEmbeddingLoss, margin -0.5": {
            cosineEmbeddingLoss($0[0], $0[1], input("pairs"), margin: -0.5, reduction: $1)
        },
        "tripletLoss": { tripletLoss($0[0], $0[1], $0[2], reduction: $1) },
        "tripletLoss, margin 2 and swap": { tripletLoss($0[0], $0[1], $0[2], margin: 2, swap: true, reduction: $1) },
    ]
}
