@testable import Adjoint

/// Breaks a derivative rule on purpose, to show that the checks notice.
enum Mutation {
    /// What is done to the cotangent that the rule gives.
    enum Change: Sendable {
        /// Multiplied by a number.
        case scale(Double)
        /// A number added to every element.
        case offset(Double)
        /// Right in value, but without a derivative of its own.
        case detach
    }

    final class Active: @unchecked Sendable {
        let operation: String
        let input: Int
        let change: Change
        /// Read and written by the thread that runs the body alone.
        var wasApplied = false

        init(_ operation: String, _ input: Int, _ change: Change) {
            (self.operation, self.input, self.change) = (operation, input, change)
        }

        func apply(_ cotangent: Tensor, _ operation: String, _ input: Int) -> Tensor {
            guard operation == self.operation, input == self.input else { return cotangent }
            wasApplied = true
            switch change {
            case .scale(let factor): return cotangent * factor
            case .offset(let number): return cotangent + number
            case .detach: return cotangent.detach()
            }
        }
    }

    @TaskLocal private static var active: Active?

    /// Changes what the rule of `operation` gives for `input` in the graphs that `breaking` gets while `body` runs.
    /// Tells also whether the rule was used at all.
    static func run<Result>(
        _ operation: String, input: Int, _ change: Change, _ body: () throws -> Result
    ) rethrows -> (result: Result, wasApplied: Bool) {
        let active = Active(operation, input, change)
        return (try $active.withValue(active) { try body() }, active.wasApplied)
    }

    /// The result of a function, with its graph broken where `run` says so.
    static func breaking(_ result: Tensor) -> Tensor {
        if let active { BrokenOperation.replaceAll(behind: result, active) }
        return result
    }
}

/// An operation one of whose rules may be wrong, and so are those of what its rules record.
private final class BrokenOperation: Operation, @unchecked Sendable {
    private let base: Operation
    private let active: Mutation.Active

    private init(_ base: Operation, _ active: Mutation.Active) {
        (self.base, self.active) = (base, active)
        super.init(base.name, readsCotangent: base.readsCotangent, selectors: base.selectors)
    }

    static func replaceAll(behind result: Tensor, _ active: Mutation.Active) {
        var stack = [result]
        while let node = stack.popLast() {
            guard let operation = node.operation, operation !== Operation.released, !(operation is BrokenOperation)
            else {
                continue
            }
            node.operation = BrokenOperation(operation, active)
            stack += node.inputs
        }
    }

    override func cotangent(_ index: Int, of node: Tensor, _ g: Tensor) -> Tensor? {
        guard let cotangent = base.cotangent(index, of: node, g) else { return nil }
        let changed = active.apply(cotangent, name, index)
        Self.replaceAll(behind: changed, active)
        return changed
    }

    override func tangent(of node: Tensor, _ tangents: [Tensor?]) -> Tensor { base.tangent(of: node, tangents) }
}
