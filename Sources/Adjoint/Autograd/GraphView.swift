/// The graph behind a tensor as it was when it was asked for: to be read, printed and drawn.
///
///     for node in loss.graph.nodes { print(node) }
///     // %0 = w: leaf [3] float32, requires a gradient
///     // %1 = multiply(%0, %0): [3] float32, requires a gradient
///
/// It holds names and shapes, and no tensor: it keeps no memory of the graph alive, and later passes do not change it.
public struct GraphView: Sendable, CustomStringConvertible {
    /// A tensor of the graph.
    public struct Node: Sendable, Hashable, Identifiable, CustomStringConvertible {
        /// Its position in `nodes`.
        public let id: Int
        /// The name of the operation that made it; nil for a leaf, and where the graph was released.
        public let operation: String?
        /// The positions of the operation's operands, in their order; all of them are less than `id`.
        public let operands: [Int]
        /// The length of each axis.
        public let shape: [Int]
        /// The type of the elements.
        public let dtype: DType
        /// Whether a backward pass comes to it.
        public let requiresGrad: Bool
        /// Whether a backward pass has released what lies behind it. A leaf stays.
        public let isReleased: Bool
        /// The name that it was given: see `graph(naming:)`.
        public let name: String?

        /// Whether it is no result of a recorded operation: a parameter, an input, a number.
        public var isLeaf: Bool { operation == nil && !isReleased }

        /// A line: `%4 = matmul(%2, %3): [128, 10] float32, requires a gradient`.
        public var description: String {
            let origin =
                isReleased
                ? "released" : operation.map { "\($0)(\(operands.map { "%\($0)" }.joined(separator: ", ")))" } ?? "leaf"
            let named = name.map { "\($0): " } ?? ""
            return "%\(id) = \(named)\(origin)\(isLeaf || isReleased ? "" : ":") \(shape) \(dtype)"
                + (requiresGrad ? ", requires a gradient" : "")
        }
    }

    /// In topological order: operands before what is made of them, and at last the tensor itself.
    public let nodes: [Node]

    /// The tensor that was asked for its graph.
    public var root: Node { nodes[nodes.count - 1] }

    /// A line for each node, of a large graph for the first and the last fifty.
    public var description: String {
        if nodes.count <= 100 { return nodes.map(\.description).joined(separator: "\n") }
        return
            (nodes.prefix(50).map(\.description) + ["… \(nodes.count - 100) nodes …"]
            + nodes.suffix(50).map(\.description)).joined(separator: "\n")
    }

    /// Every tensor behind `root`, by a loop: depth is no limit.
    fileprivate init(of root: Tensor, _ names: [String: Tensor]) {
        let names = Dictionary(names.sorted { $0.key < $1.key }.map { ($1.recorded.identityInGraph, $0) }) { first, _ in
            first
        }
        var nodes: [Node] = []
        var positions: [ObjectIdentifier: Int] = [:]
        // -1 is the mark of a node whose operands are being visited.
        var stack = [root.recorded]
        while let node = stack.last {
            let id = ObjectIdentifier(node)
            switch positions[id] {
            case nil:
                positions[id] = -1
                stack += node.inputs.reversed().filter { positions[ObjectIdentifier($0)] == nil }
            case .some(-1):
                stack.removeLast()
                positions[id] = nodes.count
                let isReleased = node.operation === Operation.released
                nodes.append(
                    Node(
                        id: nodes.count, operation: isReleased ? nil : node.operation?.name,
                        operands: node.inputs.map { positions[ObjectIdentifier($0)] ?? -1 }, shape: node.shape,
                        dtype: node.dtype, requiresGrad: node.tracked, isReleased: isReleased,
                        name: names[node.identityInGraph]))
            default: stack.removeLast()
            }
        }
        self.nodes = nodes
    }
}

extension Tensor {
    /// The graph behind this tensor: see `GraphView`.
    public var graph: GraphView { graph(naming: [:]) }

    /// The graph behind this tensor, with names for some of its leaves and results: `loss.graph(naming: ["x": x])`.
    ///
    /// A name for a tensor that is not in the graph is left aside, and so is that of an input that requires no gradient
    /// and was written since.
    public func graph(naming names: [String: Tensor]) -> GraphView {
        GraphLock.hold { GraphView(of: self, names) }
    }
}
