// Draws that are made of uniform numbers.

extension Tensor {
    /// Integers drawn uniformly from `range`, as PyTorch's `randint`. dtype `int64` or `int32`; the range has at most
    /// 2⁵³ numbers.
    public static func integers(
        _ shape: [Int], in range: Range<Int>, dtype: DType = .int64, generator: RandomGenerator = .shared
    ) -> Tensor {
        let (count, overflow) = range.upperBound.subtractingReportingOverflow(range.lowerBound)
        let fits =
            dtype == .int64 || Int32(exactly: range.lowerBound) != nil && Int32(exactly: range.upperBound - 1) != nil
        guard dtype.isInteger, !overflow, count > 0, count <= 1 << 53, fits else {
            return fail(
                dtype.isInteger ? .value : .dtype, "integers",
                "the range is \(range) and the dtype \(dtype): at least one number, at most 2⁵³, and int64, or int32 that "
                    + "holds them, are needed", dtype: dtype)
        }
        return withoutGradient {
            let unit = uniform(shape, dtype: .float64, generator: generator)
            // Rounding could reach the count, which is not part of the range.
            let offset = minimum(Adjoint.floor(unit * Double(count)), Double(count - 1)).cast(to: .int64)
            return (offset + range.lowerBound).cast(to: dtype)
        }
    }

    /// The numbers 0..<count in random order, `int64`, [count], as PyTorch's `randperm`.
    public static func permutation(_ count: Int, generator: RandomGenerator = .shared) -> Tensor {
        guard count >= 0 else {
            return fail(.value, "permutation", "\(count) numbers: 0 or more are needed", dtype: .int64)
        }
        guard Memory.admits(count, of: 2 * MemoryLayout<Int>.size, "permutation") else { return .standIn(.int64) }
        var generator = generator
        return Tensor((0..<count).shuffled(using: &generator))
    }

    /// 1 with the given probability and 0 otherwise, `float32` unless `dtype` says otherwise.
    public static func bernoulli(
        _ shape: [Int], probability: Double, dtype: DType = .float32, generator: RandomGenerator = .shared
    ) -> Tensor {
        guard (0...1).contains(probability) else {
            return fail(.value, "bernoulli", "the probability \(probability) is not in 0...1", dtype: dtype)
        }
        return withoutGradient {
            (uniform(shape, dtype: .float64, generator: generator) .< probability).cast(to: dtype)
        }
    }

    /// 1 with the probabilities that the elements say, and 0 otherwise, in their dtype and shape. They carry no
    /// gradient.
    public static func bernoulli(_ probabilities: Tensor, generator: RandomGenerator = .shared) -> Tensor {
        withoutGradient {
            let isOutside = (probabilities .>= 0 .&& probabilities .<= 1).all().item() == 0
            guard !hasFailed, probabilities.dtype.isFloatingPoint, !isOutside else {
                return fail(
                    .value, "bernoulli",
                    "probabilities of \(probabilities.shape) \(probabilities.dtype): floating-point "
                        + "numbers in 0...1 are needed", dtype: probabilities.dtype)
            }
            let unit = uniform(probabilities.shape, dtype: .float64, generator: generator)
            return (unit .< probabilities.cast(to: .float64)).cast(to: probabilities.dtype)
        }
    }

    /// Positions along an axis, drawn with probabilities in proportion to eˣ of the logits x, `int64`, in the shape of
    /// the logits without the axis. Divide them by a temperature first to draw more boldly, above 1, or less:
    ///
    ///     let next = Tensor.categorical(logits / 0.8)
    ///
    /// A logit of -∞ is never drawn, unless all are. By the Gumbel-max method (Gumbel, 1954): argmax(x - log(-log u)).
    public static func categorical(_ logits: Tensor, axis: Int = -1, generator: RandomGenerator = .shared) -> Tensor {
        guard logits.dtype.isFloatingPoint, logits.rank > 0 else {
            return fail(
                .shape, "categorical",
                "logits of \(logits.shape) \(logits.dtype): floating-point numbers with an axis to draw along are needed",
                dtype: .int64)
        }
        return withoutGradient {
            let unit = uniform(logits.shape, dtype: .float64, generator: generator)
            // The middle of the steps of 2⁻⁵³ that uniform numbers have: never 0 or 1.
            return (logits.cast(to: .float64) - Adjoint.log(-Adjoint.log(unit + 0x1p-54))).argmax(axis: axis)
        }
    }
}
