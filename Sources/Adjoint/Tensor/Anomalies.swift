import AdjointRuntime

/// Runs `body` and stops at the operation that first makes a NaN or an infinity out of finite operands, forward or
/// backward, with its name and shapes. Inside `withErrors` the same is thrown.
///
/// Every result is read once more, so this is for finding a fault, not for every run. Holds for this thread.
public func detectAnomalies<Result>(_ body: () throws -> Result) rethrows -> Result {
    let before = adj_thread().pointee.watch & Watch.anomalies
    adj_thread().pointee.watch |= Watch.anomalies
    defer { adj_thread().pointee.watch = adj_thread().pointee.watch & ~Watch.anomalies | before }
    return try body()
}

enum Anomalies {
    /// The same for one input or two, none of which is counted where nothing is looked at.
    @inline(never)
    static func inspected(
        _ result: Tensor, _ operation: Unmanaged<Operation>, _ a: Unmanaged<Tensor>, _ b: Unmanaged<Tensor>?
    ) -> Tensor {
        let first = a.takeUnretainedValue()
        return inspected(
            result, operation.takeUnretainedValue().name, b.map { [first, $0.takeUnretainedValue()] } ?? [first])
    }

    /// What an operation gives where results are looked at: `result`, or a stand-in after a mistake, if an operand is
    /// one. Reports `result` if it holds a NaN or an infinity and no input does.
    @inline(never)
    static func inspected(_ result: Tensor, _ name: String, _ inputs: [Tensor]) -> Tensor {
        if hasFailed {
            return result.isStandIn || inputs.contains(where: \.isStandIn) ? .standIn(result.dtype) : result
        }
        inspect(result, name, inputs)
        return hasFailed ? .standIn(result.dtype) : result
    }

    private static func inspect(_ result: Tensor, _ name: String, _ inputs: [Tensor]) {
        let watch = adj_thread().pointee.watch
        guard result.dtype.isFloatingPoint else { return }
        adj_thread().pointee.watch = 0
        defer { adj_thread().pointee.watch |= watch }
        guard let position = firstAnomaly(result), inputs.allSatisfy({ firstAnomaly($0) == nil }) else { return }
        let phase = watch & Watch.inBackward != 0 ? "the backward pass" : "the forward pass"
        let shapes = inputs.map { "\($0.shape)" }.joined(separator: ", ")
        report(
            AdjointError(
                .anomaly, name,
                "\(phase) made the first \(position.value) at \(position.index) of its result \(result.shape), from finite "
                    + "inputs of shapes \(shapes)"))
    }

    private static func firstAnomaly(_ x: Tensor) -> (index: [Int], value: Double)? {
        guard x.dtype.isFloatingPoint, x.count > 0 else { return nil }
        guard let (position, value) = withoutGradient({ x.firstNonFinite() }) else { return nil }
        var index: [Int] = []
        var rest = position
        for length in x.shape.reversed() {
            index.insert(rest % length, at: 0)
            rest /= length
        }
        return (index, value)
    }
}

extension Tensor {
    /// The first element in row-major order that is NaN or infinite.
    fileprivate func firstNonFinite() -> (position: Int, value: Double)? {
        func first<Element: BinaryFloatingPoint & TensorElement>(_ type: Element.Type) -> (Int, Double)? {
            let elements = asArray(type)
            return elements.firstIndex { !$0.isFinite }.map { ($0, Double(elements[$0])) }
        }
        return dtype == .float32 ? first(Float.self) : first(Double.self)
    }
}
