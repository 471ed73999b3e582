// Every operation, with samplers of its operands. The tests run each case: values aside, every derivative is compared
// with differences at first and second order, forward with reverse mode, and every rule is broken once to see that this
// is noticed.

@testable import Adjoint

/// One operation on operands of certain shapes and layouts.
struct OperationCase: Sendable, CustomStringConvertible {
    /// The operation, as the user calls it.
    let operation: String
    /// Shapes, layouts and parameters.
    let detail: String
    /// Shapes of the float64 operands, and the intervals that their elements are drawn from.
    let operands: [(shape: [Int], domain: ClosedRange<Double>)]
    let body: @Sendable ([Tensor]) -> Tensor
    /// The step of differences; large for functions that are linear but rounded.
    var step = 1e-3
    /// Draws elements that differ by much, where the function has a kink at equal ones.
    var isSeparated = false

    var description: String { "\(operation) \(detail)" }

    /// Operands drawn anew.
    func sample(_ generator: RandomGenerator) -> [Tensor] {
        operands.map { shape, domain in
            let range = domain.lowerBound..<domain.upperBound
            if isSeparated {
                var generator = generator
                let count = shape.reduce(1, *)
                let places = (0..<count).map { (Double($0) + 0.5) / Double(count) }.shuffled(using: &generator)
                return Tensor(places, shape: shape) * (range.upperBound - range.lowerBound) + range.lowerBound
            }
            let margin = (range.upperBound - range.lowerBound) * 0.02
            return Tensor.uniform(
                shape, in: (range.lowerBound + margin)..<(range.upperBound - margin), dtype: .float64,
                generator: generator)
        }
    }
}

/// A way for an operand's elements to lie in memory.
enum Arrangement: String, CaseIterable, Sendable {
    case contiguous, transposed, sliced, flipped, repeated

    /// The shape of a contiguous tensor that `arrange` gives `shape` from.
    func source(_ shape: [Int]) -> [Int] {
        switch self {
        case .contiguous, .flipped: shape
        case .transposed: shape.reversed()
        case .sliced: shape.dropLast() + [2 * (shape.last ?? 0) + 1]
        case .repeated: [1] + shape.dropFirst()
        }
    }

    func arrange(_ x: Tensor, _ shape: [Int]) -> Tensor {
        switch self {
        case .contiguous: x
        case .transposed: x.transposed()
        case .sliced: x[.ellipsis, .stride(from: 1, by: 2)]
        case .flipped: x.flipped()
        case .repeated: x.broadcast(to: shape)
        }
    }
}

enum OperationRegistry {
    /// All cases of all operations.
    static let cases: [OperationCase] =
        unary + binary + numbers + selection + reductions + movement + joining + indexing + products + windows
        + precision

    /// A derivative rule: the operation's name as it stands in the graph, an input, and what can be broken about it.
    struct Rule: Sendable, CustomStringConvertible {
        let operation: String
        let input: Int
        /// Whether the derivative is a number, or a step function: then there is no second derivative to lose.
        let isPiecewiseLinear: Bool
        /// Whether the derivative is 0 everywhere.
        let isFlat: Bool
        var description: String { "\(operation), input \(input)" }
    }

    /// Every rule of every kind of operation.
    static let rules: [Rule] = {
        let flat = Set(Unary.all.filter { $0.slope == 0 }.map(\.name))
        let steps = flat.union(["negate", "abs", "relu", "squarable"])
        var rules = Unary.all.map {
            Rule(
                operation: $0.name, input: 0, isPiecewiseLinear: steps.contains($0.name), isFlat: flat.contains($0.name)
            )
        }
        let linear: Set = ["add", "subtract", "maximum", "minimum"]
        rules += Binary.all.flatMap { row in
            (0...1).map {
                Rule(operation: row.name, input: $0, isPiecewiseLinear: linear.contains(row.name), isFlat: false)
            }
        }
        rules += (1...2).map { Rule(operation: "where", input: $0, isPiecewiseLinear: true, isFlat: false) }
        rules += (0...1).map { Rule(operation: "matmul", input: $0, isPiecewiseLinear: false, isFlat: false) }
        rules += (0...1).map { Rule(operation: "concatenate", input: $0, isPiecewiseLinear: true, isFlat: false) }
        rules += Convolution.Part.allCases.flatMap { part in
            (0...1).map { Rule(operation: part.rawValue, input: $0, isPiecewiseLinear: false, isFlat: false) }
        }
        rules += LinearOperation.Kind.allCases.map {
            Rule(operation: $0.rawValue, input: 0, isPiecewiseLinear: true, isFlat: false)
        }
        rules += WeightedReduction.Kind.allCases.map {
            Rule(operation: $0.rawValue, input: 0, isPiecewiseLinear: $0 == .max || $0 == .min, isFlat: false)
        }
        rules.append(Rule(operation: "polygamma", input: 0, isPiecewiseLinear: false, isFlat: false))
        rules.append(Rule(operation: "inverseScale", input: 0, isPiecewiseLinear: false, isFlat: false))
        return rules
    }()

    // MARK: Elementwise

    private static let shapes = [[], [0], [1], [4], [2, 3], [2, 1, 3], [0, 3]]
    private static let arrangements: [Arrangement] = [.transposed, .sliced, .flipped, .repeated]

    private static func unary(
        _ name: String, _ domain: ClosedRange<Double>, _ function: @escaping @Sendable (Tensor) -> Tensor
    ) -> [OperationCase] {
        shapes.map { shape in
            OperationCase(operation: name, detail: "\(shape)", operands: [(shape, domain)]) { function($0[0]) }
        }
            + arrangements.map { arrangement in
                let shape = [3, 2]
                return OperationCase(
                    operation: name, detail: "\(shape) \(arrangement)", operands: [(arrangement.source(shape), domain)]
                ) { function(arrangement.arrange($0[0], shape)) }
            }
    }

    private static let unary: [OperationCase] =
        Unary.all.flatMap { row in unary(row.name, row.domain) { row($0) } }
        + unary("polygamma", 0.4...5) { polygamma(2, $0) }
        + unary("lgamma of negatives", -1.8 ... -1.2) { lgamma($0) }
        + unary("digamma of negatives", -1.8 ... -1.2) { digamma($0) }
        + unary("polygamma of negatives", -1.8 ... -1.2) { polygamma(1, $0) }
        + unary("relu of negatives", -2 ... -0.1) { relu($0) }
        + unary("abs of negatives", -2 ... -0.1) { abs($0) }
        + unary("leakyRelu", 0.1...2) { leakyRelu($0) } + unary("leakyRelu of negatives", -2 ... -0.1) { leakyRelu($0) }
        + unary("elu", 0.1...2) { elu($0) } + unary("elu of negatives", -2 ... -0.1) { elu($0, alpha: 0.7) }
        + unary("gelu", -2...2) { gelu($0) } + unary("silu", -2...2) { silu($0) }
        + unary("logSigmoid", -4...4) { logSigmoid($0) }
        + unary("clip inside", -0.9...0.9) { clip($0, to: -1...1) }
        + unary("clip outside", 1.1...2) { clip($0, to: -1...1) }
        + unary("pow 2", -2...2) { pow($0, 2) } + unary("pow 3", -2...2) { pow($0, 3) }
        + unary("pow -1.5", 0.3...2) { pow($0, -1.5) } + unary("pow 0", 0.3...2) { pow($0, 0) }
        + unary("2 to the x", -2...2) { pow(2, $0) }
        + unary("identity", -2...2) { x in vjpIdentity(x) }
        + unary("x·x", -2...2) { $0 * $0 } + unary("x / x²", 0.3...2) { $0 / ($0 * $0) }
        + unary("chain", -1...1) { sigmoid(tanh($0) * 2 + exp(-$0)) }

    /// A node of kind identity, as the transforms make it.
    private static func vjpIdentity(_ x: Tensor) -> Tensor {
        let copy = x.detach().record(LinearOperation(.identity, apply: { $0 }, transpose: { $0 }), x)
        return copy * copy * 0.5 + copy
    }

    private static let pairs: [([Int], [Int])] = [
        ([], []), ([3], []), ([], [3]), ([1], [3]), ([3], [1]), ([1], [1]), ([2, 3], [2, 3]), ([2, 3], [3]),
        ([3], [2, 3]),
        ([2, 3], [2, 1]), ([2, 1], [1, 3]), ([2, 1, 3], [4, 1]), ([1, 1], [3]), ([0], []), ([0, 3], [3]),
        ([1, 3], [0, 1]),
    ]

    private static func binary(
        _ name: String, _ domains: [ClosedRange<Double>], _ function: @escaping @Sendable (Tensor, Tensor) -> Tensor
    ) -> [OperationCase] {
        let plain = pairs.map { a, b in
            OperationCase(operation: name, detail: "\(a), \(b)", operands: [(a, domains[0]), (b, domains[1])]) {
                function($0[0], $0[1])
            }
        }
        let arranged: [(Arrangement, Arrangement)] = [
            (.transposed, .contiguous), (.sliced, .flipped), (.contiguous, .repeated), (.transposed, .transposed),
            (.flipped, .sliced),
        ]
        let layouts = arranged.map { first, second in
            let shape = [3, 2]
            return OperationCase(
                operation: name, detail: "\(shape) \(first), \(shape) \(second)",
                operands: [(first.source(shape), domains[0]), (second.source(shape), domains[1])]
            ) { function(first.arrange($0[0], shape), second.arrange($0[1], shape)) }
        }
        return plain + layouts
    }

    /// The same tensor as both operands.
    private static func twice(
        _ name: String, _ domain: ClosedRange<Double>, _ function: @escaping @Sendable (Tensor, Tensor) -> Tensor
    ) -> [OperationCase] {
        [[], [1], [4], [2, 3], [0]].map { shape in
            OperationCase(operation: name, detail: "\(shape) with itself", operands: [(shape, domain)]) {
                function($0[0], $0[0])
            }
        }
            + [
                name == "maximum" || name == "minimum"
                    // Each is chosen somewhere, and no two are near each other.
                    ? OperationCase(
                        operation: name, detail: "[2, 2] with its transpose", operands: [([2, 2], 0.5...2)]
                    ) { function($0[0], $0[0].T * 0.3 + Tensor([[0, -1], [2.5, 0]] as [[Double]])) }
                    : OperationCase(operation: name, detail: "[2, 2] with its transpose", operands: [([2, 2], domain)])
                    { function($0[0], $0[0].T) }
            ]
    }

    private static let binary: [OperationCase] = Binary.all.flatMap { row -> [OperationCase] in
        let overlap =
            Swift.max(
                row.domains[0].lowerBound, row.domains[1].lowerBound)...Swift.min(
                row.domains[0].upperBound, row.domains[1].upperBound)
        // Extremes of two independent draws: apart from ties almost surely, and by much where the domains are disjoint.
        let isExtreme = row.name == "maximum" || row.name == "minimum"
        let domains: [ClosedRange<Double>] = isExtreme ? [-2 ... -0.1, 0.1...2] : row.domains
        return binary(row.name, domains) { row($0, $1) }
            + (isExtreme ? binary(row.name + " reversed", domains.reversed()) { row($0, $1) } : [])
            + twice(row.name, isExtreme ? 0.1...2 : overlap) { row($0, $1) }
    }

    private static let numbers: [OperationCase] = [[], [3], [2, 2]].flatMap { shape -> [OperationCase] in
        let functions: [(String, @Sendable (Tensor) -> Tensor)] = [
            ("x + 2", { $0 + 2 }), ("2 + x", { 2 + $0 }), ("x - 2", { $0 - 2 }), ("2 - x", { 2 - $0 }),
            ("x * 3", { $0 * 3 }),
            ("3 * x", { 3 * $0 }), ("x / 4", { $0 / 4 }), ("4 / x", { 4 / $0 }), ("max(x, 1)", { maximum($0, 0.1) }),
            ("min(x, 1)", { minimum($0, 0.1) }),
        ]
        return functions.map { name, function in
            OperationCase(operation: name, detail: "\(shape)", operands: [(shape, 0.3...2)]) { function($0[0]) }
        }
    }

    private static let selection: [OperationCase] = pairs.map { a, b in
        OperationCase(operation: "where", detail: "\(a), \(b)", operands: [(a, -2...2), (b, -2...2)]) {
            let shape = Adjoint.broadcast(a, b) ?? a
            let pattern = Tensor((0..<(checkedCount(shape) ?? 0)).map { $0 % 3 != 1 }, shape: shape)
            return which(pattern, square($0[0]), $0[1] * 3)
        }
    }

    // MARK: Reductions

    private static let reductions: [OperationCase] = {
        typealias Reduction = @Sendable (Tensor, [Int]?, Bool) -> Tensor
        let all: [(String, ClosedRange<Double>, Bool, Reduction)] = [
            ("sum", -2...2, true, { $0.sum(axes: $1, keepDims: $2) }),
            ("mean", -2...2, false, { $0.mean(axes: $1, keepDims: $2) }),
            ("variance", -2...2, false, { $0.variance(axes: $1, keepDims: $2) }),
            (
                // The norm of one number repeated is linear in it: its square is not.
                "norm", 0.3...2, false,
                { x, axes, keepDims in
                    let norm = x.norm(axes: axes, keepDims: keepDims)
                    return norm + 0.25 * (norm * norm)
                }
            ),
            ("product", -2...2, true, { $0.product(axes: $1, keepDims: $2) }),
            ("max", -2...2, false, { $0.max(axes: $1, keepDims: $2) }),
            ("min", -2...2, false, { $0.min(axes: $1, keepDims: $2) }),
            (
                "squares", -2...2, true,
                { x, axes, keepDims in
                    x.sumOfSquares(
                        axes.flatMap { x.normalized($0, "squares") } ?? Array(0..<x.rank), keepDims: keepDims)
                }
            ),
            ("std", -2...2, false, { $0.std(axes: $1, keepDims: $2) }),
            (
                "inverseScale", 0.3...2, false,
                { x, axes, _ in
                    x.inverseScale(axes: axes ?? Array(0..<x.rank), epsilon: 0.1).inverse
                }
            ),
        ]
        let places: [([Int], [Int]?)] = [
            ([], nil), ([1], nil), ([4], nil), ([4], [0]), ([2, 3], nil), ([2, 3], [0]), ([2, 3], [1]), ([2, 3], [-1]),
            ([2, 3], []), ([2, 3, 2], [1]), ([2, 3, 2], [0, 2]), ([2, 3, 2], [0, 1]), ([2, 1, 3], [1]),
        ]
        var cases: [OperationCase] = []
        for (name, domain, hasIdentity, reduce) in all {
            let empty: [([Int], [Int]?)] =
                hasIdentity ? [([0], nil), ([0, 3], [0]), ([2, 0], [0])] : [([2, 0], [0])]
            for (shape, axes) in places + empty {
                for keepDims in [false, true] {
                    cases.append(
                        OperationCase(
                            operation: name,
                            detail: "\(shape) along \(axes.map { "\($0)" } ?? "all")\(keepDims ? ", kept" : "")",
                            operands: [(shape, domain)],
                            body: { reduce($0[0], axes, keepDims) }, isSeparated: name == "max" || name == "min"))
                }
            }
            for arrangement in arrangements where arrangement != .repeated || (name != "max" && name != "min") {
                for axes in [[0], [1], [0, 1]] {
                    cases.append(
                        OperationCase(
                            operation: name, detail: "[3, 2] \(arrangement) along \(axes)",
                            operands: [(arrangement.source([3, 2]), domain)],
                            body: { reduce(arrangement.arrange($0[0], [3, 2]), axes, false) },
                            isSeparated: name == "max" || name == "min"))
                }
            }
        }
        let normalizing: [(String, @Sendable (Tensor, Int) -> Tensor)] = [
            ("softmax", { softmax($0, axis: $1) }), ("logSoftmax", { logSoftmax($0, axis: $1) }),
            ("logSumExp", { logSumExp($0, axis: $1) }),
            ("logSumExp, kept", { logSumExp($0, axis: $1, keepDims: true) }),
            ("sample variance", { $0.variance(axis: $1, correction: 1) }),
            ("sample deviation", { $0.std(axis: $1, correction: 1) }),
        ]
        for (name, function) in normalizing {
            for (shape, axis) in [([3], 0), ([2, 3], 0), ([2, 3], 1), ([2, 3, 2], 1), ([2, 3], -1), ([0, 3], 1)] {
                cases.append(
                    OperationCase(operation: name, detail: "\(shape) along \(axis)", operands: [(shape, -3...3)]) {
                        function($0[0], axis)
                    })
            }
            cases.append(
                OperationCase(operation: name, detail: "[3, 2] transposed", operands: [([2, 3], -3...3)]) {
                    function($0[0].T, 0)
                })
        }
        return cases
    }()

    // MARK: Movement

    /// Squared, so that the second order has something to see.
    private static func moving(
        _ name: String, _ shapes: [[Int]], _ function: @escaping @Sendable (Tensor) -> Tensor
    ) -> [OperationCase] {
        shapes.flatMap { shape in
            [
                OperationCase(operation: name, detail: "\(shape)", operands: [(shape, -2...2)]) {
                    square(function($0[0]))
                },
                OperationCase(operation: name, detail: "\(shape) of a product", operands: [(shape, -2...2)]) {
                    function($0[0] * $0[0])
                },
            ]
        }
    }

    private static let movement: [OperationCase] = {
        let matrices = [[2, 3], [1, 3], [3, 3], [0, 3]]
        let many = [[], [1], [4], [2, 3], [2, 1, 3], [0, 3]]
        let flat =
            moving("reshape", many) { $0.reshaped(-1).reshaped([$0.count, 1]) }
            + moving("move", many) { x in
                let other: any Device = x.device === CPU.shared ? ReferenceDevice.shared : CPU.shared
                return x.moved(to: other).moved(to: x.device)
            }
            + moving("flatten", many) { $0.flattened() }
        let axes =
            moving("transpose", many) { $0.transposed() } + moving("T", matrices) { $0.T }
            + moving("transpose 1, 2, 0", [[2, 1, 3], [2, 3, 2]]) { $0.transposed(1, 2, 0) }
            + moving("reshape of a transpose", matrices) { $0.T.reshaped([$0.count]) }
            + moving("squeeze", [[2, 1, 3], [1, 1]]) { $0.squeezed() }
            + moving("expandedDimension", many) { $0.expandedDimension(at: -1) }
            + moving("flip", many) { $0.flipped() } + moving("flip 0", matrices) { $0.flipped(axis: 0) }
        let repeated =
            moving("broadcast", [[], [1], [3], [2, 1], [1, 3]]) { $0.broadcast(to: [2, 3]) }
            + moving("broadcast to none", [[], [1], [1, 3]]) { $0.broadcast(to: [0, 3]) }
        let parts =
            moving("x[1]", [[2, 3], [2], [2, 0]]) { $0[1] } + moving("x[-1]", [[2, 3], [2]]) { $0[-1] }
            + moving("x[1..<3]", [[4], [3, 2]]) { $0[1..<3] }
            + moving("x[..., stride]", matrices) { $0[.ellipsis, .stride(from: 0, by: 2)] }
            + moving("x[stride back]", [[4], [3, 2]]) { $0[.stride(by: -1)] }
            + moving("x[1, newAxis, 0...]", matrices.dropLast()) { $0[0, .newAxis, 0...] }
            + moving("pad", [[1], [4]]) { $0.padded([(1, 2)]) }
            + moving("pad 2-d", matrices) { $0.padded([(1, 0), (2, 1)], value: 3) }
            + moving("embed", [[2]]) { $0.embedded(in: [5], at: [.init(start: 1, count: 2, step: 2)]) }
            + moving("split", [[4], [2, 3], [4, 0]]) { x in
                x.split(parts: 2).reversed().reduce(0 * x[0..<(x.shape[0] / 2)]) { $0 * 2 + $1 }
            }
        return flat + axes + repeated + parts
    }()

    private static let joining: [OperationCase] = {
        let pairs: [([Int], [Int], Int)] = [
            ([2], [3], 0), ([2, 3], [1, 3], 0), ([2, 3], [2, 1], 1), ([2, 3], [2, 2], -1), ([0, 3], [2, 3], 0),
            ([1], [0], 0),
        ]
        return pairs.flatMap { a, b, axis in
            [
                OperationCase(operation: "concatenate", detail: "\(a), \(b)", operands: [(a, -2...2), (b, -2...2)]) {
                    square(concatenated([$0[0], $0[1]], axis: axis))
                },
                OperationCase(
                    operation: "concatenate", detail: "\(a), \(b), \(a)", operands: [(a, -2...2), (b, -2...2)]
                ) {
                    concatenated([$0[0] * $0[0], exp($0[1]), $0[0]], axis: axis)
                },
            ]
        }
            + [[], [1], [3], [2, 3], [0]].flatMap { shape in
                [0, -1].map { axis in
                    OperationCase(
                        operation: "stack", detail: "\(shape) at \(axis)", operands: [(shape, -2...2), (shape, -2...2)]
                    ) {
                        square(stacked([$0[0], $0[1], $0[0]], axis: axis))
                    }
                }
            }
    }()

    private static let indexing: [OperationCase] = {
        let takes: [([Int], [Int], [Int], Int)] = [
            ([4], [2], [3, 0], 0), ([4], [3], [1, 1, 1], 0), ([4], [], [2], 0), ([4], [0], [], 0),
            ([3, 2], [2, 2], [0, 2, 2, 1], 0),
            ([2, 3], [2], [2, 0], 1), ([2, 3, 2], [3], [0, 2, 0], 1), ([0, 3], [2], [1, 1], 1),
        ]
        let along: [([Int], [Int], [Int], Int)] = [
            ([4], [2], [3, 3], 0), ([3, 2], [3, 1], [1, 0, 1], 1), ([3, 2], [1, 2], [2, 0], 0),
            ([2, 2, 2], [2, 1, 2], [0, 1, 1, 1], 1),
            ([3, 2], [3, 0], [], 1),
        ]
        return takes.flatMap { shape, of, positions, axis in
            [
                OperationCase(operation: "take", detail: "\(shape) at \(of) along \(axis)", operands: [(shape, -2...2)])
                {
                    square($0[0].take(Tensor(positions, shape: of), axis: axis))
                },
                OperationCase(operation: "take of a product", detail: "\(shape) at \(of)", operands: [(shape, -2...2)])
                {
                    ($0[0] * $0[0]).take(Tensor(positions, shape: of), axis: axis)
                },
            ]
        }
            + along.flatMap { shape, of, positions, axis in
                [
                    OperationCase(
                        operation: "takeAlong", detail: "\(shape) at \(of) along \(axis)", operands: [(shape, -2...2)]
                    ) {
                        square($0[0].takeAlong(Tensor(positions, shape: of), axis: axis))
                    },
                    OperationCase(
                        operation: "takeAlong of exp", detail: "\(shape) at \(of)", operands: [(shape, -2...2)]
                    ) {
                        exp($0[0]).takeAlong(Tensor(positions, shape: of), axis: axis)
                    },
                ]
            }
            + [
                OperationCase(operation: "x[tensor]", detail: "[3, 2]", operands: [([3, 2], -2...2)]) {
                    square($0[0][.all, Tensor([1, 0, 1, 1] as [Int])])
                }
            ]
    }()

    // MARK: Products of matrices

    private static let products: [OperationCase] = {
        let pairs: [([Int], [Int])] = [
            ([2, 3], [3, 2]), ([1, 1], [1, 1]), ([1, 3], [3, 1]), ([3, 1], [1, 2]), ([3], [3]), ([3], [3, 2]),
            ([2, 3], [3]),
            ([2, 2, 3], [3, 2]), ([2, 2, 3], [2, 3, 2]), ([3, 2], [2, 2, 2]), ([2, 1, 2, 2], [3, 2, 2]),
            ([2, 0], [0, 2]),
            ([0, 2], [2, 2]), ([2, 2, 3], [3]), ([1, 2, 2], [2, 2, 1]),
        ]
        let plain = pairs.map { a, b in
            OperationCase(operation: "matmul", detail: "\(a) × \(b)", operands: [(a, -2...2), (b, -2...2)]) {
                matmul($0[0], $0[1])
            }
        }
        let layouts = Arrangement.allCases.flatMap { first in
            Arrangement.allCases.map { second in
                let (a, b) = ([2, 3], [3, 2])
                return OperationCase(
                    operation: "matmul", detail: "\(a) \(first) × \(b) \(second)",
                    operands: [(first.source(a), -2...2), (second.source(b), -2...2)]
                ) { matmul(first.arrange($0[0], a), second.arrange($0[1], b)) }
            }
        }
        let same: [OperationCase] = [
            OperationCase(operation: "matmul", detail: "[2, 2] with itself", operands: [([2, 2], -2...2)]) {
                matmul($0[0], $0[0])
            },
            OperationCase(operation: "matmul", detail: "[2, 3] with its transpose", operands: [([2, 3], -2...2)]) {
                matmul($0[0], $0[0].T)
            },
        ]
        return plain + layouts + same
    }()

    /// A cast rounds to float32, so differences need a step that is large beside the rounding; the function is linear.
    private static let precision: [OperationCase] = [[], [3], [2, 3], [0]].map { shape in
        var entry = OperationCase(operation: "cast", detail: "\(shape)", operands: [(shape, -2...2)]) {
            $0[0].cast(to: .float32).cast(to: .float64)
        }
        entry.step = 8
        return entry
    }
}
