import AdjointKernels
import Testing

extension KernelTests {
    @Suite struct Programs {
        private static let spaces: [ProgramSpace] = [
            .init(flat: 1), .init(flat: 5), .init(flat: 1023), .init(flat: 1024), .init(flat: 1025), .init(flat: 2049),
            .init(flat: 5000), .init(flat: 300, columns: 64, chunkRows: 3),
            .init(1, 2, tileRows: 512, tiles: 1), .init(7, 3, tileRows: 341, tiles: 1),
            .init(700, 3, tileRows: 341, tiles: 1),
            .init(100, 5, tileRows: 4, tiles: 3), .init(15, 65, tileRows: 15, tiles: 2),
            .init(47, 65, tileRows: 15, tiles: 2),
            .init(9, 100, tileRows: 10, tiles: 1), .init(33, 16, tileRows: 1, tiles: 5),
            .init(6, 1000, tileRows: 1, tiles: 2),
            .init(3, 1025, tileRows: 1, tiles: 2), .init(2, 3000, tileRows: 1, tiles: 1),
            .init(40, 64, tileRows: 16, tiles: 1),
        ]

        @Test("random programs compute what their steps compute one by one, whatever the order of the chunks")
        func random() {
            withInstructionSets { set in
                for (index, space) in Self.spaces.enumerated() {
                    for seed in UInt64(0)..<5 {
                        let program = RandomProgram(space, seed: seed * 64 + UInt64(index), steps: 1 + 4 * Int(seed))
                        let errors = program.errors(reversed: seed % 2 == 1)
                        #expect(errors.isEmpty, "\(set), \(space), seed \(seed): \(program.notes)")
                    }
                }
            }
        }

        @Test("columns are reduced as by chunks of one tile after another, and within the rounding of the sum")
        func columns() {
            withInstructionSets { set in
                for (rows, columns, tileRows) in [
                    (1, 7, 4), (4, 7, 4), (5, 7, 4), (100, 3, 30), (65, 130, 1), (300, 17, 64),
                ] {
                    var sequence = TestSequence(UInt64(rows * columns))
                    let x = (0..<rows * columns).map { _ in Float.random(in: -1...1, using: &sequence) }
                    let array = GuardedArray(x, shift: 1)
                    let (room, out) = (
                        GuardedArray([Float](repeating: 9, count: columns)),
                        GuardedArray([Float](repeating: 9, count: columns), shift: 3)
                    )
                    for (operation, kernel) in [(AdjReduction.sum, AdjBinary.add), (.maximum, .maximum)] {
                        adj_reduce_columns(
                            operation, .float32, adj_binary_kernel(kernel, .float32), array.raw, rows, columns,
                            tileRows, 4,
                            room.raw, out.raw)
                        #expect(room.isIntact && out.isIntact && array.values == x)
                        for column in 0..<columns {
                            let elements = stride(from: column, to: x.count, by: columns).map { Double(x[$0]) }
                            let exact = operation == .sum ? elements.reduce(0, +) : elements.max() ?? 0
                            let bound = operation == .sum ? elements.reduce(0) { $0 + abs($1) } * 20 * 0x1p-24 : 0
                            #expect(
                                abs(Double(out.values[column]) - exact) <= bound,
                                "\(set) \(operation) [\(rows), \(columns)]")
                        }
                    }
                }
            }
        }
    }
}
