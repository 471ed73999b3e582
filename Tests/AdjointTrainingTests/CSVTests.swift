import Adjoint
import AdjointTraining
import Foundation
import Testing

@Suite("Tables in CSV")
struct CSVTests {
    private static func table(
        _ text: String, classes: CSVColumn, header: Bool = true, separator: Character = ","
    ) throws -> CSVTable {
        let folder = try TemporaryFolder()
        return try CSVTable(contentsOf: folder.file("t", text), classes: classes, header: header, separator: separator)
    }

    /// The error without the folder's name.
    private static func sentence(_ text: String, classes: CSVColumn = -1, header: Bool = true) -> String? {
        let error = #expect(throws: FileError.self) { try table(text, classes: classes, header: header) }
        guard let error, case .offset(let offset)? = error.place else { return error?.message }
        return "\(offset): \(error.message)"
    }

    private static let iris = """
        length,width,species
        5.1,3.5,setosa
        7,3.2,versicolor
        6.3,3.3,virginica
        4.9,3,setosa
        """

    @Test("names of classes become positions in alphabetical order, wherever the column is")
    func names() throws {
        for column in ["species", 2, -1] as [CSVColumn] {
            let table = try Self.table(Self.iris, classes: column)
            #expect(table.columnNames == ["length", "width"])
            #expect(table.classNames == ["setosa", "versicolor", "virginica"])
            #expect(table.samples.targets.asArray(Int.self) == [0, 1, 2, 0])
            #expect(table.samples.inputs.shape == [4, 2])
            #expect(table.samples.inputs.asArray(Float.self) == [5.1, 3.5, 7, 3.2, 6.3, 3.3, 4.9, 3])
        }
        let first = try Self.table("kind,a,b\nno,1,2\nno,3,4\n", classes: 0)
        #expect(first.columnNames == ["a", "b"] && first.samples.inputs.asArray(Float.self) == [1, 2, 3, 4])
    }

    @Test("whole numbers are classes as they stand; if any is not, all are names")
    func numberedClasses() throws {
        let table = try Self.table("label,pixel\n3,0\n0,255\n", classes: "label")
        #expect(table.classNames == nil && table.samples.targets.asArray(Int.self) == [3, 0])
        let mixed = try Self.table("3,0\n-1,255\n", classes: 0, header: false)
        #expect(mixed.classNames == ["-1", "3"] && mixed.samples.targets.asArray(Int.self) == [1, 0])
        #expect(mixed.columnNames == ["1"])
    }

    @Test("targets that are numbers stay numbers")
    func values() throws {
        let folder = try TemporaryFolder()
        let table = try CSVTable(contentsOf: folder.file("t", "a,price\n1,10\n2,-2.5e1\n"), values: "price")
        #expect(table.samples.targets.shape == [2, 1] && table.samples.targets.asArray(Float.self) == [10, -25])
        #expect(table.samples.inputs.asArray(Float.self) == [1, 2] && table.classNames == nil)
    }

    @Test(
        "numbers are read to the nearest float, with spaces around them",
        arguments: [
            ("0.1", 0.1), ("  7 ", 7), ("16777217", 16_777_216), ("1e-45", .leastNonzeroMagnitude), ("-3.25", -3.25),
            ("\" 2\"", 2),
        ] as [(String, Float)])
    func numbers(text: String, value: Float) throws {
        let table = try Self.table("a,b\n\(text),x\n", classes: "b")
        #expect(table.samples.inputs.asArray(Float.self) == [value])
    }

    @Test("quoted fields hold separators, quotes and line ends")
    func quotes() throws {
        let table = try Self.table(
            "\"x, y\",\"the \"\"class\"\"\"\r\n\"1\",\"a,b\"\r\n2,\"two\nlines\"\r\n3,\"\"\"\"\r\n", classes: 1)
        #expect(table.columnNames == ["x, y"])
        #expect(table.classNames == ["\"", "a,b", "two\nlines"])
        #expect(table.samples.targets.asArray(Int.self) == [1, 2, 0])
    }

    @Test(
        "line ends, a byte-order mark, empty lines, other separators and gzip make no difference",
        arguments: [
            "a,b\n1,x\n2,y\n", "a,b\r\n1,x\r\n2,y", "\u{FEFF}a,b\n1,x\n2,y", "\n\na,b\n\n1,x\r\n\r\n2,y\n\n",
            "\"a\",\"b\"\n1,\"x\"\n2,y",
        ])
    func spellings(text: String) throws {
        let folder = try TemporaryFolder()
        let semicolons = text.replacingOccurrences(of: ",", with: ";")
        for table in [
            try Self.table(text, classes: "b"), try Self.table(semicolons, classes: "b", separator: ";"),
            try CSVTable(contentsOf: folder.file("t", gzipped(Array(text.utf8))), classes: "b"),
        ] {
            #expect(table.columnNames == ["a"] && table.classNames == ["x", "y"])
            #expect(table.samples.inputs.asArray(Float.self) == [1, 2])
        }
    }

    @Test("an error names the byte, the line and the column")
    func places() {
        #expect(
            Self.sentence("a,kind\n1,x\n2.5.1,y\n")
                == "11: \"2.5.1\" is no finite number (line 3, column 1 \"a\")")
        #expect(Self.sentence("a,b,c\n1,,x") == "8: a number is missing (line 2, column 2 \"b\")")
        #expect(Self.sentence("a,c\n1,\"x\n\"\nnan,y") == "11: \"nan\" is no finite number (line 4, column 1 \"a\")")
        #expect(Self.sentence("1e39,c", header: false) == "0: \"1e39\" is no finite number (line 1, column 1 \"0\")")
        #expect(Self.sentence("a,c\n1,") == "6: a class is missing (line 2, column 2 \"c\")")
        #expect(Self.sentence("a,c\n1,x\n2") == "8: 1 fields, where the first row has 2 (line 3)")
        #expect(Self.sentence("a,c\n1,x,y") == "4: 3 fields, where the first row has 2 (line 2)")
        #expect(Self.sentence("a,c\n1,\"x\n") == "6: a quote is opened and never closed (line 2)")
        #expect(Self.sentence("a,c\n1,\"x\"y\n") == "9: what follows a closing quote is no separator (line 2)")
        #expect(Self.sentence("a,c\n1,x\"\n") == "7: a quote stands inside a field without quotes (line 2)")
        #expect(Self.sentence("a,c\r1,x\r") == "3: a carriage return stands alone (line 1)")
        #expect(Self.sentence("") == "the table has no rows")
        #expect(Self.sentence("a,c\n") == "the table has no rows")
    }

    @Test("a column that is not there, or there twice, is refused with those there are")
    func columns() {
        #expect(Self.sentence("a,b\n1,2", classes: "c") == "there is no column \"c\": the columns are \"a\", \"b\"")
        #expect(Self.sentence("a,b\n1,2", classes: 2) == "there is no column 2: the columns are 0..<2")
        #expect(Self.sentence("a,b\n1,2", classes: -3) == "there is no column -3: the columns are 0..<2")
        #expect(Self.sentence("a,a\n1,2", classes: "a") == "2 columns are called \"a\": name it by position")
        #expect(
            Self.sentence("1,2", classes: "a", header: false)
                == "a table without a header has no column \"a\": name it by position")
        let many = (0..<20).map { "c\($0)" }.joined(separator: ",")
        #expect(Self.sentence(many + "\n1", classes: "x")?.hasSuffix("\"c6\", \"c7\", …") == true)
    }

    @Test("text that is no UTF-8 is refused")
    func encoding() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("t", Array("a,b\n1,".utf8) + [0xE9])
        let error = #expect(throws: FileError.self) { try CSVTable(contentsOf: file, classes: "b") }
        #expect(error?.message == "this is no UTF-8 (line 2)" && error?.place == .offset(6))
    }

    @Test("cut off or damaged anywhere, a table gives an error or rows, never a crash")
    func damage() throws {
        let folder = try TemporaryFolder()
        let text = Array("x,\"the \"\"class\"\"\"\r\n\"1\",\"a,b\"\r\n2,\"c\nd\"\r\n".utf8)
        var generator = RandomGenerator(seed: 8)
        var cases = text.indices.map { Array(text[..<$0]) }
        for _ in 0..<500 {
            var bytes = text
            bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            cases.append(bytes)
        }
        var refused = 0
        for bytes in cases {
            let file = try folder.file("t", bytes)
            do {
                let samples = try CSVTable(contentsOf: file, classes: 1).samples
                #expect(samples.count > 0 && samples.inputs.rank == 2)
            } catch {
                #expect(error.file == file.path)
                refused += 1
            }
        }
        #expect((100..<cases.count).contains(refused))
    }

    @Test("refuses a separator that cannot be one", arguments: ["\n", "\"", "→"] as [Character])
    func separators(separator: Character) {
        let error = #expect(throws: AdjointError.self) {
            try withErrors { _ = try? Self.table("a,b\n1,2", classes: 0, separator: separator) }
        }
        #expect(error?.message.hasSuffix("cannot separate fields: use , ; or a tab") == true)
    }
}
