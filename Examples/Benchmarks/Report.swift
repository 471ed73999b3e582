import Foundation

/// What a comparison found, as tables.
struct Report {
    let comparison: Comparison
    /// The command that made it.
    let command: String
    let markdown: Bool

    private var contenders: [Contender] { comparison.contenders }
    private var peers: ArraySlice<Contender> { contenders.dropFirst() }

    /// The command, the machine, the versions and the tables.
    var text: String {
        let versions = peers.map { "; \($0.name) \($0.version ?? "")" }.joined()
        return [
            markdown ? "    \(command)" : command,
            "\(Machine.processor), \(Machine.instructionSet), \(comparison.threads) threads: FMA peak "
                + "\(limit(\.fmaPeak, "GFLOP/s")), memory \(limit(\.bandwidth, "GB/s")), read and written\(roundTrip)\(versions).",
            "Time of a step: the median of \(comparison.rounds) rounds, with the least and the greatest; * where others "
                + "used over a tenth of a processor; † where a cache line took over \(Int(Self.farAway * 1e9)) ns to the other "
                + "processor and back in one of the rounds.",
            table(contenders.map(\.name)) { workload in contenders.map { time(workload, $0) } },
            "Adjoint's time over the peer's, and the fraction of the machine's limit that Adjoint reaches.",
            table(["of limit"] + peers.map(\.name) + ["best peer"]) { workload in
                [fraction(workload)] + peers.map { ratio(workload, $0) } + [best(workload)]
            },
            "Peak memory: the greatest resident set above that of the idle process, MiB.",
            table(contenders.map(\.name)) { workload in contenders.map { memory(workload, $0) } },
        ].joined(separator: "\n\n")
    }

    // MARK: Cells

    private func median(_ workload: Workload, _ contender: Contender) -> Double? {
        let timings = comparison.timings(workload, contender)
        return timings.isEmpty ? nil : middle(timings.map(\.median))
    }

    private func missing(_ workload: Workload, _ contender: Contender) -> String {
        comparison.failed(workload, contender) ? "–" : ""
    }

    private func time(_ workload: Workload, _ contender: Contender) -> String {
        let timings = comparison.timings(workload, contender)
        let medians = timings.map(\.median)
        guard let least = medians.min(), let most = medians.max() else { return missing(workload, contender) }
        let disturbed = timings.contains { ($0.others ?? 0) > 0.1 }
        let isFar = timings.contains { ($0.roundTrip ?? 0) > Self.farAway }
        let unit = TimeUnit(middle(medians))
        return unit.text(middle(medians)) + " (\(unit.number(least))–\(unit.number(most)))" + (disturbed ? " *" : "")
            + (isFar ? " †" : "")
    }

    private func ratio(_ workload: Workload, _ peer: Contender) -> String {
        guard let ours = median(workload, contenders[0]), let theirs = median(workload, peer) else {
            return missing(workload, peer)
        }
        return quotient(ours / theirs)
    }

    private func best(_ workload: Workload) -> String {
        let candidates = peers.compactMap { peer in median(workload, peer).map { (peer.name, $0) } }
        guard let (name, theirs) = candidates.min(by: { $0.1 < $1.1 }), let ours = median(workload, contenders[0])
        else {
            return ""
        }
        return "\(quotient(ours / theirs)) (\(name))"
    }

    private func fraction(_ workload: Workload) -> String {
        let fractions = comparison.timings(workload, contenders[0]).compactMap(\.ofLimit)
        guard let limit = workload.limit, !fractions.isEmpty else { return "" }
        let percent = String(format: "%.0f %%", 100 * middle(fractions))
        return switch limit {
        case .operations: "\(percent) FMA"
        case .bytes: "\(percent) memory"
        }
    }

    private func memory(_ workload: Workload, _ contender: Contender) -> String {
        let bytes = comparison.timings(workload, contender).compactMap(\.memory).map(Double.init)
        return bytes.isEmpty ? missing(workload, contender) : String(format: "%.1f", middle(bytes) / 1_048_576)
    }

    /// Where a cache line takes longer to the other processor and back, a step that goes back and forth between threads
    /// takes up to twice its time.
    private static let farAway = 200e-9

    /// The median of what was seen with each workload, with the least and the greatest.
    private var roundTrip: String {
        let seen = seen(\.roundTrip)
        guard let least = seen.min(), let most = seen.max() else { return "" }
        return String(
            format: ", a cache line to the other processor and back in %.0f ns (%.0f–%.0f)", middle(seen) * 1e9,
            least * 1e9, most * 1e9)
    }

    /// What Adjoint's processes measured of the machine.
    private func seen(_ value: (Timing) -> Double?) -> [Double] {
        comparison.workloads.flatMap { comparison.timings($0, contenders[0]) }.compactMap(value)
    }

    private func limit(_ value: (Timing) -> Double?, _ unit: String) -> String {
        let values = seen(value)
        return values.isEmpty ? "unknown" : String(format: "%.0f \(unit)", middle(values) / 1e9)
    }

    // MARK: Layout

    private func table(_ columns: [String], _ cells: (Workload) -> [String]) -> String {
        let rows = [["workload"] + columns] + comparison.workloads.map { ["`\($0.name)`"] + cells($0) }
        if markdown {
            let lines = rows.map { "| " + $0.joined(separator: " | ") + " |" }
            let rule = "|" + String(repeating: "---|", count: rows[0].count)
            return ([lines[0], rule] + lines.dropFirst()).joined(separator: "\n")
        }
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(separator: "  ")
        }.joined(separator: "\n")
    }
}

/// The unit that suits a number of seconds.
struct TimeUnit {
    let name: String
    private let perSecond: Double

    init(_ seconds: Double) {
        let units = [("ns", 1e9), ("µs", 1e6), ("ms", 1e3)]
        (name, perSecond) = units.first { seconds * $0.1 < 999.5 } ?? ("s", 1)
    }

    /// To three digits.
    func number(_ seconds: Double) -> String {
        let number = seconds * perSecond
        return String(format: "%.\(number < 9.995 ? 2 : number < 99.95 ? 1 : 0)f", number)
    }

    func text(_ seconds: Double) -> String { "\(number(seconds)) \(name)" }
}

private func quotient(_ ratio: Double) -> String { String(format: ratio < 0.0995 ? "%.3f" : "%.2f", ratio) }
