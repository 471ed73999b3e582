import Adjoint
import AdjointNN

/// A division into a part to learn from, a part to choose by and a part to test with.
public typealias Parts<Part> = (train: Part, validation: Part, test: Part)

/// Divides the positions 0..<count by chance.
///
/// - Parameters:
///   - count: how many samples there are.
///   - validationFraction: the share of the validation part, 0…1.
///   - testFraction: the share of the test part, 0…1. The two add up to 1 at most. The three parts' numbers of samples
/// are
///     whole numbers next to their shares, rounded up where the remainders are largest.
///   - generator: decides which ones. The same seed gives the same split.
/// - Returns: the positions of the parts, each in random order.
public func randomSplit(
    _ count: Int, validationFraction: Double = 0, testFraction: Double = 0, generator: RandomGenerator = .shared
) -> Parts<[Int]> {
    guard checkCount(count, atLeast: 0, "number of samples", of: "randomSplit"),
        admits(count, of: MemoryLayout<Int>.stride, "randomSplit")
    else { return ([], [], []) }
    return split([Array(0..<count)], "randomSplit", validationFraction, testFraction, generator)
}

/// Divides positions by chance so that every class has its share in every part.
///
/// The parts have as many samples as `randomSplit` gives them. Of these totals each class gets its share, rounded up
/// where the remainders are largest and, of equal ones, by chance: of 20 classes of 4 a `testFraction` of 0.1 takes one
/// sample of 8 classes. Every class keeps a sample to train on as long as that part has enough of them.
///
/// - Parameters:
///   - labels: [samples], integer.
///   - validationFraction: the share of the validation part, 0…1.
///   - testFraction: the share of the test part, 0…1. The two add up to 1 at most.
///   - generator: decides which ones. The same seed gives the same split.
/// - Returns: the positions of the parts, each in random order.
public func stratifiedSplit(
    _ labels: Tensor, validationFraction: Double = 0, testFraction: Double = 0, generator: RandomGenerator = .shared
) -> Parts<[Int]> {
    guard let classes = positionsByClass(labels, "stratifiedSplit") else { return ([], [], []) }
    return split(classes, "stratifiedSplit", validationFraction, testFraction, generator)
}

extension Samples {
    /// A random division, as `randomSplit(_:validationFraction:testFraction:generator:)` gives it.
    public func randomSplit(
        validationFraction: Double = 0, testFraction: Double = 0, generator: RandomGenerator = .shared
    ) -> Parts<Samples> {
        parts(
            AdjointTraining.randomSplit(
                count, validationFraction: validationFraction, testFraction: testFraction, generator: generator))
    }

    /// A random division in which every class of the targets has its share in every part.
    public func stratifiedSplit(
        validationFraction: Double = 0, testFraction: Double = 0, generator: RandomGenerator = .shared
    ) -> Parts<Samples> {
        parts(
            AdjointTraining.stratifiedSplit(
                targets, validationFraction: validationFraction, testFraction: testFraction, generator: generator))
    }

    private func parts(_ positions: Parts<[Int]>) -> Parts<Samples> {
        (self[positions.train], self[positions.validation], self[positions.test])
    }
}

/// Divides the groups in the same ratio, as nearly as whole samples allow.
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
    let shuffled = groups.map { $0.shuffled(using: &generator) }
    let shares = shares(of: groups.map(\.count), validationFraction, testFraction, order: chance(of: shuffled))
    var parts: Parts<[Int]> = ([], [], [])
    for (positions, (validation, test)) in zip(shuffled, shares) {
        parts.test += positions[..<test]
        parts.validation += positions[test..<test + validation]
        parts.train += positions[(test + validation)...]
    }
    return (
        parts.train.shuffled(using: &generator), parts.validation.shuffled(using: &generator),
        parts.test.shuffled(using: &generator)
    )
}

/// An order of shuffled groups by which chance decides between equal claims. It follows from how they were shuffled,
/// and takes no more numbers of the generator.
private func chance(of shuffled: [[Int]]) -> [Int] {
    // FNV-1a over the positions.
    let seed = shuffled.joined().reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    var generator = RandomGenerator(seed: seed)
    return Array(shuffled.indices).shuffled(using: &generator)
}

/// How many samples of each group go to validation and to the test.
///
/// The totals come first, by largest remainder; of equal remainders the test's goes first, then validation's. Then the
/// groups' shares of these totals, by largest remainder too, where each group keeps a sample to train on if there are
/// enough of them. Of equal remainders the group goes first that does so in `order`.
private func shares(
    of unordered: [Int], _ validationFraction: Double, _ testFraction: Double, order: [Int]
) -> [(validation: Int, test: Int)] {
    let sizes = order.map { unordered[$0] }
    let count = sizes.reduce(0, +)
    let (test, validation) = (Double(count) * testFraction, Double(count) * validationFraction)
    let totals = apportioned(
        count, by: [test, validation, max(Double(count) - test - validation, 0)], limits: [count, count, count])
    var kept = Array(repeating: 0, count: sizes.count)
    for index in sizes.indices.sorted(by: { sizes[$0] > sizes[$1] }).prefix(totals[2]) where sizes[index] > 0 {
        kept[index] = 1
    }
    func quotas(_ total: Int) -> [Double] { sizes.map { Double($0) * Double(total) / Double(max(count, 1)) } }
    let tested = apportioned(totals[0], by: quotas(totals[0]), limits: zip(sizes, kept).map { $0 - $1 })
    let validated = apportioned(
        totals[1], by: zip(quotas(totals[0] + totals[1]), tested).map { $0 - Double($1) },
        limits: sizes.indices.map { sizes[$0] - kept[$0] - tested[$0] })
    var shares = Array(repeating: (validation: 0, test: 0), count: sizes.count)
    for (place, group) in order.enumerated() { shares[group] = (validated[place], tested[place]) }
    return shares
}

/// Whole numbers near some quotas that add up to a total: the quotas rounded down, and one more for those with the
/// largest remainders (Hamilton's method), none above its limit. The limits have to leave room for the total.
private func apportioned(_ total: Int, by quotas: [Double], limits: [Int]) -> [Int] {
    // A quota that rounding has put just below a whole number is that number.
    var seats = zip(quotas, limits).map { min(max(Int(($0 + 1e-9 * max($0, 1)).rounded(.down)), 0), $1) }
    func remainder(_ index: Int) -> Double { quotas[index] - Double(seats[index]) }
    func byRemainder(_ indices: [Int]) -> [Int] {
        let keyed = indices.map { (index: $0, remainder: (remainder($0) * 1e9).rounded()) }
        return keyed.sorted { ($1.remainder, $0.index) < ($0.remainder, $1.index) }.map(\.index)
    }
    var missing = total - seats.reduce(0, +)
    while missing > 0 {
        let open = byRemainder(seats.indices.filter { seats[$0] < limits[$0] })
        if open.isEmpty { break }
        for index in open.prefix(missing) {
            let more = min(max(missing / open.count, 1), limits[index] - seats[index])
            seats[index] += more
        }
        missing = total - seats.reduce(0, +)
    }
    while missing < 0 {
        let taken = byRemainder(seats.indices.filter { seats[$0] > 0 })
        for index in taken.suffix(-missing) { seats[index] -= 1 }
        missing = total - seats.reduce(0, +)
    }
    return seats
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
