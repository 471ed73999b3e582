import Adjoint
import AdjointNN
import Foundation
import Testing

private struct Net: Module {
    let hidden: Linear
    @Buffer var runningMean: Tensor
    let head: Linear
    init(_ width: Int = 3, dtype: DType = .float32) {
        hidden = Linear(2, width, dtype: dtype)
        runningMean = .zeros([width], dtype: dtype)
        head = Linear(width, 1, bias: false, dtype: dtype)
    }
    func callAsFunction(_ x: Tensor) -> Tensor { head(hidden(x) - runningMean) }
}

private struct Tied: Module {
    let encoder = Linear(2, 2, bias: false)
    let decoder: Linear
    init() { decoder = Linear(weight: encoder.weight) }
    func callAsFunction(_ x: Tensor) -> Tensor { decoder(encoder(x)) }
}

private func values(_ module: some Module) -> [[Double]] {
    (module.parameters + module.buffers).map { $0.asArray(Double.self) }
}

@Suite("A state dictionary")
struct StateTests {
    @Test("has every parameter and buffer under PyTorch's name, and keeps the values of its moment")
    func contents() {
        let model = Net()
        let state = model.stateDictionary
        #expect(state.keys.sorted() == ["head.weight", "hidden.bias", "hidden.weight", "running_mean"])
        let before = state["hidden.bias"]?.asArray(Float.self)
        model.hidden.bias?.assign(Tensor([7, 8, 9]))
        #expect(state["hidden.bias"]?.asArray(Float.self) == before)
        #expect(state.values.allSatisfy { !$0.requiresGrad })
    }

    @Test("gives another model of the build the same values, in its own tensors")
    func load() throws {
        let (source, target) = (Net(), Net())
        source.runningMean = Tensor([1, 2, 3])
        let tensors = target.parameters + target.buffers
        let mismatch = try target.load(source.stateDictionary)
        #expect(mismatch.isEmpty && values(target) == values(source))
        #expect(zip(tensors, target.parameters + target.buffers).allSatisfy { $0 === $1 })
        #expect(target.parameters.allSatisfy { $0.requiresGrad })
        source.head.weight.assign(.zeros([1, 3]))
        #expect(values(target) != values(source))
        target.assign(source)
        #expect(values(target) == values(source))
    }

    @Test("may spell its names in either way")
    func spelling() throws {
        var state = Net().stateDictionary
        state["runningMean"] = state.removeValue(forKey: "running_mean").map { _ in Tensor([4, 5, 6]) }
        let model = Net()
        try model.load(state)
        #expect(model.runningMean.asArray(Float.self) == [4, 5, 6])
    }

    @Test("that does not fit is refused with a list of what does not, and the model stays as it was")
    func mismatch() {
        let model = Net()
        let before = values(model)
        var state = Net(4).stateDictionary
        state["hidden.bias"] = nil
        state["tail.weight"] = Tensor([1])
        state["running_mean"] = Tensor([1, 2, 3] as [Int])
        state["head.weight"] = Tensor([[1, 2, 3]])  // this one fits
        let error = #expect(throws: StateMismatch.self) { try model.load(state) }
        #expect(
            error?.description
                == "load: the state does not fit Net:\n  missing: hidden.bias\n  unexpected: tail.weight\n  "
                + "of another shape or dtype: hidden.weight is [4, 2] float32, not [3, 2] float32, running_mean is [3] "
                + "int64, not [3] float32")
        #expect(error?.missing == ["hidden.bias"] && error?.unexpected == ["tail.weight"])
        #expect(error?.different.map(\.name) == ["hidden.weight", "running_mean"])
        #expect(values(model) == before)
        // A different shape is an error even if names need not fit.
        #expect(throws: StateMismatch.self) { try model.load(state, strict: false) }
        #expect(values(model) == before)
    }

    @Test("need not fit by name where it is not strict")
    func lenient() throws {
        let model = Net()
        let before = model.head.weight.asArray(Float.self)
        let state = ["hidden.bias": Tensor([1, 2, 3]), "other": Tensor([1])]
        #expect(throws: StateMismatch.self) { try model.load(state) }
        let mismatch = try model.load(state, strict: false)
        #expect(mismatch.missing == ["hidden.weight", "running_mean", "head.weight"])
        #expect(mismatch.unexpected == ["other"])
        #expect(model.hidden.bias?.asArray(Float.self) == [1, 2, 3])
        #expect(model.head.weight.asArray(Float.self) == before)
    }

    @Test("takes the model's dtype", arguments: [(DType.float64, DType.float32), (.float32, .float64)])
    func dtypes(from: DType, to: DType) throws {
        let (source, target) = (Net(dtype: from), Net(dtype: to))
        try target.load(source.stateDictionary)
        #expect(target.parameters.allSatisfy { $0.dtype == to && $0.requiresGrad && $0.isLeaf })
        #expect(
            zip(target.parameters, source.parameters).allSatisfy { $0.asArray(Float.self) == $1.asArray(Float.self) })
    }

    @Test("of half precision is widened, whole numbers are not taken for others")
    func otherTypes() throws {
        let model = Tied()
        try model.load(["encoder.weight": Tensor([[1, 2], [3, 4]]).cast(to: .bfloat16)])
        #expect(model.encoder.weight.asArray(Float.self) == [1, 2, 3, 4])
        #expect(throws: StateMismatch.self) {
            try model.load(["encoder.weight": Tensor([[1, 2], [3, 4]], dtype: .int64)])
        }
    }

    @Test("has a shared tensor under each of its names, and needs it under one", arguments: ["encoder", "decoder"])
    func shared(name: String) throws {
        let model = Tied()
        #expect(model.stateDictionary.keys.sorted() == ["decoder.weight", "encoder.weight"])
        #expect(model.parameterCount == 4)
        try model.load(["\(name).weight": Tensor([[1, 2], [3, 4]])])
        #expect(model.encoder.weight === model.decoder.weight)
        #expect(model.decoder.weight.asArray(Float.self) == [1, 2, 3, 4])
        let error = #expect(throws: StateMismatch.self) { try model.load([:]) }
        #expect(error?.missing == ["encoder.weight"])
    }

    @Test("of the model's live tensors is loaded as if at once")
    func swap() throws {
        let model = Sequential(Linear(2, 2, bias: false), Linear(2, 2, bias: false))
        let (first, second) = (model.parameters[0], model.parameters[1])
        let expected = [second.asArray(Float.self), first.asArray(Float.self)]
        try model.load(["0.weight": second, "1.weight": first])
        #expect(model.parameters.map { $0.asArray(Float.self) } == expected)
    }

    @Test("tells layers that infer their input size what it is")
    func inferred() throws {
        let source = Sequential(Linear(5, 3))
        let model = Sequential(Linear(.inferred, 3, dtype: .float64))
        let error = #expect(throws: StateMismatch.self) { try model.load(["0.weight": .zeros([4, 5])]) }
        #expect(
            error?.description
                == "load: the state does not fit Sequential:\n  missing: 0.bias\n  "
                + "of another shape or dtype: 0.weight is [4, 5] float32, not [3, ?] float64")
        try model.load(source.stateDictionary)
        #expect(model.parameters.map(\.shape) == [[3, 5], [3]])
        #expect(model.parameters.allSatisfy { $0.requiresGrad && $0.dtype == .float64 })
        #expect(model(.zeros([1, 5], dtype: .float64)).shape == [1, 3])
    }

    @Test("goes through a file")
    func file() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).safetensors")
        defer { try? FileManager.default.removeItem(at: file) }
        let (source, target) = (Net(), Net())
        try source.save(to: file)
        try target.load(contentsOf: file)
        #expect(values(target) == values(source))
        #expect(throws: StateMismatch.self) { try Net(4).load(contentsOf: file) }
    }

    @Test("of another architecture is refused in a few short lines that name the file")
    func architecture() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).safetensors")
        defer { try? FileManager.default.removeItem(at: file) }
        let deep = Sequential((0..<30).map { _ in Linear(100, 100) })
        try deep.save(to: file)
        let error = #expect(throws: StateMismatch.self) { try Net().load(contentsOf: file) }
        let lines = error?.description.split(separator: "\n") ?? []
        #expect(error?.file == file.path && lines.count == 3)
        #expect(lines.first == "load: \(file.path) does not fit Net:" && lines.allSatisfy { $0.count < 200 })
        #expect(lines.last?.hasSuffix(" and 52 more") == true)
        let wider = Sequential((0..<30).map { _ in Linear(100, 101) })
        let other = #expect(throws: StateMismatch.self) { try wider.load(deep.stateDictionary) }
        #expect(other?.description.hasSuffix("and 52 more") == true && other?.different.count == 60)
    }

    @Test("whose names stand under another is refused with that name")
    func prefix() {
        let state = Dictionary(uniqueKeysWithValues: Net().stateDictionary.map { ("module.net.\($0)", $1) })
        let error = #expect(throws: StateMismatch.self) { try Net().load(state) }
        #expect(
            error?.description.hasSuffix("\n  all that is missing is there under names that begin with \"module.net.\"")
                == true)
    }

    @Test("of another build is not assigned")
    func assign() {
        let error = #expect(throws: AdjointError.self) { try withErrors { Net().assign(Net(4)) } }
        #expect(error?.kind == .shape && error?.description.contains("hidden.weight is [4, 2]") == true)
    }
}
