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

    /// Takes over what `state` gave for the same metrics.
    mutating func load(_ state: State, file: String) throws {
        do {
            guard state.metrics.count == metrics.count, state.sampleCount >= 0 else { throw CancellationError() }
            metrics = try zip(metrics, state.metrics).map { try $0.restored(from: $1) }
        } catch {
            throw FileError(.unsupported, file, nil, "the run had other metrics than \(metrics.map(\.name))")
        }
        lossSum = state.lossSum
        sampleCount = state.sampleCount
    }
}

extension Metric {
    /// This kind of metric as it was encoded.
    fileprivate func restored(from data: Data) throws -> any Metric {
        try Checkpoint.decoder.decode(Self.self, from: data)
    }
}
