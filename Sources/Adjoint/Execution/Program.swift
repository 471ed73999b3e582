import AdjointKernels

/// A program for some promises that lie in one space: its steps run on one tile after another, which stays in the
/// cache.
///
/// One object makes one program after another, for who holds `Evaluation.lock`: so its lists keep their room.
final class Program {
    nonisolated(unsafe) static let shared = Program()

    /// Elements of a tile, if rows are not longer. Part of how sums are ordered.
    static let tileLength = 1024
    /// Elements, about, that a thread takes at a time, and the least rows. Part of how sums are ordered.
    static let chunkLength = 1 << 15
    /// The same where rows are short, and their elements take longer.
    static let chunkLengthOfShortRows = 1 << 13
    static let leastChunkRows = 32
    /// So many elements are worth sharing with a thread that is awake.
    static let leastChunkLength = 1 << 11
    /// A row shorter than this is repeated in a register rather than met row by row.
    static let longRow = 64
    /// Rows of several in a tile are at least so long where a chain meets them one by one.
    static let longChainRow = 256
    /// A promise that costs more than this, in additions for an element, is stored where a tensor holds it or a promise
    /// that waits for another program reads it; others are computed again when they are needed again.
    static let keptCost = 24

    @exclusivity(unchecked) var space = Space()
    @exclusivity(unchecked) var number = 0
    @exclusivity(unchecked) var count = 0
    /// 0 where the space has no rows.
    @exclusivity(unchecked) var rowLength = 0
    @exclusivity(unchecked) var columns = 0
    @exclusivity(unchecked) var tileRows = 0
    @exclusivity(unchecked) var chunkRows = 0

    @exclusivity(unchecked) var values: [adj_value] = []
    /// What an element of a value costs to compute from what lies in memory, in additions.
    @exclusivity(unchecked) var costs: [Int] = []
    /// The last instruction that reads a value, once all are there; -1 where none does.
    @exclusivity(unchecked) var lastUse: [Int] = []
    @exclusivity(unchecked) var code: [adj_instruction] = []
    @exclusivity(unchecked) var sources: [Storage] = []
    /// Products that are read as they lie: computed with the program, into memory that waits for them.
    @exclusivity(unchecked) var products: [Product] = []
    @exclusivity(unchecked) var loaded: [Load] = []
    @exclusivity(unchecked) var expanded: [(value: Int, repeated: Int)] = []
    @exclusivity(unchecked) var outputs: [Output] = []
    /// What costs enough to be stored if another program will read it.
    @exclusivity(unchecked) var costly: [Output] = []
    @exclusivity(unchecked) var reductions: [Reduction] = []
    /// What the reductions that end the pass reduce, and their values.
    @exclusivity(unchecked) var finals:
        [(input: Int, operation: AdjReduction, byColumns: Bool, results: Int, value: Int)] =
            []
    // What values and instructions point to, by place, until the arrays no longer grow.
    @exclusivity(unchecked) var constants: [UInt64] = []
    @exclusivity(unchecked) var constantOf: [(value: Int, constant: Int)] = []
    @exclusivity(unchecked) var numbers: [Int] = []
    @exclusivity(unchecked) var stridesOf: [(instruction: Int, shape: Int, strides: Int)] = []
    @exclusivity(unchecked) var notes: [String] = []
    @exclusivity(unchecked) var explanation: Explanation?
    /// Sources whose memory was given to an output.
    @exclusivity(unchecked) var given: [Int] = []
    /// Whether memory for an operand could not be had: then the program does not run.
    @exclusivity(unchecked) var lacksMemory = false
    // While registers are placed: the values that have one, the places that are free, and what a chain that has not ended read last.
    @exclusivity(unchecked) var isRegister: [Bool] = []
    @exclusivity(unchecked) var free: [(size: Int, offset: Int)] = []
    @exclusivity(unchecked) var readByChain: [Int] = []
    @exclusivity(unchecked) var streams: [UInt16] = []

    /// An operand in memory, as an operation read it whose result has a layout.
    struct Load {
        /// Nil for a number in a formula. `sources` keeps the others.
        let storage: ObjectIdentifier?
        let bits: UInt64
        let offset: Int
        let own: Layout
        let layout: Layout
        let dtype: DType
        let isRow: Bool
        let value: Int
    }

    /// The numbers of the values that a step reads.
    struct Inputs {
        private(set) var count = 0
        private(set) var numbers: (UInt16, UInt16, UInt16) = (0, 0, 0)

        init() {}

        init(_ first: Int, _ second: Int? = nil) {
            append(first)
            if let second { append(second) }
        }

        mutating func append(_ value: Int) {
            count += 1
            self[count - 1] = value
        }

        subscript(_ index: Int) -> Int {
            get { Int(index == 0 ? numbers.0 : index == 1 ? numbers.1 : numbers.2) }
            set {
                switch index {
                case 0: numbers.0 = UInt16(newValue)
                case 1: numbers.1 = UInt16(newValue)
                default: numbers.2 = UInt16(newValue)
                }
            }
        }
    }

    struct Output {
        let storage: Storage
        let value: Int
        /// The instruction that computes it; Int.max where a reduction ends it after the pass.
        var instruction: Int
        var pointer: UnsafeMutableRawPointer?
        /// The same value is this output too, and is copied.
        var original: UnsafeMutableRawPointer?
    }

    struct Product {
        /// Which of the sources it is.
        let source: Int
        let pointer: UnsafeMutableRawPointer
        let value: Int
        /// Whether an output has taken the memory.
        var isGiven = false
        /// Whether the program runs on each part of it that is complete.
        var isWrittenBack = false
    }

    /// What remains to be done when the pass is over.
    struct Reduction {
        let operation: AdjReduction
        let type: AdjDType
        let partial: Storage
        let outer: Int
        let length: Int
        let inner: Int
        let output: Int
    }

    private func begin(_ space: Space) {
        self.space = space
        number = Evaluation.nextNumber()
        explanation = Explanation.current
        count = space.count
        rowLength = space.finalColumns
        columns = rowLength > 0 ? rowLength : Program.tileLength
        tileRows = rowLength > 0 ? Program.tileRows(columns) : 1
        let length = rowLength > 0 && columns < Program.longRow ? Program.chunkLengthOfShortRows : Program.chunkLength
        let rows = Swift.max(length / columns, Program.leastChunkRows)
        chunkRows = (rows + tileRows - 1) / tileRows * tileRows
    }

    /// Forgets everything but the room that the lists have.
    private func end() {
        space = Space()
        explanation = nil
        values.removeAll(keepingCapacity: true)
        costs.removeAll(keepingCapacity: true)
        lastUse.removeAll(keepingCapacity: true)
        code.removeAll(keepingCapacity: true)
        sources.removeAll(keepingCapacity: true)
        products.removeAll(keepingCapacity: true)
        loaded.removeAll(keepingCapacity: true)
        expanded.removeAll(keepingCapacity: true)
        outputs.removeAll(keepingCapacity: true)
        costly.removeAll(keepingCapacity: true)
        reductions.removeAll(keepingCapacity: true)
        finals.removeAll(keepingCapacity: true)
        constants.removeAll(keepingCapacity: true)
        constantOf.removeAll(keepingCapacity: true)
        numbers.removeAll(keepingCapacity: true)
        stridesOf.removeAll(keepingCapacity: true)
        notes.removeAll()
        given.removeAll(keepingCapacity: true)
        isRegister.removeAll(keepingCapacity: true)
        free.removeAll(keepingCapacity: true)
        streams.removeAll(keepingCapacity: true)
        lacksMemory = false
    }

    /// Rows of a tile, for rows of a length.
    static func tileRows(_ columns: Int) -> Int { Swift.max(tileLength / Swift.max(columns, 1), 1) }

    // MARK: Running

    /// Computes the roots, and what else is worth keeping. False, and an error, where there is no memory for them: then
    /// all are promises as before.
    func run(_ space: Space, _ roots: [Storage]) -> Bool {
        begin(space)
        defer { end() }
        for storage in roots {
            guard storage.isPending, let expression = storage.expression else { continue }
            switch expression.kind {
            case .map, .uniform, .normal, .place: _ = full(storage)
            case .reduceRows, .pick: _ = row(storage)
            case .reduceColumns(let operation): reduce(storage, expression, operation, byColumns: true)
            case .reduceRuns(let operation): reduce(storage, expression, operation, byColumns: false)
            case .product: fatalError("a product is no root of a program")
            }
        }
        if code.isEmpty { return !lacksMemory }
        keepWhatOthersRead()
        guard !lacksMemory, admitsOutputs() else {
            for product in products { sources[product.source].giveBack(product.pointer) }
            return false
        }
        // The promises go, and with them what only they refer to.
        for output in outputs { output.storage.expression = nil }
        makeChains()
        findUses()
        let registerBytes = placeRegisters()
        placeOutputs()
        code.withUnsafeMutableBufferPointer { adj_resolve($0.baseAddress, $0.count) }
        let begin = explanation == nil ? 0 : Explanation.now()
        execute(registerBytes)
        if explanation != nil { notes = products.map(note) + notes }
        products.forEach(finish)
        for reduction in reductions {
            _ = adj_reduce(
                reduction.operation, reduction.type, reduction.partial.pointer, reduction.outer, reduction.length,
                reduction.inner, outputs[reduction.output].pointer)
        }
        for output in outputs {
            guard let pointer = output.pointer else { continue }
            if let original = output.original {
                pointer.copyMemory(from: original, byteCount: output.storage.byteCount)
            }
            output.storage.publish(pointer)
        }
        if let explanation { explanation.add(description(seconds: Explanation.now() - begin)) }
        return true
    }

    private func matrices(of product: Product) -> MatrixProducts {
        guard let product = sources[product.source].expression?.product else {
            fatalError("a product is computed twice")
        }
        return product
    }

    func compute(_ product: Product) { matrices(of: product).compute(to: product.pointer) }

    /// A product is computed: its promise is kept, unless an output lies in its place.
    func finish(_ product: Product) {
        if product.isGiven { return }
        sources[product.source].expression = nil
        sources[product.source].publish(product.pointer)
    }

    /// How the program can run on the parts of a product as they are completed; nil where it cannot.
    private func writeBack(of product: MatrixProducts) -> adj_write_back? {
        // Parts of rows will do where every element is computed by itself, row by row.
        let isByElement =
            (columns == product.n || rowLength == 0)
            && code.allSatisfy { instruction in
                switch instruction.step {
                case .map, .gather, .uniform, .normal: instruction.form == .full
                case .link: !instruction.gathers
                default: false
                }
            }
        let isByRow =
            product.n % columns == 0 && product.hasWholeRows
            && code.allSatisfy { $0.step != .reduceColumns && $0.step != .reduceTile && !$0.gathers }
        guard isByElement || isByRow else { return nil }
        return adj_write_back(program: nil, length: product.n, row: 0, column: 0, needs_rows: !isByElement)
    }

    private func execute(_ registerBytes: Int) {
        var writtenBack: (product: Product, how: adj_write_back)?
        for index in products.indices {
            if writtenBack == nil, let how = writeBack(of: matrices(of: products[index])) {
                products[index].isWrittenBack = true
                writtenBack = (products[index], how)
            } else {
                compute(products[index])
            }
        }
        let rows = (count + columns - 1) / columns
        if count < Program.chunkLength, rows > tileRows, !finals.contains(where: \.byColumns) {
            // No order depends on the chunks: as many as there are threads.
            let parts = Swift.max(Swift.min(threadCount, count / Program.leastChunkLength), 1)
            let most = (rows + parts - 1) / parts
            chunkRows = (most + tileRows - 1) / tileRows * tileRows
        }
        // Values in one place, as where an output takes the place of an operand, are one stream.
        for (index, value) in values.enumerated() where value.form == .full && value.data != nil {
            if !streams.contains(where: { values[Int($0)].data == value.data }) { streams.append(UInt16(index)) }
        }
        constants.withUnsafeMutableBytes { constants in
            for (value, constant) in constantOf { values[value].data = constants.baseAddress.map { $0 + 8 * constant } }
            numbers.withUnsafeBufferPointer { numbers in
                for (index, shape, strides) in stridesOf {
                    code[index].shape = numbers.baseAddress.map { $0 + shape }
                    code[index].strides = numbers.baseAddress.map { $0 + strides }
                }
                values.withUnsafeBufferPointer { values in
                    code.withUnsafeBufferPointer { code in
                        let program = streams.withUnsafeBufferPointer { streams in
                            adj_program(
                                count: count, columns: columns, tile_rows: tileRows, chunk_rows: chunkRows,
                                values: values.baseAddress, instructions: code.baseAddress,
                                instruction_count: code.count,
                                streams: streams.baseAddress, stream_count: streams.count, register_bytes: registerBytes
                            )
                        }
                        withUnsafePointer(to: program) { program in
                            if var last = writtenBack {
                                last.how.program = program
                                return matrices(of: last.product).compute(
                                    to: last.product.pointer, writeBack: last.how)
                            }
                            let wakes = count >= Program.chunkLength
                            parallel((rows + chunkRows - 1) / chunkRows, by: 1, wakes: wakes) { chunks in
                                for chunk in chunks { adj_run_program(program, chunk) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The program, for `explainExecution`.
    private func description(seconds: Double) -> String {
        let inBytes = sources.reduce(0) { $0 + $1.byteCount }
        let outBytes = outputs.reduce(0) { $0 + $1.storage.byteCount }
        let form = rowLength > 0 ? "\(count / columns) rows of \(columns)" : "\(count) elements"
        let results = outputs.map { output in
            "%\(output.value)" + (values[output.value].form == .full && isInPlace(output) ? " in place" : "")
        }
        return """
            program over \(form): \(sources.count) inputs of \(inBytes) bytes, \(outputs.count) outputs of \(outBytes) bytes, \
            \(String(Int(seconds * 1e6))) µs
            \(notes.map { "  " + $0 }.joined(separator: "\n"))
              outputs: \(results.joined(separator: ", "))
            """
    }

    func note(_ product: Product) -> String {
        let matrices = matrices(of: product)
        let batch = matrices.batch == 1 ? "" : "\(matrices.batch) times "
        let how = product.isWrittenBack ? ", with these steps as its write-back" : ""
        return "%\(product.value): \(batch)matmul [\(matrices.m), \(matrices.k)] × [\(matrices.k), \(matrices.n)]\(how)"
    }

    func isInPlace(_ output: Output) -> Bool {
        values.enumerated().contains { $0.offset != output.value && $0.element.data == output.pointer }
    }
}

extension AdjReduction {
    /// What combines two elements as the reduction does.
    func combining(_ dtype: DType) -> adj_code {
        let operation: AdjBinary =
            switch self {
            case .sum, .wideSum, .squares: .add
            case .product: .multiply
            case .maximum, .argmax: dtype == .bool ? .logicalOr : .maximum
            case .minimum, .argmin: dtype == .bool ? .logicalAnd : .minimum
            case .all: .logicalAnd
            case .any: .logicalOr
            }
        return adj_code_binary(operation, dtype.kernelType)
    }

    /// How the results of parts are reduced.
    var ofParts: AdjReduction { self == .wideSum || self == .squares ? .sum : self }
}

extension DType {
    /// Some type whose elements have a size: for steps that only move them.
    static func ofSize(_ bytes: Int) -> DType {
        bytes == 1 ? .bool : bytes == 2 ? .float16 : bytes == 4 ? .float32 : .float64
    }
}

extension adj_instruction {
    /// The number of a value that it reads.
    func input(_ index: Int) -> Int {
        switch index {
        case 0: Int(self.in.0)
        case 1: Int(self.in.1)
        default: Int(self.in.2)
        }
    }

    /// Whether it computes the value `out`.
    var isResult: Bool { step != .link || link == .store }
}
