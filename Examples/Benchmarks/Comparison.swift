import Foundation

/// Someone who can be timed on the workloads by a command of its own.
struct Contender {
    let name: String
    /// What comes before the name of a workload.
    let command: [String]
    var flags: [String] = []
    var environment: [String: String] = [:]
    var version: String?

    static let adjoint = Contender(name: "adjoint", command: [Bundle.main.executablePath ?? CommandLine.arguments[0]])

    /// Every peer, whether this Python can import it or not.
    static func peers(python: String, threads: Int) -> [Contender] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Peers")
        let wrapper = folder.appendingPathComponent("memory.py").path
        func peer(_ name: String, _ script: String, _ flags: [String] = [], _ environment: [String: String] = [:])
            -> Contender
        {
            let script = folder.appendingPathComponent("\(script)_peer.py").path
            return Contender(
                name: name, command: [python, wrapper, script], flags: flags,
                environment: environment.merging(["PYTHONDONTWRITEBYTECODE": "1"]) { $1 })
        }
        // What Peers/README.md advises: torch may keep its memory between steps, MLX has a tuned BLAS if there is one.
        let keep = ["MALLOC_MMAP_THRESHOLD_": "8000000000", "MALLOC_TRIM_THRESHOLD_": "16000000000"]
        let blas = ["LD_PRELOAD": "libopenblas.so.0", "OPENBLAS_NUM_THREADS": "\(threads)"]
        return [
            peer("torch", "torch"), peer("torch-kept", "torch", [], keep),
            peer("torch-compile", "torch", ["--compile"], keep), peer("jax", "jax"),
            peer("mlx", "mlx", [], blas), peer("mlx-compile", "mlx", ["--compile"], blas),
            peer("tinygrad", "tinygrad"), peer("micrograd", "micrograd"),
        ]
    }

    /// Runs a workload in a process of its own; nil where the contender does not have it.
    func measure(_ workload: String, threads: Int) throws(Failure) -> Timing? {
        var timing: Timing?
        for line in try launch(command + [workload, "--threads", "\(threads)"] + flags, environment).split(
            separator: "\n")
        {
            if let found = Timing(line: line) {
                timing = found
            } else if let found = try? JSONDecoder().decode([String: Int].self, from: Data(line.utf8)) {
                timing?.memory = found["memory"]
            }
        }
        return timing
    }

    /// The contender with its version, if it can be imported.
    func imported() throws(Failure) -> Contender {
        let lines = try launch(command + ["--idle"] + flags, environment).split(separator: "\n")
        var found = self
        found.version =
            lines.compactMap { try? JSONDecoder().decode([String: String].self, from: Data($0.utf8)) }
            .first?["version"]
        return found
    }
}

/// Why a process gave nothing.
struct Failure: Error {
    let reason: String
}

/// What a command prints. It may take five minutes.
func launch(_ command: [String], _ environment: [String: String] = [:]) throws(Failure) -> String {
    let manager = FileManager.default
    let files = (0..<2).map { _ in manager.temporaryDirectory.appendingPathComponent(UUID().uuidString) }
    defer { for file in files { try? manager.removeItem(at: file) } }
    func text(_ file: URL) -> String { (try? String(contentsOf: file, encoding: .utf8)) ?? "" }

    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    do {
        // Files rather than pipes: a process that outlives the command may hold them open.
        for file in files { try Data().write(to: file) }
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        try process.run()
    } catch {
        throw Failure(reason: "cannot start \(command[0]): \(error)")
    }
    let deadline = now() + 300
    while process.isRunning, now() < deadline { usleep(20_000) }
    guard !process.isRunning else {
        process.terminate()
        for _ in 0..<100 where process.isRunning { usleep(20_000) }
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        throw Failure(reason: "timed out after 300 s")
    }
    guard process.terminationStatus == 0 else {
        let last = text(files[1]).split(separator: "\n").last { !$0.allSatisfy(\.isWhitespace) }
        throw Failure(reason: last.map { String($0.prefix(200)) } ?? "status \(process.terminationStatus)")
    }
    return text(files[0])
}

/// Adjoint and its peers, measured in turn.
struct Comparison {
    /// Adjoint first.
    private(set) var contenders: [Contender]
    let workloads: [Workload]
    let threads: Int
    let rounds: Int
    /// By workload and contender: one timing for each round, or why there is none.
    private(set) var results: [String: [String: Result<[Timing], Failure>]] = [:]

    /// Finds out which of the peers can be imported.
    init(peers: [Contender], workloads: [Workload], threads: Int, rounds: Int) {
        (self.workloads, self.threads, self.rounds) = (workloads, threads, rounds)
        contenders = [.adjoint]
        for peer in peers {
            do throws(Failure) {
                contenders.append(try peer.imported())
            } catch {
                printError("missing: \(peer.name) (\(error.reason))")
            }
        }
    }

    /// For each workload and round, every contender in turn.
    mutating func run() {
        for (index, workload) in workloads.enumerated() {
            for round in 1...rounds {
                for contender in contenders {
                    let title = "\(index + 1)/\(workloads.count) \(workload.name), round \(round), \(contender.name)"
                    measure(workload, contender).map { printError("\(title): \($0)") }
                }
            }
        }
    }

    /// Adds a round, and says what came out unless that was known before.
    private mutating func measure(_ workload: Workload, _ contender: Contender) -> String? {
        var timings: [Timing] = []
        switch results[workload.name]?[contender.name] {
        case .failure: return nil
        case .success(let earlier):
            if earlier.isEmpty { return nil }
            timings = earlier
        case nil: break
        }
        do throws(Failure) {
            let timing = try contender.measure(workload.name, threads: threads)
            results[workload.name, default: [:]][contender.name] = .success(timings + (timing.map { [$0] } ?? []))
            return timing.map { describe($0, workload) } ?? "does not have it"
        } catch {
            if timings.isEmpty { results[workload.name, default: [:]][contender.name] = .failure(error) }
            return "failed: \(error.reason)"
        }
    }

    private func describe(_ timing: Timing, _ workload: Workload) -> String {
        var text = TimeUnit(timing.median).text(timing.median)
        if let others = timing.others, others > 0.1 { text += ", others used \(others) of a processor" }
        if case .success(let ours)? = results[workload.name]?["adjoint"], let expected = ours.first?.value,
            let value = timing.value, abs(value - expected) > 1e-3 * abs(expected), !workload.isRandom
        {
            text += ", value \(value) is not Adjoint's \(expected)"
        }
        return text
    }

    /// The rounds of a contender; empty where it has none.
    func timings(_ workload: Workload, _ contender: Contender) -> [Timing] {
        (try? results[workload.name]?[contender.name]?.get()) ?? []
    }

    func failed(_ workload: Workload, _ contender: Contender) -> Bool {
        if case .failure? = results[workload.name]?[contender.name] { true } else { false }
    }
}

func printError(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
