import AdjointKernels

// Elementwise operations: deferred, or, on the processor and where there are few elements, computed at once.

/// What a code gives for one to three operands that broadcast to `layout`; `kernel` is the code's.
/// Large results are deferred: see `Laziness`.
func elementwise(
    _ code: adj_code, _ kernel: adj_kernel, _ a: Tensor, _ b: Tensor? = nil, _ c: Tensor? = nil, layout: Layout,
    dtype: DType
) -> Values {
    if Laziness.applies(layout.count, a, b, c) {
        let operands = if let b { if let c { [a, b, c] } else { [a, b] } } else { [a] }
        return Laziness.deferred(.map(code), "", operands, layout: layout, dtype: dtype)
    }
    if layout.count == 0, Laziness.isElsewhere(a, b, c) {
        guard let device = Tensor.commonDevice(code.name, [a, b, c]) else { return .unavailable }
        return Values(count: 0, dtype: dtype, on: device, for: code.name) { _ in }
    }
    if layout.count == 1 {
        return Values(storage: nil, scalar: scalarElementwise(kernel, a.bits, b?.bits ?? 0, c?.bits ?? 0))
    }
    return Values(count: layout.count, dtype: dtype, for: code.name) { out in
        Tensor.withElements(a, b, c) { launch(kernel, a, b, c, $0, layout, dtype, out) }
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

private func launch(
    _ kernel: adj_kernel, _ a: Tensor, _ b: Tensor?, _ c: Tensor?, _ elements: UnsafePointer<UnsafeRawPointer?>,
    _ layout: Layout, _ dtype: DType, _ out: UnsafeMutableRawPointer
) {
    if layout.count == 0 { return }
    // Operands that lie as the output does, or are one element, go to the kernel as they are.
    if let mask = directMask(a, b, c, layout) {
        if layout.count <= CPU.chunkLength { return kernel(out, elements, mask, layout.count) }
        let sizes = (
            mask & 1 == 0 ? a.dtype.byteCount : 0, mask & 2 == 0 ? b?.dtype.byteCount ?? 0 : 0,
            mask & 4 == 0 ? c?.dtype.byteCount ?? 0 : 0
        )
        parallel(layout.count, by: CPU.chunkLength) { range in
            let start = range.lowerBound
            let inputs = (
                elements[0].map { $0 + start * sizes.0 }, elements[1].map { $0 + start * sizes.1 },
                elements[2].map { $0 + start * sizes.2 }
            )
            withUnsafePointer(to: inputs) {
                $0.withMemoryRebound(to: UnsafeRawPointer?.self, capacity: 3) {
                    kernel(out + start * dtype.byteCount, $0, mask, range.count)
                }
            }
        }
        return
    }
    let (rank, arity) = (layout.rank, b == nil ? 1 : c == nil ? 2 : 3)
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 3 * rank + 1) { strides in
        withUnsafeTemporaryAllocation(of: adj_operand.self, capacity: 3) { operands in
            func prepare(_ index: Int, _ operand: Tensor?) {
                guard let operand, let data = elements[index] else { return }
                let own = UnsafeMutableBufferPointer(rebasing: strides[(index * rank)..<((index + 1) * rank)])
                operand.layout.writeStrides(broadcastTo: rank, own)
                operands.initializeElement(
                    at: index,
                    to: adj_operand(
                        data: data, strides: UnsafePointer(own.baseAddress), element_size: operand.dtype.byteCount))
            }
            prepare(0, a)
            prepare(1, b)
            prepare(2, c)
            let operands = operands.baseAddress
            parallel(layout.count, by: CPU.chunkLength) { range in
                adj_elementwise(
                    kernel, arity, operands, rank, layout.shape, out, dtype.byteCount, range.lowerBound,
                    range.upperBound)
            }
        }
    }
}

extension Layout {
    /// Writes the strides with which this layout is read as a shape of `rank` that it broadcasts to.
    fileprivate func writeStrides(broadcastTo rank: Int, _ result: UnsafeMutableBufferPointer<Int>) {
        let shift = rank - self.rank
        for axis in 0..<rank {
            let isRepeated = axis < shift || shape[axis - shift] == 1
            result.initializeElement(at: axis, to: isRepeated ? 0 : strides[axis - shift])
        }
    }
}

/// The kernel's broadcast mask where no operand needs its strides walked, else nil.
@inline(__always)
private func directMask(_ a: Tensor, _ b: Tensor?, _ c: Tensor?, _ layout: Layout) -> UInt32? {
    var mask: UInt32 = 0
    func admit(_ operand: Tensor?, bit: UInt32) -> Bool {
        guard let operand else { return true }
        return operand.withLayout { own in
            if own.count == 1 {
                mask |= bit
                return true
            }
            return own.isContiguous && (own === layout || own.count == layout.count)
        }
    }
    return admit(a, bit: 1) && admit(b, bit: 2) && admit(c, bit: 4) ? mask : nil
}
