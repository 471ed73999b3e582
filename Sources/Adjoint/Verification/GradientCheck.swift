import Foundation

/// What `checkGradients` found.
public struct GradientReport: Sendable, CustomStringConvertible {
    /// One partial derivative, as backward gave it and as differences gave it.
    public struct Entry: Sendable, CustomStringConvertible {
        /// 1 for a gradient, 2 for the derivative of a gradient.
        public let order: Int
        /// Which input, from 0.
        public let input: Int
        /// What it is called: `input 0`, or the name of a model's parameter.
        public let name: String
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
        /// Whether backward gave 0 for every element of this input.
        let isCutOff: Bool

        /// One line.
        public var description: String {
            let order = order == 1 ? "gradient" : "second derivative"
            let rate = convergence.map { String(format: ", order of convergence %.1f", $0) } ?? ""
            return "\(order), \(name) at \(index): backward \(analytic), differences \(numeric), relative error "
                + String(format: "%.1e", relativeError) + rate
        }
    }

    /// The entries whose relative error is beyond the tolerance: those of gradients first, and of these the worst.
    public let failures: [Entry]
    /// The entry with the greatest relative error; nil where nothing was compared.
    public let worst: Entry?
    /// How many partial derivatives were compared.
    public let comparisons: Int
    /// What kept the check from being made at all, or is wrong although the derivatives agree with differences.
    public let problem: String?

    /// Whether every partial derivative agrees.
    public var passed: Bool { failures.isEmpty && problem == nil }

    /// A summary. Of what differs it names first the inputs that no gradient reaches, and then of every other input, at
    /// most 16 of each, the worst entry.
    public var description: String {
        if let problem { return "gradient check: \(problem)" }
        if passed {
            return "gradient check: \(comparisons) derivatives agree" + (worst.map { "; worst: \($0)" } ?? "")
        }
        var names: [String] = []
        var byName: [String: [Entry]] = [:]
        for entry in failures {
            if byName[entry.name] == nil { names.append(entry.name) }
            byName[entry.name, default: []].append(entry)
        }
        let inputs = names.compactMap { byName[$0] }
        let cutOff = inputs.filter { $0[0].isCutOff }
        var lines = ["gradient check: \(failures.count) of \(comparisons) derivatives differ"]
        lines += Self.shown(cutOff, Self.cutOffLine)
        if let order = cutOff.first?[0].order { lines.append(Self.causes(order)) }
        lines += Self.shown(inputs.filter { !$0[0].isCutOff }) { entries in
            "\(entries[0])" + (entries.count > 1 ? " (and \(entries.count - 1) more of it)" : "")
        }
        return lines.joined(separator: "\n  ")
    }

    private static func shown(_ inputs: [[Entry]], _ line: ([Entry]) -> String) -> [String] {
        inputs.prefix(16).map(line) + (inputs.count > 16 ? ["and \(inputs.count - 16) more"] : [])
    }

    private static func cutOffLine(_ entries: [Entry]) -> String {
        let first = entries[0]
        let greatest = entries.filter { $0.order == first.order }.map { Swift.abs($0.numeric) }.max() ?? 0
        let what = first.order == 1 ? "backward gives" : "the derivative of its gradient is"
        return "\(first.name) is cut off\(first.order == 1 ? "" : " at second order"): \(what) 0 everywhere, "
            + "differences up to \(String(format: "%.3g", greatest))"
    }

    private static func causes(_ order: Int) -> String {
        order == 1
            ? "usual causes: detach() or withoutGradient, a cast to integers, values read with item() or asArray() and "
                + "made into a tensor again"
            : "usual causes: a gradient of your own that reads values, or cuts them off with detach()"
    }
}

/// Compares the derivatives that `backward` gives with central differences, in float64, at first and second order.
///
/// A result of several elements is first reduced by a fixed random cotangent u: L = Σ u·f. First order compares every
/// ∂L/∂xᵢ with the difference quotients of L at steps h and h/2, extrapolated (Richardson), which leaves an error of
/// order h⁴. Second order compares the derivative of ∂L/∂x along a fixed random direction, from `backward` through the
/// recorded backward pass, with differences of the gradient; it is left out where the first shows a mistake. What does
/// not agree is compared once more with smaller steps, down to h/4096: near a kink, as of `relu`, the differences are
/// right on one side of it only.
///
/// Tensors that the function draws at random have the same elements at every call, and the generators are as before
/// afterwards.
/// - Parameters:
///   - function: must give the same result for the same inputs, which is tested, and be smooth at the inputs.
///   - inputs: float64.
///   - order: 1, or 2 for both.
///   - tolerance: the relative error that is allowed.
///   - step: h, relative to max(1, |x|).
public func checkGradients(
    of function: @escaping ([Tensor]) -> Tensor, at inputs: [Tensor], order: Int = 2, tolerance: Double = 1e-6,
    step: Double = 1e-3
) -> GradientReport {
    let named = inputs.enumerated().map { GradientChecker.Input(name: "input \($0)", value: $1) }
    let random = RandomScope()
    return GradientChecker(
        function: { x in random.run { function(x) } }, inputs: named, tolerance: tolerance, step: step
    ).report(order: order)
}

/// Compares the derivatives of a function of one tensor with central differences: see
/// `checkGradients(of:at:order:tolerance:step:)`.
public func checkGradients(
    of function: @escaping (Tensor) -> Tensor, at x: Tensor, order: Int = 2, tolerance: Double = 1e-6,
    step: Double = 1e-3
) -> GradientReport {
    checkGradients(of: { function($0[0]) }, at: [x], order: order, tolerance: tolerance, step: step)
}

/// Compares the derivatives that a custom operation gives with central differences: of all its outputs that have
/// gradients together, see `checkGradients(of:at:order:tolerance:step:)`, and then its forward mode with its reverse
/// mode, input by input: ⟨u, J t⟩ = ⟨Jᵀ u, t⟩ for fixed random u and t. The report names an input for which they
/// differ.
///
/// An operation that takes integers too is checked as a function of the rest:
/// `checkGradients(of: { operation([$0[0], positions])[0] }, at: [x])`.
public func checkGradients(
    of operation: some CustomOperation, at inputs: [Tensor], order: Int = 2, tolerance: Double = 1e-6,
    step: Double = 1e-3
) -> GradientReport {
    let random = RandomScope()
    let function: ([Tensor]) -> Tensor = { inputs in
        let parts = random.run { operation(inputs) }.filter(\.dtype.isFloatingPoint).map { $0.flattened() }
        return parts.isEmpty ? Tensor.zeros([0], dtype: .float64) : concatenated(parts)
    }
    let report = checkGradients(of: function, at: inputs, order: order, tolerance: tolerance, step: step)
    guard report.passed else { return report }
    func direction(_ shape: [Int], _ seed: Int) -> Tensor {
        Tensor.uniform(shape, in: -1..<1, dtype: .float64, generator: RandomGenerator(seed: UInt64(seed)))
    }
    for (index, input) in inputs.enumerated() {
        let part: (Tensor) -> Tensor = { x in
            var inputs = inputs
            inputs[index] = x
            return function(inputs)
        }
        let t = direction(input.shape, index + 1)
        let (value, tangent) = jvp(of: part, at: input, tangent: t)
        if hasFailed { return .refusal("the operation's forward mode made a mistake") }
        let u = direction(value.shape, 0)
        let (forward, reverse) = ((u * tangent).sum(), (vjp(of: part, at: input).pullback(u) * t).sum())
        let size = abs(u * tangent).sum().item()
        if !(abs(forward - reverse).item() <= tolerance * Swift.max(size, 1e-3)) {
            return GradientReport(
                failures: [], worst: report.worst, comparisons: report.comparisons,
                problem: "along a direction of input \(index) jvp gives \(forward) and vjp \(reverse)")
        }
    }
    return report
}

extension GradientReport {
    /// One report of several checks.
    package static func joined(_ reports: [GradientReport]) -> GradientReport {
        let failures = reports.flatMap(\.failures).sorted {
            $0.order != $1.order ? $0.order < $1.order : !($0.relativeError <= $1.relativeError)
        }
        return GradientReport(
            failures: failures, worst: reports.compactMap(\.worst).max { $0.relativeError < $1.relativeError },
            comparisons: reports.reduce(0) { $0 + $1.comparisons }, problem: reports.compactMap(\.problem).first)
    }

    /// The report of a check that could not be made.
    package static func refusal(_ problem: String) -> GradientReport {
        GradientReport(failures: [], worst: nil, comparisons: 0, problem: problem)
    }
}
