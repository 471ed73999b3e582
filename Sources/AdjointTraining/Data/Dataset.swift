import Adjoint

/// Some samples together: inputs and targets, whose first axis counts the samples.
public typealias Batch = (inputs: Tensor, targets: Tensor)

/// Samples that can be had by position, such as those of a folder of files. `Samples` is the one that is held in
/// memory.
///
/// A `DataLoader` calls `batch(at:)` from a thread of its own, one call at a time.
public protocol Dataset: Sendable {
    /// How many samples there are.
    var count: Int { get }

    /// The samples at some positions, in that order; positions may be repeated.
    /// - Throws: what a file that cannot be read throws, for example. The loader reports it.
    func batch(at positions: [Int]) throws -> Batch
}
