import Foundation
import Testing

@testable import Adjoint

/// Work that waits is bounded, and so is what it costs to find out what must be computed.
@Suite("Bounds of what waits")
struct FusionBoundsTests {
    private func size(_ x: Tensor) -> Int { x.storage.map { $0.isPending ? $0.bound.deferred : 0 } ?? 0 }

    @Test(
        "a loop that never reads runs a program for every so many operations, and no deferred value grows beyond that",
        .enabled(if: Laziness.threshold > 1, "ADJOINT_FUSION"))
    func loop() {
        for (count, rounds) in [(Laziness.threshold, 500), (2, 10_000 * searchFactor)] {
            var x = withFusionOfEverything { Tensor.ones([count]) * 1 }
            var largest = 0
            let passes = programs {
                for _ in 0..<rounds {
                    x = x * 0.999 + 0.001
                    largest = max(largest, size(x))
                }
            }
            #expect(largest <= Laziness.maximumSize)
            let least = 2 * rounds / Laziness.maximumSize
            #expect((least...least + 2 + least / 64).contains(passes.count))
            // The old x, which its variable still holds, is the second result now and then.
            #expect(passes.allSatisfy { $0.steps.count <= Laziness.maximumSize && $0.outputs.count <= 2 })
            #expect(passes.dropFirst().allSatisfy { $0.outputs.contains { $0.hasSuffix("in place") } })
            #expect(abs(x[0].item() - 1) < 1e-3)
        }
    }

    @Test("a loop that reads a reduction each time computes no more in later rounds than in earlier ones")
    func reading() {
        var x = Tensor.ones([9000])
        var steps: [Int] = []
        for _ in 0..<200 {
            x = x * 0.999 + 0.001
            steps.append(programs { #expect(abs(x.mean().item() - 1) < 1e-3) }.reduce(0) { $0 + $1.steps.count })
        }
        #expect(steps.max() ?? 0 < 40)
        #expect(steps[150...].max() == steps[50..<100].max())
        #expect(steps.reduce(0, +) < 200 * 25)
    }

    @Test("a deferred value that doubles at every step is as large as its steps")
    func doubling() {
        let x = Tensor.ones([9000]) * 0.5
        let y = (0..<100).reduce(x) { y, _ in y + y * y }
        #expect(size(y) <= Laziness.maximumSize)
        #expect(programs { evaluate(y) }.map(\.steps.count).max() ?? 0 <= 2 * Laziness.maximumSize)
    }

    @Test("a deferred value that doubles at every step can be an operand for each row")
    func doublingRows() {
        let x = Tensor.uniform([9000], generator: RandomGenerator(seed: 1))
        let y = (0..<60).reduce(x) { y, _ in y * y }
        let sum = Tensor.ones([9000, 2]) + y.expandedDimension(at: 1)
        #expect(sum.shape == [9000, 2] && sum.max().item() <= 2)
    }

    @Test("any number of results can be computed together, so many in a program that 16 bits count its values")
    func many() {
        withFusionOfEverything {
            let x = Tensor.ones([2]) * 1
            let results = (0..<300).map { index in (0..<20).reduce(x + Double(index)) { y, _ in y * 1 } }
            let passes = programs { evaluate(results) }
            let most = passes.map(\.outputs.count).max() ?? 0
            #expect(passes.count < 10 && most * Laziness.maximumSize * 7 <= 1 << 16)
            #expect(results.enumerated().allSatisfy { index, y in y[1].item() == Double(index + 1) })
        }
    }

    @Test("a chain of very many deferred values is computed and released")
    func chain() {
        var x = withFusionOfEverything { Tensor.ones([2]) * 1 }
        for _ in 0..<50_000 * searchFactor { x = -x }
        #expect(x.asArray(Float.self) == [1, 1])
    }

    @Test("a graph of many deferred values is walked and released")
    func graph() {
        let rounds = 10_000 * searchFactor
        let x = Tensor([1, 2]).requiringGrad()
        withFusionOfEverything {
            var y = x * 1
            for _ in 0..<rounds { y = y * 0.5 + x }
            y.sum().backward()
        }
        #expect(x.grad?.asArray(Float.self) == [2, 2])
        var z = withFusionOfEverything { x * 1 }
        for _ in 0..<rounds { z = -z }
        #expect(z.requiresGrad)  // and goes without being read
    }

    @Test(
        "deferred values that nobody reads leave nothing behind",
        .enabled(if: FusionWritingTests.isPoolOn, "ADJOINT_POOL=off")
    )
    func leaks() async {
        await #expect(processExitsWith: .success) {
            func work() {
                let x = Tensor.uniform([20_000], generator: RandomGenerator(seed: 1)).requiringGrad()
                let unread = (0..<500).reduce(x) { y, _ in tanh(y) + x }
                let loss = softmax(unread.reshaped(100, 200)).max(axis: 0).sum()
                _ = loss * 2
                loss.backward(retainGraph: true)
                _ = gradients(of: loss, for: [x], createGraph: true)[0] * 2
            }
            work()
            let before = memoryUse.live
            for _ in 0..<3 { work() }
            #expect(memoryUse.live == before)
        }
    }

    @Test("a sum of many arrays does not keep them all", .enabled(if: FusionWritingTests.isPoolOn, "ADJOINT_POOL=off"))
    func accumulation() async {
        await #expect(processExitsWith: .success) {
            let count = 1 << 16
            let half = Tensor.ones([count / 2])
            var sum = Tensor.zeros([count])
            resetPeakMemory()
            let before = memoryUse.live
            for _ in 0..<200 { sum = sum + concatenated([half, half]) }
            #expect(memoryUse.peak - before <= (Laziness.maximumSources + 4) * count * 4)
            #expect(sum[5].item() == 200)
        }
    }
}
