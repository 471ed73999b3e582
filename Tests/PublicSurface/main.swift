// Writes a call with random arguments for every public function into Tests/WrongCalls/Generated, and Docs/Inventory.md,
// from the symbol graphs of the libraries as they are built: `swift run PublicSurface`. With `--check` it compares
// instead.
import Foundation

let libraries = ["Adjoint", "AdjointNN", "AdjointTraining"]

do {
    let build = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    let graphs = try libraries.map { ($0, try SymbolGraph.read($0, build: build, package: package)) }
    var surface = try Surface(graphs)
    var files = try surface.files().map { ("Tests/WrongCalls/Generated/\($0)", $1) }
    guard surface.unknown.isEmpty else {
        throw Failure(
            "these public functions have neither a call nor a reason in Exceptions.swift:\n"
                + surface.unknown.joined(separator: "\n"))
    }
    let inventory = Inventory(graphs)
    guard inventory.undocumented.isEmpty else {
        throw Failure("these public symbols have no comment:\n" + inventory.undocumented.joined(separator: "\n"))
    }
    files.append(("Docs/Inventory.md", inventory.page))
    var differing: [String] = []
    for (name, text) in files {
        let file = package.appendingPathComponent(name)
        guard (try? String(contentsOf: file, encoding: .utf8)) != text else { continue }
        differing.append(name)
        if !CommandLine.arguments.contains("--check") { try text.write(to: file, atomically: true, encoding: .utf8) }
    }
    if CommandLine.arguments.contains("--check"), !differing.isEmpty {
        throw Failure("\(differing.joined(separator: ", ")) are not current: run swift run PublicSurface")
    }
    print("\(surface.callCount) public functions have calls; \(surface.exceptionCount) are left out, with reasons")
} catch {
    print(error)
    exit(1)
}
