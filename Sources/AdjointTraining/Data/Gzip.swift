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
    var stream = z_stream()
    // 16 + 15: a gzip header, and the largest window.
    guard inflateInit2_(&stream, 16 + 15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
        throw FileError(.unreadable, source, nil, "zlib could not start")
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
        guard output.count + made <= limit else {
            throw FileError(.unsupported, source, nil, "unpacks to more than \(limit) bytes")
        }
        output += chunk[..<made]
        if status == Z_STREAM_END {
            if consumed == input.count { return output }
            guard inflateReset(&stream) == Z_OK else {
                throw FileError(.unreadable, source, nil, "zlib could not go on")
            }
        } else if status != Z_OK || used + made == 0 {
            let isCut = consumed == input.count && (status == Z_OK || status == Z_BUF_ERROR)
            throw FileError(
                .malformed, source, .offset(consumed),
                isCut ? "the gzip data ends in the middle" : "the gzip data is damaged")
        }
    }
}
