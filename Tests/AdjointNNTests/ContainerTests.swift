import Adjoint
import AdjointNN
import Testing

private func double(_ bias: Double = 0) -> Linear {
    Linear(weight: Tensor([[2]]), bias: Tensor([bias], shape: [1]).cast(to: .float32))
}

private struct Shift: Module {
    @Parameter var by = Tensor([10])
    func callAsFunction(_ x: Tensor) -> Tensor { x + by }
}

@Suite("Containers")
struct ContainerTests {
    @Test("Sequential names its parameters by position, as PyTorch does")
    func names() {
        let model = Sequential(Linear(784, 512), ReLU(), Linear(512, 10))
        #expect(model.namedParameters.map(\.name) == ["0.weight", "0.bias", "2.weight", "2.bias"])
        #expect(model.parameterCount == 407_050)
        let nested = Sequential([Sequential(Linear(2, 2), ReLU()), Linear(2, 1, bias: false)])
        #expect(nested.namedParameters.map(\.name) == ["0.0.weight", "0.0.bias", "1.weight"])
        #expect(Sequential().parameters.isEmpty && Sequential().parameterCount == 0)
    }

    @Test("Sequential applies its modules in order, and none gives the input")
    func application() {
        let x = Tensor([[1], [4]])
        #expect(Sequential(double(-3), ReLU())(x).asArray(Float.self) == [0, 5])
        #expect(Sequential(ReLU(), double(-3))(x).asArray(Float.self) == [-1, 5])
        #expect(Sequential()(x) === x)
    }

    @Test("Sequential takes modules of the user's own, and LocalSequential those that are not Sendable too")
    func ownModules() {
        final class Counter: Module {
            var calls = 0
            func callAsFunction(_ x: Tensor) -> Tensor {
                calls += 1
                return x
            }
        }
        let counter = Counter()
        let model = LocalSequential(counter, Shift(), counter)
        #expect(model(Tensor([1])).asArray(Float.self) == [11] && counter.calls == 2)
        #expect(model.namedParameters.map(\.name) == ["1.by"])
        #expect(Sequential(Shift(), Shift())(Tensor([1])).asArray(Float.self) == [21])
    }

    @Test(
        "Sequential is built from a block with if and for", arguments: [(0, false), (0, true), (3, false), (2, true)])
    func builder(depth: Int, hasHead: Bool) {
        let model = Sequential {
            Linear(1, 4)
            for _ in 0..<depth {
                Linear(4, 4)
                ReLU()
            }
            if hasHead {
                Linear(4, 2)
            } else {
                ReLU()
            }
            if depth == 0 { ReLU() }
        }
        let types = model.layers.map { "\(type(of: $0))" }
        let middle = (0..<depth).flatMap { _ in ["Linear", "ReLU"] }
        #expect(types == ["Linear"] + middle + [hasHead ? "Linear" : "ReLU"] + (depth == 0 ? ["ReLU"] : []))
        #expect(model(Tensor([[1]])).shape == [1, hasHead ? 2 : 4])
    }

    @Test("Sequential passes between tasks")
    func sendable() async {
        let model = Sequential(double(1), Lambda { 3 * $0 })
        let result = await Task.detached { model(Tensor([[1]])).asArray(Float.self) }.value
        #expect(result == [9])
    }

    @Test("ModuleList is a collection whose elements are found under their positions")
    func list() {
        let list = ModuleList([Linear(1, 2), Linear(2, 1, bias: false)])
        #expect(list.count == 2 && list[1].bias == nil && list.map(\.weight.shape) == [[2, 1], [1, 2]])
        #expect(list.namedParameters.map(\.name) == ["0.weight", "0.bias", "1.weight"])
        let mixed: ModuleList<any Module> = [Shift(), Sequential(Shift())]
        #expect(mixed.namedParameters.map(\.name) == ["0.by", "1.0.by"])
        struct Model: Module {
            let blocks = ModuleList((0..<3).map { _ in Shift() })
            func callAsFunction(_ x: Tensor) -> Tensor { blocks.reduce(x) { $1($0) } }
        }
        #expect(Model()(Tensor([1])).asArray(Float.self) == [31])
        #expect(Model().namedParameters.map(\.name) == ["blocks.0.by", "blocks.1.by", "blocks.2.by"])
    }

    @Test("Residual adds its input, or that of its shortcut, to the body's result")
    func residual() {
        let x = Tensor([[3], [-5]])
        #expect(Residual(double(1))(x).asArray(Float.self) == [10, -14])
        #expect(Residual(double(), shortcut: double(1))(x).asArray(Float.self) == [13, -19])
        let block = Residual {
            double()
            ReLU()
        }
        #expect(block(x).asArray(Float.self) == [9, -5])
        #expect(block.namedParameters.map(\.name) == ["body.0.weight", "body.0.bias"])
        #expect(Residual(Shift(), shortcut: Shift()).namedParameters.map(\.name) == ["body.by", "shortcut.by"])
    }

    @Test("Residual refuses a body that changes the shape, also where it would broadcast")
    func residualShape() {
        let error = #expect(throws: AdjointError.self) {
            try withErrors { _ = Residual(Linear(3, 1))(.zeros([2, 3])) }
        }
        #expect(
            error?.description == "Residual: [2, 3] + [2, 1]: the body must keep the shape, or have a shortcut")
    }

    @Test("Lambda applies a function and has no parameters")
    func lambda() {
        let layer = Lambda { $0.reshaped([-1, 2]) }
        #expect(layer(Tensor([1, 2, 3, 4])).shape == [2, 2] && layer.parameters.isEmpty)
        #expect(Lambda(relu)(Tensor([-1, 2])).asArray(Float.self) == [0, 2])
    }

    @Test("the mode reaches modules inside containers")
    func modes() {
        struct Switch: Module {
            let mode = TrainingMode()
            func callAsFunction(_ x: Tensor) -> Tensor { mode.isTraining ? 2 * x : x }
        }
        let model = Sequential(Residual(Switch()), Sequential(Switch()))
        #expect(model(Tensor([1])).asArray(Float.self) == [6])
        model.eval()
        #expect(model(Tensor([1])).asArray(Float.self) == [2])
        model.train()
        #expect(model(Tensor([1])).asArray(Float.self) == [6])
    }
}
