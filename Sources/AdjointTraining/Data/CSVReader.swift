import Adjoint

/// Cuts a table in CSV (RFC 4180) into fields. Lines end with LF or CR LF; empty ones are passed over, and so are blanks
/// before and after quotes.
struct CSVReader {
    /// A field, and where it stands.
    struct Field {
        /// What it says, without quotes.
        let text: ArraySlice<UInt8>
        /// Whether it stands in quotes, where blanks belong to it.
        let isQuoted: Bool
        /// The first byte, counted from the beginning of the file.
        let offset: Int
        /// Counted from 1.
        let line: Int
        /// Whether the row ends here.
        let isLast: Bool
    }

    private let bytes: [UInt8]
    private let source: String
    private let separator: UInt8
    private var position: Int
    private var line = 1
    private var isInRow = false

    private static let quote = UInt8(ascii: "\"")
    private static let newline = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    init(_ bytes: [UInt8], source: String, separator: UInt8) {
        (self.bytes, self.source, self.separator) = (bytes, source, separator)
        position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0  // a byte-order mark
    }

    /// The next field; nil at the end.
    mutating func next() throws(FileError) -> Field? {
        while !isInRow, let length = lineEnd() {
            position += length
            line += 1
        }
        guard position < bytes.count || isInRow else { return nil }
        let (offset, startLine) = (position, line)
        let start = afterBlanks()
        let isQuoted = start < bytes.count && bytes[start] == Self.quote
        if isQuoted { position = start }
        let text = isQuoted ? try quoted() : try plain()
        if isQuoted { position = afterBlanks() }
        if position < bytes.count, bytes[position] == separator {
            position += 1
            isInRow = true
        } else {
            isInRow = false
            if position < bytes.count {
                guard let length = lineEnd() else {
                    throw malformed(
                        position, line,
                        isQuoted ? "what follows a closing quote is no separator" : "a carriage return stands alone")
                }
                position += length
                line += 1
            }
        }
        return Field(text: text, isQuoted: isQuoted, offset: offset, line: startLine, isLast: !isInRow)
    }

    /// Where the blanks that stand here end.
    private func afterBlanks() -> Int {
        var end = position
        while end < bytes.count, bytes[end] == 32 || bytes[end] == 9, bytes[end] != separator { end += 1 }
        return end
    }

    /// The length of the line's end that stands here; nil where none does.
    private func lineEnd() -> Int? {
        guard position < bytes.count else { return nil }
        if bytes[position] == Self.newline { return 1 }
        let isPair =
            bytes[position] == Self.carriageReturn && position + 1 < bytes.count && bytes[position + 1] == Self.newline
        return isPair ? 2 : nil
    }

    private mutating func plain() throws(FileError) -> ArraySlice<UInt8> {
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte == separator || byte == Self.newline || byte == Self.carriageReturn { break }
            if byte == Self.quote { throw malformed(position, line, "a quote stands inside a field without quotes") }
            position += 1
        }
        return bytes[start..<position]
    }

    /// The text between quotes, where two quotes are one.
    private mutating func quoted() throws(FileError) -> ArraySlice<UInt8> {
        let (opening, openingLine) = (position, line)
        var text: [UInt8] = []
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == Self.quote {
                guard position < bytes.count, bytes[position] == Self.quote else { return text[...] }
                position += 1
            }
            if byte == Self.newline { line += 1 }
            text.append(byte)
        }
        throw malformed(opening, openingLine, "a quote is opened and never closed")
    }

    private func malformed(_ offset: Int, _ line: Int, _ message: String) -> FileError {
        FileError(.malformed, source, .offset(offset), "\(message) (line \(line))")
    }
}
