import Foundation
import Testing

/// Calls of every public function with random arguments: `Tests/WrongCalls` makes them, and `Tests/PublicSurface`
/// writes them from the symbol graphs of the libraries.
@Suite("Random calls of every public function")
struct WrongCallTests {
    @Test("every public function is called, or left out for a reason")
    func isComplete() throws {
        let (status, output) = try run("PublicSurface", ["--check"])
        #expect(status == 0, Comment(rawValue: output))
    }

    /// 2,000 calls, or 20,000 with `ADJOINT_EXTENDED=1`; a finding names the function and the number of
    /// the call, which `WrongCalls call NAME NUMBER END` makes again.
    @Test("no random call ends its process or lasts over a second, and a right call afterwards works")
    func random() throws {
        let isExtended = ProcessInfo.processInfo.environment["ADJOINT_EXTENDED"] == "1"
        let (status, output) = try run("WrongCalls", [isExtended ? "20000" : "2000"])
        #expect(status == 0, Comment(rawValue: output))
    }

    /// Runs a program that was built beside the tests, and gives its status and what it printed.
    private func run(_ program: String, _ arguments: [String]) throws -> (Int32, String) {
        let tests = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        var folder = tests.deletingLastPathComponent()
        while folder.path != "/", !FileManager.default.isExecutableFile(atPath: folder.path + "/" + program) {
            folder.deleteLastPathComponent()
        }
        let output = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try Data().write(to: output)
        defer { try? FileManager.default.removeItem(at: output) }
        let process = Process()
        process.executableURL = folder.appendingPathComponent(program)
        process.arguments = arguments
        let handle = try FileHandle(forWritingTo: output)
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        process.waitUntilExit()
        return (process.terminationStatus, try String(contentsOf: output, encoding: .utf8))
    }
}
