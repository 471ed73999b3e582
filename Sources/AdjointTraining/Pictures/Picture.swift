import Adjoint
import Foundation

/// A picture that is drawn as SVG.
///
/// Its background is transparent, and its colours can be read on a light and on a dark page.
public protocol Picture {
    /// The whole drawing as an SVG document.
    var svg: String { get }
}

extension Picture {
    /// Writes the drawing to a file. An existing one is replaced only once the new one is whole.
    /// - Throws: `FileError` where the folder does not exist or the system refuses; then what was there before is as it
    ///   was.
    public func write(to file: URL) throws {
        let data = Data(svg.utf8)
        let folder = file.deletingLastPathComponent()
        guard FileManager.default.fileExists(atPath: folder.path) else {
            throw FileError(.unwritable, file.path, nil, "the folder \(folder.path) does not exist: make it first")
        }
        try writeAtomically(to: file) { try $0.write(contentsOf: data) }
    }
}
