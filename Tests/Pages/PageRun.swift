import Foundation

/// Compiles pages into one program, against the libraries as they were built with this tool, and runs it.
struct PageRun {
    let package: URL
    /// An empty folder, for sources, the program and what the pages write.
    let folder: URL
    let shows: Bool

    private var build: URL {
        URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
    }

    func problems(of pages: [Page]) throws -> [String] {
        let program = try compiled(pages)
        var problems: [String] = []
        for page in pages {
            problems += try page.brokenLinks()
            problems += try page.manifests.compactMap { try problem(ofManifest: $0.text, at: $0.line, in: page) }
        }
        for set in try instructionSets() {
            let environment = ["ADJOINT_INSTRUCTION_SET": set]
            for page in pages {
                // The programs of a page see each other's files.
                let place = folder.appendingPathComponent("\(page.name)-\(set)")
                try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
                for number in page.programs.indices {
                    let (status, output) = try run(
                        program.path, ["\(page.name).\(number)"], in: place, environment, dropsErrors: true)
                    problems += page.problems(ofProgram: number, printed: output, status: status)
                        .map { "\($0) (instruction set: \(set))" }
                    if shows { print(output.filter { $0 != "\u{1}" }) }
                }
            }
            if !problems.isEmpty { return problems }
        }
        let tests = pages.reduce(0) { $0 + $1.testCount }
        if tests > 0 {
            let (status, output) = try run(program.path, ["--tests"], in: folder)
            if status != 0 || !output.contains("\(tests) test") { problems.append("the pages' tests: \(output)") }
        }
        return problems
    }

    /// One file for each page, and one that calls them.
    private func compiled(_ pages: [Page]) throws -> URL {
        let program = folder.appendingPathComponent("pages")
        var files: [String] = []
        func write(_ text: String, _ name: String) throws {
            let file = folder.appendingPathComponent(name)
            try text.write(to: file, atomically: true, encoding: .utf8)
            files.append(file.path)
        }
        for page in pages { try write(page.source, "\(page.name).swift") }
        try write(
            """
            import Testing

            @main struct Pages {
                @MainActor static func main() async throws {
                    switch CommandLine.arguments[1] {
            \(pages.flatMap(\.cases).joined(separator: "\n"))
                    default: await Testing.__swiftPMEntryPoint() as Never
                    }
                }
            }
            """, "Run.swift")

        // What this tool itself is linked of, but its own parts: the libraries as they are built now.
        let list = build.appendingPathComponent("Pages.product/Objects.LinkFileList")
        files += try String(contentsOf: list, encoding: .utf8).components(separatedBy: "\n")
            .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: "'\" ")) }
            .filter { $0.hasSuffix(".o") && !$0.contains("/Pages.build/") }
        var maps = [package.appendingPathComponent("Sources/CZlib/module.modulemap").path]
        for part in try FileManager.default.contentsOfDirectory(at: build, includingPropertiesForKeys: nil) {
            let map = part.appendingPathComponent("module.modulemap")
            if FileManager.default.fileExists(atPath: map.path) { maps.append(map.path) }
        }
        let compiler = URL(fileURLWithPath: try run("/usr/bin/env", ["which", "swift"], in: folder).output.trimmed)
            .resolvingSymlinksInPath().deletingLastPathComponent()
        let plugins = compiler.deletingLastPathComponent().appendingPathComponent("lib/swift/host/plugins/testing")
        let (status, output) = try run(
            "/usr/bin/env",
            ["swiftc", "-swift-version", "6", "-suppress-warnings", "-j", "4", "-parse-as-library"]
                + ["-module-name", "Pages", "-I", build.appendingPathComponent("Modules").path]
                + maps.flatMap { ["-Xcc", "-fmodule-map-file=\($0)"] } + ["-plugin-path", plugins.path]
                + files + ["-lz", "-o", program.path], in: folder)
        guard status == 0 else {
            let errors = output.components(separatedBy: "\n").filter { $0.hasPrefix("/") && $0.contains("error:") }
            throw Failure(errors.isEmpty ? output : Set(errors).sorted().joined(separator: "\n"))
        }
        return program
    }

    /// Lets the package manager read a manifest, with this package in the place of the one that it depends on.
    private func problem(ofManifest text: String, at line: Int, in page: Page) throws -> String? {
        let place = folder.appendingPathComponent("manifest-\(page.name)-\(line)")
        let dependency = #"\.package\([^)]*\)"#
        guard let range = text.range(of: dependency, options: .regularExpression) else {
            return "\(page.file.path):\(line): this manifest depends on no package"
        }
        let link = folder.appendingPathComponent("Adjoint")
        try? FileManager.default.createSymbolicLink(at: link, withDestinationURL: package)
        var rest = text[...]
        let target = #"\.(executableTarget|target|testTarget)\(\s*name: "[A-Za-z]+""#
        while let found = rest.range(of: target, options: .regularExpression) {
            let name = rest[found].split(separator: "\"")[1]
            let parent = rest[found].hasPrefix(".testTarget") ? "Tests" : "Sources"
            let file = place.appendingPathComponent("\(parent)/\(name)/main.swift")
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data().write(to: file)
            rest = rest[found.upperBound...]
        }
        try text.replacingCharacters(in: range, with: #".package(path: "../Adjoint")"#)
            .write(to: place.appendingPathComponent("Package.swift"), atomically: true, encoding: .utf8)
        let (status, output) = try run("/usr/bin/env", ["swift", "package", "describe"], in: place)
        return status == 0 ? nil : "\(page.file.path):\(line): this manifest is refused:\n\(output)"
    }

    /// Those that this processor can run, the one that it would choose first.
    private func instructionSets() throws -> [String] {
        let processor = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let wide = [("avx512", "avx512f"), ("avx2", " avx2 ")].filter { processor.contains($0.1) }.map(\.0)
        return wide.isEmpty ? [""] : wide + ["baseline"]
    }

    private func run(
        _ program: String, _ arguments: [String], in place: URL, _ environment: [String: String] = [:],
        dropsErrors: Bool = false
    ) throws -> (status: Int32, output: String) {
        let files = ["output", "errors"].map { folder.appendingPathComponent("\($0)-\(UUID().uuidString)") }
        for file in files { try Data().write(to: file) }
        defer { for file in files { try? FileManager.default.removeItem(at: file) } }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.currentDirectoryURL = place
        process.environment = ProcessInfo.processInfo.environment.merging(environment.filter { !$1.isEmpty }) { $1 }
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        try process.run()
        process.waitUntilExit()
        let status = process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
        let texts = try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
        return (status, status == 0 && dropsErrors ? texts[0] : texts[0] + texts[1])
    }
}

extension Page {
    /// The page as a source file: types, and a function for each program.
    var source: String {
        var text = ["Adjoint", "AdjointNN", "AdjointTraining", "Foundation", "Synchronization", "Testing"]
            .map { "import \($0)" }.joined(separator: "\n")
        func add(_ lines: [(line: Int, text: String)]) {
            var next = 0
            for (line, code) in lines {
                if line != next { text += "\n#sourceLocation(file: \"\(file.path)\", line: \(line))" }
                text += "\n" + code
                next = line + 1
            }
            text += lines.isEmpty ? "\n" : "\n#sourceLocation()\n"
        }
        add(declarations)
        for (number, program) in programs.enumerated() {
            text += "@MainActor func \(function(number))() async throws {"
            for block in program.blocks {
                add(block.statements)
                text += "    print(\"\\u{1}\")\n"
            }
            text += "}\n"
        }
        return text
    }

    var cases: [String] {
        programs.indices.map { "        case \"\(name).\($0)\": try await \(function($0))()" }
    }

    private func function(_ program: Int) -> String { "page\(name)\(program)" }

    /// What a program printed that the page does not say, and the reverse.
    func problems(ofProgram number: Int, printed: String, status: Int32) -> [String] {
        let parts = printed.components(separatedBy: "\u{1}\n")
        let blocks = programs[number].blocks
        guard status == 0, parts.count == blocks.count + 1 else {
            let last = Swift.min(parts.count - 1, blocks.count - 1)
            return ["\(file.path):\(blocks[last].line): the program ends with status \(status):\n\(parts[last])"]
        }
        return zip(blocks, parts).compactMap { block, part in
            let lines = part.components(separatedBy: "\n").map(\.trimmed)
            let output = part.isEmpty ? [] : lines.last == "" ? lines.dropLast() : lines[...]
            let expected = (block.output ?? []).map(\.trimmed)
            guard !matches(output, expected[...]) else { return nil }
            return "\(file.path):\(block.line): this block prints\n\(part)and the page says\n"
                + expected.map { $0 + "\n" }.joined()
        }
    }

    private func matches(_ output: ArraySlice<String>, _ expected: ArraySlice<String>) -> Bool {
        guard let first = expected.first else { return output.isEmpty }
        if first == "…" {
            return (output.startIndex...output.endIndex).contains { matches(output[$0...], expected.dropFirst()) }
        }
        guard let line = output.first else { return false }
        let parts = first.components(separatedBy: "…").map(NSRegularExpression.escapedPattern)
        guard line.range(of: "^" + parts.joined(separator: ".*") + "$", options: .regularExpression) != nil else {
            return false
        }
        return matches(output.dropFirst(), expected.dropFirst())
    }
}

extension String {
    /// Without blanks at the end.
    var trimmed: String {
        var text = Substring(self)
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
