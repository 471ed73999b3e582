import Adjoint

// Recurrent networks over sequences [batch, time, features]. Weights have PyTorch's names and layouts: `weight_ih_l0`
// [gates · hidden, inputs], `weight_hh_l0` [gates · hidden, hidden], `bias_ih_l0` and `bias_hh_l0` [gates · hidden],
// then
// `…_l0_reverse`, `…_l1` and so on; all start uniform in ±1/√hidden.

/// hₜ = tanh(W xₜ + b + U hₜ₋₁ + c), or relu in place of tanh (Elman, 1990).
public struct RNN: Module, Sendable, CustomReflectable {
    private let network: Recurrence
    private let activation: @Sendable (Tensor) -> Tensor

    /// A network of `layers` layers, each on the outputs of the one below it; in training these are dropped out with
    /// the given probability.
    public init(
        _ inputs: Int, _ hidden: Int, layers: Int = 1, bidirectional: Bool = false, dropout: Double = 0,
        bias: Bool = true, activation: @escaping @Sendable (Tensor) -> Tensor = tanh, dtype: DType = .float32,
        generator: RandomGenerator = .shared
    ) {
        let settings = RecurrentSettings(layers: layers, isBidirectional: bidirectional, dropout: dropout, bias: bias)
        network = Recurrence("RNN", gates: 1, inputs, hidden, settings, dtype: dtype, generator: generator)
        self.activation = activation
    }

    /// h at each time: [batch, time, inputs] → [batch, time, directions · hidden].
    public func callAsFunction(_ x: Tensor) -> Tensor { observed(self(x, state: nil).output) }

    /// h at each time, and at the end of each sequence.
    /// - Parameters:
    ///   - x: [batch, time, inputs].
    ///   - state: h before the first time, [layers · directions, batch, hidden]; by default 0.
    ///   - mask: [batch, time], bool: false where a sequence has ended; see `sequenceMask`. There the output is 0.
    public func callAsFunction(_ x: Tensor, state: Tensor?, mask: Tensor? = nil) -> (output: Tensor, state: Tensor) {
        let (output, end) = network.run(x, state.map { [$0] }, parts: 1, mask: mask) { a, b, _ in [activation(a + b)] }
        return (output, end[0])
    }

    /// The weights under PyTorch's names.
    public var customMirror: Mirror { network.mirror(of: self) }
}

/// h' = (1 - z) · n + z · h with z = σ(z₁ + z₂), r = σ(r₁ + r₂), n = tanh(n₁ + r · n₂), where (r₁, z₁, n₁) = W x + b
/// and (r₂, z₂, n₂) = U h + c (Cho et al., 2014, with the reset after the product, as in PyTorch).
public struct GRU: Module, Sendable, CustomReflectable {
    private let network: Recurrence

    /// A network of `layers` layers, each on the outputs of the one below it; in training these are dropped out with
    /// the given probability.
    public init(
        _ inputs: Int, _ hidden: Int, layers: Int = 1, bidirectional: Bool = false, dropout: Double = 0,
        bias: Bool = true, dtype: DType = .float32, generator: RandomGenerator = .shared
    ) {
        let settings = RecurrentSettings(layers: layers, isBidirectional: bidirectional, dropout: dropout, bias: bias)
        network = Recurrence("GRU", gates: 3, inputs, hidden, settings, dtype: dtype, generator: generator)
    }

    /// h at each time: [batch, time, inputs] → [batch, time, directions · hidden].
    public func callAsFunction(_ x: Tensor) -> Tensor { observed(self(x, state: nil).output) }

    /// h at each time, and at the end of each sequence.
    /// - Parameters:
    ///   - x: [batch, time, inputs].
    ///   - state: h before the first time, [layers · directions, batch, hidden]; by default 0.
    ///   - mask: [batch, time], bool: false where a sequence has ended; see `sequenceMask`. There the output is 0.
    public func callAsFunction(_ x: Tensor, state: Tensor?, mask: Tensor? = nil) -> (output: Tensor, state: Tensor) {
        let (output, end) = network.run(x, state.map { [$0] }, parts: 1, mask: mask) { a, b, state in
            let (a, b) = (a.split(parts: 3, axis: -1), b.split(parts: 3, axis: -1))
            let (r, z) = (sigmoid(a[0] + b[0]), sigmoid(a[1] + b[1]))
            let n = tanh(a[2] + r * b[2])
            return [n + z * (state[0] - n)]
        }
        return (output, end[0])
    }

    /// The weights under PyTorch's names.
    public var customMirror: Mirror { network.mirror(of: self) }
}

/// c' = σ(f) · c + σ(i) · tanh(g), h' = σ(o) · tanh(c'), where (i, f, g, o) = W x + b + U h + d
/// (Hochreiter and Schmidhuber, 1997; Gers et al., 2000).
public struct LSTM: Module, Sendable, CustomReflectable {
    /// h and c, each [layers · directions, batch, hidden].
    public typealias State = (hidden: Tensor, cell: Tensor)

    private let network: Recurrence

    /// A network of `layers` layers, each on the outputs of the one below it; in training these are dropped out with
    /// the given probability.
    public init(
        _ inputs: Int, _ hidden: Int, layers: Int = 1, bidirectional: Bool = false, dropout: Double = 0,
        bias: Bool = true, dtype: DType = .float32, generator: RandomGenerator = .shared
    ) {
        let settings = RecurrentSettings(layers: layers, isBidirectional: bidirectional, dropout: dropout, bias: bias)
        network = Recurrence("LSTM", gates: 4, inputs, hidden, settings, dtype: dtype, generator: generator)
    }

    /// h at each time: [batch, time, inputs] → [batch, time, directions · hidden].
    public func callAsFunction(_ x: Tensor) -> Tensor { observed(self(x, state: nil).output) }

    /// h at each time, and h and c at the end of each sequence.
    /// - Parameters:
    ///   - x: [batch, time, inputs].
    ///   - state: h and c before the first time; by default 0.
    ///   - mask: [batch, time], bool: false where a sequence has ended; see `sequenceMask`. There the output is 0.
    public func callAsFunction(_ x: Tensor, state: State?, mask: Tensor? = nil) -> (output: Tensor, state: State) {
        let initial = state.map { [$0.hidden, $0.cell] }
        let (output, end) = network.run(x, initial, parts: 2, mask: mask) { a, b, state in
            let gates = (a + b).split(parts: 4, axis: -1)
            let cell = sigmoid(gates[1]) * state[1] + sigmoid(gates[0]) * tanh(gates[2])
            return [sigmoid(gates[3]) * tanh(cell), cell]
        }
        return (output, (hidden: end[0], cell: end[1]))
    }

    /// The weights under PyTorch's names.
    public var customMirror: Mirror { network.mirror(of: self) }
}
