import Foundation

/// An SVG document as it grows, element by element.
struct Drawing {
    private var body = ""

    /// Appends an element. Numbers are rounded to a tenth of a pixel; texts are escaped.
    mutating func add(
        _ name: String, _ attributes: KeyValuePairs<String, any CustomStringConvertible>, text: String? = nil
    ) {
        body += "<\(name)"
        for (key, value) in attributes {
            body += " \(key)=\"\((value as? Double).map(Self.number) ?? Self.escaped(value.description))\""
        }
        body += text.map { ">\(Self.escaped($0))</\(name)>\n" } ?? "/>\n"
    }

    /// Appends a text that starts, has its middle or ends at `x`, with its middle line at `y`.
    mutating func text(_ text: String, _ x: Double, _ y: Double, anchor: Anchor = .start, style: String = "label") {
        add("text", ["class": style, "x": x, "y": y + 4, "text-anchor": anchor.rawValue], text: text)
    }

    enum Anchor: String { case start, middle, end }

    /// The document, with what screen readers call it, and further rules for its classes.
    func document(width: Double, height: Double, title: String, style: String = "") -> String {
        let (width, height) = (Self.number(width.rounded(.up)), Self.number(height.rounded(.up)))
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
            viewBox="0 0 \(width) \(height)" role="img">
            <title>\(Self.escaped(title))</title>
            <style>\(Theme.rules)\(style)</style>
            \(body)</svg>

            """
    }

    /// A number rounded to one decimal place.
    static func number(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e9 else { return "0" }
        let tenths = Int((value * 10).rounded())
        let whole = "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10)"
        return abs(tenths) % 10 == 0 ? (tenths == 0 ? "0" : whole) : "\(whole).\(abs(tenths) % 10)"
    }

    /// A text in which nothing can be taken for markup; characters that XML does not allow become spaces.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// About how wide a text becomes: the fonts of the reader are not known.
    static func width(of text: String, style: String = "label") -> Double {
        text.reduce(0) { $0 + ($1.unicodeScalars.contains { $0.value >= 0x1100 && $0.value != 0x2026 } ? 1.1 : 0.6) }
            * (style == "title" ? 16.5 : 12)
    }
}

/// The colours and fonts of all pictures.
enum Theme {
    /// Red, green and blue from 0 to 255.
    struct Colour: Hashable, Sendable {
        let red, green, blue: UInt8

        init(_ hex: UInt32) {
            (red, green, blue) = (UInt8(hex >> 16 & 255), UInt8(hex >> 8 & 255), UInt8(hex & 255))
        }

        var css: String { String(format: "#%02x%02x%02x", red, green, blue) }

        /// The colour a share of the way to another.
        func mixed(with other: Colour, _ share: Double) -> Colour {
            func mix(_ a: UInt8, _ b: UInt8) -> UInt32 {
                UInt32((Double(a) + (Double(b) - Double(a)) * share).rounded())
            }
            return Colour(mix(red, other.red) << 16 | mix(green, other.green) << 8 | mix(blue, other.blue))
        }

        /// The relative luminance, 0 for black and 1 for white (WCAG 2.2, "relative luminance").
        var luminance: Double {
            func linear(_ value: UInt8) -> Double {
                let share = Double(value) / 255
                return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
            }
            return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
        }

        /// The contrast of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio").
        func contrast(to other: Colour) -> Double {
            let (a, b) = (luminance + 0.05, other.luminance + 0.05)
            return max(a, b) / min(a, b)
        }

        /// Black or white: what is easier to read on this colour.
        var ink: Colour {
            let (black, white) = (Colour(0x000000), Colour(0xFFFFFF))
            return contrast(to: black) > contrast(to: white) ? black : white
        }
    }

    /// The page and the text, light and dark.
    static let light = (page: Colour(0xFFFFFF), text: Colour(0x656D76))
    static let dark = (page: Colour(0x0D1117), text: Colour(0x8B949E))

    /// Colours for series and classes, after Okabe and Ito ("Color Universal Design", 2008), with the light ones
    /// darkened so that each stands out from a light and from a dark page at 3 : 1 or better.
    static let palette = [0x0072B2, 0xD55E00, 0x009E73, 0xC4689A, 0xA87C00, 0x3F94C4, 0x7F7F7F].map(Colour.init)

    /// The dashes that tell series apart without colour.
    static let dashes = ["", "8 4", "2 3", "10 3 2 3", "16 4", "4 4", "10 3 2 3 2 3", "20 4 2 4"]

    static func colour(_ index: Int) -> String { palette[index % palette.count].css }

    static func dash(_ index: Int) -> String { dashes[index % dashes.count] }

    /// Grey that shows on any page.
    static let line = "#818b98"

    static let rules = """
        svg{color-scheme:light dark;font-family:system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif}\
        .title{font-size:15px;font-weight:600}.label{font-size:12px}text{fill:\(light.text.css)}\
        @media(prefers-color-scheme:dark){text{fill:\(dark.text.css)}}
        """
}
