/// The product of matrices in the last two axes, batched over the leading ones. Bilinear: d(AB) = dA·B + A·dB.
final class MatrixProduct: Operation, @unchecked Sendable {
    static let shared = MatrixProduct()

    private init() { super.init("matmul", isPermanent: true, readsCotangent: true) }

    override func cotangent(_ index: Int, of node: Tensor, _ g: Tensor) -> Tensor? {
        guard let a = node.first, let b = node.second else { return nil }
        return index == 0 ? product(g, b.T, lyingAs: a) : product(a.T, g, lyingAs: b)
    }

    /// x · y, in memory column by column where `other` lies so: then a weight and its gradient are read together in
    /// order.
    private func product(_ x: Tensor, _ y: Tensor, lyingAs other: Tensor) -> Tensor {
        let strides = other.layout.strides
        return strides[other.rank - 2] == 1 && strides[other.rank - 1] != 1 ? matmul(y.T, x.T).T : matmul(x, y)
    }

    /// Adds the cotangent of input `index`, or its transpose, to a sum in place: where nobody else can see the sum, and
    /// it lies in memory row by row or column by column. Otherwise false, and nothing is done.
    static func add(_ g: Tensor, _ index: Int, of node: Tensor, to sum: inout Tensor?, isTransposed: Bool) -> Bool {
        guard let a = node.first, let b = node.second, isKnownUniquelyReferenced(&sum) else { return false }
        sum.uncounted?._withUnsafeGuaranteedRef { if $0.isPendingProduct { evaluate($0) } }
        guard let sum, !sum.tracked, sum.isOwnMemory, sum.dtype == g.dtype else { return false }
        var (x, y) = index == 0 ? (g, b.T) : (a.T, g)
        let isByColumns = !sum.layout.isContiguous
        if isTransposed != isByColumns { (x, y) = (y.T, x.T) }
        guard let storage = sum.storage, [x.shape[0], y.shape[1]] == (isByColumns ? sum.T : sum).shape else {
            return false
        }
        compute(x, y)
        let product = MatrixProducts(
            a: matrices(x, []), b: matrices(y, []), m: x.shape[0], k: x.shape[1], n: y.shape[1], batch: 1,
            dtype: x.dtype)
        let device = storage.device
        guard let common = Tensor.commonDevice("matmul", [x, y, sum]), common === device else { return true }
        x.withElements(on: device) { x in
            y.withElements(on: device) {
                device.multiply(product, x, $0, to: storage.pointer, accumulates: true)
            }
        }
        return true
    }

    override func accumulate(
        _ index: Int, of node: Tensor, _ g: Tensor, to input: Tensor, _ sums: any CotangentSums
    ) -> Bool {
        sums.addProduct(index, of: node, g, to: input)
    }

    override func tangent(of node: Tensor, _ tangents: [Tensor?]) -> Tensor {
        let zero = Tensor.zeros(node.shape, dtype: node.dtype)
        guard let a = node.first, let b = node.second else { return zero }
        return (tangents[0].map { matmul($0, b) } ?? zero) + (tangents[1].map { matmul(a, $0) } ?? zero)
    }
}

/// The matrix product. Floating point only.
///
/// Shapes: [m, k] × [k, n] → [m, n]. Leading axes are batches and broadcast. A vector [k] on the left counts as [1, k],
/// on the right as [k, 1], and the added axis is dropped from the result.
///
/// NaN and ∞ spread in the gradients as in any product, also where the cotangent is 0: the zero-cotangent rule of
/// elementwise operations ends here. So mask an operand, not the result: `matmul(which(keep, x, Tensor(0.0)), v)`.
public func matmul(_ a: Tensor, _ b: Tensor) -> Tensor {
    guard a.rank > 0, b.rank > 0 else {
        return fail(.shape, "matmul", "\(a.shape) × \(b.shape): a tensor of rank 0 is no matrix; use * to scale")
    }
    if a.rank == 1 || b.rank == 1 {
        let x = a.rank == 1 ? a.expandedDimension(at: 0) : a
        let y = b.rank == 1 ? b.expandedDimension(at: 1) : b
        guard a.shape[a.rank - 1] == y.shape[y.rank - 2] else { return innerMismatch(a, b) }
        return matmul(x, y).squeezed(axes: (a.rank == 1 ? [-2] : []) + (b.rank == 1 ? [-1] : []))
    }
    guard let dtype = commonDType("matmul", a, b) else { return .standIn(a.dtype) }
    guard dtype.isFloatingPoint else {
        return fail(
            .dtype, "matmul", "\(a.dtype) × \(b.dtype): floating point is needed; cast to float32 first",
            dtype: dtype)
    }
    guard a.shape[a.rank - 1] == b.shape[b.rank - 2] else { return innerMismatch(a, b) }
    let (x, y) = (a.cast(to: dtype), b.cast(to: dtype))
    if b.rank == 2, a.rank > 2 {
        // Rows of all batches share the right matrix: one long product.
        let lengths = a.shape.dropLast() + [b.shape[1]]
        let rows = x.reshaped([a.shape.dropLast().reduce(1, *), a.shape[a.rank - 1]])
        return rows.rank == 2 ? matmul(rows, y).reshaped(Array(lengths)) : .standIn(dtype)
    }
    guard let batch = a.rank == 2 && b.rank == 2 ? [] : broadcast(a.shape.dropLast(2), b.shape.dropLast(2)) else {
        return fail(
            .shape, "matmul",
            "\(a.shape) × \(b.shape): the batch axes \(Array(a.shape.dropLast(2))) and "
                + "\(Array(b.shape.dropLast(2))) do not broadcast", dtype: dtype)
    }
    let (m, k, n) = (a.shape[a.rank - 2], a.shape[a.rank - 1], b.shape[b.rank - 1])
    let shape = batch.isEmpty ? [m, n] : batch + [m, n]
    guard checkShape(shape, "matmul", elementSize: dtype.byteCount) else { return .standIn(dtype) }
    // The work is bounded by what memory could hold, also where a view shows much that memory does not.
    guard Memory.holds(a.count, dtype, "matmul"), Memory.holds(b.count, dtype, "matmul") else { return .standIn(dtype) }
    guard let device = Tensor.commonDevice("matmul", x, y) else { return .standIn(dtype) }
    if shape.contains(0) {
        return .result(
            Values(count: 0, dtype: dtype, on: device, for: "matmul") { _ in }, dtype, Held(.rowMajor(shape)),
            of: MatrixProduct.shared, x, y)
    }
    // Rows that are all the same, as of the cotangent of a sum, are multiplied once, and so are columns.
    let rows = x.layout.strides[a.rank - 2] == 0 ? Swift.min(m, 1) : m
    let columns = y.layout.strides[b.rank - 1] == 0 ? Swift.min(n, 1) : n
    compute(x, y)
    let count = batch.isEmpty ? rows * columns : batch.reduce(rows * columns, *)
    let products = MatrixProducts(
        a: matrices(x, batch), b: matrices(y, batch), m: rows, k: k, n: columns, batch: batch.reduce(1, *), dtype: dtype
    )
    let values =
        Laziness.applies(count, x)
        ? Laziness.deferred(
            .product(products), MatrixProduct.shared.name, [x.stored(on: device), y.stored(on: device)],
            layout: .rowMajor(batch + [rows, columns]),
            dtype: dtype)
        : Values(count: count, dtype: dtype, on: device, for: "matmul") { out in
            x.withElements(on: device) { x in
                y.withElements(on: device) { device.multiply(products, x, $0, to: out, accumulates: false) }
            }
        }
    let isRepeated = rows < m || columns < n
    let layout =
        isRepeated
        ? Layout(shape: shape, strides: Layout(shape: batch + [rows, columns]).strides(broadcastTo: shape))
        : .rowMajor(shape)
    return .result(values, dtype, Held(layout), of: MatrixProduct.shared, x, y)
}

/// Computes what the operands of a product wait for.
private func compute(_ x: Tensor, _ y: Tensor) {
    if x.isPending || y.isPending { evaluate(x, y) }
}

private func broadcast(_ a: ArraySlice<Int>, _ b: ArraySlice<Int>) -> [Int]? { broadcast(Array(a), Array(b)) }

private func innerMismatch(_ a: Tensor, _ b: Tensor) -> Tensor {
    let (inner, other) = (a.shape[a.rank - 1], b.shape[Swift.max(b.rank - 2, 0)])
    return fail(
        .shape, "matmul", "\(a.shape) × \(b.shape): inner dimensions \(inner) and \(other) differ",
        dtype: a.dtype)
}

private let oneOffset = [0]

/// Where each matrix of the broadcast batch lies.
private func matrices(_ x: Tensor, _ batch: [Int]) -> MatrixOperand {
    let strides = x.withLayout { $0.strides }
    if batch.isEmpty {
        return MatrixOperand(offsets: oneOffset, row: strides[x.rank - 2], column: strides[x.rank - 1])
    }
    let own = Layout(shape: Array(x.shape.dropLast(2)), strides: Array(strides.dropLast(2)))
    let steps = own.strides(broadcastTo: batch)
    if batch.contains(0) { return MatrixOperand(offsets: [], row: 0, column: 0) }
    var offsets = [0]
    for (length, step) in zip(batch, steps) {
        offsets = offsets.flatMap { base in (0..<length).map { base + $0 * step } }
    }
    return MatrixOperand(offsets: offsets, row: strides[x.rank - 2], column: strides[x.rank - 1])
}
