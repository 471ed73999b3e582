import Foundation

/// Shows on a terminal how far a long run is, in one line of the error stream that is written over. Shows nothing
/// elsewhere, so that files and pipes get only results.
public final class ProgressBar {
    private let total: Int
    private let title: String
    private let isShown: Bool
    private let first: Int
    private let start = Date()
    private var shown = ""
    private var lastUpdate = Date.distantPast

    /// A bar for `total` steps, of which `first` were done before.
    public init(_ title: String, total: Int, from first: Int = 0) {
        // Counts that cannot be meant are cut down, so that the bar can be computed.
        self.first = min(max(first, 0), 1 << 40)
        self.title = title
        self.total = min(max(total, 1), 1 << 40)
        isShown = isatty(STDERR_FILENO) == 1
    }

    /// Whether an update would be shown: on a terminal, 20 times a second at most, and at the end.
    public func isDue(_ done: Int) -> Bool {
        isShown && (done >= total || Date().timeIntervalSince(lastUpdate) > 0.05)
    }

    /// Shows that `done` steps are done, with a note such as the present loss, if that is due.
    public func update(_ done: Int, note: String = "") {
        guard isDue(done) else { return }
        lastUpdate = Date()
        let done = min(max(done, 0), total)
        let width = 24
        let filled = done * width / total
        let bar = String(repeating: "━", count: filled) + String(repeating: "·", count: width - filled)
        let elapsed = Date().timeIntervalSince(start)
        let left = done > first ? elapsed * Double(total - done) / Double(done - first) : 0
        let text = "\(title) \(bar) \(done)/\(total)  \(note)  \(String(format: "%.1f", left)) s left"
        guard text != shown else { return }
        shown = text
        FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
    }

    /// Removes the bar, so that a line can be printed in its place.
    public func clear() {
        guard isShown, !shown.isEmpty else { return }
        shown = ""
        FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
    }
}
