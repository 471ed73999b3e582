import Foundation

/// Runs calls in processes of their own and tells which of them ended, hung or did wrong.
final class Watch: @unchecked Sendable {  // what changes is changed under the lock
    private let calls: [Call]
    private let perCall: Int
    private let lock = NSLock()
    private var next = 0
    private var total = 0
    private var refused = 0
    private var findings: [String] = []

    /// - Parameter count: how many calls to make in all.
    init(calls: [Call], count: Int) {
        self.calls = calls
        perCall = max(1, (count + calls.count - 1) / max(calls.count, 1))
    }

    /// Makes the calls, and gives whether nothing was wrong.
    func run() -> Bool {
        DispatchQueue.concurrentPerform(iterations: 2) { _ in
            while let call = take() { watch(call) }
        }
        findings.sorted().forEach { print($0) }
        print("\(total) calls of \(calls.count) functions, \(refused) refused, \(findings.count) wrong")
        return findings.isEmpty
    }

    private func take() -> Call? {
        lock.withLock {
            defer { next += 1 }
            return next < calls.count ? calls[next] : nil
        }
    }

    /// Makes a function's calls; after one that ends the process goes on in another.
    private func watch(_ call: Call) {
        var first = 0
        var deaths = 0
        while first < perCall, deaths < 12 {
            let (lines, ending) = child(call, first..<perCall)
            let complete = lines.filter { $0.contains("-> ") }
            lock.withLock {
                total += lines.count
                refused += complete.count { $0.contains("-> refused") }
                for line in complete where line.contains("SLOW ") || line.contains("THEN ") {
                    findings.append("\(call.name) \(line)")
                }
                if let ending { findings.append("\(call.name) \(lines.last ?? "") \(ending)") }
            }
            first += max(lines.count, 1)
            deaths += ending == nil ? 0 : 1
            if ending == nil { break }
        }
    }

    /// The journal of a process, and how it ended where it did not end well.
    private func child(_ call: Call, _ numbers: Range<Int>) -> ([String], String?) {
        let files = (0..<2).map { _ in
            FileManager.default.temporaryDirectory.appendingPathComponent("watch-\(UUID().uuidString)")
        }
        for file in files { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
        defer { files.forEach { try? FileManager.default.removeItem(at: $0) } }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["call", call.name, "\(numbers.lowerBound)", "\(numbers.upperBound)"]
        var environment = ProcessInfo.processInfo.environment
        environment["SWIFT_BACKTRACE"] = "enable=no"
        environment["ADJOINT_THREADS"] = "2"
        environment["ADJOINT_MEMORY_LIMIT"] = "\(Call.maximumMemory)"
        process.environment = environment
        do {
            process.standardOutput = try FileHandle(forWritingTo: files[0])
            process.standardError = try FileHandle(forWritingTo: files[1])
            try process.run()
        } catch {
            return ([], "\(error)")
        }
        var (size, quiet) = (0, 0)
        while process.isRunning {
            usleep(20_000)
            let now = (try? FileManager.default.attributesOfItem(atPath: files[0].path)[.size] as? Int) ?? 0
            quiet = now == size ? quiet + 1 : 0
            size = now
            if quiet > 500 { kill(process.processIdentifier, SIGKILL) }
        }
        process.waitUntilExit()
        let lines = text(files[0]).split(separator: "\n").map(String.init)
        guard process.terminationStatus != 0 || process.terminationReason == .uncaughtSignal else {
            return (lines, nil)
        }
        if quiet > 500 { return (lines, "HANGS") }
        let message = text(files[1]).split(separator: "\n").first {
            $0.contains("Fatal error") || $0.contains("memory")
        }
        return (lines, "ENDS with \(process.terminationStatus): \(message ?? "no message")")
    }

    private func text(_ file: URL) -> String {
        (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
