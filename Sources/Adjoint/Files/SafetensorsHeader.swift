import Foundation

/// The header of a `.safetensors` file: the JSON object that names the tensors, read strictly.
///
/// Its form is fixed, `{"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, …}` with an optional
/// `"__metadata__": {"key": "text", …}`. It is checked as a whole and kept as it stands, with lists of where its
/// entries begin, which are smaller, however many there are. What an entry says is read when it is asked for.
struct SafetensorsHeader: Sendable {
    struct Entry: Sendable {
        let name: String
        let type: SafetensorsType
        let shape: HeaderCursor.Integers
        /// Where the elements lie, counted from the end of the header.
        let range: Range<Int>
    }

    /// An entry by the place of its name in the header, and where its elements lie.
    private struct Record: Sendable {
        let position: UInt32
        let begin: Int
        let end: Int
    }

    private let header: HeaderCursor
    private let file: String
    /// In the order of the data.
    private var records: [Record] = []
    /// The places of the tensors' names, and of the metadata's, in the order of the names' bytes.
    private var names: [UInt32] = []
    private var keys: [UInt32] = []

    /// Reads a header, of less than 4 GiB, that is followed by `dataCount` bytes, each of which must belong to one
    /// tensor.
    init(_ bytes: [UInt8], file: String, start: Int, dataCount: Int) throws(FileError) {
        header = HeaderCursor(bytes, file: file, start: start)
        self.file = file
        var cursor = header
        guard bytes.first == UInt8(ascii: "{") else { throw cursor.malformed("the header must begin with {") }
        var hasMetadata = false
        try cursor.object { cursor, key throws(FileError) in
            if cursor.string(of: key) == "__metadata__" {
                if hasMetadata { throw cursor.malformed("__metadata__ is there twice") }
                hasMetadata = true
                try readKeys(&cursor)
            } else {
                let range = try readEntry(&cursor, key).range
                if records.isEmpty { records.reserveCapacity(1 + cursor.quotesAhead / 10) }
                records.append(
                    Record(position: UInt32(key.range.lowerBound - 1), begin: range.lowerBound, end: range.upperBound))
            }
        }
        guard cursor.isAtEnd() else { throw cursor.malformed("text after the end of the header's object") }
        names = records.map(\.position)
        records.sort { ($0.begin, $0.end) < ($1.begin, $1.end) }
        if let twice = sort(&names) {
            throw FileError(.malformed, file, .tensor(name(at: twice)), "the name is there twice")
        }
        try checkRanges(dataCount, end: start + bytes.count)
    }

    /// The keys of the metadata, once to count them and once to keep them.
    private mutating func readKeys(_ cursor: inout HeaderCursor) throws(FileError) {
        var count = 0
        var ahead = cursor
        try ahead.object { cursor, _ throws(FileError) in
            count += 1
            _ = try cursor.text()
        }
        keys.reserveCapacity(count)
        try cursor.object { cursor, key throws(FileError) in
            keys.append(UInt32(key.range.lowerBound - 1))
            _ = try cursor.text()
        }
        guard let twice = sort(&keys) else { return }
        let key = try readPair(at: twice, &cursor).key
        throw cursor.malformed("__metadata__ has \(quoted(cursor.string(of: key))) twice")
    }

    private func checkRanges(_ dataCount: Int, end headerEnd: Int) throws(FileError) {
        var end = 0
        for record in records {
            guard record.begin == end, record.end <= dataCount else {
                throw FileError(
                    .malformed, file, .tensor(name(at: record.position)),
                    "its data_offsets are [\(record.begin), \(record.end)]: "
                        + "they must begin at \(end) and end within the \(dataCount) bytes of data")
            }
            end = record.end
        }
        guard end == dataCount else {
            throw FileError(.malformed, file, .offset(headerEnd + end), "\(dataCount - end) bytes belong to no tensor")
        }
    }

    // MARK: What it says

    /// The number of tensors.
    var count: Int { records.count }

    /// The name of the tensor at a place in the order of the data.
    func name(_ index: Int) -> String { name(at: records[index].position) }

    /// The tensor at a place in the order of the data.
    func entry(_ index: Int) throws(FileError) -> Entry { try entry(at: records[index].position) }

    /// The tensor of a name; nil where there is none.
    func entry(named name: String) throws(FileError) -> Entry? {
        var (low, high) = (0, names.count)
        let bytes = Array(name.utf8)
        while low < high {
            let middle = (low + high) / 2
            let found = contents(at: names[middle])
            if found == bytes { return try entry(at: names[middle]) }
            if found.lexicographicallyPrecedes(bytes) { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    /// The texts that go with the file.
    var metadata: [String: String] {
        var result = [String: String](minimumCapacity: keys.count)
        for position in keys {
            var cursor = header
            guard let pair = try? readPair(at: position, &cursor) else { continue }
            result[cursor.string(of: pair.key)] = cursor.string(of: pair.value)
        }
        return result
    }

    private func name(at position: UInt32) -> String { String(decoding: contents(at: position), as: UTF8.self) }

    private func contents(at position: UInt32) -> [UInt8] {
        var cursor = header
        cursor.position = Int(position)
        // It was read before.
        return (try? cursor.text()).map(cursor.contents) ?? []
    }

    private func entry(at position: UInt32) throws(FileError) -> Entry {
        var cursor = header
        cursor.position = Int(position)
        let key = try cursor.text()
        try cursor.expect(":")
        return try readEntry(&cursor, key)
    }

    /// Sorts places of names by the bytes of the names; gives the first place where a name is there again.
    private func sort(_ positions: inout [UInt32]) -> UInt32? {
        func isBefore(_ a: UInt32, _ b: UInt32) -> Bool {
            switch header.order(Int(a), Int(b)) {
            case .orderedAscending: true
            case .orderedSame: a < b
            case .orderedDescending: false
            }
        }
        positions.sort(by: isBefore)
        var twice: UInt32?
        for (first, second) in zip(positions, positions.dropFirst())
        where header.order(Int(first), Int(second)) == .orderedSame {
            twice = min(twice ?? second, second)
        }
        return twice
    }

    // MARK: The parts

    private func readPair(
        at position: UInt32, _ cursor: inout HeaderCursor
    ) throws(FileError) -> (key: HeaderCursor.Text, value: HeaderCursor.Text) {
        cursor.position = Int(position)
        let key = try cursor.text()
        try cursor.expect(":")
        return (key, try cursor.text())
    }

    private func readEntry(_ cursor: inout HeaderCursor, _ key: HeaderCursor.Text) throws(FileError) -> Entry {
        func malformed(_ cursor: HeaderCursor, _ message: String) -> FileError {
            FileError(.malformed, file, .tensor(cursor.string(of: key)), message)
        }
        var type: SafetensorsType?
        var shape: HeaderCursor.Integers?
        var offsets: HeaderCursor.Integers?
        try cursor.object { cursor, field throws(FileError) in
            switch cursor.string(of: field) {
            case "dtype" where type == nil:
                let text = try cursor.string()
                type = SafetensorsType(rawValue: text)
                if type == nil { throw malformed(cursor, "there is no dtype \(quoted(text))") }
            case "shape" where shape == nil: shape = try cursor.integers()
            case "data_offsets" where offsets == nil: offsets = try cursor.integers()
            case let name: throw malformed(cursor, "the field \(quoted(name)) is unknown or there twice")
            }
        }
        guard let type, let shape, let offsets else {
            throw malformed(cursor, "it needs dtype, shape and data_offsets")
        }
        guard offsets.count == 2, offsets.first[0] <= offsets.first[1] else {
            throw malformed(
                cursor, "its data_offsets are \(offsets.description): a begin and an end are needed")
        }
        let range = offsets.first[0]..<offsets.first[1]
        guard type.byteCount(ofElements: shape.product) == range.count else {
            throw malformed(
                cursor,
                "\(shape.description) of \(type.rawValue) does not fill the \(range.count) bytes of its data_offsets")
        }
        return Entry(name: cursor.string(of: key), type: type, shape: shape, range: range)
    }
}
