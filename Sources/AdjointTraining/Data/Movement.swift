import Adjoint
import AdjointNN
import Foundation

/// An augmentation that moves pixels: an affine map of the plane for each image, around its centre.
///
/// Pixel (x, y) of the result is what the image shows at M · (x, y, 1), with x to the right and y down, counted in
/// pixels from the centre of the image: interpolated between the four pixels around (bilinear), and 0 outside.
protocol Movement: Augmentation {
    /// M for each image, [samples, 3, 3], whose last row is 0, 0, 1; for images [samples, …, height, width].
    func maps(_ images: Tensor, _ generator: RandomGenerator) -> Tensor
}

extension Movement {
    /// Images with their pixels moved.
    public func callAsFunction(_ images: Tensor, generator: RandomGenerator) -> Tensor {
        guard areImages(images, "\(Self.self)"), images.count > 0 else { return images }
        return resampled(images, maps(images, generator))
    }
}

/// Turns images around their centres by a random angle.
public struct Rotation: Movement {
    private let degrees: ClosedRange<Double>

    /// An angle in this range; positive is counterclockwise.
    public init(degrees: ClosedRange<Double>) {
        self.degrees = checkRange(degrees, "range of degrees", of: "Rotation") ? degrees : 0...0
    }

    func maps(_ images: Tensor, _ generator: RandomGenerator) -> Tensor {
        let angle = draw(degrees, images, generator) * (Double.pi / 180)
        let (c, s) = (cos(angle), sin(angle))
        let zero = Tensor.zeros(like: angle)
        return matrices(c, -s, zero, s, c, zero)
    }
}

/// Magnifies images from their centres by a random factor, the same for both axes.
public struct Zoom: Movement {
    private let factor: ClosedRange<Double>

    /// A factor in this range; more than 1 shows less of the image, larger.
    public init(_ factor: ClosedRange<Double>) {
        let isPossible = factor.lowerBound > 0 && factor.upperBound.isFinite
        if !isPossible {
            let needed = factor.upperBound.isFinite ? "numbers" : "finite numbers"
            report(AdjointError(.value, "Zoom", "factors \(factor): \(needed) above 0 are needed"))
        }
        self.factor = isPossible ? factor : 1...1
    }

    func maps(_ images: Tensor, _ generator: RandomGenerator) -> Tensor {
        let scale = 1 / draw(factor, images, generator)
        let zero = Tensor.zeros(like: scale)
        return matrices(scale, zero, zero, zero, scale, zero)
    }
}

/// Moves images to the right and down by random distances.
public struct Shift: Movement {
    private let horizontal: ClosedRange<Double>
    private let vertical: ClosedRange<Double>

    /// Distances in these ranges, in widths and heights of the image: -0.1...0.1 moves 28 pixels by 2.8 at most.
    /// Negative is left and up.
    public init(horizontal: ClosedRange<Double>, vertical: ClosedRange<Double>) {
        let isPossible =
            checkRange(horizontal, "horizontal range", of: "Shift")
            && checkRange(vertical, "vertical range", of: "Shift")
        (self.horizontal, self.vertical) = isPossible ? (horizontal, vertical) : (0...0, 0...0)
    }

    /// Up to `distance` widths to the left or right, and heights up or down.
    public init(_ distance: Double) {
        let range = checkFinite(distance, "distance", of: "Shift") ? -abs(distance)...abs(distance) : 0...0
        self.init(horizontal: range, vertical: range)
    }

    func maps(_ images: Tensor, _ generator: RandomGenerator) -> Tensor {
        let x = draw(horizontal, images, generator) * Double(images.shape[images.rank - 1])
        let y = draw(vertical, images, generator) * Double(images.shape[images.rank - 2])
        let (zero, one) = (Tensor.zeros(like: x), Tensor.ones(like: x))
        return matrices(one, zero, -x, zero, one, -y)
    }
}

/// Two movements done as one.
struct Movements: Movement {
    let first: any Movement
    let second: any Movement

    func maps(_ images: Tensor, _ generator: RandomGenerator) -> Tensor {
        let inner = first.maps(images, generator)
        return matmul(inner, second.maps(images, generator))
    }
}

/// [samples, 3, 3] from the entries of the first two rows, each [samples].
private func matrices(_ entries: Tensor...) -> Tensor {
    let last = [Tensor.zeros(like: entries[0]), Tensor.zeros(like: entries[0]), Tensor.ones(like: entries[0])]
    return stacked(entries + last, axis: 1).reshaped(-1, 3, 3)
}

/// The images as they are seen through maps, [samples, 3, 3]: see `Movement`.
private func resampled(_ images: Tensor, _ maps: Tensor) -> Tensor {
    let (height, width) = (images.shape[images.rank - 2], images.shape[images.rank - 1])
    let (count, channels) = (images.shape[0], images.rank == 4 ? images.shape[1] : 1)
    let (centreX, centreY) = (Double(width - 1) / 2, Double(height - 1) / 2)
    let x = Tensor.arange(width, dtype: images.dtype) - centreX
    let y = (Tensor.arange(height, dtype: images.dtype) - centreY).expandedDimension(at: 1)
    let m = maps.reshaped(count, 9, 1, 1)
    // A frame of zeros around the image, and coordinates no further than it: so there is nothing to be tested.
    let sourceX = clip(m[.all, 0] * x + m[.all, 1] * y + (m[.all, 2] + centreX), to: -1...Double(width))
    let sourceY = clip(m[.all, 3] * x + m[.all, 4] * y + (m[.all, 5] + centreY), to: -1...Double(height))
    let (left, top) = (floor(sourceX), floor(sourceY))
    let (right, bottom) = (sourceX - left, sourceY - top)
    let framed = images.reshaped(count, channels, height, width)
        .padded([(0, 0), (0, 0), (1, 2), (1, 2)]).reshaped(count, channels, -1)
    let corner = ((top + 1).cast(to: .int64) * Double(width + 3) + (left + 1).cast(to: .int64))
        .reshaped(count, 1, height * width).broadcast(to: [count, channels, height * width])
    func pixels(_ offset: Int) -> Tensor {
        framed.takeAlong(corner + Double(offset), axis: 2).reshaped(count, channels, height, width)
    }
    let (right4, bottom4) = (right.expandedDimension(at: 1), bottom.expandedDimension(at: 1))
    let upper = pixels(0) * (1 - right4) + pixels(1) * right4
    let lower = pixels(width + 3) * (1 - right4) + pixels(width + 4) * right4
    return (upper * (1 - bottom4) + lower * bottom4).reshaped(images.shape)
}
