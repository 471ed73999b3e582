import Testing

@testable import Adjoint

/// Formulas that take particular paths through the evaluation: each gives the same bits as one operation after the
/// other.
@Suite("Fused formulas")
struct FusionFormulasTests {
    struct Formula: Sendable {
        let name: String
        let run: @Sendable () -> [Tensor]
        init(_ name: String, _ run: @escaping @Sendable () -> [Tensor]) {
            self.name = name
            self.run = run
        }
    }

    private static func draw(_ shape: [Int], _ seed: UInt64 = 1, _ dtype: DType = .float32) -> Tensor {
        Tensor.normal(shape, dtype: dtype, generator: RandomGenerator(seed: seed))
    }

    private static func gradients(_ x: Tensor, _ function: (Tensor) -> Tensor) -> [Tensor] {
        let leaf = x.detach().requiringGrad()
        let y = function(leaf)
        y.backward(y.count == 1 ? nil : Tensor.ones(like: y))
        return [y.detach(), leaf.grad ?? y]
    }

    static let formulas: [Formula] = [
        Formula("the gradient of one number, repeated, is placed in every row") {
            let labels = (Tensor.arange(3000) .> 1000).cast(to: .int64).expandedDimension(at: 1)
            return gradients(draw([3000, 5])) { $0.takeAlong(labels, axis: 1).sum() }
        },
        Formula("one position, repeated, picks from every row") {
            let labels = Tensor([2] as [Int]).broadcast(to: [3000, 1])
            return gradients(draw([3000, 5])) { ($0 * 2).takeAlong(labels, axis: 1) }
        },
        Formula("the sums of rows that are zero but for one element, of either sign, infinite or NaN") {
            let labels = (Tensor.arange(3000) .> 1000).cast(to: .int64).expandedDimension(at: 1)
            let special = Tensor([0, -0.0, .infinity, -.infinity, .nan, -2.5] as [Float])
            let cotangent = special.broadcast(to: [500, 6]).reshaped(3000, 1)
            let x = draw([3000, 5])
            let rows = [1, 2].map { draw([3000, 1], $0).requiringGrad() }
            (rows[0] - x).takeAlong(labels, axis: 1).backward(cotangent)
            (x - rows[1]).takeAlong(labels, axis: 1).backward(cotangent)
            return rows.compactMap(\.grad)
        },
        Formula("the elements picked of formulas of rows, columns and numbers, some of which are read again") {
            let labels = (Tensor.arange(300) .> 100).cast(to: .int64).expandedDimension(at: 1)
            let (x, row, column) = (draw([300, 40]), draw([300, 1], 2), draw([40], 3))
            let read = tanh(x) - row
            let formulas = [
                exp(x * 2) * row + column - 0.5, read, x.cast(to: .float64) * 2, which(x .> 0, row, column),
                column - row * 2, exp(column).broadcast(to: [300, 40]) + x.sum(axis: 1, keepDims: true), x .> column,
            ]
            return formulas.map { $0.takeAlong(labels, axis: 1) } + [read.sum(axis: 1), read.max(axis: 0)]
                + gradients(x) { logSoftmax($0).takeAlong(labels, axis: 1) }
        },
        Formula("a truth value for each row beside a number for each row, in rows of 65") {
            gradients(draw([300, 65])) { softmax($0) }
                + gradients(draw([300, 65], 2)) { logSumExp($0, keepDims: true) }
        },
        Formula("casts between all widths in one expression") {
            let x = draw([20, 900])
            let flags = x .> 0
            let wide = x.cast(to: .float64) * flags.cast(to: .float64)
            let integers = (wide * 10).cast(to: .int64) + flags.cast(to: .int64)
            return [integers, integers.cast(to: .int32).cast(to: .float32) * x, wide.cast(to: .bool), wide]
        },
        Formula("the greatest and the least truth value of many rows") {
            let flags = draw([1000, 33]) .> 2
            return [
                flags.max(axis: 0), flags.min(axis: 0), flags.max(axis: 1), flags.any(axes: [0]), flags.all(axes: [1]),
            ]
        },
        Formula("the sum of everything beside the sums of long rows") {
            let x = exp(draw([2, 9216]))
            return [x.sum(axis: 1), x.sum(), x.sum(axis: 1, keepDims: true), x.max(), x.max(axis: 1)]
        },
        Formula("all ways to reduce the same elements at once") {
            let x = tanh(draw([12, 30, 40]))
            let axes = [[0], [1], [2], [0, 1], [1, 2], [0, 2], [0, 1, 2]]
            return axes.flatMap { [x.sum(axes: $0), x.max(axes: $0, keepDims: true), x.sum(axes: $0)] }
        },
        Formula("an operand for each row, for each column, for a middle axis, and one for all") {
            let (x, middle) = (draw([20, 30, 40]), draw([30, 1], 2))
            let (rows, columns, one) = (draw([20, 30, 1], 3), draw([40], 4), draw([], 5))
            let sum = x * rows + columns - middle * one
            return [
                sum, sum + x.sum(axis: 2, keepDims: true), sum + x.sum(axis: 0), sum * x.sum(axis: 1, keepDims: true),
            ]
        },
        Formula("two broadcast operands of a result larger than both") {
            let (x, y) = (draw([150, 1]), draw([1, 130], 2))
            return gradients(x) { exp($0 * 0.1) * y } + gradients(y) { (x - $0).max(axis: 0) }
        },
        Formula("views of a deferred value: transposed, flipped, sliced, broadcast, reshaped") {
            let x = exp(draw([100, 120]))
            let views = [
                x.T * 2, x.flipped(axis: 0) - x, x[.stride(by: -2), 5...] + 1, x.reshaped(10, 10, 120).sum(axis: 1),
                x[3].broadcast(to: [90, 120]) * 2, x.reshaped(60, 200) + 1,
            ]
            return views + [x.T.sum(axis: 0), x.flipped().sum(axis: 1), x.T + x.T.sum(axis: 0)]
        },
        Formula("rows and columns of the same elements, of two lengths") {
            let x = draw([9600]) * 2
            let (wide, narrow) = (x.reshaped(80, 120), x.reshaped(1200, 8))
            return [
                (wide - wide.mean(axis: 1, keepDims: true)).reshaped(1200, 8) * softmax(narrow),
                wide.sum(axis: 0), narrow.sum(axis: 0), x.sum(),
            ]
        },
        Formula("a deferred value of as many elements as there are rows, which is no reduction") {
            let (x, v) = (draw([9000, 3]), exp(draw([9000], 2)))
            let shifted = x * v.expandedDimension(at: 1)
            return [shifted, shifted / shifted.sum(axis: 1, keepDims: true), shifted.sum(axis: 1) + v]
        },
        Formula("a number of the program's own space: the maximum of a vector, taken from it") {
            let x = draw([8192])
            return [x - x.max(), x / x.norm(), exp(x - x.max()) / exp(x - x.max()).sum(), (x - x.mean()).sum()]
        },
        Formula("one-hot labels, by comparison") {
            let logits = draw([1500, 10])
            let labels = logits.argmax(axis: 1)
            return gradients(logits) { (logSoftmax($0) * oneHot(labels, classes: 10)).sum() }
        },
        Formula("NaN, infinities and zeros of both signs") {
            let special = Tensor(
                [0, -0.0, .infinity, -.infinity, .nan, 1, -1, .leastNonzeroMagnitude, 3.4e38, -2.5] as [Float])
            let x = special.broadcast(to: [1200, 10])
            let results = [
                maximum(x, x.flipped(axis: 1)), abs(x) * x, x.sum(axis: 1), x.max(axis: 0), x.min(axis: 1),
                which(x .> 0, x, -x),
                gatedMultiply(x, x.flipped(axis: 1)), gatedMultiply(x, x.flipped(axis: 1), selects: true),
                x.cast(to: .int32), x.cast(to: .bool), (x .== x).all(axes: [0]),
                relu(x),
            ]
            return results.map { $0 + $0.cast(to: $0.dtype == .bool ? .int32 : $0.dtype) }
        },
        Formula("dropout: the mask is drawn in the same pass, forward and backward") {
            let generator = RandomGenerator(seed: 7)
            return gradients(draw([130, 100])) { x in
                which(Tensor.uniform(x.shape, generator: generator) .< 0.8, x / 0.8, Tensor(0))
                    * Tensor.normal(x.shape, generator: generator)
            }
        },
        Formula("a value that is used twice on ways of different length") {
            let x = draw([10_000])
            let y = (0..<40).reduce(x) { y, k in y * 0.5 + (k % 3 == 0 ? x : y) * y }
            return gradients(x) { x in (0..<12).reduce(x) { y, _ in tanh(y * x + y) } } + [y, y.sum(), y - y.mean()]
        },
        Formula("slices that overlap, of a deferred value and of a leaf, and the whole beside them") {
            gradients(draw([120, 90])) { x in
                let y = tanh(x * 2)
                let parts = [y[0..<70], y[50...], x[10..<80]].map { ($0 * $0).sum(axis: 1) }
                return concatenated(parts + [y.sum(axis: 1) * x[.all, 3]])
            }
        },
        Formula("more than 128 deferred values") {
            gradients(draw([8200])) { x in (0..<150).reduce(x) { y, _ in sin(y) + x * 0.01 } }
        },
        Formula("derivatives of derivatives") {
            let x = draw([100, 90])
            return [
                gradient { exp(-square($0)).sum() }(x),
                hvp(of: { (softmax($0) * tanh($0)).sum() }, at: x, vector: draw([100, 90], 2)),
                gradient { gradient { (sin($0) * $0).sum() }($0).sum() }(x),
            ]
        },
    ]

    @Test("give the bits of the operations one by one")
    func bits() async {
        await #expect(processExitsWith: .success) {
            for formula in Self.formulas {
                let expected = withoutFusion { formula.run().map { Bits($0) } }
                #expect(!expected.isEmpty && formula.run().map { Bits($0) } == expected, "\(formula.name)")
                let all = withFusionOfEverything { formula.run().map { Bits($0) } }
                #expect(all == expected, "\(formula.name)")
                // Computed together rather than one by one.
                let together = formula.run()
                evaluate(together)
                #expect(together.map { Bits($0) } == expected, "\(formula.name)")
            }
        }
    }
}
