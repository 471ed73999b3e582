/// One kind of step in a graph, with its derivative.
///
/// A derivative is written once, in `Tensor` operations, and serves reverse mode, forward mode and higher orders. An
/// operation never accumulates and never reduces a broadcast cotangent to its input's shape: the engine does both.
protocol Operation: AnyObject, Sendable {
    /// The name that errors and drawings of the graph show.
    var name: String { get }

    /// Reverse mode: the cotangent of input `index`, given the cotangent `g` of the result `node`. Its shape is the
    /// input's or one that the input broadcasts to. Nil contributes nothing.
    func cotangent(_ index: Int, of node: Tensor, _ g: Tensor) -> Tensor?

    /// Forward mode: the tangent of the result `node`, given its inputs' tangents, of which at least one is not nil
    /// (zero).
    func tangent(of node: Tensor, _ tangents: [Tensor?]) -> Tensor

    /// Whether `cotangent` reads the elements of `g` at once. What waits for them is then computed in the same pass.
    var readsCotangent: Bool { get }

    /// For a slice, what it shows of its operand: see `PartialCotangents`.
    var slices: [Tensor.AxisSlice]? { get }
}

extension Operation {
    var slices: [Tensor.AxisSlice]? { nil }
    var readsCotangent: Bool { false }
}

/// A linear operation of one input. It needs only its transpose: ⟨A x, g⟩ = ⟨x, Aᵀ g⟩.
final class LinearOperation: Operation {
    /// The linear operations there are.
    enum Kind: String, CaseIterable {
        case reshape, transpose, flip, broadcast, slice, embed, take, put, sum, cast, identity
    }

    let kind: Kind
    var name: String { kind.rawValue }
    let slices: [Tensor.AxisSlice]?
    private let apply: @Sendable (Tensor) -> Tensor
    private let transpose: @Sendable (Tensor) -> Tensor

    /// The last two axes exchanged: its own transpose, and every layer's weight goes through it.
    static let matrixTranspose = LinearOperation(.transpose, apply: { $0.T }, transpose: { $0.T })

    init(
        _ kind: Kind, slices: [Tensor.AxisSlice]? = nil, apply: @escaping @Sendable (Tensor) -> Tensor,
        transpose: @escaping @Sendable (Tensor) -> Tensor
    ) {
        self.kind = kind
        self.slices = slices
        self.apply = apply
        self.transpose = transpose
    }

    func cotangent(_ index: Int, of node: Tensor, _ g: Tensor) -> Tensor? { transpose(g) }

    func tangent(of node: Tensor, _ tangents: [Tensor?]) -> Tensor {
        tangents.first.flatMap { $0 }.map(apply) ?? Tensor.zeros(node.shape, dtype: node.dtype)
    }
}

/// The operation of a node whose graph a backward pass has released.
final class ReleasedOperation: Operation {
    static let shared = ReleasedOperation()
    let name = "a released graph"

    func cotangent(_ index: Int, of node: Tensor, _ g: Tensor) -> Tensor? { nil }
    func tangent(of node: Tensor, _ tangents: [Tensor?]) -> Tensor { Tensor.zeros(node.shape, dtype: node.dtype) }
}
