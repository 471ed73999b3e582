import AdjointRuntime
import Foundation

/// Runs `body` and prints every program that this thread ran for it: its domain, its steps (%3 = multiply %1 %2), what
/// it read and wrote, in bytes, and its time. A program is what became of operations that were computed together.
/// Matrix products that it reads are computed with it (%0: matmul [128, 784] × [784, 512]), one of them block by block
/// with the steps as its epilogue.
public func explainExecution<Result>(_ body: () throws -> Result) rethrows -> Result {
    let explanation = Explanation()
    let before = adj_thread().pointee.explanation
    adj_thread().pointee.explanation = Unmanaged.passUnretained(explanation).toOpaque()
    defer {
        adj_thread().pointee.explanation = before
        print(explanation.text)
    }
    return try withExtendedLifetime(explanation) { try body() }
}

/// What `explainExecution` has seen.
final class Explanation {
    private var programs: [String] = []

    static var current: Explanation? {
        adj_thread().pointee.explanation.map { Unmanaged<Explanation>.fromOpaque($0).takeUnretainedValue() }
    }

    static func now() -> Double { Double(DispatchTime.now().uptimeNanoseconds) * 1e-9 }

    func add(_ program: String) { programs.append(program) }

    var text: String { (programs + ["\(programs.count) programs"]).joined(separator: "\n") }
}
