import Adjoint

/// An operation of closures, which may ask for something wrong in any of its rules.
struct DrawnOperation: CustomOperation {
    let forward: @Sendable ([Tensor], inout OperationContext) -> [Tensor]
    let vjp: @Sendable ([Tensor], OperationContext) -> [Tensor?]
    let jvp: (@Sendable ([Tensor?], OperationContext) -> [Tensor?])?

    var name: String { "drawn" }

    func forward(_ inputs: [Tensor], _ context: inout OperationContext) -> [Tensor] { forward(inputs, &context) }
    func vjp(_ cotangents: [Tensor], _ context: OperationContext) -> [Tensor?] { vjp(cotangents, context) }

    func jvp(_ tangents: [Tensor?], _ context: OperationContext) -> [Tensor?] {
        jvp?(tangents, context) ?? WithoutForwardMode(base: self).jvp(tangents, context)
    }

    /// The same with the forward mode that follows from `vjp`.
    private struct WithoutForwardMode: CustomOperation {
        let base: DrawnOperation
        func forward(_ inputs: [Tensor], _ context: inout OperationContext) -> [Tensor] {
            base.forward(inputs, &context)
        }
        func vjp(_ cotangents: [Tensor], _ context: OperationContext) -> [Tensor?] { base.vjp(cotangents, context) }
    }
}

/// What extends the graph.
extension Draw {
    func operation(_ name: String) -> any CustomOperation {
        let other = tensor(name)
        let forwards: [@Sendable ([Tensor], inout OperationContext) -> [Tensor]] = [
            { x, _ in x.map { $0 * 2 } }, { x, _ in x }, { x, _ in [concatenated(x)] },
            { x, _ in x.flatMap { [$0.sum(), $0 .> 0] } }, { _, _ in [] }, { _, _ in [other, other] },
            { x, context in
                context.saved = x + [other]
                return [x.reduce(other) { $0 + $1 }]
            },
        ]
        let pulls: [@Sendable ([Tensor], OperationContext) -> [Tensor?]] = [
            { g, context in context.inputs.indices.map { $0 < g.count ? g[$0] : nil } },
            { g, context in context.inputs.map { g.count > 0 ? g[0] * $0 : nil } }, { g, _ in g },
            { _, _ in [] }, { _, context in context.inputs.map { _ in other } },
            { _, context in context.saved }, { g, context in context.inputs.map { $0.cast(to: .int64) } },
        ]
        let pushes: [@Sendable ([Tensor?], OperationContext) -> [Tensor?]] = [
            { t, _ in t }, { _, context in context.outputs }, { _, _ in [] },
            { _, context in context.outputs.map { _ in other } },
        ]
        let (forward, vjp) = (below(forwards.count), below(pulls.count))
        let jvp = chance(50) ? nil : below(pushes.count)
        note(name, "operation \(forward) \(vjp) \(jvp ?? -1)")
        return DrawnOperation(forward: forwards[forward], vjp: pulls[vjp], jvp: jvp.map { pushes[$0] })
    }

    func visitorOfTensor(_ name: String) -> @Sendable (Tensor) -> Void {
        let x = tensor(name)
        return one([
            { _ in }, { _ = $0.sum().item() }, { _ = matmul($0, $0) }, { $0.assign(x) }, { _ in x.zeroGrad() },
            { _ in x.sum().backward() },
        ])
    }

    func visitorOfTwo(_ name: String) -> @Sendable (Tensor, Tensor) -> Void {
        one([{ _, _ in }, { _ = $0 + $1 }, { x, y in y.onGradient { _ = $0 + x } }])
    }

    func sendableFunctionOfTwo(_ name: String) -> @Sendable (Tensor, Tensor) -> Tensor {
        one([{ $1 }, { $0 + $1 }, { x, _ in x }, { matmul($0, $1) }, { _, y in y.sum() }])
    }

    func hook(_ name: String) -> Hook { tensor(name).onGradient { _ in } }

    func graph(_ name: String) -> GraphView { tensor(name).graph }

    func graphNode(_ name: String) -> GraphView.Node { graph(name).root }
}
