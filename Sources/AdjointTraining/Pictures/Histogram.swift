import Adjoint
import Foundation

/// How often values fall into each of some intervals of equal length.
public struct Histogram: Picture, Sendable {
    /// What stands above.
    public let title: String
    /// What the values are.
    public let xTitle: String
    /// Where the first interval begins and the last one ends.
    public let range: ClosedRange<Double>
    /// The number of values in each interval, which contains its beginning; the last one also its end.
    public let counts: [Int]
    /// How many values were left out because they are not finite.
    public let leftOut: Int

    /// Counts values in `bins` intervals from the least to the greatest; values that are not finite are left out.
    public init(title: String, values: [Double], bins: Int = 30, xTitle: String = "") {
        if bins < 1 { report(AdjointError(.value, "Histogram", "\(bins) bins: at least 1 is needed")) }
        let isPossible = bins > 0 && admits(bins, of: MemoryLayout<Int>.stride, "Histogram")
        (self.title, self.xTitle) = (title, xTitle)
        let finite = values.filter { AxisScale.linear.place($0) != nil }
        let axis = Axis(around: finite, margin: (0, 0))
        let bins = isPossible ? bins : 1
        var counts = Array(repeating: 0, count: bins)
        for value in finite { counts[min(Int(axis.share(ofPlace: value) * Double(bins)), bins - 1)] += 1 }
        range = axis.low...axis.high
        self.counts = counts
        leftOut = values.count - finite.count
    }

    /// The histogram as an SVG document.
    public var svg: String {
        let note = leftOut == 0 ? "" : "(\(leftOut) not finite)"
        var plot = Plot(
            title, xTitle: [xTitle, note].filter { !$0.isEmpty }.joined(separator: " "), yTitle: "count",
            x: Axis(around: [range.lowerBound, range.upperBound], margin: (0.02, 0.02)),
            y: Axis(around: [0, Double(max(counts.max() ?? 0, 1))], margin: (0, 0.04), isWhole: true))
        let length = (range.upperBound - range.lowerBound) / Double(counts.count)
        for (index, count) in counts.enumerated() where count > 0 {
            let begin = range.lowerBound + Double(index) * length
            guard let corner = plot.point(begin, Double(count)), let end = plot.point(begin + length, 0) else {
                continue
            }
            let (width, gap) = (end.x - corner.x, end.x - corner.x > 3 ? 1.0 : 0)
            plot.drawing.add(
                "rect",
                [
                    "x": corner.x + gap / 2, "y": corner.y, "width": width - gap, "height": end.y - corner.y,
                    "fill": Theme.colour(0),
                ])
        }
        return plot.document()
    }
}
