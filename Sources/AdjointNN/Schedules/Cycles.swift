import Foundation

extension Schedule {
    /// The 1cycle policy (Smith and Topin, 2018): up from peak / `initialDivisor` to `peak` over the first `warmup` of
    /// the steps, then down to peak / `initialDivisor` / `finalDivisor` at step `steps` - 1, where it stays.
    ///
    /// - Parameters:
    ///   - peak: the greatest value.
    ///   - steps: the length of the cycle, at least 2.
    ///   - warmup: the share of the steps that go up, in 0...1.
    ///   - initialDivisor: how much smaller than the peak the first value is.
    ///   - finalDivisor: how much smaller than the first value the last is.
    ///   - anneal: the form of both ways.
    public static func oneCycle(
        peak: Double, steps: Int, warmup: Double = 0.3, initialDivisor: Double = 25, finalDivisor: Double = 1e4,
        anneal: Anneal = .cosine
    ) -> Schedule {
        let name = "Schedule.oneCycle"
        guard checkFinite(peak, "peak", of: name), checkCount(steps, atLeast: 2, "number of steps", of: name),
            checkSetting(warmup, in: 0...1, "warmup", of: name),
            checkPositive(initialDivisor, "initial divisor", of: name),
            checkPositive(finalDivisor, "final divisor", of: name)
        else { return .constant(peak) }
        let start = peak / initialDivisor
        let top = warmup * Double(steps) - 1
        return Schedule { step in
            let t = Double(Swift.min(step, steps - 1))
            if t <= top { return anneal(from: start, to: peak, t / top) }
            return anneal(from: peak, to: start / finalDivisor, (t - top) / (Double(steps - 1) - top))
        }
    }

    /// The form of the way from one value to another.
    public enum Anneal: Sendable, Hashable {
        /// Half a cosine: slow, fast, slow.
        case cosine
        /// A straight line.
        case linear

        func callAsFunction(from start: Double, to end: Double, _ progress: Double) -> Double {
            guard progress.isFinite else { return start }
            switch self {
            case .cosine: return cosineRamp(from: start, to: end, progress)
            case .linear: return start + (end - start) * progress
            }
        }
    }

    /// Up from `base` to `peak` over `up` steps and down again over `down` steps, for ever (Smith, 2017).
    ///
    /// - Parameters:
    ///   - base: the least value.
    ///   - peak: the greatest value.
    ///   - up: the number of steps that go up, at least 1.
    ///   - down: the number of steps that go down, at least 1; `up` where it is nil.
    ///   - shape: what becomes of the height peak - base with time.
    public static func cyclic(
        from base: Double, to peak: Double, up: Int, down: Int? = nil, shape: CycleShape = .triangular
    ) -> Schedule {
        let name = "Schedule.cyclic"
        guard checkFinite(base, "base", of: name), checkFinite(peak, "peak", of: name),
            checkCount(up, atLeast: 1, "number of steps up", of: name),
            checkCount(down ?? up, atLeast: 1, "number of steps down", of: name)
        else { return .constant(base) }
        let down = down ?? up
        return Schedule { step in
            let (cycle, position) = step.quotientAndRemainder(dividingBy: up + down)
            let height =
                position <= up ? Double(position) / Double(up) : Double(up + down - position) / Double(down)
            let scale =
                switch shape {
                case .triangular: 1.0
                case .halving: pow(0.5, Double(cycle))
                case .exponential(let factor): pow(factor, Double(step))
                }
            return base + (peak - base) * height * scale
        }
    }

    /// What becomes of the height of a cycle with time.
    public enum CycleShape: Sendable, Hashable {
        /// Nothing: all cycles are alike.
        case triangular
        /// Each cycle is half as high as the one before.
        case halving
        /// Multiplied by γᵗ.
        case exponential(Double)
    }
}
