import Adjoint
import AdjointNN
import Testing

@Suite("A mistake in a loss gives one precise sentence")
struct LossErrorTests {
    private static func zeros(_ shape: Int..., dtype: DType = .float32) -> Tensor { .zeros(shape, dtype: dtype) }

    static let unequal: [String: @Sendable (Tensor, Tensor) -> Tensor] = [
        "mseLoss: predictions": { mseLoss($0, $1) }, "l1Loss: predictions": { l1Loss($0, $1) },
        "huberLoss: predictions": { huberLoss($0, $1) }, "smoothL1Loss: predictions": { smoothL1Loss($0, $1) },
        "binaryCrossEntropy: probabilities": { binaryCrossEntropy($0, $1) },
        "binaryCrossEntropyWithLogits: logits": { binaryCrossEntropyWithLogits($0, $1) },
        "focalLoss: logits": { focalLoss($0, $1) },
        "categoricalCrossEntropy: probabilities": { categoricalCrossEntropy($0, $1) },
        "categoricalCrossEntropyWithLogits: logits": { categoricalCrossEntropyWithLogits($0, $1) },
        "klDivLoss: log probabilities": { klDivLoss($0, $1) }, "hingeLoss: scores": { hingeLoss($0, $1) },
    ]

    @Test("shapes that would broadcast, and dtypes that differ, are refused", arguments: unequal.keys)
    func noBroadcasting(name: String) throws {
        let function = try #require(Self.unequal[name])
        let needed = "one shape, and float32 or float64 for all, are needed"
        for (x, t, kind) in [
            (Self.zeros(4, 3), Self.zeros(4, 1), AdjointError.Kind.shape), (Self.zeros(4, 3), Self.zeros(3), .shape),
            (Self.zeros(4, 3), Self.zeros(4, 3, dtype: .float64), .dtype),
            (Self.zeros(4, 3), Self.zeros(4, 3, dtype: .int64), .dtype),
            (Self.zeros(4, 3, dtype: .int32), Self.zeros(4, 3, dtype: .int32), .dtype),
        ] {
            let error = #expect(throws: AdjointError.self) { try withErrors { function(x, t) } }
            #expect(
                error?.description
                    == "\(name) \(x.shape) \(x.dtype), targets \(t.shape) \(t.dtype): \(needed)")
            #expect(error?.kind == kind)
        }
    }

    @Test(
        "a refused loss gives the stand-in of every refused result, so that the block runs on",
        arguments: Reduction.allCases)
    func standIn(reduction: Reduction) {
        let error = #expect(throws: AdjointError.self) {
            try withErrors {
                let cost = mseLoss(Self.zeros(4, 3), Self.zeros(3), reduction: reduction)
                #expect(cost.shape == Array(repeating: 1, count: 8))
                let labels = Tensor.zeros([4], dtype: .int64)
                let other = nllLoss(Self.zeros(5, 3), labels, reduction: reduction)
                #expect(other.shape == Array(repeating: 1, count: 8))
            }
        }
        #expect(error?.operation == "mseLoss")
    }

    static let mistakes: [Mistake] = [
        Mistake(.value, "huberLoss: the delta is 0.0: a finite number greater than 0 is needed") {
            _ = huberLoss(zeros(2), zeros(2), delta: 0)
        },
        Mistake(.value, "smoothL1Loss: the beta is -1.0: a finite number greater than 0 is needed") {
            _ = smoothL1Loss(zeros(2), zeros(2), beta: -1)
        },
        Mistake(.value, "tripletLoss: the margin is 0.0: a finite number greater than 0 is needed") {
            _ = tripletLoss(zeros(2), zeros(2), zeros(2), margin: 0)
        },
        Mistake(.shape, "tripletLoss: tensors of rank 0 have no axis of features: [..., features] is needed") {
            _ = tripletLoss(zeros(), zeros(), zeros())
        },
        Mistake(
            .shape,
            "tripletLoss: anchor [2, 3] float32, positive [2, 3] float32, negative [1, 3] float32: one shape, and "
                + "float32 or float64 for all, are needed"
        ) { _ = tripletLoss(zeros(2, 3), zeros(2, 3), zeros(1, 3)) },
        Mistake(.value, "crossEntropy: the label smoothing is 1.5: a number in 0...1 is needed") {
            _ = crossEntropy(zeros(2, 3), zeros(2, dtype: .int64), labelSmoothing: 1.5)
        },
        Mistake(.value, "binaryCrossEntropy: the label smoothing is nan: a number in 0...1 is needed") {
            _ = binaryCrossEntropy(zeros(2), zeros(2), labelSmoothing: .nan)
        },
        Mistake(
            .shape,
            "nllLoss: weights [2] float32 for [2, 3] float32: one for each class, in the same dtype, is needed"
        ) { _ = nllLoss(zeros(2, 3), zeros(2, dtype: .int64), classWeights: zeros(2)) },
        Mistake(
            .shape,
            "binaryCrossEntropyWithLogits: weights [2] float32 for [2, 3] float32: one for each class, in the same "
                + "dtype, is needed"
        ) { _ = binaryCrossEntropyWithLogits(zeros(2, 3), zeros(2, 3), positiveWeight: zeros(2)) },
        Mistake(.index, "nllLoss: label 3 is not in 0..<3, the classes") {
            _ = nllLoss(zeros(2, 3), Tensor([0, 3] as [Int]))
        },
        Mistake(
            .shape, "nllLoss: log probabilities [3] and labels [1]: [samples, classes] and [samples] are needed"
        ) { _ = nllLoss(zeros(3), zeros(1, dtype: .int64)) },
        Mistake(.shape, "klDivLoss: a tensor of rank 0 has no axis of classes: [..., classes] is needed") {
            _ = klDivLoss(zeros(), zeros())
        },
        Mistake(.value, "hingeLoss: a target is 0.0: each must be 1 or -1") {
            _ = hingeLoss(zeros(2), Tensor([1, 0]))
        },
        Mistake(.value, "cosineEmbeddingLoss: a target is nan: each must be 1 or -1") {
            _ = cosineEmbeddingLoss(zeros(2, 3), zeros(2, 3), Tensor([1, .nan] as [Float]))
        },
        Mistake(.value, "cosineEmbeddingLoss: the margin is 2.0: a number in -1...1 is needed") {
            _ = cosineEmbeddingLoss(zeros(1, 3), zeros(1, 3), Tensor([1]), margin: 2)
        },
        Mistake(
            .shape,
            "cosineEmbeddingLoss: inputs [2, 3] float32 and targets [3] float32: [samples, features] and [samples] of "
                + "equal dtype are needed"
        ) { _ = cosineEmbeddingLoss(zeros(2, 3), zeros(2, 3), zeros(3)) },
        Mistake(.value, "focalLoss: the alpha is 1.25: a number in 0...1 is needed") {
            _ = focalLoss(zeros(2), zeros(2), alpha: 1.25)
        },
        Mistake(.value, "focalLoss: the gamma is -1.0: a finite number, at least 0, is needed") {
            _ = focalLoss(zeros(2), zeros(2), gamma: -1)
        },
    ]

    @Test("settings, labels, weights and targets", arguments: mistakes)
    func mistake(mistake: Mistake) { mistake.expect() }
}

extension Mistake {
    /// The mistake is thrown, with its sentence.
    func expect() {
        let error = #expect(throws: AdjointError.self) { try withErrors { make() } }
        #expect(error?.description == sentence)
        #expect(error?.kind == kind)
    }
}
