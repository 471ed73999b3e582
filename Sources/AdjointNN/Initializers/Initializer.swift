import Adjoint

/// A rule for the first values of a parameter: `Initializer.heNormal()([512, 784])`.
///
/// An initializer is a function from a shape to a fresh tensor. Weights have the layout of this library's layers,
/// [outputs, inputs, window...], from which the fans follow: fan-in = inputs · window, fan-out = outputs · window.
public struct Initializer: Sendable {
    /// Makes the tensor of a shape and a dtype.
    public typealias Draw = @Sendable (_ shape: [Int], _ dtype: DType, _ generator: RandomGenerator) -> Tensor

    private let draw: Draw

    /// An initializer of a function of your own.
    public init(_ draw: @escaping Draw) { self.draw = draw }

    /// A fresh tensor, of dtype `float32` or `float64`.
    public func callAsFunction(
        _ shape: [Int], dtype: DType = .float32, generator: RandomGenerator = .shared
    ) -> Tensor {
        guard dtype.isFloatingPoint else {
            return fail(.dtype, "Initializer", "dtype \(dtype): float32 or float64 is needed")
        }
        return withoutGradient { draw(shape, dtype, generator) }
    }

    /// Replaces the values of a leaf by fresh ones.
    public func fill(_ parameter: Tensor, generator: RandomGenerator = .shared) {
        parameter.assign(self(parameter.shape, dtype: parameter.dtype, generator: generator))
    }

    // MARK: Without regard to the shape

    /// Zeros.
    public static let zeros = constant(0)

    /// Ones.
    public static let ones = constant(1)

    /// The same number everywhere.
    public static func constant(_ value: Double) -> Initializer {
        Initializer { shape, dtype, _ in Tensor.full(shape, value, dtype: dtype) }
    }

    /// Uniform in `range`.
    public static func uniform(in range: Range<Double> = 0..<1) -> Initializer {
        Initializer { Tensor.uniform($0, in: range, dtype: $1, generator: $2) }
    }

    /// Uniform in ±bound; zeros where the bound is 0.
    static func uniform(within bound: Double) -> Initializer { bound > 0 ? uniform(in: -bound..<bound) : zeros }

    /// Normally distributed.
    public static func normal(mean: Double = 0, standardDeviation: Double = 1) -> Initializer {
        Initializer {
            Tensor.normal(
                $0, mean: mean, standardDeviation: standardDeviation, dtype: $1, generator: $2)
        }
    }

    /// Normally distributed, where what falls outside `range` is drawn anew. The range is counted in standard
    /// deviations from the mean and must hold some of the middle: it contains a number in -1...1, and is not narrower
    /// than ½.
    public static func truncatedNormal(
        mean: Double = 0, standardDeviation: Double = 1, range: ClosedRange<Double> = -2...2
    ) -> Initializer {
        guard mean.isFinite, checkSetting(standardDeviation, "standard deviation", of: "Initializer.truncatedNormal")
        else {
            checkFinite(mean, "mean", of: "Initializer.truncatedNormal")
            return zeros
        }
        // A draw falls into such a range with a probability of at least 0.09, so the rounds end soon.
        let maximumRounds = 1000
        guard range.upperBound - range.lowerBound >= 0.5, range.overlaps(-1...1) else {
            report(
                AdjointError(
                    .value, "Initializer.truncatedNormal",
                    "the range is \(range): one that is not narrower than 0.5 and reaches into -1...1 is needed"))
            return zeros
        }
        return Initializer { shape, dtype, generator in
            var x = Tensor.normal(shape, dtype: dtype, generator: generator)
            for _ in 0..<maximumRounds {
                let outside = (x .< range.lowerBound) .|| (x .> range.upperBound)
                if hasFailed || outside.any().item() == 0 { break }
                x = which(outside, Tensor.normal(shape, dtype: dtype, generator: generator), x)
            }
            return clip(x, to: range) * standardDeviation + mean
        }
    }

    // MARK: By the shape of a matrix

    /// A matrix with orthonormal rows, or columns where there are more rows than columns, times `gain`; of all such
    /// matrices each is as likely as another (Saxe et al., 2014). A weight with more axes counts as [outputs, rest].
    ///
    /// Rows of normal numbers are made orthogonal one after another, each twice, which is enough for full precision
    /// (Giraud et al., 2005).
    public static func orthogonal(gain: Double = 1) -> Initializer {
        Initializer { shape, dtype, generator in
            guard shape.count >= 2, shape.allSatisfy({ $0 > 0 }) else {
                return fail(
                    .shape, "Initializer.orthogonal", "\(shape): two axes or more, of length 1 or more, are needed",
                    dtype: dtype)
            }
            guard checkFinite(gain, "gain", of: "Initializer.orthogonal") else { return .standIn(dtype) }
            let (rows, columns) = (shape[0], shape[1...].boundedProduct)
            let (count, length) = (Swift.min(rows, columns), Swift.max(rows, columns))
            let q = Tensor.normal([count, length], dtype: .float64, generator: generator)
            if hasFailed { return .standIn(dtype) }
            for row in 0..<count {
                var v = q[row]
                for _ in 0..<2 where row > 0 {
                    let before = q[0..<row]
                    v = v - matmul(matmul(before, v), before)
                }
                q[row] = v / v.norm()
            }
            return ((rows > columns ? q.T : q) * gain).reshaped(shape).cast(to: dtype)
        }
    }
}
