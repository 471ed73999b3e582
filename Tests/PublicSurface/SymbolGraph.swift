import Foundation

/// What the compiler writes down about a module's public symbols: the parts that are read here.
struct SymbolGraph: Decodable {
    struct Symbol: Decodable {
        struct Kind: Decodable { let identifier: String }
        struct Identifier: Decodable { let precise: String }
        struct Fragment: Decodable { let spelling: String }
        struct Comment: Decodable {
            struct Line: Decodable { let text: String }
            let lines: [Line]
        }
        struct Location: Decodable { let uri: String }

        let kind: Kind
        let identifier: Identifier
        let pathComponents: [String]
        let declarationFragments: [Fragment]
        let docComment: Comment?
        let location: Location?

        /// `Linear.init(_:_:bias:dtype:generator:)`.
        var path: String { pathComponents.joined(separator: ".") }
        /// The declaration as it is written in the interface.
        var declaration: String {
            declarationFragments.map(\.spelling).joined().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
    }

    struct Relationship: Decodable {
        let kind: String
        let source: String
        let target: String
    }

    let symbols: [Symbol]
    let relationships: [Relationship]

    /// The graphs of a built module: its own symbols, and its extensions of other modules.
    ///
    /// - Parameter build: the folder of the build, such as `.build/debug`.
    static func read(_ module: String, build: URL, package: URL) throws -> [SymbolGraph] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("surface-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let maps = [
            build.appendingPathComponent("AdjointKernels.build/module.modulemap"),
            build.appendingPathComponent("AdjointRuntime.build/module.modulemap"),
            package.appendingPathComponent("Sources/CZlib/module.modulemap"),
        ]
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        var arguments = [
            "swift", "symbolgraph-extract", "-module-name", module, "-I", build.appendingPathComponent("Modules").path,
            "-target", target(build), "-minimum-access-level", "public", "-skip-synthesized-members",
            "-output-dir", folder.path,
        ]
        for map in maps { arguments += ["-Xcc", "-fmodule-map-file=\(map.path)"] }
        process.arguments = arguments
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure("swift symbolgraph-extract failed for \(module)") }
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.lastPathComponent.hasSuffix(".symbols.json") }
            .sorted { $0.path < $1.path }
            .map { try JSONDecoder().decode(SymbolGraph.self, from: Data(contentsOf: $0)) }
    }

    /// The folder of a build is named for what it was built for: `.build/x86_64-unknown-linux-gnu/debug`.
    private static func target(_ build: URL) -> String {
        let triple = build.resolvingSymlinksInPath().deletingLastPathComponent().lastPathComponent
        return triple.hasSuffix("macosx") ? triple + "14.0" : triple
    }
}

/// Why nothing could be written.
struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
