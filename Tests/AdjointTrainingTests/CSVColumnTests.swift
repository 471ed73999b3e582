import Adjoint
import AdjointTraining
import Foundation
import Testing

@Suite("Columns of tables")
struct CSVColumnTests {
    private let folder: TemporaryFolder
    private let file: URL

    init() throws {
        folder = try TemporaryFolder()
        file = try folder.file(
            "t.csv",
            "id,street,area,rooms,price,kind\nx,\"Mill, 3\",60,2,100,flat\ny,,80,3,150,house\nz,Long,90,4,180,flat\n")
    }

    private func sentence(_ body: () throws(FileError) -> CSVTable) -> String? {
        #expect(throws: FileError.self, performing: body)?.message
    }

    @Test("inputs are the listed columns in their order, or all but some; what others hold does not matter")
    func inputs() throws {
        let listed = try CSVTable(contentsOf: file, values: "price", columns: ["rooms", 2])
        #expect(listed.columnNames == ["rooms", "area"] && listed.targetNames == ["price"])
        #expect(listed.inputs.asArray(Float.self) == [2, 60, 3, 80, 4, 90])
        #expect(
            listed.samples.targets.asArray(Float.self) == [100, 150, 180] && listed.samples.targets.shape == [3, 1])
        let others = try CSVTable(contentsOf: file, classes: "kind", columns: .except(["id", 1, "price"]))
        #expect(others.columnNames == ["area", "rooms"] && others.classNames == ["flat", "house"])
        #expect(others.inputs.asArray(Float.self) == [60, 2, 80, 3, 90, 4])
        #expect(others.samples.targets.asArray(Int.self) == [0, 1, 0])
        let names = try CSVTable(
            contentsOf: file, classes: "kind", columns: .only(listed.columnNames.map { .named($0) }))
        #expect(names.columnNames == listed.columnNames)
        let headless = try CSVTable(
            contentsOf: folder.file("h", "a,1,x,2\nb,3,y,4\n"), values: -1, columns: .except([0, 2]), header: false)
        #expect(headless.columnNames == ["1"] && headless.inputs.asArray(Float.self) == [1, 3])
    }

    @Test("several targets, in the order given")
    func severalTargets() throws {
        let table = try CSVTable(contentsOf: file, values: ["price", "rooms"], columns: ["area"])
        #expect(table.targetNames == ["price", "rooms"] && table.inputs.shape == [3, 1])
        #expect(table.samples.targets.shape == [3, 2])
        #expect(table.samples.targets.asArray(Float.self) == [100, 2, 150, 3, 180, 4])
        let all = try CSVTable(
            contentsOf: file, values: ["price", "rooms"], columns: .except(["id", "street", "kind"]))
        #expect(all.columnNames == ["area"])
        // A row that lacks one of its targets is left out as a whole.
        let gaps = try CSVTable(
            contentsOf: folder.file("g", "a,b,c\n1,2,3\n4,5,\n6,,7\n8,9,10\n"), values: ["b", "c"], missing: .droppedRow
        )
        #expect(
            gaps.inputs.asArray(Float.self) == [1, 8] && gaps.samples.targets.asArray(Float.self) == [2, 3, 9, 10])
    }

    @Test("a table without targets, whose samples can be asked for all the same")
    func noTargets() throws {
        let table = try CSVTable(contentsOf: file, columns: ["area", "rooms"])
        #expect(table.inputs.shape == [3, 2] && table.targetNames.isEmpty && table.classNames == nil)
        #expect(table.samples.targets.shape == [3, 0] && table.samples.count == 3)
        #expect(table.samples[[2, 0]].inputs.asArray(Float.self) == [90, 4, 60, 2])
        var shapes: [[Int]] = []
        for batch in DataLoader(table.samples, batchSize: 2) { shapes.append(batch.targets.shape) }
        #expect(shapes == [[2, 0], [1, 0]])
        #expect(
            try CSVTable(contentsOf: folder.file("n", "1;2\n3;4\n"), header: false, separator: ";").inputs.shape == [
                2, 2,
            ])
    }

    @Test("labels are read with the names of another table; one that it does not have is an error with its line")
    func namesOfAnother() throws {
        let train = try CSVTable(contentsOf: folder.file("a", "x,kind\n1,cat\n2,dog\n3,eel\n"), classes: "kind")
        let test = try CSVTable(
            contentsOf: folder.file("b", "kind,x\neel,1\n dog ,2\n"), classes: "kind", classNames: train.classNames)
        #expect(test.classNames == ["cat", "dog", "eel"] && test.samples.targets.asArray(Int.self) == [2, 1])
        let other = try folder.file("c", "x,kind\n1,dog\n\n2,lion\n")
        #expect(
            sentence { () throws(FileError) in
                try CSVTable(contentsOf: other, classes: "kind", classNames: train.classNames)
            } == "\"lion\" is none of the classes (line 4, column 2 \"kind\"); they are cat, dog, eel")
        // Numbers may be written in another way.
        let numbers = try CSVTable(contentsOf: folder.file("d", "x,k\n1,-1\n2,1.0\n3,0.5\n"), classes: "k")
        #expect(numbers.classNames == ["-1", "0.5", "1"])
        let again = try CSVTable(
            contentsOf: folder.file("e", "x,k\n1,1\n2,.50\n"), classes: "k", classNames: numbers.classNames)
        #expect(again.samples.targets.asArray(Int.self) == [2, 1])
        let dropped = try CSVTable(
            contentsOf: folder.file("f", "x,k\n1,\n2,dog\n,cat\n"), classes: "k", classNames: train.classNames,
            missing: .droppedRow)
        #expect(dropped.samples.targets.asArray(Int.self) == [1] && dropped.inputs.asArray(Float.self) == [2])
        let error = #expect(throws: AdjointError.self) {
            try withErrors { _ = try? CSVTable(contentsOf: other, classes: "kind", classNames: ["a", "a"]) }
        }
        #expect(error?.description == "CSVTable: of 2 names of classes two are the same")
    }

    @Test("columns that are not there, or have two places, are errors that say what would be right")
    func wrongColumns() throws {
        let header = "\"id\", \"street\", \"area\", \"rooms\", \"price\", \"kind\""
        #expect(
            sentence { () throws(FileError) in try CSVTable(contentsOf: file, columns: ["size"]) }
                == "there is no column \"size\": the columns are \(header)")
        #expect(
            sentence { () throws(FileError) in try CSVTable(contentsOf: file, columns: .except([6])) }
                == "there is no column 6: the columns are 0..<6")
        #expect(
            sentence { () throws(FileError) in try CSVTable(contentsOf: file, columns: ["area", 2]) }
                == "the column \"area\" is twice among the inputs")
        #expect(
            sentence { () throws(FileError) in try CSVTable(contentsOf: file, values: ["area", -4]) }
                == "the column \"area\" is twice among the targets")
        #expect(
            sentence { () throws(FileError) in try CSVTable(contentsOf: file, values: "area", columns: ["area"]) }
                == "the column \"area\" is both an input and a target")
        #expect(
            sentence { () throws(FileError) in try CSVTable(contentsOf: file, values: "area") }
                == "\"x\" is no finite number (line 2, column 1 \"id\"); columns: .except([\"id\"]) leaves the column out"
        )
        let semicolons = try folder.file("s", "a;b\n1;2\n")
        #expect(
            sentence { () throws(FileError) in try CSVTable(contentsOf: semicolons, values: "b") }
                == "there is no column \"b\": the columns are \"a;b\"; pass separator: \";\"")
        #expect(try CSVTable(contentsOf: semicolons, values: "b", separator: ";").inputs.item() == 1)
    }

    @Test("missing numbers of columns that are left out do not matter, and kept ones are NaN")
    func missing() throws {
        let gaps = try folder.file("m", "a,b,c\n1,,3\n,5,6\n7,8,9\n")
        #expect(try CSVTable(contentsOf: gaps, values: "c", columns: .except(["a", "b"])).inputs.shape == [3, 0])
        let dropped = try CSVTable(contentsOf: gaps, values: "c", columns: ["b"], missing: .droppedRow)
        #expect(dropped.inputs.asArray(Float.self) == [5, 8])
        let kept = try CSVTable(contentsOf: gaps, values: "c", missing: .kept).inputs.asArray(Float.self)
        #expect(kept.map(\.isNaN) == [false, true, true, false, false, false] && kept[5] == 8)
        let filled = try CSVTable(contentsOf: gaps, values: "c", columns: ["b", "a"], missing: .mean)
        #expect(filled.inputs.asArray(Float.self) == [6.5, 1, 5, 4, 8, 7])
    }
}
