import Adjoint
import Foundation

// Operations as another package would write them.

/// A slope for negative numbers. Saves a constant: the slope at each element.
struct LeakyRectifier: CustomOperation {
    let slope: Double

    func forward(_ inputs: [Tensor], _ context: inout OperationContext) -> [Tensor] {
        let x = inputs[0]
        let factor = which(x .> 0, Tensor.ones(like: x), Tensor.full(x.shape, slope, dtype: x.dtype))
        context.saved = [factor]
        return [x * factor]
    }

    func vjp(_ cotangents: [Tensor], _ context: OperationContext) -> [Tensor?] { [cotangents[0] * context.saved[0]] }
}

/// The logistic function. Saves its input and its output, which have their graph in the rule.
struct Logistic: CustomOperation {
    func forward(_ inputs: [Tensor], _ context: inout OperationContext) -> [Tensor] {
        let y = 1 / (1 + exp(-inputs[0]))
        context.saved = [y, inputs[0]]
        return [y]
    }

    func vjp(_ cotangents: [Tensor], _ context: OperationContext) -> [Tensor?] {
        let (y, x) = (context.saved[0], context.saved[1])
        return [cotangents[0] * y / (1 + exp(x))]
    }
}

/// Polar coordinates to Cartesian ones: two inputs, which may broadcast, and two outputs.
struct Cartesian: CustomOperation {
    func forward(_ inputs: [Tensor], _ context: inout OperationContext) -> [Tensor] {
        [inputs[0] * cos(inputs[1]), inputs[0] * sin(inputs[1])]
    }

    func vjp(_ g: [Tensor], _ context: OperationContext) -> [Tensor?] {
        let angle = context.inputs[1]
        return [
            g[0] * cos(angle) + g[1] * sin(angle),
            g[1] * context.outputs[0] - g[0] * context.outputs[1],
        ]
    }
}

/// The same with a rule for forward mode.
struct CartesianBothModes: CustomOperation {
    func forward(_ inputs: [Tensor], _ context: inout OperationContext) -> [Tensor] {
        Cartesian().forward(inputs, &context)
    }

    func vjp(_ g: [Tensor], _ context: OperationContext) -> [Tensor?] { Cartesian().vjp(g, context) }

    func jvp(_ tangents: [Tensor?], _ context: OperationContext) -> [Tensor?] {
        let (angle, outputs) = (context.inputs[1], context.outputs)
        var result: [Tensor?] = [nil, nil]
        if let radius = tangents[0] { result = [radius * cos(angle), radius * sin(angle)] }
        if let turn = tangents[1] {
            result[0] = (result[0] ?? Tensor.zeros(like: outputs[0])) - turn * outputs[1]
            result[1] = (result[1] ?? Tensor.zeros(like: outputs[1])) + turn * outputs[0]
        }
        return result
    }
}

/// The sum, of rank 0, the squares, and the elements as they are.
struct SeveralShapes: CustomOperation {
    func forward(_ inputs: [Tensor], _ context: inout OperationContext) -> [Tensor] {
        [inputs[0].sum(), square(inputs[0]), inputs[0]]
    }

    func vjp(_ g: [Tensor], _ context: OperationContext) -> [Tensor?] { [g[0] + 2 * g[1] * context.inputs[0] + g[2]] }
}

/// The elements of a vector in order, and where they were: by arrays, with an output of integers.
struct Sorted: CustomOperation {
    func forward(_ inputs: [Tensor], _ context: inout OperationContext) -> [Tensor] {
        let values = inputs[0].asArray(Double.self)
        let order = values.indices.sorted { values[$0] < values[$1] }
        let positions = Tensor(order)
        context.saved = [Tensor(order.indices.sorted { order[$0] < order[$1] })]
        return [positions, Tensor(order.map { values[$0] })]
    }

    func vjp(_ g: [Tensor], _ context: OperationContext) -> [Tensor?] { [g[1].take(context.saved[0])] }
}

/// e ** x by arrays, forward and backward.
struct ExponentialOfArrays: CustomOperation {
    func forward(_ inputs: [Tensor], _ context: inout OperationContext) -> [Tensor] {
        [Tensor(inputs[0].asArray(Double.self).map { Foundation.exp($0) }, shape: inputs[0].shape)]
    }

    private func product(_ a: Tensor, _ b: Tensor) -> Tensor {
        Tensor(zip(a.asArray(Double.self), b.asArray(Double.self)).map { $0 * $1 }, shape: a.shape)
    }

    func vjp(_ g: [Tensor], _ context: OperationContext) -> [Tensor?] { [product(g[0], context.outputs[0])] }
}

/// Any operation, from closures.
struct Custom: CustomOperation {
    let name: String
    var compute: @Sendable (_ inputs: [Tensor], _ context: inout OperationContext) -> [Tensor]
    var pull: @Sendable (_ cotangents: [Tensor], _ context: OperationContext) -> [Tensor?]

    func forward(_ inputs: [Tensor], _ context: inout OperationContext) -> [Tensor] { compute(inputs, &context) }
    func vjp(_ cotangents: [Tensor], _ context: OperationContext) -> [Tensor?] { pull(cotangents, context) }
}

/// What closures on any thread leave.
final class Notes<Value: Sendable>: @unchecked Sendable {
    // `noted` is accessed behind the lock only.
    private let lock = NSLock()
    private var noted: [Value] = []

    var all: [Value] { lock.withLock { noted } }
    func add(_ value: Value) { lock.withLock { noted.append(value) } }
}

extension Tensor {
    static func random(_ shape: [Int], seed: UInt64 = 1) -> Tensor {
        uniform(shape, in: 0.3..<1.7, dtype: .float64, generator: RandomGenerator(seed: seed))
    }

    var doubles: [Double] { asArray(Double.self) }
}

/// The greatest difference of two tensors of one shape; infinite where the shapes differ.
func distance(_ a: Tensor, _ b: Tensor) -> Double {
    guard a.shape == b.shape else { return .infinity }
    return zip(a.doubles, b.doubles).map { Swift.abs($0 - $1) }.max() ?? 0
}
