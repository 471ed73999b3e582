import AdjointKernels

/// How the processor runs a program: its steps run on one tile after another, which stays in the cache.
///
/// One object runs one program after another, as these take turns: so its lists keep their room.
final class CPUProgram {
    // Unsafe, as the compiler does not know that programs take turns: who calls `run` of a device holds
    // `Evaluation.lock`.
    nonisolated(unsafe) static let shared = CPUProgram()

    /// So many elements are worth sharing with a thread that is awake.
    private static let minimumChunkLength = 1 << 11
    /// Rows of several in a tile are at least so long where a chain meets them one by one.
    private static let longChainRow = 256

    /// What remains to be done when the pass is over: the parts that chunks or tiles gave are reduced to a value.
    private struct Parts {
        let operation: AdjReduction
        let type: AdjDType
        let room: Room
        let outer: Int
        let length: Int
        let inner: Int
        let value: Int
    }

    // Exclusivity is unchecked for the reason that `DeviceProgram` has.

    @exclusivity(unchecked) private var parts: [Parts] = []
    @exclusivity(unchecked) private var streams: [UInt16] = []
    @exclusivity(unchecked) private var registers = Registers()

    // MARK: Before results have memory

    /// Makes chains, and reductions that end the pass reductions of parts.
    func prepare(_ program: DeviceProgram) {
        for reduction in program.reductions { split(reduction, program) }
        makeChains(program)
    }

    /// Chunks of rows give a row of columns each, and tiles an element each.
    private func split(_ reduction: DeviceProgram.FinalReduction, _ program: DeviceProgram) {
        let (index, type) = (reduction.instruction, reduction.type)
        let value = Int(program.code[index].out)
        let rows = (program.count + program.columns - 1) / program.columns
        let count = reduction.isByColumns ? (rows + program.chunkRows - 1) / program.chunkRows : rows
        let inner = reduction.isByColumns ? program.columns : 1
        // One part is the whole; several results wait side by side.
        let outer = reduction.isByColumns ? 1 : reduction.results
        if count > outer {
            let room = Room(count * inner * type.byteCount)
            let form = program.values[value].form
            program.code[index].out = UInt16(program.newValue(form, type, at: room.address))
            parts.append(
                Parts(
                    operation: reduction.operation.ofParts, type: type.kernelType, room: room, outer: outer,
                    length: count / outer, inner: inner, value: value))
        }
        if reduction.isByColumns {
            program.code[index].in.1 = UInt16(program.newValue(.column, type))
            program.code[index].inputs = 2
        }
    }

    /// Makes chains of steps, which lie elsewhere then: where so many elements are computed that it takes less time
    /// than they save.
    private func makeChains(_ program: DeviceProgram) {
        guard program.isLarge else { return }
        var uses = [Int](repeating: 0, count: program.values.count)
        for value in program.results { uses[value] += 1 }
        // A chain that meets its rows one by one pays for each.
        let meetsRows = program.tileRows == 1 || program.columns >= Self.longChainRow
        guard
            let chains = Chains(
                program.code, program.values, uses: uses, meetsRows: meetsRows, sumsColumns: program.tileRows == 1)
        else { return }
        program.code = chains.code
        for index in program.stridesOf.indices {
            program.stridesOf[index].instruction = chains.places[program.stridesOf[index].instruction]
        }
        if !program.notes.isEmpty {
            var steps: [String] = []
            for (index, continues) in chains.order { steps.append(program.notes[index] + (continues ? " →" : "")) }
            program.notes = steps
        }
    }

    // MARK: Running

    func run(_ program: DeviceProgram) {
        defer {
            parts.removeAll(keepingCapacity: true)
            streams.removeAll(keepingCapacity: true)
        }
        let registerBytes = registers.place(program)
        program.code.withUnsafeMutableBufferPointer { adj_resolve($0.baseAddress, $0.count) }
        execute(program, registerBytes)
        for part in parts {
            _ = adj_reduce(
                part.operation, part.type, part.room.address, part.outer, part.length, part.inner,
                program.values[part.value].data)
        }
    }

    /// How the program can run on the parts of a product as they are completed; nil where it cannot.
    private func epilogue(of product: MatrixProducts, _ program: DeviceProgram) -> adj_epilogue? {
        // Parts of rows will do where every element is computed by itself, row by row.
        let isByElement =
            (program.columns == product.n || program.rowLength == 0)
            && program.code.allSatisfy { instruction in
                switch instruction.step {
                case .map, .gather, .uniform, .normal: instruction.form == .full
                case .link: !instruction.gathers
                default: false
                }
            }
        let isByRow =
            product.n % program.columns == 0 && product.hasWholeRows
            && program.code.allSatisfy { $0.step != .reduceColumns && $0.step != .reduceTile && !$0.gathers }
        guard isByElement || isByRow else { return nil }
        return adj_epilogue(program: nil, length: product.n, row: 0, column: 0, needs_rows: !isByElement)
    }

    private func execute(_ program: DeviceProgram, _ registerBytes: Int) {
        var withEpilogue: (product: DeviceProgram.Product, how: adj_epilogue)?
        for (index, product) in program.products.enumerated() {
            if withEpilogue == nil, let how = epilogue(of: product.matrices, program) {
                program.products[index].hasEpilogue = true
                withEpilogue = (product, how)
            } else {
                product.matrices.compute(product.a, product.b, to: product.address)
            }
        }
        let (count, columns) = (program.count, program.columns)
        let rows = (count + columns - 1) / columns
        var chunkRows = program.chunkRows
        if count < DeviceProgram.chunkLength, rows > program.tileRows,
            !program.reductions.contains(where: \.isByColumns)
        {
            // No order depends on the chunks: as many as there are threads.
            let parts = Swift.max(Swift.min(threadCount, count / Self.minimumChunkLength), 1)
            let most = (rows + parts - 1) / parts
            chunkRows = (most + program.tileRows - 1) / program.tileRows * program.tileRows
        }
        // Values in one place, as where an output takes the place of an operand, are one stream.
        for (index, value) in program.values.enumerated() where value.form == .full && value.data != nil {
            if !streams.contains(where: { program.values[Int($0)].data == value.data }) {
                streams.append(UInt16(index))
            }
        }
        program.withAddresses { values, code in
            let body = streams.withUnsafeBufferPointer { streams in
                adj_program(
                    count: count, columns: columns, tile_rows: program.tileRows, chunk_rows: chunkRows,
                    values: values.baseAddress, instructions: code.baseAddress, instruction_count: code.count,
                    streams: streams.baseAddress, stream_count: streams.count, register_bytes: registerBytes)
            }
            withUnsafePointer(to: body) { body in
                if var last = withEpilogue {
                    last.how.program = body
                    let product = last.product
                    return product.matrices.compute(product.a, product.b, to: product.address, epilogue: last.how)
                }
                let wakes = count >= DeviceProgram.chunkLength
                parallel((rows + chunkRows - 1) / chunkRows, by: 1, wakes: wakes) { chunks in
                    for chunk in chunks { adj_run_program(body, chunk) }
                }
            }
        }
    }
}

extension DeviceProgram {
    /// Calls `body` with the values and the instructions, whose addresses of constants, shapes and strides are filled
    /// in for as long.
    package func withAddresses(
        _ body: (UnsafeBufferPointer<adj_value>, UnsafeBufferPointer<adj_instruction>) -> Void
    ) {
        constants.withUnsafeMutableBytes { constants in
            for (value, constant) in constantOf { values[value].data = constants.baseAddress.map { $0 + 8 * constant } }
            numbers.withUnsafeBufferPointer { numbers in
                for (index, shape, strides) in stridesOf {
                    code[index].shape = numbers.baseAddress.map { $0 + shape }
                    code[index].strides = numbers.baseAddress.map { $0 + strides }
                }
                values.withUnsafeBufferPointer { values in code.withUnsafeBufferPointer { body(values, $0) } }
            }
        }
    }
}
