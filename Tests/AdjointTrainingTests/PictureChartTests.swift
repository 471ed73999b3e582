import Adjoint
import Testing

@testable import AdjointTraining

@Suite("Axes")
struct PictureAxisTests {
    @Test(
        "ticks are round numbers with as many digits as they need",
        arguments: [
            ([0, 1], AxisScale.linear, ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
            ([-3, 12], .linear, ["0", "5", "10"]),
            ([0, 0], .linear, ["−1.0", "−0.5", "0", "0.5", "1.0"]),
            ([0.012, 0.031], .linear, ["0.015", "0.020", "0.025", "0.030"]),
            ([0, 4e6], .linear, ["0", "10⁶", "2·10⁶", "3·10⁶", "4·10⁶"]),
            ([1e-7, 2.4e-7], .linear, ["1·10⁻⁷", "1.5·10⁻⁷", "2·10⁻⁷"].map { $0 == "1·10⁻⁷" ? "10⁻⁷" : $0 }),
            ([1e-5, 10], .logarithmic, ["10⁻⁵", "0.0001", "0.001", "0.01", "0.1", "1", "10"]),
            ([1, 1e20], .logarithmic, ["1", "100000", "10¹⁰", "10¹⁵", "10²⁰"]),
            ([0.9, 11], .logarithmic, ["1", "2", "5", "10"]),
            ([2.9, 6.1], .logarithmic, ["3", "4", "5", "6"]),
            ([2, 2.2], .logarithmic, ["2.00", "2.05", "2.10", "2.15", "2.20"]),
        ] as [([Double], AxisScale, [String])])
    func ticks(values: [Double], scale: AxisScale, labels: [String]) {
        let axis = Axis(around: values, scale: scale)
        #expect(axis.ticks.map(\.label) == labels)
        #expect(axis.ticks.allSatisfy { (axis.low...axis.high).contains($0.place) })
        #expect(values.allSatisfy { axis.share($0).map((0...1).contains) == true })
    }

    @Test("epochs are counted in whole numbers")
    func whole() {
        #expect(Axis(around: [1, 2, 3], isWhole: true).ticks.map(\.label) == ["1", "2", "3"])
        #expect(Axis(around: [1, 3]).ticks.map(\.label) == ["1.0", "1.5", "2.0", "2.5", "3.0"])
    }

    @Test("a value has a place where the scale has one for it")
    func places() {
        let (linear, logarithmic) = (Axis(around: [0, 10]), Axis(around: [1, 100], scale: .logarithmic))
        #expect(linear.share(5) == 0.5 && linear.share(.nan) == nil && linear.share(.infinity) == nil)
        #expect(logarithmic.share(10) == 0.5 && logarithmic.share(0) == nil && logarithmic.share(-1) == nil)
        #expect(logarithmic.share(.infinity) == nil && logarithmic.share(.nan) == nil)
    }
}

@Suite("Line charts")
struct PictureLineChartTests {
    @Test("a curve breaks at what is not finite; a value alone is a point", arguments: [Double.nan, .infinity])
    func gaps(gap: Double) {
        let read = ReadPicture(LineChart(title: "", series: [Series("", [1, 2, gap, 4, gap, 3, 2, 3])]).svg)
        #expect(read.curves.map { $0.split(separator: "M").map { $0.split(separator: "L").count } } == [[2, 3]])
        #expect(read.markers.count == 1)
    }

    @Test("on a logarithmic axis 0 and numbers below it are gaps")
    func logarithmicGaps() {
        let chart = LineChart(title: "", series: [Series("", [1, 10, 0, 10, 100, -5])], yScale: .logarithmic)
        #expect(ReadPicture(chart.svg).curves[0].split(separator: "M").count == 2)
    }

    @Test("the first value is at 1, others where x says")
    func places() {
        #expect(Series("", [5, 6]).x == [1, 2])
        let chart = LineChart(title: "", series: [Series("", [0, 1], x: [0, 10]), Series("", [0, 1], x: [0, 5])])
        let ends = ReadPicture(chart.svg).curves.map { $0.split(separator: "L").last.map(String.init) ?? "" }
        let x = ends.compactMap { $0.split(separator: " ").first.flatMap { Double($0) } }
        #expect(x.count == 2 && x[1] < x[0])
        let error = #expect(throws: AdjointError.self) { try withErrors { Series("loss", [1, 2], x: [1]) } }
        #expect(error?.description == "Series: \"loss\" has 2 values at 1 places")
    }

    @Test("a hundred thousand values make a small drawing that keeps the extremes")
    func thinning() throws {
        var values = (0..<100_000).map { Double($0 % 7) }
        (values[31_415], values[92_653]) = (100, -100)
        let svg = LineChart(title: "", series: [Series("", values)]).svg
        #expect(svg.utf8.count < 40_000)
        let curve = try #require(ReadPicture(svg).curves.first)
        let heights = curve.dropFirst().split(separator: "L").compactMap {
            $0.split(separator: " ").last.flatMap { Double($0) }
        }
        let (top, bottom) = (try #require(heights.min()), try #require(heights.max()))
        // The two spikes reach over the whole axis but for its margins of 4 %.
        #expect(abs((bottom - top) / 280 - 1 / 1.08) < 0.001)
        #expect(heights.filter { $0 == top }.count == 1 && heights.filter { $0 == bottom }.count == 1)
    }

    @Test("series can be told apart without colour: by dashes, and by markers where there are more than two")
    func markers() {
        func read(_ count: Int, _ style: Series.Style = .line) -> ReadPicture {
            let series = (0..<count).map { i in
                Series("\(i)", (0..<100).map { Double($0 * (i + 1)) }, style: style)
            }
            return ReadPicture(LineChart(title: "", series: series).svg)
        }
        /// The shapes, without the places.
        func shapes(_ picture: ReadPicture) -> [Substring] {
            picture.markers.map { $0[($0.firstIndex(of: "m") ?? $0.startIndex)...] }
        }
        #expect(read(2).markers.isEmpty)
        let many = read(9)
        // A few for each curve and one in the legend.
        #expect((9 * 5...9 * 9).contains(many.markers.count))
        let looks = many.all("path").filter { $0["class"] == "marker" }.suffix(9).map { ($0["fill"] ?? "") == "none" }
        #expect(Set(zip(shapes(many).suffix(9), looks).map { "\($0) \($1)" }).count == 9)
        #expect(Set(shapes(read(2, .points))).count == 2)
        // Nine curves have nine lines from their ends to their names; two need none.
        #expect(many.all("line").count - read(2).all("line").count >= 9)
    }

    @Test("the legend names the curves in the order of their ends, none over another")
    func legend() {
        let names = ["low", "high", "middle", "also low", "nothing"]
        let series = zip(names, [[5, 1], [0, 9], [0, 5], [2, 1], [.nan]]).map { Series($0, $1) }
        let read = ReadPicture(LineChart(title: "", series: series).svg)
        let entries = read.elements.filter { $0.name == "text" && names.contains($0.text) }
        #expect(entries.map(\.text) == ["high", "middle", "low", "also low", "nothing"])
        let heights = entries.compactMap { $0.attributes["y"].flatMap(Double.init) }
        #expect(zip(heights, heights.dropFirst()).allSatisfy { $1 - $0 >= 18 } && heights.count == 5)
    }
}

@Suite("Histograms")
struct PictureHistogramTests {
    @Test("an interval contains its beginning, the last one also its end; what is not finite is left out")
    func counts() {
        let histogram = Histogram(title: "", values: [0, 0.9, 1, 1.5, 3, 4, .nan, -.infinity], bins: 4)
        #expect(histogram.counts == [2, 2, 0, 2] && histogram.range == 0...4 && histogram.leftOut == 2)
        let read = ReadPicture(histogram.svg)
        #expect(read.all("rect").count == 3 && read.texts.contains("(2 not finite)"))
        let heights = read.all("rect").compactMap { $0["height"].flatMap(Double.init) }
        #expect(Set(heights).count == 1)
    }

    @Test("equal values share one interval, and no values make an empty picture")
    func degenerate() {
        #expect(Histogram(title: "", values: [7, 7, 7], bins: 3).counts == [0, 3, 0])
        #expect(Histogram(title: "", values: [], bins: 2).counts == [0, 0])
        let error = #expect(throws: AdjointError.self) { try withErrors { Histogram(title: "", values: [1], bins: 0) } }
        #expect(error?.description == "Histogram: 0 bins: at least 1 is needed")
    }
}

@Suite("Heat maps")
struct PictureHeatMapTests {
    @Test("the colours grow lighter from the least to the greatest, so that they can be read without colour")
    func luminance() {
        let shades = (0...64).map { HeatMap.colour(Double($0) / 64).luminance }
        #expect(zip(shades, shades.dropFirst()).allSatisfy { $0 < $1 })
        #expect(HeatMap.colour(-1) == HeatMap.colour(0) && HeatMap.colour(2) == HeatMap.colour(1))
    }

    @Test("each cell has its colour, and none where the number is not finite; marks are rings")
    func cells() throws {
        let map = HeatMap(
            title: "", values: Tensor([[0, 1], [.nan, 0.5]]), rowNames: ["a"],
            marks: Tensor([[false, true], [true, true]]))
        let read = ReadPicture(map.svg)
        let image = try #require(read.images.first)
        let scale = image.width / 2
        func pixel(_ row: Int, _ column: Int) -> [UInt8] {
            let start = 4 * (row * scale * image.width + column * scale)
            return Array(image.bytes[start..<start + 4])
        }
        #expect(pixel(0, 0) == [0x44, 0x01, 0x54, 255] && pixel(0, 1) == [0xFD, 0xE7, 0x25, 255])
        #expect(pixel(1, 0)[3] == 0 && pixel(1, 1) == [0x21, 0x91, 0x8C, 255])
        #expect(read.all("circle").count == 3 && read.texts.contains("a"))
    }

    @Test("what is no table, and names and marks that do not fit, are refused")
    func refused() {
        func sentence(_ make: () -> HeatMap) -> String? {
            #expect(throws: AdjointError.self) { try withErrors { make() } }?.description
        }
        let table = Tensor.zeros([2, 3])
        #expect(sentence { HeatMap(title: "", values: Tensor([1])) } == "HeatMap: [1]: [rows, columns] is needed")
        #expect(
            sentence { HeatMap(title: "", values: table, rowNames: ["a", "b", "c"]) }
                == "HeatMap: 3 names of rows and 0 of columns for [2, 3]")
        #expect(
            sentence { HeatMap(title: "", values: table, marks: table) }
                == "HeatMap: marks [2, 3] float32 for [2, 3]: bool of that shape is needed")
    }
}
