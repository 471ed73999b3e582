// A network that reads a text character by character, learns what comes next, and writes on.
//
//   swift run -c release Characters                          an LSTM on 77 sonnets
//   swift run -c release Characters --model transformer
//   swift run -c release Characters --text FILE --temperature 0.6
import Adjoint
import AdjointNN
import AdjointTraining
import ExampleSupport
import Foundation

let arguments = Arguments(
    "Learns to write like a text, character by character.",
    [
        "--model NAME": "lstm or transformer (lstm)",
        "--text FILE": "what to learn from, in UTF-8 (the first 77 of Shakespeare's sonnets)",
        "--temperature T": "of what it writes: below 1 it is careful, above 1 bold (0.7)",
        "--epochs N": "(15)",
        "--checkpoint FILE": "keep the run there, and continue it from there",
        "--seed N": "of weights, order and samples (0)",
    ])
let temperature = arguments.decimal("--temperature") ?? 0.7
let seed = UInt64(arguments.number("--seed") ?? 0)
let epochs = arguments.number("--epochs") ?? (arguments.isQuick ? 1 : 15)
let (features, length) = arguments.isQuick ? (32, 32) : (128, 64)

let file = arguments.text("--text")
guard let whole = file.map({ try? String(contentsOfFile: $0, encoding: .utf8) }) ?? sonnets else {
    stop(1, "\(file ?? ""): there is no such file, or it is not text in UTF-8")
}
let text = arguments.isQuick ? String(whole.prefix(6000)) : whole
/// What it writes on from.
let start = file == nil ? "Shall I" : String(text.prefix(10))
let alphabet = Alphabet(of: text)
let numbers = alphabet.encode(text)
// The end of the text is for validation.
let cut = numbers.count * 9 / 10
let training = Windows(text: numbers[0..<cut], length: length, step: length / 4)
let validation = Windows(text: numbers[cut..<numbers.count], length: length, step: length)
if training.count < 32 || validation.count < 1 { stop(1, "the text has \(numbers.count) characters: too few") }

/// e to the mean of -log p of each character after the first, where p comes from counts: what a network has to beat.
func perplexity(counting order: Int) -> Double {
    let characters = numbers.asArray(Int.self)
    var counts: [ArraySlice<Int>: [Int: Double]] = [:]
    for place in order..<cut {
        counts[characters[place - order..<place], default: [:]][characters[place], default: 0] += 1
    }
    let losses = (cut..<characters.count).map { place in
        let following = counts[characters[place - order..<place]] ?? [:]
        let all = following.values.reduce(0, +)
        return -log(((following[characters[place]] ?? 0) + 0.1) / (all + 0.1 * Double(alphabet.count)))
    }
    return exp(losses.reduce(0, +) / Double(losses.count))
}

/// A text that goes on from a beginning, each character drawn with the probabilities that the model gives.
func write(_ model: some CharacterModel, from start: String, count: Int, temperature: Double, seed: UInt64) -> String {
    let generator = RandomGenerator(seed: seed)
    return model.evaluating {
        let read = model.reader()
        var logits = read(alphabet.encode(start))
        var text = start
        for _ in 0..<count {
            let next = Tensor.categorical(logits / temperature, generator: generator)
            text.append(alphabet.characters[Int(next.item())])
            logits = read(next.expandedDimension(at: 0))
        }
        return text
    }
}

/// Shows what the model writes as it learns.
final class SampleWriter<Model: CharacterModel>: Callback {
    private let model: Model
    private let every: Int

    init(of model: Model, every: Int) { (self.model, self.every) = (model, every) }

    func epochEnded(_ run: TrainingRun) {
        guard run.epoch.isMultiple(of: every), run.epoch < run.epochCount else { return }
        show(write(model, from: text.contains("\n") ? "\n" : start, count: 120, temperature: temperature, seed: seed))
    }
}

func show(_ text: String) {
    for line in text.split(separator: "\n") { print("    │ \(line)") }
}

/// Trains a model, and shows and draws what it has learned.
func run(_ name: String, _ model: some CharacterModel, rate: Double) throws {
    print("\n\(name): \(model.parameterCount) parameters")
    let optimizer = AdamW(model, learningRate: rate)
    let trainer = Trainer(model, optimizer) { logits, following in
        crossEntropy(logits.flattened(through: 1), following.flattened())
    }
    trainer.display = .every(epochs: max(epochs / 8, 1))
    let data = DataLoader(training, batchSize: 32, shuffle: true, seed: seed, dropLast: true)
    let history = try trainer.fit(
        data, epochs: epochs, validation: DataLoader(validation, batchSize: 32),
        checkpoint: arguments.text("--checkpoint").map { Checkpoint(URL(fileURLWithPath: $0)) },
        callbacks: [
            LearningRateSchedule(.cosine(from: rate, steps: epochs * data.batchCount)),
            SampleWriter(of: model, every: max(epochs / 4, 1)),
        ])
    let (losses, unseen) = (history["loss"], history["validation loss"])
    print(
        "\nperplexity \(format(exp(losses.last ?? .nan))), of what it has not seen \(format(exp(unseen.last ?? .nan)))")
    for temperature in Set([0.4, temperature, 1]).sorted() {
        print("\nat the temperature \(temperature):")
        let count = arguments.isQuick ? 60 : 300
        show(write(model, from: start, count: count, temperature: temperature, seed: seed))
    }
    arguments.draw(
        "perplexity-\(name)",
        LineChart(
            title: "Perplexity, \(name)", xTitle: "epoch", yTitle: "perplexity",
            series: [Series("training", losses.map { exp($0) }), Series("validation", unseen.map { exp($0) })],
            yScale: .logarithmic))
    arguments.draw("next-\(name)", foresight(model, name))
}

/// What the model expects after each character of a line of the validation text, with a ring around what came.
func foresight(_ model: some CharacterModel, _ name: String) -> HeatMap {
    let unseen = numbers[cut..<numbers.count].asArray(Int.self)
    let start = (unseen.firstIndex { alphabet.characters[$0] == "\n" } ?? 0) + 1
    let count = min(32, length, unseen.count - start - 1)
    let line = unseen[start..<start + count + 1]
    let probabilities = model.evaluating { softmax(model(Tensor([Array(line.dropLast())])))[0] }
    let following = Array(line.dropFirst())
    // The characters that were thought likely, the most likely ones first, and those that came.
    let likely = probabilities.sum(axis: 0).asArray(Double.self)
    let order = alphabet.characters.indices.sorted { (likely[$1], $0) < (likely[$0], $1) }
    let rows = order.enumerated().filter { $0 < 16 || following.contains($1) }.map(\.element)
    return HeatMap(
        title: "The next character, \(name)", values: probabilities.take(Tensor(rows), axis: 1).T,
        rowNames: rows.map(alphabet.name), columnNames: following.map(alphabet.name),
        xTitle: "the character that came", yTitle: "the character that was expected", range: 0...1,
        marks: Tensor(rows).expandedDimension(at: 1) .== Tensor(following))
}

func format(_ number: Double) -> String { String(format: "%.2f", number) }

print("\(numbers.count) characters, \(alphabet.count) different ones; the last tenth is for validation")
print(
    "perplexity by counting: single characters \(format(perplexity(counting: 0))), after one \(format(perplexity(counting: 1))),"
)
print("after two \(format(perplexity(counting: 2))), after three \(format(perplexity(counting: 3)))")

let names = ["lstm", "transformer"]
for name in arguments.isQuick ? names : [arguments.choice("--model", of: names)] {
    let generator = RandomGenerator(seed: seed)
    let model: any CharacterModel =
        name == "lstm"
        ? RecurrentModel(alphabet.count, features: features, generator: generator)
        : AttentionModel(alphabet.count, features: features / 2, length: length, generator: generator)
    attempt { try run(name, model, rate: name == "lstm" ? 8e-3 : 4e-3) }
}
