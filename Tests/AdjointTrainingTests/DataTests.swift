import Adjoint
import AdjointTraining
import Testing

@Suite("The digits")
struct DigitsTests {
    @Test("are 1,797 images of 64 pixels from 0 to 16, ten classes")
    func contents() throws {
        let digits = try Samples.digits()
        #expect(digits.inputs.shape == [1797, 64] && digits.inputs.dtype == .float32)
        #expect(digits.targets.shape == [1797] && digits.targets.dtype == .int64)
        #expect(digits.classCount == 10 && digits.count == 1797)
        let pixels = digits.inputs.asArray(Float.self)
        #expect(pixels.min() == 0 && pixels.max() == 16)
        #expect(pixels.allSatisfy { $0 == $0.rounded() })
        // The sum over the file of scikit-learn's load_digits.
        #expect(pixels.reduce(0) { $0 + Double($1) } == 561_718)
        let labels = digits.targets.asArray(Int.self)
        #expect(
            (0..<10).map { label in labels.count { $0 == label } } == [
                178, 182, 177, 183, 181, 182, 181, 179, 174, 180,
            ])
        #expect(Array(labels[..<12]) == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1])
        #expect(Array(pixels[..<8]) == [0, 0, 5, 13, 9, 1, 0, 0])
    }

    @Test("can be picked by position, also more than once")
    func positions() throws {
        let digits = try Samples.digits()
        let picked = digits[[5, 0, 5]]
        #expect(picked.targets.asArray(Int.self) == [5, 0, 5])
        #expect(picked.inputs.shape == [3, 64] && picked.classCount == 6)
        #expect(picked.inputs[1].asArray(Float.self) == digits.inputs[0].asArray(Float.self))
        #expect(picked.inputs[2].asArray(Float.self) == digits.inputs[5].asArray(Float.self))
        #expect(digits[[]].inputs.shape == [0, 64])
        let error = #expect(throws: AdjointError.self) { try withErrors { digits[[0, 1797]] } }
        #expect(error?.description == "take: index 1797 is not in 0..<1797")
    }
}

@Suite("Samples")
struct SamplesTests {
    private static let table = Tensor((0..<12).map(Float.init), shape: [4, 3])

    @Test("keep inputs and targets together, by position")
    func batch() {
        let samples = Samples(Self.table, Tensor([7, 8, 9, 10] as [Int]))
        #expect(samples.count == 4 && samples.classCount == 11)
        let batch = samples.batch(at: [2, 0, 2])
        #expect(batch.inputs.shape == [3, 3] && batch.inputs.asArray(Float.self) == [6, 7, 8, 0, 1, 2, 6, 7, 8])
        #expect(batch.targets.asArray(Int.self) == [9, 7, 9])
        #expect(samples.prefix(2).targets.asArray(Int.self) == [7, 8])
        #expect(samples.prefix(9).count == 4 && samples.prefix(-1).count == 0)
    }

    @Test("take columns of a table, rows in another order, and results with a graph")
    func views() {
        let weights = Self.table.detach().requiringGrad()
        for (inputs, expected) in [
            (Self.table[.all, 1..<3], [4, 5] as [Float]), (Self.table.flipped(axis: 0), [6, 7, 8]),
            (Tensor([5, 6, 7] as [Float]).broadcast(to: [4, 3]), [5, 6, 7]), (weights * 2, [6, 8, 10]),
        ] {
            let samples = Samples(inputs, Tensor.zeros([4]))
            #expect(samples.batch(at: [1]).inputs.asArray(Float.self) == expected)
            #expect(!samples.inputs.requiresGrad)
        }
    }

    @Test("map their inputs and keep their targets")
    func mapInputs() {
        let samples = Samples(Self.table, Tensor([0, 1, 1, 0] as [Int])).mapInputs { $0.reshaped(4, 3, 1) / 2 }
        #expect(samples.inputs.shape == [4, 3, 1] && samples.inputs[1, 2, 0].item() == 2.5)
        #expect(samples.targets.asArray(Int.self) == [0, 1, 1, 0])
    }

    @Test("have no classes without samples")
    func empty() { #expect(Samples(Tensor.zeros([0, 5]), Tensor([] as [Int])).classCount == 0) }

    @Test("refuse what does not go together")
    func errors() {
        func sentence(_ body: () -> Void) -> String? {
            #expect(throws: AdjointError.self) { try withErrors(body) }?.description
        }
        let rest = "the first axes must be equally long"
        #expect(
            sentence { _ = Samples(Self.table, Tensor.zeros([3])) }
                == "Samples: inputs [4, 3] and targets [3]: \(rest)")
        #expect(
            sentence { _ = Samples(Tensor(1), Tensor(1)) } == "Samples: inputs [] and targets []: \(rest)")
        #expect(
            sentence { _ = Samples(Self.table, Tensor.zeros([4])).classCount }
                == "classCount: the targets are float32: classes are int32 or int64")
    }
}
