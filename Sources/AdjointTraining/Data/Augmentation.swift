import Adjoint
import AdjointNN

/// A random change of images that leaves what they show: more pictures to learn from than were taken.
///
/// Use it as a `DataLoader`'s `transform`, for training data only.
public protocol Augmentation: Sendable {
    /// Changed images. [samples, height, width] or [samples, channels, height, width], `float32` or `float64` → the
    /// same.
    ///
    /// What is drawn comes from `generator` alone: the same seed gives the same images. Each image has random numbers
    /// of its own.
    func callAsFunction(_ images: Tensor, generator: RandomGenerator) -> Tensor
}

/// Augmentations one after the other.
///
///     let augmentation = Augmentations(HorizontalFlip(), Rotation(degrees: -10...10), Noise(0.02))
///
/// Neighbours that move pixels, such as a rotation and a zoom, are done together, so that pixels are interpolated once.
public struct Augmentations: Augmentation {
    private let steps: [any Augmentation]

    /// Augmentations in this order.
    public init(_ steps: any Augmentation...) { self.init(steps) }

    /// Augmentations in this order.
    public init(_ steps: [any Augmentation]) {
        self.steps = steps.reduce(into: []) { steps, next in
            if let last = steps.last as? any Movement, let next = next as? any Movement {
                steps[steps.count - 1] = Movements(first: last, second: next)
            } else {
                steps.append(next)
            }
        }
    }

    /// Images that all have changed, one after the other.
    public func callAsFunction(_ images: Tensor, generator: RandomGenerator) -> Tensor {
        steps.reduce(images) { $1($0, generator: generator) }
    }
}

/// Mirrors images left to right, each with a probability.
public struct HorizontalFlip: Augmentation {
    private let probability: Double

    /// Mirrors an image with this probability.
    public init(probability: Double = 0.5) { self.probability = checked(probability, "HorizontalFlip") }

    /// Images of which some are mirrored.
    public func callAsFunction(_ images: Tensor, generator: RandomGenerator) -> Tensor {
        flipped(images, axis: -1, probability, generator, "HorizontalFlip")
    }
}

/// Mirrors images top to bottom, each with a probability.
public struct VerticalFlip: Augmentation {
    private let probability: Double

    /// Mirrors an image with this probability.
    public init(probability: Double = 0.5) { self.probability = checked(probability, "VerticalFlip") }

    /// Images of which some are mirrored.
    public func callAsFunction(_ images: Tensor, generator: RandomGenerator) -> Tensor {
        flipped(images, axis: -2, probability, generator, "VerticalFlip")
    }
}

/// Adds a normal random number to every pixel.
public struct Noise: Augmentation {
    private let standardDeviation: Double

    /// Noise of this standard deviation, in the unit of the pixels.
    public init(_ standardDeviation: Double) {
        if !(standardDeviation >= 0) {
            report(AdjointError(.value, "Noise", "a standard deviation of \(standardDeviation): at least 0 is needed"))
        }
        checkSetting(standardDeviation, "standard deviation", of: "Noise")
        self.standardDeviation = standardDeviation
    }

    /// Images with noise.
    public func callAsFunction(_ images: Tensor, generator: RandomGenerator) -> Tensor {
        guard areImages(images, "Noise") else { return images }
        return images
            + Tensor.normal(
                images.shape, standardDeviation: standardDeviation, dtype: images.dtype, generator: generator)
    }
}

/// Clears a square around a random pixel of each image, in all channels; what sticks out of the image is cut off
/// (DeVries and Taylor, "Improved Regularization of Convolutional Neural Networks with Cutout", 2017).
public struct Cutout: Augmentation {
    private let side: Int

    /// A square of `side` pixels a side.
    public init(_ side: Int) {
        if side < 0 { report(AdjointError(.value, "Cutout", "a square of \(side) pixels: at least 0 are needed")) }
        self.side = checkCount(side, atLeast: 0, "side of the square", of: "Cutout") ? side : 0
    }

    /// Images with a square of zeros.
    public func callAsFunction(_ images: Tensor, generator: RandomGenerator) -> Tensor {
        guard areImages(images, "Cutout") else { return images }
        /// Whether each position along an axis is outside of the square, with 1 for the other axes but the first.
        func isOutside(_ axis: Int) -> Tensor {
            let length = images.shape[images.rank + axis]
            let centre = floor(draw(0...Double(length), images, generator))
            let distance =
                Tensor.arange(length, dtype: images.dtype) - centre.expandedDimension(at: 1) + Double(side / 2)
            var shape = [Int](repeating: 1, count: images.rank)
            (shape[0], shape[images.rank + axis]) = (images.shape[0], length)
            return ((distance .< 0) .|| (distance .>= Double(side))).reshaped(shape)
        }
        return which(isOutside(-2) .|| isOutside(-1), images, Tensor.zeros([], dtype: images.dtype))
    }
}

/// A random number for each image, [samples], of the images' dtype.
func draw(_ range: ClosedRange<Double>, _ images: Tensor, _ generator: RandomGenerator) -> Tensor {
    let unit = Tensor.uniform([images.shape[0]], dtype: images.dtype, generator: generator)
    return unit * (range.upperBound - range.lowerBound) + range.lowerBound
}

/// Reports what is no batch of images.
func areImages(_ images: Tensor, _ name: String) -> Bool {
    if (3...4).contains(images.rank), images.dtype.isFloatingPoint { return true }
    report(
        AdjointError(
            .shape, name,
            "\(images.shape) \(images.dtype): float32 or float64 [samples, height, width] or [samples, channels, height, "
                + "width] is needed"))
    return false
}

private func checked(_ probability: Double, _ name: String) -> Double {
    if (0...1).contains(probability) { return probability }
    report(AdjointError(.value, name, "the probability \(probability) is not in 0...1"))
    return 0
}

private func flipped(
    _ images: Tensor, axis: Int, _ probability: Double, _ generator: RandomGenerator, _ name: String
) -> Tensor {
    guard areImages(images, name) else { return images }
    let isFlipped = draw(0...1, images, generator) .< probability
    let shape = [images.shape[0]] + [Int](repeating: 1, count: images.rank - 1)
    return which(isFlipped.reshaped(shape), images.flipped(axis: axis), images)
}
