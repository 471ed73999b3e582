import AdjointKernels
import Testing

/// The elements that a program runs over, and how they are cut.
struct ProgramSpace {
    let count: Int
    let columns: Int
    let tileRows: Int
    let chunkRows: Int
    /// Whether values for each row and each column have a meaning.
    let hasRows: Bool

    var rows: Int { (count + columns - 1) / columns }
    var chunks: Int { (rows + chunkRows - 1) / chunkRows }

    /// Elements without rows.
    init(flat count: Int, columns: Int = 1024, chunkRows: Int = 2) {
        (self.count, self.columns, tileRows, self.chunkRows, hasRows) = (count, columns, 1, chunkRows, false)
    }

    init(_ rows: Int, _ columns: Int, tileRows: Int, tiles: Int) {
        (count, self.columns, self.tileRows, hasRows) = (rows * columns, columns, tileRows, true)
        chunkRows = tileRows * tiles
    }
}

private func size(_ type: AdjDType) -> Int { type == .bool ? 1 : type == .float64 || type == .int64 ? 8 : 4 }

/// A program of random steps, and what each value must be: computed by the same kernels on whole arrays, one after the
/// other.
final class RandomProgram {
    private let space: ProgramSpace
    private var sequence: TestSequence
    private var values: [adj_value] = []
    private var types: [AdjDType] = []
    /// All elements of each value, in order.
    private var expected: [[UInt8]] = []
    private var instructions: [adj_instruction] = []
    private(set) var notes: [String] = []
    private var registers = 0
    private var inputs: [(array: GuardedArray<UInt8>, before: [UInt8])] = []
    private var outputs: [(array: GuardedArray<UInt8>, expected: [UInt8])] = []
    /// Memory that only one value lies in, which a map may overwrite.
    private var free: [Int: GuardedArray<UInt8>] = [:]
    private var kept: [UnsafeMutablePointer<Int>] = []

    init(_ space: ProgramSpace, seed: UInt64, steps: Int) {
        self.space = space
        sequence = TestSequence(seed)
        for type in [AdjDType.float32, .float32, .float64, .int32, .bool] { addInput(.full, type) }
        addInput(.single, .float32)
        if space.hasRows {
            for type in [AdjDType.float32, .bool] { addInput(.row, type) }
            addInput(.column, .float32)
        }
        while instructions.count < steps { addStep(isLast: instructions.count == steps - 1) }
    }

    deinit { kept.forEach { $0.deallocate() } }

    // MARK: Values

    private func pick(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &sequence) }

    private func elements(_ form: AdjForm) -> Int {
        switch form {
        case .full: space.count
        case .row: space.rows
        case .column: space.columns
        case .single: 1
        }
    }

    private func random(_ type: AdjDType, _ count: Int) -> [UInt8] {
        func bytes<T>(_ make: () -> T) -> [UInt8] {
            (0..<count).flatMap { _ in withUnsafeBytes(of: make()) { Array($0) } }
        }
        switch type {
        case .float32: return bytes { Float.random(in: -3...3, using: &sequence) }
        case .float64: return bytes { Double.random(in: -3...3, using: &sequence) }
        case .int32: return bytes { Int32.random(in: -9...9, using: &sequence) }
        case .int64: return bytes { Int64.random(in: 0..<Int64(space.columns), using: &sequence) }
        default: return bytes { UInt8.random(in: 0...1, using: &sequence) }
        }
    }

    @discardableResult
    private func add(_ form: AdjForm, _ type: AdjDType, _ bytes: [UInt8], at data: UnsafeMutableRawPointer?) -> Int {
        var value = adj_value(data: data, offset: 0, form: form, element_size: UInt8(size(type)))
        if data == nil {
            let count = form == .row ? space.tileRows : form == .column ? space.columns : space.tileRows * space.columns
            value.offset = registers
            registers += (count * size(type) + 63) / 64 * 64
        }
        values.append(value)
        types.append(type)
        expected.append(bytes)
        return values.count - 1
    }

    @discardableResult
    private func addInput(_ form: AdjForm, _ type: AdjDType) -> Int {
        let bytes = random(type, elements(form))
        let array = GuardedArray(bytes, shift: 8 * pick(5))
        inputs.append((array, bytes))
        let value = add(form, type, bytes, at: array.raw)
        if form == .full { free[value] = array }
        return value
    }

    private func any(_ forms: [AdjForm], _ type: AdjDType) -> Int {
        let fitting = values.indices.filter { forms.contains(values[$0].form) && types[$0] == type }
        // Recent values more often.
        return fitting.isEmpty ? addInput(forms[0], type) : fitting[max(fitting.count - 1 - pick(4), 0)]
    }

    /// A value's elements, one for each of a form.
    private func repeated(_ value: Int, as form: AdjForm) -> [UInt8] {
        let (own, width) = (values[value].form, Int(values[value].element_size))
        if own == form { return expected[value] }
        let bytes = expected[value]
        return (0..<elements(form)).flatMap { index in
            let place = own == .single ? 0 : own == .row ? index / space.columns : index % space.columns
            return bytes[place * width..<(place + 1) * width]
        }
    }

    // MARK: Steps

    private func append(
        _ step: AdjStep, _ form: AdjForm, _ operands: [Int], type: AdjDType = .float32, to bytes: [UInt8],
        as result: AdjDType,
        isLast: Bool, inPlace: Bool = false, _ note: String, _ change: (inout adj_instruction) -> Void = { _ in }
    ) {
        var data: UnsafeMutableRawPointer?
        // In the place of an operand that is read for the last time, in new memory, or in a register.
        if inPlace, pick(2) == 0,
            let old = operands.first(where: { free[$0] != nil && values[$0].element_size == size(result) }),
            let array = free.removeValue(forKey: old)
        {
            data = array.raw
            inputs.removeAll { $0.array === array }
            outputs.removeAll { $0.array === array }
            types[old] = .bfloat16  // nobody reads it any more
            outputs.append((array, bytes))
        } else if isLast || pick(3) == 0
            || ![.map, .gather, .expand, .uniform, .normal, .pick, .place, .reduceRow].contains(step)
        {
            let array = GuardedArray([UInt8](repeating: 0x5A, count: bytes.count), shift: 8 * pick(5))
            data = array.raw
            outputs.append((array, bytes))
        }
        var instruction = adj_instruction()
        instruction.step = step
        instruction.form = form
        instruction.type = type
        instruction.inputs = UInt8(operands.count)
        let numbers = operands.map { UInt16($0) } + [0, 0, 0]
        instruction.in = (numbers[0], numbers[1], numbers[2])
        let place = add(
            step == .reduceColumns ? .column : step == .reduceTile ? .single : form, result, bytes, at: data)
        if let data, let array = outputs.last?.array, array.raw == data, form == .full, values[place].form == .full {
            free[place] = array
        }
        // What gathers over the pass is no operand of later steps.
        if step == .reduceColumns || step == .reduceTile { types[place] = .bfloat16 }
        instruction.out = UInt16(place)
        change(&instruction)
        instructions.append(instruction)
        notes.append("%\(place) = \(note) \(operands)")
    }

    private func run(_ kernel: adj_kernel, _ operands: [[UInt8]], _ count: Int, _ width: Int) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: count * width)
        let arrays = operands.map { GuardedArray($0) }
        out.withUnsafeMutableBytes { AdjointKernelsTests.run(kernel, $0.baseAddress!, arrays.map(\.raw), n: count) }
        return out
    }

    private func addMap(_ form: AdjForm, isLast: Bool) {
        let forms: [AdjForm] =
            form == .row ? [.row, .single] : [.full, .full, .single] + (space.hasRows ? [.row, .column] : [])
        let type: AdjDType = [.float32, .float32, .float64, .int32][pick(4)]
        let (a, b) = (any([form], type), any([forms[pick(forms.count)]], type))
        let chosen: (code: adj_code, operands: [Int], result: AdjDType, name: String)
        switch pick(6) {
        case 0: chosen = (adj_code_unary(.square, type), [a], type, "square")
        case 1 where type == .float32: chosen = (adj_code_unary(.tanh, type), [a], type, "tanh")
        case 2: chosen = (adj_code_binary(.greater, type), [a, b], .bool, "greater")
        case 3: chosen = (adj_code_select(type), [any([forms[pick(forms.count)]], .bool), a, b], type, "select")
        case 4:
            let target: AdjDType = [.float64, .int32, .bool, .float32][pick(4)]
            chosen = (adj_code_cast(type, target), [a], target, "cast")
        default: chosen = (adj_code_binary(pick(2) == 0 ? .subtract : .maximum, type), [b, a], type, "binary")
        }
        guard let kernel = adj_code_kernel(chosen.code) else { return }
        let bytes = run(kernel, chosen.operands.map { repeated($0, as: form) }, elements(form), size(chosen.result))
        append(
            .map, form, chosen.operands, to: bytes, as: chosen.result, isLast: isLast, inPlace: form == .full,
            "\(chosen.name) \(type)"
        ) { $0.code = chosen.code }
    }

    private func addGather(_ form: AdjForm, isLast: Bool) {
        let type: AdjDType = [.float32, .float64, .bool][pick(3)]
        let count = elements(form)
        let first = (1...max(count, 1)).filter { count % $0 == 0 }.randomElement(using: &sequence) ?? 1
        let view = StridedView([first, count / first], broadcast: true, using: &sequence)
        let (bytes, width) = (random(type, view.storage), size(type))
        let array = GuardedArray(bytes, shift: 8)
        inputs.append((array, bytes))
        let gathered = view.places.flatMap { bytes[$0 * width..<($0 + 1) * width] }
        let numbers = UnsafeMutablePointer<Int>.allocate(capacity: 4)
        numbers.initialize(from: view.shape + view.strides, count: 4)
        kept.append(numbers)
        append(.gather, form, [], to: gathered, as: type, isLast: isLast, "gather \(type)") {
            $0.source = UnsafeRawPointer(array.raw + view.origin * width)
            $0.rank = 2
            $0.shape = UnsafePointer(numbers)
            $0.strides = UnsafePointer(numbers + 2)
        }
    }

    private func addDraw(isLast: Bool) {
        let (type, isUniform, stream): (AdjDType, Bool, UInt64) = (
            pick(2) == 0 ? .float32 : .float64, pick(2) == 0, sequence.next()
        )
        let out = GuardedArray([UInt8](repeating: 0, count: space.count * size(type)))
        if isUniform {
            adj_random_uniform(type, 7, stream, 0, space.count, out.raw)
        } else {
            adj_random_normal(type, 7, stream, 0, space.count, out.raw)
        }
        append(isUniform ? .uniform : .normal, .full, [], type: type, to: out.values, as: type, isLast: isLast, "draw")
        {
            $0.seed = 7
            $0.stream = stream
        }
    }

    private func addIndexing(isLast: Bool) {
        let type: AdjDType = [.float32, .float64, .int32][pick(3)]
        let width = size(type)
        let positions = any([pick(2) == 0 ? .row : .single], .int64)
        let places = repeated(positions, as: .row).withUnsafeBytes { Array($0.bindMemory(to: Int64.self)) }
        if pick(2) == 0 {
            let x = any([.full], type)
            let bytes = places.enumerated().flatMap { row, place in
                let at = (row * space.columns + Int(place)) * width
                return expected[x][at..<at + width]
            }
            append(.pick, .row, [x, positions], type: type, to: bytes, as: type, isLast: isLast, "pick")
        } else {
            let x = any([pick(2) == 0 ? .row : .single], type)
            let rows = repeated(x, as: .row)
            var bytes = [UInt8](repeating: 0, count: space.count * width)
            for (row, place) in places.enumerated() {
                let at = (row * space.columns + Int(place)) * width
                bytes.replaceSubrange(at..<at + width, with: rows[row * width..<(row + 1) * width])
            }
            append(.place, .full, [x, positions], type: type, to: bytes, as: type, isLast: isLast, "place")
        }
    }

    private func addReduction(isLast: Bool) {
        let type: AdjDType = [.float32, .float64, .int32, .bool][pick(4)]
        let operation: AdjReduction =
            type == .bool ? [.all, .any][pick(2)] : [.sum, .product, .maximum, .minimum][pick(4)]
        let x = any([.full], type)
        let (width, whole) = (size(type), GuardedArray(expected[x]))
        let combine = adj_code_binary(
            [
                .sum: .add, .product: .multiply, .maximum: .maximum, .minimum: .minimum, .all: .logicalAnd,
                .any: .logicalOr,
            ][
                operation]!, type)
        if space.hasRows, pick(2) == 0 {
            let out = GuardedArray([UInt8](repeating: 0, count: space.rows * width))
            #expect(adj_reduce(operation, type, whole.raw, space.rows, space.columns, 1, out.raw))
            return append(
                .reduceRow, .row, [x], type: type, to: out.values, as: type, isLast: isLast, "\(operation) of rows"
            ) {
                $0.reduction = operation
            }
        }
        if space.hasRows {
            let line = space.columns * width
            let (room, out) = (
                GuardedArray([UInt8](repeating: 0, count: line)),
                GuardedArray([UInt8](repeating: 0, count: space.chunks * line))
            )
            for chunk in 0..<space.chunks {
                let rows = min(space.chunkRows, space.rows - chunk * space.chunkRows)
                adj_reduce_columns(
                    operation, type, adj_code_kernel(combine), whole.raw + chunk * space.chunkRows * line, rows,
                    space.columns,
                    space.tileRows,
                    width, room.raw, out.raw + chunk * line)
            }
            let place = add(.column, .bfloat16, [], at: nil)
            values[place].element_size = UInt8(width)
            return append(
                .reduceColumns, .full, [x, place], type: type, to: out.values, as: type, isLast: isLast,
                "\(operation) of columns"
            ) {
                ($0.reduction, $0.code) = (operation, combine)
            }
        }
        let tiles = (space.rows + space.tileRows - 1) / space.tileRows
        let tile = space.tileRows * space.columns
        let out = GuardedArray([UInt8](repeating: 0, count: tiles * width))
        for index in 0..<tiles {
            #expect(
                adj_reduce(
                    operation, type, whole.raw + index * tile * width, 1, min(tile, space.count - index * tile), 1,
                    out.raw + index * width))
        }
        append(.reduceTile, .full, [x], type: type, to: out.values, as: type, isLast: isLast, "\(operation) of tiles") {
            $0.reduction = operation
        }
    }

    private func addStep(isLast: Bool) {
        switch pick(10) {
        case 0: addGather(.full, isLast: isLast)
        case 1 where space.hasRows: addGather(.row, isLast: isLast)
        case 2: addDraw(isLast: isLast)
        case 3 where space.hasRows: addIndexing(isLast: isLast)
        case 4, 5: addReduction(isLast: isLast)
        case 6 where space.hasRows: addMap(.row, isLast: isLast)
        case 7 where space.hasRows:
            let type: AdjDType = [.float32, .bool][pick(2)]
            let x = any([type == .float32 && pick(2) == 0 ? .column : .row], type)
            append(.expand, .full, [x], to: repeated(x, as: .full), as: type, isLast: isLast, "expand")
        default: addMap(.full, isLast: isLast)
        }
    }

    // MARK: Running

    /// Runs the chunks in an order, and gives what is wrong.
    func errors(reversed: Bool) -> [String] {
        let streams = values.indices.filter { values[$0].form == .full && values[$0].data != nil }.map { UInt16($0) }
        let order = reversed ? Array((0..<space.chunks).reversed()) : Array(0..<space.chunks)
        instructions.withUnsafeMutableBufferPointer { adj_resolve($0.baseAddress, $0.count) }
        values.withUnsafeBufferPointer { values in
            instructions.withUnsafeBufferPointer { instructions in
                streams.withUnsafeBufferPointer { streams in
                    var program = adj_program()
                    program.count = space.count
                    program.columns = space.columns
                    program.tile_rows = space.tileRows
                    program.chunk_rows = space.chunkRows
                    program.values = values.baseAddress
                    program.instructions = instructions.baseAddress
                    program.instruction_count = instructions.count
                    program.streams = streams.baseAddress
                    program.stream_count = streams.count
                    program.register_bytes = registers
                    for chunk in order { adj_run_program(&program, chunk) }
                }
            }
        }
        return outputs.enumerated().compactMap { index, output in
            output.array.values == output.expected && output.array.isIntact ? nil : "output \(index) is wrong"
        }
            + inputs.compactMap { $0.array.values == $0.before && $0.array.isIntact ? nil : "an input was written" }
    }
}
