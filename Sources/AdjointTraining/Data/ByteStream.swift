import Adjoint
import Foundation

/// The bytes of a file one after the other, unpacked if they are gzip data, whatever the file is called. Only a piece
/// of them is in memory at a time.
final class ByteStream {
    /// What errors call it.
    let name: String
    /// The number of bytes that came out.
    private(set) var position = 0
    /// No more than this come out.
    let maximumBytes: Int
    /// The most that may.
    let limit: Int
    private let source: ByteSource
    private var inflater: Inflater?

    /// - Parameters:
    ///   - file: a regular file.
    ///   - limit: the most bytes, packed and unpacked, that are read: 1 GiB.
    /// - Throws: `FileError` where the file cannot be read or is too large.
    convenience init(_ file: URL, limit: Int = 1 << 30) throws(FileError) {
        try self.init(ByteSource(file), limit: limit)
    }

    init(_ source: ByteSource, limit: Int = 1 << 30) throws(FileError) {
        (self.source, self.limit) = (source, limit)
        name = source.name
        guard source.count <= limit else {
            throw FileError(.unsupported, name, nil, "has more than \(limit) bytes")
        }
        if source.count >= 2, try source.read(0, 2) == [0x1F, 0x8B] {
            inflater = try Inflater(source, limit: limit)
            maximumBytes = min(limit, Inflater.maximumBytes(from: source.count))
        } else {
            maximumBytes = source.count
        }
    }

    /// Whether the file is gzip data.
    var isPacked: Bool { inflater != nil }

    /// The same bytes again.
    func restarted() throws(FileError) -> ByteStream { try ByteStream(source, limit: limit) }

    /// Fills a buffer with the next bytes; gives how many there were: fewer than it takes only at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        var count = min(buffer.count, source.count - position)
        if let inflater {
            count = try inflater.read(into: buffer)
        } else {
            try source.read(position, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]))
        }
        position += count
        return count
    }

    /// The next bytes, at most `count`.
    func read(_ count: Int) throws(FileError) -> [UInt8] {
        var failure: FileError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, made in
            do throws(FileError) {
                made = try read(into: UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: count))
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Passes what is left, at most `count` bytes; gives how many there were.
    func skip(_ count: Int = .max) throws(FileError) -> Int {
        let start = position
        while position - start < count {
            if try read(min(1 << 16, count - (position - start))).isEmpty { break }
        }
        return position - start
    }
}

/// The bytes of a file, unpacked if they are gzip data, whatever the file is called.
///
/// - Parameters:
///   - file: a regular file.
///   - limit: the most bytes, packed and unpacked, that are taken into memory: 1 GiB.
/// - Throws: `FileError` where the file cannot be read, is damaged or too large.
func contents(of file: URL, limit: Int = 1 << 30) throws(FileError) -> [UInt8] {
    let source = try ByteSource(file)
    guard source.count <= limit else {
        throw FileError(.unsupported, file.path, nil, "has more than \(limit) bytes")
    }
    let bytes = try source.read(0, source.count)
    return bytes.starts(with: [0x1F, 0x8B]) ? try gunzip(bytes, limit: limit, source: file.path) : bytes
}

/// The lines of a text, which end with LF, of at most 1 MiB.
struct LineReader {
    private let stream: ByteStream
    private var piece: [UInt8] = []
    private var index = 0
    private var offset = 0
    private var isAtEnd = false

    init(_ stream: ByteStream) { self.stream = stream }

    /// The next line without its end, and the place of its first byte; nil after the last.
    mutating func next() throws(FileError) -> (text: [UInt8], offset: Int)? {
        let start = offset
        var line: [UInt8] = []
        while true {
            if index == piece.count {
                piece = try stream.read(1 << 16)
                index = 0
                if piece.isEmpty {
                    let isThere = !isAtEnd && !line.isEmpty
                    isAtEnd = true
                    return isThere ? (line, start) : nil
                }
            }
            let end = piece[index...].firstIndex(of: UInt8(ascii: "\n"))
            line += piece[index..<(end ?? piece.count)]
            guard line.count <= 1 << 20 else {
                throw FileError(.malformed, stream.name, .offset(start), "a line has more than 1048576 bytes")
            }
            offset += (end ?? piece.count) - index
            index = end ?? piece.count
            if end != nil {
                index += 1
                offset += 1
                return (line, start)
            }
        }
    }
}
