import AdjointKernels
import Foundation
import Testing

@testable import Adjoint

/// Everything on a second device, `ReferenceDevice`, which shares nothing with the processor but the programs.
@Suite("Devices")
struct DeviceTests {
    private let device = ReferenceDevice.shared

    /// A tensor's elements compared with others, relative to the largest; false, and an issue, where they differ.
    private func agree(_ a: Tensor, _ b: Tensor, _ tolerance: Double, _ what: @autoclosure () -> String) -> Bool {
        guard a.shape == b.shape, a.dtype == b.dtype else {
            Issue.record("\(what()): \(a.shape) \(a.dtype) and \(b.shape) \(b.dtype)")
            return false
        }
        let (x, y) = (a.detach().asArray(Double.self), b.detach().asArray(Double.self))
        let scale = x.reduce(1e-300) { Swift.max($0, $1.isFinite ? $1.magnitude : 0) }
        for (p, q) in zip(x, y) where !(p == q || p.isNaN && q.isNaN || (p - q).magnitude <= tolerance * scale) {
            Issue.record("\(what()): \(p) and \(q)")
            return false
        }
        return true
    }

    @Test("results, gradients and tangents of every case are the processor's", arguments: [DType.float64, .float32])
    func cases(dtype: DType) {
        let generator = RandomGenerator(seed: 12)
        let tolerance = dtype == .float64 ? 1e-12 : 2e-5
        var counts = (results: 0, gradients: 0, tangents: 0)
        var operations: Set<String> = []
        for entry in OperationRegistry.cases {
            let operands = entry.sample(generator).map { $0.cast(to: dtype).detach() }
            let scope = RandomScope()
            func run(_ place: any Device) -> (result: Tensor, gradients: [Tensor], tangent: Tensor?) {
                scope.run {
                    withDevice(place) {
                        let leaves = operands.map { $0.moved(to: place).requiringGrad() }
                        let result = entry.body(leaves)
                        guard result.requiresGrad else { return (result, [], nil) }
                        let seed = Tensor.full(result.shape, 0.75, dtype: result.dtype) + result.detach() * 0.5
                        let found = gradients(of: result, for: leaves, cotangent: seed)
                        let x = leaves[0].detach()
                        let tangent = jvp(
                            of: { first in entry.body([first] + leaves.dropFirst().map { $0.detach() }) }, at: x,
                            tangent: x * 0.5 + 1
                        ).tangent
                        return (result, found, tangent)
                    }
                }
            }
            let (expected, found) = (run(CPU.shared), run(device))
            #expect(found.result.place == nil || found.result.device === device, "\(entry)")
            if agree(expected.result, found.result, tolerance, "\(entry)") { counts.results += 1 }
            for (a, b) in zip(expected.gradients, found.gradients)
            where agree(a, b, tolerance, "\(entry), a gradient") { counts.gradients += 1 }
            if let a = expected.tangent, let b = found.tangent, agree(a, b, tolerance, "\(entry), the tangent") {
                counts.tangents += 1
            }
            operations.insert(entry.operation)
        }
        print("\(dtype), \(operations.count) operations: \(counts)")
        #expect(counts.results == OperationRegistry.cases.count && counts.gradients > 900 && counts.tangents > 500)
    }

    /// Numbers where functions change, and the ends of the types.
    private func numbers(_ dtype: DType) -> [Double] {
        if dtype.isInteger { return [0, 1, -1, 2, 3, -7, 40, 1000] }
        if dtype == .bool { return [0, 1] }
        let tiny = dtype == .float32 ? 0x1p-126 : 0x1p-1022
        return [
            0, -0.0, 1, -1, 0.5, -0.5, 2, -2.5, 3.75, 10, -10, 0.1, 1e-5, 30, -30, tiny, .infinity, -.infinity, .nan,
        ]
    }

    /// The distance of two results in units of the last place.
    private func ulps(_ a: Double, _ b: Double, _ dtype: DType) -> Double {
        if a == b || a.isNaN && b.isNaN { return 0 }
        let unit = dtype == .float32 ? Double(Float(b).ulp) : b.ulp
        return (a - b).magnitude / unit
    }

    /// What the kernels promise: twice the half ulp of a rounded result for elementary functions, and for those that
    /// are made of several, what `Docs/KernelAccuracy.md` says.
    private func limit(_ code: adj_code) -> Double {
        if code.kind == .unary, let operation = AdjUnary(rawValue: code.operation) {
            switch operation {
            case .lgamma: return 8
            case .digamma: return code.type == .float32 ? 1 : 64  // the reference adds up to 21 terms
            case .tanhShrink: return code.type == .float32 ? 10 : 280
            case .square, .oneMinusSquare, .timesOneMinus, .timesTwoMinus: return 2
            default: break
            }
        }
        if adj_code_cost(code) <= 2 { return 0 }
        return code.kind == .binary && code.operation == AdjBinary.polygamma.rawValue ? 64 : 4
    }

    @Test("every code gives every number its value on both devices, within the ulps that the kernels promise")
    func codes() {
        var (compared, worst) = (0, 0.0)
        func compare(_ code: adj_code, _ operands: [Tensor], _ result: DType) {
            guard let kernel = adj_code_kernel(code) else { return }
            func run(_ place: any Device) -> [Double] {
                let x = operands.map { $0.moved(to: place) }
                let values = withFusionOfEverything {
                    elementwise(
                        code, kernel, x[0], x.count > 1 ? x[1] : nil, x.count > 2 ? x[2] : nil, layout: x[0].layout,
                        dtype: result)
                }
                return Tensor(values: values, dtype: result, layout: x[0].layout).asArray(Double.self)
            }
            for (index, (a, b)) in zip(run(CPU.shared), run(device)).enumerated() {
                // The terms of digamma are of about 1 also where it is near 0.
                let isSum = code.kind == .unary && code.operation == AdjUnary.digamma.rawValue
                let distance = isSum && b.magnitude < 1 ? (a - b).magnitude / result.unit : ulps(a, b, result)
                compared += 1
                let x = operands.map { $0.asArray(Double.self)[index] }
                #expect(distance <= limit(code), "\(code.name) \(code.type) of \(x): \(a), reference \(b)")
                worst = Swift.max(worst, distance.isFinite ? distance : 0)
            }
        }
        for dtype in DType.allCases where !dtype.isStorageOnly {
            let x = numbers(dtype)
            let unary = withoutGradient { Tensor(x).cast(to: dtype) }
            let first = Tensor(x.flatMap { a in x.map { _ in a } }).cast(to: dtype)
            let second = Tensor(x.flatMap { _ in x }).cast(to: dtype)
            for raw in 0..<UInt8(AdjUnaryCount) {
                guard let operation = AdjUnary(rawValue: raw) else { continue }
                let isFlag = [AdjUnary.isNaN, .isFinite, .logicalNot].contains(operation)
                compare(adj_code_unary(operation, dtype.kernelType), [unary], isFlag ? .bool : dtype)
            }
            for raw in 0..<UInt8(AdjBinaryCount) {
                // Orders are whole numbers, and a tail goes with its number.
                let steps: [AdjBinary] = [.polygamma, .sigmoidOfTail, .tanhOfTail]
                guard let operation = AdjBinary(rawValue: raw), !steps.contains(operation) else { continue }
                let flags: [AdjBinary] = [
                    .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .logicalAnd, .logicalOr, .logicalXor,
                ]
                compare(
                    adj_code_binary(operation, dtype.kernelType), [first, second],
                    flags.contains(operation) ? .bool : dtype)
            }
            let condition = first .> second
            compare(adj_code_select(dtype.kernelType), [condition.cast(to: .bool), first, second], dtype)
            for target in DType.allCases where !target.isStorageOnly {
                compare(adj_code_cast(dtype.kernelType, target.kernelType), [unary], target)
            }
        }
        print("\(compared) values, at most \(worst) ulp")
        #expect(compared > 10_000)
    }

    @Test("what has no derivative: comparisons, conditions, casts, positions, reductions of all kinds")
    func withoutDerivative() {
        let generator = RandomGenerator(seed: 13)
        let x = Tensor.normal([5, 7], dtype: .float32, generator: generator)
        let y = Tensor.normal([7], dtype: .float32, generator: generator)
        let positions = Tensor([3, 0, 6, 2, 2] as [Int])
        let functions: [(String, (Tensor, Tensor, Tensor) -> Tensor)] = [
            ("<", { x, y, _ in x .< y }), ("==", { x, _, _ in x .== x }), ("and", { x, y, _ in (x .> y) .&& (x .> 0) }),
            ("not", { x, y, _ in .!(x .> y) }), ("isNaN", { x, _, _ in isNaN(sqrt(x)) }),
            ("all", { x, _, _ in (x .> -3).all() }), ("any", { x, _, _ in (x .> 9).any(axes: [0]) }),
            ("int", { x, _, _ in x.cast(to: .int64) * 3 - 1 }), ("bool", { x, _, _ in relu(x).cast(to: .bool) }),
            ("where", { x, y, _ in which(x .> y, x, y) }), ("argmax", { x, _, _ in x.argmax(axis: 1) }),
            ("argmin", { x, _, _ in x.argmin() }), ("max", { x, _, _ in x.max(axes: [0]) }),
            ("take along", { x, _, p in x.takeAlong(p.reshaped([5, 1]), axis: 1) }),
            ("take", { x, _, p in x.take(p % 5) }), ("one hot", { _, _, p in oneHot(p, classes: 9) }),
            ("sort of a sum", { x, _, _ in x.sum(axes: [0, 1]) }), ("mean", { x, _, _ in x.mean(axes: [1]) }),
            ("empty", { x, _, _ in x[0..<0].sum(axes: [0]) }), ("padded", { x, _, _ in x.padded([(1, 0), (0, 2)]) }),
        ]
        for (name, body) in functions {
            let expected = body(x, y, positions)
            let found = body(x.moved(to: device), y.moved(to: device), positions.moved(to: device))
            #expect(agree(expected, found, 1e-6, name), "\(name)")
            #expect(found.count == 1 || found.device === device, "\(name)")
        }
    }

    @Test("random draws are the same numbers")
    func randomDraws() {
        for dtype in [DType.float32, .float64] {
            func draw(_ place: any Device) -> [[Double]] {
                let generator = RandomGenerator(seed: 99)
                return withDevice(place) {
                    [
                        Tensor.uniform([3, 37], dtype: dtype, generator: generator),
                        Tensor.normal([1001], dtype: dtype, generator: generator),
                        Tensor.bernoulli([50], probability: 0.3, dtype: dtype, generator: generator),
                        Tensor.integers([20], in: -5..<100, generator: generator),
                    ].map { $0.asArray(Double.self) }
                }
            }
            let (expected, found) = (draw(CPU.shared), draw(device))
            #expect(expected[0] == found[0] && expected[2] == found[2] && expected[3] == found[3])
            for (a, b) in zip(expected[1], found[1]) {
                #expect((a - b).magnitude <= (dtype == .float32 ? 2e-6 : 1e-14) * Swift.max(1, b.magnitude))
            }
        }
    }

    @Test("programs of many elements, in rows, columns and runs, with products that they read")
    func largePrograms() {
        let generator = RandomGenerator(seed: 14)
        func draw(_ shape: [Int]) -> Tensor { Tensor.normal(shape, dtype: .float32, generator: generator) }
        let (x, w, b) = (draw([70, 130]), draw([130, 90]), draw([90]))
        func network(_ x: Tensor, _ w: Tensor, _ b: Tensor) -> [Tensor] {
            let hidden = tanh(matmul(x, w) + b)
            let share = softmax(hidden, axis: 1)
            let normalised = (hidden - hidden.mean(axes: [1], keepDims: true))
            return [
                hidden, share, normalised, hidden.sum(axes: [0]), square(normalised).mean(), share.max(axes: [0]),
                (hidden.T * 2).sum(axes: [1]), hidden.flattened().reshaped([2, 3150]).sum(axes: [1]),
            ]
        }
        let expected = network(x, w, b)
        let found = network(x.moved(to: device), w.moved(to: device), b.moved(to: device))
        evaluate(found)
        for (a, b) in zip(expected, found) { #expect(agree(a, b, 1e-5, "\(a.shape)")) }
    }

    @Test("a network is trained there: the same losses, and every array stays")
    func training() {
        func train(_ place: any Device) -> [Double] {
            let generator = RandomGenerator(seed: 15)
            let (x, y, first, second) = (
                Tensor.normal([12, 5], dtype: .float64, generator: generator).moved(to: place),
                Tensor.normal([12, 2], dtype: .float64, generator: generator).moved(to: place),
                (Tensor.normal([5, 8], dtype: .float64, generator: generator) * 0.4).moved(to: place).requiringGrad(),
                (Tensor.normal([8, 2], dtype: .float64, generator: generator) * 0.4).moved(to: place).requiringGrad()
            )
            return (0..<5).map { _ in
                let loss = square(matmul(tanh(matmul(x, first)), second) - y).mean()
                loss.backward()
                #expect(first.grad?.device === place && second.grad?.device === place)
                withoutGradient {
                    assign([first, second].map { ($0, $0 - 0.1 * ($0.grad ?? $0)) })
                    first[0, 0..<2] = Tensor([0.25, -0.25] as [Double]).moved(to: place)
                }
                for p in [first, second] { p.zeroGrad() }
                #expect(first.device === place && second.device === place)
                return loss.item()
            }
        }
        let (expected, found) = (train(CPU.shared), train(device))
        for (a, b) in zip(expected, found) { #expect((a - b).magnitude < 1e-12, "\(expected) \(found)") }
        #expect(expected[4] < expected[0])
    }

    @Test("operands on two devices are an error that names both")
    func twoDevices() {
        let x = Tensor([1, 2, 3])
        let y = x.moved(to: device)
        let m = Tensor.ones([3, 3])
        func message(_ body: () -> Void) -> String {
            do {
                try withErrors(body)
                return "none"
            } catch { return "\(error)" }
        }
        let right = "one operand is on cpu and another on reference: move one with moved(to:)"
        #expect(message { _ = x + y } == "add: " + right)
        #expect(message { _ = matmul(m, y) } == "matmul: " + right)
        #expect(message { _ = concatenated([x, y]) } == "concatenate: " + right)
        #expect(message { x.assign(y) } == "assign: " + right)
        #expect(message { x[0..<2] = y[0..<2] } == "subscript: " + right)
        #expect(message { _ = x.take(Tensor([0, 1] as [Int]).moved(to: device)) } == "take: " + right)
        #expect(message { _ = which(x .> 0, y, y) }.hasSuffix(right))
        #expect(
            message { _ = conv1d(Tensor.ones([1, 1, 4]), Tensor.ones([1, 1, 2]).moved(to: device)) }.hasSuffix(right))
        #expect(x.asArray(Float.self) == [1, 2, 3])
        // A number goes with all.
        #expect((y * 2 + Tensor(1.0)).asArray(Float.self) == [3, 5, 7])
        // What lies on both is computed together.
        let (a, b) = withFusionOfEverything { (x * 3, y * 3) }
        evaluate(a, b)
        #expect(a.asArray(Float.self) == b.asArray(Float.self))
    }

    @Test("a move is differentiable, and keeps its place")
    func moves() {
        let x = Tensor([1, 2, 3] as [Double]).requiringGrad()
        let there = x.moved(to: device)
        #expect(there.device === device && there.moved(to: device) === there && x.device === CPU.shared)
        (there * there).sum().moved(to: CPU.shared).backward()
        #expect(x.grad?.asArray(Double.self) == [2, 4, 6] && x.grad?.device === CPU.shared)
        #expect("\(there)".contains("1") && there[1].item() == 2)
        #expect(there.reshaped([3, 1])[1..<3].asArray(Double.self) == [2, 3])
        withoutFusion { #expect((there + 1).asArray(Double.self) == [2, 3, 4]) }
    }

    @Test("memory is given back")
    func memory() {
        let device = ReferenceDevice()
        do {
            let x = Tensor.normal([40, 30], generator: RandomGenerator(seed: 1)).moved(to: device).requiringGrad()
            softmax(matmul(x, x.T), axis: 1).max().backward()
            #expect(device.blockCount > 0)
        }
        #expect(device.blockCount == 0)
        withExtendedLifetime(device) {}
    }
}

extension DType {
    /// The distance of 1 to the next number.
    fileprivate var unit: Double { self == .float32 ? 0x1p-23 : 0x1p-52 }
}
