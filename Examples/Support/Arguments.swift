import AdjointTraining
import Foundation

/// The command line of an example: flags (`--quick`), options with a value (`--epochs 20`) and `--help`.
///
///     let arguments = Arguments("Trains a network on MNIST.", ["--quick": "one epoch", "--seed N": "initial weights (0)"])
///     let seed = arguments.number("--seed") ?? 0
public struct Arguments: Sendable {
    private var values: [String: String] = [:]
    private let usage: String

    /// Reads the command line. An argument is `--name` or `--name PLACEHOLDER`, with what it does.
    ///
    /// `--quick`, for continuous integration, and `--pictures FOLDER` are there in every example.
    /// Prints the usage and ends the process at `--help` and at an argument that is not known.
    public init(_ purpose: String, _ arguments: KeyValuePairs<String, String> = [:]) {
        let all =
            arguments.map { ($0.key, $0.value) } + [
                ("--quick", "a short run"), ("--pictures FOLDER", "write the pictures there, as SVG"),
            ]
        let width = all.map(\.0.count).max() ?? 0
        usage = ([purpose] + all.map { "  \($0.padding(toLength: width, withPad: " ", startingAt: 0))  \($1)" })
            .joined(separator: "\n")
        var takesValue: [String: Bool] = [:]
        for (name, _) in all {
            let parts = name.split(separator: " ")
            takesValue[String(parts[0])] = parts.count > 1
        }
        var rest = CommandLine.arguments.dropFirst()
        while let name = rest.popFirst() {
            if name == "--help" { stop(0, usage) }
            guard let needsValue = takesValue[name] else { stop(2, "unknown argument \(name)\n\(usage)") }
            if needsValue, rest.isEmpty { stop(2, "\(name) needs a value\n\(usage)") }
            values[name] = needsValue ? rest.popFirst() : ""
        }
    }

    /// Whether a flag was given.
    public func has(_ name: String) -> Bool { values[name] != nil }

    /// The value of an option.
    public func text(_ name: String) -> String? { values[name] }

    /// The value of an option that is a whole number, at least 0.
    public func number(_ name: String) -> Int? {
        guard let text = values[name] else { return nil }
        if let number = Int(text), number >= 0 { return number }
        stop(2, "\(name) needs a whole number that is at least 0, not \(text)\n\(usage)")
    }

    /// The value of an option that is a number above 0.
    public func decimal(_ name: String) -> Double? {
        guard let text = values[name] else { return nil }
        if let number = Double(text), number > 0, number.isFinite { return number }
        stop(2, "\(name) needs a number above 0, not \(text)\n\(usage)")
    }

    /// The value of an option that is one of some words; the first where it was not given.
    public func choice(_ name: String, of words: [String]) -> String {
        guard let text = values[name] ?? words.first else { return "" }
        if words.contains(text) { return text }
        stop(2, "\(name) needs one of \(words.joined(separator: ", ")), not \(text)\n\(usage)")
    }

    /// A short run for continuous integration.
    public var isQuick: Bool { has("--quick") }

    /// Where to write a picture: nil where none are asked for. Makes the folder.
    public func picture(_ name: String) -> URL? {
        text("--pictures").map {
            let folder = URL(fileURLWithPath: $0, isDirectory: true)
            attempt { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }
            return folder.appendingPathComponent("\(name).svg")
        }
    }

    /// Writes a picture where pictures are asked for.
    public func draw(_ name: String, _ picture: @autoclosure () -> some Picture) {
        if let file = self.picture(name) { attempt { try picture().write(to: file) } }
    }
}

/// Ends the process with a message: on the error stream if the code is not 0.
public func stop(_ code: Int32, _ message: String) -> Never {
    let stream = code == 0 ? FileHandle.standardOutput : FileHandle.standardError
    stream.write(Data((message + "\n").utf8))
    exit(code)
}

/// The result of `body`; an error ends the process with its sentence.
public func attempt<Result>(_ body: () throws -> Result) -> Result {
    do { return try body() } catch { stop(1, "\(error)") }
}
