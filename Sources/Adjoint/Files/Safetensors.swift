import Foundation

/// A `.safetensors` file: named tensors, as PyTorch and others exchange them.
///
/// Eight bytes with the header's length, the header in JSON, then the elements of all tensors, little-endian. The
/// header is read and checked at once, each tensor when it is asked for.
///
/// `I8`, `U8`, `I16` and `U16` become `int32`, `U32` and `U64` become `int64`.
public struct Safetensors: Sendable {
    /// The texts that go with the file. Of keys that differ in Unicode composition only, the last counts.
    public var metadata: [String: String] { header.metadata }
    /// The names, in the order of the data.
    public var names: [String] { (0..<header.count).map { header.name($0) } }

    private let source: ByteSource
    private let header: SafetensorsHeader
    private let dataStart: Int

    /// As in the reference implementation.
    private static let longestHeader = 100_000_000

    /// Opens a file.
    /// - Throws: `FileError` where it cannot be read or its header breaks the format's rules.
    public init(contentsOf file: URL) throws(FileError) { try self.init(ByteSource(file)) }

    /// Reads data in memory, which errors call `name`.
    /// - Throws: `FileError` where the header breaks the format's rules.
    public init(_ data: Data, name: String = "safetensors data") throws(FileError) {
        try self.init(ByteSource(data, name: name))
    }

    private init(_ source: ByteSource) throws(FileError) {
        let start = try source.read(0, min(source.count, foreignFormatLength))
        func foreign() -> FileError? {
            foreignFormat(start).map {
                FileError(.malformed, source.name, .offset(0), "this is no safetensors file: \($0)")
            }
        }
        guard source.count >= 8 else {
            if let foreign = foreign() { throw foreign }
            throw FileError(.malformed, source.name, .offset(source.count), "it ends within the header's length")
        }
        let length = start.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= UInt64(min(Self.longestHeader, source.count - 8)) else {
            if let foreign = foreign() { throw foreign }
            throw FileError(
                .malformed, source.name, .offset(0),
                "the header is said to have \(length) bytes: \(source.count - 8) follow, "
                    + "and at most \(Self.longestHeader) are allowed")
        }
        dataStart = 8 + Int(length)
        header = try SafetensorsHeader(
            source.read(8, Int(length)), file: source.name, start: 8, dataCount: source.count - dataStart)
        self.source = source
    }

    /// The tensor of a name.
    /// - Throws: `FileError` where there is none, it cannot be read, or no tensor can hold it: a rank above 8, a type
    ///   such as `F8_E4M3`, a `U64` beyond `Int64.max`.
    public func tensor(_ name: String) throws(FileError) -> Tensor {
        guard let entry = try header.entry(named: name) else {
            throw FileError(
                .missing, source.name, .tensor(name),
                "there is no such tensor; \(suggestion(for: name, among: names))")
        }
        return try read(entry)
    }

    /// All tensors by name.
    ///
    /// Names are bytes to the format, while Swift takes strings for equal that differ in Unicode composition only. So
    /// no dictionary holds the tensors of two such names; `tensor(_:)` tells them apart.
    /// - Throws: `FileError`, as `tensor(_:)` does, and where two names are equal to Swift.
    public func tensors() throws(FileError) -> [String: Tensor] {
        var result = [String: Tensor](minimumCapacity: header.count)
        for index in 0..<header.count {
            let entry = try header.entry(index)
            if result[entry.name] != nil {
                throw FileError(
                    .unsupported, source.name, .tensor(entry.name),
                    "another tensor's name differs from this one in Unicode composition only: read each by tensor(_:)")
            }
            result[entry.name] = try read(entry)
        }
        return result
    }

    private func read(_ entry: SafetensorsHeader.Entry) throws(FileError) -> Tensor {
        func unsupported(_ message: String) -> FileError {
            FileError(.unsupported, source.name, .tensor(entry.name), message)
        }
        guard entry.shape.count <= Layout.maximumRank, let count = checkedCount(entry.shape.first) else {
            throw unsupported("no tensor can have the shape \(entry.shape.description)")
        }
        guard let dtype = entry.type.readDType else {
            throw unsupported("there are no tensors of \(entry.type.rawValue)")
        }
        return try .filled(
            entry.shape.first, dtype: dtype,
            orElse: unsupported("\(count) elements of \(dtype) are more than memory can hold")
        ) { bytes throws(FileError) in
            // What is to be widened lies at the end of its place, so that it can be from the beginning on.
            let raw = UnsafeMutableRawBufferPointer(rebasing: bytes.suffix(entry.range.count))
            try source.read(dataStart + entry.range.lowerBound, into: raw)
            if let large = entry.type.widen(raw, to: bytes) { throw unsupported("\(large) does not fit in int64") }
        }
    }
}

// MARK: Writing

extension Safetensors {
    /// Writes tensors to a file, which takes the place of an existing one only once it is whole.
    /// - Throws: `FileError` where the system refuses, or a tensor is called `__metadata__`.
    public static func write(_ tensors: [String: Tensor], metadata: [String: String] = [:], to file: URL) throws {
        try write(tensors.map { ($0, $1) }, metadata: metadata, to: file)
    }

    /// Writes tensors to a file in the same way, from a list, whose names may differ in Unicode composition only.
    /// - Throws: `FileError` where the system refuses, a name is there twice, or a tensor is called `__metadata__`.
    public static func write(
        _ tensors: [(name: String, tensor: Tensor)], metadata: [String: String] = [:], to file: URL
    ) throws {
        let (header, ordered) = try header(of: tensors, metadata, file.path)
        try writeAtomically(to: file) { handle in
            try handle.write(contentsOf: header)
            for tensor in ordered {
                try handle.write(contentsOf: tensor.bytes)
                // An existing file is not replaced by a part of the tensors.
                if hasFailed { throw FileError(.unwritable, file.path, nil, "a tensor has no value after a mistake") }
            }
        }
    }

    /// The bytes that `write` puts into a file.
    /// - Throws: `FileError` where a tensor is called `__metadata__`.
    public static func data(_ tensors: [String: Tensor], metadata: [String: String] = [:]) throws -> Data {
        let (header, ordered) = try header(of: tensors.map { ($0, $1) }, metadata, "safetensors data")
        return ordered.reduce(into: header) { $0.append($1.bytes) }
    }

    /// The header with its length before it, and the tensors in the order of their data: larger elements first, so
    /// that all are aligned, then by name.
    private static func header(
        of tensors: [(name: String, tensor: Tensor)], _ metadata: [String: String], _ file: String
    ) throws(FileError) -> (Data, [Tensor]) {
        let keyed = tensors.map { (key: Array($0.name.utf8), name: $0.name, tensor: $0.tensor) }
        let ordered = keyed.sorted {
            let (a, b) = ($0.tensor.dtype.byteCount, $1.tensor.dtype.byteCount)
            return a == b ? $0.key.lexicographicallyPrecedes($1.key) : a > b
        }
        var seen: Set<[UInt8]> = []
        for (key, name, _) in ordered {
            if name == "__metadata__" {
                throw FileError(.unwritable, file, .tensor(name), "the format reserves the name")
            }
            if !seen.insert(key).inserted {
                throw FileError(.unwritable, file, .tensor(name), "the name is there twice")
            }
        }
        var fields: [String] = []
        if !metadata.isEmpty {
            let texts = metadata.sorted { $0.key < $1.key }.map { "\(json($0.key)):\(json($0.value))" }
            fields.append("\"__metadata__\":{\(texts.joined(separator: ","))}")
        }
        var offset = 0
        for (_, name, tensor) in ordered {
            let end = offset + tensor.count * tensor.dtype.byteCount
            let shape = tensor.shape.map(String.init).joined(separator: ",")
            let type = SafetensorsType(tensor.dtype).rawValue
            fields.append(
                "\(json(name)):{\"dtype\":\"\(type)\",\"shape\":[\(shape)],\"data_offsets\":[\(offset),\(end)]}")
            offset = end
        }
        var text = Data("{\(fields.joined(separator: ","))}".utf8)
        text.append(contentsOf: repeatElement(0x20, count: (8 - text.count % 8) % 8))
        let length = UInt64(text.count)
        return (Data((0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }) + text, ordered.map(\.tensor))
    }

    /// A string as JSON writes it.
    private static func json(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"", "\\": "\\\(scalar)"
            case _ where scalar.value < 0x20: "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }
}
