import Testing

@testable import Adjoint

/// Calls with random arguments, most of them wrong: an operation gives a result of the right shape or an error, and
/// never stops the program.
@Suite("Requests at random")
struct RobustnessTests {
    @Test(
        "a random request gives an error, or a result of the shape that the rules predict", arguments: Request.families,
        0..<5 as Range<UInt64>)
    func requests(_ family: Request.Family, _ seed: UInt64) {
        var draw = Draw(seed: seed)
        for round in 0..<family.rounds {
            let request = family.make(&draw)
            let comment = Comment(rawValue: "\(family.name), round \(round): \(request.text)")
            do {
                let results = try withErrors { request.run() }
                #expect(request.outcome != .error, comment)
                for result in results {
                    if case .shape(let shape) = request.outcome { #expect(result.shape == shape, comment) }
                    #expect(result.count == result.shape.reduce(1, *), comment)
                    #expect(result.rank <= 8, comment)
                    if result.count < 1 << 14 { #expect(reads(result) == result.count, comment) }
                }
                try differentiate(results, request.leaves, comment)
            } catch let error as AdjointError {
                #expect(!error.message.isEmpty, comment)
                if case .shape = request.outcome { Issue.record("\(comment): \(error)") }
            } catch {
                Issue.record("\(comment): \(error)")
            }
        }
    }

    /// How many elements can be read.
    private func reads(_ x: Tensor) -> Int {
        x.dtype == .bool ? x.asArray(Bool.self).count : x.asArray(Double.self).count
    }

    /// Every gradient has the shape and the dtype of its leaf.
    private func differentiate(_ results: [Tensor], _ leaves: [Tensor], _ comment: Comment) throws {
        guard let result = results.first(where: { $0.requiresGrad && $0.count < 1 << 14 }) else { return }
        try withErrors { result.backward(Tensor.ones(like: result)) }
        for leaf in leaves where leaf.requiresGrad {
            #expect(leaf.grad.map { $0.shape == leaf.shape && $0.dtype == leaf.dtype } ?? true, comment)
        }
    }
}

@Suite("What requests at random and programs of users found")
struct FoundTests {
    @Test("numbers repeated to different shapes broadcast like any other tensors")
    func repeatedNumbers() throws {
        let (column, row) = (Tensor(2.0).broadcast(to: [3, 1]), Tensor(5.0).broadcast(to: [4]))
        #expect((column * row).shape == [3, 4])
        #expect((column * row).asArray(Float.self) == [Float](repeating: 10, count: 12))
        #expect((column + column).asArray(Float.self) == [4, 4, 4])
        #expect(throws: AdjointError.self) { try withErrors { row + Tensor(1.0).broadcast(to: [3]) } }
    }

    @Test("a gradient by x is part of a loss of the weights that it depends on")
    func gradientPenalty() {
        let x = Tensor([0.5, -1, 2] as [Double])
        let w = Tensor([1, 2, -0.5] as [Double], requiresGrad: true)
        let function: (Tensor, Tensor) -> Tensor = { x, w in (x * x * w * w).sum() }
        // |∂/∂x|² = Σ 4x²w⁴, so its derivative by w is 16x²w³.
        let expected: [Double] = [4, 128, -8]
        square(gradient { function($0, w) }(x)).sum().backward()
        #expect(w.grad?.asArray(Double.self) == expected)
        let nested = gradient { w in square(gradient { function($0, w) }(x)).sum() }(w.detach())
        #expect(nested.asArray(Double.self) == expected)
        #expect(!nested.requiresGrad)
        let forward = gradient { w in square(jvp(of: { $0 * w * w }, at: x, tangent: x).tangent).sum() }(w.detach())
        // The tangent is xw²: Σ x²w⁴, with slope 4x²w³.
        #expect(forward.asArray(Double.self) == [1, 32, -2])
        #expect(!withoutGradient { gradient { function($0, w) }(x) }.requiresGrad)
    }

    @Test("pullbacks and tangents can be differentiated by what is put into them")
    func linearInCotangent() {
        let (x, u) = (Tensor([1, 2] as [Double]), Tensor([3, 4] as [Double], requiresGrad: true))
        // The derivative of the pullback by its cotangent is forward mode.
        let twice = vjp(of: { u in vjp(of: { square($0) }, at: x).pullback(u) }, at: u.detach()).pullback(x)
        #expect(twice.asArray(Double.self) == [2, 8])
        jvp(of: { square($0) }, at: x, tangent: u).tangent.sum().backward()
        #expect(u.grad?.asArray(Double.self) == [2, 4])
    }

    @Test("leaves that get the same cotangent do not share their gradient")
    func separateGradients() {
        let (a, b) = (Tensor([1, 2], requiresGrad: true), Tensor([3, 4], requiresGrad: true))
        (a + b).sum().backward(createGraph: true)
        a.grad?.assign(Tensor([7, 7]))
        #expect(b.grad?.asArray(Float.self) == [1, 1])
        let both = gradients(of: (a + b).sum(), for: [a, b], createGraph: true)
        both[0].assign(Tensor([7, 7]))
        #expect(both[1].asArray(Float.self) == [1, 1])
    }

    @Test("a request that is wrong is refused")
    func refusals() {
        func refuses(_ operation: String, _ request: () -> Tensor) {
            let error = #expect(throws: AdjointError.self) { try withErrors(request) }
            #expect(error?.operation == operation)
        }
        let (column, row) = (Tensor(1.0).broadcast(to: [1 << 20, 1]), Tensor(1.0).broadcast(to: [1, 1 << 20]))
        let line = Tensor(1.0).broadcast(to: [1 << 50])
        refuses("stack") { stacked([Tensor([1, 2])], axis: -3) }
        refuses("flatten") { Tensor.ones([2, 3, 4]).flattened(from: 2, through: 1) }
        refuses("full") { Tensor.zeros([0, 1 << 45, 1 << 45]) }
        refuses("full") { Tensor.zeros([1 << 50]) }
        refuses("linspace") { Tensor.linspace(0, 1, count: .max) }
        refuses("arange") { Tensor.arange(0, 1e15) }
        refuses("eye") { Tensor.eye(1 << 30) }
        refuses("oneHot") { oneHot(Tensor([0], dtype: .int64), classes: .max) }
        refuses("pad") { Tensor([1, 2]).padded([(before: .max, after: .max)]) }
        refuses("split") { Tensor([1, 2]).split(sizes: [.max, .max])[1] }
        refuses("split") { Tensor([1, 2]).split(parts: 3)[2] }
        refuses("asArray") { Tensor(Tensor([1.5, 2]).asArray(Int.self)[1]) }
        refuses("broadcast") { Tensor([1, 2]).broadcast(to: []) }
        refuses("matmul") { matmul(column, row) }
        refuses("add") { column + row }
        refuses("concatenate") { concatenated([line, line]) }
    }

    @Test("a norm with NaN has NaN gradients; a variance of fewer elements than the correction is not negative")
    func undefined() {
        let slope = gradient { $0.norm() }(Tensor([.nan, 1] as [Double])).asArray(Double.self)
        #expect(slope.count { $0.isNaN } == 2)
        #expect(Tensor.zeros([0]).variance(correction: 1).item().isNaN)
        #expect(Tensor([1, 3]).variance(correction: 3).item() == .infinity)
    }

    @Test("nothing lies between a start and an end that the step leads away from")
    func emptyRange() {
        #expect(Tensor.arange(5, -1e30).shape == [0])
        #expect(Tensor.arange(5, 1e300, step: -1e-3).shape == [0])
    }

    @Test("the gradient of a product of many elements", arguments: [1, 2, 7, 1000])
    func longProduct(_ count: Int) {
        let numbers: [Double] = (0..<count).map { $0 == 1 ? 0 : 1 + Double($0 % 3) / 1000 }
        let zeros = numbers.count { $0 == 0 }
        let rest = numbers.filter { $0 != 0 }.reduce(1, *)
        let expected: [Double] = numbers.map { value in
            if value == 0 { return rest }
            return zeros > 0 ? 0 : rest / value
        }
        let found = gradient { $0.product() }(Tensor(numbers)).asArray(Double.self)
        #expect(zip(found, expected).allSatisfy { abs($0 - $1) <= 1e-12 * abs($1) })
    }
}

/// Numbers, shapes and tensors for requests.
struct Draw {
    private var generator: RandomGenerator

    init(seed: UInt64) { generator = RandomGenerator(seed: seed) }

    mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

    mutating func chance(_ percent: Int) -> Bool { int(1...100) <= percent }

    mutating func one<Element>(of choices: [Element]) -> Element { choices[int(0...(choices.count - 1))] }

    mutating func several<Element>(_ counts: ClosedRange<Int>, _ make: (inout Draw) -> Element) -> [Element] {
        (0..<int(counts)).map { _ in make(&self) }
    }

    /// Mostly an axis of the rank, sometimes any integer.
    mutating func axis(_ rank: Int) -> Int {
        chance(80) && rank > 0 ? int(-rank...(rank - 1)) : one(of: [-9, -1, 0, 1, 8, 9, .min, .max, .min + 1])
    }

    mutating func axes(_ rank: Int) -> [Int] { (0..<int(0...3)).map { _ in axis(rank) } }

    /// Mostly small, sometimes absurd.
    mutating func size() -> Int {
        chance(75) ? int(0...4) : one(of: [-1, -2, .min, .max, 1 << 45, 1 << 60, 1 << 62])
    }

    mutating func shape(_ maximumRank: Int = 8) -> [Int] {
        let rank = chance(70) ? int(0...Swift.min(maximumRank, 3)) : int(0...maximumRank)
        return (0..<rank).map { _ in chance(10) ? 0 : int(1...(rank > 5 ? 2 : 3)) }
    }

    /// A shape that often broadcasts with another.
    mutating func partner(of shape: [Int]) -> [Int] {
        chance(25) ? self.shape() : shape.dropFirst(int(0...shape.count)).map { chance(30) ? 1 : $0 }
    }

    mutating func dtype() -> DType { chance(60) ? one(of: [.float32, .float64]) : one(of: DType.allCases) }

    /// A leaf in one of several layouts; of a floating-point dtype, with a gradient.
    mutating func tensor(_ shape: [Int]? = nil, _ dtype: DType? = nil) -> Tensor {
        let (shape, dtype) = (shape ?? self.shape(), dtype ?? self.dtype())
        func filled(_ shape: [Int]) -> Tensor {
            Tensor((0..<shape.reduce(1, *)).map { _ in Double(int(-3...3)) / 2 }, shape: shape).cast(to: dtype)
        }
        var x: Tensor
        switch int(0...4) {
        case 0: x = filled(shape.reversed()).transposed()
        case 1: x = filled(shape).flipped()
        case 2 where !shape.isEmpty && shape.count < 4: x = filled(shape.map { 2 * $0 })[strides(shape.count)]
        case 3: x = filled(shape.map { Swift.min($0, 1) }).broadcast(to: shape)
        default: x = filled(shape)
        }
        x = x.detach()
        x.requiresGrad = dtype.isFloatingPoint
        return x
    }

    private func strides(_ rank: Int) -> [any TensorIndex] { (0..<rank).map { _ in .stride(by: 2) as IndexTerm } }

    mutating func term() -> any TensorIndex {
        switch int(0...9) {
        case 0...3: return axis(2)
        case 4: return IndexTerm.newAxis
        case 5: return IndexTerm.ellipsis
        case 6: return Tensor((0..<int(0...3)).map { _ in int(-1...2) })
        case 7: return (-int(0...2))...
        default:
            let bounds: [Int?] = [nil, 0, 1, 2, 5, -1, -4, .min, .max]
            return IndexTerm.stride(
                from: one(of: bounds), to: one(of: bounds), by: one(of: [1, 1, 1, 2, -1, -3, 0, .min, .max]))
        }
    }
}

extension Tensor {
    /// The subscript with an array of indices.
    subscript(_ terms: [any TensorIndex]) -> Tensor {
        switch terms.count {
        case 0: self[]
        case 1: self[terms[0]]
        case 2: self[terms[0], terms[1]]
        case 3: self[terms[0], terms[1], terms[2]]
        default: self[terms[0], terms[1], terms[2], terms[3]]
        }
    }
}
