import AdjointKernels
import AdjointRuntime
import Testing

/// The two types of elements, each with its kernel.
private protocol Element: BinaryFloatingPoint, Sendable {
    static func multiply(
        _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Self>, _ aRow: Int, _ aColumn: Int,
        _ b: UnsafePointer<Self>, _ bRow: Int, _ bColumn: Int, _ c: UnsafeMutablePointer<Self>, _ cRow: Int,
        _ accumulate: Bool)
    static func burn(_ iterations: Int) -> Double
    var bits: UInt64 { get }
}

extension Float: Element {
    static func multiply(
        _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Float>, _ aRow: Int, _ aColumn: Int,
        _ b: UnsafePointer<Float>, _ bRow: Int, _ bColumn: Int, _ c: UnsafeMutablePointer<Float>, _ cRow: Int,
        _ accumulate: Bool
    ) {
        adj_matmul_float32(m, n, k, a, aRow, aColumn, b, bRow, bColumn, c, cRow, accumulate, nil)
    }
    static func burn(_ iterations: Int) -> Double { adj_burn_fma_float32(iterations) }
    var bits: UInt64 { UInt64(bitPattern) }
}

extension Double: Element {
    static func multiply(
        _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Double>, _ aRow: Int, _ aColumn: Int,
        _ b: UnsafePointer<Double>, _ bRow: Int, _ bColumn: Int, _ c: UnsafeMutablePointer<Double>, _ cRow: Int,
        _ accumulate: Bool
    ) {
        adj_matmul_float64(m, n, k, a, aRow, aColumn, b, bRow, bColumn, c, cRow, accumulate, nil)
    }
    static func burn(_ iterations: Int) -> Double { adj_burn_fma_float64(iterations) }
    var bits: UInt64 { bitPattern }
}

/// A matrix in memory: element (i, j) lies at offset + i·row + j·column.
private struct Matrix<E: Element> {
    var rows: Int
    var columns: Int
    var values: [E]
    var offset: Int
    var row: Int
    var column: Int

    /// Fills a buffer for the layout with `value`, which is given the position in the buffer.
    init(_ rows: Int, _ columns: Int, _ layout: Layout, offset extra: Int = 0, _ value: (Int) -> E) {
        (self.rows, self.columns) = (rows, columns)
        (row, column) = layout.strides(rows, columns)
        let least = min(0, (rows - 1) * row) + min(0, (columns - 1) * column)
        let greatest = max(0, (rows - 1) * row) + max(0, (columns - 1) * column)
        offset = rows > 0 && columns > 0 ? extra - least : extra
        values = (0..<(rows > 0 && columns > 0 ? extra + greatest - least + 1 : extra)).map(value)
    }

    subscript(i: Int, j: Int) -> E { values[offset + i * row + j * column] }

    func withPointer<R>(_ body: (UnsafePointer<E>) -> R) -> R {
        values.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return withUnsafePointer(to: E.zero, body) }
            return body(base + offset)
        }
    }
}

private enum Layout: CaseIterable {
    case rows, columns, spacedRows, spacedColumns, everyOther, reversedRows, reversedColumns, oneRow, oneColumn

    func strides(_ rows: Int, _ columns: Int) -> (Int, Int) {
        switch self {
        case .rows: (columns, 1)
        case .columns: (1, rows)
        case .spacedRows: (columns + 3, 1)
        case .spacedColumns: (1, rows + 5)
        case .everyOther: (2 * columns, 2)
        case .reversedRows: (-columns, 1)
        case .reversedColumns: (columns, -1)
        case .oneRow: (0, 1)
        case .oneColumn: (1, 0)
        }
    }
}

/// The product under test. Rows of C are cRow apart; what lies between them, before them and after them must stay as it
/// is.
private func product<E: Element>(
    _ a: Matrix<E>, _ b: Matrix<E>, onto start: E? = nil, gap: Int = 0, offset: Int = 0, rows: Range<Int>? = nil,
    columns: Range<Int>? = nil
) -> [E] {
    let (rows, columns) = (rows ?? 0..<a.rows, columns ?? 0..<b.columns)
    let (m, n, cRow) = (rows.count, columns.count, columns.count + gap)
    let canary: E = -0.0  // loses its sign even where only a zero is added
    var c = [E](repeating: canary, count: offset + m * cRow + 4)
    for i in 0..<m { for j in 0..<n { c[offset + i * cRow + j] = start ?? .nan } }
    a.withPointer { a0 in
        b.withPointer { b0 in
            c.withUnsafeMutableBufferPointer { buffer in
                E.multiply(
                    m, n, a.columns, a0 + rows.lowerBound * a.row, a.row, a.column,
                    b0 + columns.lowerBound * b.column, b.row, b.column, buffer.baseAddress! + offset, cRow,
                    start != nil)
            }
        }
    }
    var result: [E] = []
    var untouched = true
    for (at, x) in c.enumerated() {
        let position = at - offset
        if position >= 0, position < m * cRow, cRow > 0, position % cRow < n {
            result.append(x)
        } else {
            untouched = untouched && x.bits == canary.bits
        }
    }
    #expect(untouched, "\(m)×\(a.columns)×\(n): wrote outside C")
    return result
}

/// The product in Double, one scalar at a time, and the sum of the magnitudes of its terms.
private func reference<E: Element>(_ a: Matrix<E>, _ b: Matrix<E>, onto start: E?) -> [(sum: Double, magnitude: Double)]
{
    let (m, n, k) = (a.rows, b.columns, a.columns)
    var left = [Double](), right = [Double]()
    for i in 0..<m { for p in 0..<k { left.append(Double(a[i, p])) } }
    for j in 0..<n { for p in 0..<k { right.append(Double(b[p, j])) } }
    var result: [(Double, Double)] = []
    left.withUnsafeBufferPointer { left in
        right.withUnsafeBufferPointer { right in
            for i in 0..<m {
                for j in 0..<n {
                    var sum = Double(start ?? 0), magnitude = abs(sum), p = 0
                    while p < k {
                        let term = left[i &* k &+ p] * right[j &* k &+ p]
                        sum += term
                        magnitude += term.magnitude
                        p &+= 1
                    }
                    result.append((sum, magnitude))
                }
            }
        }
    }
    return result
}

/// Numbers between -1 and 1, the same ones for the same seed.
private func noise<E: Element>(_ seed: Int) -> (Int) -> E {
    { position in
        var z = UInt64(truncatingIfNeeded: position &+ seed &* 7_919) &* 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 29)) &* 0xBF58_476D_1CE4_E5B9
        return E(Double(Int64(bitPattern: z ^ (z >> 32)) >> 11) / 0x1p52)
    }
}

private func sameBits<E: Element>(_ x: [E], _ y: [E]) -> Bool {
    x.count == y.count && zip(x, y).allSatisfy { $0.bits == $1.bits }
}

extension KernelTests {
    @Suite struct MatrixProductTests {
        private func checkSizes<E: Element>(
            _: E.Type, _ sizes: [(m: Int, n: Int, k: Int)], _ layouts: [(Layout, Layout)]
        ) {
            for (index, size) in sizes.enumerated() {
                let (left, right) = layouts[index % layouts.count]
                let a = Matrix<E>(size.m, size.k, left, noise(1)), b = Matrix<E>(size.k, size.n, right, noise(2))
                let start: E? = index % 3 == 0 ? 1.5 : nil
                let expected = reference(a, b, onto: start), bound = Double(size.k + 2) * Double(E.ulpOfOne) / 2
                withInstructionSets { set in
                    let c = product(a, b, onto: start, gap: index % 4)
                    let close = zip(c, expected).allSatisfy { abs(Double($0) - $1.sum) <= bound * $1.magnitude }
                    #expect(
                        close && c.count == expected.count, "\(set), \(size.m)×\(size.k)×\(size.n), \(left), \(right)")
                }
            }
        }

        private let transposes: [(Layout, Layout)] = [
            (.rows, .rows), (.rows, .columns), (.columns, .rows), (.columns, .columns),
        ]

        @Test(
            "sizes around the edges of tiles agree with the scalar product, in all four transposes",
            arguments: [1, 2, 3, 17])
        func edges(k: Int) {
            let around = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 15, 16, 17, 23, 25, 31, 32, 33, 40]
            var sizes: [(Int, Int, Int)] = []
            for (i, m) in around.enumerated() {
                for (j, n) in around.enumerated() where (i + j) % 3 == k % 3 || m == 1 || n == 1 {
                    sizes.append((m, n, k))
                }
            }
            checkSizes(Float.self, sizes, transposes)
            checkSizes(Double.self, sizes, transposes)
        }

        @Test("every height and width of a tile agrees with the scalar product")
        func everySize() {
            let sizes = (1...40).map { ($0, 41 - $0, 5) } + (1...40).map { ($0, 1 + $0 * 7 % 40, 20) }
            checkSizes(Float.self, sizes, transposes)
            checkSizes(Double.self, sizes, transposes)
        }

        @Test("sums longer than a chunk agree with the scalar product")
        func longSums() {
            let sizes = [
                (1, 1, 255), (1, 1, 256), (1, 1, 257), (1, 1, 300), (1, 1, 5_000), (2, 3, 513), (5, 1, 600),
                (1, 35, 300),
                (13, 33, 300), (7, 10, 1_797), (4, 17, 300),
            ]
            for layout in transposes {
                checkSizes(Float.self, sizes, [layout])
                checkSizes(Double.self, sizes, [layout])
            }
        }

        @Test("sizes beyond a block agree with the scalar product", arguments: [0, 1, 2, 3])
        func blocks(transpose: Int) {
            checkSizes(Float.self, [(130, 140, 40), (50, 131, 260)], [transposes[transpose]])
            checkSizes(Double.self, [(130, 70, 40), (49, 66, 260)], [transposes[transpose]])
        }

        @Test("several blocks of rows, columns and depth agree with the scalar product")
        func severalBlocks() {
            checkSizes(Float.self, [(130, 70, 400)], transposes)
            checkSizes(Double.self, [(130, 70, 400)], transposes)
            checkSizes(Float.self, [(60, 1_100, 17)], transposes)
        }

        @Test("strides may be anything: spaced, negative, zero")
        func strides() {
            for left in Layout.allCases {
                for right in Layout.allCases {
                    checkSizes(Float.self, [(1, 20, 33), (14, 1, 9), (5, 35, 18), (3, 17, 40)], [(left, right)])
                    checkSizes(Double.self, [(1, 1, 30), (6, 9, 11)], [(left, right)])
                }
            }
        }

        @Test("blocks are packed from any strides")
        func blocksOfAnyStrides() {
            let layouts: [(Layout, Layout)] = [
                (.everyOther, .reversedRows), (.spacedColumns, .everyOther), (.oneRow, .oneColumn),
            ]
            for pair in layouts { checkSizes(Float.self, [(50, 130, 20)], [pair]) }
        }

        @Test("an empty sum writes zeros, or leaves what is accumulated to; an empty result writes nothing")
        func empty() {
            withInstructionSets { _ in
                for (m, n) in [(1, 1), (3, 5), (20, 40)] {
                    let a = Matrix<Float>(m, 0, .rows, noise(1)), b = Matrix<Float>(0, n, .rows, noise(2))
                    #expect(sameBits(product(a, b, gap: 2), [Float](repeating: 0, count: m * n)))
                    #expect(product(a, b, onto: 2.5, gap: 2) == [Float](repeating: 2.5, count: m * n))
                }
                #expect(product(Matrix<Double>(0, 3, .rows, noise(1)), Matrix<Double>(3, 4, .rows, noise(2))).isEmpty)
                #expect(
                    product(Matrix<Double>(4, 3, .rows, noise(1)), Matrix<Double>(3, 0, .rows, noise(2)), gap: 2)
                        .isEmpty)
            }
        }

        private func checkIntegers<E: Element>(_: E.Type) {
            for (index, (m, n, k)) in [(1, 9, 700), (1, 1, 4_500), (37, 41, 29), (16, 48, 16), (50, 132, 20)]
                .enumerated()
            {
                let (left, right) = transposes[(index + 1) % 4]
                let a = Matrix<E>(m, k, left) { E($0 * 7 % 15 - 7) }, b = Matrix<E>(k, n, right) { E($0 * 5 % 13 - 6) }
                let expected = reference(a, b, onto: 3).map { E($0.sum) }
                withInstructionSets { set in
                    #expect(sameBits(product(a, b, onto: 3), expected), "\(set): \(m)×\(k)×\(n)")
                }
            }
        }

        @Test("products of integers are exact")
        func integers() {
            checkIntegers(Float.self)
            checkIntegers(Double.self)
        }

        @Test("a NaN or an infinity reaches exactly its row or column, whatever it is multiplied with")
        func specialValues() {
            withInstructionSets { set in
                for (m, n, k) in [(1, 40, 30), (40, 1, 30), (1, 1, 40), (5, 7, 3), (20, 35, 300), (50, 131, 20)] {
                    for special in [Double.nan, .infinity] {
                        var a = Matrix<Double>(m, k, .rows) { _ in 0 }, b = Matrix<Double>(k, n, .columns) { _ in 0 }
                        a.values[(m / 2) * k + k / 2] = special  // times zeros: NaN
                        let left = product(a, b)
                        #expect(
                            (0..<m * n).allSatisfy { left[$0].isNaN == ($0 / n == m / 2) }, "\(set): \(m)×\(k)×\(n)")
                        a.values[(m / 2) * k + k / 2] = 0
                        b.values[(n / 2) * k + k - 1] = special
                        let right = product(a, b)
                        #expect(
                            (0..<m * n).allSatisfy { right[$0].isNaN == ($0 % n == n / 2) }, "\(set): \(m)×\(k)×\(n)")
                    }
                    let ones = Matrix<Float>(m, k, .rows) { _ in 1 }
                    let infinite = Matrix<Float>(k, n, .rows) { _ in -.infinity }
                    #expect(product(ones, infinite).allSatisfy { $0 == -.infinity })
                }
            }
        }

        private func checkBits<E: Element>(_: E.Type, _ m: Int, _ n: Int, _ k: Int) {
            withInstructionSets { set in
                for (left, right) in transposes {
                    let a = Matrix<E>(m, k, left, noise(1)), b = Matrix<E>(k, n, right, noise(2))
                    let whole = product(a, b, onto: 0.5)
                    let name = "\(set): \(m)×\(k)×\(n), \(left), \(right)"
                    #expect(sameBits(product(a, b, onto: 0.5), whole), "again, \(name)")
                    let values = noise(1) as (Int) -> E, others = noise(2) as (Int) -> E
                    for shift in [1, 3] {
                        let movedA = Matrix<E>(m, k, left, offset: shift) { values($0 - shift) }
                        let movedB = Matrix<E>(k, n, right, offset: 5 - shift) { others($0 - 5 + shift) }
                        let moved = product(movedA, movedB, onto: 0.5, gap: shift, offset: shift)
                        #expect(sameBits(moved, whole), "at another alignment, \(name)")
                    }
                    for cut in Set([1, 24, m - 1]) where cut > 0 && cut < m {
                        let parts = [0..<cut, cut..<m].flatMap { product(a, b, onto: 0.5, rows: $0) }
                        #expect(sameBits(parts, whole), "rows cut at \(cut), \(name)")
                    }
                    for cut in Set([1, 48, n - 1]) where cut > 0 && cut < n {
                        let before = product(a, b, onto: 0.5, columns: 0..<cut),
                            after = product(a, b, onto: 0.5, columns: cut..<n)
                        var parts: [E] = []
                        for i in 0..<m {
                            parts += before[(i * cut)..<((i + 1) * cut)]
                            parts += after[(i * (n - cut))..<((i + 1) * (n - cut))]
                        }
                        #expect(sameBits(parts, whole), "columns cut at \(cut), \(name)")
                    }
                }
            }
        }

        @Test("bits are the same again, at any alignment, and for any cut of the rows and columns of C")
        func bits() {
            checkBits(Float.self, 53, 133, 20)
            checkBits(Float.self, 14, 35, 300)
            checkBits(Double.self, 51, 70, 19)
            checkBits(Double.self, 3, 2, 530)
            checkBits(Float.self, 2, 2, 2_050)
            checkBits(Float.self, 1, 2, 2_050)
        }

        @Test("bits are the same with every instruction set that has fused multiply-adds")
        func fusedSetsAgree() {
            for (m, n, k) in [(13, 35, 300), (1, 40, 50), (1, 1, 3_000), (50, 131, 40)] {
                let a = Matrix<Float>(m, k, .rows, noise(1)), b = Matrix<Float>(k, n, .columns, noise(2))
                var first: [Float]?
                withInstructionSets { set in
                    guard set != .baseline else { return }
                    let c = product(a, b)
                    #expect(sameBits(c, first ?? c), "\(set): \(m)×\(k)×\(n)")
                    first = c
                }
            }
        }

        @Test("the measure of what the machine can do counts its operations")
        func burn() {
            withInstructionSets { set in
                for burn in [Float.burn, Double.burn] {
                    #expect(burn(0) == 0)
                    let one = burn(1)
                    #expect(one > 0 && burn(10) == 10 * one, "\(set)")
                }
            }
        }

        @Test("the way to the other processor is measured where there is one, and does not wait where there is none")
        func roundTrip() async {
            // The number of threads is the whole process's, so this is a process of its own.
            await #expect(processExitsWith: .success) {
                adj_set_thread_count(1)
                #expect(adj_round_trip_seconds() == 0)
                adj_set_thread_count(2)
                // Zero where the machine is busy: nobody answers in time.
                #expect((0..<1).contains(adj_round_trip_seconds()))
            }
        }
    }
}
