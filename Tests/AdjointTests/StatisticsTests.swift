import Foundation
import Testing

@testable import Adjoint

/// Means, deviations and norms at the ends of the range, and of equal elements.
@Suite("Means and norms")
struct StatisticsTests {
    /// Scales at which squares overflow, vanish, or do neither.
    static let scales: [(DType, Double)] = [
        (.float32, 1), (.float32, 1e20), (.float32, 5e37), (.float32, 1e-25), (.float32, 1e-37), (.float64, 1),
        (.float64, 1e160), (.float64, 1e307), (.float64, 1e-160), (.float64, 1e-300),
    ]
    /// The unit roundoffs that a result may be away by.
    private func tolerance(_ dtype: DType) -> Double { dtype == .float32 ? 4e-7 : 2e-15 }

    private func isNear(_ x: Double, _ y: Double, _ dtype: DType) -> Bool {
        // Beyond the greatest number of the type the right result is infinite.
        if dtype == .float32, Swift.abs(y) > Double(Float.greatestFiniteMagnitude) { return x == .infinity }
        return x == y || Swift.abs(x - y) <= tolerance(dtype) * Swift.abs(y)
    }

    // MARK: Norms

    @Test("the norm of 3 and 4 is 5 at every scale, and its gradient [0.6, 0.8]", arguments: scales)
    func norm(dtype: DType, scale: Double) throws {
        let x = Tensor([3 * scale, 4 * scale] as [Double]).cast(to: dtype).detach()
        x.requiresGrad = true
        let y = x.norm()
        #expect(y.dtype == dtype && isNear(y.item(), 5 * scale, dtype))
        y.backward()
        let gradient = try #require(x.grad).asArray(Double.self)
        #expect(isNear(gradient[0], 0.6, dtype) && isNear(gradient[1], 0.8, dtype))
    }

    @Test("norms along axes, by rows, by columns and in the middle, small and large", arguments: scales)
    func normAlongAxes(dtype: DType, scale: Double) {
        for count in [3, 40, 3000] {
            let values = (0..<(4 * count * 2)).map { Double($0 % 7 - 3) * scale }
            let x = Tensor(values, shape: [4, count, 2]).cast(to: dtype)
            for axes in [[0], [1], [2], [0, 1], [1, 2], [0, 2], [0, 1, 2]] {
                let expected = (x.cast(to: .float64) / scale).asArray(Double.self)
                let squares = square(Tensor(expected, shape: x.shape)).sum(axes: axes).asArray(Double.self)
                let found = x.norm(axes: axes).asArray(Double.self)
                for (a, b) in zip(found, squares) {
                    #expect(isNear(a, b.squareRoot() * scale, dtype), "\(count) along \(axes)")
                }
            }
        }
    }

    @Test(
        "the norm of zeros is 0, with gradients of 0 at first and second order", arguments: [DType.float32, .float64])
    func zeroNorm(dtype: DType) throws {
        let x = Tensor.zeros([3], dtype: dtype)
        x.requiresGrad = true
        let gradient = try #require(gradients(of: x.norm(), for: [x], createGraph: true).first)
        #expect(gradient.asArray(Double.self) == [0, 0, 0])
        #expect(hessian { $0.norm() }(Tensor.zeros([2], dtype: dtype)).asArray(Double.self) == [0, 0, 0, 0])
    }

    @Test("of infinite and undefined elements the norm is infinite and NaN", arguments: [DType.float32, .float64])
    func specialNorm(dtype: DType) {
        func norm(_ values: [Double]) -> Double { Tensor(values).cast(to: dtype).norm().item() }
        #expect(norm([1, .infinity]) == .infinity && norm([-.infinity, 2]) == .infinity)
        #expect(norm([1, .nan]).isNaN && norm([.nan, .infinity]).isNaN)
        #expect(Tensor.zeros([0], dtype: dtype).norm().item() == 0)
    }

    @Test("second derivatives of a norm keep their digits at every scale", arguments: scales)
    func normHessian(dtype: DType, scale: Double) {
        // (I - x xᵀ / ‖x‖²) / ‖x‖
        let limit = dtype == .float32 ? 1e36 : 1e290  // beyond, the second derivatives are subnormal or infinite
        guard scale < limit, scale > 1 / limit else { return }
        let x = Tensor([3 * scale, 4 * scale] as [Double]).cast(to: dtype)
        let h = hessian { $0.norm() }(x).asArray(Double.self)
        let expected = [0.64, -0.48, -0.48, 0.36].map { $0 / (5 * scale) }
        for (a, b) in zip(h, expected) {
            #expect(Swift.abs(a - b) <= 4 * tolerance(dtype) * 0.64 / (5 * scale), "\(h) and \(expected)")
        }
    }

    // MARK: Means

    @Test("the mean of a window of equal elements is that element", arguments: [123456.7, 0.1, 3e38, -1.0 / 3, 1e-40])
    func equalWindows(value: Double) {
        let x = Tensor.full([2, 3, 9, 9], value)
        for size in 1...5 {
            let pooled = avgPool2d(x, kernel: (size, size), stride: (1, 1))
            #expect((pooled .== Tensor.full([], value)).all().item() == 1, "\(size)")
        }
    }

    @Test(
        "the mean of equal elements is that element, and their variance and deviation are 0",
        arguments: [DType.float32, .float64], [123456.7, 0.1, 1e30, -1.0 / 3, 1e-40])
    func equalElements(dtype: DType, value: Double) {
        for shape in [[1], [3], [7], [100], [3, 5], [6, 10000], [17, 3, 11], [300, 64], [100_003]] {
            let x = Tensor.full(shape, value, dtype: dtype)
            let exact = Tensor.full([], value, dtype: dtype).item()
            for axes in [nil, [0], [-1]] as [[Int]?] {
                let mean = x.mean(axes: axes)
                #expect((mean .== exact).all().item() == 1, "\(shape) along \(axes ?? [])")
                #expect((x.variance(axes: axes) .== 0).all().item() == 1, "\(shape) along \(axes ?? [])")
                #expect((x.std(axes: axes) .== 0).all().item() == 1, "\(shape) along \(axes ?? [])")
            }
        }
    }

    @Test("a mean is finite where the elements are", arguments: [DType.float32, .float64])
    func greatMeans(dtype: DType) {
        let greatest = dtype == .float32 ? Double(Float.greatestFiniteMagnitude) : Double.greatestFiniteMagnitude
        func mean(_ values: [Double]) -> Double { Tensor(values).cast(to: dtype).mean().item() }
        #expect(mean([greatest, greatest, greatest]) == greatest)
        #expect(mean([greatest, -greatest]) == 0)
        #expect(isNear(mean([greatest, 0, greatest, 0, 0]), greatest * 0.4, dtype))
        let rows = Tensor.full([5, 4000], greatest, dtype: dtype).mean(axis: 1)
        #expect(rows.asArray(Double.self) == Array(repeating: greatest, count: 5))
        #expect(mean([1, .infinity]) == .infinity && mean([1, .nan]).isNaN && mean([.infinity, -.infinity]).isNaN)
        #expect(mean([]).isNaN)
    }

    @Test("a mean is its exact value rounded")
    func roundedMeans() {
        let generator = RandomGenerator(seed: 5)
        for count in [2, 3, 10, 1000, 50_000] {
            let x = Tensor.uniform([count], in: 1000..<1001, generator: generator)
            let exact = x.asArray(Double.self).reduce(0, +) / Double(count)
            #expect(x.mean().item(Float.self) == Float(exact), "\(count)")
        }
    }

    @Test("the gradient of a mean is 1/n everywhere, of the variance 2(x - mean)/n")
    func gradientsOfMeans() throws {
        let x = Tensor([1, 2, 6] as [Double], requiresGrad: true)
        (2 * x.mean()).backward()
        #expect(try #require(x.grad).asArray(Double.self) == [2.0 / 3, 2.0 / 3, 2.0 / 3])
        x.grad = nil
        x.variance().backward()
        let found = try #require(x.grad).asArray(Double.self)
        for (a, b) in zip(found, [-4.0 / 3, -2.0 / 3, 2]) { #expect(Swift.abs(a - b) < 1e-15) }
    }

    // MARK: Standard deviation

    @Test("the standard deviation of 1, 2, 3, 4 is √1.25, of a sample √(5/3)")
    func deviation() {
        let x = Tensor([1, 2, 3, 4] as [Double])
        #expect(isNear(x.std().item(), 1.25.squareRoot(), .float64))
        #expect(isNear(x.std(correction: 1).item(), (5.0 / 3).squareRoot(), .float64))
        #expect(x.reshaped(2, 2).std(axis: 1).asArray(Double.self) == [0.5, 0.5])
        #expect(x.reshaped(2, 2).std(axis: 0, keepDims: true).shape == [1, 2])
        #expect(Tensor(3 as Double).std(correction: 1).item().isNaN)
    }

    @Test("the deviation of equal elements has the gradient 0, and is right at every scale", arguments: scales)
    func deviationAtScale(dtype: DType, scale: Double) throws {
        let x = Tensor.full([4], scale, dtype: dtype)
        x.requiresGrad = true
        x.std().backward()
        #expect(try #require(x.grad).asArray(Double.self) == [0, 0, 0, 0])
        let y = Tensor([1 * scale, 2 * scale, 3 * scale] as [Double]).cast(to: dtype).detach()
        y.requiresGrad = true
        let deviation = y.std()
        #expect(isNear(deviation.item(), (2.0 / 3).squareRoot() * scale, dtype))
        deviation.backward()
        // (x - mean) / (n · std)
        let gradient = try #require(y.grad).asArray(Double.self)
        let unit = 1 / (3 * (2.0 / 3).squareRoot())
        for (a, b) in zip(gradient, [-unit, 0, unit]) { #expect(Swift.abs(a - b) <= 4 * tolerance(dtype)) }
    }

    @Test("fused and unfused, means, norms and deviations have the same bits", arguments: [DType.float32, .float64])
    func bits(dtype: DType) {
        let generator = RandomGenerator(seed: 9)
        for shape in [[200, 300], [9, 9000], [20_000, 3], [70, 8, 40]] {
            let x = Tensor.normal(shape, dtype: dtype, generator: generator)
            for axes in [nil, [0], [-1]] as [[Int]?] {
                func all() -> [[Double]] {
                    let y = x * 1.5 + 1
                    let results = [y.mean(axes: axes), y.variance(axes: axes), y.std(axes: axes), y.norm(axes: axes)]
                    return results.map { $0.asArray(Double.self) }
                }
                let fused = all()
                let unfused = withoutFusion { all() }
                #expect(fused == unfused, "\(shape) along \(axes ?? [])")
            }
        }
    }
}
