import AdjointKernels

// From deferred values to instructions.

extension Program {
    @discardableResult
    func add(
        _ step: AdjStep, _ form: AdjForm, type: DType = .float32, _ inputs: Inputs, to result: Int,
        reduction: AdjReduction = .sum, code mapped: adj_code = adj_code(), note: @autoclosure () -> String
    ) -> Int {
        var instruction = adj_instruction()
        instruction.step = step
        instruction.form = form
        instruction.type = type.kernelType
        instruction.reduction = reduction
        instruction.inputs = UInt8(inputs.count)
        instruction.in = inputs.numbers
        instruction.out = UInt16(result)
        instruction.code = mapped
        code.append(instruction)
        if explanation != nil {
            notes.append("%\(result) = \(note())" + (0..<inputs.count).map { " %\(inputs[$0])" }.joined())
        }
        return code.count - 1
    }

    /// The value of an expression that has an element for each element of the domain.
    func full(_ storage: Storage) -> Int {
        guard let expression = storage.expression else { fatalError("a deferred value without an expression") }
        if expression.program == number { return expression.value }
        var inputs = Inputs()
        var cost = expression.kind.cost
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
        if case .map(let code) = expression.kind {
            for index in 0..<inputs.count { inputs[index] = mappable(inputs[index]) }
            if !isOutput, let same = known(.map, .full, inputs, code: code) { value = same }
        }
        expression.program = number
        expression.value = value
        expression.reads = 0
        if value >= 0 { return value }
        value = newValue(.full, expression.dtype)
        costs[value] = isOutput ? 0 : cost
        expression.value = value
        switch expression.kind {
        case .map(let code):
            add(.map, .full, type: expression.dtype, inputs, to: value, code: code, note: code.name)
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

    /// Outputs for deferred values that cost enough and that somebody outside of this program reads.
    func keepWhatOthersRead() {
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
    func row(_ storage: Storage) -> Int {
        guard let expression = storage.expression else { fatalError("a deferred value without an expression") }
        if expression.program == number { return expression.value }
        let operands = expression.operands
        var isReduction = true
        let value: Int
        switch expression.kind {
        case .reduceRows(let operation): value = reduced(operands[0], operation, expression)
        case .pick: value = picked(operands[0], row(operands[1], in: expression.layout))
        case .map(let code):
            var inputs = Inputs()
            for operand in operands { inputs.append(row(operand, in: expression.layout)) }
            value = mapped(code, inputs, expression.dtype)
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
    private func mapped(_ code: adj_code, _ inputs: Inputs, _ dtype: DType) -> Int {
        if let same = known(.map, .row, inputs, code: code) { return same }
        let value = newValue(.row, dtype)
        add(.map, .row, inputs, to: value, code: code, note: "\(code.name), for each row")
        return value
    }

    /// The reduction of each row.
    func reduced(_ operand: Operand, _ operation: AdjReduction, _ expression: Expression) -> Int {
        if operation == .sum, let deferred = operand.pending, case .place = deferred.kind {
            // All but one element are zeros; one of them makes a 0 of -0.
            let placed = deferred.operands[0]
            let zero = load(Operand(bits: 0, dtype: deferred.dtype), in: placed.layout, isRow: true)
            let sum = Inputs(row(placed, in: placed.layout), zero)
            return mapped(AdjReduction.sum.combining(deferred.dtype), sum, deferred.dtype)
        }
        let input = reducible(operand)
        if let same = known(.reduceRow, .row, Inputs(input), reduction: operation) { return same }
        let value = newValue(.row, expression.dtype)
        add(
            .reduceRow, .row, type: operand.dtype, Inputs(input), to: value, reduction: operation,
            note: "\(expression.name) of rows")
        return value
    }

    /// The element of each row that positions name: of what an elementwise operation gives that nobody else reads, from
    /// those of its operands.
    private func picked(_ operand: Operand, _ positions: Int, in layout: Layout? = nil) -> Int {
        let place = layout ?? operand.layout
        if let storage = operand.storage, let deferred = operand.pending, case .map(let code) = deferred.kind,
            deferred.program != number, !deferred.isNeeded, storage.readers == 1,
            domain.relation(operand, deferred, in: place.shape) == .full
        {
            var inputs = Inputs()
            for operand in deferred.operands { inputs.append(picked(operand, positions, in: deferred.layout)) }
            return mapped(code, inputs, deferred.dtype)
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
    func reduce(_ storage: Storage, _ expression: Expression, _ operation: AdjReduction, byColumns: Bool) {
        let operand = expression.operands[0]
        let input = reducible(operand)
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
        let step = byColumns ? AdjStep.reduceColumns : .reduceTile
        let instruction = add(
            step, .full, type: operand.dtype, Inputs(input), to: value, reduction: operation,
            code: operation.combining(expression.dtype),
            note: byColumns ? "\(expression.name) of columns" : "\(expression.name) of tiles")
        reductions.append(
            FinalReduction(
                instruction: instruction, operation: operation, isByColumns: byColumns, results: results,
                type: expression.dtype))
    }

    /// The value that a step would compute, where one before did the same with the same values.
    func known(
        _ step: AdjStep, _ form: AdjForm, _ inputs: Inputs, code mapped: adj_code = adj_code(),
        reduction: AdjReduction = .sum
    ) -> Int? {
        code.withUnsafeBufferPointer { code in
            let same = code.indices.first {
                code[$0].step == step && code[$0].in == inputs.numbers && code[$0].form == form
                    && (step == .map ? adj_code_equal(code[$0].code, mapped) : code[$0].reduction == reduction)
            }
            return same.map { Int(code[$0].out) }
        }
    }

    /// Finds where each value is read last, and where outputs are computed.
    func findUses() {
        lastUse.append(contentsOf: repeatElement(-1, count: values.count))
        for index in code.indices {
            for k in 0..<Int(code[index].inputs) { lastUse[code[index].input(k)] = index }
        }
        for index in outputs.indices where outputs[index].instruction < Int.max {
            let value = outputs[index].value
            outputs[index].instruction = code.lastIndex { Int($0.out) == value && $0.isResult } ?? -1
        }
    }
}
