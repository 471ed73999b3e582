import Adjoint
import AdjointNN
import Testing

private func random(_ shape: [Int], seed: UInt64) -> Tensor {
    Tensor.normal(shape, dtype: .float64, generator: RandomGenerator(seed: seed))
}

private func difference(_ x: Tensor, _ y: Tensor) -> Double {
    x.shape != y.shape ? .infinity : x.count == 0 ? 0 : abs(x - y).max().item()
}

@Suite("Attention and positions")
struct LayerAttentionTests {
    @Test("with a cache, position by position, gives what the whole sequence gives at once", arguments: [false, true])
    func cache(isRotary: Bool) {
        let layer = MultiHeadAttention(6, heads: 3, rotary: isRotary ? RotaryPositions() : nil, dtype: .float64)
        let x = random([2, 5, 6], seed: 1)
        let whole = layer(x, x, x, isCausal: true)
        let cache = KeyValueCache()
        let parts = [0..<1, 1..<2, 2..<5].map { positions in
            let part = x[.all, positions]
            return layer(part, part, part, isCausal: true, cache: cache)
        }
        #expect(cache.length == 5)
        #expect(difference(concatenated(parts, axis: 1), whole) <= 1e-14)
    }

    @Test("causal attention does not depend on later positions, attention does")
    func causality() {
        let layer = TransformerEncoderLayer(4, heads: 2, hidden: 8, dropout: 0, dtype: .float64)
        let x = random([1, 4, 4], seed: 2)
        let changed = concatenated([x[.all, 0..<3], random([1, 1, 4], seed: 3)], axis: 1)
        func early(_ x: Tensor, _ isCausal: Bool) -> Tensor {
            layer(x, mask: nil, isCausal: isCausal)[.all, 0..<3]
        }
        #expect(difference(early(x, true), early(changed, true)) == 0)
        #expect(difference(early(x, false), early(changed, false)) > 1e-3)
    }

    @Test("a query that may attend to nothing gets 0, and no gradient is undefined")
    func nothingAllowed() throws {
        let (q, k, v) = (random([2, 3], seed: 4), random([2, 3], seed: 5), random([2, 3], seed: 6))
        for x in [q, k, v] { x.requiresGrad = true }
        let mask = Tensor([[false, false], [true, true]])
        let y = scaledDotProductAttention(q, k, v, mask: mask)
        #expect(y[0].asArray(Double.self) == [0, 0, 0])
        #expect(difference(y[1], scaledDotProductAttention(q, k, v)[1]) == 0)
        y.sum().backward()
        #expect(q.grad?[0].asArray(Double.self) == [0, 0, 0])
        for x in [q, k, v] { #expect(isFinite(try #require(x.grad)).all().item() == 1) }
    }

    @Test("a row of -∞ in a mask of numbers gives 0, and 0 to all gradients", arguments: [DType.float32, .float64])
    func nothingAllowedByNumbers(dtype: DType) throws {
        let operands = [4, 5, 6].map { random([2, 3, 3], seed: $0).cast(to: dtype).requiringGrad() }
        let numbers = Tensor([[0.5, -.infinity, 0], [-.infinity, -.infinity, -.infinity], [0, 0, -1]] as [[Double]])
            .cast(to: dtype).requiringGrad()
        for isCausal in [false, true] {
            let y = scaledDotProductAttention(
                operands[0], operands[1], operands[2], mask: numbers, isCausal: isCausal, dropout: Dropout(0))
            #expect(y[.all, 1].asArray(Double.self) == Array(repeating: 0, count: 6))
            // The rows that see something are as without the other.
            let rows = numbers.detach().take(Tensor([0, 2] as [Int]), axis: 0)
            let queries = operands[0].take(Tensor([0, 2] as [Int]), axis: 1)
            if !isCausal {
                let alone = scaledDotProductAttention(queries, operands[1], operands[2], mask: rows)
                #expect(difference(y.take(Tensor([0, 2] as [Int]), axis: 1), alone) <= 1e-6)
            }
            for x in operands + [numbers] { x.zeroGrad() }
            square(y).sum().backward()
            for x in operands + [numbers] { #expect(isFinite(try #require(x.grad)).all().item() == 1) }
            #expect(operands[0].grad?[.all, 1].asArray(Double.self) == Array(repeating: 0, count: 6))
            #expect(numbers.grad?[1].asArray(Double.self) == [0, 0, 0])
            let tangent = jvp(
                of: {
                    scaledDotProductAttention($0, operands[1], operands[2], mask: numbers, isCausal: isCausal)
                },
                at: operands[0].detach(), tangent: Tensor.ones([2, 3, 3], dtype: dtype)
            ).tangent
            #expect(isFinite(tangent).all().item() == 1)
        }
    }

    @Test("the same mask as numbers and as truth values gives the same attention and gradients")
    func masksOfTwoKinds() throws {
        let allowed = random([4, 5], seed: 20) .> 0.3
        let hidden = Tensor([false, false, false, false, false])
        let mask = concatenated([allowed.cast(to: .int32), hidden.cast(to: .int32).expandedDimension(at: 0)]).cast(
            to: .bool)
        let numbers = which(mask, Tensor(0.0 as Double), Tensor(-Double.infinity))
        func results(_ mask: Tensor) throws -> [Tensor] {
            let operands = [([5, 3], 21), ([5, 3], 22), ([5, 2], 23)].map {
                random($0.0, seed: UInt64($0.1)).requiringGrad()
            }
            let y = scaledDotProductAttention(operands[0], operands[1], operands[2], mask: mask)
            square(y).sum().backward()
            return [y.detach()] + (try operands.map { try #require($0.grad) })
        }
        for (x, y) in zip(try results(mask), try results(numbers)) { #expect(difference(x, y) <= 1e-15) }
    }

    @Test("no parameter of several heads gets an undefined gradient from a row that sees nothing", arguments: [0, 0.5])
    func parametersOfMaskedHeads(dropout: Double) throws {
        let layer = MultiHeadAttention(4, heads: 2, dropout: dropout, dtype: .float64)
        let x = random([2, 3, 4], seed: 24).requiringGrad()
        let mask = Tensor([[-.infinity, -.infinity, -.infinity], [0, -.infinity, 0], [0, 0, 0]] as [[Double]])
        let y = layer(x, x, x, mask: mask)
        let bias = try #require(layer.namedParameters.first { $0.name == "out_proj.bias" }).parameter
        #expect(difference(y[0, 0], bias) == 0)
        square(y).sum().backward()
        for (name, parameter) in layer.namedParameters.map({ ($0.name, $0.parameter) }) {
            #expect(isFinite(try #require(parameter.grad)).all().item() == 1, "\(name)")
        }
        #expect(isFinite(try #require(x.grad)).all().item() == 1)
    }

    @Test("attention to no keys at all is 0")
    func noKeys() {
        let q = random([2, 3], seed: 25)
        let none = Tensor.zeros([0, 3], dtype: .float64)
        #expect(scaledDotProductAttention(q, none, none).asArray(Double.self) == [0, 0, 0, 0, 0, 0])
    }

    @Test("a causal mask and a mask of one's own hold together")
    func masks() {
        let (q, k, v) = (random([3, 2], seed: 7), random([3, 2], seed: 8), random([3, 2], seed: 9))
        let own = Tensor([[true, true, true], [false, true, true], [true, false, true]])
        let both = Tensor([[true, false, false], [false, true, false], [true, false, true]])
        let expected = scaledDotProductAttention(q, k, v, mask: both)
        #expect(difference(scaledDotProductAttention(q, k, v, mask: own, isCausal: true), expected) == 0)
    }

    @Test("the product of rotated vectors depends on their distance alone", arguments: [false, true])
    func rotation(pairsAreNeighbours: Bool) {
        let rotary = RotaryPositions(pairsAreNeighbours: pairsAreNeighbours)
        let (q, k) = (random([1, 8], seed: 10), random([1, 8], seed: 11))
        func product(_ i: Int, _ j: Int) -> Double { (rotary(q, offset: i) * rotary(k, offset: j)).sum().item() }
        #expect(abs(product(3, 1) - product(12, 10)) <= 1e-12)
        #expect(abs(product(3, 1) - product(3, 2)) > 1e-3)
        #expect(abs(product(5, 5) - (q * k).sum().item()) <= 1e-12)
    }

    @Test("learned positions add a vector for each position, and each learns")
    func learned() {
        let layer = LearnedPositions(5, 2, dtype: .float64)
        let x = random([2, 3, 2], seed: 12)
        #expect(difference(layer(x), x + layer.weight[0..<3]) == 0)
        let y = layer(x, offset: 2)
        #expect(difference(y, x + layer.weight[2..<5]) == 0)
        y.sum().backward()
        #expect(layer.weight.grad?.asArray(Double.self) == [0, 0, 0, 0, 2, 2, 2, 2, 2, 2])
    }
}

@Suite("Recurrent networks")
struct LayerRecurrentTests {
    @Test("a masked batch gives what each sequence gives by itself, whatever stands beyond its end")
    func lengths() {
        let layer = LSTM(2, 3, layers: 2, bidirectional: true, dtype: .float64)
        let x = random([3, 4, 2], seed: 1)
        let lengths = [4, 1, 2]
        let (output, state) = layer(x, state: nil, mask: sequenceMask(lengths: lengths, length: 4))
        for (index, length) in lengths.enumerated() {
            let (alone, end) = layer(x[index...index, 0..<length], state: nil)
            #expect(difference(output[index...index, 0..<length], alone) <= 1e-15)
            #expect(difference(output[index, length...], Tensor.zeros([4 - length, 6], dtype: .float64)) == 0)
            #expect(difference(state.hidden[.all, index...index], end.hidden) <= 1e-15)
            #expect(difference(state.cell[.all, index...index], end.cell) <= 1e-15)
        }
    }

    @Test("a sequence may be continued from the state of its beginning")
    func continued() {
        let layer = GRU(2, 3, layers: 2, dtype: .float64)
        let x = random([2, 5, 2], seed: 2)
        let (whole, end) = layer(x, state: nil)
        let (first, middle) = layer(x[.all, 0..<2], state: nil)
        let (second, last) = layer(x[.all, 2...], state: middle)
        #expect(difference(concatenated([first, second], axis: 1), whole) <= 1e-15)
        #expect(difference(last, end) <= 1e-15)
    }

    @Test("are modules from outputs to outputs in Sequential, with PyTorch's names")
    func names() {
        let model = Sequential(LSTM(2, 3, bidirectional: true), Linear(6, 1))
        #expect(model(Tensor.zeros([4, 5, 2])).shape == [4, 5, 1])
        #expect(
            model.namedParameters.map(\.name) == [
                "0.weight_ih_l0", "0.weight_hh_l0", "0.bias_ih_l0", "0.bias_hh_l0", "0.weight_ih_l0_reverse",
                "0.weight_hh_l0_reverse", "0.bias_ih_l0_reverse", "0.bias_hh_l0_reverse", "1.weight", "1.bias",
            ])
    }
}
