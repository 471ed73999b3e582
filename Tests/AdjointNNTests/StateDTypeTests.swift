import Adjoint
import AdjointNN
import Testing

/// A module of a user's own, with state of several dtypes.
private struct Counting: Module {
    @Buffer var sum: Tensor
    @Buffer var count: Tensor
    @Buffer var last: Tensor?
    @Parameter var gain: Tensor

    init(dtype: DType) {
        sum = .zeros([2], dtype: dtype)
        count = Tensor(0 as Int)
        gain = .ones([2], dtype: dtype)
    }

    func callAsFunction(_ x: Tensor) -> Tensor {
        sum = sum + x.sum(axis: 0)
        count = count + Tensor(Int32(x.shape[0]))
        last = x
        return x * gain
    }
}

@Suite("State keeps its dtype")
struct StateDTypeTests {
    @Test(
        "of a batch norm whose batches have another, which learns the same",
        arguments: [(DType.float32, DType.float64), (.float64, .float32)])
    func batchNorm(own: DType, other: DType) {
        let (layer, reference) = (BatchNorm(2, dtype: own), BatchNorm(2, dtype: own))
        let x = Tensor([[1, 2], [3, 6]], dtype: other)
        for _ in 0..<2 { _ = (layer(x), reference(x.cast(to: own))) }
        for (buffer, expected) in zip(layer.buffers, reference.buffers) {
            #expect(buffer.dtype == expected.dtype)
            #expect(buffer.asArray(Float.self) == expected.asArray(Float.self))
        }
        #expect(layer.runningMean?.asArray(Double.self).first.map { abs($0 - 2 * 0.19) < 1e-7 } == true)
    }

    @Test("of buffers of a module of one's own", arguments: [DType.float32, .float64])
    func ownModule(dtype: DType) throws {
        let module = Counting(dtype: dtype)
        for other in [DType.float64, .float32] { _ = module(Tensor([[1, 2], [3, 4]], dtype: other)) }
        #expect(module.sum.dtype == dtype && module.sum.asArray(Double.self) == [8, 12])
        #expect(module.count.dtype == .int64 && module.count.item() == 4)
        // The first value of one that was absent says what it is; also after it was absent again.
        #expect(module.last?.dtype == .float64)
        module.last = nil
        module.last = Tensor([1.5] as [Float])
        #expect(module.last?.dtype == .float64)
        module.sum = Tensor([7, 8] as [Int])
        #expect(module.sum.dtype == dtype && module.sum.asArray(Double.self) == [7, 8])
    }

    @Test("or is refused where more than rounding would be lost, and stays as it was")
    func refused() {
        let module = Counting(dtype: .float32)
        func sentence(_ change: () -> Void) -> String? {
            #expect(throws: AdjointError.self) { try withErrors(change) }?.description
        }
        #expect(
            sentence { module.count = Tensor(0.5) }
                == "Buffer: a value of [] float32 cannot take the place of one of int64: cast it first")
        #expect(
            sentence { module.sum = Tensor([true, false]) }
                == "Buffer: a value of [2] bool cannot take the place of one of float32: cast it first")
        let gain = module.gain
        #expect(
            sentence { module.gain = .ones([2], dtype: .float64) }
                == "Parameter: a value of [2] float64 cannot take the place of one of float32: a parameter keeps its "
                + "dtype, so make the module with another one")
        #expect(module.gain === gain && module.count.item() == 0 && module.sum.asArray(Float.self) == [0, 0])
    }

    @Test("of a running mean of parameters, and of an optimizer's state")
    func optimizers() {
        let x = Tensor([1, 2] as [Float]).requiringGrad()
        let average = ExponentialMovingAverage([x], decay: 0.5)
        let optimizer = Adam([x])
        x.grad = Tensor([1, 1] as [Float])
        // The gradient of a leaf has its dtype.
        #expect(throws: AdjointError.self) { try withErrors { x.grad = Tensor([1, 1] as [Double]) } }
        optimizer.step()
        (square(x.cast(to: .float64)) * 2).sum().backward()
        #expect(x.grad?.dtype == .float32)
        optimizer.step()
        average.update()
        #expect(optimizer.stateDictionary["0.exp_avg_sq"]?.dtype == .float32 && x.dtype == .float32)
        #expect(average.stateDictionary["0.average"]?.dtype == .float32)
    }
}
