import AdjointKernels
import Foundation
import Testing

#if arch(x86_64) && !os(Windows) && !os(Android)
    /// What float64 kernels are compared with: eleven bits more.
    typealias WideReference = Float80
    private let float64Bound = 2.0
#else
    /// No wider type here: the reference itself may be off by an ulp.
    typealias WideReference = Double
    private let float64Bound = 3.0
#endif

extension KernelTests {
    @Suite struct VectorMath {
        // MARK: The functions

        struct Function: CustomTestStringConvertible, Sendable {
            let name: String
            let operation: AdjUnary
            let double: @Sendable (Double) -> Double
            let wide: @Sendable (WideReference) -> WideReference
            /// Where samples are dense, and outside of which the function is NaN.
            let dense: ClosedRange<Double>
            var domain = -Double.infinity...Double.infinity
            /// Where the formula changes: samples lie close on both sides.
            var switches: [Double] = []
            /// How many ulp more than 2 it may be off; the reference's own error, and that of a product with a factor,
            /// in what is subnormal.
            var excess = 0.0
            var testDescription: String { name }
        }

        static let functions: [Function] = [
            Function(
                name: "exp", operation: .exp, double: { exp($0) }, wide: { exp($0) }, dense: -110...90,
                switches: [0.34657359, 88.7228, 103.97, 709.7827128933841, 745.1332191019412, 708.3964185322641]),
            Function(
                name: "expm1", operation: .expm1, double: { expm1($0) }, wide: { expm1($0) }, dense: -20...90,
                switches: [0x1p-54, 0x1p-25, 0.34657359, 1.03972077, 709.7827128933841]),
            Function(
                name: "log", operation: .log, double: { log($0) }, wide: { log($0) }, dense: 0...3,
                domain: 0...Double.infinity, switches: [0.7071067811865476, 1, 1.4142135623730951, 0x1p-126, 0x1p-1022]),
            Function(
                name: "log1p", operation: .log1p, double: { log1p($0) }, wide: { log1p($0) }, dense: -0.999...3,
                domain: (-1)...Double.infinity, switches: [0x1p-54, 0x1p-25, 0.2928932188, 0.41421356237, 0x1p100]),
            Function(
                name: "sin", operation: .sin, double: { sin($0) }, wide: { sin($0) }, dense: -30...30,
                switches: halfTurns + [0x1p15, 0x1p20]),
            Function(
                name: "cos", operation: .cos, double: { cos($0) }, wide: { cos($0) }, dense: -30...30,
                switches: halfTurns + [0x1p15, 0x1p20]),
            Function(
                name: "tan", operation: .tan, double: { tan($0) }, wide: { tan($0) }, dense: -30...30,
                switches: halfTurns + [0.7853981633974483, 0x1p20]),
            Function(
                name: "tanh", operation: .tanh, double: { tanh($0) }, wide: { tanh($0) }, dense: -20...20,
                switches: [0.55, 9.01, 19.06]),
            Function(
                name: "sinh", operation: .sinh, double: { sinh($0) }, wide: { sinh($0) }, dense: -90...90,
                switches: [0x1p-28, 0x1p-13, 0.34657359, 89.4159, 710.4758600739439]),
            Function(
                name: "cosh", operation: .cosh, double: { cosh($0) }, wide: { cosh($0) }, dense: -90...90,
                switches: [0.34657359, 89.4159, 710.4758600739439]),
            Function(
                name: "asin", operation: .asin, double: { asin($0) }, wide: { asin($0) }, dense: -1...1,
                domain: -1...1, switches: [0.5, 1]),
            Function(
                name: "acos", operation: .acos, double: { acos($0) }, wide: { acos($0) }, dense: -1...1,
                domain: -1...1, switches: [0.5, 1]),
            Function(
                name: "atan", operation: .atan, double: { atan($0) }, wide: { atan($0) }, dense: -5...5,
                switches: [0.5, 2]),
            Function(
                name: "sigmoid", operation: .sigmoid, double: sigmoid, wide: sigmoid, dense: -110...40,
                switches: [0.34657359, 103.97, 745.1332191019412]),
            Function(
                name: "softplus", operation: .softplus, double: softplus, wide: softplus, dense: -110...40,
                switches: [0.881373587, 103.97, 745.1332191019412]),
            Function(
                name: "erf", operation: .erf, double: { erf($0) }, wide: { erf($0) }, dense: -6...6,
                switches: [1, 3.9, 5.95]),
            Function(
                name: "erfc", operation: .erfc, double: { erfc($0) }, wide: { erfc($0) }, dense: -6...28,
                switches: [0.5, 10.05, 26.5], excess: 1),
            Function(
                name: "gaussian", operation: .gaussian, double: gaussian, wide: gaussian, dense: -11...11,
                switches: [10.3, 27.2]),
            Function(
                name: "normal density", operation: .normalDensity,
                double: { gaussian($0 * 0.5.squareRoot()) / (2 * Double.pi).squareRoot() }, wide: density,
                dense: -15...15,
                switches: [14.3, 38.5]),
            Function(
                name: "normal distribution", operation: .normalBelow, double: { erfc(-$0 / 2.0.squareRoot()) / 2 },
                wide: below, dense: -15...10, switches: [0.75, 14.1, 38.4], excess: 1),
            Function(
                name: "logistic density", operation: .logisticDensity, double: logistic, wide: logistic,
                dense: -110...110,
                switches: [2, 103.97, 745.1332191019412], excess: 2),
            Function(
                name: "tanh's slope", operation: .tanhSlope, double: { 4 * logistic(2 * $0) },
                wide: { 4 * logistic(2 * $0) },
                dense: -50...50, switches: [1, 51.98, 372.566], excess: 2),
            Function(
                name: "sigmoid's tail", operation: .sigmoidTail, double: { 1 / (1 + exp(abs($0))) },
                wide: { 1 / (1 + exp(abs($0))) }, dense: -110...110, switches: [103.97, 745.1332191019412]),
            Function(
                name: "tanh's tail", operation: .tanhTail, double: { 2 / (1 + exp(2 * abs($0))) },
                wide: { 2 / (1 + exp(2 * abs($0))) }, dense: -55...55, switches: [51.98, 372.566]),
            Function(
                name: "softsign", operation: .softsign, double: { $0 / (1 + abs($0)) }, wide: { $0 / (1 + abs($0)) },
                dense: -5...5),
            Function(
                name: "rsqrt", operation: .rsqrt, double: { 1 / $0.squareRoot() }, wide: { 1 / $0.squareRoot() },
                dense: 0...4, domain: 0...Double.infinity),
        ]
        static let halfTurns = (1...60).map { Double($0) * Double.pi / 2 } + [1e5, 1e10, 1e15].map { $0 * Double.pi }

        @Sendable static func sigmoid(_ x: Double) -> Double { x < 0 ? exp(x) / (1 + exp(x)) : 1 / (1 + exp(-x)) }
        @Sendable static func softplus(_ x: Double) -> Double { max(x, 0) + log1p(exp(-abs(x))) }
        /// e^-x², with what the rounding of the square loses.
        @Sendable static func gaussian<T: BinaryFloatingPoint>(_ x: T, _ exp: (T) -> T) -> T {
            let square = x * x
            return exp(-square) * (1 - (-square).addingProduct(x, x))
        }
        @Sendable static func gaussian(_ x: Double) -> Double { abs(x) > 40 ? 0 : gaussian(x) { exp($0) } }
        @Sendable static func logistic(_ x: Double) -> Double {
            exp(-abs(x)) / ((1 + exp(-abs(x))) * (1 + exp(-abs(x))))
        }
        @Sendable static func density(_ x: WideReference) -> WideReference {
            let square = x * x
            if square > 3000 { return 0 }
            return exp(-square / 2) * (1 - (-square).addingProduct(x, x) / 2) / (2 * WideReference.pi).squareRoot()
        }
        /// ½ erfc(-x/√2), with what the rounding of the argument loses put right by the slope.
        @Sendable static func below(_ x: WideReference) -> WideReference {
            if x.isInfinite || abs(x) > 60 { return x > 0 ? 1 : 0 }
            let root = WideReference(0.5).squareRoot(), z = x * root
            let lost = (-z).addingProduct(x, root) + x * ((WideReference(0.5)).addingProduct(-root, root) / (2 * root))
            return erfc(-z) / 2 + exp(-z * z) * lost / WideReference.pi.squareRoot()
        }
        #if arch(x86_64) && !os(Windows) && !os(Android)
            @Sendable static func gaussian(_ x: Float80) -> Float80 { abs(x) > 40 ? 0 : gaussian(x) { exp($0) } }
            @Sendable static func logistic(_ x: Float80) -> Float80 {
                exp(-abs(x)) / ((1 + exp(-abs(x))) * (1 + exp(-abs(x))))
            }
            @Sendable static func sigmoid(_ x: Float80) -> Float80 { x < 0 ? exp(x) / (1 + exp(x)) : 1 / (1 + exp(-x)) }
            @Sendable static func softplus(_ x: Float80) -> Float80 { max(x, 0) + log1p(exp(-abs(x))) }
        #endif

        // MARK: Samples and errors

        /// Dense, tiny, of any exponent, and around the places where the formula changes.
        static func samples<T: BinaryFloatingPoint & Sendable>(_ f: Function, as type: T.Type) -> [T] {
            var sequence = TestSequence(UInt64(f.operation.rawValue) + 1)
            func uniform() -> Double { Double.random(in: 0..<1, using: &sequence) }
            func sign() -> Double { f.domain.lowerBound >= 0 || Bool.random(using: &sequence) ? 1 : -1 }
            let width = f.dense.upperBound - f.dense.lowerBound
            var values = (0..<4000).map { _ in T(f.dense.lowerBound + width * uniform()) }
            values += (0..<1500).map { _ in T(sign() * 2 * uniform()) }
            values += (0..<200).map { _ in T(sign() * exp2(-60 * uniform())) }
            let exponents = Double(T.leastNonzeroMagnitude.exponent)...Double(T.greatestFiniteMagnitude.exponent)
            values += (0..<2500).map { _ in
                T(
                    sign: sign() < 0 ? .minus : .plus,
                    exponent: T.Exponent(Double.random(in: exponents, using: &sequence)), significand: T(1 + uniform()))
            }
            values += [
                .leastNonzeroMagnitude, .leastNormalMagnitude, T.leastNormalMagnitude.nextDown,
                .greatestFiniteMagnitude,
            ].flatMap { [$0, -$0] }
            for centre in f.switches {
                for start in [T(centre), T(-centre)] {
                    var up = start, down = start
                    for _ in 0..<12 {
                        values += [up, down]
                        (up, down) = (up.nextUp, down.nextDown)
                    }
                }
            }
            return values.filter {
                $0.isFinite && Double($0) >= f.domain.lowerBound && Double($0) <= f.domain.upperBound
            }
        }

        /// |computed - exact| / ulp(exact rounded to T), with infinity standing for the first power of two beyond the type.
        static func ulps<T: BinaryFloatingPoint, Wide: BinaryFloatingPoint>(_ computed: T, _ exact: Wide) -> Double {
            let rounded = T(exact)
            if exact.isNaN || exact.isInfinite || exact == 0 || computed.isNaN
                || (computed.isInfinite && rounded.isInfinite)
            {
                return same(computed, rounded) ? 0 : .infinity
            }
            func wide(_ x: T) -> Wide {
                if x.isFinite { return Wide(x) }
                return Wide(
                    sign: x.sign, exponent: Wide.Exponent(T.greatestFiniteMagnitude.exponent) + 1, significand: 1)
            }
            let ulp = rounded.isFinite ? rounded.ulp : T.greatestFiniteMagnitude.ulp
            return Double(abs(wide(computed) - (rounded.isFinite ? exact : wide(rounded))) / Wide(ulp))
        }

        static func compute<T: BinaryFloatingPoint & BitwiseCopyable>(_ kernel: adj_kernel, _ inputs: [T]...) -> [T] {
            let arrays = inputs.map { GuardedArray($0) }
            let out = GuardedArray(inputs[0])
            run(kernel, out.raw, arrays.map(\.raw), n: out.count)
            return out.values
        }

        static func check<T: BinaryFloatingPoint & BitwiseCopyable & Sendable, Wide: BinaryFloatingPoint>(
            _ f: Function, _ dtype: AdjDType, _ type: T.Type, bound: Double, _ reference: (Wide) -> Wide
        ) throws {
            let x = samples(f, as: T.self), exact = x.map { reference(Wide($0)) }
            try withInstructionSets { set in
                let computed = compute(try #require(adj_unary_kernel(f.operation, dtype)), x)
                for i in x.indices {
                    let error = ulps(computed[i], exact[i])
                    if error > bound {
                        Issue.record(
                            "\(set): \(f.name)(\(x[i])) as \(T.self) is \(computed[i]), expected \(T(exact[i])): \(error) ulp"
                        )
                        return
                    }
                }
            }
        }

        // MARK: Accuracy

        @Test("elementary functions of float32 are within 2 ulp", arguments: functions)
        func accuracyOfFloat32(_ f: Function) throws {
            try Self.check(f, .float32, Float.self, bound: 2 + f.excess, f.double)
        }

        @Test("elementary functions of float64 are within 2 ulp", arguments: functions)
        func accuracyOfFloat64(_ f: Function) throws {
            try Self.check(f, .float64, Double.self, bound: float64Bound + f.excess, f.wide)
        }

        static func powerSamples<T: BinaryFloatingPoint & Sendable>(_ type: T.Type) -> (x: [T], y: [T]) {
            var sequence = TestSequence(99)
            var x: [T] = [], y: [T] = []
            let limit = log(Double(T.greatestFiniteMagnitude))
            for i in 0..<8000 {
                var base = Double.random(in: 0..<10, using: &sequence)
                if i % 4 == 0 { base = 1 + exp2(Double.random(in: -40 ... -1, using: &sequence)) }
                if i % 4 == 1 { base = exp(Double.random(in: -limit...limit, using: &sequence)) }
                // Exponents that reach overflow and the subnormal numbers, and whole ones.
                var power = Double.random(in: -1.1...1.1, using: &sequence) * limit / log(base)
                if i % 8 >= 5 { power = Double(Int.random(in: -9...9, using: &sequence)) }
                if i % 16 == 15 { base = -base }
                x.append(T(base))
                y.append(T(power))
            }
            return (x, y)
        }

        static func checkPower<T: BinaryFloatingPoint & BitwiseCopyable & Sendable, Wide: BinaryFloatingPoint>(
            _ dtype: AdjDType, _ type: T.Type, bound: Double, _ reference: (Wide, Wide) -> Wide
        ) throws {
            let (x, y) = powerSamples(T.self)
            let exact = zip(x, y).map { reference(Wide($0), Wide($1)) }
            try withInstructionSets { set in
                let computed = compute(try #require(adj_binary_kernel(.power, dtype)), x, y)
                for i in x.indices {
                    let error = ulps(computed[i], exact[i])
                    if error > bound {
                        Issue.record(
                            "\(set): pow(\(x[i]), \(y[i])) as \(T.self) is \(computed[i]), expected \(T(exact[i])): \(error) ulp"
                        )
                        return
                    }
                }
            }
        }

        @Test("powers are within 2 ulp")
        func accuracyOfPower() throws {
            try Self.checkPower(.float32, Float.self, bound: 2) { (x: Double, y: Double) in pow(x, y) }
            try Self.checkPower(.float64, Double.self, bound: float64Bound) { (x: WideReference, y: WideReference) in
                pow(x, y)
            }
        }

        // MARK: Exact results

        static func roundingSamples<T: BinaryFloatingPoint & Sendable>(_ type: T.Type) -> [T] {
            var sequence = TestSequence(7)
            let limit = T(sign: .plus, exponent: T.Exponent(T.significandBitCount), significand: 1)
            let halves = (-20...20).map { T($0) / 2 }
            let near = (halves + [limit, limit / 2, limit * 2]).flatMap { [$0, $0.nextUp, $0.nextDown, -$0] }
            let special: [T] = [
                -0.0, .infinity, -.infinity, .nan, .leastNonzeroMagnitude, -.leastNonzeroMagnitude,
                .greatestFiniteMagnitude,
            ]
            return near + special
                + (0..<2000).map { _ in
                    T(Double.random(in: -1...1, using: &sequence)) * limit
                        / T(1 << Int.random(in: 0..<20, using: &sequence))
                }
        }

        static func checkExact<T: BinaryFloatingPoint & BitwiseCopyable & Sendable>(_ dtype: AdjDType, _ type: T.Type)
            throws
        {
            let cases: [(AdjUnary, (T) -> T)] = [
                (.floor, { $0.rounded(.down) }), (.ceil, { $0.rounded(.up) }),
                (.round, { $0.rounded(.toNearestOrEven) }),
                (.abs, { $0.magnitude }), (.sqrt, { $0.squareRoot() }),
            ]
            let x = roundingSamples(T.self)
            try withInstructionSets { set in
                for (operation, exact) in cases {
                    let computed = compute(try #require(adj_unary_kernel(operation, dtype)), x)
                    for i in x.indices where !same(computed[i], exact(x[i])) {
                        Issue.record(
                            "\(set): \(operation)(\(x[i])) as \(T.self) is \(computed[i]), expected \(exact(x[i]))")
                        return
                    }
                }
            }
        }

        @Test("floor, ceil, round, abs and sqrt are exact, signs of zero included")
        func exactFunctions() throws {
            try Self.checkExact(.float32, Float.self)
            try Self.checkExact(.float64, Double.self)
        }

        // MARK: Special values

        static func checkSpecial<T: BinaryFloatingPoint & BitwiseCopyable & Sendable>(_ dtype: AdjDType, _ type: T.Type)
            throws
        {
            let inf = T.infinity, nan = T.nan, tiny = T.leastNonzeroMagnitude, huge = T.greatestFiniteMagnitude
            let quarter = T(Double.pi / 2), half = T(Double.pi)
            let cases: [(AdjUnary, [(T, T)])] = [
                (
                    .exp,
                    [
                        (0, 1), (-0.0, 1), (tiny, 1), (-tiny, 1), (inf, inf), (-inf, 0), (huge, inf), (-huge, 0),
                        (nan, nan),
                    ]
                ),
                (
                    .expm1,
                    [
                        (0, 0), (-0.0, -0.0), (tiny, tiny), (-tiny, -tiny), (inf, inf), (-inf, -1), (huge, inf),
                        (-huge, -1), (nan, nan),
                    ]
                ),
                (
                    .log,
                    [(0, -inf), (-0.0, -inf), (1, 0), (inf, inf), (-inf, nan), (-1, nan), (-tiny, nan), (nan, nan)]
                ),
                (
                    .log1p,
                    [
                        (0, 0), (-0.0, -0.0), (tiny, tiny), (-tiny, -tiny), (-1, -inf), (T(-1).nextDown, nan),
                        (-inf, nan), (inf, inf), (nan, nan),
                    ]
                ),
                (.sin, [(0, 0), (-0.0, -0.0), (tiny, tiny), (-tiny, -tiny), (inf, nan), (-inf, nan), (nan, nan)]),
                (.cos, [(0, 1), (-0.0, 1), (tiny, 1), (-tiny, 1), (inf, nan), (-inf, nan), (nan, nan)]),
                (.tan, [(0, 0), (-0.0, -0.0), (tiny, tiny), (-tiny, -tiny), (inf, nan), (-inf, nan), (nan, nan)]),
                (
                    .tanh,
                    [
                        (0, 0), (-0.0, -0.0), (tiny, tiny), (-tiny, -tiny), (inf, 1), (-inf, -1), (huge, 1),
                        (-huge, -1), (nan, nan),
                    ]
                ),
                (
                    .sinh,
                    [
                        (0, 0), (-0.0, -0.0), (tiny, tiny), (-tiny, -tiny), (inf, inf), (-inf, -inf), (huge, inf),
                        (-huge, -inf), (nan, nan),
                    ]
                ),
                (
                    .cosh,
                    [(0, 1), (-0.0, 1), (tiny, 1), (inf, inf), (-inf, inf), (huge, inf), (-huge, inf), (nan, nan)]
                ),
                (
                    .asin,
                    [
                        (0, 0), (-0.0, -0.0), (tiny, tiny), (-tiny, -tiny), (1, quarter), (-1, -quarter),
                        (T(1).nextUp, nan), (-2, nan), (inf, nan), (nan, nan),
                    ]
                ),
                (
                    .acos,
                    [
                        (0, quarter), (-0.0, quarter), (1, 0), (-1, half), (T(1).nextUp, nan), (-2, nan), (-inf, nan),
                        (nan, nan),
                    ]
                ),
                (
                    .atan,
                    [
                        (0, 0), (-0.0, -0.0), (tiny, tiny), (-tiny, -tiny), (inf, quarter), (-inf, -quarter),
                        (huge, quarter), (nan, nan),
                    ]
                ),
                (
                    .sigmoid,
                    [
                        (0, 0.5), (-0.0, 0.5), (tiny, 0.5), (-tiny, 0.5), (inf, 1), (-inf, 0), (huge, 1), (-huge, 0),
                        (nan, nan),
                    ]
                ),
                (.softplus, [(inf, inf), (-inf, 0), (huge, huge), (-huge, 0), (nan, nan)]),
                (.erf, [(0, 0), (-0.0, -0.0), (inf, 1), (-inf, -1), (huge, 1), (-huge, -1), (nan, nan)]),
                (.erfc, [(0, 1), (-0.0, 1), (inf, 0), (-inf, 2), (huge, 0), (-huge, 2), (nan, nan)]),
                (.gaussian, [(0, 1), (inf, 0), (-inf, 0), (huge, 0), (-huge, 0), (tiny, 1), (nan, nan)]),
                (.normalDensity, [(inf, 0), (-inf, 0), (huge, 0), (-huge, 0), (nan, nan)]),
                (.normalBelow, [(0, 0.5), (inf, 1), (-inf, 0), (huge, 1), (-huge, 0), (nan, nan)]),
                (.logisticDensity, [(0, 0.25), (inf, 0), (-inf, 0), (huge, 0), (-huge, 0), (nan, nan)]),
                (.sigmoidTail, [(0, 0.5), (inf, 0), (-inf, 0), (huge, 0), (-huge, 0), (nan, nan)]),
                (.tanhTail, [(0, 1), (inf, 0), (-inf, 0), (huge, 0), (-huge, 0), (nan, nan)]),
                (.tanhSlope, [(0, 1), (inf, 0), (-inf, 0), (huge, 0), (-huge, 0), (nan, nan)]),
                (.gelu, [(0, 0), (-0.0, -0.0), (inf, inf), (-inf, 0), (huge, huge), (-huge, 0), (nan, nan)]),
                (.silu, [(0, 0), (-0.0, -0.0), (inf, inf), (-inf, 0), (huge, huge), (-huge, 0), (nan, nan)]),
                (.softsign, [(0, 0), (-0.0, -0.0), (inf, 1), (-inf, -1), (huge, 1), (-huge, -1), (nan, nan)]),
                (.tanhShrink, [(0, 0), (-0.0, -0.0), (inf, inf), (-inf, -inf), (huge, huge), (nan, nan)]),
                (.rsqrt, [(0, inf), (-0.0, -inf), (1, 1), (4, 0.5), (inf, 0), (-1, nan), (-inf, nan), (nan, nan)]),
                (.sqrt, [(0, 0), (-0.0, -0.0), (4, 2), (inf, inf), (-1, nan), (-inf, nan), (nan, nan)]),
            ]
            try withInstructionSets { set in
                for (operation, pairs) in cases {
                    let computed = compute(try #require(adj_unary_kernel(operation, dtype)), pairs.map(\.0))
                    for ((x, expected), y) in zip(pairs, computed) where !same(y, expected) {
                        Issue.record("\(set): \(operation)(\(x)) as \(T.self) is \(y), expected \(expected)")
                    }
                }
            }
        }

        @Test("zeros keep their sign; infinities, NaN and subnormal arguments give what the limit says")
        func specialValues() throws {
            try Self.checkSpecial(.float32, Float.self)
            try Self.checkSpecial(.float64, Double.self)
        }

        static func checkSpecialPower<T: BinaryFloatingPoint & BitwiseCopyable & Sendable>(
            _ dtype: AdjDType, _ type: T.Type, _ reference: (T, T) -> T
        ) throws {
            let whole = T(sign: .plus, exponent: T.Exponent(T.significandBitCount), significand: 1)
            let magnitudes: [T] = [
                0, 1, 2, 3, 0.5, 1.5, 2.5, 7, T(1).nextDown, T(1).nextUp, .leastNonzeroMagnitude,
                .leastNormalMagnitude,
                .greatestFiniteMagnitude, whole,
                whole + 1, whole / 2 + 0.5, whole * 2 - 1, whole * 2, .infinity,
            ]
            let values = magnitudes + magnitudes.map { -$0 } + [.nan]
            let x = values.flatMap { Array(repeating: $0, count: values.count) }
            let y = values.flatMap { _ in values }
            try withInstructionSets { set in
                let computed = compute(try #require(adj_binary_kernel(.power, dtype)), x, y)
                for i in x.indices {
                    let expected = reference(x[i], y[i])
                    let isExact = !expected.isFinite || expected == 0 || y[i] == 0 || abs(x[i]) == 1
                    let good = isExact ? same(computed[i], expected) : abs(computed[i] - expected) <= 2 * expected.ulp
                    if !good {
                        Issue.record(
                            "\(set): pow(\(x[i]), \(y[i])) as \(T.self) is \(computed[i]), expected \(expected)")
                    }
                }
            }
        }

        @Test("every special case of IEEE pow")
        func specialPowers() throws {
            try Self.checkSpecialPower(.float32, Float.self) { powf($0, $1) }
            try Self.checkSpecialPower(.float64, Double.self) { pow($0, $1) }
        }

        // MARK: Lanes

        static func checkLanes<T: BinaryFloatingPoint & BitwiseCopyable & Sendable>(_ dtype: AdjDType, _ type: T.Type)
            throws
        {
            let ordinary: [T] = (0..<40).map { 0.1 + T($0) / 16 }
            // Among them, arguments that take the rare paths.
            let mixed = ordinary.enumerated().map { i, x in
                [x, 1e30, x, .leastNonzeroMagnitude, x, .infinity, x, -3e9, x, x, 0][i % 11]
            }
            try withInstructionSets { set in
                for f in functions {
                    let kernel = try #require(adj_unary_kernel(f.operation, dtype))
                    let alone = mixed.map { compute(kernel, [$0])[0] }
                    for count in [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 40] {
                        let x = GuardedArray(Array(mixed[..<count]), shift: 1), out = GuardedArray(x.values, shift: 1)
                        run(kernel, out.raw, [x.raw], n: count)
                        #expect(
                            zip(out.values, alone).allSatisfy { same($0, $1) } && out.isIntact,
                            "\(set): \(f.name) of \(count) elements")
                    }
                }
            }
        }

        @Test("an element's result does not depend on its neighbours, its place or the length")
        func lanes() throws {
            try Self.checkLanes(.float32, Float.self)
            try Self.checkLanes(.float64, Double.self)
        }
    }
}
