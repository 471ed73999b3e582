import Adjoint
import AdjointNN
import Foundation
import Testing

@Suite("Hooks")
struct HookTests {
    /// Losses of a leaf x = [1, 2] in which the gradient by x comes in several ways and parts, each with the gradient.
    static let losses: [(name: String, loss: @Sendable (Tensor) -> Tensor, slope: [Double])] = [
        ("elementwise", { ($0 * $0 + $0).sum() }, [3, 5]),
        ("slices", { $0[0] * 3 + $0[1] * $0[0] + $0.sum() }, [6, 2]),
        (
            "products",
            { x in
                let row = x.reshaped(1, 2)
                return matmul(row, Tensor([[1, 2], [3, 4]], dtype: .float64)).sum() + matmul(row, row.T).sum()
            }, [5, 11]
        ),
        ("one use", { (3 * $0).sum() }, [3, 3]),
    ]

    @Test("of a leaf, called once for each pass with the whole cotangent", arguments: losses.indices)
    func leaf(_ index: Int) {
        let (name, loss, slope) = Self.losses[index]
        let x = Tensor([1, 2] as [Double], requiresGrad: true)
        let seen = Notes<[Double]>()
        let hook = x.onGradient { seen.add($0.doubles) }
        let y = loss(x)
        y.backward(retainGraph: true)
        #expect(seen.all == [slope], "\(name)")
        #expect(x.grad?.doubles == slope, "\(name)")
        y.backward(retainGraph: true)
        #expect(seen.all == [slope, slope] && x.grad?.doubles == slope.map { 2 * $0 }, "\(name)")
        #expect(gradients(of: y, for: [x], retainGraph: true)[0].doubles == slope, "\(name)")
        #expect(seen.all.count == 3)
        hook.remove()
        hook.remove()
        y.backward()
        #expect(seen.all.count == 3 && x.grad?.doubles == slope.map { 3 * $0 }, "\(name)")
    }

    @Test("of a leaf with one element, and of weights of products")
    func otherLeaves() {
        let s = Tensor(2.0 as Double, requiresGrad: true)
        s.mapGradient { 10 * $0 }
        (s * s + s * 3).backward()
        #expect(s.grad?.item() == 70)
        let w = Tensor.random([3, 2]).requiringGrad()
        let plain = w.detach().requiringGrad()
        let seen = Notes<[Int]>()
        w.mapGradient { g in
            seen.add(g.shape)
            return 2 * g
        }
        func loss(_ w: Tensor) -> Tensor {
            var h = Tensor.random([4, 2], seed: 2)
            for _ in 0..<3 { h = tanh(matmul(matmul(h, w.T), w)) }
            return h.sum()
        }
        loss(w).backward()
        loss(plain).backward()
        #expect(seen.all == [[3, 2]])
        #expect(distance(w.grad ?? w, 2 * (plain.grad ?? w)) < 1e-13)
    }

    @Test("of a result: what it gives goes on, and into grad and gradients(of:for:)", arguments: [false, true])
    func result(_ isLate: Bool) {
        let x = Tensor([1, 2] as [Double], requiresGrad: true)
        let h = x * x
        let seen = Notes<[Double]>()
        let register = {
            h.mapGradient { g in
                seen.add(g.doubles)
                return clip(g, to: -4...4)
            }
        }
        var hook = isLate ? nil : register()
        let y = (h * Tensor([3, 5] as [Double])).sum()
        if isLate { hook = register() }
        y.backward(retainGraph: true)
        #expect(seen.all == [[3, 5]] && x.grad?.doubles == [6, 16])
        #expect(h.grad == nil)
        h.retainGrad()
        let found = gradients(of: y, for: [h, x], retainGraph: true)
        #expect(found.map(\.doubles) == [[3, 4], [6, 16]])
        y.backward(retainGraph: true)
        #expect(h.grad?.doubles == [3, 4])
        hook?.remove()
        x.zeroGrad()
        y.backward()
        #expect(x.grad?.doubles == [6, 20] && seen.all.count == 3)
    }

    @Test("of the tensor that backward() is called on, a leaf too")
    func root() {
        let x = Tensor(2.0 as Double, requiresGrad: true)
        x.mapGradient { 3 * $0 }
        x.backward()
        #expect(x.grad?.item() == 3)
        let y = x.detach().requiringGrad() * 1
        y.mapGradient { 5 * $0 }
        y.retainGrad()
        y.backward()
        #expect(y.grad?.item() == 5)
    }

    @Test("several are called in order, each with what the one before gives, and can be removed in one")
    func order() {
        let x = Tensor(1.0 as Double, requiresGrad: true)
        let calls = Notes<String>()
        let hooks = Notes<Hook>()
        for name in ["a", "b", "c"] {
            hooks.add(
                x.mapGradient { g in
                    calls.add("\(name)\(g.item())")
                    if name == "a" { hooks.all[1].remove() }
                    return name == "c" ? g : g * 2
                })
        }
        (x * 1).backward()
        #expect(calls.all == ["a1.0", "c2.0"] && x.grad?.item() == 2)
        hooks.all[0].remove()
        x.zeroGrad()
        (x * 1).backward()
        #expect(calls.all.suffix(1) == ["c1.0"] && x.grad?.item() == 1)
    }

    @Test("vjp and transforms call those of tensors that the function uses; jvp calls none")
    func transforms() {
        let w = Tensor([2, 3] as [Double], requiresGrad: true)
        let calls = Notes<[Double]>()
        w.onGradient { calls.add($0.doubles) }
        let x = Tensor([1, 10] as [Double])
        let (_, pullback) = vjp(of: { (x: Tensor) in x * w }, at: x)
        #expect(pullback(Tensor([1, 1] as [Double])).doubles == [2, 3])
        #expect(calls.all == [[1, 10]])
        #expect(pullback(Tensor([2, 2] as [Double])).doubles == [4, 6])
        #expect(calls.all.count == 2)
        _ = jvp(of: { $0 * w }, at: x, tangent: x)
        #expect(calls.all.count == 2)
    }

    @Test("in a recorded pass what it gives is recorded, so second derivatives go through it")
    func secondOrder() {
        // The hook turns ∂L/∂h = u into u², so the gradient by x is (2h)² · 2x with h = x²: 8 x⁵.
        let x = Tensor([0.5, 1.5] as [Double], requiresGrad: true)
        let h = x * x
        h.mapGradient { g in g * g }
        let first = gradients(of: (h * h).sum(), for: [x], createGraph: true)[0]
        let powers = x.doubles.map { 8 * Foundation.pow($0, 5) }
        #expect(zip(first.doubles, powers).allSatisfy { Swift.abs($0 - $1) < 1e-12 })
        // Of a leaf: the gradient (2x)², and its slope 8x.
        let z = Tensor([0.5, 1.5] as [Double], requiresGrad: true)
        let hook = z.mapGradient { g in g * g }
        let slope = gradients(of: (z * z).sum(), for: [z], createGraph: true)[0]
        #expect(slope.doubles == [1, 9])
        hook.remove()
        #expect(gradients(of: slope.sum(), for: [z])[0].doubles == [4, 12])
    }

    @Test("a hook on a result has the derivatives of its formula, by differences")
    func checked() {
        // Twice the cotangent behind tanh is as if what lies behind it counted twice.
        func doubled(_ inputs: [Tensor]) -> Tensor {
            let h = tanh(inputs[0])
            if h.requiresGrad { h.mapGradient { 2 * $0 } }
            return (h * inputs[1]).sum()
        }
        let (x, y) = (Tensor.random([3]), Tensor.random([3], seed: 2))
        let leaves = [x.detach().requiringGrad(), y.detach().requiringGrad()]
        let first = gradients(of: doubled(leaves), for: leaves, createGraph: true)
        #expect(distance(first[0], 2 * y * (1 - square(tanh(x)))) < 1e-14 && distance(first[1], tanh(x)) < 1e-14)
        let looking: ([Tensor]) -> Tensor = { inputs in
            let h = tanh(inputs[0])
            if h.requiresGrad { h.onGradient { _ in } }
            return (h * inputs[1]).sum()
        }
        #expect(checkGradients(of: looking, at: [x, y]).passed)
    }

    @Test("what a hook is given is its own: it may keep it and write to it")
    func ownership() {
        let x = Tensor([1, 2] as [Double], requiresGrad: true)
        let y = Tensor([3, 4] as [Double], requiresGrad: true)
        let kept = Notes<Tensor>()
        x.onGradient { g in
            kept.add(g)
            g.assign(Tensor([9, 9] as [Double]))
        }
        (x + y).sum().backward()
        #expect(y.grad?.doubles == [1, 1] && x.grad?.doubles == [1, 1])
        (x + y).sum().backward()
        #expect(kept.all.map(\.doubles) == [[9, 9], [9, 9]] && x.grad?.doubles == [2, 2])
    }

    @Test("a replacement of another shape or dtype is an error, and nothing is changed")
    func refused() {
        let x = Tensor([1, 2] as [Double], requiresGrad: true)
        let shape = x.mapGradient { $0.sum() }
        let first = #expect(throws: AdjointError.self) { try withErrors { (x * x).sum().backward() } }
        #expect(
            first?.description
                == "mapGradient: [] float64 comes back for a gradient of [2] float64: they must be equal")
        #expect(x.grad == nil)
        shape.remove()
        let h = x * x
        h.mapGradient { $0.cast(to: .float32) }
        let second = #expect(throws: AdjointError.self) { try withErrors { h.sum().backward() } }
        #expect(second?.description.contains("[2] float32 comes back") == true && x.grad == nil)
        let third = #expect(throws: AdjointError.self) {
            try withErrors { Tensor([1, 2]).onGradient { print($0) } }
        }
        #expect(third?.description.contains("onGradient: this tensor of [2] does not require a gradient") == true)
        let mistaken = Tensor(1.0, requiresGrad: true)
        mistaken.mapGradient { matmul($0, $0) }
        #expect(throws: AdjointError.self) { try withErrors { (mistaken * 2).backward() } }
        #expect(mistaken.grad == nil)
    }

    @Test("a hook that goes back itself works: through another graph, and through the same")
    func nested() {
        let x = Tensor([1, 2] as [Double], requiresGrad: true)
        let other = Tensor(3.0 as Double, requiresGrad: true)
        let h = x * x
        let trunk = h * h
        let slopes = Notes<[Double]>()
        trunk.onGradient { _ in
            guard slopes.all.isEmpty else { return }
            slopes.add([])
            withGradient { other * other }.backward()
            // Through nodes in which the pass around it has gathered something already.
            let cube = withGradient { (trunk * h).sum() }
            slopes.add(gradients(of: cube, for: [x])[0].doubles)
            cube.backward()
        }
        (trunk * 2 + h * 3).sum().backward()
        // x⁶ inside, and 2x⁴ + 3x² with it.
        #expect(slopes.all.last == [6, 192])
        #expect(other.grad?.item() == 6)
        #expect(x.grad?.doubles == [8 + 6 + 6, 64 + 12 + 192])
        #expect(trunk.graph.root.isReleased)
    }

    @Test("a hook that comes to itself for ever is an error")
    func endless() {
        let x = Tensor(1.0, requiresGrad: true)
        x.onGradient { _ in withGradient { x * x }.backward() }
        let error = #expect(throws: AdjointError.self) { try withErrors { (x * x).backward() } }
        #expect(error?.description.contains("passes run inside one another") == true)
    }

    @Test("passes of several threads call it one at a time")
    func threads() {
        let w = Tensor.ones([3]).requiringGrad()
        let h = w * 2
        let sums = Notes<Double>()
        final class Counter: @unchecked Sendable { var value = 0 }  // without a lock: passes take turns
        let counter = Counter()
        w.onGradient { g in
            counter.value += 1
            sums.add(g.sum().item())
        }
        h.mapGradient { 2 * $0 }
        DispatchQueue.concurrentPerform(iterations: 8) { thread in
            for _ in 0..<20 { (h * Double(thread + 1)).sum().backward(retainGraph: true) }
        }
        #expect(counter.value == 160)
        let total = sums.all.reduce(0, +)
        #expect(total == 8640)
        #expect(w.grad?.asArray(Double.self) == [2880, 2880, 2880])
    }

    @Test("a leaf that no longer requires a gradient forgets them, and a removed one keeps nothing alive")
    func lifetime() {
        let x = Tensor(1.0, requiresGrad: true)
        let calls = Notes<Int>()
        let hook = x.onGradient { _ in calls.add(1) }
        x.requiresGrad = false
        x.requiresGrad = true
        (x * x).backward()
        hook.remove()
        #expect(calls.all.isEmpty)
        withLeakChecking {
            let y = Tensor([1, 2], requiresGrad: true)
            let hook = y.mapGradient { g in g * y }
            (y * y).sum().backward()
            hook.remove()
            let h = y * 2
            h.mapGradient { 2 * $0 }
            h.sum().backward()
        }
    }

    // MARK: Modules

    @Test("a module's hooks look at and change inputs and results, in order, until they are removed")
    func modules() {
        let layer = Hooked(Lambda { $0 * 10 })
        let seen = Notes<[Double]>()
        let look = layer.onOutput { x, y in
            seen.add(x.asArray(Double.self))
            seen.add(y.asArray(Double.self))
        }
        let x = Tensor([1, 2])
        #expect(layer(x).asArray(Double.self) == [10, 20] && seen.all == [[1, 2], [10, 20]])
        let add = layer.mapInput { $0 + 1 }
        let double = layer.mapInput { 2 * $0 }
        let shift = layer.mapOutput { _, y in y - 1 }
        #expect(layer(x).asArray(Double.self) == [39, 59])
        #expect(Array(seen.all.suffix(2)) == [[4, 6], [40, 60]])
        add.remove()
        look.remove()
        #expect(layer(x).asArray(Double.self) == [19, 39] && seen.all.count == 4)
        double.remove()
        shift.remove()
        #expect(layer(x).asArray(Double.self) == [10, 20])
    }

    @Test("a module with hooks has the names, the state and the summary of its base")
    func transparent() throws {
        let plain = Sequential(Linear(4, 3), ReLU(), Sequential(BatchNorm(3), Dropout(0.5)))
        let hooked = Sequential(plain.layers.map { Hooked($0) })
        let changed = (hooked.layers[1] as? Hooked)?.mapOutput { _, y in y * 1 }
        #expect(hooked.namedParameters.map(\.name) == plain.namedParameters.map(\.name))
        #expect(zip(hooked.parameters, plain.parameters).allSatisfy { $0 === $1 })
        #expect(hooked.namedModules.map(\.name) == plain.namedModules.map(\.name))
        #expect(
            hooked.namedModules.map { "\(type(of: $0.module))" } == plain.namedModules.map { "\(type(of: $0.module))" })
        #expect(hooked.description == plain.description)
        #expect(hooked.summary(input: [4]).rows == plain.summary(input: [4]).rows)
        #expect(changed != nil)
        hooked.eval()
        let x = Tensor.uniform([2, 4])
        #expect(hooked(x).asArray(Float.self) == plain(x).asArray(Float.self))
        let twin = hooked.copy()
        #expect(twin.namedParameters.map(\.name) == plain.namedParameters.map(\.name))
        #expect(!zip(twin.parameters, plain.parameters).contains { $0 === $1 })
        #expect(twin(x).asArray(Float.self) == plain(x).asArray(Float.self))
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(
            "hooked-\(UUID().uuidString).safetensors")
        defer { try? FileManager.default.removeItem(at: file) }
        try plain.save(to: file)
        try hooked.load(contentsOf: file)
        let only = Hooked(Linear(2, 1))
        #expect(only.namedParameters.map(\.name) == ["weight", "bias"] && only.children.isEmpty)
    }

    @Test("what a module's hooks compute is recorded; gradients of activations are reached from them")
    func activations() {
        let model = Sequential(Linear(3, 2), ReLU(), Linear(2, 1)).cast(to: .float64)
        let hooked = Sequential(model.layers.map { Hooked($0) })
        let shapes = Notes<[Int]>()
        for case let layer as Hooked in hooked.layers {
            layer.onOutput { _, y in y.onGradient { shapes.add($0.shape) } }
        }
        hooked(Tensor.random([5, 3])).sum().backward()
        #expect(shapes.all == [[5, 1], [5, 2], [5, 2]])
        let scaled = Hooked(Lambda { sin($0) })
        scaled.mapInput { $0 * 2 }
        scaled.mapOutput { x, y in y * x }
        #expect(checkGradients(of: { scaled($0) }, at: Tensor.random([4])).passed)
    }
}
