import Adjoint
import Foundation
import Testing

@Suite("Softmax and its relatives")
struct CompositionTests {
    private static func probabilities(_ line: [Double]) -> [Double] {
        let powers = line.map { Foundation.exp($0 - line.max()!) }
        let sum = powers.reduce(0, +)
        return powers.map { $0 / sum }
    }

    @Test("are their formulas along every axis, in every layout")
    func formulas() {
        let values = Tensor.normal(
            [2, 3, 4], standardDeviation: 3, dtype: .float64, generator: RandomGenerator(seed: 2))
        for (name, x) in layouts(of: values) {
            for axis in -3..<3 {
                let lines = ArrayModel(x).lines(along: [(axis + 3) % 3]).lines
                let (soft, logs) = (softmax(x, axis: axis), logSoftmax(x, axis: axis))
                let sums = logSumExp(x, axis: axis)
                #expect(soft.shape == [2, 3, 4] && logs.shape == [2, 3, 4])
                #expect(sums.shape == x.sum(axis: axis).shape)
                #expect(logSumExp(x, axis: axis, keepDims: true).shape == x.sum(axis: axis, keepDims: true).shape)
                let softLines = ArrayModel(soft).lines(along: [(axis + 3) % 3]).lines
                let logLines = ArrayModel(logs).lines(along: [(axis + 3) % 3]).lines
                for (index, line) in lines.enumerated() {
                    let expected = Self.probabilities(line)
                    let sum = line.max()! + Foundation.log(line.reduce(0) { $0 + Foundation.exp($1 - line.max()!) })
                    #expect(Swift.abs(sums.asArray(Double.self)[index] - sum) < 1e-14, "\(name), axis \(axis)")
                    for position in line.indices {
                        #expect(Swift.abs(softLines[index][position] - expected[position]) < 1e-15)
                        #expect(Swift.abs(logLines[index][position] - (line[position] - sum)) < 1e-14)
                    }
                }
            }
        }
    }

    @Test("neither overflow nor lose small differences", arguments: [DType.float32, .float64])
    func largeNumbers(dtype: DType) {
        let huge = Tensor([1e30, 1e30, -1e30], dtype: dtype)
        #expect(softmax(huge).asArray(Double.self) == [0.5, 0.5, 0])
        #expect(logSumExp(huge).item() == Tensor(1e30, dtype: dtype).item())
        let far = logSoftmax(Tensor([0, -1000], dtype: dtype)).asArray(Double.self)
        #expect(far == [0, -1000])
        let shifted = softmax(Tensor([1000, 1001, 1002], dtype: dtype))
        #expect(shifted.elementBits == softmax(Tensor([0, 1, 2], dtype: dtype)).elementBits)
    }

    @Test("masked positions get probability 0")
    func masked() {
        let x = Tensor([[0, -.infinity, 0], [-.infinity, 3, -.infinity]] as [[Double]])
        #expect(softmax(x).asArray(Double.self) == [0.5, 0, 0.5, 0, 1, 0])
        #expect(logSumExp(x).asArray(Double.self)[1] == 3)
        #expect(logSoftmax(x)[1].asArray(Double.self) == [-.infinity, 0, -.infinity])
    }

    @Test("a row of -inf has the sum -inf, and its softmax has no value")
    func allMasked() {
        let x = Tensor([[-.infinity, -.infinity], [0, 0]] as [[Double]])
        #expect(logSumExp(x).asArray(Double.self) == [-.infinity, Foundation.log(2)])
        let soft = softmax(x).asArray(Double.self)
        #expect(soft[0].isNaN && soft[1].isNaN && soft[2] == 0.5 && soft[3] == 0.5)
    }

    @Test("a row of -inf passes nothing back from its sum, nor from its masked softmax, which is 0 there")
    func allMaskedGradients() {
        let x = Tensor([[-.infinity, -.infinity], [-.infinity, 0], [0, 0]] as [[Double]])
        #expect(maskedSoftmax(x).asArray(Double.self) == [0, 0, 0, 1, 0.5, 0.5])
        let slopes = gradient { logSumExp($0).sum() }(x)
        #expect(slopes.asArray(Double.self) == [0, 0, 0, 1, 0.5, 0.5])
        let factors = Tensor([[1, 2], [3, 4], [5, 9]] as [[Double]])
        let soft = gradient { (maskedSoftmax($0) * factors).sum() }(x)
        #expect(soft.asArray(Double.self) == [0, 0, 0, 0, -1, 1])
        for function in [{ logSumExp($0) }, { maskedSoftmax($0).sum(axis: -1) }] as [(Tensor) -> Tensor] {
            let tangent = jvp(of: function, at: x, tangent: Tensor.ones([3, 2], dtype: .float64)).tangent
            #expect(isFinite(tangent).all().item() == 1)
            let second = gradient { gradient { function($0).sum() }($0).sum() }(x)
            #expect(isFinite(second).all().item() == 1)
        }
        let undefined = maskedSoftmax(Tensor([-.infinity, .nan] as [Double])).asArray(Double.self)
        #expect(undefined[0].isNaN && undefined[1].isNaN)
    }

    @Test("infinity takes the whole sum, and NaN spreads along its row only")
    func specialNumbers() {
        let x = Tensor([[.infinity, 0], [.nan, 0], [1, 1]] as [[Double]])
        let sums = logSumExp(x).asArray(Double.self)
        #expect(sums[0] == .infinity && sums[1].isNaN && Swift.abs(sums[2] - 1 - Foundation.log(2)) < 1e-15)
        let soft = softmax(x).asArray(Double.self)
        #expect(soft[2].isNaN && soft[3].isNaN && soft[4] == 0.5)
    }

    @Test("one element has probability 1")
    func single() {
        #expect(softmax(Tensor([[7], [-3]])).asArray(Double.self) == [1, 1])
        #expect(logSoftmax(Tensor([[7], [-3]])).asArray(Double.self) == [0, 0])
        #expect(logSumExp(Tensor([[7], [-3]])).asArray(Double.self) == [7, -3])
    }

    @Test("variance has no cancellation around a large mean")
    func variance() {
        let x = Tensor([100_000_000, 100_000_001, 100_000_002], dtype: .float64)
        #expect(x.variance().item() == 2.0 / 3)
        #expect(Tensor([4, 4, 4]).variance().item() == 0)
        #expect(x.variance(correction: 1).item() == 1)
        #expect(Tensor([5]).variance(correction: 1).item().isNaN)
    }

    @Test("the norm of nothing is 0, of infinity infinite")
    func norm() {
        #expect(Tensor([3, 4]).norm().item() == 5)
        #expect(Tensor.zeros([3]).norm().item() == 0 && Tensor.zeros([0]).norm().item() == 0)
        #expect(Tensor([-.infinity, 1] as [Double]).norm().item() == .infinity)
        #expect(Tensor([.nan, 1] as [Double]).norm().item().isNaN)
        #expect(Tensor([[3, 4], [6, 8]]).norm(axes: [1], keepDims: true).shape == [2, 1])
    }
}
