import Adjoint

/// A metric under another name: `Accuracy().named("top-1")`.
public struct NamedMetric<Base: Metric>: Metric {
    /// The name that it was given.
    public let name: String
    private var base: Base

    fileprivate init(_ base: Base, _ name: String) { (self.base, self.name) = (base, name) }

    /// Adds a batch.
    public mutating func update(_ outputs: Tensor, _ targets: Tensor) { base.update(outputs, targets) }

    /// The metric's number.
    public var value: Double { base.value }

    /// Forgets all samples.
    public mutating func reset() { base.reset() }
}

extension Metric {
    /// This metric under another name, for where two would have the same.
    public func named(_ name: String) -> NamedMetric<Self> { NamedMetric(self, name) }
}

/// The metrics whose names are no others' and none that a history has for something else; reports the rest.
func distinctlyNamed(_ metrics: [any Metric]) -> [any Metric] {
    let validation = "validation "
    var taken: [String: String] = [:]
    for name in ["epoch", "loss", validation + "loss"] { taken[name] = "what every history has" }
    return metrics.filter { metric in
        // Each has a column for training and one for validation.
        for name in [metric.name, validation + metric.name] {
            guard let owner = taken[name] else { continue }
            report(
                AdjointError(
                    .value, "Trainer",
                    "the metric \"\(metric.name)\" would share the column \"\(name)\" with \(owner): give it another "
                        + "name by named(_:)"))
            return false
        }
        for name in [metric.name, validation + metric.name] { taken[name] = "the metric \"\(metric.name)\"" }
        return true
    }
}
