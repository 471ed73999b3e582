import Adjoint
import AdjointNN
import AdjointTraining
import Foundation
import Testing

/// A metric of a user's own, whose number is how many samples of a class there were.
private struct Occurrences: Metric {
    let name: String
    let label: Int
    private var count = 0

    init(_ name: String, _ label: Int) { (self.name, self.label) = (name, label) }

    mutating func update(_ outputs: Tensor, _ targets: Tensor) {
        count += targets.asArray(Int.self).count { $0 == label }
    }
    var value: Double { Double(count) }
    mutating func reset() { count = 0 }
}

@Suite("Metrics of one trainer")
struct MetricNameTests {
    private static func trainer(_ metrics: [any Metric]) -> Trainer<Linear> {
        let model = Linear(2, 3, generator: RandomGenerator(seed: 1))
        let trainer = Trainer(model, SGD(model, learningRate: 0.1), metrics: metrics) { crossEntropy($0, $1) }
        trainer.display = .none
        return trainer
    }

    private static let data = DataLoader(
        Samples(
            Tensor.normal([9, 2], generator: RandomGenerator(seed: 2)), Tensor([0, 1, 2, 1, 1, 0, 1, 2, 1] as [Int])),
        batchSize: 4)

    @Test("have names that tell classes, means and thresholds apart")
    func names() {
        let metrics: [any Metric] = [
            Precision(average: .binary(positive: 0)), Precision(average: .binary()),
            Precision(average: .binary(positive: 2)), Precision(average: .macro), Precision(average: .micro),
            Precision(average: .binary(), threshold: 0.3), Recall(average: .binary(positive: 0)),
            Recall(average: .binary()), F1Score(average: .binary(positive: 0)), F1Score(average: .binary()),
            Accuracy(), BinaryAccuracy(threshold: 0.3), BinaryAccuracy(threshold: 0.7), TopKAccuracy(2),
            TopKAccuracy(3),
        ]
        #expect(Set(metrics.map(\.name)).count == metrics.count)
        #expect(
            metrics.prefix(6).map(\.name) == [
                "precision of class 0", "precision", "precision of class 2", "macro precision", "micro precision",
                "precision above 0.3",
            ])
    }

    @Test("each have a column of their own in training and validation, users' ones too")
    func columns() throws {
        let metrics: [any Metric] = [
            Recall(average: .binary(positive: 0)), Recall(average: .binary(positive: 1)), Occurrences("zeros", 0),
            Occurrences("ones", 1), Accuracy(), Accuracy().named("hit rate"),
        ]
        let history = try Self.trainer(metrics).fit(Self.data, epochs: 2, validation: Self.data)
        let names = ["loss", "recall of class 0", "recall", "zeros", "ones", "accuracy", "hit rate"]
        #expect(history.names == names + names.map { "validation " + $0 })
        #expect(history["zeros"] == [2, 2] && history["ones"] == [5, 5] && history["validation zeros"] == [2, 2])
        #expect(history["accuracy"] == history["hit rate"])
        let scores = Self.trainer(metrics).evaluate(Self.data)
        #expect(scores["zeros"] == 2 && scores["ones"] == 5)
    }

    @Test(
        "of one name, or of the name of something else in a history, are refused with a sentence",
        arguments: [
            (["a", "a"], "a", "a", "the metric \"a\""), (["loss"], "loss", "loss", "what every history has"),
            (["epoch"], "epoch", "epoch", "what every history has"),
            (["validation loss"], "validation loss", "validation loss", "what every history has"),
            (["a", "validation a"], "validation a", "validation a", "the metric \"a\""),
            (["validation a", "a"], "a", "validation a", "the metric \"validation a\""),
            (["caf\u{E9}", "cafe\u{301}"], "cafe\u{301}", "cafe\u{301}", "the metric \"caf\u{E9}\""),
        ])
    func duplicates(names: [String], name: String, column: String, owner: String) {
        let error = #expect(throws: AdjointError.self) {
            try withErrors { _ = Self.trainer(names.map { Occurrences($0, 1) }) }
        }
        #expect(
            error?.description
                == "Trainer: the metric \"\(name)\" would share the column \"\(column)\" with \(owner): give it another "
                + "name by named(_:)")
    }

    @Test("under another name give the same number, also from a checkpoint's bytes")
    func renamed() throws {
        var metric = Accuracy().named("hits")
        metric.update(Tensor([1, 2] as [Int]), Tensor([1, 1] as [Int]))
        #expect(metric.name == "hits" && metric.value == 0.5)
        let copy = try JSONDecoder().decode(NamedMetric<Accuracy>.self, from: JSONEncoder().encode(metric))
        #expect(copy.name == "hits" && copy.value == 0.5)
        metric.reset()
        #expect(metric.value.isNaN)
    }

    @Test("two hyperparameters of one name are refused")
    func hyperparameters() {
        let error = #expect(throws: AdjointError.self) {
            try withErrors { _ = HyperparameterSearch(grid: ["rate": [1, 2], "rate": [3]]) }
        }
        #expect(error?.description == "HyperparameterSearch: two hyperparameters are called \"rate\"")
    }
}
