import Adjoint
import AdjointKernels
import AdjointRuntime
import Foundation

/// What the machine could do at the moment it was measured, with all threads in use.
struct Machine {
    /// Floating-point operations a second of independent fused multiply-adds in registers, float32.
    let fmaPeak: Double
    /// Bytes a second, read and written, of x ← -x over an array of 256 MiB: twice its size for each pass.
    let bandwidth: Double

    /// Measures both: the best of several runs of some ten milliseconds each.
    static func measured() -> Machine { Machine(fmaPeak: measuredPeak(), bandwidth: measuredBandwidth()) }

    private static func measuredPeak() -> Double {
        let chunks = 8 * threadCount
        var iterations = 1 << 12
        var best = 0.0
        for _ in 0..<16 {
            let perIteration = adj_burn_fma_float32(1) * Double(chunks)
            let seconds = elapsed { [iterations] in parallel(chunks) { _ in _ = adj_burn_fma_float32(iterations) } }
            best = max(best, perIteration * Double(iterations) / seconds)
            if seconds < 0.02 { iterations *= 2 }
        }
        return best
    }

    private static func measuredBandwidth() -> Double {
        let (chunk, chunks) = (1 << 18, 1 << 8)
        let bytes = chunk * chunks * MemoryLayout<Float>.stride
        var capacity = 0
        guard let block = adj_pool_allocate(bytes, &capacity), let negate = adj_unary_kernel(.negate, .float32) else {
            return .nan
        }
        defer {
            adj_pool_free(block, capacity)
            trimMemory()
        }
        memset(block, 0, bytes)
        let array = UInt(bitPattern: block)
        let passes = (0..<8).map { _ in
            elapsed {
                parallel(chunks) { index in
                    let part = UnsafeMutableRawPointer(bitPattern: array + UInt(index * bytes / chunks))
                    var input = UnsafeRawPointer(part)
                    negate(part, &input, 0, chunk)
                }
            }
        }
        return 2 * Double(bytes) / (passes.min() ?? .nan)
    }

    /// The processor's name, where the system tells it.
    static var processor: String {
        let lines = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?.split(separator: "\n") ?? []
        let line = lines.first { $0.hasPrefix("model name") }
        return line?.split(separator: ":").last?.trimmingCharacters(in: .whitespaces) ?? "unknown processor"
    }

    /// The name of the instruction set in use.
    static var instructionSet: String {
        switch adj_instruction_set() {
        case .baseline: "baseline"
        case .avx2: "AVX2"
        case .avx512: "AVX-512"
        case .neon: "NEON"
        }
    }
}

/// Runs body(0) … body(count - 1) on all threads.
private func parallel(_ count: Int, _ body: (Int) -> Void) {
    struct Work { let body: (Int) -> Void }
    withoutActuallyEscaping(body) { body in
        var work = Work(body: body)
        withUnsafeMutablePointer(to: &work) { work in
            adj_parallel(
                count, { context, chunk in context?.assumingMemoryBound(to: Work.self).pointee.body(chunk) }, work)
        }
    }
}

// MARK: This process

func now() -> Double { Double(DispatchTime.now().uptimeNanoseconds) * 1e-9 }

func elapsed(_ body: () -> Void) -> Double {
    let start = now()
    body()
    return now() - start
}

/// Sets the number of threads and keeps this process, and the threads it starts later, on as many of the processors it
/// may use, where the system can do that.
func useProcessors(_ count: Int) {
    threadCount = count
    typealias Affinity = @convention(c) (Int32, Int, UnsafeMutableRawPointer?) -> Int32
    // Linux has both, but shows them only to programs in GNU's dialect of C.
    guard let get = dlsym(nil, "sched_getaffinity"), let set = dlsym(nil, "sched_setaffinity") else { return }
    var bits = [UInt8](repeating: 0, count: 128)
    guard unsafeBitCast(get, to: Affinity.self)(0, bits.count, &bits) >= 0 else { return }
    var left = count
    for processor in 0..<(8 * bits.count) where bits[processor / 8] >> (processor % 8) & 1 == 1 {
        if left > 0 { left -= 1 } else { bits[processor / 8] &= ~(1 << (processor % 8)) }
    }
    _ = unsafeBitCast(set, to: Affinity.self)(0, bits.count, &bits)
}

/// The most bytes that this process has had in memory so far; nil where there is no /proc.
///
/// Not getrusage's ru_maxrss, which starts at that of the process that started this one.
func residentPeak() -> Int? {
    let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 }
}

/// Seconds that this process has computed.
func processSeconds() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

/// Seconds that all processes of this machine have computed, time stolen by others included; nil where there is no
/// /proc.
func machineSeconds() -> Double? {
    let line = (try? String(contentsOfFile: "/proc/stat", encoding: .utf8))?.split(separator: "\n").first
    guard let ticks = line?.split(separator: " ").dropFirst().prefix(8).compactMap({ Double($0) }), ticks.count == 8
    else { return nil }
    let idle = ticks[3] + ticks[4]
    return (ticks.reduce(0, +) - idle) / Double(sysconf(Int32(_SC_CLK_TCK)))
}
