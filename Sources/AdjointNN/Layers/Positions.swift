import Adjoint
import Foundation

/// x plus sines and cosines of the position: sin(p / 10000^(2i / features)) at feature 2i, the cosine at 2i + 1
/// (Vaswani et al., 2017).
///
/// Shapes: [..., length, features] → the same.
public struct SinusoidalPositions: Module, Sendable {
    /// The layer has no parameters.
    public init() {}

    /// `x` with its positions, from 0.
    public func callAsFunction(_ x: Tensor) -> Tensor { self(x, offset: 0) }

    /// `x` with its positions, from `offset`.
    public func callAsFunction(_ x: Tensor, offset: Int) -> Tensor {
        guard x.rank >= 2, x.dtype.isFloatingPoint, x.shape[x.rank - 1] % 2 == 0 else {
            return oddFeatures("SinusoidalPositions", x)
        }
        let (length, features) = (x.shape[x.rank - 2], x.shape[x.rank - 1])
        let angles = turns(length, features, offset: offset, base: 10_000)
        let waves = stacked([sin(angles), cos(angles)], axis: -1).reshaped(length, features)
        return observed(x + waves.cast(to: x.dtype))
    }
}

/// x plus a trained vector for each position.
///
/// Shapes: [..., length, features] → the same, for length ≤ maximumLength; `weight` is [maximumLength, features] and
/// starts normal with standard deviation 0.02.
public struct LearnedPositions: Module, Sendable {
    /// The vectors, [maximumLength, features].
    @Parameter public private(set) var weight: Tensor

    /// A layer with fresh vectors.
    public init(
        _ maximumLength: Int, _ features: Int, dtype: DType = .float32, generator: RandomGenerator = .shared
    ) {
        let initial = Initializer.normal(standardDeviation: 0.02)
        weight = initial([maximumLength, features], dtype: dtype, generator: generator)
    }

    /// `x` with its positions, from 0.
    public func callAsFunction(_ x: Tensor) -> Tensor { self(x, offset: 0) }

    /// `x` with its positions, from `offset`.
    public func callAsFunction(_ x: Tensor, offset: Int) -> Tensor {
        let (maximum, features) = (weight.shape[0], weight.shape[1])
        guard x.rank >= 2, x.dtype.isFloatingPoint, x.shape[x.rank - 1] == features, offset >= 0, offset <= maximum,
            x.shape[x.rank - 2] <= maximum - offset
        else {
            return fail(
                .shape, "LearnedPositions(\(maximum), \(features))",
                "the input is \(x.shape) from position \(offset): [..., length, \(features)] of positions below "
                    + "\(maximum) is needed", dtype: x.dtype)
        }
        return observed(x + weight[offset..<offset + x.shape[x.rank - 2]])
    }
}

/// Pairs of features turned by an angle that grows with the position, p / base^(2i / features) for pair i, so that the
/// product of two vectors depends on their distance alone (Su et al., 2021).
///
/// Shapes: [..., length, features] → the same. The pairs are features i and i + features / 2, or, if they are
/// neighbours, 2i and 2i + 1.
public struct RotaryPositions: Module, Sendable {
    private let base: Double
    private let pairsAreNeighbours: Bool

    /// A layer for pairs that lie half the features apart, or are neighbours.
    public init(base: Double = 10_000, pairsAreNeighbours: Bool = false) {
        self.base = checkPositive(base, "base", of: "RotaryPositions") ? base : 10_000
        self.pairsAreNeighbours = pairsAreNeighbours
    }

    /// `x` turned by its positions, from 0.
    public func callAsFunction(_ x: Tensor) -> Tensor { self(x, offset: 0) }

    /// `x` turned by its positions, from `offset`.
    public func callAsFunction(_ x: Tensor, offset: Int) -> Tensor {
        guard x.rank >= 2, x.dtype.isFloatingPoint, x.shape[x.rank - 1] % 2 == 0 else {
            return oddFeatures("RotaryPositions", x)
        }
        let (length, features) = (x.shape[x.rank - 2], x.shape[x.rank - 1])
        let angles = turns(length, features, offset: offset, base: base)
        let (cosine, sine) = (cos(angles).cast(to: x.dtype), sin(angles).cast(to: x.dtype))
        let leading = Array(x.shape.dropLast())
        // The axis of the two members of a pair.
        let axis = pairsAreNeighbours ? -1 : -2
        let pairs = x.reshaped(leading + (pairsAreNeighbours ? [features / 2, 2] : [2, features / 2]))
        let parts = pairs.split(parts: 2, axis: axis).map { $0.squeezed(axis: axis) }
        let (a, b) = (parts[0], parts[1])
        let turned = stacked([a * cosine - b * sine, b * cosine + a * sine], axis: axis)
        return observed(turned.reshaped(x.shape))
    }
}

/// position / base^(2i / features), [length, features / 2], in float64.
private func turns(_ length: Int, _ features: Int, offset: Int, base: Double) -> Tensor {
    guard Memory.admits(features, of: 8, "positions") else { return .standIn(.float64) }
    let positions = Tensor.arange(length, dtype: .float64).expandedDimension(at: 1) + Double(offset)
    return positions * Tensor((0..<features / 2).map { pow(base, -2 * Double($0) / Double(features)) })
}

private func oddFeatures(_ name: String, _ x: Tensor) -> Tensor {
    fail(
        x.dtype.isFloatingPoint ? .shape : .dtype, name,
        "the input is \(x.shape) \(x.dtype): [..., length, features] of floating point with an even number of features is needed",
        dtype: x.dtype)
}
