import Foundation

/// A page of the documentation: its programs, in order, and the types that they share.
struct Page {
    /// A block of Swift and what it prints.
    struct Block {
        /// The line of the page on which it begins, from 1.
        let line: Int
        /// Statements, with the lines of the page in which they stand.
        var statements: [(line: Int, text: String)]
        /// Lines, in which `…` stands for anything; nil where the page says nothing.
        var output: [String]?
    }

    /// What runs in one process.
    struct Program {
        var blocks: [Block] = []
    }

    let file: URL
    /// Types, extensions and tests, which stand outside of functions.
    private(set) var declarations: [(line: Int, text: String)] = []
    private(set) var programs: [Program] = []
    /// Manifests of packages, with their first lines.
    private(set) var manifests: [(line: Int, text: String)] = []
    private(set) var testCount = 0

    /// `Docs_Data`, unlike that of any other page.
    var name: String {
        file.deletingPathExtension().path.split(separator: "/").suffix(3).joined(separator: "_")
            .map { $0.isLetter ? String($0) : "_" }.joined()
    }

    init(_ file: URL) throws {
        self.file = file
        let lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
        var (isNew, continues, isSkipped) = (true, false, false)
        var hidden: [(Int, String)] = []
        var isAfterBlock = false
        var position = 0
        // The lines up to one that is `end`, which is passed too.
        func taken(until end: String) throws -> [(Int, String)] {
            let start = position
            while position < lines.count, lines[position] != end { position += 1 }
            guard position < lines.count else { throw Failure("\(file.path):\(start): no \(end) closes this") }
            defer { position += 1 }
            return (start..<position).map { ($0 + 1, lines[$0]) }
        }
        while position < lines.count {
            let line = lines[position]
            position += 1
            if line.hasPrefix("## ") {
                (isNew, isAfterBlock) = (true, false)
            } else if line == "<!-- continues -->" {
                continues = true
            } else if line == "<!-- compiled: last column -->" {
                let rows = try taken(until: "")
                if programs.isEmpty || (isNew && !continues) { programs.append(Program()) }
                (isNew, continues, isAfterBlock) = (false, false, false)
                var block = Block(line: position, statements: hoist(hidden), output: nil)
                hidden = []
                block.statements += names(in: rows)
                programs[programs.count - 1].blocks.append(block)
            } else if line.hasPrefix("<!-- not run: ") {
                isSkipped = true
            } else if line == "<!-- hidden" {
                hidden += try taken(until: "-->")
            } else if line == "```swift" {
                let start = position
                let code = try taken(until: "```")
                isAfterBlock = false
                if isSkipped {
                    isSkipped = false
                } else if code.first?.1.hasPrefix("// swift-tools-version") == true {
                    manifests.append((start + 1, code.map(\.1).joined(separator: "\n")))
                } else {
                    if programs.isEmpty || (isNew && !continues) { programs.append(Program()) }
                    (isNew, continues, isAfterBlock) = (false, false, true)
                    var block = Block(line: start, statements: [], output: Self.commented(code.map(\.1)))
                    block.statements = hoist(hidden + code)
                    hidden = []
                    programs[programs.count - 1].blocks.append(block)
                }
            } else if line == "```text" {
                let text = try taken(until: "```").map(\.1)
                if isAfterBlock {
                    let (program, block) = (programs.count - 1, programs[programs.count - 1].blocks.count - 1)
                    programs[program].blocks[block].output = text
                    isAfterBlock = false
                }
            } else if line.hasPrefix("```") {
                _ = try taken(until: "```")
            }
        }
    }

    /// Keeps what must stand outside of a function, and gives the rest.
    private mutating func hoist(_ code: [(Int, String)]) -> [(line: Int, text: String)] {
        var statements: [(line: Int, text: String)] = []
        var isDeclaration = false
        for (number, line) in code {
            if isDeclaration {
                declarations.append((number, line))
                if line.hasPrefix("}") { isDeclaration = false }
                continue
            }
            let words = line.split(separator: " ").map(String.init)
            if words.first == "import" || words.first == "@testable" { continue }
            let isTest = line.hasPrefix("@Test")
            if isTest { testCount += 1 }
            let modifiers: Set = ["public", "private", "final", "@MainActor"]
            let keyword = words.first { !modifiers.contains($0) } ?? ""
            let isType = ["struct", "class", "enum", "protocol", "actor", "extension"].contains(keyword)
            guard !line.hasPrefix(" "), isTest || isType else {
                statements.append((number, line))
                continue
            }
            var text = line.hasPrefix("public ") ? String(line.dropFirst(7)) : line
            if isTest, let function = text.range(of: "func ") {
                text.replaceSubrange(function, with: "fileprivate func ")
            } else if isType, keyword != "extension" {
                text = "fileprivate " + text
            }
            declarations.append((number, text))
            isDeclaration = !text.hasSuffix("}")
        }
        return statements
    }

    /// A function, which nobody calls, of the code in the last column of a table.
    private func names(in rows: [(Int, String)]) -> [(line: Int, text: String)] {
        var statements: [(line: Int, text: String)] = []
        for (number, row) in rows.dropFirst(2) {
            let column = row.components(separatedBy: " | ").last ?? ""
            let spans = column.components(separatedBy: "`").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
            // What is declared in a type, not what can be called.
            for span in spans where !span.hasPrefix("@") && !span.hasPrefix(":") && span != "callAsFunction" {
                statements.append((number, span.contains(" = ") ? "do { \(span) }" : "_ = \(span)"))
            }
        }
        let line = rows.first?.0 ?? 0
        return [(line, "func names\(line)() async throws {")] + statements + [(line, "}")]
    }

    /// What comments behind `print(…)` and below it say that it prints; nil where there are none.
    private static func commented(_ code: [String]) -> [String]? {
        var output: [String]?
        var isAfterPrint = false
        for line in code {
            let text = line.drop { $0 == " " }
            if text.hasPrefix("print("), line.first == "p" {
                isAfterPrint = true
                if let comment = text.range(of: " // ", options: .backwards) {
                    output = (output ?? []) + [String(text[comment.upperBound...])]
                }
            } else if isAfterPrint, line.hasPrefix("//") {
                output = (output ?? []) + [String(line.dropFirst(line.hasPrefix("// ") ? 3 : 2))]
            } else {
                isAfterPrint = false
            }
        }
        return output
    }
}
