import Adjoint

/// A table of numbers as colours, such as probabilities or weights of attention, with a scale beside it.
///
/// The colours go from dark to light, so that they can be read without colour too: from purple over green to yellow
/// (viridis, by Smith and van der Walt, 2015). What is not finite is left out.
public struct HeatMap: Picture, Sendable {
    /// What stands above.
    public let title: String
    /// [rows, columns]; the first row stands at the top.
    public let values: Tensor
    /// Which cells have a ring, such as those of what came true: [rows, columns], bool.
    public let marks: Tensor?
    /// What stands at the left of each row.
    public let rowNames: [String]
    /// What stands below each column.
    public let columnNames: [String]
    /// What the columns are.
    public let xTitle: String
    /// What the rows are.
    public let yTitle: String
    /// The numbers at the dark and at the light end of the scale; what lies beyond has the colour of the end.
    public let range: ClosedRange<Double>

    /// A table of numbers; the scale goes from the least to the greatest unless `range` says otherwise.
    public init(
        title: String, values: Tensor, rowNames: [String] = [], columnNames: [String] = [], xTitle: String = "",
        yTitle: String = "", range: ClosedRange<Double>? = nil, marks: Tensor? = nil
    ) {
        let isTable = values.rank == 2
        let (rows, columns) = isTable ? (values.shape[0], values.shape[1]) : (0, 0)
        let isPossible = isTable && admits(values.count, of: 64, "HeatMap") && !hasFailed
        if !isTable { report(AdjointError(.shape, "HeatMap", "\(values.shape): [rows, columns] is needed")) }
        if isTable, rowNames.count > rows || columnNames.count > columns {
            report(
                AdjointError(
                    .shape, "HeatMap",
                    "\(rowNames.count) names of rows and \(columnNames.count) of columns for \(values.shape)"))
        }
        if let marks, isTable, marks.shape != values.shape || marks.dtype != .bool {
            report(
                AdjointError(
                    .shape, "HeatMap",
                    "marks \(marks.shape) \(marks.dtype) for \(values.shape): bool of that shape is needed"))
        }
        let finite = isPossible ? values.asArray(Double.self).filter { AxisScale.linear.place($0) != nil } : []
        (self.title, self.xTitle, self.yTitle) = (title, xTitle, yTitle)
        (self.rowNames, self.columnNames) = (rowNames, columnNames)
        self.values = isPossible ? values.detach() : Tensor.zeros([0, 0])
        self.marks = isPossible && marks?.shape == values.shape && marks?.dtype == .bool ? marks?.detach() : nil
        self.range = range ?? (finite.min() ?? 0)...(finite.max() ?? 0)
    }

    /// From dark to light.
    private static let scale = [0x440154, 0x3B528B, 0x21918C, 0x5EC962, 0xFDE725].map(Theme.Colour.init)

    /// The colour of a share of the range, 0...1.
    static func colour(_ share: Double) -> Theme.Colour {
        let place = min(max(share, 0), 1) * Double(scale.count - 1)
        let index = min(Int(place), scale.count - 2)
        return scale[index].mixed(with: scale[index + 1], place - Double(index))
    }

    /// The table as an SVG document.
    public var svg: String {
        let (rows, columns) = (values.shape[0], values.shape[1])
        let widest = columnNames.map { Drawing.width(of: $0) }.max() ?? 0
        let isNamed = !rowNames.isEmpty || !columnNames.isEmpty
        let cell = max(isNamed ? 15 : 2, min(26, 520 / Double(max(columns, 1))), min(widest + 3, 40))
        let nameWidth = rowNames.map { Drawing.width(of: $0) }.max() ?? 0
        let (width, height) = (cell * Double(columns), cell * Double(rows))
        let left = 24 + nameWidth
        let top = 16 + (title.isEmpty ? 0 : 26) + (yTitle.isEmpty ? 0 : 20.0)
        var drawing = Drawing()
        if !title.isEmpty { drawing.text(title, 16, 20, style: "title") }
        if !yTitle.isEmpty { drawing.text(yTitle, 16, top - 14) }
        let axis = Axis(around: [range.lowerBound, range.upperBound], margin: (0, 0), maximumTicks: 5)
        let numbers = values.asArray(Double.self)
        let bytes = numbers.map { axis.share($0).map(Self.bytes) ?? [0, 0, 0, 0] }
        picture(bytes, columns, rows, (left, top, width, height), in: &drawing)
        for (index, isMarked) in (marks?.asArray(Bool.self) ?? []).enumerated() where isMarked {
            let (row, column) = (index / columns, index % columns)
            let fill = Self.colour(axis.share(numbers[index]) ?? 0)
            drawing.add(
                "circle",
                [
                    "cx": left + (Double(column) + 0.5) * cell, "cy": top + (Double(row) + 0.5) * cell,
                    "r": max(cell / 3, 1), "fill": "none", "stroke": fill.ink.css, "stroke-width": "1.5",
                ])
        }
        for (row, name) in rowNames.enumerated() {
            drawing.text(name, left - 8, top + (Double(row) + 0.5) * cell, anchor: .end)
        }
        for (column, name) in columnNames.enumerated() {
            drawing.text(name, left + (Double(column) + 0.5) * cell, top + height + 12, anchor: .middle)
        }
        let bottom = top + height + (columnNames.isEmpty ? 0 : 20)
        if !xTitle.isEmpty { drawing.text(xTitle, left + width / 2, bottom + 16, anchor: .middle) }
        // The scale.
        let (barLeft, barHeight) = (left + width + 18, max(height, 80))
        let shades = (0..<64).map { Self.bytes(1 - Double($0) / 63) }
        picture(shades, 1, 64, (barLeft, top, 12, barHeight), in: &drawing)
        for tick in axis.ticks {
            drawing.text(tick.label, barLeft + 18, top + barHeight * (1 - axis.share(ofPlace: tick.place)))
        }
        let right = max(barLeft + 18 + axis.labelWidth, 16 + Drawing.width(of: title, style: "title"))
        return drawing.document(
            width: right + 12, height: max(bottom + 28, top + barHeight + 12), title: title)
    }

    private static func bytes(_ share: Double) -> [UInt8] {
        let colour = colour(share)
        return [colour.red, colour.green, colour.blue, 255]
    }

    /// Cells of red, green, blue and opacity, row by row.
    private func picture(
        _ cells: [[UInt8]], _ columns: Int, _ rows: Int, _ place: (x: Double, y: Double, width: Double, height: Double),
        in drawing: inout Drawing
    ) {
        guard columns > 0, rows > 0 else { return }
        // Some programs smooth enlarged images whatever the style says: a few pixels for each cell keep edges sharp.
        let scale = max(1, min(8, 512 / max(columns, rows)))
        let pixels = (0..<rows).flatMap { row in
            let line = (0..<columns * scale).flatMap { cells[row * columns + $0 / scale] }
            return Array(repeating: line, count: scale).joined()
        }
        let png = PNG(pixels, width: columns * scale, height: rows * scale, .colourWithOpacity)
        drawing.add(
            "image",
            [
                "x": place.x, "y": place.y, "width": place.width, "height": place.height,
                "preserveAspectRatio": "none", "style": "image-rendering:pixelated", "href": png.address,
            ])
        drawing.add(
            "rect",
            [
                "x": place.x, "y": place.y, "width": place.width, "height": place.height, "fill": "none",
                "stroke": Theme.line,
            ])
    }
}
