import Foundation

/// A `.safetensors` file: named tensors, as PyTorch and others exchange them.
///
/// Eight bytes with the header's length, the header in JSON, then the elements of all tensors, little-endian. The
/// header is read and checked at once, each tensor when it is asked for.
///
/// `I8`, `U8`, `I16` and `U16` become `int32`, `U32` and `U64` become `int64`.
public struct Safetensors: Sendable {
    /// The texts that go with the file.
    public let metadata: [String: String]
    /// The names, in the order of the data.
    public var names: [String] { entries.map(\.name) }

    private let source: ByteSource
    private let entries: [SafetensorsHeader.Entry]
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
        guard source.count >= 8 else {
            throw FileError(.malformed, source.name, .offset(source.count), "it ends within the header's length")
        }
        let length = numbers(UInt64.self, in: try source.read(0, 8))[0]
        guard length <= UInt64(min(Self.longestHeader, source.count - 8)) else {
            throw FileError(
                .malformed, source.name, .offset(0),
                "the header is said to have \(length) bytes: \(source.count - 8) follow, "
                    + "and at most \(Self.longestHeader) are allowed")
        }
        dataStart = 8 + Int(length)
        let header = try SafetensorsHeader(
            source.read(8, Int(length)), file: source.name, start: 8, dataCount: source.count - dataStart)
        self.source = source
        entries = header.entries
        metadata = header.metadata
    }

    /// The tensor of a name.
    /// - Throws: `FileError` where there is none, it cannot be read, or no tensor can hold it: a rank above 8, a type
    ///   such as `F8_E4M3`, a `U64` beyond `Int64.max`.
    public func tensor(_ name: String) throws(FileError) -> Tensor {
        guard let entry = entries.first(where: { $0.name == name }) else {
            throw FileError(.missing, source.name, .tensor(name), "there is no such tensor")
        }
        return try read(entry)
    }

    /// All tensors by name.
    /// - Throws: `FileError`, as `tensor(_:)` does.
    public func tensors() throws(FileError) -> [String: Tensor] {
        var result: [String: Tensor] = [:]
        for entry in entries { result[entry.name] = try read(entry) }
        return result
    }

    private func read(_ entry: SafetensorsHeader.Entry) throws(FileError) -> Tensor {
        func unsupported(_ message: String) -> FileError {
            FileError(.unsupported, source.name, .tensor(entry.name), message)
        }
        guard entry.shape.count <= Layout.maximumRank, checkedCount(entry.shape) != nil else {
            throw unsupported("no tensor can have the shape \(entry.shape)")
        }
        guard UInt64(entry.range.count) <= ProcessInfo.processInfo.physicalMemory else {
            throw unsupported("its \(entry.range.count) bytes are more than memory can hold")
        }
        let bytes = try source.read(dataStart + entry.range.lowerBound, entry.range.count)
        if entry.type == .bool {
            return Tensor(bytes.map { $0 != 0 }, shape: entry.shape)  // whatever is not 0 counts as true
        }
        if let dtype = entry.type.dtype { return Tensor(bytes: bytes, shape: entry.shape, dtype: dtype) }
        switch entry.type {
        case .int8: return Tensor(numbers(Int8.self, in: bytes).map(Int32.init), shape: entry.shape)
        case .uint8: return Tensor(numbers(UInt8.self, in: bytes).map(Int32.init), shape: entry.shape)
        case .int16: return Tensor(numbers(Int16.self, in: bytes).map(Int32.init), shape: entry.shape)
        case .uint16: return Tensor(numbers(UInt16.self, in: bytes).map(Int32.init), shape: entry.shape)
        case .uint32: return Tensor(numbers(UInt32.self, in: bytes).map(Int64.init), shape: entry.shape)
        case .uint64:
            let values = numbers(UInt64.self, in: bytes)
            if let large = values.first(where: { $0 > Int64.max }) {
                throw unsupported("\(large) does not fit in int64")
            }
            return Tensor(values.map(Int64.init), shape: entry.shape)
        default: throw unsupported("there are no tensors of \(entry.type.rawValue)")
        }
    }
}

// MARK: Writing

extension Safetensors {
    /// Writes tensors to a file, which takes the place of an existing one only once it is whole.
    /// - Throws: `FileError` where the system refuses, or a tensor is called `__metadata__`.
    public static func write(_ tensors: [String: Tensor], metadata: [String: String] = [:], to file: URL) throws {
        let (header, ordered) = try header(of: tensors, metadata, file.path)
        try writeAtomically(to: file) { handle in
            try handle.write(contentsOf: header)
            for tensor in ordered { try handle.write(contentsOf: tensor.bytes) }
        }
    }

    /// The bytes that `write` puts into a file.
    /// - Throws: `FileError` where a tensor is called `__metadata__`.
    public static func data(_ tensors: [String: Tensor], metadata: [String: String] = [:]) throws -> Data {
        let (header, ordered) = try header(of: tensors, metadata, "safetensors data")
        return ordered.reduce(into: header) { $0.append($1.bytes) }
    }

    /// The header with its length before it, and the tensors in the order of their data: larger elements first, so
    /// that all are aligned, then by name.
    private static func header(
        of tensors: [String: Tensor], _ metadata: [String: String], _ file: String
    ) throws(FileError) -> (Data, [Tensor]) {
        if tensors.keys.contains("__metadata__") {
            throw FileError(.unwritable, file, .tensor("__metadata__"), "the format reserves the name")
        }
        let ordered = tensors.sorted { ($1.value.dtype.byteCount, $0.key) < ($0.value.dtype.byteCount, $1.key) }
        var fields: [String] = []
        if !metadata.isEmpty {
            let texts = metadata.sorted { $0.key < $1.key }.map { "\(quoted($0.key)):\(quoted($0.value))" }
            fields.append("\"__metadata__\":{\(texts.joined(separator: ","))}")
        }
        var offset = 0
        for (name, tensor) in ordered {
            let end = offset + tensor.count * tensor.dtype.byteCount
            let shape = tensor.shape.map(String.init).joined(separator: ",")
            let type = SafetensorsType(tensor.dtype).rawValue
            fields.append(
                "\(quoted(name)):{\"dtype\":\"\(type)\",\"shape\":[\(shape)],\"data_offsets\":[\(offset),\(end)]}")
            offset = end
        }
        var text = Data("{\(fields.joined(separator: ","))}".utf8)
        text.append(contentsOf: repeatElement(0x20, count: (8 - text.count % 8) % 8))
        let length = UInt64(text.count)
        return (Data((0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }) + text, ordered.map(\.value))
    }

    /// A string as JSON writes it.
    private static func quoted(_ text: String) -> String {
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

/// The types of elements that the format knows.
enum SafetensorsType: String, Sendable {
    case bool = "BOOL"
    case int8 = "I8"
    case uint8 = "U8"
    case int16 = "I16"
    case uint16 = "U16"
    case int32 = "I32"
    case uint32 = "U32"
    case int64 = "I64"
    case uint64 = "U64"
    case float16 = "F16"
    case bfloat16 = "BF16"
    case float32 = "F32"
    case float64 = "F64"
    case complex64 = "C64"
    case f8e4m3 = "F8_E4M3"
    case f8e5m2 = "F8_E5M2"
    case f8e8m0 = "F8_E8M0"
    case f8e4m3fnuz = "F8_E4M3FNUZ"
    case f8e5m2fnuz = "F8_E5M2FNUZ"
    case f6e2m3 = "F6_E2M3"
    case f6e3m2 = "F6_E3M2"
    case f4 = "F4"

    /// The type of a tensor's elements.
    init(_ dtype: DType) {
        switch dtype {
        case .float32: self = .float32
        case .float64: self = .float64
        case .int32: self = .int32
        case .int64: self = .int64
        case .bool: self = .bool
        case .float16: self = .float16
        case .bfloat16: self = .bfloat16
        }
    }

    /// The dtype of the same elements; nil where tensors have none.
    var dtype: DType? { DType.allCases.first { Self($0) == self } }

    private var bitCount: Int {
        switch self {
        case .int64, .uint64, .float64, .complex64: 64
        case .int32, .uint32, .float32: 32
        case .int16, .uint16, .float16, .bfloat16: 16
        case .bool, .int8, .uint8, .f8e4m3, .f8e5m2, .f8e8m0, .f8e4m3fnuz, .f8e5m2fnuz: 8
        case .f6e2m3, .f6e3m2: 6
        case .f4: 4
        }
    }

    /// The bytes of a shape; nil where they are too many to count, or no whole number.
    func byteCount(of shape: [Int]) -> Int? {
        var bits = bitCount
        for length in shape {
            let (product, overflow) = bits.multipliedReportingOverflow(by: length)
            if overflow { return nil }
            bits = product
        }
        return bits.isMultiple(of: 8) ? bits / 8 : nil
    }
}
