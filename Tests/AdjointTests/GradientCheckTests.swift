import Testing

@testable import Adjoint

@Suite("checkGradients")
struct GradientCheckTests {
    let x = Tensor([[0.5, -1.2], [2, 0.3]] as [[Double]])

    @Test("accepts right derivatives and tells how many it compared")
    func right() {
        let report = checkGradients(of: { ($0 * $0 * sin($0)).sum() }, at: x)
        #expect(report.passed)
        #expect(report.comparisons == 8)
        #expect(report.description.hasPrefix("gradient check: 8 derivatives agree; worst: "))
        #expect(checkGradients(of: { exp($0) }, at: x, order: 1).comparisons == 4)
    }

    @Test("names the input, the index, both values, the error and the order of convergence of a wrong one")
    func wrong() throws {
        // The second factor is held constant, so half of d(b²)/db is missing, at one element only.
        let a = Tensor([1, 2] as [Double])
        let b = Tensor([3, 4] as [Double])
        let report = checkGradients(
            of: { inputs in
                let (a, b) = (inputs[0], inputs[1])
                return a * stacked([b[0] * b[0], b[1] * b[1].detach()])
            }, at: [a, b], order: 1)
        #expect(!report.passed)
        #expect(report.failures.count == 1)
        let entry = try #require(report.failures.first)
        #expect(entry.order == 1 && entry.input == 1 && entry.index == [1])
        #expect(abs(entry.analytic * 2 - entry.numeric) < 1e-9 * abs(entry.numeric))
        #expect(abs(entry.relativeError - 0.5) < 1e-9)
        #expect(abs(try #require(entry.convergence)) < 0.01, "the disagreement does not shrink with the step")
        #expect(report.description.contains("gradient, input 1 at [1]: backward "))
    }

    @Test("sees second order near 2 where the derivative is right and the differences are coarse")
    func convergence() throws {
        let report = checkGradients(of: { sin($0) }, at: Tensor([0.7] as [Double]), order: 1, step: 0.05)
        let rate = try #require(report.worst?.convergence)
        #expect(abs(rate - 2) < 0.01)
    }

    @Test("finds a gradient that is right in value but has no derivative of its own")
    func lostSecondOrder() {
        let broken: (Tensor) -> Tensor = { x in
            // x²/2 with the derivative x taken as a constant: x₀·x - x₀²/2.
            let held = x.detach()
            return held * x - 0.5 * held * held
        }
        #expect(checkGradients(of: broken, at: x, order: 1).passed)
        let report = checkGradients(of: broken, at: x)
        #expect(!report.passed && report.failures.allSatisfy { $0.order == 2 })
    }

    @Test("names first what no gradient reaches, in one line each, and then the worst entry of each other input")
    func cutOff() {
        let report = checkGradients(
            of: { x in
                let read = Tensor(x[1].asArray(Double.self))
                return x[0].detach() * read + x[2] * (0.5 * x[2] + 0.5 * x[2].detach()) + x[3]
            }, at: (0..<4).map { Tensor([0.5, -1.2, 2] as [Double]) * Double($0 + 1) })
        let lines = report.description.split(separator: "\n")
        #expect(lines.count == 5 && lines[0] == "gradient check: 9 of 12 derivatives differ")
        #expect(
            lines[1].hasPrefix("  input 0 is cut off: backward gives 0 everywhere, differences up to ")
                || lines[1].hasPrefix("  input 1 is cut off: "))
        #expect(
            lines[2].contains("is cut off: backward gives 0 everywhere, differences up to ") && lines[1] != lines[2])
        #expect(
            lines[3].hasPrefix(
                "  usual causes: detach() or withoutGradient, a cast to integers, values read with item()"))
        #expect(lines[4].hasPrefix("  gradient, input 2 at [") && lines[4].hasSuffix(" (and 2 more of it)"))
    }

    @Test("says of a second derivative that it is cut off, and shows 16 of many inputs")
    func manyInputs() {
        let held = checkGradients(of: { x in x.detach() * x - 0.5 * x.detach() * x.detach() }, at: x)
        #expect(
            held.description.contains(
                "input 0 is cut off at second order: the derivative of its gradient is 0 everywhere"))
        let many = checkGradients(of: { x in x.map { $0.detach() }.sum() }, at: (0..<20).map { _ in x }, order: 1)
        let lines = many.description.split(separator: "\n")
        #expect(lines.count == 1 + 16 + 1 + 1 && lines[17] == "  and 4 more")
    }

    @Test("of a function that draws tensors at random draws the same at every call, and leaves the generators alone")
    func random() {
        let generator = RandomGenerator(seed: 3)
        let before = generator.state
        let report = checkGradients(of: { $0 * Tensor.uniform([2, 2], dtype: .float64, generator: generator) }, at: x)
        #expect(report.passed && generator.state == before, "\(report)")
    }

    @Test("says that a function gives something else at every call")
    func unsteady() {
        var count = 0.0
        let report = checkGradients(
            of: { x in
                count += 1
                return x * count
            }, at: x)
        let expected =
            "the function gives 0.5, and 1.0 when it is called again with the same inputs: it draws random numbers"
        #expect(report.problem?.hasPrefix(expected) == true && !report.passed)
        let growing = checkGradients(
            of: { x in
                count += 1
                return Tensor.ones([Int(count)], dtype: .float64) * x.sum()
            }, at: x)
        #expect(growing.problem?.contains("when it is called again: it has to give the same") == true)
    }

    @Test("does not take NaN or infinity for agreement")
    func undefined() {
        #expect(!checkGradients(of: { log($0) }, at: Tensor([-1] as [Double])).passed)
        #expect(!checkGradients(of: { 1 / ($0 - $0) }, at: Tensor([1] as [Double])).passed)
    }

    @Test("says what keeps it from being made")
    func problems() {
        let single = checkGradients(of: { exp($0) }, at: Tensor([1, 2]))
        #expect(!single.passed && single.problem == "input 0 is float32; differences need float64")
        let narrowed = checkGradients(of: { $0.cast(to: .float32) }, at: x)
        #expect(!narrowed.passed && narrowed.problem == "the function gives float32, not float64")
        let view = Tensor(1 as Double).broadcast(to: [1 << 50])
        let error = #expect(throws: AdjointError.self) {
            try withErrors { _ = checkGradients(of: { $0.sum() }, at: view) }
        }
        #expect(error?.operation == "checkGradients" && error?.kind == .memory)
    }
}
