import Adjoint
import AdjointNN
import Testing

/// A rule of a user's own, whose behaviour the tests choose.
private struct OwnRule: UpdateRule {
    var name: String { "Own" }
    var weightDecay = 0.0
    /// Which tensors it uses, and how.
    var body: @Sendable (Tensor, Tensor, inout RuleState) -> Tensor
    static let stateNames = ["mean"]
    static let optionalStateNames = ["anchor"]
    func checkSettings() {}
    func update(_ p: Tensor, _ g: Tensor, _ state: inout RuleState, step t: Int, rate: Double) -> Tensor {
        body(p, g, &state)
    }
}

private struct ClashingRule: UpdateRule {
    var name: String { "Clashing" }
    var weightDecay = 0.0
    static let stateNames = ["mean", "step", "mean"]
    func checkSettings() {}
    func update(_ p: Tensor, _ g: Tensor, _ state: inout RuleState, step t: Int, rate: Double) -> Tensor { p }
}

@Suite("An update rule of a user's own")
struct UpdateRuleTests {
    private let x = Tensor([1, 2] as [Float]).requiringGrad()

    private func optimizer(
        _ body: @escaping @Sendable (Tensor, Tensor, inout RuleState) -> Tensor
    ) -> RuleOptimizer<OwnRule> { RuleOptimizer([x], OwnRule(body: body), learningRate: 1) }

    private func step(_ optimizer: some Optimizer) {
        x.grad = Tensor([1, 1] as [Float])
        optimizer.step()
    }

    @Test("finds each state by its name, at 0 or at a first value before it was set")
    func names() {
        let optimizer = optimizer { p, g, state in
            let anchor = state["anchor", default: p]
            state["anchor"] = anchor
            state["mean"] = state["mean"] + g
            return p - state["mean"] - 0.5 * anchor
        }
        step(optimizer)
        #expect(x.asArray(Float.self) == [-0.5, 0])  // 1 - 1 - ½·1, 2 - 1 - ½·2
        step(optimizer)
        // The anchor is the first value still: a step that reads it keeps it.
        #expect(x.asArray(Float.self) == [-3, -3])  // -½ - 2 - ½·1, 0 - 2 - ½·2
        #expect(optimizer.stateDictionary["0.anchor"]?.asArray(Float.self) == [1, 2])
        #expect(optimizer.stateDictionary["0.mean"]?.asArray(Float.self) == [2, 2])
    }

    @Test("keeps dtypes, whatever it computes in")
    func dtypes() {
        let optimizer = optimizer { p, g, state in
            state["mean"] = state["mean"].cast(to: .float64) + 1
            return (p - g).cast(to: .float64)
        }
        // The first value says what the state's is.
        step(optimizer)
        step(optimizer)
        #expect(optimizer.stateDictionary["0.mean"]?.dtype == .float64)
        #expect(x.dtype == .float32 && x.asArray(Float.self) == [-1, 0])
        let narrow = self.optimizer { p, g, state in
            state["mean"] = state.contains("mean") ? state["mean"].cast(to: .float64) + 1 : g
            return p
        }
        step(narrow)
        step(narrow)
        #expect(narrow.stateDictionary["0.mean"]?.dtype == .float32)
        #expect(narrow.stateDictionary["0.mean"]?.asArray(Float.self) == [2, 2])
    }

    private func sentence(_ body: @escaping @Sendable (Tensor, Tensor, inout RuleState) -> Tensor) -> String? {
        let optimizer = optimizer(body)
        let error = #expect(throws: AdjointError.self) {
            try withErrors {
                step(optimizer)
                step(optimizer)
            }
        }
        return error?.description
    }

    @Test("that makes a mistake with its state gets one precise sentence")
    func mistakes() {
        #expect(
            sentence { p, g, state in
                state["mean"] = state["maen"] + g
                return p
            } == "Own, parameter 0: there is no state \"maen\" among those that the rule declares: mean, anchor")
        #expect(
            sentence { p, g, state in
                state["mean"] = state.contains("mean") ? Tensor([1, 2, 3] as [Float]) : g
                return p
            } == "Own, parameter 0: the state \"mean\" is [2] and cannot become [3]")
        #expect(
            sentence { p, _, _ in p }
                == "Own, parameter 0: the state \"mean\" is one of its stateNames, and the first step has not set it")
        let error = #expect(throws: AdjointError.self) {
            try withErrors { _ = RuleOptimizer([x], ClashingRule(), learningRate: 1) }
        }
        #expect(
            error?.description
                == "Clashing: the rule declares the state \"step\", which is the name of another, or of what is saved "
                + "beside it")
    }

    @Test("that is refused in a step leaves parameter, state and count as they were")
    func refused() {
        let optimizer = optimizer { p, g, state in
            state["mean"] = state.contains("mean") ? Tensor([1, 2, 3] as [Float]) : g
            return p - g
        }
        step(optimizer)
        let before = optimizer.stateDictionary
        #expect(throws: AdjointError.self) { try withErrors { step(optimizer) } }
        #expect(x.asArray(Float.self) == [0, 1])
        let after = optimizer.stateDictionary
        for name in ["0.mean", "0.step"] {
            #expect(after[name]?.asArray(Float.self) == before[name]?.asArray(Float.self))
        }
    }

    @Test("forgets what a step does not use, and nothing that its stateNames declare")
    func forgetting() {
        let calls = Guarded(0)
        let optimizer = optimizer { p, g, state in
            let call = calls.withValue { calls in
                calls += 1
                return calls
            }
            if call == 1 { state["mean"] = g }
            if call != 2 { state["anchor"] = state["anchor"] + 1 }
            return p
        }
        for expected in [[1, 1] as [Float]?, nil, [1, 1], [2, 2]] {
            step(optimizer)
            #expect(optimizer.stateDictionary["0.anchor"]?.asArray(Float.self) == expected)
            #expect(optimizer.stateDictionary["0.mean"]?.asArray(Float.self) == [1, 1])
        }
    }
}
