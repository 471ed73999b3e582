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

    @Test("says once that outputs look like probabilities where the targets are labels")
    func probabilities() throws {
        #expect(
            try notices(Sequential(Linear(4, 3), Softmax())) == [
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
