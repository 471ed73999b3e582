import Adjoint
import Foundation

/// The mean loss and the metrics of the batches so far.
struct RunningScores {
    private var lossSum = 0.0
    private var sampleCount = 0
    private var metrics: [any Metric]

    init(_ metrics: [any Metric]) {
        self.metrics = metrics
        for index in metrics.indices { self.metrics[index].reset() }
    }

    /// Adds a batch: its mean loss, and the model's outputs beside the targets.
    mutating func add(loss: Double, outputs: Tensor, targets: Tensor) {
        let count = targets.shape.first ?? 1
        lossSum += loss * Double(count)
        sampleCount += count
        for index in metrics.indices { metrics[index].update(outputs, targets) }
    }

    var scores: Scores {
        var scores = Scores()
        scores["loss"] = sampleCount > 0 ? lossSum / Double(sampleCount) : .nan
        for metric in metrics { scores[metric.name] = metric.value }
        return scores
    }

    /// What a checkpoint keeps.
    struct State: Codable {
        let lossSum: Double
        let sampleCount: Int
        let metrics: [Data]
    }

    func state() throws -> State {
        State(
            lossSum: lossSum, sampleCount: sampleCount, metrics: try metrics.map { try Checkpoint.encoder.encode($0) })
    }

    /// What `state` gave for the same metrics; these scores are left as they are.
    /// - Throws: `FileError` where it is that of other metrics, or cannot be right.
    func restored(from state: State, file: String) throws(FileError) -> RunningScores {
        let others = "the run had other metrics than \(listed(metrics.map(\.name)))"
        guard state.metrics.count == metrics.count else { throw FileError(.unsupported, file, nil, others) }
        guard Count.range.contains(state.sampleCount) else {
            throw FileError(.malformed, file, nil, "\(state.sampleCount) samples cannot have been counted")
        }
        var scores = self
        for (index, metric) in metrics.enumerated() {
            do {
                scores.metrics[index] = try metric.restored(from: state.metrics[index])
            } catch let error as ImpossibleState {
                throw FileError(
                    .malformed, file, nil, "the state of the metric \(quoted(metric.name)): \(error.reason)")
            } catch {
                throw FileError(.unsupported, file, nil, others)
            }
        }
        scores.lossSum = state.lossSum
        scores.sampleCount = state.sampleCount
        return scores
    }
}

extension Metric {
    /// This kind of metric as it was encoded, looked at as a whole.
    fileprivate func restored(from data: Data) throws -> any Metric {
        let saved = try Checkpoint.decoder.decode(Self.self, from: data)
        if let count = Count.impossible(in: saved) { throw ImpossibleState("\(count) is no count") }
        try check(saved)
        return saved
    }
}
