import Adjoint
import AdjointTraining
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
}

@Suite("Images as text")
struct TextImageTests {
    @Test("five shades by fifths of the greatest value, images side by side, captions below")
    func shades() {
        let images = Tensor([[[0, 1], [4, 5]], [[8, 9], [12, 20]]])
        let expected = "      ▒▒▒▒\n░░░░  ▓▓██\n 7     8  "
        #expect(textImage(images, captions: ["7", "8"]) == expected)
        #expect(textImage(images) == "      ▒▒▒▒\n░░░░  ▓▓██")
        #expect(textImage(images.cast(to: .int32)) == textImage(images))
    }

    @Test(
        "values below 0 and values that are no numbers are blank",
        arguments: [-5, .nan, -.infinity, .infinity] as [Float])
    func oddValues(value: Float) {
        #expect(textImage(Tensor([value, 1], shape: [1, 1, 2])) == "  ██")
        #expect(textImage(Tensor([value, 0], shape: [1, 1, 2])) == "    ")
    }

    @Test("the first digit is a 0")
    func digit() throws {
        let digits = try Samples.digits()
        let lines = textImage(digits.inputs[0].reshaped(1, 8, 8)).split(separator: "\n")
        let expected = [
            "    ░░██▓▓      ",
            "    ████▓▓██░░  ",
            "  ░░██    ▓▓▒▒  ",
            "  ░░██    ▒▒▒▒  ",
            "  ░░▒▒    ▓▓▒▒  ",
            "  ░░▓▓    ██▒▒  ",
            "    ██░░▓▓██    ",
            "    ▒▒██▓▓      ",
        ]
        #expect(lines.map(String.init) == expected)
    }

    @Test("no image gives empty lines, and a wrong shape one sentence")
    func noImage() {
        #expect(textImage(Tensor.zeros([0, 2, 2])) == "\n")
        #expect(textImage(Tensor.zeros([1, 0, 2])) == "")
        let error = #expect(throws: AdjointError.self) { try withErrors { textImage(Tensor.zeros([8, 8])) } }
        #expect(error?.description == "textImage: [8, 8] is not [images, height, width]")
    }
}
