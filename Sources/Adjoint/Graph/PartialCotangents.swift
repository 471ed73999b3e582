/// Cotangents that come in parts: of a tensor from which slices were cut.
///
/// The transpose of a slice is zero but for the slice, so every slice of a sequence would make a cotangent as long as the
/// sequence. While nothing is recorded, the parts are added up in one tensor instead.
struct PartialCotangents {
    /// The nodes whose cotangent is such a tensor, which nobody else has.
    private var owners: Set<ObjectIdentifier> = []
    /// For leaves: where their gradients gather, and what has come in parts.
    private var leaves: [ObjectIdentifier: (leaf: Tensor, sum: Tensor)] = [:]

    /// Adds the cotangent of a slice to what has gathered for a result.
    mutating func add(_ cotangent: Tensor, at slices: [Tensor.AxisSlice], to input: Tensor) {
        let sum = input.cotangent.take().map { owners.contains(ObjectIdentifier(input)) ? $0 : $0.detach() }
        input.cotangent = Self.adding(cotangent, at: slices, to: consume sum, like: input)
        owners.insert(ObjectIdentifier(input))
    }

    /// Adds the cotangent of a slice to what has gathered for a leaf, which `finish` delivers.
    mutating func add(_ cotangent: Tensor, at slices: [Tensor.AxisSlice], toLeaf leaf: Tensor, _ slot: GradientSlot) {
        let sum = leaves.removeValue(forKey: ObjectIdentifier(slot))?.sum
        leaves[ObjectIdentifier(slot)] = (leaf, Self.adding(cotangent, at: slices, to: consume sum, like: leaf))
    }

    /// A cotangent that is no part takes the place of what had gathered.
    mutating func forget(_ input: Tensor) {
        if !owners.isEmpty { owners.remove(ObjectIdentifier(input)) }
    }

    /// Hands over what has gathered for leaves.
    mutating func finish(_ deliver: (Tensor, Tensor) -> Void) {
        let gathered = leaves.values
        leaves = [:]
        for (leaf, sum) in gathered { deliver(sum, leaf) }
    }

    private static func adding(
        _ part: Tensor, at slices: [Tensor.AxisSlice], to sum: consuming Tensor?, like input: Tensor
    ) -> Tensor {
        guard let sum else {
            let fresh = Tensor.zeros(input.shape, dtype: input.dtype)
            fresh.write(part, at: slices)
            return fresh
        }
        let total = sum.sliced(slices) + part
        evaluate(total)  // so that it no longer refers to the elements that it replaces
        sum.write(total, at: slices)
        return sum
    }
}
