import Adjoint
import AdjointNN
import Testing

@Suite("Cross entropy")
struct CrossEntropyTests {
    @Test(
        "in float32, far from 0, is as accurate as near it",
        arguments: [0, 1e4, -1e4, 1e7] as [Float])
    func shifted(by offset: Float) throws {
        let logits = Tensor([offset, offset + 1, offset + 3] as [Float], shape: [1, 3]).requiringGrad()
        let cost = crossEntropy(logits, Tensor([1] as [Int]))
        // log(e⁻¹ + 1 + e²)
        #expect(abs(cost.item() - 2.1698460195562856) <= 2.5e-7)
        cost.backward()
        let expected: [Float] = [0.04201007, -0.88580480, 0.84379473]
        for (found, expected) in zip(try #require(logits.grad).asArray(Float.self), expected) {
            #expect(abs(found - expected) <= 1e-7)
        }
    }

    @Test("takes int32 and int64 labels alike")
    func labelTypes() {
        let logits = Tensor([[0.5, -1, 2], [1, 0, 3]])
        let (wide, narrow) = (Tensor([2, 0] as [Int]), Tensor([2, 0] as [Int32]))
        #expect(crossEntropy(logits, wide).item() == crossEntropy(logits, narrow).item())
    }

    @Test("a class that is ruled out by -infinity counts for nothing")
    func ruledOut() throws {
        let logits = Tensor([1, -Double.infinity, 2], shape: [1, 3]).requiringGrad()
        let two = Tensor([1, 2] as [Double], shape: [1, 2]).requiringGrad()
        let cost = crossEntropy(logits, Tensor([2] as [Int]))
        let expected = crossEntropy(two, Tensor([1] as [Int]))
        #expect(cost.item() == expected.item())
        cost.backward()
        expected.backward()
        let (found, without) = (try #require(logits.grad), try #require(two.grad))
        #expect(found.asArray(Double.self)[1] == 0)
        #expect([0, 2].map { found.asArray(Double.self)[$0] } == without.asArray(Double.self))
    }

    @Test("no sample has no mean")
    func empty() {
        #expect(crossEntropy(Tensor.zeros([0, 3]), Tensor([] as [Int])).item().isNaN)
    }
}
