import Adjoint
import AdjointTraining
import Foundation
import Testing

/// Eighteen samples of four classes.
enum Samples18 {
    static let actual = Tensor([0, 2, 1, 3, 3, 0, 1, 2, 2, 0, 3, 1, 1, 0, 2, 3, 2, 2] as [Int])
    static let predicted = Tensor([0, 2, 1, 1, 3, 0, 2, 2, 0, 0, 3, 1, 3, 1, 2, 3, 2, 1] as [Int])
    /// Scores whose highest are the predicted classes.
    static let scores = stacked((0..<4).map { (predicted .== Double($0)).cast(to: .float32) }, axis: 1) * 3 - 1
    /// Whether the class is 1, and some probabilities of it.
    static let isOne = (actual .== 1).cast(to: .float32)
    static let probabilities = Tensor([
        0.2, 0.4, 0.9, 0.6, 0.1, 0.5, 0.51, 0.3, 0.2, 0.1, 0.8, 0.7, 0.45, 0.55, 0.05, 0.49, 0.3, 0.9,
    ])
    static let sixScores = Tensor([
        [0.5, 0.21, 0.2, 0.09], [0.1, 0.4, 0.3, 0.2], [0.3, 0.1, 0.2, 0.4], [0.25, 0.15, 0.35, 0.26],
        [0.9, 0.05, 0.03, 0.02], [0.01, 0.02, 0.03, 0.94],
    ])
    static let sixTargets = Tensor([1, 1, 2, 0, 3, 3] as [Int])
    static let heights = Tensor([3, -0.5, 2, 7, 4.25, -1.125, 0.5, 10])
    static let guesses = Tensor([2.5, 0, 2, 8, 4, -1, 0.75, 9.5])
}

/// A metric, a batch, and what scikit-learn 1.9 gives for it.
struct MetricCase: Sendable, CustomStringConvertible {
    let metric: any Metric
    let name: String
    let outputs: Tensor
    let targets: Tensor
    let value: Double

    init(_ metric: any Metric, _ name: String, _ outputs: Tensor, _ targets: Tensor, _ value: Double) {
        (self.metric, self.name, self.outputs, self.targets, self.value) = (metric, name, outputs, targets, value)
    }

    var description: String { "\(type(of: metric)), \(name), \(outputs.shape)" }

    static let all: [MetricCase] = {
        typealias S = Samples18
        let (two, four) = (S.isOne.expandedDimension(at: 1), S.probabilities.expandedDimension(at: 1))
        return [
            MetricCase(Accuracy(), "accuracy", S.scores, S.actual, 0.6666666666666666),
            MetricCase(Accuracy(), "accuracy", S.predicted, S.actual.cast(to: .int32), 0.6666666666666666),
            MetricCase(BinaryAccuracy(), "accuracy", S.probabilities, S.isOne, 0.7222222222222222),
            MetricCase(BinaryAccuracy(), "accuracy", four, two, 0.7222222222222222),
            MetricCase(BinaryAccuracy(threshold: 0), "accuracy", S.probabilities - 0.5, S.isOne, 0.7222222222222222),
            MetricCase(TopKAccuracy(1), "top-1 accuracy", S.sixScores, S.sixTargets, 0.3333333333333333),
            MetricCase(TopKAccuracy(2), "top-2 accuracy", S.sixScores, S.sixTargets, 0.5),
            MetricCase(TopKAccuracy(3), "top-3 accuracy", S.sixScores, S.sixTargets, 0.8333333333333334),
            MetricCase(TopKAccuracy(), "top-5 accuracy", S.sixScores, S.sixTargets, 1),
            MetricCase(Precision(average: .macro), "macro precision", S.scores, S.actual, 0.675),
            MetricCase(Recall(average: .macro), "macro recall", S.scores, S.actual, 0.6666666666666666),
            MetricCase(F1Score(average: .macro), "macro f1", S.scores, S.actual, 0.6679292929292929),
            MetricCase(Precision(average: .micro), "micro precision", S.scores, S.actual, 0.6666666666666666),
            MetricCase(Recall(average: .micro), "micro recall", S.scores, S.actual, 0.6666666666666666),
            MetricCase(F1Score(average: .micro), "micro f1", S.scores, S.actual, 0.6666666666666666),
            MetricCase(Precision(average: .binary()), "precision", S.probabilities, S.isOne, 0.42857142857142855),
            MetricCase(Recall(average: .binary()), "recall", S.probabilities, S.isOne, 0.75),
            MetricCase(F1Score(average: .binary()), "f1", S.probabilities, S.isOne, 0.5454545454545454),
            MetricCase(
                Precision(average: .binary(positive: 0)), "precision of class 0", S.probabilities, S.isOne,
                0.9090909090909091),
            MetricCase(
                Recall(average: .binary(positive: 0)), "recall of class 0", S.probabilities, S.isOne, 0.7142857142857143
            ),
            MetricCase(F1Score(average: .binary(positive: 0)), "f1 of class 0", S.probabilities, S.isOne, 0.8),
            MetricCase(
                F1Score(average: .binary(), threshold: 0), "f1", S.probabilities - 0.5, S.isOne, 0.5454545454545454),
            MetricCase(ConfusionMatrix(classes: 4), "confusion", S.scores, S.actual, 0.6666666666666666),
            MetricCase(MeanSquaredError(), "mse", S.guesses, S.heights, 0.236328125),
            MetricCase(MeanAbsoluteError(), "mae", S.guesses, S.heights, 0.390625),
            MetricCase(RSquared(), "r2", S.guesses, S.heights, 0.9816301356864978),
            MetricCase(
                RSquared(), "r2", S.guesses.reshaped(4, 2), S.heights.reshaped(4, 2), 0.9668657439734727),
        ]
    }()
}

@Suite("Metrics")
struct MetricTests {
    @Test("agree with scikit-learn", arguments: MetricCase.all)
    func golden(test: MetricCase) {
        #expect(abs(test.metric(test.outputs, test.targets) - test.value) <= 4e-16)
        #expect(test.metric.name == test.name)
    }

    @Test("give the same bits however the samples are divided into batches", arguments: MetricCase.all, [1, 2, 5])
    func streaming(test: MetricCase, size: Int) {
        var metric = test.metric
        for start in stride(from: 0, to: test.outputs.shape[0], by: size) {
            let rows = start..<min(start + size, test.outputs.shape[0])
            metric.update(test.outputs[rows], test.targets[rows])
        }
        #expect(metric.value == test.metric(test.outputs, test.targets))
    }

    @Test("are encoded with all that they have gathered", arguments: MetricCase.all)
    func encoded(test: MetricCase) throws {
        func restored<M: Metric>(_ metric: M) throws -> M {
            try JSONDecoder().decode(M.self, from: JSONEncoder().encode(metric))
        }
        var metric = try restored(test.metric)
        let middle = test.outputs.shape[0] / 2
        metric.update(test.outputs[..<middle], test.targets[..<middle])
        var other = try restored(metric)
        other.update(test.outputs[middle...], test.targets[middle...])
        #expect(other.value == test.metric(test.outputs, test.targets))
    }

    @Test("are NaN before any sample, after an empty batch and after a reset", arguments: MetricCase.all)
    func empty(test: MetricCase) {
        var metric = test.metric
        #expect(metric.value.isNaN)
        metric.update(test.outputs[0..<0], test.targets[0..<0])
        #expect(metric.value.isNaN)
        metric.update(test.outputs, test.targets)
        #expect(!metric.value.isNaN)
        metric.reset()
        #expect(metric.value.isNaN)
        // A metric that is asked about one batch keeps what it has.
        metric.update(test.outputs[0..<2], test.targets[0..<2])
        let value = metric.value
        #expect(metric(test.outputs, test.targets) == test.metric(test.outputs, test.targets))
        #expect(metric.value.bitPattern == value.bitPattern)
    }

    @Test("outputs that carry a graph, and views, are read like others", arguments: MetricCase.all)
    func graph(test: MetricCase) {
        var outputs = stacked([test.outputs, test.outputs], axis: 1)[.all, 1]
        if outputs.dtype.isFloatingPoint { outputs = outputs + Tensor(0.0, requiresGrad: true) }
        #expect(outputs.requiresGrad == outputs.dtype.isFloatingPoint)
        #expect(test.metric(outputs, test.targets) == test.metric(test.outputs, test.targets))
    }
}

@Suite("Metrics of classes")
struct MetricClassTests {
    @Test("a ratio whose divisor is 0 is 0; a class that nowhere occurs is left out of the mean")
    func zeroDivision() {
        let (actual, predicted) = (Tensor([0, 0, 1, 2, 2, 4] as [Int]), Tensor([0, 1, 1, 0, 3, 0] as [Int]))
        #expect(Precision(average: .macro)(predicted, actual) == 0.16666666666666666)
        #expect(Recall(average: .macro)(predicted, actual) == 0.3)
        #expect(abs(F1Score(average: .macro)(predicted, actual) - 0.21333333333333332) < 1e-16)
        let never = Tensor([0, 0] as [Int])
        for metric in [
            Precision(average: .binary()), Recall(average: .binary()), F1Score(average: .binary()),
        ] as [any Metric] {
            #expect(metric(never, never) == 0)
        }
    }

    @Test("of equal scores the first class counts, in top-1 as in accuracy")
    func ties() {
        let scores = Tensor([[1, 1, 0], [0, 1, 1], [2, 2, 2]])
        let first = Tensor([0, 1, 0] as [Int])
        let second = Tensor([1, 2, 1] as [Int])
        #expect(Accuracy()(scores, first) == 1 && TopKAccuracy(1)(scores, first) == 1)
        #expect(Accuracy()(scores, second) == 0 && TopKAccuracy(1)(scores, second) == 0)
        #expect(TopKAccuracy(2)(scores, second) == 1)
    }

    @Test("a score that is NaN is no hit")
    func nan() {
        let scores = Tensor([[.nan, .nan, .nan], [1, .nan, 0]] as [[Float]])
        #expect(TopKAccuracy(2)(scores, Tensor([0, 2] as [Int])) == 0)
        #expect(TopKAccuracy(2)(scores, Tensor([1, 0] as [Int])) == 0.5)
    }

    @Test("yes is above the threshold, not at it; soft targets are yes above a half")
    func threshold() {
        #expect(BinaryAccuracy()(Tensor([0.5, 0.75]), Tensor([0, 1])) == 1)
        #expect(BinaryAccuracy(threshold: 0.75)(Tensor([0.5, 0.75]), Tensor([0, 0])) == 1)
        #expect(BinaryAccuracy()(Tensor([0.9, 0.1]), Tensor([0.95, 0.05])) == 1)
        #expect(BinaryAccuracy()(Tensor([0.9, 0.1]), Tensor([true, false])) == 1)
    }
}

@Suite("Metrics of regression")
struct MetricRegressionTests {
    @Test("R² of constant targets is 1 if all is right and else 0; one sample has none")
    func constant() {
        #expect(RSquared()(Tensor([2, 2, 2]), Tensor([2, 2, 2])) == 1)
        #expect(RSquared()(Tensor([2, 2, 3]), Tensor([2, 2, 2])) == 0)
        #expect(RSquared()(Tensor([3, 2, 1]), Tensor([1, 2, 3])) == -3)
        #expect(RSquared()(Tensor([1]), Tensor([1])).isNaN)
    }

    @Test("R² does not lose digits where the targets lie far from 0")
    func offset() {
        let targets: [Double] = [1e8, 1e8 + 1, 1e8 + 2, 1e8 + 3, 1e8 + 4]
        let outputs: [Double] = [1e8, 1e8 + 1.5, 1e8 + 2, 1e8 + 3.5, 1e8 + 4]
        #expect(RSquared()(Tensor(outputs), Tensor(targets)) == 0.95)
    }

    @Test("elements are added up in double precision")
    func precision() {
        var error = MeanAbsoluteError()
        let outputs = Tensor.full([1 << 14], 0.1)
        for _ in 0..<4 { error.update(outputs, Tensor.zeros([1 << 14])) }
        #expect(abs(error.value / Double(Float(0.1)) - 1) < 1e-11)
    }
}

@Suite("Metrics refuse")
struct MetricErrorTests {
    private func sentence(_ metric: any Metric, _ outputs: Tensor, _ targets: Tensor) -> String? {
        (#expect(throws: AdjointError.self) { try withErrors { metric(outputs, targets) } })?.description
    }

    @Test(
        "shapes and dtypes that do not fit, with one sentence",
        arguments: [
            (
                Accuracy(), [4, 3], DType.float32, [3], DType.int64,
                "Accuracy: outputs [4, 3] float32 and targets [3] int64: scores [batch, classes] for integer targets "
                    + "[batch] are needed, or classes in the targets' shape"
            ),
            (
                Accuracy(), [4], .float32, [4], .int64,
                "Accuracy: outputs [4] float32 and targets [4] int64: scores [batch, classes] for integer targets "
                    + "[batch] are needed, or classes in the targets' shape"
            ),
            (
                Accuracy(), [4, 1], .float32, [4], .int64,
                "Accuracy: outputs [4, 1] float32 and targets [4] int64: scores [batch, classes] for integer targets "
                    + "[batch] are needed, or classes in the targets' shape"
            ),
            (
                F1Score(average: .macro), [4, 3], .float32, [4], .float32,
                "F1Score: outputs [4, 3] float32 and targets [4] float32: scores [batch, classes] for integer targets "
                    + "[batch] are needed, or probabilities or classes in the targets' shape"
            ),
            (
                BinaryAccuracy(), [4, 1], .float32, [4], .int64,
                "BinaryAccuracy: outputs [4, 1] and targets [4]: equal shapes are needed"
            ),
            (
                TopKAccuracy(), [4, 3], .int64, [4], .int64,
                "TopKAccuracy: outputs [4, 3] int64 and targets [4] int64: floating-point scores [batch, classes] and "
                    + "integer targets [batch] are needed"
            ),
            (
                MeanSquaredError(), [4, 1], .float32, [4], .float32,
                "MeanSquaredError: outputs [4, 1] and targets [4]: equal shapes are needed"
            ),
            (
                MeanAbsoluteError(), [4], .float32, [3], .float32,
                "MeanAbsoluteError: outputs [4] and targets [3]: equal shapes are needed"
            ),
            (
                RSquared(), [1, 4], .float32, [4], .float32,
                "RSquared: outputs [1, 4] and targets [4]: equal shapes are needed"
            ),
        ] as [(any Metric, [Int], DType, [Int], DType, String)])
    func shapes(
        metric: any Metric, outputs: [Int], outputType: DType, targets: [Int], targetType: DType, message: String
    ) {
        let error = sentence(
            metric, Tensor.zeros(outputs, dtype: outputType), Tensor.zeros(targets, dtype: targetType))
        #expect(error == message)
    }

    @Test("classes that cannot be, and a k that names none")
    func classes() {
        let scores = Tensor.zeros([2, 3])
        #expect(
            sentence(TopKAccuracy(), scores, Tensor([0, 3] as [Int])) == "TopKAccuracy: the class 3 is not in 0..<3")
        #expect(
            sentence(ConfusionMatrix(classes: 2), scores, Tensor([0, 2] as [Int]))
                == "ConfusionMatrix: the actual class 2 is not in 0..<2")
        let error = #expect(throws: AdjointError.self) { try withErrors { TopKAccuracy(0) } }
        #expect(error?.description == "TopKAccuracy: k is 0: at least 1 is needed")
    }

    @Test("a batch of another width in R², and keep what they have")
    func width() {
        var metric = RSquared()
        metric.update(Samples18.guesses.reshaped(4, 2), Samples18.heights.reshaped(4, 2))
        let error = #expect(throws: AdjointError.self) {
            try withErrors { metric.update(Tensor.zeros([4, 3]), Tensor.zeros([4, 3])) }
        }
        #expect(
            error?.description
                == "RSquared: targets [4, 3] have 3 numbers for each sample: earlier ones had 2")
        #expect(metric.value == 0.9668657439734727)
    }
}
