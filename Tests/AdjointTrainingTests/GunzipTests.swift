import Adjoint
import AdjointTraining
import Foundation
import Testing

@Suite("gunzip")
struct GunzipTests {
    static let text = Array("Thirteen thin thinkers think thirteen thoughts.\n".utf8)
    /// `text`, packed by Python's gzip module with mtime 0.
    static let packed = bytes("H4sIAAAAAAAC/wvJyCwqSU3NUyjJyIQQ2alFxRAGiIRJ5pemZ5QU63EBAEgEJBowAAAA")
    /// The same with the name "thoughts.txt" in the header.
    static let named = bytes(
        "H4sICAAAAAAC/3Rob3VnaHRzLnR4dAALycgsKklNzVMoyciEENmpRcUQBoiESeaXpmeUFOtxAQBIBCQaMAAAAA==")
    /// No bytes at all, packed.
    static let nothing = bytes("H4sIAAAAAAAC/wMAAAAAAAAAAAA=")

    /// 3,000 zeros, packed to 38 bytes.
    static let bomb = bytes("H4sIAAAAAAACA+3BMQEAAADCoPVPbQ0PoAAAgHcDDVuG2rgLAAA=")

    private static func bytes(_ base64: String) -> [UInt8] { [UInt8](Data(base64Encoded: base64)!) }

    /// A member that stores zeros in blocks of deflate that are not compressed: what a large file unpacks to, made by
    /// hand.
    private static func stored(blocks: Int, of size: UInt16, checksum: UInt32) -> [UInt8] {
        var member: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
        for block in 0..<blocks {
            member += [block == blocks - 1 ? 1 : 0, UInt8(size & 255), UInt8(size >> 8)]
            member += [UInt8(~size & 255), UInt8(~size >> 8)] + [UInt8](repeating: 0, count: Int(size))
        }
        let length = UInt32(blocks) * UInt32(size)
        for word in [checksum, length] { member += (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
        return member
    }

    @Test("unpacks a member, with or without a name, and an empty one", arguments: [packed, named])
    func valid(packed: [UInt8]) throws {
        #expect(try gunzip(packed) == Self.text)
        #expect(try gunzip(Self.nothing) == [])
    }

    @Test("unpacks several members, one behind the other")
    func members() throws {
        #expect(try gunzip(Self.packed + Self.nothing + Self.named) == Self.text + Self.text)
        #expect(try gunzip(Self.nothing + Self.nothing) == [])
    }

    @Test("unpacks more than fits its buffers")
    func large() throws {
        let member = Self.stored(blocks: 40, of: 65_535, checksum: 0x1DAD_D1C7)
        let unpacked = try gunzip(member)
        #expect(unpacked.count == 40 * 65_535 && !unpacked.contains { $0 != 0 })
    }

    @Test("says where data that is cut off ends, at every length")
    func truncated() {
        for length in 0..<Self.named.count {
            let error = #expect(throws: FileError.self) { try gunzip(Array(Self.named[..<length])) }
            #expect(error?.description == "gzip data, byte \(length): the gzip data ends in the middle")
        }
    }

    @Test("a second member that is cut off is an error too, except where nothing is left of it")
    func truncatedSecond() throws {
        let both = Self.packed + Self.packed
        for length in Self.packed.count + 1..<both.count {
            let error = #expect(throws: FileError.self) { try gunzip(Array(both[..<length])) }
            #expect(error?.place == .offset(length) && error?.message == "the gzip data ends in the middle")
        }
        #expect(try gunzip(Array(both[..<Self.packed.count])) == Self.text)
    }

    @Test("no change of one byte gives other bytes: either an error, or it did not matter")
    func changedByte() throws {
        for position in Self.named.indices {
            for mask in UInt8(1)...255 {
                var changed = Self.named
                changed[position] ^= mask
                do {
                    #expect(try gunzip(changed) == Self.text, "byte \(position) ^ \(mask)")
                } catch {
                    #expect(error.kind == .malformed && error.place != nil)
                }
            }
        }
    }

    @Test("a wrong checksum or length is damage, not a cut", arguments: 1...8)
    func trailer(fromEnd: Int) {
        var changed = Self.packed
        changed[changed.count - fromEnd] ^= 1
        let error = #expect(throws: FileError.self) { try gunzip(changed) }
        #expect(error?.message == "the gzip data is damaged")
    }

    @Test(
        "what follows the last member must be a member", arguments: [[0], [0x1F], [0x1F, 0x8B], Array("garbage".utf8)])
    func trailingGarbage(garbage: [UInt8]) {
        #expect(throws: FileError.self) { try gunzip(Self.packed + garbage) }
    }

    @Test("data that is no gzip is refused", arguments: [Array("plain text".utf8), [0x78, 0x9C, 3, 0, 0, 0, 0, 1]])
    func foreign(data: [UInt8]) {
        let error = #expect(throws: FileError.self) { try gunzip(data, source: "weights.gz") }
        #expect(error?.file == "weights.gz")
        #expect(error?.message == "the gzip data is damaged")
    }

    @Test("the limit is exact, over all members")
    func limit() throws {
        let twice = Self.packed + Self.packed
        #expect(try gunzip(twice, limit: 96).count == 96)
        let error = #expect(throws: FileError.self) { try gunzip(twice, limit: 95) }
        #expect(error?.description == "gzip data: unpacks to more than 95 bytes")
        #expect(throws: FileError.self) { try gunzip(Self.packed, limit: 0) }
        #expect(try gunzip(Self.nothing, limit: 0) == [])
    }
}
