import Adjoint

/// In which modes `checkGradients(of:at:)` calls a model.
public enum CheckedMode: Sendable, Hashable, CaseIterable {
    /// As after `train()`.
    case training
    /// As after `eval()`.
    case evaluation
}

/// Compares the derivatives of a loss of a model's output with central differences: by every parameter and by the
/// input, in float64 whatever the model's dtype, at first and second order, in training and in evaluation.
///
///     let report = checkGradients(of: model, at: images) { crossEntropy($0, labels) }
///     #expect(report.passed, "\(report)")
///
/// The model is called with float64 values in the place of its parameters and buffers (see `withParameters`) and with
/// the same random numbers at every call, those of dropout for instance; it is as before afterwards, its running
/// statistics and generators too. An input of integers, such as tokens, is handed on as it is. Elements of a parameter
/// that are not trained (`fixedElements`) are not compared. The method is that of
/// `checkGradients(of:at:order:tolerance:step:)`.
///
/// - Parameters:
///   - model: is called with one tensor.
///   - input: what the model is called with.
///   - order: 1, or 2 for both.
///   - tolerance: the relative error that is allowed.
///   - step: h, relative to max(1, |x|).
///   - elements: of a tensor with more elements, so many are compared, spread evenly; nil for all. Each takes four
///     calls of the model.
///   - modes: in which modes the model is called. One without a part that knows of modes is checked once.
///   - loss: what is differentiated, of any shape. It must not be cut from the graph, and gives the same result for the
///     same output.
/// - Returns: what disagrees, by the names of `namedParameters`, and `input`.
public func checkGradients<M: Module>(
    of model: M, at input: Tensor, order: Int = 2, tolerance: Double = 1e-6, step: Double = 1e-4,
    elements: Int? = 64, modes: [CheckedMode] = CheckedMode.allCases, loss: @escaping (M.Output) -> Tensor
) -> GradientReport where M.Input == Tensor {
    ModelChecker(model: model, inputs: [("input", input)], tolerance: tolerance, step: step, elements: elements)
        .report(order, modes) { loss(model($0[0])) }
}

/// Compares the derivatives of a model's output, of which all elements count, with central differences: see
/// `checkGradients(of:at:order:tolerance:step:elements:modes:loss:)`.
public func checkGradients<M: Module>(
    of model: M, at input: Tensor, order: Int = 2, tolerance: Double = 1e-6, step: Double = 1e-4,
    elements: Int? = 64, modes: [CheckedMode] = CheckedMode.allCases
) -> GradientReport where M.Input == Tensor, M.Output == Tensor {
    checkGradients(
        of: model, at: input, order: order, tolerance: tolerance, step: step, elements: elements, modes: modes
    ) { $0 }
}

/// The same for a model of any number of inputs, which the loss calls itself:
///
///     checkGradients(of: model, at: [question, answer]) { model, x in model(x[0], x[1]).score }
///
/// See `checkGradients(of:at:order:tolerance:step:elements:modes:loss:)`. The inputs are called `input 0`, `input 1`.
public func checkGradients<M: Module>(
    of model: M, at inputs: [Tensor], order: Int = 2, tolerance: Double = 1e-6, step: Double = 1e-4,
    elements: Int? = 64, modes: [CheckedMode] = CheckedMode.allCases,
    loss: @escaping (_ model: M, _ inputs: [Tensor]) -> Tensor
) -> GradientReport {
    let named = inputs.enumerated().map { ("input \($0)", $1) }
    return ModelChecker(model: model, inputs: named, tolerance: tolerance, step: step, elements: elements)
        .report(order, modes) { loss(model, $0) }
}

private struct ModelChecker {
    let model: any Module
    let inputs: [(name: String, value: Tensor)]
    let tolerance: Double
    let step: Double
    let elements: Int?

    func report(_ order: Int, _ modes: [CheckedMode], _ loss: @escaping ([Tensor]) -> Tensor) -> GradientReport {
        let report = found(order, modes, loss)
        guard let problem = report.problem, problem.contains("float64"), problem.contains("float32"),
            !problem.hasPrefix("the function")
        else { return report }
        return .refusal(
            problem + ". Inside the check the model computes in float64: cast what its output meets, as in "
                + "mseLoss($0, targets.cast(to: $0.dtype))")
    }

    private func found(
        _ order: Int, _ modes: [CheckedMode], _ loss: @escaping ([Tensor]) -> Tensor
    ) -> GradientReport {
        guard (elements ?? 1) > 0, !modes.isEmpty else {
            return .refusal("elements: \(elements ?? 0), modes: \(modes): at least one of each is needed")
        }
        do {
            // Layers that infer their shapes do so now, and for good.
            if model.contents.entries.contains(where: { $0.slot.awaited != nil }) {
                try withErrors { model.evaluating { _ = loss(inputs.map(\.value)) } }
            }
            let chosen = CheckedMode.allCases.filter(modes.contains)
            let different = model.contents.modes.isEmpty ? [chosen[0]] : chosen
            return try withoutEffects {
                .joined(different.map { check(order, $0, different.count == 1 ? "" : ", \($0)", loss) })
            }
        } catch {
            return .refusal("\(error)")
        }
    }

    private func check(
        _ order: Int, _ mode: CheckedMode, _ suffix: String, _ loss: @escaping ([Tensor]) -> Tensor
    ) -> GradientReport {
        let contents = model.contents
        let parameters = contents.tensors(ofKind: .parameter).filter { $0.tensor.count > 0 }
        let differentiated = inputs.indices.filter {
            inputs[$0].value.dtype.isFloatingPoint && inputs[$0].value.count > 0
        }
        let random = RandomScope()
        func call(_ values: [Tensor]) -> Tensor {
            let chosen = Dictionary(zip(parameters.map { ObjectIdentifier($0.tensor) }, values)) { first, _ in first }
            let state = contents.entries.compactMap { entry in
                entry.slot.tensor.map { (entry.slot, chosen[ObjectIdentifier($0)] ?? wide($0)) }
            }
            var arguments = inputs.map(\.value)
            for (index, value) in zip(differentiated, values.dropFirst(parameters.count)) { arguments[index] = value }
            return random.run {
                StateScope.run(state) {
                    ModeScope.setting(contents.modes, to: mode == .training) { loss(arguments) }
                }
            }
        }
        let named =
            parameters.map { name, tensor in
                GradientChecker.Input(
                    name: name + suffix, value: wide(tensor), elements: compared(tensor), fixed: tensor.fixedElements)
            }
            + differentiated.map {
                let (name, value) = inputs[$0]
                return GradientChecker.Input(name: name + suffix, value: wide(value), elements: compared(value))
            }
        return GradientChecker(function: call, inputs: named, tolerance: tolerance, step: step).report(order: order)
    }

    private func wide(_ x: Tensor) -> Tensor {
        withoutGradient { (x.dtype.isFloatingPoint ? x.cast(to: .float64) : x).detach() }
    }

    /// The positions of the elements that are compared; nil for all.
    private func compared(_ x: Tensor) -> [Int]? {
        guard Memory.admits(x.count, of: 64, "checkGradients") else { return [] }
        var positions = Array(0..<x.count)
        let fixed = x.fixedElements
        if let fixed {
            let isFixed = withoutGradient { fixed.broadcast(to: x.shape).asArray(Bool.self) }
            positions.removeAll { isFixed[$0] }
        }
        guard let elements, positions.count > elements else { return fixed == nil ? nil : positions }
        // Spread evenly, and not in step with the rows.
        return (0..<elements).map { index in
            let (low, high) = (index * positions.count / elements, (index + 1) * positions.count / elements)
            return positions[low + (index * 7919) % (high - low)]
        }
    }
}
