import AdjointKernels
import Foundation
import Testing

extension KernelTests {
    @Suite struct Elementwise {
        static let sizes = [0, 1, 2, 3, 5, 8, 15, 16, 17, 33, 64, 65, 130]
        static let allUnary = (0..<UInt8(AdjUnaryCount)).map { AdjUnary(rawValue: $0)! }
        static let allBinary = (0..<UInt8(AdjBinaryCount)).map { AdjBinary(rawValue: $0)! }
        static let allTypes: [AdjDType] = [.float32, .float64, .int32, .int64, .bool, .float16, .bfloat16]

        // MARK: References

        static func exactUnary<T: BinaryFloatingPoint>(_ operation: AdjUnary, _ x: T) -> T? {
            switch operation {
            case .negate: -x
            case .abs: x.magnitude
            case .sign: x > 0 ? 1 : x < 0 ? -1 : x
            case .square: x * x
            case .oneMinusSquare: (1 - x) * (1 + x)
            case .timesOneMinus: x * (1 - x)
            case .timesTwoMinus: x * (2 - x)
            case .squarable:
                x.isNaN ? x : min(max(x, -limit(T.self)), limit(T.self))
            case .relu: x.isNaN ? x : x > 0 ? x : 0
            case .sqrt: x.squareRoot()
            case .reciprocal: 1 / x
            case .floor: x.rounded(.down)
            case .ceil: x.rounded(.up)
            case .round: x.rounded(.toNearestOrEven)
            default: nil
            }
        }

        private static func limit<T: BinaryFloatingPoint>(_ type: T.Type) -> T {
            T(sign: .plus, exponent: T.self == Float.self ? 60 : 508, significand: 1)
        }

        static func function(_ operation: AdjUnary, _ x: Double) -> Double? {
            switch operation {
            case .rsqrt: 1 / x.squareRoot()
            case .exp: exp(x)
            case .expm1: expm1(x)
            case .log: log(x)
            case .log1p: log1p(x)
            case .sin: sin(x)
            case .cos: cos(x)
            case .tan: tan(x)
            case .tanh: tanh(x)
            case .sinh: sinh(x)
            case .cosh: cosh(x)
            case .asin: asin(x)
            case .acos: acos(x)
            case .atan: atan(x)
            case .sigmoid: 1 / (1 + exp(-x))
            case .softplus: x > 0 ? x + log1p(exp(-x)) : log1p(exp(x))
            case .erf: erf(x)
            case .erfc: erfc(x)
            case .gaussian: exp(-x * x)
            case .normalDensity: exp(-x * x / 2) / (2 * Double.pi).squareRoot()
            case .normalBelow: erfc(-x / 2.0.squareRoot()) / 2
            case .tanhSlope: 1 / (cosh(x) * cosh(x))
            case .tanhTail: 2 / (1 + exp(2 * abs(x)))
            case .sigmoidTail: 1 / (1 + exp(abs(x)))
            case .logisticDensity: exp(-abs(x)) / ((1 + exp(-abs(x))) * (1 + exp(-abs(x))))
            case .gelu: x * erfc(-x / 2.0.squareRoot()) / 2
            case .silu: x / (1 + exp(-x))
            case .softsign: x / (1 + abs(x))
            case .tanhShrink: x - tanh(x)
            default: nil
            }
        }

        static func unary<T: FixedWidthInteger & SignedInteger>(_ operation: AdjUnary, _ x: T) -> T? {
            switch operation {
            case .negate: 0 &- x
            case .abs: x < 0 ? 0 &- x : x
            case .sign: x.signum()
            case .square: x &* x
            case .relu: max(x, 0)
            default: nil
            }
        }

        static func test<T: BinaryFloatingPoint>(_ operation: AdjUnary, _ x: T) -> Bool? {
            switch operation {
            case .isNaN: x.isNaN
            case .isFinite: x.isFinite
            default: nil
            }
        }

        static func maximum<T: BinaryFloatingPoint>(_ a: T, _ b: T) -> T {
            a.isNaN || b.isNaN ? .nan : a == b ? (a.sign == .plus ? a : b) : max(a, b)
        }

        static func binary<T: BinaryFloatingPoint>(_ operation: AdjBinary, _ a: T, _ b: T) -> T? {
            switch operation {
            case .add: a + b
            case .subtract: a - b
            case .multiply: a * b
            case .divide: a / b
            case .maximum: maximum(a, b)
            case .minimum: -maximum(-a, -b)
            case .gatedMultiply: a == 0 ? 0 : a * b
            case .selectedMultiply: a == 0 || b == 0 ? 0 : a * b
            default: nil
            }
        }

        static func binary<T: FixedWidthInteger>(_ operation: AdjBinary, _ a: T, _ b: T) -> T? {
            switch operation {
            case .add: a &+ b
            case .subtract: a &- b
            case .multiply, .gatedMultiply, .selectedMultiply: a &* b
            case .maximum: max(a, b)
            case .minimum: min(a, b)
            default: nil
            }
        }

        static func logical(_ operation: AdjBinary, _ a: UInt8, _ b: UInt8) -> UInt8? {
            switch operation {
            case .logicalAnd: a & b
            case .logicalOr: a | b
            case .logicalXor: a ^ b
            default: nil
            }
        }

        static func comparison<T: Comparable>(_ operation: AdjBinary, _ a: T, _ b: T) -> Bool? {
            switch operation {
            case .equal: a == b
            case .notEqual: a != b
            case .less: a < b
            case .lessEqual: a <= b
            case .greater: a > b
            case .greaterEqual: a >= b
            default: nil
            }
        }

        // MARK: Inputs

        static func floats<T: BinaryFloatingPoint>(_ n: Int, seed: UInt64) -> [T]
        where T.RawSignificand: FixedWidthInteger {
            let special: [T] = [
                0, -0.0, 1, -1, 0.5, -0.5, 1.5, 2.5, -2.5, .infinity, -.infinity, .nan, .leastNonzeroMagnitude,
                -.leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
                1e9, -1e9,
            ]
            var sequence = TestSequence(seed)
            return (0..<n).map { _ in
                Bool.random(using: &sequence)
                    ? T.random(in: -8...8, using: &sequence) : special.randomElement(using: &sequence)!
            }
        }

        static func integers<T: FixedWidthInteger>(_ n: Int, seed: UInt64) -> [T] {
            var sequence = TestSequence(seed)
            return (0..<n).map { _ in
                switch Int.random(in: 0..<4, using: &sequence) {
                case 0: [T.min, T.max, 0, 1, T.max - 1, T.min + 1].randomElement(using: &sequence)!
                case 1: T.random(in: .min ... .max, using: &sequence)
                default: T(truncatingIfNeeded: Int.random(in: -5...5, using: &sequence))
                }
            }
        }

        static func flags(_ n: Int, seed: UInt64) -> [UInt8] {
            var sequence = TestSequence(seed)
            return (0..<n).map { _ in UInt8.random(in: 0...1, using: &sequence) }
        }

        // MARK: Checks

        /// Runs `kernel` over every size, broadcast and shift, and in place where types allow, against `reference`.
        static func check<In: BitwiseCopyable, Out: BitwiseCopyable>(
            _ kernel: adj_kernel, inputs: Int, make: (Int, UInt64) -> [In], reference: ([In]) -> Out,
            same: (Out, Out) -> Bool, _ context: @autoclosure () -> String
        ) {
            for n in sizes {
                for broadcast in 0..<(1 << inputs) {
                    let shift = n % 3
                    let arrays = (0..<inputs).map { k in
                        GuardedArray(make(broadcast >> k & 1 == 1 ? 1 : n, UInt64(n * 4 + k + 1)), shift: shift + k)
                    }
                    let out = GuardedArray(
                        Array(
                            repeating: reference(arrays.map { $0.count > 0 ? $0.values[0] : make(1, 1)[0] }), count: n),
                        shift: shift)
                    let values = arrays.map(\.values)
                    let expected = (0..<n).map { i in reference(values.map { $0.count == 1 ? $0[0] : $0[i] }) }
                    run(kernel, out.raw, arrays.map(\.raw), broadcast: UInt32(broadcast), n: n)
                    let actual = out.values
                    let wrong = (0..<n).first { !same(actual[$0], expected[$0]) }
                    if let i = wrong {
                        Issue.record(
                            "\(context()) n=\(n) broadcast=\(broadcast) element \(i): \(actual[i]) instead of \(expected[i]) of \(values.map { $0.count == 1 ? $0[0] : $0[i] })"
                        )
                        return
                    }
                    #expect(
                        out.isIntact && arrays.allSatisfy { $0.isIntact }, "\(context()) n=\(n) broadcast=\(broadcast)")
                    for k in 0..<inputs where MemoryLayout<In>.size == MemoryLayout<Out>.size && arrays[k].count == n {
                        let copies = values.map { GuardedArray($0, shift: shift) }
                        run(kernel, copies[k].raw, copies.map(\.raw), broadcast: UInt32(broadcast), n: n)
                        let inPlace = copies[k].raw.assumingMemoryBound(to: Out.self)
                        #expect(
                            (0..<n).allSatisfy { same(inPlace[$0], expected[$0]) },
                            "\(context()) in place, n=\(n) broadcast=\(broadcast) k=\(k)")
                        #expect(copies.allSatisfy { $0.isIntact })
                    }
                }
            }
        }

        // MARK: Tests

        @Test("a kernel exists exactly for the pairs of operation and type that have a meaning")
        func existence() {
            withInstructionSets { _ in
                for type in Self.allTypes {
                    for operation in Self.allUnary {
                        let expected: Bool =
                            switch type {
                            case .float32, .float64: operation != .logicalNot
                            case .int32, .int64: Self.unary(operation, Int32(1)) != nil
                            case .bool: operation == .logicalNot
                            default: false
                            }
                        #expect((adj_unary_kernel(operation, type) != nil) == expected, "\(operation) \(type)")
                    }
                    for operation in Self.allBinary {
                        let compares = Self.comparison(operation, 1, 1) != nil
                        let expected: Bool =
                            switch type {
                            case .float32, .float64: Self.logical(operation, 1, 1) == nil
                            case .int32, .int64: Self.binary(operation, Int32(1), 1) != nil || compares
                            case .bool: Self.logical(operation, 1, 1) != nil || compares
                            default: false
                            }
                        #expect((adj_binary_kernel(operation, type) != nil) == expected, "\(operation) \(type)")
                    }
                    #expect((adj_select_kernel(type) != nil) == (type != .float16 && type != .bfloat16))
                    for to in Self.allTypes { #expect(adj_cast_kernel(type, to) != nil) }
                }
            }
        }

        @Test("exact unary operations equal their scalar definitions to the bit", arguments: Self.allUnary)
        func unaryExact(_ operation: AdjUnary) {
            withInstructionSets { set in
                if Self.exactUnary(operation, 1.0) != nil {
                    Self.check(
                        adj_unary_kernel(operation, .float32)!, inputs: 1, make: Self.floats,
                        reference: { Self.exactUnary(operation, $0[0])! as Float },
                        same: same, "\(set) \(operation) float32")
                    Self.check(
                        adj_unary_kernel(operation, .float64)!, inputs: 1, make: Self.floats,
                        reference: { Self.exactUnary(operation, $0[0])! as Double },
                        same: same, "\(set) \(operation) float64")
                }
                if Self.test(operation, 1.0) != nil {
                    Self.check(
                        adj_unary_kernel(operation, .float32)!, inputs: 1, make: Self.floats,
                        reference: { (x: [Float]) in Self.test(operation, x[0])! ? UInt8(1) : 0 }, same: ==,
                        "\(set) \(operation) float32")
                    Self.check(
                        adj_unary_kernel(operation, .float64)!, inputs: 1, make: Self.floats,
                        reference: { (x: [Double]) in Self.test(operation, x[0])! ? UInt8(1) : 0 }, same: ==,
                        "\(set) \(operation) float64")
                }
                if Self.unary(operation, 1) != nil {
                    Self.check(
                        adj_unary_kernel(operation, .int32)!, inputs: 1, make: Self.integers,
                        reference: { Self.unary(operation, $0[0])! as Int32 },
                        same: ==, "\(set) \(operation) int32")
                    Self.check(
                        adj_unary_kernel(operation, .int64)!, inputs: 1, make: Self.integers,
                        reference: { Self.unary(operation, $0[0])! as Int64 },
                        same: ==, "\(set) \(operation) int64")
                }
                if operation == .logicalNot {
                    Self.check(
                        adj_unary_kernel(operation, .bool)!, inputs: 1, make: Self.flags, reference: { 1 - $0[0] },
                        same: ==, "\(set) \(operation)")
                }
            }
        }

        @Test(
            "functions give the same bits in whole vectors, in tails and alone",
            arguments: Self.allUnary.filter { Self.function($0, 0.5) != nil })
        func functions(_ operation: AdjUnary) {
            withInstructionSets { set in
                Self.checkFunction(operation, .float32, tolerance: 1e-5, as: Float.self, "\(set)")
                Self.checkFunction(operation, .float64, tolerance: 1e-13, as: Double.self, "\(set)")
            }
        }

        static func checkFunction<T: BinaryFloatingPoint & BitwiseCopyable>(
            _ operation: AdjUnary, _ type: AdjDType, tolerance: Double, as: T.Type, _ context: String
        ) where T.RawSignificand: FixedWidthInteger {
            let kernel = adj_unary_kernel(operation, type)!
            var sequence = TestSequence(7)
            let x = (0..<130).map { _ in T.random(in: 0.01...0.99, using: &sequence) }
            let alone = x.map { value in
                let input = GuardedArray([value]), out = GuardedArray([T(0)])
                run(kernel, out.raw, [input.raw], n: 1)
                return out.values[0]
            }
            for (value, y) in zip(x, alone) {
                let expected = function(operation, Double(value))!
                #expect(
                    abs(Double(y) - expected) <= tolerance * max(1, abs(expected)),
                    "\(context) \(operation) \(type) of \(value)")
            }
            // Against the lone results, which stand for a reference.
            let lone = Dictionary(zip(x, alone), uniquingKeysWith: { a, _ in a })
            check(
                kernel, inputs: 1, make: { n, seed in (0..<n).map { x[($0 + Int(seed)) % x.count] } },
                reference: { lone[$0[0]]! }, same: same,
                "\(context) \(operation) \(type)")
        }

        @Test("power gives the same bits in whole vectors, in tails and alone")
        func power() {
            withInstructionSets { set in
                func check<T: BinaryFloatingPoint & BitwiseCopyable>(_ type: AdjDType, _: T.Type, tolerance: Double) {
                    let kernel = adj_binary_kernel(.power, type)!
                    Self.check(
                        kernel, inputs: 2,
                        make: { n, seed -> [T] in (0..<n).map { i -> T in T((i * 7 + Int(seed)) % 23) / 8 + 0.25 } },
                        reference: { (x: [T]) -> T in
                            let a = GuardedArray([x[0]]), b = GuardedArray([x[1]]), out = GuardedArray([T(0)])
                            run(kernel, out.raw, [a.raw, b.raw], n: 1)
                            let expected = pow(Double(x[0]), Double(x[1]))
                            if abs(Double(out.values[0]) - expected) > tolerance * expected {
                                Issue.record("\(set) \(x): \(out.values[0])")
                            }
                            return out.values[0]
                        }, same: same, "\(set) power \(type)")
                }
                check(.float32, Float.self, tolerance: 1e-6)
                check(.float64, Double.self, tolerance: 1e-14)
            }
        }

        @Test("chains have the bits of their operations one by one, in whole blocks and in what remains")
        func chains() {
            func check<T: BinaryFloatingPoint & BitwiseCopyable>(_ type: AdjDType, as: T.Type, _ set: String)
            where T.RawSignificand: FixedWidthInteger {
                let chain = adj_find_chain(type)!
                func link(_ link: AdjLink, _ operation: UInt8 = 0, _ at: UnsafeMutableRawPointer? = nil) -> adj_link {
                    let isSingle = link == .leftOfSingle || link == .rightOfSingle
                    return adj_link(
                        code: UInt16(link.rawValue) << 8 | UInt16(operation), moves: at != nil && !isSingle,
                        at: at?.assumingMemoryBound(to: CChar.self))
                }
                let unary = Self.allUnary.filter { adj_code_is_link(adj_code_unary($0, type)) }
                let binary = Self.allBinary.filter { adj_code_is_link(adj_code_binary($0, type)) }
                #expect(unary.count >= 14 && binary.count >= 8)
                for n in Self.sizes {
                    func array(_ seed: Int, _ count: Int? = nil) -> GuardedArray<T> {
                        GuardedArray(Self.floats(count ?? n, seed: UInt64(n + seed)) as [T])
                    }
                    let (a, b, one) = (array(0), array(1), array(2, 1))
                    func expect(_ links: [adj_link], _ found: GuardedArray<T>, _ expected: [T], _ what: String) {
                        links.withUnsafeBufferPointer { chain($0.baseAddress, $0.count, n) }
                        #expect(zip(found.values, expected).allSatisfy { same($0, $1) }, "\(set) \(type) \(n): \(what)")
                    }
                    for operation in unary {
                        let kernel = adj_unary_kernel(operation, type)!
                        let (found, expected) = (array(3), array(4))
                        run(kernel, expected.raw, [a.raw], n: n)
                        expect(
                            [link(.load, 0, a.raw), link(.unary, operation.rawValue), link(.store, 0, found.raw)],
                            found, expected.values, "\(operation)")
                    }
                    for operation in binary {
                        let kernel = adj_binary_kernel(operation, type)!
                        for form in [
                            AdjLink.left, .right, .leftOfSingle, .rightOfSingle, .leftOfPushed, .rightOfPushed,
                        ] {
                            let isSingle = form == .leftOfSingle || form == .rightOfSingle
                            let isPushed = form == .leftOfPushed || form == .rightOfPushed
                            let isLeft = form == .left || form == .leftOfSingle || form == .rightOfPushed
                            let other = isSingle ? one : b
                            // In place, and then with the result, which was just stored.
                            let (found, first, expected) = (GuardedArray(a.values), array(4), array(5))
                            run(
                                kernel, first.raw, isLeft ? [a.raw, other.raw] : [other.raw, a.raw],
                                broadcast: !isSingle ? 0 : isLeft ? 2 : 1, n: n)
                            run(adj_binary_kernel(.add, type)!, expected.raw, [first.raw, first.raw], n: n)
                            let links = [
                                link(.load, 0, found.raw), isPushed ? link(.push, 0, b.raw) : link(.none),
                                link(form, operation.rawValue, isPushed ? nil : other.raw),
                                link(.store, 0, found.raw), link(.left, AdjBinary.add.rawValue, found.raw),
                                link(.store, 0, found.raw),
                            ]
                            expect(links, found, expected.values, "\(operation), \(form)")
                        }
                    }
                }
            }
            withInstructionSets { set in
                check(.float32, as: Float.self, "\(set)")
                check(.float64, as: Double.self, "\(set)")
                #expect(adj_find_chain(.int32) == nil && !adj_code_is_link(adj_code_unary(.abs, .int32)))
                #expect(!adj_code_is_link(adj_code_unary(.exp, .float32)))
                #expect(!adj_code_is_link(adj_code_binary(.less, .float32)))
                #expect(!adj_code_is_link(adj_code_select(.float32)))
                #expect(!adj_code_is_link(adj_code_cast(.float32, .float64)))
            }
        }

        @Test("binary operations equal their scalar definitions to the bit", arguments: Self.allBinary)
        func binary(_ operation: AdjBinary) {
            withInstructionSets { set in
                if Self.binary(operation, 1.0, 1.0) != nil {
                    Self.check(
                        adj_binary_kernel(operation, .float32)!, inputs: 2, make: Self.floats,
                        reference: { (x: [Float]) in Self.binary(operation, x[0], x[1])! }, same: same,
                        "\(set) \(operation) float32")
                    Self.check(
                        adj_binary_kernel(operation, .float64)!, inputs: 2, make: Self.floats,
                        reference: { (x: [Double]) in Self.binary(operation, x[0], x[1])! }, same: same,
                        "\(set) \(operation) float64")
                }
                if Self.binary(operation, Int32(1), Int32(1)) != nil {
                    Self.check(
                        adj_binary_kernel(operation, .int32)!, inputs: 2, make: Self.integers,
                        reference: { (x: [Int32]) in Self.binary(operation, x[0], x[1])! }, same: ==,
                        "\(set) \(operation) int32")
                    Self.check(
                        adj_binary_kernel(operation, .int64)!, inputs: 2, make: Self.integers,
                        reference: { (x: [Int64]) in Self.binary(operation, x[0], x[1])! }, same: ==,
                        "\(set) \(operation) int64")
                }
                if Self.logical(operation, 1, 1) != nil {
                    Self.check(
                        adj_binary_kernel(operation, .bool)!, inputs: 2, make: Self.flags,
                        reference: { Self.logical(operation, $0[0], $0[1])! }, same: ==, "\(set) \(operation)")
                }
                if Self.comparison(operation, 1, 1) != nil {
                    func check<T: Comparable & BitwiseCopyable>(_ type: AdjDType, _ make: (Int, UInt64) -> [T]) {
                        Self.check(
                            adj_binary_kernel(operation, type)!, inputs: 2, make: make,
                            reference: { Self.comparison(operation, $0[0], $0[1])! ? UInt8(1) : 0 }, same: ==,
                            "\(set) \(operation) \(type)")
                    }
                    check(.float32, Self.floats as (Int, UInt64) -> [Float])
                    check(.float64, Self.floats as (Int, UInt64) -> [Double])
                    check(.int32, Self.integers as (Int, UInt64) -> [Int32])
                    check(.int64, Self.integers as (Int, UInt64) -> [Int64])
                    check(.bool, Self.flags)
                }
            }
        }

        @Test("select takes from the first where the condition holds and from the second elsewhere")
        func select() {
            withInstructionSets { set in
                func check<T: BitwiseCopyable & Equatable>(_ type: AdjDType, _ make: (Int, UInt64) -> [T]) {
                    for n in Self.sizes {
                        for broadcast in 0..<8 {
                            let condition = GuardedArray(
                                Self.flags(broadcast & 1 == 1 ? 1 : n, seed: UInt64(n + 1)), shift: 3)
                            let a = GuardedArray(make(broadcast & 2 == 2 ? 1 : n, 2), shift: 1)
                            let b = GuardedArray(make(broadcast & 4 == 4 ? 1 : n, 3))
                            let out = GuardedArray(make(n, 4), shift: 1)
                            let values = (condition.values, a.values, b.values)
                            let expected = (0..<n).map { i in
                                values.0[broadcast & 1 == 1 ? 0 : i] != 0
                                    ? values.1[broadcast & 2 == 2 ? 0 : i] : values.2[broadcast & 4 == 4 ? 0 : i]
                            }
                            run(
                                adj_select_kernel(type), out.raw, [condition.raw, a.raw, b.raw],
                                broadcast: UInt32(broadcast), n: n)
                            #expect(out.values == expected, "\(set) \(type) n=\(n) broadcast=\(broadcast)")
                            #expect(out.isIntact)
                            if broadcast & 4 == 0 {
                                run(
                                    adj_select_kernel(type), b.raw, [condition.raw, a.raw, b.raw],
                                    broadcast: UInt32(broadcast), n: n)
                                #expect(
                                    b.values == expected && b.isIntact,
                                    "\(set) \(type) in place, n=\(n) broadcast=\(broadcast)")
                            }
                        }
                    }
                }
                check(.float32) { n, seed in Self.integers(n, seed: seed) as [Int32] }
                check(.float64) { n, seed in Self.integers(n, seed: seed) as [Int64] }
                check(.int32) { n, seed in Self.integers(n, seed: seed) as [Int32] }
                check(.int64) { n, seed in Self.integers(n, seed: seed) as [Int64] }
                check(.bool, Self.flags)
            }
        }
    }
}
