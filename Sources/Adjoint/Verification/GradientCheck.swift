import Foundation

/// What `checkGradients` found.
public struct GradientReport: Sendable, CustomStringConvertible {
    /// One partial derivative, as backward gave it and as differences gave it.
    public struct Entry: Sendable, CustomStringConvertible {
        /// 1 for a gradient, 2 for the derivative of a gradient.
        public let order: Int
        /// Which input, from 0.
        public let input: Int
        /// Which element of it.
        public let index: [Int]
        /// From the backward pass.
        public let analytic: Double
        /// From central differences.
        public let numeric: Double
        /// |analytic - numeric| / max(|analytic|, |numeric|, scale), where scale is the greatest entry of that order times 10⁻³.
        public let relativeError: Double
        /// log₂ of the ratio of the disagreements with steps h and h/2: near 2 where the derivative is right and the
        /// differences are limited by their step, near 0 where it is wrong; nil where rounding hides it.
        public let convergence: Double?

        /// One line.
        public var description: String {
            let order = order == 1 ? "gradient" : "second derivative"
            let rate = convergence.map { String(format: ", order of convergence %.1f", $0) } ?? ""
            return "\(order), input \(input) at \(index): backward \(analytic), differences \(numeric), relative error "
                + String(format: "%.1e", relativeError) + rate
        }
    }

    /// The entries whose relative error is beyond the tolerance, the worst first.
    public let failures: [Entry]
    /// The entry with the greatest relative error; nil where nothing was compared.
    public let worst: Entry?
    /// How many partial derivatives were compared.
    public let comparisons: Int
    /// What kept the check from being made at all.
    public let problem: String?

    /// Whether every partial derivative agrees.
    public var passed: Bool { failures.isEmpty && problem == nil }

    /// A summary, with the worst entries.
    public var description: String {
        if let problem { return "gradient check: \(problem)" }
        if passed {
            return "gradient check: \(comparisons) derivatives agree" + (worst.map { "; worst: \($0)" } ?? "")
        }
        let shown = failures.prefix(5).map { "  \($0)" }.joined(separator: "\n")
        return "gradient check: \(failures.count) of \(comparisons) derivatives differ\n\(shown)"
    }
}

/// Compares the derivatives that `backward` gives with central differences, in float64, at first and second order.
///
/// A result of several elements is first reduced by a fixed random cotangent u: L = Σ u·f. First order compares every
/// ∂L/∂xᵢ with the difference quotients of L at steps h and h/2, extrapolated (Richardson), which leaves an error of
/// order h⁴. Second order compares the derivative of ∂L/∂x along a fixed random direction, from `backward` through the
/// recorded backward pass, with differences of the gradient.
/// - Parameters:
///   - function: must be smooth within h of the inputs, and give the same result for the same inputs.
///   - inputs: float64.
///   - order: 1, or 2 for both.
///   - tolerance: the relative error that is allowed.
///   - step: h, relative to max(1, |x|).
public func checkGradients(
    of function: @escaping ([Tensor]) -> Tensor, at inputs: [Tensor], order: Int = 2, tolerance: Double = 1e-6,
    step: Double = 1e-3
) -> GradientReport {
    GradientChecker(function: function, inputs: inputs, tolerance: tolerance, step: step).report(order: order)
}

/// Compares the derivatives of a function of one tensor with central differences: see
/// `checkGradients(of:at:order:tolerance:step:)`.
public func checkGradients(
    of function: @escaping (Tensor) -> Tensor, at x: Tensor, order: Int = 2, tolerance: Double = 1e-6,
    step: Double = 1e-3
) -> GradientReport {
    checkGradients(of: { function($0[0]) }, at: [x], order: order, tolerance: tolerance, step: step)
}

private struct GradientChecker {
    let function: ([Tensor]) -> Tensor
    let inputs: [Tensor]
    let tolerance: Double
    let step: Double

    func report(order: Int) -> GradientReport {
        if let odd = inputs.firstIndex(where: { $0.dtype != .float64 }) {
            return refusal("input \(odd) is \(inputs[odd].dtype); differences need float64")
        }
        let sample = withoutGradient { function(inputs.map { $0.detach() }) }
        if hasFailed { return refusal("the function made a mistake") }
        guard sample.dtype == .float64 else { return refusal("the function gives \(sample.dtype), not float64") }
        let cotangent = direction(sample.shape, seed: 1)
        var entries = firstOrder(cotangent)
        if order >= 2 { entries += secondOrder(cotangent) }
        if hasFailed { return refusal("the function or its derivative made a mistake") }
        let failures = entries.filter { !($0.relativeError <= tolerance) }
        return GradientReport(
            failures: failures.sorted { !($0.relativeError <= $1.relativeError) },
            worst: entries.max { $0.relativeError < $1.relativeError }, comparisons: entries.count, problem: nil)
    }

    private func refusal(_ problem: String) -> GradientReport {
        GradientReport(failures: [], worst: nil, comparisons: 0, problem: problem)
    }

    /// Numbers between ½ and 1½ in magnitude, so that no part of a derivative is hidden by a small factor.
    private func direction(_ shape: [Int], seed: UInt64) -> Tensor {
        let unit = Tensor.uniform(shape, in: -1..<1, dtype: .float64, generator: RandomGenerator(seed: seed))
        return unit + 0.5 * sign(unit)
    }

    private func loss(_ inputs: [Tensor], _ cotangent: Tensor) -> Tensor { (function(inputs) * cotangent).sum() }

    private func gradient(_ values: [Tensor], _ cotangent: Tensor, createGraph: Bool = false) -> ([Tensor], [Tensor]) {
        let leaves = values.map { $0.detach().requiringGrad() }
        let loss = withGradient { self.loss(leaves, cotangent) }
        guard loss.tracked else { return (leaves, leaves.map { Tensor.zeros(like: $0) }) }
        return (leaves, gradients(of: loss, for: leaves, createGraph: createGraph))
    }

    private func firstOrder(_ cotangent: Tensor) -> [GradientReport.Entry] {
        let analytic = gradient(inputs, cotangent).1
        var numbers: [(Int, Int, Double, Double, Double)] = []
        withoutGradient {
            for (position, input) in inputs.enumerated() {
                let (values, slopes) = (input.asArray(Double.self), analytic[position].asArray(Double.self))
                for element in values.indices where !hasFailed {
                    func quotient(_ h: Double) -> Double {
                        func value(_ x: Double) -> Double {
                            var moved = values
                            moved[element] = x
                            var arguments = inputs
                            arguments[position] = Tensor(moved, shape: input.shape)
                            return loss(arguments, cotangent).item()
                        }
                        let (upper, lower) = (values[element] + h, values[element] - h)
                        return (value(upper) - value(lower)) / (upper - lower)
                    }
                    let h = step * Swift.max(1, Swift.abs(values[element]))
                    numbers.append((position, element, slopes[element], quotient(h), quotient(h / 2)))
                }
            }
        }
        return entries(1, numbers)
    }

    private func secondOrder(_ cotangent: Tensor) -> [GradientReport.Entry] {
        let directions = inputs.enumerated().map { direction($1.shape, seed: UInt64($0) + 2) }
        let (leaves, slopes) = gradient(inputs, cotangent, createGraph: true)
        let along = withGradient {
            zip(slopes, directions).map { ($0 * $1).sum() }.reduce(Tensor.constant(0, dtype: .float64)) { $0 + $1 }
        }
        let analytic = along.tracked ? gradients(of: along, for: leaves) : leaves.map { Tensor.zeros(like: $0) }
        let scale = inputs.flatMap { $0.asArray(Double.self) }.map(Swift.abs).max() ?? 1
        // The Hessian is symmetric, so the gradient's change along the direction is what the second pass gives.
        func quotient(_ h: Double) -> [[Double]] {
            func moved(_ h: Double) -> [Tensor] {
                gradient(zip(inputs, directions).map { $0 + $1 * h }, cotangent).1
            }
            return withoutGradient {
                zip(moved(h), moved(-h)).map { (($0 - $1) / (2 * h)).asArray(Double.self) }
            }
        }
        let h = step * Swift.max(1, Swift.min(scale, 10)) / 2
        let (coarse, fine) = (quotient(h), quotient(h / 2))
        if hasFailed { return [] }
        var numbers: [(Int, Int, Double, Double, Double)] = []
        for (position, input) in analytic.enumerated() {
            for (element, value) in input.asArray(Double.self).enumerated() {
                numbers.append((position, element, value, coarse[position][element], fine[position][element]))
            }
        }
        return entries(2, numbers)
    }

    /// Makes entries of (input, element, analytic, quotient at h, quotient at h/2).
    private func entries(_ order: Int, _ numbers: [(Int, Int, Double, Double, Double)]) -> [GradientReport.Entry] {
        let extrapolated = numbers.map { (4 * $0.4 - $0.3) / 3 }
        let greatest = zip(numbers, extrapolated).map { Swift.max(Swift.abs($0.2), Swift.abs($1)) }.max() ?? 0
        let scale = Swift.max(greatest, 1e-3) * 1e-3
        return zip(numbers, extrapolated).map { number, numeric in
            let (input, element, analytic, coarse, fine) = number
            let size = Swift.max(Swift.abs(analytic), Swift.abs(numeric), scale)
            // Two infinities or NaN never agree: a check near a pole proves nothing.
            let error = Swift.abs(analytic - numeric) / size
            let (first, second) = (Swift.abs(coarse - analytic), Swift.abs(fine - analytic))
            let isVisible = first > size * 1e-9 && second > size * 1e-10
            return GradientReport.Entry(
                order: order, input: input, index: position(element, inputs[input].shape), analytic: analytic,
                numeric: numeric, relativeError: error.isNaN ? .infinity : error,
                convergence: isVisible ? log2(first / second) : nil)
        }
    }

    private func position(_ element: Int, _ shape: [Int]) -> [Int] {
        var rest = element
        return shape.reversed().map { length in
            defer { rest /= length }
            return rest % length
        }.reversed()
    }
}
