import AdjointKernels
import Foundation
import Testing

extension KernelTests {
    @Suite struct Reductions {
        typealias Sizes = (outer: Int, length: Int, inner: Int)

        static let shapes: [[Int]] = [
            [0, 3, 2], [3, 0, 2], [3, 2, 0], [1, 1, 1], [1, 2, 1], [5, 3, 1], [70, 7, 1], [33, 15, 1], [9, 16, 1],
            [7, 17, 1], [3, 31, 1], [2, 64, 1],
            [3, 65, 1], [2, 100, 1], [1, 1000, 1], [1, 5000, 1], [2, 3, 2], [3, 40, 2], [2, 500, 3], [1, 700, 5],
            [3, 9, 7], [2, 4, 15], [3, 5, 16],
            [2, 6, 17], [2, 66, 33], [1, 300, 40], [2, 3, 64], [1, 70, 65], [2, 5, 100], [1, 4, 300], [1, 130, 130],
        ]

        /// The elements that one result combines, in order, and its place.
        static func groups(_ s: Sizes) -> [[Int]] {
            (0..<s.outer).flatMap { o in
                (0..<s.inner).map { j in (0..<s.length).map { (o * s.length + $0) * s.inner + j } }
            }
        }

        static func reduce<T: BitwiseCopyable, R: BitwiseCopyable>(
            _ operation: AdjReduction, _ type: AdjDType, _ x: [T], _ s: Sizes, shift: Int = 1, as _: R.Type, zero: R
        ) -> [R] {
            let array = GuardedArray(x, shift: shift),
                out = GuardedArray([R](repeating: zero, count: s.outer * s.inner), shift: shift + 1)
            #expect(adj_reduce(operation, type, array.raw, s.outer, s.length, s.inner, out.raw))
            #expect(out.isIntact && array.isIntact, "\(operation) \(type) \(s)")
            return out.values
        }

        static func position<T: Comparable>(_ x: [T], isNaN: (T) -> Bool, better: (T, T) -> Bool) -> Int64 {
            if let nan = x.firstIndex(where: isNaN) { return Int64(nan) }
            return Int64(x.indices.dropFirst().reduce(0) { better(x[$1], x[$0]) ? $1 : $0 })
        }

        // MARK: Against scalar references

        static func checkFloat<T: BinaryFloatingPoint & BitwiseCopyable>(
            _ type: AdjDType, _: T.Type, epsilon: Double, _ context: String
        )
        where T.RawSignificand: FixedWidthInteger {
            for shape in shapes {
                let s = (outer: shape[0], length: shape[1], inner: shape[2])
                var sequence = TestSequence(UInt64(s.length * 100 + s.inner))
                var x = (0..<(s.outer * s.length * s.inner)).map { _ in T.random(in: -1...1, using: &sequence) }
                let groups = groups(s)
                let sums = reduce(.sum, type, x, s, as: T.self, zero: 0)
                let scale = x.map { 1 + $0 / 8 }
                let products = reduce(.product, type, scale, s, as: T.self, zero: 0)
                for (group, (sum, product)) in zip(groups, zip(sums, products)) {
                    let expected = group.reduce(0.0) { $0 + Double(x[$1]) },
                        size = group.reduce(0.0) { $0 + Double(x[$1].magnitude) }
                    #expect(abs(Double(sum) - expected) <= 20 * epsilon * size, "\(context) sum \(s)")
                    let exact = group.reduce(1.0) { $0 * Double(scale[$1]) }
                    #expect(
                        abs(Double(product) - exact) <= Double(group.count) * epsilon * exact, "\(context) product \(s)"
                    )
                }
                // Ties, zeros of both signs, infinities, and here and there a NaN.
                for pass in 0..<2 {
                    for i in x.indices {
                        switch Int.random(in: 0..<40, using: &sequence) {
                        case 0: x[i] = -0.0
                        case 1: x[i] = 0
                        case 2: x[i] = .infinity
                        case 3: x[i] = -.infinity
                        case 4 where pass == 1: x[i] = .nan
                        default: x[i] = (x[i] * 4).rounded()
                        }
                    }
                    let greatest = reduce(.maximum, type, x, s, as: T.self, zero: 0),
                        least = reduce(.minimum, type, x, s, as: T.self, zero: 0)
                    for (group, (high, low)) in zip(groups, zip(greatest, least)) {
                        #expect(
                            same(high, group.reduce(-.infinity) { Elementwise.maximum($0, x[$1]) }),
                            "\(context) maximum \(s)")
                        #expect(
                            same(low, group.reduce(.infinity) { -Elementwise.maximum(-$0, -x[$1]) }),
                            "\(context) minimum \(s)")
                    }
                    guard s.length > 0 else { continue }
                    let last = reduce(.argmax, type, x, s, as: Int64.self, zero: -1),
                        first = reduce(.argmin, type, x, s, as: Int64.self, zero: -1)
                    for (group, (high, low)) in zip(groups, zip(last, first)) {
                        let values = group.map { x[$0] }
                        #expect(high == position(values, isNaN: \.isNaN, better: >), "\(context) argmax \(s)")
                        #expect(low == position(values, isNaN: \.isNaN, better: <), "\(context) argmin \(s)")
                    }
                }
            }
        }

        static func checkInteger<T: FixedWidthInteger & BitwiseCopyable>(_ type: AdjDType, _: T.Type, _ context: String)
        {
            for shape in shapes {
                let s = (outer: shape[0], length: shape[1], inner: shape[2])
                var x: [T] = Elementwise.integers(s.outer * s.length * s.inner, seed: UInt64(s.length + s.inner))
                let groups = groups(s)
                func expect(_ operation: AdjReduction, _ identity: T, _ combine: (T, T) -> T) {
                    let expected = groups.map { group in group.reduce(identity) { combine($0, x[$1]) } }
                    let result = reduce(operation, type, x, s, as: T.self, zero: 0)
                    #expect(result == expected, "\(context) \(operation) \(s)")
                }
                expect(.sum, 0, &+)
                expect(.maximum, .min, max)
                expect(.minimum, .max, min)
                if s.length > 0 {
                    let last = groups.map { g in position(g.map { x[$0] }, isNaN: { _ in false }, better: >) }
                    let first = groups.map { g in position(g.map { x[$0] }, isNaN: { _ in false }, better: <) }
                    #expect(reduce(.argmax, type, x, s, as: Int64.self, zero: -1) == last, "\(context) argmax \(s)")
                    #expect(reduce(.argmin, type, x, s, as: Int64.self, zero: -1) == first, "\(context) argmin \(s)")
                }
                x = x.map { $0 | 1 }
                expect(.product, 1, &*)
            }
        }

        @Test("every reduction of float32 equals its definition")
        func float32() { withInstructionSets { Self.checkFloat(.float32, Float.self, epsilon: 0x1p-24, "\($0)") } }

        @Test("every reduction of float64 equals its definition")
        func float64() { withInstructionSets { Self.checkFloat(.float64, Double.self, epsilon: 0x1p-52, "\($0)") } }

        /// The sum to twice the digits of float64, by Neumaier's compensated summation ("Rundungsfehleranalyse einiger
        /// Verfahren zur Summation endlicher Summen", 1974).
        static func exactSum(_ x: [Double]) -> Double {
            var sum = 0.0, lost = 0.0
            for x in x {
                let next = sum + x
                lost += sum.magnitude >= x.magnitude ? (sum - next) + x : (x - next) + sum
                sum = next
            }
            return sum + lost
        }

        static func checkWide<T: BinaryFloatingPoint & BitwiseCopyable>(_ type: AdjDType, _: T.Type, _ context: String)
        where T.RawSignificand: FixedWidthInteger {
            for shape in shapes {
                let s = (outer: shape[0], length: shape[1], inner: shape[2])
                var sequence = TestSequence(UInt64(s.length * 100 + s.inner))
                for scale in T.self == Float.self ? [1, 0x1p120, 0x1p-140] : [1, 0x1p400] as [T] {
                    let x = (0..<(s.outer * s.length * s.inner)).map { _ in
                        T.random(in: -1...1, using: &sequence) * scale
                    }
                    let sums = reduce(.wideSum, type, x, s, as: Double.self, zero: 0)
                    let squares = reduce(.squares, type, x, s, as: Double.self, zero: 0)
                    for (group, (sum, square)) in zip(groups(s), zip(sums, squares)) {
                        let values = group.map { Double(x[$0]) }
                        let expected = exactSum(values)
                        let size = values.reduce(0) { $0 + $1.magnitude }
                        #expect(abs(sum - expected) <= 20 * 0x1p-52 * size, "\(context) wide sum \(s)")
                        let exact = exactSum(values.flatMap { [$0 * $0, (-$0 * $0).addingProduct($0, $0)] })
                        #expect(abs(square - exact) <= 20 * 0x1p-52 * exact, "\(context) squares \(s)")
                    }
                }
                let equal = Array(repeating: T(123456.7), count: s.outer * s.length * s.inner)
                if T.self == Float.self {
                    for sum in reduce(.wideSum, type, equal, s, as: Double.self, zero: 0) {
                        #expect(sum == Double(T(123456.7)) * Double(s.length), "\(context) equal elements \(s)")
                    }
                }
            }
        }

        @Test("sums in float64, and of squares, neither overflow nor vanish")
        func wide() {
            withInstructionSets {
                Self.checkWide(.float32, Float.self, "\($0)")
                Self.checkWide(.float64, Double.self, "\($0)")
            }
        }

        @Test("every reduction of int32 equals its definition")
        func int32() { withInstructionSets { Self.checkInteger(.int32, Int32.self, "\($0)") } }

        @Test("every reduction of int64 equals its definition")
        func int64() { withInstructionSets { Self.checkInteger(.int64, Int64.self, "\($0)") } }

        @Test("every reduction of bool equals its definition")
        func bool() {
            withInstructionSets { set in
                for shape in Self.shapes {
                    let s = (outer: shape[0], length: shape[1], inner: shape[2])
                    let groups = Self.groups(s)
                    for rate in [2, 50] {
                        var sequence = TestSequence(UInt64(rate))
                        let mostlyFalse = (0..<(s.outer * s.length * s.inner)).map { _ in
                            UInt8(Int.random(in: 0..<rate, using: &sequence) == 0 ? 1 : 0)
                        }
                        let mostlyTrue = mostlyFalse.map { 1 - $0 }
                        let any: [UInt8] = groups.map { group in group.reduce(0) { $0 | mostlyFalse[$1] } }
                        let all: [UInt8] = groups.map { group in group.reduce(1) { $0 & mostlyTrue[$1] } }
                        for operation in [AdjReduction.any, .maximum] {
                            let result = Self.reduce(operation, .bool, mostlyFalse, s, as: UInt8.self, zero: 7)
                            #expect(result == any, "\(set) \(operation) \(s)")
                        }
                        for operation in [AdjReduction.all, .minimum] {
                            let result = Self.reduce(operation, .bool, mostlyTrue, s, as: UInt8.self, zero: 7)
                            #expect(result == all, "\(set) \(operation) \(s)")
                        }
                    }
                }
            }
        }

        @Test("operations and types without a meaning together are refused")
        func refused() {
            withInstructionSets { _ in
                var x: UInt64 = 0, out: UInt64 = 0
                for type in [AdjDType.float16, .bfloat16] { #expect(!adj_reduce(.sum, type, &x, 1, 1, 1, &out)) }
                for operation in [AdjReduction.sum, .product, .argmax, .argmin] {
                    #expect(!adj_reduce(operation, .bool, &x, 1, 1, 1, &out))
                }
                for type in [AdjDType.float32, .float64, .int32, .int64] {
                    for operation in [AdjReduction.all, .any] {
                        #expect(!adj_reduce(operation, type, &x, 1, 1, 1, &out))
                    }
                }
            }
        }

        // MARK: Onto what has gathered

        static func checkOnto<T: BinaryFloatingPoint & BitwiseCopyable, R: BinaryFloatingPoint & BitwiseCopyable>(
            _ operation: AdjReduction, _ type: AdjDType, _: T.Type, _: R.Type, _ combine: (R, R) -> R,
            _ set: AdjInstructionSet
        ) where T.RawSignificand: FixedWidthInteger, R.RawSignificand: FixedWidthInteger {
            for length in [1, 2, 3, 4, 7, 8, 70] {
                for inner in [1, 8, 9, 16, 17, 67, 130] {
                    let s = (outer: 1, length: length, inner: inner)
                    var sequence = TestSequence(UInt64(length * 1000 + inner))
                    let x = (0..<(length * inner)).map { _ in T.random(in: -1...1, using: &sequence) }
                    let before = (0..<inner).map { _ in R.random(in: -1...1, using: &sequence) }
                    let array = GuardedArray(x, shift: 1), out = GuardedArray(before, shift: 3)
                    let isThere = adj_reduce_onto(operation, type, array.raw, length, inner, out.raw)
                    // The widest vector has 16 elements, the narrowest 2.
                    #expect(out.isIntact && (isThere || inner < 16) && !(isThere && inner < 2), "\(set) \(type) \(s)")
                    let alone = reduce(operation, type, x, s, as: R.self, zero: 0)
                    let expected = isThere ? zip(before, alone).map(combine) : before
                    #expect(out.values == expected, "\(set) \(operation) \(type) \(s)")
                }
            }
        }

        @Test("columns are combined with what has gathered as if they were reduced alone and then combined")
        func onto() {
            withInstructionSets { set in
                Self.checkOnto(.sum, .float32, Float.self, Float.self, +, set)
                Self.checkOnto(.maximum, .float32, Float.self, Float.self, max, set)
                Self.checkOnto(.wideSum, .float32, Float.self, Double.self, +, set)
                Self.checkOnto(.squares, .float32, Float.self, Double.self, +, set)
                Self.checkOnto(.sum, .float64, Double.self, Double.self, +, set)
                Self.checkOnto(.product, .float64, Double.self, Double.self, *, set)
                Self.checkOnto(.minimum, .float64, Double.self, Double.self, min, set)
                Self.checkOnto(.squares, .float64, Double.self, Double.self, +, set)
            }
        }

        // MARK: Bits and errors

        @Test("the bits of a sum depend neither on the place in memory nor on the other rows")
        func determinism() {
            withInstructionSets { set in
                for shape in [[5, 13, 1], [20, 7, 1], [3, 1000, 1], [3, 50, 3], [2, 300, 3], [3, 70, 40]] {
                    let s = (outer: shape[0], length: shape[1], inner: shape[2])
                    let x: [Float] = (0..<(s.outer * s.length * s.inner)).map { Float(sin(Double($0))) }
                    let whole = Self.reduce(.sum, .float32, x, s, shift: 0, as: Float.self, zero: 0)
                    for shift in 1..<4 {
                        #expect(
                            Self.reduce(.sum, .float32, x, s, shift: shift, as: Float.self, zero: 0) == whole,
                            "\(set) \(s)")
                    }
                    let alone = (0..<s.outer).flatMap { o in
                        Self.reduce(
                            .sum, .float32, Array(x[(o * s.length * s.inner)..<((o + 1) * s.length * s.inner)]),
                            (1, s.length, s.inner), as: Float.self, zero: 0)
                    }
                    #expect(alone == whole, "\(set) \(s)")
                }
            }
        }

        @Test("the error of a long sum stays near the rounding of one operation", arguments: [1, 3])
        func longSums(_ inner: Int) {
            let length = 150_000
            let x = [Float](repeating: 0.1, count: length * inner)
            withInstructionSets { set in
                for sum in Self.reduce(.sum, .float32, x, (1, length, inner), as: Float.self, zero: 0) {
                    let expected = Double(Float(0.1)) * Double(length)
                    #expect(
                        abs(Double(sum) - expected) < 8 * 0x1p-24 * expected, "\(set): \(sum) instead of \(expected)")
                }
            }
        }

        @Test("positions across blocks: the first of equals, and the first NaN")
        func positions() {
            withInstructionSets { set in
                var x = (0..<9000).map { Float($0 / 10) }
                func argmax() -> Int64 {
                    Self.reduce(.argmax, .float32, x, (1, x.count, 1), as: Int64.self, zero: -1)[0]
                }
                #expect(argmax() == 8990, "\(set)")
                x[4000] = 1e6
                x[7000] = 1e6
                #expect(argmax() == 4000, "\(set)")
                x[8000] = .nan
                x[8003] = .nan
                #expect(argmax() == 8000, "\(set)")
                #expect(
                    Self.reduce(.argmin, .float32, x, (1, x.count, 1), as: Int64.self, zero: -1) == [8000], "\(set)")
            }
        }
    }
}
