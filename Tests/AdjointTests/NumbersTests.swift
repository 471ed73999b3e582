import Adjoint
import Testing

@Suite("Numbers beside tensors")
struct NumbersTests {
    let x = Tensor([1, -2, 3], dtype: .float64)
    let n = Tensor([7, -7, 8] as [Int])

    private func list(_ x: Tensor) -> [Double] { x.asArray(Double.self) }

    @Test("Int, Float and Double on both sides of every operator, in the dtype of the tensor")
    func operators() {
        let (i, f, d) = (2, 2 as Float, 2.0)
        for sum in [x + i, x + f, x + d, i + x, f + x, d + x] {
            #expect(list(sum) == [3, 0, 5] && sum.dtype == .float64)
        }
        for difference in [x - i, x - f, x - d] { #expect(list(difference) == [-1, -4, 1]) }
        for difference in [i - x, f - x, d - x] { #expect(list(difference) == [1, 4, -1]) }
        for product in [x * i, x * f, x * d, i * x, f * x, d * x] { #expect(list(product) == [2, -4, 6]) }
        for quotient in [x / i, x / f, x / d] { #expect(list(quotient) == [0.5, -1, 1.5]) }
        for quotient in [i / x, f / x, d / x] { #expect(list(quotient) == [2, -1, 2.0 / 3]) }
        for power in [x ** i, x ** f, x ** d] { #expect(list(power) == [1, 4, 9]) }
        for power in [i ** x, f ** x, d ** x] { #expect(list(power) == [2, 0.25, 8]) }
        #expect((n + i).dtype == .int64 && list(n + 1) == [8, -6, 9])
        let large = Tensor([1 << 60] as [Int])
        #expect((large + 1).asArray(Int.self) == [1 << 60 + 1] && (large .== (1 << 60 + 1)).any().item() == 0)
        #expect((Tensor([1, 2]) * 2.5).dtype == .float32 && (Tensor([1, 2]) * i).dtype == .float32)
    }

    @Test("comparisons with numbers on both sides, and .infinity")
    func comparisons() {
        let (i, f) = (1, 1 as Float)
        for result in [x .== i, x .== f, x .== 1.0, i .== x, f .== x, 1.0 .== x] { #expect(list(result) == [1, 0, 0]) }
        for result in [x .!= i, i .!= x, x .!= f] { #expect(list(result) == [0, 1, 1]) }
        for result in [x .< i, x .< f, i .> x, f .> x, 1.0 .> x] { #expect(list(result) == [0, 1, 0]) }
        for result in [x .<= i, i .>= x, 1.0 .>= x] { #expect(list(result) == [1, 1, 0]) }
        for result in [x .> i, i .< x, f .< x] { #expect(list(result) == [0, 0, 1]) }
        for result in [x .>= i, i .<= x, 1.0 .<= x] { #expect(list(result) == [1, 0, 1]) }
        #expect((x .< .infinity).all().item() == 1)
    }

    @Test("x += 0.5 and its like, in the dtype of the variable")
    func assignments() {
        var y = x
        y += 0.5
        y -= 1
        y *= 2 as Float
        y /= 2
        #expect(list(y) == [0.5, -2.5, 2.5] && y.dtype == .float64 && list(x) == [1, -2, 3])
        var m = n
        m += 1
        #expect(m.dtype == .int64)
    }

    @Test("remainders have the sign of the divisor, and the derivatives of x - ⌊x / y⌋ · y")
    func remainder() {
        let y = Tensor([3, 3, -3], dtype: .float64)
        #expect(list(x % y) == [1, 1, 0] && list(x % 2) == [1, 0, 1] && list(x % 2.5) == [1, 0.5, 0.5])
        #expect((n % 3).asArray(Int.self) == [1, 2, 2] && (n % 3).dtype == .int64)
        #expect(checkGradients(of: { $0[0] % $0[1] }, at: [x + 0.25, y]).passed)
    }

    @Test("which takes numbers, in the dtype of the tensor beside them, and two in float32")
    func selection() {
        let x = Tensor([-1, 2] as [Double], requiresGrad: true)
        let (both, first, second) = (which(x .> 0, 1, 0.5), which(x .> 0, 3, x), which(x .> 0, x, -1))
        #expect(both.dtype == .float32 && list(both) == [0.5, 1])
        #expect(first.dtype == .float64 && list(first) == [-1, 3])
        #expect(list(second) == [-1, 2] && list(gradients(of: second.sum(), for: [x])[0]) == [0, 1])
        let count = Tensor([1, 2], dtype: .int32)
        #expect(which(count .> 1, count, 0).dtype == .int32)
        #expect(throws: AdjointError.self) { try withErrors { which(count .> 1, count, 0.5) } }
    }

    @Test("a part takes a tensor of one number in its own dtype")
    func numberOfAnotherType() {
        let w = Tensor([1, 2, 3])
        let number: Double = 0.25
        w[0] = Tensor(number)
        w[1...] = Tensor(7 as Int)
        #expect(w.dtype == .float32 && list(w) == [0.25, 7, 7])
        #expect(throws: AdjointError.self) { try withErrors { w[0] = Tensor(true) } }
        #expect(throws: AdjointError.self) { try withErrors { w[0...1] = Tensor([1, 2] as [Double]) } }
        let counts = Tensor([1, 2], dtype: .int32)
        #expect(throws: AdjointError.self) { try withErrors { counts[0] = Tensor(0.5) } }
    }

    @Test("parts are set to numbers, and read as numbers")
    func subscripts() throws {
        let w = Tensor.zeros([2, 2], dtype: .float64)
        w[0] = 5
        w[1, 1] = 2.5
        #expect(list(w) == [5, 5, 0, 2.5])
        w[0, 0] += 1
        let part = w[0] * 2
        #expect(list(part) == [12, 10])
        w[1] = [1, 0.5]
        #expect(list(w) == [6, 5, 1, 0.5])
        #expect([w].enumerated().map { $1[0] * Double($0) }[0].shape == [2])
        let m = Tensor([1, 2] as [Int])
        m[0] = 7
        #expect(m.asArray(Int.self) == [7, 2])
        #expect(throws: AdjointError.self) { try withErrors { m[0] = 0.5 } }
        #expect(throws: AdjointError.self) { try withErrors { w[0] = [1, 2, 3] } }
    }

    @Test("sums of arrays and reduce(0, +), and numbers of tensors stay numbers")
    func sums() {
        #expect(list([x, x, x].sum()) == [3, -6, 9] && list([x, Tensor(1)].sum()) == [2, -1, 4])
        #expect([x, x, x].sum().dtype == .float64 && list([Tensor]().sum()) == [0])
        #expect(list([x, x].reduce(0, +)) == [2, -4, 6] && [x, x].reduce(0, +).dtype == .float64)
        #expect(list([x, x].map { $0 * 2 + 1 }.reduce(0) { $0 + $1 }) == [6, -6, 14])
        let count = [x, n].reduce(0) { $0 + $1.count }
        #expect(count == 6)
        #expect(checkGradients(of: { [$0, $0, square($0)].sum() }, at: x).passed)
    }

    @Test("methods are the functions of their names")
    func methods() {
        let pairs: [(Tensor, Tensor)] = [
            (x.abs(), abs(x)), (x.sign(), sign(x)), (x.square(), square(x)), (x.relu(), relu(x)),
            (x.square().sqrt(), sqrt(square(x))), (x.square().rsqrt(), rsqrt(square(x))),
            (x.reciprocal(), reciprocal(x)), (x.exp(), exp(x)), (x.expm1(), expm1(x)),
            (x.square().log(), log(square(x))),
            (x.square().log1p(), log1p(square(x))), (x.sin(), sin(x)), (x.cos(), cos(x)), (x.tan(), tan(x)),
            (x.tanh(), tanh(x)), (x.sinh(), sinh(x)), (x.cosh(), cosh(x)), ((x / 4).asin(), asin(x / 4)),
            ((x / 4).acos(), acos(x / 4)), (x.atan(), atan(x)), (x.sigmoid(), sigmoid(x)), (x.softplus(), softplus(x)),
            (x.erf(), erf(x)), (x.erfc(), erfc(x)), ((x / 4).floor(), floor(x / 4)), ((x / 4).ceil(), ceil(x / 4)),
            ((x / 4).round(), round(x / 4)), (x.pow(3), pow(x, 3)), (x.square().pow(x), pow(square(x), x)),
            (x.clipped(to: -1...1), clip(x, to: -1...1)), (x.softmax(), softmax(x)), (x.logSoftmax(), logSoftmax(x)),
            (x.matmul(x), matmul(x, x)),
        ]
        for (index, (method, function)) in pairs.enumerated() { #expect(list(method) == list(function), "\(index)") }
    }
}

@Suite("Distributions")
struct DistributionTests {
    private func generator() -> RandomGenerator { RandomGenerator(seed: 21) }

    @Test("integers reach every number of the range alike, and no other")
    func integers() {
        let x = Tensor.integers([30_000], in: -2..<4, generator: generator())
        let counts = Dictionary(grouping: x.asArray(Int.self)) { $0 }.mapValues(\.count)
        #expect(Set(counts.keys) == Set(-2..<4) && x.dtype == .int64)
        // Binomial: 5000 ± 65.
        #expect(counts.values.allSatisfy { Swift.abs($0 - 5000) < 330 })
        let wide = Tensor.integers([1000], in: .min / 2048 ..< .min / 2048 + 1 << 53, generator: generator())
        #expect(wide.asArray(Int.self).allSatisfy { (.min / 2048 ..< .min / 2048 + 1 << 53).contains($0) })
        #expect(Tensor.integers([2], in: 0..<1, dtype: .int32).asArray(Int32.self) == [0, 0])
        for range in [0..<0, Int.min..<Int.max] {
            #expect(throws: AdjointError.self) { try withErrors { _ = Tensor.integers([2], in: range) } }
        }
        #expect(throws: AdjointError.self) {
            try withErrors { _ = Tensor.integers([2], in: 0..<1 << 40, dtype: .int32) }
        }
        #expect(throws: AdjointError.self) { try withErrors { _ = Tensor.integers([2], in: 0..<3, dtype: .float32) } }
    }

    @Test("a permutation has every number once")
    func permutation() {
        let x = Tensor.permutation(1000, generator: generator()).asArray(Int.self)
        #expect(x.sorted() == Array(0..<1000) && x != Array(0..<1000))
        #expect(Tensor.permutation(1000, generator: generator()).asArray(Int.self) == x)
        #expect(Tensor.permutation(0).shape == [0])
        #expect(throws: AdjointError.self) { try withErrors { _ = Tensor.permutation(-1) } }
    }

    @Test("bernoulli has its probabilities, 0 and 1 among them")
    func bernoulli() {
        let p = Tensor([0, 0.25, 1], dtype: .float64).broadcast(to: [10_000, 3])
        let share = Tensor.bernoulli(p, generator: generator()).mean(axis: 0).asArray(Double.self)
        #expect(share[0] == 0 && share[2] == 1 && Swift.abs(share[1] - 0.25) < 0.022)
        let x = Tensor.bernoulli([10_000], probability: 0.5, generator: generator())
        #expect(Swift.abs(x.mean().item() - 0.5) < 0.025 && x.dtype == .float32)
        #expect(throws: AdjointError.self) { try withErrors { _ = Tensor.bernoulli([2], probability: 1.5) } }
        #expect(throws: AdjointError.self) { try withErrors { _ = Tensor.bernoulli(Tensor([0.5, .nan] as [Double])) } }
    }

    @Test("categorical draws in proportion to e to the logits, along any axis, and never a logit of -∞")
    func categorical() {
        let logits = Tensor([0, 1, -.infinity, 2] as [Double])
        let drawn = Tensor.categorical(logits.broadcast(to: [20_000, 4]), generator: generator())
        #expect(drawn.shape == [20_000] && drawn.dtype == .int64)
        let share = oneHot(drawn, classes: 4, dtype: .float64).mean(axis: 0).asArray(Double.self)
        let expected = softmax(logits).asArray(Double.self)
        #expect(zip(share, expected).allSatisfy { Swift.abs($0 - $1) < 0.02 } && share[2] == 0)
        let cold = Tensor.categorical(logits.broadcast(to: [100, 4]).T / 0.01, axis: 0, generator: generator())
        #expect(cold.asArray(Int.self) == Array(repeating: 3, count: 100))
        #expect(throws: AdjointError.self) { try withErrors { _ = Tensor.categorical(Tensor(1.0)) } }
        #expect(throws: AdjointError.self) { try withErrors { _ = Tensor.categorical(Tensor([1, 2] as [Int])) } }
    }
}
