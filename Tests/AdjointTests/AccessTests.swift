import Adjoint
import Testing

@Suite("Reading and converting elements")
struct AccessTests {
    @Test("item reads the only element at any rank, in any dtype", arguments: DType.allCases)
    func item(dtype: DType) {
        for shape in [[], [1], [1, 1, 1]] {
            #expect(Tensor.full(shape, 1, dtype: dtype).item() == 1)
            #expect(Tensor.full(shape, 0, dtype: dtype).item() == 0)
        }
        #expect(throws: AdjointError.self) { try withErrors { Tensor.zeros([2], dtype: dtype).item() } }
        #expect(throws: AdjointError.self) { try withErrors { Tensor.zeros([0], dtype: dtype).item(Float.self) } }
    }

    @Test("one element of a larger tensor can be read, whatever its layout")
    func itemOfView() {
        let x = Tensor.arange(24).reshaped(2, 3, 4)
        #expect(x[1, 2, 3].item() == 23)
        #expect(x.T[1, 3, 2].item() == 23)
        #expect(x[1..<2, 1..<2, 2..<3].item(Double.self) == 18)
        #expect(x.flipped()[0, 0, 0].item(Float.self) == 23)
    }

    @Test(
        "asArray reads in row-major order, whatever the layout", arguments: [[7], [3, 4], [2, 3, 4], [2, 1, 3, 2]])
    func order(shape: [Int]) {
        let model = ArrayModel(counting: shape)
        for dtype in [.float32, .float64, .int32, .int64] as [DType] {
            for (name, x) in layouts(of: model.tensor(dtype)) {
                #expect(x.asArray(Double.self) == model.elements, "\(name), \(dtype)")
            }
        }
    }

    @Test("every dtype reads as Float and Double; a narrower category reads as a wider one")
    func conversions() throws {
        let bools = Tensor([true, false])
        #expect(bools.asArray(Int32.self) == [1, 0] && bools.asArray(Int.self) == [1, 0])
        #expect(bools.asArray(Float.self) == [1, 0])
        let ints = Tensor([Int64(1) << 40, -3])
        #expect(ints.asArray(Double.self) == [1_099_511_627_776, -3])
        #expect(Tensor([Int32(-3)]).asArray(Int64.self) == [-3])
        #expect(Tensor([1.5, 2], dtype: .float64).asArray(Float.self) == [1.5, 2])
        for (x, kind) in [(Tensor([1.5]), "Int32"), (Tensor([1.5]), "Bool"), (Tensor([3], dtype: .int32), "Bool")] {
            #expect(throws: AdjointError.self) {
                try withErrors { kind == "Bool" ? x.asArray(Bool.self).count : x.asArray(Int32.self).count }
            }
        }
    }

    @Test("int64 reads as Int32 only where every element fits")
    func narrowing() throws {
        #expect(Tensor([1, -2], dtype: .int64).asArray(Int32.self) == [1, -2])
        #expect(throws: AdjointError.self) { try withErrors { Tensor([Int64(1) << 40]).asArray(Int32.self) } }
    }

    @Test("casts to integers cut toward zero and saturate; NaN gives 0")
    func saturation() {
        let values: [Double] = [2.9, -2.9, 1e10, -1e10, 1e30, -1e30, .infinity, -.infinity, .nan, -0.0]
        let int32: [Int32] = [2, -2, .max, .min, .max, .min, .max, .min, 0, 0]
        let int64: [Int64] = [2, -2, 10_000_000_000, -10_000_000_000, .max, .min, .max, .min, 0, 0]
        for dtype in [.float32, .float64] as [DType] {
            let x = Tensor(values).cast(to: dtype)
            #expect(x.cast(to: .int32).asArray(Int32.self) == int32)
            #expect(x.cast(to: .int64).asArray(Int64.self) == int64)
            for (index, value) in values.enumerated() {
                let scalar = Tensor(value).cast(to: dtype)
                #expect(scalar.cast(to: .int32).item(Int32.self) == int32[index])
                #expect(scalar.cast(to: .int64).item(Int64.self) == int64[index])
            }
        }
    }

    @Test("casts to bool ask whether a number is not 0", arguments: DType.allCases)
    func truth(dtype: DType) {
        let x = Tensor([0, 1, -3, 0.5, -0.0]).cast(to: dtype)
        let expected = dtype.isInteger ? [false, true, true, false, false] : [false, true, true, true, false]
        #expect(x.cast(to: .bool).asArray(Bool.self) == expected)
    }

    @Test("NaN is true")
    func truthOfNaN() {
        #expect(Tensor([.nan as Double]).cast(to: .bool).item() == 1)
    }

    @Test("every float16 and bfloat16 number survives float32 and back", arguments: [DType.float16, .bfloat16])
    func halfRoundTrip(dtype: DType) {
        // Numbers with 7 explicit digits lie in both formats; float16 has exponents -14...15.
        let fractions = (0..<128).map { 1 + Double($0) / 128 }
        let values = (-14...15).flatMap { power in
            fractions.map { $0 * Double(sign: .plus, exponent: power, significand: 1) }
        }
        let x = Tensor(values + values.map { -$0 })
        #expect(x.cast(to: dtype).asArray(Double.self) == values + values.map { -$0 })
    }

    @Test("casts to float16 and bfloat16 round to the nearest, ties to even")
    func halfRounding() {
        let values: [Double] = [2049, 2051, 65504, 65519, 65520, 1e-8, 6e-8, -0.0, .infinity]
        let expected: [Double] = [2048, 2052, 65504, 65504, .infinity, 0, 0x1p-24, -0.0, .infinity]
        #expect(Tensor(values).cast(to: .float16).asArray(Double.self) == expected)
        #expect(Tensor(values).cast(to: .float32).cast(to: .float16).asArray(Double.self) == expected)
        let coarse: [Double] = [257, 259, 1.00390625, 1e-40]
        let rounded: [Double] = [256, 260, 1, 9.1835e-41]
        let result = Tensor(coarse).cast(to: .bfloat16).asArray(Double.self)
        #expect(result[..<3] == rounded[..<3])
        #expect(Swift.abs(result[3] / coarse[3] - 1) < 0.1)
        #expect(Tensor([Double.nan]).cast(to: .bfloat16).item().isNaN)
        #expect(Tensor([Double.nan]).cast(to: .float16).item().isNaN)
    }

    @Test("a cast to its own dtype is the tensor itself")
    func identity() {
        let x = Tensor([1, 2])
        #expect(x.cast(to: .float32) === x)
    }

    @Test("casts read every layout", arguments: [DType.float64, .int32, .int64, .float16, .bfloat16])
    func castsOfLayouts(dtype: DType) {
        let model = ArrayModel(counting: [3, 4])
        for (name, x) in layouts(of: model.tensor()) {
            let cast = x.cast(to: dtype)
            #expect(cast.dtype == dtype && model.isIdentical(to: cast), "\(name)")
        }
    }

    @Test("int64 beyond 2⁵³ passes through int64 and int32 casts exactly")
    func exactIntegers() {
        let x = Tensor([Int64.max, .min, 9_007_199_254_740_993])
        #expect(x.asArray(Int64.self) == [.max, .min, 9_007_199_254_740_993])
        #expect(x.flipped().asArray(Int64.self) == [9_007_199_254_740_993, .min, .max])
        #expect(Tensor([Int32.min, .max]).cast(to: .int64).asArray(Int64.self) == [-2_147_483_648, 2_147_483_647])
    }
}
