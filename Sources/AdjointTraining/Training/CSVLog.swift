import Adjoint
import Foundation

/// Keeps the history in a file of comma-separated values: a row for each epoch, replaced as a whole.
public final class CSVLog: Callback {
    private let file: URL

    /// Writes to `file`.
    public init(_ file: URL) { self.file = file }

    /// Writes the history.
    public func epochEnded(_ run: TrainingRun) throws {
        try writeAtomically(to: file) { try $0.write(contentsOf: Data(run.history.csv.utf8)) }
    }
}
