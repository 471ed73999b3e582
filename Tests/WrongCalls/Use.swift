import Adjoint
import AdjointNN
import AdjointTraining
import Foundation

/// What people do with what a call gives, in the same block: stand-ins meet everything that follows.
extension Draw {
    func use(_ value: Any) {
        switch value {
        case let x as Tensor: use(tensor: x)
        case let tensors as [Tensor]: tensors.prefix(4).forEach { use(tensor: $0) }
        case let pair as (output: Tensor, state: Tensor): [pair.output, pair.state].forEach { use(tensor: $0) }
        case let scaler as Standardizer: use(tensor: scaler.inverse(scaler(tensor("then of"))))
        case let scaler as MinMaxScaler: use(tensor: scaler.inverse(scaler(tensor("then of"))))
        case let names as LabelEncoder: _ = names.decode(names.encode(names.classNames))
        case let module as any UnaryModule: use(tensor: module(tensor("then of")))
        case let optimizer as any Optimizer: use(optimizer)
        case var metric as any Metric:
            metric.update(tensor("then with outputs"), tensor("targets"))
            _ = metric.value
        case let picture as any Picture: _ = picture.svg
        case let schedule as Schedule: _ = [0, 1, 5, int("then at")].map { schedule($0) }
        case let initializer as Initializer: use(tensor: initializer([2, 3]))
        case let augmentation as any Augmentation:
            use(tensor: augmentation(tensor("then of"), generator: generator("")))
        case let constraint as Constraint: use(tensor: constraint(tensor("then of")))
        case let loader as DataLoader: for batch in loader.prefix(3) { use(tensor: batch.inputs) }
        case let samples as Samples: use(tensor: samples.prefix(2).inputs)
        case let splitter as any FoldSplitter: _ = splitter.folds(of: makeSamples("then of"))
        case let search as HyperparameterSearch: _ = try? search.run(display: .none) { _ in 1 }
        case let callback as any Callback: use(callback)
        case var plateau as ReduceOnPlateau: _ = [1, 2, .nan, double("")].map { plateau.observe($0) }
        case let text as any CustomStringConvertible: _ = text.description
        default: break
        }
    }

    private func use(tensor x: Tensor) {
        evaluate(x)
        switch below(5) {
        case 0: _ = x.description
        case 1: _ = x.asArray(Double.self)
        case 2 where x.requiresGrad: x.sum().backward()
        case 3: _ = (x + x).sum().item()
        default: break
        }
    }

    private func use(_ optimizer: any Optimizer) {
        let parameters = optimizer.parameters
        for _ in 0..<2 {
            optimizer.step { parameters.reduce(Tensor(0.0)) { $0 + square($1).sum() } }
        }
        _ = try? optimizer.load(optimizer.stateDictionary)
    }

    private func use(_ callback: any Callback) {
        let model = Sequential(Linear(2, 1))
        let trainer = Trainer(model, SGD(model, learningRate: 0.1)) { mseLoss($0, $1) }
        trainer.display = .none
        let samples = Samples(Tensor([[0, 1], [1, 0]]), Tensor([[1], [0]]))
        _ = try? trainer.fit(
            DataLoader(samples, batchSize: 1, seed: 0, prefetch: 0), epochs: 2, callbacks: [callback])
    }
}
