import Adjoint
import Foundation
import Testing

@testable import AdjointTraining

@Suite("Pictures")
struct PictureTests {
    @Test(
        "every picture, however odd, is well-formed, of a size, and readable by name",
        arguments: (PictureGallery.pictures + PictureEdgeCases.pictures).map(\.name))
    func wellFormed(name: String) throws {
        let (_, picture) = try #require(
            (PictureGallery.pictures + PictureEdgeCases.pictures).first { $0.name == name })
        let read = ReadPicture(picture.svg)
        #expect(read.error == nil)
        let root = try #require(read.all("svg").first)
        let size = [root["width"], root["height"]].compactMap { $0.flatMap(Double.init) }
        #expect(size.count == 2 && size.allSatisfy { $0 > 0 })
        #expect(root["viewBox"] == "0 0 \(root["width"] ?? "") \(root["height"] ?? "")")
        #expect(read.elements.filter { $0.name == "title" }.count == 1)
        let drawn = read.elements.filter { $0.name != "style" }
        for value in drawn.flatMap({ $0.attributes.filter { $0.key != "href" }.values }) {
            #expect(!value.contains("nan") && !value.contains("inf"), "\(value)")
        }
        #expect(read.images.count == read.all("image").count)
        #expect(picture.svg.utf8.count < 60_000)
    }

    @Test("a text that looks like markup stays text; what XML does not allow becomes spaces")
    func escaping() {
        let chart = LineChart(title: PictureEdgeCases.markup, series: [Series("<svg onload=\"x\">", [1])])
        let read = ReadPicture(chart.svg)
        #expect(read.elements.first { $0.name == "title" }?.text == "a < b & \"c\" > 'd'    …")
        #expect(read.texts.contains("<svg onload=\"x\">") && read.all("svg").count == 1)
    }

    @Test("text contrasts 4.5 : 1 with its page and 3 : 1 with the other; every colour 3 : 1 with both")
    func contrast() {
        for (own, other) in [(Theme.light, Theme.dark), (Theme.dark, Theme.light)] {
            #expect(own.text.contrast(to: own.page) >= 4.5)
            #expect(own.text.contrast(to: other.page) >= 3)
            for colour in Theme.palette { #expect(colour.contrast(to: own.page) >= 3, "\(colour.css)") }
        }
        // The formula itself: black on white, and a grey known to be just enough.
        #expect(Theme.Colour(0).contrast(to: Theme.Colour(0xFFFFFF)) == 21)
        #expect(abs(Theme.Colour(0x767676).contrast(to: Theme.Colour(0xFFFFFF)) - 4.54) < 0.005)
    }

    @Test("numbers in the cells of a confusion matrix contrast 4.5 : 1 with every fill", arguments: [true, false])
    func cellContrast(isDark: Bool) {
        for level in 1...8 {
            for isRight in [true, false] {
                let fill = ConfusionPicture.fill(level, isRight: isRight, isDark: isDark)
                #expect(fill.ink.contrast(to: fill) >= 4.5, "level \(level)")
            }
        }
    }

    @Test("no two of the first 56 series look alike")
    func looks() {
        #expect(Set((0..<56).map { Theme.colour($0) + Theme.dash($0) }).count == 56)
        // Without colour: dashes and markers.
        #expect(Set((0..<72).map { "\($0 % Theme.dashes.count) \($0 % Drawing.markerCount)" }).count == 72)
        #expect(Set(Theme.dashes).count == Theme.dashes.count && Set(Theme.palette).count == Theme.palette.count)
    }
}

@Suite("The guide to pictures")
struct PictureGuideTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Docs")

    /// Set ADJOINT_UPDATE_DOCS=1 to draw them anew.
    @Test("shows each picture, as it is drawn now", arguments: PictureGallery.pictures.map(\.name))
    func shown(name: String) throws {
        let picture = try #require(PictureGallery.pictures.first { $0.name == name }).picture
        let file = Self.folder.appendingPathComponent("Pictures/\(name).svg")
        if ProcessInfo.processInfo.environment["ADJOINT_UPDATE_DOCS"] == "1" { return try picture.write(to: file) }
        let page = try String(contentsOf: Self.folder.appendingPathComponent("Pictures.md"), encoding: .utf8)
        #expect(page.contains("(Pictures/\(name).svg)"))
        // The last digits of places may differ from processor to processor: what stands there may not.
        let (shown, drawn) = (ReadPicture(try String(contentsOf: file, encoding: .utf8)), ReadPicture(picture.svg))
        #expect(shown.elements.map(\.name) == drawn.elements.map(\.name))
        #expect(shown.elements.map(\.text) == drawn.elements.map(\.text))
    }
}

@Suite("Writing a picture", .serialized)
struct PictureWritingTests {
    private static func inFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    private let chart = LineChart(title: "loss", series: [Series("training", [2, 1])])

    @Test("makes no folder, replaces what was there, and leaves nothing else behind")
    func replacing() throws {
        try Self.inFolder { folder in
            let file = folder.appendingPathComponent("a/b/loss.svg")
            let error = #expect(throws: FileError.self) { try chart.write(to: file) }
            #expect(error?.description.contains("b does not exist: make it first") == true)
            #expect(!FileManager.default.fileExists(atPath: folder.path))
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try LineChart(title: "before", series: []).write(to: file)
            try chart.write(to: file)
            #expect(try String(contentsOf: file, encoding: .utf8) == chart.svg)
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("a/b").path)
            #expect(names == ["loss.svg"])
        }
    }

    @Test("where the system refuses, a typed error names the file, and what was there is as it was")
    func refused() throws {
        try Self.inFolder { folder in
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let file = folder.appendingPathComponent("loss.svg")
            try chart.write(to: file)
            let inside = file.appendingPathComponent("x.svg")
            let error = #expect(throws: FileError.self) { try chart.write(to: inside) }
            #expect(error?.kind == .unwritable && error?.file == inside.path)
            #expect(throws: FileError.self) { try chart.write(to: folder) }
            #expect(try String(contentsOf: file, encoding: .utf8) == chart.svg)
        }
    }
}
