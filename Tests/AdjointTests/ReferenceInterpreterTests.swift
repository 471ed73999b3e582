import Foundation
import Testing

@testable import Adjoint

/// The values that programs give, compared with those that `ReferenceInterpreter` computes from the same promises.
@Suite("Values against one element at a time")
struct ReferenceInterpreterTests {
    /// Compares a promise, which is computed afterwards; false where it is none.
    private func agree(_ x: Tensor, _ what: String, _ tolerance: Double) throws -> Bool {
        guard x.isPending else { return false }
        let interpreter = ReferenceInterpreter()
        let expected = try interpreter.elements(of: x)
        let found = x.detach().cast(to: .float64).asArray(Double.self)
        #expect(interpreter.count > 0 && expected.count == found.count, "\(what)")
        let scale = expected.reduce(1e-300) { Swift.max($0, $1.isFinite ? $1.magnitude : 0) }
        for (a, b) in zip(expected, found) {
            let isSame = a == b || a.isNaN && b.isNaN || (a - b).magnitude <= tolerance * Swift.max(a.magnitude, scale)
            guard isSame else {
                Issue.record("\(what): \(b), one at a time \(a)")
                return true
            }
        }
        return true
    }

    @Test("results and gradients of every case", arguments: [DType.float64, .float32])
    func cases(dtype: DType) throws {
        let generator = RandomGenerator(seed: 12)
        let tolerance = dtype == .float64 ? 1e-12 : 1e-4
        var (results, cotangents) = (0, 0)
        var operations: Set<String> = []
        for entry in OperationRegistry.cases {
            try withFusionOfEverything {
                let operands = entry.sample(generator).map { $0.cast(to: dtype).detach().requiringGrad() }
                let result = entry.body(operands)
                guard result.dtype == dtype else { return }
                // A gradient first, while the result is still a promise.
                let seed = Tensor.normal(result.shape, dtype: dtype, generator: generator)
                let tracked = operands.filter { $0.requiresGrad }
                let found =
                    result.requiresGrad ? gradients(of: result, for: tracked, cotangent: seed, createGraph: true) : []
                for gradient in found where try agree(gradient, "\(entry), a gradient", tolerance) { cotangents += 1 }
                if try agree(result, "\(entry)", tolerance) {
                    results += 1
                    operations.insert(entry.operation)
                }
            }
        }
        print("\(dtype): \(results) results of \(operations.count) operations and \(cotangents) gradients agree")
        #expect(results > 500 && cotangents > 500 && operations.count > 60)
    }

    @Test("what has no derivative: comparisons, conditions, casts, positions that pick and place")
    func withoutDerivative() throws {
        let generator = RandomGenerator(seed: 13)
        try withFusionOfEverything {
            let x = Tensor.normal([5, 7], dtype: .float32, generator: generator)
            let y = Tensor.normal([7], dtype: .float32, generator: generator)
            let positions = Tensor([3, 0, 6, 2, 2] as [Int])
            let flags: [(String, Tensor)] = [
                ("<", x .< y), ("<=", x .<= y), (">", x .> y), (">=", x .>= y), ("==", x .== x), ("!=", x .!= y),
                ("and", (x .> y) .&& (x .> 0)), ("or", (x .> y) .|| (x .> 0)), ("not", .!(x .> y)),
                ("isNaN", isNaN(sqrt(x))), ("isFinite", isFinite(1 / relu(x))),
                ("all", (x .> -3).all()), ("int", x.cast(to: .int64) * 3 - 1), ("bool", relu(x).cast(to: .bool)),
                ("where", which(x .> y, x, y)), ("pick", (x * 2).takeAlong(positions.reshaped([5, 1]), axis: 1)),
            ]
            for (name, flag) in flags {
                let isPromise = try agree(flag, name, 1e-6)
                #expect(isPromise, "\(name) is no promise")
            }
        }
    }
}
