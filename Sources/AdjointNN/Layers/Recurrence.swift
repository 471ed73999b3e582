import Adjoint

/// The weights of a recurrent network, and its walk through time: what RNN, GRU and LSTM share.
struct Recurrence: Sendable {
    /// The weights of one direction of one layer, and what PyTorch appends to their names.
    private struct Cell {
        let suffix: String
        let inputWeight, hiddenWeight: Parameter<Tensor>
        let inputBias, hiddenBias: Parameter<Tensor?>
    }

    /// One step of a cell: the new state from W x + b, U h + c and the old one, of which h is the first part.
    typealias Step = (_ fromInput: Tensor, _ fromHidden: Tensor, _ state: [Tensor]) -> [Tensor]

    /// What a network may have, and how many times a sequence.
    private static let (maximumLayers, maximumTimes) = (10_000, 1 << 24)

    private let name: StaticString
    private let inputs, hidden, directions: Int
    private let cells: [[Cell]]
    private let dropout: Dropout

    /// Weights for `gates` · `hidden` units in each direction of each layer, uniform in ±1/√hidden.
    init(
        _ name: StaticString, gates: Int, _ inputs: Int, _ hidden: Int, _ settings: RecurrentSettings, dtype: DType,
        generator: RandomGenerator
    ) {
        let lengths = checkedLengths(inputs, hidden, of: "\(name)")
        let (inputs, hidden) = (lengths[0], lengths[1])
        let layers =
            checkCount(settings.layers, in: 1...Self.maximumLayers, "number of layers", of: "\(name)")
            ? settings.layers : 1
        let directions = settings.isBidirectional ? 2 : 1
        (self.name, self.inputs, self.hidden, self.directions) = (name, inputs, hidden, directions)
        dropout = Dropout(settings.dropout, generator: generator)
        let initial = Initializer.layerDefault(fanIn: hidden)
        func draw(_ shape: [Int]) -> Tensor { initial(shape, dtype: dtype, generator: generator) }
        cells = (0..<layers).map { layer in
            (0..<directions).map { direction in
                Cell(
                    suffix: "l\(layer)" + (direction == 1 ? "_reverse" : ""),
                    inputWeight: Parameter(
                        wrappedValue: draw([gates * hidden, layer == 0 ? inputs : directions * hidden])),
                    hiddenWeight: Parameter(wrappedValue: draw([gates * hidden, hidden])),
                    inputBias: Parameter(wrappedValue: settings.bias ? draw([gates * hidden]) : nil),
                    hiddenBias: Parameter(wrappedValue: settings.bias ? draw([gates * hidden]) : nil))
            }
        }
    }

    /// The weights under PyTorch's names, for the reflection of a layer.
    func mirror(of layer: Any) -> Mirror {
        var children: [(label: String?, value: Any)] = [("dropout", dropout)]
        for cell in cells.joined() {
            children.append(("weight_ih_\(cell.suffix)", cell.inputWeight))
            children.append(("weight_hh_\(cell.suffix)", cell.hiddenWeight))
            children.append(("bias_ih_\(cell.suffix)", cell.inputBias))
            children.append(("bias_hh_\(cell.suffix)", cell.hiddenBias))
        }
        return Mirror(layer, children: children)
    }

    /// Walks through a sequence.
    /// - Parameters:
    ///   - x: [batch, time, inputs].
    ///   - initial: each part of the state, [layers · directions, batch, hidden]; by default 0.
    ///   - parts: how many parts the state has.
    ///   - mask: [batch, time], bool: false where a sequence has ended.
    /// - Returns: h at each time, [batch, time, directions · hidden], and the state at the end of each sequence.
    func run(_ x: Tensor, _ initial: [Tensor]?, parts: Int, mask: Tensor?, _ step: Step) -> (Tensor, [Tensor]) {
        speaking(as: name) { walk(x, initial, parts, mask, step) }
    }

    private func walk(
        _ x: Tensor, _ initial: [Tensor]?, _ parts: Int, _ mask: Tensor?, _ step: Step
    ) -> (Tensor, [Tensor]) {
        guard let initial = checked(x, initial, parts, mask), !hasFailed else {
            return (.standIn(x.dtype), Array(repeating: .standIn(x.dtype), count: parts))
        }
        let isValid = mask.map { steps(of: $0.T.expandedDimension(at: -1)) }
        var sequence = x.swappedAxes(0, 1)
        var ends: [[Tensor]] = []
        for (layer, directions) in cells.enumerated() {
            if layer > 0 { sequence = dropout(sequence) }
            let results = directions.enumerated().map { direction, cell in
                let start = initial.map { $0[layer * self.directions + direction] }
                let (outputs, end) = walk(sequence, cell, start, isValid, isReversed: direction == 1, step)
                ends.append(end)
                return outputs
            }
            sequence = results.count == 1 ? results[0] : concatenated(results, axis: -1)
        }
        return (sequence.swappedAxes(0, 1), (0..<parts).map { part in stacked(ends.map { $0[part] }) })
    }

    /// One direction of one layer over [time, batch, features].
    private func walk(
        _ sequence: Tensor, _ cell: Cell, _ start: [Tensor], _ isValid: [Tensor]?, isReversed: Bool, _ step: Step
    ) -> (Tensor, [Tensor]) {
        let product = matmul(sequence, cell.inputWeight.wrappedValue.T)
        let fromInput = steps(of: cell.inputBias.wrappedValue.map { product + $0 } ?? product)
        let (weight, bias) = (cell.hiddenWeight.wrappedValue.T, cell.hiddenBias.wrappedValue)
        var (state, outputs) = (start, [Tensor]())
        for time in isReversed ? Array(fromInput.indices.reversed()) : Array(fromInput.indices) {
            let fromHidden = matmul(state[0], weight)
            let next = step(fromInput[time], bias.map { fromHidden + $0 } ?? fromHidden, state)
            if let isValid = isValid?[time] {
                state = zip(next, state).map { which(isValid, $0, $1) }
                outputs.append(which(isValid, next[0], Tensor(0.0)))
            } else {
                state = next
                outputs.append(next[0])
            }
        }
        return (stacked(isReversed ? outputs.reversed() : outputs), state)
    }

    /// The slices along the first axis, by halves: the gradient of a slice is as long as what it was cut from.
    private func steps(of x: Tensor) -> [Tensor] {
        let length = x.shape[0]
        return length == 1 ? [x[0]] : x.split(sizes: [length / 2, length - length / 2]).flatMap(steps)
    }

    private func checked(_ x: Tensor, _ initial: [Tensor]?, _ parts: Int, _ mask: Tensor?) -> [Tensor]? {
        func refuse(_ problem: String) -> [Tensor]? {
            report(AdjointError(.shape, "\(name)(\(inputs), \(hidden))", problem))
            return nil
        }
        guard x.rank == 3, (1...Self.maximumTimes).contains(x.shape[1]), x.shape[2] == inputs else {
            return refuse(
                "the input is \(x.shape): [batch, time, \(inputs)] of 1 to \(Self.maximumTimes) times is "
                    + "needed")
        }
        let shape = [cells.count * directions, x.shape[0], hidden]
        if let wrong = initial?.first(where: { $0.shape != shape }) {
            return refuse("the state is \(wrong.shape): \(shape) is needed")
        }
        if let mask, mask.shape != Array(x.shape[..<2]) || mask.dtype != .bool {
            return refuse("the mask is \(mask.shape) \(mask.dtype): \(Array(x.shape[..<2])) bool is needed")
        }
        return initial ?? Array(repeating: Tensor.zeros(shape, dtype: x.dtype), count: parts)
    }
}

/// What RNN, GRU and LSTM may be given.
struct RecurrentSettings: Sendable {
    let layers: Int
    let isBidirectional: Bool
    let dropout: Double
    let bias: Bool
}

/// [batch, length], bool: true at the positions below each sequence's length.
public func sequenceMask(lengths: [Int], length: Int) -> Tensor {
    guard length >= 0 else {
        return fail(.value, "sequenceMask", "length \(length): at least 0 is needed", dtype: .bool)
    }
    return Tensor.arange(length, dtype: .int64) .< Tensor(lengths).expandedDimension(at: 1)
}
