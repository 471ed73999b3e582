import Adjoint
import AdjointNN
import Testing

@Suite("Optimizers")
struct OptimizerTests {
    static let makers: [String: @Sendable ([Tensor]) -> any Optimizer] = [
        "SGD": { SGD($0, learningRate: 0.5) },
        "SGD with momentum": { SGD($0, learningRate: 0.5, momentum: 0.9, dampening: 0.25) },
        "Adam": { Adam($0, learningRate: 0.5) },
        "AdamW": { AdamW($0, learningRate: 0.5, amsgrad: true) },
        "NAdam": { NAdam($0, learningRate: 0.5) },
        "RAdam": { RAdam($0, learningRate: 0.5) },
        "Adamax": { Adamax($0, learningRate: 0.5) },
        "Adadelta": { Adadelta($0, learningRate: 5) },
        "Adagrad": { Adagrad($0, learningRate: 0.5, initialAccumulator: 1) },
        "RMSprop": { RMSprop($0, learningRate: 0.05, momentum: 0.5, centered: true) },
        "Ftrl": { Ftrl($0, learningRate: 0.5) },
        "Lion": { Lion($0, learningRate: 0.25) },
    ]

    @Test("leave a parameter without a gradient alone, and begin with it when it first has one", arguments: makers.keys)
    func lateParameter(name: String) throws {
        let make = try #require(Self.makers[name])
        let early = Tensor([1, 2] as [Double], requiresGrad: true)
        let late = Tensor([3, 4] as [Double], requiresGrad: true)
        let alone = Tensor([3, 4] as [Double], requiresGrad: true)
        let (both, other) = (make([early, late]), make([alone]))
        for _ in 0..<3 {
            square(early).sum().backward()
            both.step()
            both.zeroGrad()
        }
        #expect(early.asArray(Double.self) != [1, 2])
        #expect(late.asArray(Double.self) == [3, 4])
        for _ in 0..<3 {
            (square(late).sum() + square(alone).sum()).backward()
            both.step()
            other.step()
            both.zeroGrad()
            other.zeroGrad()
        }
        #expect(late.asArray(Double.self) == alone.asArray(Double.self))
        #expect(late.asArray(Double.self) != [3, 4])
    }

    @Test(
        "keep dtype, shape, leafhood and requiresGrad of a parameter",
        arguments: makers.keys, [DType.float32, .float64])
    func sameTensor(name: String, dtype: DType) throws {
        let make = try #require(Self.makers[name])
        for shape in [[], [1], [2, 3]] {
            let parameter = Tensor.ones(shape, dtype: dtype).requiringGrad()
            let optimizer = make([parameter])
            for _ in 0..<2 {
                square(parameter).sum().backward()
                optimizer.step()
            }
            #expect(parameter.shape == shape && parameter.dtype == dtype)
            #expect(parameter.isLeaf && parameter.requiresGrad)
            #expect(parameter.asArray(Double.self).allSatisfy { $0 < 1 })
            #expect(optimizer.parameters.count == 1 && optimizer.parameters[0] === parameter)
        }
    }

    @Test("a step does not disturb a graph built before it", arguments: makers.keys)
    func olderGraph(name: String) throws {
        let parameter = Tensor([2, 3] as [Double], requiresGrad: true)
        let make = try #require(Self.makers[name])
        let optimizer = make([parameter])
        let older = (parameter * parameter * parameter).sum()
        square(parameter).sum().backward()
        optimizer.step()
        optimizer.zeroGrad()
        older.backward()
        // 3x² at the values of that time.
        #expect(parameter.grad?.asArray(Double.self) == [12, 27])
    }

    @Test("writing to a gradient after a step does not change the momentum that it left")
    func gradientWrittenLater() {
        let parameter = Tensor([1, 1] as [Double], requiresGrad: true)
        let other = Tensor([1, 1] as [Double], requiresGrad: true)
        let written = SGD([parameter], learningRate: 0.1, momentum: 0.9)
        let untouched = SGD([other], learningRate: 0.1, momentum: 0.9)
        for step in 0..<3 {
            parameter.grad = Tensor([1, -2] as [Double])
            other.grad = Tensor([1, -2] as [Double])
            written.step()
            untouched.step()
            parameter.grad?.assign(Tensor([100, Double(step)]))
        }
        #expect(parameter.asArray(Double.self) == other.asArray(Double.self))
        // 1 + 1.9 + 2.71 steps of 0.1.
        #expect(zip(parameter.asArray(Double.self), [1 - 0.561, 1 + 1.122]).allSatisfy { abs($0 - $1) < 1e-14 })
    }

    @Test(
        "Adam's first step has the length of the learning rate, whatever the gradient's size",
        arguments: [1e-4, 1, 1e6])
    func firstStep(scale: Double) {
        let parameter = Tensor([0, 0] as [Double], requiresGrad: true)
        let optimizer = Adam([parameter], learningRate: 0.25)
        parameter.grad = Tensor([scale, -scale])
        optimizer.step()
        let expected = 0.25 * scale / (scale + 1e-8)
        #expect(zip(parameter.asArray(Double.self), [-expected, expected]).allSatisfy { abs($0 - $1) < 1e-13 })
    }

    @Test("a module gives its parameters, and the settings are those that were asked for")
    func ofModule() {
        let model = Sequential(Linear(2, 3), ReLU(), Linear(3, 1))
        for optimizer in [SGD(model, learningRate: 0.1), Adam(model), LBFGS(model)] as [any Optimizer] {
            #expect(optimizer.parameters.map(ObjectIdentifier.init) == model.parameters.map(ObjectIdentifier.init))
        }
        #expect(Adam(model).learningRate == 1e-3)
        #expect(Adam(model).betas == (0.9, 0.999))
        #expect(Adam(model).epsilon == 1e-8)
        #expect(AdamW(model).weightDecay == 1e-2)
        #expect(SGD(model, learningRate: 0.1).momentum == 0)
    }

    @Test("frozen parameters stay as they are, whatever the weight decay")
    func frozen() {
        let model = Linear(2, 2)
        model.freeze("bias")
        let before = model.parameters.map { $0.asArray(Float.self) }
        let optimizer = AdamW(model, learningRate: 0.1, weightDecay: 0.5)
        optimizer.step { model(Tensor.ones([1, 2])).sum() }
        let after = model.parameters.map { $0.asArray(Float.self) }
        #expect(after[0] != before[0] && after[1] == before[1])
    }

    @Test("Muon takes a window's axes as one, and gives every singular value a step near η")
    func muonOfWindows() {
        let generator = RandomGenerator(seed: 3)
        let gradient = Tensor.normal([3, 2, 2, 2], dtype: .float64, generator: generator)
        let (window, matrix) = (Tensor.zeros(like: gradient), Tensor.zeros([3, 8], dtype: .float64))
        for (parameter, g) in [(window, gradient), (matrix, gradient.reshaped(3, 8))] {
            parameter.requiringGrad().grad = g
            Muon([parameter], learningRate: 1, weightDecay: 0).step()
        }
        #expect(window.asArray(Double.self) == matrix.asArray(Double.self))
        let squares = matmul(matrix.detach(), matrix.detach().T)
        // Between 0.7² and 1.2², where the iteration ends (Jordan et al., 2024).
        let trace = (squares * .eye(3, dtype: .float64)).sum().item()
        #expect(trace > 3 * 0.49 && trace < 3 * 1.44)
        let product = (matrix.detach() * gradient.reshaped(3, 8)).sum().item()
        #expect(product < 0)
    }

    @Test("L-BFGS finds the minimum of Rosenbrock's function on PyTorch's way")
    func rosenbrock() {
        let x = Tensor([-1.2, 1] as [Double], requiresGrad: true)
        let optimizer = LBFGS([x], maxIterations: 100)
        let loss = optimizer.step { square(1 - x[0]) + 100 * square(x[1] - square(x[0])) }
        #expect(abs(loss.item() - 24.2) < 1e-12)
        // Where PyTorch ends too: 1 but for what the tolerance of 1e-9 of the loss leaves.
        let expected = [0.9999814210791366, 0.9999619651810989]
        #expect(zip(x.asArray(Double.self), expected).allSatisfy { abs($0 - $1) < 1e-9 })
        #expect(optimizer.stateDictionary["step"]?.item() == 35)
    }

    @Test("Ftrl keeps a weight at exactly 0 while its gradients add up to no more than λ₁")
    func sparse() {
        let x = Tensor([0.1, 0.1] as [Double], requiresGrad: true)
        let optimizer = Ftrl([x], learningRate: 0.5, l1: 0.5)
        for step in 0..<50 {
            x.grad = Tensor([-1, step % 2 == 0 ? 0.4 : -0.4] as [Double])
            optimizer.step()
            #expect(x.asArray(Double.self)[1] == 0)
        }
        #expect(x.asArray(Double.self)[0] > 1)
    }
}
