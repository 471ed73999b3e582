import AdjointKernels

// Means, variances and norms. What they are made of, sums and sums of squares, is gathered in float64: squares of
// float32 numbers neither overflow nor vanish there, and the mean of equal elements is that element.

extension Tensor {
    /// The arithmetic mean along the given axes, by default all. Floating point only; NaN where there are no elements.
    ///
    /// The mean of equal elements is that element, and it is finite where the elements are.
    public func mean(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
        guard dtype.isFloatingPoint else {
            return fail(.dtype, "mean", "dtype \(dtype) has no mean: cast it to float32 first")
        }
        guard let axes = self.axes(axes, "mean") else { return .standIn(dtype) }
        let (source, count) = (shape, Double(elements(along: axes)))
        let values = dtype == .float32 ? wideMean(axes, count, keepDims) : correctedMean(axes, count, keepDims)
        return values.record(
            LinearOperation(
                .mean, apply: { $0.mean(axes: axes, keepDims: keepDims) },
                transpose: {
                    ($0 / count).reshaped(keptShape(source, axes, keepDims: true)).broadcast(to: source)
                }), self)
    }

    /// The arithmetic mean along one axis.
    public func mean(axis: Int, keepDims: Bool = false) -> Tensor { mean(axes: [axis], keepDims: keepDims) }

    /// The mean of the squared distances from the mean along the given axes. `correction` is subtracted from the number
    /// of elements: 0 for the population variance, 1 (Bessel) for an estimate from a sample; NaN or infinite where that
    /// leaves no element. 0 for equal elements.
    public func variance(axes: [Int]? = nil, keepDims: Bool = false, correction: Int = 0) -> Tensor {
        guard let axes = self.axes(axes, "variance") else { return .standIn(dtype) }
        let centered = self - mean(axes: axes, keepDims: true)
        return centered.sumOfSquares(axes, keepDims: keepDims, dividedBy: degrees(axes, correction))
    }

    /// The variance along one axis.
    public func variance(axis: Int, keepDims: Bool = false, correction: Int = 0) -> Tensor {
        variance(axes: [axis], keepDims: keepDims, correction: correction)
    }

    /// The standard deviation along the given axes, by default all: √variance, also where the variance itself would
    /// overflow or vanish. Its derivative is 0 where all elements are equal. For `correction` see `variance`.
    public func std(axes: [Int]? = nil, keepDims: Bool = false, correction: Int = 0) -> Tensor {
        guard let axes = self.axes(axes, "std") else { return .standIn(dtype) }
        let centered = self - mean(axes: axes, keepDims: true)
        return centered.norm(axes: axes, keepDims: keepDims) / degrees(axes, correction).squareRoot()
    }

    /// The standard deviation along one axis.
    public func std(axis: Int, keepDims: Bool = false, correction: Int = 0) -> Tensor {
        std(axes: [axis], keepDims: keepDims, correction: correction)
    }

    /// √Σx² along the given axes, by default all; right also where the squares would overflow or vanish. Its derivative
    /// at 0 is 0.
    public func norm(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
        guard let axes = self.axes(axes, "norm") else { return .standIn(dtype) }
        guard dtype.isFloatingPoint else {
            return fail(.dtype, "norm", "dtype \(dtype) is not supported: cast it to float32 or float64")
        }
        return normValue(axes, keepDims).cast(to: dtype).record(
            WeightedReduction(.norm, axes: axes, keepDims: keepDims) { x, y in
                let infinity = Tensor.constant(.infinity, dtype: y.dtype)
                return x / which(y .!= 0, y, infinity)
            }, self)
    }

    /// Σx² / divisor along sorted axes.
    package func sumOfSquares(_ axes: [Int], keepDims: Bool, dividedBy divisor: Double = 1) -> Tensor {
        guard dtype.isFloatingPoint else { return (Adjoint.square(self) / divisor).sum(axes: axes, keepDims: keepDims) }
        let sum = reduced(.squares, "sum of squares", axes, keepDims: keepDims, dtype: .float64)
        return (divisor == 1 ? sum : sum / divisor).cast(to: dtype).record(
            WeightedReduction(.squares, axes: axes, keepDims: keepDims) { x, _ in x * (2 / divisor) }, self)
    }

    /// y = 1 / √(Σx² / n + ε) along axes, which keep the length 1: what x is multiplied with to have a mean square of
    /// 1. n is the number of elements, or 1 for a norm of 1. Right also where the squares would overflow or vanish; 0
    /// where x and ε are 0.
    /// - Returns: y, and Σx² / n, which is not recorded, in float64.
    package func inverseScale(axes: [Int], epsilon: Double, isMean: Bool = true) -> (inverse: Tensor, square: Tensor) {
        guard let axes = self.axes(axes, "norm") else { return (.standIn(dtype), .standIn(dtype)) }
        let count = isMean ? Double(elements(along: axes)) : 1
        let meanSquare: Tensor
        var inverse: Tensor
        if dtype == .float32 {
            let sum = reduced(.squares, "sum of squares", axes, keepDims: true, dtype: .float64)
            meanSquare = isMean ? sum / count : sum
            inverse = Adjoint.rsqrt(meanSquare + epsilon)
        } else {
            let root = normValue(axes, true) / count.squareRoot()
            meanSquare = Adjoint.square(root)
            // Where ε makes no difference, the square is not needed.
            var isFar = root .> 1e140
            if epsilon < 1e-250 { isFar = isFar .|| ((root .< 1e-140) .&& (root .> 0)) }
            inverse = which(isFar, Adjoint.reciprocal(root), Adjoint.rsqrt(meanSquare + epsilon))
        }
        if epsilon == 0 {
            let zero = Tensor.constant(0, dtype: inverse.dtype)
            inverse = which(inverse .== .infinity, zero, inverse)
        }
        let y = inverse.cast(to: dtype).record(InverseScale(axes: axes, count: count), self)
        return (y, meanSquare)
    }

    /// Σx² of all elements in float64, not recorded.
    package var wideSumOfSquares: Tensor {
        reduced(.squares, "sum of squares", Array(0..<rank), keepDims: false, dtype: .float64)
    }

    // MARK: Values

    private func elements(along axes: [Int]) -> Int { axes.reduce(1) { $0 * shape[$1] } }

    private func degrees(_ axes: [Int], _ correction: Int) -> Double {
        Swift.max(Double(elements(along: axes)) - Double(correction), 0)
    }

    private func wideMean(_ axes: [Int], _ count: Double, _ keepDims: Bool) -> Tensor {
        (reduced(.wideSum, "mean", axes, keepDims: keepDims, dtype: .float64) / count).cast(to: dtype)
    }

    /// The mean and, added to it, the mean distance from it. The elements are scaled by a power of two, so that their
    /// sum does not overflow.
    private func correctedMean(_ axes: [Int], _ count: Double, _ keepDims: Bool) -> Tensor {
        withoutGradient {
            let scale = count > 1 ? 1 / Double(sign: .plus, exponent: Int((count - 1).exponent) + 1, significand: 1) : 1
            let first = (self * scale).sum(axes: axes, keepDims: true) / (count * scale)
            let rest = (self - first).sum(axes: axes, keepDims: true) / count
            let mean = which(isFinite(rest), first + rest, first)
            return keepDims ? mean : mean.reshaped(keptShape(shape, axes, keepDims: false))
        }
    }

    /// √Σx² in float64. Squares of float64 numbers are scaled where they would overflow or vanish: that is seen from
    /// the result where this is computed at once, and else from the greatest element, which costs a reduction more.
    private func normValue(_ axes: [Int], _ keepDims: Bool) -> Tensor {
        withoutGradient {
            let sum = reduced(.squares, "norm", axes, keepDims: keepDims, dtype: .float64)
            if dtype == .float32 || count == 0 { return Adjoint.sqrt(sum) }
            if !Laziness.isPending(sum), sum.min().item() > 1e-200, sum.max().item() < 1e200 {
                return Adjoint.sqrt(sum)
            }
            let greatest = Adjoint.abs(self).max(axes: axes, keepDims: true)
            func power(_ exponent: Int) -> Tensor {
                Tensor.constant(Double(sign: .plus, exponent: exponent, significand: 1), dtype: .float64)
            }
            let scale = which(
                greatest .> 0x1p400, power(-600), which(greatest .< 0x1p-400, power(600), power(0)))
            let scaled = (self * scale).reduced(.squares, "norm", axes, keepDims: true, dtype: .float64)
            return (Adjoint.sqrt(scaled) / scale).reshaped(keptShape(shape, axes, keepDims: keepDims))
        }
    }
}

/// y = 1 / √(Σx² / n + ε) along axes, of which ∂y/∂x = -y³x / n, in an order of factors in which nothing overflows or
/// vanishes but with the result.
final class InverseScale: Operation, @unchecked Sendable {
    private let axes: [Int]
    private let count: Double

    init(axes: [Int], count: Double) {
        (self.axes, self.count) = (axes, count)
        super.init("inverseScale")
    }

    override func cotangent(_ index: Int, of node: Tensor, _ g: Tensor) -> Tensor? {
        node.first.map { gatedMultiply(g * node * (node * (-1 / count)), $0 * node) }
    }

    override func tangent(of node: Tensor, _ tangents: [Tensor?]) -> Tensor {
        guard let x = node.first, case let t?? = tangents.first else {
            return Tensor.zeros(node.shape, dtype: node.dtype)
        }
        return gatedMultiply(t, x * node).sum(axes: axes, keepDims: true) * node * (node * (-1 / count))
    }
}
