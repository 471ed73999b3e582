import Adjoint

/// max(0, margin - t·x), elementwise (Rosasco et al., 2004); its derivative at the kink is 0.
///
/// - Parameters:
///   - scores: x, of any shape; `float32` or `float64`.
///   - targets: t, each 1 or -1, of the same shape and dtype; another shape or value is refused.
///   - margin: how far on the right side of 0 a score must be to cost nothing.
///   - reduction: what becomes of the elements' losses.
public func hingeLoss(
    _ scores: Tensor, _ targets: Tensor, margin: Double = 1, reduction: Reduction = .mean
) -> Tensor {
    loss("hingeLoss", reduction, ("scores", scores), ("targets", targets)) {
        guard checkFinite(margin, "margin", of: "hingeLoss"), checkSigns(targets, "hingeLoss") else { return scores }
        return relu(margin - targets * scores)
    }
}

/// With c = x₁·x₂ / √((‖x₁‖² + 10⁻¹²)(‖x₂‖² + 10⁻¹²)) of each pair: 1 - c where t = 1, max(0, c - margin) where t = -1.
///
/// - Parameters:
///   - first: x₁, [samples, features]; `float32` or `float64`.
///   - second: x₂, of the same shape and dtype; another shape is refused.
///   - targets: t, [samples], each 1 (alike) or -1 (unlike), of the same dtype.
///   - margin: in -1...1: the similarity up to which unlike pairs cost nothing.
///   - reduction: over the pairs; `.none` gives [samples].
public func cosineEmbeddingLoss(
    _ first: Tensor, _ second: Tensor, _ targets: Tensor, margin: Double = 0, reduction: Reduction = .mean
) -> Tensor {
    let name = "cosineEmbeddingLoss"
    guard first.rank == 2, targets.shape == [first.shape[0]], targets.dtype == first.dtype else {
        let found = "inputs \(first.shape) \(first.dtype) and targets \(targets.shape) \(targets.dtype)"
        return reduction.refusal(
            .shape, name, "\(found): [samples, features] and [samples] of equal dtype are needed",
            dtype: first.dtype)
    }
    return loss(name, reduction, ("first", first), ("second", second)) {
        guard checkSigns(targets, name), checkSetting(margin, in: -1...1, "margin", of: name) else { return targets }
        func normalized(_ x: Tensor) -> Tensor { x * x.inverseScale(axes: [1], epsilon: 1e-12, isMean: false).inverse }
        let cosine = (normalized(first) * normalized(second)).sum(axis: 1)
        return which(targets .> 0, 1 - cosine, relu(cosine - margin))
    }
}

/// max(0, d(a, p) - d(a, n) + margin) of each triplet, with d(x, y) = ‖x - y + 10⁻⁶‖ along the last axis (Schroff et
/// al., 2015; Balntas et al., 2016): an anchor should be nearer to a positive example than to a negative one.
///
/// - Parameters:
///   - anchor: a, [..., features]; `float32` or `float64`.
///   - positive: p, of the same shape and dtype; another shape is refused.
///   - negative: n, of the same shape and dtype; another shape is refused.
///   - margin: how much nearer, greater than 0.
///   - swap: takes the lesser of d(a, n) and d(p, n) for the distance to the negative example.
///   - reduction: over the triplets; `.none` gives the shape without its last axis.
public func tripletLoss(
    _ anchor: Tensor, _ positive: Tensor, _ negative: Tensor, margin: Double = 1, swap: Bool = false,
    reduction: Reduction = .mean
) -> Tensor {
    guard anchor.rank > 0 else {
        return fail(.shape, "tripletLoss", "tensors of rank 0 have no axis of features: [..., features] is needed")
    }
    return loss("tripletLoss", reduction, ("anchor", anchor), ("positive", positive), ("negative", negative)) {
        guard checkPositive(margin, "margin", of: "tripletLoss") else { return anchor }
        func distance(_ x: Tensor, _ y: Tensor) -> Tensor { (x - y + 1e-6).norm(axes: [-1]) }
        var far = distance(anchor, negative)
        if swap { far = minimum(far, distance(positive, negative)) }
        return relu(distance(anchor, positive) - far + margin)
    }
}

/// Reports targets that are not all 1 or -1.
private func checkSigns(_ targets: Tensor, _ loss: String) -> Bool {
    let wrong = withoutGradient { (targets .!= 1) .&& (targets .!= -1) }
    guard wrong.any().item() != 0 else { return true }
    let position = wrong.cast(to: .int32).flattened().argmax()
    let value = targets.detach().flattened().take(position).item()
    report(AdjointError(.value, loss, "a target is \(value): each must be 1 or -1"))
    return false
}
