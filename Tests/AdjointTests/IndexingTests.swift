import Adjoint
import Testing

@Suite("Reading by subscript")
struct IndexingTests {
    private let model = ArrayModel(counting: [4, 5])

    @Test("integers name positions, negative ones from the end, and drop the axis")
    func integers() {
        let cube = ArrayModel(counting: [2, 3, 4])
        for (name, x) in layouts(of: cube.tensor()) {
            for i in -2..<2 {
                #expect(x[i].shape == [3, 4])
                for j in -3..<3 {
                    for k in -4..<4 {
                        let expected = cube[[(i + 2) % 2, (j + 3) % 3, (k + 4) % 4]]
                        let element = x[i, j, k]
                        #expect(element.rank == 0 && element.item() == expected, "\(name) \(i) \(j) \(k)")
                        #expect(x[i][j][k].item() == expected)
                    }
                }
            }
        }
        for body in [{ cube.tensor()[2] }, { cube.tensor()[-3] }, { cube.tensor()[0, 0, 4] }, { Tensor.zeros([0])[0] }]
        {
            #expect(throws: AdjointError.self) { try withErrors { body() } }
        }
    }

    /// An index for the first axis, of length 4, and the positions that NumPy takes for it.
    static let slices: [(String, any TensorIndex & Sendable, [Int])] = [
        ("0..<4", 0..<4, [0, 1, 2, 3]), ("1..<3", 1..<3, [1, 2]), ("2..<2", 2..<2, []),
        ("1..<100", 1..<100, [1, 2, 3]),
        ("-3..<-1", -3 ..< -1, [1, 2]), ("-100..<2", -100..<2, [0, 1]), ("-2..<4", -2..<4, [2, 3]),
        ("7..<9", 7..<9, []),
        ("-1..<1", -1..<1, []), ("1...2", 1...2, [1, 2]), ("-2...-1", -2...(-1), [2, 3]),
        ("-3...-2", -3...(-2), [1, 2]),
        ("0...100", 0...100, [0, 1, 2, 3]), ("0...Int.max", 0...Int.max, [0, 1, 2, 3]), ("2...", 2..., [2, 3]),
        ("-1...", (-1)..., [3]), ("-100...", (-100)..., [0, 1, 2, 3]), ("9...", 9..., []), ("..<2", ..<2, [0, 1]),
        ("..<-1", ..<(-1), [0, 1, 2]), ("..<0", ..<0, []), ("..<-9", ..<(-9), []), ("...1", ...1, [0, 1]),
        ("...-1", ...(-1), [0, 1, 2, 3]), ("...-2", ...(-2), [0, 1, 2]), ("...Int.max", ...Int.max, [0, 1, 2, 3]),
    ]

    @Test("ranges of every kind, with bounds that count from the end or lie beyond it", arguments: slices.indices)
    func ranges(position: Int) {
        let (name, index, expected) = Self.slices[position]
        for (layout, x) in layouts(of: model.tensor()) {
            #expect(ArrayModel(x[index]) == model.picked(expected, axis: 0), "\(name), \(layout)")
            let columns = ArrayModel(counting: [5, 4])
            #expect(ArrayModel(columns.tensor()[.all, index]) == columns.picked(expected, axis: 1), "\(name)")
        }
    }

    /// The positions a Python slice from:to:step takes, by counting.
    private func positions(_ from: Int?, _ to: Int?, _ step: Int, length: Int) -> [Int] {
        let start = from.map { $0 < 0 ? $0 + length : $0 } ?? (step > 0 ? 0 : length - 1)
        let end = to.map { $0 < 0 ? $0 + length : $0 } ?? (step > 0 ? length : -1)
        var position = start
        // Bounds beyond the ends are first drawn in.
        if step > 0 { position = max(position, 0) } else { position = min(position, length - 1) }
        var result: [Int] = []
        while step > 0 ? position < min(end, length) : position > max(end, -1) {
            result.append(position)
            position += step
        }
        return result
    }

    @Test("strides of every sign and every bound", arguments: [-7, -3, -2, -1, 1, 2, 3, 7])
    func strides(step: Int) {
        let bounds: [Int?] = [nil, -9, -5, -4, -2, -1, 0, 1, 3, 4, 5, 9]
        for length in [0, 1, 5] {
            let values = ArrayModel(counting: [length, 2])
            let x = values.tensor()
            for from in bounds {
                for to in bounds {
                    let expected = values.picked(positions(from, to, step, length: length), axis: 0)
                    let taken = x[.stride(from: from, to: to, by: step)]
                    #expect(ArrayModel(taken) == expected, "\(String(describing: from)), \(String(describing: to))")
                }
            }
        }
    }

    @Test("enormous steps and bounds take what there is")
    func enormous() {
        let x = model.tensor()
        #expect(x[.stride(by: .max)].asArray(Double.self) == [0, 1, 2, 3, 4])
        #expect(x[.stride(by: -.max)].asArray(Double.self) == [15, 16, 17, 18, 19])
        #expect(x[.stride(from: .min, to: .max, by: 3), 0].asArray(Double.self) == [0, 15])
        #expect(throws: AdjointError.self) { try withErrors { x[.stride(by: 0)] } }
        #expect(throws: AdjointError.self) { try withErrors { x[.stride(by: .min)] } }
    }

    @Test("new axes and the ellipsis")
    func axes() {
        let cube = ArrayModel(counting: [2, 3, 4])
        let x = cube.tensor()
        let cases: [(Tensor, [Int])] = [
            (x[.newAxis], [1, 2, 3, 4]), (x[.ellipsis, .newAxis], [2, 3, 4, 1]), (x[.all, .newAxis], [2, 1, 3, 4]),
            (x[.newAxis, 1, .newAxis, 0..<2], [1, 1, 2, 4]), (x[.ellipsis], [2, 3, 4]), (x[.ellipsis, 0], [2, 3]),
            (x[0, .ellipsis, 0], [3]), (x[0, 0, 0, .ellipsis], []), (x[.ellipsis, 1..<3], [2, 3, 2]),
            (x[1, .ellipsis, .newAxis], [3, 4, 1]), (x[.all, .all, .all], [2, 3, 4]), (Tensor(5)[.newAxis], [1]),
        ]
        for (index, (result, shape)) in cases.enumerated() { #expect(result.shape == shape, "case \(index)") }
        #expect(x[.ellipsis, 1].asArray(Double.self) == cube.picked([1], axis: 2).elements)
        #expect(x[.newAxis, 1, .newAxis, 1...].asArray(Double.self) == (16..<24).map(Double.init))
        for body in [{ x[0, 0, 0, 0] }, { x[.ellipsis, .ellipsis] }, { x[0, 0, .ellipsis, 0, 0] }] {
            #expect(throws: AdjointError.self) { try withErrors { body() } }
        }
    }

    @Test("an integer tensor takes positions along its axis", arguments: [DType.int32, .int64])
    func tensorIndex(dtype: DType) {
        let cube = ArrayModel(counting: [4, 3, 5])
        for (name, x) in layouts(of: cube.tensor()) {
            let rows = Tensor([3, 0, 3], dtype: dtype)
            #expect(ArrayModel(x[rows]) == cube.picked([3, 0, 3], axis: 0), "\(name)")
            #expect(ArrayModel(x[.all, .all, rows]) == cube.picked([3, 0, 3], axis: 2), "\(name)")
            #expect(ArrayModel(x[1, .all, rows]) == ArrayModel(x[.all, .all, rows][1]))
            #expect(
                ArrayModel(x[.newAxis, 1..<3, Tensor([2, 1], dtype: dtype), .stride(by: -2)]).shape == [1, 2, 2, 3])
            let matrix = x[Tensor([[0, 1], [2, 3]], dtype: dtype), 0]
            #expect(matrix.shape == [2, 2, 5] && matrix[1, 0].asArray(Double.self) == x[2, 0].asArray(Double.self))
            #expect(x[Tensor(2, dtype: dtype)].shape == [3, 5])
            #expect(x[Tensor([], dtype: dtype)].shape == [0, 3, 5])
        }
        for body in [{ cube.tensor()[Tensor([4], dtype: dtype)] }, { cube.tensor()[Tensor([0.5])] }] {
            #expect(throws: AdjointError.self) { try withErrors { body() } }
        }
    }
}
