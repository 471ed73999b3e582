import Foundation

extension Tensor: CustomStringConvertible, CustomDebugStringConvertible {
    /// The elements as NumPy prints them; where there are more than 1000, the first and the last three of long axes.
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

/// Lays the elements of one tensor out in columns of equal width, in lines of at most 75 characters.
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
        cells = withoutGradient {
            var part = x.detach()
            if summarized {
                for axis in 0..<x.rank where x.shape[axis] > 2 * Self.edge {
                    let length = x.shape[axis]
                    let ends = part.split(sizes: [Self.edge, length - 2 * Self.edge, Self.edge], axis: axis)
                    part = concatenated([ends[0], ends[2]], axis: axis)
                }
            }
            return Self.format(part)
        }
    }

    /// The texts of the elements, of equal width unless the tensor is a single number.
    private static func format(_ x: Tensor) -> [String] {
        switch x.dtype {
        case .bool: aligned(x.asArray(Bool.self).map { $0 ? "true" : "false" }, width: x.rank == 0 ? 0 : 5)
        case .int32, .int64: aligned(x.asArray(Int64.self).map(String.init))
        case .float32, .float64, .float16, .bfloat16:
            if x.rank == 0 {
                [DecimalText(x.asArray(Double.self)[0], x.dtype).alone]
            } else {
                DecimalText.column(x.asArray(Double.self), x.dtype)
            }
        }
    }

    private static func aligned(_ texts: [String], width: Int? = nil) -> [String] {
        let width = width ?? texts.map(\.count).max() ?? 0
        return texts.map { $0.indented(to: width) }
    }

    // MARK: Brackets

    /// The whole text; its lines after the first begin with `indent` spaces.
    func text(indent: Int) -> String {
        if shape.contains(0) { return "[]" }
        var position = 0
        return shape.isEmpty ? cells[0] : block(0, indent, &position)
    }

    /// The text of one index along the axes before `axis`, taking cells in order.
    private func block(_ axis: Int, _ indent: Int, _ position: inout Int) -> String {
        let length = shape[axis]
        let isCut = isSummarized && length > 2 * Self.edge
        let shown = isCut ? 2 * Self.edge : length
        let margin = String(repeating: " ", count: indent + axis + 1)
        if axis == shape.count - 1 {
            // Inside `withErrors` there are no cells where the elements could not be read.
            var items = (0..<shown).map { position + $0 < cells.count ? cells[position + $0] : "?" }
            position += shown
            if isCut { items.insert("...", at: Self.edge) }
            // Each bracket that may close behind the last item needs a place.
            return "[" + wrapped(items, margin, length: Self.lineLength - axis - 1) + "]"
        }
        var blocks = (0..<shown).map { _ in block(axis + 1, indent, &position) }
        if isCut { blocks.insert("...", at: Self.edge) }
        let gap = String(repeating: "\n", count: shape.count - axis - 1)
        return "[" + blocks.joined(separator: gap + margin) + "]"
    }

    /// Items separated by spaces, broken into lines that, with the margin, are not longer than `length`.
    private func wrapped(_ items: [String], _ margin: String, length: Int) -> String {
        var lines = [""]
        for item in items {
            let line = lines[lines.count - 1]
            if line.isEmpty {
                lines[lines.count - 1] = item
            } else if margin.count + line.count + 1 + item.count > length {
                // Spaces that only align the next column are not printed at the end of a line.
                lines[lines.count - 1] = String(line.reversed().drop { $0 == " " }.reversed())
                lines.append(item)
            } else {
                lines[lines.count - 1] = line + " " + item
            }
        }
        return lines.joined(separator: "\n" + margin)
    }
}

/// The shortest decimal digits that tell a number from its neighbours in its dtype: ±d.ddd · 10^exponent.
private struct DecimalText {
    /// Digits after the point where numbers stand in columns; further ones are rounded away.
    private static let precision = 8

    let value: Double
    private let dtype: DType
    private let digits: String
    private let exponent: Int

    init(_ value: Double, _ dtype: DType) {
        self.value = value
        self.dtype = dtype
        guard value.isFinite, value != 0 else {
            (digits, exponent) = ("0", 0)
            return
        }
        // "12.5", "1e-05", "1.5e+20"
        let parts = Self.shortest(value.magnitude, dtype).split(separator: "e")
        let number = parts[0].split(separator: ".")
        let all = number.joined()
        let leadingZeros = all.prefix { $0 == "0" }.count
        digits = Self.withoutTrailingZeros(String(all.dropFirst(leadingZeros)))
        exponent = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) + number[0].count - 1 - leadingZeros
    }

    private static func shortest(_ magnitude: Double, _ dtype: DType) -> String {
        if dtype == .float64 { return magnitude.description }
        if dtype == .float32 { return Float(magnitude).description }
        let candidates = (0..<8).lazy.map { String(format: "%.\($0)e", magnitude) }
        let match = candidates.first { Double($0).map { rounded($0, to: dtype) } == magnitude }
        return match ?? magnitude.description
    }

    /// The nearest number that a dtype has.
    private static func rounded(_ value: Double, to dtype: DType) -> Double { Tensor(value).cast(to: dtype).item() }

    private static func withoutTrailingZeros(_ text: String) -> String {
        String(text.reversed().drop { $0 == "0" }.reversed())
    }

    private var sign: String { value.sign == .minus ? "-" : "" }

    private var nonFinite: String { value.isNaN ? "nan" : sign + "inf" }

    /// The number printed by itself, with all its digits.
    var alone: String {
        guard value.isFinite else { return nonFinite }
        let limit = dtype == .float64 ? 1e16 : Self.limit(dtype)
        if value == 0 || (1e-4..<limit).contains(value.magnitude) {
            let (whole, fraction) = positional(places: .max)
            return "\(whole).\(fraction.isEmpty ? "0" : fraction)"
        }
        let (whole, fraction, power) = scientific(places: .max)
        return "\(whole)\(fraction.isEmpty ? "" : ".")\(fraction)e\(Self.signed(power, digits: 2))"
    }

    /// What stands before the point and after it, with at most `places` digits after it, rounded.
    private func positional(places: Int) -> (whole: String, fraction: String) {
        let fractionCount = digits.count - 1 - exponent
        guard fractionCount <= places else { return Self.split(String(format: "%.\(places)f", value)) }
        let zeros = (before: Swift.max(-exponent, 0), after: Swift.max(-fractionCount, 0))
        let padded = String(repeating: "0", count: zeros.before) + digits + String(repeating: "0", count: zeros.after)
        let whole = padded.prefix(Swift.max(exponent, 0) + 1)
        return (sign + whole, Self.withoutTrailingZeros(String(padded.dropFirst(whole.count))))
    }

    /// The same of the digits that stand before the power of ten, and the power. `isExact` asks for all `places`.
    private func scientific(places: Int, isExact: Bool = false) -> (whole: String, fraction: String, power: Int) {
        guard digits.count - 1 <= places, !isExact || digits.count - 1 == places else {
            let parts = String(format: "%.\(places)e", value).components(separatedBy: "e")
            let (whole, fraction) = Self.split(parts[0])
            return (whole, fraction, Int(parts[1]) ?? exponent)
        }
        return (sign + digits.prefix(1), String(digits.dropFirst()), exponent)
    }

    private static func split(_ text: String) -> (whole: String, fraction: String) {
        let parts = text.components(separatedBy: ".")
        return (parts[0], parts.count > 1 ? withoutTrailingZeros(parts[1]) : "")
    }

    /// A power of ten with its sign, and with zeros before it up to a number of digits.
    private static func signed(_ power: Int, digits count: Int) -> String {
        let magnitude = String(power.magnitude)
        let zeros = String(repeating: "0", count: Swift.max(count - magnitude.count, 0))
        return (power < 0 ? "-" : "+") + zeros + magnitude
    }

    // MARK: Columns

    /// Numbers in one common form and width, with the points in one column.
    static func column(_ values: [Double], _ dtype: DType) -> [String] {
        let numbers = values.map { DecimalText($0, dtype) }
        let finite = numbers.filter(\.value.isFinite)
        let isScientific = needsPowers(finite.map(\.value.magnitude).filter { $0 != 0 }, dtype)
        func parts(_ number: DecimalText) -> (whole: String, fraction: String, power: Int) {
            if isScientific { return number.scientific(places: precision) }
            let (whole, fraction) = number.positional(places: precision)
            return (whole, fraction, 0)
        }
        let pieces = finite.map(parts)
        let before = pieces.map(\.whole.count).max() ?? 0
        let after = pieces.map(\.fraction.count).max() ?? 0
        let powerDigits = Swift.max(2, pieces.map { String($0.power.magnitude).count }.max() ?? 2)
        let width = Swift.max(
            before + 1 + after + (isScientific ? powerDigits + 2 : 0),
            numbers.filter { !$0.value.isFinite }.map(\.nonFinite.count).max() ?? 0)
        return numbers.map { number in
            guard number.value.isFinite else { return number.nonFinite.indented(to: width) }
            if isScientific {
                let (whole, fraction, power) = number.scientific(places: after, isExact: true)
                let filled = fraction.padding(toLength: after, withPad: "0", startingAt: 0)
                return "\(whole).\(filled)e\(signed(power, digits: powerDigits))".indented(to: width)
            }
            let (whole, fraction) = number.positional(places: precision)
            return "\(whole).\(fraction.padding(toLength: after, withPad: " ", startingAt: 0))".indented(to: width)
        }
    }

    /// Whether numbers are so large, so small or so far apart that they are printed with powers of ten. As NumPy does,
    /// the bounds are compared in the numbers' own dtype.
    private static func needsPowers(_ magnitudes: [Double], _ dtype: DType) -> Bool {
        guard let least = magnitudes.min(), let greatest = magnitudes.max() else { return false }
        return greatest >= limit(dtype)
            || least < rounded(1e-4, to: dtype) || rounded(greatest / least, to: dtype) > 1000
    }

    /// 10 to the number of decimal digits that every number of the dtype keeps, at most 8.
    private static func limit(_ dtype: DType) -> Double {
        switch dtype {
        case .float16: 1e3
        case .bfloat16: 1e2
        case .float32: 1e6
        default: 1e8
        }
    }
}

extension String {
    /// With spaces before it, up to a width.
    fileprivate func indented(to width: Int) -> String {
        String(repeating: " ", count: Swift.max(width - count, 0)) + self
    }
}
