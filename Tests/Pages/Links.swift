import Foundation

extension Page {
    /// Links to files and sections that are not there.
    func brokenLinks() throws -> [String] {
        var isCode = false
        var problems: [String] = []
        for (number, line) in try lines(of: file).enumerated() {
            if line.hasPrefix("```") { isCode.toggle() }
            if isCode { continue }
            // [text](target), and what stands in code is none.
            let text = line.components(separatedBy: "`").enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
            for part in text.joined(separator: "`").components(separatedBy: "](").dropFirst() {
                let target = String(part.prefix { $0 != ")" })
                guard !target.hasPrefix("http"), try !exists(target) else { continue }
                problems.append("\(file.path):\(number + 1): \(target) is not there")
            }
        }
        return problems
    }

    private func exists(_ target: String) throws -> Bool {
        let parts = target.components(separatedBy: "#")
        let other = parts[0].isEmpty ? file : file.deletingLastPathComponent().appendingPathComponent(parts[0])
        guard FileManager.default.fileExists(atPath: other.standardizedFileURL.path) else { return false }
        guard parts.count > 1 else { return true }
        return try lines(of: other).contains { line in
            guard line.hasPrefix("#") else { return false }
            let title = line.drop { $0 == "#" || $0 == " " }.lowercased()
            return title.map { $0 == " " ? "-" : $0.isLetter || $0.isNumber || $0 == "-" ? String($0) : "" }.joined()
                == parts[1]
        }
    }

    private func lines(of file: URL) throws -> [String] {
        try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
    }
}
