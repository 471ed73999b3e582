import Adjoint
import Foundation

/// The bytes of a file, unpacked if they are gzip data, whatever the file is called.
///
/// - Parameters:
///   - file: a regular file.
///   - limit: the most bytes, packed and unpacked, that are taken into memory: 1 GiB.
/// - Throws: `FileError` where the file cannot be read, is damaged or too large.
func contents(of file: URL, limit: Int = 1 << 30) throws(FileError) -> [UInt8] {
    let bytes: [UInt8]
    do {
        // A pipe would make the process wait for a writer.
        let attributes = try FileManager.default.attributesOfItem(atPath: file.resolvingSymlinksInPath().path)
        guard attributes[.type] as? FileAttributeType == .typeRegular else {
            throw FileError(.unreadable, file.path, nil, "it is not a regular file")
        }
        let handle = try FileHandle(forReadingFrom: file)
        defer { try? handle.close() }
        guard try handle.seekToEnd() <= UInt64(limit) else {
            throw FileError(.unsupported, file.path, nil, "has more than \(limit) bytes")
        }
        try handle.seek(toOffset: 0)
        bytes = try [UInt8](handle.read(upToCount: limit) ?? Data())
    } catch {
        throw error as? FileError ?? FileError(.unreadable, file.path, nil, error.localizedDescription)
    }
    return bytes.starts(with: [0x1F, 0x8B]) ? try gunzip(bytes, limit: limit, source: file.path) : bytes
}
