import AdjointKernels

/// A source of random numbers that can be repeated: Philox 4×32-10 (Salmon et al., SC 2011), a counter-based generator.
///
/// Each tensor that is drawn takes the next stream, and element i of a stream is a pure function of seed, stream and i.
/// So a seed gives the same numbers again, whatever the number of threads.
public final class RandomGenerator: RandomNumberGenerator, Sendable {
    /// What `Tensor.uniform`, `Tensor.normal` and layers draw from where they are given no other.
    /// It starts with a seed from the system; set `seed` to repeat a run.
    public static let shared = RandomGenerator(seed: UInt64.random(in: 0...UInt64.max))

    private let place: Guarded<State>

    /// A generator that starts at stream 0 of `seed`.
    public init(seed: UInt64) { place = Guarded(State(seed: seed, stream: 0)) }

    init(_ state: State) { place = Guarded(state) }

    /// The seed. Setting it starts anew at stream 0.
    public var seed: UInt64 {
        get { state.seed }
        set { state = State(seed: newValue, stream: 0) }
    }

    /// Where a generator is: what it draws next follows from it.
    public struct State: Sendable, Hashable, Codable {
        /// The seed.
        public let seed: UInt64
        /// How many streams have been taken.
        public let stream: UInt64
    }

    /// Where the generator is. Setting it to an earlier state gives the same numbers as then.
    public var state: State {
        get { twin?.ownState ?? ownState }
        set { (twin ?? self).ownState = newValue }
    }

    /// A generator of its own that draws the same from here on.
    public func copy() -> RandomGenerator { RandomGenerator(state) }

    /// Where this generator is, whatever stands for it.
    var ownState: State {
        get { place.value }
        set { place.withValue { $0 = newValue } }
    }

    /// What stands for this generator inside `RandomScope.run`.
    private var twin: RandomGenerator? { Twins.isUsed.value ? Twins.current?[self] : nil }

    /// Takes the next stream for oneself.
    func nextStream() -> (seed: UInt64, stream: UInt64) {
        (twin ?? self).place.withValue { place in
            let taken = place
            // After the last one the first comes again.
            place = State(seed: taken.seed, stream: taken.stream &+ 1)
            return (taken.seed, taken.stream)
        }
    }

    /// 64 random bits, for the standard library's `shuffle(using:)` and `random(in:using:)`.
    public func next() -> UInt64 {
        let (seed, stream) = nextStream()
        var words: (UInt32, UInt32) = (0, 0)
        withUnsafeMutableBytes(of: &words) {
            adj_random_bits(seed, stream, 0, 2, $0.assumingMemoryBound(to: UInt32.self).baseAddress)
        }
        return UInt64(words.0) | UInt64(words.1) << 32
    }
}

extension Tensor {
    /// Numbers drawn uniformly from `range`, its bounds rounded to the dtype. dtype `float32` or `float64`. The range
    /// may be wider than the greatest number; its upper bound is not drawn.
    public static func uniform(
        _ shape: [Int], in range: Range<Double> = 0..<1, dtype: DType = .float32, generator: RandomGenerator = .shared
    ) -> Tensor {
        guard range.lowerBound.isFinite, range.upperBound.isFinite else {
            return fail(.value, "uniform", "the range is \(range): finite bounds are needed", dtype: dtype)
        }
        let unit = draw("uniform", shape, dtype, generator, adj_random_uniform) { .uniform(seed: $0, stream: $1) }
        if range == 0..<1 { return unit }
        let greatest = dtype == .float32 ? Double(Float.greatestFiniteMagnitude) : Double.greatestFiniteMagnitude
        let low = Swift.max(range.lowerBound, -greatest)
        // Rounding could reach the upper bound, which is not part of the range.
        let last = Swift.max(Swift.min(self.greatest(below: range.upperBound, dtype), greatest), low)
        let width = range.upperBound - low
        if width <= greatest { return minimum(unit * width + low, last) }
        let half = Swift.min(range.upperBound, greatest) / 2 - low / 2
        return minimum((unit * half + low / 2) * 2, last)
    }

    private static func greatest(below bound: Double, _ dtype: DType) -> Double {
        dtype == .float32 ? Double(Float(bound).nextDown) : bound.nextDown
    }

    /// Numbers drawn from the normal distribution. dtype `float32` or `float64`.
    public static func normal(
        _ shape: [Int], mean: Double = 0, standardDeviation: Double = 1, dtype: DType = .float32,
        generator: RandomGenerator = .shared
    ) -> Tensor {
        guard mean.isFinite, standardDeviation.isFinite, standardDeviation >= 0 else {
            return fail(
                .value, "normal",
                "mean \(mean) and standard deviation \(standardDeviation): finite numbers, the second at least 0, are "
                    + "needed", dtype: dtype)
        }
        let standard = draw("normal", shape, dtype, generator, adj_random_normal) { .normal(seed: $0, stream: $1) }
        return mean == 0 && standardDeviation == 1 ? standard : standard * standardDeviation + mean
    }

    private static func draw(
        _ name: String, _ shape: [Int], _ dtype: DType, _ generator: RandomGenerator,
        _ kernel: (AdjDType, UInt64, UInt64, UInt64, Int, UnsafeMutableRawPointer?) -> Void,
        _ kind: (UInt64, UInt64) -> Expression.Kind
    ) -> Tensor {
        guard dtype.isFloatingPoint else {
            return fail(
                .dtype, name, "dtype \(dtype) is not supported: draw float32 or float64", dtype: dtype)
        }
        guard checkShape(shape, name, elementSize: dtype.byteCount) else { return .standIn(dtype) }
        let layout = Layout(shape: shape)
        let (seed, stream) = generator.nextStream()
        if layout.count >= Laziness.threshold || CurrentDevice.isElsewhere && layout.count > 0 {
            let values = Laziness.deferred(kind(seed, stream), name, [], layout: layout, dtype: dtype)
            return Tensor(values: values, dtype: dtype, layout: layout)
        }
        let values = Values(count: layout.count, dtype: dtype, on: CurrentDevice.value, for: name) { out in
            kernel(dtype.kernelType, seed, stream, 0, layout.count, out)
        }
        return Tensor(values: values, dtype: dtype, layout: layout)
    }
}
