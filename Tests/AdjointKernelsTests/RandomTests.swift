import AdjointKernels
import Foundation
import Testing

extension KernelTests {
    @Suite struct Random {
        static func philox(_ counter: [UInt32], _ key: [UInt32]) -> [UInt32] {
            var out = [UInt32](repeating: 0, count: 4)
            adj_philox(counter, key, &out)
            return out
        }

        static func bits(_ seed: UInt64, _ stream: UInt64, first: UInt64 = 0, _ n: Int) -> [UInt32] {
            let out = GuardedArray([UInt32](repeating: 0, count: n), shift: 1)
            adj_random_bits(seed, stream, first, n, out.pointer)
            #expect(out.isIntact)
            return out.values
        }

        static func uniform<T: BitwiseCopyable & ExpressibleByIntegerLiteral>(
            _ type: AdjDType, stream: UInt64 = 3, first: UInt64 = 0, _ n: Int
        ) -> [T] {
            let out = GuardedArray([T](repeating: 0, count: n), shift: 1)
            adj_random_uniform(type, 42, stream, first, n, out.raw)
            #expect(out.isIntact)
            return out.values
        }

        static func normal<T: BitwiseCopyable & ExpressibleByIntegerLiteral>(
            _ type: AdjDType, stream: UInt64 = 3, first: UInt64 = 0, _ n: Int
        ) -> [T] {
            let out = GuardedArray([T](repeating: 0, count: n), shift: 1)
            adj_random_normal(type, 42, stream, first, n, out.raw)
            #expect(out.isIntact)
            return out.values
        }

        @Test("the block function gives the published answers")
        func knownAnswers() {
            #expect(Self.philox([0, 0, 0, 0], [0, 0]) == [0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8])
            let ones = UInt32.max
            #expect(
                Self.philox([ones, ones, ones, ones], [ones, ones]) == [
                    0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD,
                ])
            #expect(
                Self.philox([0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344], [0xA409_3822, 0x299F_31D0])
                    == [0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1])
        }

        @Test("word i is word i mod 4 of the block whose counter is i / 4 and the stream, and whose key is the seed")
        func layout() {
            let seed: UInt64 = 0x0123_4567_89AB_CDEF, stream: UInt64 = 0xFEDC_BA98_7654_3210
            withInstructionSets { set in
                for first: UInt64 in [0, 1, 6, 1 << 34 - 7, 1 << 45 + 3] {
                    let words = Self.bits(seed, stream, first: first, 300)
                    for (k, word) in words.enumerated() {
                        let i = first + UInt64(k), block = i / 4
                        let expected = Self.philox(
                            [
                                UInt32(truncatingIfNeeded: block), UInt32(block >> 32),
                                UInt32(truncatingIfNeeded: stream), UInt32(stream >> 32),
                            ],
                            [UInt32(truncatingIfNeeded: seed), UInt32(seed >> 32)])
                        #expect(word == expected[Int(i % 4)], "\(set) word \(i)")
                    }
                }
            }
        }

        @Test("uniform numbers are the high bits of their words")
        func uniformBits() {
            withInstructionSets { set in
                let words = Self.bits(42, 3, 600)
                let floats: [Float] = Self.uniform(.float32, 600), doubles: [Double] = Self.uniform(.float64, 300)
                #expect(floats == words.map { Float($0 >> 8) * 0x1p-24 }, "\(set)")
                let wide = (0..<300).map { UInt64(words[2 * $0 + 1]) << 32 | UInt64(words[2 * $0]) }
                #expect(doubles == wide.map { Double($0 >> 11) * 0x1p-53 }, "\(set)")
            }
        }

        @Test("normal numbers come in pairs from the logarithm and the angle of two uniform ones")
        func boxMuller() {
            withInstructionSets { set in
                let words = Self.bits(42, 3, 1200)
                let floats: [Float] = Self.normal(.float32, 600), doubles: [Double] = Self.normal(.float64, 600)
                for p in 0..<300 {
                    let u = Double(words[2 * p]) * 0x1p-32 + 0x1p-33, v = Double(words[2 * p + 1] >> 8) * 0x1p-24
                    let r = (-2 * log(u)).squareRoot()
                    #expect(abs(Double(floats[2 * p]) - r * cos(2 * .pi * v)) < 2e-6 * max(1, r), "\(set) pair \(p)")
                    #expect(
                        abs(Double(floats[2 * p + 1]) - r * sin(2 * .pi * v)) < 2e-6 * max(1, r), "\(set) pair \(p)")
                    func fraction(_ k: Int) -> Double {
                        let wide = UInt64(words[k + 1]) << 32 | UInt64(words[k])
                        return Double(wide >> 11) * 0x1p-53
                    }
                    let s = (-2 * log(fraction(4 * p) + 0x1p-53)).squareRoot(), t = 2 * .pi * fraction(4 * p + 2)
                    #expect(abs(doubles[2 * p] - s * cos(t)) < 1e-14 * max(1, s), "\(set) pair \(p)")
                    #expect(abs(doubles[2 * p + 1] - s * sin(t)) < 1e-14 * max(1, s), "\(set) pair \(p)")
                }
            }
        }

        @Test("any range of a stream has the bits of the whole")
        func subranges() {
            withInstructionSets { set in
                let floats: [Float] = Self.uniform(.float32, 700), doubles: [Double] = Self.uniform(.float64, 700)
                let normals: [Float] = Self.normal(.float32, 700), wideNormals: [Double] = Self.normal(.float64, 700)
                var sequence = TestSequence(1)
                for _ in 0..<25 {
                    let first = Int.random(in: 0..<690, using: &sequence),
                        n = Int.random(in: 0...(Bool.random(using: &sequence) ? 8 : 700 - first), using: &sequence)
                    let range = first..<min(first + n, 700)
                    let start = UInt64(first)
                    #expect(
                        Self.uniform(.float32, first: start, range.count) == Array(floats[range]), "\(set) \(range)")
                    #expect(
                        Self.uniform(.float64, first: start, range.count) == Array(doubles[range]), "\(set) \(range)")
                    #expect(
                        Self.normal(.float32, first: start, range.count) == Array(normals[range]), "\(set) \(range)")
                    #expect(
                        Self.normal(.float64, first: start, range.count) == Array(wideNormals[range]), "\(set) \(range)"
                    )
                }
            }
        }

        @Test("the moments and the distribution are right")
        func distribution() {
            let n = 20_000
            func moments(_ x: [Double]) -> (mean: Double, variance: Double) {
                let mean = x.reduce(0, +) / Double(x.count)
                return (mean, x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(x.count))
            }
            /// The greatest distance between the empirical and the true distribution function (Kolmogorov and Smirnov),
            /// times √n.
            func distance(_ x: [Double], _ distribution: (Double) -> Double) -> Double {
                let sorted = x.sorted(), count = Double(x.count)
                return sorted.enumerated().map {
                    max(abs(distribution($1) - Double($0) / count), abs(distribution($1) - Double($0 + 1) / count))
                }.max()! * count.squareRoot()
            }
            withInstructionSets { set in
                let floats = (Self.uniform(.float32, n) as [Float]).map(Double.init),
                    doubles: [Double] = Self.uniform(.float64, stream: 4, n)
                for x in [floats, doubles] {
                    let (mean, variance) = moments(x)
                    #expect(x.allSatisfy { $0 >= 0 && $0 < 1 })
                    #expect(abs(mean - 0.5) < 0.01 && abs(variance - 1.0 / 12) < 0.003, "\(set) \(mean) \(variance)")
                    #expect(distance(x) { $0 } < 1.63, "\(set)")
                }
                let narrow = (Self.normal(.float32, n) as [Float]).map(Double.init),
                    wide: [Double] = Self.normal(.float64, stream: 4, n)
                for x in [narrow, wide] {
                    let (mean, variance) = moments(x)
                    #expect(abs(mean) < 0.03 && abs(variance - 1) < 0.04, "\(set) \(mean) \(variance)")
                    #expect(distance(x) { 0.5 * erfc(-$0 / 2.0.squareRoot()) } < 1.63, "\(set)")
                    // The numbers of a pair, and neighbours, are independent.
                    let products = moments(zip(x, x.dropFirst()).map { $0 * $1 })
                    #expect(abs(products.mean) < 0.03, "\(set)")
                }
            }
        }
    }
}
