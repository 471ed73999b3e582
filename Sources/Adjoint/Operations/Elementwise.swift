import AdjointKernels
import AdjointRuntime

/// An elementwise operation of one operand, y = f(x): its code and dy/dx in terms of x and y.
final class Unary: Operation, @unchecked Sendable {
    /// Two kernels that give the bits of one: f(x) = second(first(x), x) or second(first(x)). A function and its
    /// derivative with the same first step share it where one program computes both.
    struct Steps: Sendable {
        let first: AdjUnary
        let second: Second

        enum Second: Sendable {
            case unary(AdjUnary)
            case binary(AdjBinary)
        }
    }

    let operation: AdjUnary
    /// How programs compute it, if not by the kernel.
    let steps: Steps?
    /// Where gradient checks draw x from.
    let domain: ClosedRange<Double>
    /// dy/dx where it is the same number everywhere.
    let slope: Double?
    private let derivative: @Sendable (_ x: Tensor, _ y: Tensor) -> Tensor

    /// `selects` says that the derivative is 0 where something else than x was chosen for y: see `Operation.selectors`.
    init(
        _ operation: AdjUnary, domain: ClosedRange<Double> = -2...2, slope: Double? = nil,
        selects: Bool = false, steps: Steps? = nil,
        _ derivative: @escaping @Sendable (_ x: Tensor, _ y: Tensor) -> Tensor
    ) {
        self.operation = operation
        self.steps = steps
        self.domain = domain
        self.slope = slope
        self.derivative = derivative
        super.init(adj_code_unary(operation, .float32).name, isPermanent: true, selectors: selects ? 1 : 0)
    }

    /// A linear operation, y = slope · x (almost everywhere).
    convenience init(_ operation: AdjUnary, domain: ClosedRange<Double> = -2...2, slope: Double) {
        self.init(operation, domain: domain, slope: slope) { x, _ in Tensor.constant(slope, dtype: x.dtype) }
    }

    func callAsFunction(_ x: Tensor) -> Tensor {
        let code = adj_code_unary(operation, x.dtype.kernelType)
        guard let kernel = adj_unary_kernel(operation, code.type) else { return refuse(x) }
        if steps != nil, Laziness.applies(x.layout.count, x), let result = inSteps(x) { return result }
        let values = elementwise(code, kernel, x, layout: x.resultLayout, dtype: x.dtype)
        return .result(values, x.dtype, Held(x.resultLayout), of: self, x)
    }

    /// The deferred value of f(x) by `steps`.
    @inline(never)
    private func inSteps(_ x: Tensor) -> Tensor? {
        let (layout, dtype) = (x.resultLayout, x.dtype)
        guard let steps, Memory.holds(layout.count, dtype, name) else { return nil }
        let first = adj_code_unary(steps.first, dtype.kernelType)
        let second =
            switch steps.second {
            case .unary(let operation): adj_code_unary(operation, dtype.kernelType)
            case .binary(let operation): adj_code_binary(operation, dtype.kernelType)
            }
        guard let start = adj_code_kernel(first), let end = adj_code_kernel(second) else { return nil }
        let part = Tensor(
            values: elementwise(first, start, x, layout: layout, dtype: dtype), dtype: dtype, layout: layout)
        if part.isStandIn { return nil }
        let values = elementwise(
            second, end, part, second.kind == .binary ? x : nil, layout: layout, dtype: dtype)
        return .result(values, dtype, Held(layout), of: self, x)
    }

    private func refuse(_ x: Tensor) -> Tensor {
        fail(
            .dtype, name, "dtype \(x.dtype) is not supported: cast it to float32 or float64",
            dtype: x.dtype)
    }

    /// dy/dx in terms of x and y.
    func partial(x: Tensor, y: Tensor) -> Tensor { derivative(x, y) }

    override func cotangent(_ index: Int, of node: Tensor, _ g: Tensor) -> Tensor? { times(g, node) }

    override func accumulate(
        _ index: Int, of node: Tensor, _ g: Tensor, to input: Tensor, _ sums: any CotangentSums
    ) -> Bool {
        sums.addElement(index, of: node, g, self, to: input)
    }

    override func partial(_ index: Int, of node: Tensor) -> Tensor? {
        slope == nil ? node.first.map { derivative($0, node) } : nil
    }

    override func tangent(of node: Tensor, _ tangents: [Tensor?]) -> Tensor {
        guard case let t?? = tangents.first, let result = times(t, node) else {
            return Tensor.zeros(node.shape, dtype: node.dtype)
        }
        return result
    }

    /// g · dy/dx; a zero of `g` contributes nothing, even against an infinite or undefined derivative.
    private func times(_ g: Tensor, _ node: Tensor) -> Tensor? {
        if let slope { return slope == -1 ? -g : slope == 0 ? Tensor.zeros(g.shape, dtype: g.dtype) : g * slope }
        return node.first.map { gatedMultiply(g, derivative($0, node), selects: selectors != 0) }
    }
}

/// An elementwise operation of two operands, z = f(x, y): its code, and the two partial derivatives in terms of x, y
/// and z.
final class Binary: Operation, @unchecked Sendable {
    /// A partial derivative: a number where the operation is linear in the operand, else a formula; a selector where a
    /// zero of the formula means that the other operand was chosen.
    enum Partial: Sendable {
        typealias Formula = @Sendable (_ x: Tensor, _ y: Tensor, _ z: Tensor) -> Tensor

        case number(Double)
        case formula(Formula)
        case selector(Formula)

        var formula: Formula? {
            switch self {
            case .number: nil
            case .formula(let formula), .selector(let formula): formula
            }
        }

        var isSelector: Bool { if case .selector = self { true } else { false } }

        /// g · partial; a zero of `g` contributes nothing, even against an infinite or undefined partial.
        @inline(__always)
        func times(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ z: Tensor) -> Tensor {
            switch self {
            case .number(let value): value == 1 ? g : value == -1 ? -g : g * value
            case .formula(let formula): Adjoint.gatedMultiply(g, formula(x, y, z))
            case .selector(let formula): Adjoint.gatedMultiply(g, formula(x, y, z), selects: true)
            }
        }
    }

    let operation: AdjBinary
    /// How errors write the operation between two shapes.
    let symbol: String
    /// Where gradient checks draw x and y from.
    let domains: [ClosedRange<Double>]
    /// ∂z/∂x and ∂z/∂y.
    let dx: Partial
    let dy: Partial

    init(
        _ operation: AdjBinary, symbol: String = ",",
        domains: [ClosedRange<Double>] = [-2...2, -2...2], _ dx: Partial, _ dy: Partial
    ) {
        self.operation = operation
        self.symbol = symbol
        self.domains = domains
        self.dx = dx
        self.dy = dy
        super.init(
            adj_code_binary(operation, .float32).name, isPermanent: true,
            selectors: (dx.isSelector ? 1 : 0) | (dy.isSelector ? 2 : 0))
    }

    func callAsFunction(_ x: Tensor, _ y: Tensor) -> Tensor {
        // One element each, or one repeated in the same way: the path of scalar graphs.
        guard x.dtype == y.dtype, x.storage == nil, y.storage == nil,
            x.layout === y.layout || x.layout.count == 1 && y.layout.count == 1,
            let kernel = adj_binary_kernel(operation, x.dtype.kernelType)
        else { return general(x, y) }
        let values = Values(storage: nil, scalar: scalarElementwise(kernel, x.scalar, y.scalar, 0))
        let isLikeX = x.layout === y.layout || x.rank >= y.rank
        return .result(values, x.dtype, (isLikeX ? x : y).heldLayout.copy(), of: self, x, y)
    }

    @inline(never)
    private func general(_ x: Tensor, _ y: Tensor) -> Tensor {
        guard let dtype = commonDType(name, x, y) else {
            return .standIn(x.dtype)
        }
        let code = adj_code_binary(operation, dtype.kernelType)
        guard let kernel = adj_code_kernel(code) else {
            return fail(
                .dtype, name, "dtype \(dtype) is not supported: cast to a floating-point type first", dtype: dtype)
        }
        guard let layout = broadcastLayout(name, symbol, x, y) else {
            return .standIn(dtype)
        }
        guard x.dtype == y.dtype else { return self(x.cast(to: dtype), y.cast(to: dtype)) }
        let values = elementwise(code, kernel, x, y, layout: layout, dtype: dtype)
        return .result(values, dtype, Held(layout), of: self, x, y)
    }

    override func cotangent(_ index: Int, of node: Tensor, _ g: Tensor) -> Tensor? {
        node.withOperands { x, y in
            let (operand, partial) = index == 0 ? (x, dx) : (y, dy)
            // The cotangent of an operand that was repeated is a sum: of few numbers it is cheaper to take a multiple.
            if case .number = partial { return partial.times(g.fitted(to: operand), x, y, node) }
            return partial.times(g, x, y, node)
        }
    }

    override func accumulate(
        _ index: Int, of node: Tensor, _ g: Tensor, to input: Tensor, _ sums: any CotangentSums
    ) -> Bool {
        sums.addElement(index, of: node, g, self, to: input)
    }

    override func partial(_ index: Int, of node: Tensor) -> Tensor? {
        guard let formula = (index == 0 ? dx : dy).formula else { return nil }
        return node.withOperands { x, y in formula(x, y, node) }
    }

    override func tangent(of node: Tensor, _ tangents: [Tensor?]) -> Tensor {
        let zero = Tensor.zeros(node.shape, dtype: node.dtype)
        guard let x = node.first, let y = node.second else { return zero }
        let terms = [tangents[0].map { dx.times($0, x, y, node) }, tangents[1].map { dy.times($0, x, y, node) }]
        return terms.reduce(zero) { sum, term in term.map { sum + $0 } ?? sum }
    }
}

/// The derivative of digamma of an order, whose derivative is that of the next.
final class Polygamma: Operation, @unchecked Sendable {
    private let order: Int

    init(_ order: Int) {
        self.order = order
        super.init("polygamma")
    }

    func callAsFunction(_ x: Tensor) -> Tensor {
        let (layout, code) = (x.resultLayout, adj_code_binary(.polygamma, x.dtype.kernelType))
        guard let kernel = adj_code_kernel(code) else {
            return fail(
                .dtype, name, "dtype \(x.dtype) is not supported: cast it to float32 or float64", dtype: x.dtype)
        }
        let order = Tensor.constant(Double(order), dtype: x.dtype)
        let values = elementwise(code, kernel, order, x, layout: layout, dtype: x.dtype)
        return Tensor(values: values, dtype: x.dtype, layout: layout).record(self, x)
    }

    override func cotangent(_ index: Int, of node: Tensor, _ g: Tensor) -> Tensor? { times(g, node) }

    override func accumulate(
        _ index: Int, of node: Tensor, _ g: Tensor, to input: Tensor, _ sums: any CotangentSums
    ) -> Bool {
        sums.addElement(index, of: node, g, self, to: input)
    }

    override func partial(_ index: Int, of node: Tensor) -> Tensor? { node.first.map { polygamma(order + 1, $0) } }

    override func tangent(of node: Tensor, _ tangents: [Tensor?]) -> Tensor {
        if case let t?? = tangents.first, let result = times(t, node) { return result }
        return Tensor.zeros(node.shape, dtype: node.dtype)
    }

    private func times(_ g: Tensor, _ node: Tensor) -> Tensor? { partial(0, of: node).map { gatedMultiply(g, $0) } }
}

extension Tensor {
    /// The bits of the only element, with the layout and dtype of another tensor.
    convenience init(element: UInt64, like x: Tensor) {
        self.init(values: Values(storage: nil, scalar: element), dtype: x.dtype, layout: x.heldLayout.copy())
    }

    /// What an operation gives for two elements.
    @inline(__always)
    static func product(_ g: UInt64, _ partial: UInt64, _ dtype: DType, _ multiply: AdjBinary) -> UInt64 {
        adj_binary_kernel(multiply, dtype.kernelType).map { scalarElementwise($0, g, partial, 0) } ?? 0
    }

    /// Adds an element to the only one of this tensor, which nobody else can see; false, and no change, where it has
    /// more or another dtype, or where this is a node of a graph or has to be watched.
    @inline(__always)
    func add(_ element: UInt64, _ dtype: DType) -> Bool {
        guard storage == nil, layout.count == 1, dtype == self.dtype, !tracked, adj_thread().pointee.watch == 0,
            let kernel = adj_binary_kernel(.add, dtype.kernelType)
        else { return false }
        dropSnapshot()
        scalar = scalarElementwise(kernel, scalar, element, 0)
        return true
    }
}
