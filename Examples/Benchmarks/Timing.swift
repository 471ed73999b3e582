import Adjoint
import AdjointKernels
import Foundation

/// What the peers' scripts report about a workload too.
struct Timing {
    /// Seconds of a step, or of an operation.
    var median = 0.0
    var least = 0.0
    var samples = 0
    var steps = 0
    /// Seconds of the first step.
    var first = 0.0
    /// The sum of what the first step returned.
    var value = 0.0
}

func now() -> Double { Double(DispatchTime.now().uptimeNanoseconds) * 1e-9 }

/// Warms up for 0.3 s after the first step, then times samples of about 0.1 s of steps for 1.5 s, at least 5 and at
/// most 5 s.
func measure(_ step: () -> Tensor?, per operations: Int) -> Timing {
    var timing = Timing()
    var begin = now()
    let value = step()
    timing.first = now() - begin
    timing.value = value.map { $0.detach().sum().item() } ?? .nan

    var calls = 0
    var one = 0.0
    begin = now()
    while now() - begin < (calls >= 3 ? 0.3 : 2) {
        let start = now()
        _ = step()
        one = now() - start
        calls += 1
    }
    let count = max(1, Int((0.1 / one).rounded()))
    var samples: [Double] = []
    begin = now()
    while now() - begin < 5, samples.count < 5 || now() - begin < 1.5 {
        let start = now()
        for _ in 0..<count { _ = step() }
        samples.append((now() - start) / Double(count))
    }
    samples.sort()
    let middle = samples.count / 2
    let median = samples.count % 2 == 1 ? samples[middle] : (samples[middle - 1] + samples[middle]) / 2
    timing.median = median / Double(operations)
    timing.least = samples[0] / Double(operations)
    timing.samples = samples.count
    timing.steps = samples.count * count
    return timing
}

/// Floating-point operations a second of one thread that does nothing but independent fused multiply-adds: the best of
/// several runs of about 20 ms.
func fmaPeak() -> Double {
    var best = 0.0
    var iterations = 1 << 16
    for _ in 0..<8 {
        let start = now()
        let operations = adj_burn_fma_float32(iterations)
        let seconds = now() - start
        best = max(best, operations / seconds)
        if seconds < 0.01 { iterations *= 4 }
    }
    return best
}

func format(_ number: Double, digits: Int = 4) -> String {
    number.isFinite ? String(format: "%.\(digits)g", number) : "null"
}

func printError(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
