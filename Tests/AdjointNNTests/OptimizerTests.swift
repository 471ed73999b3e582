import Adjoint
import AdjointNN
import Testing

@Suite("Optimizers")
struct OptimizerTests {
    static let makers: [String: @Sendable ([Tensor]) -> any Optimizer] = [
        "SGD": { SGD($0, learningRate: 0.5) },
        "SGD with momentum": { SGD($0, learningRate: 0.5, momentum: 0.9) },
        "Adam": { Adam($0, learningRate: 0.5) },
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

    @Test("a module gives its parameters")
    func ofModule() {
        let model = Sequential(Linear(2, 3), ReLU(), Linear(3, 1))
        for optimizer in [SGD(model, learningRate: 0.1), Adam(model)] as [any Optimizer] {
            #expect(optimizer.parameters.map(ObjectIdentifier.init) == model.parameters.map(ObjectIdentifier.init))
        }
        #expect(Adam(model).learningRate == 1e-3)
        #expect(Adam(model).betas == (0.9, 0.999))
        #expect(Adam(model).epsilon == 1e-8)
        #expect(SGD(model, learningRate: 0.1).momentum == 0)
    }
}
