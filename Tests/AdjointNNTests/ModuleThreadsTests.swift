import Adjoint
import AdjointNN
import Foundation
import Testing

/// 2x in training and x in evaluation.
private struct Switch: Module {
    let mode = TrainingMode()
    func callAsFunction(_ x: Tensor) -> Tensor { mode.isTraining ? 2 * x : x }
}

/// Counts its calls, as one writes it who thinks of one thread. The compiler keeps it to one:
/// `Tests/TypeChecking/Sharing.swift` has the ways to share it, all of which it refuses.
private final class Counting: Module {
    let layer: Linear
    private(set) var calls = 0

    init(_ layer: Linear) { self.layer = layer }

    func callAsFunction(_ x: Tensor) -> Tensor {
        calls += 1
        return layer(x)
    }
}

/// The same for several threads.
private final class SharedCounting: Module, Sendable {
    let layer: Linear
    private let counter = Guarded(0)

    init(_ layer: Linear) { self.layer = layer }

    var calls: Int { counter.value }

    func callAsFunction(_ x: Tensor) -> Tensor {
        counter.withValue { $0 += 1 }
        return layer(x)
    }
}

/// What threads find.
private final class Log: Sendable {
    private let all = Guarded<[String]>([])
    var lines: [String] { all.value }
    func append(_ line: String) { all.withValue { $0.append(line) } }
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

    // MARK: A module that counts

    private static let batch = Tensor([[1, 2], [3, 4]])

    /// The gradient of the weight after so many passes of a loss whose gradients are whole numbers.
    private func expected(_ passes: Int) -> [Float] { [4, 6, 4, 6].map { $0 * Float(passes) } }

    private func pass(_ model: some Module<Tensor, Tensor>) { model(Self.batch).sum().backward() }

    @Test("a class that counts its calls behind a lock, shared by 8 threads, counts every call")
    func countingBehindLock() {
        let model = SharedCounting(Linear(2, 2))
        onThreads(8, rounds: 25) { _ in pass(model) }
        #expect(model.calls == 200)
        #expect(model.layer.weight.grad?.asArray(Float.self) == expected(200))
        // A container takes it too.
        let whole = Sequential(model, ReLU())
        onThreads(8, rounds: 5) { _ in _ = whole(Self.batch) }
        #expect(model.calls == 240)
    }

    @Test("a class with a counter of its own: each thread makes one, and they share the layer with the weights")
    func countingOfEachThread() {
        let layer = Linear(2, 2)
        let calls = Guarded<[Int]>([])
        onThreads(8, rounds: 5) { _ in
            let model = Counting(layer)
            for _ in 0..<5 { pass(model) }
            calls.withValue { $0.append(model.calls) }
        }
        #expect(calls.value == Array(repeating: 5, count: 40))
        #expect(layer.weight.grad?.asArray(Float.self) == expected(200))
    }

    @Test("copies of a model that threads train by themselves end with the weights of one")
    func copies() {
        let model = Sequential(Linear(2, 3), Tanh(), Linear(3, 1))
        @Sendable func trained() -> [[Float]] {
            let twin = model.copy()
            let optimizer = SGD(twin, learningRate: 0.1)
            for _ in 0..<5 { optimizer.step { (twin(Self.batch) * twin(Self.batch)).sum() } }
            return twin.parameters.map { $0.asArray(Float.self) }
        }
        let before = model.parameters.map { $0.asArray(Float.self) }
        let expected = trained()
        let wrong = Log()
        onThreads(8, rounds: 3) { _ in
            let found = trained()
            if found != expected { wrong.append("\(found)") }
        }
        #expect(wrong.lines == [] && expected != before)
        #expect(model.parameters.map { $0.asArray(Float.self) } == before)
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

    @Test("who asks for parameters while another thread makes them finds all, or is told that some have no value")
    func parametersMeanwhile() {
        let wrong = Log()
        for _ in 0..<300 {
            let layer = Linear(.inferred, 4)
            onThreads(4, rounds: 1) { thread in
                if thread == 0 { _ = layer(Tensor([[1, 2, 3]])) }
                for _ in 0..<10 {
                    guard let names = try? withErrors({ layer.namedParameters.map(\.name) }) else { continue }
                    if names != ["weight", "bias"] { wrong.append("\(names)") }
                }
            }
        }
        #expect(wrong.lines == [])
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
