/// Text that came from outside, as a sentence may hold it: control characters are escaped as in Swift, since they could
/// hide or forge what a terminal or a log shows, and of a long text the beginning is there, followed by `…`.
package func printable(_ text: String, limit: Int = 256) -> String {
    // Most texts are short and plain.
    if text.utf8.count <= limit, text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    var result = ""
    var length = 0
    for scalar in text.unicodeScalars {
        if length >= limit { return result + "…" }
        if needsEscape(scalar) {
            result +=
                scalar == "\n" || scalar == "\r" || scalar == "\t" || scalar == "\0"
                ? scalar.escaped(asASCII: false) : "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        } else {
            result.unicodeScalars.append(scalar)
        }
        length += 1
    }
    return result
}

/// A name from outside between quotes, as `printable`.
package func quoted(_ name: some StringProtocol) -> String { "\"\(printable(String(name), limit: 128))\"" }

/// Some names from outside as a sentence may list them: the first of many.
package func listed(_ names: some Sequence<String>, most: Int = 16) -> String {
    var parts: [String] = []
    var others = 0
    for name in names {
        if parts.count < most { parts.append(printable(name, limit: 256)) } else { others += 1 }
    }
    return parts.joined(separator: ", ") + (others > 0 ? " and \(others) more" : "")
}

/// Control characters, line and paragraph separators, and those that change the direction of what follows.
private func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .surrogate: true
    case .format: scalar.value != 0x200D && scalar.value != 0x200C  // joiners are part of words and emoji
    default: false
    }
}
