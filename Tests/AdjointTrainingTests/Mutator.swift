import Foundation

/// Damages files: as bytes, and as the structures that they are. The same seed gives the same damage.
struct Mutator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// SplitMix64.
    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
        return bits ^ bits >> 31
    }

    /// 0..<count, where count is at least 1.
    mutating func pick(_ count: Int) -> Int { Int(next() % UInt64(max(count, 1))) }

    private mutating func pick<Element>(of elements: [Element]) -> Element { elements[pick(elements.count)] }

    // MARK: Bytes

    private static let words: [UInt64] = [
        0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 1 << 31 - 1, 1 << 31, 1 << 32 - 1, 1 << 53, 1 << 62,
        UInt64(Int64.max), 1 << 63, .max, Double.nan.bitPattern, Double.infinity.bitPattern, (-1.0).bitPattern,
    ]

    /// One to three changes of bytes.
    mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0...pick(3) { damage(&bytes) }
        return bytes
    }

    private mutating func damage(_ bytes: inout [UInt8]) {
        if bytes.isEmpty { return bytes.append(UInt8(pick(256))) }
        let place = pick(bytes.count)
        let length = pick(min(bytes.count - place, 1 << pick(8)) + 1)
        switch pick(9) {
        case 0: bytes.removeSubrange(place...)
        case 1: bytes[place] ^= 1 << UInt8(pick(8))
        case 2: bytes[place] = UInt8(pick(256))
        case 3: bytes.removeSubrange(place..<place + length)
        case 4: bytes.insert(contentsOf: bytes[place..<place + length], at: pick(bytes.count))
        case 5:  // exchanged places
            let part = Array(bytes[place..<place + length])
            bytes.removeSubrange(place..<place + length)
            bytes.insert(contentsOf: part, at: pick(bytes.count + 1))
        case 6:  // a number of 1 to 8 bytes, in either order
            let word = pick(of: Self.words)
            let size = 1 << pick(4)
            var number = (0..<size).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) }
            if pick(2) == 0 { number.reverse() }
            for (offset, byte) in number.enumerated() where place + offset < bytes.count {
                bytes[place + offset] = byte
            }
        case 7: bytes.insert(contentsOf: (0..<length).map { _ in UInt8(pick(256)) }, at: place)
        default: bytes += (0..<1 + pick(9)).map { _ in UInt8(pick(256)) }
        }
    }

    // MARK: Text with numbers, names and brackets

    private static let numbers = [
        "0", "-1", "1", "-0.0", "2147483648", "4294967296", "9007199254740993", "9223372036854775807",
        "-9223372036854775808", "18446744073709551615", "9223372036854775808", "1e999", "-1e999", "1e-400", "0.5",
        "NaN",
        "\"nan\"", "\"inf\"", "null", "true", "[]", "{}", "\"\"", "1e308", "123456789012345678901234567890", "3",
        "100000000",
    ]

    /// One or two changes of a text such as JSON or CSV: numbers replaced by extreme ones, strings emptied, doubled,
    /// renamed or exchanged, parts between commas removed or repeated; now and then, bytes.
    mutating func damaged(text: [UInt8]) -> [UInt8] {
        var text = text
        for _ in 0...pick(2) {
            switch pick(8) {
            case 0, 1, 2:
                replace(in: &text, Self.isOfNumber) { mutator, _ in Array(mutator.pick(of: Self.numbers).utf8) }
            case 3:
                replace(in: &text, Self.isOfName) { mutator, name in
                    var name = Array(name)
                    switch mutator.pick(4) {
                    case 0: return []
                    case 1: return name + name
                    case 2: return Array("\u{301}é\\u0000".utf8)
                    default:
                        if !name.isEmpty { name[mutator.pick(name.count)] = UInt8(97 + mutator.pick(26)) }
                        return name
                    }
                }
            case 4, 5: changePart(of: &text)
            case 6: exchangeParts(of: &text)
            default: damage(&text)
            }
        }
        return text
    }

    private static func isOfNumber(_ byte: UInt8) -> Bool {
        48...57 ~= byte || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    private static func isOfName(_ byte: UInt8) -> Bool { 97...122 ~= byte || 65...90 ~= byte || byte == 95 }

    /// Replaces one run of bytes of a kind.
    private mutating func replace(
        in text: inout [UInt8], _ isOfKind: (UInt8) -> Bool, by change: (inout Mutator, ArraySlice<UInt8>) -> [UInt8]
    ) {
        guard let range = run(in: text, isOfKind) else { return }
        text.replaceSubrange(range, with: change(&self, text[range]))
    }

    /// The first run of bytes of a kind after a random place.
    private mutating func run(in text: [UInt8], _ isOfKind: (UInt8) -> Bool) -> Range<Int>? {
        guard !text.isEmpty else { return nil }
        let start = pick(text.count)
        guard var first = text[start...].firstIndex(where: isOfKind) ?? text.firstIndex(where: isOfKind) else {
            return nil
        }
        while first > 0, isOfKind(text[first - 1]) { first -= 1 }
        let end = text[first...].firstIndex { !isOfKind($0) } ?? text.count
        return first..<end
    }

    private static func isOfPart(_ byte: UInt8) -> Bool {
        ![UInt8(ascii: ","), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"), 10].contains(
            byte)
    }

    /// Removes, repeats or moves a part between commas and brackets.
    private mutating func changePart(of text: inout [UInt8]) {
        guard let range = run(in: text, Self.isOfPart) else { return }
        let part = Array(text[range])
        switch pick(3) {
        case 0: text.removeSubrange(range)
        case 1: text.insert(contentsOf: part + [UInt8(ascii: ",")], at: range.lowerBound)
        default:
            guard let other = run(in: text, Self.isOfPart) else { return }
            text.replaceSubrange(other, with: part)
        }
    }

    private mutating func exchangeParts(of text: inout [UInt8]) {
        guard let a = run(in: text, Self.isOfNumber), let b = run(in: text, Self.isOfNumber),
            a.upperBound <= b.lowerBound
        else { return }
        let (first, second) = (Array(text[a]), Array(text[b]))
        text.replaceSubrange(b, with: first)
        text.replaceSubrange(a, with: second)
    }
}
