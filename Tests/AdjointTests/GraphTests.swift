import Foundation
import Testing

@testable import Adjoint

@Suite("The graph")
struct GraphTests {
    /// A float64 scalar that gathers a gradient.
    func leaf(_ value: Double) -> Tensor { Tensor(value, requiresGrad: true) }

    // MARK: Accumulation

    @Test("a weight used twice receives both gradients")
    func usedTwice() {
        let w = leaf(3)
        (w * w + 2 * w).backward()
        #expect(w.grad?.item() == 8)
    }

    @Test("repeated backward calls add up until zeroGrad")
    func repeatedCalls() {
        let w = leaf(3)
        for _ in 0..<3 { (w * 5).backward() }
        #expect(w.grad?.item() == 15)
        w.zeroGrad()
        #expect(w.grad == nil)
    }

    @Test("a diamond visits each node once, after all of its uses")
    func diamond() {
        let x = leaf(2)
        let a = x * 3
        let (b, c) = (a * a, exp(a * 0))
        (b * c + a).backward()
        #expect(x.grad?.item() == 39)
    }

    @Test("scalars and tensors share one graph")
    func mixed() {
        let scale = leaf(2)
        let x = Tensor([[1, 2], [3, 4]], dtype: .float64, requiresGrad: true)
        (scale * x).sum().backward()
        #expect(scale.grad?.item() == 10)
        #expect(x.grad?.asArray(Double.self) == [2, 2, 2, 2])
    }

    @Test("a cotangent weighs the elements of a result")
    func cotangent() {
        let x = Tensor([1, 2, 3], requiresGrad: true)
        (x * x).backward(Tensor([1, 0, -1]))
        #expect(x.grad?.asArray(Float.self) == [2, 0, -6])
    }

    @Test("gradients of two leaves are objects of their own")
    func separateObjects() throws {
        let (a, b) = (Tensor([1, 2], requiresGrad: true), Tensor([3, 4], requiresGrad: true))
        (a + b).sum().backward()
        try #require(a.grad).assign(Tensor([7, 7]))
        #expect(b.grad?.asArray(Float.self) == [1, 1])
    }

    // MARK: Keeping and releasing

    @Test("a retained graph can be walked again, a released one cannot")
    func retained() throws {
        let x = leaf(3)
        let y = x * x
        y.backward(retainGraph: true)
        y.backward()
        #expect(x.grad?.item() == 12)
        #expect(throws: AdjointError.self) { try withErrors { y.backward() } }
        #expect(x.grad?.item() == 12, "a refused pass changes nothing")
    }

    @Test("a part that an earlier pass released is found before anything changes")
    func partlyReleased() {
        let x = leaf(3)
        let y = x * x
        let (a, b) = (y * 2, y * 3)
        a.backward()
        #expect(throws: AdjointError.self) { try withErrors { b.backward() } }
        #expect(x.grad?.item() == 12)
    }

    @Test("backward frees the graph as it goes, and dropping a result frees the rest")
    func freed() {
        let x = leaf(2)
        weak var middle: Tensor?
        weak var unused: Tensor?
        var y: Tensor?
        do {
            let m = exp(x)
            middle = m
            y = m * m
        }
        #expect(middle != nil)
        y?.backward()
        #expect(middle == nil)
        do {
            let m = exp(x)
            unused = m
            y = m * m
        }
        y = nil
        #expect(unused == nil)
    }

    @Test("a leaf and what it was used for are released together")
    func noCycle() {
        weak var weight: Tensor?
        do {
            let w = leaf(2)
            weight = w
            (w * w).backward()
            #expect(w.grad?.item() == 4)
        }
        #expect(weight == nil)
    }

    @Test("a chain of a million operations runs forward and backward and is freed, on a small stack")
    func depth() {
        @Sendable func run(_ isWalked: Bool) -> Double? {
            let x = Tensor(1 as Double, requiresGrad: true)
            var y = x
            for _ in 0..<500_000 {
                y = y + 1e-6
                y = y * 1.000001
            }
            if isWalked { y.backward() }
            return x.grad?.item()
        }
        let slope = Guarded(0.0)
        let done = DispatchSemaphore(value: 0)
        let thread = Thread {
            _ = run(false)  // released without a pass: by the recursion of deinit alone
            let found = run(true) ?? 0
            slope.withValue { $0 = found }
            done.signal()
        }
        thread.stackSize = 256 << 10
        thread.start()
        done.wait()
        #expect(abs(slope.value - pow(1.000001, 500_000)) < 1e-9)
    }

    @Test("a wide and deep graph with branches is released without recursion too")
    func branches() {
        let x = leaf(1)
        var y = x
        for _ in 0..<100_000 {
            y = which(y .> 0, y * 0.5, y + 1) + concatenated([y.reshaped(1), y.reshaped(1)]).sum() * 0.25
        }
        weak let last = y
        #expect(last != nil)
        y = x
        #expect(last == nil)
    }

    // MARK: Leaves, detaching, modes

    @Test("detach and withoutGradient cut the graph")
    func cut() {
        let x = leaf(3)
        (x.detach() * x).backward()
        #expect(x.grad?.item() == 3)
        let y = withoutGradient { x * x }
        #expect(!y.requiresGrad && y.isLeaf)
        let z = withoutGradient { withGradient { x * x } }
        #expect(z.requiresGrad && !z.isLeaf)
        #expect(isGradientEnabled)
    }

    @Test("writing to a leaf leaves the values that the graph saved")
    func copyOnWrite() {
        for start in [[2.0], [2.0, 2.0]] {
            let w = Tensor(start, requiresGrad: true)
            let constant = Tensor(start)
            let y = (w * w * constant).sum()
            w.assign(Tensor(start.map { _ in 100.0 }))
            constant.assign(Tensor(start.map { _ in 100.0 }))
            y.backward()
            #expect(w.grad?.asArray(Double.self) == start.map { 2 * $0 * $0 })
            // The next use sees the new value, and the gradient still gathers in the same place.
            w.zeroGrad()
            (w * w).sum().backward()
            #expect(w.grad?.asArray(Double.self) == start.map { _ in 200.0 })
        }
    }

    @Test("a write in place happens only where nobody else needs the storage")
    func inPlace() {
        let x = Tensor([1, 2, 3, 4])
        let address = x.storage.map { ObjectIdentifier($0) }
        x[0] = Tensor(9)
        #expect(x.storage.map { ObjectIdentifier($0) } == address)
        let view = x[1..<3]
        x[1] = Tensor(8)
        #expect(view.asArray(Float.self) == [2, 3])
        #expect(x.asArray(Float.self) == [9, 8, 3, 4])
        x[0..<2] = x[2..<4]
        #expect(x.asArray(Float.self) == [3, 4, 3, 4])
        x[.stride(by: -1)] = x
        #expect(x.asArray(Float.self) == [4, 3, 4, 3])
    }

    @Test("a result keeps its gradient when asked")
    func retainedGradient() {
        let x = leaf(3)
        let y = x * x
        y.retainGrad()
        (y * 4).backward()
        #expect(y.grad?.item() == 4)
        #expect(x.grad?.item() == 24)
    }

    @Test("gradients(of:for:) takes leaves and results, leaves grad alone, and gives zeros for strangers")
    func functional() {
        let (x, stranger) = (leaf(3), Tensor([1, 2], requiresGrad: true))
        let y = x * x
        let z = y * y
        let found = gradients(of: z, for: [x, y, stranger, x, z])
        #expect(found.map { $0.asArray(Float.self) } == [[108], [18], [0, 0], [108], [1]])
        #expect(x.grad == nil)
    }

    @Test("many threads can use one leaf at once")
    func threads() {
        let w = Tensor([1, 2, 3], requiresGrad: true)
        let sums = Guarded([Double](repeating: 0, count: 64))
        DispatchQueue.concurrentPerform(iterations: 64) { index in
            let slope = gradient { x in (x * w).sum() }(Tensor([Float(index), 1, 1]))
            let sum = slope.sum().item()
            sums.withValue { $0[index] = sum }
        }
        #expect(sums.value == Array(repeating: 6, count: 64))
    }

    // MARK: Higher orders

    @Test("createGraph differentiates again and again")
    func orders() {
        let x = leaf(0.7)
        var y = sin(x) * x ** 3.0
        let reference: [(Double) -> Double] = [
            { x in cos(x) * x * x * x + 3 * sin(x) * x * x },
            { x in -sin(x) * x * x * x + 6 * cos(x) * x * x + 6 * sin(x) * x },
            { x in -cos(x) * x * x * x - 9 * sin(x) * x * x + 18 * cos(x) * x + 6 * sin(x) },
        ]
        for expected in reference {
            y = gradients(of: y, for: [x], createGraph: true)[0]
            #expect(abs(y.item() - expected(0.7)) < 1e-13)
        }
    }

    @Test("backward(createGraph:) leaves a gradient that can be differentiated")
    func createdGraph() throws {
        let x = leaf(2)
        (x * x * x).backward(createGraph: true)
        let slope = try #require(x.grad)
        #expect(slope.item() == 12)
        x.zeroGrad()
        slope.backward()
        #expect(x.grad?.item() == 12)
    }

    @Test("transforms: Hessian, Jacobian, products and nesting, for Rosenbrock's function")
    func transforms() {
        func rosenbrock(_ v: Tensor) -> Tensor { square(1 - v[0]) + 100 * square(v[1] - square(v[0])) }
        let at = Tensor([0.5, -0.3] as [Double])
        let (x, y) = (0.5, -0.3)
        let slope = [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)]
        let matrix = [2 - 400 * (y - 3 * x * x), -400 * x, -400 * x, 200]
        let vector = Tensor([2, -1] as [Double])
        let product = [2 * matrix[0] - matrix[1], 2 * matrix[2] - matrix[3]]
        func close(_ a: Tensor, _ b: [Double]) -> Bool {
            zip(a.asArray(Double.self), b).allSatisfy { abs($0 - $1) < 1e-11 } && a.count == b.count
        }
        #expect(close(gradient(of: rosenbrock)(at), slope))
        #expect(close(valueAndGradient(of: rosenbrock)(at).value, [0.25 + 100 * 0.3025]))
        #expect(close(hessian(of: rosenbrock)(at), matrix))
        #expect(close(hvp(of: rosenbrock, at: at, vector: vector), product))
        #expect(
            close(jvp(of: gradient(of: rosenbrock), at: at, tangent: vector).tangent, product), "forward over reverse")
        let forward = gradient { v in jvp(of: rosenbrock, at: v, tangent: vector).tangent }
        #expect(close(forward(at), product), "reverse over forward")
        let j = jacobian { v in stacked([v[0] * v[1], sin(v[0]), v[1]]) }(at)
        #expect(j.shape == [3, 2] && close(j, [y, x, cos(x), 0, 0, 1]))
    }
}
