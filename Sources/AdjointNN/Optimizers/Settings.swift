import Adjoint

/// Whether a setting is a finite number ≥ 0; reports one that is not.
@discardableResult
package func checkSetting(_ value: Double, _ name: String, of function: String) -> Bool {
    check(value, value >= 0, "a finite number, at least 0,", name, of: function)
}

/// Whether a setting is a finite number > 0; reports one that is not.
@discardableResult
package func checkPositive(_ value: Double, _ name: String, of function: String) -> Bool {
    check(value, value > 0, "a finite number greater than 0", name, of: function)
}

/// Whether a setting lies in a range; reports one that does not.
@discardableResult
package func checkSetting(_ value: Double, in range: ClosedRange<Double>, _ name: String, of function: String) -> Bool {
    func text(_ bound: Double) -> String { Int(exactly: bound).map(String.init) ?? String(bound) }
    let needed = "a number in \(text(range.lowerBound))...\(text(range.upperBound))"
    return check(value, range.contains(value), needed, name, of: function)
}

/// No length, number of steps or count that a caller gives is greater: 2⁴⁰, so that sums and products of a few of them
/// are numbers too.
package let greatestCount = 1 << 40

/// Whether a setting is a whole number of at least `least` and at most `greatestCount`; reports one that is not.
@discardableResult
package func checkCount(_ value: Int, atLeast least: Int, _ name: String, of function: String) -> Bool {
    checkCount(value, in: least...greatestCount, name, of: function)
}

/// Whether a setting is a whole number in a range; reports one that is not.
@discardableResult
package func checkCount(_ value: Int, in range: ClosedRange<Int>, _ name: String, of function: String) -> Bool {
    if range.contains(value) { return true }
    let needed =
        value < range.lowerBound ? "at least \(range.lowerBound) is needed" : "at most \(range.upperBound) is possible"
    report(AdjointError(.value, function, "the \(name) is \(value): \(needed)"))
    return false
}

/// The lengths that a layer is made with, each in 0...`greatestCount`; all 0, and an error, where one is not. So
/// nothing that a layer computes from its lengths overflows.
package func checkedLengths(_ lengths: Int..., of layer: String) -> [Int] {
    if lengths.allSatisfy({ (0...greatestCount).contains($0) }) { return lengths }
    let found = lengths.map(String.init).joined(separator: ", ")
    report(AdjointError(.shape, layer, "lengths \(found): each must be in 0...\(greatestCount)"))
    return lengths.map { _ in 0 }
}

/// Whether a setting is a finite number; reports one that is not.
@discardableResult
package func checkFinite(_ value: Double, _ name: String, of function: String) -> Bool {
    check(value, true, "a finite number", name, of: function)
}

/// Reports parameters that cannot be trained: integers, truth values, and results of operations.
package func checkTrainable(_ source: [(name: String, parameter: Tensor)], _ optimizer: String) {
    for (name, parameter) in source where !parameter.dtype.isFloatingPoint || !parameter.isLeaf {
        let found = parameter.isLeaf ? "of dtype \(parameter.dtype)" : "the result of an operation"
        report(
            AdjointError(
                parameter.isLeaf ? .dtype : .graph, optimizer,
                "the parameter \(name) is \(found): leaves of float32 or float64 are needed"))
    }
}

private func check(_ value: Double, _ holds: Bool, _ needed: String, _ name: String, of function: String) -> Bool {
    if value.isFinite, holds { return true }
    report(AdjointError(.value, function, "the \(name) is \(value): \(needed) is needed"))
    return false
}
