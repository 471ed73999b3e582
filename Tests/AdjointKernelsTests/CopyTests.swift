import AdjointKernels
import Testing

/// A view of an array: its strides in elements, and where element 0 lies.
struct StridedView {
    var shape: [Int], strides: [Int], origin: Int, storage: Int

    /// A layout of `shape` in some storage: axes permuted, some reversed, gaps between elements, and some of stride 0.
    init(
        _ shape: [Int], permute: Bool = true, reverse: Bool = true, gaps: Bool = true, broadcast: Bool,
        using sequence: inout TestSequence
    ) {
        self.shape = shape
        strides = Array(repeating: 0, count: shape.count)
        origin = 0
        var step = 1
        for axis in permute ? Array(shape.indices).shuffled(using: &sequence) : Array(shape.indices.reversed()) {
            if broadcast && Int.random(in: 0..<3, using: &sequence) == 0 { continue }
            if gaps && Int.random(in: 0..<4, using: &sequence) == 0 { step *= 2 }
            strides[axis] = step
            step *= max(shape[axis], 1)
            if reverse && shape[axis] > 0 && Int.random(in: 0..<4, using: &sequence) == 0 {
                origin += (shape[axis] - 1) * strides[axis]
                strides[axis] = -strides[axis]
            }
        }
        storage = step
    }

    init(_ shape: [Int], strides: [Int], origin: Int = 0, storage: Int) {
        (self.shape, self.strides, self.origin, self.storage) = (shape, strides, origin, storage)
    }

    static func contiguous(_ shape: [Int]) -> StridedView {
        var strides = shape, step = 1
        for axis in shape.indices.reversed() {
            strides[axis] = step
            step *= shape[axis]
        }
        return StridedView(shape, strides: strides, storage: max(step, 1))
    }

    /// The places in the storage of the elements, in row-major order.
    var places: [Int] {
        var places = [origin]
        for axis in shape.indices {
            places = places.flatMap { place in (0..<shape[axis]).map { place + $0 * strides[axis] } }
        }
        return places
    }
}

func randomShape(rank: Int, elements: Int, using sequence: inout TestSequence) -> [Int] {
    var left = elements
    return (0..<rank).map { _ in
        let size =
            Int.random(in: 0..<12, using: &sequence) == 0
            ? 1 : Int.random(in: 1...max(1, min(left, 40)), using: &sequence)
        left /= size
        return size
    }.shuffled(using: &sequence)
}

extension KernelTests {
    @Suite struct Copies {
        static func check<T: FixedWidthInteger & BitwiseCopyable>(
            _: T.Type, _ source: StridedView, _ destination: StridedView
        ) {
            let x = GuardedArray((0..<source.storage).map { T(truncatingIfNeeded: $0 &* 31 &+ 7) }, shift: 1)
            let out = GuardedArray([T](repeating: 85, count: destination.storage), shift: 3)
            adj_copy(
                MemoryLayout<T>.size, source.shape.count, source.shape, x.pointer + source.origin, source.strides,
                out.pointer + destination.origin, destination.strides)
            var expected = [T](repeating: 85, count: destination.storage)
            let values = x.values
            for (from, to) in zip(source.places, destination.places) { expected[to] = values[from] }
            #expect(out.values == expected, "\(T.self) \(source) to \(destination)")
            #expect(out.isIntact)
        }

        @Test("copies between random layouts move every element and nothing else", arguments: 0..<40)
        func random(_ seed: Int) {
            var sequence = TestSequence(UInt64(seed) + 1)
            let shape = randomShape(rank: seed % 7, elements: 600, using: &sequence)
            let source = StridedView(shape, broadcast: true, using: &sequence)
            let destination = StridedView(shape, broadcast: false, using: &sequence)
            Self.check(UInt8.self, source, destination)
            Self.check(UInt16.self, source, destination)
            Self.check(UInt32.self, source, destination)
            Self.check(UInt64.self, source, .contiguous(shape))
        }

        @Test(
            "transposes are right in their blocks and at their edges",
            arguments: [[16, 16], [17, 33], [64, 64], [70, 130], [3, 65], [1, 9], [48, 40]])
        func transposes(_ shape: [Int]) {
            let source = StridedView(shape, strides: [1, shape[0]], storage: shape[0] * shape[1])
            Self.check(UInt8.self, source, .contiguous(shape))
            Self.check(UInt16.self, source, .contiguous(shape))
            Self.check(UInt32.self, source, .contiguous(shape))
            Self.check(UInt64.self, source, .contiguous(shape))
            let spread = StridedView(shape, strides: [shape[1] + 5, 1], storage: shape[0] * (shape[1] + 5))
            Self.check(UInt32.self, source, spread)
            let batches = StridedView(
                [2] + shape, strides: [shape[0] * shape[1], 1, shape[0]], storage: 2 * shape[0] * shape[1])
            Self.check(UInt32.self, batches, .contiguous(batches.shape))
            let upsideDown = StridedView(
                shape, strides: [-1, shape[0]], origin: shape[0] - 1, storage: shape[0] * shape[1])
            Self.check(UInt64.self, upsideDown, .contiguous(shape))
        }

        @Test("rank 0, rank 16 and empty arrays")
        func ranks() {
            Self.check(UInt32.self, .contiguous([]), .contiguous([]))
            var sequence = TestSequence(5)
            let shape = [Int](repeating: 2, count: 10) + [1, 1, 1, 1, 1, 1]
            let source = StridedView(shape, reverse: false, broadcast: false, using: &sequence)
            Self.check(UInt32.self, source, .contiguous(shape))
            Self.check(
                UInt8.self, StridedView([3, 0, 2], strides: [0, 2, 1], storage: 4),
                StridedView([3, 0, 2], strides: [0, 2, 1], storage: 4))
        }

        @Test("fill sets exactly its elements", arguments: [0, 1, 3, 16, 67])
        func fill(_ n: Int) {
            func check<T: FixedWidthInteger & BitwiseCopyable>(_ value: T) {
                let out = GuardedArray([T](repeating: 0, count: n), shift: 1)
                withUnsafeBytes(of: value) { adj_fill(MemoryLayout<T>.size, $0.baseAddress, out.raw, n) }
                #expect(out.values == [T](repeating: value, count: n) && out.isIntact)
            }
            check(UInt8(0xFE))
            check(UInt16(0xFEDC))
            check(UInt32(0xFEDC_BA98))
            check(UInt64(0xFEDC_BA98_7654_3210))
        }
    }

    @Suite struct StridedElementwise {
        static func check(_ shape: [Int], _ views: [StridedView], ranges: [Range<Int>], _ context: String) {
            let count = shape.reduce(1, *)
            let arrays = views.map { view in GuardedArray((0..<view.storage).map { Float($0 % 1021) }, shift: 1) }
            let condition = GuardedArray((0..<views[0].storage).map { UInt8($0 / 2 % 2) }, shift: 1)
            let places = views.map(\.places), values = arrays.map(\.values), flags = condition.values
            for range in ranges {
                // Two operands of one size, and three of which one has small elements.
                for inputs in [2, 3] {
                    let out = GuardedArray([Float](repeating: -1, count: count), shift: 2)
                    let data: [UnsafeRawPointer] =
                        inputs == 2
                        ? [
                            UnsafeRawPointer(arrays[0].pointer + views[0].origin),
                            UnsafeRawPointer(arrays[1].pointer + views[1].origin),
                        ]
                        : [
                            UnsafeRawPointer(condition.pointer + views[0].origin),
                            UnsafeRawPointer(arrays[1].pointer + views[1].origin),
                            UnsafeRawPointer(arrays[2].pointer + views[2].origin),
                        ]
                    let strides = views.map { view in GuardedArray(view.strides) }
                    let operands = (0..<inputs).map { k in
                        adj_operand(
                            data: data[k], strides: UnsafePointer(strides[k].pointer),
                            element_size: inputs == 3 && k == 0 ? 1 : 4)
                    }
                    let kernel = inputs == 2 ? adj_binary_kernel(.subtract, .float32) : adj_select_kernel(.float32)
                    adj_elementwise(
                        kernel, inputs, operands, shape.count, shape, out.raw, 4, range.lowerBound, range.upperBound)
                    let result = out.values
                    let wrong = (0..<count).first { i in
                        let expected: Float =
                            if !range.contains(i) {
                                -1
                            } else if inputs == 2 {
                                values[0][places[0][i]] - values[1][places[1][i]]
                            } else {
                                flags[places[0][i]] != 0 ? values[1][places[1][i]] : values[2][places[2][i]]
                            }
                        return result[i] != expected
                    }
                    if let wrong {
                        Issue.record(
                            "\(context) \(shape) \(views) \(range) inputs \(inputs): element \(wrong) is \(result[wrong])"
                        )
                    }
                    #expect(out.isIntact)
                }
            }
        }

        static func ranges(_ count: Int, using sequence: inout TestSequence) -> [Range<Int>] {
            let a = Int.random(in: 0...count, using: &sequence), b = Int.random(in: 0...count, using: &sequence)
            return [0..<count, min(a, b)..<max(a, b), a..<a]
        }

        @Test("random layouts, whole and in part", arguments: 0..<40)
        func random(_ seed: Int) {
            var sequence = TestSequence(UInt64(seed) + 101)
            let shape = randomShape(rank: seed % 6, elements: 3000, using: &sequence)
            let views = (0..<3).map { _ in
                StridedView(
                    shape, permute: Bool.random(using: &sequence), reverse: seed % 3 == 0, gaps: seed % 2 == 0,
                    broadcast: true, using: &sequence)
            }
            let ranges = Self.ranges(shape.reduce(1, *), using: &sequence)
            withInstructionSets { Self.check(shape, views, ranges: ranges, "\($0)") }
        }

        @Test(
            "rows, columns, transposes and periodic operands",
            arguments: [
                [40, 130], [700, 3], [3, 700], [20, 64], [130, 10], [2, 30, 65], [5, 1, 200], [9, 4, 16, 5],
            ])
        func layouts(_ shape: [Int]) {
            var sequence = TestSequence(9)
            let full = StridedView.contiguous(shape)
            var row = full, column = full, outer = full, constant = full
            for axis in shape.indices.dropLast() { row.strides[axis] = 0 }
            column.strides[shape.count - 1] = 0
            for axis in shape.indices.dropFirst() { outer.strides[axis] = 0 }
            for axis in shape.indices { constant.strides[axis] = 0 }
            var transposed = full
            transposed.strides[shape.count - 2] = 1
            transposed.strides[shape.count - 1] = shape[shape.count - 2]
            for (i, views) in [
                [full, row, column], [full, column, row], [full, transposed, full], [transposed, row, transposed],
                [row, full, outer], [constant, row, outer], [outer, constant, full], [full, full, constant],
            ].enumerated() {
                let ranges = Self.ranges(shape.reduce(1, *), using: &sequence)
                withInstructionSets { Self.check(shape, views, ranges: ranges, "\($0) case \(i)") }
            }
        }

        @Test("an operand that is also the output is read before it is written")
        func inPlace() {
            let shape = [30, 70]
            let x = GuardedArray((0..<2100).map(Float.init)), row = GuardedArray((0..<70).map { Float($0) * 1000 })
            let strides = GuardedArray([70, 1]), rowStrides = GuardedArray([0, 1])
            let operands = [
                adj_operand(data: x.raw, strides: strides.pointer, element_size: 4),
                adj_operand(data: row.raw, strides: rowStrides.pointer, element_size: 4),
            ]
            adj_elementwise(adj_binary_kernel(.add, .float32), 2, operands, 2, shape, x.raw, 4, 0, 2100)
            let expected = (0..<2100).map { i -> Float in Float(i) + Float(i % 70) * 1000 }
            #expect(x.values == expected)
        }

        @Test("empty arrays and rank 16")
        func edges() {
            withInstructionSets { set in
                Self.check(
                    [2, 0, 3], [.contiguous([2, 0, 3]), .contiguous([2, 0, 3]), .contiguous([2, 0, 3])],
                    ranges: [0..<0], "\(set)")
                Self.check([], [.contiguous([]), .contiguous([]), .contiguous([])], ranges: [0..<1, 0..<0], "\(set)")
                var sequence = TestSequence(77)
                let shape = [1, 1, 1, 1, 1, 1] + [Int](repeating: 2, count: 10)
                let views = (0..<3).map { _ in StridedView(shape, broadcast: true, using: &sequence) }
                Self.check(shape, views, ranges: [0..<1024, 5..<1001], "\(set)")
            }
        }
    }
}
