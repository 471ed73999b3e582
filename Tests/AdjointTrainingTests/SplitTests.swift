import Adjoint
import AdjointTraining
import Testing

@Suite("Stratified split")
struct SplitTests {
    private static let labels = Tensor((0..<200).map { $0 % 10 == 0 ? 2 : $0 % 3 == 0 ? 1 : 0 })

    private static func split(_ fraction: Double, seed: UInt64 = 1) -> (train: [Int], test: [Int]) {
        stratifiedSplit(labels, testFraction: fraction, generator: RandomGenerator(seed: seed))
    }

    @Test(
        "every position is in one part, and every class has its share in both", arguments: [0, 0.2, 0.25, 0.48, 0.5, 1])
    func shares(fraction: Double) {
        let parts = Self.split(fraction)
        #expect((parts.train + parts.test).sorted() == Array(0..<200))
        let labels = Self.labels.asArray(Int.self)
        for label in 0...2 {
            let size = labels.count { $0 == label }
            let tested = parts.test.count { labels[$0] == label }
            #expect(tested == Int((Double(size) * fraction).rounded()), "class \(label) of \(size)")
        }
    }

    @Test("the same seed gives the same parts, another seed others")
    func seeds() {
        let (first, again, other) = (Self.split(0.2), Self.split(0.2), Self.split(0.2, seed: 2))
        #expect(first == again)
        #expect(first.train != other.train && first.test != other.test)
        #expect(Set(first.test) != Set(other.test))
    }

    @Test("both parts are in mixed order")
    func order() {
        let parts = Self.split(0.3)
        let labels = Self.labels.asArray(Int.self)
        for part in [parts.train, parts.test] {
            #expect(part != part.sorted())
            let classes = part.map { labels[$0] }
            #expect(classes != classes.sorted())
        }
    }

    @Test("keeps the digits' shares: 359 of 1,797 for a fifth")
    func digits() throws {
        let digits = try Samples.digits()
        let parts = stratifiedSplit(digits.targets, testFraction: 0.2, generator: RandomGenerator(seed: 0))
        let tested = digits[parts.test].targets.asArray(Int.self)
        #expect((0..<10).map { label in tested.count { $0 == label } } == [36, 36, 35, 37, 36, 36, 36, 36, 35, 36])
        #expect(Set(parts.train).isDisjoint(with: parts.test))
        #expect(parts.train.count == 1438 && parts.test.count == 359)
    }

    @Test("takes int32 labels, negative classes and no samples")
    func unusual() {
        let parts = stratifiedSplit(
            Tensor([-1, 7, -1, 7] as [Int32]), testFraction: 0.5, generator: RandomGenerator(seed: 3))
        #expect(Set(parts.test.map { $0 % 2 }) == [0, 1] && parts.test.count == 2)
        let none = stratifiedSplit(Tensor([] as [Int]), testFraction: 0.5)
        #expect(none.train.isEmpty && none.test.isEmpty)
    }

    @Test("refuses a fraction outside 0…1, labels that are no integers and shapes that are no vector")
    func errors() {
        func sentence(_ labels: Tensor, _ fraction: Double) -> String? {
            let error = #expect(throws: AdjointError.self) {
                try withErrors { stratifiedSplit(labels, testFraction: fraction) }
            }
            return error?.description
        }
        let rest = "integer [samples] and 0…1 are needed"
        let labels = Tensor([0, 1] as [Int])
        #expect(sentence(labels, 1.5) == "stratifiedSplit: labels [2] int64 with fraction 1.5: \(rest)")
        #expect(sentence(labels, -0.1) == "stratifiedSplit: labels [2] int64 with fraction -0.1: \(rest)")
        #expect(sentence(labels, .nan) == "stratifiedSplit: labels [2] int64 with fraction nan: \(rest)")
        #expect(sentence(Tensor([0, 1]), 0.5) == "stratifiedSplit: labels [2] float32 with fraction 0.5: \(rest)")
        #expect(
            sentence(labels.reshaped(1, 2), 0.5) == "stratifiedSplit: labels [1, 2] int64 with fraction 0.5: \(rest)")
    }
}
