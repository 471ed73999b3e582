import Foundation

/// Writes a file so that it is there as a whole or not at all: under a temporary name in its folder first, which then
/// takes the place of `file`.
///
/// An existing file keeps its permissions and, where the system allows it, its owner; a new one has those that the
/// process gives. A symbolic link stays, and what it leads to is written, also where that is not there yet. Pipes,
/// devices, sockets and folders are refused. What writers that were killed have left in the folder is removed.
/// - Throws: `FileError`; then what was there before is as it was.
package func writeAtomically(to file: URL, _ write: (FileHandle) throws -> Void) throws {
    func refusal(_ message: String) -> FileError { FileError(.unwritable, file.path, nil, message) }
    if let objection = objection(toPathOf: file) { throw refusal(objection) }
    var status = stat()
    let isThere = stat(file.path, &status) == 0
    guard isThere || errno == ENOENT else { throw refusal(systemError()) }
    let existing = isThere ? status : nil
    if let existing, FileKind(existing) != .regular {
        throw refusal("it is \(FileKind(existing).description), not a regular file")
    }
    guard let target = destination(of: file.path) else { throw refusal("its symbolic links never end") }
    removePartialFiles(inFolderOf: target)
    guard let partial = PartialFile.open(besides: target, like: existing) else { throw refusal(systemError()) }
    do {
        let handle = FileHandle(fileDescriptor: partial.descriptor, closeOnDealloc: false)
        try write(handle)
        try handle.synchronize()
        guard rename(partial.path, target) == 0 else { throw refusal(systemError()) }
        partial.close()
    } catch {
        unlink(partial.path)
        partial.close()
        throw error as? FileError ?? refusal(reason(error))
    }
}

/// Removes the files that processes which were killed while they wrote have left beside `file`.
package func removePartialFiles(besides file: URL) {
    if objection(toPathOf: file) == nil, let target = destination(of: file.path) {
        removePartialFiles(inFolderOf: target)
    }
}

/// A file that is being written, under a temporary name whose length does not depend on that of the target.
///
/// Its writer holds a lock on it, which the system releases with the process, however it ends: a file that can be
/// locked is one that nobody writes any more.
private struct PartialFile {
    let path: String
    let descriptor: Int32

    static let prefix = ".adjoint-"
    static let suffix = ".partial"

    /// Opens one that has the permissions of an existing file; nil, with `errno`, where the system refuses.
    static func open(besides target: String, like existing: stat?) -> PartialFile? {
        while true {
            let name = prefix + String(UInt64.random(in: 0...UInt64.max), radix: 36) + suffix
            let path = folder(of: target) + name
            // Nobody may read what only the owner of the existing file can.
            let mode: mode_t = existing == nil ? 0o666 : 0o600
            let file = PartialFile(
                path: path, descriptor: Foundation.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode))
            if file.descriptor < 0 {
                if errno == EEXIST || errno == EINTR { continue }
                return nil
            }
            // Where the file system has no locks, nothing is removed either.
            while flock(file.descriptor, LOCK_EX) != 0, errno == EINTR {}
            var status = stat()
            guard fstat(file.descriptor, &status) == 0, status.st_nlink > 0 else {
                file.close()  // somebody took it for a remnant in between
                continue
            }
            guard let existing else { return file }
            if (status.st_uid, status.st_gid) != (existing.st_uid, existing.st_gid) {
                _ = fchown(file.descriptor, existing.st_uid, existing.st_gid)
            }
            if fchmod(file.descriptor, existing.st_mode & 0o7777) == 0 { return file }
            let code = errno
            unlink(path)
            file.close()
            errno = code
            return nil
        }
    }

    func close() { _ = Foundation.close(descriptor) }
}

private func removePartialFiles(inFolderOf target: String) {
    let folder = folder(of: target)
    guard let entries = opendir(folder.isEmpty ? "." : folder) else { return }
    defer { closedir(entries) }
    while let entry = readdir(entries) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) {
            $0.baseAddress.map { String(cString: $0.assumingMemoryBound(to: CChar.self)) } ?? ""
        }
        guard name.hasPrefix(PartialFile.prefix), name.hasSuffix(PartialFile.suffix) else { continue }
        let descriptor = open(folder + name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
        guard descriptor >= 0 else { continue }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, FileKind(status) == .regular else { continue }
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(folder + name) }
    }
}

/// Where a path leads through symbolic links, also where nothing is there; nil where they never end.
private func destination(of path: String) -> String? {
    var path = path
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    for _ in 0..<40 {
        let length = readlink(path, &buffer, buffer.count)
        guard length > 0 else { return path }
        let link = String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        path = link.utf8.first == UInt8(ascii: "/") ? link : folder(of: path) + link
    }
    return nil
}

/// The part of a path up to its last `/`.
private func folder(of path: String) -> String {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) } ?? ""
}

/// Why the system refused, without the prose around it.
private func reason(_ error: any Error) -> String {
    let whole = error as NSError
    let cause = (whole.userInfo[NSUnderlyingErrorKey] as? any Error).map { $0 as NSError } ?? whole
    return cause.domain == NSPOSIXErrorDomain
        ? String(cString: strerror(Int32(cause.code))) : error.localizedDescription
}
