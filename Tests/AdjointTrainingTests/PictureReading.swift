import CZlib
import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// An SVG document as an XML parser reads it.
final class ReadPicture: NSObject, XMLParserDelegate {
    struct Element {
        let name: String
        let attributes: [String: String]
        var text = ""
    }

    private(set) var elements: [Element] = []
    private(set) var error: (any Error)?
    private var open: [Int] = []

    init(_ svg: String) {
        super.init()
        let parser = XMLParser(data: Data(svg.utf8))
        parser.delegate = self
        if !parser.parse() { error = parser.parserError ?? CocoaError(.fileReadCorruptFile) }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        open.append(elements.count)
        elements.append(Element(name: name, attributes: attributes))
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        if let index = open.last { elements[index].text += text }
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        open.removeLast()
    }

    func all(_ name: String) -> [[String: String]] { elements.filter { $0.name == name }.map(\.attributes) }

    var texts: [String] { elements.filter { $0.name == "text" }.map(\.text) }

    /// The curves, without markers and the symbols of the legend.
    var curves: [String] {
        all("path").filter { $0["class"] != "marker" }.compactMap { $0["d"] }.filter { !$0.contains("h28") }
    }

    /// The paths of the markers, in the order in which they are drawn.
    var markers: [String] { all("path").filter { $0["class"] == "marker" }.compactMap { $0["d"] } }

    /// The images that the document carries.
    var images: [ReadPNG] { all("image").compactMap { $0["href"].flatMap(ReadPNG.init) } }
}

/// A PNG image read by the letter of the standard: signature, chunks with their checks, rows without a filter.
struct ReadPNG {
    let width: Int
    let height: Int
    /// As the header has it.
    let colourType: UInt8
    /// Without the byte that begins each row.
    let bytes: [UInt8]

    init?(address: String) {
        let start = "data:image/png;base64,"
        guard address.hasPrefix(start), let data = Data(base64Encoded: String(address.dropFirst(start.count))) else {
            return nil
        }
        var rest = Array(data)[...]
        func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }
        guard rest.prefix(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] else { return nil }
        rest = rest.dropFirst(8)
        var chunks: [String: [UInt8]] = [:]
        while rest.count >= 12 {
            let length = number(rest.prefix(4))
            let body = Array(rest.dropFirst(4).prefix(4 + length))
            let check = number(rest.dropFirst(8 + length).prefix(4))
            guard body.count == 4 + length, check == Int(crc32(0, body, UInt32(body.count))) else { return nil }
            chunks[String(decoding: body.prefix(4), as: UTF8.self)] = Array(body.dropFirst(4))
            rest = rest.dropFirst(12 + length)
        }
        guard rest.isEmpty, chunks["IEND"] == [], let header = chunks["IHDR"], header.count == 13, header[8] == 8,
            header[10...] == [0, 0, 0], let packed = chunks["IDAT"]
        else { return nil }
        (width, height, colourType) = (number(header[0..<4]), number(header[4..<8]), header[9])
        guard let samples = [0: 1, 2: 3, 6: 4][colourType] else { return nil }
        let stride = width * samples + 1
        var length = UInt(stride * height)
        var rows = [UInt8](repeating: 0, count: Int(length))
        guard uncompress(&rows, &length, packed, UInt(packed.count)) == Z_OK, Int(length) == rows.count else {
            return nil
        }
        guard (0..<height).allSatisfy({ rows[$0 * stride] == 0 }) else { return nil }
        bytes = rows.enumerated().filter { $0.offset % stride != 0 }.map(\.element)
    }
}
