/// A drawing with two axes, their grid and their titles, and a legend on its right.
struct Plot {
    var drawing = Drawing()
    let x: Axis
    let y: Axis
    let left: Double
    let top: Double
    let width: Double
    let height: Double
    private let title: String
    private var right: Double

    static let legendSpacing = 18.0

    init(
        _ title: String, xTitle: String, yTitle: String, x: Axis, y: Axis, width: Double = 520, height: Double = 280
    ) {
        (self.title, self.x, self.y, self.width, self.height) = (title, x, y, width, height)
        left = 20 + max(y.labelWidth, 16)
        top = 16 + (title.isEmpty ? 0 : 26) + (yTitle.isEmpty ? 0 : 20)
        right = left + width
        if !title.isEmpty { heading(title, 20, "title") }
        if !yTitle.isEmpty { heading(yTitle, top - 16, "label") }
        drawAxes(xTitle)
    }

    private mutating func heading(_ text: String, _ y: Double, _ style: String) {
        drawing.text(text, left, y, style: style)
        right = max(right, left + Drawing.width(of: text, style: style))
    }

    private mutating func drawAxes(_ xTitle: String) {
        let bottom = top + height
        func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, opacity: Double) {
            drawing.add(
                "line",
                [
                    "x1": x1, "y1": y1, "x2": x2, "y2": y2, "stroke": Theme.line,
                    "stroke-opacity": String(opacity),
                ])
        }
        for tick in y.ticks {
            let place = bottom - height * y.share(ofPlace: tick.place)
            line(left, place, left + width, place, opacity: 0.25)
            drawing.text(tick.label, left - 8, place, anchor: .end)
        }
        for tick in x.ticks {
            let place = left + width * x.share(ofPlace: tick.place)
            line(place, top, place, bottom, opacity: 0.25)
            drawing.text(tick.label, place, bottom + 14, anchor: .middle)
        }
        line(left, bottom, left + width, bottom, opacity: 1)
        line(left, top, left, bottom, opacity: 1)
        drawing.text(xTitle, left + width / 2, bottom + 34, anchor: .middle)
    }

    /// Where a point lies in the drawing; nil where an axis has no place for it.
    func point(_ x: Double, _ y: Double) -> (x: Double, y: Double)? {
        guard let right = self.x.share(x), let up = self.y.share(y) else { return nil }
        return (left + width * right, top + height * (1 - up))
    }

    /// Adds a legend: each entry as near to the height it asks for as the others allow, with its symbol from `draw`,
    /// which gets the entry's index and the middle of a place 26 wide.
    mutating func legend(
        _ entries: [(name: String, height: Double)], draw: (inout Drawing, Int, Double, Double) -> Void
    ) {
        let order = entries.indices.sorted { (entries[$0].height, $0) < (entries[$1].height, $1) }
        var places: [Double] = []
        for index in order {
            places.append(max(entries[index].height, (places.last ?? -.infinity) + Self.legendSpacing))
        }
        var limit = top + height
        for position in places.indices.reversed() {
            places[position] = min(places[position], limit)
            limit = places[position] - Self.legendSpacing
        }
        for (index, place) in zip(order, places) {
            draw(&drawing, index, left + width + 23, place)
            drawing.text(entries[index].name, left + width + 42, place)
            right = max(right, left + width + 42 + Drawing.width(of: entries[index].name))
        }
    }

    /// The whole picture.
    func document() -> String {
        drawing.document(width: right + 16, height: top + height + 48, title: title)
    }
}
