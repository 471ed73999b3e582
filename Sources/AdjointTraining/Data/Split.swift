import Adjoint

/// Divides positions into a part for training and a part for testing in which every class has its share.
///
/// - Parameters:
///   - labels: [samples], integer.
///   - testFraction: the share of the test part, 0…1; of each class that many samples, rounded to the nearest.
///   - generator: decides which ones. The same seed gives the same split.
/// - Returns: the positions of both parts, each in random order.
public func stratifiedSplit(
    _ labels: Tensor, testFraction: Double, generator: RandomGenerator = .shared
) -> (train: [Int], test: [Int]) {
    guard (0...1).contains(testFraction), labels.rank == 1, labels.dtype.isInteger else {
        report(
            AdjointError(
                .value, "stratifiedSplit",
                "labels \(labels.shape) \(labels.dtype) with fraction \(testFraction): integer [samples] and 0…1 are needed"
            ))
        return ([], [])
    }
    let classes = Dictionary(grouping: labels.asArray(Int.self).enumerated(), by: \.element)
    var (train, test): ([Int], [Int]) = ([], [])
    for (_, members) in classes.sorted(by: { $0.key < $1.key }) {
        var generator = generator
        let positions = members.map(\.offset).shuffled(using: &generator)
        let cut = Int((Double(positions.count) * testFraction).rounded())
        test += positions[..<cut]
        train += positions[cut...]
    }
    var generator = generator
    return (train.shuffled(using: &generator), test.shuffled(using: &generator))
}
