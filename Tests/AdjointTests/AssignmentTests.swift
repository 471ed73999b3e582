import Adjoint
import Testing

@Suite("Writing by subscript")
struct AssignmentTests {
    private func grid(_ dtype: DType = .float32) -> Tensor { Tensor.arange(12, dtype: dtype).reshaped(3, 4) }

    @Test("changes the selected elements and no others", arguments: [DType.float32, .float64, .int32, .int64])
    func writes(dtype: DType) {
        let cases: [(Tensor) -> [Double]] = [
            {
                $0[1, 2] = Tensor(-1, dtype: dtype); return [0, 1, 2, 3, 4, 5, -1, 7, 8, 9, 10, 11]
            },
            {
                $0[-1, -4] = Tensor(-1, dtype: dtype); return [0, 1, 2, 3, 4, 5, 6, 7, -1, 9, 10, 11]
            },
            {
                $0[0] = Tensor([9, 8, 7, 6], dtype: dtype); return [9, 8, 7, 6, 4, 5, 6, 7, 8, 9, 10, 11]
            },
            {
                $0[.all, 1] = Tensor([9, 8, 7], dtype: dtype); return [0, 9, 2, 3, 4, 8, 6, 7, 8, 7, 10, 11]
            },
            {
                $0[1..., 2...] = Tensor([[9, 8], [7, 6]], dtype: dtype); return [0, 1, 2, 3, 4, 5, 9, 8, 8, 9, 7, 6]
            },
            {
                $0[.stride(by: 2), .stride(by: -3)] = Tensor([5, 6], dtype: dtype);
                return [6, 1, 2, 5, 4, 5, 6, 7, 6, 9, 10, 5]
            },
            {
                $0[.ellipsis] = Tensor(3, dtype: dtype); return [Double](repeating: 3, count: 12)
            },
            {
                $0[.ellipsis, 0] = Tensor([1], dtype: dtype); return [1, 1, 2, 3, 1, 5, 6, 7, 1, 9, 10, 11]
            },
            {
                $0[.newAxis, 0..<2, 3] = Tensor([[1, 2]], dtype: dtype); return [0, 1, 2, 1, 4, 5, 6, 2, 8, 9, 10, 11]
            },
            {
                $0[3...] = Tensor(5, dtype: dtype); return (0..<12).map(Double.init)
            },
            {
                $0[.stride(by: -1)] = Tensor([[1], [2], [3]], dtype: dtype);
                return [3, 3, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1]
            },
        ]
        for (index, write) in cases.enumerated() {
            let x = grid(dtype)
            let expected = write(x)
            #expect(x.asArray(Double.self) == expected && x.shape == [3, 4], "case \(index)")
        }
    }

    @Test("writes into every layout of the destination, from every layout of the value")
    func layoutPairs() {
        let value = Tensor([[20, 21], [22, 23], [24, 25]])
        for (source, part) in layouts(of: value) {
            for (target, x) in layouts(of: grid()) {
                x[.all, .stride(from: 3, by: -2)] = part
                let expected: [Double] = [0, 21, 2, 20, 4, 23, 6, 22, 8, 25, 10, 24]
                #expect(x.asArray(Double.self) == expected, "\(source) into \(target)")
            }
        }
    }

    @Test("a part written over another part of the same tensor is read first")
    func overlap() {
        let x = Tensor.arange(6)
        x[1...] = x[..<5]
        #expect(x.asArray(Float.self) == [0, 0, 1, 2, 3, 4])
        let y = Tensor.arange(6)
        y[.ellipsis] = y.flipped()
        #expect(y.asArray(Float.self) == [5, 4, 3, 2, 1, 0])
        let z = Tensor.arange(9).reshaped(3, 3)
        z[.ellipsis] = z.T
        #expect(z.asArray(Float.self) == [0, 3, 6, 1, 4, 7, 2, 5, 8])
        z[0] += Tensor([1, 1, 1])
        #expect(z[0].asArray(Float.self) == [1, 4, 7])
    }

    @Test("tensors that show the same elements keep theirs")
    func copyOnWrite() {
        let x = grid()
        let views = [
            x[0], x.T, x[.all, 1...], x.flipped(), x.reshaped(4, 3), x.detach(), x[1, 1], x[0].broadcast(to: [2, 4]),
        ]
        let before = views.map { $0.asArray(Float.self) }
        x[.ellipsis] = Tensor(-1)
        #expect(x.asArray(Float.self).allSatisfy { $0 == -1 })
        #expect(views.map { $0.asArray(Float.self) } == before)
    }

    @Test("a view that is written leaves the tensor it came from")
    func writingViews() {
        let x = grid()
        for view in [x[1], x[.all, 1], x.T[0..<2], x.flipped()[0]] {
            view[0] = Tensor(100)
            #expect(view.asArray(Float.self)[0] == 100)
        }
        #expect(x.asArray(Double.self) == (0..<12).map(Double.init))
    }

    @Test("a graph keeps the values that it saved")
    func savedValues() {
        let x = Tensor([1, 2, 3], requiresGrad: true)
        let loss = (x * x * x).sum()
        x[1] = Tensor(100)
        loss.backward()
        #expect(x.grad?.asArray(Float.self) == [3, 12, 27])
        #expect(x.asArray(Float.self) == [1, 100, 3])
        let later = (x * x).sum()
        later.backward()
        #expect(x.grad?.asArray(Float.self) == [5, 212, 33])
    }

    @Test("a repeated element is written at one place only")
    func repeatedElements() {
        let row = Tensor([1, 2])
        let (x, y) = (row.broadcast(to: [2, 2]), row.broadcast(to: [2, 2]))
        x[0, 0] = Tensor(9)
        y.assign(Tensor([[1, 2], [3, 4]]))
        #expect(x.asArray(Float.self) == [9, 2, 1, 2])
        #expect(y.asArray(Float.self) == [1, 2, 3, 4])
        #expect(row.asArray(Float.self) == [1, 2])
    }

    @Test("one element, and tensors of one element")
    func single() {
        let (scalar, one) = (Tensor(1), Tensor([[1]]))
        let view = one[0]
        scalar[.ellipsis] = Tensor(5)
        one[0, 0] = Tensor(6)
        #expect(scalar.item() == 5 && one.item() == 6 && view.item() == 1)
        one[.ellipsis, 1...] = Tensor(9)
        #expect(one.item() == 6)
    }

    @Test("values that do not fit are refused, and change nothing")
    func refusals() {
        let x = grid()
        let writes: [() -> Void] = [
            { x[0] = Tensor([1, 2, 3]) }, { x[0, 0] = Tensor([1, 2]) },
            { x[0] = Tensor([1, 2, 3, 4], dtype: .float64) },
            { x[5] = Tensor(1) }, { x[Tensor([0], dtype: .int64)] = Tensor(1) }, { x[0] = Tensor([[[1]], [[2]]]) },
        ]
        for write in writes { #expect(throws: AdjointError.self) { try withErrors { write() } } }
        #expect(x.asArray(Double.self) == (0..<12).map(Double.init))
        let result = Tensor([1, 2], requiresGrad: true) * 2
        #expect(throws: AdjointError.self) { try withErrors { result[0] = Tensor(1) } }
    }

    @Test("bool and storage types can be written too")
    func otherTypes() {
        let truth = Tensor([true, true, true])
        truth[0..<2] = Tensor([false])
        #expect(truth.asArray(Bool.self) == [false, false, true])
        let half = Tensor([1, 2, 3]).cast(to: .bfloat16)
        half[1] = Tensor(7).cast(to: .bfloat16)
        #expect(half.asArray(Float.self) == [1, 7, 3])
    }
}
