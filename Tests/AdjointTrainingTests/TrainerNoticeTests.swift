import Testing

@testable import Adjoint
import AdjointNN
@testable import AdjointTraining

@Suite("What a trainer notices")
struct TrainerNoticeTests {
    private func notices(_ model: some Module<Tensor, Tensor>) throws -> [String] {
        let labels = Tensor((0..<32).map { $0 % 3 } as [Int])
        let data = DataLoader(Samples(.normal([32, 4]), labels), batchSize: 8)
        let trainer = Trainer(model, SGD(model, learningRate: 0.1)) { crossEntropy($0, $1) }
        trainer.display = .none
        return try Notices.collecting { try trainer.fit(data, epochs: 2) }
    }

    @Test("leaves a loss that is no number to what it displays, and has a notice where it displays nothing")
    func nonFiniteNotice() throws {
        let model = Sequential(Linear(4, 3))
        let data = DataLoader(Samples(.normal([8, 4]), Tensor((0..<8).map { $0 % 3 } as [Int])), batchSize: 8)
        for display in [TrainingDisplay.none, .every(epochs: 100)] {
            let trainer = Trainer(model, SGD(model, learningRate: 0)) { crossEntropy($0, $1) * .nan }
            trainer.display = display
            let said = try Notices.collecting { try trainer.fit(data, epochs: 1) }
            #expect(said.contains { $0.hasPrefix("backward() of a loss that is nan") } == (display == .none))
        }
    }

    @Test("says once that outputs look like probabilities where the targets are labels")
    func probabilities() throws {
        #expect(
            try notices(Sequential(Linear(4, 3), Softmax())) == [
                "crossEntropy takes logits, and is given the result of softmax: leave out the softmax before it"
            ])
        // What made them is hidden in a function of one's own.
        #expect(
            try notices(Sequential(Linear(4, 3), Lambda { exp($0) / exp($0).sum(axis: 1, keepDims: true) })) == [
                "the model's outputs look like probabilities, and the targets are labels; if the loss is crossEntropy, it "
                    + "takes logits: leave out the softmax at its end"
            ])
        #expect(try notices(Sequential(Linear(4, 3))) == [])
    }

    @Test("names the place of the first loss that is no number, and what to do")
    func nonFinite() {
        let run = TrainingRun(model: Sequential(), optimizer: SGD([], learningRate: 1), epochCount: 3, batchCount: 40)
        run.batch = 17
        let sentence = ProgressReporter.nonFinite(.nan, run)
        #expect(
            sentence.hasPrefix("the loss is nan at epoch 1, batch 17 of 40: detectAnomalies { … } around fit names"))
        #expect(sentence.hasSuffix("the callback StopAtNonFiniteLoss() ends such a run"))
    }
}
