import Foundation

// MARK: From numbers

/// Numbers written out in the source, nested as deep as the tensor has axes: `Tensor([[1, 2], [3, 4]])`.
public enum TensorLiteral: Sendable, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral
{
    /// A number.
    case number(Double)
    /// A number written without a point. In `int64` it keeps every digit.
    case integer(Int)
    /// A truth value.
    case boolean(Bool)
    /// Elements along the next axis.
    case list([TensorLiteral])

    /// A number.
    public init(floatLiteral value: Double) { self = .number(value) }
    /// A number.
    public init(integerLiteral value: Int) { self = .integer(value) }
    /// A truth value.
    public init(booleanLiteral value: Bool) { self = .boolean(value) }
    /// Elements along the next axis.
    public init(arrayLiteral elements: TensorLiteral...) { self = .list(elements) }

    private var shape: [Int] {
        guard case .list(let elements) = self else { return [] }
        return [elements.count] + (elements.first?.shape ?? [])
    }

    /// Appends the numbers and truth values in row-major order; false where a part has not `shape`.
    private func gather(_ shape: ArraySlice<Int>, into elements: inout [TensorLiteral]) -> Bool {
        guard case .list(let parts) = self else {
            elements.append(self)
            return shape.isEmpty
        }
        guard parts.count == shape.first else { return false }
        return parts.allSatisfy { $0.gather(shape.dropFirst(), into: &elements) }
    }

    private var isBoolean: Bool { if case .boolean = self { true } else { false } }

    private var double: Double {
        switch self {
        case .number(let value): value
        case .integer(let value): Double(value)
        case .boolean(let value): value ? 1 : 0
        case .list: .nan
        }
    }

    private var integer: Int? { if case .integer(let value) = self { value } else { nil } }

    /// The numbers in a dtype that can hold them all, or else in the one they have by themselves.
    func tensor(in dtype: DType) -> Tensor {
        let own = tensor(nil)
        if own.dtype == dtype || own.isStandIn { return own }
        let isWhole = own.dtype == .float32 && hasIntegersOnly
        return own.dtype == .float32 && dtype.isFloatingPoint || dtype.isInteger && isWhole ? tensor(dtype) : own
    }

    private var hasIntegersOnly: Bool {
        switch self {
        case .integer: true
        case .list(let parts): parts.allSatisfy(\.hasIntegersOnly)
        case .number, .boolean: false
        }
    }

    fileprivate func tensor(_ dtype: DType?) -> Tensor {
        let shape = self.shape
        var elements: [TensorLiteral] = []
        guard gather(shape[...], into: &elements) else {
            return fail(
                .shape, "Tensor", "the rows of this literal differ in length: every row of an axis must be as long")
        }
        let dtype = dtype ?? (!elements.isEmpty && elements.allSatisfy(\.isBoolean) ? .bool : .float32)
        let integers = dtype == .int64 ? elements.compactMap(\.integer) : []
        if !integers.isEmpty, integers.count == elements.count { return Tensor(integers, shape: shape) }
        return Tensor(elements.map(\.double), shape: shape).cast(to: dtype)
    }
}

extension Tensor {
    /// A tensor of the numbers written out: `float32`, or `bool` for truth values, unless `dtype` says otherwise.
    public convenience init(_ literal: TensorLiteral, dtype: DType? = nil, requiresGrad: Bool = false) {
        self.init(copying: literal.tensor(dtype), requiresGrad: requiresGrad)
    }

    /// A rank-0 tensor of a Swift value, in its type (`Double` gives `float64`).
    @_disfavoredOverload
    public convenience init<Element: TensorElement>(_ value: Element, requiresGrad: Bool = false) {
        self.init(copying: Tensor([value], shape: []), requiresGrad: requiresGrad)
    }

    /// A vector of the array's values, in their type.
    @_disfavoredOverload
    public convenience init<Element: TensorElement>(_ values: [Element], requiresGrad: Bool = false) {
        self.init(copying: Tensor(values, shape: [values.count]), requiresGrad: requiresGrad)
    }

    /// A matrix of the rows' values, in their type. Rows must be equally long.
    @_disfavoredOverload
    public convenience init<Element: TensorElement>(_ rows: [[Element]], requiresGrad: Bool = false) {
        let columns = rows.first?.count ?? 0
        if let odd = rows.firstIndex(where: { $0.count != columns }) {
            report(
                AdjointError(
                    .shape, "Tensor",
                    "row \(odd) has \(rows[odd].count) elements and row 0 has \(columns): all must be equal"))
            self.init(copying: .standIn(Element.dtype))
            return
        }
        self.init(copying: Tensor(rows.flatMap { $0 }, shape: [rows.count, columns]), requiresGrad: requiresGrad)
    }

    /// A tensor of the given shape, of the array's values in row-major order, in their type.
    public convenience init<Element: TensorElement>(_ values: [Element], shape: [Int]) {
        var isRight = checkShape(shape, "Tensor")
        if isRight, checkedCount(shape) != values.count {
            isRight = false
            report(
                AdjointError(
                    .shape, "Tensor",
                    "\(values.count) values do not fill \(shape), which has \(checkedCount(shape) ?? 0)"))
        }
        guard isRight else {
            self.init(values: .unavailable, dtype: Element.dtype, layout: .scalar)
            return
        }
        let layout = Layout.rowMajor(shape)
        let device = CurrentDevice.value
        let result = Values(count: values.count, dtype: Element.dtype, on: device, for: "Tensor") { out in
            // `Int` and `Bool` have the same bytes as int64 and bool.
            values.withUnsafeBytes { bytes in
                guard let base = bytes.baseAddress else { return }
                device.write(base, bytes.count, to: out)
            }
        }
        self.init(values: result, dtype: Element.dtype, layout: layout)
    }

    private convenience init(copying x: Tensor, requiresGrad: Bool = false) {
        self.init(
            values: Values(storage: x.storage, scalar: x.scalar), dtype: x.dtype, layout: x.layout, offset: x.offset)
        if requiresGrad { self.requiresGrad = true }
    }

    /// The bits of a number in a dtype; integers saturate, and NaN gives 0, as in a cast.
    private static func bits(_ value: Double, _ dtype: DType) -> UInt64 {
        switch dtype {
        case .float32: UInt64(Float(value).bitPattern)
        case .float64: value.bitPattern
        case .int32: UInt64(UInt32(bitPattern: Int32(exactly: value) ?? (value < 0 ? .min : value > 0 ? .max : 0)))
        case .int64: UInt64(bitPattern: Int64(exactly: value) ?? (value < 0 ? .min : value > 0 ? .max : 0))
        case .bool: value == 0 ? 0 : 1
        case .float16, .bfloat16: constant(value, dtype: .float32).cast(to: dtype).bits
        }
    }

    /// Whether this is the number 1, without elements of its own.
    @inline(__always)
    var isUnit: Bool {
        storage == nil
            && (dtype == .float32 ? scalar == 0x3F80_0000 : dtype == .float64 && scalar == 0x3FF0_0000_0000_0000)
    }

    /// A number in a formula: rank 0, never written.
    @inline(__always)
    static func constant(_ value: Double, dtype: DType) -> Tensor {
        Tensor(
            values: Values(storage: nil, scalar: bits(value, dtype)), dtype: dtype, layout: .scalar, isConstant: true)
    }

    /// A tensor whose elements all are `value`, converted to `dtype` as `cast` does.
    public static func full(_ shape: [Int], _ value: Double, dtype: DType = .float32) -> Tensor {
        guard checkShape(shape, "full", elementSize: dtype.byteCount) else {
            return .standIn(dtype)
        }
        let layout = Layout.rowMajor(shape)
        let element = bits(dtype.isInteger ? value.rounded(.towardZero) : value, dtype)
        let device = CurrentDevice.value
        let values = Values(count: layout.count, dtype: dtype, on: device, for: "full") {
            device.fill($0, with: element, size: dtype.byteCount, count: layout.count)
        }
        return Tensor(values: values, dtype: dtype, layout: layout)
    }

    /// Zeros.
    public static func zeros(_ shape: [Int], dtype: DType = .float32) -> Tensor { full(shape, 0, dtype: dtype) }

    /// Ones.
    public static func ones(_ shape: [Int], dtype: DType = .float32) -> Tensor { full(shape, 1, dtype: dtype) }

    /// Zeros of another tensor's shape and dtype.
    public static func zeros(like x: Tensor) -> Tensor { x.onItsDevice { zeros(x.shape, dtype: x.dtype) } }

    /// Ones of another tensor's shape and dtype.
    public static func ones(like x: Tensor) -> Tensor { x.onItsDevice { ones(x.shape, dtype: x.dtype) } }
}

/// Reports a shape that no tensor can have: of any kind, or with elements of a size, in bytes, that memory must hold.
package func checkShape(_ shape: [Int], _ operation: String, elementSize: Int = 0) -> Bool {
    if let negative = shape.first(where: { $0 < 0 }) {
        report(AdjointError(.shape, operation, "\(shape) has the negative length \(negative)"))
        return false
    }
    if shape.count > Layout.maximumRank {
        report(
            AdjointError(
                .shape, operation, "\(shape) has rank \(shape.count): at most \(Layout.maximumRank) is possible"))
        return false
    }
    guard let count = checkedCount(shape) else {
        report(AdjointError(.shape, operation, "\(shape) has more elements than memory can hold"))
        return false
    }
    guard count * elementSize <= memoryLimit else {
        report(
            AdjointError(
                .memory, operation,
                "\(shape) needs \(count * elementSize) bytes, more than memoryLimit, which is \(memoryLimit)"))
        return false
    }
    return true
}
