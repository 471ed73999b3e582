import AdjointKernels

extension Tensor {
    /// The only element, as a `Double`. Truth values give 0 or 1.
    public func item() -> Double {
        guard count == 1 else {
            report(AdjointError(.shape, "item", "a tensor of \(shape) has \(count) elements, not one: use asArray"))
            return .nan
        }
        let bits = self.bits
        switch dtype {
        case .float32: return Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
        case .float64: return Double(bitPattern: bits)
        case .int32: return Double(Int32(truncatingIfNeeded: bits))
        case .int64: return Double(Int64(bitPattern: bits))
        case .bool: return bits & 0xFF == 0 ? 0 : 1
        case .float16, .bfloat16: return withoutGradient { cast(to: .float32).item() }
        }
    }

    /// The only element, in the given type. See `asArray` for the conversions that are allowed.
    public func item<Element: TensorElement>(_ type: Element.Type) -> Element? {
        guard count == 1 else {
            report(AdjointError(.shape, "item", "a tensor of \(shape) has \(count) elements, not one: use asArray"))
            return nil
        }
        return asArray(type).first
    }

    /// All elements in row-major order, in the given Swift type.
    ///
    /// Any tensor can be read as `Float` or `Double`. Floating-point tensors are not read as integers, nor numbers as
    /// `Bool`: that would lose what they hold without a word, so cast them first. An `int64` tensor is read as `Int32`
    /// where every element fits.
    public func asArray<Element: TensorElement>(_ type: Element.Type) -> [Element] {
        let target = Element.dtype
        guard
            target == dtype || target.category > dtype.category || target.category == dtype.category && target != .bool
        else {
            report(
                AdjointError(
                    .dtype, "asArray",
                    "a \(dtype) tensor is not read as \(Element.self): use cast(to: .\(target)) first"))
            return isStandIn ? Tensor.standIn(target).asArray(type) : Tensor.zeros(shape, dtype: target).asArray(type)
        }
        guard Memory.admits(count, of: MemoryLayout<Element>.stride, "asArray"),
            let source = withoutGradient({ cast(to: target).contiguous(for: "asArray") }), source.count == count
        else { return Tensor.standIn(target).asArray(type) }
        if dtype == .int64, target == .int32, asArray(Int64.self).contains(where: { Int32(exactly: $0) == nil }) {
            report(
                AdjointError(.value, "asArray", "not every element of the int64 tensor fits in Int32: read it as Int64")
            )
            return Tensor.zeros(shape, dtype: target).asArray(type)
        }
        if count == 0 { return [] }
        return [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
            if let base = buffer.baseAddress { source.read(to: base) }
            initialized = count
        }
    }

    /// This tensor in another dtype; itself if it has it already. Casts between floating-point types carry gradients.
    ///
    /// Floating point to integer cuts toward zero and saturates, NaN gives 0; `int64` to `int32` keeps the low 32 bits;
    /// to bool is "not 0"; to a narrower floating-point type rounds to the nearest, ties to even.
    @inline(__always)
    public func cast(to target: DType) -> Tensor { target == dtype ? self : converted(to: target) }

    @inline(never)
    private func converted(to target: DType) -> Tensor {
        let layout = resultLayout
        let code = adj_code_cast(dtype.kernelType, target.kernelType)
        let values = elementwise(code, adj_code_kernel(code), self, layout: layout, dtype: target)
        let result = Tensor(values: values, dtype: target, layout: layout)
        let source = dtype
        guard source.isFloatingPoint, target.isFloatingPoint else { return result }
        return result.record(
            LinearOperation(.cast, apply: { $0.cast(to: target) }, transpose: { $0.cast(to: source) }), self)
    }
}
