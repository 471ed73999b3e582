import Adjoint
import Testing

@testable import AdjointTraining

@Suite("Embedded images")
struct PicturePNGTests {
    @Test("a PNG holds its pixels", arguments: [(PNG.Pixels.grey, 1), (.colour, 3), (.colourWithOpacity, 4)])
    func pixels(kind: PNG.Pixels, samples: Int) throws {
        let bytes = (0..<5 * 7 * samples).map { UInt8(truncatingIfNeeded: $0 &* 37) }
        let read = try #require(ReadPNG(address: PNG(bytes, width: 5, height: 7, kind).address))
        #expect(read.width == 5 && read.height == 7 && read.bytes == bytes && read.colourType == kind.rawValue)
    }
}

@Suite("Image grids")
struct PictureImageGridTests {
    @Test("the least value is black, the greatest white, what is not finite black")
    func greys() {
        let images = Tensor([0, 1, 2, 4, .nan, -.infinity, 4, 0] as [Double], shape: [2, 2, 2])
        let read = ReadPicture(ImageGrid(title: "", images: images).svg).images
        #expect(read.map(\.bytes) == [[0, 64, 128, 255], [0, 0, 255, 0]])
        #expect(read.allSatisfy { $0.colourType == 0 && $0.width == 2 && $0.height == 2 })
    }

    @Test("channels are red, green and blue; integers and one channel are drawn as well")
    func channels() {
        let colours = Tensor([255, 0, 0, 255, 0, 51] as [Double], shape: [1, 3, 1, 2])
        #expect(ReadPicture(ImageGrid(title: "", images: colours).svg).images[0].bytes == [255, 0, 0, 0, 255, 51])
        let integers = Tensor([0, 16], shape: [1, 1, 1, 2]).cast(to: .int64)
        #expect(ReadPicture(ImageGrid(title: "", images: integers).svg).images[0].bytes == [0, 255])
    }

    @Test("images stand in rows of so many columns; captions below; the wrong ones have a frame and a cross")
    func layout() {
        let grid = ImageGrid(
            title: "", images: Tensor.zeros([5, 2, 3]), captions: ["a", "b"], columns: 2, wrong: [1, 4])
        let read = ReadPicture(grid.svg)
        #expect(read.texts == ["a", "✗ b", "✗ "])
        #expect(read.all("rect").count == 2)
        let places = read.all("image").compactMap { $0["y"].flatMap(Double.init) }
        #expect(places.map { places.firstIndex(of: $0) } == [0, 0, 2, 2, 4])
    }

    @Test("25 images of 28×28 incompressible pixels stay below 60 kB")
    func size() {
        let noise = Tensor.uniform([25, 28, 28], generator: RandomGenerator(seed: 1))
        #expect(ImageGrid(title: "noise", images: noise, captions: (0..<25).map(String.init)).svg.utf8.count < 60_000)
    }

    @Test("what is no list of images is refused with one sentence")
    func errors() {
        func sentence(_ grid: () -> ImageGrid) -> String? {
            (#expect(throws: AdjointError.self) { try withErrors { grid() } })?.description
        }
        let shapes = "[images, height, width] nor [images, 1 or 3 channels, height, width]"
        #expect(
            sentence { ImageGrid(title: "", images: Tensor.zeros([8, 8])) } == "ImageGrid: [8, 8] is neither \(shapes)")
        #expect(
            sentence { ImageGrid(title: "", images: Tensor.zeros([1, 2, 8, 8])) }
                == "ImageGrid: [1, 2, 8, 8] is neither \(shapes)")
        let images = Tensor.zeros([1, 8, 8])
        #expect(
            sentence { ImageGrid(title: "", images: images, columns: 0) }
                == "ImageGrid: 0 columns: at least 1 is needed")
        #expect(
            sentence { ImageGrid(title: "", images: images, captions: ["a", "b"]) }
                == "ImageGrid: 2 captions for 1 images")
    }
}

@Suite("Pictures of confusion matrices")
struct ConfusionPictureTests {
    private let matrix = ConfusionMatrix(
        predicted: Tensor([0, 0, 0, 1, 2] as [Int]), actual: Tensor([0, 0, 1, 1, 2] as [Int]), classes: 3)

    @Test("cells hold counts, or per cent of their row; cells of 0 are left free")
    func cells() {
        let names = ["a", "b", "c"]
        #expect(
            ReadPicture(ConfusionPicture(matrix, classNames: names).svg).texts
                == ["actual", "a", "2", "b", "1", "1", "c", "1", "a", "b", "c", "predicted"])
        let shares = ReadPicture(ConfusionPicture(matrix, normalized: true).svg)
        #expect(
            shares.texts
                == [
                    "actual", "0", "100", "1", "50", "50", "2", "100", "0", "1", "2",
                    "predicted, in % of each actual class",
                ])
        let styles = shares.all("rect").compactMap { $0["class"] }
        #expect(styles == ["r8", "w4", "r4", "r8"])
    }

    @Test("a share is never rounded to nothing or to all")
    func extremes() {
        let predicted = Tensor([1] + Array(repeating: 0, count: 999))
        let matrix = ConfusionMatrix(predicted: predicted, actual: Tensor.zeros([1000], dtype: .int64), classes: 2)
        let texts = ReadPicture(ConfusionPicture(matrix, normalized: true).svg).texts
        #expect(texts.contains("<1") && texts.contains(">99"))
    }

    @Test("as many names as classes are needed")
    func names() {
        let error = #expect(throws: AdjointError.self) {
            try withErrors { ConfusionPicture(matrix, classNames: ["a"]) }
        }
        #expect(error?.description == "ConfusionPicture: 1 names for a matrix of 3 classes")
    }
}

@Suite("Decision boundaries")
struct PictureBoundaryTests {
    private let points = Tensor([[-1, -1], [1, 1]])
    private let labels = Tensor([0, 1] as [Int])

    /// Red of the pixels in the four corners, from the top left in rows: blue has none, vermillion 0xD5.
    private func corners(_ classifier: @escaping (Tensor) -> Tensor) throws -> [UInt8] {
        let picture = DecisionBoundary(
            title: "", points: points, labels: labels, resolution: 10, classifier: classifier)
        let image = try #require(ReadPicture(picture.svg).images.first)
        #expect(image.width == 10 && image.height == 10)
        return [0, 9, 90, 99].map { image.bytes[4 * $0] }
    }

    @Test("the plane lies the right way up, whatever form the classifier's answer has")
    func orientation() throws {
        let x: (Tensor) -> Tensor = { $0[.all, 0] }
        let y: (Tensor) -> Tensor = { $0[.all, 1] }
        #expect(try corners { sigmoid(9 * x($0)) } == [0, 0xD5, 0, 0xD5])
        #expect(try corners { sigmoid(9 * y($0)).expandedDimension(at: 1) } == [0xD5, 0xD5, 0, 0])
        #expect(try corners { (y($0) .> 0).cast(to: .int64) } == [0xD5, 0xD5, 0, 0])
        #expect(try corners { stacked([-x($0), x($0)], axis: 1) } == [0, 0xD5, 0, 0xD5])
    }

    @Test("a region is stronger where the classifier is surer, and a line runs where the probability is a half")
    func certainty() throws {
        // The axes reach from -1.16 to 1.16, and the probability is a half at x = 0.4.
        let picture = DecisionBoundary(title: "", points: points, labels: labels, resolution: 10) {
            0.5 + 0.28 * ($0[.all, 0] - 0.4)
        }
        let read = ReadPicture(picture.svg)
        let image = try #require(read.images.first)
        let row = (0..<10).map { image.bytes[4 * $0 + 3] }
        #expect(row[0] > row[1] && row[1] > row[2] && row[2] > row[3] && row[9] > row[8] && row[8] > row[7])
        let line = try #require(read.all("path").first { $0["stroke-width"] == "2" }?["d"])
        let left = try #require(read.all("image").first?["x"].flatMap(Double.init))
        let places = line.split(whereSeparator: { "ML".contains($0) })
            .compactMap { $0.split(separator: " ").first.flatMap { Double($0) } }
        #expect(places.count == 18)
        #expect(places.allSatisfy { abs($0 - (left + 440 * 1.56 / 2.32)) < 0.5 })
    }

    @Test("where three regions meet, lines run from their middle to each side")
    func junction() {
        let picture = DecisionBoundary(title: "", points: points, labels: labels, resolution: 2) { _ in
            Tensor([0, 1, 2, 2] as [Int])
        }
        let lines = ReadPicture(picture.svg).all("path").filter { $0["stroke-width"] == "2" }.compactMap { $0["d"] }
        #expect(lines.map { $0.split(separator: "M").count } == [3])
        #expect(Set(lines[0].split(separator: "M").map { $0.split(separator: "L")[0] }).count == 1)
    }

    @Test("points and classes that do not fit are refused with one sentence")
    func errors() {
        func sentence(_ points: Tensor, _ labels: Tensor, _ classifier: (Tensor) -> Tensor) -> String? {
            let error = #expect(throws: AdjointError.self) {
                try withErrors {
                    DecisionBoundary(title: "", points: points, labels: labels, resolution: 4, classifier: classifier)
                }
            }
            return error?.description
        }
        let answer: (Tensor) -> Tensor = { $0[.all, 0] }
        #expect(
            sentence(Tensor.zeros([2, 3]), labels, answer)
                == "DecisionBoundary: points [2, 3] and labels [2]: [n, 2] and [n] are needed")
        #expect(
            sentence(points, Tensor([0] as [Int]), answer)
                == "DecisionBoundary: points [2, 2] and labels [1]: [n, 2] and [n] are needed")
        #expect(
            sentence(points, Tensor([0, -1] as [Int]), answer) == "DecisionBoundary: the label -1 is below 0")
        #expect(
            sentence(points, labels) { _ in Tensor.zeros([3]) }
                == "DecisionBoundary: the classifier gave [3] for 16 places: [16] or [16, classes] is needed")
    }
}
