import Foundation
import Testing

@testable import Adjoint

/// What the pool of threads and the pool of memory promise. Both are global, so these run one after another.
@Suite("Execution", .serialized)
struct ExecutionTests {
    /// Results of operations that are large enough to be divided, as bytes.
    private static func largeResults() -> [[Double]] {
        let generator = RandomGenerator(seed: 3)
        let x = Tensor.normal([700, 300], generator: generator)
        let y = Tensor.normal([300, 700], generator: generator)
        let long = Tensor.uniform([300_001], in: -1..<1, generator: generator)
        let weight = Tensor.normal([300], generator: generator).requiringGrad()
        let loss = (square(tanh(x * weight + 1)).sum(axis: 0) * weight).mean()
        loss.backward()
        let results: [Tensor] = [
            x, exp(x), x + y.T, x * x[0], x.sum(), x.sum(axis: 0), x.sum(axis: 1), x.max(axis: 0), x.argmax(axis: 1),
            long.sum(),
            long.product(), long.min(), (long .> 0).any(), x.T.contiguous(), matmul(x, y), matmul(y, x), matmul(x.T, x),
            matmul(x, weight.detach()), softmax(x), x.variance(axis: 0), loss, weight.grad ?? x,
            long[.stride(by: -3)] * 2,
            Tensor.uniform([200_000], dtype: .float64, generator: generator), long.cast(to: .float64),
            matmul(x.reshaped(7, 100, 300), y.reshaped(7, 300, 100)), which(x .> 0, x, y.T),
            x.cast(to: .int32).sum(axis: 1),
        ]
        return results.map { $0.cast(to: .float64).asArray(Double.self) }
    }

    @Test("results are the same bits with 1, 2, 3 and 8 threads")
    func threadCounts() async {
        // In a process of its own: other tests switch the instruction set meanwhile.
        await #expect(processExitsWith: .success) {
            threadCount = 1
            let expected = ExecutionTests.largeResults()
            for count in [2, 3, 8, 2] {
                threadCount = count
                precondition(threadCount == count)
                for (index, (result, reference)) in zip(ExecutionTests.largeResults(), expected).enumerated() {
                    let differing = zip(result, reference).enumerated().filter { $1.0 != $1.1 }
                    guard let (place, pair) = differing.first else { continue }
                    fatalError(
                        """
                        result \(index) with \(count) threads: \(differing.count) of \(result.count) elements differ, \
                        first at \(place): \(pair.0) instead of \(pair.1)
                        """)
                }
            }
            threadCount = 0
            precondition(threadCount == 1)
        }
    }

    @Test("every chunk runs once, also from several threads at once and nested")
    func chunks() {
        let before = threadCount
        defer { threadCount = before }
        threadCount = 4
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            for count in [1, 2, 7, 100, 1000] {
                let counts = UnsafeMutablePointer<Int>.allocate(capacity: count)
                defer { counts.deallocate() }
                counts.initialize(repeating: 0, count: count)
                nonisolated(unsafe) let cells = counts
                parallel(count, by: 3) { range in
                    parallel(range.count, by: 1) { inner in
                        for index in inner { cells[range.lowerBound + index] += 1 }
                    }
                }
                #expect((0..<count).allSatisfy { counts[$0] == 1 })
            }
        }
    }

    // The figures are those of the whole process, so these run in one of their own.
    static let isPoolOn = ProcessInfo.processInfo.environment["ADJOINT_POOL"] != "off"

    @Test("memory is counted, kept for the next tensor, and given back", .enabled(if: isPoolOn, "ADJOINT_POOL=off"))
    func memory() async {
        await #expect(processExitsWith: .success) {
            let start = memoryUse
            var x: Tensor? = Tensor.zeros([1 << 20])
            let held = memoryUse
            #expect(held.live - start.live >= 4 << 20)
            #expect(held.live - start.live <= (4 << 20) * 9 / 8)
            #expect(held.peak >= held.live)
            let address = x?.storage?.pointer
            x = nil
            #expect(memoryUse.live == start.live)
            #expect(memoryUse.cached >= 4 << 20)
            x = Tensor.ones([1 << 20])
            #expect(x?.storage?.pointer == address, "the freed block is used again")
            x = nil
            trimMemory()
            #expect(memoryUse.cached == 0)
            resetPeakMemory()
            #expect(memoryUse.peak == start.live)
        }
    }

    @Test("what waits stays within a quarter of the peak", .enabled(if: isPoolOn, "ADJOINT_POOL=off"))
    func bound() async {
        await #expect(processExitsWith: .success) {
            for megabytes in [400, 390, 380, 300, 200, 100, 40, 10] {
                _ = Tensor.zeros([megabytes << 18])
                let use = memoryUse
                #expect(use.live + use.cached <= max(use.peak * 5 / 4, use.live + 64 << 20))
            }
            #expect(memoryUse.cached > 0)
        }
    }

    @Test("blocks of every size hold what they should, and none is handed out twice")
    func sizes() {
        var generator = RandomGenerator(seed: 1)
        var held: [(tensor: Tensor, value: Double)] = []
        for step in 0..<2000 {
            let count = Int.random(in: 0...6000, using: &generator)
            held.append((Tensor.full([count], Double(step)), Double(step)))
            if held.count > 20 {
                let (tensor, value) = held.remove(at: Int.random(in: 0..<held.count, using: &generator))
                #expect((tensor .== value).all().item() == 1)
            }
        }
    }

    @Test("withLeakChecking accepts a training step and finds a tensor that is kept")
    func leaks() throws {
        let weight = Tensor([1, 2, 3], requiresGrad: true)
        try withErrors {
            withLeakChecking {
                (weight * weight).sum().backward()
                weight.assign(withoutGradient { weight - 0.1 * (weight.grad ?? weight) })
                weight.zeroGrad()
            }
        }
        var kept: [Tensor] = []
        let error = #expect(throws: AdjointError.self) {
            try withErrors { withLeakChecking { kept.append(exp(weight)) } }
        }
        #expect(error?.message == "1 tensors made inside are still alive")
        #expect(kept.count == 1)
    }
}
