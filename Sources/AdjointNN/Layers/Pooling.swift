import Adjoint

// Pooling layers: functions without parameters.

/// The greatest element of each window of a sequence; what lies outside does not count.
///
/// Shapes: [batch, channels, length] → [batch, channels, (length + 2·padding - kernel) / stride + 1].
public struct MaxPool1d: Module, Sendable {
    private let pool: MaxPool2d

    /// A layer with windows of `kernel` elements, `stride` apart (by default `kernel`); padding is at most half of it.
    public init(_ kernel: Int, stride: Int? = nil, padding: Int = 0) {
        pool = MaxPool2d([1, kernel], stride: IntOrPair(1, stride ?? kernel), padding: [0, padding])
    }

    /// The greatest element of each window of `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        computed("MaxPool1d") { ofSequence("MaxPool1d", x, pool.function) }
    }
}

/// The greatest element of each window of an image; what lies outside does not count.
///
/// Shapes: [batch, channels, height, width] → [batch, channels, (height + 2·padding - kernel) / stride + 1, …].
public struct MaxPool2d: Module, Sendable {
    private let kernel, stride, padding: IntOrPair

    /// A layer with windows of `kernel` elements, `stride` apart (by default `kernel`); padding is at most half of it.
    public init(_ kernel: IntOrPair, stride: IntOrPair? = nil, padding: IntOrPair = 0) {
        (self.kernel, self.stride, self.padding) = (kernel, stride ?? kernel, padding)
    }

    /// The greatest element of each window of `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor { computed("MaxPool2d") { function(x) } }

    fileprivate func function(_ x: Tensor) -> Tensor {
        maxPool2d(x, kernel: kernel.pair, stride: stride.pair, padding: padding.pair)
    }
}

/// The mean of each window of a sequence; what lies outside counts as 0.
///
/// Shapes: [batch, channels, length] → [batch, channels, (length + 2·padding - kernel) / stride + 1].
public struct AvgPool1d: Module, Sendable {
    private let pool: AvgPool2d

    /// A layer with windows of `kernel` elements, `stride` apart (by default `kernel`); padding is at most half of it.
    public init(_ kernel: Int, stride: Int? = nil, padding: Int = 0) {
        pool = AvgPool2d([1, kernel], stride: IntOrPair(1, stride ?? kernel), padding: [0, padding])
    }

    /// The mean of each window of `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        computed("AvgPool1d") { ofSequence("AvgPool1d", x, pool.function) }
    }
}

/// The mean of each window of an image; what lies outside counts as 0.
///
/// Shapes: [batch, channels, height, width] → [batch, channels, (height + 2·padding - kernel) / stride + 1, …].
public struct AvgPool2d: Module, Sendable {
    private let kernel, stride, padding: IntOrPair

    /// A layer with windows of `kernel` elements, `stride` apart (by default `kernel`); padding is at most half of it.
    public init(_ kernel: IntOrPair, stride: IntOrPair? = nil, padding: IntOrPair = 0) {
        (self.kernel, self.stride, self.padding) = (kernel, stride ?? kernel, padding)
    }

    /// The mean of each window of `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor { computed("AvgPool2d") { function(x) } }

    fileprivate func function(_ x: Tensor) -> Tensor {
        avgPool2d(x, kernel: kernel.pair, stride: stride.pair, padding: padding.pair)
    }
}

/// A pool of sequences, given one of images: a sequence is an image of height 1.
private func ofSequence(_ name: String, _ x: Tensor, _ pool: (Tensor) -> Tensor) -> Tensor {
    guard x.rank == 3 else {
        return fail(.shape, name, "\(x.shape): [batch, channels, length] is needed", dtype: x.dtype)
    }
    return pool(x.expandedDimension(at: 2)).squeezed(axis: 2)
}

// MARK: Pools of adaptive windows

/// The means of a given number of windows that cover a sequence: see `adaptiveAvgPool`.
///
/// Shapes: [batch, channels, length] → [batch, channels, size].
public struct AdaptiveAvgPool1d: Module, Sendable {
    private let size: Int

    /// A layer that gives `size` means.
    public init(_ size: Int) { self.size = size }

    /// The means of the windows of `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        computed("AdaptiveAvgPool1d") { adaptiveAvgPool(x, to: [size]) }
    }
}

/// The means of a given number of windows that cover an image: see `adaptiveAvgPool`.
///
/// Shapes: [batch, channels, height, width] → [batch, channels, size, size]. Size 1 is the mean over each image.
public struct AdaptiveAvgPool2d: Module, Sendable {
    private let size: IntOrPair

    /// A layer that gives images of `size`.
    public init(_ size: IntOrPair) { self.size = size }

    /// The means of the windows of `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        computed("AdaptiveAvgPool2d") { adaptiveAvgPool(x, to: [size.height, size.width]) }
    }
}

/// The greatest elements of a given number of windows that cover a sequence: see `adaptiveMaxPool`.
///
/// Shapes: [batch, channels, length] → [batch, channels, size].
public struct AdaptiveMaxPool1d: Module, Sendable {
    private let size: Int

    /// A layer that gives `size` elements.
    public init(_ size: Int) { self.size = size }

    /// The greatest elements of the windows of `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        computed("AdaptiveMaxPool1d") { adaptiveMaxPool(x, to: [size]) }
    }
}

/// The greatest elements of a given number of windows that cover an image: see `adaptiveMaxPool`.
///
/// Shapes: [batch, channels, height, width] → [batch, channels, size, size].
public struct AdaptiveMaxPool2d: Module, Sendable {
    private let size: IntOrPair

    /// A layer that gives images of `size`.
    public init(_ size: IntOrPair) { self.size = size }

    /// The greatest elements of the windows of `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        computed("AdaptiveMaxPool2d") { adaptiveMaxPool(x, to: [size.height, size.width]) }
    }
}

/// The means of windows that cover the axes after [batch, channels]: window i of n on an axis of length L has the
/// elements ⌊iL/n⌋ ..< ⌈(i + 1)L/n⌉, so that neighbours overlap by at most one. `sizes` gives n for each axis.
public func adaptiveAvgPool(_ x: Tensor, to sizes: [Int]) -> Tensor {
    guard checkAdaptive("adaptiveAvgPool", x, sizes) else { return .standIn(x.dtype) }
    var result = x
    for (position, size) in sizes.enumerated() {
        let axis = position + 2
        let length = x.shape[axis]
        guard checkShape([size, length], "adaptiveAvgPool", elementSize: 16) else { return .standIn(x.dtype) }
        // Row i holds the weights of window i.
        let weights = windows(length, size).flatMap { window in
            (0..<length).map { window.contains($0) ? 1 / Double(window.count) : 0 }
        }
        let means = Tensor(weights, shape: [size, length]).cast(to: x.dtype)
        result = matmul(result.swappedAxes(axis, -1), means.T).swappedAxes(axis, -1)
    }
    return result
}

/// The greatest elements of the windows of `adaptiveAvgPool`; the gradient goes to the first of equal ones, in the
/// order of rows.
public func adaptiveMaxPool(_ x: Tensor, to sizes: [Int]) -> Tensor {
    guard checkAdaptive("adaptiveMaxPool", x, sizes) else { return .standIn(x.dtype) }
    // Each axis becomes two: the windows, and the elements of one. Short windows repeat their last element.
    var spread = x
    for (position, size) in sizes.enumerated() {
        guard checkShape([size, x.shape[position + 2]], "adaptiveMaxPool", elementSize: 1),
            Memory.admits(size, of: 64, "adaptiveMaxPool")
        else { return .standIn(x.dtype) }
        let windows = windows(x.shape[position + 2], size)
        let width = windows.map(\.count).max() ?? 1
        guard checkShape([size, width], "adaptiveMaxPool", elementSize: 16) else { return .standIn(x.dtype) }
        let positions = windows.flatMap { window in
            (0..<width).map { Swift.min(window.lowerBound + $0, window.upperBound - 1) }
        }
        spread = spread.take(Tensor(positions, shape: [size, width]), axis: 2 + 2 * position)
    }
    let places = sizes.indices.map { 2 + 2 * $0 }
    let lines = spread.transposed([0, 1] + places + places.map { $0 + 1 }).flattened(from: 2 + sizes.count)
    return lines.takeAlong(lines.argmax(axis: -1, keepDims: true), axis: -1).squeezed(axis: -1)
}

private func windows(_ length: Int, _ count: Int) -> [Range<Int>] {
    (0..<count).map { $0 * length / count..<(($0 + 1) * length + count - 1) / count }
}

private func checkAdaptive(_ name: String, _ x: Tensor, _ sizes: [Int]) -> Bool {
    guard x.rank == sizes.count + 2, x.dtype.isFloatingPoint, (sizes + x.shape.dropFirst(2)).allSatisfy({ $0 > 0 })
    else {
        report(
            AdjointError(
                .shape, name,
                "\(x.shape) \(x.dtype) to \(sizes): an input [batch, channels, …] of floating point with as many "
                    + "further axes, and lengths of at least 1, are needed"))
        return false
    }
    return true
}
