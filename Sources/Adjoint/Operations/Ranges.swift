// Tensors of evenly spaced numbers, and the identity.

extension Tensor {
    /// start, start + step, … up to, but not including, `end`; converted to `dtype` as `cast` does.
    ///
    /// The number of steps is counted within the rounding of the three numbers: `arange(1, 1.6, step: 0.1)` has six
    /// elements, although (1.6 - 1) / 0.1 is a little more than 6 in binary.
    public static func arange(_ start: Double, _ end: Double, step: Double = 1, dtype: DType = .float32) -> Tensor {
        let width = end - start
        // The distance of two numbers may be more than the greatest one.
        var steps = width.isFinite ? width / step : end / step - start / step
        guard step != 0, steps.isFinite else {
            return fail(
                .value, "arange", "from \(start) to \(end) by \(step) is no finite number of steps", dtype: dtype)
        }
        let rounding = Swift.min((start.ulp + end.ulp) / 2 / Swift.abs(step) + Swift.abs(steps).ulp, 1e-6)
        if Swift.abs(steps - steps.rounded()) <= rounding { steps.round() }
        let count = Int(exactly: Swift.max(steps.rounded(.up), 0)) ?? .max
        guard checkShape([count], "arange", elementSize: 8) else { return .standIn(dtype) }
        return Tensor(
            (0..<count).map { index in
                let value = start + Double(index) * step
                return value.isFinite ? value : 2 * (start / 2 + Double(index) * (step / 2))
            }
        ).cast(to: dtype)
    }

    /// 0, 1, … up to, but not including, `end`.
    public static func arange(_ end: Int, dtype: DType = .float32) -> Tensor { arange(0, Double(end), dtype: dtype) }

    /// `count` numbers from `start` to `end`, both included and exact, at equal distances; converted to `dtype` as
    /// `cast` does. The two may lie further apart than the greatest number.
    public static func linspace(_ start: Double, _ end: Double, count: Int, dtype: DType = .float32) -> Tensor {
        guard count >= 0 else { return fail(.value, "linspace", "\(count) is no number of elements", dtype: dtype) }
        guard start.isFinite, end.isFinite else {
            return fail(.value, "linspace", "from \(start) to \(end): finite numbers are needed", dtype: dtype)
        }
        guard checkShape([count], "linspace", elementSize: 8) else { return .standIn(dtype) }
        return Tensor(
            (0..<count).map { index in
                if index == count - 1 && count > 1 { return end }
                let (place, last) = (Double(index), Double(Swift.max(count - 1, 1)))
                let distance = (end - start) * place / last
                return distance.isFinite ? start + distance : start * (1 - place / last) + end * (place / last)
            }
        ).cast(to: dtype)
    }

    /// The identity matrix [n, n], or [n, columns] with ones on the main diagonal.
    public static func eye(_ n: Int, columns: Int? = nil, dtype: DType = .float32) -> Tensor {
        let columns = columns ?? n
        guard n >= 0, columns >= 0 else { return fail(.value, "eye", "[\(n), \(columns)] is no shape", dtype: dtype) }
        guard checkShape([n, columns], "eye", elementSize: dtype.byteCount) else {
            return .standIn(dtype)
        }
        let (row, column) = (Tensor.arange(n, dtype: .int64), Tensor.arange(columns, dtype: .int64))
        return (row.expandedDimension(at: 1) .== column).cast(to: dtype)
    }
}
