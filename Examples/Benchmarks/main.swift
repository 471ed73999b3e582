// Times Adjoint on the workloads that its peers are timed on, one JSON line each, and says what the machine could do.
//
//   swift run -c release Benchmarks                    every workload
//   swift run -c release Benchmarks matmul-1024 …      some of them
//   … --threads N                                      with N threads instead of all processors
import Adjoint
import AdjointKernels
import Foundation

var chosen = Array(CommandLine.arguments.dropFirst())
if let flag = chosen.firstIndex(of: "--threads") {
    guard flag + 1 < chosen.count, let count = Int(chosen[flag + 1]), count > 0 else {
        print("--threads needs a number")
        exit(2)
    }
    threadCount = count
    chosen.removeSubrange(flag...(flag + 1))
}
let known = Set(workloads.map(\.name))
if let unknown = chosen.first(where: { !known.contains($0) }) {
    print("unknown workload \(unknown); there are: \(workloads.map(\.name).joined(separator: ", "))")
    exit(2)
}

let names: [AdjInstructionSet: String] = [.baseline: "baseline", .avx2: "avx2", .avx512: "avx512", .neon: "neon"]
let instructionSet = names[adj_instruction_set()] ?? "unknown"
let peak = fmaPeak()
printError(
    "\(threadCount) threads, instruction set \(instructionSet), "
        + "FMA peak of one thread \(format(peak / 1e9)) GFLOP/s in float32")

for workload in workloads where chosen.isEmpty || chosen.contains(workload.name) {
    let timing = measure(workload.prepare(), per: workload.operations)
    var fields: [(String, String)] = [
        ("peer", "\"adjoint\""), ("workload", "\"\(workload.name)\""), ("threads", "\(threadCount)"),
        ("unit", workload.operations > 1 ? "\"s/op\"" : "\"s/step\""),
        ("median", format(timing.median)), ("min", format(timing.least)), ("samples", "\(timing.samples)"),
        ("steps", "\(timing.steps)"), ("first", format(timing.first)), ("value", format(timing.value, digits: 7)),
    ]
    if let flops = workload.flops {
        // The peak is measured again beside each product: shared machines change their speed.
        let peak = max(fmaPeak(), fmaPeak())
        fields.append(("gflops", format(flops / timing.median / 1e9)))
        fields.append(("fma_peak_gflops", format(peak / 1e9)))
        fields.append(("fraction_of_peak", format(flops / timing.median / peak / Double(threadCount), digits: 3)))
    }
    print("{" + fields.map { "\"\($0)\": \($1)" }.joined(separator: ", ") + "}")
    fflush(nil)
}
