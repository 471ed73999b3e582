import Foundation
import Testing

@testable import Adjoint

/// A new folder for one test, which removes it.
private func temporaryFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("files-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
}

private func names(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
}

private func mode(of path: String) -> mode_t? {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode : nil
}

@Suite("Files are read and written safely")
struct FileAccessTests {
    @Test("a file is written whole, replaces an older one and keeps its permissions")
    func replace() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("model.safetensors")
        for value in [1.0, 2.0] {
            try Safetensors.write(["x": Tensor([value, value])], to: file)
            #expect(try Safetensors(contentsOf: file).tensor("x").asArray(Double.self) == [value, value])
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file.path)
        }
        try Safetensors.write(SafetensorsTests.tensors, to: file)
        let read = try Safetensors(contentsOf: file)
        for (name, tensor) in SafetensorsTests.tensors { expectEqual(try read.tensor(name), tensor) }
        let permissions = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(permissions == 0o640)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["model.safetensors"])
    }

    @Test("a link to a file stays a link")
    func link() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let (file, link) = (folder.appendingPathComponent("a"), folder.appendingPathComponent("b"))
        try Safetensors.write(["x": Tensor([1])], to: file)
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
        try Safetensors.write(["y": Tensor([1])], to: link)
        #expect(try Safetensors(contentsOf: file).names == ["y"])
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path).hasSuffix("a"))
    }

    @Test("a writing that fails leaves the old file and nothing else")
    func failure() throws {
        struct Stop: Error {}
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("old")
        try Data("old".utf8).write(to: file)
        #expect(throws: FileError.self) {
            try writeAtomically(to: file) {
                try $0.write(contentsOf: Data("ne".utf8))
                throw Stop()
            }
        }
        let error = #expect(throws: FileError.self) {
            try Safetensors.write(["__metadata__": Tensor([1])], to: file)
        }
        #expect(error?.description == "\(file.path), tensor \"__metadata__\": the format reserves the name")
        #expect(try Data(contentsOf: file) == Data("old".utf8))
        #expect(throws: FileError.self) { try Safetensors.write([:], to: folder) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["old"])
    }

    @Test("a path that does not exist is named")
    func absent() {
        let file = URL(fileURLWithPath: "/no/such/model.safetensors")
        let reading = #expect(throws: FileError.self) { try Safetensors(contentsOf: file) }
        #expect(reading?.kind == .unreadable && reading?.file == file.path)
        #expect(reading?.description == "\(file.path): No such file or directory")
        let writing = #expect(throws: FileError.self) { try Safetensors.write([:], to: file) }
        #expect(writing?.kind == .unwritable && writing?.description == "\(file.path): No such file or directory")
    }

    @Test("a folder is no file")
    func folder() {
        let folder = FileManager.default.temporaryDirectory
        let error = #expect(throws: FileError.self) { try Safetensors(contentsOf: folder) }
        #expect(error?.description == "\(folder.path): it is not a regular file")
    }

    @Test("a file that shrinks after it was opened gives an error")
    func shrunk() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("model.safetensors")
        try Safetensors.write(["x": Tensor.zeros([100])], to: file)
        let read = try Safetensors(contentsOf: file)
        let handle = try FileHandle(forWritingTo: file)
        try handle.truncate(atOffset: 200)
        try handle.close()
        let error = #expect(throws: FileError.self) { try read.tensor("x") }
        #expect(error?.kind == .unreadable)
    }

    @Test("a link that leads nowhere yet is followed, and stays", arguments: [true, false])
    func danglingLink(isRelative: Bool) throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let inner = folder.appendingPathComponent("inner")
        try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
        let link = folder.appendingPathComponent("link")
        let second = inner.appendingPathComponent("second")
        try #require(symlink("inner/second", link.path) == 0)
        try #require(symlink(isRelative ? "../target" : folder.path + "/target", second.path) == 0)
        for value in [1.0, 2.0] {
            try Safetensors.write(["x": Tensor(value)], to: link)
            #expect(mode(of: link.path).map { $0 & S_IFMT } == S_IFLNK)
            #expect(mode(of: second.path).map { $0 & S_IFMT } == S_IFLNK)
            #expect(try Safetensors(contentsOf: folder.appendingPathComponent("target")).tensor("x").item() == value)
        }
        #expect(try names(in: folder) == ["inner", "link", "target"] && names(in: inner) == ["second"])
        try #require(symlink("b", folder.path + "/a") == 0 && symlink("a", folder.path + "/b") == 0)
        let error = #expect(throws: FileError.self) {
            try Safetensors.write([:], to: folder.appendingPathComponent("a"))
        }
        #expect(error?.kind == .unwritable && error?.message == String(cString: strerror(ELOOP)))
    }

    @Test("a new file has the permissions that the process gives, whether by a link or not", arguments: [0o022, 0o077])
    func permissions(mask: Int) async throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.path
        await #expect(processExitsWith: .success) { [path = path as String, mask = mask as Int] in
            umask(mode_t(mask))
            symlink("target", path + "/link")
            for (name, target) in [("plain", "plain"), ("link", "target")] {
                try Safetensors.write([:], to: URL(fileURLWithPath: path + "/" + name))
                guard mode(of: path + "/" + target) == S_IFREG | mode_t(0o666 & ~mask) else { fatalError(name) }
            }
        }
    }

    @Test("an existing file's permissions are those of the new one before it has any contents")
    func privacy() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("private")
        try Data("old".utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        try writeAtomically(to: file) { handle in
            let others = try names(in: folder).filter { $0 != "private" }
            #expect(others.count == 1 && mode(of: folder.path + "/" + others[0]) == S_IFREG | 0o600)
            try handle.write(contentsOf: Data("new".utf8))
        }
        #expect(mode(of: file.path) == S_IFREG | 0o600)
        #expect(try names(in: folder) == ["private"])
    }

    @Test("pipes, devices, sockets and folders are refused, also behind a link, and stay what they are")
    func special() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        func path(_ name: String) -> String { folder.path + "/" + name }
        try #require(mkfifo(path("pipe"), 0o644) == 0)
        try #require(symlink("pipe", path("link")) == 0)
        try FileManager.default.createDirectory(atPath: path("folder"), withIntermediateDirectories: true)
        let cases = [
            (path("pipe"), "a pipe"), (path("link"), "a pipe"), (path("folder"), "a folder"), ("/dev/null", "a device"),
            ("/dev/full", "a device"),
        ]
        for (path, kind) in cases where mode(of: path) != nil {
            let before = mode(of: path)
            let error = #expect(throws: FileError.self) {
                try Safetensors.write(["x": Tensor(1)], to: URL(fileURLWithPath: path))
            }
            #expect(error?.description == "\(path): it is \(kind), not a regular file")
            #expect(mode(of: path) == before)
            let reading = #expect(throws: FileError.self) { try Safetensors(contentsOf: URL(fileURLWithPath: path)) }
            #expect(reading?.description == "\(path): it is not a regular file")
        }
        #expect(try names(in: folder) == ["folder", "link", "pipe"])
    }

    @Test("a name is as long as the system allows, in bytes, and no longer")
    func longNames() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        for name in [String(repeating: "x", count: 255), String(repeating: "ü", count: 127) + "y"] {
            let file = folder.appendingPathComponent(name)
            for _ in 0..<2 { try Safetensors.write(["x": Tensor(1)], to: file) }
            #expect(try Safetensors(contentsOf: file).names == ["x"])
        }
        #expect(try names(in: folder).count == 2)
        let error = #expect(throws: FileError.self) {
            try Safetensors.write([:], to: folder.appendingPathComponent(String(repeating: "x", count: 256)))
        }
        #expect(error?.message == String(cString: strerror(ENAMETOOLONG)))
        #expect(try names(in: folder).count == 2)
    }

    @Test("what a writer that was killed has left is removed by the next one, and nothing else is")
    func remains() async throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.path
        for name in ["other.partial", ".adjoint-notes"] {
            try Data().write(to: URL(fileURLWithPath: path + "/" + name))
        }
        try Safetensors.write(["x": Tensor(1)], to: folder.appendingPathComponent("a"))
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            try writeAtomically(to: URL(fileURLWithPath: path + "/a")) {
                try $0.write(contentsOf: Data("half".utf8))
                kill(getpid(), SIGKILL)
            }
        }
        #expect(try names(in: folder).count == 4)
        try writeAtomically(to: folder.appendingPathComponent("b")) { _ in
            // This one's own file, while another is written to the same folder.
            #expect(try names(in: folder).count == 4)
            try Safetensors.write(["x": Tensor(2)], to: folder.appendingPathComponent("c"))
            #expect(try names(in: folder).count == 5)
        }
        #expect(try names(in: folder) == [".adjoint-notes", "a", "b", "c", "other.partial"])
        #expect(try Safetensors(contentsOf: folder.appendingPathComponent("a")).tensor("x").item() == 1)
    }

    @Test("the address of a page is no path of a file")
    func noPath() throws {
        let page = try #require(URL(string: "https://example.com/no-file-of-this-name"))
        let writing = #expect(throws: FileError.self) { try Safetensors.write([:], to: page) }
        let reading = #expect(throws: FileError.self) { try Safetensors(contentsOf: page) }
        #expect(writing?.kind == .unwritable && reading?.kind == .unreadable && writing?.message == reading?.message)
        #expect(!FileManager.default.fileExists(atPath: page.path))
    }

    @Test("an error has no control characters of the file in it, and is not long")
    func errorText() {
        let name = "a\n\u{1B}[2J\u{202E}" + String(repeating: "é", count: 100_000)
        for error in [
            FileError(.missing, name, .tensor(name), name), FileError(.missing, name, .offset(1), name),
            FileError(.missing, name, nil, name),
        ] {
            #expect(error.description.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202E })
            #expect(error.description.count < 7000)
            #expect(error.description.contains("a\\n\\u{1B}[2J\\u{202E}é") && error.file == name)
        }
        #expect(FileError(.missing, "f", .tensor("größe 😀"), "plain").description == "f, tensor \"größe 😀\": plain")
    }
}
