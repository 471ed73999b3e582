import Adjoint
import Foundation
import Testing

@Suite("Operators of two operands")
struct OperatorTests {
    static let numeric: [DType] = [.float32, .float64, .int32, .int64]
    static let shapes: [([Int], [Int])] = [
        ([], []), ([3], []), ([], [3]), ([1], []), ([3], [3]), ([1], [3]), ([2, 3], [3]), ([3], [2, 3]),
        ([2, 1], [1, 3]),
        ([2, 3], [2, 1]), ([4, 1, 3], [2, 1]), ([2, 3, 4], [1, 3, 1]), ([1, 1], [3]), ([1, 1, 1], [1]),
        ([0, 3], [1, 3]),
        ([5, 0], [5, 1]), ([0], []), ([0], [1]), ([2, 1, 2, 1, 2, 1, 2, 1], [1, 2, 1, 2, 1, 2, 1, 2]),
        ([40, 30], [30]),
    ]

    /// Small integers from -3 to 3, so that every type computes exactly.
    private func operand(_ shape: [Int], _ shift: Int) -> ArrayModel {
        let count = shape.reduce(1, *)
        return ArrayModel(shape: shape, elements: (0..<count).map { Double(($0 * 5 + shift) % 7 - 3) })
    }

    private static func quotient(_ dtype: DType, _ x: Double, _ y: Double) -> Double {
        dtype == .float64 ? x / y : Double(Float(x) / Float(y))
    }

    @Test("arithmetic broadcasts as NumPy does", arguments: numeric)
    func arithmetic(dtype: DType) {
        for (left, right) in Self.shapes {
            let (a, b) = (operand(left, 2), operand(right, 4))
            let (x, y) = (a.tensor(dtype), b.tensor(dtype))
            let results: [(String, Tensor, (Double, Double) -> Double)] = [
                ("+", x + y, { $0 + $1 }), ("-", x - y, { $0 - $1 }), ("*", x * y, { $0 * $1 }),
                ("/", x / y, { Self.quotient(dtype, $0, $1) }), ("max", maximum(x, y), { Swift.max($0, $1) }),
                ("min", minimum(x, y), { Swift.min($0, $1) }),
            ]
            for (name, result, reference) in results {
                #expect(result.dtype == (name == "/" && dtype.isInteger ? .float32 : dtype))
                let expected = ArrayModel.zipped(a, b, reference)
                let actual = ArrayModel(result)
                #expect(expected.shape == actual.shape, "\(left) \(name) \(right)")
                #expect(
                    zip(expected.elements, actual.elements).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN },
                    "\(left) \(name) \(right)")
            }
        }
    }

    @Test("comparisons broadcast as NumPy's do", arguments: numeric + [.bool])
    func comparisons(dtype: DType) {
        for (left, right) in Self.shapes {
            let (a, b) = (operand(left, 2), operand(right, 4))
            let (x, y) = (a.tensor(dtype), b.tensor(dtype))
            let (p, q) = (ArrayModel(x), ArrayModel(y))
            let results: [(Tensor, (Double, Double) -> Bool)] = [
                (x .== y, { $0 == $1 }), (x .!= y, { $0 != $1 }), (x .< y, { $0 < $1 }), (x .<= y, { $0 <= $1 }),
                (x .> y, { $0 > $1 }), (x .>= y, { $0 >= $1 }),
            ]
            for (result, reference) in results {
                #expect(result.dtype == .bool)
                #expect(
                    ArrayModel(result) == ArrayModel.zipped(p, q) { reference($0, $1) ? 1 : 0 }, "\(left), \(right)")
            }
        }
    }

    @Test("every pair of layouts gives the bits of the contiguous one", arguments: numeric)
    func layoutPairs(dtype: DType) {
        let (x, y) = (operand([3, 4], 1).tensor(dtype), operand([3, 4], 3).tensor(dtype))
        let row = operand([4], 5).tensor(dtype)
        let (sum, product, rowSum) = (x + y, x * y, x - row)
        for (left, a) in layouts(of: x) {
            for (right, b) in layouts(of: y) {
                #expect((a + b).elementBits == sum.elementBits, "\(left) + \(right)")
                #expect((a * b).elementBits == product.elementBits, "\(left) * \(right)")
            }
            for (right, b) in layouts(of: row) {
                #expect((a - b).elementBits == rowSum.elementBits, "\(left) - \(right)")
                let wide = b.broadcast(to: [3, 4])
                #expect((a - wide).elementBits == rowSum.elementBits, "\(left) - broadcast \(right)")
                #expect(maximum(wide, wide).elementBits == wide.elementBits)
            }
        }
    }

    @Test("a number can stand on either side", arguments: numeric)
    func numbers(dtype: DType) {
        let x = Tensor([[1, -2], [4, 8]], dtype: dtype)
        let results: [(Tensor, [Double])] = [
            (x + 3, [4, 1, 7, 11]), (3 + x, [4, 1, 7, 11]), (x - 3, [-2, -5, 1, 5]), (3 - x, [2, 5, -1, -5]),
            (x * 3, [3, -6, 12, 24]), (3 * x, [3, -6, 12, 24]), (x / 2, [0.5, -1, 2, 4]), (8 / x, [8, -4, 2, 1]),
            (maximum(x, 2), [2, 2, 4, 8]), (minimum(x, 2), [1, -2, 2, 2]), (clip(x, to: -1...4), [1, -1, 4, 4]),
            (x .== 4, [0, 0, 1, 0]), (x .!= 4, [1, 1, 0, 1]), (x .< 4, [1, 1, 0, 0]), (x .<= 4, [1, 1, 1, 0]),
            (x .> 4, [0, 0, 0, 1]), (x .>= 4, [0, 0, 1, 1]), (x ** 2, [1, 4, 16, 64]),
        ]
        for (index, (result, expected)) in results.enumerated() {
            #expect(result.shape == [2, 2] && result.asArray(Double.self) == expected, "case \(index)")
        }
    }

    @Test("compound assignment gives the variable a new tensor and leaves the old one")
    func compound() {
        var x = Tensor([2, 4])
        let old = x
        x += Tensor([1, 1])
        x *= Tensor([2, 2])
        x -= Tensor([4, 0])
        x /= Tensor([2, 5])
        #expect(x.asArray(Float.self) == [1, 2] && old.asArray(Float.self) == [2, 4])
    }

    @Test("integers wrap around")
    func wrapping() {
        #expect((Tensor([Int32.max, .min]) + 1).asArray(Int32.self) == [.min, .min + 1])
        #expect((Tensor([Int64.max]) * 2).asArray(Int64.self) == [-2])
        #expect((-Tensor([Int32.min])).asArray(Int32.self) == [.min])
    }

    @Test("NaN is unequal to everything and wins every extreme", arguments: [DType.float32, .float64])
    func notANumber(dtype: DType) {
        let nan = Tensor([.nan, 1, .nan] as [Double]).cast(to: dtype)
        let other = Tensor([1, .nan, .nan] as [Double]).cast(to: dtype)
        #expect((nan .!= other).asArray(Bool.self) == [true, true, true])
        for result in [nan .== other, nan .< other, nan .<= other, nan .> other, nan .>= other] {
            #expect(result.asArray(Bool.self) == [false, false, false])
        }
        for result in [maximum(nan, other), minimum(nan, other)] {
            #expect(result.asArray(Double.self).allSatisfy { $0.isNaN })
        }
        #expect(clip(nan, to: 0...1)[0].item().isNaN)
    }

    @Test("infinities and zeros divide as IEEE 754 says")
    func division() {
        let (x, y) = (Tensor([1, -1, 0, .infinity] as [Double]), Tensor([0, 0, 0, .infinity] as [Double]))
        let result = (x / y).asArray(Double.self)
        #expect(result[0] == .infinity && result[1] == -.infinity && result[2].isNaN && result[3].isNaN)
        #expect((1 / Tensor([-0.0 as Double])).item() == -.infinity)
    }

    @Test("pow agrees with the scalar function", arguments: [DType.float32, .float64])
    func power(dtype: DType) {
        let bases = [0, -0.0, 0.3, 1, -1, -2, 2.5, 10, -0.5, .infinity, -.infinity, .nan, 1e-5]
        let exponents = [0, -0.0, 1, 2, 3, -1, -2, -3, 0.5, -0.5, 2.5, 1.0 / 3, .infinity, -.infinity, .nan, 7]
        let x = Tensor(bases).cast(to: dtype).expandedDimension(at: 1)
        let y = Tensor(exponents).cast(to: dtype)
        let result = pow(x, y)
        #expect(result.shape == [bases.count, exponents.count])
        for (row, base) in x.asArray(Double.self).enumerated() {
            for (column, exponent) in y.asArray(Double.self).enumerated() {
                let value = result[row, column].item()
                let expected = Foundation.pow(base, exponent)
                let ulps = dtype == .float32 ? Float(value).ulps(from: Float(expected)) : value.ulps(from: expected)
                #expect(ulps <= 2 && (value.sign == expected.sign || value.isNaN), "\(base) ** \(exponent) = \(value)")
                if exponent == 2 {
                    #expect(pow(x[row], 2)[0].item() == value || value.isNaN)
                }
                #expect(pow(base, y[column]).elementBits == pow(x[row, 0], exponent).elementBits || value.isNaN)
            }
        }
    }

    @Test("** binds more tightly than multiplication, and to the right")
    func precedence() {
        let x = Tensor(2.0)
        #expect((3 * x ** 2).item() == 12)
        #expect((x ** Tensor(3.0) ** 2).item() == 512)
    }

    @Test("and, or and not are those of bool, and of nothing else")
    func logic() {
        let (a, b) = (Tensor([[false], [true]]), Tensor([false, true]))
        #expect((a .&& b).asArray(Bool.self) == [false, false, false, true])
        #expect((a .|| b).asArray(Bool.self) == [false, true, true, true])
        #expect((.!b).asArray(Bool.self) == [true, false])
        #expect((.!(a .|| b)).shape == [2, 2])
        #expect(throws: AdjointError.self) { try withErrors { Tensor([1]) .&& Tensor([2]) } }
        #expect(throws: AdjointError.self) { try withErrors { .!Tensor([1]) } }
    }

    @Test("which chooses elementwise and broadcasts all three", arguments: numeric + [.bool])
    func selection(dtype: DType) {
        let cases: [([Int], [Int], [Int])] = [
            ([], [], []), ([3], [3], [3]), ([2, 1], [3], []), ([], [2, 3], [3]), ([3], [], [2, 1]),
            ([4, 1, 1], [2, 1], [3]),
            ([0], [1], [0]), ([2, 3], [1, 1], [2, 1]),
        ]
        for (c, a, b) in cases {
            let (x, y) = (operand(a, 2).tensor(dtype), operand(b, 6).tensor(dtype))
            let condition = operand(c, 3).tensor() .> 0
            let (p, q, r) = (ArrayModel(condition), ArrayModel(x), ArrayModel(y))
            let shape = ArrayModel.broadcast(c, ArrayModel.broadcast(a, b)!)!
            let expected = ArrayModel(shape: shape) {
                p.broadcast(at: $0) == 1 ? q.broadcast(at: $0) : r.broadcast(at: $0)
            }
            let result = which(condition, x, y)
            #expect(result.dtype == dtype && ArrayModel(result) == expected, "\(c), \(a), \(b)")
        }
    }

    @Test("which takes nothing from the side it does not choose")
    func selectionOfNaN() {
        let result = which(Tensor([true, false]), Tensor([1, .nan] as [Double]), Tensor([.infinity, 2] as [Double]))
        #expect(result.asArray(Double.self) == [1, 2])
        #expect(throws: AdjointError.self) {
            try withErrors { which(Tensor([1, 0]), Tensor([1, 2]), Tensor([3, 4])) }
        }
    }

    @Test("clip limits to its range, ends included")
    func clipping() {
        let x = Tensor([-.infinity, -1, 0, 0.5, 1, 2, .infinity] as [Double])
        #expect(clip(x, to: 0...1).asArray(Double.self) == [0, 0, 0, 0.5, 1, 1, 1])
        #expect(clip(x, to: 0...(.infinity)).asArray(Double.self) == [0, 0, 0, 0.5, 1, 2, .infinity])
    }
}
