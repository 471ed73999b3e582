import Foundation

/// A place in the text of a header, and the parts of JSON that can be read from there on, without recursion and without
/// copies of what is only passed over.
struct HeaderCursor: Sendable {
    let bytes: [UInt8]
    var position = 0
    private let file: String
    /// Where the header begins in the file.
    private let start: Int

    init(_ bytes: [UInt8], file: String, start: Int) {
        self.bytes = bytes
        self.file = file
        self.start = start
    }

    /// An error at this place.
    func malformed(_ message: String) -> FileError {
        FileError(.malformed, file, .offset(start + position), message)
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    /// Passes white space and tells whether the header ends here.
    mutating func isAtEnd() -> Bool {
        skipSpace()
        return position == bytes.count
    }

    /// Whether the next character is this one; it is then passed.
    mutating func accept(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    mutating func expect(_ character: Unicode.Scalar) throws(FileError) {
        if !accept(character) { throw malformed("\(character) is needed in the header") }
    }

    /// `{"key": value, …}`: calls `readValue` after each key.
    mutating func object(
        _ readValue: (inout HeaderCursor, _ key: Text) throws(FileError) -> Void
    ) throws(FileError) {
        try expect("{")
        if accept("}") { return }
        repeat {
            let key = try text()
            try expect(":")
            try readValue(&self, key)
        } while accept(",")
        try expect("}")
    }

    /// How many quotes follow.
    var quotesAhead: Int {
        bytes.withUnsafeBufferPointer { bytes in
            var count = 0
            for byte in bytes[position...] where byte == UInt8(ascii: "\"") { count += 1 }
            return count
        }
    }

    // MARK: Numbers

    /// Whole numbers, at least 0, of which the first are kept.
    struct Integers {
        /// The first ones.
        private(set) var first: [Int] = []
        private(set) var count = 0
        /// Of all; nil where it is too large.
        private(set) var product: Int? = 1

        mutating func append(_ number: Int) {
            if first.count < 16 { first.append(number) }
            count += 1
            product = product.flatMap {
                let (product, overflow) = $0.multipliedReportingOverflow(by: number)
                return overflow ? nil : product
            }
        }

        /// `[2, 3]`
        var description: String { count > first.count ? "\(first.description.dropLast()), …]" : "\(first)" }
    }

    /// `[0, 24]`.
    mutating func integers() throws(FileError) -> Integers {
        try expect("[")
        var result = Integers()
        if accept("]") { return result }
        repeat { result.append(try integer()) } while accept(",")
        try expect("]")
        return result
    }

    private mutating func integer() throws(FileError) -> Int {
        skipSpace()
        let first = position
        var number: Int? = 0
        while position < bytes.count, (0x30...0x39).contains(bytes[position]) {
            let digit = Int(bytes[position] - 0x30)
            number = number.flatMap {
                let (product, isLarge) = $0.multipliedReportingOverflow(by: 10)
                let (sum, isLarger) = product.addingReportingOverflow(digit)
                return isLarge || isLarger ? nil : sum
            }
            position += 1
        }
        let isPlain = position == first + 1 || position > first && bytes[first] != 0x30
        guard isPlain, let number else {
            position = first
            throw malformed("a whole number in 0...\(Int.max) is needed")
        }
        return number
    }

    // MARK: Strings

    /// Where a string stands between its quotes, and whether what stands there is what it says, without escapes.
    struct Text {
        let range: Range<Int>
        let isPlain: Bool
    }

    /// Passes a string.
    mutating func text() throws(FileError) -> Text {
        try expect("\"")
        let first = position
        var (isPlain, isASCII) = (true, true)
        while position < bytes.count {
            let byte = bytes[position]
            guard byte >= 0x20 else { throw malformed("a control character in a string") }
            position += 1
            if byte == UInt8(ascii: "\"") {
                let range = first..<position - 1
                if !isASCII, String(bytes: bytes[range], encoding: .utf8) == nil {
                    position = first
                    throw malformed("the header is not UTF-8")
                }
                return Text(range: range, isPlain: isPlain)
            }
            if byte == UInt8(ascii: "\\") {
                isPlain = false
                _ = try escape()
            } else if byte >= 0x80 {
                isASCII = false
            }
        }
        throw malformed("a string without an end")
    }

    /// The order of the bytes of two strings, which were read before, by the places of their first quotes.
    func order(_ first: Int, _ second: Int) -> ComparisonResult {
        var cursors = (self, self)
        (cursors.0.position, cursors.1.position) = (first, second)
        guard let a = try? cursors.0.text(), let b = try? cursors.1.text() else { return .orderedSame }
        guard a.isPlain, b.isPlain else { return Self.order(contents(of: a), contents(of: b)) }
        return Self.order(bytes[a.range], bytes[b.range])
    }

    private static func order<Bytes: Collection<UInt8>>(_ a: Bytes, _ b: Bytes) -> ComparisonResult {
        if a.elementsEqual(b) { return .orderedSame }
        return a.lexicographicallyPrecedes(b) ? .orderedAscending : .orderedDescending
    }

    /// The string's bytes, in UTF-8.
    func contents(of text: Text) -> [UInt8] {
        if text.isPlain { return Array(bytes[text.range]) }
        var result: [UInt8] = []
        var cursor = self
        cursor.position = text.range.lowerBound
        while cursor.position < text.range.upperBound {
            let byte = bytes[cursor.position]
            cursor.position += 1
            if byte == UInt8(ascii: "\\"), let scalar = try? cursor.escape() {
                result += UTF8.encode(scalar).map { Array($0) } ?? []
            } else {
                result.append(byte)
            }
        }
        return result
    }

    /// The string.
    func string(of text: Text) -> String {
        text.isPlain
            ? String(decoding: bytes[text.range], as: UTF8.self) : String(decoding: contents(of: text), as: UTF8.self)
    }

    /// Passes a string and gives it.
    mutating func string() throws(FileError) -> String { string(of: try text()) }

    /// What follows a backslash.
    private mutating func escape() throws(FileError) -> Unicode.Scalar {
        guard position < bytes.count else { throw malformed("a string without an end") }
        let byte = bytes[position]
        position += 1
        switch Unicode.Scalar(byte) {
        case "\"", "\\", "/": return Unicode.Scalar(byte)
        case "b": return "\u{8}"
        case "f": return "\u{C}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "u":
            let first = try hexadecimal()
            guard (0xD800..<0xDC00).contains(first) else {
                if let scalar = Unicode.Scalar(first) { return scalar }
                throw malformed("half of a surrogate pair")
            }
            guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
                bytes[position + 1] == UInt8(ascii: "u")
            else { throw malformed("half of a surrogate pair") }
            position += 2
            let second = try hexadecimal()
            guard (0xDC00..<0xE000).contains(second),
                let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
            else { throw malformed("half of a surrogate pair") }
            return scalar
        default: throw malformed("an unknown escape in a string")
        }
    }

    private mutating func hexadecimal() throws(FileError) -> UInt32 {
        let digits = bytes[position..<min(position + 4, bytes.count)]
        guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let number = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw malformed("four hexadecimal digits are needed") }
        position += 4
        return number
    }
}
