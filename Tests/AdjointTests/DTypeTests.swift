import Adjoint
import Testing

@Suite("The dtype of a result")
struct DTypeTests {
    /// Two dtypes, whether the operands have axes, and the dtype their sum has.
    struct Pair: CustomTestStringConvertible, Sendable {
        let x: DType
        let y: DType
        let result: DType
        var testDescription: String { "\(x), \(y)" }
    }

    static let order: [DType] = [.bool, .int32, .int64, .float32, .float64]
    private static let categories: [DType: Int] = [.bool: 0, .int32: 1, .int64: 1, .float32: 2, .float64: 2]

    /// The table for operands that both have axes, or neither: the later in `order`.
    static let table: [Pair] = order.enumerated().flatMap { i, x in
        order.enumerated().map { j, y in Pair(x: x, y: y, result: order[max(i, j)]) }
    }

    private func tensor(_ dtype: DType, _ shape: [Int]) -> Tensor { Tensor.ones(shape, dtype: dtype) }

    @Test("is the wider of two tensors' of equal standing", arguments: table)
    func promotion(pair: Pair) {
        for (a, b) in [([2], [2]), ([], []), ([2, 2], [2])] as [([Int], [Int])] {
            #expect(which(Tensor(true), tensor(pair.x, a), tensor(pair.y, b)).dtype == pair.result)
            if pair.result != .bool {
                let sum = tensor(pair.x, a) + tensor(pair.y, b)
                #expect(sum.dtype == pair.result)
                #expect(sum.asArray(Double.self).allSatisfy { $0 == 2 })
            }
            #expect((tensor(pair.x, a) .== tensor(pair.y, b)).dtype == .bool)
        }
        #expect(concatenated([tensor(pair.x, [1]), tensor(pair.y, [1])]).dtype == pair.result)
    }

    @Test("is not widened by an operand of rank 0 of the same category", arguments: table)
    func rankZero(pair: Pair) {
        let (a, b) = (tensor(pair.x, [2]), tensor(pair.y, []))
        let expected = Self.categories[pair.x] == Self.categories[pair.y] ? pair.x : pair.result
        #expect(which(Tensor(true), a, b).dtype == expected)
        #expect(which(Tensor(true), b, a).dtype == expected)
        if expected != .bool {
            #expect((a * b).dtype == expected && (b * a).dtype == expected)
        }
    }

    @Test("is never changed by a number", arguments: [.float32, .float64, .int32, .int64] as [DType])
    func numbers(dtype: DType) {
        for x in [tensor(dtype, [3]), tensor(dtype, [])] {
            #expect([x + 2, 2 + x, x - 2, 2 - x, x * 2, 2 * x].allSatisfy { $0.dtype == dtype })
            #expect([maximum(x, 2), minimum(x, 2), clip(x, to: 0...3), -x].allSatisfy { $0.dtype == dtype })
            #expect([x .== 1, x .< 1, x .>= 1].allSatisfy { $0.dtype == .bool })
        }
    }

    @Test("numbers that an integer tensor cannot hold are refused")
    func unfitNumbers() {
        let (small, large) = (Tensor([1, 2], dtype: .int32), Tensor([1, 2], dtype: .int64))
        for body in [{ small + 0.5 }, { large * 1.5 }, { small + 3e9 }, { small .< -3e9 }, { large + 1e300 }] {
            #expect(throws: AdjointError.self) { try withErrors { body() } }
        }
        #expect(throws: AdjointError.self) { try withErrors { Tensor([true]) + 1 } }
    }

    @Test("integer / integer is float32, and integer / number too")
    func division() {
        for x in [.int32, .int64] as [DType] {
            for y in [.int32, .int64] as [DType] {
                let quotient = Tensor([7, -7], dtype: x) / Tensor([2, 2], dtype: y)
                #expect(quotient.dtype == .float32 && quotient.asArray(Float.self) == [3.5, -3.5])
            }
            #expect((Tensor([7], dtype: x) / 2).dtype == .float32 && (Tensor([7], dtype: x) / 2).item() == 3.5)
            #expect((7 / Tensor([2], dtype: x)).dtype == .float32 && (7 / Tensor([2], dtype: x)).item() == 3.5)
            #expect((Tensor([7], dtype: x) / Tensor([2], dtype: .float64)).dtype == .float64)
        }
        #expect((Tensor([1], dtype: .int32) / 0).item() == .infinity)
    }

    @Test("int and bool add up and multiply in int64", arguments: [.int32, .int64, .bool] as [DType])
    func sums(dtype: DType) {
        let x = Tensor.ones([4], dtype: dtype)
        #expect(x.sum().dtype == .int64 && x.sum().item() == 4)
        #expect(x.sum(axis: 0, keepDims: true).dtype == .int64)
        #expect(x.product().dtype == .int64 && x.product().item() == 1)
        #expect(x.max().dtype == dtype && x.min().dtype == dtype)
    }

    @Test("sums of int32 do not wrap")
    func noOverflow() {
        #expect(Tensor.full([3], 2_147_483_647, dtype: .int32).sum().item(Int64.self) == 6_442_450_941)
    }

    @Test("storage types take no part in arithmetic", arguments: [DType.float16, .bfloat16])
    func storage(dtype: DType) throws {
        let x = Tensor.ones([2], dtype: dtype)
        for body in [{ x + x }, { x + Tensor([1, 2]) }, { exp(x) }, { x.sum() }, { x .== x }, { x * 2 }] {
            #expect(throws: AdjointError.self) { try withErrors { body() } }
        }
    }

    @Test("storage types can be moved, joined and indexed", arguments: [DType.float16, .bfloat16])
    func storageMoves(dtype: DType) {
        let x = Tensor.arange(6).reshaped(2, 3).cast(to: dtype)
        #expect(x.T.asArray(Float.self) == [0, 3, 1, 4, 2, 5])
        #expect(x[1, .stride(by: -1)].asArray(Float.self) == [5, 4, 3])
        #expect(concatenated([x, x]).shape == [4, 3] && concatenated([x, x]).dtype == dtype)
        #expect(x.take(Tensor([1], dtype: .int64)).asArray(Float.self) == [3, 4, 5])
        #expect(x[0].broadcast(to: [2, 3]).asArray(Float.self) == [0, 1, 2, 0, 1, 2])
    }

    @Test("properties of the dtypes")
    func properties() {
        #expect(DType.allCases.map(\.byteCount) == [4, 8, 4, 8, 1, 2, 2])
        #expect(DType.allCases.filter(\.isFloatingPoint) == [.float32, .float64])
        #expect(DType.allCases.filter(\.isInteger) == [.int32, .int64])
        #expect(DType.allCases.filter(\.isStorageOnly) == [.float16, .bfloat16])
        #expect("\(DType.bfloat16)" == "bfloat16")
    }
}
