// Compiles and runs every block of Swift in README.md and Docs, and compares what it prints with what the page says:
// `swift run -c release Pages`, or with names of pages, those; `--show` prints what they print.
//
// The blocks of a section (`##`) are one program: it runs in a process of its own, with the page's types and in the
// page's own empty folder, once for every instruction set of the machine. What it prints is in the block ```text after
// it, or in comments behind and below each `print`; `…` stands for anything. Comments of HTML, which no reader sees:
//
//     <!-- hidden … -->         code that goes before the next block
//     <!-- continues -->        the next section goes on with the program before
//     <!-- not run: reason -->  the next block is not compiled
//
// A block that begins with `// swift-tools-version` is a manifest: the package manager reads it. Of a table below
// `<!-- compiled: last column -->` the code in the last column is compiled. Links within the repository must lead
// somewhere.
import Foundation

struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

do {
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    let names = CommandLine.arguments.dropFirst().filter { !$0.hasPrefix("--") }
    let docs = FileManager.default.enumerator(
        at: package.appendingPathComponent("Docs"), includingPropertiesForKeys: nil)
    let files =
        [package.appendingPathComponent("README.md")]
        + (docs?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "md" }.sorted { $0.path < $1.path }
    let pages = try files.filter { file in
        names.isEmpty || names.contains { file.path.hasSuffix("/\($0)") || file.lastPathComponent == "\($0).md" }
    }.map(Page.init)

    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pages-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let problems = try PageRun(package: package, folder: folder, shows: CommandLine.arguments.contains("--show"))
        .problems(of: pages)
    let blocks = pages.flatMap(\.programs).reduce(0) { $0 + $1.blocks.count }
    guard problems.isEmpty else {
        throw Failure("\(problems.joined(separator: "\n\n"))\n\n\(problems.count) findings in \(blocks) blocks")
    }
    print("\(blocks) blocks of Swift on \(pages.count) pages print what the pages say")
} catch {
    print(error)
    exit(1)
}
