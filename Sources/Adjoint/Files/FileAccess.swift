import Foundation

/// The bytes of a file, or of data in memory, read in parts.
package final class ByteSource: @unchecked Sendable {
    /// What errors call it.
    let name: String
    /// The number of bytes.
    package let count: Int
    private let data: Data
    private let handle: FileHandle?
    private let lock = NSLock()

    init(_ data: Data, name: String) {
        self.name = name
        self.data = data
        count = data.count
        handle = nil
    }

    /// A regular file.
    /// - Throws: `FileError` where it cannot be read.
    package init(_ file: URL) throws(FileError) {
        name = file.path
        data = Data()
        do {
            // A pipe would make the process wait for a writer.
            let attributes = try FileManager.default.attributesOfItem(atPath: file.resolvingSymlinksInPath().path)
            guard attributes[.type] as? FileAttributeType == .typeRegular else {
                throw FileError(.unreadable, file.path, nil, "it is not a regular file")
            }
            let handle = try FileHandle(forReadingFrom: file)
            self.handle = handle
            count = Int(clamping: try handle.seekToEnd())
        } catch {
            throw error as? FileError ?? FileError(.unreadable, file.path, nil, reason(error))
        }
    }

    deinit { try? handle?.close() }

    /// `length` bytes from `offset`, which must lie within `count`.
    package func read(_ offset: Int, _ length: Int) throws(FileError) -> Data {
        guard let handle else {
            return data.subdata(in: data.startIndex + offset..<data.startIndex + offset + length)
        }
        lock.lock()
        defer { lock.unlock() }
        let bytes: Data
        do {
            try handle.seek(toOffset: UInt64(offset))
            bytes = try length == 0 ? Data() : handle.read(upToCount: length) ?? Data()
        } catch {
            throw FileError(.unreadable, name, .offset(offset), reason(error))
        }
        guard bytes.count == length else {
            throw FileError(.unreadable, name, .offset(offset), "\(bytes.count) of \(length) bytes can be read")
        }
        return bytes
    }
}

/// Writes a file so that it is there as a whole or not at all: under a temporary name beside it first, which then takes
/// the place of `file`. An existing file keeps its permissions.
/// - Throws: `FileError`; then what was there before is as it was.
package func writeAtomically(to file: URL, _ write: (FileHandle) throws -> Void) throws {
    let target = file.resolvingSymlinksInPath()
    let temporary = target.deletingLastPathComponent().appendingPathComponent(
        "\(partialPrefix(target))\(UUID().uuidString)\(partialSuffix)")
    let manager = FileManager.default
    do {
        let existing = (try? manager.attributesOfItem(atPath: target.path))?[.posixPermissions]
        try Data().write(to: temporary, options: .withoutOverwriting)
        if let existing { try manager.setAttributes([.posixPermissions: existing], ofItemAtPath: temporary.path) }
        let handle = try FileHandle(forWritingTo: temporary)
        do {
            try write(handle)
            try handle.synchronize()
        } catch {
            try? handle.close()
            throw error
        }
        try handle.close()
        guard rename(temporary.path, target.path) == 0 else {
            throw FileError(.unwritable, file.path, nil, String(cString: strerror(errno)))
        }
    } catch {
        try? manager.removeItem(at: temporary)
        throw error as? FileError ?? FileError(.unwritable, file.path, nil, reason(error))
    }
}

/// Whether a name is that of a file that was being written to become `file`.
package func isPartialFile(_ name: String, of file: URL) -> Bool {
    name.hasPrefix(partialPrefix(file.resolvingSymlinksInPath())) && name.hasSuffix(partialSuffix)
}

private let partialSuffix = ".partial"
private func partialPrefix(_ file: URL) -> String { ".\(file.lastPathComponent)." }

/// Why the system refused, without the prose around it.
private func reason(_ error: any Error) -> String {
    let whole = error as NSError
    let cause = (whole.userInfo[NSUnderlyingErrorKey] as? any Error).map { $0 as NSError } ?? whole
    return cause.domain == NSPOSIXErrorDomain
        ? String(cString: strerror(Int32(cause.code))) : error.localizedDescription
}
