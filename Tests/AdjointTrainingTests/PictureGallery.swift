import Adjoint
import AdjointTraining
import Foundation

/// A picture of each kind, as `Docs/Pictures.md` shows them.
enum PictureGallery {
    static let pictures: [(name: String, picture: any Picture & Sendable)] = [
        ("losses", losses), ("optimizers", optimizers), ("weights", weights), ("confusion", confusion),
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

    /// Rings of 28×28 pixels, the fourth of them misread.
    static var digits: ImageGrid {
        let pixels = (0..<20).flatMap { image in
            (0..<28 * 28).map { pixel -> Double in
                let (row, column) = (Double(pixel / 28) - 13.5, Double(pixel % 28) - 13.5)
                let flattening: Double = 1 + 0.1 * Double(image)
                let distance: Double = (row * row + column * column * flattening).squareRoot() - 9
                return exp(-distance * distance / 4)
            }
        }
        return ImageGrid(
            title: "What the network read", images: Tensor(pixels, shape: [20, 28, 28]),
            captions: (0..<20).map { $0 == 3 ? "6 for 0" : "0" }, wrong: [3])
    }

    static var moonPoints: (points: Tensor, labels: Tensor) {
        let jitter = noise(240, seed: 5)
        let points = (0..<120).flatMap { index -> [Double] in
            let angle = Double.pi * Double(index / 2) / 59
            let (x, y) =
                index % 2 == 0 ? (cos(angle), sin(angle)) : (1 - cos(angle), 0.5 - sin(angle))
            return [x + 0.1 * jitter[2 * index], y + 0.1 * jitter[2 * index + 1]]
        }
        return (Tensor(points, shape: [120, 2]), Tensor((0..<120).map { $0 % 2 }))
    }

    static var moons: DecisionBoundary {
        DecisionBoundary(title: "Two moons", points: moonPoints.points, labels: moonPoints.labels) { places in
            let (x, y) = (places[.all, 0], places[.all, 1])
            return sigmoid(8 * (0.25 - y + 0.9 * sin(3 * (x - 0.5))))
        }
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
