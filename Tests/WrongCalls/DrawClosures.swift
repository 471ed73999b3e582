import Adjoint
import AdjointNN
import AdjointTraining
import Foundation

/// What a user's closure throws.
struct Refusal: Error {}

/// Closures: right ones, ones that ask for something wrong, and ones that throw.
extension Draw {
    func function(_ name: String) -> (Tensor) -> Tensor { sendableFunction(name) }

    func sendableFunction(_ name: String) -> @Sendable (Tensor) -> Tensor {
        let functions: [@Sendable (Tensor) -> Tensor] = [
            { $0 }, { $0 * 2 }, { exp($0).sum() }, { tanh($0) }, { square($0).mean() }, { $0 + $0 },
            { _ in Tensor(1) }, { _ in Tensor([1, 2], dtype: .int64) }, { $0.reshaped(7, 7) }, { $0.sum(axis: 3) },
            { matmul($0, $0) }, { $0.detach() }, { concatenated([$0, $0]) }, { $0[0] },
        ]
        let choice = below(functions.count)
        note(name, "function \(choice)")
        return functions[choice]
    }

    func functionOfSeveral(_ name: String) -> ([Tensor]) -> Tensor {
        let functions: [([Tensor]) -> Tensor] = [
            { $0.reduce(Tensor(0.0, dtype: .float64)) { $0 + $1.sum() } }, { concatenated($0) }, { $0[0] },
        ]
        let choice = below(2)
        note(name, "function \(choice)")
        return functions[choice]
    }

    func sendableFunctionOfSeveral(_ name: String) -> @Sendable ([Tensor]) -> Tensor {
        let functions: [@Sendable ([Tensor]) -> Tensor] = [
            { concatenated($0) }, { $0.sum() }, { $0.count > 0 ? $0[0] * 2 : Tensor(0) },
        ]
        return functions[below(functions.count)]
    }

    func gradientFunction(_ name: String) -> @Sendable (Tensor, Tensor, Tensor) -> Tensor {
        let functions: [@Sendable (Tensor, Tensor, Tensor) -> Tensor] = [
            { g, _, _ in g }, { g, x, y in g * x * y }, { _, _, _ in Tensor([1, 2, 3]) },
            { g, _, _ in g.reshaped(7, 7) },
            { g, x, _ in g.cast(to: .int64) * x },
        ]
        return functions[below(functions.count)]
    }

    func gradientOfSeveral(_ name: String) -> @Sendable (Tensor, [Tensor], Tensor) -> [Tensor?] {
        let functions: [@Sendable (Tensor, [Tensor], Tensor) -> [Tensor?]] = [
            { g, x, _ in x.map { _ in g } }, { g, x, y in x.map { g * $0 * y } }, { _, _, _ in [] },
            { g, x, _ in x.map { _ in nil } + [g] },
        ]
        return functions[below(functions.count)]
    }

    func lossOfModel(_ name: String) -> (Sequential, [Tensor]) -> Tensor {
        let losses: [(Sequential, [Tensor]) -> Tensor] = [
            { model, x in model(x.sum()) }, { _, x in concatenated(x) },
            { model, _ in model(Tensor.ones([2, 3])).sum() },
            { model, _ in model.parameters.reduce(Tensor(0)) { $0 + $1.sum() } },
        ]
        return losses[below(losses.count)]
    }

    func lossOfNothing(_ name: String) -> () -> Tensor {
        let w = tensor(name)
        let losses: [() -> Tensor] = [{ square(w).sum() }, { w }, { matmul(w, w).sum() }, { w.sum().detach() }]
        return losses[below(losses.count)]
    }

    func loss(_ name: String) -> (Tensor, Tensor) -> Tensor {
        let losses: [(Tensor, Tensor) -> Tensor] = [
            { mseLoss($0, $1) }, { crossEntropy($0, $1) }, { $0 - $1 }, { $0.mean() + 0 * $1.sum() },
            { _, _ in Tensor(Double.nan) }, { binaryCrossEntropyWithLogits($0, $1) },
        ]
        let choice = below(losses.count)
        note(name, "loss \(choice)")
        return losses[choice]
    }

    func body(_ name: String) -> () throws -> Tensor {
        let x = tensor(name)
        let bodies: [() throws -> Tensor] = [
            { x + x }, { exp(x) }, { throw Refusal() }, { matmul(x, x) }, { try withErrors { x[9] } },
            { withoutGradient { x * 2 } },
            {
                x.sum().backward(); return x
            },
        ]
        return bodies[below(bodies.count)]
    }

    func action(_ name: String) -> () -> Void {
        let x = tensor(name)
        return { _ = x + x }
    }

    func scheduleFunction(_ name: String) -> @Sendable (Int) -> Double {
        one([{ _ in 0.1 }, { Double($0) }, { _ in .nan }, { _ in -1 }, { 1 / Double($0) }])
    }

    func sizedFunction(_ name: String) -> @Sendable (Int) -> Tensor {
        one([
            { Tensor.zeros([$0]) }, { Tensor.zeros([2, $0]) }, { _ in Tensor(1) },
            { Tensor.zeros([$0], dtype: .int32) },
        ])
    }

    func initializerFunction(_ name: String) -> Initializer.Draw {
        one([
            { shape, type, _ in Tensor.zeros(shape, dtype: type) }, { _, _, _ in Tensor(1) },
            { shape, _, _ in Tensor.zeros(shape + [2]) }, { shape, _, _ in Tensor.zeros(shape, dtype: .int64) },
        ])
    }

    func layers(_ name: String) -> () -> [any UnaryModule] {
        let layers = array(name) { anyUnaryModule("") }
        return { layers }
    }

    func condition(_ name: String) -> (String, Tensor) -> Bool {
        one([{ _, _ in true }, { _, _ in false }, { name, _ in name.hasSuffix("bias") }])
    }

    func visitor(_ name: String) -> (any Module) throws -> Void {
        one([{ _ in }, { _ in throw Refusal() }, { $0.train(false) }])
    }

    func settingsChange(_ name: String) -> (inout ParameterSettings<AdamRule>) -> Void {
        let (number, betas) = (double(name), (double(""), double("")))
        return one([
            { $0.learningRateFactor = number }, { $0.rule.betas = betas }, { $0.rule.weightDecay = number },
            { $0.rule.epsilon = number },
        ])
    }

    func score(_ name: String) -> (Samples, Samples) throws -> Double {
        one([{ train, test in Double(train.count + test.count) }, { _, _ in .nan }, { _, _ in throw Refusal() }])
    }

    func trialScore(_ name: String) -> (Trial) throws -> Double {
        one([{ _ in 1 }, { $0["rate"] }, { Double($0.count("units")) }, { _ in throw Refusal() }, { _ in .nan }])
    }
}
