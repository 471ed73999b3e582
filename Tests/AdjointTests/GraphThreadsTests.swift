import Foundation
import Testing

@testable import Adjoint

/// Runs `body` on several threads at once, with the number of each, many times over.
private func onThreads(_ count: Int = 8, rounds: Int = 20, _ body: @escaping @Sendable (_ thread: Int) -> Void) {
    for _ in 0..<rounds { DispatchQueue.concurrentPerform(iterations: count, execute: body) }
}

@Suite("Graphs of several threads")
struct GraphThreadsTests {
    /// A loss of a leaf w of the given shape, with ∂loss/∂w = factor · slope everywhere.
    struct Loss: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let shape: [Int]
        let slope: Double
        let loss: @Sendable (_ w: Tensor, _ factor: Double) -> Tensor
    }

    /// One for each way in which a pass adds to a leaf.
    static let losses = [
        Loss(testDescription: "one element", shape: [], slope: 3) { $0 * $1 + $0 * $1 + $1 * $0 },
        Loss(testDescription: "elements", shape: [3], slope: 2) { ($0 * $1).sum() + ($1 * $0).sum() },
        Loss(testDescription: "deferred values", shape: [10_000], slope: 2) { ($0 * $1 + $0 * $1).sum() },
        Loss(testDescription: "products", shape: [2, 2], slope: 6) { w, factor in
            let x = Tensor.full([3, 2], factor)
            return (matmul(x, w.T) + matmul(x, w.T)).sum()
        },
        Loss(testDescription: "slices", shape: [4], slope: 1) { ($0[0..<2] * $1).sum() + ($0[2..<4] * $1).sum() },
        Loss(testDescription: "a leaf itself", shape: [], slope: 1) { w, _ in w },
    ]

    @Test("backward() on several threads adds every gradient to the leaves that they share", arguments: losses)
    func sharedLeaf(_ loss: Loss) throws {
        let w = Tensor.ones(loss.shape).requiringGrad()
        let (threads, rounds) = (8, 20)
        onThreads(threads, rounds: rounds) { loss.loss(w, Double($0 + 1)).backward() }
        let factors = loss.testDescription == "a leaf itself" ? threads : threads * (threads + 1) / 2
        // Whole numbers below 2²⁴: their sums are exact in any order.
        let expected = Float(loss.slope) * Float(factors * rounds)
        #expect(try #require(w.grad).asArray(Float.self) == Array(repeating: expected, count: w.count))
    }

    @Test("a part that graphs of several threads share is gone through by all of them where it is retained")
    func sharedTrunk() throws {
        let w = Tensor([1, 2, 3], requiresGrad: true)
        let trunk = w * w
        let heads = (1...8).map { (trunk * Double($0)).sum() }
        onThreads { heads[$0].backward(retainGraph: true) }
        #expect(try #require(w.grad).asArray(Float.self) == [2, 4, 6].map { $0 * 36 * 20 })
    }

    @Test("a part that graphs of several threads share is released by the first, and the others are told so")
    func releasedTrunk() throws {
        for _ in 0..<20 {
            let w = Tensor([1, 2, 3], requiresGrad: true)
            let trunk = w * w
            let heads = (0..<8).map { _ in (trunk * 2).sum() }
            let errors = Log()
            onThreads(rounds: 1) { thread in
                do { try withErrors { heads[thread].backward() } } catch { errors.append("\(error)") }
            }
            let sentence =
                "backward: the graph of this tensor was released by an earlier backward(): pass retainGraph: true to "
                + "the earlier call"
            #expect(errors.lines == Array(repeating: sentence, count: 7))
            #expect(try #require(w.grad).asArray(Float.self) == [4, 8, 12])
        }
    }

    @Test("gradients are read and forgotten while others add to them")
    func readers() throws {
        let w = Tensor([1, 2], requiresGrad: true)
        let wrong = Log()
        onThreads { thread in
            switch thread % 3 {
            case 0: (w * 2).sum().backward()
            case 1: w.zeroGrad()
            default:
                // Some number of passes since it was forgotten.
                let found = w.grad?.asArray(Float.self) ?? [0, 0]
                if found[0] != found[1] || found[0].truncatingRemainder(dividingBy: 2) != 0 { wrong.append("\(found)") }
            }
        }
        #expect(wrong.lines == [])
        w.zeroGrad()
        (w * 2).sum().backward()
        #expect(try #require(w.grad).asArray(Float.self) == [2, 2])
    }

    @Test("transforms on several threads differentiate functions of a shared leaf, and pass gradients on to it")
    func transforms() throws {
        let w = Tensor([2, 3] as [Double]).requiringGrad()
        let wrong = Log()
        onThreads { thread in
            let x = Tensor([Double(thread), 1])
            // f(x) = Σ w x³: its gradient 3 w x², its second derivatives 6 w x.
            let function: (Tensor) -> Tensor = { (w * $0 * $0 * $0).sum() }
            let slope = gradient(of: function)(x)
            let pushed = jvp(of: function, at: x, tangent: Tensor([1, 1] as [Double])).tangent
            let second = hvp(of: function, at: x, vector: Tensor([1, 1] as [Double]))
            let t = Double(thread)
            if slope.asArray(Double.self) != [6 * t * t, 9] { wrong.append("gradient \(slope)") }
            if pushed.item() != 6 * t * t + 9 { wrong.append("jvp \(pushed)") }
            if second.asArray(Double.self) != [12 * t, 18] { wrong.append("hvp \(second)") }
            slope.sum().backward()
        }
        #expect(wrong.lines == [])
        // 3 x², of every thread and round.
        let squares = (0..<8).reduce(0) { $0 + Double($1 * $1) }
        #expect(try #require(w.grad).asArray(Double.self) == [3 * squares * 20, 3 * 8 * 20])
    }

    @Test("a result of several threads is asked to keep its gradient, and gets hooks, by all of them at once")
    func sharedResult() throws {
        for _ in 0..<20 {
            let w = Tensor([1, 2, 3], requiresGrad: true)
            let trunk = w * w
            let heads = (1...8).map { (trunk * Double($0)).sum() }
            let seen = Guarded(0)
            onThreads(rounds: 1) { thread in
                trunk.retainGrad()
                let hook = trunk.onGradient { _ in seen.withValue { $0 += 1 } }
                heads[thread].backward(retainGraph: true)
                _ = trunk.grad
                hook.remove()
            }
            // Each pass meets the hook of its own thread, and maybe others.
            #expect((8...64).contains(seen.value))
            #expect(try #require(trunk.grad).asArray(Float.self) == [36, 36, 36])
            onThreads(rounds: 1) { _ in trunk.zeroGrad() }
            #expect(trunk.grad == nil)
        }
    }

    @Test("a leaf and a shape meet several threads at their first use")
    func firstUse() {
        for length in 20..<60 {
            let w = Tensor.ones([length, length]).requiringGrad()
            let wrong = Log()
            onThreads(rounds: 1) { thread in
                let sum = matmul(w, w.T).sum().item()
                if sum != Double(length * length * length) { wrong.append("\(sum)") }
            }
            #expect(wrong.lines == [])
        }
    }

    /// What threads find.
    private final class Log: Sendable {
        private let all = Guarded<[String]>([])
        var lines: [String] { all.value }
        func append(_ line: String) { all.withValue { $0.append(line) } }
    }
}
