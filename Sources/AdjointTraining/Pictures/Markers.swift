/// The symbols that tell series and classes apart without colour.
extension Drawing {
    private enum Shape: String {
        case circle = "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z"
        case square = "m-4-4h8v8h-8z"
        case triangle = "m0-5l5 9h-10z"
        case diamond = "m0-5.5l5.5 5.5l-5.5 5.5l-5.5-5.5z"
        case cross = "m-4-4l8 8m0-8l-8 8"
        case plus = "m-5 0h10m-5-5v10"
        case turnedTriangle = "m0 5l-5-9h10z"
    }

    /// Full and empty shapes in turns: neighbours differ most.
    private static let markers: [(shape: Shape, isFull: Bool)] = [
        (.circle, true), (.square, false), (.triangle, true), (.diamond, false), (.cross, false), (.circle, false),
        (.square, true), (.turnedTriangle, false), (.plus, false),
    ]

    /// How many markers there are.
    static var markerCount: Int { markers.count }

    /// Appends the marker of a series around a place, in the series' colour.
    mutating func marker(_ index: Int, _ x: Double, _ y: Double) {
        let (shape, isFull) = Self.markers[index % Self.markers.count]
        let colour = Theme.colour(index)
        add(
            "path",
            [
                "class": "marker", "d": "M\(Self.number(x)) \(Self.number(y))\(shape.rawValue)",
                "fill": isFull ? colour : "none", "stroke": colour, "stroke-width": isFull ? "1" : "1.8",
            ])
    }

    /// Appends the symbol of a class around a place: a circle, square, triangle or diamond with a white edge.
    mutating func mark(ofClass label: Int, _ x: Double, _ y: Double) {
        let shapes: [Shape] = [.circle, .square, .triangle, .diamond]
        add(
            "path",
            [
                "fill": Theme.colour(label), "stroke": "#fff",
                "d": "M\(Self.number(x)) \(Self.number(y))\(shapes[label % shapes.count].rawValue)",
            ])
    }
}
