import AdjointRuntime

// How operations on tensors are deferred: who asks for the elements has them computed.

extension Operand {
    init(_ x: Tensor) { self.init(x.storage, x.scalar, x.dtype, x.layout, x.offset) }
}

extension Laziness {
    /// Whether an operation on `operands` with `count` elements in its domain is deferred.
    @inline(__always)
    static func applies(_ count: Int, _ a: Tensor, _ b: Tensor? = nil, _ c: Tensor? = nil) -> Bool {
        if count == 0 { return false }
        if isImmediate { return isElsewhere(a, b, c) }
        let thread = adj_thread()
        return count >= threshold || thread.pointee.fusion_forced != 0 || CurrentDevice.isElsewhere || waits(a)
            || waits(b) || waits(c)
    }

    /// Whether other devices than the processor are to compute, which only run programs.
    @inline(never)
    static func isElsewhere(_ a: Tensor, _ b: Tensor?, _ c: Tensor?) -> Bool {
        CurrentDevice.isElsewhere || a.isElsewhere || b?.isElsewhere ?? false || c?.isElsewhere ?? false
    }

    @inline(__always)
    private static func waits(_ x: Tensor?) -> Bool {
        x?.storage.uncounted.map { $0._withUnsafeGuaranteedRef { $0.isPending || $0.isElsewhere } } ?? false
    }

    @inline(__always)
    static func isPending(_ x: Tensor?) -> Bool { x?.isPending ?? false }

    /// The deferred value of an expression, which is computed at once where nothing is to be deferred.
    ///
    /// - Parameter function: what the user called, for errors and explanations; of a map, its code says that.
    static func deferred(
        _ kind: Expression.Kind, _ function: String, _ operands: [Tensor], layout: Layout, dtype: DType,
        columns: Int = 0
    ) -> Values {
        guard Memory.holds(layout.count, dtype, kind.name ?? function),
            let device = Tensor.commonDevice(kind.name ?? function, operands)
        else { return .unavailable }
        var bound = DependenceBound()
        bound.deferred = 1
        bound.largest = layout.count * dtype.byteCount
        for operand in operands { operand.storage.uncounted?._withUnsafeGuaranteedRef { bound.add($0) } }
        if !bound.isBounded {
            // That counts shared operands more than once: now exactly.
            let pending = operands.compactMap { isPending($0) ? $0.storage : nil }
            bound = Evaluation.bound(of: operands.compactMap(\.storage))
            bound.deferred += 1
            if !bound.isBounded {
                Evaluation.run(pending)
                bound.deferred = 1
                bound.sourceBytes = operands.reduce(0) { $0 + ($1.storage?.byteCount ?? 0) }
            }
        }
        let storage = Storage(
            Expression(kind, function, operands.map { Operand($0) }, layout: layout, dtype: dtype, columns: columns),
            bound: bound, on: device)
        if isImmediate { _ = storage.pointer }
        return Values(storage: storage, scalar: 0)
    }
}

/// Runs `body` with every operation computed at once, one after the other, on this thread: for debugging. The results
/// are the same bits as with fusion.
public func withoutFusion<Result>(_ body: () throws -> Result) rethrows -> Result {
    adj_thread().pointee.fusion_disabled += 1
    defer { adj_thread().pointee.fusion_disabled -= 1 }
    return try body()
}

/// Runs `body` with a deferred value for every result, however small, on this thread: for tests.
package func withFusionOfEverything<Result>(_ body: () throws -> Result) rethrows -> Result {
    adj_thread().pointee.fusion_forced += 1
    defer { adj_thread().pointee.fusion_forced -= 1 }
    return try body()
}

/// Computes what the tensors' values wait for, all in as few passes over memory as possible.
///
/// Values are computed when they are read, so nothing needs this: it is for timing, and for computing several values
/// together.
public func evaluate(_ tensors: [Tensor]) { Evaluation.run(tensors.compactMap(\.storage)) }

/// Computes what the tensors' values wait for, all in as few passes over memory as possible.
public func evaluate(_ tensors: Tensor...) { evaluate(tensors) }
