import Foundation

/// Files that other libraries wrote, with a manifest of what they hold; they are kept beside the repository, not in it.
///
/// `ADJOINT_INTEROP` names their folder where it is another.
struct InteropFiles {
    struct Manifest: Decodable {
        let safetensors: [Entry]
    }

    struct Entry: Decodable, Sendable, CustomStringConvertible {
        let file: String
        let status: String
        let metadata: [String: String]?
        let arrays: [String: Array]?
        let forward: [Float]?
        var description: String { file }
    }

    struct Array: Decodable, Sendable {
        let dtype: String
        let shape: [Int]
        let values: [Value]?
        let bytes_hex: String?

        var bytes: Data? {
            bytes_hex.map { text in
                let digits = Swift.Array(text.utf8)
                return Data(
                    stride(from: 0, to: digits.count, by: 2).map {
                        UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16) ?? 0
                    })
            }
        }
    }

    /// A number, or its text where JSON numbers would lose digits.
    struct Value: Decodable, Sendable {
        let text: String

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let integer = try? container.decode(Int.self) {
                text = "\(integer)"
            } else if let number = try? container.decode(Double.self) {
                text = "\(number)"
            } else {
                text = try (try? container.decode(Bool.self)).map { "\($0)" } ?? container.decode(String.self)
            }
        }
    }

    static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["ADJOINT_INTEROP"] { return URL(fileURLWithPath: path) }
        let root = (0..<4).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent() }
        return root.appendingPathComponent("shared/data/interop")
    }()

    static let manifest: Manifest? = (try? Data(contentsOf: folder.appendingPathComponent("manifest.json")))
        .flatMap { try? JSONDecoder().decode(Manifest.self, from: $0) }

    static var isPresent: Bool {
        FileManager.default.fileExists(atPath: folder.appendingPathComponent("manifest.json").path)
    }
}
