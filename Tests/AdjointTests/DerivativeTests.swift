import Testing

@testable import Adjoint

@Suite("Every derivative of every operation")
struct DerivativeTests {
    static let seeds: [UInt64] = [1, 2, 3]

    @Test("agrees with central differences at first and second order", arguments: seeds)
    func differences(seed: UInt64) {
        let generator = RandomGenerator(seed: seed)
        for entry in OperationRegistry.cases {
            let report = check(entry, generator)
            #expect(report.passed, "\(entry), seed \(seed): \(report)")
            let elements = entry.operands.reduce(0) { $0 + $1.shape.reduce(1, *) }
            #expect(report.comparisons == 2 * elements, "\(entry): every element is compared at both orders")
        }
    }

    @Test("the registry is as large as it should be")
    func size() {
        let operations = Set(OperationRegistry.cases.map(\.operation))
        #expect(operations.count >= 60)
        #expect(OperationRegistry.cases.count * Self.seeds.count >= 2000)
        print("\(operations.count) operations, \(OperationRegistry.cases.count) cases, \(Self.seeds.count) draws each")
    }

    @Test("is the same in forward and in reverse mode")
    func forwardAgainstReverse() {
        let generator = RandomGenerator(seed: 4)
        for entry in OperationRegistry.cases where entry.operation != "cast" {
            let operands = entry.sample(generator)
            for (position, operand) in operands.enumerated() {
                func function(_ x: Tensor) -> Tensor {
                    var arguments = operands
                    arguments[position] = x
                    return entry.body(arguments)
                }
                let tangent = Tensor.normal(operand.shape, dtype: .float64, generator: generator)
                let forward = jvp(of: function, at: operand, tangent: tangent)
                let cotangent = Tensor.normal(forward.value.shape, dtype: .float64, generator: generator)
                let reverse = vjp(of: function, at: operand).pullback(cotangent)
                #expect(forward.tangent.shape == forward.value.shape && reverse.shape == operand.shape)
                // ⟨J t, u⟩ = ⟨t, Jᵀ u⟩: no differences, so only rounding is allowed for (of 1 where both are 0).
                let (left, right) = ((forward.tangent * cotangent).sum().item(), (tangent * reverse).sum().item())
                let size = abs(forward.tangent * cotangent).sum().item() + abs(tangent * reverse).sum().item() + 1e-12
                #expect(Swift.abs(left - right) <= 1e-12 * size, "\(entry), operand \(position): \(left) and \(right)")
            }
        }
    }

    @Test("a broken rule is noticed", arguments: OperationRegistry.rules)
    func mutations(rule: OperationRegistry.Rule) {
        let changes: [Mutation.Change] =
            [.offset(0.01)] + (rule.isFlat ? [] : [.scale(1.001), .scale(-1.5)])
            + (rule.isPiecewiseLinear ? [] : [.detach])
        // The operation's own cases first; `put` occurs only as the transpose of `take`.
        let name = rule.operation == "put" ? "take" : rule.operation
        let likely = OperationRegistry.cases.filter { $0.operation.hasPrefix(name) }
        for change in changes {
            var caught: OperationCase?
            for entry in likely + OperationRegistry.cases {
                let outcome = Mutation.run(rule.operation, input: rule.input, change) {
                    check(entry, RandomGenerator(seed: 5))
                }
                if outcome.wasApplied, !outcome.result.passed {
                    caught = entry
                    break
                }
            }
            #expect(caught != nil, "\(rule) with \(change): no case turned red")
        }
    }

    @Test("each operation's row is its own")
    func rows() {
        // That each has one, the compiler checks: `row` names them all.
        #expect(Set(Unary.all.map(\.operation)).count == Unary.all.count)
        #expect(Set(Binary.all.map(\.operation)).count == Binary.all.count)
        #expect(Set((Unary.all.map(\.name) + Binary.all.map(\.name))).count == Unary.all.count + Binary.all.count)
    }

    private func check(_ entry: OperationCase, _ generator: RandomGenerator) -> GradientReport {
        checkGradients(of: { Mutation.breaking(entry.body($0)) }, at: entry.sample(generator), step: entry.step)
    }
}
