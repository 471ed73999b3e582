import Foundation

/// So many bytes are enough for `foreignFormat`.
package let foreignFormatLength = 64

/// What a file looks like by its first bytes, with what to do where that is known, for a sentence about a file that is
/// not of the format that was asked for: one of tensors, or a text. Nil where it looks like nothing, or is a text as it
/// should be.
package func foreignFormat(_ bytes: [UInt8], insteadOfText: Bool = false) -> String? {
    if bytes.isEmpty { return insteadOfText ? nil : "it is empty" }
    let text = text(bytes)
    let signature = signatures.first { bytes.starts(with: $0.start) }
    if let signature, text == nil || !insteadOfText {
        return signature.name + (signature.holdsTensors && !insteadOfText ? "; \(fromPython)" : "")
    }
    guard let text else { return nil }
    if text.hasPrefix("version https://git-lfs") {
        return "it is the pointer that Git LFS leaves in the place of a file: git lfs pull fetches the file"
    }
    let line = String(text.prefix { !$0.isNewline }.prefix(24))
    let begin = line.isEmpty ? "" : ", which begins with \(quoted(line))"
    let first = text.drop { $0.isWhitespace }.prefix(5).lowercased()
    if first == "<html" || first == "<!doc" {
        return "it is a page\(begin), that was downloaded in the place of the file"
    }
    if insteadOfText { return nil }
    if first.hasPrefix("{") || first.hasPrefix("[") { return "it is a text like JSON\(begin)" }
    return "it is a text\(line.contains(",") || line.contains(";") ? " like CSV" : "")\(begin)"
}

private let signatures: [(start: [UInt8], name: String, holdsTensors: Bool)] = [
    (
        Array("PK\u{3}\u{4}".utf8),
        "it is a zip file, as PyTorch's .pt and .pth, NumPy's .npz, Keras's .keras and Excel's .xlsx are", true
    ),
    ([0x80, 0x02], "it is a Python pickle, as older .pt and .pth of PyTorch are", true),
    ([0x93] + Array("NUMPY".utf8), "it is a .npy file of NumPy", true),
    ([0x89] + Array("HDF".utf8), "it is an HDF5 file, as Keras's .h5 is", true),
    (Array("GGUF".utf8), "it is a GGUF file", false),
    ([0x1F, 0x8B], "it is a gzip file: unpack it first", false),
    (Array("BZh".utf8), "it is a bzip2 file: unpack it first", false),
    ([0xFD] + Array("7zXZ".utf8), "it is an xz file: unpack it first", false),
    ([0x28, 0xB5, 0x2F, 0xFD], "it is a Zstandard file: unpack it first", false),
    ([0x89] + Array("PNG".utf8), "it is a PNG picture", false),
    ([0xFF, 0xD8, 0xFF], "it is a JPEG picture", false),
    (Array("%PDF".utf8), "it is a PDF file", false),
    ([0x7F] + Array("ELF".utf8), "it is a program", false),
]

private let fromPython = "safetensors.torch.save_file or safetensors.numpy.save_file writes tensors in Python"

/// The first bytes as a text: nil where one is none of a text.
private func text(_ bytes: [UInt8]) -> String? {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    guard start.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || (9...13).contains($0) }) else { return nil }
    // The last character may be cut off.
    return (0...min(3, start.count)).lazy.compactMap { String(bytes: start.dropLast($0), encoding: .utf8) }.first
}
