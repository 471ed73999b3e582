import AdjointKernels

/// What a device runs: instructions over the values of a domain of rows and columns.
///
/// A value is one element, an element for each row, for each column, or for each row and column (its `form`). Its
/// `data` says where its elements are in the device's memory; nil where they need a place only while the program runs.
/// The instructions are in an order in which each reads what was computed before.
package class DeviceProgram {
    // Exclusivity is unchecked here and in the subclass: these are asked for at every step of every program, by one
    // thread, and no access to one is inside of another to it.

    /// The elements of the domain.
    @exclusivity(unchecked) package internal(set) var count = 0
    /// The length of a row; 0 where nothing asks for rows.
    @exclusivity(unchecked) package internal(set) var rowLength = 0
    /// Whether there are so many elements that time spent on the order of the steps pays.
    @exclusivity(unchecked) package internal(set) var isLarge = false
    @exclusivity(unchecked) package internal(set) var values: [adj_value] = []
    @exclusivity(unchecked) package internal(set) var code: [adj_instruction] = []
    /// Products that are read as they lie: the device computes each, to `address`, before or while the program runs.
    @exclusivity(unchecked) package internal(set) var products: [Product] = []
    /// The values that are wanted, by number, and what is computed when the pass is over. A result that is given twice
    /// is copied by the engine.
    @exclusivity(unchecked) package internal(set) var results: [Int] = []
    @exclusivity(unchecked) package internal(set) var reductions: [FinalReduction] = []
    /// The bits of values of one element that lie nowhere.
    @exclusivity(unchecked) package internal(set) var constants: [UInt64] = []
    @exclusivity(unchecked) package internal(set) var constantOf: [(value: Int, constant: Int)] = []
    /// The shapes and strides of gathers, by instruction and place in `numbers`.
    @exclusivity(unchecked) package internal(set) var numbers: [Int] = []
    @exclusivity(unchecked) package internal(set) var stridesOf: [(instruction: Int, shape: Int, strides: Int)] = []
    /// The last instruction that reads a value, -1 where none does: once the device has prepared the program.
    @exclusivity(unchecked) package internal(set) var lastUse: [Int] = []
    /// What `explainExecution` prints: a line for each instruction, where it asks.
    @exclusivity(unchecked) var notes: [String] = []

    /// A product of matrices that is computed with the program.
    package struct Product {
        package let matrices: MatrixProducts
        package let a: UnsafeRawPointer
        package let b: UnsafeRawPointer
        package let address: UnsafeMutableRawPointer
        /// The first value that reads it.
        package let value: Int
        /// Which of the program's sources it is.
        let source: Int
        /// Whether a result has taken the memory.
        var isGiven = false
        /// Whether the program runs on each part of it that is complete.
        var hasEpilogue = false
    }

    /// A reduction that is complete when the pass is: of each column, or of `results` runs of all elements.
    package struct FinalReduction {
        package let instruction: Int
        package let operation: AdjReduction
        package let isByColumns: Bool
        package let results: Int
        package let type: DType
    }

    // How the processor cuts the domain, and so orders its sums: tiles of whole rows, and chunks of tiles. Where there
    // are no rows, a tile is one of `columns`.
    @exclusivity(unchecked) private(set) var columns = 0
    @exclusivity(unchecked) private(set) var tileRows = 0
    @exclusivity(unchecked) private(set) var chunkRows = 0

    /// Elements of a tile, if rows are not longer.
    static let tileLength = 1024
    /// Elements, about, that a thread takes at a time, and the least rows.
    static let chunkLength = 1 << 15
    /// The same where rows are short, and their elements take longer.
    static let chunkLengthOfShortRows = 1 << 13
    static let minimumChunkRows = 32
    /// A row shorter than this is repeated in a register rather than met row by row.
    static let longRow = 64

    init() {}

    /// A program over `count` elements, in rows of a length if that is not 0.
    func begin(_ count: Int, rowLength: Int, isLarge: Bool) {
        self.count = count
        self.rowLength = rowLength
        self.isLarge = isLarge
        columns = rowLength > 0 ? rowLength : Self.tileLength
        tileRows = rowLength > 0 ? Self.tileRows(columns) : 1
        let length = rowLength > 0 && columns < Self.longRow ? Self.chunkLengthOfShortRows : Self.chunkLength
        let rows = Swift.max(length / columns, Self.minimumChunkRows)
        chunkRows = (rows + tileRows - 1) / tileRows * tileRows
    }

    /// Forgets everything but the room that the lists have.
    func end() {
        values.removeAll(keepingCapacity: true)
        code.removeAll(keepingCapacity: true)
        products.removeAll(keepingCapacity: true)
        results.removeAll(keepingCapacity: true)
        reductions.removeAll(keepingCapacity: true)
        constants.removeAll(keepingCapacity: true)
        constantOf.removeAll(keepingCapacity: true)
        numbers.removeAll(keepingCapacity: true)
        stridesOf.removeAll(keepingCapacity: true)
        lastUse.removeAll(keepingCapacity: true)
        notes.removeAll()
    }

    /// Rows of a tile, for rows of a length.
    static func tileRows(_ columns: Int) -> Int { Swift.max(tileLength / Swift.max(columns, 1), 1) }

    /// A value, and its number.
    func newValue(_ form: AdjForm, _ dtype: DType, at data: UnsafeMutableRawPointer? = nil) -> Int {
        values.append(adj_value(data: data, offset: 0, form: form, element_size: UInt8(dtype.byteCount)))
        return values.count - 1
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
    package func input(_ index: Int) -> Int {
        switch index {
        case 0: Int(self.in.0)
        case 1: Int(self.in.1)
        default: Int(self.in.2)
        }
    }

    /// Whether it computes the value `out`.
    package var isResult: Bool { step != .link || link == .store }
}

extension adj_code {
    /// The operation, as Swift and messages write it.
    var name: String {
        let name = String(cString: adj_code_name(self))
        return name.prefix(1).lowercased() + name.dropFirst()
    }
}
