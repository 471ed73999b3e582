import Adjoint
import Testing

extension ArrayModel {
    func transposed(_ order: [Int]) -> ArrayModel {
        ArrayModel(shape: order.map { shape[$0] }) { index in
            var source = index
            for (position, axis) in order.enumerated() { source[axis] = index[position] }
            return self[source]
        }
    }

    func flipped(_ axes: [Int]) -> ArrayModel {
        ArrayModel(shape: shape) { index in
            self[index.indices.map { axes.contains($0) ? shape[$0] - 1 - index[$0] : index[$0] }]
        }
    }

    /// The given positions of one axis.
    func picked(_ positions: [Int], axis: Int) -> ArrayModel {
        var target = shape
        target[axis] = positions.count
        return ArrayModel(shape: target) { index in
            var source = index
            source[axis] = positions[index[axis]]
            return self[source]
        }
    }

    func reshaped(_ target: [Int]) -> ArrayModel { ArrayModel(shape: target, elements: elements) }

    func broadcast(to target: [Int]) -> ArrayModel { ArrayModel(shape: target) { broadcast(at: $0) } }
}

@Suite("Views of views")
struct ViewTests {
    /// A tensor, what it should show, and how it came about.
    struct Pair {
        var tensor: Tensor
        var model: ArrayModel
        var history: [String] = []

        /// Applies one random view operation to both sides.
        mutating func step(_ random: inout RandomGenerator) {
            let (shape, rank) = (model.shape, model.shape.count)
            let axis = Int.random(in: 0..<max(rank, 1), using: &random)
            switch Int.random(in: 0..<7, using: &random) {
            case 0:
                let order = Array(0..<rank).shuffled(using: &random)
                apply("transpose \(order)", tensor.transposed(order), model.transposed(order))
            case 1:
                let axes = (0..<rank).filter { _ in Bool.random(using: &random) }
                apply("flip \(axes)", tensor.flipped(axes: axes), model.flipped(axes))
            case 2 where rank > 0:
                let bounds = (0..<2).map { _ in Int.random(in: 0...shape[axis], using: &random) }.sorted()
                let parts = tensor.split(
                    sizes: [bounds[0], bounds[1] - bounds[0], shape[axis] - bounds[1]], axis: axis)
                apply("cut \(bounds)", parts[1], model.picked(Array(bounds[0]..<bounds[1]), axis: axis))
            case 3 where rank > 0:
                let step = [-3, -2, -1, 2, 3].randomElement(using: &random)!
                let positions =
                    step > 0
                    ? Array(stride(from: 0, to: shape[axis], by: step))
                    : Array(stride(from: shape[axis] - 1, to: -1, by: step))
                let strided = tensor.swappedAxes(0, axis)[.stride(by: step)].swappedAxes(0, axis)
                apply("every \(step) of axis \(axis)", strided, model.picked(positions, axis: axis))
            case 4 where rank < 5:
                let position = Int.random(in: 0...rank, using: &random)
                var target = shape
                target.insert(1, at: position)
                apply("expand at \(position)", tensor.expandedDimension(at: position), model.reshaped(target))
            case 5 where rank < 5 && model.elements.count < 200:
                let target = [2] + shape.map { $0 == 1 ? 3 : $0 }
                apply("broadcast to \(target)", tensor.broadcast(to: target), model.broadcast(to: target))
            default:
                let target = Self.factors(of: model.elements.count, &random)
                apply("reshape to \(target)", tensor.reshaped(target), model.reshaped(target))
            }
        }

        private mutating func apply(_ name: String, _ tensor: Tensor, _ model: ArrayModel) {
            self.tensor = tensor
            self.model = model
            history.append(name)
        }

        /// Random lengths with a given product.
        private static func factors(of count: Int, _ random: inout RandomGenerator) -> [Int] {
            guard count > 0 else { return [0, 2] }
            var (rest, result) = (count, [Int]())
            while rest > 1, result.count < 3 {
                let divisors = (1...rest).filter { rest % $0 == 0 }
                result.append(divisors.randomElement(using: &random)!)
                rest /= result[result.count - 1]
            }
            return result + (rest > 1 ? [rest] : [])
        }
    }

    @Test("show what a copy at every step would", arguments: [UInt64](0..<60))
    func random(seed: UInt64) {
        var random = RandomGenerator(seed: seed)
        let start = [[2, 3, 4], [5, 6], [24], [2, 2, 3, 2], [1, 7, 1], []][Int(seed) % 6]
        let dtype = [DType.float32, .float64, .int32, .int64][Int(seed) % 4]
        let model = ArrayModel(counting: start)
        var pair = Pair(tensor: model.tensor(dtype), model: model)
        for _ in 0..<12 {
            pair.step(&random)
            #expect(ArrayModel(pair.tensor) == pair.model, "\(start) \(pair.history)")
        }
        #expect(
            ArrayModel(pair.tensor + pair.tensor) == ArrayModel.zipped(pair.model, pair.model, +), "\(pair.history)")
        #expect(pair.tensor.sum().item() == pair.model.elements.reduce(0, +), "\(pair.history)")
    }
}
