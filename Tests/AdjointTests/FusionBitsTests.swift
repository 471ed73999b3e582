import Foundation
import Testing

@testable import Adjoint

/// The environment's `FUSION_SEARCH` multiplies the number of programs and the length of loops, to look for errors for
/// longer.
let searchFactor = ProcessInfo.processInfo.environment["FUSION_SEARCH"].flatMap { Int($0) } ?? 1

/// Computes a program and its derivatives up to the second order, and gives all bits. `isForgetful` drops every value
/// but the last before any is computed.
func results(of program: FusionProgram, seed: UInt64, isForgetful: Bool) -> [Bits] {
    let inputs = program.makeInputs(seed: seed)
    var values = program.run(inputs, seed: seed)
    if isForgetful { values.removeFirst(values.count - 1) }
    let losses = values.suffix(3).filter(\.requiresGrad)
    guard let first = losses.first else { return values.map { Bits($0) } }
    let loss = losses.dropFirst().reduce(first.sum()) { $0 + $1.sum() }
    let gradients = gradients(of: loss, for: inputs, createGraph: true)
    let second = gradients.filter(\.requiresGrad).map { square($0).sum() }
    second.reduce(loss) { $0 + $1 }.backward()
    return (values + [loss] + gradients + inputs.compactMap(\.grad)).map { Bits($0) }
}

@Suite("Fused programs")
struct FusionBitsTests {
    /// Ranks from 0 to 8, empty axes, rows of a few and of very many elements, one chunk and several.
    static let shapes: [[Int]] = [
        [], [0], [1], [2], [5], [3, 0, 2], [1, 1], [2, 3], [1000, 3], [1800, 5], [9000, 1], [1, 4500], [7, 1, 65, 11],
        [2, 2, 2, 3, 2, 2, 2, 2], [64, 65], [130, 65], [5, 1000], [9, 1000], [9, 1024], [8191], [8192], [8193], [10000],
        [2, 8192], [2, 8193], [16384], [9216], [6, 5, 300], [40, 7, 33], [3, 3, 1024], [3, 1, 4096], [130, 64],
        [34, 2, 150], [2, 9216], [300, 130], [20_000, 2], [5, 8191], [40_001], [3, 110, 101],
        [70, 700], [130, 300],
    ]

    private static func check(_ program: FusionProgram, seed: UInt64) {
        func bits(_ program: FusionProgram) -> [Bits] { results(of: program, seed: seed, isForgetful: seed % 2 == 1) }
        func isSame(_ program: FusionProgram) -> Bool {
            let expected = withoutFusion { bits(program) }
            return expected == bits(program) && expected == withFusionOfEverything { bits(program) }
        }
        if isSame(program) { return }
        Issue.record("seed \(seed): \(program.shrunk { !isSame($0) })")
    }

    @Test("give the bits of the operations one by one, values and derivatives")
    func bits() async {
        await #expect(processExitsWith: .success) {
            for shape in Self.shapes {
                let size = shape.reduce(1, *)
                for index in 0..<(size < 8192 ? 10 : size < 30_000 ? 4 : 2) * searchFactor {
                    let seed = UInt64(index + size)
                    var generator = RandomGenerator(seed: seed)
                    let dtype = [DType.float32, .float64, .int32, .float32, .int64, .bool][index % 6]
                    Self.check(FusionProgram(shape, dtype, length: 9, using: &generator), seed: seed)
                }
            }
        }
    }

    /// A program's result and its tangent.
    private static func tangent(_ program: FusionProgram, seed: UInt64) -> [Bits] {
        var inputs = program.makeInputs(seed: seed).map { $0.detach() }
        let (value, tangent) = jvp(
            of: { x in
                inputs[0] = x
                return program.run(inputs, seed: seed).suffix(2).reduce(x) { $0 * $1.cast(to: .float32) }
            }, at: inputs[0], tangent: Tensor.normal(program.shape, generator: RandomGenerator(seed: seed + 1)))
        return [Bits(value), Bits(tangent)]
    }

    @Test("reduce the columns of a formula in every type of sum", arguments: [DType.float32, .float64])
    func columnsOfFormula(dtype: DType) {
        // Rows that are a tile each, where a plain sum is the end of the formula's chain.
        let x = Tensor.uniform([130, 1500], in: 0..<1, dtype: dtype, generator: RandomGenerator(seed: 3))
        func reductions() -> [Bits] {
            func formula() -> Tensor { (x * 2 + 1) * 3 - x }
            let results = [
                formula().sum(axis: 0), formula().mean(axis: 0), formula().variance(axis: 0), formula().norm(axes: [0]),
                formula().max(axis: 0), formula().product(axes: [0]),
            ]
            return results.map { Bits($0) }
        }
        #expect(reductions() == withoutFusion { reductions() })
        let mean = ((x * 2 + 1) * 3 - x).mean(axis: 0), exact = (x.cast(to: .float64).mean(axis: 0) * 5 + 3)
        #expect(abs(mean.cast(to: .float64) - exact).max().item() < 1e-5)
    }

    @Test("give the same tangents in forward mode")
    func tangents() async {
        await #expect(processExitsWith: .success) {
            for (index, shape) in [[150, 65], [8193], [6, 5, 4], [1700, 5]].enumerated() {
                for seed in UInt64(index * 4)..<UInt64(index * 4 + 4) {
                    var generator = RandomGenerator(seed: seed)
                    let program = FusionProgram(shape, .float32, length: 7, using: &generator)
                    let expected = withoutFusion { Self.tangent(program, seed: seed) }
                    let all = withFusionOfEverything { Self.tangent(program, seed: seed) }
                    #expect(Self.tangent(program, seed: seed) == expected, "seed \(seed): \(program)")
                    #expect(all == expected, "seed \(seed): \(program)")
                }
            }
        }
    }

    @Test("shrink to the instruction that fails")
    func shrinking() {
        var generator = RandomGenerator(seed: 1)
        let program = FusionProgram([2, 3], .float32, length: 30, using: &generator)
        let small = program.shrunk { $0.steps.contains { $0.instruction == .softmax } }
        #expect(program.steps.count == 30 && small.steps.map(\.instruction) == [.softmax])
    }

    /// What a process prints whose environment holds `ADJOINT_FUSION`: results whose order of summation is at stake.
    private static func printResults(_ setting: String) {
        setenv("ADJOINT_FUSION", setting, 1)
        var hash = UInt64(14_695_981_039_346_656_037)
        for (index, shape) in [[300, 200], [100_000], [40_000, 2], [20, 8193], [7, 5, 3]].enumerated() {
            var generator = RandomGenerator(seed: UInt64(index))
            let program = FusionProgram(shape, .float32, length: 3, using: &generator)
            let x = Tensor.normal(shape, generator: RandomGenerator(seed: 5))
            let sums = [square(x).sum(axis: 0), x.sum(axis: -1), tanh(x).sum(), x.mean()]
            let bits = sums.map { Bits($0) } + results(of: program, seed: UInt64(index), isForgetful: false)
            for byte in bits.flatMap(\.bytes) { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
        }
        print("results", hash)
    }

    @Test("are the same with every setting of ADJOINT_FUSION")
    func environment() async {
        let results = [
            await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) { Self.printResults("") },
            await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
                Self.printResults("off")
            },
            await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
                Self.printResults("always")
            },
        ]
        let lines = results.map { result in
            String(decoding: result?.standardOutputContent ?? [], as: UTF8.self).split(separator: "\n")
                .first { $0.hasPrefix("results") }
        }
        #expect(lines[0] != nil && lines[0] == lines[1] && lines[0] == lines[2], "\(lines)")
    }
}
