import Foundation

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
    private static let maximumRepeated = 256

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
                "the function gives \(sample.shape) \(sample.dtype), and \(again.shape) \(again.dtype) when it is "
                + "called again: it has to give the same for the same inputs"
        }
        let pairs = zip(sample.asArray(Double.self), again.asArray(Double.self))
        let apart = pairs.filter { Swift.abs($0 - $1) > 1e-12 * Swift.max(Swift.abs($0), Swift.abs($1), 1) }
        guard let first = apart.first else { return nil }
        return
            "the function gives \(first.0), and \(first.1) when it is called again with the same inputs: it draws "
            + "random numbers, or changes what it uses. Draw them before, outside of the function, or as tensors or from a "
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

    /// Takes differences with smaller steps where they do not agree with the derivative, and keeps those that agree
    /// best.
    private func repeatDifferences(
        _ comparisons: inout [Comparison],
        _ quotients: (_ comparison: Comparison, _ factor: Double) -> (coarse: Double, fine: Double)
    ) {
        if hasFailed { return }
        let scale = scale(comparisons)
        let apart = comparisons.indices.filter { !(comparisons[$0].error(scale) <= tolerance) }
        for index in apart.prefix(Self.maximumRepeated) {
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
