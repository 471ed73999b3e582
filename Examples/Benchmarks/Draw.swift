import Adjoint

/// A weight and its bias.
typealias Pair = (weight: Tensor, bias: Tensor)

/// Random arrays that every peer can make: the k-th one that a workload draws is the splitmix64 sequence seeded with k.
struct Draw {
    private var arrays: UInt64 = 0

    private mutating func array<Element>(_ count: Int, _ element: (UInt64) -> Element) -> [Element] {
        arrays += 1
        var state = arrays
        return (0..<count).map { _ in
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return element(z ^ (z >> 31))
        }
    }

    /// Numbers in -bound ..< bound, of the top 24 bits.
    mutating func callAsFunction(_ shape: [Int], bound: Double = 1) -> Tensor {
        let values = array(shape.reduce(1, *)) { (Float($0 >> 40) / 16_777_216 * 2 - 1) * Float(bound) }
        return Tensor(values, shape: shape)
    }

    /// Integers in 0..<classes.
    mutating func labels(_ count: Int, _ classes: Int) -> Tensor {
        Tensor(array(count) { Int($0 % UInt64(classes)) })
    }

    /// Weight [outputs, inputs] and bias, both within 1/√inputs.
    mutating func linear(_ inputs: Int, _ outputs: Int) -> Pair {
        let bound = 1 / Double(inputs).squareRoot()
        return (self([outputs, inputs], bound: bound), self([outputs], bound: bound))
    }

    /// Weight [outputs, inputs, size, size] and bias, both within 1/√(inputs · size²).
    mutating func convolution(_ inputs: Int, _ outputs: Int, _ size: Int) -> Pair {
        let bound = 1 / Double(inputs * size * size).squareRoot()
        return (self([outputs, inputs, size, size], bound: bound), self([outputs], bound: bound))
    }
}
