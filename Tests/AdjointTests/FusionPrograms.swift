@testable import Adjoint

/// The elements of a tensor, bit by bit.
///
/// Tests of kernels switch the whole process to other instruction sets, whose sums have other bits: bits are compared
/// in processes that run one test each (`processExitsWith`).
struct Bits: Equatable {
    let shape: [Int]
    let dtype: DType
    let bytes: [UInt8]

    init(_ x: Tensor) {
        (shape, dtype) = (x.shape, x.dtype)
        let y = withoutGradient { x.contiguous() }
        bytes = y.withElements { Array(UnsafeRawBufferPointer(start: $0, count: y.count * y.dtype.byteCount)) }
    }
}

/// A program over values whose axes are those of one shape, or 1 where they were reduced, so that any two of them
/// broadcast. Every instruction has a meaning for all values: what it cannot work with is cast first, and where there
/// is no axis for it, it gives its first operand.
struct FusionProgram: CustomStringConvertible {
    enum Instruction: CaseIterable {
        case add, subtract, multiply, divide, maximum, minimum, choose, compare, cheap, costly, cast, draw
        case sum, mean, max, min, product, truth, softmax, logSumExp, variance, norm
        case flip, turn, roll, skip, most, flatten, repeated, take, oneHot
    }

    struct Step {
        let instruction: Instruction
        var operands: (Int, Int, Int)
        /// Which of the instruction's forms, axes and so on.
        let choice: Int
    }

    let shape: [Int]
    let dtype: DType
    var steps: [Step]
    static let inputs = 4

    init(_ shape: [Int], _ dtype: DType, length: Int, using generator: inout RandomGenerator) {
        self.shape = shape
        self.dtype = dtype
        steps = (0..<length).map { index in
            func operand() -> Int { Int.random(in: Swift.max(0, index - 2)..<(index + Self.inputs), using: &generator) }
            return Step(
                instruction: Instruction.allCases.randomElement(using: &generator) ?? .add,
                operands: (operand(), operand(), operand()), choice: Int.random(in: 0..<1 << 30, using: &generator))
        }
    }

    /// A full input, one that lies transposed in memory, one with an element for each row, and one for each column.
    func makeInputs(seed: UInt64) -> [Tensor] {
        let generator = RandomGenerator(seed: seed)
        let last = shape.suffix(1)
        let shapes = [shape, shape.reversed(), shape.dropLast() + last.map { _ in 1 }, Array(last)]
        return shapes.enumerated().map { index, shape in
            let x = (Tensor.normal(shape, generator: generator) * (dtype.isFloatingPoint ? 1 : 4)).cast(to: dtype)
            let input = (index == 1 ? x.transposed() : x).detach()
            evaluate(input)
            input.requiresGrad = dtype.isFloatingPoint
            return input
        }
    }

    /// The values of all instructions, the inputs first.
    func run(_ inputs: [Tensor], seed: UInt64) -> [Tensor] {
        let generator = RandomGenerator(seed: seed)
        return steps.reduce(into: inputs) { values, step in
            let (a, b, c) = step.operands
            values.append(apply(step, values[a], values[b], values[c], generator))
        }
    }

    private func number(_ x: Tensor) -> Tensor { x.dtype == .bool ? x.cast(to: .int32) : x }

    private func real(_ x: Tensor) -> Tensor { x.dtype.isFloatingPoint ? x : x.cast(to: .float32) }

    private func apply(_ step: Step, _ x: Tensor, _ y: Tensor, _ z: Tensor, _ generator: RandomGenerator) -> Tensor {
        let choice = step.choice
        // Any set of axes, none and all included.
        let axes = x.shape.indices.filter { choice >> $0 & 1 == 1 }
        switch step.instruction {
        case .add: return number(x) + number(y)
        case .subtract: return number(x) - number(y) * 2
        case .multiply: return number(x) * number(y)
        case .divide: return real(x) / (square(real(y)) + 0.5)
        case .maximum: return Adjoint.maximum(number(x), number(y))
        case .minimum: return Adjoint.minimum(number(x), number(y))
        case .choose: return which(number(z) .> number(x), x, y)
        case .compare:
            let truth = [x .< y, x .<= y, x .> y, x .>= y, x .== y, x .!= y][choice % 6]
            return [truth, truth.cast(to: x.dtype)][choice / 6 % 2]
        case .cheap: return [{ -$0 }, { abs($0) }, { square($0) }, { relu($0) }][choice % 4](number(x))
        case .costly:
            let functions = [tanh, sigmoid, sin, erf, softplus, { exp(-abs($0)) }, { log1p(abs($0)) }, rsqrt]
            return functions[choice % 8](real(x))
        case .cast: return x.cast(to: [.float32, .float64, .int32, .int64, .bool][choice % 5])
        case .draw:
            let dtype = real(x).dtype
            return choice % 2 == 0
                ? Tensor.uniform(shape, in: -1..<2, dtype: dtype, generator: generator)
                : Tensor.normal(shape, dtype: dtype, generator: generator)
        case .sum: return x.sum(axes: axes, keepDims: true)
        case .mean: return real(x).mean(axes: axes, keepDims: true)
        case .max where x.count > 0: return x.max(axes: axes, keepDims: true)
        case .min where x.count > 0: return x.min(axes: axes, keepDims: true)
        case .product where x.count < 5000: return (number(x) * 2).product(axes: axes, keepDims: true)
        case .truth:
            let truth = x .> y
            let axes = truth.shape.indices.filter { choice >> $0 & 1 == 1 }
            return choice % 3 == 0 ? truth.all(axes: axes, keepDims: true) : truth.any(axes: axes, keepDims: true)
        case .variance: return real(x).variance(axes: axes, keepDims: true)
        case .norm: return real(x).norm(axes: axes, keepDims: true)
        case .flip: return x.flipped(axes: axes)
        case .flatten:
            let line = number(x).flattened()
            return (line * 2 - line.sum(keepDims: true)).reshaped(x.shape)
        case .repeated: return x.broadcast(to: broadcast(x.shape, shape) ?? shape)
        case .turn where x.rank == y.rank:
            let order = (0..<x.rank).map { ($0 + 1 + choice) % x.rank }
            let back = x.shape.indices.map { axis in order.firstIndex(of: axis) ?? 0 }
            let (s, t) = (number(x).transposed(order), number(y).transposed(order))
            return (choice % 2 == 0 ? s * t : s - t.sum(axes: axes, keepDims: true)).transposed(back)
        default: break
        }
        guard x.rank > 0, x.count > 0 else { return x }
        let axis = choice / 7 % x.rank
        let length = x.shape[axis]
        guard length > 1 else { return x }
        func part(_ start: Int, _ count: Int, _ step: Int) -> Tensor {
            var slices = x.shape.map { Tensor.AxisSlice(start: 0, count: $0) }
            slices[axis] = Tensor.AxisSlice(start: start, count: count, step: step)
            return x.sliced(slices)
        }
        switch step.instruction {
        case .softmax: return choice % 2 == 0 ? softmax(real(x), axis: axis) : logSoftmax(real(x), axis: axis)
        case .logSumExp: return logSumExp(real(x), axis: axis, keepDims: true)
        case .roll: return concatenated([part(1, length - 1, 1), part(0, 1, 1)], axis: axis)
        case .skip: return number(part(length - 1, (length + 2) / 3, -3)).sum(axis: axis, keepDims: true)
        case .most: return number(x) * number(part(1, length - 1, 1)).max(axis: axis, keepDims: true)
        case .take: return x.takeAlong(real(x).argmax(axis: axis, keepDims: true), axis: axis)
        case .oneHot where x.shape[x.rank - 1] > 1:
            let hot = oneHot(real(x).argmax(axis: -1), classes: x.shape[x.rank - 1], dtype: .bool)
            return which(hot, x, y.cast(to: x.dtype))
        default: return x
        }
    }

    var description: String {
        let lines = steps.enumerated().map { index, step in
            let (a, b, c) = step.operands
            return "v\(index + Self.inputs) = \(step.instruction)(v\(a), v\(b), v\(c)) \(step.choice)"
        }
        return "\(shape) \(dtype): " + lines.joined(separator: "; ")
    }

    /// A smallest program that still fails: steps are dropped, with their value replaced by an operand.
    func shrunk(_ fails: (FusionProgram) -> Bool) -> FusionProgram {
        var smallest = self
        var index = 0
        while index < smallest.steps.count {
            var shorter = smallest
            let (place, value) = (index + Self.inputs, shorter.steps.remove(at: index).operands.0)
            func moved(_ operand: Int) -> Int { operand == place ? value : operand > place ? operand - 1 : operand }
            for later in shorter.steps.indices {
                let (a, b, c) = shorter.steps[later].operands
                shorter.steps[later].operands = (moved(a), moved(b), moved(c))
            }
            if fails(shorter) {
                (smallest, index) = (shorter, 0)
            } else {
                index += 1
            }
        }
        return smallest
    }
}
