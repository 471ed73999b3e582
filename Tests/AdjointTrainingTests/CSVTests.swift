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

    // What the sentences say to do.
    private static let fill = "; missing: .median, .mean or .constant(0) fills it, and .droppedRow leaves the row out"
    private static let leaveOut = "; missing: .droppedRow leaves the row out"
    private static func skip(_ column: String) -> String { "; columns: .except([\(column)]) leaves the column out" }

    private static let iris = """
        length,width,species
        5.1,3.5,setosa
        7,3.2,versicolor
        6.3,3.3,virginica
        4.9,3,setosa
        """

    @Test("another format is refused with its name, and a text that begins like one is not")
    func foreign() throws {
        #expect(Self.sentence("PK\u{3}\u{4}\u{14}\0\u{8}")?.hasPrefix("0: this is no CSV: it is a zip file") == true)
        #expect(Self.sentence("%PDF-1.7\u{1}\0")?.hasPrefix("0: this is no CSV: it is a PDF file") == true)
        #expect(
            Self.sentence("<!DOCTYPE html>\n<html>")
                == "0: this is no CSV: it is a page, which begins with \"<!DOCTYPE html>\", that was downloaded in the "
                + "place of the file")
        #expect(try Self.table("BZh,GGUF,kind\n1,2,a\n", classes: -1).columnNames == ["BZh", "GGUF"])
    }

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

    private static func labels(_ labels: [String]) throws -> (names: [String]?, classes: [Int]) {
        let rows = labels.map { "1,\($0)\n" }.joined()
        let table = try table("a,b\n\(rows)", classes: "b")
        return (table.classNames, table.samples.targets.asArray(Int.self))
    }

    @Test("blanks around labels and names of columns do not count, but for those inside quotes")
    func blanks() throws {
        let (names, classes) = try Self.labels(["cat", " cat", "cat ", "\tcat\t", "  \"cat\" ", "\" cat\"", "dog"])
        #expect(names == [" cat", "cat", "dog"] && classes == [1, 1, 1, 1, 1, 0, 2])
        let table = try Self.table(" length , \"a, b\" ,kind \n 1 , 2 , x\n", classes: "kind")
        #expect(table.columnNames == ["length", "a, b"] && table.classNames == ["x"])
        #expect(table.samples.inputs.asArray(Float.self) == [1, 2])
        let tabs = try Self.table("a\tb\n1\tx\n", classes: "b", separator: "\t")
        #expect(tabs.columnNames == ["a"] && tabs.classNames == ["x"])
        #expect(Self.sentence("a,c\n1,  \n") == "6: a class is missing (line 2, column 2 \"c\")\(Self.leaveOut)")
        #expect(Self.sentence("a,c\n1,\" \"\n") == "6: a class is missing (line 2, column 2 \"c\")\(Self.leaveOut)")
        #expect(Self.sentence("a,c\n1,\"x\" y\n") == "10: what follows a closing quote is no separator (line 2)")
    }

    @Test("where all labels are numbers, those of one value are one class, however they are written")
    func numbers() throws {
        let whole = try Self.labels(["1", "1.0", "01", "+1", "1e0", " 1 ", "\"1\"", "0", "-0", "10", "1.0e1"])
        #expect(whole.names == nil && whole.classes == [1, 1, 1, 1, 1, 1, 1, 0, 0, 10, 10])
        let others = try Self.labels(["-1", "-1.0", "1", "0.5", ".5", "01.50", "1.5"])
        #expect(others.names == ["-1", "0.5", "1", "1.5"] && others.classes == [0, 0, 2, 1, 1, 3, 3])
        // One that is no number makes all names, as they are written.
        let mixed = try Self.labels(["1", "1.0", "x"])
        #expect(mixed.names == ["1", "1.0", "x"] && mixed.classes == [0, 1, 2])
        for word in ["nan", "inf", "0x10", "1e999"] {
            #expect(try Self.labels(["1", "1.0", word]).classes.count == 3)
            #expect(try Self.labels(["1", "1.0", word]).names?.count == 3)
        }
        // Beyond 2⁵³ digits still tell numbers apart.
        let great = try Self.labels(["9007199254740993", "9007199254740992"])
        #expect(great.names == nil && great.classes == [9_007_199_254_740_993, 9_007_199_254_740_992])
    }

    @Test(
        "missing numbers are filled as asked for, whatever says that they are missing",
        arguments: [
            (.mean, "", [5, 2, 1, 4, 3, 3, 11, 3]), (.median, "1,1,x\n", [2, 2, 1, 4, 3, 2, 11, 2, 1, 1]),
            (.constant(-1), "", [-1, 2, 1, 4, 3, -1, 11, -1]),
        ] as [(MissingValues, String, [Float])])
    func missing(rule: MissingValues, last: String, expected: [Float]) throws {
        let folder = try TemporaryFolder()
        for word in ["", " ", "NA", "NaN", "n/a", "null", "None", "?", " nan "] {
            let text = "a,b,c\n\(word),2,x\n1,4,y\n3,\(word),x\n11,\(word),y\n\(last)"
            let table = try CSVTable(contentsOf: folder.file("t", text), classes: "c", missing: rule)
            #expect(table.samples.inputs.asArray(Float.self) == expected, "\(word.debugDescription)")
        }
    }

    @Test("rows that lack a number or their target can be left out")
    func droppedRows() throws {
        let folder = try TemporaryFolder()
        let classes = try CSVTable(
            contentsOf: folder.file("t", "a,b,c\n1,2,x\n,3,y\n4,5,\n6,?,z\n7,8,w\n"), classes: "c", missing: .droppedRow
        )
        #expect(classes.samples.inputs.asArray(Float.self) == [1, 2, 7, 8] && classes.classNames == ["w", "x"])
        let values = try CSVTable(
            contentsOf: folder.file("t", "a,b\n1,2\nNA,3\n4,nan\n5,6\n"), values: "b", missing: .droppedRow)
        #expect(values.samples.inputs.asArray(Float.self) == [1, 5])
        #expect(values.samples.targets.asArray(Float.self) == [2, 6])
    }

    @Test("what cannot be filled is an error, and so is everything missing unless it is asked for")
    func unfilled() throws {
        let folder = try TemporaryFolder()
        func sentence(_ text: String, _ rule: MissingValues) throws -> String? {
            let file = try folder.file("t", text)
            return #expect(throws: FileError.self) { try CSVTable(contentsOf: file, classes: "c", missing: rule) }?
                .message
        }
        #expect(try sentence("a,c\n,x\n", .mean) == "column \"a\" has no number to take the mean of")
        #expect(try sentence("a,c\n?,x\n", .median) == "column \"a\" has no number to take the median of")
        #expect(try sentence("a,c\n?,x\n", .droppedRow) == "every row of the table lacks a number or its target")
        #expect(try sentence("a,c\n1,\n", .mean) == "a class is missing (line 2, column 2 \"c\")\(Self.leaveOut)")
        #expect(
            try sentence("a,c\n?,x\n", .refused) == "\"?\" is no finite number (line 2, column 1 \"a\")\(Self.fill)")
        #expect(
            try sentence("a,c\ninf,x\n", .mean)
                == "\"inf\" is no finite number (line 2, column 1 \"a\")\(Self.skip("\"a\""))")
        let file = try folder.file("t", "a,b\n1,\n")
        let error = #expect(throws: FileError.self) { try CSVTable(contentsOf: file, values: "b", missing: .mean) }
        #expect(error?.message == "a target is missing (line 2, column 2 \"b\")\(Self.leaveOut)")
        let refused = #expect(throws: AdjointError.self) {
            try withErrors { _ = try? CSVTable(contentsOf: file, values: "b", missing: .constant(1e39)) }
        }
        #expect(
            refused?.description
                == "CSVTable: missing numbers are to become 1e+39: a finite float32 number is needed")
    }

    @Test("of columns whose names differ in Unicode composition only, the bytes decide")
    func composition() throws {
        let (composed, decomposed) = ("caf\u{E9}", "cafe\u{301}")
        let both = "\(composed),\(decomposed)\n1,2\n"
        #expect(try Self.table(both, classes: .named(composed)).samples.targets.asArray(Int.self) == [1])
        #expect(try Self.table(both, classes: .named(decomposed)).samples.targets.asArray(Int.self) == [2])
        #expect(try Self.table("\(composed),b\n1,2\n", classes: .named(decomposed)).columnNames == ["b"])
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
                == "11: \"2.5.1\" is no finite number (line 3, column 1 \"a\")\(Self.skip("\"a\""))")
        #expect(Self.sentence("a,b,c\n1,,x") == "8: a number is missing (line 2, column 2 \"b\")\(Self.fill)")
        #expect(
            Self.sentence("a,c\n1,\"x\n\"\nnan,y")
                == "11: \"nan\" is no finite number (line 4, column 1 \"a\")\(Self.fill)")
        #expect(
            Self.sentence("1e39,c", header: false)
                == "0: \"1e39\" is no finite number (line 1, column 1 \"0\")\(Self.skip("0"))")
        #expect(Self.sentence("a,c\n1,") == "6: a class is missing (line 2, column 2 \"c\")\(Self.leaveOut)")
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
