import Foundation
import Testing

@testable import Adjoint

/// A file's bytes: the header's length, the header, and as many bytes of data.
private func file(_ header: String, data: Int = 0) -> Data { file(Data(header.utf8), data: Data(count: data)) }

private func file(_ header: Data, length: UInt64? = nil, data: Data = Data()) -> Data {
    let length = length ?? UInt64(header.count)
    return Data((0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }) + header + data
}

private func entry(_ type: String = "F32", _ shape: String = "[3]", _ offsets: String = "[0,12]") -> String {
    "{\"dtype\":\"\(type)\",\"shape\":\(shape),\"data_offsets\":\(offsets)}"
}

func expectEqual(_ found: Tensor, _ expected: Tensor) {
    #expect(found.shape == expected.shape && found.dtype == expected.dtype && found.bytes == expected.bytes)
}

@Suite("A .safetensors file")
struct SafetensorsTests {
    static let tensors: [String: Tensor] = [
        "float32": Tensor([[1.5, -0.0, .infinity], [3, .nan, .leastNonzeroMagnitude]] as [[Float]]),
        "float64": Tensor([.leastNonzeroMagnitude, -1.0 / 3] as [Double]),
        "int32": Tensor([Int32.min, .max, 0]),
        "int64": Tensor([Int.min, .max]),
        "bool": Tensor([true, false, true]),
        "half.float16": Tensor([1, 65504, 6e-8]).cast(to: .float16),
        "half.bfloat16": Tensor([[1], [3e38]]).cast(to: .bfloat16),
        "scalar": Tensor(3.5),
        "empty": Tensor.zeros([0, 3]),
        "": Tensor([1]),
        "größe ∑ 😀 \"\\/\n\u{1}": Tensor([2, 3]),
    ]

    @Test("gives back every tensor bit by bit, and the metadata")
    func roundTrip() throws {
        let metadata = ["format": "pt", "": "\"a\"\t\\", "ü": "😀"]
        let read = try Safetensors(Safetensors.data(Self.tensors, metadata: metadata))
        #expect(read.metadata == metadata && read.names.sorted() == Self.tensors.keys.sorted())
        for (name, tensor) in Self.tensors { expectEqual(try read.tensor(name), tensor) }
        #expect(try read.tensors().count == Self.tensors.count)
        let nothing = try Safetensors(Safetensors.data([:]))
        #expect(try nothing.names.isEmpty && nothing.metadata.isEmpty && nothing.tensors().isEmpty)
    }

    @Test("has the elements of views in row-major order")
    func views() throws {
        let x = Tensor.arange(24).reshaped([2, 3, 4])
        for view in [x.transposed(2, 0, 1), x[1], x.expandedDimension(at: 0)] {
            expectEqual(try Safetensors(Safetensors.data(["x": view])).tensor("x"), view.contiguous())
        }
    }

    @Test("is aligned, and sorted by size and name, so that equal contents are equal bytes")
    func layout() throws {
        let data = try Safetensors.data(
            ["b": Tensor([1]), "c": Tensor([2.0] as [Double]), "a": Tensor([3]), "d": Tensor([true])],
            metadata: ["k": "v"])
        let expected =
            "{\"__metadata__\":{\"k\":\"v\"},\"c\":\(entry("F64", "[1]", "[0,8]")),"
            + "\"a\":\(entry("F32", "[1]", "[8,12]")),\"b\":\(entry("F32", "[1]", "[12,16]")),\"d\":\(entry("BOOL", "[1]", "[16,17]"))}"
        let length = data.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
        #expect(length % 8 == 0 && data.count == 8 + length + 17)
        #expect(String(decoding: data[8..<8 + length], as: UTF8.self).trimmingCharacters(in: .whitespaces) == expected)
    }

    @Test("widens whole numbers that tensors do not have")
    func widening() throws {
        let bytes = Data([0x80, 0xFF, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00])
        let cases: [(String, String, Tensor)] = [
            ("I8", "[8]", Tensor([-128, -1, 1, 0, 0, 0, 0, 0] as [Int32])),
            ("U8", "[8]", Tensor([128, 255, 1, 0, 0, 0, 0, 0] as [Int32])),
            ("I16", "[4]", Tensor([-128, 1, 0, 0] as [Int32])), ("U16", "[4]", Tensor([0xFF80, 1, 0, 0] as [Int32])),
            ("U32", "[2]", Tensor([0x1FF80, 0] as [Int])), ("U64", "[1]", Tensor([0x1FF80] as [Int])),
            ("BOOL", "[8]", Tensor([true, true, true, false, false, false, false, false])),
        ]
        for (type, shape, expected) in cases {
            let header = Data("{\"x\":\(entry(type, shape, "[0,8]"))}".utf8)
            expectEqual(try Safetensors(file(header, data: bytes)).tensor("x"), expected)
        }
        let large = try Safetensors(
            file(Data("{\"x\":\(entry("U64", "[1]", "[0,8]"))}".utf8), data: Data(count: 7) + [0x80]))
        let error = #expect(throws: FileError.self) { try large.tensor("x") }
        #expect(error?.description == "safetensors data, tensor \"x\": 9223372036854775808 does not fit in int64")
    }

    @Test(
        "opens, though no tensor can hold a part of it",
        arguments: [
            ("F8_E4M3", "[12]"), ("F8_E5M2", "[12]"), ("C64", "[1]"), ("F4", "[2,8]"), ("F6_E2M3", "[4]"),
            ("F32", "[1,1,1,1,1,1,1,1,2]"), ("F32", "[0,2305843009213693952]"),
        ])
    func unsupported(type: String, shape: String) throws {
        let lengths = shape.dropFirst().dropLast().split(separator: ",").compactMap { Int($0) }
        let count = try #require(SafetensorsType(rawValue: type)?.byteCount(ofElements: lengths.reduce(1, *)))
        let header =
            "{\"odd\":\(entry(type, shape, "[0,\(count)]")),\"x\":\(entry("F32", "[3]", "[\(count),\(count + 12)]"))}"
        let read = try Safetensors(file(header, data: count + 12))
        expectEqual(try read.tensor("x"), .zeros([3]))
        let error = #expect(throws: FileError.self) { try read.tensor("odd") }
        #expect(error?.kind == .unsupported && error?.place == .tensor("odd"))
        #expect(throws: FileError.self) { try read.tensors() }
    }

    @Test("says which tensor it does not have, and which it may be")
    func missing() throws {
        let error = #expect(throws: FileError.self) { try Safetensors(file("{}")).tensor("x") }
        #expect(
            error?.description == "safetensors data, tensor \"x\": there is no such tensor; there is none"
                && error?.kind == .missing)
        let other = #expect(throws: FileError.self) {
            try Safetensors(Safetensors.data(["first.weight": Tensor(1), "b": Tensor(2)])).tensor("first.wieght")
        }
        #expect(other?.message == "there is no such tensor; there is first.weight with a similar name")
    }

    @Test(
        "of another format is refused with what it looks like",
        arguments: [
            ("<html><head>", "it is a page, which begins with \"<html><head>\", that was downloaded"),
            ("\n <!DOCTYPE html>\n<html>", "it is a page"), ("{\"error\": 404}", "it is a text like JSON"),
            ("a,b,label\n1,2,x\n", "it is a text like CSV, which begins with \"a,b,label\""),
            ("hey", "it is a text, which"),
            ("weights of the größe", "it is a text"), ("", "it is empty"),
            ("version https://git-lfs.github.com/spec/v1\noid", "it is the pointer that Git LFS leaves"),
            ("PK\u{3}\u{4}\u{14}\0\0\0\u{8}\u{8}", "it is a zip file, as PyTorch's .pt"),
            ("GGUF\u{3}\0\0\0\u{7F}\0\0\0", "it is a GGUF"),
        ])
    func foreign(text: String, sentence: String) {
        let error = #expect(throws: FileError.self) { try Safetensors(Data(text.utf8)) }
        #expect(
            error?.description.hasPrefix("safetensors data, byte 0: this is no safetensors file: \(sentence)") == true)
    }

    @Test(
        "that begins with the bytes of another format is refused with its name",
        arguments: [
            ([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 1], "a gzip file"),
            ([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0, 0x76, 0], "a .npy file"),
            ([0x80, 2, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9], "a Python pickle"),
            ([0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0], "a PNG picture"),
            ([0x89, 0x48, 0x44, 0x46, 13, 10, 26, 10, 0], "an HDF5 file"),
        ])
    func foreignBytes(bytes: [UInt8], name: String) {
        let error = #expect(throws: FileError.self) { try Safetensors(Data(bytes)) }
        #expect(error?.message.hasPrefix("this is no safetensors file: it is \(name)") == true)
    }

    static let good = "{\"a\":\(entry()),\"b\":\(entry("I64", "[1,2]", "[12,28]"))}"

    @Test("is refused in whatever byte it is cut off")
    func truncated() throws {
        let whole = file(Self.good, data: 28)
        #expect(try Safetensors(whole).names == ["a", "b"])
        for count in 0..<whole.count {
            #expect(throws: FileError.self, "\(count) bytes") { try Safetensors(whole.prefix(count)) }
        }
    }

    @Test("is read or refused, never more, whatever byte is changed")
    func corrupted() throws {
        let whole = file(Self.good, data: 28)
        var refused = 0
        for position in 0..<whole.count - 28 {
            for change in [0x00, 0x01, 0x20, 0x22, 0x2C, 0x39, 0x5C, 0x7D, 0x80, 0xFF] as [UInt8]
            where whole[position] != change {
                var data = whole
                data[position] = change
                do { _ = try Safetensors(data).tensors() } catch { refused += 1 }
            }
        }
        #expect(refused > 1000)
    }

    @Test("does not take a length on trust", arguments: [UInt64(0), 60, 5000, 1 << 63, .max, .max - 7])
    func headerLength(length: UInt64) {
        let error = #expect(throws: FileError.self) { try Safetensors(file(Data(Self.good.utf8), length: length)) }
        #expect(error?.kind == .malformed)
    }

    /// What is wrong, the header, and the sentence.
    static let malformed: [(String, String)] = [
        ("[]", "byte 8: the header must begin with {"),
        (" {}", "byte 8: the header must begin with {"),
        ("{} x", "byte 11: text after the end of the header's object"),
        ("{\"a\"", "byte 12: : is needed in the header"),
        ("{\"a\":null}", "byte 13: { is needed in the header"),
        ("{\"a\":\(String(repeating: "[", count: 100_000))", "byte 13: { is needed in the header"),
        ("{'a':1}", "byte 9: \" is needed in the header"),
        ("{\"a\n\":1}", "byte 11: a control character in a string"),
        ("{\"a", "byte 11: a string without an end"),
        ("{\"a\\", "byte 12: a string without an end"),
        ("{\"\\x\":1}", "byte 12: an unknown escape in a string"),
        ("{\"\\u00g0\":1}", "byte 12: four hexadecimal digits are needed"),
        ("{\"\\ud800\":1}", "byte 16: half of a surrogate pair"),
        ("{\"\\udc00\":1}", "byte 16: half of a surrogate pair"),
        ("{\"\\ud800\\u0041\":1}", "byte 22: half of a surrogate pair"),
        ("{\"a\":\(entry()),\"a\":\(entry("F32", "[3]", "[12,24]"))}", "tensor \"a\": the name is there twice"),
        ("{\"a\":{\"shape\":[3],\"data_offsets\":[0,12]}}", "tensor \"a\": it needs dtype, shape and data_offsets"),
        ("{\"a\":{\"dtype\":\"F32\",\"shape\":[3]}}", "tensor \"a\": it needs dtype, shape and data_offsets"),
        ("{\"a\":{\"dtype\":\"F32\",\"more\":1}}", "tensor \"a\": the field \"more\" is unknown or there twice"),
        ("{\"a\":\(entry("F33"))}", "tensor \"a\": there is no dtype \"F33\""),
        ("{\"a\":\(entry("F32", "[-3]"))}", "byte 37: a whole number in 0...9223372036854775807 is needed"),
        ("{\"a\":\(entry("F32", "[3.5]"))}", "byte 38: ] is needed in the header"),
        ("{\"a\":\(entry("F32", "[03]"))}", "byte 37: a whole number in 0...9223372036854775807 is needed"),
        (
            "{\"a\":\(entry("F32", "[18446744073709551619]"))}",
            "byte 37: a whole number in 0...9223372036854775807 is needed"
        ),
        ("{\"a\":\(entry("F32", "[4]"))}", "tensor \"a\": [4] of F32 does not fill the 12 bytes of its data_offsets"),
        (
            "{\"a\":\(entry("F32", "[4294967296,4294967296]", "[0,0]"))}",
            "tensor \"a\": [4294967296, 4294967296] of F32 does not fill the 0 bytes of its data_offsets"
        ),
        (
            "{\"a\":\(entry("F4", "[3]", "[0,1]"))}",
            "tensor \"a\": [3] of F4 does not fill the 1 bytes of its data_offsets"
        ),
        (
            "{\"a\":\(entry("F32", "[3]", "[12]"))}",
            "tensor \"a\": its data_offsets are [12]: a begin and an end are needed"
        ),
        (
            "{\"a\":\(entry("F32", "[3]", "[12,0]"))}",
            "tensor \"a\": its data_offsets are [12, 0]: a begin and an end are needed"
        ),
        (
            "{\"a\":\(entry()),\"b\":\(entry())}",
            "tensor \"b\": its data_offsets are [0, 12]: they must begin at 12 and end within the 24 bytes of data"
        ),
        (
            "{\"a\":\(entry("F32", "[3]", "[4,16]"))}",
            "tensor \"a\": its data_offsets are [4, 16]: they must begin at 0 and end within the 24 bytes of data"
        ),
        (
            "{\"a\":\(entry("F32", "[9]", "[0,36]"))}",
            "tensor \"a\": its data_offsets are [0, 36]: they must begin at 0 and end within the 24 bytes of data"
        ),
        ("{\"a\":\(entry())}", "byte 75: 12 bytes belong to no tensor"),
        ("{\"__metadata__\":{\"k\":3}}", "byte 29: \" is needed in the header"),
        ("{\"__metadata__\":\"x\"}", "byte 24: { is needed in the header"),
        ("{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}", "byte 40: __metadata__ has \"k\" twice"),
        ("{\"__metadata__\":{},\"__metadata__\":{}}", "byte 42: __metadata__ is there twice"),
    ]

    @Test("that breaks the rules is refused with the place and what is wrong", arguments: malformed)
    func refused(header: String, sentence: String) {
        let error = #expect(throws: FileError.self) { try Safetensors(file(header, data: 24)) }
        #expect(error?.description == "safetensors data, \(sentence)" && error?.kind == .malformed)
    }

    @Test("that is not UTF-8 is refused")
    func encoding() {
        #expect(throws: FileError.self) { try Safetensors(file(Data([0x7B, 0x22, 0xFF, 0x22, 0x7D]))) }
    }

    @Test("names are bytes: two that differ in Unicode composition only are two, written and read one by one")
    func composition() throws {
        let (composed, decomposed) = ("caf\u{E9}", "cafe\u{301}")
        #expect(composed == decomposed)
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).safetensors")
        defer { try? FileManager.default.removeItem(at: file) }
        try Safetensors.write(
            [(name: composed, tensor: Tensor([1])), (name: decomposed, tensor: Tensor([2]))], to: file)
        let contents = try Safetensors(contentsOf: file)
        #expect(contents.names.map { Array($0.utf8) } == [Array(decomposed.utf8), Array(composed.utf8)])
        #expect(try contents.tensor(composed).asArray(Float.self) == [1])
        #expect(try contents.tensor(decomposed).asArray(Float.self) == [2])
        // A dictionary cannot hold both.
        let error = #expect(throws: FileError.self) { try contents.tensors() }
        #expect(error?.kind == .unsupported)
        #expect(error?.message.contains("differs from this one in Unicode composition only") == true)
        // One of them by itself is like any other name.
        try Safetensors.write([(name: decomposed, tensor: Tensor([2]))], to: file)
        #expect(try Safetensors(contentsOf: file).tensors()[composed]?.asArray(Float.self) == [2])
        let twice = #expect(throws: FileError.self) {
            try Safetensors.write([(name: "a", tensor: Tensor([1])), (name: "a", tensor: Tensor([2]))], to: file)
        }
        #expect(twice?.message == "the name is there twice")
    }
}
