import Foundation

#if canImport(Runtime) && os(Linux)
    import Runtime
#endif

/// Ends the program with a sentence, and before it the lines of the program that led there, the last call last:
///
///     main.swift:20
///     main.swift:12, in train(_:)
///     Fatal error: matmul: …
///
/// Lines of this library are left out. Where the environment says something about the runtime's own report
/// (`SWIFT_BACKTRACE`), the runtime makes it instead.
func endProgram(_ sentence: String) -> Never {
    fflush(nil)  // what the program printed before should not be lost with it
    if ProcessInfo.processInfo.environment["SWIFT_BACKTRACE"] != nil { fatalError(sentence) }
    guard let lines = linesOfCallers() else { fatalError(sentence) }
    let text = (lines + ["Fatal error: \(sentence)", ""]).joined(separator: "\n")
    FileHandle.standardError.write(Data(text.utf8))
    signal(SIGABRT, SIG_DFL)  // the runtime would print every register
    abort()
}

/// More lines than these are not shown.
private let maximumLines = 8

/// Nil where the runtime does not tell.
private func linesOfCallers() -> [String]? {
    #if canImport(Runtime) && os(Linux)
        guard let trace = try? Backtrace.capture(limit: 256).symbolicated() else { return nil }
        let own = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        var lines: [String] = []
        for frame in trace.frames {
            guard let symbol = frame.symbol, let place = symbol.sourceLocation, place.line > 0 else { continue }
            let path = place.path.split(separator: "/").joined(separator: "/")
            if path.hasPrefix(own + "/Adjoint") || path.contains("<compiler-generated>") { continue }
            let file = path.split(separator: "/").last.map(String.init) ?? path
            let isTopLevel = symbol.rawName == "main" || symbol.name == "main"
            let line = "\(file):\(place.line)" + (isTopLevel ? "" : ", in \(symbol.name)")
            if lines.last != line { lines.append(line) }
            if lines.count == maximumLines { break }
        }
        return lines.reversed()
    #else
        return nil
    #endif
}
