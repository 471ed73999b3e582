import AdjointKernels

// What instructions read: other instructions' values, elements in memory, and products that are not computed yet.

extension Program {
    /// An operand of an operation on all elements.
    func elements(_ operand: Operand, in layout: Layout) -> Int {
        if let storage = operand.storage, let deferred = operand.pending {
            switch domain.relation(operand, deferred, in: layout.shape) {
            case .full:
                let value = full(storage)
                deferred.reads += 1
                return value
            case .row: return row(storage)
            case .none: fatalError("\(deferred.name) was not computed before it was needed")
            }
        }
        return load(operand, in: layout, isRow: false)
    }

    /// An operand of an operation on one element for each row.
    func row(_ operand: Operand, in layout: Layout) -> Int {
        if let storage = operand.storage, operand.pending != nil { return row(storage) }
        return load(operand, in: layout, isRow: true)
    }

    /// An operand that is reduced: in order, an element for each element of the domain.
    func reducible(_ operand: Operand) -> Int {
        let value = elements(operand, in: operand.layout)
        if values[value].form == .full { return value }
        if values[value].form == .single { return gathered(operand, in: operand.layout, isRow: false) }
        return expand(value)
    }

    /// An operand of a map, repeated in a register where rows are too short to be met one by one.
    func mappable(_ value: Int) -> Int {
        let form = values[value].form
        guard form == .row || form == .column, tileRows > 1, columns < DeviceProgram.longRow else { return value }
        return expand(value)
    }

    func expand(_ value: Int) -> Int {
        if let known = expanded.first(where: { $0.value == value }) { return known.repeated }
        let result = newValue(.full, DType.ofSize(Int(values[value].element_size)))
        add(.expand, .full, Inputs(value), to: result, note: "repeat")
        expanded.append((value, result))
        return result
    }

    /// Elements in memory.
    func load(_ operand: Operand, in layout: Layout, isRow: Bool) -> Int {
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
    func product(_ operand: Operand, _ storage: Storage) -> Int? {
        guard storage.isPending, let source = sources.firstIndex(where: { $0 === storage }) else { return nil }
        if let known = products.first(where: { $0.source == source }) {
            return newValue(.full, operand.dtype, at: known.address)
        }
        guard let expression = storage.expression, let matrices = expression.product,
            let a = expression.operands[0].known, let b = expression.operands[1].known
        else { fatalError("the operands of a product are not computed") }
        guard let address = storage.request(for: "matmul") else {
            lacksMemory = true
            return newValue(.full, operand.dtype, at: device.zeros(storage.byteCount))
        }
        let value = newValue(.full, operand.dtype, at: address)
        products.append(Product(matrices: matrices, a: a, b: b, address: address, value: value, source: source))
        return value
    }

    /// Where the elements of a storage are. A product is computed now.
    func pointer(to storage: Storage) -> UnsafeMutableRawPointer {
        if let index = products.firstIndex(where: { sources[$0.source] === storage }) {
            let product = products.remove(at: index)
            compute(product)
            finish(product)
        } else if !Evaluation.compute(product: storage) {
            lacksMemory = true
        }
        return storage.known ?? device.zeros(storage.byteCount)
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
            let type = operand.dtype.kernelType
            add(.map, .full, Inputs(value), to: ones, code: adj_code_cast(type, type), note: "repeat")
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
}
