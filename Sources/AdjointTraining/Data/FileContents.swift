import Adjoint
import Foundation

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
