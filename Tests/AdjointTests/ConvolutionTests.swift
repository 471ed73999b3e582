import Foundation
import Testing

@testable import Adjoint

@Suite("Convolutions")
struct ConvolutionTests {
    typealias Setting = OperationRegistry.ConvolutionSetting

    static let settings = [
        Setting(x: [2, 3, 5, 6], weight: [4, 3, 3, 3]),
        Setting(x: [1, 2, 7, 9], weight: [3, 2, 3, 2], stride: (2, 3), padding: (1, 2)),
        Setting(x: [2, 2, 9, 8], weight: [2, 2, 3, 2], padding: (0, 1), dilation: (2, 3)),
        Setting(x: [1, 6, 4, 4], weight: [9, 2, 2, 2], padding: (1, 1), groups: 3),
        Setting(x: [2, 4, 6, 20], weight: [4, 1, 3, 3], padding: (1, 1), groups: 4),
        Setting(x: [3, 5, 4, 4], weight: [7, 5, 1, 1]),
        Setting(x: [3, 2, 4, 5], weight: [6, 2, 4, 5]),
        Setting(x: [5, 8, 5, 6], weight: [9, 8, 3, 3], padding: (1, 1)),
    ]

    /// The definition, one product at a time.
    private func convolution(_ x: ArrayModel, _ w: ArrayModel, _ s: Setting) -> ArrayModel {
        func places(_ axis: Int, _ stride: Int, _ padding: Int, _ dilation: Int) -> Int {
            (x.shape[axis] + 2 * padding - dilation * (w.shape[axis] - 1) - 1) / stride + 1
        }
        let shape = [
            x.shape[0], w.shape[0], places(2, s.stride.0, s.padding.0, s.dilation.0),
            places(3, s.stride.1, s.padding.1, s.dilation.1),
        ]
        let perGroup = w.shape[1]
        return ArrayModel(shape: shape) { index in
            var sum = 0.0
            let start = index[1] / (w.shape[0] / s.groups) * perGroup
            for tap in ArrayModel.indices(of: Array(w.shape.dropFirst())) {
                let row = index[2] * s.stride.0 + tap[1] * s.dilation.0 - s.padding.0
                let column = index[3] * s.stride.1 + tap[2] * s.dilation.1 - s.padding.1
                guard (0..<x.shape[2]).contains(row), (0..<x.shape[3]).contains(column) else { continue }
                sum += w[[index[1]] + tap] * x[[index[0], start + tap[0], row, column]]
            }
            return sum
        }
    }

    /// Small integers, whose products and sums both types compute exactly.
    private func operand(_ shape: [Int], _ shift: Int) -> ArrayModel {
        ArrayModel(shape: shape, elements: (0..<shape.reduce(1, *)).map { Double(($0 * 5 + shift) % 11 - 5) })
    }

    private func conv(_ x: Tensor, _ w: Tensor, _ s: Setting) -> Tensor {
        conv2d(x, w, stride: s.stride, padding: s.padding, dilation: s.dilation, groups: s.groups)
    }

    @Test("equal the definition, in every layout of the operands", arguments: [DType.float32, .float64])
    func values(dtype: DType) {
        for setting in Self.settings {
            let (x, w) = (operand(setting.x, 1), operand(setting.weight, 4))
            let expected = convolution(x, w, setting)
            for (name, left) in layouts(of: x.tensor(dtype)) {
                let result = conv(left, w.tensor(dtype), setting)
                #expect(result.dtype == dtype && ArrayModel(result) == expected, "\(setting), x \(name)")
            }
            for (name, right) in layouts(of: w.tensor(dtype)) {
                #expect(ArrayModel(conv(x.tensor(dtype), right, setting)) == expected, "\(setting), weight \(name)")
            }
        }
    }

    @Test("of sequences are those of images of height 1")
    func sequences() {
        let (x, w) = (operand([2, 4, 11], 1), operand([6, 2, 3], 2))
        let setting = Setting(x: [], weight: [], stride: (1, 2), padding: (0, 1), dilation: (1, 2), groups: 2)
        let expected = convolution(x.reshaped([2, 4, 1, 11]), w.reshaped([6, 2, 1, 3]), setting)
        let result = conv1d(x.tensor(), w.tensor(), stride: 2, padding: 1, dilation: 2, groups: 2)
        #expect(result.shape == [2, 6, 5] && result.asArray(Double.self) == expected.elements)
    }

    @Test("the transposed one is the transpose: ⟨w ∗ x, g⟩ = ⟨x, wᵀ ∗ g⟩", arguments: settings)
    func transposes(setting: Setting) {
        let (x, w) = (operand(setting.x, 1).tensor(.float64), operand(setting.weight, 3).tensor(.float64))
        let y = conv(x, w, setting)
        let g = operand(y.shape, 2).tensor(.float64)
        let extra = (0..<2).map { axis in
            let (stride, padding) =
                axis == 0 ? (setting.stride.0, setting.padding.0) : (setting.stride.1, setting.padding.1)
            let dilation = axis == 0 ? setting.dilation.0 : setting.dilation.1
            return setting.x[axis + 2]
                - ((y.shape[axis + 2] - 1) * stride - 2 * padding
                    + dilation * (setting.weight[axis + 2] - 1) + 1)
        }
        let back = convTransposed2d(
            g, w, stride: setting.stride, padding: setting.padding, outputPadding: (extra[0], extra[1]),
            dilation: setting.dilation, groups: setting.groups)
        #expect(back.shape == setting.x)
        #expect((y * g).sum().item() == (x * back).sum().item())
    }

    @Test("of mixed types, compute in the wider one")
    func mixedTypes() {
        let (x, w) = (Tensor.ones([1, 1, 3, 3]), Tensor.full([1, 1, 3, 3], 0.1, dtype: .float64))
        let y = conv2d(x, w)
        #expect(y.dtype == .float64 && Swift.abs(y.item() - 0.9) < 1e-15)
    }

    // Golden values: torch.nn.functional in float64, with x = (7 i mod 13) / 4 - 1 and w = (5 i mod 7) / 2 - 1 over the
    // row-major index i.
    private func x(_ shape: [Int]) -> Tensor {
        Tensor((0..<shape.reduce(1, *)).map { Double(7 * $0 % 13) / 4 - 1 }, shape: shape)
    }
    private func w(_ shape: [Int]) -> Tensor {
        Tensor((0..<shape.reduce(1, *)).map { Double(5 * $0 % 7) / 2 - 1 }, shape: shape)
    }

    @Test("agree with PyTorch")
    func golden() {
        #expect(
            conv2d(x([1, 2, 4, 5]), w([2, 2, 3, 2]), stride: (2, 1), padding: (1, 0)).asArray(Double.self) == [
                1.375, 4.625, 3, 6.25, -2.5, 9.625, 0.625, 3, 3.125, -5.625, 3.5, -5.25, 4.625, -0.375, 1.125, 2.625,
            ])
        let grouped = conv2d(x([1, 4, 3, 3]), w([2, 2, 2, 2]), dilation: (2, 1), groups: 2)
        #expect(grouped.shape == [1, 2, 1, 2] && grouped.asArray(Double.self) == [4, 1.875, 1, 0])
        let enlarged = convTransposed2d(
            x([1, 2, 2, 2]), w([2, 1, 3, 2]), stride: (2, 2), padding: (1, 0), outputPadding: (1, 0))
        #expect(
            enlarged.asArray(Double.self) == [
                -1.25, 0.25, 2.25, 0.25, -1, -2.875, -0.125, 3.25, -0.75, 0.25, 2.75, 0.25, -1.375, -1.25, 1.25, 4,
            ])
        #expect(
            conv1d(x([1, 2, 6]), w([2, 2, 3]), stride: 2, padding: 1).asArray(Double.self) == [
                -0.125, -0.375, 0.5, 5.25, 6.5, 7.125,
            ])
        #expect(
            maxPool2d(x([1, 1, 4, 5]), kernel: (3, 2), stride: (1, 2), padding: (1, 1)).asArray(Double.self) == [
                1.25, 1.5, 1.75, 1.25, 2, 1.75, 1.25, 2, 1.75, 0.25, 2, 1.25,
            ])
        #expect(
            avgPool2d(x([1, 1, 4, 5]), kernel: (3, 2), stride: (1, 2), padding: (1, 1)).asArray(Double.self)
                == [0.25, 1.25, 2.25, 0.5, 3.75, 2, 0.75, 4.25, 2.5, -0.5, 3, 0.75].map { $0 / 6 })
    }

    @Test("have PyTorch's gradients")
    func goldenGradients() {
        let (x, w) = (x([1, 2, 4, 4]).requiringGrad(), w([1, 2, 3, 3]).requiringGrad())
        square(conv2d(x, w, stride: (2, 2), padding: (1, 1))).sum().backward()
        #expect(
            x.grad?.asArray(Double.self) == [
                9.5, 2.625, 8.5, 4.25, -12.25, 6.875, -7.625, 5.25, -10, -3.875, -4.5, -2.25, 5, -7.5, 2.25, -3.375,
                0, -0.5, 0, -4.25, 4.875, -7.125, 3.25, -6.625, 0, 2.75, 0, 2.25, -2.5, -0.875, -1.125, 1.125,
            ])
        #expect(
            w.grad?.asArray(Double.self) == [
                -2.8125, 3.0625, -9.625, -0.75, -8.5, -5.4375, 7.5625, -7.625, 19, 0, -11.4375, -0.5625, -3.25, 2.3125,
                -7.625, -2.25, 19.4375, -6.75,
            ])
    }
}

@Suite("Pooling")
struct PoolingTests {
    @Test("the gradient of the maximum goes to the first of equal elements")
    func ties() {
        let x = Tensor.ones([1, 1, 2, 4], dtype: .float64).requiringGrad()
        maxPool2d(x, kernel: (2, 2)).sum().backward()
        #expect(x.grad?.asArray(Double.self) == [1, 0, 1, 0, 0, 0, 0, 0])
    }

    @Test("windows that overlap add up their gradients")
    func overlap() {
        let x = Tensor([1, 5, 2, 3] as [Float], shape: [1, 1, 1, 4]).requiringGrad()
        maxPool2d(x, kernel: (1, 2), stride: (1, 1)).sum().backward()
        #expect(x.grad?.asArray(Float.self) == [0, 2, 0, 1])
    }

    @Test("with and without a graph gives the same")
    func recording() {
        let x = Tensor.normal([2, 3, 7, 9], generator: RandomGenerator(seed: 1))
        let plain = maxPool2d(x, kernel: (3, 2), stride: (2, 2), padding: (1, 1))
        let recorded = maxPool2d(x.requiringGrad(), kernel: (3, 2), stride: (2, 2), padding: (1, 1))
        #expect(plain.shape == [2, 3, 4, 5] && recorded.requiresGrad && plain.elementBits == recorded.elementBits)
    }

    @Test("the mean counts elements outside as 0, the maximum does not count them")
    func padding() {
        let x = Tensor([-4, -8] as [Float], shape: [1, 1, 1, 2])
        #expect(
            avgPool2d(x, kernel: (3, 2), stride: (1, 1), padding: (1, 1)).asArray(Float.self).suffix(3) == [
                Float(-4) / 6, -2, Float(-8) / 6,
            ])
        #expect(maxPool2d(x, kernel: (3, 2), stride: (1, 1), padding: (1, 1)).asArray(Float.self) == [-4, -4, -8])
    }

    @Test("a NaN in a window is its maximum and its mean")
    func notANumber() {
        let x = Tensor([1, .nan, 3, 4, .infinity, 2] as [Float], shape: [1, 1, 1, 6])
        #expect(maxPool2d(x, kernel: (1, 2)).asArray(Float.self).map { $0.isNaN } == [true, false, false])
        #expect(avgPool2d(x, kernel: (1, 2)).asArray(Float.self).map { $0.isNaN } == [true, false, false])
    }
}

@Suite("A mistake in a convolution or in pooling")
struct WindowErrorTests {
    static let requests: [(String, @Sendable () -> Tensor)] = [
        (
            "conv2d: the input is [3, 8, 8]: [batch, channels, height, width] is needed: expandedDimension(at: 1) adds "
                + "the axis of one channel, and at: 0 that of a batch of one",
            { conv2d(.ones([3, 8, 8]), .ones([4, 3, 3, 3])) }
        ),
        (
            "conv2d: the input is [8, 8]: [batch, channels, height, width] is needed, which reshaped(1, 1, 8, 8) gives",
            { conv2d(.ones([8, 8]), .ones([4, 3, 3, 3])) }
        ),
        (
            "conv2d: [1, 3, 8, 8] ∗ [4, 3, 3]: an input [batch, channels, height, width] and a weight "
                + "[channels, channels, height, width] are needed",
            { conv2d(.ones([1, 3, 8, 8]), .ones([4, 3, 3])) }
        ),
        (
            "conv2d: [1, 3, 8, 8] ∗ [4, 2, 3, 3]: 3 channels in 1 group need a weight of [4, 3, …]",
            { conv2d(.ones([1, 3, 8, 8]), .ones([4, 2, 3, 3])) }
        ),
        (
            "conv2d: [1, 4, 8, 8] ∗ [4, 4, 3, 3]: 3 groups do not divide 4 channels and 4 output channels",
            { conv2d(.ones([1, 4, 8, 8]), .ones([4, 4, 3, 3]), groups: 3) }
        ),
        (
            "conv2d: [1, 4, 8, 8] ∗ [4, 4, 3, 3]: 0 groups do not divide 4 channels and 4 output channels",
            { conv2d(.ones([1, 4, 8, 8]), .ones([4, 4, 3, 3]), groups: 0) }
        ),
        (
            "conv2d: [1, 1, 4, 8] ∗ [1, 1, 3, 3]: a kernel of height 3 with dilation 2 covers 5, and the height with "
                + "its padding is only 4",
            { conv2d(.ones([1, 1, 4, 8]), .ones([1, 1, 3, 3]), dilation: (2, 1)) }
        ),
        (
            "conv2d: [1, 1, 4, 4] ∗ [1, 1, 0, 3]: the kernel's height is 0: at least 1 is needed",
            { conv2d(.ones([1, 1, 4, 4]), .ones([1, 1, 0, 3])) }
        ),
        (
            "conv2d: [1, 1, 4, 4] ∗ [1, 1, 3, 3]: stride 0 of the width: at least 1 is needed",
            { conv2d(.ones([1, 1, 4, 4]), .ones([1, 1, 3, 3]), stride: (1, 0)) }
        ),
        (
            "conv2d: [1, 1, 4, 4] ∗ [1, 1, 3, 3]: dilation -1 of the height: at least 1 is needed",
            { conv2d(.ones([1, 1, 4, 4]), .ones([1, 1, 3, 3]), dilation: (-1, 1)) }
        ),
        (
            "conv2d: [1, 1, 4, 4] ∗ [1, 1, 3, 3]: padding -2 of the height: at least 0 is needed",
            { conv2d(.ones([1, 1, 4, 4]), .ones([1, 1, 3, 3]), padding: (-2, 0)) }
        ),
        (
            "conv2d: int32 ∗ int32: floating point is needed; cast to float32 first",
            { conv2d(.ones([1, 1, 4, 4], dtype: .int32), .ones([1, 1, 3, 3], dtype: .int32)) }
        ),
        (
            "conv2d: [1, 1, 4, 4] ∗ [1, 1, 3, 3]: a kernel of height 3 with dilation \(Int.max) is longer than memory "
                + "can hold",
            { conv2d(.ones([1, 1, 4, 4]), .ones([1, 1, 3, 3]), dilation: (.max, 1)) }
        ),
        (
            "conv2d: [1, 1, 4, 4] ∗ [1, 1, 3, 3]: a kernel of height 3 is longer than memory can hold",
            { conv2d(.ones([1, 1, 4, 4]), .ones([1, 1, 3, 3]), padding: (.max, 0)) }
        ),
        (
            "conv2d: [1, 1, \(1 << 61), 4] has more elements than memory can hold",
            { conv2d(.ones([1, 1, 2, 4]), .ones([1, 1, 3, 1]), padding: (1 << 60, 0)) }
        ),
        (
            "conv1d: [1, 1, 4] ∗ [1, 1, 5]: a kernel of length 5 covers 5, and the length with its padding is only 4",
            { conv1d(.ones([1, 1, 4]), .ones([1, 1, 5])) }
        ),
        (
            "convTransposed2d: [1, 3, 4, 4] ∗ [2, 3, 3, 3]: 3 channels and 1 groups need a weight of [3, …] and groups "
                + "that divide them",
            { convTransposed2d(.ones([1, 3, 4, 4]), .ones([2, 3, 3, 3])) }
        ),
        (
            "convTransposed2d: [1, 1, 4, 4] ∗ [1, 1, 3, 3]: outputPadding 2 of the height is not in 0..<2, below its "
                + "stride or dilation",
            { convTransposed2d(.ones([1, 1, 4, 4]), .ones([1, 1, 3, 3]), stride: (2, 1), outputPadding: (2, 0)) }
        ),
        (
            "convTransposed2d: [1, 1, 1, 4] ∗ [1, 1, 3, 3]: a kernel of height 3 leaves no height",
            { convTransposed2d(.ones([1, 1, 1, 4]), .ones([1, 1, 3, 3]), padding: (2, 0)) }
        ),
        (
            "maxPool2d: [4, 4]: [batch, channels, height, width] is needed",
            { maxPool2d(.ones([4, 4]), kernel: (2, 2)) }
        ),
        (
            "maxPool2d: [1, 1, 4, 4]: padding 2 of the width is more than half the kernel's 2",
            { maxPool2d(.ones([1, 1, 4, 4]), kernel: (2, 2), padding: (0, 2)) }
        ),
        (
            "maxPool2d: [1, 1, 0, 4] has planes without elements",
            { maxPool2d(.ones([1, 1, 0, 4]), kernel: (2, 2), padding: (1, 0)) }
        ),
        (
            "avgPool2d: [1, 1, 4, 4]: a kernel of width 5 covers 5, and the width with its padding is only 4",
            { avgPool2d(.ones([1, 1, 4, 4]), kernel: (4, 5)) }
        ),
        (
            "avgPool2d: dtype int64 is not supported: cast it to float32 or float64",
            { avgPool2d(.ones([1, 1, 4, 4], dtype: .int64), kernel: (2, 2)) }
        ),
        (
            "avgPool2d: [\(1 << 40), \(1 << 40)] has more elements than memory can hold",
            { avgPool2d(.ones([1, 1, 4, 4]), kernel: (1 << 40, 1 << 40), padding: (1 << 39, 1 << 39)) }
        ),
    ]

    @Test("is thrown with its sentence", arguments: requests.indices)
    func sentence(index: Int) {
        let (sentence, request) = Self.requests[index]
        let error = #expect(throws: AdjointError.self) { try withErrors { request() } }
        #expect(error?.description == sentence)
    }
}

// The number of threads is global: one after another with whatever else sets it.
extension ExecutionTests {
    @Test("convolutions have the same bits with 1 and 3 threads")
    func convolutionThreads() {
        let x = Tensor.normal([4, 16, 20, 20], generator: RandomGenerator(seed: 1)).requiringGrad()
        let w = Tensor.normal([16, 16, 3, 3], generator: RandomGenerator(seed: 2)).requiringGrad()
        func run(_ threads: Int) -> [[UInt64]] {
            let before = threadCount
            threadCount = threads
            defer { threadCount = before }
            let y = conv2d(x, w, padding: (1, 1))
            return ([y] + gradients(of: square(y).sum(), for: [x, w])).map(\.elementBits)
        }
        #expect(run(1) == run(3))
    }
}
