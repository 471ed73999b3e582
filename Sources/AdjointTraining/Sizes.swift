import Adjoint
import AdjointNN

/// Whether an array of so many elements may be made, each count at least 0 and their product within `memoryLimit`;
/// reports it if not.
///
/// - Parameters:
///   - counts: of rows, of columns … that the array has.
///   - size: bytes of an element.
func admits(_ counts: Int..., of size: Int, _ operation: String) -> Bool {
    if counts.contains(0) { return true }
    // What does not fit a number fits no memory either.
    let total = counts.reduce(1) { product, count in
        let (value, overflow) = product.multipliedReportingOverflow(by: count)
        return overflow ? .max : value
    }
    return Memory.admits(total, of: size, operation)
}

/// Whether both ends of a range, and their distance, are finite; reports it if not.
@discardableResult
func checkRange(_ range: ClosedRange<Double>, _ name: String, of function: String) -> Bool {
    if (range.upperBound - range.lowerBound).isFinite { return true }
    report(
        AdjointError(.value, function, "the \(name) is \(range): finite bounds a finite distance apart are needed"))
    return false
}
