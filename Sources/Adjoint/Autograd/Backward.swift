import AdjointRuntime

extension Tensor {
    /// The gathered gradient as an optimizer sees it: 0 for `fixedElements`.
    public var trainingGradient: Tensor? {
        guard let gradient, let value = grad else { return nil }
        guard let fixed = gradient.fixed else { return value }
        return withoutGradient { which(fixed, Tensor.zeros([], dtype: value.dtype), value) }
    }

    /// Computes the gradients of this tensor with respect to every leaf that requires one, and adds them to the leaves'
    /// `grad`.
    ///
    /// - Parameters:
    ///   - cotangent: ∂L/∂self, of this tensor's shape and dtype; 1 where this tensor has one element.
    ///   - retainGraph: keeps the graph for another backward pass. By default it is released as the pass goes on.
    ///   - createGraph: records the pass itself, so that gradients can be differentiated. Implies `retainGraph`. A leaf
    ///     then holds a gradient that refers to the leaf; `zeroGrad()` breaks the cycle, and `gradients(of:for:)`
    ///     avoids it.
    ///
    /// Errors: this tensor depends on nothing that requires a gradient; it has several elements and no cotangent was
    /// given; the cotangent's shape or dtype differs; the graph was released by an earlier pass.
    public func backward(_ cotangent: Tensor? = nil, retainGraph: Bool = false, createGraph: Bool = false) {
        guard !hasFailed, let seed = seed(cotangent, "backward") else { return }
        BackwardPass("backward", retainGraph: retainGraph || createGraph, createGraph: createGraph, targets: nil).run(
            from: self, seed)
        if count == 1, isKnownNonFinite { noticeNonFiniteLoss() }
    }

    /// Called where a pass began with something that is no number: the gradients are spoiled, and nothing would say so.
    @inline(never)
    private func noticeNonFiniteLoss() {
        if adj_thread().pointee.watch != 0 { return }
        Notices.say(
            .nonFiniteLoss,
            "backward() of a loss that is \(item()): detectAnomalies { … } around the step names the operation that made it; "
                + "mostly the learning rate is too large, or a logarithm or a division meets 0")
    }

    /// The cotangent to begin with, or nil and an error.
    fileprivate func seed(_ cotangent: Tensor?, _ name: String) -> Tensor? {
        guard tracked else {
            report(
                AdjointError(
                    .graph, name,
                    isGradientEnabled
                        ? "this tensor of \(shape) depends on no tensor that requires a gradient: set requiresGrad before computing it"
                        : "this tensor of \(shape) has no graph, and none is recorded here, inside withoutGradient or "
                            + "evaluating: compute it outside, or inside withGradient"))
            return nil
        }
        if let cotangent {
            guard cotangent.shape == shape, cotangent.dtype == dtype else {
                report(
                    AdjointError(
                        .shape, name,
                        "the cotangent is \(cotangent.shape) \(cotangent.dtype) and the tensor \(shape) \(dtype): they must be equal"
                    ))
                return nil
            }
            return cotangent
        }
        guard count == 1 else {
            report(
                AdjointError(
                    .graph, name,
                    "a tensor of \(shape) has \(count) elements, not one: reduce it with sum() or mean(), or give a cotangent of "
                        + "\(shape)"))
            return nil
        }
        return Tensor.ones(like: self)
    }
}

/// The gradients of `output` with respect to the given tensors, leaves or results; the tensors' `grad` is left alone.
///
/// A tensor that the output does not depend on has a gradient of zeros. See `backward` for the parameters and errors.
public func gradients(
    of output: Tensor, for tensors: [Tensor], cotangent: Tensor? = nil, retainGraph: Bool = false,
    createGraph: Bool = false
) -> [Tensor] {
    gradients(
        for: "gradients", of: output, for: tensors, cotangent: cotangent, retainGraph: retainGraph,
        createGraph: createGraph)
}

/// The same, where errors name who asks.
func gradients(
    for caller: String, of output: Tensor, for tensors: [Tensor], cotangent: Tensor?, retainGraph: Bool,
    createGraph: Bool
) -> [Tensor] {
    let standIns = { tensors.map { Tensor.standIn($0.dtype) } }
    if hasFailed { return standIns() }
    if let other = tensors.first(where: { !$0.tracked }) {
        report(
            AdjointError(
                .graph, caller, "a tensor of \(other.shape) does not require a gradient: set requiresGrad"))
        return standIns()
    }
    guard let seed = output.seed(cotangent, caller) else { return standIns() }
    let targets = GradientTargets(tensors)
    BackwardPass(caller, retainGraph: retainGraph || createGraph, createGraph: createGraph, targets: targets).run(
        from: output, seed)
    return zip(tensors, targets.found).map { tensor, found in
        guard let found else { return Tensor.zeros(like: tensor) }
        // An object of its own, whoever else holds the cotangent.
        return createGraph && found.tracked ? found : found.detach()
    }
}

/// The tensors whose gradients a pass collects instead of adding to the leaves' `grad`.
final class GradientTargets {
    var found: [Tensor?]
    private var positions: [ObjectIdentifier: [Int]] = [:]

    init(_ tensors: [Tensor]) {
        found = Array(repeating: nil, count: tensors.count)
        for (index, tensor) in tensors.enumerated() {
            positions[tensor.identityInGraph, default: []].append(index)
        }
    }

    func add(_ cotangent: Tensor, to tensor: Tensor) {
        for index in positions[tensor.identityInGraph] ?? [] {
            found[index] = found[index].map { $0 + cotangent } ?? cotangent
        }
    }
}
