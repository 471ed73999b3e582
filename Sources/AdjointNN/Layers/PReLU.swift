import Adjoint

/// x where x > 0, else a · x with a trained slope a (He et al., 2015).
///
/// Shapes: [...] → the same, for one slope; [batch, channels, ...] → the same, for a slope for each channel. `weight`
/// is [channels], at first ¼.
public struct PReLU: Module, Sendable {
    /// a, [channels].
    @Parameter public private(set) var weight: Tensor

    /// A layer with one slope, or one for each channel.
    public init(_ channels: Int = 1, initial: Double = 0.25, dtype: DType = .float32) {
        checkFinite(initial, "initial slope", of: "PReLU")
        weight = .full([channels], initial, dtype: dtype)
    }

    /// The layer's value at `x`.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        let channels = weight.count
        guard channels == 1 || x.rank >= 2 && x.shape[1] == channels else {
            return fail(
                .shape, "PReLU(\(channels))", "the input is \(x.shape): [batch, \(channels), ...] is needed",
                dtype: x.dtype)
        }
        let slope = weight.reshaped(channels == 1 ? [] : [channels] + Array(repeating: 1, count: x.rank - 2))
        return computed("PReLU") { which(x .> 0, x, slope * x) }
    }
}
