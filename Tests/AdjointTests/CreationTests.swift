import Adjoint
import Testing

@Suite("Making tensors")
struct CreationTests {
    static let arithmetic: [DType] = [.float32, .float64, .int32, .int64, .bool]

    @Test("a literal has an axis for each depth of brackets")
    func depths() {
        let tensors: [Tensor] = [
            Tensor(1), Tensor([1]), Tensor([[1]]), Tensor([[[1]]]), Tensor([[[[1]]]]), Tensor([[[[[1]]]]]),
            Tensor([[[[[[1]]]]]]), Tensor([[[[[[[1]]]]]]]), Tensor([[[[[[[[1]]]]]]]]),
        ]
        for (rank, x) in tensors.enumerated() {
            #expect(x.shape == [Int](repeating: 1, count: rank))
            #expect(x.dtype == .float32 && x.item() == 1)
        }
        let cube = Tensor([[[1, 2, 3], [4, 5, 6]], [[7, 8, 9], [10, 11, -12.5]]])
        #expect(cube.shape == [2, 2, 3])
        #expect(cube.asArray(Float.self) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, -12.5])
    }

    @Test("a literal of integers or fractions is float32, of truth values bool")
    func literalTypes() {
        #expect(Tensor([1, -2]).dtype == .float32)
        #expect(Tensor([0.1]).asArray(Float.self) == [0.1])
        #expect(Tensor(true).dtype == .bool && Tensor(true).item() == 1)
        #expect(Tensor([[true, false], [false, true]]).asArray(Bool.self) == [true, false, false, true])
        let mixed = Tensor([true, 2] as TensorLiteral)
        #expect(mixed.dtype == .float32 && mixed.asArray(Float.self) == [1, 2])
    }

    @Test("the dtype of a literal can be named", arguments: DType.allCases)
    func literalDType(dtype: DType) {
        let x = Tensor([[0, 1], [1, 0]], dtype: dtype)
        #expect(x.dtype == dtype && x.shape == [2, 2])
        #expect(x.asArray(Double.self) == [0, 1, 1, 0])
    }

    @Test("literals of integers beyond 2⁵³ keep every digit in int64")
    func largeLiterals() {
        #expect(
            Tensor([9_007_199_254_740_993, -9_223_372_036_854_775_808], dtype: .int64).asArray(Int64.self)
                == [9_007_199_254_740_993, .min])
        #expect(Tensor(Int64.max).item(Int64.self) == .max)
    }

    @Test("a double literal is rounded to float32 once")
    func literalRounding() {
        #expect(Tensor(0.1, dtype: .float64).item() == 0.1)
        #expect(Tensor([16_777_217]).asArray(Float.self) == [16_777_216])
    }

    @Test("empty literals have their axes")
    func emptyLiterals() {
        #expect(Tensor([]).shape == [0])
        #expect(Tensor([[], []]).shape == [2, 0])
        #expect(Tensor([]).dtype == .float32)
        #expect(Tensor([], dtype: .int32).dtype == .int32)
    }

    @Test(
        "ragged literals are refused",
        arguments: [[[1, 2], [3]], [[1, 2], 3], [1, [2]], [[[1], [2]], [[3]]], [[], [1]]] as [TensorLiteral])
    func ragged(literal: TensorLiteral) {
        #expect(throws: AdjointError.self) { try withErrors { Tensor(literal) } }
    }

    @Test("Swift values keep their type")
    func swiftValues() {
        let (float, double, int32, int64, int, bool) = (Float(2.5), 2.5, Int32(-7), Int64(-7), -7, true)
        #expect(Tensor(float).dtype == .float32 && Tensor(float).item(Float.self) == 2.5)
        #expect(Tensor(double).dtype == .float64 && Tensor(double).item(Double.self) == 2.5)
        #expect(Tensor(int32).dtype == .int32 && Tensor(int32).item(Int32.self) == -7)
        #expect(Tensor(int64).dtype == .int64 && Tensor(int64).item(Int64.self) == -7)
        #expect(Tensor(int).dtype == .int64 && Tensor(int).item(Int.self) == -7)
        #expect(Tensor(bool).dtype == .bool && Tensor(bool).item(Bool.self) == true)
        #expect(Tensor(int).rank == 0)
    }

    @Test("Swift arrays keep their type and their bits")
    func swiftArrays() {
        let floats: [Float] = [0, -0.0, .infinity, .leastNonzeroMagnitude]
        #expect(Tensor(floats).asArray(Float.self).map(\.bitPattern) == floats.map(\.bitPattern))
        let doubles = [Double.pi, -.infinity, .leastNonzeroMagnitude]
        #expect(Tensor(doubles).asArray(Double.self) == doubles)
        let (small, large): ([Int32], [Int64]) = ([.min, 0, .max], [.min, 0, .max])
        #expect(Tensor(small).dtype == .int32 && Tensor(small).asArray(Int32.self) == small)
        #expect(Tensor(large).dtype == .int64 && Tensor(large).asArray(Int64.self) == large)
        let (ints, bools) = ([3, -4], [true, false, true])
        #expect(Tensor(ints).dtype == .int64 && Tensor(ints).asArray(Int.self) == ints)
        #expect(Tensor(bools).dtype == .bool && Tensor(bools).asArray(Bool.self) == bools)
        let none: [Double] = []
        #expect(Tensor(none).shape == [0] && Tensor(none).dtype == .float64)
    }

    @Test("arrays of arrays are matrices, and must be rectangular")
    func rows() throws {
        let rows: [[Int32]] = [[1, 2, 3], [4, 5, 6]]
        #expect(Tensor(rows).shape == [2, 3] && Tensor(rows).dtype == .int32)
        #expect(Tensor(rows).asArray(Int32.self) == [1, 2, 3, 4, 5, 6])
        let hollow: [[Float]] = [[], []]
        #expect(Tensor(hollow).shape == [2, 0])
        let none: [[Float]] = []
        #expect(Tensor(none).shape == [0, 0])
        let ragged: [[Float]] = [[1], [2, 3]]
        #expect(throws: AdjointError.self) { try withErrors { Tensor(ragged) } }
    }

    @Test("values fill a shape in row-major order, and exactly")
    func shapes() throws {
        let x = Tensor([1.0, 2, 3, 4, 5, 6] as [Double], shape: [3, 1, 2])
        #expect(x.shape == [3, 1, 2] && x.dtype == .float64 && x[2, 0, 1].item() == 6)
        #expect(Tensor([7.0] as [Float], shape: []).rank == 0)
        #expect(Tensor([] as [Float], shape: [2, 0, 3]).count == 0)
        #expect(throws: AdjointError.self) { try withErrors { Tensor([1.0, 2] as [Float], shape: [3]) } }
        #expect(throws: AdjointError.self) { try withErrors { Tensor([1.0] as [Float], shape: [-1, -1]) } }
    }

    @Test("requiresGrad makes a leaf that asks for its gradient")
    func requiresGrad() {
        let values: [Double] = [1, 2]
        for x in [
            Tensor([1, 2], requiresGrad: true), Tensor(values, requiresGrad: true), Tensor(1.0, requiresGrad: true),
        ] {
            #expect(x.requiresGrad && x.isLeaf && x.grad == nil)
        }
        #expect(!Tensor([1, 2]).requiresGrad)
    }

    @Test("zeros, ones and full in every dtype and rank", arguments: DType.allCases)
    func constants(dtype: DType) {
        for shape in [[], [1], [0], [3], [2, 0, 2], [2, 3], [2, 1, 2, 1, 2, 1, 2, 1], [33, 70]] {
            let count = shape.reduce(1, *)
            for (x, value) in [
                (Tensor.zeros(shape, dtype: dtype), 0.0), (.ones(shape, dtype: dtype), 1),
                (.full(shape, 1, dtype: dtype), 1),
            ] {
                #expect(x.shape == shape && x.dtype == dtype && x.rank == shape.count && x.count == count)
                #expect(x.asArray(Double.self) == [Double](repeating: value, count: count))
            }
        }
        let like = Tensor.full([2, 3], 1, dtype: dtype)
        #expect(Tensor.zeros(like: like.T).shape == [3, 2] && Tensor.ones(like: like).dtype == dtype)
        #expect(Tensor.ones(like: like).asArray(Double.self) == [Double](repeating: 1, count: 6))
    }

    @Test("full cuts numbers toward zero for integers, as a cast does")
    func fullRounding() {
        for (value, expected) in [(2.9, 2.0), (-2.9, -2), (3e9, 2_147_483_647), (-3e9, -2_147_483_648), (.nan, 0)] {
            #expect(Tensor.full([2], value, dtype: .int32).asArray(Double.self) == [expected, expected])
            #expect(Tensor.full([], value, dtype: .int32).item() == expected)
        }
        #expect(Tensor.full([1], 1e300, dtype: .int64).item(Int64.self) == .max)
        #expect(Tensor.full([1], -.infinity, dtype: .int64).item(Int64.self) == .min)
        #expect(Tensor.full([1], 0.5, dtype: .bool).item() == 1)
        #expect(Tensor.full([2], .nan).asArray(Float.self).allSatisfy { $0.isNaN })
        #expect(Tensor.full([1], 0.1, dtype: .float64).item() == 0.1)
        #expect(Tensor.full([1], 2049, dtype: .float16).item() == 2048)
    }

    @Test("arange counts from start to before the end", arguments: [.float32, .float64, .int32, .int64] as [DType])
    func arange(dtype: DType) {
        #expect(Tensor.arange(4, dtype: dtype).asArray(Double.self) == [0, 1, 2, 3])
        #expect(Tensor.arange(0, dtype: dtype).shape == [0])
        #expect(Tensor.arange(-3, dtype: dtype).shape == [0])
        #expect(Tensor.arange(2, 9, step: 3, dtype: dtype).asArray(Double.self) == [2, 5, 8])
        #expect(Tensor.arange(2, 8, step: 3, dtype: dtype).asArray(Double.self) == [2, 5])
        #expect(Tensor.arange(5, 0, step: -2, dtype: dtype).asArray(Double.self) == [5, 3, 1])
        #expect(Tensor.arange(0, 5, step: -1, dtype: dtype).shape == [0])
        #expect(Tensor.arange(4, dtype: dtype).dtype == dtype)
    }

    @Test("arange of fractions multiplies, so that errors do not add up")
    func arangeFractions() {
        let x = Tensor.arange(0, 1, step: 0.1, dtype: .float64).asArray(Double.self)
        #expect(x == (0..<10).map { Double($0) * 0.1 })
    }

    @Test(
        "arange does not include its end where the steps are a whole number but for rounding",
        arguments: [
            (1, 1.6, 0.1, 6), (0, 0.3, 0.1, 3), (0, 1, 0.1, 10), (1, 1.3, 0.1, 3), (0, -0.3, -0.1, 3),
            (0, 1.1, 0.1, 11),
            (0, 1e6, 0.1, 10_000_000), (0, 1.05, 0.1, 11), (0, 0.30001, 0.1, 4), (5, 5, 1, 0), (5, 4, 1, 0),
            (1e16, 1e16 + 8, 2, 4), (-1e308, 1e308, 2e307, 10),
            (0, 10 * .leastNonzeroMagnitude, 2 * .leastNonzeroMagnitude, 5),
            (1e300, 1.5e300, 1e299, 5),
        ] as [(Double, Double, Double, Int)])
    func countedWithinRounding(start: Double, end: Double, step: Double, count: Int) {
        let x = Tensor.arange(start, end, step: step, dtype: .float64)
        #expect(x.count == count)
        let values = x.asArray(Double.self)
        #expect(values.allSatisfy { step > 0 ? $0 >= start && $0 < end : $0 <= start && $0 > end })
        for (index, value) in values.prefix(20).enumerated() {
            // The halves do not overflow.
            let exact = 2 * (start / 2 + Double(index) * (step / 2))
            #expect(Swift.abs(value - exact) <= exact.ulp)
        }
    }

    @Test("arange of decimal steps never includes its end")
    func decimalSteps() {
        for steps in 1...300 {
            for unit in [10.0, 100, 1000, 7, 3] {
                let x = Tensor.arange(1, 1 + Double(steps) / unit, step: 1 / unit, dtype: .float64)
                #expect(x.count == steps, "\(steps) steps of 1/\(unit)")
            }
        }
    }

    @Test("linspace spans the whole range of its type")
    func widestLinspace() {
        let x = Tensor.linspace(-1e308, 1e308, count: 3, dtype: .float64)
        #expect(x.asArray(Double.self) == [-1e308, 0, 1e308])
        let greatest = Double.greatestFiniteMagnitude
        let y = Tensor.linspace(greatest, -greatest, count: 5, dtype: .float64).asArray(Double.self)
        #expect(y.first == greatest && y[2] == 0 && y.last == -greatest)
        #expect(Swift.abs(y[1] / greatest - 0.5) < 1e-15 && Swift.abs(y[3] / greatest + 0.5) < 1e-15)
        let z = Tensor.linspace(0, greatest, count: 11, dtype: .float64).asArray(Double.self)
        #expect(z.last == greatest && Swift.abs(z[5] / greatest - 0.5) < 1e-15 && z.allSatisfy(\.isFinite))
        let limit = Double(Float.greatestFiniteMagnitude)
        #expect(
            Tensor.linspace(-limit, limit, count: 3).asArray(Float.self)
                == [-.greatestFiniteMagnitude, 0, .greatestFiniteMagnitude])
        #expect(Tensor.linspace(2.5, 7, count: 1, dtype: .float64).asArray(Double.self) == [2.5])
        for ends in [(0, .infinity), (.nan, 1)] as [(Double, Double)] {
            #expect(throws: AdjointError.self) { try withErrors { _ = Tensor.linspace(ends.0, ends.1, count: 3) } }
        }
    }

    @Test("linspace includes both ends, in every dtype", arguments: [.float32, .float64, .int32, .int64] as [DType])
    func linspace(dtype: DType) {
        #expect(Tensor.linspace(0, 8, count: 5, dtype: dtype).asArray(Double.self) == [0, 2, 4, 6, 8])
        #expect(Tensor.linspace(3, -3, count: 3, dtype: dtype).asArray(Double.self) == [3, 0, -3])
        #expect(Tensor.linspace(7, 9, count: 1, dtype: dtype).asArray(Double.self) == [7])
        #expect(Tensor.linspace(7, 9, count: 0, dtype: dtype).shape == [0])
        #expect(Tensor.linspace(0.1, 0.7, count: 50, dtype: .float64).asArray(Double.self).last == 0.7)
    }

    @Test("eye has ones on the main diagonal", arguments: arithmetic)
    func eye(dtype: DType) {
        for (rows, columns) in [(0, 0), (1, 1), (3, 3), (2, 4), (4, 2), (0, 3)] {
            let x = Tensor.eye(rows, columns: columns, dtype: dtype)
            #expect(x.dtype == dtype)
            #expect(ArrayModel(x) == ArrayModel(shape: [rows, columns]) { $0[0] == $0[1] ? 1 : 0 })
        }
        #expect(Tensor.eye(3).shape == [3, 3])
    }
}
