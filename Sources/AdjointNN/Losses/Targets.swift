import Adjoint

// What targets a loss takes. Rounding may take a target over an end of its range.

/// Reports the first target that is not in 0...1, with its place; NaN is not.
func checkProbabilities(_ targets: Tensor, _ loss: String) -> Bool {
    check(targets, atMost: 1, loss, "a number in 0...1 is needed")
}

/// Reports the first target that is negative, infinite or NaN, with its place. The numbers need not add up to 1.
func checkDistributions(_ targets: Tensor, _ loss: String) -> Bool {
    check(targets, atMost: .greatestFiniteMagnitude, loss, "a finite number, at least 0, is needed")
}

private func check(_ targets: Tensor, atMost limit: Double, _ loss: String, _ needed: String) -> Bool {
    if targets.count == 0 { return true }
    let (low, high) = (-1e-6, limit + 1e-6)
    return withoutGradient {
        let (least, greatest) = (targets.min(), targets.max())
        evaluate(least, greatest)  // in one pass
        if least.item() >= low, greatest.item() <= high { return true }
        let wrong = .!((targets .>= low) .&& (targets .<= high) .&& isFinite(targets))
        let position = Int(wrong.cast(to: .int32).flattened().argmax().item())
        var (place, rest) = ([Int](), position)
        for length in targets.shape.reversed() {
            place.insert(rest % length, at: 0)
            rest /= length
        }
        let value = targets.flattened()[position].item()
        report(AdjointError(.value, loss, "the target at \(place) is \(value): \(needed)"))
        return false
    }
}
