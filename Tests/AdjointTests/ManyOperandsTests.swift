import Foundation
import Testing

@testable import Adjoint

/// Graphs of very many operands. The work for one must not grow with their number, or a graph of 100,000 takes hours;
/// the limits are there for that, and far from what the cases need.
@Suite("Many operands", .timeLimit(.minutes(10)))
struct ManyOperandsTests {
    /// 20,000, or 100,000 with `ADJOINT_EXTENDED=1`.
    static let most = ProcessInfo.processInfo.environment["ADJOINT_EXTENDED"] == "1" ? 100_000 : 20_000
    static let counts = [1000, most]

    private static func leaves(_ count: Int) -> [Tensor] {
        (0..<count).map { Tensor(Double($0)).requiringGrad() }
    }

    @Test("the cotangent of a part of many follows from the operation alone, whatever the other parts are")
    func concatenation() {
        let operation = Concatenation(axis: 0, lengths: [2, 0, 1, 3])
        let node = Tensor([0, 0, 0, 0, 0, 0])
        let g = Tensor([1, 2, 3, 4, 5, 6])
        let parts = (0..<4).map { operation.cotangent($0, of: node, g)?.asArray(Float.self) }
        #expect(parts == [[1, 2], [], [3], [4, 5, 6]])
    }

    @Test("stacked and concatenated pass each part its own cotangent", arguments: counts)
    func joined(_ count: Int) {
        let scalars = Self.leaves(count)
        let rows = scalars.map { _ in Tensor([1, 1] as [Double]).requiringGrad() }
        let weights = Tensor.arange(count, dtype: .float64)
        (stacked(scalars) * weights).sum().backward()
        #expect(scalars.indices.allSatisfy { scalars[$0].grad?.item() == Double($0) })
        (concatenated(rows) * concatenated([weights, -weights])).sum().backward()
        let expected = { (index: Int) in
            [2 * index, 2 * index + 1].map { $0 < count ? Double($0) : Double(count - $0) }
        }
        #expect(rows.indices.allSatisfy { rows[$0].grad?.asArray(Double.self) == expected($0) })
    }

    @Test("the parts of a split, and slices of a tensor, gather in it", arguments: counts)
    func parts(_ count: Int) throws {
        let x = Tensor.arange(count, dtype: .float64).requiringGrad()
        let terms = x.split(parts: count).enumerated().map { $1[0] * Double($0) }
        terms.dropFirst().reduce(terms[0]) { $0 + $1 }.backward()
        #expect(try #require(x.grad).asArray(Double.self) == (0..<count).map(Double.init))
        x.zeroGrad()
        stacked((0..<count).map { x[$0] * x[0] }).sum().backward()
        let total = Double(count * (count - 1) / 2)
        #expect(try #require(x.grad).asArray(Double.self).prefix(3) == [total, 0, 0])
    }

    @Test("a leaf that is used very often, and a sum of very many", arguments: counts)
    func sums(_ count: Int) throws {
        let leaves = Self.leaves(count)
        let w = Tensor([1, 2] as [Double]).requiringGrad()
        let sum = leaves.reduce(Tensor.zeros([2], dtype: .float64)) { $0 + $1 * w }
        sum.sum().backward()
        let total = Double(count * (count - 1) / 2)
        #expect(try #require(w.grad).asArray(Double.self) == [total, total])
        #expect(leaves.allSatisfy { $0.grad?.item() == 3 })
    }

    @Test("gradients for very many tensors, and of one that is asked for often", arguments: counts)
    func targets(_ count: Int) {
        let leaves = Self.leaves(count)
        let y = square(stacked(leaves)).sum()
        let found = gradients(of: y, for: leaves, retainGraph: true)
        #expect(found.indices.allSatisfy { found[$0].item() == 2 * Double($0) })
        let tangent = jvp(
            of: { x in stacked((0..<count).map { _ in x }).sum() }, at: Tensor(2 as Double),
            tangent: Tensor(1 as Double))
        #expect(tangent.tangent.item() == Double(count))
    }

    @Test(
        "very many values are computed and assigned together, in as many passes as they need",
        arguments: [1000, 20_000])
    func together(_ count: Int) {
        withFusionOfEverything {
            let leaves = (0..<count).map { Tensor([Double($0), 1]) }
            // Of different shapes, so that they go into different programs, and of those that wait for others.
            let values = leaves.enumerated().map { index, leaf in
                index % 3 == 0 ? leaf * 2 : index % 3 == 1 ? leaf / leaf.sum() : Tensor.ones([index + 2]) * leaf[0]
            }
            evaluate(values)
            #expect(values.allSatisfy { !$0.isPending })
            assign(leaves.map { ($0, $0 + 1) })
            #expect(leaves.indices.allSatisfy { leaves[$0].asArray(Double.self) == [Double($0) + 1, 2] })
        }
    }

    @Test("a graph of very many operands is released")
    func release() {
        withLeakChecking {
            let leaves = Self.leaves(Self.most)
            _ = stacked(leaves.map { $0 * 2 })
        }
    }
}
