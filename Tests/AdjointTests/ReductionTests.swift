import Adjoint
import Foundation
import Testing

@Suite("Reductions")
struct ReductionTests {
    static let numeric: [DType] = [.float32, .float64, .int32, .int64]
    static let shapes: [[Int]] = [
        [], [1], [5], [0], [3, 4], [1, 4], [4, 1], [2, 0], [0, 3], [2, 3, 4], [3, 1, 2], [2, 0, 3], [2, 3, 2, 3],
        [1, 1, 1, 1],
        [2, 1, 3, 1],
    ]

    /// Small integers, whose sums and products every type computes exactly.
    private func model(_ shape: [Int]) -> ArrayModel {
        ArrayModel(
            shape: shape, elements: (0..<shape.reduce(1, *)).map { Double([2, -1, 1, -2, 1, -1, 1][$0 * 3 % 7]) })
    }

    private func check(
        _ x: Tensor, _ axes: [Int], dtype: DType, _ name: String, _ reduce: (Tensor, [Int]?, Bool) -> Tensor,
        _ reference: ([Double]) -> Double
    ) {
        let (kept, lines) = ArrayModel(x).lines(along: axes)
        let dropped = x.shape.indices.filter { !axes.contains($0) }.map { x.shape[$0] }
        let expected = lines.map(reference)
        for (keepDims, shape) in [(true, kept), (false, dropped)] {
            let result = reduce(x, axes, keepDims)
            #expect(result.dtype == dtype && result.shape == shape, "\(name) of \(x.shape) along \(axes)")
            #expect(result.asArray(Double.self) == expected, "\(name) of \(x.shape) \(x.dtype) along \(axes)")
        }
        guard axes.count == x.rank else { return }
        #expect(reduce(x, nil, false).asArray(Double.self) == expected)
        #expect(reduce(x, nil, true).shape == kept)
    }

    @Test("sum, product, max and min along every set of axes, in every layout", arguments: numeric)
    func numbers(dtype: DType) {
        for shape in Self.shapes {
            for (name, x) in layouts(of: model(shape).tensor(dtype)) {
                for axes in axisSubsets(shape.count) {
                    let summed: DType = dtype.isInteger ? .int64 : dtype
                    check(x, axes, dtype: summed, "\(name) sum", { $0.sum(axes: $1, keepDims: $2) }) { $0.reduce(0, +) }
                    check(x, axes, dtype: summed, "\(name) product", { $0.product(axes: $1, keepDims: $2) }) {
                        $0.reduce(1, *)
                    }
                    // An empty line has no greatest element; without lines there is nothing to refuse.
                    if axes.contains(where: { shape[$0] == 0 }) { continue }
                    check(x, axes, dtype: dtype, "\(name) max", { $0.max(axes: $1, keepDims: $2) }) { $0.max()! }
                    check(x, axes, dtype: dtype, "\(name) min", { $0.min(axes: $1, keepDims: $2) }) { $0.min()! }
                }
            }
        }
    }

    @Test("all, any, sum, max and min of truth values along every set of axes, in every layout")
    func truth() {
        for shape in Self.shapes {
            for (name, x) in layouts(of: model(shape).tensor() .> -2) {
                for axes in axisSubsets(shape.count) {
                    check(x, axes, dtype: .bool, "\(name) all", { $0.all(axes: $1, keepDims: $2) }) {
                        $0.allSatisfy { $0 == 1 } ? 1 : 0
                    }
                    check(x, axes, dtype: .bool, "\(name) any", { $0.any(axes: $1, keepDims: $2) }) {
                        $0.contains(1) ? 1 : 0
                    }
                    check(x, axes, dtype: .int64, "\(name) sum", { $0.sum(axes: $1, keepDims: $2) }) { $0.reduce(0, +) }
                    if axes.contains(where: { shape[$0] == 0 }) { continue }
                    check(x, axes, dtype: .bool, "\(name) max", { $0.max(axes: $1, keepDims: $2) }) { $0.max()! }
                    check(x, axes, dtype: .bool, "\(name) min", { $0.min(axes: $1, keepDims: $2) }) { $0.min()! }
                }
            }
        }
        #expect(throws: AdjointError.self) { try withErrors { Tensor([1]).all() } }
    }

    @Test("argmax and argmin find the first of equals, along every axis, in every layout", arguments: numeric)
    func positions(dtype: DType) {
        for shape in Self.shapes where !shape.contains(0) && !shape.isEmpty {
            for (name, x) in layouts(of: model(shape).tensor(dtype)) {
                for axis in [nil] + shape.indices.map({ $0 }) {
                    let axes = axis.map { [$0] } ?? Array(shape.indices)
                    check(x, axes, dtype: .int64, "\(name) argmax", { $0.argmax(axis: axis, keepDims: $2) }) { line in
                        Double(line.firstIndex(of: line.max()!)!)
                    }
                    check(x, axes, dtype: .int64, "\(name) argmin", { $0.argmin(axis: axis, keepDims: $2) }) { line in
                        Double(line.firstIndex(of: line.min()!)!)
                    }
                }
            }
        }
        #expect(Tensor(7, dtype: dtype).argmax().item() == 0)
    }

    @Test("the first NaN is the extreme, and its position that of the extreme", arguments: [DType.float32, .float64])
    func notANumber(dtype: DType) {
        for length in [4, 5, 33, 700] {
            for position in [0, 1, length / 2, length - 1] {
                var values = (0..<length).map(Double.init)
                values[position] = .nan
                values[length - 1] = .nan
                let x = Tensor(values).cast(to: dtype)
                let columns = stacked([x, x], axis: 1)
                #expect(x.max().item().isNaN && x.min().item().isNaN)
                #expect(x.argmax().item() == Double(position) && x.argmin().item() == Double(position))
                #expect(columns.argmax(axis: 0).asArray(Double.self) == [Double(position), Double(position)])
                #expect(columns.max(axis: 0).asArray(Double.self).allSatisfy { $0.isNaN })
            }
        }
        #expect(Tensor([-.infinity, -.infinity] as [Double]).cast(to: dtype).argmax().item() == 0)
        #expect(Tensor([.infinity, .infinity] as [Double]).cast(to: dtype).min().item() == .infinity)
    }

    @Test("an empty line has a sum of 0, a product of 1, and no greatest element")
    func emptyLines() throws {
        let x = Tensor.zeros([2, 0])
        #expect(x.sum(axis: 1).asArray(Double.self) == [0, 0] && x.product(axis: 1).asArray(Double.self) == [1, 1])
        #expect(x.sum().item() == 0 && x.product().item() == 1)
        #expect(x.mean().item().isNaN)
        #expect(x.max(axis: 0).shape == [0] && x.argmax(axis: 0).shape == [0])
        for body in [{ x.max() }, { x.min(axis: 1) }, { x.argmax() }, { x.argmin(axis: -1) }] {
            #expect(throws: AdjointError.self) { try withErrors { body() } }
        }
    }

    @Test("long sums are as accurate as a sum in halves", arguments: [DType.float32, .float64])
    func accuracy(dtype: DType) {
        let count = 300_000
        let x = Tensor.uniform([count], dtype: dtype, generator: RandomGenerator(seed: 3))
        let exact = x.asArray(Double.self).reduce(0, +)
        let unit = dtype == .float32 ? Double(Float.ulpOfOne) : Double.ulpOfOne
        // The reference itself has an error of at most count · ε of float64 in float64.
        let bound = exact * (20 * unit + (dtype == .float64 ? Double(count) * unit : 0))
        #expect(Swift.abs(x.sum().item() - exact) <= bound)
        let rows = x.reshaped(300, 1000)
        #expect(Swift.abs(rows.sum(axis: 0).sum().item() - exact) <= bound)
        #expect(Swift.abs(rows.T.sum(axis: 0).sum().item() - exact) <= bound)
    }

    @Test("mean, variance and norm along every set of axes, in every layout")
    func moments() {
        for shape in Self.shapes {
            for (name, x) in layouts(of: model(shape).tensor(.float64) + 0.5) {
                for axes in axisSubsets(shape.count) {
                    let (kept, lines) = ArrayModel(x).lines(along: axes)
                    let count = Double(axes.reduce(1) { $0 * shape[$1] })
                    let means = lines.map { $0.reduce(0, +) / count }
                    let squares = zip(lines, means).map { line, mean in
                        line.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
                    }
                    let results: [(String, Tensor, [Double])] = [
                        ("mean", x.mean(axes: axes, keepDims: true), means),
                        ("variance", x.variance(axes: axes, keepDims: true), squares.map { $0 / count }),
                        (
                            "sample variance", x.variance(axes: axes, keepDims: true, correction: 1),
                            squares.map { $0 / Swift.max(count - 1, 0) }
                        ),
                        (
                            "norm", x.norm(axes: axes, keepDims: true),
                            lines.map { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() }
                        ),
                    ]
                    for (quantity, result, expected) in results {
                        #expect(result.shape == kept)
                        for (value, reference) in zip(result.asArray(Double.self), expected) {
                            let agree = value == reference || value.isNaN && reference.isNaN
                            #expect(
                                agree || Swift.abs(value - reference) <= 1e-15 * 4,
                                "\(name) \(quantity) \(shape) \(axes)")
                        }
                    }
                }
            }
        }
    }

    @Test("the one-axis forms are the forms for a list of one, and count negative axes from the end")
    func oneAxis() {
        let x = model([2, 3, 4]).tensor()
        for axis in -3..<3 {
            let same: [(Tensor, Tensor)] = [
                (x.sum(axis: axis), x.sum(axes: [axis])), (x.mean(axis: axis), x.mean(axes: [axis])),
                (x.product(axis: axis), x.product(axes: [axis])), (x.max(axis: axis), x.max(axes: [axis])),
                (x.min(axis: axis), x.min(axes: [axis])), (x.variance(axis: axis), x.variance(axes: [axis])),
                (x.argmax(axis: axis), x.argmax(axis: (axis + 3) % 3)),
                (x.sum(axis: axis), x.sum(axes: [(axis + 3) % 3])),
            ]
            for (a, b) in same { #expect(ArrayModel(a) == ArrayModel(b)) }
        }
        #expect(x.sum(axes: [2, 0]).asArray(Float.self) == x.sum(axes: [0, 2]).asArray(Float.self))
        #expect(throws: AdjointError.self) { try withErrors { x.sum(axes: [1, -2]) } }
    }

    @Test("broadcast operands are reduced like their copies")
    func broadcastOperands() {
        let x = model([3, 1]).tensor().broadcast(to: [2, 3, 4])
        for axes in axisSubsets(3) {
            #expect(x.sum(axes: axes).elementBits == Tensor(values: x).sum(axes: axes).elementBits)
            #expect(x.max(axes: axes).elementBits == Tensor(values: x).max(axes: axes).elementBits)
        }
    }
}
