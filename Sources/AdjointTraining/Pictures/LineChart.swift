import Adjoint

/// A line of a chart, or some points: values, and where they lie along the horizontal axis.
public struct Series: Sendable {
    /// How the values are drawn.
    public enum Style: Sendable, Hashable {
        /// A curve through all of them.
        case line
        /// A point for each.
        case points
    }

    /// What the legend calls it.
    public let name: String
    /// The heights. A value that is not finite makes a gap, as does one that a logarithmic axis has no place for.
    public let values: [Double]
    /// The horizontal places, as many as values.
    public let x: [Double]
    /// How the values are drawn.
    public let style: Style

    /// Values at 1, 2, 3 …, as epochs are counted, unless `x` says otherwise.
    public init(_ name: String, _ values: [Double], x: [Double]? = nil, style: Style = .line) {
        if let x, x.count != values.count {
            report(AdjointError(.shape, "Series", "\"\(name)\" has \(values.count) values at \(x.count) places"))
        }
        let count = min(values.count, x?.count ?? values.count)
        self.name = name
        self.style = style
        self.values = Array(values.prefix(count))
        self.x = x.map { Array($0.prefix(count)) } ?? (0..<count).map { Double($0 + 1) }
    }
}

/// Curves over a common axis, such as the loss on training and validation data over the epochs.
///
/// Each curve has a colour and a pattern of dashes of its own and, where there are more than two, a marker now and then
/// and a thin line from its end to its name; the names stand at the right in the order in which the curves end. Points
/// have the shape of their series' marker, as has a value without finite neighbours. However long a series is, the
/// drawing stays small: of the values that share a pixel's width only the least and the greatest are drawn.
public struct LineChart: Picture, Sendable {
    /// What stands above.
    public let title: String
    /// What the horizontal axis counts.
    public let xTitle: String
    /// What the vertical axis measures.
    public let yTitle: String
    /// The curves.
    public let series: [Series]
    /// How the values lie along the horizontal axis.
    public let xScale: AxisScale
    /// How the values lie along the vertical axis.
    public let yScale: AxisScale

    /// A chart of some curves.
    public init(
        title: String, xTitle: String = "", yTitle: String = "", series: [Series], xScale: AxisScale = .linear,
        yScale: AxisScale = .linear
    ) {
        (self.title, self.xTitle, self.yTitle, self.series) = (title, xTitle, yTitle, series)
        (self.xScale, self.yScale) = (xScale, yScale)
    }

    /// The chart as an SVG document.
    public var svg: String {
        let shown = series.map { line in
            zip(line.x, line.values).filter { xScale.place($0) != nil && yScale.place($1) != nil }
        }
        let isWhole = shown.allSatisfy { $0.allSatisfy { $0.0 == $0.0.rounded() } }
        var plot = Plot(
            title, xTitle: xTitle, yTitle: yTitle,
            x: Axis(around: shown.joined().lazy.map(\.0), scale: xScale, margin: (0.02, 0.02), isWhole: isWhole),
            y: Axis(around: shown.joined().lazy.map(\.1), scale: yScale),
            height: max(280, Plot.legendSpacing * Double(series.count)))
        for (index, line) in series.enumerated() { draw(line, index, in: &plot) }
        let ends = shown.map { points in points.last.flatMap { plot.point($0.0, $0.1) } }
        let (right, bottom) = (plot.left + plot.width, plot.top + plot.height)
        plot.legend(zip(series, ends).map { ($0.name, $1?.y ?? bottom) }) { drawing, index, x, y in
            if series[index].style == .points { return drawing.marker(index, x + 1, y) }
            if isCrowded, let end = ends[index], end.x > right - 24 {
                drawing.add(
                    "line",
                    [
                        "x1": end.x + 2, "y1": end.y, "x2": x - 14, "y2": y, "stroke": Theme.line,
                        "stroke-opacity": "0.7",
                    ])
            }
            stroke("M\(Drawing.number(x - 13)) \(Drawing.number(y))h28", index, in: &drawing)
            if isCrowded { drawing.marker(index, x + 1, y) }
        }
        return plot.document()
    }

    /// Whether dashes alone would not tell the curves apart.
    private var isCrowded: Bool { series.count { $0.style == .line } > 2 }

    private func stroke(_ path: String, _ index: Int, in drawing: inout Drawing) {
        drawing.add(
            "path",
            [
                "d": path, "fill": "none", "stroke": Theme.colour(index), "stroke-width": "2",
                "stroke-linejoin": "round", "stroke-dasharray": Theme.dash(index),
            ])
    }

    private func draw(_ line: Series, _ index: Int, in plot: inout Plot) {
        var path = ""
        var drawn: [(x: Double, y: Double)] = []
        for run in zip(line.x, line.values).map({ plot.point($0, $1) }).split(whereSeparator: { $0 == nil }) {
            let points = thinned(run.compactMap { $0 })
            if points.count == 1 || line.style == .points {
                points.forEach { plot.drawing.marker(index, $0.x, $0.y) }
            } else {
                path += "M" + points.map { "\(Drawing.number($0.x)) \(Drawing.number($0.y))" }.joined(separator: "L")
                drawn += points
            }
        }
        if path.isEmpty { return }
        stroke(path, index, in: &plot.drawing)
        if isCrowded { marked(drawn, index, in: plot).forEach { plot.drawing.marker(index, $0.x, $0.y) } }
    }

    /// Where a curve has its markers: at each of a few points, and otherwise at distances, at other places than its
    /// neighbours'.
    private func marked(_ points: [(x: Double, y: Double)], _ index: Int, in plot: Plot) -> [(x: Double, y: Double)] {
        if points.count <= 9 { return points }
        let distance = plot.width / 7
        // The golden ratio keeps any number of starts apart.
        var next = plot.left + distance * (0.2 + Double(index) * 0.618).truncatingRemainder(dividingBy: 1)
        return points.filter { point in
            guard point.x >= next else { return false }
            next = max(next + distance, point.x + distance / 2)
            return true
        }
    }

    /// Of neighbours in one column of pixels only the first, the highest, the lowest and the last.
    private func thinned(_ points: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
        var result: [(x: Double, y: Double)] = []
        var start = 0
        while start < points.count {
            let column = points[start].x.rounded()
            let end = points[start...].firstIndex { $0.x.rounded() != column } ?? points.count
            let range = start..<end
            let least = range.min { points[$0].y < points[$1].y } ?? start
            let greatest = range.max { points[$0].y < points[$1].y } ?? start
            result += Set([start, least, greatest, end - 1]).sorted().map { points[$0] }
            start = end
        }
        return result
    }
}
