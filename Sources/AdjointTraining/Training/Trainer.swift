import Adjoint
import AdjointNN
import Foundation

/// The training loop with what usually surrounds it: scores, validation, progress, callbacks, checkpoints.
///
///     let trainer = Trainer(model, Adam(model), metrics: [Accuracy()]) { crossEntropy($0, $1) }
///     let history = try trainer.fit(DataLoader(train, batchSize: 128, shuffle: true), epochs: 20, validation: test)
///     print(trainer.evaluate(test))
///
/// It does nothing that a plain loop could not: for each batch `optimizer.step { loss(model(inputs), targets) }`.
public final class Trainer<Model: Module<Tensor, Tensor>> {
    /// The network.
    public let model: Model
    /// What changes its parameters.
    public let optimizer: any Optimizer
    /// What is printed: by default a bar on a terminal, and a line for each epoch.
    public var display = TrainingDisplay.automatic
    private let loss: (_ outputs: Tensor, _ targets: Tensor) -> Tensor
    private let metrics: [any Metric]

    /// - Parameters:
    ///   - model: the network, from inputs [batch, …] to outputs.
    ///   - optimizer: an optimizer of the model's parameters.
    ///   - metrics: what to compute of outputs and targets beside the loss, for each epoch. Their names must differ;
    /// see
    ///     `Metric.named(_:)`.
    ///   - loss: the mean loss of a batch, of rank 0, from outputs and targets. Penalties on the weights can be added
    /// to it.
    public init(
        _ model: Model, _ optimizer: any Optimizer, metrics: [any Metric] = [],
        loss: @escaping (_ outputs: Tensor, _ targets: Tensor) -> Tensor
    ) {
        self.model = model
        self.optimizer = optimizer
        self.metrics = distinctlyNamed(metrics)
        self.loss = loss
    }

    // MARK: Training

    /// Trains on the data, epoch after epoch.
    ///
    /// The scores of an epoch are `loss` and the metrics, over its batches as they were while it trained, and with
    /// `validation` also `validation loss` and so on, in evaluation mode after it.
    ///
    /// In a task that is cancelled the run ends after the present batch; with a checkpoint it is saved first.
    ///
    /// - Parameters:
    ///   - data: the batches to train on.
    ///   - epochs: how many epochs the run has; one that is taken up has done some of them.
    ///   - validation: data that it does not train on.
    ///   - checkpoint: keeps the run in a file; if the file is there, the run continues from it, and ends with the same
    ///     bits as one that was not interrupted. Ctrl-C and SIGTERM then save before they end
    ///     the process; a second one ends it at once.
    ///   - callbacks: called in this order. They may have watched other runs before.
    /// - Returns: the scores of each epoch, of those before too.
    /// - Throws: what the callbacks and the checkpoint throw.
    @discardableResult
    public func fit(
        _ data: DataLoader, epochs: Int, validation: DataLoader? = nil, checkpoint: Checkpoint? = nil,
        callbacks: [any Callback] = []
    ) throws -> History {
        let run = TrainingRun(model: model, optimizer: optimizer, epochCount: epochs, batchCount: data.batchCount)
        guard epochs >= 0, data.batchCount > 0 else {
            report(
                AdjointError(
                    .value, "fit", "\(epochs) epochs of \(data.batchCount) batches: there is nothing to train on"))
            return run.history
        }
        // A mistake inside `withErrors` ends the run at once: nothing that follows it would have an effect.
        guard checkCount(epochs, atLeast: 0, "number of epochs", of: "fit"), !hasFailed else { return run.history }
        callbacks.forEach { $0.reset() }
        var running = RunningScores(metrics)
        var data = data
        // Whether the state is that of a file, and no batch has met it.
        var isUntried = false
        if let checkpoint {
            removePartialFiles(besides: checkpoint.file)
            if let saved = try checkpoint.restore(run, callbacks, running: running, data: data) {
                running = saved.running
                data = data.reseeded(saved.seed)
                isUntried = true
            }
        }
        let interruption = checkpoint.map { _ in Interruption() }
        defer { interruption?.finish() }
        let reporter = ProgressReporter(display, run)
        defer { reporter.finish() }
        if let checkpoint, isUntried { reporter.resumed(from: checkpoint.file) }

        model.train()
        try callbacks.forEach { try $0.fitStarted(run) }
        while run.epoch < epochs, run.stopReason == nil {
            reporter.epochStarted()
            for batch in data.epoch(run.epoch, from: run.batch) {
                try callbacks.forEach { try $0.batchStarted(run) }
                if isUntried {
                    // What does not fit comes from outside, and is thrown.
                    try withErrors { train(batch, run, &running) }
                    isUntried = false
                } else {
                    train(batch, run, &running)
                }
                if hasFailed { return run.history }
                reporter.lossEnded(run.batchLoss)
                try callbacks.forEach { try $0.batchEnded(run) }
                reporter.batchEnded(running.scores, samples: batch.targets.shape.first ?? 1)
                if run.stopReason != nil || run.batch == data.batchCount { break }
                let isDue = checkpoint?.batches.map { run.batch.isMultiple(of: $0) } ?? false
                let isEnding = Self.isEnding(interruption)
                if isDue || isEnding { try checkpoint?.save(run, callbacks, running: running, data: data) }
                if isEnding { return interrupted(run, checkpoint) }
            }
            if run.stopReason != nil || run.batch < data.batchCount { break }
            var scores = running.scores
            if let validation { scores = scores.adding(evaluate(validation), prefix: "validation ") }
            if hasFailed { return run.history }
            run.history.append(scores)
            run.epoch += 1
            run.batch = 0
            running = RunningScores(metrics)
            reporter.epochEnded(scores)
            try callbacks.forEach { try $0.epochEnded(run) }
            if hasFailed { return run.history }
            try checkpoint?.save(run, callbacks, running: running, data: data)
            if Self.isEnding(interruption), run.epoch < epochs { return interrupted(run, checkpoint) }
        }
        try callbacks.forEach { try $0.fitEnded(run) }
        return run.history
    }

    /// Whether the process was asked to end, or the task that trains.
    private static func isEnding(_ interruption: Interruption?) -> Bool {
        Task.isCancelled || interruption?.isRequested ?? false
    }

    private func interrupted(_ run: TrainingRun, _ checkpoint: Checkpoint?) -> History {
        run.stop(because: checkpoint.map { "interrupted; \($0.file.path) has the run up to here" } ?? "interrupted")
        return run.history
    }

    private func train(_ batch: Batch, _ run: TrainingRun, _ running: inout RunningScores) {
        var outputs: Tensor?
        func step() -> Tensor {
            optimizer.step {
                let result = model(batch.inputs)
                // An optimizer that searches along a line asks several times: the first time counts.
                outputs = outputs ?? result.detach()
                return loss(result, batch.targets)
            }
        }
        // What is displayed says more of a loss that is no number.
        let value = display == .none ? step() : Notices.omitting(.nonFiniteLoss, step)
        run.batchLoss = value.item()
        run.batch += 1
        if let outputs {
            if run.epoch == 0, run.batch == 1, batch.targets.dtype.isInteger, looksLikeProbabilities(outputs) {
                noticeProbabilities("the targets are labels; if the loss is crossEntropy, it takes logits")
            }
            withoutGradient { running.add(loss: run.batchLoss, outputs: outputs, targets: batch.targets) }
        }
    }

    // MARK: Using the model

    /// The loss and the metrics over data, in evaluation mode and without gradients.
    public func evaluate(_ data: DataLoader) -> Scores {
        var running = RunningScores(metrics)
        model.evaluating {
            for batch in data.epoch(0) {
                let outputs = model(batch.inputs)
                running.add(
                    loss: loss(outputs, batch.targets).item(), outputs: outputs, targets: batch.targets)
                if hasFailed { break }
            }
        }
        return running.scores
    }

    /// The model's outputs for inputs [samples, …], in evaluation mode and without gradients, `batchSize` at a time.
    public func predict(_ inputs: Tensor, batchSize: Int = 1024) -> Tensor {
        let count = inputs.shape.first ?? 0
        guard inputs.rank > 0, batchSize > 0, count > 0 else {
            report(
                AdjointError(.shape, "predict", "\(inputs.shape) in batches of \(batchSize): [samples, …] is needed"))
            return inputs
        }
        guard admits(count, of: MemoryLayout<Float>.stride, "predict") else { return .standIn() }
        let batchSize = min(batchSize, count)
        return model.evaluating {
            var parts: [Tensor] = []
            for start in stride(from: 0, to: count, by: batchSize) where !hasFailed {
                parts.append(model(inputs[start..<min(start + batchSize, count)]))
            }
            return parts.isEmpty ? .standIn() : parts.count == 1 ? parts[0] : concatenated(parts, axis: 0)
        }
    }
}
