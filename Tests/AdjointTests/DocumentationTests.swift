import Foundation
import Testing

@testable import Adjoint

@Suite("The documentation")
struct DocumentationTests {
    static func page(_ name: String) -> URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
            .appendingPathComponent("Docs").appendingPathComponent(name)
    }

    /// Set ADJOINT_UPDATE_DOCS=1 to write the table anew.
    @Test("Derivatives.md has the table that the rules give")
    func derivatives() throws {
        let page = Self.page("Derivatives.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let (start, end) = ("<!-- table -->\n", "\n<!-- end of table -->")
        let begin = try #require(text.range(of: start))
        let finish = try #require(text.range(of: end))
        if ProcessInfo.processInfo.environment["ADJOINT_UPDATE_DOCS"] == "1" {
            try (text[..<begin.upperBound] + derivativeTable() + text[finish.lowerBound...])
                .write(to: page, atomically: true, encoding: .utf8)
            return
        }
        #expect(begin.upperBound <= finish.lowerBound)
        #expect(String(text[begin.upperBound..<finish.lowerBound]) == derivativeTable())
    }

    @Test("Docs/Training.md lists every example, and README.md says how many there are")
    func examples() throws {
        let package = Self.page("").deletingLastPathComponent()
        let folders = try FileManager.default.contentsOfDirectory(
            at: package.appendingPathComponent("Examples"), includingPropertiesForKeys: nil)
        let names = folders.filter {
            FileManager.default.fileExists(atPath: $0.appendingPathComponent("README.md").path)
        }
        .map(\.lastPathComponent)
        let list = try String(contentsOf: Self.page("Training.md"), encoding: .utf8)
        for name in names {
            #expect(list.contains("](../Examples/\(name))"), "\(name) is not in the list")
        }
        let readme = try String(contentsOf: package.appendingPathComponent("README.md"), encoding: .utf8)
        #expect(readme.contains("\(names.count) examples"))
    }
}
