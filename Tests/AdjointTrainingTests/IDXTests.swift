import Foundation
import Testing

@testable import Adjoint
@testable import AdjointTraining

@Suite("IDX")
struct IDXTests {
    /// Two images of 2×3 pixels.
    private static let images = idx(0x08, [2, 2, 3], [0, 1, 2, 3, 4, 5, 250, 251, 252, 253, 254, 255])
    private static let labels = idx(0x08, [2], [7, 2])

    private static func sentence(_ bytes: [UInt8]) -> String? {
        #expect(throws: FileError.self) { try IDX(bytes, source: "x") }?.description
    }

    @Test("reads every element type, big-endian")
    func types() throws {
        func check(_ type: IDX.ElementType, _ elements: [UInt8], _ dtype: DType, _ expected: [Double]) throws {
            let array = try IDX(idx(type.rawValue, [UInt32(expected.count)], elements))
            #expect(array.elementType == type && array.shape == [expected.count])
            #expect(array.tensor.dtype == dtype && array.tensor.asArray(Double.self) == expected)
        }
        try check(.uint8, [0, 127, 255], .int32, [0, 127, 255])
        try check(.int8, [0, 127, 255], .int32, [0, 127, -1])
        try check(.int16, [1, 2, 0xFF, 0xFE], .int32, [258, -2])
        try check(.int32, [0x7F, 0xFF, 0xFF, 0xFF, 0x80, 0, 0, 0], .int32, [2_147_483_647, -2_147_483_648])
        try check(
            .float32, [1.5, -0.1].flatMap { bigEndian(Float($0).bitPattern) }, .float32, [1.5, Double(-0.1 as Float)])
        try check(.float64, [1.5, -0.1].flatMap { bigEndian($0.bitPattern) }, .float64, [1.5, -0.1])
    }

    @Test("reads up to eight axes, row by row, and none of an axis", arguments: 1...8)
    func axes(rank: Int) throws {
        let array = try IDX(
            idx(0x08, [UInt32](repeating: 2, count: rank), (0..<1 << rank).map(UInt8.init(truncatingIfNeeded:))))
        #expect(array.tensor.shape == [Int](repeating: 2, count: rank))
        #expect(array.tensor.flattened().asArray(Int.self) == (0..<1 << rank).map { $0 & 255 })
        let empty = try IDX(idx(0x0C, [0] + [UInt32](repeating: 3, count: rank - 1), []))
        #expect(empty.tensor.shape == [0] + [Int](repeating: 3, count: rank - 1))
    }

    @Test("says where a file that is cut off ends, at every length")
    func truncated() {
        for length in 0..<Self.images.count {
            let error = #expect(throws: FileError.self) { try IDX(Array(Self.images[..<length]), source: "x") }
            #expect(error?.place == .offset(length) && error?.kind == .malformed)
        }
        #expect(Self.sentence([]) == "x, byte 0: ends in the 4 bytes that an IDX file begins with")
        #expect(Self.sentence(Array(Self.images[..<9])) == "x, byte 9: ends in the lengths of 3 axes")
        #expect(
            Self.sentence(Self.images.dropLast()) == "x, byte 27: ends after 11 of the 12 bytes that [2, 2, 3] needs")
    }

    @Test("refuses what breaks the format, with the place")
    func malformed() {
        #expect(Self.sentence(Self.images + [0]) == "x, byte 28: 1 bytes follow the last element of [2, 2, 3]")
        #expect(
            Self.sentence([0x89, 0x50, 0x4E, 0x47])
                == "x, byte 0: begins with 137, 80 and not with the two bytes 0 of an IDX file: it is a PNG picture")
        #expect(
            Self.sentence([0, 1, 8, 1]) == "x, byte 0: begins with 0, 1 and not with the two bytes 0 of an IDX file")
        #expect(Self.sentence([0, 0, 0x0A, 1]) == "x, byte 2: 0xa is no element type of IDX")
        for rank: UInt8 in [0, 9, 255] {
            #expect(Self.sentence([0, 0, 8, rank]) == "x, byte 3: \(rank) axes: a tensor from a file has 1 to 8")
        }
        #expect(
            Self.sentence(idx(8, [2, 0xFFFF_FFFE], [])) == "x, byte 8: axis 1 has the negative length -2")
    }

    @Test(
        "refuses lengths that no file can hold before taking memory",
        arguments: [
            [0x7FFF_FFFF, 0x7FFF_FFFF, 0x7FFF_FFFF], [0x7FFF_FFFF, 0x7FFF_FFFF, 0],
            [UInt32](repeating: 1 << 16, count: 8),
        ])
    func huge(lengths: [UInt32]) {
        #expect(
            Self.sentence(idx(0x0E, lengths, [0])) == "x, byte 4: \(lengths) has more elements than a file can hold")
        #expect(
            Self.sentence(idx(0x0E, [0x7FFF_FFFF, 4], [0]))
                == "x, byte 13: ends after 1 of the 68719476704 bytes that [2147483647, 4] needs")
    }

    @Test("random damage gives an error or an array, never a crash")
    func flips() throws {
        var generator = RandomGenerator(seed: 5)
        var refused = 0
        for _ in 0..<500 {
            var bytes = Self.images
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] ^=
                    1 << UInt8.random(in: 0..<8, using: &generator)
            }
            do {
                let array = try IDX(bytes)
                #expect(array.tensor.count == array.shape.reduce(1, *))
            } catch {
                #expect(error.file == "IDX data")
                refused += 1
            }
        }
        #expect((100..<500).contains(refused))
    }

    // MARK: Files

    @Test("unpacks gzip by its contents, whatever the name and the optional fields of the header")
    func gzip() throws {
        let folder = try TemporaryFolder()
        for fields in (0..<32).map(GzipFields.init(rawValue:)) {
            let file = try folder.file("images-idx3-ubyte", gzipped(Self.images, fields))
            #expect(try IDX(contentsOf: file).tensor.flattened()[6].item() == 250)
        }
        let plain = try folder.file("images.gz", Self.images)
        #expect(try IDX(contentsOf: plain).shape == [2, 2, 3])
    }

    @Test("a gzip file that is cut off anywhere gives an error that names it")
    func truncatedGzip() throws {
        let folder = try TemporaryFolder()
        let packed = gzipped(Self.images, [.name, .extra])
        for length in 0..<packed.count {
            let file = try folder.file("x.gz", Array(packed[..<length]))
            let error = #expect(throws: FileError.self) { try IDX(contentsOf: file) }
            #expect(error?.file == file.path && error?.place == .offset(length))
        }
    }

    @Test("random damage of a gzip file gives an error or the same array")
    func gzipFlips() throws {
        let folder = try TemporaryFolder()
        let packed = gzipped(Self.images, [.name, .extra, .checksum])
        var generator = RandomGenerator(seed: 6)
        var refused = 0
        for _ in 0..<300 {
            var bytes = packed
            bytes[Int.random(in: 0..<bytes.count, using: &generator)] ^= UInt8.random(in: 1...255, using: &generator)
            let file = try folder.file("x", bytes)
            do {
                #expect(try IDX(contentsOf: file).tensor.flattened()[11].item() == 255)
            } catch {
                #expect(error.file == file.path)
                refused += 1
            }
        }
        #expect((200..<300).contains(refused))
    }

    @Test("takes no more into memory than the limit, packed or unpacked")
    func limit() throws {
        let folder = try TemporaryFolder()
        let plain = try folder.file("plain", [UInt8](repeating: 0, count: 1001))
        let packed = try folder.file(
            "packed", gzipped([UInt8](repeating: 0, count: 500)) + gzipped([UInt8](repeating: 0, count: 501)))
        for file in [plain, packed] { #expect(try contents(of: file, limit: 1100).count == 1001) }
        var error = #expect(throws: FileError.self) { try contents(of: plain, limit: 1000) }
        #expect(error?.message == "has more than 1000 bytes")
        let twice = try folder.file("twice", gzipped([UInt8](repeating: 0, count: 500)) + GunzipTests.bomb)
        error = #expect(throws: FileError.self) { try contents(of: twice, limit: 3000) }
        #expect(error?.message == "unpacks to more than 3000 bytes")
    }

    @Test("refuses what is no file")
    func noFile() throws {
        let folder = try TemporaryFolder()
        for place in [folder.url, folder.url.appendingPathComponent("absent"), URL(fileURLWithPath: "/dev/zero")] {
            let error = #expect(throws: FileError.self) { try IDX(contentsOf: place) }
            #expect(error?.kind == .unreadable && error?.file == place.path)
        }
    }

    // MARK: Samples

    @Test("a pair of files is samples: bytes as they are, labels as int64")
    func pair() throws {
        let folder = try TemporaryFolder()
        let samples = try Samples(
            images: folder.file("images", Self.images), labels: folder.file("labels", gzipped(Self.labels)))
        #expect(samples.inputs.shape == [2, 2, 3] && samples.inputs.dtype == .float32)
        #expect(samples.inputs.asArray(Float.self) == [0, 1, 2, 3, 4, 5, 250, 251, 252, 253, 254, 255])
        #expect(samples.targets.dtype == .int64 && samples.targets.asArray(Int.self) == [7, 2])
        #expect(samples.classCount == 8)
    }

    @Test("files in each other's place, and of different counts, are refused")
    func mislabelled() throws {
        let folder = try TemporaryFolder()
        let (images, labels) = (try folder.file("images", Self.images), try folder.file("labels", Self.labels))
        func sentence(_ images: URL, _ labels: URL) -> String? {
            #expect(throws: FileError.self) { try Samples(images: images, labels: labels) }?.description
        }
        #expect(
            sentence(labels, images)
                == "\(labels.path), byte 3: [2] is not [images, rows, columns]: is it a file of labels?")
        #expect(
            sentence(images, images)
                == "\(images.path), byte 2: uint8 [2, 2, 3] is not one integer for each image: is it a file of images?")
        let floats = try folder.file("floats", idx(0x0D, [2], [UInt8](repeating: 0, count: 8)))
        #expect(
            sentence(images, floats)
                == "\(floats.path), byte 2: float32 [2] is not one integer for each image: is it a file of images?")
        let three = try folder.file("three", idx(0x08, [3], [0, 1, 2]))
        #expect(sentence(images, three) == "\(three.path), byte 4: 3 labels do not go with the 2 images of images")
    }

    @Test("the four files of MNIST are found under their names, packed or not, and scaled to 0…1")
    func mnist() throws {
        let folder = try TemporaryFolder()
        _ = try folder.file("train-images-idx3-ubyte", Self.images)
        _ = try folder.file("train-labels-idx1-ubyte.gz", gzipped(Self.labels))
        _ = try folder.file("t10k-images.idx3-ubyte", idx(0x08, [1, 1, 2], [0, 51]))
        _ = try folder.file("t10k-labels.idx1-ubyte.gz", gzipped(idx(0x08, [1], [24])))
        let (train, test) = try Samples.mnist(folder.url)
        #expect(train.inputs.shape == [2, 2, 3] && train.inputs[1, 1, 2].item() == 1)
        #expect(train.targets.asArray(Int.self) == [7, 2] && test.targets.asArray(Int.self) == [24])
        #expect(test.inputs.asArray(Float.self) == [0, 0.2])
    }

    @Test("where a file of MNIST is absent, the error says which, and where to get it")
    func absent() throws {
        let folder = try TemporaryFolder()
        _ = try folder.file("train-images-idx3-ubyte", Self.images)
        let error = #expect(throws: FileError.self) { try Samples.mnist(folder.url) }
        #expect(error?.kind == .unreadable && error?.file == folder.url.path)
        for part in [
            "train-labels-idx1-ubyte,", "train-labels-idx1-ubyte.gz", "https://ossci-datasets.s3.amazonaws.com/mnist/",
        ] {
            #expect(error?.message.contains(part) == true)
        }
    }
}
