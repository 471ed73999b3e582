import Adjoint

/// -(t log p + (1 - t) log(1 - p)), elementwise. Both logarithms are at least -100, as in PyTorch, so that a certain
/// and wrong answer costs 100 and not infinity.
///
/// - Parameters:
///   - probabilities: p, in 0...1, of any shape; `float32` or `float64`.
///   - targets: t, in 0...1, of the same shape and dtype; another shape or value is refused.
///   - labelSmoothing: ε in 0...1: each target becomes (1 - ε)t + ε/2.
///   - reduction: what becomes of the elements' losses.
public func binaryCrossEntropy(
    _ probabilities: Tensor, _ targets: Tensor, labelSmoothing: Double = 0, reduction: Reduction = .mean
) -> Tensor {
    let name = "binaryCrossEntropy"
    return loss(name, reduction, ("probabilities", probabilities), ("targets", targets)) {
        guard checkProbabilities(targets, name), let t = smoothed(targets, labelSmoothing, classes: 2, name)
        else { return probabilities }
        return -(weighted(t, boundedLog(probabilities)) + weighted(1 - t, maximum(log1p(-probabilities), -100)))
    }
}

/// -(w t log σ(x) + (1 - t) log(1 - σ(x))), elementwise, where σ is the sigmoid; accurate for every x, infinite ones
/// too: a term whose factor is 0 contributes nothing.
///
/// - Parameters:
///   - logits: x, of any shape; `float32` or `float64`.
///   - targets: t, in 0...1, of the same shape and dtype; another shape or value is refused.
///   - positiveWeight: w, a number for each position of the last axis or one for all: more than 1 makes a positive that
///     is missed cost more. 1 where it is nil.
///   - labelSmoothing: ε in 0...1: each target becomes (1 - ε)t + ε/2.
///   - reduction: what becomes of the elements' losses.
public func binaryCrossEntropyWithLogits(
    _ logits: Tensor, _ targets: Tensor, positiveWeight: Tensor? = nil, labelSmoothing: Double = 0,
    reduction: Reduction = .mean
) -> Tensor {
    let name = "binaryCrossEntropyWithLogits"
    noticeProbabilities(logits, name)
    return loss(name, reduction, ("logits", logits), ("targets", targets)) {
        guard checkProbabilities(targets, name), let t = smoothed(targets, labelSmoothing, classes: 2, name)
        else { return logits }
        if let weight = positiveWeight, weight.rank != 0 || weight.dtype != logits.dtype,
            !checkClassWeights(weight, logits, name)
        {
            return logits
        }
        let positive = weighted(t, softplus(-logits))
        return (positiveWeight.map { weighted($0, positive) } ?? positive) + weighted(1 - t, softplus(logits))
    }
}

/// -α' (1 - p')^γ log p', elementwise, where p' = σ(x) and α' = α for t = 1, p' = 1 - σ(x) and α' = 1 - α for t = 0:
/// the cross-entropy of the sigmoid in which what is already right counts little (Lin et al., 2017). For t between 0
/// and 1, p', α' and the cross-entropy are interpolated.
///
/// - Parameters:
///   - logits: x, of any shape; `float32` or `float64`.
///   - targets: t, in 0...1, of the same shape and dtype; another shape or value is refused.
///   - alpha: α in 0...1; nil for no weights, α' = 1.
///   - gamma: γ ≥ 0; 0 gives the cross-entropy.
///   - reduction: what becomes of the elements' losses.
public func focalLoss(
    _ logits: Tensor, _ targets: Tensor, alpha: Double? = 0.25, gamma: Double = 2, reduction: Reduction = .mean
) -> Tensor {
    noticeProbabilities(logits, "focalLoss")
    return loss("focalLoss", reduction, ("logits", logits), ("targets", targets)) {
        guard checkSetting(alpha ?? 0, in: 0...1, "alpha", of: "focalLoss"),
            checkSetting(gamma, "gamma", of: "focalLoss"), checkProbabilities(targets, "focalLoss")
        else { return logits }
        let entropy = weighted(targets, softplus(-logits)) + weighted(1 - targets, softplus(logits))
        let share = targets * sigmoid(-logits) + (1 - targets) * sigmoid(logits)
        // Far out the sigmoid is flat, and the entropy, times γ, may overflow.
        let missed = which(abs(logits) .< 1e4, share, share.detach())
        let losses = weighted(pow(missed, gamma), entropy)
        return alpha.map { weighted($0 * targets + (1 - $0) * (1 - targets), losses) } ?? losses
    }
}
