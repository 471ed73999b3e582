import Adjoint
import AdjointRuntime

/// Notes that the process is asked to end (Ctrl-C, SIGTERM), so that a run can save itself first. Asked a second time,
/// the process ends at once.
///
/// Of several runs at a time the first one takes the signals.
final class Interruption {
    private static let isTaken = Guarded(false)
    private let isOurs: Bool

    init() {
        isOurs = Self.isTaken.withValue { isTaken in
            defer { isTaken = true }
            return !isTaken
        }
        if isOurs { adj_catch_signals() }
    }

    /// Whether a signal came.
    var isRequested: Bool { adj_caught_signal() != 0 }

    /// Gives the signals back to whoever had them before, and sends on the one that came: unless the program has a
    /// handler of its own, it ends here, as it would have without us.
    func finish() {
        guard isOurs else { return }
        adj_release_signals()
        Self.isTaken.withValue { $0 = false }
    }
}
