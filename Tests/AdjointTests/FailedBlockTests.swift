import Testing

@testable import Adjoint

@Suite("A block that failed")
struct FailedBlockTests {
    /// The error of a block.
    private func error(_ body: () throws -> Void) -> AdjointError? {
        do {
            try withErrors(body)
            return nil
        } catch {
            return error as? AdjointError
        }
    }

    @Test("goes on with stand-ins, whose axes can all be asked for, and so is whatever is computed from them")
    func standIns() {
        let error = error {
            let y = matmul(Tensor.ones([2, 3]), Tensor.ones([2, 3]))
            let derived = [
                y, y + 1, exp(y) * Tensor.ones([4, 5]), y.sum(), y[3], y.reshaped(7, 9), y.split(parts: 3)[2],
                matmul(y, y), softmax(y), y.max(axis: 9), concatenated([y, Tensor.ones([2])]), y.T,
                which(Tensor.ones([2]) .> 0, y, Tensor.ones([2])), y.take(Tensor([5], dtype: .int64)), conv2d(y, y),
            ]
            for tensor in derived {
                for axis in 0..<8 { _ = tensor.shape[axis] }
                _ = tensor.shape[tensor.rank - 2] + tensor.shape.dropLast(2).count
                #expect(tensor.asArray(Double.self) == [0])
                #expect(tensor.item() == 0)
            }
        }
        #expect(error?.operation == "matmul")
    }

    @Test("what does not depend on the mistake is computed as ever")
    func others() {
        _ = error {
            _ = Tensor.ones([2]) + Tensor.ones([3])
            #expect((Tensor([1, 2]) + 1).asArray(Float.self) == [2, 3])
            #expect(exp(Tensor.zeros([20_000])).sum().item() == 20_000)
        }
    }

    @Test("has written nothing, neither before nor after the mistake")
    func writes() {
        let (x, y, z) = (Tensor([1, 2]), Tensor(5.0), Tensor([[1, 2], [3, 4]]))
        let view = z.T
        _ = error {
            x.assign(Tensor([7, 8]))
            assign([(y, Tensor(6.0))])
            z[0] = Tensor([9, 9])
            #expect(x.asArray(Float.self) == [7, 8])
            _ = x + Tensor.ones([3])
            x.assign(Tensor([10, 11]))
            z[1, 1] = Tensor(0)
        }
        #expect(x.asArray(Float.self) == [1, 2])
        #expect(y.item() == 5)
        #expect(z.asArray(Float.self) == [1, 2, 3, 4])
        #expect(view.asArray(Float.self) == [1, 3, 2, 4])
    }

    @Test("leaves large leaves as they were, whose new elements were computed in the old ones' place")
    func largeWrites() throws {
        let x = Tensor.ones([20_000])
        _ = error {
            for _ in 0..<3 { x.assign(2 * x) }
            _ = x + Tensor.ones([3])
        }
        #expect(x.asArray(Float.self) == [Float](repeating: 1, count: 20_000))
        try withErrors { x.assign(2 * x) }
        #expect(x.asArray(Float.self) == [Float](repeating: 2, count: 20_000))
    }

    @Test("leaves gradients as they were", arguments: [1, 3, 20_000])
    func gradients(count: Int) {
        let x = Tensor.ones([count]).requiringGrad()
        (x * 3).sum().backward()
        let error = error {
            (x * 2).sum().backward()
            x.zeroGrad()
            (x * 7).sum().backward()
            _ = x.reshaped(count + 1)
            (x * 11).sum().backward()
        }
        #expect(error != nil)
        #expect(x.grad?.asArray(Float.self) == [Float](repeating: 3, count: count))
    }

    @Test("undoes what a block inside of it did that succeeded; one that failed inside of it undoes its own")
    func nested() throws {
        let x = Tensor([1, 2])
        _ = error {
            try withErrors { x.assign(Tensor([3, 4])) }
            _ = x + Tensor.ones([3])
        }
        #expect(x.asArray(Float.self) == [1, 2])
        try withErrors {
            x.assign(Tensor([5, 6]))
            let inner = error {
                x.assign(Tensor([7, 8]))
                _ = x + Tensor.ones([3])
            }
            #expect(inner != nil)
            #expect(x.asArray(Float.self) == [5, 6])
            x.assign(x + 1)
        }
        #expect(x.asArray(Float.self) == [6, 7])
    }

    @Test("an error that the block itself throws undoes nothing")
    func ownErrors() {
        struct Own: Error {}
        let x = Tensor([1, 2])
        #expect(throws: Own.self) {
            try withErrors {
                x.assign(Tensor([3, 4]))
                throw Own()
            }
        }
        #expect(x.asArray(Float.self) == [3, 4])
    }

    @Test("keeps nothing alive of the tensors that a long block writes and forgets")
    func forgets() throws {
        try withLeakChecking {
            try withErrors {
                let before = memoryUse.live
                for _ in 0..<5000 {
                    let x = Tensor.zeros([1000])
                    x[0] = Tensor(1)
                }
                #expect(memoryUse.live - before < 2000 * 4096)
            }
        }
    }
}

extension Tensor {
    /// The same elements in row-major order.
    func contiguous() -> Tensor { contiguous(for: "test") ?? .standIn(dtype) }
}
