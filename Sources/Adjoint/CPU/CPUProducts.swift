import AdjointKernels

extension CPU {
    package func multiply(
        _ products: MatrixProducts, _ a: UnsafeRawPointer, _ b: UnsafeRawPointer, to out: UnsafeMutableRawPointer,
        accumulates: Bool
    ) {
        products.compute(a, b, to: out, accumulates: accumulates)
    }
}

// How products are shared among threads.
extension MatrixProducts {
    private var operations: Int { 2 * batch * m * n * k }

    /// A few microseconds' work for each is worth sharing with threads that are awake, forty with one that must be
    /// woken.
    private var threads: Int { Swift.max(Swift.min(threadCount, operations / 250_000), 1) }

    /// How many parts each product is cut into, along its longer side, where there are too few to share evenly: one for
    /// each thread, but none shorter than a cache line. No element's sum depends on where a product is cut.
    private var cut: (isByRows: Bool, length: Int, count: Int) {
        let parts = batch % threads == 0 || batch >= 4 * threads ? 1 : threads
        let isByRows = m >= n || n * dtype.byteCount < 128
        let side = isByRows ? m : n
        let length = Swift.max((side + parts - 1) / parts, 1)
        return (isByRows, length, Swift.max((side + length - 1) / length, 1))
    }

    /// Whether a thread computes rows as a whole.
    var hasWholeRows: Bool {
        let cut = cut
        return cut.isByRows || cut.count == 1
    }

    /// Writes the products to memory, or adds them to what is there; runs a program on each part that is complete.
    func compute(
        _ pa: UnsafeRawPointer, _ pb: UnsafeRawPointer, to out: UnsafeMutableRawPointer, accumulates: Bool = false,
        epilogue: adj_epilogue? = nil
    ) {
        let size = dtype.byteCount
        let (threads, cut) = (threads, cut)
        let tasks = batch * cut.count
        let share = threads == 1 ? tasks : (tasks + 8 * threads - 1) / (8 * threads)
        parallel(tasks, by: Swift.max(share, 1), wakes: operations >= 4_000_000) { tasks in
            for task in tasks {
                let (index, part) = task.quotientAndRemainder(dividingBy: cut.count)
                let start = part * cut.length
                let (row, column) = cut.isByRows ? (start, 0) : (0, start)
                let rows = cut.isByRows ? Swift.min(cut.length, m - start) : m
                let columns = cut.isByRows ? n : Swift.min(cut.length, n - start)
                let left = pa + (a.offsets[index] + row * a.row) * size
                let right = pb + (b.offsets[index] + column * b.column) * size
                let result = out + (index * m * n + row * n + column) * size
                var own = epilogue ?? adj_epilogue()
                own.row = index * m + row
                own.column = column
                withUnsafePointer(to: own) { own in
                    let own = epilogue == nil ? nil : own
                    if dtype == .float32 {
                        adj_matmul_float32(
                            rows, columns, k, left.assumingMemoryBound(to: Float.self), a.row, a.column,
                            right.assumingMemoryBound(to: Float.self), b.row, b.column,
                            result.assumingMemoryBound(to: Float.self), n, accumulates, own)
                    } else {
                        adj_matmul_float64(
                            rows, columns, k, left.assumingMemoryBound(to: Double.self), a.row, a.column,
                            right.assumingMemoryBound(to: Double.self), b.row, b.column,
                            result.assumingMemoryBound(to: Double.self), n, accumulates, own)
                    }
                }
            }
        }
    }
}
