import Adjoint

/// A confusion matrix: a row for each actual class, a column for each predicted one.
///
/// What was right is blue, what was wrong orange, the stronger the greater its share of the row is.
public struct ConfusionPicture: Picture, Sendable {
    /// What stands above.
    public let title: String
    /// The counts.
    public let matrix: ConfusionMatrix
    /// What the classes are called.
    public let classNames: [String]
    /// Whether cells show per cent of their row instead of counts.
    public let normalized: Bool

    /// A picture of a matrix; the classes are called 0, 1, 2 … unless `classNames`, one for each, says otherwise.
    public init(
        _ matrix: ConfusionMatrix, classNames: [String]? = nil, normalized: Bool = false, title: String = ""
    ) {
        let count = matrix.counts.count
        if let classNames, classNames.count != count {
            report(
                AdjointError(.shape, "ConfusionPicture", "\(classNames.count) names for a matrix of \(count) classes"))
        }
        (self.matrix, self.normalized, self.title) = (matrix, normalized, title)
        self.classNames = (0..<count).map { index in
            classNames.flatMap { $0.indices.contains(index) ? $0[index] : nil } ?? String(index)
        }
    }

    private static let levels = 8

    /// The fill of a level, 1 to 8, and the text that can be read on it, for right or wrong cells on a light or dark
    /// page.
    static func fill(_ level: Int, isRight: Bool, isDark: Bool) -> Theme.Colour {
        let share = Double(level - 1) / Double(levels - 1)
        let (weak, strong): (UInt32, UInt32) =
            switch (isRight, isDark) {
            case (true, false): (0xDCEAF7, 0x0A4F8F)
            case (true, true): (0x10263C, 0x6CB4EE)
            case (false, false): (0xFCE6D6, 0xB04A00)
            case (false, true): (0x3A2412, 0xF0954A)
            }
        return Theme.Colour(weak).mixed(with: Theme.Colour(strong), share)
    }

    private static let rules: String = {
        func rules(isDark: Bool) -> String {
            [true, false].flatMap { isRight in
                (1...levels).map { level in
                    let (name, fill) = ("\(isRight ? "r" : "w")\(level)", fill(level, isRight: isRight, isDark: isDark))
                    return ".\(name){fill:\(fill.css)}text.\(name){fill:\(fill.ink.css)}"
                }
            }.joined()
        }
        return "\(rules(isDark: false))@media(prefers-color-scheme:dark){\(rules(isDark: true))}"
    }()

    /// The matrix as an SVG document.
    public var svg: String {
        let count = classNames.count
        let texts = matrix.counts.map { row in
            let total = row.reduce(0, +)
            return row.map { text($0, of: total) }
        }
        let longest = texts.joined().map { Drawing.width(of: $0) }.max() ?? 0
        let cell = max(30, min(72, 300 / Double(max(count, 1))), longest + 8)  // few classes have room for their names
        let nameWidth = classNames.map { Drawing.width(of: $0) }.max() ?? 0
        let isTurned = nameWidth > cell - 4
        let (left, top) = (24 + max(nameWidth, Drawing.width(of: "actual")), title.isEmpty ? 38.0 : 66.0)
        let size = cell * Double(count)
        var drawing = Drawing()
        if !title.isEmpty { drawing.text(title, 16, 20, style: "title") }
        drawing.text("actual", left - 8, top - 14, anchor: .end)
        for (row, name) in classNames.enumerated() {
            let middle = top + (Double(row) + 0.5) * cell
            drawing.text(name, left - 8, middle, anchor: .end)
            for (column, text) in texts[row].enumerated() {
                draw(text, row, column, left + Double(column) * cell, top + Double(row) * cell, cell, in: &drawing)
            }
        }
        let lines = (1..<max(count, 1)).map { index in
            let (step, end) = (Drawing.number(cell * Double(index)), Drawing.number(size))
            return "M\(step) 0v\(end)M0 \(step)h\(end)"
        }
        drawing.add(
            "path",
            [
                "d": lines.joined(), "transform": "translate(\(Drawing.number(left)) \(Drawing.number(top)))",
                "stroke": Theme.line, "stroke-opacity": "0.25",
            ])
        drawing.add(
            "rect", ["x": left, "y": top, "width": size, "height": size, "fill": "none", "stroke": Theme.line])
        for (column, name) in classNames.enumerated() {
            let (x, y) = (left + (Double(column) + 0.5) * cell, top + size + 14)
            if isTurned {
                let (x, y) = (Drawing.number(x + 4), Drawing.number(y - 4))
                drawing.add(
                    "text",
                    ["class": "label", "text-anchor": "end", "transform": "translate(\(x) \(y))rotate(-90)"], text: name
                )
            } else {
                drawing.text(name, x, y, anchor: .middle)
            }
        }
        let bottom = top + size + (isTurned ? nameWidth + 8 : 22)
        drawing.text("predicted\(normalized ? ", in % of each actual class" : "")", left, bottom + 12)
        let right = max(
            left + size, 16 + Drawing.width(of: title, style: "title"), left + (normalized ? 240 : 80))
        return drawing.document(width: right + 16, height: bottom + 28, title: title, style: Self.rules)
    }

    private func draw(
        _ text: String, _ row: Int, _ column: Int, _ x: Double, _ y: Double, _ cell: Double, in drawing: inout Drawing
    ) {
        let value = matrix.counts[row][column]
        guard value > 0 else { return }
        let share = Double(value) / Double(matrix.counts[row].reduce(0, +))
        let level = min(Int((share * Double(Self.levels)).rounded(.up)), Self.levels)
        let style = "\(row == column ? "r" : "w")\(level)"
        drawing.add("rect", ["class": style, "x": x, "y": y, "width": cell, "height": cell])
        drawing.text(text, x + cell / 2, y + cell / 2, anchor: .middle, style: "label \(style)")
    }

    private func text(_ value: Int, of total: Int) -> String {
        guard normalized, value > 0 else { return String(value) }
        let percent = 100 * Double(value) / Double(total)
        return percent < 0.5 ? "<1" : value < total && percent > 99.5 ? ">99" : String(Int(percent.rounded()))
    }
}
