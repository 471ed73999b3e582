import Adjoint
import AdjointTraining
import Testing

@Suite("Stratified split")
struct SplitTests {
    private static let labels = Tensor((0..<200).map { $0 % 10 == 0 ? 2 : $0 % 3 == 0 ? 1 : 0 })

    private static func split(_ fraction: Double, seed: UInt64 = 1) -> Parts<[Int]> {
        stratifiedSplit(labels, testFraction: fraction, generator: RandomGenerator(seed: seed))
    }

    @Test(
        "every position is in one part, the parts are as large as asked for, and every class has its share in both",
        arguments: [0, 0.2, 0.25, 0.48, 0.5, 1])
    func shares(fraction: Double) {
        let parts = Self.split(fraction)
        #expect((parts.train + parts.test).sorted() == Array(0..<200))
        let labels = Self.labels.asArray(Int.self)
        for label in 0...2 {
            let size = labels.count { $0 == label }
            let tested = parts.test.count { labels[$0] == label }
            #expect(abs(Double(tested) - Double(size) * fraction) < 1, "class \(label) of \(size)")
        }
        #expect(parts.test.count == Int((200 * fraction).rounded()))
    }

    @Test("the same seed gives the same parts, another seed others")
    func seeds() {
        let (first, again, other) = (Self.split(0.2), Self.split(0.2), Self.split(0.2, seed: 2))
        #expect(first == again)
        #expect(first.train != other.train && first.test != other.test)
        #expect(Set(first.test) != Set(other.test))
    }

    @Test("a validation part alone needs no test part")
    func validationAlone() {
        let generator = RandomGenerator(seed: 1)
        let parts = stratifiedSplit(Self.labels, validationFraction: 0.2, generator: generator)
        #expect(parts.validation.count == 40 && parts.train.count == 160 && parts.test.isEmpty)
        let samples = Samples(Tensor.zeros([200, 1]), Self.labels)
        for parts in [
            samples.randomSplit(validationFraction: 0.1, generator: generator),
            samples.stratifiedSplit(validationFraction: 0.1, generator: generator),
        ] {
            #expect((parts.train.count, parts.validation.count, parts.test.count) == (180, 20, 0))
        }
        #expect(randomSplit(10, validationFraction: 0.5, generator: generator).validation.count == 5)
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

    @Test("a validation part has its share too", arguments: [(0.25, 0.25), (0.2, 0), (0.5, 0.5), (0, 0.3)])
    func validation(validation: Double, test: Double) {
        let generator = RandomGenerator(seed: 4)
        let labels = Self.labels.asArray(Int.self)
        let parts = stratifiedSplit(
            Self.labels, validationFraction: validation, testFraction: test, generator: generator)
        #expect((parts.train + parts.validation + parts.test).sorted() == Array(0..<200))
        for label in 0...2 {
            let size = Double(labels.count { $0 == label })
            for (part, fraction) in [(parts.validation, validation), (parts.test, test)] {
                #expect(abs(Double(part.count { labels[$0] == label }) - size * fraction) < 1)
            }
        }
        let random = randomSplit(40, validationFraction: validation, testFraction: test, generator: generator)
        #expect((random.train + random.validation + random.test).sorted() == Array(0..<40))
        #expect(Double(random.validation.count) == 40 * validation && Double(random.test.count) == 40 * test)
        #expect(random.train + random.validation + random.test != Array(0..<40))
    }

    /// Labels of classes of some sizes.
    private static func labels(_ sizes: [Int]) -> Tensor {
        Tensor(sizes.enumerated().flatMap { Array(repeating: $0, count: $1) })
    }

    @Test("small classes have their share together: of 20 classes of 4 a tenth is 8 samples of 8 classes")
    func smallClasses() {
        let labels = Self.labels(Array(repeating: 4, count: 20))
        var tested: Set<Set<Int>> = []
        for seed in 0..<5 as Range<UInt64> {
            let parts = stratifiedSplit(labels, testFraction: 0.1, generator: RandomGenerator(seed: seed))
            let classes = Set(parts.test.map { $0 / 4 })
            #expect(parts.test.count == 8 && classes.count == 8 && parts.train.count == 72)
            #expect(Set(parts.train.map { $0 / 4 }).count == 20)
            tested.insert(classes)
        }
        // Chance decides which.
        #expect(tested.count > 1)
    }

    @Test(
        "totals are the largest remainders' whatever the classes, and each class keeps a sample to train on that can",
        arguments: [
            (Array(repeating: 4, count: 20), 0.1, 0.1), (Array(repeating: 1, count: 10) + [90], 0.2, 0.3),
            ([1, 1, 1], 0, 0.5), ([2, 3, 40, 40], 0.1, 0.8), ([1], 0.5, 0.5), ([5], 0.4, 0.6), ([7, 0, 3], 1, 0),
            (Array(repeating: 1, count: 30), 0.3, 0.3), ([1000, 10, 10, 3], 0.15, 0.15), ([3, 3, 3], 0, 0.9),
            (Array(1...12), 0.25, 0.25), ([2], 0, 0.9), ([], 0.2, 0.2),
        ] as [([Int], Double, Double)])
    func totals(sizes: [Int], validation: Double, test: Double) {
        let labels = Self.labels(sizes)
        let classes = labels.asArray(Int.self)
        let count = Double(classes.count)
        let random = randomSplit(
            classes.count, validationFraction: validation, testFraction: test, generator: RandomGenerator(seed: 1))
        for seed in 0..<3 as Range<UInt64> {
            let parts = stratifiedSplit(
                labels, validationFraction: validation, testFraction: test, generator: RandomGenerator(seed: seed))
            #expect((parts.train + parts.validation + parts.test).sorted() == Array(0..<classes.count))
            let train = 1 - validation - test
            for (part, other, fraction) in [
                (parts.train, random.train, train), (parts.validation, random.validation, validation),
                (parts.test, random.test, test),
            ] {
                #expect(part.count == other.count && abs(Double(part.count) - count * fraction) < 1)
            }
            let present = sizes.count { $0 > 0 }
            #expect(Set(parts.train.map { classes[$0] }).count == min(present, parts.train.count) || present == 0)
        }
    }

    @Test("a class's part differs from its share by less than a sample where no class is small")
    func quotas() {
        let sizes = [101, 57, 230, 88]
        let labels = Self.labels(sizes)
        let classes = labels.asArray(Int.self)
        for (validation, test) in [(0.15, 0.15), (0.33, 0.33), (0.05, 0.61)] {
            let parts = stratifiedSplit(
                labels, validationFraction: validation, testFraction: test, generator: RandomGenerator(seed: 3))
            for (label, size) in sizes.enumerated() {
                for part in [parts.test, parts.validation, parts.train] {
                    let share = Double(size) * Double(part.count) / 476
                    #expect(abs(Double(part.count { classes[$0] == label }) - share) < 1.5)
                }
                let share = Double(size) * Double(parts.test.count) / 476
                #expect(abs(Double(parts.test.count { classes[$0] == label }) - share) < 1)
            }
        }
    }

    @Test("classes by the thousand are divided at once")
    func manyClasses() {
        let labels = Self.labels(Array(repeating: 1, count: 20_000) + [20_000])
        let parts = stratifiedSplit(labels, testFraction: 0.25, generator: RandomGenerator(seed: 3))
        // The great class gives what the small ones keep.
        #expect(parts.test.count == 10_000 && parts.test.allSatisfy { $0 >= 20_000 })
    }

    @Test("samples are divided as their positions are, inputs and targets together")
    func samples() {
        let samples = Samples(Tensor((0..<200).map(Float.init)), Self.labels)
        func positions(_ part: Samples) -> [Int] { part.inputs.asArray(Float.self).map(Int.init) }
        let (stratified, random) = (
            samples.stratifiedSplit(validationFraction: 0.1, testFraction: 0.2, generator: RandomGenerator(seed: 1)),
            samples.randomSplit(validationFraction: 0.1, testFraction: 0.2, generator: RandomGenerator(seed: 1))
        )
        let expected = stratifiedSplit(
            Self.labels, validationFraction: 0.1, testFraction: 0.2, generator: RandomGenerator(seed: 1))
        #expect(positions(stratified.train) == expected.train && positions(stratified.test) == expected.test)
        #expect(positions(stratified.validation) == expected.validation)
        let labels = Self.labels.asArray(Int.self)
        for part in [stratified.train, random.train, random.validation, random.test] {
            #expect(part.targets.asArray(Int.self) == positions(part).map { labels[$0] })
        }
        #expect(positions(random.test).sorted() != positions(stratified.test).sorted() && random.test.count == 40)
    }

    @Test("refuses fractions that are no division, labels that are no integers and shapes that are no vector")
    func errors() {
        func sentence(_ labels: Tensor, _ validation: Double, _ test: Double) -> String? {
            let error = #expect(throws: AdjointError.self) {
                try withErrors { stratifiedSplit(labels, validationFraction: validation, testFraction: test) }
            }
            return error?.description
        }
        let labels = Tensor([0, 1] as [Int])
        let rest = "each is at least 0, and together they are at most 1"
        for (validation, test) in [(0, 1.5), (-0.1, 0.5), (0, .nan), (0.6, 0.6)] {
            #expect(
                sentence(labels, validation, test)
                    == "stratifiedSplit: fractions \(validation) for validation and \(test) for the test: \(rest)")
        }
        let error = #expect(throws: AdjointError.self) { try withErrors { randomSplit(3, testFraction: -1) } }
        #expect(error?.description == "randomSplit: fractions 0.0 for validation and -1.0 for the test: \(rest)")
        #expect(
            sentence(Tensor([0, 1]), 0, 0.5)
                == "stratifiedSplit: labels [2] float32: integers [samples] are needed")
        #expect(
            sentence(labels.reshaped(1, 2), 0, 0.5)
                == "stratifiedSplit: labels [1, 2] int64: integers [samples] are needed")
    }
}

@Suite("Cross-validation")
struct FoldTests {
    private static let labels = (0..<103).map { $0 % 10 == 0 ? 2 : $0 % 3 == 0 ? 1 : 0 }
    private static let samples = Samples(Tensor((0..<103).map(Float.init)), Tensor(labels))

    @Test(
        "each sample is tested once, by a model that did not see it; folds differ by one sample at most",
        arguments: [KFold(5), KFold(2), StratifiedKFold(7), StratifiedKFold(103)] as [any FoldSplitter])
    func partition(splitter: any FoldSplitter) {
        let folds = splitter.positions(of: Self.samples, generator: RandomGenerator(seed: 1))
        #expect(folds.count == splitter.count)
        #expect(folds.flatMap(\.test).sorted() == Array(0..<103))
        for fold in folds { #expect((fold.train + fold.test).sorted() == Array(0..<103)) }
        let sizes = folds.map(\.test.count)
        #expect(sizes.max()! - sizes.min()! <= 1)
    }

    @Test("stratified folds have as many of each class, but for one", arguments: [2, 3, 10])
    func shares(count: Int) {
        let folds = StratifiedKFold(count).positions(of: Self.samples, generator: RandomGenerator(seed: 2))
        for label in 0...2 {
            let shares = folds.map { $0.test.count { Self.labels[$0] == label } }
            #expect(shares.max()! - shares.min()! <= 1, "\(shares) of class \(label)")
        }
        let mixed = folds[0].train.map { Self.labels[$0] }
        #expect(mixed != mixed.sorted())
    }

    @Test("a class of two samples or more is in the training part of every fold", arguments: [2, 5, 9])
    func smallClasses(count: Int) {
        let labels = [0, 0, 1, 1, 1] + Array(repeating: 2, count: 15)
        let samples = Samples(Tensor.zeros([20, 1]), Tensor(labels))
        for fold in StratifiedKFold(count).positions(of: samples, generator: RandomGenerator(seed: 3)) {
            #expect(Set(fold.train.map { labels[$0] }) == [0, 1, 2])
        }
    }

    @Test("the same seed gives the same folds, another seed others, in mixed order")
    func seeds() {
        for splitter in [KFold(4), StratifiedKFold(4)] as [any FoldSplitter] {
            func tests(_ seed: UInt64) -> [[Int]] {
                splitter.positions(of: Self.samples, generator: RandomGenerator(seed: seed)).map(\.test)
            }
            #expect(tests(1) == tests(1) && tests(1).map { $0.sorted() } != tests(2).map { $0.sorted() })
            #expect(tests(1)[0] != tests(1)[0].sorted())
        }
    }

    @Test("folds of samples have inputs and targets of their positions")
    func samples() {
        let positions = KFold(3).positions(of: Self.samples, generator: RandomGenerator(seed: 5))
        let folds = KFold(3).folds(of: Self.samples, generator: RandomGenerator(seed: 5))
        for (fold, expected) in zip(folds, positions) {
            #expect(fold.test.inputs.asArray(Float.self).map(Int.init) == expected.test)
            #expect(fold.train.targets.asArray(Int.self) == expected.train.map { Self.labels[$0] })
        }
    }

    @Test("refuses fewer than two folds, more than samples, and targets that are no classes")
    func errors() {
        func sentence(_ splitter: any FoldSplitter, _ samples: Samples) -> String? {
            #expect(throws: AdjointError.self) { try withErrors { splitter.folds(of: samples) } }?.description
        }
        let rest = "2 to as many as samples are possible"
        let three = Self.samples.prefix(3)
        #expect(sentence(KFold(1), three) == "KFold: 1 folds of 3 samples: \(rest)")
        #expect(sentence(StratifiedKFold(4), three) == "StratifiedKFold: 4 folds of 3 samples: \(rest)")
        #expect(
            sentence(StratifiedKFold(2), Samples(Tensor.zeros([3]), Tensor.zeros([3])))
                == "StratifiedKFold: labels [3] float32: integers [samples] are needed")
    }
}
