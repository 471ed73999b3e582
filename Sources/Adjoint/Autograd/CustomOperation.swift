/// An operation of your own: what it computes, and its derivative.
///
///     struct Hypotenuse: CustomOperation {
///         func forward(_ inputs: [Tensor], _ context: inout OperationContext) -> [Tensor] {
///             [sqrt(square(inputs[0]) + square(inputs[1]))]
///         }
///         func vjp(_ cotangents: [Tensor], _ context: OperationContext) -> [Tensor?] {
///             context.inputs.map { cotangents[0] * $0 / context.outputs[0] }
///         }
///     }
///     let c = Hypotenuse()(a, b)[0]
///
/// It is called as a function, from several tensors to several. `forward` runs without recording, so it may use
/// anything: arrays, a library, another device. `vjp` is asked in a backward pass. Written in tensor operations of the
/// cotangents and of the context's inputs and outputs it has derivatives of every order. Check it:
/// `checkGradients(of: Hypotenuse(), at: [a, b])`.
///
/// Outputs of `float32` and `float64` have gradients and are all of one dtype; others (positions, masks) have none. A
/// function of one output that needs nothing saved is shorter with `customGradient`.
///
/// A value of the type holds its settings. It may be called by several threads, hence `Sendable`.
public protocol CustomOperation: Sendable {
    /// What errors, anomalies and drawings of the graph call it; by default the name of the type.
    var name: String { get }

    /// Computes the outputs. The inputs are as in `context.inputs`, cut off from the graph; what `vjp` needs beside
    /// inputs and outputs is left in `context.saved`.
    func forward(_ inputs: [Tensor], _ context: inout OperationContext) -> [Tensor]

    /// Reverse mode, gᵀJ: the cotangent of each input, given those of all outputs.
    ///
    /// A cotangent has its input's shape, or one that the input broadcasts to and over which it is then summed. Nil
    /// where the outputs do not depend on the input; what is given for an input that needs no gradient is left aside
    /// (`context.needsGradient`). The cotangent of an output that nothing depends on is 0.
    func vjp(_ cotangents: [Tensor], _ context: OperationContext) -> [Tensor?]

    /// Forward mode, J·t: the tangent of each output, given those of the inputs, of which nil is 0.
    ///
    /// A tangent has its output's shape, or one that broadcasts to it; nil is 0, and what is given for an output
    /// without gradients is left aside. By default J·t is computed as the derivative of ⟨gᵀJ, t⟩ by g, which `vjp`
    /// gives where it is made of tensor operations of the cotangents; where it is not, that is an error.
    func jvp(_ tangents: [Tensor?], _ context: OperationContext) -> [Tensor?]
}

/// What a custom operation has at hand in one call: its inputs, its outputs, and what `forward` saved.
public struct OperationContext: Sendable {
    /// The inputs. In the rules, and where the pass is recorded, with their graph: what is computed from them can be
    /// differentiated again.
    public internal(set) var inputs: [Tensor]
    /// The outputs, in the same way. Empty while `forward` runs.
    public internal(set) var outputs: [Tensor] = []
    /// For each input, whether a cotangent of it is needed: a rule may give nil where none is.
    public internal(set) var needsGradient: [Bool]
    /// What `forward` has left for the rules. An input or an output among them is that input or output; anything else
    /// is a constant to derivatives of higher order, so return it as an output where it should not be one.
    public var saved: [Tensor] = []

    init(inputs: [Tensor], needsGradient: [Bool]) {
        (self.inputs, self.needsGradient) = (inputs, needsGradient)
    }

    /// The same, cut off from the graph.
    var detached: OperationContext {
        var context = OperationContext(inputs: inputs.map { $0.detach() }, needsGradient: needsGradient)
        context.outputs = outputs.map { $0.detach() }
        context.saved = saved.map { $0.detach() }
        return context
    }
}

extension CustomOperation {
    /// The name of the type.
    public var name: String { "\(Self.self)" }

    /// The outputs for some inputs.
    ///
    /// Errors: what `forward` reports; outputs of `float32` beside some of `float64`; in a pass, cotangents that are
    /// too few or too many, of a shape that does not fit or without gradients.
    public func callAsFunction(_ inputs: Tensor...) -> [Tensor] { CustomCall.outputs(of: self, inputs) }

    /// The outputs for inputs in an array.
    public func callAsFunction(_ inputs: [Tensor]) -> [Tensor] { CustomCall.outputs(of: self, inputs) }

    /// The derivative of ⟨gᵀJ, t⟩ by g, as gᵀJ is linear in g.
    public func jvp(_ tangents: [Tensor?], _ context: OperationContext) -> [Tensor?] {
        CustomCall.transposed(self, tangents, context)
    }
}
