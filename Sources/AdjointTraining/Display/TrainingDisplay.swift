import Foundation

/// What a trainer prints.
public enum TrainingDisplay: Sendable, Hashable {
    /// On a terminal a bar with step, loss, metrics, rate and time left; and a line for each epoch everywhere.
    case automatic
    /// Nothing.
    case none
}

/// Prints how far a run is.
final class ProgressReporter {
    private let display: TrainingDisplay
    private let run: TrainingRun
    private var bar: ProgressBar?
    private var epochStart = Date()
    private var sampleCount = 0

    init(_ display: TrainingDisplay, _ run: TrainingRun) {
        self.display = display
        self.run = run
    }

    private var place: String {
        let total = String(run.epochCount)
        let epoch = String(repeating: " ", count: max(total.count - "\(run.epoch)".count, 0))
        return "epoch \(epoch)\(run.epoch)/\(total)"
    }

    func epochStarted() {
        guard display == .automatic else { return }
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

    func epochEnded(_ scores: Scores) {
        guard display == .automatic else { return }
        bar?.clear()
        print(place, " \(scores)", String(format: " %.1f s", Date().timeIntervalSince(epochStart)))
    }

    func finish() {
        guard display == .automatic else { return }
        bar?.clear()
        if let reason = run.stopReason { print("stopped: \(reason)") }
    }
}
