import CZlib

/// What is wrong with data from outside.
public struct DataError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file or the kind of data.
    public let source: String
    /// What is wrong, and where.
    public let message: String
    /// `source: message`.
    public var description: String { "\(source): \(message)" }

    /// An error about `source`.
    public init(_ source: String, _ message: String) {
        self.source = source
        self.message = message
    }
}

/// Unpacks gzip data (RFC 1952) with the system's zlib.
///
/// - Parameters:
///   - bytes: one or more gzip members.
///   - limit: the most bytes that may come out: a small file can unpack to a very large one.
///   - source: what errors call the data.
/// - Returns: the contents of all members, one behind the other.
/// - Throws: `DataError` where the data is no gzip, is damaged or cut off, or would exceed the limit.
public func gunzip(_ bytes: [UInt8], limit: Int = 1 << 30, source: String = "gzip data") throws -> [UInt8] {
    var stream = z_stream()
    // 16 + 15: a gzip header, and the largest window.
    guard inflateInit2_(&stream, 16 + 15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
        throw DataError(source, "zlib could not start")
    }
    defer { inflateEnd(&stream) }
    var input = bytes
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    var consumed = 0
    while true {
        let portion = min(input.count - consumed, 1 << 20)
        let (status, used, made) = input.withUnsafeMutableBufferPointer { input in
            chunk.withUnsafeMutableBufferPointer { chunk in
                stream.next_in = input.baseAddress.map { $0 + consumed }
                stream.avail_in = UInt32(portion)
                stream.next_out = chunk.baseAddress
                stream.avail_out = UInt32(chunk.count)
                let status = inflate(&stream, Z_NO_FLUSH)
                return (status, portion - Int(stream.avail_in), chunk.count - Int(stream.avail_out))
            }
        }
        consumed += used
        guard output.count + made <= limit else { throw DataError(source, "unpacks to more than \(limit) bytes") }
        output += chunk[..<made]
        if status == Z_STREAM_END {
            if consumed == input.count { return output }
            guard inflateReset(&stream) == Z_OK else { throw DataError(source, "zlib could not go on") }
        } else if status != Z_OK || used + made == 0 {
            let isCut = consumed == input.count && (status == Z_OK || status == Z_BUF_ERROR)
            throw DataError(
                source, isCut ? "ends in the middle, after \(consumed) bytes" : "is damaged near byte \(consumed)")
        }
    }
}
