import Adjoint

/// -log softmax(logits)[label] of each sample, with weights and smoothing on request.
///
/// With class weights w and label smoothing ε a sample of label y costs
/// -(1 - ε) w[y] log p[y] - ε/C Σ w[c] log p[c] over the C classes, and the mean divides by Σ w[y], as in PyTorch. A
/// class of weight 0 contributes nothing, even where its logit is -∞.
///
/// - Parameters:
///   - logits: [samples, classes], unnormalised, `float32` or `float64`.
///   - labels: [samples], integer, in 0..<classes.
///   - classWeights: w, [classes], of the logits' dtype; 1 for each where it is nil.
///   - labelSmoothing: ε in 0...1.
///   - reduction: `.none` gives [samples].
/// - Returns: a tensor of rank 0, or [samples]; the mean is NaN where there is no sample.
public func crossEntropy(
    _ logits: Tensor, _ labels: Tensor, classWeights: Tensor? = nil, labelSmoothing: Double = 0,
    reduction: Reduction = .mean
) -> Tensor {
    noticeProbabilities(logits, "crossEntropy")
    if Notices.isThorough, looksLikeProbabilities(logits) { noticeProbabilities("crossEntropy takes logits") }
    return labelLoss("crossEntropy", "logits", logits, labels, classWeights, labelSmoothing, reduction) {
        logSoftmax($0)
    }
}

/// Whether x [samples, classes] could be the result of a softmax: no element is negative, and the rows add up to 1.
package func looksLikeProbabilities(_ x: Tensor) -> Bool {
    guard x.rank == 2, x.shape[0] > 0, x.shape[1] > 1, x.dtype.isFloatingPoint, !hasFailed else { return false }
    return withoutGradient {
        let (least, off) = (x.min().item(), abs(x.sum(axis: 1) - 1).max().item())
        return least >= 0 && off < 1e-4
    }
}

/// Says that a loss which takes logits, or the logarithms of probabilities, is given the result of a softmax or a
/// sigmoid, where the graph shows it.
func noticeProbabilities(_ x: Tensor, _ loss: String, ofLogarithms: Bool = false) {
    guard let function = x.probabilityFunction else { return }
    Notices.say(
        .probabilities,
        ofLogarithms
            ? "\(loss) takes log probabilities, and is given the result of \(function): use logSoftmax in its place"
            : "\(loss) takes logits, and is given the result of \(function): leave out the \(function) before it")
}

package func noticeProbabilities(_ subject: String) {
    Notices.say(
        .probabilities,
        "the model's outputs look like probabilities, and \(subject): leave out the softmax at its end")
}

/// -log p[label] of each sample, given log p: `crossEntropy` is this of `logSoftmax`.
///
/// The mean divides by the sum of the labels' weights, as in PyTorch.
///
/// - Parameters:
///   - logProbabilities: [samples, classes], `float32` or `float64`.
///   - labels: [samples], integer, in 0..<classes.
///   - classWeights: [classes], of the same dtype; 1 for each where it is nil.
///   - reduction: `.none` gives [samples].
/// - Returns: a tensor of rank 0, or [samples]; the mean is NaN where there is no sample.
public func nllLoss(
    _ logProbabilities: Tensor, _ labels: Tensor, classWeights: Tensor? = nil, reduction: Reduction = .mean
) -> Tensor {
    noticeProbabilities(logProbabilities, "nllLoss", ofLogarithms: true)
    return labelLoss("nllLoss", "log probabilities", logProbabilities, labels, classWeights, 0, reduction) { $0 }
}

/// -Σ w[c] t[c] log p[c] over the classes, given p and t. Each logarithm is at least -100, as in `binaryCrossEntropy`.
///
/// - Parameters:
///   - probabilities: p, [..., classes], positive, adding up to 1 along the last axis; `float32` or `float64`.
///   - targets: t, the same shape and dtype: one-hot, or any distribution; another shape is refused, and so are
/// negative,
///     infinite and undefined numbers.
///   - classWeights: w, [classes], of the same dtype; 1 for each where it is nil.
///   - labelSmoothing: ε in 0...1: each target becomes (1 - ε)t + ε/classes.
///   - reduction: over the samples; `.none` gives the shape without its last axis.
public func categoricalCrossEntropy(
    _ probabilities: Tensor, _ targets: Tensor, classWeights: Tensor? = nil, labelSmoothing: Double = 0,
    reduction: Reduction = .mean
) -> Tensor {
    distributionLoss(
        "categoricalCrossEntropy", "probabilities", probabilities, targets, classWeights, labelSmoothing, reduction,
        log: boundedLog)
}

/// -Σ w[c] t[c] log softmax(x)[c] over the classes, given x and t. A class whose w[c] or t[c] is 0 contributes nothing,
/// even where its logit is -∞.
///
/// - Parameters:
///   - logits: x, [..., classes], unnormalised, `float32` or `float64`.
///   - targets: t, the same shape and dtype: one-hot, or any distribution; another shape is refused, and so are
/// negative,
///     infinite and undefined numbers.
///   - classWeights: w, [classes], of the same dtype; 1 for each where it is nil.
///   - labelSmoothing: ε in 0...1: each target becomes (1 - ε)t + ε/classes.
///   - reduction: over the samples, where the mean divides by their number; `.none` gives the shape without its
///     last axis.
public func categoricalCrossEntropyWithLogits(
    _ logits: Tensor, _ targets: Tensor, classWeights: Tensor? = nil, labelSmoothing: Double = 0,
    reduction: Reduction = .mean
) -> Tensor {
    noticeProbabilities(logits, "categoricalCrossEntropyWithLogits")
    return distributionLoss(
        "categoricalCrossEntropyWithLogits", "logits", logits, targets, classWeights, labelSmoothing, reduction
    ) { logSoftmax($0) }
}

/// Σ t[c] (log t[c] - log p[c]) over the classes, given log p and t: the Kullback-Leibler divergence of p from t, 0
/// where both are equal. A t[c] of 0 contributes nothing, even where log p[c] is -∞.
///
/// - Parameters:
///   - logProbabilities: log p, [..., classes], `float32` or `float64`.
///   - targets: t, the same shape and dtype, positive, adding up to 1 along the last axis; another shape is refused,
/// and so
///     are negative, infinite and undefined numbers.
///   - reduction: over the distributions, so that the mean is what PyTorch calls `batchmean`; `.none` gives the shape
///     without its last axis.
public func klDivLoss(_ logProbabilities: Tensor, _ targets: Tensor, reduction: Reduction = .mean) -> Tensor {
    noticeProbabilities(logProbabilities, "klDivLoss", ofLogarithms: true)
    guard checkClasses(logProbabilities, "klDivLoss") else { return .standIn(logProbabilities.dtype) }
    return loss("klDivLoss", reduction, ("log probabilities", logProbabilities), ("targets", targets)) {
        guard checkDistributions(targets, "klDivLoss") else { return logProbabilities.sum(axis: -1) }
        let zero = Tensor.zeros([], dtype: targets.dtype)
        let entropy = which(targets .> 0, targets * log(targets), zero)
        return (entropy - weighted(targets, logProbabilities)).sum(axis: -1)
    }
}

// MARK: What they share

/// The loss of integer labels, where `logarithm` gives log p.
private func labelLoss(
    _ name: String, _ operand: String, _ x: Tensor, _ labels: Tensor, _ classWeights: Tensor?,
    _ labelSmoothing: Double, _ reduction: Reduction, logarithm: (Tensor) -> Tensor
) -> Tensor {
    func refusal(_ kind: AdjointError.Kind, _ message: String) -> Tensor {
        reduction.refusal(kind, name, message, dtype: x.dtype)
    }
    guard x.rank == 2, labels.rank == 1, x.shape[0] == labels.shape[0] else {
        return refusal(
            .shape, "\(operand) \(x.shape) and labels \(labels.shape): [samples, classes] and [samples] are needed")
    }
    guard labels.dtype.isInteger else {
        return refusal(.dtype, "the labels are \(labels.dtype): int32 or int64 is needed")
    }
    guard x.dtype.isFloatingPoint else {
        return refusal(.dtype, "the \(operand) are \(x.dtype): float32 or float64 is needed")
    }
    let classes = x.shape[1]
    if labels.count > 0, let least = labels.min().item(Int.self), let greatest = labels.max().item(Int.self) {
        guard least >= 0, greatest < classes else {
            return refusal(.index, "label \(least < 0 ? least : greatest) is not in 0..<\(classes), the classes")
        }
    }
    guard classWeights.map({ checkClassWeights($0, x, name) }) ?? true,
        checkSetting(labelSmoothing, in: 0...1, "label smoothing", of: name)
    else { return .standIn(x.dtype) }

    let logs = logarithm(x)
    let chosen = classWeights?.take(labels)
    var losses = -logs.takeAlong(labels.expandedDimension(at: 1), axis: 1).squeezed(axis: 1)
    if let chosen { losses = weighted(chosen, losses) }
    if labelSmoothing > 0 {
        let all = labelSmoothing / Double(classes) * (classWeights.map { weighted($0, logs) } ?? logs).sum(axis: 1)
        losses = labelSmoothing == 1 ? -all : (1 - labelSmoothing) * losses - all
    }
    if reduction == .mean, let chosen { return losses.sum() / chosen.sum() }
    return reduction(losses)
}

/// The loss of targets that are distributions over the last axis, where `log` gives log p.
private func distributionLoss(
    _ name: String, _ operand: String, _ x: Tensor, _ targets: Tensor, _ classWeights: Tensor?,
    _ labelSmoothing: Double, _ reduction: Reduction, log: (Tensor) -> Tensor
) -> Tensor {
    guard checkClasses(x, name) else { return .standIn(x.dtype) }
    return loss(name, reduction, (operand, x), ("targets", targets)) {
        guard classWeights.map({ checkClassWeights($0, x, name) }) ?? true, checkDistributions(targets, name),
            let t = smoothed(targets, labelSmoothing, classes: x.shape[x.rank - 1], name)
        else { return x.sum(axis: -1) }
        let terms = weighted(t, log(x))
        return -(classWeights.map { weighted($0, terms) } ?? terms).sum(axis: -1)
    }
}

/// log p, but at least -100.
func boundedLog(_ p: Tensor) -> Tensor { maximum(log(p), -100) }

/// (1 - ε)t + ε/classes; nil, and an error, where ε is not in 0...1.
func smoothed(_ targets: Tensor, _ smoothing: Double, classes: Int, _ loss: String) -> Tensor? {
    guard checkSetting(smoothing, in: 0...1, "label smoothing", of: loss) else { return nil }
    return smoothing == 0 ? targets : (1 - smoothing) * targets + smoothing / Double(classes)
}

/// Reports weights that are not one for each position of the last axis of `x`, in its dtype.
func checkClassWeights(_ weights: Tensor, _ x: Tensor, _ loss: String) -> Bool {
    if weights.shape == [x.shape.last ?? 1], weights.dtype == x.dtype { return true }
    report(
        AdjointError(
            .shape, loss,
            "weights \(weights.shape) \(weights.dtype) for \(x.shape) \(x.dtype): one for each class, in the same "
                + "dtype, is needed"))
    return false
}

private func checkClasses(_ x: Tensor, _ loss: String) -> Bool {
    if x.rank > 0 { return true }
    report(AdjointError(.shape, loss, "a tensor of rank 0 has no axis of classes: [..., classes] is needed"))
    return false
}
