// Training in a task, as an app does it: progress arrives on the main actor, the task can be cancelled and taken up
// again, and eight tasks at once ask the network.
import Adjoint
import AdjointNN
import AdjointTraining
import ExampleSupport
import Foundation

let arguments = Arguments("Trains in a task, and asks the network from eight.", ["--seed N": "weights and order (0)"])
let seed = UInt64(arguments.number("--seed") ?? 0)
let (epochs, cancelAfter) = arguments.isQuick ? (4, 2) : (20, 6)

let digits = try Samples.digits().mapInputs { ($0 / 16).reshaped(-1, 1, 8, 8) }
let parts = stratifiedSplit(digits.targets, testFraction: 0.2, generator: RandomGenerator(seed: seed))
let (training, test) = (digits[parts.train], digits[parts.test])

func network() -> Sequential {
    let generator = RandomGenerator(seed: seed)
    return Sequential(
        Conv2d(1, 16, kernel: 3, padding: 1, generator: generator), ReLU(), MaxPool2d(2), Flatten(),
        Dropout(0.3, generator: generator), Linear(256, 10, generator: generator))
}

/// What a training task tells those who wait for it.
struct Progress: Sendable {
    let epoch: Int
    let epochs: Int
    let scores: Scores
}

/// Tells of each epoch.
final class Teller: Callback {
    private let tell: (Progress) -> Void

    init(_ tell: @escaping (Progress) -> Void) { self.tell = tell }

    func epochEnded(_ run: TrainingRun) {
        if let scores = run.history.last { tell(Progress(epoch: run.epoch, epochs: run.epochCount, scores: scores)) }
    }
}

/// What a window of an app would show.
@MainActor final class Window {
    private(set) var bar = ""

    func show(_ progress: Progress) {
        MainActor.assertIsolated()
        let done = progress.epoch * 20 / progress.epochs
        bar = String(repeating: "█", count: done) + String(repeating: "░", count: 20 - done)
        let (loss, accuracy) = (progress.scores["loss"] ?? .nan, progress.scores["validation accuracy"] ?? .nan)
        print("  \(bar)  " + String(format: "epoch %2d  loss %.4f  accuracy %.4f", progress.epoch, loss, accuracy))
    }
}

/// Starts the training of a model in a task of its own, beside the main actor. The stream ends with the task.
func start(
    _ model: Sequential, checkpoint: URL? = nil, on training: AdjointTraining.Samples, _ test: AdjointTraining.Samples,
    epochs: Int, seed: UInt64
) -> (task: Task<History, any Error>, progress: AsyncStream<Progress>) {
    let (stream, continuation) = AsyncStream.makeStream(of: Progress.self)
    let task = Task.detached {
        defer { continuation.finish() }
        let trainer = Trainer(model, Adam(model, learningRate: 0.003), metrics: [Accuracy()]) { crossEntropy($0, $1) }
        trainer.display = .none
        return try trainer.fit(
            DataLoader(training, batchSize: 32, shuffle: true, seed: seed), epochs: epochs,
            validation: DataLoader(test, batchSize: 256), checkpoint: checkpoint.map { Checkpoint($0) },
            callbacks: [Teller { continuation.yield($0) }])
    }
    return (task, stream)
}

let window = Window()
let file = FileManager.default.temporaryDirectory.appendingPathComponent("training-task-\(UUID()).safetensors")
defer { try? FileManager.default.removeItem(at: file) }

// 1. A task that is cancelled while it trains.
print("A task trains a network; after epoch \(cancelAfter) it is cancelled")
var (task, progress) = start(network(), checkpoint: file, on: training, test, epochs: epochs, seed: seed)
for await state in progress {
    window.show(state)
    if state.epoch == cancelAfter { task.cancel() }
}
let cancelled = try await task.value
print("  \(cancelled.epochs.count) of \(epochs) epochs, and some batches of the next, are done and in the checkpoint")

// 2. Another one goes on where it was.
print("\nAnother task goes on from the checkpoint")
let model = network()
(task, progress) = start(model, checkpoint: file, on: training, test, epochs: epochs, seed: seed)
for await state in progress { window.show(state) }
let history = try await task.value

// 3. The same without a break.
let twin = network()
_ = try await start(twin, on: training, test, epochs: epochs, seed: seed).task.value
let isSame = zip(model.parameters, twin.parameters).allSatisfy { $0.asArray(Float.self) == $1.asArray(Float.self) }
print("\nthe weights are those of a run that was not cancelled, bit for bit: \(isSame ? "yes" : "no")")
if !isSame { stop(1, "the resumed run has other weights") }

// 4. Questions from eight tasks at once.
/// The probabilities of all test images, an eighth by each question; the questions are asked by so many tasks.
func answers(from model: Sequential, about images: Tensor, tasks: Int) async -> [[Float]] {
    let bounds = (0...8).map { $0 * images.shape[0] / 8 }
    return await withTaskGroup(of: [(Int, [Float])].self) { group in
        for task in 0..<tasks {
            group.addTask {
                model.evaluating {
                    stride(from: task, to: 8, by: tasks).map { part in
                        (part, softmax(model(images[bounds[part]..<bounds[part + 1]])).asArray(Float.self))
                    }
                }
            }
        }
        var parts = Array(repeating: [Float](), count: 8)
        for await answers in group { for (part, answer) in answers { parts[part] = answer } }
        return parts
    }
}

let one = await answers(from: model, about: test.inputs, tasks: 1)
var differences = 0
let repetitions = arguments.isQuick ? 5 : 50
for _ in 0..<repetitions where await answers(from: model, about: test.inputs, tasks: 8) != one { differences += 1 }
print("\(repetitions) times eight tasks at once: \(differences) of them with other answers than one task alone")
if differences > 0 { stop(1, "answers depend on the number of tasks") }

let curve = history["loss"]
arguments.draw(
    "loss",
    LineChart(
        title: "A run in two tasks", xTitle: "epoch", yTitle: "cross-entropy",
        series: [
            Series("training", curve), Series("test", history["validation loss"]),
            Series(
                "cancelled here", [curve[cancelled.epochs.count - 1]], x: [Double(cancelled.epochs.count)],
                style: .points),
        ], yScale: .logarithmic))
