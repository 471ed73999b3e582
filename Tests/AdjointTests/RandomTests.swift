import Adjoint
import Testing

@Suite("Random numbers")
struct RandomTests {
    private func draw(_ generator: RandomGenerator, _ count: Int = 50, dtype: DType = .float32) -> [Double] {
        Tensor.uniform([count], dtype: dtype, generator: generator).asArray(Double.self)
    }

    @Test("are the same for the same seed, and differ between seeds and between draws")
    func seeds() {
        let (a, b, other) = (RandomGenerator(seed: 7), RandomGenerator(seed: 7), RandomGenerator(seed: 8))
        let (first, second) = (draw(a), draw(a))
        #expect(first == draw(b) && second == draw(b))
        #expect(first != second && first != draw(other))
        #expect(Set(first + second).count > 98)
    }

    @Test("start anew when the seed is set")
    func restart() {
        let generator = RandomGenerator(seed: 7)
        let first = draw(generator)
        generator.seed = 7
        #expect(draw(generator) == first && generator.seed == 7)
        generator.seed = 9
        #expect(draw(generator) == draw(RandomGenerator(seed: 9)))
    }

    @Test("do not depend on the shape they fill, and a longer draw begins as a shorter one")
    func shapes() {
        let flat = draw(RandomGenerator(seed: 3), 24)
        let cube = Tensor.uniform([2, 3, 4], generator: RandomGenerator(seed: 3))
        #expect(cube.asArray(Double.self) == flat)
        #expect(Array(draw(RandomGenerator(seed: 3), 1000)[..<24]) == flat)
        let normal = Tensor.normal([7], generator: RandomGenerator(seed: 3)).asArray(Float.self)
        #expect(Array(Tensor.normal([100], generator: RandomGenerator(seed: 3)).asArray(Float.self)[..<7]) == normal)
        #expect(Tensor.uniform([0, 2]).shape == [0, 2] && Tensor.normal([]).rank == 0)
    }

    @Test("uniform numbers stay in their range", arguments: [DType.float32, .float64])
    func range(dtype: DType) {
        let generator = RandomGenerator(seed: 5)
        for range in [0.0..<1, -2..<3, 10..<10.5, -1e-3..<1e-3] {
            let x = Tensor.uniform([20_000], in: range, dtype: dtype, generator: generator)
            #expect(x.dtype == dtype && x.asArray(Double.self).allSatisfy { range.contains($0) }, "\(range)")
        }
    }

    @Test("uniform numbers never reach the upper bound by rounding")
    func upperBound() {
        // The greatest float32 below 1 is 1 - 2⁻²⁴; a range of few representable numbers makes rounding visible.
        let range = 1.0..<(1 + 0x1p-22)
        let x = Tensor.uniform([10_000], in: range, generator: RandomGenerator(seed: 5)).asArray(Double.self)
        #expect(x.allSatisfy { range.contains($0) })
        #expect(Set(x).count > 1)
    }

    @Test("have the mean, the variance and the tails of their distribution", arguments: [DType.float32, .float64])
    func moments(dtype: DType) {
        let count = 100_000.0
        let generator = RandomGenerator(seed: 11)
        let uniform = Tensor.uniform([Int(count)], in: -1..<3, dtype: dtype, generator: generator).asArray(Double.self)
        let normal = Tensor.normal([Int(count)], mean: 2, standardDeviation: 3, dtype: dtype, generator: generator)
            .asArray(Double.self)
        // The mean of n numbers has the variance σ²/n; that of their squares (μ₄ - σ⁴)/n.
        for (values, mean, variance, fourth) in [(uniform, 1.0, 16.0 / 12, 256.0 / 80), (normal, 2, 9, 243)] {
            let average = values.reduce(0, +) / count
            let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
            #expect(Swift.abs(average - mean) < 5 * (variance / count).squareRoot())
            #expect(Swift.abs(squares - variance) < 5 * ((fourth - variance * variance) / count).squareRoot())
        }
        // P(|z| > 2) = 0.0455
        let beyond = Double(normal.filter { Swift.abs($0 - 2) > 6 }.count)
        #expect(Swift.abs(beyond - 0.0455 * count) < 5 * (0.0455 * 0.9545 * count).squareRoot())
        // Neighbours are not correlated.
        let products = zip(normal, normal.dropFirst()).reduce(0) { $0 + ($1.0 - 2) * ($1.1 - 2) } / count
        #expect(Swift.abs(products) < 5 * 9 / count.squareRoot())
    }

    @Test("shuffle and choose the same again for the same seed")
    func standardLibrary() {
        var (a, b) = (RandomGenerator(seed: 21), RandomGenerator(seed: 21))
        let first = Array(0..<100).shuffled(using: &a)
        #expect(first == Array(0..<100).shuffled(using: &b))
        #expect(first != Array(0..<100) && first.sorted() == Array(0..<100))
        #expect(first != Array(0..<100).shuffled(using: &a))
        #expect((0..<20).map { _ in Int.random(in: 0..<6, using: &a) } != [Int](repeating: 0, count: 20))
    }

    @Test("words use all 64 bits")
    func words() {
        let generator = RandomGenerator(seed: 1)
        let words = (0..<200).map { _ in generator.next() }
        #expect(words.reduce(0, |) == .max && words.reduce(.max, &) == 0)
        #expect(Set(words).count == 200)
    }

    @Test("integers cannot be drawn")
    func refusals() {
        #expect(throws: AdjointError.self) { try withErrors { Tensor.uniform([2], dtype: .int32) } }
        #expect(throws: AdjointError.self) { try withErrors { Tensor.normal([-1]) } }
    }

    @Test("are uniform in ranges as wide as the type, and never the upper bound", arguments: [DType.float32, .float64])
    func widestRange(dtype: DType) {
        let greatest = dtype == .float32 ? Double(Float.greatestFiniteMagnitude) : Double.greatestFiniteMagnitude
        for range in [-greatest..<greatest, (-0.9 * greatest)..<(0.8 * greatest), -greatest..<0, 0..<greatest] {
            let x = Tensor.uniform([20_000], in: range, dtype: dtype, generator: RandomGenerator(seed: 3))
            let values = x.asArray(Double.self).map { $0 / greatest }
            let (low, high) = (range.lowerBound / greatest, range.upperBound / greatest)
            #expect(values.allSatisfy { $0.isFinite && $0 >= low - 1e-7 && $0 < high })
            // The mean of n numbers is off by a standard deviation of width / √(12n): five of them are allowed.
            let mean = values.reduce(0, +) / Double(values.count)
            let error = 5 * (high - low) / (12 * Double(values.count)).squareRoot()
            #expect(Swift.abs(mean - (low + high) / 2) < error, "\(range)")
            #expect(
                values.contains { $0 < low + 0.1 * (high - low) } && values.contains { $0 > high - 0.1 * (high - low) })
        }
    }

    @Test("of a range narrower than the numbers' distance are its lower bound, not the upper one")
    func narrowRange() {
        let x = Tensor.uniform([1000], in: 1..<(1 + 1e-9), generator: RandomGenerator(seed: 3))
        #expect(x.asArray(Double.self).allSatisfy { $0 == 1 })
        let y = Tensor.uniform([10_000], in: 1..<1.0000002, generator: RandomGenerator(seed: 3))
        #expect(y.asArray(Float.self).allSatisfy { $0 >= 1 && $0 < 1.0000002 })
    }
}
