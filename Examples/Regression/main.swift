// Regression from a table: prices of flats. Reads a CSV with quoted fields and missing numbers, fills and scales them,
// trains, saves the model with all that it has learned of the data, and reads it again.
//
//   swift run -c release Regression --model flats.safetensors
//   swift run -c release Regression --model flats.safetensors --predict Examples/Regression/questions.csv
import Adjoint
import AdjointNN
import AdjointTraining
import ExampleSupport
import Foundation

let arguments = Arguments(
    "Learns prices of flats from a table, and says those of others.",
    [
        "--csv FILE": "the table to learn from (flats.csv, in this example's folder)",
        "--model FILE": "where the trained model is kept",
        "--predict FILE": "a table without prices: read the model, and say them",
        "--epochs N": "passes over the data, at most (300)",
        "--seed N": "of the initial weights, the parts and the order (0)",
    ])
RandomGenerator.shared.seed = UInt64(arguments.number("--seed") ?? 0)

/// The model of both runs. What it has learned of the data is in it, and so is saved with it.
struct FlatPrices: Module {
    static let columns: CSVColumns = ["area", "rooms", "built", "distance"]
    let imputer = Imputer(features: 4)
    let scaler = Standardizer(features: 4)
    let network = Sequential(Linear(4, 32), Tanh(), Linear(32, 1))
    let prices = Standardizer(features: 1)

    /// From inputs [flats, 4], of which some may be missing, to scaled prices [flats, 1].
    func callAsFunction(_ x: Tensor) -> Tensor { network(scaler(imputer(x))) }

    /// In euros.
    func predict(_ x: Tensor) -> Tensor { evaluating { prices.inverse(self(x)) } }
}

let model = FlatPrices()

/// A number of euros, in thousands.
func thousands(_ euros: Double) -> String { String(format: "%.0f,000 €", euros / 1000) }

// The second run: the same struct, without data of its own.
if let questions = arguments.text("--predict") {
    guard let file = arguments.text("--model") else {
        stop(2, "--predict needs --model FILE, which a first run has written")
    }
    attempt {
        try model.load(contentsOf: URL(fileURLWithPath: file))
        let table = try CSVTable(
            contentsOf: URL(fileURLWithPath: questions), columns: FlatPrices.columns, missing: .kept)
        for price in model.predict(table.inputs).asArray(Double.self) { print(thousands(price)) }
    }
    exit(0)
}

let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
let file = arguments.text("--csv").map { URL(fileURLWithPath: $0) } ?? folder.appendingPathComponent("flats.csv")
let table = attempt {
    try CSVTable(contentsOf: file, values: "price", columns: FlatPrices.columns, missing: .kept)
}
let gaps = (table.inputs .!= table.inputs).cast(to: .int32).sum(axis: 0).asArray(Int.self)
let parts = table.samples.randomSplit(validationFraction: 0.15, testFraction: 0.15)
print(
    "\(table.samples.count) flats: \(parts.train.count) to train on, \(parts.validation.count) to stop by, \(parts.test.count) to test"
)
for (name, count) in zip(table.columnNames, gaps) where count > 0 { print("\(name) is missing in \(count) rows") }

// Fitted to the training part alone: the test part stays new.
model.imputer.fit(to: parts.train.inputs, by: .median)
model.scaler.fit(to: model.imputer(parts.train.inputs))
model.prices.fit(to: parts.train.targets)
let (train, validation) = (
    parts.train.mapTargets { model.prices($0) }, parts.validation.mapTargets { model.prices($0) }
)
print("\n\(model)\n")

let trainer = Trainer(model, AdamW(model, learningRate: 0.01, weightDecay: 0.01), metrics: [RSquared()]) {
    mseLoss($0, $1)
}
let epochs = arguments.number("--epochs") ?? (arguments.isQuick ? 60 : 300)
trainer.display = .every(epochs: epochs / 6)
let history = attempt {
    try trainer.fit(
        DataLoader(train, batchSize: 32, shuffle: true), epochs: epochs,
        validation: DataLoader(validation, batchSize: 256), callbacks: [EarlyStopping(patience: 60)])
}

// On flats that it has not seen.
let predicted = model.predict(parts.test.inputs)
let error = abs(predicted - parts.test.targets).mean().item()
let naive = abs(parts.train.targets.mean() - parts.test.targets).mean().item()
var fit = RSquared()
fit.update(predicted, parts.test.targets)
print("\nmean error on the test part: \(thousands(error)) (of the mean price: \(thousands(naive)))")
print(String(format: "R² %.3f", fit.value))
if fit.value < 0.9 { stop(1, "R² above 0.9 was expected") }

// Another model of the same build gets everything from the file.
let saved = arguments.text("--model").map { URL(fileURLWithPath: $0) }
let kept = saved ?? FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).safetensors")
let again = FlatPrices()
attempt {
    try model.save(to: kept)
    try again.load(contentsOf: kept)
    if saved == nil { try FileManager.default.removeItem(at: kept) }
}
let repeated = again.predict(parts.test.inputs)
if repeated.asArray(Float.self) != predicted.asArray(Float.self) { stop(1, "the saved model says something else") }
print("saved, read again, and the same to the bit")
if let name = arguments.text("--model") {
    print("ask it: swift run -c release Regression --model \(name) --predict FILE")
}

let (actual, said) = (parts.test.targets.asArray(Double.self), predicted.asArray(Double.self))
let ends = [actual.min() ?? 0, actual.max() ?? 0].map { $0 / 1000 }
arguments.draw(
    "prices",
    LineChart(
        title: "Prices of flats that the network has not seen", xTitle: "price, 1,000 €",
        yTitle: "what the network says",
        series: [
            Series("flats", said.map { $0 / 1000 }, x: actual.map { $0 / 1000 }, style: .points),
            Series("right", ends, x: ends),
        ]))
arguments.draw("loss", history.chart("loss", "validation loss", title: "Flats", yScale: .logarithmic))
