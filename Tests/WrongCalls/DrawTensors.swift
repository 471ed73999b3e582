import Adjoint
import AdjointNN
import Foundation

/// Tensors of all kinds, and what is made of them.
extension Draw {
    func shape() -> [Int] {
        one([
            [], [1], [2], [3], [4], [0], [2, 3], [3, 2], [4, 4], [2, 2], [1, 3], [3, 1], [2, 0], [2, 3, 4], [1, 2, 3],
            [2, 2, 2], [2, 3, 4, 4], [1, 1, 4, 4], [2, 2, 8, 8], [1, 1, 1, 1, 1, 1, 1, 1], [2, 1, 2, 1, 2, 1],
        ])
    }

    func tensor(_ name: String) -> Tensor {
        let type: DType = isAbsurd ? one(DType.allCases) : one([.float32, .float32, .float64, .int64])
        if isAbsurd { return huge(name, type) }
        let shape = shape()
        let count = shape.reduce(1, *)
        let contents: [Double] =
            isAbsurd
            ? [.nan, .infinity, -.infinity, 1e38, -1e38, 1e-45, 1e18, -1e18, -1, 7]
            : [0, 1, 2, 0.5, -1, 1, 0, 0.25, -0.5, 3]
        let numbers = (0..<count).map { _ in one(contents) }
        let whole = !type.isFloatingPoint
        var x = Tensor(numbers.map { whole ? ($0.isFinite ? $0.rounded() : 5) : $0 }, shape: shape).cast(to: type)
        var layout = "plain"
        switch below(6) {
        case 0 where shape.count > 1: (x, layout) = (x.transposed(), "transposed")
        case 1: (x, layout) = (x.flipped(), "flipped")
        case 2 where shape.count == 2 && shape[1] > 1: (x, layout) = (x[.all, 0..<1], "sliced")
        case 3: (x, layout) = (x * (type == .bool ? x : Tensor(1, dtype: type)), "computed")
        default: break
        }
        if chance(40), type == .float32 || type == .float64 {
            x = x.detach()
            x.requiresGrad = true
            layout += " requiring a gradient"
        }
        note(name, "\(type)\(x.shape) \(layout) of \(contents[0])…")
        return x
    }

    /// A view that shows one element, or a row, more often than memory could hold.
    private func huge(_ name: String, _ type: DType) -> Tensor {
        let (large, long): (Int, Int) = (1 << 40, 1 << 20)
        let shapes: [[Int]] = [
            [1 << 50], [large, 3], [3, large], [1 << 30, 1 << 30], [2, 3, large], [long, long, 4, 4], [1 << 62],
            [large, 0], [0, large, 3], [1 << 28], [1 << 16], [1 << 14, 1 << 14],
        ]
        let shape = one(shapes)
        note(name, "\(type)\(shape) view")
        let count = shape.reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue }
        return (count == 0 ? Tensor.zeros([1], dtype: type) : Tensor.ones([1], dtype: type)).broadcast(to: shape)
    }

    func literal(_ name: String) -> TensorLiteral {
        note(name, "literal")
        return one([
            1, 2.5, true, [], [1, 2], [[1, 2], [3, 4]], [[1], [2, 3]], [1, [2]], [[]], [[[[[[[[[1]]]]]]]]],
        ])
    }

    func generator(_ name: String) -> RandomGenerator {
        RandomGenerator(seed: chance(20) ? .max : next())
    }

    func generatorState(_ name: String) -> RandomGenerator.State {
        let stream = unsigned(name)
        let text = "{\"seed\": 1, \"stream\": \(stream)}"
        return (try? JSONDecoder().decode(RandomGenerator.State.self, from: Data(text.utf8)))
            ?? RandomGenerator.shared.state
    }

    func index(_ name: String) -> any TensorIndex {
        switch below(10) {
        case 0: IndexTerm.all
        case 1: IndexTerm.ellipsis
        case 2: IndexTerm.newAxis
        case 3: IndexTerm.stride(from: chance(50) ? int("") : nil, to: chance(50) ? int("") : nil, by: int("by"))
        case 4: tensor("")
        case 5: rangeOfInt("")
        case 6: closedRangeOfInt("")
        case 7: rangeFrom("")
        default: int("")
        }
    }

    func intOrPair(_ name: String) -> IntOrPair {
        note(name, "")
        return chance(50) ? IntOrPair(int("")) : IntOrPair(int(""), int(""))
    }

    func elementType(_ name: String) -> Float.Type { Float.self }

    func memory(_ name: String) -> MemoryUse { memoryUse }

    func report(_ name: String) -> GradientReport {
        checkGradients(of: { square($0) }, at: Tensor([1, 2] as [Double]), order: 1)
    }

    func reportEntry(_ name: String) -> GradientReport.Entry {
        let wrong = checkGradients(of: { $0.detach() * $0 }, at: Tensor([1, 2] as [Double]), order: 1)
        guard let entry = wrong.worst else { fatalError("a wrong gradient was not found") }
        return entry
    }

    func lstmState(_ name: String) -> LSTM.State { (tensor("hidden"), tensor("cell")) }
    func batch(_ name: String) -> (inputs: Tensor, targets: Tensor) { (tensor("inputs"), tensor("targets")) }
}
