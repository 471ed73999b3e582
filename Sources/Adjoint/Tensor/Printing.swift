import Foundation

extension Tensor: CustomStringConvertible, CustomDebugStringConvertible {
    /// The elements as NumPy prints them; of long axes the first and the last three.
    public var description: String { Printer(self).text(indent: 0) }

    /// The elements with shape and dtype, and the operation that made them.
    public var debugDescription: String {
        let origin = operation.map { ", made by \($0.name)" } ?? (tracked ? ", requires grad" : "")
        return "Tensor(\(Printer(self).text(indent: 7)), shape: \(shape), dtype: \(dtype)\(origin))"
    }
}

extension Tensor: CustomReflectable {
    /// Shape, dtype and elements, instead of the engine's fields.
    public var customMirror: Mirror {
        Mirror(self, children: ["shape": shape, "dtype": dtype, "elements": description])
    }
}

/// Lays the elements of one tensor out in columns of equal width, with up to 8 digits after the point.
private struct Printer {
    private static let threshold = 1000
    private static let edge = 3
    private static let lineLength = 75

    private let shape: [Int]
    private let cells: [String]
    private let isSummarized: Bool

    init(_ x: Tensor) {
        let summarized = x.count > Self.threshold
        isSummarized = summarized
        shape = x.shape
        let shown = withoutGradient {
            var part = x.detach()
            guard summarized else { return part }
            for axis in 0..<x.rank where x.shape[axis] > 2 * Self.edge {
                let length = x.shape[axis]
                let ends = part.split(sizes: [Self.edge, length - 2 * Self.edge, Self.edge], axis: axis)
                part = concatenated([ends[0], ends[2]], axis: axis)
            }
            return part
        }
        cells = Self.format(shown)
    }

    // MARK: Numbers

    private static func format(_ x: Tensor) -> [String] {
        let texts: [String]
        switch x.dtype {
        case .bool: texts = x.asArray(Bool.self).map { $0 ? "true" : "false" }
        case .int32, .int64: texts = x.asArray(Int64.self).map(String.init)
        case .float64: texts = format(x.asArray(Double.self), digits: \.description)
        case .float32, .float16, .bfloat16:
            texts = format(x.asArray(Float.self).map(Double.init)) { Float($0).description }
        }
        let width = texts.map(\.count).max() ?? 0
        return texts.map { String(repeating: " ", count: width - $0.count) + $0 }
    }

    /// Numbers with a common number of places, the least that shows each as `digits` does, but at most 8.
    private static func format(_ values: [Double], digits: (Double) -> String) -> [String] {
        let finite = values.filter { $0.isFinite && $0 != 0 }.map(Swift.abs)
        let (least, greatest) = (finite.min() ?? 1, finite.max() ?? 1)
        let scientific = greatest >= 1e8 || least < 1e-4 || greatest / least > 1000
        let parts = values.map { $0.isFinite ? decimal($0, digits($0), scientific) : nil }
        let places = Swift.min(parts.map { $0?.places ?? 0 }.max() ?? 0, 8)
        return zip(values, parts).map { value, part in
            guard part != nil else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
            if scientific { return scientificText(value, places) }
            let text = String(format: "%.\(places)f", value)
            // Zeros at the end only align; a point stays to show that the number is not an integer.
            return pad(text, places)
        }
    }

    private static func scientificText(_ value: Double, _ places: Int) -> String {
        let text = String(format: "%.\(places)e", value)
        return places == 0 ? text.replacingOccurrences(of: "e", with: ".e") : text
    }

    /// Replaces zeros at the end of the fraction by spaces, as NumPy does.
    private static func pad(_ text: String, _ places: Int) -> String {
        guard places > 0 else { return text + "." }
        let trimmed = text.reversed().drop { $0 == "0" }
        return String(trimmed.reversed()) + String(repeating: " ", count: text.count - trimmed.count)
    }

    /// How many places after the point a number needs to be shown exactly as its shortest text.
    private static func decimal(_ value: Double, _ shortest: String, _ scientific: Bool) -> (places: Int, Void) {
        let parts = shortest.lowercased().split(separator: "e")
        let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let number = parts[0].split(separator: ".")
        var fraction = number.count > 1 ? String(number[1]) : ""
        if fraction == "0" { fraction = "" }
        if scientific {
            // All significant digits but the first.
            let digits = (number[0] + fraction).filter(\.isNumber).drop { $0 == "0" }
            let significant = String(digits).replacingOccurrences(of: "0+$", with: "", options: .regularExpression)
            return (Swift.max(significant.count - 1, 0), ())
        }
        return (Swift.max(fraction.count - exponent, 0), ())
    }

    // MARK: Brackets

    func text(indent: Int) -> String {
        var position = 0
        return shape.isEmpty ? (cells.first ?? "").trimmingCharacters(in: .whitespaces) : block(0, indent, &position)
    }

    /// The text of one index along the axes before `axis`, taking cells in order.
    private func block(_ axis: Int, _ indent: Int, _ position: inout Int) -> String {
        if shape.contains(0) { return "[]" }
        let length = shape[axis]
        let isCut = isSummarized && length > 2 * Self.edge
        let shown = isCut ? 2 * Self.edge : length
        let margin = String(repeating: " ", count: indent + axis + 1)
        if axis == shape.count - 1 {
            var items = (0..<shown).map { cells[position + $0] }
            position += shown
            if isCut { items.insert("...", at: Self.edge) }
            return "[" + wrapped(items, margin) + "]"
        }
        var blocks = (0..<shown).map { _ in block(axis + 1, indent, &position) }
        if isCut { blocks.insert("...", at: Self.edge) }
        let gap = String(repeating: "\n", count: shape.count - axis - 1)
        return "[" + blocks.joined(separator: gap + margin) + "]"
    }

    /// Items separated by spaces, broken into lines.
    private func wrapped(_ items: [String], _ margin: String) -> String {
        var lines = [""]
        for item in items {
            let line = lines[lines.count - 1]
            if !line.isEmpty, margin.count + line.count + item.count + 1 > Self.lineLength {
                lines.append(item)
            } else {
                lines[lines.count - 1] = line.isEmpty ? item : line + " " + item
            }
        }
        return lines.joined(separator: "\n" + margin)
    }
}
