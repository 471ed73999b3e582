import Adjoint
import AdjointTraining
import Testing

@Suite("Scaling")
struct ScalingTests {
    private static let data = Tensor([[1, 0.1, -2], [3, 0.1, 2], [5, 0.1, 6], [7, 0.1, -6]])

    @Test("a standardizer gives mean 0 and deviation 1, and 0 for a feature that is always the same")
    func standardizer() {
        let scaler = Standardizer(fittedTo: Self.data)
        #expect(scaler.mean.asArray(Float.self) == [4, 0.1, 0])
        #expect(
            abs(scaler.deviation - sqrt(Tensor([5, 1, 20]))).max().item()
                < 1e-6)
        let scaled = scaler(Self.data)
        #expect(abs(scaled.mean(axis: 0)).max().item() < 1e-7)
        #expect(abs(scaled.variance(axis: 0) - Tensor([1, 0, 1])).max().item() < 1e-6)
        #expect(scaled[.all, 1].asArray(Float.self) == [0, 0, 0, 0])
    }

    @Test("a min–max scaler gives the range, and its lower bound for a feature that is always the same")
    func minMax() {
        let scaler = MinMaxScaler(fittedTo: Self.data)
        #expect(scaler(Self.data)[.all, 1].asArray(Float.self) == [0, 0, 0, 0])
        #expect(scaler(Self.data)[.all, 2].asArray(Float.self) == [Float(1) / 3, Float(2) / 3, 1, 0])
        let wide = MinMaxScaler(fittedTo: Self.data, range: -1...3)(Self.data)
        #expect(wide.min(axis: 0).asArray(Float.self) == [-1, -1, -1])
        #expect(wide.max(axis: 0).asArray(Float.self) == [3, -1, 3])
    }

    @Test("what was learned from training data is applied to other data, of any number of axes")
    func otherData() {
        let images = Tensor((0..<24).map(Float.init), shape: [3, 2, 4])
        let (standard, range) = (Standardizer(fittedTo: images), MinMaxScaler(fittedTo: images))
        #expect(standard.mean.shape == [2, 4] && range.width.shape == [2, 4])
        let other = Tensor.full([5, 2, 4], 24)
        #expect(range(other)[2, 0, 0].item() == 1.5)
        #expect(abs(standard(other)[2, 0, 0].item() - 16 / (128.0 / 3).squareRoot()) < 1e-6)
    }

    @Test("scales do not matter", arguments: [1e20, 1e37, 1e-25, 1e-37])
    func scales(size: Double) {
        let data = (Tensor([[1], [2], [3]] as [[Double]]) * size).cast(to: .float32)
        let standard = Standardizer(fittedTo: data)
        #expect(abs(standard.deviation.item() / size - (2.0 / 3).squareRoot()) < 1e-6)
        let scaled = standard(data).asArray(Double.self)
        #expect(abs(scaled[0] + 1.5.squareRoot()) < 1e-5 && abs(scaled[2] - 1.5.squareRoot()) < 1e-5)
        let range = MinMaxScaler(fittedTo: data)(data).asArray(Double.self)
        #expect(range[0] == 0 && abs(range[1] - 0.5) < 1e-7 && range[2] == 1)
    }

    @Test("a range wider than the greatest number is brought into 0...1")
    func widest() {
        let data = Tensor([[-3e38], [0], [3e38]] as [[Double]]).cast(to: .float32)
        let scaler = MinMaxScaler(fittedTo: data)
        #expect(scaler(data).asArray(Float.self) == [0, 0.5, 1])
        #expect(scaler.inverse(scaler(data)).asArray(Float.self) == [-3e38, 0, 3e38])
    }

    @Test("the inverse gives back what was scaled")
    func inverse() {
        let (standard, range) = (Standardizer(fittedTo: Self.data), MinMaxScaler(fittedTo: Self.data, range: 2...5))
        #expect(abs(standard.inverse(standard(Self.data)) - Self.data).max().item() < 1e-5)
        #expect(abs(range.inverse(range(Self.data)) - Self.data).max().item() < 1e-5)
    }

    @Test("what was learned can be kept and used again")
    func kept() {
        let (standard, range) = (Standardizer(fittedTo: Self.data), MinMaxScaler(fittedTo: Self.data))
        let again = Standardizer(mean: standard.mean, deviation: standard.deviation)
        #expect(again(Self.data).asArray(Float.self) == standard(Self.data).asArray(Float.self))
        let other = MinMaxScaler(minimum: range.minimum, width: range.width)
        #expect(other(Self.data).asArray(Float.self) == range(Self.data).asArray(Float.self))
    }

    @Test("keeps the dtype of what it scales, whatever it was fitted to", arguments: [DType.float32, .float64])
    func dtypes(dtype: DType) {
        for fitted in [DType.float32, .float64] {
            let data = Tensor([[1, 2], [3, 6]], dtype: fitted)
            let (standard, range) = (Standardizer(fittedTo: data), MinMaxScaler(fittedTo: data))
            let x = Tensor([[2, 4], [3, 2]], dtype: dtype)
            let results = [
                standard(x), standard.inverse(standard(x)), range(x), range.inverse(range(x)),
            ]
            #expect(results.allSatisfy { $0.dtype == dtype })
            #expect(
                results[0].asArray(Float.self) == [0, 0, 1, -1] && results[2].asArray(Float.self) == [0.5, 0.5, 1, 0])
            #expect(results[1].asArray(Float.self) == [2, 4, 3, 2] && results[3].asArray(Float.self) == [2, 4, 3, 2])
        }
    }

    @Test(
        "refuses integers and no samples",
        arguments: [Tensor([1, 2], dtype: .int32), Tensor.zeros([0, 3]), Tensor(1)])
    func errors(data: Tensor) {
        let rest = "\(data.shape) \(data.dtype): float32 or float64 [samples, features], with a sample, is needed"
        var error = #expect(throws: AdjointError.self) { try withErrors { Standardizer(fittedTo: data) } }
        #expect(error?.description == "Standardizer: \(rest)")
        error = #expect(throws: AdjointError.self) { try withErrors { MinMaxScaler(fittedTo: data) } }
        #expect(error?.description == "MinMaxScaler: \(rest)")
    }
}
