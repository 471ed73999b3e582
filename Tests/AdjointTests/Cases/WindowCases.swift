// The cases of the registry in which windows slide over planes: convolutions and pooling.

@testable import Adjoint

extension OperationRegistry {
    /// Shapes and settings of a convolution.
    struct ConvolutionSetting: Sendable, CustomStringConvertible {
        var x: [Int]
        var weight: [Int]
        var stride = (1, 1)
        var padding = (0, 0)
        var dilation = (1, 1)
        var groups = 1

        var description: String {
            "\(x) ∗ \(weight), stride \(stride), padding \(padding), dilation \(dilation), groups \(groups)"
        }

        func callAsFunction(_ x: Tensor, _ weight: Tensor) -> Tensor {
            conv2d(x, weight, stride: stride, padding: padding, dilation: dilation, groups: groups)
        }
    }

    private static func operation(
        _ name: String, _ detail: String, _ a: [Int], _ b: [Int],
        _ function: @escaping @Sendable (Tensor, Tensor) -> Tensor
    ) -> OperationCase {
        OperationCase(operation: name, detail: detail, operands: [(a, -2...2), (b, -2...2)]) { function($0[0], $0[1]) }
    }

    private static let settings: [ConvolutionSetting] = [
        ConvolutionSetting(x: [1, 1, 3, 3], weight: [1, 1, 2, 2]),
        ConvolutionSetting(x: [2, 2, 3, 4], weight: [3, 2, 2, 3]),
        ConvolutionSetting(x: [2, 2, 2, 3], weight: [2, 2, 1, 1]),
        ConvolutionSetting(x: [1, 2, 3, 3], weight: [2, 2, 3, 3]),
        ConvolutionSetting(x: [2, 1, 3, 3], weight: [2, 1, 3, 3], padding: (1, 1)),
        ConvolutionSetting(x: [1, 2, 3, 2], weight: [1, 2, 2, 2], padding: (2, 1)),
        ConvolutionSetting(x: [1, 1, 5, 4], weight: [2, 1, 2, 2], stride: (2, 1)),
        ConvolutionSetting(x: [1, 2, 4, 5], weight: [2, 2, 2, 2], stride: (2, 3)),
        ConvolutionSetting(x: [2, 1, 4, 4], weight: [1, 1, 3, 3], stride: (2, 2), padding: (1, 1)),
        ConvolutionSetting(x: [1, 1, 5, 5], weight: [1, 1, 1, 1], stride: (2, 2)),
        ConvolutionSetting(x: [1, 1, 4, 5], weight: [1, 1, 2, 2], dilation: (2, 3)),
        ConvolutionSetting(x: [1, 1, 5, 5], weight: [1, 1, 3, 2], stride: (2, 3), padding: (2, 1), dilation: (2, 2)),
        ConvolutionSetting(x: [1, 4, 2, 3], weight: [4, 2, 2, 2], groups: 2),
        ConvolutionSetting(x: [1, 2, 3, 3], weight: [4, 1, 2, 2], padding: (1, 0), groups: 2),
        ConvolutionSetting(x: [2, 3, 3, 3], weight: [3, 1, 2, 2], groups: 3),
        ConvolutionSetting(x: [1, 3, 4, 3], weight: [3, 1, 3, 3], stride: (2, 1), padding: (1, 1), groups: 3),
        ConvolutionSetting(x: [1, 4, 3, 3], weight: [2, 2, 2, 2], stride: (1, 2), padding: (0, 1), groups: 2),
        ConvolutionSetting(x: [0, 2, 3, 3], weight: [2, 2, 2, 2]),
        ConvolutionSetting(x: [1, 1, 2, 2], weight: [0, 1, 1, 1]),
    ]

    private static let convolutions: [OperationCase] = settings.map { setting in
        operation("convolution", setting.description, setting.x, setting.weight) { setting($0, $1) }
    }

    private static let arrangedConvolutions: [OperationCase] = [
        (Arrangement.transposed, Arrangement.contiguous), (.sliced, .flipped), (.contiguous, .repeated),
        (.repeated, .transposed), (.flipped, .sliced),
    ].map { first, second in
        let (x, weight) = ([2, 2, 2, 3], [2, 2, 2, 2])
        return operation(
            "convolution", "\(x) \(first) ∗ \(weight) \(second)", first.source(x), second.source(weight)
        ) { conv2d(first.arrange($0, x), second.arrange($1, weight), padding: (0, 1)) }
    }

    private static let sequences: [OperationCase] = [
        operation("convolution of sequences", "[2, 2, 4] ∗ [3, 2, 2]", [2, 2, 4], [3, 2, 2]) { conv1d($0, $1) },
        operation("convolution of sequences", "[1, 2, 5] ∗ [2, 1, 2]", [1, 2, 5], [2, 1, 2]) {
            conv1d($0, $1, stride: 2, padding: 1, dilation: 2, groups: 2)
        },
        operation("convolution of itself", "[2, 2, 2, 2]", [2, 2, 2, 2], [1]) { conv2d($0, $0 * $1) },
    ]

    private static let transposed: [OperationCase] = [
        operation("convolutionInputGradient", "[1, 2, 2, 2], [2, 1, 2, 2]", [1, 2, 2, 2], [2, 1, 2, 2]) {
            convTransposed2d($0, $1)
        },
        operation("convolutionInputGradient", "[2, 1, 2, 2], strides 2, 3", [2, 1, 2, 2], [1, 2, 3, 2]) {
            convTransposed2d($0, $1, stride: (2, 3), padding: (1, 0), outputPadding: (1, 2))
        },
        operation("convolutionInputGradient", "[1, 4, 2, 1], groups 2", [1, 4, 2, 1], [4, 1, 2, 2]) {
            convTransposed2d($0, $1, stride: (1, 2), dilation: (2, 1), groups: 2)
        },
        operation("convolutionInputGradient", "[1, 2, 2, 2], depthwise", [1, 2, 2, 2], [2, 1, 3, 3]) {
            convTransposed2d($0, $1, stride: (2, 2), padding: (1, 1), outputPadding: (1, 1), groups: 2)
        },
    ]

    /// The gradient of the weight, as an operation on x and the cotangent of the result.
    private static let weightGradients: [OperationCase] = [settings[0], settings[8], settings[12], settings[15]].map {
        setting in
        let weight = Tensor.zeros(setting.weight, dtype: .float64)
        let result = setting(Tensor.zeros(setting.x, dtype: .float64), weight).shape
        return operation("convolutionWeightGradient", setting.description, setting.x, result) { x, g in
            // Linear in the weight, so that any will do.
            let weight = Tensor.ones(setting.weight, dtype: .float64).requiringGrad()
            let gradient = withGradient {
                gradients(of: (setting(x, weight) * g).sum(), for: [weight], createGraph: true)
            }
            return gradient[0]
        }
    }

    private static let pools: [OperationCase] = {
        let settings: [([Int], (Int, Int), (Int, Int)?, (Int, Int))] = [
            ([1, 1, 4, 4], (2, 2), nil, (0, 0)), ([2, 2, 3, 5], (2, 3), (1, 2), (0, 0)),
            ([1, 2, 4, 3], (3, 3), (2, 2), (1, 1)), ([1, 1, 3, 3], (1, 1), nil, (0, 0)),
            ([1, 1, 3, 3], (3, 3), (1, 1), (1, 1)), ([0, 1, 2, 2], (2, 2), nil, (0, 0)),
        ]
        return settings.flatMap { shape, kernel, stride, padding in
            let detail = "\(shape), kernel \(kernel), stride \(stride ?? kernel), padding \(padding)"
            return [
                OperationCase(
                    operation: "maxPool2d", detail: detail, operands: [(shape, -2...2)],
                    body: { square(maxPool2d($0[0], kernel: kernel, stride: stride, padding: padding)) },
                    isSeparated: true),
                OperationCase(operation: "avgPool2d", detail: detail, operands: [(shape, -2...2)]) {
                    square(avgPool2d($0[0], kernel: kernel, stride: stride, padding: padding))
                },
            ]
        } + [
            OperationCase(
                operation: "maxPool2d", detail: "transposed", operands: [([4, 2, 1, 1], -2...2)],
                body: { exp(maxPool2d($0[0].transposed(), kernel: (2, 2))) }, isSeparated: true)
        ]
    }()

    /// Convolutions and pooling.
    static let windows: [OperationCase] =
        convolutions + arrangedConvolutions + sequences + transposed + weightGradients + pools
}
