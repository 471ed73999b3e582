import Adjoint

/// How `Upsample` finds values between elements.
public enum Interpolation: Sendable, Hashable {
    /// The nearest element before.
    case nearest
    /// The two neighbours along each axis, weighted by distance. An element stands for the middle of its cell; with
    /// aligned corners for a point, such that the first and the last of input and result coincide.
    case linear(alignCorners: Bool)

    /// Linear along both axes of an image.
    public static let bilinear = linear(alignCorners: false)
}

/// Sequences or images at another size.
///
/// Shapes: [batch, channels, lengths…] → [batch, channels, ⌊length · scale⌋…], or the given sizes.
public struct Upsample: Module, Sendable {
    private enum Target: Sendable {
        case scales([Double])
        case sizes([Int])
    }

    private let target: Target
    private let mode: Interpolation

    /// A layer that makes every axis `scale` times as long.
    public init(scale: Double, mode: Interpolation = .nearest) { self.init(scales: [scale], mode: mode) }

    /// A layer with a scale for each axis.
    public init(scales: [Double], mode: Interpolation = .nearest) { (target, self.mode) = (.scales(scales), mode) }

    /// A layer that gives each axis a size.
    public init(size: [Int], mode: Interpolation = .nearest) { (target, self.mode) = (.sizes(size), mode) }

    /// `x` at its new size.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        let lengths = Array(x.shape.dropFirst(2))
        var sizes: [Int]
        // The step in the input that is one step in the result.
        var steps: [Double]
        switch target {
        case .sizes(let given):
            sizes = given
            steps = zip(lengths, given).map { Double($0) / Double($1) }
        case .scales(let given):
            let scales = given.count == 1 ? lengths.map { _ in given[0] } : given
            sizes = zip(lengths, scales).map { Int(exactly: (Double($0) * $1).rounded(.down)) ?? 0 }
            steps = scales.map { 1 / $0 }
        }
        guard x.dtype.isFloatingPoint, !lengths.isEmpty, lengths.count == sizes.count, lengths.count == steps.count,
            (sizes + lengths).allSatisfy({ $0 > 0 })
        else {
            return fail(
                .shape, "Upsample",
                "\(x.shape) \(x.dtype) to \(target): [batch, channels, …] of floating point, and a size of at least 1 "
                    + "for each further axis, are needed", dtype: x.dtype)
        }
        guard checkShape(x.shape.prefix(2) + sizes, "Upsample", elementSize: 8),
            Memory.admits(sizes.max() ?? 0, of: 64, "Upsample")
        else { return .standIn(x.dtype) }
        var result = x
        for (position, length) in lengths.enumerated() {
            result = resized(result, position + 2, from: length, to: sizes[position], by: steps[position])
        }
        return observed(result)
    }

    private func resized(_ x: Tensor, _ axis: Int, from length: Int, to size: Int, by step: Double) -> Tensor {
        let places: [Double]
        switch mode {
        case .nearest:
            return x.take(Tensor((0..<size).map { Swift.min(Int(Double($0) * step), length - 1) }), axis: axis)
        case .linear(alignCorners: true):
            places = (0..<size).map { Double($0) * Double(length - 1) / Double(Swift.max(size - 1, 1)) }
        case .linear(alignCorners: false):
            places = (0..<size).map { Swift.max((Double($0) + 0.5) * step - 0.5, 0) }
        }
        let before = places.map { Swift.min(Int($0), length - 1) }
        let after = before.map { Swift.min($0 + 1, length - 1) }
        let shares = zip(places, before).map { $0 - Double($1) }
        let weight = Tensor(shares, shape: [size] + Array(repeating: 1, count: x.rank - axis - 1)).cast(to: x.dtype)
        return x.take(Tensor(before), axis: axis) * (1 - weight) + x.take(Tensor(after), axis: axis) * weight
    }
}
