import Adjoint
import AdjointNN
import Foundation
import Testing

private struct MultiLayer: Module {
    let conv1 = Conv2d(3, 4, kernel: 3, padding: 1)
    let norm1 = BatchNorm2d(4)
    let fc1 = Linear(.inferred, 16)
    func callAsFunction(_ x: Tensor) -> Tensor { fc1(relu(norm1(conv1(x))).reshaped(x.shape[0], -1)) }
}

/// The files that other libraries wrote; they are kept beside the repository, or where `ADJOINT_INTEROP` says.
private let interop: URL = {
    if let path = ProcessInfo.processInfo.environment["ADJOINT_INTEROP"] { return URL(fileURLWithPath: path) }
    let root = (0..<4).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent() }
    return root.appendingPathComponent("shared/data/interop")
}()

@Suite("Weights from PyTorch")
struct PretrainedTests {
    private struct Manifest: Decodable {
        struct Entry: Decodable {
            let file: String
            let forward: [Float]?
        }
        let safetensors: [Entry]
    }

    @Test(
        "load by name into a model of the same architecture, which then computes the same",
        .enabled(
            if: FileManager.default.fileExists(atPath: interop.appendingPathComponent("manifest.json").path),
            "the interop files are not beside the repository"))
    func multiLayer() throws {
        let data = try Data(contentsOf: interop.appendingPathComponent("manifest.json"))
        let manifest = try JSONDecoder().decode(Manifest.self, from: data)
        let entry = try #require(manifest.safetensors.first { $0.forward != nil })
        let model = MultiLayer()
        try model.load(contentsOf: interop.appendingPathComponent(entry.file))
        #expect(model.norm1.numBatchesTracked?.item() == 1)
        model.eval()
        let output = model(.ones([1, 3, 8, 8])).asArray(Float.self)
        let expected = entry.forward ?? []
        #expect(output.count == 16 && expected.count == 16)
        // The manifest has eight decimal places.
        #expect(zip(output, expected).allSatisfy { abs($0 - $1) < 2e-7 })
    }
}
