import Adjoint
import CZlib
import Foundation
import Testing

@testable import AdjointTraining

/// How much memory reading takes at most, measured in a process of its own.
@Suite("Readers take at most twice the file, beside the result")
struct FileMemoryTests {
    /// What the system and the allocator round.
    private static let slack = 6 << 20

    /// By how many bytes the memory of this process grows at most while `body` runs.
    private static func growth<Result>(_ body: () throws -> Result) throws -> (result: Result, bytes: Int) {
        #if os(Linux)
            /// A line of the process' status, in bytes.
            func status(_ name: String) throws -> Int {
                let text = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
                let line = text.split(separator: "\n").first { $0.hasPrefix(name) } ?? ""
                return (Int(line.filter(\.isNumber)) ?? 0) << 10
            }
            let file = open("/proc/self/clear_refs", O_WRONLY)
            // Where the peak cannot be reset, what it grows by counts.
            let isReset = write(file, "5", 1) == 1
            close(file)
            let before = try status(isReset ? "VmRSS:" : "VmHWM:")
            let result = try body()
            return (result, try status("VmHWM:") - before)
        #else
            func peak() -> Int {
                var usage = rusage()
                getrusage(RUSAGE_SELF, &usage)
                return usage.ru_maxrss
            }
            let before = peak()
            let result = try body()
            return (result, peak() - before)
        #endif
    }

    private static func check(_ found: Int, file: Int, result: Int, _ what: String) {
        guard found <= 2 * file + result + slack else {
            fatalError("\(what): \(found) bytes for a file of \(file) and a result of \(result)")
        }
    }

    /// Bytes packed as well as zlib can.
    private static func packed(_ bytes: [UInt8]) -> [UInt8] {
        var stream = z_stream()
        deflateInit2_(
            &stream, 9, Z_DEFLATED, 31, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        defer { deflateEnd(&stream) }
        var output = [UInt8](repeating: 0, count: bytes.count / 100 + 1024)
        var input = bytes
        let count = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                (stream.next_in, stream.avail_in) = (input.baseAddress, UInt32(input.count))
                (stream.next_out, stream.avail_out) = (output.baseAddress, UInt32(output.count))
                guard deflate(&stream, Z_FINISH) == Z_STREAM_END else { fatalError("not packed") }
                return output.count - Int(stream.avail_out)
            }
        }
        return Array(output[..<count])
    }

    @Test("images that are packed a thousandfold go straight into their tensor")
    func images() async {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            let count = 16 << 20
            let pictures = Self.packed(idx(0x08, [16, 1 << 10, 1 << 10], [UInt8](repeating: 0, count: count)))
            let images = try folder.file("images", pictures)
            let labels = try folder.file("labels", idx(0x08, [16], [UInt8](repeating: 1, count: 16)))
            guard pictures.count < 32 << 10 else { fatalError("not packed") }
            let (array, bytes) = try Self.growth { try IDX(contentsOf: images) }
            Self.check(bytes, file: pictures.count, result: count, "IDX")
            let (tensor, more) = try Self.growth { array.tensor }
            Self.check(more, file: 0, result: 4 * tensor.count, "its tensor")
            let (samples, whole) = try Self.growth { try Samples(images: images, labels: labels) }
            Self.check(whole, file: pictures.count, result: 4 * samples.inputs.count, "samples")
        }
    }

    @Test("a small file that is said to unpack to much is refused before memory is asked for")
    func bomb() async {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            let small = Self.packed(idx(0x08, [1 << 10, 1 << 10, 1 << 9], [UInt8](repeating: 0, count: 1 << 16)))
            let large = Self.packed(idx(0x08, [1 << 10, 1 << 10, 1 << 11], [UInt8](repeating: 0, count: 1 << 16)))
            for (bytes, message) in [
                (small, "ends after 65536 of the 536870912 bytes that [1024, 1024, 512] needs"),
                (large, "[1024, 1024, 2048] needs more than the 1073741824 bytes of the limit"),
            ] {
                let file = try folder.file("images", bytes)
                let (error, memory) = try Self.growth { () -> FileError? in
                    do throws(FileError) { _ = try IDX(contentsOf: file) } catch { return error }
                    return nil
                }
                guard error?.message == message else { fatalError("\(error as Any)") }
                Self.check(memory, file: bytes.count, result: 0, "bomb")
            }
        }
    }

    @Test("safetensors of many small entries, or much metadata", arguments: ["entries", "metadata"])
    func entries(kind: String) async {
        await #expect(processExitsWith: .success) { [kind = kind as String] in
            let folder = try TemporaryFolder()
            let count = 60_000
            let fields = (0..<count).map { index in
                kind == "entries"
                    ? "\"\(index)\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[\(index),\(index + 1)]}"
                    : "\"\(index)\":\"\(index)\""
            }
            let text = fields.joined(separator: ",")
            let header = Array((kind == "entries" ? "{\(text)}" : "{\"__metadata__\":{\(text)}}").utf8)
            let data = [UInt8](repeating: 7, count: kind == "entries" ? count : 0)
            let file = try folder.file("x", bigEndian(UInt64(header.count)).reversed() + header + data)
            let size = 8 + header.count + data.count
            let (tensors, bytes) = try Self.growth { try Safetensors(contentsOf: file) }
            Self.check(bytes, file: size, result: 0, kind)
            if kind == "entries" {
                guard try tensors.tensor("\(count - 1)").item() == 7 else { fatalError("another tensor") }
            } else {
                guard tensors.metadata.count == count else { fatalError("other metadata") }
            }
        }
    }

    @Test(
        "tensors that are widened, and those that are as in the file, are read in their place",
        arguments: ["U8", "F32"])
    func elements(type: String) async {
        await #expect(processExitsWith: .success) { [type = type as String] in
            let folder = try TemporaryFolder()
            let count = type == "U8" ? 8 << 20 : 6 << 20
            let size = type == "U8" ? count : 4 * count
            let header = Array("{\"x\":{\"dtype\":\"\(type)\",\"shape\":[\(count)],\"data_offsets\":[0,\(size)]}}".utf8)
            let file = try folder.file(
                "x", bigEndian(UInt64(header.count)).reversed() + header + [UInt8](repeating: 1, count: size))
            let (tensor, bytes) = try Self.growth { try Safetensors(contentsOf: file).tensor("x") }
            Self.check(bytes, file: 0, result: 4 * tensor.count, type)
        }
    }

    @Test("tables of many rows, and of one wide row", arguments: [(60_000, 8), (1, 400_000)] as [(Int, Int)])
    func tables(rows: Int, columns: Int) async {
        await #expect(processExitsWith: .success) { [rows = rows as Int, columns = columns as Int] in
            let folder = try TemporaryFolder()
            let row = Array((String(repeating: "1,", count: columns) + "cat\n").utf8)
            let text = Array(repeatElement(row, count: rows).joined())
            for bytes in [text, Self.packed(text)] {
                let file = try folder.file("t", bytes)
                let (table, memory) = try Self.growth { try CSVTable(contentsOf: file, classes: -1, header: false) }
                let samples = table.samples
                let names = table.columnNames.count * MemoryLayout<String>.stride
                let result = 4 * samples.inputs.count + 8 * samples.count + names
                Self.check(memory, file: text.count, result: result, "table of \(rows) rows")
            }
        }
    }

    @Test("tables of which most is missing, or left out", arguments: ["mean", "median", "kept", "except", "only"])
    func gaps(kind: String) async {
        await #expect(processExitsWith: .success) { [kind = kind as String] in
            let folder = try TemporaryFolder()
            let (rows, columns) = (20_000, 64)
            let row = Array(("1" + String(repeating: ",NA", count: columns - 1) + ",2\n").utf8)
            let first = Array((String(repeating: "3,", count: columns) + "2\n").utf8)
            let text = first + Array(repeatElement(row, count: rows - 1).joined())
            let file = try folder.file("t", text)
            let rule: MissingValues = kind == "mean" ? .mean : kind == "median" ? .median : .kept
            let some: CSVColumns =
                kind == "except" ? .except((1..<columns).map { .at($0) }) : kind == "only" ? [0] : .all
            let (table, memory) = try Self.growth {
                try CSVTable(contentsOf: file, values: -1, columns: some, header: false, missing: rule)
            }
            let result = 4 * table.inputs.count + 4 * rows
            Self.check(memory, file: text.count, result: result, "table, \(kind)")
            guard table.inputs[rows - 1, 0].item() == 1 else { fatalError("another table") }
        }
    }

    @Test("the log of a search")
    func log() async {
        await #expect(processExitsWith: .success) {
            struct Stop: Error {}
            let folder = try TemporaryFolder()
            let line = Array(
                "{\"score\":0.5,\"trial\":{\"settings\":{\"rate\":{\"number\":{\"_0\":0.1}}}}}\n".utf8)
            let count = 20_000
            let file = try folder.file("log", Array(repeatElement(line, count: count).joined()))
            let search = HyperparameterSearch(grid: ["rate": [0.2]])
            let (_, memory) = try Self.growth {
                do { _ = try search.run(log: file, display: .none) { _ in throw Stop() } } catch is Stop {}
            }
            // An entry is a score and a dictionary, which has about 300 bytes.
            Self.check(memory, file: count * line.count, result: count * 320, "log")
        }
    }
}
