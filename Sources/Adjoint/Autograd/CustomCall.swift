/// One call of a custom operation: a node of the graph.
///
/// Of several outputs with gradients the node has the elements in a row; each output is a view of its part, and the
/// pass gathers their cotangents as it does those of any slices.
final class CustomCall: Operation, @unchecked Sendable {
    /// What becomes of an output.
    private enum Output {
        case part(shape: [Int], start: Int)
        /// One that has no gradient.
        case constant(Tensor)
    }

    private enum Saved {
        case input(Int)
        case output(Int)
        case constant(Tensor)
    }

    private let operation: any CustomOperation
    private let outputs: [Output]
    private let saved: [Saved]
    /// The cotangents of all inputs, for the last cotangent of the result: they are asked for one by one.
    private let last = Guarded<Answer?>(nil)
    private typealias Answer = (cotangent: Tensor, result: [Tensor?], lastIndex: Int?)

    private init(_ operation: any CustomOperation, _ outputs: [Output], _ saved: [Saved]) {
        (self.operation, self.outputs, self.saved) = (operation, outputs, saved)
        super.init(operation.name)
    }

    // MARK: Forward

    static func outputs(of operation: some CustomOperation, _ inputs: [Tensor]) -> [Tensor] {
        var context = OperationContext(
            inputs: inputs.map { $0.detach() }, needsGradient: inputs.map { $0.tracked && isGradientEnabled })
        let given = withoutGradient { operation.forward(context.inputs, &context) }
        // Objects of their own: what is given may be an input, or belong to somebody else.
        var results = given.map { $0.detach() }
        let parts = results.indices.filter { results[$0].dtype.isFloatingPoint }
        guard !hasFailed, let first = parts.first else { return results }
        if let odd = parts.first(where: { results[$0].dtype != results[first].dtype }) {
            report(
                AdjointError(
                    .dtype, operation.name,
                    "output \(first) is \(results[first].dtype) and output \(odd) \(results[odd].dtype): outputs with "
                        + "gradients must be of one dtype"))
            return results.map { .standIn($0.dtype) }
        }
        var start = 0
        let outputs = results.map { result -> Output in
            guard result.dtype.isFloatingPoint else { return .constant(result) }
            defer { start += result.count }
            return .part(shape: result.shape, start: start)
        }
        var known: [ObjectIdentifier: Saved] = [:]
        if !context.saved.isEmpty {
            for (index, output) in given.enumerated() { known[ObjectIdentifier(output)] = .output(index) }
            for (index, input) in context.inputs.enumerated() { known[ObjectIdentifier(input)] = .input(index) }
        }
        let saved = context.saved.map { known[ObjectIdentifier($0)] ?? .constant($0) }
        let call = { CustomCall(operation, outputs, saved) }
        if parts.count == 1 {
            results[first] = results[first].record(call(), inputs)
        } else if isGradientEnabled && inputs.contains(where: \.tracked) {
            let node = concatenated(parts.map { results[$0].flattened() }).record(call(), inputs)
            if hasFailed { return results.map { .standIn($0.dtype) } }
            results = Self.parts(of: node, outputs)
        } else {
            for index in parts { results[index] = results[index].record(call(), inputs) }
        }
        return results
    }

    /// What a tensor in the place of the node has for each output; of one without gradient, the output.
    private static func parts(of node: Tensor, _ outputs: [Output]) -> [Tensor] {
        let isWhole = outputs.count { if case .part = $0 { true } else { false } } == 1
        return outputs.map { output in
            switch output {
            case .constant(let tensor): return tensor
            case .part(let shape, let start):
                if isWhole { return node }
                let slice = Tensor.AxisSlice(start: start, count: shape.reduce(1, *))
                return node.sliced([slice]).reshaped(shape)
            }
        }
    }

    private func context(of node: Tensor) -> OperationContext {
        let inputs = node.inputs
        var context = OperationContext(inputs: inputs, needsGradient: inputs.map(\.tracked))
        context.outputs = Self.parts(of: node, outputs)
        context.saved = saved.map { saved in
            switch saved {
            case .input(let index): context.inputs[index]
            case .output(let index): context.outputs[index]
            case .constant(let tensor): tensor
            }
        }
        return context
    }

    // MARK: Reverse mode

    override func cotangent(_ index: Int, of node: Tensor, _ g: Tensor) -> Tensor? {
        let answer = last.value.flatMap { $0.cotangent === g ? $0 : nil } ?? answer(to: g, of: node)
        let isLast = index == answer.lastIndex
        last.withValue { $0 = isLast ? nil : answer }
        return answer.result[index]
    }

    private func answer(to g: Tensor, of node: Tensor) -> Answer {
        let cotangents = zip(Self.parts(of: g, outputs), outputs).map { part, output in
            if case .constant(let tensor) = output { return Tensor.zeros(like: tensor) }
            return part
        }
        let context = context(of: node)
        return (g, Self.cotangents(operation, cotangents, context), context.needsGradient.lastIndex(of: true))
    }

    /// What the rule gives, one for each input that needs it.
    private static func cotangents(
        _ operation: any CustomOperation, _ cotangents: [Tensor], _ context: OperationContext
    ) -> [Tensor?] {
        let inputs = context.inputs
        let result = operation.vjp(cotangents, context)
        let (name, rule) = (operation.name, operation is FunctionWithGradient ? "gradient" : "vjp")
        guard result.count == inputs.count else {
            report(
                AdjointError(
                    .shape, name,
                    "its \(rule) gives \(result.count) cotangents, and it has \(inputs.count) inputs: one for each, or "
                        + "nil, is needed"))
            return inputs.map { _ in nil }
        }
        return result.indices.map { index in
            let input = inputs[index]
            guard context.needsGradient[index], let cotangent = result[index], !cotangent.isStandIn else { return nil }
            guard cotangent.dtype.isFloatingPoint else {
                return fail(
                    .dtype, name,
                    "its \(rule) gives a cotangent of \(cotangent.dtype) for input \(index) of \(input.dtype)",
                    dtype: input.dtype)
            }
            guard input.layout.broadcasts(to: cotangent.layout) else {
                return fail(
                    .shape, name,
                    "its \(rule) gives a cotangent of \(cotangent.shape) for an input of \(input.shape), input "
                        + "\(index): the input's shape is needed", dtype: input.dtype)
            }
            return cotangent.cast(to: input.dtype)
        }
    }

    // MARK: Forward mode

    override func tangent(of node: Tensor, _ tangents: [Tensor?]) -> Tensor {
        let context = context(of: node)
        let result = operation.jvp(tangents, context)
        guard result.count == outputs.count else {
            return fail(
                .shape, name,
                "its jvp gives \(result.count) tangents, and it has \(outputs.count) outputs: one for each, or nil, is "
                    + "needed", dtype: node.dtype)
        }
        var parts: [Tensor] = []
        for (index, output) in context.outputs.enumerated() where output.dtype.isFloatingPoint {
            let tangent = result[index] ?? Tensor.zeros(like: output)
            if tangent.isStandIn { return tangent }
            guard tangent.dtype.isFloatingPoint, tangent.layout.broadcasts(to: output.layout) else {
                return fail(
                    .shape, name,
                    "its jvp gives a tangent of \(tangent.shape) \(tangent.dtype) for output \(index) of "
                        + "\(output.shape) \(output.dtype)", dtype: node.dtype)
            }
            parts.append(tangent.cast(to: node.dtype).broadcast(to: output.shape))
        }
        return parts.count == 1 ? parts[0] : concatenated(parts.map { $0.flattened() })
    }

    /// J·t as the derivative of ⟨gᵀJ, t⟩ by g.
    static func transposed(
        _ operation: some CustomOperation, _ tangents: [Tensor?], _ given: OperationContext
    ) -> [Tensor?] {
        guard tangents.count == given.inputs.count else {
            report(
                AdjointError(
                    .shape, operation.name, "\(tangents.count) tangents for \(given.inputs.count) inputs: one for each")
            )
            return given.outputs.map { _ in nil }
        }
        // Where nothing is recorded, nothing but g is in the graph of the rule.
        let isRecorded = isGradientEnabled
        var context = isRecorded ? given : given.detached
        context.needsGradient = tangents.map { $0 != nil }
        let variables = context.outputs.map { output in
            let ones = Tensor.ones(output.shape, dtype: output.dtype)
            return output.dtype.isFloatingPoint ? ones.requiringGrad() : Tensor.zeros(like: output)
        }
        let slots = variables.compactMap(\.gradient)
        defer { variables.forEach { $0.spend() } }
        let sum: Tensor? = withGradient {
            var sum: Tensor?
            for (index, cotangent) in cotangents(operation, variables, context).enumerated() {
                guard let cotangent, let tangent = tangents[index], !hasFailed else { continue }
                guard cotangent.reaches({ slot in slots.contains { $0 === slot } }) || isZero(cotangent) else {
                    return fail(
                        .graph, operation.name,
                        "it has no jvp, and its vjp gives a cotangent for input \(index) that is not computed from the "
                            + "cotangents by tensor operations: forward mode needs one of both",
                        dtype: context.outputs[0].dtype)
                }
                let term = (cotangent.fitted(to: context.inputs[index]) * (isRecorded ? tangent : tangent.detach()))
                    .sum()
                sum = sum.map { $0 + term } ?? term
            }
            return sum
        }
        guard let sum, sum.tracked, !hasFailed else { return variables.map { _ in nil } }
        var found = gradients(of: sum, for: variables.filter(\.tracked), createGraph: isRecorded)[...]
        return variables.map { $0.tracked ? found.popFirst() : nil }
    }

    private static func isZero(_ x: Tensor) -> Bool { withoutGradient { (x .!= 0).any().item() == 0 } }
}
