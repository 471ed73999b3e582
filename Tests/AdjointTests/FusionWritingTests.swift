import Foundation
import Testing

@testable import Adjoint

/// Writing to leaves while deferred values, views, snapshots and graphs refer to their elements.
@Suite("Writing among deferred values")
struct FusionWritingTests {
    private static let count = 9000

    private static func draw(_ seed: UInt64, _ shape: [Int] = [count]) -> Tensor {
        let x = Tensor.normal(shape, generator: RandomGenerator(seed: seed))
        evaluate(x)
        return x
    }

    /// Where a leaf's elements lie.
    private func place(_ x: Tensor) -> UnsafeRawPointer? { x.storage.map { UnsafeRawPointer($0.pointer) } }

    // MARK: Never where it must not

    struct Writing: Sendable {
        let name: String
        /// Writes, and gives everything whose value could be wrong now.
        let run: @Sendable () -> [Tensor]
        init(_ name: String, _ run: @escaping @Sendable () -> [Tensor]) {
            self.name = name
            self.run = run
        }
    }

    static let writings: [Writing] = [
        Writing("a leaf from its own elements in reverse") {
            let p = draw(1)
            p.assign(p.flipped() + p)
            return [p]
        },
        Writing("a leaf from its first element, repeated") {
            let p = draw(1)
            p.assign(p[0..<1] + p * 2)
            return [p]
        },
        Writing("a leaf from its first row, its first column and its transpose") {
            let p = draw(1, [96, 96])
            p.assign(p + p[0] - p[.all, 0].expandedDimension(at: 1) + p.T)
            return [p]
        },
        Writing("a leaf from reductions of itself") {
            let p = draw(1, [90, 100])
            p.assign(p - p.mean(axis: 1, keepDims: true) - p.sum(axis: 0) + p.max())
            return [p]
        },
        Writing("a leaf from its softmax, by rows and by columns") {
            let p = draw(1, [90, 100])
            p.assign(softmax(p) + softmax(p, axis: 0))
            return [p]
        },
        Writing("a leaf seen in two shapes, and shifted") {
            let p = draw(1)
            p.assign(p + (p.reshaped(90, 100) * 2).reshaped(count) + concatenated([p[1...], p[0..<1]]))
            return [p]
        },
        Writing("two leaves exchanged") {
            let (a, b) = (draw(1), draw(2))
            assign([(a, b), (b, a)])
            a.assign(a * 2)
            return [a, b]
        },
        Writing("three leaves in a ring, each with a change") {
            let (a, b, c) = (draw(1), draw(2), draw(3))
            assign([(a, b * 2), (b, c + 1), (c, a - b)])
            return [a, b, c]
        },
        Writing("two leaves of each other's elements") {
            let (a, b) = (draw(1), draw(2))
            assign([(a, a + b), (b, a - b)])
            return [a, b]
        },
        Writing("a parameter from the old value of a moment that is written first") {
            let (m, p, g) = (draw(1), draw(2), draw(3))
            assign([(m, 0.9 * m + g), (p, p - m)])
            return [m, p, g]
        },
        Writing("a leaf that is named twice") {
            let p = draw(1)
            assign([(p, p + 1), (p, p * 2)])
            return [p]
        },
        Writing("leaves that share their elements") {
            let p = draw(1)
            let (q, r) = (p.detach(), p.reshaped(90, 100).T)
            p.assign(p + 1)
            q.assign(q * 2)
            return [p, q, r]
        },
        Writing("a leaf that views and deferred values still show") {
            let p = draw(1)
            let views = [p[10...], p.flipped(), p.reshaped(90, 100)[3].broadcast(to: [4, 100])]
            let deferred = [p * 3, p.sum(), p[5...] + 1, exp(p).reshaped(90, 100).sum(axis: 0)]
            p.assign(p * 2)
            p[0] = Tensor(7)
            return [p] + views + deferred
        },
        Writing("one element of a leaf that is deferred itself, and of one that a deferred value shows") {
            let p = draw(1)
            p.assign(p + 1)
            let deferred = p * 2
            p[3] = Tensor(1)
            deferred[4] = Tensor(2)
            let later = deferred + p
            p[5...] = p[..<(count - 5)] * 2
            return [p, deferred, later]
        },
        Writing("a leaf that a graph has saved") {
            let p = draw(1).requiringGrad()
            let y = exp(p) * p
            let z = (y * p).sum()
            withoutGradient { p.assign(p * 0.5 + y) }
            z.backward(retainGraph: true)
            withoutGradient { p.assign(p - (p.grad ?? p)) }
            z.backward()
            return [p, y, z, p.grad ?? p]
        },
        Writing("a gradient that its leaf owns, beside another leaf's") {
            let (a, b) = (draw(1).requiringGrad(), draw(2).requiringGrad())
            (a + b).sum().backward()
            guard let (first, second) = a.grad.flatMap({ x in b.grad.map { (x, $0) } }) else { return [] }
            first.assign(first * 3)
            (a * b).sum().backward()
            return [first, second, a.grad ?? a, b.grad ?? b]
        },
        Writing("labels and conditions that a graph has saved") {
            let x = draw(1, [900, 10]).requiringGrad()
            let labels = Tensor.zeros([900, 1], dtype: .int64)
            let condition = draw(2, [900, 10]) .> 0
            let y = (which(condition, x, x * 2).takeAlong(labels, axis: 1) + x.take(labels[0], axis: 1)).sum()
            labels.assign(labels + 3)
            condition.assign(.!condition)
            y.backward()
            return [y, x.grad ?? x]
        },
        Writing("results that stay, between others that go") {
            let x = draw(1)
            let kept = tanh(sin(exp(x)))
            let (y, z) = (kept * 2, (kept + 1).cast(to: .int32))
            let w = kept.cast(to: .int32) + z
            evaluate(w, y)
            return [kept, y, z, w, x]
        },
        Writing("an integer result in the place of numbers, in reverse") {
            let x = Tensor.arange(count, dtype: .int32)
            x.assign(which((x.cast(to: .float32) * 0.5).cast(to: .int32) .== x.flipped(), x, x * 3))
            return [x]
        },
        Writing("running means that are never read, over many steps") {
            let (p, v) = (draw(1), draw(2))
            for _ in 0..<20 { assign([(v, v * 0.9 + p), (p, p - 0.01 * v)]) }
            return [p, v]
        },
    ]

    @Test("gives what it gives without fusion")
    func values() async {
        await #expect(processExitsWith: .success) {
            for writing in Self.writings {
                let expected = withoutFusion { writing.run().map { Bits($0) } }
                #expect(!expected.isEmpty && writing.run().map { Bits($0) } == expected, "\(writing.name)")
                let all = withFusionOfEverything { writing.run().map { Bits($0) } }
                #expect(all == expected, "\(writing.name)")
            }
        }
    }

    // MARK: In place where it can

    @Test("a formula over a leaf takes the leaf's own memory")
    func inPlace() {
        let (p, q) = (Self.draw(1), Self.draw(2))
        let updates: [() -> Tensor] = [
            { p * 2 + 1 }, { p + q }, { p * p - p }, { p + p.reshaped(90, 100).reshaped([Self.count]) },
            { which(p .> 0, p, q) }, { p - p.sum() }, { p - 0.1 * (p / (sqrt(abs(p)) + 1)) },
        ]
        for (index, update) in updates.enumerated() {
            let before = place(p)
            let read = programs { p.assign(update()) }
            #expect(place(p) == before, "update \(index)")
            #expect(read.last?.areAllInPlace == true, "update \(index)")
        }
        #expect(place(q) != place(p))
    }

    @Test("Adam's formulas leave parameters and moments where they are")
    func adam() {
        let (p, m, v, g) = (Self.draw(1), Self.draw(2), square(Self.draw(3)), Self.draw(4))
        evaluate(v)
        for _ in 0..<3 {
            let before = [p, m, v].map(place)
            let (first, second) = (0.9 * m + 0.1 * g, 0.999 * v + 0.001 * square(g))
            assign([(m, first), (v, second), (p, p - 0.01 * first / (sqrt(second) + 1e-8))])
            // The leaves exchange no memory either.
            #expect([p, m, v].map(place) == before)
        }
    }

    @Test("a leaf that somebody else shows moves", arguments: 0..<5)
    func elsewhere(position: Int) {
        let p = Self.draw(1)
        let before = place(p)
        let holders: [Any] =
            [p.detach(), p[5...], p * 2, exp(p[100...]), p.requiringGrad() * p][position...].prefix(1) + []
        withoutGradient { p.assign(p * 0.5) }
        #expect(place(p) != before && holders.count == 1)
    }

    @Test("elements that lie elsewhere are not written before they are read")
    func order() async {
        await #expect(processExitsWith: .success) {
            let reads: [(Tensor) -> Tensor] = [
                { $0.flipped() }, { $0[0..<1] }, { $0.sum() }, { $0.reshaped(90, 100).T.reshaped([9000]) },
            ]
            for (index, read) in reads.enumerated() {
                let (p, q) = (Self.draw(1), Self.draw(1))
                p.assign(p * 2 + read(p))
                #expect(Bits(p) == withoutFusion { Bits(q * 2 + read(q)) }, "\(index)")
            }
        }
    }

    static let isPoolOn = ProcessInfo.processInfo.environment["ADJOINT_POOL"] != "off"

    @Test("an optimizer's step allocates no memory for the state", .enabled(if: isPoolOn, "ADJOINT_POOL=off"))
    func memory() async {
        await #expect(processExitsWith: .success) {
            let count = 1 << 18
            let (p, m, v, g) = (
                Tensor.ones([count]), Tensor.zeros([count]), Tensor.zeros([count]), Tensor.ones([count])
            )
            for _ in 0..<3 {
                resetPeakMemory()
                let before = memoryUse.live
                let (first, second) = (0.9 * m + 0.1 * g, 0.999 * v + 0.001 * square(g))
                assign([(m, first), (v, second), (p, p - 0.01 * first / (sqrt(second) + 1e-8))])
                #expect(memoryUse.live == before)
                #expect(memoryUse.peak - before < count)  // a fraction of one array's bytes: registers
            }
        }
    }

    @Test("temporaries give their memory to the result", .enabled(if: isPoolOn, "ADJOINT_POOL=off"))
    func temporaries() async {
        await #expect(processExitsWith: .success) {
            let count = 1 << 18
            func fresh() -> Tensor { concatenated([Tensor.ones([count / 2]), Tensor.zeros([count / 2])]) }
            let before = memoryUse.live
            resetPeakMemory()
            let x = fresh() * 2 + 1
            evaluate(x)
            // Two arrays of four bytes while they were joined, and a little.
            #expect(memoryUse.peak - before < 5 * count * 2)
            #expect(memoryUse.live - before < 5 * count)
        }
    }
}
