import Testing

@testable import Adjoint

/// Cotangents of slices are added up in one tensor while nothing is recorded; with `createGraph` each is embedded in
/// zeros. Both must agree.
@Suite("The cotangent of what slices were cut from")
struct SliceCotangentTests {
    private func gradients(_ shape: [Int], _ function: (Tensor) -> Tensor) -> (parts: [Double], whole: [Double]) {
        let x = Tensor.normal(shape, dtype: .float64, generator: RandomGenerator(seed: 5)).requiringGrad()
        function(x).backward()
        let parts = x.grad?.asArray(Double.self) ?? []
        x.zeroGrad()
        function(x).backward(createGraph: true)
        let whole = x.grad?.asArray(Double.self) ?? []
        x.zeroGrad()
        return (parts, whole)
    }

    private static let functions: [(name: String, function: @Sendable (Tensor) -> Tensor)] = [
        ("rows of a leaf", { x in (0..<4).reduce(Tensor(0.0, dtype: .float64)) { $0 + exp(x[$1]).sum() } }),
        (
            "rows of a result",
            { x in
                let y = tanh(x)
                return (0..<4).reduce(Tensor(0.0, dtype: .float64)) { $0 + (y[$1] * y[3 - $1]).sum() }
            }
        ),
        ("overlapping slices", { x in (x[0..<3] * x[1..<4]).sum() + square(x[.all, 1..<5]).sum() }),
        (
            "slices and the whole",
            { x in
                let y = x * 2
                return (y[1] * y).sum() + exp(y[.all, 0]).sum() + y.sum() + (y[2] * y[2]).sum()
            }
        ),
        (
            "steps, backward too",
            { x in
                let y = sin(x)
                return (y[.stride(by: -1)] * y).sum() + y[.stride(by: 2), .stride(by: -3)].sum()
            }
        ),
        (
            "parts of parts",
            { x in
                let parts = exp(x).split(parts: 2, axis: 0).map { $0.split(sizes: [1, 4], axis: 1) }
                return (parts[0][0] * parts[1][0]).sum() + (parts[0][1] / parts[1][1]).sum()
            }
        ),
        (
            "one element each",
            { x in
                let y = square(x)
                return y[0, 0] * y[1, 1] + y[0, 0] * y[3, 4]
            }
        ),
    ]

    @Test("is the same in parts as embedded in zeros", arguments: functions.indices)
    func agree(index: Int) {
        let (parts, whole) = gradients([4, 5], Self.functions[index].function)
        #expect(parts.count == 20)
        for (part, other) in zip(parts, whole) { #expect(abs(part - other) <= 1e-14 * max(1, abs(other))) }
    }

    @Test("gathers over several passes, and leaves what a user holds alone")
    func passes() {
        let x = Tensor([1, 2, 3, 4]).requiringGrad()
        (x[0..<2].sum() + x[1..<4].sum()).backward()
        let first = x.grad
        #expect(first?.asArray(Double.self) == [1, 2, 1, 1])
        x[3].backward()
        #expect(x.grad?.asArray(Double.self) == [1, 2, 1, 2])
        #expect(first?.asArray(Double.self) == [1, 2, 1, 1])
        #expect(Adjoint.gradients(of: (x[0] * x[2] * x[2]).sum(), for: [x])[0].asArray(Double.self) == [9, 0, 6, 0])
    }
}
