// Times Adjoint on the workloads of Peers/README.md, one line of JSON each, and says what the machine could do.
//
//   swift run -c release Benchmarks                    every workload, each in a process of its own
//   swift run -c release Benchmarks matmul-1024 …      some of them; a single one in this process
//   … --threads N                                      on N processors instead of all
//   … --peers PYTHON [--rounds N] [--markdown]         Adjoint and the peers that this Python can import, in turn: tables
//   … --against torch,jax                              only these of the peers
//   swift run -c release Benchmarks lstm --explain     the programs of one step, their inputs, outputs, bytes and times
import Adjoint
import Foundation

func stop(_ message: String) -> Never {
    printError(message)
    exit(2)
}

var chosen: [String] = []
var python: String?
var against: [String]?
var rounds = 3
var markdown = false
var explain = false
var arguments = CommandLine.arguments.dropFirst()
while let argument = arguments.popFirst() {
    func number() -> Int {
        guard let number = arguments.popFirst().flatMap({ Int($0) }), number > 0 else {
            stop("\(argument) needs a number, at least 1")
        }
        return number
    }
    switch argument {
    case "--threads": useProcessors(number())
    case "--rounds": rounds = number()
    case "--markdown": markdown = true
    case "--explain": explain = true
    case "--peers":
        python = arguments.popFirst()
        if python == nil { stop("--peers needs a Python that can import the peers") }
    case "--against":
        against = arguments.popFirst()?.split(separator: ",").map(String.init)
    default:
        guard workloads.contains(where: { $0.name == argument }) else {
            stop("unknown workload \(argument); there are: \(workloads.map(\.name).joined(separator: ", "))")
        }
        chosen.append(argument)
    }
}
let selected = workloads.filter { chosen.isEmpty || chosen.contains($0.name) }

if explain {
    for workload in selected {
        let step = workload.prepare()
        finish(step())  // what only the first step does is not shown
        explainExecution { finish(step()) }
    }
} else if let python {
    let peers = Contender.peers(python: python, threads: threadCount)
    if let unknown = against?.first(where: { name in !peers.contains { $0.name == name } }) {
        stop("unknown peer \(unknown); there are: \(peers.map(\.name).joined(separator: ", "))")
    }
    var comparison = Comparison(
        peers: peers.filter { against?.contains($0.name) ?? true }, workloads: selected, threads: threadCount,
        rounds: rounds)
    comparison.run()
    let options =
        ["--peers python", "--threads \(threadCount)", "--rounds \(rounds)"]
        + (against.map { ["--against \($0.joined(separator: ","))"] } ?? []) + (markdown ? ["--markdown"] : [])
    let command = (["swift run -c release Benchmarks"] + chosen + options).joined(separator: " ")
    print(Report(comparison: comparison, command: command, markdown: markdown).text)
} else if selected.count == 1 {
    print(Timing(measuring: selected[0]).line)
} else {
    let machine = Machine.measured()
    printError(
        "\(Machine.processor), \(Machine.instructionSet), \(threadCount) threads: FMA peak "
            + String(format: "%.1f GFLOP/s, memory %.1f GB/s", machine.fmaPeak / 1e9, machine.bandwidth / 1e9))
    for workload in selected {
        do {
            guard let timing = try Contender.adjoint.measure(workload.name, threads: threadCount) else { continue }
            print(timing.line)
            fflush(nil)
        } catch {
            stop("\(workload.name): \(error.reason)")
        }
    }
}
