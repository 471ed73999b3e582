import Adjoint
import Foundation
import Testing

@Suite("CustomOperation")
struct CustomOperationTests {
    @Test("one output: derivatives of first and second order, and both modes", arguments: [[], [3], [0], [2, 3]])
    func oneOutput(_ shape: [Int]) {
        for operation in [LeakyRectifier(slope: 0.1), Logistic()] as [any CustomOperation] {
            let report = checkGradients(of: operation, at: [Tensor.random(shape)])
            #expect(report.passed, "\(operation.name) \(shape): \(report)")
            let negative = checkGradients(of: operation, at: [-Tensor.random(shape)])
            #expect(negative.passed, "\(operation.name) \(shape): \(negative)")
        }
        #expect(Logistic().name == "Logistic")
    }

    static let shapes: [[[Int]]] = [
        [[], []], [[2, 3], [2, 3]], [[2, 3], [3]], [[2, 1], [3]], [[], [4]], [[0], [0]], [[2, 0], [1]], [[1], []],
    ]

    @Test("two inputs and two outputs: broadcast, rank 0, empty", arguments: shapes)
    func twoOutputs(_ shapes: [[Int]]) {
        let inputs = shapes.enumerated().map { Tensor.random($1, seed: UInt64($0)) }
        for operation in [Cartesian(), CartesianBothModes()] as [any CustomOperation] {
            let report = checkGradients(of: operation, at: inputs)
            #expect(report.passed, "\(shapes): \(report)")
        }
    }

    @Test("outputs of several shapes, of which one is the input", arguments: [[], [3], [2, 2], [0]])
    func severalShapes(_ shape: [Int]) {
        let report = checkGradients(of: SeveralShapes(), at: [Tensor.random(shape)])
        #expect(report.passed, "\(shape): \(report)")
    }

    @Test("agrees with the same formula in the library's operations up to the third order")
    func orders() {
        let (r, a) = (Tensor.random([2, 3]), Tensor.random([3], seed: 2))
        func own(_ x: Tensor) -> Tensor {
            let z = Cartesian()(x, a * x.sum())
            return (z[0] * z[1]).sum()
        }
        func known(_ x: Tensor) -> Tensor {
            let angle = a * x.sum()
            return (x * cos(angle) * (x * sin(angle))).sum()
        }
        #expect(distance(own(r), known(r)) < 1e-12)
        #expect(distance(gradient(of: own, at: r), gradient(of: known, at: r)) < 1e-12)
        #expect(distance(hessian(of: own, at: r), hessian(of: known, at: r)) < 1e-10)
        let (third, knownThird) = (
            gradient(of: { hessian(of: own, at: $0).sum() }, at: r),
            gradient(of: { hessian(of: known, at: $0).sum() }, at: r)
        )
        #expect(distance(third, knownThird) < 1e-9)
    }

    @Test("forward over reverse, reverse over forward and forward over forward agree with the formula")
    func mixedModes() {
        let x = Tensor.random([3])
        let (t, u) = (Tensor.random([3], seed: 2), Tensor.random([3], seed: 3))
        for operation in [Cartesian(), CartesianBothModes()] as [any CustomOperation] {
            let own: (Tensor) -> Tensor = { x in
                let z = operation([square(x), x])
                return z[0] * z[1]
            }
            let known: (Tensor) -> Tensor = { x in square(x) * cos(x) * (square(x) * sin(x)) }
            func all(_ f: @escaping (Tensor) -> Tensor) -> [Tensor] {
                let slope = { (x: Tensor) in jvp(of: f, at: x, tangent: t).tangent }
                let pull = { (x: Tensor) in vjp(of: f, at: x).pullback(u) }
                return [
                    slope(x), pull(x), jvp(of: slope, at: x, tangent: u).tangent,
                    vjp(of: slope, at: x).pullback(u), jvp(of: pull, at: x, tangent: t).tangent,
                ]
            }
            for (first, second) in zip(all(own), all(known)) { #expect(distance(first, second) < 1e-12) }
        }
    }

    @Test("strided, reversed and repeated inputs, and one tensor twice")
    func layouts() {
        let (x, a) = (Tensor.random([3, 2]), Tensor.random([2, 3], seed: 2))
        func outputs(_ operation: Cartesian, _ r: Tensor, _ a: Tensor) -> Tensor { concatenated(operation([r, a])) }
        let views: [([Tensor]) -> Tensor] = [
            { outputs(Cartesian(), $0[0].T, $0[1]) },
            { outputs(Cartesian(), $0[0].flipped().T, $0[1].flipped(axis: 1)) },
            { outputs(Cartesian(), $0[0][0..<1].broadcast(to: [3, 2]), $0[1].T) },
            { outputs(Cartesian(), $0[0], $0[0]) },
            { inputs in
                let z = Cartesian()(inputs[0].T, inputs[1])
                return z[1].T[0] * z[0][1]  // parts of the outputs
            },
        ]
        for (index, view) in views.enumerated() {
            let report = checkGradients(
                of: view, at: index == 4 ? [Tensor.random([2, 2]), Tensor.random([2, 2])] : [x, a])
            #expect(report.passed, "\(index): \(report)")
        }
    }

    @Test("an output of integers has no gradient; the others have")
    func integers() {
        let x = Tensor([3, 1, 2] as [Double], requiresGrad: true)
        let outputs = Sorted()(x)
        #expect(outputs[0].dtype == .int64 && !outputs[0].requiresGrad && outputs[0].asArray(Int.self) == [1, 2, 0])
        #expect(outputs[1].requiresGrad && outputs[1].doubles == [1, 2, 3])
        (outputs[1] * Tensor([1, 10, 100] as [Double])).sum().backward()
        #expect(x.grad?.doubles == [100, 1, 10])
        #expect(checkGradients(of: Sorted(), at: [Tensor([0.3, -1, 2, 0.5] as [Double])]).passed)
        let onlyIntegers = Custom(name: "signs") { inputs, _ in
            [inputs[0] .> 0]
        } pull: { _, _ in
            [nil]
        }
        #expect(!onlyIntegers(x)[0].requiresGrad)
    }

    @Test("inputs that need no gradient: integers, and what is asked only for the others")
    func inputsWithoutGradient() {
        let needs = Notes<[Bool]>()
        let pick = Custom(name: "pick") { inputs, _ in
            [inputs[0].take(inputs[1]) * inputs[2]]
        } pull: { g, context in
            needs.add(context.needsGradient)
            let picked = context.inputs[0].take(context.inputs[1])
            let unit = Tensor.eye(context.inputs[0].count, dtype: .float64).take(context.inputs[1])
            // What stands for the second and the third input is left aside, however wrong.
            return [
                matmul(g[0] * context.inputs[2], unit), Tensor.zeros([9]),
                context.needsGradient[2] ? g[0] * picked : g[0][0],
            ]
        }
        let x = Tensor([1, 2, 3] as [Double], requiresGrad: true)
        let (positions, factor) = (Tensor([2, 2, 0] as [Int]), Tensor([1, 10, 100] as [Double]))
        pick(x, positions, factor)[0].sum().backward()
        #expect(x.grad?.doubles == [100, 0, 11])
        #expect(needs.all == [[true, false, false]])
        #expect(checkGradients(of: { pick([$0[0], positions, $0[1]])[0] }, at: [x.detach(), factor]).passed)
        #expect(!pick(x.detach(), positions, factor)[0].requiresGrad)
    }

    @Test("an input given back as it is: a reversed gradient")
    func identity() {
        let reversal = Custom(name: "reversal") { inputs, _ in
            inputs
        } pull: { g, _ in
            g.map { -$0 }
        }
        let x = Tensor([1, 2] as [Double], requiresGrad: true)
        let y = Tensor([5] as [Double], requiresGrad: true)
        let outputs = reversal(x, y)
        #expect(outputs.map(\.doubles) == [[1, 2], [5]])
        (outputs[0] * 3).sum().backward(retainGraph: true)
        #expect(x.grad?.doubles == [-3, -3] && y.grad?.doubles == [0])
        x.assign(x * 10)
        #expect(outputs[0].doubles == [1, 2])
        #expect(reversal(x)[0].doubles == [10, 20])
    }

    @Test("a mistake in the first or in the second derivative, or in forward mode, is found")
    func wrong() {
        let x = Tensor.random([3])
        let first = Custom(name: "square") { x, _ in
            [x[0] * x[0]]
        } pull: { g, context in
            [g[0] * context.inputs[0]]
        }
        let report = checkGradients(of: first, at: [x])
        #expect(!report.passed && report.failures.contains { $0.order == 1 && $0.name == "input 0" })

        // What is saved and is no input or output is a constant: the second derivative has no part of it.
        let second = Custom(name: "cube") { x, context in
            context.saved = [3 * x[0] * x[0]]
            return [x[0] * x[0] * x[0]]
        } pull: { g, context in
            [g[0] * context.saved[0]]
        }
        let other = checkGradients(of: second, at: [x])
        #expect(!other.passed && other.failures.allSatisfy { $0.order == 2 })
        #expect(checkGradients(of: second, at: [x], order: 1).passed)

        struct WrongForward: CustomOperation {
            func forward(_ inputs: [Tensor], _ context: inout OperationContext) -> [Tensor] { [exp(inputs[0])] }
            func vjp(_ g: [Tensor], _ context: OperationContext) -> [Tensor?] { [g[0] * context.outputs[0]] }
            func jvp(_ t: [Tensor?], _ context: OperationContext) -> [Tensor?] { [t[0]] }
        }
        let third = checkGradients(of: WrongForward(), at: [x])
        #expect(!third.passed && third.problem?.contains("input 0") == true, "\(third)")
    }

    @Test("rules that are no tensor operations: first order works, forward mode says what it needs")
    func arrays() throws {
        let x = Tensor([0.5, 1] as [Double])
        let operation = ExponentialOfArrays()
        #expect(checkGradients(of: { operation($0)[0] }, at: x, order: 1).passed)
        let error = #expect(throws: AdjointError.self) {
            try withErrors { jvp(of: { operation($0)[0] }, at: x, tangent: x) }
        }
        #expect(
            error?.description.contains("ExponentialOfArrays: it has no jvp") == true, "\(String(describing: error))")
        // A rule that gives zeros is right where the function is flat.
        let flat = Custom(name: "flat") { x, _ in
            [Tensor.ones(like: x[0])]
        } pull: { _, context in
            [Tensor.zeros(like: context.inputs[0])]
        }
        #expect(jvp(of: { flat($0)[0] }, at: x, tangent: x).tangent.doubles == [0, 0])
    }

    /// What a rule gives that is refused, and what the error says.
    static let refused: [(String, @Sendable ([Tensor], OperationContext) -> [Tensor?], String)] = [
        ("too few", { _, _ in [] }, "odd: its vjp gives 0 cotangents, and it has 2 inputs"),
        ("too many", { g, _ in [g[0], nil, nil] }, "odd: its vjp gives 3 cotangents"),
        ("a shape", { g, _ in [nil, Tensor.zeros([7])] }, "odd: its vjp gives a cotangent of [7] for an input of [2]"),
        ("summed", { g, _ in [g[0].sum(), nil] }, "odd: its vjp gives a cotangent of [] for an input of [2]"),
        ("integers", { g, _ in [g[0].cast(to: .int32), nil] }, "odd: its vjp gives a cotangent of int32 for input 0"),
        ("a mistake", { g, _ in [matmul(g[0], Tensor.zeros([5, 5])), nil] }, "matmul"),
    ]

    @Test("what a rule gives is checked, and the error names the operation", arguments: refused.indices)
    func refusals(_ index: Int) throws {
        let (name, rule, message) = Self.refused[index]
        let odd = Custom(name: "odd") { x, _ in
            [x[0] * x[1]]
        } pull: {
            rule($0, $1)
        }
        let (x, y) = (Tensor([1, 2], requiresGrad: true), Tensor([3, 4], requiresGrad: true))
        let error = #expect(throws: AdjointError.self) { try withErrors { odd(x, y)[0].sum().backward() } }
        #expect(error?.description.contains(message) == true, "\(name): \(String(describing: error))")
        #expect(x.grad == nil && y.grad == nil)
        // The next call is as if nothing had been.
        (x * y).sum().backward()
        #expect(x.grad?.asArray(Double.self) == [3, 4])
    }

    @Test("outputs of two dtypes, mistakes in forward and in jvp are errors")
    func otherRefusals() throws {
        let x = Tensor([1, 2], requiresGrad: true)
        let mixed = Custom(name: "mixed") { x, _ in
            [x[0], x[0].cast(to: .float64)]
        } pull: { _, _ in
            [nil]
        }
        let first = #expect(throws: AdjointError.self) { try withErrors { mixed(x) } }
        #expect(first?.description.contains("mixed: output 0 is float32 and output 1 float64") == true)
        let failing = Custom(name: "failing") { x, _ in
            [x[0][9], x[0]]
        } pull: { _, _ in
            [nil]
        }
        #expect(throws: AdjointError.self) { try withErrors { failing(x)[1].sum().backward() } }
        #expect(x.grad == nil)

        struct OddForward: CustomOperation {
            let tangents: [Tensor?]
            func forward(_ inputs: [Tensor], _ context: inout OperationContext) -> [Tensor] { [exp(inputs[0])] }
            func vjp(_ g: [Tensor], _ context: OperationContext) -> [Tensor?] { [g[0] * context.outputs[0]] }
            func jvp(_ t: [Tensor?], _ context: OperationContext) -> [Tensor?] { tangents }
        }
        for (tangents, message) in [
            ([], "its jvp gives 0 tangents, and it has 1 outputs"),
            ([Tensor.zeros([5])], "its jvp gives a tangent of [5]"),
            ([Tensor([1, 2])], "its jvp gives a tangent of [2] int64"),
        ] as [([Tensor?], String)] {
            let operation = OddForward(tangents: tangents.map { $0?.shape == [2] ? $0?.cast(to: .int64) : $0 })
            let error = #expect(throws: AdjointError.self) {
                try withErrors { jvp(of: { operation($0)[0] }, at: x.detach(), tangent: x.detach()) }
            }
            #expect(error?.description.contains(message) == true, "\(String(describing: error))")
        }
    }

    @Test("an operation that draws at random is checked with the same numbers at every call")
    func random() {
        let noisy = Custom(name: "noisy") { x, context in
            context.saved = [Tensor.uniform(x[0].shape, in: 1..<2, dtype: .float64)]
            return [x[0] * context.saved[0], context.saved[0] * square(x[0])]
        } pull: { g, context in
            [(g[0] + 2 * g[1] * context.inputs[0]) * context.saved[0]]
        }
        let report = checkGradients(of: noisy, at: [Tensor.random([3])])
        #expect(report.passed, "\(report)")
    }

    @Test("forward is not recorded, saves nothing beyond the graph, and runs without inputs too")
    func memory() throws {
        let flags = Notes<Bool>()
        let operation = Custom(name: "big") { x, context in
            flags.add(isGradientEnabled)
            context.saved = [exp(x[0])]
            return [context.saved[0] * 1, x[0] * 2]
        } pull: { g, context in
            [g[0] * context.saved[0] + 2 * g[1]]
        }
        let x = Tensor.random([100]).requiringGrad()
        withLeakChecking {
            let y = operation(x)
            (y[0].sum() + y[1].sum()).backward()
            x.zeroGrad()
        }
        withLeakChecking { _ = gradients(of: operation(x)[0].sum(), for: [x], retainGraph: true) }
        #expect(flags.all == [false, false])
        let constant = Custom(name: "constant") { _, _ in
            [Tensor([1, 2])]
        } pull: { _, _ in
            []
        }
        #expect(constant()[0].asArray(Double.self) == [1, 2])
        let nothing = Custom(name: "nothing") { _, _ in
            []
        } pull: { _, _ in
            [nil]
        }
        #expect(nothing(x).isEmpty)
    }

    @Test("its own mistakes in the numbers are found by their name")
    func anomalies() {
        let operation = Custom(name: "inverse") { x, _ in
            [1 / x[0], x[0]]
        } pull: { g, context in
            [-g[0] * context.outputs[0] * context.outputs[0] / Tensor.zeros(like: context.inputs[0]) + g[1]]
        }
        let x = Tensor([1, 2], requiresGrad: true)
        let error = #expect(throws: AdjointError.self) {
            try withErrors { detectAnomalies { operation(x)[0].sum().backward() } }
        }
        #expect(error?.description.contains("the backward pass") == true)
    }

    @Test("float32 inputs beside float64 ones get cotangents of their own dtype")
    func mixedInputs() {
        let x = Tensor([1, 2], requiresGrad: true)
        let y = Tensor([3, 4] as [Double], requiresGrad: true)
        let product = Custom(name: "product") { x, _ in
            [x[0] * x[1]]
        } pull: { g, context in
            [g[0] * context.inputs[1], g[0] * context.inputs[0]]
        }
        product(x, y)[0].sum().backward()
        #expect(x.grad?.dtype == .float32 && x.grad?.asArray(Double.self) == [3, 4])
        #expect(y.grad?.dtype == .float64 && y.grad?.doubles == [1, 2])
    }

    @Test("a rule may ask for derivatives itself, also in a recorded pass, and the pass around it is not disturbed")
    func derivativesInRules() {
        // Its formula is differentiated when the pass comes to it, as recomputing does.
        @Sendable func formula(_ x: Tensor) -> Tensor { sin(x) * x }
        let recomputed = Custom(name: "recomputed") { x, _ in
            [formula(x[0])]
        } pull: { g, context in
            [vjp(of: formula, at: context.inputs[0]).pullback(g[0])]
        }
        // The input is used beside it, before and after, so the outer pass has something gathered there.
        func own(_ x: [Tensor]) -> Tensor {
            let inner = x[0] * x[0]
            return recomputed(inner)[0] * inner + inner * x[0]
        }
        let report = checkGradients(of: own, at: [Tensor.random([3])])
        #expect(report.passed, "\(report)")
    }

    @Test("several threads may use one operation and go through one node")
    func threads() {
        let x = Tensor.random([2, 3]).requiringGrad()
        let shared = Cartesian()(x, x)
        let trunk = (shared[0] * shared[1]).sum()
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            trunk.backward(retainGraph: true)
            let own = Cartesian()(x, x)
            (own[0] * own[1]).sum().backward()
        }
        let one = gradient(of: { (cos($0) * $0 * $0 * sin($0)).sum() }, at: x.detach())
        #expect(distance(x.grad ?? Tensor(0), 16 * one) < 1e-11)
    }
}
