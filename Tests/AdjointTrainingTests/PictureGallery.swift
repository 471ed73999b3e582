import Adjoint
import AdjointNN
import AdjointTraining
import Foundation

/// A picture of each kind, as `Docs/Pictures.md` shows them.
enum PictureGallery {
    static let pictures: [(name: String, picture: any Picture & Sendable)] = [
        ("losses", losses), ("optimizers", optimizers), ("weights", weights), ("heat-map", heatMap),
        ("confusion", confusion),
        ("confusion-normalized", normalizedConfusion), ("digits", digits), ("moons", moons), ("regions", regions),
    ]

    static func noise(_ count: Int, seed: UInt64) -> [Double] {
        Tensor.normal([count], generator: RandomGenerator(seed: seed)).asArray(Double.self)
    }

    static var losses: LineChart {
        let jitter = noise(60, seed: 1)
        func decay(_ epoch: Int, _ time: Double) -> Double { 2.3 * exp(-Double(epoch) / time) }
        let training = (0..<30).map { epoch in decay(epoch, 6) + 0.02 * jitter[epoch] + 0.05 }
        let validation = (0..<30).map { epoch in
            let overfitting: Double = 0.25 + 0.012 * Double(epoch)
            return decay(epoch, 5) + 0.03 * jitter[30 + epoch] + overfitting
        }
        return LineChart(
            title: "Loss", xTitle: "epoch", yTitle: "cross-entropy",
            series: [Series("training", training), Series("validation", validation)])
    }

    static var optimizers: LineChart {
        let names = ["SGD", "momentum", "Adagrad", "Adadelta", "RMSprop", "Adam", "Adamax", "Nadam", "Ftrl"]
        let series = names.enumerated().map { index, name in
            let jitter = noise(200, seed: UInt64(index))
            let values = (0..<200).map { step -> Double in
                let exponent: Double = 0.1 * jitter[step] - Double(step) * (0.01 + 0.006 * Double(index))
                return exp(exponent) + 1e-4
            }
            return Series(name, values, x: (0..<200).map { Double($0 * 10) })
        }
        return LineChart(title: "Optimizers", xTitle: "step", yTitle: "loss", series: series, yScale: .logarithmic)
    }

    static var weights: Histogram {
        Histogram(
            title: "Weights of the first layer", values: noise(5000, seed: 3).map { $0 * 0.05 }, xTitle: "weight")
    }

    /// How much each word of a sentence could attend to the others.
    static var heatMap: HeatMap {
        let words = ["the", "cat", "sat", "on", "the", "mat"]
        let scores = Tensor(noise(36, seed: 5).map { ($0 * 100).rounded() / 50 }, shape: [6, 6])
        return HeatMap(
            title: "Attention", values: softmax(scores), rowNames: words, columnNames: words, xTitle: "to",
            yTitle: "from",
            range: 0...1, marks: scores .== scores.max(axis: 1, keepDims: true))
    }

    /// 300 guesses at 10 digits, of which some are wrong.
    static var matrix: ConfusionMatrix {
        let actual = (0..<600).map { $0 % 10 }
        let chance = noise(600, seed: 4)
        let predicted = actual.indices.map { chance[$0] > 1.4 ? Int(abs(chance[$0] * 1e4)) % 10 : actual[$0] }
        return ConfusionMatrix(predicted: Tensor(predicted), actual: Tensor(actual), classes: 10)
    }

    static var confusion: ConfusionPicture { ConfusionPicture(matrix, title: "Digits, test images") }

    static var normalizedConfusion: ConfusionPicture {
        ConfusionPicture(
            ConfusionMatrix(
                predicted: Tensor([0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 2, 0, 1], dtype: .int64),
                actual: Tensor([0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 2, 2], dtype: .int64), classes: 3),
            classNames: ["setosa", "versicolor", "virginica"], normalized: true, title: "Iris")
    }

    static var digits: ImageGrid {
        guard let digits = try? Samples.digits().prefix(20) else {
            return ImageGrid(title: "", images: Tensor.zeros([0, 8, 8]))
        }
        let captions = digits.targets.asArray(Int.self).enumerated().map { $0 == 8 ? "3 for 8" : String($1) }
        return ImageGrid(
            title: "What the network read", images: digits.inputs.reshaped(20, 8, 8), captions: captions, wrong: [8])
    }

    static var moons: DecisionBoundary {
        let generator = RandomGenerator(seed: 1)
        let moons = Samples.moons(count: 120, noise: 0.15, generator: generator)
        let model = Sequential(
            Linear(2, 16, generator: generator), Tanh(), Linear(16, 1, generator: generator), Sigmoid())
        let optimizer = Adam(model, learningRate: 0.1)
        let targets = moons.targets.cast(to: .float32).expandedDimension(at: 1)
        for _ in 0..<100 {
            let loss = binaryCrossEntropy(model(moons.inputs), targets)
            optimizer.zeroGrad()
            loss.backward()
            optimizer.step()
        }
        return DecisionBoundary(title: "Two moons", points: moons.inputs, labels: moons.targets) { model($0) }
    }

    static var regions: DecisionBoundary {
        let points = Tensor(noise(180, seed: 6), shape: [90, 2])
        let centres = Tensor([[-1, 0], [1, 1], [0.5, -1.2], [1.5, -0.5]], dtype: .float64)
        func nearest(_ places: Tensor) -> Tensor {
            square(places.expandedDimension(at: 1).cast(to: .float64) - centres).sum(axis: 2).argmin(axis: 1)
        }
        return DecisionBoundary(
            title: "Nearest centre", points: points, labels: nearest(points), xTitle: "length", yTitle: "width",
            classifier: nearest)
    }
}
