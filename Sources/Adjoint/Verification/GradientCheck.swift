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
/// mode, input by input: ⟨u, J t⟩ = ⟨Jᵀ u, t⟩ for fixed random u and t. The report names an input for which they differ.
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

/// A comparison of derivatives with differences.
package struct GradientChecker {
    /// What a function is differentiated by.
    package struct Input {
        /// What the report calls it.
        package let name: String
        /// Where the derivatives are compared, float64.
        package let value: Tensor
        /// The positions of the elements that are compared, in row-major order; nil for all.
        package let elements: [Int]?
        /// The elements that stay as they are, bool: derivatives by them may be anything.
        package let fixed: Tensor?

        package init(name: String, value: Tensor, elements: [Int]? = nil, fixed: Tensor? = nil) {
            (self.name, self.value, self.elements, self.fixed) = (name, value, elements, fixed)
        }

        var compared: [Int] { elements ?? Array(0..<value.count) }
    }

    /// A partial derivative by backward and by differences at two steps.
    private struct Comparison {
        let input: Int
        let element: Int
        let analytic: Double
        var coarse: Double
        var fine: Double

        /// The quotients extrapolated to a step of 0.
        var numeric: Double { (4 * fine - coarse) / 3 }

        func error(_ scale: Double) -> Double {
            // Two infinities or NaN never agree: a check near a pole proves nothing.
            let error = Swift.abs(analytic - numeric) / size(scale)
            return error.isNaN ? .infinity : error
        }

        func size(_ scale: Double) -> Double { Swift.max(Swift.abs(analytic), Swift.abs(numeric), scale) }
    }

    private let function: ([Tensor]) -> Tensor
    private let inputs: [Input]
    private let tolerance: Double
    private let step: Double

    /// What steps are multiplied with where derivatives do not agree, and how many such are looked at again.
    private static let smaller = [1.0 / 16, 1.0 / 256, 1.0 / 4096]
    private static let mostRepeated = 256

    package init(function: @escaping ([Tensor]) -> Tensor, inputs: [Input], tolerance: Double, step: Double) {
        (self.function, self.inputs, self.tolerance, self.step) = (function, inputs, tolerance, step)
    }

    package func report(order: Int) -> GradientReport {
        // Differences are taken without gradients, and of layers in training too.
        Notices.omitting(.trainingWithoutGradients) { compared(order) }
    }

    private func compared(_ order: Int) -> GradientReport {
        // Values, slopes and comparisons of every element are arrays.
        for input in inputs where !Memory.admits(input.value.count, of: 64, "checkGradients") {
            return .refusal("\(input.name) of \(input.value.shape) has more elements than memory")
        }
        if let odd = inputs.first(where: { $0.value.dtype != .float64 }) {
            return .refusal("\(odd.name) is \(odd.value.dtype); differences need float64")
        }
        let sample = withoutGradient { function(values.map { $0.detach() }) }
        if hasFailed { return .refusal("the function made a mistake") }
        guard sample.dtype == .float64 else { return .refusal("the function gives \(sample.dtype), not float64") }
        if let change = change(of: sample) { return .refusal(change) }
        let cotangent = direction(sample.shape, seed: 1)
        var entries = firstOrder(cotangent)
        // A wrong gradient spoils the second derivatives of everything before it.
        let isFirstRight = entries.allSatisfy { $0.relativeError <= tolerance }
        if order >= 2, isFirstRight { entries += secondOrder(cotangent) }
        if hasFailed { return .refusal("the function or its derivative made a mistake") }
        let failures = entries.filter { !($0.relativeError <= tolerance) }
        return GradientReport(
            failures: failures.sorted { !($0.relativeError <= $1.relativeError) },
            worst: entries.max { $0.relativeError < $1.relativeError }, comparisons: entries.count, problem: nil)
    }

    /// What is wrong with a function that gives something else when it is called again; nil where it does not.
    private func change(of sample: Tensor) -> String? {
        let again = withoutGradient { function(values.map { $0.detach() }) }
        if hasFailed { return "the function made a mistake" }
        guard again.shape == sample.shape, again.dtype == sample.dtype else {
            return
                "the function gives \(sample.shape) \(sample.dtype), and \(again.shape) \(again.dtype) when it is called "
                + "again: it has to give the same for the same inputs"
        }
        let pairs = zip(sample.asArray(Double.self), again.asArray(Double.self))
        let apart = pairs.filter { Swift.abs($0 - $1) > 1e-12 * Swift.max(Swift.abs($0), Swift.abs($1), 1) }
        guard let first = apart.first else { return nil }
        return
            "the function gives \(first.0), and \(first.1) when it is called again with the same inputs: it draws random "
            + "numbers, or changes what it uses. Draw them before, outside of the function, or as tensors or from a "
            + "RandomGenerator, which give the same at every call of a check"
    }

    private var values: [Tensor] { inputs.map(\.value) }

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
        let analytic = gradient(values, cotangent).1
        var comparisons: [Comparison] = []
        withoutGradient {
            let elements = values.map { $0.asArray(Double.self) }
            func quotient(_ input: Int, _ element: Int, _ h: Double) -> Double {
                func value(_ x: Double) -> Double {
                    var moved = elements[input]
                    moved[element] = x
                    var arguments = values
                    arguments[input] = Tensor(moved, shape: inputs[input].value.shape)
                    return loss(arguments, cotangent).item()
                }
                let h = h * Swift.max(1, Swift.abs(elements[input][element]))
                let (upper, lower) = (elements[input][element] + h, elements[input][element] - h)
                return (value(upper) - value(lower)) / (upper - lower)
            }
            for (position, input) in inputs.enumerated() {
                let slopes = analytic[position].asArray(Double.self)
                for element in input.compared where !hasFailed {
                    comparisons.append(
                        Comparison(
                            input: position, element: element, analytic: slopes[element],
                            coarse: quotient(position, element, step), fine: quotient(position, element, step / 2)))
                }
            }
            repeatDifferences(&comparisons) { comparison, factor in
                let (input, element, h) = (comparison.input, comparison.element, step * factor)
                return (quotient(input, element, h), quotient(input, element, h / 2))
            }
        }
        return entries(1, comparisons, of: analytic)
    }

    private func secondOrder(_ cotangent: Tensor) -> [GradientReport.Entry] {
        let directions = inputs.enumerated().map { index, input in
            let direction = direction(input.value.shape, seed: UInt64(index) + 2)
            return input.fixed.map { which($0, Tensor.constant(0, dtype: .float64), direction) } ?? direction
        }
        let (leaves, slopes) = gradient(values, cotangent, createGraph: true)
        let along = withGradient {
            zip(slopes, directions).map { ($0 * $1).sum() }.reduce(Tensor.constant(0, dtype: .float64)) { $0 + $1 }
        }
        let analytic = along.tracked ? gradients(of: along, for: leaves) : leaves.map { Tensor.zeros(like: $0) }
        if hasFailed { return [] }
        let scale = values.flatMap { $0.asArray(Double.self) }.map(Swift.abs).max() ?? 1
        let h = step * Swift.max(1, Swift.min(scale, 10)) / 2
        // The Hessian is symmetric, so the gradient's change along the direction is what the second pass gives.
        func quotient(_ h: Double) -> [[Double]] {
            func moved(_ h: Double) -> [Tensor] {
                gradient(zip(values, directions).map { $0 + $1 * h }, cotangent).1
            }
            return withoutGradient {
                zip(moved(h), moved(-h)).map { (($0 - $1) / (2 * h)).asArray(Double.self) }
            }
        }
        let (coarse, fine) = (quotient(h), quotient(h / 2))
        if hasFailed { return [] }
        var comparisons: [Comparison] = []
        for (position, input) in inputs.enumerated() {
            let slopes = analytic[position].asArray(Double.self)
            for element in input.compared {
                comparisons.append(
                    Comparison(
                        input: position, element: element, analytic: slopes[element],
                        coarse: coarse[position][element], fine: fine[position][element]))
            }
        }
        // One quotient has those of all elements.
        var known: [Double: (coarse: [[Double]], fine: [[Double]])] = [:]
        repeatDifferences(&comparisons) { comparison, factor in
            let quotients = known[factor] ?? (quotient(h * factor), quotient(h * factor / 2))
            known[factor] = quotients
            if hasFailed { return (comparison.coarse, comparison.fine) }
            return (
                quotients.coarse[comparison.input][comparison.element],
                quotients.fine[comparison.input][comparison.element]
            )
        }
        return entries(2, comparisons, of: analytic)
    }

    /// The greatest derivative times 10⁻³: what errors of smaller ones are relative to.
    private func scale(_ comparisons: [Comparison]) -> Double {
        let greatest = comparisons.map { Swift.max(Swift.abs($0.analytic), Swift.abs($0.numeric)) }.max() ?? 0
        return Swift.max(greatest, 1e-3) * 1e-3
    }

    /// Takes differences with smaller steps where they do not agree with the derivative, and keeps those that agree best.
    private func repeatDifferences(
        _ comparisons: inout [Comparison],
        _ quotients: (_ comparison: Comparison, _ factor: Double) -> (coarse: Double, fine: Double)
    ) {
        if hasFailed { return }
        let scale = scale(comparisons)
        let apart = comparisons.indices.filter { !(comparisons[$0].error(scale) <= tolerance) }
        for index in apart.prefix(Self.mostRepeated) {
            for factor in Self.smaller where !(comparisons[index].error(scale) <= tolerance) {
                var other = comparisons[index]
                (other.coarse, other.fine) = quotients(other, factor)
                if other.error(scale) < comparisons[index].error(scale) { comparisons[index] = other }
            }
        }
    }

    private func entries(
        _ order: Int, _ comparisons: [Comparison], of analytic: [Tensor]
    ) -> [GradientReport.Entry] {
        let scale = scale(comparisons)
        let areCutOff = analytic.map { $0.asArray(Double.self).allSatisfy { $0 == 0 } }
        return comparisons.map { comparison in
            let size = comparison.size(scale)
            let first = Swift.abs(comparison.coarse - comparison.analytic)
            let second = Swift.abs(comparison.fine - comparison.analytic)
            let isVisible = first > size * 1e-9 && second > size * 1e-10
            let input = inputs[comparison.input]
            return GradientReport.Entry(
                order: order, input: comparison.input, name: input.name,
                index: position(comparison.element, input.value.shape), analytic: comparison.analytic,
                numeric: comparison.numeric, relativeError: comparison.error(scale),
                convergence: isVisible ? log2(first / second) : nil, isCutOff: areCutOff[comparison.input])
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
