import Adjoint
import AdjointNN
import Foundation

/// Small problems made by a formula. Classes are `int64` [count], of as equal size as possible and in random order;
/// `noise` is the standard deviation of a normal number that is added to every coordinate.
extension Samples {
    /// Exclusive or: the corners (0, 0), (0, 1), (1, 0), (1, 1) with the classes 0, 1, 1, 0, in this order, again and
    /// again. Inputs [count, 2].
    public static func xor(count: Int = 4, noise: Double = 0, generator: RandomGenerator = .shared) -> Samples {
        let corners = [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)]
        return points("xor", count, noise, generator, isShuffled: false) { index in
            (corners[index % 4], [0, 1, 1, 0][index % 4])
        }
    }

    /// Two half circles of radius 1 that reach into each other: class 0 the upper one around (0, 0), class 1 the lower
    /// one around (1, ½). Inputs [count, 2].
    public static func moons(count: Int = 200, noise: Double = 0.1, generator: RandomGenerator = .shared) -> Samples {
        points("moons", count, noise, generator) { index in
            let angle = Double.pi * along(index / 2, (count + 1 - index % 2) / 2)
            return index % 2 == 0 ? ((cos(angle), sin(angle)), 0) : ((1 - cos(angle), 0.5 - sin(angle)), 1)
        }
    }

    /// A circle of radius 1, class 0, around one of radius `factor`, class 1. Inputs [count, 2].
    public static func circles(
        count: Int = 200, noise: Double = 0.05, factor: Double = 0.5, generator: RandomGenerator = .shared
    ) -> Samples {
        checkFinite(factor, "factor", of: "circles")
        return points("circles", count, noise, generator) { index in
            let angle = 2 * Double.pi * Double(index / 2) / Double((count + 1 - index % 2) / 2)
            let radius = index % 2 == 0 ? 1 : factor
            return ((radius * cos(angle), radius * sin(angle)), index % 2)
        }
    }

    /// Arms that wind around the origin, one for each class, from radius 0.1 to 1. Inputs [count, 2].
    public static func spirals(
        count: Int = 300, noise: Double = 0.02, classes: Int = 2, turns: Double = 1.5,
        generator: RandomGenerator = .shared
    ) -> Samples {
        checkFinite(turns, "number of turns", of: "spirals")
        let arms = checkCount(classes, atLeast: 1, "number of classes", of: "spirals") ? classes : 1
        return points("spirals", count, noise, generator) { index in
            let (arm, length) = (index % arms, along(index / arms, (count + arms - 1 - index % arms) / arms))
            let angle = 2 * Double.pi * (turns * length + Double(arm) / Double(arms))
            let radius = 0.1 + 0.9 * length
            return ((radius * cos(angle), radius * sin(angle)), arm)
        }
    }

    /// y = x · weights + bias + noise, with normal x: inputs [count, weights], targets [count, 1].
    public static func linearRegression(
        count: Int = 1000, weights: [Double] = [2, -3.4], bias: Double = 4.2, noise: Double = 0.01,
        generator: RandomGenerator = .shared
    ) -> Samples {
        for number in weights + [bias] { checkFinite(number, "weight or bias", of: "linearRegression") }
        guard isPossible("linearRegression", count, noise) else { return Samples(Tensor.zeros([0]), Tensor.zeros([0])) }
        let inputs = Tensor.normal([count, weights.count], generator: generator)
        let slopes = Tensor(weights.map(Float.init), shape: [weights.count, 1])
        let noise = Tensor.normal([count, 1], standardDeviation: noise, generator: generator)
        return Samples(inputs, matmul(inputs, slopes) + bias + noise)
    }

    /// Points in the plane, each made from its number.
    private static func points(
        _ name: String, _ count: Int, _ noise: Double, _ generator: RandomGenerator, isShuffled: Bool = true,
        _ point: (Int) -> (point: (Double, Double), class: Int)
    ) -> Samples {
        guard isPossible(name, count, noise) else { return Samples(Tensor.zeros([0, 2]), Tensor([] as [Int])) }
        var made = (0..<count).map(point)
        var generator = generator
        if isShuffled { made.shuffle(using: &generator) }
        let exact = Tensor(made.flatMap { [Float($0.point.0), Float($0.point.1)] }, shape: [count, 2])
        let shift = Tensor.normal([count, 2], standardDeviation: noise, generator: generator)
        return Samples(exact + shift, Tensor(made.map(\.class)))
    }

    private static func isPossible(_ name: String, _ count: Int, _ noise: Double) -> Bool {
        guard count >= 0, noise >= 0 else {
            report(AdjointError(.value, name, "\(count) samples with noise \(noise): both are at least 0"))
            return false
        }
        let isPossible =
            checkFinite(noise, "noise", of: name) && checkCount(count, atLeast: 0, "number of samples", of: name)
        // The coordinates and the class of each, before and after they are shuffled.
        return isPossible && admits(count, of: 48, name) && !hasFailed
    }

    /// How far `index` is along `count` equal steps from 0 to 1, both included.
    private static func along(_ index: Int, _ count: Int) -> Double { Double(index) / Double(max(count - 1, 1)) }
}
