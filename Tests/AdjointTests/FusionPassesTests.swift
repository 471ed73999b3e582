import Testing

@testable import Adjoint

/// Which operations share a pass, and what a pass stores.
@Suite("Passes over memory")
struct FusionPassesTests {
    private func draw(_ shape: [Int]) -> Tensor {
        let x = Tensor.normal(shape, generator: RandomGenerator(seed: UInt64(shape.count)))
        evaluate(x)
        return x
    }

    @Test(
        "softmax cross-entropy and its gradient take one pass over the logits",
        .enabled(if: Laziness.threshold > 1, "ADJOINT_FUSION"),
        arguments: [[512, 100], [4096, 10], [300, 200]])
    func crossEntropy(shape: [Int]) {
        let logits = draw(shape).requiringGrad()
        let labels = Tensor.zeros([shape[0], 1], dtype: .int64)
        let passes = programs { (-logSoftmax(logits).takeAlong(labels, axis: 1).mean()).backward() }
        let large = passes.filter { $0.space == "\(shape[0]) rows of \(shape[1])" }
        #expect(large.count == 1)
        #expect(
            passes.filter { $0.space.hasSuffix(" rows of \(shape[0])") || $0.space == "1 elements" }.count == passes
                .count - 1)
        // Every exponential is computed once and not stored: what is as large as the logits is their gradient.
        #expect(large.first?.steps.filter { $0 == "exp" }.count == 1)
        // Neither the sum of the gradient's rows, each of one element, nor what is picked of the logarithms needs whole
        // rows.
        for (step, count) in [("sum of rows", 1), ("subtract", 1), ("negate", 0)] {
            #expect(large.first?.steps.filter { $0 == step }.count == count)
        }
        let stored = large.first?.outputs.count ?? 0
        #expect((1...5).contains(stored))
    }

    @Test("layer normalisation and its gradients take one pass over the activations")
    func layerNorm() {
        let x = draw([256, 200]).requiringGrad()
        let (scale, shift) = (draw([200]).requiringGrad(), draw([200]).requiringGrad())
        let cotangent = draw([256, 200])
        let passes = programs {
            let centred = x - x.mean(axis: 1, keepDims: true)
            let y = centred * rsqrt(x.variance(axis: 1, keepDims: true) + 1e-5) * scale + shift
            y.backward(cotangent)
        }
        #expect(passes.map(\.space) == ["256 rows of 200"])
        #expect(passes.first?.steps.filter { $0 == "sum of columns" }.count == 2)
    }

    @Test("Adam's formulas take one pass, all in place")
    func adam() {
        let (p, m, v, g) = (draw([9000]), draw([9000]), square(draw([9000])), draw([9000]))
        evaluate(v)
        let passes = programs {
            let (first, second) = (0.9 * m + 0.1 * g, 0.999 * v + 0.001 * square(g))
            assign([(m, first), (v, second), (p, p - 0.01 * first / (sqrt(second) + 1e-8))])
        }
        #expect(passes.map(\.outputs.count) == [3])
        #expect(passes.allSatisfy { $0.areAllInPlace })
    }

    @Test("a bias's gradient is summed in the pass that computes the cotangent which the matrix product reads")
    func bias() {
        let x = draw([300, 40])
        let (weight, bias) = (draw([40, 50]).requiringGrad(), draw([50]).requiringGrad())
        let y = tanh(matmul(x, weight) + bias)
        evaluate(y)
        let passes = programs { y.backward(y.detach()) }
        #expect(passes.map(\.space) == ["300 rows of 50"])
        #expect(passes.first?.outputs.count == 2)
        #expect(passes.first?.steps.last == "sum of columns" || passes.first?.steps.contains("sum of columns") == true)
    }

    @Test("what is cheap is computed again; what is costly is kept where a tensor holds it")
    func recomputation() {
        let x = draw([9000])
        let cheap = x * 2 + 1
        let costly = tanh(sin(exp(sigmoid(x))))
        let passes = programs { evaluate(cheap * costly) }
        #expect(passes.map(\.outputs.count) == [2])
        #expect(programs { evaluate(costly) }.isEmpty)
        #expect(programs { evaluate(cheap) }.count == 1)
        // Nobody holds the product's operands here.
        #expect(programs { evaluate((x * 3 + 1) * tanh(sin(exp(sigmoid(x * 3))))) }.map(\.outputs.count) == [1])
    }

    @Test("a long chain that tensors hold keeps a value now and then, not every one")
    func chain() {
        let x = draw([9000])
        let chain = (0..<100).reduce(into: [x]) { $0.append($0[$1] * 0.5) }
        let passes = programs { evaluate(chain[100]) }
        #expect(passes.count == 1)
        #expect((1...5).contains(passes.first?.outputs.count ?? 0))
    }

    @Test("a reduction is kept, whoever holds it")
    func reductions() {
        let x = draw([130, 70])
        let passes = programs { evaluate(x - x.max(axis: 1, keepDims: true) / (1 + x.sum(axis: 1, keepDims: true))) }
        #expect(passes.map(\.outputs.count) == [3])
        let sums = x.sum(axis: 0)
        #expect(programs { evaluate(x - sums) }.map(\.space) == ["130 rows of 70", "130 rows of 70"])
        #expect(programs { evaluate(x + sums) }.map(\.outputs.count) == [1])
    }

    @Test("numbers that were drawn are kept where a tensor holds them")
    func draws() {
        let noise = Tensor.uniform([9000], generator: RandomGenerator(seed: 1))
        let mask = noise .> 0.5
        #expect(programs { evaluate(which(mask, noise, mask.cast(to: .float32))) }.map(\.outputs.count) == [2])
        #expect(programs { evaluate(noise) }.isEmpty)
    }

    @Test("several results that read the same elements are computed together")
    func together() {
        let x = draw([120, 90])
        let passes = programs {
            evaluate(exp(x), x.sum(axis: 0), x.sum(axis: 1), exp(x).max(axis: 0), square(x).sum(axis: 0))
        }
        #expect(passes.map(\.space) == ["120 rows of 90"])
        #expect(passes.first?.steps.filter { $0 == "exp" }.count == 1)
    }

    @Test(
        "elementwise steps are one chain, with the same bits, up to what two values cannot hold",
        .enabled(if: Laziness.threshold > 1, "ADJOINT_FUSION"),
        arguments: [[9000], [70, 700], [130, 300], [7, 1300]])
    func chains(shape: [Int]) {
        let (x, y, c) = (draw(shape), draw(shape) + 2, Tensor.normal([], generator: RandomGenerator(seed: 8)))
        let column = draw([shape[shape.count - 1]])
        evaluate(y)
        func check(_ chains: Int, _ formula: () -> Tensor) {
            var result: Tensor?
            let passes = programs {
                result = formula()
                result.map { evaluate($0) }
            }
            #expect(passes.map(\.chains) == [chains])
            #expect(result?.asArray(Float.self) == withoutFusion(formula).asArray(Float.self))
        }
        check(1) { 0.3 * x + y * 0.7 }
        check(1) { x - c * y + x }
        check(1) { (2 * x) / (3 * y) }
        check(1) { 0.9 * x + 0.1 * square(y) }
        check(1) { square(1 - x) * -y }
        if column.count < 9000 { check(1) { relu(x * column + y) - column } }
        // What others read is stored on the way.
        check(1) {
            let product = x * 0.3
            return (product + y) * product
        }
        let kept = x * 0.3
        let sum = square(kept + y)
        #expect(programs { evaluate(kept, sum) }.map(\.chains) == [1])
        // Two values at a time: a third is stored and loaded. Functions are no links.
        check(1) { (x * x + y * y) / (x + y) }
        check(2) { (x * x + y * y) / ((x + y) * (x - y)) }
        check(3) { square(exp(x * 0.5)) }
        // What was read before cannot wait; and two steps are as fast by themselves.
        check(4) {
            let product = square(x * 0.3 + y)
            return (exp(product) + 1) * product
        }
    }

    @Test("a chain of more links than one may have is several, with the same bits")
    func longChain() {
        let x = draw([9000])
        func formula() -> Tensor { (0..<60).reduce(x) { y, k in k % 3 == 0 ? square(y) : y * 0.5 + x } }
        var result: Tensor?
        let passes = programs {
            result = formula()
            result.map { evaluate($0) }
        }
        #expect(passes.allSatisfy { $0.chains > 2 && $0.chains < $0.steps.count / 10 })
        #expect(result?.asArray(Float.self) == withoutFusion(formula).asArray(Float.self))
    }

    @Test(
        "columns of long rows are summed in the chain that computes them",
        arguments: [[70, 700], [40, 1300], [3, 5000]])
    func columns(shape: [Int]) {
        let (x, y) = (draw(shape), draw(shape))
        var results: [Tensor] = []
        func formula() -> [Tensor] {
            let product = x * y
            return [(product - 1).sum(axis: 0), square(product + y).max(axis: 0), product.sum(axis: 1)]
        }
        let passes = programs {
            results = formula()
            evaluate(results)
        }
        #expect(passes.map(\.chains) == [3])
        #expect(results.map { Bits($0) } == withoutFusion { formula().map { Bits($0) } })
    }

    @Test(
        "few elements are computed at once, unless they rest on a deferred value",
        .enabled(if: Laziness.threshold > 1, "ADJOINT_FUSION"))
    func threshold() {
        let small = draw([100])
        #expect(programs { evaluate(exp(small) + 1) }.isEmpty)
        #expect(programs { evaluate(withFusionOfEverything { exp(small) } + 1) }.map(\.steps.count) == [2])
        let large = draw([Laziness.threshold])
        #expect(programs { evaluate(exp(large) + 1) }.map(\.steps.count) == [2])
        #expect(programs { _ = withoutFusion { exp(large) + 1 } }.isEmpty)
    }
}

/// Deferred values together with the library's other scopes.
@Suite("Deferred values and scopes")
struct FusionScopesTests {
    @Test("an anomaly is found where it was made, by one operation of a formula", arguments: [false, true])
    func anomalies(everything: Bool) throws {
        let x = Tensor.arange(9000)
        func formula() -> Tensor { (log(x * 2) + 1).sum() }
        let error = #expect(throws: AdjointError.self) {
            try withErrors {
                detectAnomalies { everything ? withFusionOfEverything(formula) : formula() }
            }
        }
        #expect(error?.operation == "log" && error?.message.contains("forward") == true)
        // What was deferred before is no result of the watched operation.
        let infinite = log(x)
        let sum = try withErrors { detectAnomalies { infinite + 1 } }
        #expect(sum.max().item() > 9 && sum.min().item() == -.infinity)
    }

    @Test("an anomaly of the backward pass is found where it was made")
    func backwardAnomalies() {
        let x = Tensor.arange(9000).requiringGrad()
        let y = (sqrt(x) * 2).sum()
        let error = #expect(throws: AdjointError.self) { try withErrors { detectAnomalies { y.backward() } } }
        #expect(error?.message.contains("backward") == true)
    }

    @Test("an error leaves the deferred values made before it as good as they were")
    func errors() {
        let x = Tensor.arange(9000)
        let y = x * 2
        #expect(throws: AdjointError.self) { try withErrors { _ = (y + 1) + Tensor.ones([7]) } }
        #expect(y[8999].item() == 17998)
    }

    @Test("tensors that were never computed are no leak once they are gone")
    func leaks() throws {
        let x = Tensor.arange(9000).requiringGrad()
        try withErrors {
            withLeakChecking {
                _ = softmax(x * 2 + 1)
                (tanh(x * x).sum() * 2).backward()
                x.zeroGrad()
            }
        }
        var kept: Tensor?
        #expect(throws: AdjointError.self) { try withErrors { withLeakChecking { kept = x + 1 } } }
        #expect(kept?.shape == [9000])
    }

    @Test("an explanation counts the programs of its own block, and gives the block's result")
    func explanation() {
        let x = Tensor.arange(9000)
        let inner = programs {
            let y = explainExecution { (exp(x * 0.001) + 1).sum() }
            #expect(y.item() > 9000)
        }
        // The inner block printed its own; the sum was read outside of it.
        #expect(inner.map(\.steps.last) == ["sum of tiles"] || inner.map(\.steps.last) == ["sum of rows"])
    }
}
