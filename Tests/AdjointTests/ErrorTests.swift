import Foundation
import Testing

@testable import Adjoint

/// Requests that cannot be answered, each with the sentence that it stops with.
enum BadRequest: String, CaseIterable, Codable, Sendable {
    case inner = "matmul: [128, 784] × [512, 10]: inner dimensions 784 and 512 differ"
    case batches = "matmul: [2, 3, 4] × [5, 4, 3]: the batch axes [2] and [5] do not broadcast"
    case broadcasting = "add: [2, 3] + [4]: lengths 3 and 4 of axis -1 differ, and neither is 1"
    case reshaping = "reshape: [2, 3] has 6 elements and [4, 2] cannot hold exactly as many"
    case joining = "concatenate: tensor 1 is [2, 4] and tensor 0 is [2, 3]: they may differ along axis 0 only"
    case ragged = "Tensor: the rows of this literal differ in length: every row of an axis must be as long"
    case wrongType = "exp: dtype int32 is not supported: cast it to float32 or float64"
    case integerProduct = "matmul: int64 × int64: floating point is needed; cast to float32 first"
    case fraction =
        "multiply: the number 0.5 is not an integer and the tensor is int32: cast the tensor to float32 first"
    case condition = "which: the condition has dtype float32: a bool tensor is needed"
    case integerGradient = "requiresGrad: a tensor of dtype int32 has no gradient: cast it to float32 or float64 first"
    case nonScalar =
        "backward: a tensor of [2, 3] has 6 elements, not one: reduce it with sum() or mean(), or give a cotangent of [2, 3]"
    case cotangent = "backward: the cotangent is [3] float32 and the tensor [2] float32: they must be equal"
    case twice =
        "backward: the graph of this tensor was released by an earlier backward(): pass retainGraph: true to the earlier call"
    case unrelated =
        "backward: this tensor of [] depends on no tensor that requires a gradient: set requiresGrad before computing it"
    case unrecorded =
        "gradients: this tensor of [] has no graph, and none is recorded here, inside withoutGradient or evaluating: compute it outside, or inside withGradient"
    case position = "subscript: index 5 is not in -3..<3, the positions of axis 1 of [2, 3]"
    case indices = "subscript: 3 indices are too many for [2, 3], which has 2 axes"
    case axis = "sum: axis 2 is not in -2..<2, the axes of [2, 3]"
    case lookup = "take: index 10 is not in 0..<10"
    case item = "item: a tensor of [2, 3] has 6 elements, not one: use asArray"
    case reading = "asArray: a float32 tensor is not read as Int32: use cast(to: .int32) first"
    case writing = "assign: this tensor is the result of exp, not a leaf; write to detach() of it"
    case huge = "full: [4611686018427387904, 4] has more elements than memory can hold"
    case rank = "full: [1, 1, 1, 1, 1, 1, 1, 1, 1] has rank 9: at most 8 is possible"
    case nothing = "max: [0] has no elements to choose from along [0]"

    func run() {
        let matrix = Tensor.ones([2, 3])
        let integers = Tensor([1, 2], dtype: .int32)
        let weight = Tensor([1, 2], requiresGrad: true)
        switch self {
        case .inner: _ = matmul(Tensor.ones([128, 784]), Tensor.ones([512, 10]))
        case .batches: _ = matmul(Tensor.ones([2, 3, 4]), Tensor.ones([5, 4, 3]))
        case .broadcasting: _ = matrix + Tensor.ones([4])
        case .reshaping: _ = matrix.reshaped(4, 2)
        case .joining: _ = concatenated([matrix, Tensor.ones([2, 4])])
        case .ragged: _ = Tensor([[1, 2], [3]])
        case .wrongType: _ = exp(integers)
        case .integerProduct: _ = matmul(Tensor.ones([2, 2], dtype: .int64), Tensor.ones([2, 2], dtype: .int64))
        case .fraction: _ = integers * 0.5
        case .condition: _ = which(matrix, matrix, matrix)
        case .integerGradient: integers.requiresGrad = true
        case .nonScalar: (Tensor.ones([2, 3]) * Tensor([2], requiresGrad: true)).backward()
        case .cotangent: (weight * 2).backward(Tensor([1, 1, 1]))
        case .twice:
            let loss = (weight * weight).sum()
            loss.backward()
            loss.backward()
        case .unrelated: matrix.sum().backward()
        case .unrecorded: withoutGradient { _ = gradients(of: (weight * weight).sum(), for: [weight]) }
        case .position: _ = matrix[0, 5]
        case .indices: _ = matrix[0, 0, 0]
        case .axis: _ = matrix.sum(axis: 2)
        case .lookup: _ = Tensor.ones([10, 4]).take(Tensor([0, 10], dtype: .int64))
        case .item: _ = matrix.item()
        case .reading: _ = matrix.asArray(Int32.self)
        case .writing: exp(weight).assign(weight)
        case .huge: _ = Tensor.zeros([1 << 62, 4])
        case .rank: _ = Tensor.zeros([1, 1, 1, 1, 1, 1, 1, 1, 1])
        case .nothing: _ = Tensor([]).max()
        }
    }
}

@Suite("A mistake")
struct ErrorTests {
    @Test("stops the program with one precise sentence", arguments: BadRequest.allCases)
    func stops(request: BadRequest) async throws {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [request] in
            // Without the runtime's backtrace, which takes a second each time.
            for number in [SIGILL, SIGTRAP, SIGABRT] { signal(number, SIG_DFL) }
            request.run()
        }
        let text = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
        #expect(text.contains("Fatal error: \(request.rawValue)\n"), "printed: \(text)")
    }

    @Test("inside withErrors throws the same sentence", arguments: BadRequest.allCases)
    func throwsError(request: BadRequest) {
        let error = #expect(throws: AdjointError.self) { try withErrors { request.run() } }
        #expect(error?.description == request.rawValue)
    }

    @Test("stands in the table of Docs/Errors.md", arguments: BadRequest.allCases)
    func documented(request: BadRequest) throws {
        let page = try String(contentsOf: DocumentationTests.page("Errors.md"), encoding: .utf8)
        #expect(page.contains("`\(request.rawValue)`"))
    }

    @Test("the first mistake of a block is thrown, and the block runs on")
    func firstOfSeveral() {
        var reached = false
        let error = #expect(throws: AdjointError.self) {
            try withErrors {
                let bad = Tensor.ones([2, 3]) + Tensor.ones([4])
                _ = matmul(bad, Tensor.ones([7, 7]))
                reached = true
            }
        }
        #expect(error?.operation == "add" && reached)
    }

    @Test("blocks may be nested; an inner error does not reach the outer block")
    func nested() throws {
        struct Own: Error {}
        let value = try withErrors {
            #expect(throws: AdjointError.self) { try withErrors { Tensor.ones([2]) + Tensor.ones([3]) } }
            return Tensor.ones([2]).sum().item()
        }
        #expect(value == 2)
        #expect(throws: Own.self) { try withErrors { throw Own() } }
    }
}
