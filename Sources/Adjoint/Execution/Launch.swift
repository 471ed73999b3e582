import AdjointKernels

// How Swift calls the kernels: everything that passes an address to C is in this folder.

/// Runs an elementwise kernel over one to three operands that broadcast to `layout`.
func elementwise(
    _ kernel: adj_kernel, _ a: Tensor, _ b: Tensor? = nil, _ c: Tensor? = nil, layout: Layout, dtype: DType
) -> Values {
    if layout.count == 1 {
        let bits = scalarElementwise(kernel, a.scalar, b?.scalar ?? 0, c?.scalar ?? 0)
        return Values(storage: nil, scalar: bits)
    }
    return Values(count: layout.count, dtype: dtype) { out in
        a.withElements { pa in
            guard let b else { return launch(kernel, (a, pa), nil, nil, layout, dtype, out) }
            b.withElements { pb in
                guard let c else { return launch(kernel, (a, pa), (b, pb), nil, layout, dtype, out) }
                c.withElements { pc in launch(kernel, (a, pa), (b, pb), (c, pc), layout, dtype, out) }
            }
        }
    }
}

/// One element: the same kernel, on the bits that the tensors carry in themselves.
@inline(__always)
func scalarElementwise(_ kernel: adj_kernel, _ a: UInt64, _ b: UInt64, _ c: UInt64) -> UInt64 {
    var bits = (a, b, c, UInt64(0))
    return withUnsafeMutablePointer(to: &bits) { base in
        let words = UnsafeMutableRawPointer(base)
        var inputs: (UnsafeRawPointer?, UnsafeRawPointer?, UnsafeRawPointer?) = (
            UnsafeRawPointer(words), UnsafeRawPointer(words + 8), UnsafeRawPointer(words + 16)
        )
        return withUnsafePointer(to: &inputs) { inputs in
            inputs.withMemoryRebound(to: UnsafeRawPointer?.self, capacity: 3) { kernel(words + 24, $0, 0, 1) }
            return base.pointee.3
        }
    }
}

private typealias Operand = (tensor: Tensor, pointer: UnsafeRawPointer)

private func launch(
    _ kernel: adj_kernel, _ a: Operand, _ b: Operand?, _ c: Operand?, _ layout: Layout, _ dtype: DType,
    _ out: UnsafeMutableRawPointer
) {
    if layout.count == 0 { return }
    let arity = b == nil ? 1 : c == nil ? 2 : 3
    // Operands that lie as the output does, or are one element, go to the kernel as they are.
    if let mask = directMask(a, b, c, layout) {
        var inputs: (UnsafeRawPointer?, UnsafeRawPointer?, UnsafeRawPointer?) = (a.pointer, b?.pointer, c?.pointer)
        withUnsafePointer(to: &inputs) {
            $0.withMemoryRebound(to: UnsafeRawPointer?.self, capacity: 3) { kernel(out, $0, mask, layout.count) }
        }
        return
    }
    let shape = layout.shape
    let strides = [a, b, c].compactMap { $0?.tensor.layout.strides(broadcastTo: shape) }.flatMap { $0 }
    strides.withUnsafeBufferPointer { strides in
        withUnsafeTemporaryAllocation(of: adj_operand.self, capacity: 3) { operands in
            for (index, operand) in [a, b, c].enumerated() {
                guard let operand else { continue }
                operands.initializeElement(
                    at: index,
                    to: adj_operand(
                        data: operand.pointer, strides: strides.baseAddress.map { $0 + index * shape.count },
                        element_size: operand.tensor.dtype.byteCount))
            }
            adj_elementwise(
                kernel, arity, operands.baseAddress, shape.count, shape, out, dtype.byteCount, 0, layout.count)
        }
    }
}

/// The kernel's broadcast mask where no operand needs its strides walked, else nil.
@inline(__always)
private func directMask(_ a: Operand, _ b: Operand?, _ c: Operand?, _ layout: Layout) -> UInt32? {
    var mask: UInt32 = 0
    func admit(_ operand: Operand?, bit: UInt32) -> Bool {
        guard let operand else { return true }
        let own = operand.tensor.layout
        if own.count == 1 {
            mask |= bit
            return true
        }
        return own.isContiguous && (own === layout || own.count == layout.count)
    }
    return admit(a, bit: 1) && admit(b, bit: 2) && admit(c, bit: 4) ? mask : nil
}

/// Copies `shape` elements between two layouts.
func copyElements(
    of dtype: DType, shape: [Int], from source: UnsafeRawPointer, _ sourceStrides: [Int],
    to destination: UnsafeMutableRawPointer, _ destinationStrides: [Int]
) {
    adj_copy(dtype.byteCount, shape.count, shape, source, sourceStrides, destination, destinationStrides)
}

/// Reduces the middle axis of a row-major [outer, length, inner] tensor; nil where operation and dtype have no meaning.
func reduce(
    _ operation: AdjReduction, _ x: Tensor, outer: Int, length: Int, inner: Int, dtype: DType
) -> Values? {
    var known = true
    let values = Values(count: outer * inner, dtype: dtype) { out in
        x.withElements { known = adj_reduce(operation, x.dtype.kernelType, $0, outer, length, inner, out) }
    }
    return known ? values : nil
}

/// The matrices of a batched product: where element (0, 0) of each lies, and the steps between rows and columns.
struct MatrixOperand {
    var tensor: Tensor
    var offsets: [Int]
    var row: Int
    var column: Int
}

/// `batch` products [m, k] × [k, n], one behind the other.
func matrixProducts(_ a: MatrixOperand, _ b: MatrixOperand, m: Int, k: Int, n: Int, batch: Int) -> Values {
    let dtype = a.tensor.dtype
    return Values(count: batch * m * n, dtype: dtype) { out in
        a.tensor.withElements { pa in
            b.tensor.withElements { pb in
                for index in 0..<batch {
                    let (x, y) = (a.offsets[index], b.offsets[index])
                    if dtype == .float32 {
                        adj_matmul_float32(
                            m, n, k, pa.assumingMemoryBound(to: Float.self) + x, a.row, a.column,
                            pb.assumingMemoryBound(to: Float.self) + y, b.row, b.column,
                            out.assumingMemoryBound(to: Float.self) + index * m * n, n, false)
                    } else {
                        adj_matmul_float64(
                            m, n, k, pa.assumingMemoryBound(to: Double.self) + x, a.row, a.column,
                            pb.assumingMemoryBound(to: Double.self) + y, b.row, b.column,
                            out.assumingMemoryBound(to: Double.self) + index * m * n, n, false)
                    }
                }
            }
        }
    }
}

/// A tensor seen as [outer, length, inner] around one of its axes, which indices select from.
struct AxisView {
    let outer: Int
    let length: Int
    let inner: Int

    init(_ shape: [Int], axis: Int) {
        outer = shape[..<axis].reduce(1, *)
        length = shape[axis]
        inner = shape[(axis + 1)...].reduce(1, *)
    }
}

/// The four indexing kernels: selecting along an axis, and its transpose, by one list of positions or by one for each
/// line.
enum IndexKernel {
    case take(along: Bool)
    case transpose(along: Bool)

    /// `source` and `indices` are contiguous; `view` describes the indexed tensor and `count` positions are taken.
    func run(
        _ source: Tensor, _ indices: Tensor, view: AxisView, count: Int, resultCount: Int
    ) -> Values {
        let dtype = source.dtype
        return Values(count: resultCount, dtype: dtype) { out in
            source.withElements { source in
                indices.withElements { raw in
                    let positions = raw.assumingMemoryBound(to: Int64.self)
                    let (outer, length, inner) = (view.outer, view.length, view.inner)
                    switch self {
                    case .take(along: false):
                        adj_take(dtype.byteCount, source, outer, length, inner, positions, count, out)
                    case .take(along: true):
                        adj_take_along(dtype.byteCount, source, outer, length, inner, positions, count, out)
                    case .transpose(let along):
                        out.initializeMemory(as: UInt8.self, repeating: 0, count: resultCount * dtype.byteCount)
                        let kernel = along ? adj_take_along_transpose : adj_take_transpose
                        kernel(dtype.kernelType, source, outer, length, inner, positions, count, out)
                    }
                }
            }
        }
    }

    /// The least and the greatest of at least one index.
    static func range(_ indices: Tensor) -> ClosedRange<Int64>? {
        guard indices.layout.count > 0 else { return nil }
        var (least, greatest): (Int64, Int64) = (0, 0)
        indices.withElements {
            adj_index_range($0.assumingMemoryBound(to: Int64.self), indices.layout.count, &least, &greatest)
        }
        return least...greatest
    }
}
