import Adjoint
import AdjointTraining

/// Pictures of what is empty, odd or extreme.
enum PictureEdgeCases {
    static let markup = "a < b & \"c\" > 'd' \u{1}\u{FFFF}\n…"

    static let pictures: [(name: String, picture: any Picture & Sendable)] =
        charts + histograms + confusions + images + planes

    static func chart(_ title: String, _ values: [Double]..., scale: AxisScale = .linear, x: [Double]? = nil)
        -> LineChart
    {
        LineChart(
            title: title, xTitle: "x", yTitle: "y",
            series: values.enumerated().map { Series("series \($0)", $1, x: x) }, yScale: scale)
    }

    static var charts: [(name: String, picture: any Picture & Sendable)] {
        [
            ("no series", LineChart(title: "", series: [])),
            ("empty series", chart("empty", [])),
            ("empty series, logarithmic", chart("empty", [], scale: .logarithmic)),
            ("no finite value", chart("nan", [.nan, .infinity, -.infinity])),
            ("one point", chart("one point", [3])),
            ("one point, logarithmic", chart("one point", [3], scale: .logarithmic)),
            ("constant", chart("constant", [0, 0, 0])),
            ("nearly constant", chart("nearly constant", [1, 1.000_000_000_1, 1])),
            ("gaps", chart("gaps", [1, 2, .nan, 4, .infinity, 3, 2, -.infinity], [.nan, 1, 1, 1, 1, 1, 1, .nan])),
            ("logarithmic gaps", chart("gaps", [1, 0, 10, -5, 100, 1000, .infinity], scale: .logarithmic)),
            ("half a decade", chart("half a decade", [0.21, 0.5, 0.37], scale: .logarithmic)),
            ("a hair", chart("a hair", [0.301, 0.302, 0.3005], scale: .logarithmic)),
            ("three hundred decades", chart("decades", [1e-150, 1, 1e150], scale: .logarithmic)),
            ("great numbers", chart("great", [1e6, 2.5e7, -1.2e7])),
            ("greatest numbers", chart("greatest", [.greatestFiniteMagnitude, -1e300, 1e300])),
            ("least numbers", chart("least", [.leastNonzeroMagnitude, .leastNormalMagnitude, 0])),
            ("small numbers", chart("small", [1.2e-7, 3.1e-7, 2e-7])),
            ("great offset", chart("offset", [1_000_000, 1_000_000.25, 1_000_001])),
            ("three epochs", chart("three epochs", [1, 2, 3])),
            (
                "logarithmic x",
                LineChart(
                    title: "Rates", xTitle: "learning rate", yTitle: "accuracy",
                    series: [Series("accuracy", [0.5, 0.9, 0.2], x: [1e-5, 1e-3, 1])], xScale: .logarithmic)
            ),
            (
                "many series",
                LineChart(title: "many", series: (0..<25).map { i in Series("series \(i)", [0, Double(i % 3)]) })
            ),
            (
                "markup",
                LineChart(title: markup, xTitle: markup, yTitle: markup, series: [Series(markup, [1, 2])])
            ),
            ("long title", chart(String(repeating: "a long title ", count: 10), [1, 2])),
        ]
    }

    static var histograms: [(name: String, picture: any Picture & Sendable)] {
        [
            ("histogram of nothing", Histogram(title: "nothing", values: [])),
            ("histogram of one", Histogram(title: "one", values: [7], bins: 5)),
            (
                "histogram with gaps",
                Histogram(title: "gaps", values: [1, 1, 2, .nan, .infinity, 9], bins: 8, xTitle: markup)
            ),
            ("heat map of nothing", HeatMap(title: "", values: Tensor.zeros([0, 3]))),
            ("heat map of one", HeatMap(title: markup, values: Tensor([[3]]), rowNames: [markup], columnNames: [""])),
            (
                "heat map with gaps",
                HeatMap(
                    title: "gaps", values: Tensor([[.nan, 1, .infinity], [-1, 0, 1e30]]), xTitle: markup, range: 0...1,
                    marks: Tensor([[true, true, false], [true, false, true]]))
            ),
            ("heat map of many cells", HeatMap(title: "many", values: Tensor.arange(10_000).reshaped(100, 100))),
            ("histogram of many bins", Histogram(title: "bins", values: (0..<999).map(Double.init), bins: 500)),
        ]
    }

    static var confusions: [(name: String, picture: any Picture & Sendable)] {
        let letters = (0..<26).map { "the letter " + String(UnicodeScalar(UInt8(65 + $0))) }
        let all = Tensor((0..<2600).map { $0 % 26 })
        let shifted = Tensor((0..<2600).map { ($0 + ($0 % 7 == 0 ? 1 : 0)) % 26 })
        return [
            ("no classes", ConfusionPicture(ConfusionMatrix(classes: 0))),
            ("no samples", ConfusionPicture(ConfusionMatrix(classes: 2), normalized: true)),
            (
                "26 letters",
                ConfusionPicture(
                    ConfusionMatrix(predicted: shifted, actual: all, classes: 26), classNames: letters, title: "Letters"
                )
            ),
            (
                "two classes",
                ConfusionPicture(
                    ConfusionMatrix(
                        predicted: Tensor(Array(repeating: 1, count: 12_345) + [0]),
                        actual: Tensor(Array(repeating: 1, count: 12_346)), classes: 2),
                    classNames: ["<no>", "\"yes\""], title: markup)
            ),
            (
                "two classes, shares",
                ConfusionPicture(
                    ConfusionMatrix(
                        predicted: Tensor(Array(repeating: 1, count: 999) + [0]),
                        actual: Tensor(Array(repeating: 1, count: 1000)), classes: 2), normalized: true)
            ),
        ]
    }

    static var images: [(name: String, picture: any Picture & Sendable)] {
        [
            ("no images", ImageGrid(title: "none", images: Tensor.zeros([0, 8, 8]))),
            ("images without pixels", ImageGrid(title: "none", images: Tensor.zeros([2, 0, 8]))),
            (
                "digits",
                ImageGrid(
                    title: "Weights", images: Tensor([.nan, .infinity, -3, 2, 0, 1, 0.5, -1], shape: [2, 2, 2]),
                    captions: [markup], wrong: [1, 7])
            ),
            (
                "colours",
                ImageGrid(
                    title: "Colours",
                    images: Tensor((0..<3 * 3 * 4).map { $0 / 4 % 4 == 0 ? 1.0 : 0 }, shape: [3, 3, 2, 2]),
                    captions: ["red", "green", "blue"], columns: 2)
            ),
        ]
    }

    static var planes: [(name: String, picture: any Picture & Sendable)] {
        let none = Tensor.zeros([0, 2])
        return [
            (
                "no points",
                DecisionBoundary(title: "none", points: none, labels: Tensor.zeros([0], dtype: .int64)) {
                    sigmoid($0.sum(axis: 1, keepDims: true))
                }
            ),
            (
                "undecided",
                DecisionBoundary(title: markup, points: Tensor([[0, 0]]), labels: Tensor([[1]]), xTitle: "x₁") {
                    Tensor.full([$0.shape[0]], .nan)
                }
            ),
            (
                "long and flat",
                DecisionBoundary(
                    title: "XOR", points: Tensor([[0, 0], [100, 1], [0, 1], [100, 0]]), labels: Tensor([0, 0, 1, 1])
                ) { places in
                    let (x, y) = (places[.all, 0] / 100 .> 0.5, places[.all, 1] .> 0.5)
                    return (x .!= y).cast(to: .int32)
                }
            ),
        ]
    }
}
