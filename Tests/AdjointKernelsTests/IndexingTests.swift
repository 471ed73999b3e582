import AdjointKernels
import Testing

extension KernelTests {
    @Suite struct Indexing {
        static let cases: [[Int]] = [
            [1, 10, 1, 7], [3, 5, 1, 40], [2, 6, 4, 9], [1, 20, 33, 5], [2, 3, 0, 4], [0, 3, 2, 4], [2, 3, 2, 0],
            [4, 1, 3, 2],
        ]

        static func indices(_ n: Int, below length: Int) -> [Int64] {
            var sequence = TestSequence(UInt64(n + length))
            return (0..<n).map { _ in Int64.random(in: 0..<Int64(length), using: &sequence) }
        }

        static func take<T: FixedWidthInteger & BitwiseCopyable>(_: T.Type, _ shape: [Int]) {
            let (outer, length, inner, count) = (shape[0], shape[1], shape[2], shape[3])
            let x = GuardedArray((0..<(outer * length * inner)).map { T(truncatingIfNeeded: $0 &* 37) }, shift: 1)
            let values = x.values, index = indices(count, below: length),
                alongIndex = indices(outer * count * inner, below: length)
            let out = GuardedArray([T](repeating: 99, count: outer * count * inner), shift: 1)
            adj_take(MemoryLayout<T>.size, x.raw, outer, length, inner, index, count, out.raw)
            let expected = (0..<outer).flatMap { o in
                (0..<count).flatMap { i in (0..<inner).map { values[(o * length + Int(index[i])) * inner + $0] } }
            }
            #expect(out.values == expected && out.isIntact, "\(T.self) \(shape)")
            adj_take_along(MemoryLayout<T>.size, x.raw, outer, length, inner, alongIndex, count, out.raw)
            let along = (0..<outer).flatMap { o in
                (0..<count).flatMap { i in
                    (0..<inner).map { j in
                        values[(o * length + Int(alongIndex[(o * count + i) * inner + j])) * inner + j]
                    }
                }
            }
            #expect(out.values == along && out.isIntact, "\(T.self) \(shape) along")
        }

        static func transposes<T: Numeric & BitwiseCopyable>(
            _ type: AdjDType, _ shape: [Int], add: (T, T) -> T, make: (Int) -> T
        ) {
            let (outer, length, inner, count) = (shape[0], shape[1], shape[2], shape[3])
            let g = (0..<(outer * count * inner)).map(make)
            let index = indices(count, below: length), alongIndex = indices(outer * count * inner, below: length)
            let start = (0..<(outer * length * inner)).map { make($0 + 3) }
            var expected = start, along = start
            for o in 0..<outer {
                for i in 0..<count {
                    for j in 0..<inner {
                        let from = (o * count + i) * inner + j
                        let to = (o * length + Int(index[i])) * inner + j,
                            alongTo = (o * length + Int(alongIndex[from])) * inner + j
                        expected[to] = add(expected[to], g[from])
                        along[alongTo] = add(along[alongTo], g[from])
                    }
                }
            }
            let x = GuardedArray(start, shift: 1), y = GuardedArray(start, shift: 1)
            adj_take_transpose(type, g, outer, length, inner, index, count, x.raw)
            adj_take_along_transpose(type, g, outer, length, inner, alongIndex, count, y.raw)
            #expect(x.values == expected && x.isIntact, "\(type) \(shape)")
            #expect(y.values == along && y.isIntact, "\(type) \(shape) along")
        }

        @Test("take and take along read the indexed elements", arguments: cases)
        func take(_ shape: [Int]) {
            Self.take(UInt8.self, shape)
            Self.take(UInt16.self, shape)
            Self.take(UInt32.self, shape)
            Self.take(UInt64.self, shape)
        }

        @Test("the transposes of take add to the indexed elements, in order", arguments: cases)
        func transposes(_ shape: [Int]) {
            Self.transposes(.float32, shape, add: { $0 + $1 }, make: { Float($0) * 0.3 })
            Self.transposes(.float64, shape, add: { $0 + $1 }, make: { Double($0) * 0.3 })
            Self.transposes(.int32, shape, add: { $0 &+ $1 }, make: { Int32(truncatingIfNeeded: $0 &* 123_456_789) })
            Self.transposes(
                .int64, shape, add: { $0 &+ $1 }, make: { Int64(truncatingIfNeeded: $0 &* 1_234_567_890_123_456_789) })
        }

        @Test("the range of indices")
        func range() {
            for n in [1, 2, 5, 100] {
                let x = (0..<n).map { Int64(($0 * 7919) % 101 - 50) << 33 }
                var least: Int64 = 0, greatest: Int64 = 0
                adj_index_range(x, n, &least, &greatest)
                #expect(least == x.min() && greatest == x.max())
            }
        }
    }
}
