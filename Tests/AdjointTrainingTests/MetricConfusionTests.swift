import Adjoint
import AdjointTraining
import Foundation
import Testing

@Suite("Confusion matrix")
struct ConfusionMatrixTests {
    private static func integers(_ values: Int...) -> Tensor { Tensor(values) }

    @Test("counts by actual and predicted class, over several batches")
    func counts() {
        var matrix = ConfusionMatrix(
            predicted: Self.integers(0, 1, 1, 2), actual: Self.integers(0, 1, 2, 2), classes: 3)
        #expect(matrix.counts == [[1, 0, 0], [0, 1, 0], [0, 1, 1]])
        #expect(matrix.total == 4 && matrix.accuracy == 0.75)
        matrix.add(predicted: Tensor([0, 0] as [Int32]), actual: Self.integers(1, 0))
        #expect(matrix.counts == [[2, 0, 0], [1, 1, 0], [0, 1, 1]])
        #expect(matrix.total == 6 && matrix.accuracy == 4.0 / 6)
    }

    @Test("without samples has no accuracy")
    func empty() {
        #expect(ConfusionMatrix(classes: 3).accuracy.isNaN)
        #expect(ConfusionMatrix(classes: 3).total == 0)
        #expect(ConfusionMatrix(classes: 0).counts.isEmpty)
    }

    @Test("is printed as a table")
    func table() {
        let matrix = ConfusionMatrix(
            predicted: Tensor([0, 1, 2, 1] + Array(repeating: 2, count: 120)),
            actual: Tensor([0, 1, 1, 2] + Array(repeating: 2, count: 120)), classes: 3)
        let expected = """
              actual │   0   1   2  predicted
            ─────────┼────────────
                   0 │   1   ·   ·
                   1 │   ·   1   1
                   2 │   ·   1 120
            """
        #expect(matrix.description == expected)
        let lines = ConfusionMatrix(classes: 11).description.split(separator: "\n")
        #expect(lines[0] == "   actual │  0  1  2  3  4  5  6  7  8  9 10  predicted")
        #expect(lines[12] == "       10 │" + String(repeating: "  ·", count: 11))
        #expect(Set(lines[1...].map(\.count)).count == 1 && lines.count == 13)
    }

    @Test("refuses classes that do not exist, and shapes and dtypes that do not match")
    func errors() {
        func sentence(_ predicted: Tensor, _ actual: Tensor, classes: Int = 3) -> String? {
            let error = #expect(throws: AdjointError.self) {
                try withErrors { ConfusionMatrix(predicted: predicted, actual: actual, classes: classes) }
            }
            return error?.description
        }
        let two = Self.integers(0, 1)
        #expect(sentence(Self.integers(0, 3), two) == "ConfusionMatrix: the predicted class 3 is not in 0..<3")
        #expect(sentence(two, Self.integers(-1, 0)) == "ConfusionMatrix: the actual class -1 is not in 0..<3")
        #expect(
            sentence(two, Self.integers(0, 1, 2))
                == "ConfusionMatrix: predictions [2] int64 and labels [3] int64: integers of equal shape are needed")
        #expect(
            sentence(Tensor([0, 1]), two)
                == "ConfusionMatrix: predictions [2] float32 and labels [2] int64: integers of equal shape are needed")
        #expect(
            sentence(two, two, classes: -1) == "ConfusionMatrix: -1 classes: a number that is at least 0 is needed")
    }

    @Test("a batch that is refused leaves the counts as they were")
    func refusedBatch() {
        var matrix = ConfusionMatrix(classes: 2)
        #expect(throws: AdjointError.self) {
            try withErrors { matrix.add(predicted: Self.integers(0, 1, 5), actual: Self.integers(0, 1, 1)) }
        }
        #expect(matrix.total == 0)
    }

    @Test("shares of each row are 0 for a class without samples, as in scikit-learn")
    func normalized() {
        #expect(
            occasional.normalized == [
                [0.5, 0.5, 0, 0, 0], [0, 1, 0, 0, 0], [0.5, 0, 0, 0.5, 0], [0, 0, 0, 0, 0], [1, 0, 0, 0, 0],
            ])
        let expected = """
              actual │    0    1    2    3    4  predicted
            ─────────┼─────────────────────────
                   0 │ 0.50 0.50    ·    ·    ·
                   1 │    · 1.00    ·    ·    ·
                   2 │ 0.50    ·    · 0.50    ·
                   3 │    ·    ·    ·    ·    ·
                   4 │ 1.00    ·    ·    ·    ·
            """
        #expect(occasional.normalizedDescription == expected)
    }

    /// A class that is never predicted, one that never occurs, and one (5) that does neither.
    private let occasional = ConfusionMatrix(
        predicted: Self.integers(0, 1, 1, 0, 3, 0), actual: Self.integers(0, 0, 1, 2, 2, 4), classes: 5)

    @Test("the report is that of scikit-learn 1.9, letter by letter")
    func classificationReport() {
        let matrix = ConfusionMatrix(predicted: Samples18.predicted, actual: Samples18.actual, classes: 4)
        #expect(
            matrix.classificationReport() == """
                              precision    recall  f1-score   support

                           0       0.75      0.75      0.75         4
                           1       0.40      0.50      0.44         4
                           2       0.80      0.67      0.73         6
                           3       0.75      0.75      0.75         4

                    accuracy                           0.67        18
                   macro avg       0.68      0.67      0.67        18
                weighted avg       0.69      0.67      0.67        18
                """)
        #expect(
            occasional.classificationReport() == """
                              precision    recall  f1-score   support

                           0       0.33      0.50      0.40         2
                           1       0.50      1.00      0.67         1
                           2       0.00      0.00      0.00         2
                           3       0.00      0.00      0.00         0
                           4       0.00      0.00      0.00         1

                    accuracy                           0.33         6
                   macro avg       0.17      0.30      0.21         6
                weighted avg       0.19      0.33      0.24         6
                """)
    }

    @Test("the report leaves out classes that do not occur, makes room for names, and needs one for each")
    func reportNames() {
        let matrix = ConfusionMatrix(predicted: Self.integers(0, 2), actual: Self.integers(0, 2), classes: 4)
        let names = ["zero", "one", "a long name for two", "three"]
        let lines = matrix.classificationReport(classNames: names).split(separator: "\n")
        #expect(lines.count == 6 && Set(lines.map(\.count)).count == 1)
        #expect(lines[2] == "a long name for two       1.00      1.00      1.00         1")
        let error = #expect(throws: AdjointError.self) {
            try withErrors { matrix.classificationReport(classNames: ["zero"]) }
        }
        #expect(error?.description == "classificationReport: 1 names for a matrix of 4 classes")
    }

    @Test("a matrix that is not square is not decoded")
    func decoding() {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(ConfusionMatrix.self, from: Data(#"{"counts": [[1, 2], [3]]}"#.utf8))
        }
    }

    @Test("as a metric it takes scores, probabilities and classes, gives the accuracy and can be reset")
    func metric() {
        var matrix = ConfusionMatrix(classes: 3)
        matrix.update(Tensor([[1, 2, 3], [3, 2, 1]]), Self.integers(2, 1))
        matrix.update(Tensor([0.2, 0.8]), Self.integers(1, 1))
        matrix.update(Self.integers(2), Self.integers(2))
        #expect(matrix.counts == [[0, 0, 0], [2, 1, 0], [0, 0, 2]] && matrix.value == 0.6)
        matrix.reset()
        #expect(matrix.counts == ConfusionMatrix(classes: 3).counts && matrix.value.isNaN)
    }
}
