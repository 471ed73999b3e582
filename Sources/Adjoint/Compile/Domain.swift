/// The elements that a program runs over: `count` of them, in rows of `columns` if something asks for rows.
struct Domain {
    let count: Int
    /// Where all that is in it lies.
    unowned(unsafe) let device: any Device
    /// The length of a row; 0 while nothing asks for one.
    private(set) var columns = 0
    /// Has to be run without rows.
    private var isFlat = false
    /// The length of rows that would suit the operands in memory.
    private(set) var suggestion = 0
    /// Deferred values that cannot be computed in this domain, or not before its end.
    var waitsFor: [Storage] = []
    private let visit: Int

    /// An empty domain.
    init() { (count, visit, device) = (0, 0, CPU.shared) }

    /// The domain in which a deferred value can be computed.
    init(_ storage: Storage) {
        visit = Evaluation.nextNumber()
        device = storage.device
        guard let root = storage.expression else {
            count = 0
            return
        }
        switch root.kind {
        case .reduceRows, .pick:
            count = root.operands[0].layout.count
            columns = root.columns
            walkRow(root)
        case .reduceColumns:
            count = root.operands[0].layout.count
            columns = root.columns
            walkOperand(root.operands[0])
        case .reduceRuns:
            count = root.operands[0].layout.count
            isFlat = true
            walkOperand(root.operands[0])
        case .place:
            count = root.layout.count
            columns = root.columns
            walk(root)
        case .map, .uniform, .normal:
            count = root.layout.count
            walk(root)
        case .product: count = root.layout.count
        }
    }

    func admits(_ other: Domain) -> Bool {
        guard count == other.count, device === other.device else { return false }
        if isFlat || other.isFlat { return columns == 0 && other.columns == 0 }
        return columns == 0 || other.columns == 0 || columns == other.columns
    }

    mutating func join(_ other: Domain) {
        if columns == 0 { columns = other.columns }
        if suggestion == 0 { suggestion = other.suggestion }
        isFlat = isFlat || other.isFlat
    }

    /// The length of a row in a program, 0 for none.
    var finalColumns: Int { columns > 0 || isFlat ? columns : suggestion }

    // MARK: How operands lie in the domain

    /// How a deferred value serves as an operand of an expression whose result lies in the domain.
    enum Relation {
        case full
        case row
        case none
    }

    /// `shape` is that of the elementwise expression that has the operand.
    func relation(_ operand: Operand, _ deferred: Expression, in shape: [Int]) -> Relation {
        if operand.isWhole, operand.layout.count == count { return isFull(deferred) ? .full : .none }
        guard let columns = operand.rowLength(in: shape), columns <= Evaluation.longestRow,
            self.columns == 0 ? !isFlat : self.columns == columns, isRow(deferred, columns)
        else { return .none }
        return .row
    }

    /// Whether a deferred value of as many elements as the domain can be computed in it.
    func isFull(_ deferred: Expression) -> Bool {
        guard deferred.isElementwise else { return false }
        if case .place = deferred.kind { return deferred.columns == columns || columns == 0 && !isFlat }
        return true
    }

    /// Whether a deferred value can be computed for each row.
    func isRow(_ deferred: Expression, _ columns: Int) -> Bool {
        isRow(deferred, columns, Evaluation.nextNumber())
    }

    /// An expression that was asked before has said no: a yes ends the search.
    private func isRow(_ deferred: Expression, _ columns: Int, _ question: Int) -> Bool {
        guard deferred.layout.count * columns == count, deferred.question != question else { return false }
        deferred.question = question
        switch deferred.kind {
        case .reduceRows, .pick: return deferred.columns == columns
        case .map:
            let pending = deferred.operands.filter { $0.pending != nil }
            if pending.isEmpty { return columns == self.columns }
            return pending.contains { operand in operand.pending.map { isRow($0, columns, question) } ?? false }
        default: return false
        }
    }

    // MARK: The walk that finds what must be computed before

    private mutating func isNew(_ expression: Expression) -> Bool {
        if expression.visit == visit { return false }
        expression.visit = visit
        return true
    }

    private mutating func wait(_ operand: Operand) {
        if let storage = operand.storage, operand.pending != nil { waitsFor.append(storage) }
    }

    private mutating func walk(_ expression: Expression) {
        guard isNew(expression) else { return }
        if case .place = expression.kind {
            columns = expression.columns
            for operand in expression.operands { walkRowOperand(operand, of: expression.layout.count / columns) }
            return
        }
        let shape = expression.layout.shape
        for operand in expression.operands {
            if suggestion == 0, !operand.isWhole || operand.layout.count < count {
                suggestion = operand.suggestion(in: shape)
            }
            guard let deferred = operand.pending else {
                if suggestion == 0 { suggestion = operand.productColumns }
                continue
            }
            switch relation(operand, deferred, in: shape) {
            case .full: walk(deferred)
            case .row:
                if columns == 0 { columns = operand.rowLength(in: shape) ?? 0 }
                walkRow(deferred)
            case .none: wait(operand)
            }
        }
    }

    /// The operand of a reduction or a pick.
    private mutating func walkOperand(_ operand: Operand) {
        guard let deferred = operand.pending else { return }
        if operand.isWhole, operand.layout.count == count, isFull(deferred) { walk(deferred) } else { wait(operand) }
    }

    private mutating func walkRow(_ expression: Expression) {
        guard isNew(expression) else { return }
        switch expression.kind {
        case .reduceRows: walkOperand(expression.operands[0])
        case .pick:
            walkOperand(expression.operands[0])
            walkRowOperand(expression.operands[1], of: expression.layout.count)
        default:
            for operand in expression.operands { walkRowOperand(operand, of: expression.layout.count) }
        }
    }

    private mutating func walkRowOperand(_ operand: Operand, of rows: Int) {
        guard let deferred = operand.pending else { return }
        if operand.isWhole, operand.layout.count == rows, isRow(deferred, columns) {
            walkRow(deferred)
        } else {
            wait(operand)
        }
    }
}

extension Operand {
    /// The columns of a product that is not computed; 0 where this is none, or has too many for a tile.
    fileprivate var productColumns: Int {
        guard let storage, storage.isProduct, storage.isPending, isWhole, let product = storage.expression?.product,
            product.n <= DeviceProgram.tileLength
        else { return 0 }
        return product.n
    }

    /// Where the elements repeat along the last axes of `shape` and are whole and in order along the others: how many
    /// columns these last axes make.
    func rowLength(in shape: [Int]) -> Int? {
        guard offset == 0, let storage else { return nil }
        let strides = layout.strides(broadcastTo: shape)
        let split = Operand.split(shape, strides)
        guard split.columns > 1, storage.byteCount == split.rows * dtype.byteCount,
            Operand.areRowMajor(strides[..<split.axis], shape[..<split.axis])
        else { return nil }
        return split.columns
    }

    /// The columns that would make this an operand with one element for each row, or for each column; 0 for none.
    func suggestion(in shape: [Int]) -> Int {
        if layout.count == 1 { return 0 }
        let strides = layout.strides(broadcastTo: shape)
        let split = Operand.split(shape, strides)
        if split.columns > 1 { return split.columns <= Evaluation.longestRow ? split.columns : 0 }
        // Repeated along the first axes, in order along the others.
        var columns = 1
        for axis in shape.indices.reversed() where shape[axis] != 1 {
            if strides[axis] != columns { return strides[axis] == 0 && columns <= Evaluation.longestRow ? columns : 0 }
            columns *= shape[axis]
        }
        return 0
    }

    /// The last axes, along which the elements repeat: where they begin, how many columns they make, and how many rows
    /// the others.
    private static func split(_ shape: [Int], _ strides: [Int]) -> (axis: Int, rows: Int, columns: Int) {
        var axis = shape.count
        var columns = 1
        while axis > 0, shape[axis - 1] == 1 || strides[axis - 1] == 0 {
            axis -= 1
            columns *= shape[axis]
        }
        return (axis, shape[..<axis].reduce(1, *), columns)
    }

    static func areRowMajor(_ strides: ArraySlice<Int>, _ shape: ArraySlice<Int>) -> Bool {
        var step = 1
        for axis in shape.indices.reversed() where shape[axis] != 1 {
            if strides[axis] != step { return false }
            step *= shape[axis]
        }
        return true
    }
}
