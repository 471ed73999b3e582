import Adjoint

/// The squared error (x - t)², elementwise.
///
/// `targets` has the shape and dtype of `predictions`; another shape is refused.
public func mseLoss(_ predictions: Tensor, _ targets: Tensor, reduction: Reduction = .mean) -> Tensor {
    loss("mseLoss", reduction, ("predictions", predictions), ("targets", targets)) { square(predictions - targets) }
}

/// The absolute error |x - t|, elementwise; its derivative at 0 is 0.
///
/// `targets` has the shape and dtype of `predictions`; another shape is refused.
public func l1Loss(_ predictions: Tensor, _ targets: Tensor, reduction: Reduction = .mean) -> Tensor {
    loss("l1Loss", reduction, ("predictions", predictions), ("targets", targets)) { abs(predictions - targets) }
}

/// With d = x - t, elementwise: ½d² where |d| ≤ δ, else δ(|d| - ½δ) (Huber, 1964).
///
/// `targets` has the shape and dtype of `predictions`; another shape is refused. `delta` is greater than 0.
public func huberLoss(
    _ predictions: Tensor, _ targets: Tensor, delta: Double = 1, reduction: Reduction = .mean
) -> Tensor {
    loss("huberLoss", reduction, ("predictions", predictions), ("targets", targets)) {
        guard checkPositive(delta, "delta", of: "huberLoss") else { return predictions }
        let d = predictions - targets
        return which(abs(d) .<= delta, 0.5 * square(d), delta * (abs(d) - 0.5 * delta))
    }
}

/// With d = x - t, elementwise: ½d²/β where |d| < β, else |d| - ½β: the Huber loss divided by its δ (Girshick, 2015).
///
/// `targets` has the shape and dtype of `predictions`; another shape is refused. `beta` is greater than 0.
public func smoothL1Loss(
    _ predictions: Tensor, _ targets: Tensor, beta: Double = 1, reduction: Reduction = .mean
) -> Tensor {
    loss("smoothL1Loss", reduction, ("predictions", predictions), ("targets", targets)) {
        guard checkPositive(beta, "beta", of: "smoothL1Loss") else { return predictions }
        let d = predictions - targets
        return which(abs(d) .< beta, 0.5 / beta * square(d), abs(d) - 0.5 * beta)
    }
}
