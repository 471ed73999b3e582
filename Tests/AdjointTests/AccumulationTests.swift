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
}
