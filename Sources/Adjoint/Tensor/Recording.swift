import AdjointRuntime

/// Runs `body` without recording: results require no gradient and remember nothing.
///
/// For evaluation, and for arithmetic on parameters. Holds for this thread, and may be nested.
public func withoutGradient<Result>(_ body: () throws -> Result) rethrows -> Result {
    adj_thread().pointee.gradient_disabled += 1
    defer { adj_thread().pointee.gradient_disabled -= 1 }
    return try body()
}

/// Runs `body` with recording, also inside `withoutGradient`.
public func withGradient<Result>(_ body: () throws -> Result) rethrows -> Result {
    let depth = adj_thread().pointee.gradient_disabled
    adj_thread().pointee.gradient_disabled = 0
    defer { adj_thread().pointee.gradient_disabled = depth }
    return try body()
}

/// Whether operations on this thread are recorded at present.
public var isGradientEnabled: Bool { adj_thread().pointee.gradient_disabled == 0 }

extension Tensor {
    /// Makes this fresh result a node of the graph, if one of its inputs is tracked and recording is on.
    @inline(__always)
    func record(_ operation: @autoclosure () -> Operation, _ a: Tensor) -> Tensor {
        if a.tracked, adj_thread().pointee.gradient_disabled == 0 {
            self.operation = operation()
            tracked = true
            first = a.recorded
        }
        if adj_thread().pointee.watch != 0 { return Anomalies.inspected(self, operation().name, [a]) }
        return self
    }

    /// The result of an operation that needs not be made first, such as a row of the table: a node of the graph, if one
    /// of its inputs is tracked and recording is on.
    @inline(__always)
    static func result(
        _ values: consuming Values, _ dtype: DType, _ layout: consuming Held<Layout>, of operation: Operation,
        _ a: Tensor, _ b: Tensor? = nil
    ) -> Tensor {
        if values.isUnavailable { return .standIn(dtype) }
        let isRecorded = (a.tracked || b?.tracked ?? false) && adj_thread().pointee.gradient_disabled == 0
        let result = Tensor(
            values: values, dtype: dtype, layout: layout, operation: isRecorded ? Held(operation) : nil,
            first: isRecorded ? a.recorded : nil, second: isRecorded ? b?.recorded : nil)
        if adj_thread().pointee.watch == 0 { return result }
        return Anomalies.inspected(
            result, .passUnretained(operation), .passUnretained(a), b.map { .passUnretained($0) })
    }

    @inline(__always)
    func record(_ operation: @autoclosure () -> Operation, _ a: Tensor, _ b: Tensor) -> Tensor {
        if a.tracked || b.tracked, adj_thread().pointee.gradient_disabled == 0 {
            self.operation = operation()
            tracked = true
            first = a.recorded
            second = b.recorded
        }
        if adj_thread().pointee.watch != 0 { return Anomalies.inspected(self, operation().name, [a, b]) }
        return self
    }

    func record(_ operation: @autoclosure () -> Operation, _ inputs: [Tensor]) -> Tensor {
        if inputs.contains(where: \.tracked), adj_thread().pointee.gradient_disabled == 0 {
            self.operation = operation()
            tracked = true
            let kept = inputs.map(\.recorded)
            first = kept.first
            others = kept
        }
        if adj_thread().pointee.watch != 0 { return Anomalies.inspected(self, operation().name, inputs) }
        return self
    }
}
