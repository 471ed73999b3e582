import Adjoint
import AdjointNN
import Testing

@Suite("GraphView")
struct GraphViewTests {
    @Test("operations, operands, shapes and names, operands first")
    func nodes() throws {
        let x = Tensor([[1, 2], [3, 4]])
        let w = Tensor([0.5, 2] as [Double], requiresGrad: true).cast(to: .float32).detach().requiringGrad()
        let loss = (exp(x * w) * w).sum()
        let graph = loss.graph(naming: ["x": x, "w": w, "unused": Tensor(1)])
        #expect(graph.nodes.map(\.operation) == [nil, nil, "multiply", "exp", "multiply", "sum"])
        #expect(graph.nodes.map(\.operands) == [[], [], [0, 1], [2], [3, 1], [4]])
        #expect(graph.nodes.map(\.name) == ["x", "w", nil, nil, nil, nil])
        #expect(graph.nodes.map(\.shape) == [[2, 2], [2], [2, 2], [2, 2], [2, 2], []])
        #expect(graph.nodes.map(\.requiresGrad) == [false, true, true, true, true, true])
        #expect(graph.nodes.map(\.id) == Array(0..<6) && graph.root.id == 5)
        #expect(graph.nodes.allSatisfy { $0.dtype == .float32 && !$0.isReleased })
        #expect(graph.nodes.map(\.isLeaf) == [true, true, false, false, false, false])
        #expect(graph.description.split(separator: "\n")[1] == "%1 = w: leaf [2] float32, requires a gradient")
        #expect(
            graph.description.split(separator: "\n")[2] == "%2 = multiply(%0, %1): [2, 2] float32, requires a gradient")
    }

    @Test("a leaf, a result without gradient, and a graph that was released")
    func edges() {
        let w = Tensor(2.0, requiresGrad: true)
        #expect(w.graph.nodes.count == 1 && w.graph.root.isLeaf && w.graph.root.requiresGrad)
        let plain = Tensor([1, 2]) * 3
        #expect(plain.graph.nodes.count == 1 && plain.graph.root.isLeaf && !plain.graph.root.requiresGrad)
        let loss = w * w
        loss.backward()
        let released = loss.graph
        #expect(released.nodes.count == 1 && released.root.isReleased && !released.root.isLeaf)
        #expect(released.root.operation == nil && released.root.requiresGrad)
        #expect(released.description == "%0 = released [] float32, requires a gradient")
    }

    @Test("a leaf that was written between two uses is there twice, under one name")
    func written() {
        let w = Tensor(2.0, requiresGrad: true)
        let before = w * w
        w.assign(Tensor(3.0))
        let graph = (before + w).graph(naming: ["w": w])
        #expect(graph.nodes.filter { $0.name == "w" }.count == 2)
    }

    @Test("a view does not change when the graph is released, and keeps no tensor alive")
    func memory() {
        let w = Tensor.random([10]).requiringGrad()
        var view: GraphView?
        withLeakChecking {
            let loss = square(exp(w)).sum()
            view = loss.graph
            loss.backward()
            w.zeroGrad()
        }
        #expect(view?.nodes.count == 4 && view?.nodes.contains { $0.isReleased } == false)
    }

    @Test("a chain of a million operations")
    func deep() {
        var x = Tensor(1.0, requiresGrad: true)
        for _ in 0..<1_000_000 { x = x + 0 }
        let graph = x.graph
        #expect(graph.nodes.filter { $0.operation == "add" }.count == 1_000_000)
        #expect(graph.description.split(separator: "\n").count == 101)
    }

    @Test("a custom operation is one node; its outputs are parts of it")
    func custom() {
        let x = Tensor.random([2]).requiringGrad()
        let z = Cartesian()(x, x)
        let graph = (z[0] + z[1]).graph
        #expect(graph.nodes.filter { $0.operation == "Cartesian" }.map(\.operands) == [[0, 0]])
        #expect(Logistic()(x)[0].graph.root.operation == "Logistic")
    }

    @Test("the parameters of a model have their names")
    func model() {
        let model = Sequential(Linear(3, 2), ReLU(), Linear(2, 1))
        let x = Tensor.zeros([4, 3])
        let graph = model(x).sum().graph(of: model, naming: ["x": x])
        let names = graph.nodes.compactMap(\.name)
        #expect(Set(names) == ["x", "0.weight", "0.bias", "2.weight", "2.bias"] && names.count == 5)
        #expect(graph.nodes.filter { $0.name == "0.weight" }.map(\.shape) == [[2, 3]])
    }
}
