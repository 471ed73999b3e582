import Testing

@testable import Adjoint

/// What the derivative is where mathematics leaves a choice.
@Suite("Kinks, zeros and anomalies")
struct PolicyTests {
    /// The gradient of the sum of a function's results.
    func slope(_ x: [Double], _ function: @escaping (Tensor) -> Tensor) -> [Double] {
        gradient { function($0).sum() }(Tensor(x)).asArray(Double.self)
    }

    @Test("a zero cotangent contributes nothing, even against an infinite or undefined derivative")
    func zeroCotangent() {
        let elu: (Tensor) -> Tensor = { which($0 .<= 0, exp($0), 1 + $0) }
        #expect(gradient { elu($0).sum() }(Tensor([100, -1])).asArray(Float.self)[0] == 1)
        #expect(slope([1000, -1], elu)[0] == 1)
        #expect(slope([0, 4]) { which($0 .> 0, sqrt($0), 0 * $0) } == [0, 0.25])
        #expect(slope([0, 2]) { which($0 .> 0, log($0), $0) } == [1, 0.5])
        #expect(slope([0, 2]) { which($0 .> 0, 1 / $0, $0) } == [1, -0.25])
        #expect(slope([-1, 4]) { which($0 .> 0, $0 ** 0.5, $0) } == [1, 0.25])
        // At second order too.
        let second = gradient { gradient { which($0 .<= 0, exp($0), 1 + $0 * $0).sum() }($0).sum() }
        #expect(second(Tensor([1000] as [Double])).item() == 2)
    }

    @Test("kinks follow the policy of Docs/Derivatives.md")
    func kinks() {
        #expect(slope([0, -0.0], relu) == [0, 0])
        #expect(slope([0, -0.0], abs) == [0, 0])
        #expect(slope([0], { leakyRelu($0, slope: 0.1) }) == [0.1])
        #expect(slope([1, 1], { maximum($0, Tensor([1, 0.5] as [Double])) }) == [0.5, 1])
        #expect(slope([1, 1], { minimum($0, Tensor([1, 1.5] as [Double])) }) == [0.5, 1])
        #expect(slope([-1, 0, 1], { clip($0, to: -1...1) }) == [0.5, 1, 0.5])
        #expect(slope([3, 1, 3], { $0.max() }) == [0.5, 0, 0.5])
        #expect(slope([3, 1, 1], { $0.min() }) == [0, 0.5, 0.5])
        #expect(slope([0, 0], { $0.norm() }) == [0, 0])
        #expect(slope([1.5, -0.5], { floor($0) + ceil($0) + round($0) + sign($0) }) == [0, 0])
    }

    @Test("powers at zero")
    func powers() {
        #expect(slope([0, 0, 0], { pow($0, Tensor([0, 1, 2] as [Double])) }) == [0, 1, 0])
        #expect(slope([2], { pow(0, $0) }) == [0])
        #expect(slope([-2], { $0 ** 3.0 }) == [12])
    }

    @Test("a product with zeros has the product of the others as derivative")
    func products() {
        #expect(slope([2, 0, 3], { $0.product() }) == [0, 6, 0])
        #expect(slope([0, 0, 3], { $0.product() }) == [0, 0, 0])
        #expect(slope([2, 5, 3], { $0.product() }) == [15, 6, 10])
    }

    @Test("detectAnomalies names the operation that first made a NaN, forward")
    func anomaliesForward() throws {
        let x = Tensor([[1, 2], [-1, 4]] as [[Double]], requiresGrad: true)
        let error = #expect(throws: AdjointError.self) {
            try withErrors { detectAnomalies { sqrt(log(x) * 2) } }
        }
        #expect(error?.kind == .anomaly)
        #expect(
            error?.description
                == "log: the forward pass made the first nan at [1, 0] of its result [2, 2], from finite inputs of shapes [2, 2]"
        )
        #expect(try withErrors { detectAnomalies { sqrt(abs(x)) } }.shape == [2, 2])
    }

    @Test("detectAnomalies names the operation that first made an infinity, backward")
    func anomaliesBackward() {
        let x = Tensor([0, 1] as [Double], requiresGrad: true)
        let error = #expect(throws: AdjointError.self) {
            try withErrors { detectAnomalies { sqrt(x).sum().backward() } }
        }
        #expect(error?.description.contains("the backward pass made the first inf at [0]") == true)
    }
}
