import Foundation

/// The bytes of a regular file, or of data in memory, read in parts, by several threads at once if need be.
package final class ByteSource: Sendable {
    /// What errors call it.
    package let name: String
    /// The number of bytes.
    package let count: Int
    private let contents: Contents

    private enum Contents {
        case data(Data)
        case bytes([UInt8])
        case file(descriptor: Int32)
    }

    init(_ data: Data, name: String) {
        self.name = name
        contents = .data(data)
        count = data.count
    }

    /// Bytes in memory.
    package init(_ bytes: [UInt8], name: String) {
        self.name = name
        contents = .bytes(bytes)
        count = bytes.count
    }

    /// A regular file: a pipe or a device could keep the process waiting, or never end.
    /// - Throws: `FileError` where it cannot be read.
    package init(_ file: URL) throws(FileError) {
        func refusal(_ message: String) -> FileError { FileError(.unreadable, file.path, nil, message) }
        if let objection = objection(toPathOf: file) { throw refusal(objection) }
        // Not blocking: a pipe would wait for a writer.
        let descriptor = open(file.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw refusal(systemError()) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, FileKind(status) == .regular, let count = Int(exactly: status.st_size)
        else {
            let message = FileKind(status) == .regular ? systemError() : "it is not a regular file"
            close(descriptor)
            throw refusal(message)
        }
        name = file.path
        contents = .file(descriptor: descriptor)
        self.count = count
    }

    deinit { if case .file(let descriptor) = contents { close(descriptor) } }

    /// Fills a buffer with the bytes from `offset` on, which must lie within `count`.
    package func read(_ offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FileError) {
        let descriptor: Int32
        switch contents {
        case .data(let data):
            let start = data.startIndex + offset
            data.copyBytes(to: buffer, from: start..<start + buffer.count)
            return
        case .bytes(let bytes):
            bytes.withUnsafeBytes { buffer.copyMemory(from: .init(rebasing: $0[offset..<offset + buffer.count])) }
            return
        case .file(let file): descriptor = file
        }
        var done = 0
        while done < buffer.count {
            // Some systems read at most 2 GiB at a time.
            let portion = min(buffer.count - done, 1 << 30)
            let length = pread(descriptor, buffer.baseAddress.map { $0 + done }, portion, off_t(offset + done))
            if length < 0 && errno == EINTR { continue }
            guard length >= 0 else { throw FileError(.unreadable, name, .offset(offset + done), systemError()) }
            guard length > 0 else {
                throw FileError(
                    .unreadable, name, .offset(offset), "\(done) of \(buffer.count) bytes can be read")
            }
            done += length
        }
    }

    /// `length` bytes from `offset`, which must lie within `count`.
    package func read(_ offset: Int, _ length: Int) throws(FileError) -> [UInt8] {
        var failure: FileError?
        let bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            do throws(FileError) {
                try read(
                    offset,
                    into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[..<length]))
                count = length
            } catch { failure = error }
        }
        if let failure { throw failure }
        return bytes
    }
}

/// What a path leads to.
enum FileKind {
    case regular, folder, pipe, socket, device

    init(_ status: stat) {
        switch status.st_mode & S_IFMT {
        case S_IFREG: self = .regular
        case S_IFDIR: self = .folder
        case S_IFIFO: self = .pipe
        case S_IFSOCK: self = .socket
        default: self = .device
        }
    }

    /// With its article.
    var description: String {
        switch self {
        case .regular: "a regular file"
        case .folder: "a folder"
        case .pipe: "a pipe"
        case .socket: "a socket"
        case .device: "a device"
        }
    }
}

/// Why a URL names no file; nil where it does. The system would end a path at a character 0, and take that of a web
/// address for one of this machine.
func objection(toPathOf file: URL) -> String? {
    if !file.isFileURL { return "this is not the URL of a file: make it with URL(fileURLWithPath:)" }
    if file.path.utf8.contains(0) { return "a path cannot have a character 0 in it" }
    return nil
}

/// What the system last said.
func systemError() -> String { String(cString: strerror(errno)) }
