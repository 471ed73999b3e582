import Adjoint
import AdjointNN
import Foundation
import Testing

/// 2x in training and x in evaluation.
private struct Switch: Module {
    let mode = TrainingMode()
    func callAsFunction(_ x: Tensor) -> Tensor { mode.isTraining ? 2 * x : x }
}

/// What threads find.
private final class Log: @unchecked Sendable {
    private let lock = NSLock()
    private var all: [String] = []
    var lines: [String] { lock.withLock { all } }
    func append(_ line: String) { lock.withLock { all.append(line) } }
}

private func onThreads(_ count: Int = 8, rounds: Int = 20, _ body: @escaping @Sendable (_ thread: Int) -> Void) {
    for _ in 0..<rounds { DispatchQueue.concurrentPerform(iterations: count, execute: body) }
}

@Suite("Modules of several threads")
struct ModuleThreadsTests {
    @Test("what is in Sequential and Residual is Sendable, as they are, so that the compiler refuses the rest")
    func sendable() {
        func shared(_ layers: [any Module<Tensor, Tensor> & Sendable]) -> [any Sendable] { layers }
        // It compiles as long as the layers' types say so.
        #expect(shared(Sequential(ReLU()).layers).count == 1)
        #expect(shared([Residual(ReLU(), shortcut: ReLU())].flatMap { [$0.body, $0.shortcut ?? $0] }).count == 2)
    }

    // MARK: The mode

    @Test("evaluating belongs to its thread: others train the model meanwhile, and it stays in training")
    func evaluating() {
        let model = Sequential(Switch(), Residual(Switch()), Dropout(0))
        let wrong = Log()
        onThreads { thread in
            for _ in 0..<10 {
                let inside = model.evaluating { model(Tensor([1])).item() }
                let outside = model(Tensor([1])).item()
                if inside != 2 || outside != 6 { wrong.append("\(inside) \(outside)") }
            }
        }
        #expect(wrong.lines == [] && model(Tensor([1])).item() == 6)
        model.eval()
        #expect(model(Tensor([1])).item() == 2)
    }

    @Test("evaluating reaches the modules of its tree, and no others")
    func trees() {
        let (generator, critic) = (Switch(), Switch())
        let x = Tensor([1])
        generator.evaluating {
            #expect(generator(x).item() == 1 && critic(x).item() == 2)
            critic.evaluating { #expect(generator(x).item() == 1 && critic(x).item() == 1) }
            #expect(generator(x).item() == 1 && critic(x).item() == 2)
        }
        struct Failure: Error {}
        #expect(throws: Failure.self) { try generator.evaluating { throw Failure() } }
        #expect(generator(x).item() == 2)
    }

    @Test("train() inside evaluating holds to its end, for a layer that drops elements in evaluation too")
    func modeInside() {
        let parts = [Switch(), Switch()]
        let model = Sequential(parts)
        model.evaluating {
            parts[1].train()
            #expect(model(Tensor([1])).item() == 2)
            parts[1].evaluating { #expect(model(Tensor([1])).item() == 1) }
            #expect(model(Tensor([1])).item() == 2)
        }
        #expect(parts.allSatisfy { $0.mode.isTraining })
        model.eval()
        model.evaluating { model.train() }
        #expect(parts.allSatisfy { !$0.mode.isTraining })
    }

    @Test("tasks that are made inside evaluating are in evaluation, others are not")
    func tasks() async {
        let model = Switch()
        let outside = Task { model(Tensor([1])).item() }
        let inside = model.evaluating { Task { model(Tensor([1])).item() } }
        #expect(await outside.value == 2)
        #expect(await inside.value == 1)
    }

    // MARK: Values that a call makes or changes

    @Test("the first call of an inferred layer, by several threads at once, makes its weights once")
    func inferred() {
        for seed in 0..<20 {
            let layer = Linear(.inferred, 4, generator: RandomGenerator(seed: UInt64(seed)))
            let x = Tensor([[1, 2, 3]])
            let expected = Linear(3, 4, generator: RandomGenerator(seed: UInt64(seed)))
            let results = Log()
            onThreads(rounds: 1) { _ in results.append("\(layer(x).asArray(Float.self))") }
            #expect(results.lines == Array(repeating: "\(expected(x).asArray(Float.self))", count: 8))
            #expect(layer.weight.asArray(Float.self) == expected.weight.asArray(Float.self))
        }
    }

    @Test("batch norm that several threads train follows the batches of all")
    func batchNorm() throws {
        let layer = BatchNorm(1, momentum: 0.5)
        let x = Tensor([[0], [2]])
        let wrong = Log()
        onThreads(5, rounds: 4) { thread in
            let y = thread == 0 ? layer.evaluating { layer(x) } : layer(x)
            if y.shape != [2, 1] { wrong.append("\(y)") }
        }
        // 16 batches of mean 1: 1 - 2⁻¹⁶; of variance 2 in the place of 1: 2 - 2⁻¹⁶.
        #expect(layer.numBatchesTracked?.item() == 16 && wrong.lines == [])
        #expect(try #require(layer.runningMean).asArray(Float.self) == [1 - 0x1p-16])
        #expect(try #require(layer.runningVar).asArray(Float.self) == [2 - 0x1p-16])
    }

    @Test("a buffer that several threads assign holds what one of them assigned")
    func buffers() {
        struct Last: Module {
            @Buffer var last = Tensor([0, 0])
            func callAsFunction(_ x: Tensor) -> Tensor {
                last = x + 0
                return last
            }
        }
        let layer = Last()
        let wrong = Log()
        onThreads { thread in
            let found = layer(Tensor([Float(thread), Float(thread)])).asArray(Float.self)
            if found[0] != found[1] { wrong.append("\(found)") }
        }
        #expect(wrong.lines == [])
    }

    @Test("an activity penalty is that of the thread's own last call, and 0 after one in evaluation")
    func activityPenalty() {
        let model = Sequential(Switch(), ActivityPenalty(.l1(1)))
        let wrong = Log()
        onThreads { thread in
            for _ in 0..<10 {
                _ = model(Tensor([[Float(thread)]]))
                let noted = model.activityPenalty.item()
                model.evaluating { _ = model(Tensor([[1]])) }
                let none = model.activityPenalty.item()
                if noted != Double(2 * thread) || none != 0 { wrong.append("\(thread): \(noted) \(none)") }
            }
        }
        #expect(wrong.lines == [])
    }

    @Test("an activity penalty is found by who goes on in another task, and those of 64 callers are kept at most")
    func activityPenaltyElsewhere() async {
        struct Note { weak var penalty: Tensor? }
        let layer = ActivityPenalty(.l1(1))
        await Task { _ = layer(Tensor([[3]])) }.value
        #expect(layer.activityPenalty.item() == 3)
        var notes: [Note] = []
        for index in 0..<200 {
            let penalty = await Task {
                _ = layer(Tensor([[Float(index)]]))
                return layer.activityPenalty
            }.value
            notes.append(Note(penalty: penalty))
        }
        #expect(notes.count { $0.penalty != nil } <= 64)
        #expect(layer.activityPenalty.item() == 199)
    }

    @Test("a cache of keys and values that several threads continue holds whole positions, one behind the other")
    func cache() {
        let attention = MultiHeadAttention(4, heads: 2, rotary: RotaryPositions())
        let cache = KeyValueCache()
        let x = Tensor.ones([1, 2, 4])
        onThreads(4, rounds: 5) { _ in withoutGradient { _ = attention(x, x, x, cache: cache) } }
        #expect(cache.length == 40 && cache.keys?.shape == [1, 2, 40, 2] && cache.values?.shape == [1, 2, 40, 2])
        // One after the other gives the same, as all ask for the same.
        let other = KeyValueCache()
        for _ in 0..<20 { withoutGradient { _ = attention(x, x, x, cache: other) } }
        #expect(cache.keys?.asArray(Float.self) == other.keys?.asArray(Float.self))
    }

    @Test("summaries on several threads list their own calls")
    func summaries() {
        let model = Sequential(Linear(3, 4), ReLU(), Linear(4, 2))
        let expected = "\(model.summary(input: [3]))"
        let wrong = Log()
        onThreads { _ in
            let found = "\(model.summary(input: [3]))"
            if found != expected { wrong.append(found) }
        }
        #expect(wrong.lines == [])
    }
}
