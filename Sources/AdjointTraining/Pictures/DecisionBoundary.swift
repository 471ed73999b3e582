import Adjoint
import AdjointNN

/// What a classifier makes of each place of a plane, and the points it should have learned.
///
/// A region has the colour of its class, the stronger the surer the classifier is where it gives a probability; a grey
/// line separates the regions. Points have the colour and a shape of their class.
public struct DecisionBoundary: Picture, Sendable {
    /// What stands above.
    public let title: String
    /// What the horizontal axis measures.
    public let xTitle: String
    /// What the vertical axis measures.
    public let yTitle: String
    private let points: [(x: Double, y: Double, label: Int)]
    private let x: Axis
    private let y: Axis
    private let columns: Int
    private let rows: Int
    /// The class of each place, in rows from the top, and how sure it is from 0 to 1.
    private let regions: [(label: Int, certainty: Double)]

    /// Asks a classifier about each place around some points, once and without gradients.
    /// - Parameters:
    ///   - title: what stands above the picture.
    ///   - points: [points, 2].
    ///   - labels: the class of each point, [points] or [points, 1]: 0, 1, 2 …
    ///   - xTitle: what stands below the horizontal axis.
    ///   - yTitle: what stands beside the vertical axis.
    ///   - resolution: how many places are asked about along the longer side, 2 to 4,096.
    ///   - classifier: from places [m, 2] to the probability of class 1 as [m] or [m, 1] floating-point numbers in
    /// 0...1,
    ///     to a score for each class, [m, classes], or to the integer index of the class, [m].
    public init(
        title: String, points: Tensor, labels: Tensor, xTitle: String = "", yTitle: String = "", resolution: Int = 120,
        classifier: (Tensor) -> Tensor
    ) {
        (self.title, self.xTitle, self.yTitle) = (title, xTitle, yTitle)
        var (coordinates, classes): ([Double], [Int]) = ([], [])
        if points.rank == 2, points.shape[1] == 2, labels.count == points.shape[0], labels.rank <= 2 {
            (coordinates, classes) = (points.asArray(Double.self), labels.cast(to: .int64).asArray(Int.self))
            if hasFailed { (coordinates, classes) = ([], []) }
        } else {
            report(
                AdjointError(
                    .shape, "DecisionBoundary",
                    "points \(points.shape) and labels \(labels.shape): [n, 2] and [n] are needed"))
        }
        if let odd = classes.first(where: { $0 < 0 }) {
            report(AdjointError(.value, "DecisionBoundary", "the label \(odd) is below 0"))
        }
        self.points = classes.indices.map { (coordinates[2 * $0], coordinates[2 * $0 + 1], max(classes[$0], 0)) }
        x = Axis(around: self.points.lazy.map(\.x), margin: (0.08, 0.08))
        y = Axis(around: self.points.lazy.map(\.y), margin: (0.08, 0.08))
        let ratio = min(max((y.high - y.low) / (x.high - x.low), 0.5), 1)
        columns = checkCount(resolution, in: 2...4096, "resolution", of: "DecisionBoundary") ? resolution : 2
        rows = max(Int(Double(columns) * ratio), 1)
        var places: [Double] = []
        places.reserveCapacity(2 * columns * rows)
        for row in 0..<rows {
            let height = y.high - (y.high - y.low) * (Double(row) + 0.5) / Double(rows)
            for column in 0..<columns {
                places.append(x.low + (x.high - x.low) * (Double(column) + 0.5) / Double(columns))
                places.append(height)
            }
        }
        let grid = Tensor(places, shape: [columns * rows, 2]).cast(
            to: points.dtype.isFloatingPoint ? points.dtype : .float32)
        let regions = Self.regions(withoutGradient { classifier(grid) }, count: columns * rows)
        self.regions = hasFailed ? Array(repeating: (0, 0), count: columns * rows) : regions
    }

    private static func regions(_ output: Tensor, count: Int) -> [(label: Int, certainty: Double)] {
        let isFlat = output.count == count && (output.rank == 1 || output.rank == 2)
        if isFlat, output.dtype.isFloatingPoint {
            return output.asArray(Double.self).map { ($0 > 0.5 ? 1 : 0, $0.isNaN ? 0 : min(abs(2 * $0 - 1), 1)) }
        }
        if isFlat { return output.cast(to: .int64).asArray(Int.self).map { (max($0, 0), 1) } }
        guard output.rank == 2, output.shape[0] == count, output.shape[1] > 1 else {
            report(
                AdjointError(
                    .shape, "DecisionBoundary",
                    "the classifier gave \(output.shape) for \(count) places: [\(count)] or [\(count), classes] is needed"
                ))
            return Array(repeating: (0, 0), count: count)
        }
        return output.argmax(axis: 1).asArray(Int.self).map { ($0, 1) }
    }

    /// The plane as an SVG document.
    public var svg: String {
        let (width, height) = (440.0, 440 * Double(rows) / Double(columns))
        var plot = Plot(title, xTitle: xTitle, yTitle: yTitle, x: x, y: y, width: width, height: height)
        plot.drawing.add(
            "image",
            [
                "x": plot.left, "y": plot.top, "width": width, "height": height, "preserveAspectRatio": "none",
                "href": PNG(pixels, width: columns, height: rows, .colourWithOpacity).address,
            ])
        plot.drawing.add(
            "path",
            [
                "d": border(in: plot), "fill": "none", "stroke": Theme.line, "stroke-width": "2",
                "stroke-linecap": "round",
            ])
        for point in points {
            if let place = plot.point(point.x, point.y) { plot.drawing.mark(ofClass: point.label, place.x, place.y) }
        }
        let present = Set(points.map(\.label)).sorted()
        plot.legend(present.enumerated().map { ("class \($1)", plot.top + 8 + Plot.legendSpacing * Double($0)) }) {
            $0.mark(ofClass: present[$1], $2, $3)
        }
        return plot.document()
    }

    /// Red, green, blue and opacity of each place.
    private var pixels: [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(4 * regions.count)
        for region in regions {
            let colour = Theme.palette[region.label % Theme.palette.count]
            let opacity = 0.08 + 0.32 * (region.certainty * 32).rounded() / 32
            result += [colour.red, colour.green, colour.blue, UInt8((255 * opacity).rounded())]
        }
        return result
    }

    /// The lines between regions: in each square of four places, from side to side where the labels of neighbours
    /// differ, or from the middle where more than two regions meet. Between two probabilities the line passes where a
    /// straight line through them is a half.
    private func border(in plot: Plot) -> String {
        func middle(_ index: Int) -> (x: Double, y: Double) {
            (
                plot.left + plot.width * (Double(index % columns) + 0.5) / Double(columns),
                plot.top + plot.height * (Double(index / columns) + 0.5) / Double(rows)
            )
        }
        func between(_ first: Int, _ second: Int, _ share: Double) -> (x: Double, y: Double) {
            let (a, b) = (middle(first), middle(second))
            return (a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share)
        }
        var path = ""
        for row in 0..<max(rows - 1, 0) {
            for index in row * columns..<(row + 1) * columns - 1 {
                let corners = [index, index + 1, index + columns + 1, index + columns]
                let label = regions[index].label
                if corners.allSatisfy({ regions[$0].label == label }) { continue }
                let crossings = zip(corners, corners.dropFirst() + [index])
                    .filter { regions[$0].label != regions[$1].label }
                    .map { first, second in
                        let (a, b) = (regions[first].certainty, regions[second].certainty)
                        return between(first, second, a + b > 0 ? a / (a + b) : 0.5)
                    }
                let ends = crossings.count == 2 ? [crossings[1]] : crossings
                let start = crossings.count == 2 ? crossings[0] : between(index, index + columns + 1, 0.5)
                for end in ends {
                    path += "M\(Drawing.number(start.x)) \(Drawing.number(start.y))"
                    path += "L\(Drawing.number(end.x)) \(Drawing.number(end.y))"
                }
            }
        }
        return path
    }
}
