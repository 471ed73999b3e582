import Foundation
import Testing

@testable import Adjoint

@Suite(
    "A .safetensors file that another library wrote",
    .enabled(if: InteropFiles.isPresent, "the interop files are not beside the repository"))
struct SafetensorsInteropTests {
    /// What a tensor makes of the types that it does not have.
    private static let widened = [
        "int8": DType.int32, "uint8": .int32, "int16": .int32, "uint16": .int32, "uint32": .int64, "uint64": .int64,
    ]

    private static func entries(_ status: String) -> [InteropFiles.Entry] {
        InteropFiles.manifest?.safetensors.filter { $0.status == status } ?? []
    }

    private static func url(_ entry: InteropFiles.Entry) -> URL {
        InteropFiles.folder.appendingPathComponent(entry.file)
    }

    @Test("the manifest is understood and names files of every kind")
    func manifest() {
        #expect(Self.entries("valid").count > 25 && Self.entries("malformed").count > 40)
        #expect(Self.entries("unsupported").count == 3 && Self.entries("lenient").count == 4)
    }

    @Test("holds what the manifest says", arguments: entries("valid"))
    func valid(entry: InteropFiles.Entry) throws {
        let file = try Safetensors(contentsOf: Self.url(entry))
        #expect(file.metadata == entry.metadata ?? [:])
        #expect(file.names.sorted() == (entry.arrays ?? [:]).keys.sorted())
        for (name, array) in entry.arrays ?? [:] {
            // What no tensor can hold: whole numbers beyond int64, ranks above 8.
            let values = array.values?.map(\.text) ?? []
            if array.shape.count > 8 || array.dtype == "uint64" && !values.allSatisfy({ Int($0) != nil }) {
                #expect(throws: FileError.self) { try file.tensor(name) }
                continue
            }
            let tensor = try file.tensor(name)
            #expect(tensor.shape == array.shape)
            if let dtype = Self.widened[array.dtype] {
                #expect(tensor.dtype == dtype && tensor.asArray(Int.self).map(String.init) == values)
            } else {
                #expect("\(tensor.dtype)" == array.dtype)
                // Where the manifest has a digest only, the bytes must be somewhere in the file.
                let isThere = try Data(contentsOf: Self.url(entry)).range(of: tensor.bytes) != nil
                #expect(array.bytes.map { $0 == tensor.bytes } ?? isThere)
            }
        }
    }

    @Test("is refused as malformed where it is", arguments: entries("malformed"))
    func malformed(entry: InteropFiles.Entry) {
        let error = #expect(throws: FileError.self) { try Safetensors(contentsOf: Self.url(entry)) }
        #expect(error?.kind == .malformed && error?.file == Self.url(entry).path && error?.place != nil)
    }

    @Test("is opened where tensors lack its type; the tensor is refused", arguments: entries("unsupported"))
    func unsupported(entry: InteropFiles.Entry) throws {
        let file = try Safetensors(contentsOf: Self.url(entry))
        for name in file.names {
            let error = #expect(throws: FileError.self) { try file.tensor(name) }
            #expect(error?.kind == .unsupported && error?.place == .tensor(name))
        }
    }

    @Test("is read or refused where the format leaves it open", arguments: entries("lenient"))
    func lenient(entry: InteropFiles.Entry) {
        do {
            #expect(try !Safetensors(contentsOf: Self.url(entry)).tensors().isEmpty)
        } catch {
            #expect(error.kind == .malformed)
        }
    }
}
