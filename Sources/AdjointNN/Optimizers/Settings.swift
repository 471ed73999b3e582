import Adjoint

/// Whether a setting is a finite number ≥ 0; reports one that is not.
@discardableResult
func checkSetting(_ value: Double, _ name: String, of function: String) -> Bool {
    check(value, value >= 0, "a finite number, at least 0,", name, of: function)
}

/// Whether a setting is a finite number > 0; reports one that is not.
@discardableResult
func checkPositive(_ value: Double, _ name: String, of function: String) -> Bool {
    check(value, value > 0, "a finite number greater than 0", name, of: function)
}

/// Whether a setting lies in a range; reports one that does not.
@discardableResult
func checkSetting(_ value: Double, in range: ClosedRange<Double>, _ name: String, of function: String) -> Bool {
    func text(_ bound: Double) -> String { Int(exactly: bound).map(String.init) ?? String(bound) }
    let needed = "a number in \(text(range.lowerBound))...\(text(range.upperBound))"
    return check(value, range.contains(value), needed, name, of: function)
}

/// Whether a setting is a whole number of at least `least`; reports one that is not.
@discardableResult
func checkCount(_ value: Int, atLeast least: Int, _ name: String, of function: String) -> Bool {
    if value >= least { return true }
    report(AdjointError(.value, function, "the \(name) is \(value): at least \(least) is needed"))
    return false
}

private func check(_ value: Double, _ holds: Bool, _ needed: String, _ name: String, of function: String) -> Bool {
    if value.isFinite, holds { return true }
    report(AdjointError(.value, function, "the \(name) is \(value): \(needed) is needed"))
    return false
}
