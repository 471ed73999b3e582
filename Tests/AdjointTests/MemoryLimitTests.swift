import Foundation
import Testing

@testable import Adjoint

/// Requests for more memory than there is; every one names itself and the bytes.
enum LargeRequest: String, CaseIterable, Codable, Sendable {
    case exp, add, compare, which, cast, sum, mean, max, argmax, variance, norm, softmax, product, sumOfAxis
    case reshaped, contiguous, stacked, padded, take, takeAlong, oneHot, array, jacobian, hessian, bytes
    case arange, linspace, eye, uniform, normal, full, embedded, matmul, matmulOfVectors, conv1d, backward, jvp
    case assign, subscripted, emptyBatches, indices, evaluated, split, permutation

    /// A view of 2⁵⁰ elements of one number.
    private var view: Tensor { Tensor(1.0).broadcast(to: [1 << 50]) }

    /// What cannot be had; a sum of a number that is repeated, which is a view too, and the empty batches are the only
    /// ones that can.
    func run() {
        let view = self.view
        let matrix = Tensor(1.0).broadcast(to: [1 << 25, 1 << 25])
        let rows = Tensor.ones([1, 3]).broadcast(to: [1 << 40, 3])
        switch self {
        case .exp: _ = Adjoint.exp(view)
        case .split: _ = view.split(parts: 1 << 40)
        case .permutation: _ = Tensor.permutation(1 << 50)
        case .add: _ = view + view
        case .compare: _ = view .> 0
        case .which: _ = Adjoint.which(view .> 0, view, view)
        case .cast: _ = view.cast(to: .float64)
        case .sum: _ = view.sum()
        case .mean: _ = view.mean()
        case .max: _ = view.max()
        case .argmax: _ = view.argmax()
        case .variance: _ = view.variance()
        case .norm: _ = view.norm()
        case .softmax: _ = Adjoint.softmax(view)
        case .product: _ = view.product()
        case .sumOfAxis: _ = rows.sum(axis: 0)
        case .reshaped: _ = rows.reshaped([3 << 40])
        case .contiguous: _ = rows.flattened()
        case .stacked: _ = Adjoint.stacked([view, view])
        case .padded: _ = Tensor.ones([1]).padded([(1 << 50, 1 << 50)])
        case .take: _ = view.take(Tensor(0 as Int).broadcast(to: [1 << 50]))
        case .takeAlong: _ = view.takeAlong(Tensor(0 as Int).broadcast(to: [1 << 50]), axis: 0)
        case .oneHot: _ = Adjoint.oneHot(Tensor([0, 1], dtype: .int64), classes: 1 << 55)
        case .array: _ = view.asArray(Float.self)
        case .jacobian: _ = Adjoint.jacobian { $0 }(Tensor.ones([1 << 22]))
        case .hessian: _ = Adjoint.hessian { ($0 * $0).sum() }(view)
        case .bytes: _ = view.bytes
        case .arange: _ = Tensor.arange(0, 1e15)
        case .linspace: _ = Tensor.linspace(0, 1, count: 1 << 50)
        case .eye: _ = Tensor.eye(1 << 30)
        case .uniform: _ = Tensor.uniform([1 << 50])
        case .normal: _ = Tensor.normal([1 << 50])
        case .full: _ = Tensor.zeros([1 << 50])
        case .embedded:
            let x = Tensor(1.0, requiresGrad: true)
            x.broadcast(to: [1 << 50])[0..<2].sum().backward()
        case .matmul: _ = Adjoint.matmul(matrix, Tensor.ones([1 << 25, 2]))
        case .matmulOfVectors: _ = Adjoint.matmul(view, view)
        case .conv1d: _ = Adjoint.conv1d(Tensor(1.0).broadcast(to: [1, 1, 1 << 50]), Tensor.ones([1, 1, 3]))
        case .backward:
            let x = Tensor(1.0, requiresGrad: true)
            x.broadcast(to: [1 << 50]).backward(Tensor(1.0).broadcast(to: [1 << 50]))
        case .jvp: _ = Adjoint.jvp(of: { Adjoint.exp($0) }, at: view, tangent: view)
        case .assign: Tensor.zeros([2]).assign(view)
        case .subscripted:
            let leaf = Tensor(1.0).broadcast(to: [1 << 50])
            leaf[0] = Tensor(2.0)
        case .emptyBatches: _ = Adjoint.matmul(.zeros([1 << 40, 0, 3]), .zeros([1, 3, 5]))
        case .indices: _ = Tensor.ones([2]).take(Tensor(0 as Int).broadcast(to: [1 << 50]))
        case .evaluated: evaluate(view * 2)
        }
    }
}

@Suite("Memory that cannot be had")
struct MemoryLimitTests {
    @Test("is an error with the bytes, not the end of the process", arguments: LargeRequest.allCases)
    func isRefused(request: LargeRequest) async {
        await #expect(processExitsWith: .success) { [request] in
            let before = memoryUse
            do {
                try withErrors { request.run() }
                precondition(request == .emptyBatches || request == .add, "\(request) was done")
            } catch let error as AdjointError {
                let kinds: [AdjointError.Kind] = request == .assign || request == .eye ? [.shape] : [.memory]
                precondition(kinds.contains(error.kind), "\(error)")
                precondition(error.kind == .shape || error.message.contains("bytes"), "\(error)")
            } catch {
                preconditionFailure("\(error)")
            }
            precondition(memoryUse.live == before.live, "what could not be had counts as live")
            precondition(memoryUse.peak < 1 << 30, "the peak is \(memoryUse.peak)")
            precondition(exp(Tensor.zeros([10_000])).sum().item() == 10_000)
        }
    }

    @Test("batches of empty matrices have a product")
    func emptyBatches() throws {
        let product = try withErrors { matmul(.zeros([1 << 40, 0, 3]), .zeros([1, 3, 5])) }
        #expect(product.shape == [1 << 40, 0, 5])
    }

    @Test("is bounded by memoryLimit, and can be asked for again when there is more")
    func limit() async {
        await #expect(processExitsWith: .success) {
            let x = Tensor.ones([1 << 20])
            let y = exp(x)  // not computed yet
            let z = matmul(x.reshaped(1 << 10, 1 << 10), x.reshaped(1 << 10, 1 << 10))
            memoryLimit = memoryUse.live + (1 << 20)
            for request in [
                { evaluate(y) }, { _ = y.asArray(Float.self) }, { evaluate(z) }, { _ = Tensor.ones([1 << 20]) },
            ]
                as [() -> Void]
            {
                do {
                    try withErrors(request)
                    preconditionFailure("more than the limit")
                } catch let error as AdjointError {
                    precondition(error.kind == .memory && error.message.contains("4194304 bytes"), "\(error)")
                } catch {
                    preconditionFailure("\(error)")
                }
            }
            memoryLimit = memoryUse.live + (64 << 20)
            precondition(y.asArray(Float.self) == [Float](repeating: Float(M_E), count: 1 << 20))
            precondition(z.asArray(Float.self) == [Float](repeating: 1024, count: 1 << 20))
        }
    }

    @Test("memoryLimit is at least 1")
    func minimumLimit() {
        #expect(throws: AdjointError(.value, "memoryLimit", "0 bytes: at least 1 is needed")) {
            try withErrors { memoryLimit = 0 }
        }
    }
}
