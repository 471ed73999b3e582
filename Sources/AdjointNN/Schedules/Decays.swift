import Foundation

extension Schedule {
    /// v · γ^⌊t / period⌋: multiplied by γ every `period` steps.
    public static func stepDecay(from initial: Double, factor: Double = 0.1, every period: Int) -> Schedule {
        guard areFinite("stepDecay", initial, factor),
            checkCount(period, atLeast: 1, "period", of: "Schedule.stepDecay")
        else { return .constant(initial) }
        return Schedule { initial * pow(factor, Double($0 / period)) }
    }

    /// v · γ^k, where k is the number of milestones that have been reached: multiplied by γ at each milestone.
    public static func multiStep(from initial: Double, factor: Double = 0.1, at milestones: [Int]) -> Schedule {
        areFinite("multiStep", initial, factor)
        return Schedule { step in initial * pow(factor, Double(milestones.count { step >= $0 })) }
    }

    /// v · γᵗ.
    public static func exponential(from initial: Double, factor: Double) -> Schedule {
        areFinite("exponential", initial, factor)
        return Schedule { initial * pow(factor, Double($0)) }
    }

    /// end + (v - end)(1 - t/steps)^power, then `end`.
    public static func polynomial(
        from initial: Double, to end: Double = 0, power: Double = 1, steps: Int
    ) -> Schedule {
        areFinite("polynomial", initial, end, power)
        return ramp("polynomial", steps) { end + (initial - end) * pow(1 - $0, power) }
    }

    /// From `initial` to `end` in a straight line over `steps` steps, then `end`: a linear warmup or decay.
    public static func linear(from initial: Double, to end: Double, steps: Int) -> Schedule {
        areFinite("linear", initial, end)
        return ramp("linear", steps) { initial + (end - initial) * $0 }
    }

    /// From `initial` to `end` by the same factor at each of `steps` steps, then `end`: v (end / v)^(t/steps), an
    /// exponential warmup or decay. Both are greater than 0.
    public static func geometric(from initial: Double, to end: Double, steps: Int) -> Schedule {
        guard checkPositive(initial, "start", of: "Schedule.geometric"),
            checkPositive(end, "end", of: "Schedule.geometric")
        else { return .constant(initial) }
        return ramp("geometric", steps) { initial * pow(end / initial, $0) }
    }

    /// end + ½(v - end)(1 + cos(π t/steps)), then `end` (Loshchilov and Hutter, 2017, without restarts).
    public static func cosine(from initial: Double, to end: Double = 0, steps: Int) -> Schedule {
        areFinite("cosine", initial, end)
        return ramp("cosine", steps) { cosineRamp(from: initial, to: end, $0) }
    }

    /// The cosine from `initial` to `end` over `period` steps, again and again, each period `multiplier` times as long
    /// as the one before (SGDR: Loshchilov and Hutter, 2017).
    public static func cosineWithRestarts(
        from initial: Double, to end: Double = 0, period: Int, multiplier: Int = 1
    ) -> Schedule {
        let name = "Schedule.cosineWithRestarts"
        guard areFinite("cosineWithRestarts", initial, end), checkCount(period, atLeast: 1, "period", of: name),
            checkCount(multiplier, atLeast: 1, "multiplier", of: name)
        else { return .constant(initial) }
        return Schedule { step in
            var (start, length) = (0, period)
            if multiplier == 1 { start = step / period * period }
            while step - start >= length {
                start += length
                let (product, overflow) = length.multipliedReportingOverflow(by: multiplier)
                length = overflow ? .max : product
            }
            return cosineRamp(from: initial, to: end, Double(step - start) / Double(length))
        }
    }

    /// peak · min((t + 1) / warmup, √(warmup / (t + 1))): a linear warmup over `warmup` steps, then a decay by the
    /// inverse square root (Vaswani et al., 2017, section 5.3).
    public static func inverseSquareRoot(peak: Double, warmup: Int) -> Schedule {
        guard areFinite("inverseSquareRoot", peak),
            checkCount(warmup, atLeast: 1, "warmup", of: "Schedule.inverseSquareRoot")
        else {
            return .constant(peak)
        }
        return Schedule { step in
            let progress = (Double(step) + 1) / Double(warmup)
            return peak * Swift.min(progress, 1 / progress.squareRoot())
        }
    }

    /// Whether the numbers that a schedule goes through are finite; reports one that is not.
    @discardableResult
    private static func areFinite(_ name: String, _ numbers: Double...) -> Bool {
        numbers.allSatisfy { checkFinite($0, "value", of: "Schedule.\(name)") }
    }

    /// A function of min(t/steps, 1).
    private static func ramp(
        _ name: String, _ steps: Int, _ value: @escaping @Sendable (_ progress: Double) -> Double
    ) -> Schedule {
        guard checkCount(steps, atLeast: 1, "number of steps", of: "Schedule.\(name)") else {
            return .constant(value(1))
        }
        return Schedule { value($0 >= steps ? 1 : Double($0) / Double(steps)) }
    }
}

/// From `initial` at progress 0 to `end` at 1, along half a cosine.
func cosineRamp(from initial: Double, to end: Double, _ progress: Double) -> Double {
    end + (initial - end) * (1 + cos(Double.pi * progress)) / 2
}
