/// Cotangents that come in parts: of tensors from which slices were cut.
///
/// The transpose of a slice is zero but for the slice, so every slice of a sequence would make a cotangent as long as
/// the sequence. While nothing is recorded, the parts wait until all are there, or as many as make up the whole: then
/// they are computed together, mostly in one pass, and each is written to its place.
struct SliceCotangents {
    fileprivate typealias Part = (cotangent: Tensor, slices: [Tensor.AxisSlice])

    /// What has come for one tensor.
    fileprivate struct Gathered {
        let input: Tensor
        var sum: Tensor?
        var waiting: [Part] = []
        var waitingCount = 0
    }

    /// By node; by the slot of its gradient for a leaf.
    private var nodes: [ObjectIdentifier: Gathered] = [:]
    private var leaves: [ObjectIdentifier: Gathered] = [:]

    /// Adds the cotangent of a slice to what has gathered for a result, which `take` gives.
    mutating func add(_ cotangent: Tensor, at slices: [Tensor.AxisSlice], to input: Tensor) {
        nodes[ObjectIdentifier(input), default: Gathered(input: input)].add((cotangent, slices))
    }

    /// Adds the cotangent of a slice to what has gathered for a leaf, which `finish` delivers.
    mutating func add(
        _ cotangent: Tensor, at slices: [Tensor.AxisSlice], toLeaf leaf: Tensor, _ slot: GradientAccumulator
    ) {
        leaves[ObjectIdentifier(slot), default: Gathered(input: leaf)].add((cotangent, slices))
    }

    /// The sum of what has come in parts for a result, if anything has.
    mutating func take(for node: Tensor) -> Tensor? {
        guard var gathered = nodes.removeValue(forKey: ObjectIdentifier(node)) else { return nil }
        return gathered.settled()
    }

    /// Hands over what has gathered for leaves.
    mutating func finish(_ deliver: (Tensor, Tensor) -> Void) {
        let gathered = leaves.values
        leaves = [:]
        for var gathered in gathered {
            if let sum = gathered.settled() { deliver(sum, gathered.input) }
        }
    }
}

extension SliceCotangents.Gathered {
    fileprivate mutating func add(_ part: SliceCotangents.Part) {
        if waitingCount + part.cotangent.count > input.count { _ = settled() }
        waiting.append(part)
        waitingCount += part.cotangent.count
    }

    /// The sum, with all that waited written to it.
    fileprivate mutating func settled() -> Tensor? {
        let parts = waiting
        (waiting, waitingCount) = ([], 0)
        guard !parts.isEmpty else { return sum }
        evaluate(parts.map(\.cotangent))
        if let sum {
            for part in parts { Self.add(part, to: sum) }
            return sum
        }
        guard Memory.admits(input.count, of: input.dtype.byteCount, "slice") else {
            sum = .standIn(input.dtype)
            return .standIn(input.dtype)
        }
        var cover = Cover(of: input.shape)
        let isFirst = parts.map { cover.admits($0.slices) }
        let whole =
            cover.isComplete
            ? Tensor(
                values: Values(count: input.count, dtype: input.dtype, on: input.device, for: "slice") { _ in },
                dtype: input.dtype, layout: .rowMajor(input.shape))
            : Tensor.zeros(like: input)
        if whole.isStandIn { return whole }
        for (part, isFirst) in zip(parts, isFirst) where isFirst { whole.write(part.cotangent, at: part.slices) }
        for (part, isFirst) in zip(parts, isFirst) where !isFirst { Self.add(part, to: whole) }
        sum = whole
        return whole
    }

    private static func add(_ part: SliceCotangents.Part, to sum: Tensor) {
        let total = sum.sliced(part.slices) + part.cotangent
        evaluate(total)  // so that it no longer refers to the elements that it replaces
        sum.write(total, at: part.slices)
    }
}

/// The places of a tensor that slices have shown, as far as they all cut the same axis.
private struct Cover {
    private let shape: [Int]
    private var axis: Int?
    private var isCovered: [Bool] = []

    init(of shape: [Int]) { self.shape = shape }

    /// Whether no slice before showed a place that these show; they are counted in if so.
    mutating func admits(_ slices: [Tensor.AxisSlice]) -> Bool {
        if shape.isEmpty { return false }
        var cut: Int?
        for axis in shape.indices where slices[axis] != Tensor.AxisSlice(start: 0, count: shape[axis]) {
            if cut != nil || self.axis ?? axis != axis { return false }
            cut = axis
        }
        let axis = axis ?? cut ?? 0
        if self.axis == nil { isCovered = Array(repeating: false, count: shape[axis]) }
        self.axis = axis
        let slice = slices[axis]
        for index in 0..<slice.count where isCovered[slice.start + index * slice.step] { return false }
        for index in 0..<slice.count { isCovered[slice.start + index * slice.step] = true }
        return true
    }

    /// Whether every place was shown.
    var isComplete: Bool { axis != nil && !isCovered.contains(false) }
}
