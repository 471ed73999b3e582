import Adjoint
import Foundation
import Testing

@Suite("A tensor's description")
struct PrintingTests {
    /// One block of Golden/printing.txt: a tensor, and its text as NumPy prints it.
    struct Golden: CustomTestStringConvertible, Sendable {
        let header: String
        let text: String
        var testDescription: String { header }

        var tensor: Tensor {
            let fields = header.components(separatedBy: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            let shape = fields[1].split(separator: ",").map { Int($0)! }
            let dtype = DType.allCases.first { $0.description == fields[0] }!
            let elements = fields[2].split(separator: " ").flatMap { element -> [Double] in
                let bounds = element.components(separatedBy: "..")
                return bounds.count == 2 ? (Int(bounds[0])!...Int(bounds[1])!).map(Double.init) : [Double(element)!]
            }
            return Tensor(elements, shape: shape).cast(to: dtype)
        }
    }

    static let goldens: [Golden] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/printing.txt")
        let text = try! String(contentsOf: file, encoding: .utf8)
        return text.components(separatedBy: "\n%%\n").filter { !$0.isEmpty }.map { block in
            let lines = block.components(separatedBy: "\n")
            return Golden(header: lines[0], text: lines.dropFirst().joined(separator: "\n"))
        }
    }()

    @Test("is NumPy's, with true and false in lower case", arguments: goldens)
    func numPy(golden: Golden) {
        #expect(golden.tensor.description == golden.text)
    }

    @Test("the goldens cover every dtype that NumPy has")
    func coverage() {
        #expect(Self.goldens.count > 130)
        #expect(Set(Self.goldens.map(\.tensor.dtype)) == Set(DType.allCases).subtracting([.bfloat16]))
    }

    @Test("is the same for a view as for a copy")
    func views() {
        let x = Tensor.arange(0, 24).reshaped(4, 6) / 7
        for view in [x.T, x[1..<3, .stride(by: -2)], x[0].broadcast(to: [300, 6]), x.flipped()] {
            #expect(view.description == Tensor(view.asArray(Float.self), shape: view.shape).description)
        }
    }

    @Test("bfloat16 shows the shortest digits that tell its numbers apart")
    func bfloat16() {
        #expect(Tensor([0.1, 0.2, 3.140625]).cast(to: .bfloat16).description == "[0.1  0.2  3.14]")
        #expect(Tensor([1.0, 128]).cast(to: .bfloat16).description == "[1.00e+00 1.28e+02]")
        #expect(Tensor(-2.5).cast(to: .bfloat16).description == "-2.5")
    }

    @Test("a tensor of gradients prints as one without")
    func gradients() {
        let x = Tensor([1, 2], requiresGrad: true)
        #expect("\(x)" == "[1. 2.]")
        #expect("\(x * 2)" == "[2. 4.]")
    }

    @Test("the debug description adds shape, dtype and origin, and aligns the rows")
    func debugDescription() {
        let x = Tensor([[1, 2], [3, 4]], requiresGrad: true)
        #expect(
            x.debugDescription
                == "Tensor([[1. 2.]\n        [3. 4.]], shape: [2, 2], dtype: float32, requires grad)")
        #expect((x + 1)[0].debugDescription.hasPrefix("Tensor([2. 3.], shape: [2], dtype: float32, made by "))
        #expect(Tensor(7, dtype: .int64).debugDescription == "Tensor(7, shape: [], dtype: int64)")
    }

    @Test("the mirror shows shape, dtype and elements")
    func mirror() {
        let children = Mirror(reflecting: Tensor([1, 2])).children
        #expect(children.map(\.label) == ["shape", "dtype", "elements"])
        #expect(children.map { "\($0.value)" } == ["[2]", "float32", "[1. 2.]"])
    }
}
