import Adjoint

/// The mean over samples of -log softmax(logits)[label].
///
/// - Parameters:
///   - logits: [samples, classes], unnormalised, `float32` or `float64`.
///   - labels: [samples], integer, in 0..<classes.
/// - Returns: a tensor of rank 0; NaN where there is no sample.
public func crossEntropy(_ logits: Tensor, _ labels: Tensor) -> Tensor {
    guard logits.rank == 2, labels.rank == 1, logits.shape[0] == labels.shape[0] else {
        return fail(
            .shape, "crossEntropy",
            "logits \(logits.shape) and labels \(labels.shape): [samples, classes] and [samples] are needed")
    }
    guard labels.dtype.isInteger else {
        return fail(.dtype, "crossEntropy", "the labels are \(labels.dtype): int32 or int64 is needed")
    }
    guard logits.dtype.isFloatingPoint else {
        return fail(.dtype, "crossEntropy", "the logits are \(logits.dtype): float32 or float64 is needed")
    }
    let classes = logits.shape[1]
    if labels.count > 0, let least = labels.min().item(Int.self), let greatest = labels.max().item(Int.self) {
        guard least >= 0, greatest < classes else {
            return fail(
                .index, "crossEntropy", "label \(least < 0 ? least : greatest) is not in 0..<\(classes), the classes")
        }
    }
    return -logSoftmax(logits).takeAlong(labels.expandedDimension(at: 1), axis: 1).mean()
}
