import Adjoint
import AdjointNN
import AdjointTraining
import Foundation
import Testing

/// What both programs share, as in an application.
private struct Animals: Module {
    let imputer = Imputer(features: 2)
    let scaler = Standardizer(features: 2)
    let network = Sequential(Linear(2, 8), Tanh(), Linear(8, 3))
    let kinds = LabelEncoder()

    func callAsFunction(_ x: Tensor) -> Tensor { network(scaler(imputer(x))) }
}

@Suite("What is learned of data is saved with the model")
struct SavedDataTests {
    private static let train = Tensor([[1, 200], [3, 400], [5, 100], [7, 300]])
    private static let names = ["cat", "dog, \"small\"", "Igel\n🦔"]

    @Test("a second program reads a model with its scaler, what fills its gaps, and the names of its classes")
    func twoProcesses() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("model.safetensors").path
        await #expect(processExitsWith: .success) { [path = path as String] in
            RandomGenerator.shared.seed = 3
            let model = Animals()
            model.imputer.fit(to: Self.train, by: .median)
            model.scaler.fit(to: Self.train)
            model.kinds.classNames = Self.names
            try model.save(to: URL(fileURLWithPath: path))
            let answer = model(Tensor([[2, .nan], [4, 4]] as [[Double]]).cast(to: .float32))
            try Safetensors.write(["answer": answer], to: URL(fileURLWithPath: path + ".answer"))
        }
        await #expect(processExitsWith: .success) { [path = path as String] in
            RandomGenerator.shared.seed = 99
            let model = Animals()
            try model.load(contentsOf: URL(fileURLWithPath: path))
            guard model.kinds.classNames == Self.names else { fatalError("\(model.kinds.classNames)") }
            guard model.imputer.values.asArray(Float.self) == [4, 250] else { fatalError("\(model.imputer.values)") }
            guard model.scaler.mean.asArray(Float.self) == [4, 250] else { fatalError("\(model.scaler.mean)") }
            let answer = model(Tensor([[2, .nan], [4, 4]] as [[Double]]).cast(to: .float32))
            let expected = try Safetensors(contentsOf: URL(fileURLWithPath: path + ".answer")).tensor("answer")
            guard answer.asArray(Float.self) == expected.asArray(Float.self) else { fatalError("\(answer)") }
            guard model.kinds.decode(answer.argmax(axis: 1)).count == 2 else { fatalError("no names") }
        }
    }

    @Test("scalers are layers of a Sequential, by name in its state, and no parameters")
    func sequential() throws {
        let model = Sequential(
            MinMaxScaler(fittedTo: Self.train, range: -1...1), Linear(2, 3), LabelEncoder(Self.names))
        let state = model.stateDictionary
        #expect(state.keys.sorted() == ["0.half_width", "0.minimum", "1.bias", "1.weight", "2.names"])
        #expect(model.parameters.count == 2)
        let names = LabelEncoder()
        let other = Sequential(MinMaxScaler(features: 2, range: -1...1), Linear(2, 3), names)
        try other.load(Safetensors(Safetensors.data(state)).tensors())
        let x = Tensor([[2, 150], [9, 1]])
        #expect(other(x).asArray(Float.self) == model(x).asArray(Float.self))
        #expect(names.classNames == Self.names)
        #expect(checkGradients(of: model, at: x) { square($0).mean() }.passed)
        #expect("\(other)".contains("0: MinMaxScaler: minimum [2], half_width [2]"))
    }

    @Test("a checkpoint and the best weights of a run hold them too")
    func runs() throws {
        let folder = try TemporaryFolder()
        let file = folder.file("run")
        func model() -> Sequential {
            Sequential(Standardizer(features: 2), Linear(2, 1, generator: RandomGenerator(seed: 1)), LabelEncoder())
        }
        func trained(_ model: Sequential, epochs: Int) throws {
            let trainer = Trainer(model, SGD(model, learningRate: 0.1)) { mseLoss($0, $1) }
            trainer.display = .none
            let data = DataLoader(
                Samples(Self.train, Tensor([[1], [2], [3], [4]])), batchSize: 2, seed: 1, prefetch: 0)
            try trainer.fit(
                data, epochs: epochs, checkpoint: Checkpoint(file),
                callbacks: [BestModel(folder.file("best"), "loss")])
        }
        let first = model()
        (first.layers[0] as? Standardizer)?.fit(to: Self.train)
        (first.layers[2] as? LabelEncoder)?.classNames = Self.names
        try trained(first, epochs: 2)
        let second = model()
        try trained(second, epochs: 3)
        #expect((second.layers[0] as? Standardizer)?.mean.asArray(Float.self) == [4, 250])
        #expect((second.layers[2] as? LabelEncoder)?.classNames == Self.names)
        let best = model()
        try best.load(contentsOf: folder.file("best"))
        #expect((best.layers[2] as? LabelEncoder)?.classNames == Self.names)
    }

    @Test("a target's scaler brings predictions back")
    func targets() {
        let samples = Samples(Self.train, Tensor([[1000], [3000], [2000], [6000]]))
        let prices = Standardizer(fittedTo: samples.targets)
        let scaled = samples.mapTargets { prices($0) }
        #expect(scaled.inputs.asArray(Float.self) == Self.train.asArray(Float.self))
        #expect(abs(scaled.targets.mean()).item() < 1e-6 && abs(scaled.targets.variance() - 1).item() < 1e-6)
        #expect(abs(prices.inverse(scaled.targets) - samples.targets).max().item() < 1e-3)
    }

    @Test("what is fitted again, or in a block that fails")
    func refitted() {
        let scaler = Standardizer(features: 2, dtype: .float64)
        scaler.fit(to: Self.train)
        #expect(scaler.mean.dtype == .float64 && scaler.mean.asArray(Double.self) == [4, 250])
        try? withErrors {
            scaler.fit(to: Self.train * 2)
            _ = Tensor([1, 2]) + Tensor([1, 2, 3])
        }
        #expect(scaler.mean.asArray(Double.self) == [4, 250])
        scaler.fit(to: Self.train * 2)
        #expect(scaler.mean.asArray(Double.self) == [8, 500])
    }

    @Test("what has learned nothing, or other features, says so")
    func errors() throws {
        let unfitted = "it has learned nothing yet: fit it to data, or load a state that holds what it learned"
        func sentence(_ body: () -> Void) -> String? {
            #expect(throws: AdjointError.self) { try withErrors { body() } }?.description
        }
        #expect(sentence { _ = Standardizer(features: 2)(Self.train) } == "Standardizer: \(unfitted)")
        #expect(sentence { _ = MinMaxScaler(features: 2).inverse(Self.train) } == "MinMaxScaler: \(unfitted)")
        #expect(sentence { _ = Imputer(features: 2)(Self.train) } == "Imputer: \(unfitted)")
        #expect(sentence { _ = LabelEncoder().decode(Tensor([0] as [Int])) } == "LabelEncoder: \(unfitted)")
        #expect(
            sentence { _ = Sequential(Standardizer(features: 2)).stateDictionary }
                == "Sequential: 0.mean has no value yet: call the model once, or fit what learns from data, first")
        let scaler = Standardizer(fittedTo: Self.train)
        #expect(
            sentence { _ = scaler(Tensor.ones([4, 1])) } == "Standardizer: the input is [4, 1]: [..., 2] is needed")
        #expect(
            sentence { scaler.fit(to: Tensor.ones([4, 3])) } == "Standardizer: the data is [4, 3]: [..., 2] is needed")
        #expect(
            sentence { _ = Standardizer(features: -1) }
                == "Standardizer: features [-1] of float32: lengths in 0...1099511627776, and float32 or float64, are needed"
        )
        #expect(
            sentence { _ = Imputer(fittedTo: Tensor([[1, .nan], [2, .nan]] as [[Double]])) }
                == "Imputer: feature 1 has no number to take the mean of")
        let names = LabelEncoder(Self.names)
        #expect(
            sentence { _ = names.decode(Tensor([0, 3] as [Int])) }
                == "LabelEncoder: class 3 is not in 0..<3, the classes")
        #expect(
            sentence { _ = names.encode(["cat", "lion"]) }
                == "LabelEncoder: \"lion\" is none of the classes; they are \(["cat", "dog, \"small\"", "Igel\\n🦔"].joined(separator: ", "))"
        )
        #expect(
            sentence { _ = names.decode(Tensor([0.5])) }?.hasPrefix("LabelEncoder: the classes are float32") == true)
        #expect(sentence { names.classNames = ["a", "a"] } == "LabelEncoder: two classes are called \"a\"")
        #expect(names.classNames == Self.names)
        let damaged = LabelEncoder()
        try damaged.load(["names": Tensor([91, -1, 93], dtype: .int32)])
        #expect(sentence { _ = damaged.classNames } == "LabelEncoder: what was loaded are no names of classes")
    }

    @Test("names become classes and come back")
    func encoder() {
        let encoder = LabelEncoder(fittedTo: ["eel", "cat", "eel", "dog"])
        #expect(encoder.classNames == ["cat", "dog", "eel"])
        #expect(encoder.encode(["eel", "cat"]).asArray(Int.self) == [2, 0])
        #expect(encoder.decode(Tensor([[1, 0], [2, 2]] as [[Int]])) == ["dog", "cat", "eel", "eel"])
        #expect(encoder(Tensor([1, 2])).asArray(Float.self) == [1, 2])
    }

    @Test("the mean and the median of what is there fill what is missing", arguments: [DType.float32, .float64])
    func imputer(dtype: DType) {
        let data = Tensor([[1, .nan], [.nan, 5], [2, 7], [9, .nan]] as [[Double]]).cast(to: dtype)
        let mean = Imputer(fittedTo: data)
        #expect(mean.values.asArray(Double.self) == [4, 6] && mean.values.dtype == dtype)
        #expect(mean(data).asArray(Double.self) == [1, 6, 4, 5, 2, 7, 9, 6])
        let median = Imputer(fittedTo: data, by: .median)
        #expect(median(data).asArray(Double.self) == [1, 6, 2, 5, 2, 7, 9, 6])
        #expect(median(data.cast(to: .float32)).dtype == .float32)
    }
}
