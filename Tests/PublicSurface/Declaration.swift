import Foundation

/// A declaration, taken apart: `func take(_ indices: Tensor, axis: Int = 0) -> Tensor`.
struct Declaration {
    struct Parameter {
        /// nil where the argument has no label.
        let label: String?
        let name: String
        let type: String
        let isVariadic: Bool
        let isInout: Bool
    }

    let parameters: [Parameter]
    /// The type of the result or of the property, if any.
    let result: String?
    let canThrow: Bool
    let isMutating: Bool
    let isStatic: Bool
    let isFailable: Bool
    let isSettable: Bool
    /// What the types of generic parameters must conform to: `["Element": "TensorElement"]`.
    let generics: [String]

    /// - Parameter name: what stands before the parameters: `take`, `+`, `init`, `subscript`; nil for a property.
    init(_ text: String, function name: String?) throws {
        isMutating = text.contains("mutating func") || text.contains("mutating get")
        isStatic = text.contains("static ")
        isFailable = text.contains("init?")
        isSettable = text.contains("get set }") || (text.contains("var ") && !text.contains("{"))
        var words = Scanner(text)
        guard let name else {
            guard words.skip(through: ": ") else { throw Failure("a property without a type: \(text)") }
            (parameters, canThrow, generics) = ([], false, [])
            result = words.rest.replacingOccurrences(of: #" \{.*\}$"#, with: "")
            return
        }
        guard words.skip(through: name == "init" ? (isFailable ? "init?" : "init") : name) else {
            throw Failure("no \(name) in \(text)")
        }
        words.skipBlanks()
        generics = words.next == "<" ? words.bracketed().split(at: ",").map { $0.before(":") } : []
        words.skipBlanks()
        guard words.next == "(" else { throw Failure("no parameters in \(text)") }
        let isSubscript = name == "subscript"
        parameters = words.bracketed().split(at: ",").map { Parameter($0, isSubscript: isSubscript) }
        var rest = words.rest
        canThrow = rest.before("->").contains("throws")
        rest = rest.replacingOccurrences(of: #" \{.*\}$"#, with: "")
        rest = rest.before(" where ")
        result = rest.contains("-> ") ? String(rest[rest.range(of: "-> ")!.upperBound...]) : nil
    }
}

extension Declaration.Parameter {
    init(_ text: String, isSubscript: Bool) {
        let parts = text.split(at: ":", limit: 1)
        let names = parts[0].split(separator: " ").filter { !$0.hasPrefix("@") }.map(String.init)
        let first = names.first ?? "_"
        label = first == "_" || (isSubscript && names.count == 1) ? nil : first
        name = names.last ?? "_"
        var type = (parts.count > 1 ? parts[1] : "").before(" = ").trimmed
        isInout = type.hasPrefix("inout ")
        for attribute in ["inout ", "@autoclosure () -> ", "@escaping ", "sending "] where type.hasPrefix(attribute) {
            type.removeFirst(attribute.count)
        }
        isVariadic = type.hasSuffix("...")
        self.type = isVariadic ? String(type.dropLast(3)) : type
    }
}

/// A place in a declaration.
private struct Scanner {
    private var characters: Substring

    init(_ text: String) { characters = Substring(text) }

    var rest: String { String(characters) }
    var next: Character? { characters.first }

    mutating func skip(through word: String) -> Bool {
        // An operator's name may also stand in "static func": the word must be followed by what follows a name.
        var start = characters.startIndex
        while let range = characters.range(of: word, range: start..<characters.endIndex) {
            let after = characters[range.upperBound...].first
            let before = characters[..<range.lowerBound].last
            if word == ": " || ((before == nil || before == " ") && (after == "(" || after == "<" || after == " ")) {
                characters = characters[range.upperBound...]
                return true
            }
            start = range.upperBound
        }
        return false
    }

    mutating func skipBlanks() { characters = characters.drop { $0 == " " } }

    /// What stands between this bracket and the one that closes it.
    mutating func bracketed() -> String {
        var depth = 0
        var previous: Character = "a"
        for position in characters.indices {
            let character = characters[position]
            depth += character.depthChange(after: previous)
            previous = character
            if depth == 0 {
                let inside = characters[characters.index(after: characters.startIndex)..<position]
                characters = characters[characters.index(after: position)...]
                return String(inside)
            }
        }
        return ""
    }
}

extension Character {
    fileprivate func depthChange(after previous: Character) -> Int {
        switch self {
        case "(", "[": 1
        case "<": previous.isLetter ? 1 : 0  // a generic type's, not that of 0..<1
        case ")", "]": -1
        case ">": previous == "-" ? 0 : -1
        default: 0
        }
    }
}

extension String {
    var trimmed: String {
        var text = Substring(self)
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }

    func before(_ mark: String) -> String { range(of: mark).map { String(self[..<$0.lowerBound]) } ?? self }

    /// The parts between separators that stand in no bracket.
    func split(at separator: Character, limit: Int = .max) -> [String] {
        var parts = [""]
        var depth = 0
        var previous: Character = " "
        var isQuoted = false
        for character in self {
            if character == "\"" { isQuoted.toggle() }
            if !isQuoted { depth += character.depthChange(after: previous) }
            previous = character
            if character == separator, depth == 0, !isQuoted, parts.count <= limit {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        return parts.map(\.trimmed).filter { !$0.isEmpty }
    }

    fileprivate func replacingOccurrences(of pattern: String, with other: String) -> String {
        range(of: pattern, options: .regularExpression).map { replacingCharacters(in: $0, with: other) } ?? self
    }
}
