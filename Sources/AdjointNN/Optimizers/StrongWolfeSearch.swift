import Adjoint

/// A point of a line through the space of the parameters: its place t, the loss there, its derivative by t, and the
/// gradient.
struct LinePoint {
    let t: Double
    let value: Double
    let slope: Double
    let gradient: Tensor
}

/// A search along a line for a point where the strong Wolfe conditions hold: the loss is lower than at the start by
/// 10⁻⁴ of what the slope there promises, and the slope is at most 0.9 of it in size (Nocedal and Wright, 2006,
/// algorithms 3.5 and 3.6, with cubic interpolation; the safeguards are those of PyTorch).
struct StrongWolfeSearch {
    /// Where the line begins, t = 0.
    let start: LinePoint
    /// The first t that is tried.
    let firstLength: Double
    /// An interval that is shorter is not divided.
    let tolerance: Double
    private static let limit = 25

    /// The best point that was found.
    func run(_ evaluate: (_ t: Double) -> LinePoint) -> LinePoint {
        var (before, point) = (start, evaluate(firstLength))
        for trial in 0..<Self.limit {
            let rises = !decreasesEnough(point) || trial > 1 && point.value >= before.value
            if !rises, isFlat(point) { return point }
            if rises || point.slope >= 0 { return zoom(before, point, trial, evaluate) }
            // Further along, but by no more than ten times.
            let t = minimumOfCubic(before, point, within: point.t + 0.01 * (point.t - before.t), point.t * 10)
            (before, point) = (point, evaluate(t))
        }
        return start.value <= point.value ? start : point
    }

    /// Narrows an interval that holds such a point.
    private func zoom(
        _ first: LinePoint, _ second: LinePoint, _ used: Int, _ evaluate: (_ t: Double) -> LinePoint
    ) -> LinePoint {
        var ends = [first, second]
        var low = ends[0].value <= ends[1].value ? 0 : 1
        var wasNearEnd = false
        for _ in used..<Self.limit {
            let (left, right) = (min(ends[0].t, ends[1].t), max(ends[0].t, ends[1].t))
            if right - left < tolerance { break }
            var t = minimumOfCubic(ends[0], ends[1], within: left, right)
            // A point near an end gains little: a second one in turn is moved inside.
            let margin = 0.1 * (right - left)
            let isNearEnd = min(right - t, t - left) < margin
            if isNearEnd, wasNearEnd || t >= right || t <= left {
                t = right - t < t - left ? right - margin : left + margin
                wasNearEnd = false
            } else {
                wasNearEnd = isNearEnd
            }
            let point = evaluate(t)
            if !decreasesEnough(point) || point.value >= ends[low].value {
                ends[1 - low] = point
                low = ends[0].value <= ends[1].value ? 0 : 1
            } else {
                if isFlat(point) { return point }
                if point.slope * (ends[1 - low].t - ends[low].t) >= 0 { ends[1 - low] = ends[low] }
                ends[low] = point
            }
        }
        return ends[low]
    }

    private func decreasesEnough(_ point: LinePoint) -> Bool {
        !(point.value > start.value + 1e-4 * point.t * start.slope)
    }

    private func isFlat(_ point: LinePoint) -> Bool { abs(point.slope) <= -0.9 * start.slope }
}

/// Where the cubic through two points with their slopes has its minimum, limited to an interval; the middle of the
/// interval where it has none (Nocedal and Wright, 2006, equation 3.59).
private func minimumOfCubic(_ a: LinePoint, _ b: LinePoint, within low: Double, _ high: Double) -> Double {
    let (left, right) = a.t <= b.t ? (a, b) : (b, a)
    let d1 = left.slope + right.slope - 3 * (left.value - right.value) / (left.t - right.t)
    let discriminant = d1 * d1 - left.slope * right.slope
    guard discriminant >= 0 else { return (low + high) / 2 }
    let d2 = discriminant.squareRoot()
    let t = right.t - (right.t - left.t) * ((right.slope + d2 - d1) / (right.slope - left.slope + 2 * d2))
    return min(max(t, low), high)
}
