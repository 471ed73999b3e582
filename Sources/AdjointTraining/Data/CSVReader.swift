import Adjoint

/// A row of a table in CSV. Its fields share one piece of memory.
struct CSVRow {
    /// A field, and where it stands.
    struct Field {
        /// What it says, without quotes.
        let text: ArraySlice<UInt8>
        /// Whether it stands in quotes, where blanks belong to it.
        let isQuoted: Bool
        /// The first byte, counted from the beginning of the file.
        let offset: Int
    }

    /// The texts of the fields, one behind the other; for each, where it ends, and where it begins in the file, counted
    /// from the beginning of the row: files have less than 4 GiB.
    fileprivate var bytes: [UInt8] = []
    fileprivate var ends: [UInt32] = []
    fileprivate var offsets: [UInt32] = []
    fileprivate var areQuoted: [Bool] = []
    fileprivate var (start, line) = (0, 0)

    /// The positions of the fields.
    var indices: Range<Int> { ends.indices }
    /// How many fields there are.
    var count: Int { ends.count }

    /// A field by its position.
    subscript(index: Int) -> Field {
        let begin = index == 0 ? 0 : Int(ends[index - 1])
        return Field(
            text: bytes[begin..<Int(ends[index])], isQuoted: areQuoted[index], offset: start + Int(offsets[index]))
    }

    /// The line of a field, counted from 1. The fields before it can have line ends in them, so this goes through all
    /// of them: for errors.
    func line(of index: Int) -> Int {
        let begin = index == 0 ? 0 : Int(ends[index - 1])
        return line + bytes[..<begin].count { $0 == UInt8(ascii: "\n") }
    }

    fileprivate mutating func begin(at start: Int, line: Int) {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        offsets.removeAll(keepingCapacity: true)
        areQuoted.removeAll(keepingCapacity: true)
        (self.start, self.line) = (start, line)
    }
}

/// Cuts a table in CSV (RFC 4180) into rows. Lines end with LF or CR LF; empty ones are passed over, and so are blanks
/// before and after quotes.
struct CSVReader {
    private let stream: ByteStream
    private let separator: UInt8
    /// The bytes at hand, which of them is the next, and where the first one stands in the file.
    private var piece: [UInt8]
    private var index = 0
    private var origin = 0
    private var line = 1

    private static let quote = UInt8(ascii: "\"")
    private static let newline = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let pieceSize = 1 << 16

    init(_ stream: ByteStream, separator: UInt8) throws(FileError) {
        (self.stream, self.separator) = (stream, separator)
        piece = try stream.read(Self.pieceSize)
        if let foreign = foreignFormat(Array(piece.prefix(foreignFormatLength)), insteadOfText: true) {
            throw FileError(.malformed, stream.name, .offset(0), "this is no CSV: \(foreign)")
        }
        index = piece.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0  // a byte-order mark
    }

    private var position: Int { origin + index }

    /// The next byte; nil at the end.
    private mutating func peek() throws(FileError) -> UInt8? {
        if index < piece.count { return piece[index] }
        if piece.isEmpty { return nil }
        origin += piece.count
        piece = try stream.read(Self.pieceSize)
        index = 0
        return piece.first
    }

    /// Reads the next row; false at the end.
    mutating func next(_ row: inout CSVRow) throws(FileError) -> Bool {
        while let byte = try peek(), byte == Self.newline || byte == Self.carriageReturn {
            try passLineEnd(isQuoted: false)
        }
        guard try peek() != nil else { return false }
        row.begin(at: position, line: line)
        while true {
            row.offsets.append(UInt32(position - row.start))
            let begin = row.bytes.count
            while let byte = try peek(), isBlank(byte) {
                row.bytes.append(byte)
                index += 1
            }
            let isQuoted = try peek() == Self.quote
            if isQuoted {
                row.bytes.removeSubrange(begin...)
                try readQuoted(&row)
                while let byte = try peek(), isBlank(byte) { index += 1 }
            } else {
                try readPlain(&row)
            }
            row.areQuoted.append(isQuoted)
            row.ends.append(UInt32(row.bytes.count))
            guard let byte = try peek() else { return true }
            guard byte == separator else {
                try passLineEnd(isQuoted: isQuoted)
                return true
            }
            index += 1
        }
    }

    private func isBlank(_ byte: UInt8) -> Bool { (byte == 32 || byte == 9) && byte != separator }

    private mutating func passLineEnd(isQuoted: Bool) throws(FileError) {
        let (start, startLine) = (position, line)
        func malformed() -> FileError {
            error(
                start, startLine,
                isQuoted ? "what follows a closing quote is no separator" : "a carriage return stands alone")
        }
        if try peek() == Self.carriageReturn { index += 1 }
        guard try peek() == Self.newline else { throw malformed() }
        index += 1
        line += 1
    }

    private mutating func readPlain(_ row: inout CSVRow) throws(FileError) {
        while let byte = try peek() {
            if byte == separator || byte == Self.newline || byte == Self.carriageReturn { return }
            if byte == Self.quote { throw error(position, line, "a quote stands inside a field without quotes") }
            row.bytes.append(byte)
            index += 1
        }
    }

    /// The text between quotes, where two quotes are one.
    private mutating func readQuoted(_ row: inout CSVRow) throws(FileError) {
        let (opening, openingLine) = (position, line)
        index += 1
        while let byte = try peek() {
            index += 1
            if byte == Self.quote {
                guard try peek() == Self.quote else { return }
                index += 1
            }
            if byte == Self.newline { line += 1 }
            row.bytes.append(byte)
        }
        throw error(opening, openingLine, "a quote is opened and never closed")
    }

    private func error(_ offset: Int, _ line: Int, _ message: String) -> FileError {
        FileError(.malformed, stream.name, .offset(offset), "\(message) (line \(line))")
    }
}
