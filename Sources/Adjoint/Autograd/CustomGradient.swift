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
/// is then summed. See `customGradient(_:_:gradient:)` of one tensor, and `CustomOperation` for several results and for
/// values that `gradient` needs beside x and y.
public func customGradient(
    _ name: String = "custom", _ forward: @escaping @Sendable (_ inputs: [Tensor]) -> Tensor,
    gradient: @escaping @Sendable (_ cotangent: Tensor, _ inputs: [Tensor], _ output: Tensor) -> [Tensor?]
) -> @Sendable ([Tensor]) -> Tensor {
    let operation = FunctionWithGradient(name: name, function: forward, gradient: gradient)
    return { operation($0)[0] }
}

/// A function with a derivative of its own, as an operation.
struct FunctionWithGradient: CustomOperation {
    let name: String
    let function: @Sendable ([Tensor]) -> Tensor
    let gradient: @Sendable (Tensor, [Tensor], Tensor) -> [Tensor?]

    func forward(_ inputs: [Tensor], _ context: inout OperationContext) -> [Tensor] { [function(inputs)] }

    func vjp(_ cotangents: [Tensor], _ context: OperationContext) -> [Tensor?] {
        gradient(cotangents[0], context.inputs, context.outputs[0])
    }
}
