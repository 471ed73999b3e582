import Adjoint
import Testing

@Suite("Moving elements")
struct MovementTests {
    private let cube = ArrayModel(counting: [2, 3, 4])

    @Test("reshaping keeps the row-major order, in every layout")
    func reshape() {
        for (name, x) in layouts(of: cube.tensor()) {
            for shape in [
                [24], [6, 4], [4, 6], [2, 12], [2, 3, 2, 2], [1, 24, 1], [3, 2, 4], [2, 1, 3, 1, 4], [24, 1], [8, 3],
            ] {
                #expect(
                    ArrayModel(x.reshaped(shape)) == ArrayModel(shape: shape, elements: cube.elements),
                    "\(name) \(shape)")
            }
        }
    }

    @Test("one length may be inferred")
    func inferred() {
        let x = cube.tensor()
        #expect(
            x.reshaped(-1).shape == [24] && x.reshaped(4, -1).shape == [4, 6]
                && x.reshaped([-1, 2, 2]).shape == [6, 2, 2])
        #expect(Tensor.zeros([0, 4]).reshaped(-1, 4).shape == [0, 4] && Tensor.zeros([0]).reshaped(-1).shape == [0])
        #expect(Tensor(3).reshaped(1, -1).shape == [1, 1] && Tensor([3]).reshaped([]).rank == 0)
        #expect(Tensor.zeros([2, 0]).reshaped(0, 7).shape == [0, 7])
        for shape in [[5, -1], [-1, -1], [25], [-2, 12], [0, -1], []] {
            #expect(throws: AdjointError.self) { try withErrors { x.reshaped(shape) } }
        }
        #expect(throws: AdjointError.self) { try withErrors { Tensor.zeros([0, 2]).reshaped(-1, 0) } }
    }

    @Test("flattening joins neighbouring axes")
    func flatten() {
        let x = cube.tensor()
        #expect(x.flattened().shape == [24] && x.flattened(from: 1).shape == [2, 12])
        #expect(x.flattened(through: 1).shape == [6, 4] && x.flattened(from: -2, through: -1).shape == [2, 12])
        #expect(x.flattened(from: 1, through: 1).shape == [2, 3, 4])
        #expect(Tensor(2).flattened().shape == [1] && Tensor.zeros([2, 0]).flattened().shape == [0])
        #expect(x.T.flattened().asArray(Double.self) == ArrayModel(x.T).elements)
    }

    @Test("axes of length 1 come and go")
    func unitAxes() {
        let x = Tensor.arange(6).reshaped(1, 2, 1, 3)
        #expect(x.squeezed().shape == [2, 3] && x.squeezed(axis: 0).shape == [2, 1, 3])
        #expect(x.squeezed(axis: -2).shape == [1, 2, 3] && x.squeezed(axes: [0, 2]).shape == [2, 3])
        #expect(x.squeezed(axes: []).shape == [1, 2, 1, 3] && Tensor.ones([1, 1]).squeezed().rank == 0)
        #expect(throws: AdjointError.self) { try withErrors { x.squeezed(axis: 1) } }
        let y = Tensor.arange(6).reshaped(2, 3)
        let expanded = (-3...2).map { y.expandedDimension(at: $0).shape }
        #expect(expanded == [[1, 2, 3], [2, 1, 3], [2, 3, 1], [1, 2, 3], [2, 1, 3], [2, 3, 1]])
        #expect(y.T.expandedDimension(at: 1).squeezed().asArray(Float.self) == [0, 3, 1, 4, 2, 5])
        #expect(throws: AdjointError.self) { try withErrors { y.expandedDimension(at: 3) } }
    }

    @Test(
        "axes take any order",
        arguments: [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0], [-1, 0, -2]])
    func transpose(order: [Int]) {
        for (name, x) in layouts(of: cube.tensor()) {
            let expected = cube.transposed(order.map { ($0 + 3) % 3 })
            #expect(ArrayModel(x.transposed(order)) == expected, "\(name)")
            #expect(ArrayModel(x.transposed(order).transposed(order.map { ($0 + 3) % 3 }.inverted)) == cube)
        }
    }

    @Test("the short forms of transposition")
    func shortForms() {
        let x = cube.tensor()
        #expect(ArrayModel(x.transposed()) == cube.transposed([2, 1, 0]))
        #expect(ArrayModel(x.transposed(0, 2, 1)) == ArrayModel(x.T))
        #expect(ArrayModel(x.swappedAxes(0, -1)) == cube.transposed([2, 1, 0]))
        #expect(x.swappedAxes(1, 1).shape == [2, 3, 4] && Tensor(1).transposed().rank == 0)
        for axes in [[0, 1], [0, 1, 1], [0, 1, 3], [0, 1, 2, 3]] {
            #expect(throws: AdjointError.self) { try withErrors { x.transposed(axes) } }
        }
    }

    @Test("flipping reverses the named axes")
    func flip() {
        for (name, x) in layouts(of: cube.tensor()) {
            for axes in axisSubsets(3) {
                #expect(ArrayModel(x.flipped(axes: axes)) == cube.flipped(axes), "\(name) \(axes)")
            }
            #expect(ArrayModel(x.flipped()) == cube.flipped([0, 1, 2]))
            #expect(ArrayModel(x.flipped(axis: -1)) == cube.flipped([2]))
        }
        #expect(Tensor.zeros([0, 2]).flipped().shape == [0, 2] && Tensor(4).flipped().item() == 4)
    }

    @Test("broadcasting repeats axes of length 1 and new leading axes")
    func broadcast() {
        for (source, target) in [
            ([], [2, 3]), ([3], [2, 3]), ([2, 1], [2, 3]), ([1, 3], [4, 2, 3]), ([1], [0]), ([2, 1, 3], [2, 4, 3]),
            ([0], [2, 0]),
        ] as [([Int], [Int])] {
            let model = ArrayModel(counting: source)
            for (name, x) in layouts(of: model.tensor()) {
                let expected = ArrayModel(shape: target) { model.broadcast(at: $0) }
                #expect(ArrayModel(x.broadcast(to: target)) == expected, "\(name) \(source) to \(target)")
            }
        }
        for (source, target) in [([3], [2]), ([2, 3], [3]), ([2], [2, 3]), ([3], [3, 0])] as [([Int], [Int])] {
            #expect(throws: AdjointError.self) { try withErrors { Tensor.zeros(source).broadcast(to: target) } }
        }
    }

    @Test("padding surrounds with a value", arguments: [DType.float32, .float64, .int32, .int64])
    func pad(dtype: DType) {
        for (name, x) in layouts(of: ArrayModel(counting: [2, 3]).tensor(dtype)) {
            for (widths, value) in [
                ([(before: 0, after: 0), (before: 0, after: 0)], 7.0), ([(1, 2), (0, 3)], 0), ([(0, 1), (2, 0)], -5),
                ([(2, 0), (1, 1)], 9),
            ] {
                let model = ArrayModel(x)
                let shape = zip(model.shape, widths).map { $0 + $1.before + $1.after }
                let expected = ArrayModel(shape: shape) { index in
                    let inner = zip(index, widths).map { $0 - $1.before }
                    return zip(inner, model.shape).allSatisfy { (0..<$1).contains($0) } ? model[inner] : value
                }
                let result = x.padded(widths, value: value)
                #expect(result.dtype == dtype && expected.isIdentical(to: result), "\(name)")
            }
        }
    }

    @Test("padding keeps special numbers inside, and can be special itself")
    func padSpecial() {
        let x = Tensor([.nan, -0.0, .infinity] as [Double]).padded([(1, 1)], value: -.infinity)
        #expect(ArrayModel(shape: [5], elements: [-.infinity, .nan, -0.0, .infinity, -.infinity]).isIdentical(to: x))
        #expect(Tensor([true]).padded([(1, 1)]).asArray(Bool.self) == [false, true, false])
        #expect(Tensor([false]).padded([(0, 2)], value: 1).asArray(Bool.self) == [false, true, true])
        #expect(Tensor([2]).cast(to: .bfloat16).padded([(1, 0)], value: 3).asArray(Float.self) == [3, 2])
        #expect(Tensor.zeros([0]).padded([(1, 2)], value: 3).asArray(Float.self) == [3, 3, 3])
        #expect(Tensor(5).padded([]).item() == 5)
        let row = Tensor([1, 2]).broadcast(to: [2, 2]).padded([(0, 1), (0, 0)], value: 4)
        #expect(row.asArray(Float.self) == [1, 2, 1, 2, 4, 4])
        #expect(throws: AdjointError.self) { try withErrors { Tensor([1]).padded([(-1, 0)]) } }
    }

    @Test("splitting and joining again gives the same tensor")
    func split() {
        for (name, x) in layouts(of: cube.tensor()) {
            for axis in -3..<3 {
                let length = x.shape[(axis + 3) % 3]
                for sizes in [[length], [1, length - 1], [0, length], [1, 0, length - 1]] {
                    let parts = x.split(sizes: sizes, axis: axis)
                    #expect(parts.map { $0.shape[(axis + 3) % 3] } == sizes)
                    #expect(ArrayModel(concatenated(parts, axis: axis)) == cube, "\(name), axis \(axis), \(sizes)")
                }
                let equal = x.split(parts: length, axis: axis)
                #expect(equal.count == length && ArrayModel(concatenated(equal, axis: axis)) == cube)
            }
        }
        #expect(throws: AdjointError.self) { try withErrors { cube.tensor().split(parts: 2, axis: 1).count } }
        #expect(throws: AdjointError.self) { try withErrors { cube.tensor().split(sizes: [1, 1], axis: 1).count } }
    }

    @Test("joining puts one behind the other, in any layout and along any axis")
    func concatenate() {
        let other = ArrayModel(shape: [2, 3, 4], elements: cube.elements.map { -$0 - 1 })
        for axis in 0..<3 {
            var shape = cube.shape
            shape[axis] *= 2
            let expected = ArrayModel(shape: shape) { index in
                var inner = index
                inner[axis] %= cube.shape[axis]
                return index[axis] < cube.shape[axis] ? cube[inner] : other[inner]
            }
            for (first, x) in layouts(of: cube.tensor()) {
                for (second, y) in layouts(of: other.tensor()) {
                    #expect(
                        ArrayModel(concatenated([x, y], axis: axis)) == expected, "\(first), \(second), axis \(axis)")
                }
            }
        }
        let mixed = concatenated([Tensor([1, 2], dtype: .int32), Tensor([0.5]), Tensor([true])])
        #expect(mixed.dtype == .float32 && mixed.asArray(Float.self) == [1, 2, 0.5, 1])
        #expect(concatenated([Tensor.zeros([0, 2]), Tensor([[1, 2]])]).asArray(Float.self) == [1, 2])
        #expect(concatenated([Tensor([1])]).asArray(Float.self) == [1])
    }

    @Test("stacking makes a new axis anywhere")
    func stack() {
        let (x, y) = (Tensor([1, 2, 3]), Tensor([4, 5, 6]))
        #expect(stacked([x, y]).asArray(Float.self) == [1, 2, 3, 4, 5, 6])
        for axis in [1, -1] {
            #expect(stacked([x, y], axis: axis).shape == [3, 2])
            #expect(stacked([x, y], axis: axis).asArray(Float.self) == [1, 4, 2, 5, 3, 6])
        }
        #expect(stacked([Tensor(1), Tensor(2)]).asArray(Float.self) == [1, 2])
        #expect(stacked([cube.tensor(), cube.tensor()], axis: -2).shape == [2, 3, 2, 4])
        #expect(throws: AdjointError.self) { try withErrors { stacked([x, Tensor([1])]) } }
        #expect(throws: AdjointError.self) { try withErrors { stacked([]) } }
    }
}

extension [Int] {
    /// The order that undoes this one.
    fileprivate var inverted: [Int] { indices.map { firstIndex(of: $0)! } }
}
