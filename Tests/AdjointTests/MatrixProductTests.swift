import Testing

@testable import Adjoint

@Suite("Matrix products")
struct MatrixProductTests {
    /// The product by NumPy's rules, in loops.
    private func product(_ a: ArrayModel, _ b: ArrayModel) -> ArrayModel {
        let left = a.shape.count == 1 ? a.reshaped([1] + a.shape) : a
        let right = b.shape.count == 1 ? b.reshaped(b.shape + [1]) : b
        let batch = ArrayModel.broadcast(Array(left.shape.dropLast(2)), Array(right.shape.dropLast(2)))!
        let (m, k, n) = (left.shape[left.shape.count - 2], left.shape.last!, right.shape.last!)
        let count = batch.reduce(1, *)
        let (x, y) = (left.broadcast(to: batch + [m, k]).elements, right.broadcast(to: batch + [k, n]).elements)
        var elements = [Double](repeating: 0, count: count * m * n)
        for matrix in 0..<count {
            for row in 0..<m {
                for inner in 0..<k {
                    let factor = x[(matrix * m + row) * k + inner]
                    for column in 0..<n {
                        elements[(matrix * m + row) * n + column] += factor * y[(matrix * k + inner) * n + column]
                    }
                }
            }
        }
        let result = ArrayModel(shape: batch + [m, n], elements: elements)
        return result.reshaped(batch + (a.shape.count == 1 ? [] : [m]) + (b.shape.count == 1 ? [] : [n]))
    }

    /// Small integers, whose products and sums both types compute exactly.
    private func operand(_ shape: [Int], _ shift: Int) -> ArrayModel {
        ArrayModel(shape: shape, elements: (0..<shape.reduce(1, *)).map { Double(($0 * 5 + shift) % 11 - 5) })
    }

    static let shapes: [([Int], [Int])] = [
        ([3], [3]), ([1], [1]), ([3], [3, 2]), ([2, 3], [3]), ([2, 3], [3, 4]), ([1, 3], [3, 1]), ([3, 1], [1, 3]),
        ([2, 2, 3], [3, 4]), ([2, 3], [4, 3, 2]), ([4, 2, 3], [4, 3, 2]), ([4, 2, 3], [1, 3, 2]),
        ([1, 2, 3], [4, 3, 2]),
        ([2, 1, 2, 3], [4, 3, 2]), ([5, 1, 2, 3], [1, 4, 3, 2]), ([3], [2, 3, 4]), ([2, 4, 3], [3]),
        ([2, 2, 4, 3], [3]),
        ([2, 2, 4, 3], [3, 2]), ([1, 1, 1, 3], [3]), ([17, 33], [33, 19]), ([2, 17, 33], [2, 33, 1]),
        ([1, 70], [70, 65]),
        ([65, 1], [1, 70]), ([65, 70], [70]), ([13, 100, 13], [13, 13]),
    ]

    @Test("of all pairs of ranks, with batches that broadcast", arguments: [DType.float32, .float64])
    func ranks(dtype: DType) {
        for (left, right) in Self.shapes {
            let (a, b) = (operand(left, 1), operand(right, 4))
            let result = matmul(a.tensor(dtype), b.tensor(dtype))
            #expect(result.dtype == dtype && ArrayModel(result) == product(a, b), "\(left) × \(right)")
        }
    }

    @Test("of operands in every layout", arguments: [DType.float32, .float64])
    func operandLayouts(dtype: DType) {
        for (left, right) in [
            ([3], [3]), ([4, 3], [3]), ([4, 3], [3, 5]), ([2, 4, 3], [2, 3, 5]), ([2, 4, 3], [3, 5]), ([3], [3, 20]),
        ]
            as [([Int], [Int])]
        {
            let (a, b) = (operand(left, 1), operand(right, 4))
            let expected = product(a, b)
            for (first, x) in layouts(of: a.tensor(dtype)) {
                for (second, y) in layouts(of: b.tensor(dtype)) {
                    #expect(ArrayModel(matmul(x, y)) == expected, "\(first) \(left) × \(second) \(right)")
                }
            }
        }
        let (row, column) = (operand([4], 2), operand([3, 1], 3))
        let (wide, tall) = (row.tensor(dtype).broadcast(to: [3, 4]), column.tensor(dtype).broadcast(to: [3, 4]))
        #expect(ArrayModel(matmul(wide, tall.T)) == product(ArrayModel(wide), ArrayModel(tall.T)))
        #expect(ArrayModel(matmul(wide.broadcast(to: [2, 3, 4]), tall.T)).shape == [2, 3, 3])
    }

    @Test("of sizes around the edges of the kernels' tiles, against loops", arguments: [DType.float32, .float64])
    func tiles(dtype: DType) {
        for size in [7, 8, 9, 12, 13, 16, 31, 32, 33, 48, 49] {
            let (a, b) = (operand([size, size + 1], 1), operand([size + 1, size - 1], 4))
            #expect(ArrayModel(matmul(a.tensor(dtype), b.tensor(dtype))) == product(a, b), "\(size)")
            let transposed = matmul(b.tensor(dtype).T, a.tensor(dtype).T)
            #expect(ArrayModel(transposed.T) == product(a, b), "\(size)")
        }
    }

    @Test("of random numbers, within the error of a sum", arguments: [DType.float32, .float64])
    func accuracy(dtype: DType) {
        let generator = RandomGenerator(seed: 6)
        let x = Tensor.normal([20, 300], dtype: dtype, generator: generator)
        let y = Tensor.normal([300, 30], dtype: dtype, generator: generator)
        let (expected, bound) = (product(ArrayModel(x), ArrayModel(y)), product(ArrayModel(abs(x)), ArrayModel(abs(y))))
        let unit = dtype == .float32 ? Double(Float.ulpOfOne) : Double.ulpOfOne
        let result = ArrayModel(matmul(x, y))
        for (index, value) in result.elements.enumerated() {
            // Each of the 300 additions rounds, here and (in float64) in the reference.
            #expect(Swift.abs(value - expected.elements[index]) <= 300 * unit * bound.elements[index])
        }
    }

    @Test("of few rows with the transpose of a matrix are the bits of its copy", arguments: [DType.float32, .float64])
    func fewRows(dtype: DType) {
        let generator = RandomGenerator(seed: 10)
        for (n, k) in [(33, 1), (50, 40), (97, 300), (512, 128)] {
            let y = Tensor.normal([n, k], dtype: dtype, generator: generator)
            let copy = (y.T * 1).contiguous()
            for m in [3, 6, 7, 8, 12, 13, 16, 24, 31, 32] {
                let x = Tensor.normal([m, k], dtype: dtype, generator: generator)
                let (lying, transposed) = (matmul(x, copy), matmul(x, y.T))
                #expect(transposed.asArray(Double.self) == lying.asArray(Double.self), "\([m, k]) × \([k, n])")
                let column = matmul((x.T * 1).contiguous().T, y.T)
                #expect(column.asArray(Double.self) == lying.asArray(Double.self), "columns of \([m, k]) × \([k, n])")
            }
        }
    }

    @Test("cut for several threads, awake or not, are the same bits")
    func threads() async {
        // The number of threads is the whole process's, so this is a process of its own.
        await #expect(processExitsWith: .success) {
            let generator = RandomGenerator(seed: 9)
            let pairs: [(Tensor, Tensor)] = [
                ([64, 300], [300, 64]), ([128, 512], [512, 10]), ([10, 128], [128, 512]), ([128, 10], [10, 512]),
                ([1797, 600], [600, 1]), ([1, 600], [600, 1797]), ([300, 100], [100, 301]),
                ([3, 65, 300], [3, 300, 61]), ([3, 130, 200], [3, 200, 130]), ([200, 9, 40], [200, 40, 11]),
            ].flatMap { (a: [Int], b: [Int]) in
                [DType.float32, .float64].map { dtype in
                    (
                        Tensor.normal(a, dtype: dtype, generator: generator),
                        Tensor.normal(b, dtype: dtype, generator: generator)
                    )
                }
            }
            func results() -> [[Double]] {
                pairs.flatMap { a, b in
                    [matmul(a, b), matmul(b.T * 1, a.T), matmul((a.T * 1).T, b)]
                        .map { $0.cast(to: .float64).asArray(Double.self) }
                }
            }
            threadCount = 1
            let expected = results()
            for count in [2, 3, 8] {
                threadCount = count
                let found = results()
                for (index, pair) in zip(found, expected).enumerated() {
                    precondition(pair.0 == pair.1, "product \(index) with \(count) threads")
                }
            }
        }
    }

    @Test("of matrices with equal rows or columns are the bits of copies of them, and equal again")
    func repeated() {
        let generator = RandomGenerator(seed: 12)
        func draw(_ shape: [Int]) -> Tensor { Tensor.normal(shape, generator: generator) }
        func copy(_ x: Tensor) -> Tensor { Tensor(x.asArray(Float.self)).reshaped(x.shape) }
        let (row, column, one) = (draw([1, 300]), draw([300, 1]), Tensor(0.3))
        let cases: [(Tensor, Tensor, [Int])] = [
            (row.broadcast(to: [70, 300]), draw([300, 40]), [0, 1]),
            (draw([40, 300]), column.broadcast(to: [300, 70]), [1, 0]),
            (row.broadcast(to: [9, 300]), column.broadcast(to: [300, 8]), [0, 0]),
            (one.broadcast(to: [5, 300]), draw([300, 6]), [0, 1]),
            (draw([6, 300]), one.broadcast(to: [300, 5]), [1, 0]),
            (one.broadcast(to: [3, 0]), draw([0, 6]), [0, 1]),
            (draw([4, 1, 300]).broadcast(to: [4, 7, 300]), draw([300, 2]), []),
            (draw([4, 1, 300]).broadcast(to: [4, 7, 300]), draw([4, 300, 2]), []),
        ]
        for (a, b, strides) in cases {
            let product = matmul(a, b)
            #expect(product.asArray(Float.self) == matmul(copy(a), copy(b)).asArray(Float.self))
            // Along the axis that repeats, nothing was computed twice.
            for (stride, found) in zip(strides, product.layout.strides) where product.count > 0 {
                #expect(stride == Swift.min(found, 1))
            }
        }
    }

    @Test("of matrices without rows, columns or inner length")
    func empty() {
        let cases: [([Int], [Int], [Int])] = [
            ([0, 3], [3, 2], [0, 2]), ([2, 3], [3, 0], [2, 0]), ([2, 0], [0, 3], [2, 3]), ([0], [0], []),
            ([0, 0], [0, 0], [0, 0]),
            ([0, 2, 3], [0, 3, 2], [0, 2, 2]), ([0, 2, 3], [3, 2], [0, 2, 2]), ([4, 2, 0], [0, 3], [4, 2, 3]),
            ([0], [0, 4], [4]),
        ]
        for (a, b, expected) in cases {
            let result = matmul(Tensor.ones(a), Tensor.ones(b))
            #expect(result.shape == expected && result.asArray(Float.self).allSatisfy { $0 == 0 }, "\(a) × \(b)")
        }
    }

    @Test("of mixed dtypes have the wider one; NaN and infinity pass through")
    func types() {
        #expect(matmul(Tensor([1, 2]), Tensor([3, 4], dtype: .float64)).dtype == .float64)
        #expect(matmul(Tensor([1, 2], dtype: .int32), Tensor([3, 4])).item() == 11)
        let special = matmul(
            Tensor([[.nan, 0], [0, 1], [.infinity, 1]] as [[Double]]), Tensor([[0, 1], [1, 1]] as [[Double]]))
        let values = special.asArray(Double.self)
        #expect(values[0].isNaN && values[1].isNaN && values[2] == 1 && values[3] == 1)
        #expect(values[4].isNaN && values[5] == .infinity)
    }

    @Test("that do not fit are refused")
    func refusals() {
        for (a, b) in [
            ([2, 3], [2, 3]), ([3], [2]), ([], [3]), ([2, 3], []), ([2, 2, 3], [3, 3, 2]), ([3], [4, 2]),
        ] as [([Int], [Int])] {
            #expect(throws: AdjointError.self) { try withErrors { matmul(Tensor.ones(a), Tensor.ones(b)) } }
        }
        let integers = Tensor.ones([2, 2], dtype: .int32)
        #expect(throws: AdjointError.self) { try withErrors { matmul(integers, integers) } }
    }
}
