import Adjoint
import AdjointRuntime
import Foundation

/// What a peer reports about a workload, one line of JSON: the fields that Peers/README.md lists, and below them some
/// more.
struct Timing: Codable {
    var peer: String
    var version: String?
    var workload: String
    var threads: Int
    var unit: String
    var median: Double
    var min: Double
    var samples: Int
    var steps: Int
    var first: Double
    var cpu: Double?
    var others: Double?
    var value: Double?
    var nodes: Int?

    /// Bytes: the greatest resident set less that of the idle process before the workload was set up.
    var memory: Int?
    /// Of the machine, measured after the workload: operations and bytes a second.
    var fmaPeak: Double?
    var bandwidth: Double?
    /// The seconds that a cache line takes to the other processor and back: the median of what was seen after each
    /// sample.
    var roundTrip: Double?
    /// The workload's limit over its median.
    var ofLimit: Double?

    /// One line of JSON.
    var line: String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    init?(line: some StringProtocol) {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        guard let timing = try? decoder.decode(Timing.self, from: Data(line.utf8)) else { return nil }
        self = timing
    }

    /// Times a workload in this process: after the first step and 0.3 s of warm-up, samples of about 0.1 s of steps for
    /// 1.5 s, at least 5, for at most 5 s.
    init(measuring workload: Workload) {
        let idle = residentPeak()
        let step = workload.prepare()
        func run() -> Tensor? {
            let results = step()
            finish(results)
            return results.value
        }

        var begin = now()
        let result = run()
        let first = now() - begin
        let value = result.map { $0.detach().sum().item() }

        var calls = 0
        var one = 0.0
        begin = now()
        while now() - begin < (calls >= 3 ? 0.3 : 2) {
            one = elapsed { _ = run() }
            calls += 1
        }

        let count = Swift.max(1, Int((0.1 / one).rounded()))
        var (samples, roundTrips) = ([Double](), [Double]())
        begin = now()
        let (cpu, machine) = (processSeconds(), machineSeconds())
        while now() - begin < 5, samples.count < 5 || now() - begin < 1.5 {
            samples.append(elapsed { for _ in 0..<count { _ = run() } } / Double(count))
            roundTrips.append(adj_round_trip_seconds())
        }
        let seconds = now() - begin
        let used = (processSeconds() - cpu) / seconds
        let busy = machine.flatMap { before in machineSeconds().map { ($0 - before) / seconds } }

        self.peer = "adjoint"
        self.workload = workload.name
        self.threads = threadCount
        self.unit = workload.operations > 1 ? "s/op" : "s/step"
        self.median = rounded(middle(samples) / Double(workload.operations))
        self.min = rounded((samples.min() ?? .nan) / Double(workload.operations))
        self.samples = samples.count
        self.steps = count * samples.count
        self.first = rounded(first)
        self.cpu = hundredths(used)
        self.others = busy.map { hundredths(Swift.max(0, $0 - used)) }
        self.value = value.flatMap { $0.isFinite ? rounded($0, 7) : nil }
        self.nodes = workload.nodes
        self.memory = idle.flatMap { idle in residentPeak().map { $0 - idle } }

        let limits = Machine.measured()
        self.fmaPeak = rounded(limits.fmaPeak)
        self.bandwidth = rounded(limits.bandwidth)
        let answered = roundTrips.filter { $0 > 0 }
        self.roundTrip = answered.isEmpty ? nil : rounded(middle(answered))
        switch workload.limit {
        case .operations(let operations): self.ofLimit = rounded(operations / limits.fmaPeak / self.median, 3)
        case .bytes(let bytes): self.ofLimit = rounded(bytes / limits.bandwidth / self.median, 3)
        case nil: break
        }
    }
}

/// Computes what is still deferred.
func finish(_ results: (value: Tensor?, others: [Tensor])) {
    evaluate([results.value].compactMap { $0 } + results.others)
}

/// The median; NaN of nothing.
func middle(_ numbers: [Double]) -> Double {
    let sorted = numbers.sorted()
    guard !sorted.isEmpty else { return .nan }
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}

/// The number with some significant digits.
private func rounded(_ number: Double, _ digits: Int = 4) -> Double {
    Double(String(format: "%.\(digits)g", number)) ?? number
}

private func hundredths(_ number: Double) -> Double { (number * 100).rounded() / 100 }
