import Adjoint
import AdjointNN
import Testing

private let infinity = Double.infinity

/// A loss at operands some of which are infinite, with its value and its gradient, both by hand.
private struct Case: Sendable {
    let name: String
    let x: [Double]
    let shape: [Int]
    let losses: [Double]
    let slopes: [Double]
    let function: @Sendable (_ x: Tensor, _ reduction: Reduction) -> Tensor

    init(
        _ name: String, _ x: [Double], shape: [Int]? = nil, losses: [Double], slopes: [Double],
        _ function: @escaping @Sendable (Tensor, Reduction) -> Tensor
    ) {
        (self.name, self.x, self.losses, self.slopes) = (name, x, losses, slopes)
        (self.shape, self.function) = (shape ?? [x.count], function)
    }
}

private func constant(_ values: [Double], _ x: Tensor) -> Tensor {
    Tensor(values, shape: x.shape).cast(to: x.dtype)
}

private func row(_ values: [Double], _ x: Tensor) -> Tensor { Tensor(values).cast(to: x.dtype) }

// softmax([0, 1]), and -log of it.
private let (first, second) = (0.2689414213699951, 0.7310585786300049)
private let (costOfFirst, costOfSecond) = (1.3132616875182228, 0.31326168751822286)

private let cases: [Case] = [
    Case("kl divergence", [-infinity, 0], shape: [1, 2], losses: [0], slopes: [0, -1]) {
        klDivLoss($0, constant([0, 1], $0), reduction: $1)
    },
    Case("kl divergence, impossible", [-infinity, -1], shape: [1, 2], losses: [infinity], slopes: [-0.5, -0.5]) {
        klDivLoss($0, constant([0.5, 0.5], $0), reduction: $1)
    },
    Case(
        "binary, of logits", [infinity, -infinity, infinity, -infinity], losses: [0, 0, infinity, infinity],
        slopes: [0, 0, 1, -1]
    ) { binaryCrossEntropyWithLogits($0, constant([1, 0, 0, 1], $0), reduction: $1) },
    Case(
        "binary, of logits, soft", [infinity, -infinity], losses: [infinity, infinity], slopes: [0.75, -0.25]
    ) { binaryCrossEntropyWithLogits($0, constant([0.25, 0.25], $0), reduction: $1) },
    Case(
        "binary, of logits, a positive weight of 0", [-infinity, infinity, infinity], losses: [0, infinity, 0],
        slopes: [0, 1, 0]
    ) {
        binaryCrossEntropyWithLogits(
            $0, constant([1, 0, 1], $0), positiveWeight: row([0], $0).reshaped([]), reduction: $1)
    },
    Case(
        "binary, of logits, weighted", [infinity, -infinity], losses: [0, infinity], slopes: [0, -3]
    ) { binaryCrossEntropyWithLogits($0, constant([1, 1], $0), positiveWeight: row([2, 3], $0), reduction: $1) },
    Case("binary", [1, 0, 0, 1], losses: [0, 0, 100, 100], slopes: [-1, 1, 0, 0]) {
        binaryCrossEntropy($0, constant([1, 0, 1, 0], $0), reduction: $1)
    },
    Case(
        "focal", [infinity, -infinity, infinity, -infinity], losses: [0, 0, infinity, infinity],
        slopes: [0, 0, 0.75, -0.25]
    ) { focalLoss($0, constant([1, 0, 0, 1], $0), reduction: $1) },
    Case(
        "focal, γ = ½", [infinity, -infinity, infinity, -infinity], losses: [0, 0, infinity, infinity],
        slopes: [0, 0, 1, -1]
    ) { focalLoss($0, constant([1, 0, 0, 1], $0), alpha: nil, gamma: 0.5, reduction: $1) },
    Case("focal, γ times the loss overflows", [3e38, -3e38], losses: [3e38, 0], slopes: [1, 0]) {
        focalLoss($0, constant([0, 0], $0), alpha: nil, gamma: 3, reduction: $1)
    },
    Case("focal, γ = 0", [infinity, infinity], losses: [0, infinity], slopes: [0, 1]) {
        focalLoss($0, constant([1, 0], $0), alpha: nil, gamma: 0, reduction: $1)
    },
    Case("focal, α = 0", [-infinity, infinity], losses: [0, infinity], slopes: [0, 1]) {
        focalLoss($0, constant([1, 0], $0), alpha: 0, reduction: $1)
    },
    Case(
        "labels, a class that is ruled out", [-infinity, 0, 1], shape: [1, 3], losses: [costOfSecond],
        slopes: [0, first, second - 1]
    ) { crossEntropy($0, Tensor([2] as [Int]), reduction: $1) },
    Case("labels, the class itself ruled out", [-infinity, 0], shape: [1, 2], losses: [infinity], slopes: [-1, 1]) {
        crossEntropy($0, Tensor([0] as [Int]), reduction: $1)
    },
    Case(
        "labels, smoothed, a class of weight 0 ruled out", [-infinity, 0, 1], shape: [1, 3],
        losses: [0.7 * costOfSecond + 0.1 * (costOfFirst + costOfSecond)],
        slopes: [0, 0.7 * first + 0.1 * (2 * first - 1), 0.7 * (second - 1) + 0.1 * (2 * second - 1)]
    ) {
        crossEntropy($0, Tensor([2] as [Int]), classWeights: row([0, 1, 1], $0), labelSmoothing: 0.3, reduction: $1)
    },
    Case(
        "labels, smoothing of 1, an impossible label", [-infinity, 0, 1], shape: [1, 3], losses: [infinity],
        slopes: [-1.0 / 3, first - 1.0 / 3, second - 1.0 / 3]
    ) { crossEntropy($0, Tensor([0] as [Int]), labelSmoothing: 1, reduction: $1) },
    Case("nll, of weight 0", [-infinity, -1, -2, -3], shape: [2, 2], losses: [0, 3], slopes: [0, 0, 0, -1]) {
        nllLoss($0, Tensor([0, 1] as [Int]), classWeights: row([0, 1], $0), reduction: $1)
    },
    Case(
        "distributions, of logits", [-infinity, 0, 1], shape: [1, 3], losses: [costOfFirst],
        slopes: [0, first - 1, second]
    ) { categoricalCrossEntropyWithLogits($0, constant([0, 1, 0], $0), reduction: $1) },
    Case(
        "distributions, of logits, a weight of 0", [-infinity, 0, 1], shape: [1, 3], losses: [0.5 * costOfFirst],
        slopes: [0, 0.5 * (first - 1), 0.5 * second]
    ) {
        categoricalCrossEntropyWithLogits(
            $0, constant([0.5, 0.5, 0], $0), classWeights: row([0, 1, 1], $0), reduction: $1)
    },
    Case("distributions", [0, 1], shape: [1, 2], losses: [0], slopes: [0, -1]) {
        categoricalCrossEntropy($0, constant([0, 1], $0), reduction: $1)
    },
    Case("distributions, certain and wrong", [0, 1], shape: [1, 2], losses: [100], slopes: [0, 0]) {
        categoricalCrossEntropy($0, constant([1, 0], $0), reduction: $1)
    },
    Case("hinge", [infinity, -infinity, -infinity], losses: [0, 0, infinity], slopes: [0, 0, -1]) {
        hingeLoss($0, constant([1, -1, 1], $0), reduction: $1)
    },
    Case("huber", [infinity, -infinity, 0], losses: [infinity, infinity, 0], slopes: [2, -2, 0]) {
        huberLoss($0, constant([0, 1, 0], $0), delta: 2, reduction: $1)
    },
    Case("smooth l1", [infinity, -infinity, 0], losses: [infinity, infinity, 0], slopes: [1, -1, 0]) {
        smoothL1Loss($0, constant([0, 1, 0], $0), reduction: $1)
    },
    Case("l1", [infinity, -infinity, 0], losses: [infinity, infinity, 0], slopes: [1, -1, 0]) {
        l1Loss($0, constant([0, 1, 0], $0), reduction: $1)
    },
]

@Suite("Nothing times infinity is nothing in a loss")
struct LossInfinityTests {
    private func agree(_ x: [Double], _ y: [Double], _ dtype: DType) -> Bool {
        let tolerance = dtype == .float32 ? 4e-7 : 4e-16
        return x.count == y.count && zip(x, y).allSatisfy { $0 == $1 || abs($0 - $1) <= tolerance * max(1, abs($1)) }
    }

    @Test("value and gradient, with every reduction", arguments: cases.indices, [DType.float32, .float64])
    func infinities(index: Int, dtype: DType) throws {
        let entry = cases[index]
        for reduction in Reduction.allCases {
            let x = Tensor(entry.x, shape: entry.shape).cast(to: dtype).requiringGrad()
            let cost = entry.function(x, reduction)
            let sum = entry.losses.reduce(0, +)
            let count = Double(entry.losses.count)
            // Means of weighted losses divide by the weights: there only one label has one.
            let divisor = reduction == .mean && !entry.name.hasPrefix("nll") ? count : 1
            let expected = reduction == .none ? entry.losses : [sum / divisor]
            let found = cost.asArray(Double.self)
            #expect(agree(found, expected, dtype), "\(entry.name), \(reduction): \(found)")
            cost.backward(Tensor.ones(cost.shape, dtype: dtype))
            let slopes = try #require(x.grad).asArray(Double.self)
            #expect(
                agree(slopes, entry.slopes.map { $0 / divisor }, dtype), "\(entry.name), \(reduction): \(slopes)")
        }
    }

    @Test("forward mode says the same as reverse mode", arguments: cases.indices)
    func forward(index: Int) {
        let entry = cases[index]
        let x = Tensor(entry.x, shape: entry.shape)
        let direction = (1 + Tensor.arange(x.count, dtype: .float64)).reshaped(x.shape)
        let tangent = jvp(of: { entry.function($0, .sum) }, at: x, tangent: direction).tangent.item()
        let expected = zip(entry.slopes, direction.asArray(Double.self)).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(tangent - expected) <= 1e-15 * max(1, abs(expected)), "\(entry.name): \(tangent)")
    }

    private static let outside: [(sentence: String, loss: @Sendable () -> Tensor)] = [
        (
            "binaryCrossEntropy: the target at [1, 0] is 1.5: a number in 0...1 is needed",
            { binaryCrossEntropy(Tensor([[0.5], [0.5]]), Tensor([[1], [1.5]])) }
        ),
        (
            "binaryCrossEntropyWithLogits: the target at [] is -0.5: a number in 0...1 is needed",
            { binaryCrossEntropyWithLogits(Tensor(0.0), Tensor(-0.5)) }
        ),
        (
            "focalLoss: the target at [2] is nan: a number in 0...1 is needed",
            { focalLoss(Tensor([0, 0, 0]), Tensor([0, 1, .nan] as [Float])) }
        ),
        (
            "klDivLoss: the target at [0, 1] is -0.25: a finite number, at least 0, is needed",
            { klDivLoss(Tensor([[-1, -1]]), Tensor([[1.25, -0.25]])) }
        ),
        (
            "categoricalCrossEntropy: the target at [1, 0] is inf: a finite number, at least 0, is needed",
            {
                categoricalCrossEntropy(
                    Tensor([[0.5, 0.5], [0.5, 0.5]]), Tensor([[0, 1], [.infinity, 1]] as [[Float]]))
            }
        ),
        (
            "categoricalCrossEntropyWithLogits: the target at [0, 0] is -1.0: a finite number, at least 0, is needed",
            { categoricalCrossEntropyWithLogits(Tensor([[0, 0]]), Tensor([[-1, 2]])) }
        ),
    ]

    @Test("a target outside the loss's range is an error that names it and its place", arguments: outside.indices)
    func targets(index: Int) {
        let (sentence, loss) = Self.outside[index]
        let error = #expect(throws: AdjointError.self) { try withErrors { loss() } }
        #expect(error?.description == sentence && error?.kind == .value)
    }

    @Test("targets that do not add up to 1, and such as rounding has taken over an end, are none")
    func inside() {
        #expect(klDivLoss(Tensor([[0, 0]]), Tensor([[2, 1]])).item() > 0)
        #expect(binaryCrossEntropy(Tensor([0.5]), Tensor([Float(1).nextUp])).item().isFinite)
        #expect(categoricalCrossEntropyWithLogits(Tensor([[0, 0]]), Tensor([[1, -1e-9]])).item().isFinite)
    }
}
