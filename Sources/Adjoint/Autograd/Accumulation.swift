import AdjointKernels

// How cotangents gather without a tensor for each: what operations call from `accumulate`.

extension BackwardPass: CotangentSums {
    func addElement(
        _ index: Int, of node: Tensor, _ cotangent: Tensor, _ operation: Operation, to input: Tensor
    ) -> Bool {
        guard cotangent.storage == nil, cotangent.layout === input.layout,
            let partial = operation.partial(index, of: node), partial.storage == nil, partial.dtype == cotangent.dtype,
            partial.layout.count == 1
        else { return false }
        let multiply: AdjBinary = operation.selectors >> index & 1 == 0 ? .gatedMultiply : .selectedMultiply
        let term = Tensor.product(cotangent.scalar, partial.scalar, cotangent.dtype, multiply)
        if input.operation != nil {
            add(term, to: &input.cotangent, like: cotangent)
        } else if targets == nil, let slot = input.gradient, slot.hooks == nil {
            slot.willChange()
            add(term, to: &slot.value, like: cotangent)
        } else {
            deliver(Tensor(element: term, like: cotangent), to: input)
        }
        return true
    }

    /// Adds the bits of an element to a sum.
    @inline(__always)
    private func add(_ term: UInt64, to sum: inout Tensor?, like cotangent: Tensor) {
        if isKnownUniquelyReferenced(&sum), let gathered = sum.uncounted,
            gathered._withUnsafeGuaranteedRef({ $0.add(term, cotangent.dtype) })
        {
            return
        }
        let term = Tensor(element: term, like: cotangent)
        sum = sum.map { $0 + term } ?? term
    }

    /// A weight that is used at every step of a sequence gathers its gradient so.
    func addProduct(_ index: Int, of node: Tensor, _ cotangent: Tensor, to input: Tensor) -> Bool {
        guard node.rank == 2, targets == nil else { return false }
        // A transpose that nobody else used only hands its cotangent on.
        var (target, isTransposed) = (input, false)
        while target.operation === LinearOperation.matrixTranspose, target.pending == 1, target.cotangent == nil,
            target.gradient == nil, let source = target.first
        {
            (target, isTransposed) = (source, !isTransposed)
        }
        guard target.operation != nil else {
            guard let slot = target.gradient, slot.hooks == nil else { return false }
            slot.willChange()
            return MatrixProduct.add(cotangent, index, of: node, to: &slot.value, isTransposed: isTransposed)
        }
        return MatrixProduct.add(cotangent, index, of: node, to: &target.cotangent, isTransposed: isTransposed)
    }

    @inline(never)
    func addPart(_ cotangent: Tensor, at slices: [Tensor.AxisSlice], to input: Tensor) {
        hasParts = true
        if input.operation != nil {
            parts.add(cotangent, at: slices, to: input)
        } else if let slot = input.gradient {
            parts.add(cotangent, at: slices, toLeaf: input, slot)
        }
    }

    /// Adds a term to a sum: in its place where it is one element that nobody else can see.
    @inline(__always)
    func add(_ term: Tensor, to sum: inout Tensor?) {
        if !createGraph, isKnownUniquelyReferenced(&sum), let gathered = sum.uncounted,
            term.storage == nil, term.layout.count == 1,
            gathered._withUnsafeGuaranteedRef({ $0.add(term.scalar, term.dtype) })
        {
            return
        }
        sum = sum.map { $0 + term }
    }
}
