import AdjointKernels
import Foundation
import Testing

extension KernelTests {
    @Suite struct Casts {
        // MARK: A reference

        /// A number of any of the types. A double holds all of them but the long integers.
        enum Value {
            case real(Double)
            case integer(Int64)
        }

        /// A floating-point format, by its digits and its least normal exponent.
        struct Format {
            let digits: Int, minimumExponent: Int, greatest: Double

            static let float32 = Format(
                digits: 24, minimumExponent: -126, greatest: Double(Float.greatestFiniteMagnitude))
            static let float16 = Format(digits: 11, minimumExponent: -14, greatest: 65504)
            static let bfloat16 = Format(digits: 8, minimumExponent: -126, greatest: 0x1.FEp127)

            /// `value` rounded to nearest, ties to even.
            func round(_ value: Value) -> Double {
                switch value {
                case .real(let x):
                    guard x.isFinite, x != 0 else { return x }
                    let unit = scalbn(1.0, max(Int(x.exponent), minimumExponent) - digits + 1)
                    let rounded = (x / unit).rounded(.toNearestOrEven) * unit
                    return rounded.magnitude > greatest ? (x < 0 ? -.infinity : .infinity) : rounded
                case .integer(let x):
                    let magnitude = x.magnitude
                    let drop = max(0, 64 - magnitude.leadingZeroBitCount - digits)
                    let kept = magnitude >> drop, rest = magnitude - kept << drop,
                        half = drop > 0 ? UInt64(1) << (drop - 1) : 1
                    let rounded = scalbn(Double(kept + (rest > half || rest == half && kept & 1 == 1 ? 1 : 0)), drop)
                    let signed = x < 0 ? -rounded : rounded
                    return rounded > greatest ? (x < 0 ? -.infinity : .infinity) : signed
                }
            }
        }

        static func decode(_ bits: UInt16, digits: Int, exponentBits: Int) -> Double {
            let fraction = Double(bits & (1 << (digits - 1) - 1)), bias = 1 << (exponentBits - 1) - 1
            let exponent = Int(bits >> (digits - 1)) & (1 << exponentBits - 1)
            let magnitude: Double =
                if exponent == 1 << exponentBits - 1 {
                    fraction == 0 ? .infinity : .nan
                } else {
                    scalbn(
                        fraction + (exponent > 0 ? Double(1 << (digits - 1)) : 0), max(exponent, 1) - bias - digits + 1)
                }
            return bits >> 15 == 1 ? -magnitude : magnitude
        }

        static func saturated<T: FixedWidthInteger>(_ x: Double) -> T {
            x.isNaN ? 0 : T(exactly: x.rounded(.towardZero)) ?? (x < 0 ? .min : .max)
        }

        // MARK: Inputs: bytes of elements of each type, and their values

        static func inputs(_ type: AdjDType) -> (bytes: [UInt8], values: [Value]) {
            var sequence = TestSequence(UInt64(type.rawValue) + 11)
            func bytes<T>(_ x: [T]) -> [UInt8] { x.withUnsafeBytes { Array($0) } }
            func scaled(_ range: ClosedRange<Int>) -> Double {
                scalbn(Double.random(in: -2...2, using: &sequence), Int.random(in: range, using: &sequence))
            }
            let special: [Double] = [
                0, -0.0, 1, -1, 0.5, -0.5, 1.5, 2.9, -2.9, .infinity, -.infinity, .nan, 65504, 65519.99, 65520, 65536,
                -70000, 1e-8,
                0x1p-24, 0x1p-25, 0x1.8p-25, 0x1.000001p-25, -0x1p-25, 0x1.FFCp-15, 0x1.FFEp-15, 0x1.FFFp-15, 0x1p-14,
                2049, 2050, 2051, 257, 259,
                0x1p31, -0x1p31, 0x1p31 - 1, -0x1p31 - 1, 0x1p63, -0x1p63, 0x1p62, 0x1.FFFFFFp127, 0x1.FEp127,
                0x1.FFp127, 0x1p-126, 0x1p-133, 0x1p-134,
                0x1.8p-134, 0x1p-149, 0x1.fcp-127, 1 + 0x1p-11, 1 + 0x1p-11 + 0x1p-40, 1 + 0x1p-8, 1 + 0x1p-8 + 0x1p-50,
                1e300, .leastNonzeroMagnitude,
            ]
            switch type {
            case .float32:
                let x =
                    special.map(Float.init) + (0..<150).map { _ in Float(scaled(-30...40)) }
                    + (0..<50).map { _ in Float(scaled(-140 ... -120)) }
                return (bytes(x), x.map { .real(Double($0)) })
            case .float64:
                let x = special + (0..<150).map { _ in scaled(-30...70) } + (0..<50).map { _ in scaled(-140 ... -120) }
                return (bytes(x), x.map { .real($0) })
            case .int32:
                let x =
                    [0, 1, -1, 2049, 2051, 65519, 65520, -65520, 257, 259, Int32.max, .min, 16_777_217, 16_777_219]
                    + (0..<150).map { _ in
                        Int32.random(in: .min ... .max, using: &sequence) >> Int32.random(in: 0...31, using: &sequence)
                    }
                return (bytes(x), x.map { .integer(Int64($0)) })
            case .int64:
                let ties: [Int64] = [
                    (1 << 54) + (1 << 46), (1 << 54) + (1 << 46) + 1, -(1 << 54) - (1 << 46) - 1, (1 << 60) + (3 << 52),
                    (1 << 60) + (3 << 52) - 1, (1 << 24) + 1, (1 << 53) + 1, (1 << 60) + (1 << 36),
                    (1 << 60) + (1 << 36) + 1,
                ]
                let x =
                    ties + [0, 1, -1, Int64.max, .min, 65520, 257]
                    + (0..<150).map { _ in
                        Int64.random(in: .min ... .max, using: &sequence) >> Int64.random(in: 0...63, using: &sequence)
                    }
                return (bytes(x), x.map { .integer($0) })
            case .bool:
                let x = (0..<100).map { UInt8($0 * 7 / 3 % 2) }
                return (x, x.map { .integer(Int64($0)) })
            case .float16, .bfloat16:
                let x = (0..<4096).map { UInt16($0 * 16 + $0 % 16) }
                return (
                    bytes(x),
                    x.map {
                        .real(
                            type == .float16
                                ? decode($0, digits: 11, exponentBits: 5) : decode($0, digits: 8, exponentBits: 8))
                    }
                )
            }
        }

        static let sizes: [AdjDType: Int] = [
            .float32: 4, .float64: 8, .int32: 4, .int64: 8, .bool: 1, .float16: 2, .bfloat16: 2,
        ]

        /// Whether the element that lies at `out` is `value` converted to `type`.
        static func holds(_ out: UnsafeRawPointer, _ type: AdjDType, _ value: Value) -> Bool {
            let real: Double =
                switch value {
                case .real(let x): x
                case .integer(let x): Double(x)
                }
            switch (type, value) {
            case (.float32, _): return same(Double(out.load(as: Float.self)), Format.float32.round(value))
            case (.float64, _): return same(out.load(as: Double.self), real)
            case (.float16, _):
                return same(decode(out.load(as: UInt16.self), digits: 11, exponentBits: 5), Format.float16.round(value))
            case (.bfloat16, _):
                return same(decode(out.load(as: UInt16.self), digits: 8, exponentBits: 8), Format.bfloat16.round(value))
            case (.bool, _): return out.load(as: UInt8.self) == (real != 0 ? 1 : 0)
            case (.int32, .real(let x)): return out.load(as: Int32.self) == saturated(x)
            case (.int64, .real(let x)): return out.load(as: Int64.self) == saturated(x)
            case (.int32, .integer(let x)): return out.load(as: Int32.self) == Int32(truncatingIfNeeded: x)
            case (.int64, .integer(let x)): return out.load(as: Int64.self) == x
            }
        }

        // MARK: Tests

        @Test(
            "every cast rounds, truncates and saturates as its definition says", arguments: Elementwise.allTypes,
            Elementwise.allTypes)
        func cast(_ from: AdjDType, _ to: AdjDType) {
            let (bytes, values) = Self.inputs(from)
            let fromSize = Self.sizes[from]!, toSize = Self.sizes[to]!
            withInstructionSets { set in
                let kernel = adj_cast_kernel(from, to)!
                for n in [values.count, 0, 1, 2, 17, 37, 64] {
                    let x = GuardedArray(Array(bytes[..<(n * fromSize)]), shift: fromSize)
                    let out = GuardedArray([UInt8](repeating: 0x77, count: n * toSize), shift: toSize)
                    run(kernel, out.raw, [x.raw], n: n)
                    if let i = (0..<n).first(where: { !Self.holds(out.raw + $0 * toSize, to, values[$0]) }) {
                        Issue.record(
                            "\(set) \(from) to \(to): element \(i) of \(n), \(values[i]): \(out.values[(i * toSize)..<((i + 1) * toSize)])"
                        )
                        return
                    }
                    #expect(out.isIntact && x.isIntact)
                    if n > 0 && toSize <= fromSize {
                        run(kernel, x.raw, [x.raw], n: n)
                        #expect(
                            (0..<n).allSatisfy { Self.holds(x.raw + $0 * toSize, to, values[$0]) },
                            "\(set) \(from) to \(to) in place")
                    }
                }
                let x = GuardedArray(Array(bytes[(2 * fromSize)..<(3 * fromSize)])),
                    out = GuardedArray([UInt8](repeating: 0x77, count: 37 * toSize))
                run(kernel, out.raw, [x.raw], broadcast: 1, n: 37)
                #expect(
                    (0..<37).allSatisfy { Self.holds(out.raw + $0 * toSize, to, values[2]) } && out.isIntact,
                    "\(set) \(from) to \(to), one for all")
            }
        }
    }
}
