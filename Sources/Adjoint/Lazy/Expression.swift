import AdjointKernels
import AdjointRuntime
import Foundation

/// What a deferred value is: one operation, on storages that are computed or deferred themselves.
final class Expression {
    enum Kind {
        /// out[i] = code(operands[i]…)
        case map(adj_code)
        /// Elements of a random stream.
        case uniform(seed: UInt64, stream: UInt64)
        case normal(seed: UInt64, stream: UInt64)
        /// out[row] = x[row, positions[row]]; its transpose, which is zero elsewhere.
        case pick
        case place
        /// The reduction of each row of `columns` elements; of each column; and of each run of elements, by tiles.
        case reduceRows(AdjReduction)
        case reduceColumns(AdjReduction)
        case reduceRuns(AdjReduction)
        /// Products of matrices, of operands that are computed: they can be computed at any time.
        indirect case product(MatrixProducts)

        /// What a map's code is called.
        var name: String? {
            if case .map(let code) = self { return code.name }
            return nil
        }

        /// What an element costs to compute from the operands, with an addition as the unit.
        var cost: Int {
            switch self {
            case .map(let code): Int(adj_code_cost(code))
            case .uniform, .normal: 12
            case .pick, .place, .reduceRows, .reduceColumns, .reduceRuns, .product: 1
            }
        }
    }

    let kind: Kind
    private let function: String
    let operands: [Operand]
    /// The row-major layout of the result.
    let layout: Layout
    let dtype: DType
    /// The length of the rows that a reduction, a pick or a place works on.
    let columns: Int

    // For the evaluation that is going on, which holds `Evaluation.lock`. Unchecked, as a program asks for them at each
    // operand; no access to one is inside of another to it.
    /// The program that computes this, and the number of its value there.
    @exclusivity(unchecked) var program = 0
    @exclusivity(unchecked) var value = 0
    @exclusivity(unchecked) var visit = 0
    /// The last question whether this can be computed for each row.
    @exclusivity(unchecked) var question = 0
    @exclusivity(unchecked) var isNeeded = false
    /// How many operands in the program show the deferred value.
    @exclusivity(unchecked) var reads: Int32 = 0

    init(_ kind: Kind, _ function: String, _ operands: [Operand], layout: Layout, dtype: DType, columns: Int) {
        self.kind = kind
        self.function = function
        self.operands = operands
        self.layout = layout
        self.dtype = dtype
        self.columns = columns
        for operand in operands { operand.storage?.read(1) }
    }

    deinit {
        for operand in operands { operand.storage?.read(-1) }
    }

    /// The function that made this, as errors and explanations call it.
    var name: String { kind.name ?? function }

    /// The products of matrices that this is, if it is.
    var product: MatrixProducts? {
        if case .product(let products) = kind { return products }
        return nil
    }

    /// Whether the result has one element for each element of the operands' common domain.
    var isElementwise: Bool {
        switch kind {
        case .map, .uniform, .normal, .place: true
        case .pick, .reduceRows, .reduceColumns, .reduceRuns, .product: false
        }
    }
}

/// What an expression reads: a view of a storage, or the bits of one element.
struct Operand {
    let storage: Storage?
    let bits: UInt64
    let dtype: DType
    let layout: Layout
    let offset: Int

    /// One element.
    init(bits: UInt64, dtype: DType) { self.init(nil, bits, dtype, .scalar, 0) }

    init(_ storage: Storage?, _ bits: UInt64, _ dtype: DType, _ layout: Layout, _ offset: Int) {
        self.storage = storage
        self.bits = bits
        self.dtype = dtype
        self.layout = layout
        self.offset = offset
    }

    /// Where the first element is, if it is computed and not the operand itself.
    var known: UnsafeRawPointer? {
        storage.flatMap { storage in storage.known.map { UnsafeRawPointer($0) + offset * dtype.byteCount } }
    }

    /// The expression of a storage that is not computed, unless that is a product, which a program computes when it
    /// reads it.
    var pending: Expression? {
        guard let storage, storage.isPending, let expression = storage.expression, expression.product == nil else {
            return nil
        }
        return expression
    }

    /// Whether this shows a whole storage in its own order.
    var isWhole: Bool { offset == 0 && layout.isContiguous && storage?.byteCount == layout.count * dtype.byteCount }
}

/// What a deferred value rests on.
struct DependenceBound {
    /// Deferred values to be computed.
    var deferred = 0
    /// The bytes of the arrays that they are computed from, which stay in memory meanwhile.
    var sourceBytes = 0
    /// The bytes of the largest array among all.
    var largest = 0

    var isBounded: Bool {
        deferred <= Laziness.maximumSize
            && sourceBytes <= max(Laziness.maximumSources * largest, Laziness.minimumSourceBytes)
    }

    @inline(__always)
    mutating func add(source byteCount: Int) {
        sourceBytes += byteCount
        largest = max(largest, byteCount)
    }

    /// Adds an operand; what two operands share is counted twice.
    @inline(__always)
    mutating func add(_ storage: Storage) {
        if storage.isPending {
            deferred += storage.bound.deferred
            sourceBytes += storage.bound.sourceBytes
            largest = max(largest, storage.bound.largest)
        } else {
            add(source: storage.byteCount)
        }
    }
}

/// When elementwise work waits, and for how long.
enum Laziness {
    /// Results of fewer elements are computed at once, unless an operand is deferred: a program would cost more than
    /// it saves. The environment's `ADJOINT_FUSION=always` defers all results, and `off` none, to look
    /// for errors.
    static let threshold = setting == "always" ? 1 : 8192
    private static let isOff = setting == "off"
    private static let setting = ProcessInfo.processInfo.environment["ADJOINT_FUSION"]
    /// The most deferred values that one deferred value may rest on. What would rest on more has its operands computed
    /// first.
    static let maximumSize = 128
    /// The most bytes that a deferred value may keep in memory to be computed from, in units of the largest array that
    /// it has to do with, and whatever that is. What would keep more has its operands computed first.
    static let (maximumSources, minimumSourceBytes) = (16, 1 << 20)

    /// Whether results are computed at once.
    @inline(__always)
    static var isImmediate: Bool {
        let thread = adj_thread()
        return thread.pointee.fusion_disabled != 0 || thread.pointee.watch & Watch.anomalies != 0 || isOff
    }
}
