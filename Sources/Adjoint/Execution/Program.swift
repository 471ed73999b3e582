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
    private static let chunkLength = 1 << 15
    private static let leastChunkRows = 32
    /// A row shorter than this is repeated in a register rather than met row by row.
    private static let longRow = 64
    /// Rows of several in a tile are at least so long where a chain meets them one by one.
    private static let longChainRow = 256
    /// A promise that costs more than this, in additions for an element, is stored where a tensor holds it or a promise
    /// that waits for another program reads it; others are computed again when they are needed again.
    private static let keptCost = 24

    @exclusivity(unchecked) private var space = Space()
    @exclusivity(unchecked) private var number = 0
    @exclusivity(unchecked) private var count = 0
    /// 0 where the space has no rows.
    @exclusivity(unchecked) private var rowLength = 0
    @exclusivity(unchecked) private var columns = 0
    @exclusivity(unchecked) private var tileRows = 0
    @exclusivity(unchecked) private var chunkRows = 0

    @exclusivity(unchecked) private var values: [adj_value] = []
    /// What an element of a value costs to compute from what lies in memory, in additions.
    @exclusivity(unchecked) private var costs: [Int] = []
    /// The last instruction that reads a value, once all are there; -1 where none does.
    @exclusivity(unchecked) private var lastUse: [Int] = []
    @exclusivity(unchecked) private var code: [adj_instruction] = []
    @exclusivity(unchecked) private var sources: [Storage] = []
    /// Products that are read as they lie: computed with the program, into memory that waits for them.
    @exclusivity(unchecked) private var products: [Product] = []
    @exclusivity(unchecked) private var loaded: [Load] = []
    @exclusivity(unchecked) private var expanded: [(value: Int, repeated: Int)] = []
    @exclusivity(unchecked) private var outputs: [Output] = []
    /// What costs enough to be stored if another program will read it.
    @exclusivity(unchecked) private var costly: [Output] = []
    @exclusivity(unchecked) private var reductions: [Reduction] = []
    /// What the reductions that end the pass reduce, and their values.
    @exclusivity(unchecked) private var finals:
        [(input: Int, operation: AdjReduction, byColumns: Bool, results: Int, value: Int)] =
            []
    // What values and instructions point to, by place, until the arrays no longer grow.
    @exclusivity(unchecked) private var constants: [UInt64] = []
    @exclusivity(unchecked) private var constantOf: [(value: Int, constant: Int)] = []
    @exclusivity(unchecked) private var numbers: [Int] = []
    @exclusivity(unchecked) private var stridesOf: [(instruction: Int, shape: Int, strides: Int)] = []
    @exclusivity(unchecked) private var notes: [String] = []
    @exclusivity(unchecked) private var explanation: Explanation?
    /// Sources whose memory was given to an output.
    @exclusivity(unchecked) private var given: [Int] = []
    // While registers are placed: the values that have one, the places that are free, and what a chain that has not ended read last.
    @exclusivity(unchecked) private var isRegister: [Bool] = []
    @exclusivity(unchecked) private var free: [(size: Int, offset: Int)] = []
    @exclusivity(unchecked) private var readByChain: [Int] = []
    @exclusivity(unchecked) private var streams: [UInt16] = []

    /// An operand in memory, as an operation read it whose result has a layout.
    private struct Load {
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
    private struct Inputs {
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

    private struct Output {
        let storage: Storage
        let value: Int
        /// The instruction that computes it; Int.max where a reduction ends it after the pass.
        var instruction: Int
        var pointer: UnsafeMutableRawPointer?
        /// The same value is this output too, and is copied.
        var original: UnsafeMutableRawPointer?
    }

    private struct Product {
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
    private struct Reduction {
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
        let rows = Swift.max(Program.chunkLength / columns, Program.leastChunkRows)
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
    }

    /// Rows of a tile, for rows of a length.
    static func tileRows(_ columns: Int) -> Int { Swift.max(tileLength / Swift.max(columns, 1), 1) }

    // MARK: From promises to instructions

    private func newValue(_ form: AdjForm, _ dtype: DType, at data: UnsafeMutableRawPointer? = nil) -> Int {
        values.append(adj_value(data: data, offset: 0, form: form, element_size: UInt8(dtype.byteCount)))
        costs.append(0)
        return values.count - 1
    }

    @discardableResult
    private func add(
        _ step: AdjStep, _ form: AdjForm, type: DType = .float32, _ inputs: Inputs, to result: Int,
        reduction: AdjReduction = .sum, kernel: adj_kernel? = nil, note: @autoclosure () -> String
    ) -> Int {
        var instruction = adj_instruction()
        instruction.step = step
        instruction.form = form
        instruction.type = type.kernelType
        instruction.reduction = reduction
        instruction.inputs = UInt8(inputs.count)
        instruction.in = inputs.numbers
        instruction.out = UInt16(result)
        instruction.kernel = kernel
        code.append(instruction)
        if explanation != nil {
            notes.append("%\(result) = \(note())" + (0..<inputs.count).map { " %\(inputs[$0])" }.joined())
        }
        return code.count - 1
    }

    /// The value of an expression that has an element for each element of the space.
    private func full(_ storage: Storage) -> Int {
        guard let expression = storage.expression else { fatalError("a promise without an expression") }
        if expression.program == number { return expression.value }
        var inputs = Inputs()
        var cost = expression.cost
        for operand in expression.operands {
            if case .place = expression.kind {
                inputs.append(row(operand, in: operand.layout))
            } else {
                inputs.append(elements(operand, in: expression.layout))
            }
            cost = Swift.min(cost + costs[inputs[inputs.count - 1]], 1 << 20)
        }
        let isOutput = expression.isNeeded || isWorthKeeping(storage, expression, cost)
        var value = -1
        if case .map(let kernel) = expression.kind {
            for index in 0..<inputs.count { inputs[index] = mappable(inputs[index]) }
            if !isOutput, let same = known(.map, .full, inputs, kernel: kernel) { value = same }
        }
        expression.program = number
        expression.value = value
        expression.reads = 0
        if value >= 0 { return value }
        value = newValue(.full, expression.dtype)
        costs[value] = isOutput ? 0 : cost
        expression.value = value
        switch expression.kind {
        case .map(let kernel):
            add(.map, .full, type: expression.dtype, inputs, to: value, kernel: kernel, note: expression.name)
        case .place: add(.place, .full, type: expression.dtype, inputs, to: value, note: expression.name)
        case .uniform(let seed, let stream), .normal(let seed, let stream):
            var step = AdjStep.normal
            if case .uniform = expression.kind { step = .uniform }
            let index = add(step, .full, type: expression.dtype, Inputs(), to: value, note: expression.name)
            code[index].seed = seed
            code[index].stream = stream
        default: fatalError("\(expression.name) is not elementwise")
        }
        if isOutput {
            outputs.append(Output(storage: storage, value: value, instruction: code.count - 1))
        } else if cost > Program.keptCost {
            costly.append(Output(storage: storage, value: value, instruction: code.count - 1))
        }
        return value
    }

    /// Outputs for promises that cost enough and that somebody outside of this program reads.
    private func keepWhatOthersRead() {
        for output in costly where output.storage.readers > output.storage.expression?.reads ?? 0 {
            outputs.append(output)
        }
        costly.removeAll(keepingCapacity: true)
    }

    private func isWorthKeeping(_ storage: Storage, _ expression: Expression, _ cost: Int) -> Bool {
        guard storage.isHeld else { return false }
        switch expression.kind {
        case .uniform, .normal: return true
        default: return cost > Program.keptCost
        }
    }

    /// The value of an expression that has an element for each row.
    private func row(_ storage: Storage) -> Int {
        guard let expression = storage.expression else { fatalError("a promise without an expression") }
        if expression.program == number { return expression.value }
        let operands = expression.operands
        var isReduction = true
        let value: Int
        switch expression.kind {
        case .reduceRows(let operation): value = reduced(operands[0], operation, expression)
        case .pick: value = picked(operands[0], row(operands[1], in: expression.layout))
        case .map(let kernel):
            var inputs = Inputs()
            for operand in operands { inputs.append(row(operand, in: expression.layout)) }
            value = mapped(kernel, inputs, expression.dtype, expression.name)
            isReduction = false
        default: fatalError("\(expression.name) has no value for each row")
        }
        expression.program = number
        expression.value = value
        // What a reduction gives is small, and would cost a pass to compute again.
        if isReduction || expression.isNeeded {
            outputs.append(Output(storage: storage, value: value, instruction: code.count - 1))
        }
        return value
    }

    /// An elementwise operation on one element for each row.
    private func mapped(_ kernel: adj_kernel?, _ inputs: Inputs, _ dtype: DType, _ name: String) -> Int {
        if let same = known(.map, .row, inputs, kernel: kernel) { return same }
        let value = newValue(.row, dtype)
        add(.map, .row, inputs, to: value, kernel: kernel, note: "\(name), for each row")
        return value
    }

    /// The reduction of each row.
    private func reduced(_ operand: Operand, _ operation: AdjReduction, _ expression: Expression) -> Int {
        if operation == .sum, let promise = operand.pending, case .place = promise.kind {
            // All but one element are zeros; one of them makes a 0 of -0.
            let placed = promise.operands[0]
            let zero = load(Operand(Tensor.constant(0, dtype: promise.dtype)), in: placed.layout, isRow: true)
            let kernel: adj_kernel? = combining(.sum, promise.dtype)
            return mapped(kernel, Inputs(row(placed, in: placed.layout), zero), promise.dtype, expression.name)
        }
        let input = reducible(operand)
        if let same = known(.reduceRow, .row, Inputs(input), reduction: operation) { return same }
        let value = newValue(.row, expression.dtype)
        add(
            .reduceRow, .row, type: operand.dtype, Inputs(input), to: value, reduction: operation,
            note: "\(expression.name) of rows")
        return value
    }

    /// The element of each row that positions name: of what an elementwise operation gives that nobody else reads, from those of
    /// its operands.
    private func picked(_ operand: Operand, _ positions: Int, in layout: Layout? = nil) -> Int {
        let place = layout ?? operand.layout
        if let storage = operand.storage, let promise = operand.pending, case .map(let kernel) = promise.kind,
            promise.program != number, !promise.isNeeded, storage.readers == 1,
            space.relation(operand, promise, in: place.shape) == .full
        {
            var inputs = Inputs()
            for operand in promise.operands { inputs.append(picked(operand, positions, in: promise.layout)) }
            return mapped(kernel, inputs, promise.dtype, promise.name)
        }
        var value = layout == nil ? reducible(operand) : elements(operand, in: place)
        if values[value].form == .row || values[value].form == .single { return value }
        if values[value].form == .column { value = expand(value) }
        if let same = known(.pick, .row, Inputs(value, positions)) { return same }
        let result = newValue(.row, operand.dtype)
        add(.pick, .row, type: operand.dtype, Inputs(value, positions), to: result, note: "take")
        return result
    }

    /// A reduction that is complete when the pass is.
    private func reduce(_ storage: Storage, _ expression: Expression, _ operation: AdjReduction, byColumns: Bool) {
        let operand = expression.operands[0]
        let input = reducible(operand)
        let rows = (count + columns - 1) / columns
        let parts = byColumns ? (rows + chunkRows - 1) / chunkRows : rows
        let inner = byColumns ? columns : 1
        let results = expression.layout.count
        for same in finals
        where same.input == input && same.operation == operation && same.byColumns == byColumns
            && same.results == results
        {
            outputs.append(Output(storage: storage, value: same.value, instruction: Int.max))
            return
        }
        let value = newValue(byColumns ? .column : .single, expression.dtype)
        finals.append((input, operation, byColumns, results, value))
        outputs.append(Output(storage: storage, value: value, instruction: Int.max))
        // One part is the whole; several wait side by side.
        let outer = byColumns ? 1 : results
        var target = value
        if parts > outer {
            let partial = Storage(byteCount: parts * inner * expression.dtype.byteCount)
            target = newValue(byColumns ? .column : .single, expression.dtype, at: partial.pointer)
            reductions.append(
                Reduction(
                    operation: operation, type: expression.dtype.kernelType, partial: partial, outer: outer,
                    length: parts / outer, inner: inner, output: outputs.count - 1))
        }
        if byColumns {
            let room = newValue(.column, expression.dtype)
            let kernel: adj_kernel? = combining(operation, expression.dtype)
            add(
                .reduceColumns, .full, type: expression.dtype, Inputs(input, room), to: target, reduction: operation,
                kernel: kernel, note: "\(expression.name) of columns")
        } else {
            add(
                .reduceTile, .full, type: expression.dtype, Inputs(input), to: target, reduction: operation,
                note: "\(expression.name) of tiles")
        }
    }

    /// The value that a step would compute, where one before did the same with the same values.
    private func known(
        _ step: AdjStep, _ form: AdjForm, _ inputs: Inputs, kernel: adj_kernel? = nil, reduction: AdjReduction = .sum
    ) -> Int? {
        let address = unsafeBitCast(kernel, to: Int.self)
        return code.withUnsafeBufferPointer { code in
            let same = code.indices.first {
                code[$0].step == step && code[$0].in == inputs.numbers && code[$0].form == form
                    && (step == .map
                        ? unsafeBitCast(code[$0].kernel, to: Int.self) == address : code[$0].reduction == reduction)
            }
            return same.map { Int(code[$0].out) }
        }
    }

    // MARK: Operands

    /// An operand of an operation on all elements.
    private func elements(_ operand: Operand, in layout: Layout) -> Int {
        if let storage = operand.storage, let promise = operand.pending {
            switch space.relation(operand, promise, in: layout.shape) {
            case .full:
                let value = full(storage)
                promise.reads += 1
                return value
            case .row: return row(storage)
            case .none: fatalError("\(promise.name) was not computed before it was needed")
            }
        }
        return load(operand, in: layout, isRow: false)
    }

    /// An operand of an operation on one element for each row.
    private func row(_ operand: Operand, in layout: Layout) -> Int {
        if let storage = operand.storage, operand.pending != nil { return row(storage) }
        return load(operand, in: layout, isRow: true)
    }

    /// An operand that is reduced: in order, an element for each element of the space.
    private func reducible(_ operand: Operand) -> Int {
        let value = elements(operand, in: operand.layout)
        if values[value].form == .full { return value }
        if values[value].form == .single { return gathered(operand, in: operand.layout, isRow: false) }
        return expand(value)
    }

    /// An operand of a map, repeated in a register where rows are too short to be met one by one.
    private func mappable(_ value: Int) -> Int {
        let form = values[value].form
        guard form == .row || form == .column, tileRows > 1, columns < Program.longRow else { return value }
        return expand(value)
    }

    private func expand(_ value: Int) -> Int {
        if let known = expanded.first(where: { $0.value == value }) { return known.repeated }
        let result = newValue(.full, DType.ofSize(Int(values[value].element_size)))
        add(.expand, .full, Inputs(value), to: result, note: "repeat")
        expanded.append((value, result))
        return result
    }

    /// Elements in memory.
    private func load(_ operand: Operand, in layout: Layout, isRow: Bool) -> Int {
        let storage = operand.storage.map { ObjectIdentifier($0) }
        for index in loaded.indices
        where loaded[index].storage == storage && loaded[index].offset == operand.offset
            && loaded[index].bits == operand.bits && loaded[index].dtype == operand.dtype
            && loaded[index].isRow == isRow && loaded[index].own.isSame(as: operand.layout)
            && loaded[index].layout.isSame(as: layout)
        {
            return loaded[index].value
        }
        let value = newLoad(operand, in: layout, isRow: isRow)
        loaded.append(
            Load(
                storage: storage, bits: operand.bits, offset: operand.offset, own: operand.layout, layout: layout,
                dtype: operand.dtype, isRow: isRow, value: value))
        return value
    }

    private func newLoad(_ operand: Operand, in layout: Layout, isRow: Bool) -> Int {
        guard let storage = operand.storage else {
            let value = newValue(.single, operand.dtype)
            constantOf.append((value, constants.count))
            constants.append(operand.bits)
            return value
        }
        retain(storage)
        if storage.isProduct, !isRow, operand.isWhole, operand.layout.count == layout.count,
            let value = product(operand, storage)
        {
            return value
        }
        let data = pointer(to: storage) + operand.offset * operand.dtype.byteCount
        func inMemory(_ form: AdjForm) -> Int { newValue(form, operand.dtype, at: data) }
        if operand.layout.count == 1 { return inMemory(.single) }
        if operand.layout === layout, layout.isContiguous { return inMemory(isRow ? .row : .full) }
        let shape = layout.shape
        let strides = operand.layout.strides(broadcastTo: shape)
        if Operand.areRowMajor(strides[...], shape[...]) { return inMemory(isRow ? .row : .full) }
        if rowLength > 0, !isRow, let axis = firstColumnAxis(shape) {
            if (axis..<shape.count).allSatisfy({ shape[$0] == 1 || strides[$0] == 0 }) {
                if Operand.areRowMajor(strides[..<axis], shape[..<axis]) { return inMemory(.row) }
                return gathered(operand, storage, shape[..<axis], strides[..<axis], isRow: true)
            }
            if (0..<axis).allSatisfy({ shape[$0] == 1 || strides[$0] == 0 }),
                Operand.areRowMajor(strides[axis...], shape[axis...])
            {
                return inMemory(.column)
            }
        }
        return gathered(operand, storage, shape[...], strides[...], isRow: isRow)
    }

    /// The value of a product that is not computed yet.
    private func product(_ operand: Operand, _ storage: Storage) -> Int? {
        guard storage.isPending, let source = sources.firstIndex(where: { $0 === storage }) else { return nil }
        if let known = products.first(where: { $0.source == source }) {
            return newValue(.full, operand.dtype, at: known.pointer)
        }
        let pointer = storage.reserve()
        let value = newValue(.full, operand.dtype, at: pointer)
        products.append(Product(source: source, pointer: pointer, value: value))
        return value
    }

    /// Where the elements of a storage are. A product is computed now.
    private func pointer(to storage: Storage) -> UnsafeMutableRawPointer {
        if let index = products.firstIndex(where: { sources[$0.source] === storage }) {
            let product = products.remove(at: index)
            compute(product)
            finish(product)
        } else {
            Evaluation.compute(product: storage)
        }
        return storage.pointer
    }

    /// The axis from which on the axes of a shape make up the columns.
    private func firstColumnAxis(_ shape: [Int]) -> Int? {
        var product = 1
        for axis in shape.indices.reversed() {
            if product == columns, shape[axis] != 1 { return axis + 1 }
            product *= shape[axis]
        }
        return product == columns ? 0 : nil
    }

    private func retain(_ storage: Storage) {
        if !sources.contains(where: { $0 === storage }) { sources.append(storage) }
    }

    /// Elements that do not lie in order are brought into a register.
    private func gathered(_ operand: Operand, in layout: Layout, isRow: Bool) -> Int {
        guard let storage = operand.storage else {
            // One element, repeated.
            let value = load(operand, in: layout, isRow: true)
            let ones = newValue(.full, operand.dtype)
            let cast: adj_kernel? = adj_cast_kernel(operand.dtype.kernelType, operand.dtype.kernelType)
            add(.map, .full, Inputs(value), to: ones, kernel: cast, note: "repeat")
            return ones
        }
        return gathered(
            operand, storage, layout.shape[...], operand.layout.strides(broadcastTo: layout.shape)[...], isRow: isRow)
    }

    private func gathered(
        _ operand: Operand, _ storage: Storage, _ shape: ArraySlice<Int>, _ strides: ArraySlice<Int>, isRow: Bool
    ) -> Int {
        let result = newValue(isRow ? .row : .full, operand.dtype)
        let index = add(.gather, isRow ? .row : .full, Inputs(), to: result, note: "gather \(shape)")
        code[index].source = UnsafeRawPointer(pointer(to: storage) + operand.offset * operand.dtype.byteCount)
        code[index].rank = shape.count
        stridesOf.append((index, numbers.count, numbers.count + shape.count))
        numbers += shape
        numbers += strides
        retain(storage)
        return result
    }

    /// Makes chains of steps, which lie elsewhere then: where so many elements are computed that it takes less time than they
    /// save.
    private func makeChains() {
        guard count >= Laziness.threshold || adj_thread().pointee.fusion_forced != 0 else { return }
        var uses = [Int](repeating: 0, count: values.count)
        for output in outputs { uses[output.value] += 1 }
        // A chain that meets its rows one by one pays for each.
        let meetsRows = tileRows == 1 || columns >= Program.longChainRow
        guard let chains = Chains(code, values, uses: uses, meetsRows: meetsRows, sumsColumns: tileRows == 1) else {
            return
        }
        code = chains.code
        for index in stridesOf.indices { stridesOf[index].instruction = chains.places[stridesOf[index].instruction] }
        if explanation != nil {
            var steps: [String] = []
            for (index, continues) in chains.order { steps.append(notes[index] + (continues ? " →" : "")) }
            notes = steps
        }
    }

    /// Finds where each value is read last, and where outputs are computed.
    private func findUses() {
        lastUse.append(contentsOf: repeatElement(-1, count: values.count))
        for index in code.indices {
            for k in 0..<Int(code[index].inputs) { lastUse[code[index].input(k)] = index }
        }
        for index in outputs.indices where outputs[index].instruction < Int.max {
            let value = outputs[index].value
            outputs[index].instruction = code.lastIndex { Int($0.out) == value && $0.isResult } ?? -1
        }
    }

    // MARK: Registers and memory

    /// Gives every value that is not in memory a place in the tile's registers, which it keeps until it was read last.
    private func placeRegisters() -> Int {
        for value in values { isRegister.append(value.data == nil) }
        for output in outputs { isRegister[output.value] = false }
        for (value, _) in constantOf { isRegister[value] = false }
        var total = 0
        func size(_ value: Int) -> Int {
            let form = values[value].form
            let elements = form == .row ? tileRows : form == .column ? columns : tileRows * columns
            return (elements * Int(values[value].element_size) + 63) / 64 * 64
        }
        func take(_ value: Int) {
            let bytes = size(value)
            if let index = free.lastIndex(where: { $0.size == bytes }) {
                values[value].offset = free.remove(at: index).offset
            } else {
                values[value].offset = total
                total += bytes
            }
        }
        for index in code.indices {
            let instruction = code[index]
            let isResult = instruction.isResult
            if instruction.step == .reduceColumns { take(instruction.input(1)) }
            let result = Int(instruction.out)
            /// Frees the inputs that are read here last. Only a map may write where it reads, and only if each element takes
            /// the place of one. (A chain could too, but is faster where it does not.)
            func give(inPlace: Bool) {
                for k in 0..<Int(instruction.inputs) {
                    let input = instruction.input(k)
                    guard isRegister[input], lastUse[input] == index else { continue }
                    let fits =
                        instruction.step == .map && values[input].element_size == values[result].element_size
                        && values[input].form == values[result].form
                    guard fits == inPlace else { continue }
                    isRegister[input] = false  // once, also where an operand occurs twice
                    if instruction.step == .link {
                        readByChain.append(input)
                    } else {
                        free.append((size(input), values[input].offset))
                    }
                }
            }
            give(inPlace: true)
            if isResult, isRegister[result] {
                take(result)
                // Nobody reads it: its place is free again.
                if lastUse[result] < 0 { free.append((size(result), values[result].offset)) }
            }
            give(inPlace: false)
            if instruction.ends {
                for input in readByChain { free.append((size(input), values[input].offset)) }
                readByChain.removeAll(keepingCapacity: true)
            }
        }
        return total
    }

    /// Gives every output its memory: that of an operand in the same place which nobody else needs and which is not
    /// read after the output is written, or else new memory.
    private func placeOutputs() {
        for index in outputs.indices {
            let output = outputs[index]
            if let original = values[output.value].data {
                outputs[index].original = original
                outputs[index].pointer = output.storage.reserve()
                continue
            }
            if values[output.value].form == .full, let donor = donor(for: output) {
                let place = place(of: donor)
                outputs[index].pointer = output.storage.reserve(from: sources[donor], place)
                products.indices.filter { products[$0].source == donor }.forEach { products[$0].isGiven = true }
            } else {
                outputs[index].pointer = output.storage.reserve()
            }
            values[output.value].data = outputs[index].pointer
        }
    }

    private func donor(for output: Output) -> Int? {
        sources.indices.first { index in
            guard sources[index].byteCount == output.storage.byteCount, !given.contains(index),
                isInPlace(index, output)
            else { return false }
            guard isKnownUniquelyReferenced(&sources[index]) else { return false }
            given.append(index)
            return true
        }
    }

    /// Whether every value that lies in a source has its elements where the output has, and is read before they are
    /// written.
    private func isInPlace(_ index: Int, _ output: Output) -> Bool {
        let (source, place) = (ObjectIdentifier(sources[index]), place(of: index))
        return loaded.indices.allSatisfy { index in
            guard loaded[index].storage == source else { return true }
            let value = loaded[index].value
            let isReadBefore =
                lastUse[value] < output.instruction
                || lastUse[value] == output.instruction && code[output.instruction].step == .map
            return isReadBefore && values[value].form == .full && values[value].data == place
                && values[value].element_size == values[output.value].element_size
        }
    }

    private func place(of index: Int) -> UnsafeMutableRawPointer {
        products.first { $0.source == index }?.pointer ?? sources[index].pointer
    }

    // MARK: Running

    /// Computes the roots, and what else is worth keeping.
    func run(_ space: Space, _ roots: [Storage]) {
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
        if code.isEmpty { return }
        keepWhatOthersRead()
        // The promises go, and with them what only they refer to.
        for output in outputs { output.storage.expression = nil }
        makeChains()
        findUses()
        let registerBytes = placeRegisters()
        placeOutputs()
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
    }

    private func matrices(of product: Product) -> MatrixProducts {
        guard let product = sources[product.source].expression?.product else {
            fatalError("a product is computed twice")
        }
        return product
    }

    private func compute(_ product: Product) { matrices(of: product).compute(to: product.pointer) }

    /// A product is computed: its promise is kept, unless an output lies in its place.
    private func finish(_ product: Product) {
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
                            parallel((rows + chunkRows - 1) / chunkRows, by: 1) { chunks in
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

    private func note(_ product: Product) -> String {
        let matrices = matrices(of: product)
        let batch = matrices.batch == 1 ? "" : "\(matrices.batch) times "
        let how = product.isWrittenBack ? ", with these steps as its write-back" : ""
        return "%\(product.value): \(batch)matmul [\(matrices.m), \(matrices.k)] × [\(matrices.k), \(matrices.n)]\(how)"
    }

    private func isInPlace(_ output: Output) -> Bool {
        values.enumerated().contains { $0.offset != output.value && $0.element.data == output.pointer }
    }
}

/// The binary kernel that combines two elements as a reduction does.
func combining(_ reduction: AdjReduction, _ dtype: DType) -> adj_kernel? {
    let operation: AdjBinary =
        switch reduction {
        case .sum: .add
        case .product: .multiply
        case .maximum, .argmax: dtype == .bool ? .logicalOr : .maximum
        case .minimum, .argmin: dtype == .bool ? .logicalAnd : .minimum
        case .all: .logicalAnd
        case .any: .logicalOr
        }
    return adj_binary_kernel(operation, dtype.kernelType)
}

extension DType {
    /// Some type whose elements have a size: for steps that only move them.
    fileprivate static func ofSize(_ bytes: Int) -> DType {
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
