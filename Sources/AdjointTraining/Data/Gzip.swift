import Adjoint
import CZlib

/// Unpacks gzip data (RFC 1952) with the system's zlib.
///
/// - Parameters:
///   - bytes: one or more gzip members.
///   - limit: the most bytes that may come out: a small file can unpack to a very large one.
///   - source: what errors call the data.
/// - Returns: the contents of all members, one behind the other.
/// - Throws: `FileError` where the data is no gzip, is damaged or cut off, or would exceed the limit.
public func gunzip(_ bytes: [UInt8], limit: Int = 1 << 30, source: String = "gzip data") throws(FileError) -> [UInt8] {
    let inflater = try Inflater(ByteSource(bytes, name: source), limit: limit)
    var output: [UInt8] = []
    // Most data is one member, whose last bytes say how many come out; others do no harm.
    let said = bytes.count < 18 ? 0 : bytes.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    output.reserveCapacity(max(min(said, limit, Inflater.maximumBytes(from: bytes.count)), 0))
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        var failure: FileError?
        let count = piece.withUnsafeMutableBytes { (buffer) -> Int in
            do throws(FileError) { return try inflater.read(into: buffer) } catch { failure = error }
            return 0
        }
        if let failure { throw failure }
        if count == 0 { return output }
        output += piece[..<count]
    }
}

/// Unpacks gzip data piece by piece.
final class Inflater {
    private let stream: UnsafeMutablePointer<z_stream>
    private let source: ByteSource
    private let limit: Int
    /// Packed bytes, and how many of them are used.
    private var input: [UInt8] = []
    private var used = 0
    /// How many packed bytes are used, and unpacked ones made.
    private var consumed = 0
    private var produced = 0
    private var isAtEnd = false

    /// The most bytes that so many can unpack to: deflate makes at most 1,032 of one.
    static func maximumBytes(from count: Int) -> Int {
        let (bytes, overflow) = count.multipliedReportingOverflow(by: 1032)
        return overflow ? .max : bytes
    }

    init(_ source: ByteSource, limit: Int) throws(FileError) {
        (self.source, self.limit) = (source, limit)
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 16 + 15: a gzip header, and the largest window.
        guard inflateInit2_(stream, 16 + 15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw FileError(.unreadable, source.name, nil, "zlib could not start")
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Fills a buffer with the next unpacked bytes; gives how many there were: fewer than it takes only at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        var made = 0
        while made < buffer.count, !isAtEnd {
            made += try step(UnsafeMutableRawBufferPointer(rebasing: buffer[made...]))
        }
        return made
    }

    private func step(_ buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        if used == input.count {
            input = try source.read(consumed, min(source.count - consumed, 1 << 18))
            used = 0
        }
        let (portion, room) = (input.count - used, min(buffer.count, 1 << 30))
        let status = input.withUnsafeMutableBufferPointer { input in
            stream.pointee.next_in = input.baseAddress.map { $0 + used }
            stream.pointee.avail_in = UInt32(portion)
            stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
            stream.pointee.avail_out = UInt32(room)
            return inflate(stream, Z_NO_FLUSH)
        }
        let (taken, made) = (portion - Int(stream.pointee.avail_in), room - Int(stream.pointee.avail_out))
        used += taken
        consumed += taken
        produced += made
        guard produced <= limit else {
            throw FileError(.unsupported, source.name, nil, "unpacks to more than \(limit) bytes")
        }
        if status == Z_STREAM_END {
            isAtEnd = consumed == source.count
            guard isAtEnd || inflateReset(stream) == Z_OK else {
                throw FileError(.unreadable, source.name, nil, "zlib could not go on")
            }
        } else if status != Z_OK || taken + made == 0 {
            let isCut = consumed == source.count && (status == Z_OK || status == Z_BUF_ERROR)
            throw FileError(
                .malformed, source.name, .offset(consumed),
                isCut ? "the gzip data ends in the middle" : "the gzip data is damaged")
        }
        return made
    }
}
