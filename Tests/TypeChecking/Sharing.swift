// Models, and what belongs to them, that several threads would change at once. The compiler refuses each line that says
// `refused`, and no other. What may be shared instead: `ModuleThreadsTests`.

import Adjoint
import AdjointNN
import Foundation

/// Counts its calls, as one writes it who thinks of one thread.
final class Counting: Module {
    let layer = Linear(2, 2)
    private(set) var calls = 0

    func callAsFunction(_ x: Tensor) -> Tensor {
        calls += 1
        return layer(x)
    }
}

/// A struct that has one inside.
struct Holding: Module {
    let inner = Counting()
    func callAsFunction(_ x: Tensor) -> Tensor { inner(x) }
}

#if THREADS

    /// One that says it could be shared.
    final class Claiming: Module, Sendable {
        private(set) var calls = 0  // refused
        func callAsFunction(_ x: Tensor) -> Tensor { x }
    }

    /// The same in a struct.
    struct ClaimingStruct: Module, Sendable {
        let inner = Counting()  // refused
        func callAsFunction(_ x: Tensor) -> Tensor { inner(x) }
    }

    func threads(_ x: Tensor) {
        let model = Counting()
        DispatchQueue.concurrentPerform(iterations: 8) { _ in _ = model(x) }  // refused
        for _ in 0..<8 { Thread.detachNewThread { _ = model(x) } }  // refused
        let struct_ = Holding()
        DispatchQueue.concurrentPerform(iterations: 8) { _ in _ = struct_(x) }  // refused
        let unknown: any Module<Tensor, Tensor> = model
        DispatchQueue.concurrentPerform(iterations: 8) { _ in _ = unknown(x) }  // refused
        let local = LocalSequential(model)
        DispatchQueue.concurrentPerform(iterations: 8) { _ in _ = local(x) }  // refused
        let twins = (0..<8).map { _ in model.copy() }
        DispatchQueue.concurrentPerform(iterations: 8) { _ = twins[$0](x) }  // refused
        let parts = Sequential(Linear(2, 2)).modules
        DispatchQueue.concurrentPerform(iterations: 8) { _ in parts[0].train() }  // refused
    }

    func containers() {
        _ = Sequential(Counting())  // refused
        _ = Residual(Counting())  // refused
        _ = Hooked(Counting())  // refused
    }

    func closures() {
        var calls = 0
        _ = Lambda { x in
            calls += 1  // refused
            return x
        }
        Hooked(ReLU()).onOutput { _, _ in calls += 1 }  // refused
        Tensor.ones([2]).requiringGrad().onGradient { _ in calls += 1 }  // refused
        let model = Counting()
        _ = Lambda { model($0) }  // refused
    }

    func optimizers(_ model: Sequential, _ x: Tensor) {
        let optimizer = SGD(model, learningRate: 0.1)
        DispatchQueue.concurrentPerform(iterations: 8) { _ in optimizer.step() }  // refused
    }

#else

    func group(_ x: Tensor) async {
        let model = Counting()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask { _ = model(x) }  // refused
            }
        }
    }

    func later(_ x: Tensor) {
        let model = Counting()
        Task { _ = model(x) }  // refused
        _ = model(x)
    }

    func given(_ model: Counting, _ x: Tensor) {
        Task { _ = model(x) }  // refused
    }

    func beside(_ x: Tensor) async {
        let model = Counting()
        async let y = model(x)  // refused
        _ = model(x)
        _ = await y
    }

    func twins(_ model: Counting, _ x: Tensor) {
        let twin = model.copy()
        Task { _ = twin(x) }  // refused
    }

#endif
