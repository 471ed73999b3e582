import Foundation

/// The header of a `.safetensors` file: the JSON object that names the tensors, read strictly.
///
/// Its form is fixed, `{"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, …}` with an optional
/// `"__metadata__": {"key": "text", …}`, so it is read directly, without recursion.
final class SafetensorsHeader {
    struct Entry: Sendable {
        let name: String
        let type: SafetensorsType
        let shape: [Int]
        /// Where the elements lie, counted from the end of the header.
        let range: Range<Int>
    }

    /// In the order of the data.
    private(set) var entries: [Entry] = []
    private(set) var metadata: [String: String] = [:]

    private let bytes: [UInt8]
    private let file: String
    /// Where the header begins in the file.
    private let start: Int
    private var position = 0

    /// Reads a header that is followed by `dataCount` bytes, each of which must belong to one tensor.
    init(_ header: Data, file: String, start: Int, dataCount: Int) throws(FileError) {
        bytes = Array(header)
        self.file = file
        self.start = start
        guard String(bytes: bytes, encoding: .utf8) != nil else { throw malformed("the header is not UTF-8") }
        guard bytes.first == UInt8(ascii: "{") else { throw malformed("the header must begin with {") }
        var hasMetadata = false
        try readObject { name throws(FileError) in
            if name == "__metadata__" {
                if hasMetadata { throw malformed("__metadata__ is there twice") }
                hasMetadata = true
                try readMetadata()
            } else {
                entries.append(try readEntry(name))
            }
        }
        skipSpace()
        guard position == bytes.count else { throw malformed("text after the end of the header's object") }
        try checkEntries(dataCount)
    }

    private func checkEntries(_ dataCount: Int) throws(FileError) {
        var names: Set<String> = []
        for entry in entries where !names.insert(entry.name).inserted {
            throw FileError(.malformed, file, .tensor(entry.name), "the name is there twice")
        }
        entries.sort { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
        var end = 0
        for entry in entries {
            guard entry.range.lowerBound == end, entry.range.upperBound <= dataCount else {
                throw FileError(
                    .malformed, file, .tensor(entry.name),
                    "its data_offsets are [\(entry.range.lowerBound), \(entry.range.upperBound)]: "
                        + "they must begin at \(end) and end within the \(dataCount) bytes of data")
            }
            end = entry.range.upperBound
        }
        guard end == dataCount else {
            throw FileError(
                .malformed, file, .offset(start + bytes.count + end), "\(dataCount - end) bytes belong to no tensor")
        }
    }

    // MARK: The parts

    private func readMetadata() throws(FileError) {
        try readObject { key throws(FileError) in
            let value = try readString()
            guard metadata.updateValue(value, forKey: key) == nil else {
                throw malformed("__metadata__ has \"\(key)\" twice")
            }
        }
    }

    private func readEntry(_ name: String) throws(FileError) -> Entry {
        var type: SafetensorsType?
        var shape: [Int]?
        var offsets: [Int]?
        try readObject { field throws(FileError) in
            switch field {
            case "dtype" where type == nil:
                let text = try readString()
                type = SafetensorsType(rawValue: text)
                if type == nil { throw FileError(.malformed, file, .tensor(name), "there is no dtype \"\(text)\"") }
            case "shape" where shape == nil: shape = try readIntegers()
            case "data_offsets" where offsets == nil: offsets = try readIntegers()
            default:
                throw FileError(.malformed, file, .tensor(name), "the field \"\(field)\" is unknown or there twice")
            }
        }
        guard let type, let shape, let offsets else {
            throw FileError(.malformed, file, .tensor(name), "it needs dtype, shape and data_offsets")
        }
        guard offsets.count == 2, offsets[0] <= offsets[1] else {
            throw FileError(
                .malformed, file, .tensor(name), "its data_offsets are \(offsets): a begin and an end are needed")
        }
        guard type.byteCount(of: shape) == offsets[1] - offsets[0] else {
            throw FileError(
                .malformed, file, .tensor(name),
                "\(shape) of \(type.rawValue) does not fill the \(offsets[1] - offsets[0]) bytes of its data_offsets")
        }
        return Entry(name: name, type: type, shape: shape, range: offsets[0]..<offsets[1])
    }

    // MARK: JSON

    private func malformed(_ message: String) -> FileError {
        FileError(.malformed, file, .offset(start + position), message)
    }

    private func skipSpace() {
        while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
    }

    /// Whether the next character is this one; it is then passed.
    private func accept(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private func expect(_ character: Unicode.Scalar) throws(FileError) {
        if !accept(character) { throw malformed("\(character) is needed in the header") }
    }

    /// `{"key": value, …}`: calls `readValue` with each key.
    private func readObject(_ readValue: (String) throws(FileError) -> Void) throws(FileError) {
        try expect("{")
        if accept("}") { return }
        repeat {
            let key = try readString()
            try expect(":")
            try readValue(key)
        } while accept(",")
        try expect("}")
    }

    /// `[0, 24]`: whole numbers, at least 0.
    private func readIntegers() throws(FileError) -> [Int] {
        try expect("[")
        var result: [Int] = []
        if accept("]") { return result }
        repeat {
            skipSpace()
            let first = position
            while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
            let digits = bytes[first..<position]
            let isPlain = digits.count == 1 || digits.first != 0x30
            guard isPlain, let number = Int(String(decoding: digits, as: UTF8.self)) else {
                position = first
                throw malformed("a whole number in 0...\(Int.max) is needed")
            }
            result.append(number)
        } while accept(",")
        try expect("]")
        return result
    }

    private func readString() throws(FileError) -> String {
        try expect("\"")
        var text: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            guard byte >= 0x20 else { throw malformed("a control character in a string") }
            position += 1
            if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
            if byte == UInt8(ascii: "\\") {
                text += Array(String(try readEscape()).utf8)
            } else {
                text.append(byte)
            }
        }
        throw malformed("a string without an end")
    }

    /// What follows a backslash.
    private func readEscape() throws(FileError) -> Unicode.Scalar {
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
            let first = try readHexadecimal()
            guard (0xD800..<0xDC00).contains(first) else {
                if let scalar = Unicode.Scalar(first) { return scalar }
                throw malformed("half of a surrogate pair")
            }
            guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
                bytes[position + 1] == UInt8(ascii: "u")
            else { throw malformed("half of a surrogate pair") }
            position += 2
            let second = try readHexadecimal()
            guard (0xDC00..<0xE000).contains(second),
                let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
            else { throw malformed("half of a surrogate pair") }
            return scalar
        default: throw malformed("an unknown escape in a string")
        }
    }

    private func readHexadecimal() throws(FileError) -> UInt32 {
        let digits = bytes[position..<min(position + 4, bytes.count)]
        guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let number = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw malformed("four hexadecimal digits are needed") }
        position += 4
        return number
    }
}
