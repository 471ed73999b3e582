/// One kind of step in a graph, with its derivative.
///
/// A derivative is written once, in `Tensor` operations, and serves reverse mode, forward mode and higher orders. An
/// operation never accumulates and never reduces a broadcast cotangent to its input's shape: the engine does both.
class Operation: Lasting, @unchecked Sendable {
    // Unchecked, as the compiler takes no class that has subclasses for `Sendable`, and each subclass must say the same
    // again. It is true as none has a variable: `Tests/TypeChecking/run` lets the compiler check that.

    /// The name that errors and drawings of the graph show.
    final let name: String
    /// Whether `cotangent` reads the elements of `g` at once. What waits for them is then computed in the same pass.
    final let readsCotangent: Bool
    final let isPermanent: Bool
    /// The inputs, as bits, whose partial derivative is 0 where another operand was chosen: there it contributes
    /// nothing, even against an infinite or undefined cotangent.
    final let selectors: UInt8

    init(
        _ name: String, isPermanent: Bool = false, readsCotangent: Bool = false, selectors: UInt8 = 0
    ) {
        self.name = name
        self.selectors = selectors
        self.isPermanent = isPermanent
        self.readsCotangent = readsCotangent
    }

    /// Reverse mode: the cotangent of input `index`, given the cotangent `g` of the result `node`. Its shape is the
    /// input's or one that the input broadcasts to. Nil contributes nothing.
    func cotangent(_ index: Int, of node: Tensor, _ g: Tensor) -> Tensor? { nil }

    /// Adds the cotangent of input `index` to what has gathered for it, where that takes no tensor for the cotangent:
    /// then `cotangent` is not asked. False, and nothing is done, where it does. A pass asks that is neither recorded nor
    /// watched.
    func accumulate(_ index: Int, of node: Tensor, _ g: Tensor, to input: Tensor, _ sums: any CotangentSums) -> Bool {
        false
    }

    /// The partial derivative that an elementwise operation multiplies a cotangent with, where it is not a number.
    func partial(_ index: Int, of node: Tensor) -> Tensor? { nil }

    /// Forward mode: the tangent of the result `node`, given its inputs' tangents, of which at least one is not nil
    /// (zero).
    func tangent(of node: Tensor, _ tangents: [Tensor?]) -> Tensor { Tensor.zeros(node.shape, dtype: node.dtype) }

    /// The operation of a node whose graph a backward pass has released.
    static let released = Operation("a released graph", isPermanent: true)
}

/// What a backward pass offers to operations that add to what has gathered for an operand themselves. `index` is that
/// of the operand `input` of `node`.
protocol CotangentSums: AnyObject {
    /// Adds what an elementwise operation gives for one element without a tensor for it; false where there are more.
    func addElement(_ index: Int, of node: Tensor, _ cotangent: Tensor, _ operation: Operation, to input: Tensor)
        -> Bool
    /// Adds what a product of matrices gives to a sum that has begun, where the sum lies; false where this cannot be
    /// done.
    func addProduct(_ index: Int, of node: Tensor, _ cotangent: Tensor, to input: Tensor) -> Bool
    /// Keeps the cotangent of a slice until those of all slices of the input are there.
    func addPart(_ cotangent: Tensor, at slices: [Tensor.AxisSlice], to input: Tensor)
}

/// A linear operation of one input. It needs only its transpose: ⟨A x, g⟩ = ⟨x, Aᵀ g⟩.
final class LinearOperation: Operation, @unchecked Sendable {
    /// The linear operations there are.
    enum Kind: String, CaseIterable {
        case reshape, transpose, flip, broadcast, slice, embed, take, put, sum, mean, cast, identity, move
    }

    let kind: Kind
    /// For a slice, what it shows of its operand.
    private let slices: [Tensor.AxisSlice]?
    private let apply: @Sendable (Tensor) -> Tensor
    private let transpose: @Sendable (Tensor) -> Tensor

    init(
        _ kind: Kind, slices: [Tensor.AxisSlice]? = nil, isPermanent: Bool = false,
        apply: @escaping @Sendable (Tensor) -> Tensor, transpose: @escaping @Sendable (Tensor) -> Tensor
    ) {
        self.kind = kind
        self.slices = slices
        self.apply = apply
        self.transpose = transpose
        super.init(kind.rawValue, isPermanent: isPermanent)
    }

    override func cotangent(_ index: Int, of node: Tensor, _ g: Tensor) -> Tensor? { transpose(g) }

    override func accumulate(
        _ index: Int, of node: Tensor, _ g: Tensor, to input: Tensor, _ sums: any CotangentSums
    ) -> Bool {
        guard let slices else { return false }
        sums.addPart(g, at: slices, to: input)
        return true
    }

    override func tangent(of node: Tensor, _ tangents: [Tensor?]) -> Tensor {
        tangents.first.flatMap { $0 }.map(apply) ?? Tensor.zeros(node.shape, dtype: node.dtype)
    }
}
