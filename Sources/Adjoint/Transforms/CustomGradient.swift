/// A function with a derivative of your own.
///
///     let swish = customGradient { x in x * sigmoid(x) } gradient: { g, x, y in
///         g * (y + sigmoid(x) * (1 - y))
///     }
///
/// `gradient` gives the cotangent of x from that of y, g; x and y are there too. Only the inputs get gradients: a
/// parameter that the closures capture gets none, so hand it over as one of several inputs. It is made of tensor
/// operations, so it can be differentiated again, for as many orders as its formula is right for. For forward mode it
/// must be linear in g, as derivatives are. What `forward` does is not recorded. Check it:
/// `checkGradients(of: swish, at: x)`. For a derivative that is wrong on purpose (straight-through estimators, reversed
/// gradients) the check fails, as it should.
public func customGradient(
    _ name: String = "custom", _ forward: @escaping @Sendable (_ x: Tensor) -> Tensor,
    gradient: @escaping @Sendable (_ cotangent: Tensor, _ x: Tensor, _ y: Tensor) -> Tensor
) -> @Sendable (Tensor) -> Tensor {
    let function = customGradient(name) { (x: [Tensor]) in
        forward(x[0])
    } gradient: { g, x, y in
        [gradient(g, x[0], y)]
    }
    return { function([$0]) }
}

/// A function of several tensors with a derivative of your own: `gradient` gives a cotangent for each of them, or nil
/// where the function does not depend on it.
///
///     let scaled = customGradient("scaled") { x in x[0] * x[1] } gradient: { g, x, y in [g * x[1], g * x[0]] }
///     let z = scaled([x, y])
///
/// A cotangent has the shape of its tensor, or one from which broadcasting leads to that of the result, such as g's: it
/// is then summed. See `customGradient(_:_:gradient:)` of one tensor.
public func customGradient(
    _ name: String = "custom", _ forward: @escaping @Sendable (_ inputs: [Tensor]) -> Tensor,
    gradient: @escaping @Sendable (_ cotangent: Tensor, _ inputs: [Tensor], _ output: Tensor) -> [Tensor?]
) -> @Sendable ([Tensor]) -> Tensor {
    { inputs in
        let result = withoutGradient { forward(inputs.map { $0.detach() }) }.detach()
        guard !inputs.isEmpty, !hasFailed else { return result }
        return result.record(CustomOperation(name, gradient), inputs)
    }
}

/// One call of a function with a derivative of its own.
private final class CustomOperation: Operation, @unchecked Sendable {
    typealias Gradient = @Sendable (Tensor, [Tensor], Tensor) -> [Tensor?]

    private let gradient: Gradient
    /// The cotangents of all inputs, for the last cotangent of the result: they are asked for one by one. In a backward
    /// pass, and passes take turns.
    private var last: (cotangent: Tensor, result: [Tensor?])?

    init(_ name: String, _ gradient: @escaping Gradient) {
        self.gradient = gradient
        super.init(name)
    }

    override func cotangent(_ index: Int, of node: Tensor, _ g: Tensor) -> Tensor? {
        let inputs = node.inputs
        if last?.cotangent !== g { last = (g, cotangents(of: node, inputs, g)) }
        let result = last?.result[index]
        if index == inputs.count - 1 { last = nil }
        return result
    }

    private func cotangents(of node: Tensor, _ inputs: [Tensor], _ g: Tensor) -> [Tensor?] {
        let result = gradient(g, inputs, node)
        guard result.count == inputs.count else {
            report(
                AdjointError(
                    .shape, name,
                    "its gradient gives \(result.count) cotangents, and the function has \(inputs.count) inputs: one for "
                        + "each, or nil, is needed"))
            return inputs.map { _ in nil }
        }
        return zip(result, inputs).map { cotangent, input in
            guard let cotangent, !cotangent.isStandIn else { return cotangent }
            guard input.layout.broadcasts(to: cotangent.layout) else {
                return fail(
                    .shape, name,
                    "its gradient gives a cotangent of \(cotangent.shape) for an input of \(input.shape), from one of "
                        + "\(g.shape) for the result: the input's shape is needed", dtype: input.dtype)
            }
            return cotangent.dtype == input.dtype ? cotangent : cotangent.cast(to: input.dtype)
        }
    }

    /// J·t is the derivative of ⟨gᵀJ, t⟩ by g, as gᵀJ is linear in g.
    override func tangent(of node: Tensor, _ tangents: [Tensor?]) -> Tensor {
        let g = Tensor.zeros(like: node)
        g.requiresGrad = true
        let sum: Tensor? = withGradient {
            zip(cotangents(of: node, node.inputs, g), zip(node.inputs, tangents)).compactMap { cotangent, pair in
                guard let cotangent, let tangent = pair.1 else { return nil }
                return (cotangent.fitted(to: pair.0) * tangent).sum()
            }.reduce(nil) { (sum: Tensor?, term: Tensor) in sum.map { $0 + term } ?? term }
        }
        guard let sum, sum.tracked else { return Tensor.zeros(like: node) }
        return gradients(of: sum, for: [g], createGraph: isGradientEnabled)[0]
    }
}
