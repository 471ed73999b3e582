import Foundation
import Testing

@testable import Adjoint

/// Deferred values and threads: those that compute, and those of the user.
@Suite("Deferred values and threads")
struct FusionThreadsTests {
    @Test("random programs give the same bits with 1, 2, 3 and 8 threads")
    func threadCounts() async {
        // The number of threads is the whole process's, so this is a process of its own.
        await #expect(processExitsWith: .success) {
            for (index, shape) in [[300, 200], [70_001], [30_000, 3], [4, 20_480], [9, 9000], [40, 33, 50]].enumerated()
            {
                for seed in [UInt64(index), UInt64(index + 100)] {
                    var generator = RandomGenerator(seed: seed)
                    let program = FusionProgram(shape, .float32, length: 7, using: &generator)
                    threadCount = 1
                    let expected = results(of: program, seed: seed, isForgetful: false)
                    for count in [2, 3, 8] {
                        threadCount = count
                        let actual = results(of: program, seed: seed, isForgetful: false)
                        #expect(actual == expected, "\(count) threads, seed \(seed): \(program)")
                    }
                    #expect(withoutFusion { results(of: program, seed: seed, isForgetful: false) } == expected)
                }
            }
        }
    }

    /// Runs `body` on eight threads at once.
    private static func together(_ body: @escaping @Sendable (Int) -> Void) {
        let count = 8
        let barrier = DispatchSemaphore(value: 0)
        let threads = (0..<count).map { index in
            Thread {
                body(index)
                barrier.signal()
            }
        }
        threads.forEach { $0.start() }
        for _ in 0..<count { barrier.wait() }
    }

    /// What eight threads have found, by thread.
    private final class Findings: Sendable {
        private let found = Guarded<[Int: [Bits]]>([:])
        var values: [Int: [Bits]] { found.value }
        func add(_ bits: [Bits], by thread: Int) { found.withValue { $0[thread, default: []] += bits } }
    }

    private static func formula(_ generator: RandomGenerator = RandomGenerator(seed: 3)) -> Tensor {
        let x = Tensor.uniform([90, 110], generator: generator)
        return (softmax(x * 3) - x.mean(axis: 0)) * exp(x)
            + relu(matmul(x[0..<90, 0..<20], x[0..<20]) + x.mean(axis: 0))
    }

    @Test("several threads read one deferred value")
    func readers() async {
        await #expect(processExitsWith: .success) {
            for _ in 0..<10 {
                let y = Self.formula()
                let (rows, part) = (y.sum(axis: 1), y[10..<40].T)
                let found = Findings()
                Self.together { thread in found.add([Bits(y), Bits(rows), Bits(part)], by: thread) }
                let expected = withoutFusion {
                    [Bits(Self.formula()), Bits(Self.formula().sum(axis: 1)), Bits(Self.formula()[10..<40].T)]
                }
                #expect(found.values.count == 8 && found.values.values.allSatisfy { $0 == expected })
            }
        }
    }

    @Test("several threads build on shared deferred values, read them and let go of them")
    func builders() async {
        await #expect(processExitsWith: .success) {
            for _ in 0..<10 {
                let base = Self.formula()
                let shared = [base, base * 2, base.sum(axis: 1, keepDims: true), base.max(axis: 0)]
                let expected = withoutFusion {
                    let (y, factor) = (Self.formula(), 2.0)
                    return (0..<8).map { k in
                        Bits(y * Double(k) + y * factor - y.sum(axis: 1, keepDims: true) + y.max(axis: 0))
                    }
                }
                let found = Findings()
                Self.together { thread in
                    let mine = shared[0] * Double(thread) + shared[1] - shared[2] + shared[3]
                    found.add([Bits(mine)], by: thread)
                    for _ in 0..<5 { _ = (mine + shared[1]).sum() }
                    found.add([Bits(shared[1] * 0)], by: thread)
                }
                for thread in 0..<8 { #expect(found.values[thread]?.first == expected[thread]) }
            }
        }
    }

    @Test("several threads walk graphs that share deferred leaves' snapshots")
    func graphs() async {
        await #expect(processExitsWith: .success) {
            let parameters = Self.formula()
            let leaf = parameters.detach().requiringGrad()
            let data = Self.formula(RandomGenerator(seed: 9))
            let expected = withoutFusion { Bits(gradients(of: (tanh(leaf * data) * 2).sum(), for: [leaf])[0]) }
            let found = Findings()
            Self.together { thread in
                found.add([Bits(gradients(of: (tanh(leaf * data) * 2).sum(), for: [leaf])[0])], by: thread)
            }
            #expect(found.values.count == 8 && found.values.values.allSatisfy { $0 == [expected] })
        }
    }

    @Test("one thread writes to a leaf while others read deferred values and copies made from it")
    func writer() async {
        await #expect(processExitsWith: .success) {
            for _ in 0..<10 {
                let leaf = Self.formula()
                let (deferred, copy) = (leaf * 2, leaf.detach())
                let found = Findings()
                Self.together { thread in
                    if thread == 0 {
                        leaf.assign(leaf * 0.5)
                        leaf[0] = Tensor(1)
                    } else {
                        found.add([Bits(deferred), Bits(copy)], by: thread)
                    }
                }
                let expected = withoutFusion { [Bits(Self.formula() * 2), Bits(Self.formula())] }
                #expect(found.values.count == 7 && found.values.values.allSatisfy { $0 == expected })
                #expect(leaf[0, 5].item() == 1)
            }
        }
    }
}
