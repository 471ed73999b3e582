import Foundation

/// What a trainer prints.
public enum TrainingDisplay: Sendable, Hashable {
    /// On a terminal a bar with step, loss, metrics, rate and time left; and a line for each epoch everywhere.
    case automatic
    /// As `automatic`, with a line for every so many epochs and for the last.
    case every(epochs: Int)
    /// Nothing.
    case none

    /// After how many epochs a line comes; nil where none does.
    fileprivate var interval: Int? {
        switch self {
        case .automatic: 1
        case .every(let epochs): max(epochs, 1)
        case .none: nil
        }
    }
}

/// Prints how far a run is.
final class ProgressReporter {
    private let interval: Int?
    private let run: TrainingRun
    private var bar: ProgressBar?
    private var epochStart = Date()
    private var sampleCount = 0
    private var hasSaidNonFinite = false

    init(_ display: TrainingDisplay, _ run: TrainingRun) {
        interval = display.interval
        self.run = run
    }

    private var place: String {
        let total = String(run.epochCount)
        return "epoch \("\(run.epoch)".leftPadded(to: total.count))/\(total)"
    }

    /// Says where a run is taken up, or that nothing is left of it.
    func resumed(from file: URL) {
        if interval != nil { printLine(Self.resumption(of: run, from: file)) }
    }

    static func resumption(of run: TrainingRun, from file: URL) -> String {
        if run.epoch >= run.epochCount {
            return "already finished: \(run.epoch) of \(run.epochCount) epochs are in \(file.path); "
                + "ask for more epochs, or remove it to start anew"
        }
        let batch = run.batch > 0 ? ", batch \(run.batch + 1) of \(run.batchCount)" : ""
        return "resumed from \(file.path) at epoch \(run.epoch + 1) of \(run.epochCount)\(batch)"
    }

    func epochStarted() {
        guard interval != nil else { return }
        epochStart = Date()
        sampleCount = 0
        let title = "epoch \(run.epoch + 1)/\(run.epochCount)"
        bar = ProgressBar(title, total: run.batchCount, from: run.batch)
    }

    func batchEnded(_ scores: @autoclosure () -> Scores, samples: Int) {
        guard let bar else { return }
        sampleCount += samples
        guard bar.isDue(run.batch) else { return }
        let rate = Double(sampleCount) / max(Date().timeIntervalSince(epochStart), 1e-9)
        bar.update(run.batch, note: "\(scores())  \(String(format: "%.0f", rate)) samples/s")
    }

    /// Says once that a loss is not a number, and where to look.
    func lossEnded(_ loss: Double) {
        guard interval != nil, !loss.isFinite, !hasSaidNonFinite else { return }
        hasSaidNonFinite = true
        bar?.clear()
        printLine(Self.nonFinite(loss, run))
    }

    static func nonFinite(_ loss: Double, _ run: TrainingRun) -> String {
        "the loss is \(loss) at epoch \(run.epoch + 1), batch \(run.batch) of \(run.batchCount): detectAnomalies { … } around "
            + "fit names the operation that was the first; a smaller learning rate or clipping may help; the callback "
            + "StopAtNonFiniteLoss() ends such a run"
    }

    func epochEnded(_ scores: Scores) {
        guard let interval else { return }
        bar?.clear()
        guard run.epoch.isMultiple(of: interval) || run.epoch == run.epochCount else { return }
        printLine("\(place)  \(scores)  \(Self.duration(Date().timeIntervalSince(epochStart)))")
    }

    func finish() {
        guard interval != nil else { return }
        bar?.clear()
        if let reason = run.stopReason { printLine("stopped: \(reason)") }
    }

    private static func duration(_ seconds: Double) -> String {
        seconds < 0.1 ? String(format: "%.1f ms", seconds * 1000) : String(format: "%.1f s", seconds)
    }
}

/// Prints a line that is there at once, also in a file.
func printLine(_ text: String) {
    print(text)
    fflush(nil)
}
