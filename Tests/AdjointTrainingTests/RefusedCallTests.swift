import Adjoint
import AdjointNN
import AdjointTraining
import Foundation
import Testing

/// Sizes, counts, steps and ranges that cannot be meant, each with its sentence.
@Suite("Calls that are refused")
struct RefusedCallTests {
    /// A call, and how its error begins.
    struct Refusal: Sendable, CustomTestStringConvertible {
        let sentence: String
        let call: @Sendable () throws -> Void
        var testDescription: String { sentence }

        init(_ sentence: String, _ call: @escaping @Sendable () throws -> Void) {
            (self.sentence, self.call) = (sentence, call)
        }
    }

    private static let most = 1 << 40
    private static let line = Samples(Tensor.zeros([3, 2]), Tensor([0, 1, 0]))

    static let sizes: [Refusal] = [
        Refusal("ConfusionMatrix: more bytes are needed than can be counted") { _ = ConfusionMatrix(classes: .max) },
        Refusal("ConfusionMatrix: 8796093022208 bytes are needed") { _ = ConfusionMatrix(classes: 1 << 20) },
        Refusal("ConfusionMatrix: -1 classes") { _ = ConfusionMatrix(classes: -1) },
        Refusal("randomSplit: the number of samples is \(Int.max): at most \(most) is possible") {
            _ = randomSplit(.max, testFraction: 0.5)
        },
        Refusal("randomSplit: the number of samples is -1: at least 0 is needed") {
            _ = randomSplit(-1, testFraction: 0.5)
        },
        Refusal("DataLoader: the size of a batch is \(Int.max): at most \(most) is possible") {
            _ = DataLoader(line, batchSize: .max)
        },
        Refusal("DataLoader: the number of batches made ahead is \(Int.max)") {
            _ = DataLoader(line, batchSize: 1, prefetch: .max)
        },
        Refusal("DataLoader: the number of samples is -3: at least 0 is needed") {
            _ = DataLoader(Counted(count: -3), batchSize: 1)
        },
        Refusal("DataLoader: the number of samples is \(Int.max)") {
            _ = DataLoader(Counted(count: .max), batchSize: 1)
        },
        Refusal("DataLoader: 8796093022208 bytes are needed") {
            _ = DataLoader(Counted(count: most), batchSize: 1, shuffle: true)
        },
        Refusal("moons: the number of samples is \(Int.max)") { _ = Samples.moons(count: .max) },
        Refusal("xor: 52776558133248 bytes are needed") { _ = Samples.xor(count: most) },
        Refusal("spirals: the number of classes is 0: at least 1 is needed") { _ = Samples.spirals(classes: 0) },
        Refusal("prefix: 8796093022208 bytes are needed") {
            _ = Samples(Tensor.zeros([most, 0]), Tensor.zeros([most, 0])).prefix(.max)
        },
        Refusal("Cutout: the side of the square is \(Int.max)") { _ = Cutout(.max) },
        Refusal("Histogram: more bytes are needed than can be counted") {
            _ = Histogram(title: "", values: [1, 2], bins: .max)
        },
        Refusal("DecisionBoundary: the resolution is \(Int.max): at most 4096 is possible") {
            _ = DecisionBoundary(
                title: "", points: Tensor.zeros([1, 2]), labels: Tensor([0]), resolution: .max, classifier: { $0 })
        },
        Refusal("textImage: ") { _ = textImage(Tensor.zeros([0, 1 << 20, 1 << 20])) },
        Refusal("HyperparameterSearch: the number of trials is \(Int.max)") {
            _ = HyperparameterSearch(random: ["a": .uniform(0...1)], count: .max, seed: 0)
        },
        Refusal("fit: the number of epochs is \(Int.max)") {
            let model = Sequential(Linear(2, 1))
            _ = try Trainer(model, SGD(model, learningRate: 0.1), loss: { $0.mean() + 0 * $1.sum() })
                .fit(DataLoader(line, batchSize: 1), epochs: .max)
        },
    ]

    static let numbers: [Refusal] = [
        Refusal("Rotation: the range of degrees is 0.0...inf") { _ = Rotation(degrees: 0 ... .infinity) },
        Refusal("Zoom: factors 1.0...inf: finite numbers above 0 are needed") { _ = Zoom(1 ... .infinity) },
        Refusal("Shift: the distance is nan: a finite number is needed") { _ = Shift(.nan) },
        Refusal("Shift: the vertical range is -inf...0.0") { _ = Shift(horizontal: 0...0, vertical: -.infinity...0) },
        Refusal("Noise: the standard deviation is inf") { _ = Noise(.infinity) },
        Refusal("Noise: a standard deviation of nan: at least 0 is needed") { _ = Noise(.nan) },
        Refusal("moons: the noise is inf") { _ = Samples.moons(noise: .infinity) },
        Refusal("circles: the factor is nan") { _ = Samples.circles(factor: .nan) },
        Refusal("spirals: the number of turns is inf") { _ = Samples.spirals(turns: .infinity) },
        Refusal("linearRegression: the weight or bias is nan") { _ = Samples.linearRegression(weights: [1, .nan]) },
        Refusal("MinMaxScaler: the range is 0.0...inf") {
            _ = MinMaxScaler(fittedTo: Tensor([[1], [2]]), range: 0 ... .infinity)
        },
        Refusal("MinMaxScaler: the range is 1.0...1.0: its bounds must differ") {
            _ = MinMaxScaler(fittedTo: Tensor([[1], [2]]), range: 1...1)
        },
        Refusal("Standardizer: mean [2] float32 and deviation [3] float32: floating point of equal shape is needed") {
            _ = Standardizer(mean: Tensor.zeros([2]), deviation: Tensor.ones([3]))
        },
        Refusal("EarlyStopping: patience 5 and minimum change inf") { _ = EarlyStopping(minimumChange: .infinity) },
        Refusal("HyperparameterSearch: \"a\" has no value to draw in 0.0...inf") {
            _ = HyperparameterSearch(random: ["a": .uniform(0 ... .infinity)], count: 3, seed: 0)
        },
        Refusal("HyperparameterSearch: \"a\" has no value to draw in 1.0...inf") {
            _ = HyperparameterSearch(random: ["a": .logarithmic(1 ... .infinity)], count: 3, seed: 0)
        },
        Refusal("HyperparameterSearch: \"a\" has no value to draw in 0...\(Int.max)") {
            _ = HyperparameterSearch(random: ["a": .integer(0 ... .max)], count: 3, seed: 0)
        },
        Refusal("Trial: \"a\" is nan: a whole number is needed") { _ = Trial(["a": .number(.nan)]).count("a") },
        Refusal("Trial: \"a\" is 1e+300: a whole number is needed") { _ = Trial(["a": 1e300]).count("a") },
        Refusal("Stacking: at least one member is needed") { _ = Stacking([], final: Linear(2, 2)) },
        Refusal("Ensemble: members give [2]: [batch, classes] is needed") {
            _ = Ensemble([Lambda { $0.sum(axis: 1) }])(Tensor.zeros([2, 3]))
        },
    ]

    @Test("name the number and what would be possible", arguments: sizes + numbers)
    func sentence(_ refusal: Refusal) {
        let error = #expect(throws: AdjointError.self) { try withErrors { try refusal.call() } }
        #expect(error?.description.hasPrefix(refusal.sentence) ?? false, "\(error?.description ?? "")")
    }

    @Test("a batch that is refused is no sample of any metric")
    func metrics() throws {
        var metrics: [any Metric] = [
            BinaryAccuracy(), MeanSquaredError(), MeanAbsoluteError(), Precision(average: .micro),
        ]
        for index in metrics.indices {
            #expect(throws: AdjointError.self) {
                try withErrors {
                    let refused = matmul(Tensor.ones([2, 3]), Tensor.ones([2, 3]))
                    metrics[index].update(refused, refused)
                }
            }
            #expect(metrics[index].value.isNaN)
        }
    }

    @Test("a loss that is refused ends a run at once, and the weights stay")
    func refusedLoss() {
        let model = Sequential(Linear(weight: Tensor([[1, 2]])))
        model.parameters.forEach { $0.requiresGrad = true }
        let trainer = Trainer(model, SGD(model, learningRate: 0.1)) { crossEntropy($0, $1) }
        trainer.display = .none
        let error = #expect(throws: AdjointError.self) {
            try withErrors { try trainer.fit(DataLoader(Self.line, batchSize: 3), epochs: 1 << 39) }
        }
        #expect(error?.operation == "crossEntropy")
        #expect(model.parameters[0].asArray(Float.self) == [1, 2])
    }
}

@Suite("Sizes at the ends of their ranges")
struct ExtremeSizeTests {
    @Test("a range wider than the greatest number is searched over its whole width")
    func wideRange() throws {
        let search = try withErrors {
            HyperparameterSearch(random: ["a": .uniform(-1e308...1e308)], count: 200, seed: 1)
        }
        let values = search.trials.map { $0["a"] }
        #expect(values.allSatisfy { (-1e308...1e308).contains($0) })
        #expect(values.contains { $0 < -5e307 } && values.contains { $0 > 5e307 })
        #expect(Set(values).count == 200)
    }

    @Test("pixels of the greatest numbers are drawn from black to white")
    func widePixels() {
        let images = Tensor([-1e308, 0, 1e308, 1e308] as [Double], shape: [1, 2, 2])
        #expect(ImageGrid(title: "", images: images).svg.contains("data:image/png;base64,"))
        #expect(ImageGrid(title: "", images: images, columns: .max).svg.contains("<image"))
    }

    @Test("a loader without an order of its own needs no memory for one")
    func longLoader() throws {
        let loader = try withErrors { DataLoader(Counted(count: 1 << 40), batchSize: 2, prefetch: 0) }
        #expect(loader.batchCount == 1 << 39)
        let last = Array(loader.epoch(0, from: (1 << 39) - 1))
        #expect(last.count == 1 && last[0].inputs.asArray(Int.self) == [(1 << 40) - 2, (1 << 40) - 1])
    }
}

/// A data set whose samples are their positions.
private struct Counted: Dataset {
    let count: Int
    func batch(at positions: [Int]) -> Batch { (Tensor(positions), Tensor(positions)) }
}
