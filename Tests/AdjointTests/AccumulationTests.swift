import Testing

@testable import Adjoint

/// Gradients are gathered in place where nobody else can see it.
@Suite("Gathering gradients")
struct AccumulationTests {
    static let shapes: [[Int]] = [[], [1], [3]]

    /// Adds `factor` to the gradient of a leaf.
    private func add(_ factor: Double, to leaf: Tensor) { (leaf * factor).sum().backward() }

    @Test("a gradient that somebody holds stays what it was when a second pass adds to it", arguments: shapes)
    func heldGradient(shape: [Int]) throws {
        let x = Tensor.ones(shape).requiringGrad()
        add(2, to: x)
        let held = try #require(x.grad)
        add(3, to: x)
        #expect(held.sum().item() == 2 * Double(x.count))
        #expect(x.grad?.sum().item() == 5 * Double(x.count))
    }

    @Test("an expression of a gradient keeps its value when a second pass adds to the gradient", arguments: shapes)
    func expressionOfGradient(shape: [Int]) throws {
        let x = Tensor.ones(shape).requiringGrad()
        let weight = Tensor.ones(shape).requiringGrad()
        add(2, to: x)
        let product = try (#require(x.grad) * weight).sum()
        add(3, to: x)
        product.backward()
        #expect(product.item() == 2 * Double(x.count))
        #expect(weight.grad?.sum().item() == 2 * Double(x.count))
        let later = try (#require(x.grad) * weight).sum()
        #expect(later.item() == 5 * Double(x.count))
    }

    @Test("the cotangent given to backward, and a gradient that was assigned, stay what they were", arguments: shapes)
    func givenTensors(shape: [Int]) {
        let x = Tensor.ones(shape).requiringGrad()
        let cotangent = Tensor.full(shape, 4)
        let assigned = Tensor.full(shape, 7)
        x.grad = assigned
        for _ in 0..<2 { (x * 1).backward(cotangent) }
        #expect(cotangent.sum().item() == 4 * Double(x.count))
        #expect(assigned.sum().item() == 7 * Double(x.count))
        #expect(x.grad?.sum().item() == 15 * Double(x.count))
    }

    @Test("a node that is used n times gathers n cotangents, whether or not the graph is kept", arguments: shapes)
    func sharedNode(shape: [Int]) {
        for retainGraph in [false, true] {
            let x = Tensor.full(shape, 3).requiringGrad()
            let node = x * x
            node.retainGrad()
            let sum = (node + node * 2 + node * node).sum()
            sum.backward(retainGraph: retainGraph)
            #expect(node.grad?.sum().item() == (1 + 2 + 2 * 9) * Double(x.count))
            #expect(x.grad?.sum().item() == (1 + 2 + 2 * 9) * 6 * Double(x.count))
            if retainGraph {
                sum.backward()
                #expect(x.grad?.sum().item() == 2 * (1 + 2 + 2 * 9) * 6 * Double(x.count))
            }
        }
    }

    @Test("gradients that are part of a graph are not changed in place", arguments: shapes)
    func gradientWithHistory(shape: [Int]) throws {
        let x = Tensor.full(shape, 2).requiringGrad()
        for _ in 0..<2 { (x * x * x).sum().backward(createGraph: true) }
        let slope = try gradients(of: #require(x.grad).sum(), for: [x])[0]
        #expect(slope.sum().item() == 24 * Double(x.count))
        x.zeroGrad()
    }

    @Test("the cotangents of numbers are those of an array's elements", arguments: [1, 0, -0.0, -2.5, .infinity])
    func numbers(cotangent: Double) throws {
        for value in [0.3, -1.2, 0] {
            func gradients(_ shape: [Int], _ function: (Tensor, Tensor) -> Tensor) -> [Float] {
                let leaves = [value, 0.7].map { Tensor.full(shape, $0).requiringGrad() }
                for _ in 0..<2 { function(leaves[0], leaves[1]).backward(Tensor.full(shape, cotangent)) }
                return leaves.map { ($0.grad ?? Tensor.full([1], .nan)).asArray(Float.self)[0] }
            }
            func check(_ name: String, _ function: (Tensor, Tensor) -> Tensor) {
                let (number, array) = (gradients([], function), gradients([3], function))
                for (x, y) in zip(number, array) {
                    #expect(x.isNaN ? y.isNaN : x.bitPattern == y.bitPattern, "\(name) of \(value)")
                }
            }
            for operation in Unary.all { check(operation.name) { x, y in operation(x) * operation(y) - operation(x) } }
            for operation in Binary.all {
                check(operation.name) { x, y in operation(x, operation(x, y)) + operation(y, x) }
            }
        }
    }

    /// What a weight of [3, 4] is used for, several times.
    private static let sequences: [(name: String, function: @Sendable (Tensor, [Tensor]) -> Tensor)] = [
        ("a right operand", { w, x in x.reduce(Tensor(0.0, dtype: .float64)) { $0 + sin(matmul($1, w)).sum() } }),
        ("a left operand", { w, x in x.reduce(Tensor(0.0, dtype: .float64)) { $0 + sin(matmul(w, $1)).sum() } }),
        (
            "a transpose for each",
            { w, x in x.reduce(Tensor(0.0, dtype: .float64)) { $0 + sin(matmul(w.T, $1.T)).sum() } }
        ),
        (
            "a transpose for all",
            { w, x in
                let transpose = w.T
                return x.reduce(Tensor(0.0, dtype: .float64)) { $0 + sin(matmul(transpose, $1.T)).sum() }
            }
        ),
        (
            "a result",
            { w, x in
                let y = tanh(w)
                return x.reduce(square(y).sum()) { $0 + sin(matmul($1, y)).sum() + cos(matmul(y.T, $1.T)).sum() }
            }
        ),
        (
            "the result of the last step too",
            { w, x in
                let square = matmul(w, w.T)
                return x.reduce(x[0]) { sin(0.1 * (matmul($0, square) + matmul($1, square.T))) }.sum()
            }
        ),
        (
            "its rows as well",
            { w, x in
                x.reduce(w[1].sum()) { $0 + sin(matmul($1, w)).sum() + (w.T[2] * w[0..<3, 2]).sum() }
            }
        ),
        (
            "products of equal rows",
            { w, x in x.reduce(Tensor(0.0, dtype: .float64)) { $0 + matmul($1, w).sum() } }
        ),
    ]

    @Test("the gradient of a weight of many products is the one of each recorded", arguments: sequences.indices)
    func products(index: Int) throws {
        let generator = RandomGenerator(seed: 4)
        let w = Tensor.normal([3, 4], dtype: .float64, generator: generator).requiringGrad()
        let x = (0..<5).map { _ in Tensor.normal([4, 3], dtype: .float64, generator: generator) }
        let function = Self.sequences[index].function
        function(w, x).backward(createGraph: true)
        let expected = try #require(w.grad).asArray(Double.self)
        w.zeroGrad()
        for retainGraph in [false, true] {
            function(w, x).backward(retainGraph: retainGraph)
            let held = try #require(w.grad)
            let found = held.asArray(Double.self)
            for (one, other) in zip(found, expected) { #expect(abs(one - other) <= 1e-13 * max(1, abs(other))) }
            // A second pass adds to the gradient, and not to what somebody holds.
            function(w, x).backward(retainGraph: retainGraph)
            #expect(held.asArray(Double.self) == found)
            let twice = try #require(w.grad).asArray(Double.self)
            for (one, other) in zip(twice, expected) { #expect(abs(one - 2 * other) <= 2e-13 * max(1, abs(other))) }
            w.zeroGrad()
        }
        #expect(gradients(of: function(w, x), for: [w])[0].asArray(Double.self).count == 12)
        #expect(checkGradients(of: { function($0, x) }, at: w.detach()).passed)
    }

    @Test("the products of a weight add to its gradient in place, whether they are of the weight or of its transposes")
    func productsInPlace() {
        let generator = RandomGenerator(seed: 8)
        let w = Tensor.normal([100, 100], generator: generator).requiringGrad()
        let x = (0..<4).map { _ in Tensor.normal([7, 100], generator: generator) }
        let weights: [() -> Tensor] = [{ w }, { w.T }]
        for weight in weights {
            w.zeroGrad()
            let sum = x.reduce(Tensor(0.0)) { $0 + sin(matmul($1, weight())).sum() }
            let passes = programs { sum.backward() }
            let ofGradient = passes.filter { ["10000 elements", "100 rows of 100"].contains($0.space) }
            #expect(ofGradient.allSatisfy { !$0.steps.contains("add") })
        }
    }
}
