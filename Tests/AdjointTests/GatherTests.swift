import Adjoint
import Testing

@Suite("Taking elements by position")
struct GatherTests {
    private let cube = ArrayModel(counting: [2, 3, 4])

    @Test("take replaces an axis by the shape of the indices", arguments: [DType.float32, .float64, .int32, .int64])
    func take(dtype: DType) {
        for (name, x) in layouts(of: cube.tensor(dtype)) {
            for axis in -3..<3 {
                let position = (axis + 3) % 3
                let length = x.shape[position]
                for shape in [[], [1], [5], [2, 3], [0], [2, 0]] {
                    let count = shape.reduce(1, *)
                    let positions = (0..<count).map { ($0 * 3 + 1) % length }
                    let indices = Tensor(positions.map(Int64.init), shape: shape)
                    let taken = x.take(indices, axis: axis)
                    let expected = cube.picked(positions, axis: position).elements
                    #expect(taken.shape == Array(x.shape[..<position] + shape + x.shape[(position + 1)...]))
                    #expect(taken.dtype == dtype && taken.asArray(Double.self) == expected, "\(name) \(axis) \(shape)")
                    #expect(x.take(indices.cast(to: .int32), axis: axis).asArray(Double.self) == expected)
                }
            }
        }
    }

    @Test("take reads indices of every layout")
    func indexLayouts() {
        let x = Tensor.arange(10)
        for (name, indices) in layouts(of: Tensor([[1, 2, 3], [9, 8, 7]], dtype: .int64)) {
            #expect(x.take(indices).asArray(Float.self) == [1, 2, 3, 9, 8, 7], "\(name)")
        }
        let repeated = Tensor([4], dtype: .int64).broadcast(to: [3])
        #expect(x.take(repeated).asArray(Float.self) == [4, 4, 4])
    }

    @Test("takeAlong takes one element for each line")
    func takeAlong() {
        for (name, x) in layouts(of: cube.tensor()) {
            for axis in -3..<3 {
                let position = (axis + 3) % 3
                for count in [0, 1, 2, 5] {
                    var shape = cube.shape
                    shape[position] = count
                    let indices = ArrayModel(shape: shape) {
                        Double($0.reduce(1) { $0 * 3 + $1 } % cube.shape[position])
                    }
                    let expected = ArrayModel(shape: shape) { index in
                        var source = index
                        source[position] = Int(indices[index])
                        return cube[source]
                    }
                    #expect(
                        ArrayModel(x.takeAlong(indices.tensor(.int64), axis: axis)) == expected,
                        "\(name) \(axis) \(count)")
                    #expect(ArrayModel(x.takeAlong(indices.tensor(.int32), axis: axis)) == expected)
                }
            }
        }
    }

    @Test("takeAlong with argmax gives the maximum")
    func argmax() {
        let x = Tensor.normal([3, 5, 4], generator: RandomGenerator(seed: 4))
        for axis in 0..<3 {
            let greatest = x.takeAlong(x.argmax(axis: axis, keepDims: true), axis: axis)
            #expect(greatest.elementBits == x.max(axis: axis, keepDims: true).elementBits)
        }
    }

    @Test("positions outside the axis, and indices that are no integers, are refused")
    func refusals() {
        let x = cube.tensor()
        for body in [
            { x.take(Tensor([2], dtype: .int64)) }, { x.take(Tensor([-1], dtype: .int64)) }, { x.take(Tensor([0])) },
            { x.take(Tensor([0], dtype: .int64), axis: 3) }, { x.takeAlong(Tensor([0], dtype: .int64), axis: 0) },
            { x.takeAlong(Tensor.full([2, 3, 1], 4, dtype: .int64), axis: 2) },
            { oneHot(Tensor([3], dtype: .int64), classes: 3) }, { oneHot(Tensor([-1], dtype: .int32), classes: 3) },
            { oneHot(Tensor([1]), classes: 3) }, { Tensor.zeros([0, 2]).take(Tensor([0], dtype: .int64)) },
        ] {
            #expect(throws: AdjointError.self) { try withErrors { body() } }
        }
    }

    @Test("oneHot has a 1 where the label says", arguments: [DType.float32, .float64, .int32, .bool])
    func oneHotLabels(dtype: DType) {
        for labels in [Tensor([2, 0, 3], dtype: .int64), Tensor([2, 0, 3], dtype: .int32)] {
            let hot = oneHot(labels, classes: 4, dtype: dtype)
            #expect(hot.dtype == dtype && hot.shape == [3, 4])
            #expect(hot.asArray(Double.self) == [0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1])
        }
        #expect(oneHot(Tensor(1, dtype: .int64), classes: 3, dtype: dtype).asArray(Double.self) == [0, 1, 0])
        #expect(oneHot(Tensor.zeros([2, 5], dtype: .int64), classes: 3).shape == [2, 5, 3])
        #expect(oneHot(Tensor.zeros([0], dtype: .int64), classes: 3).shape == [0, 3])
    }
}
