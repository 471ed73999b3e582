import Adjoint
import AdjointTraining
import Testing

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
