import Foundation

/// A folder that is removed with the last reference to it.
final class TemporaryFolder {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString, isDirectory: true)

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(at: url) }

    /// Writes a file, and gives its place.
    func file(_ name: String, _ bytes: [UInt8]) throws -> URL {
        let file = url.appendingPathComponent(name)
        try Data(bytes).write(to: file)
        return file
    }

    func file(_ name: String, _ text: String) throws -> URL { try file(name, Array(text.utf8)) }
}

/// An IDX file: type, lengths, elements.
func idx(_ type: UInt8, _ lengths: [UInt32], _ elements: [UInt8]) -> [UInt8] {
    [0, 0, type, UInt8(lengths.count)] + lengths.flatMap(bigEndian) + elements
}

func bigEndian<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    withUnsafeBytes(of: number.bigEndian, Array.init)
}

/// Which optional fields a gzip header has (RFC 1952).
struct GzipFields: OptionSet {
    let rawValue: UInt8
    static let isText = GzipFields(rawValue: 1)
    static let checksum = GzipFields(rawValue: 2)
    static let extra = GzipFields(rawValue: 4)
    static let name = GzipFields(rawValue: 8)
    static let comment = GzipFields(rawValue: 16)
}

/// A gzip member that stores at most 65,535 bytes as they are.
func gzipped(_ bytes: [UInt8], _ fields: GzipFields = []) -> [UInt8] {
    func littleEndian<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] { bigEndian(number).reversed() }
    let size = UInt16(bytes.count)
    var header: [UInt8] = [0x1F, 0x8B, 8, fields.rawValue, 0, 0, 0, 0, 0, 255]
    if fields.contains(.extra) { header += [5, 0] + Array("extra".utf8) }
    if fields.contains(.name) { header += Array("images".utf8) + [0] }
    if fields.contains(.comment) { header += Array("made by hand".utf8) + [0] }
    if fields.contains(.checksum) { header += littleEndian(UInt16(truncatingIfNeeded: checksum(header))) }
    return header + [1] + littleEndian(size) + littleEndian(~size) + bytes + littleEndian(checksum(bytes))
        + littleEndian(UInt32(size))
}

/// CRC-32 as gzip has it.
private func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0 as UInt32) { sum, byte in
        (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
}
