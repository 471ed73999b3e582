import Testing

@testable import Adjoint

@Suite("A mistake with a derivative")
struct TransformErrorTests {
    private func sentence(_ body: () -> Void) -> String {
        (#expect(throws: AdjointError.self) { try withErrors { body() } })?.description ?? ""
    }

    private let x = Tensor([1, 2] as [Double])

    @Test("names the transform that was called where the function has several results")
    func severalResults() {
        let square: (Tensor) -> Tensor = { $0 * $0 }
        let message = ": the function gives [2], not one element: use vjp or jacobian"
        #expect(sentence { _ = gradient(of: square, at: x) } == "gradient" + message)
        #expect(sentence { _ = gradient(of: square)(x) } == "gradient" + message)
        #expect(sentence { _ = valueAndGradient(of: square, at: x) } == "valueAndGradient" + message)
        #expect(sentence { _ = hessian(of: square, at: x) } == "hessian" + message)
        #expect(sentence { _ = hessian(of: square)(x) } == "hessian" + message)
        #expect(sentence { _ = hvp(of: square, at: x, vector: x) } == "hvp" + message)
    }

    @Test("names it where x has no gradient")
    func integers() {
        let count = Tensor([1, 2], dtype: .int64)
        let sum: (Tensor) -> Tensor = { $0.sum() }
        let message = ": x is int64: float32 or float64 is needed; cast it first"
        #expect(sentence { _ = gradient(of: sum, at: count) } == "gradient" + message)
        #expect(sentence { _ = jacobian(of: sum, at: count) } == "jacobian" + message)
        #expect(sentence { _ = hessian(of: sum, at: count) } == "hessian" + message)
        #expect(sentence { _ = vjp(of: sum, at: count) } == "vjp" + message)
        #expect(sentence { _ = jvp(of: sum, at: count, tangent: count) } == "jvp" + message)
        #expect(sentence { _ = hvp(of: sum, at: count, vector: count) } == "hvp" + message)
    }

    @Test("names it where a vector does not fit")
    func vectors() {
        let sum: (Tensor) -> Tensor = { ($0 * $0).sum() }
        let vector = Tensor([1, 2, 3] as [Double])
        #expect(
            sentence { _ = hvp(of: sum, at: x, vector: vector) }
                == "hvp: the vector is [3] float64 and x is [2] float64: they must be equal")
        #expect(
            sentence { _ = vjp(of: sum, at: x).pullback(vector) }
                == "vjp: the cotangent is [3] float64 and the tensor [] float64: they must be equal")
        #expect(sentence { _ = jvp(of: sum, at: x, tangent: vector) }.hasPrefix("jvp: the tangent is [3] float64"))
        let w = Tensor([1], requiresGrad: true)
        let loss = (w * w).sum()
        loss.backward()
        #expect(
            sentence { _ = gradients(of: loss, for: [w]) }.hasPrefix("gradients: the graph of this tensor was released")
        )
    }
}
