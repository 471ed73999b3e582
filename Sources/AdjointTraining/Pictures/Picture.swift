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
    /// Writes the drawing to a file, making its folder where there is none. An existing file is replaced only once the
    /// new one is whole.
    /// - Throws: `FileError` where the system refuses; then what was there before is as it was.
    public func write(to file: URL) throws {
        let data = Data(svg.utf8)
        do {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        } catch {
            throw FileError(.unwritable, file.path, nil, "its folder cannot be made: \(error.localizedDescription)")
        }
        try writeAtomically(to: file) { try $0.write(contentsOf: data) }
    }
}
