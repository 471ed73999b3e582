import Adjoint
import AdjointTraining
import Foundation
import Testing

@Suite("Synthetic samples")
struct SyntheticTests {
    private static func generator() -> RandomGenerator { RandomGenerator(seed: 3) }

    /// The radii of the points around a centre, class by class.
    private static func radii(_ samples: Samples, around centres: [(Double, Double)]) -> [[Double]] {
        let points = samples.inputs.asArray(Double.self)
        let classes = samples.targets.asArray(Int.self)
        return centres.indices.map { label in
            classes.indices.filter { classes[$0] == label }.map {
                hypot(points[2 * $0] - centres[label].0, points[2 * $0 + 1] - centres[label].1)
            }
        }
    }

    @Test("exclusive or has four corners")
    func xor() {
        let samples = Samples.xor()
        #expect(samples.inputs.asArray(Float.self) == [0, 0, 0, 1, 1, 0, 1, 1])
        #expect(samples.targets.dtype == .int64 && samples.targets.asArray(Int.self) == [0, 1, 1, 0])
        let noisy = Samples.xor(count: 401, noise: 0.1, generator: Self.generator())
        #expect(noisy.count == 401 && noisy.targets.asArray(Int.self).count { $0 == 1 } == 200)
        let distance = noisy.inputs - Samples.xor(count: 401).inputs
        #expect(abs(sqrt(square(distance).mean()).item() - 0.1) < 0.01)
    }

    @Test("moons are two half circles, in mixed order, of equal size", arguments: [2, 7, 200])
    func moons(count: Int) {
        let samples = Samples.moons(count: count, noise: 0, generator: Self.generator())
        let radii = Self.radii(samples, around: [(0, 0), (1, 0.5)])
        #expect(radii.map(\.count) == [(count + 1) / 2, count / 2])
        #expect(radii.joined().allSatisfy { abs($0 - 1) < 1e-6 })
        let (points, labels) = (samples.inputs.asArray(Float.self), samples.targets.asArray(Int.self))
        for index in 0..<count {
            let y = points[2 * index + 1]
            #expect(labels[index] == 0 ? y > -1e-6 : y < 0.5 + 1e-6)
        }
        #expect(labels != labels.sorted() || count < 3)
    }

    @Test("circles have their radii, and points all around")
    func circles() {
        let samples = Samples.circles(count: 101, noise: 0, factor: 0.25, generator: Self.generator())
        let radii = Self.radii(samples, around: [(0, 0), (0, 0)])
        #expect(radii.map(\.count) == [51, 50])
        #expect(radii[0].allSatisfy { abs($0 - 1) < 1e-6 } && radii[1].allSatisfy { abs($0 - 0.25) < 1e-6 })
        #expect(abs(samples.inputs.mean(axis: 0)).max().item() < 1e-6)
    }

    @Test("spirals wind outward, an arm for each class", arguments: [1, 2, 5])
    func spirals(classes: Int) {
        let samples = Samples.spirals(count: 62, noise: 0, classes: classes, turns: 2, generator: Self.generator())
        let radii = Self.radii(samples, around: [(Double, Double)](repeating: (0, 0), count: classes))
        #expect(samples.classCount == classes && radii.map(\.count).max()! - radii.map(\.count).min()! <= 1)
        for arm in radii { #expect(abs(arm.min()! - 0.1) < 1e-6 && abs(arm.max()! - 1) < 1e-6) }
        // On the ray of an arm's angle at radius r, and nowhere else.
        let (points, labels) = (samples.inputs.asArray(Double.self), samples.targets.asArray(Int.self))
        for index in labels.indices {
            let (x, y) = (points[2 * index], points[2 * index + 1])
            let angle = 2 * Double.pi * (2 * (hypot(x, y) - 0.1) / 0.9 + Double(labels[index]) / Double(classes))
            #expect(abs(x * sin(angle) - y * cos(angle)) < 1e-5 && x * cos(angle) + y * sin(angle) > 0)
        }
    }

    @Test("a linear problem has the weights, the bias and the noise that were asked for")
    func linearRegression() {
        let exact = Samples.linearRegression(
            count: 50, weights: [3, 0, -1], bias: 2, noise: 0, generator: Self.generator())
        #expect(exact.inputs.shape == [50, 3] && exact.targets.shape == [50, 1])
        let expected = 3 * exact.inputs[.all, 0] - exact.inputs[.all, 2] + 2
        #expect(abs(exact.targets.squeezed(axis: 1) - expected).max().item() < 1e-5)
        let noisy = Samples.linearRegression(
            count: 2000, weights: [1], bias: 0, noise: 0.5, generator: Self.generator())
        #expect(abs(sqrt(square(noisy.targets - noisy.inputs).mean()).item() - 0.5) < 0.03)
    }

    @Test("the same seed gives the same samples, and another seed others")
    func seeds() {
        for make in [
            { Samples.xor(count: 9, noise: 1, generator: $0) }, { Samples.moons(generator: $0) },
            { Samples.circles(generator: $0) }, { Samples.spirals(generator: $0) },
            { Samples.linearRegression(generator: $0) },
        ] as [(RandomGenerator) -> Samples] {
            func bits(_ seed: UInt64) -> [[Float]] {
                let samples = make(RandomGenerator(seed: seed))
                return [samples.inputs.asArray(Float.self), samples.targets.asArray(Float.self)]
            }
            #expect(bits(1) == bits(1) && bits(1)[0] != bits(2)[0])
        }
    }

    @Test("no samples are possible, a negative number is refused")
    func sizes() {
        #expect(Samples.moons(count: 0).inputs.shape == [0, 2])
        let error = #expect(throws: AdjointError.self) { try withErrors { Samples.spirals(count: -1) } }
        #expect(error?.description == "spirals: -1 samples with noise 0.02: both are at least 0")
    }
}
