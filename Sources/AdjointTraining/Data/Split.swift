import Adjoint
import AdjointNN

/// A division into a part to learn from, a part to choose by and a part to test with.
public typealias Parts<Part> = (train: Part, validation: Part, test: Part)

/// Divides the positions 0..<count by chance.
///
/// - Parameters:
///   - count: how many samples there are.
///   - validationFraction: the share of the validation part, 0…1.
///   - testFraction: the share of the test part. The two add up to 1 at most; numbers of samples are rounded to the nearest.
///   - generator: decides which ones. The same seed gives the same split.
/// - Returns: the positions of the parts, each in random order.
public func randomSplit(
    _ count: Int, validationFraction: Double = 0, testFraction: Double, generator: RandomGenerator = .shared
) -> Parts<[Int]> {
    guard checkCount(count, atLeast: 0, "number of samples", of: "randomSplit"),
        admits(count, of: MemoryLayout<Int>.stride, "randomSplit")
    else { return ([], [], []) }
    return split([Array(0..<count)], "randomSplit", validationFraction, testFraction, generator)
}

/// Divides positions by chance so that every class has its share in every part.
///
/// - Parameters:
///   - labels: [samples], integer.
///   - validationFraction: the share of the validation part, 0…1.
///   - testFraction: the share of the test part. The two add up to 1 at most; of each class, numbers of samples are rounded to
///     the nearest.
///   - generator: decides which ones. The same seed gives the same split.
/// - Returns: the positions of the parts, each in random order.
public func stratifiedSplit(
    _ labels: Tensor, validationFraction: Double = 0, testFraction: Double, generator: RandomGenerator = .shared
) -> Parts<[Int]> {
    guard let classes = positionsByClass(labels, "stratifiedSplit") else { return ([], [], []) }
    return split(classes, "stratifiedSplit", validationFraction, testFraction, generator)
}

extension Samples {
    /// A random division, as `randomSplit(_:validationFraction:testFraction:generator:)` gives it.
    public func randomSplit(
        validationFraction: Double = 0, testFraction: Double, generator: RandomGenerator = .shared
    ) -> Parts<Samples> {
        parts(
            AdjointTraining.randomSplit(
                count, validationFraction: validationFraction, testFraction: testFraction, generator: generator))
    }

    /// A random division in which every class of the targets has its share in every part.
    public func stratifiedSplit(
        validationFraction: Double = 0, testFraction: Double, generator: RandomGenerator = .shared
    ) -> Parts<Samples> {
        parts(
            AdjointTraining.stratifiedSplit(
                targets, validationFraction: validationFraction, testFraction: testFraction, generator: generator))
    }

    private func parts(_ positions: Parts<[Int]>) -> Parts<Samples> {
        (self[positions.train], self[positions.validation], self[positions.test])
    }
}

/// Divides each group in the same ratio.
private func split(
    _ groups: [[Int]], _ name: String, _ validationFraction: Double, _ testFraction: Double,
    _ generator: RandomGenerator
) -> Parts<[Int]> {
    guard validationFraction >= 0, testFraction >= 0, validationFraction + testFraction <= 1 else {
        report(
            AdjointError(
                .value, name,
                "fractions \(validationFraction) for validation and \(testFraction) for the test: each is at least 0, "
                    + "and together they are at most 1"))
        return ([], [], [])
    }
    var generator = generator
    var parts: Parts<[Int]> = ([], [], [])
    for group in groups {
        let positions = group.shuffled(using: &generator)
        let ends = [testFraction, testFraction + validationFraction].map { Int((Double(group.count) * $0).rounded()) }
        parts.test += positions[..<ends[0]]
        parts.validation += positions[ends[0]..<ends[1]]
        parts.train += positions[ends[1]...]
    }
    return (
        parts.train.shuffled(using: &generator), parts.validation.shuffled(using: &generator),
        parts.test.shuffled(using: &generator)
    )
}

/// The positions of each class, in the order of the classes; nil, and an error, where the labels are no classes.
func positionsByClass(_ labels: Tensor, _ name: String) -> [[Int]]? {
    guard labels.rank == 1, labels.dtype.isInteger else {
        report(AdjointError(.shape, name, "labels \(labels.shape) \(labels.dtype): integers [samples] are needed"))
        return nil
    }
    let classes = labels.asArray(Int.self)
    if hasFailed { return nil }
    return Dictionary(grouping: classes.enumerated(), by: \.element)
        .sorted { $0.key < $1.key }.map { $0.value.map(\.offset) }
}
