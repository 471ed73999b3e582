import Adjoint

/// A figure of merit over many batches: `update` with each, then read `value`.
///
/// It is `Codable` so that a checkpoint in the middle of an epoch keeps it.
public protocol Metric: Sendable, Codable {
    /// What a history calls it.
    var name: String { get }
    /// Adds a batch: a model's outputs beside the targets.
    mutating func update(_ outputs: Tensor, _ targets: Tensor)
    /// The figure over all batches so far; NaN before any sample.
    var value: Double { get }
    /// Forgets all batches.
    mutating func reset()
}
