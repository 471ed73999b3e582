import Foundation

/// Draws the arguments of a call, most of them right in some calls and most of them wrong in others, and writes them
/// down.
///
/// The same seed draws the same arguments: a call that failed can be made again.
final class Draw {
    private var bits: UInt64
    /// Of a hundred values how many are absurd.
    private let absurd: Int
    private var depth = 0
    /// Where temporary files of this call lie.
    let folder: URL

    init(seed: UInt64, folder: URL) {
        bits = seed
        absurd = [5, 15, 40][Int(seed % 3)]
        self.folder = folder
    }

    /// SplitMix64, not the library's generator, which may be what is wrong.
    func next() -> UInt64 {
        bits &+= 0x9E37_79B9_7F4A_7C15
        var mixed = bits
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }
    func chance(_ percent: Int) -> Bool { below(100) < percent }
    func one<Value>(_ choices: [Value]) -> Value { choices[below(choices.count)] }
    /// Whether the next value is to be absurd; what a receiver is made of is more often right.
    var isAbsurd: Bool { chance(depth == 0 ? absurd : absurd / 4) }

    // MARK: Notes

    /// Values between `open` and `close` make up one value.
    func open(_ name: String, _ type: String) {
        note(name, type + "(")
        depth += 1
    }

    func close() {
        depth -= 1
        Journal.write(") ")
    }

    /// Whether values in values in values are to end.
    var isDeep: Bool { depth > 3 }

    /// The arguments are complete.
    func ready() { Journal.write("| ") }

    func note(_ name: String, _ value: String) { Journal.write(name.isEmpty ? "\(value) " : "\(name): \(value) ") }

    private func noted<Value>(_ name: String, _ value: Value) -> Value {
        note(name, "\(value)")
        return value
    }

    // MARK: Numbers and text

    func int(_ name: String) -> Int {
        noted(
            name,
            isAbsurd
                ? one([.max, .min, -1, -2, 0, .max - 1, .min + 1, 1 << 31, 1 << 40, 1 << 62, -(1 << 40), 9, 70])
                : one([0, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 8]))
    }

    func double(_ name: String) -> Double { noted(name, number()) }

    private func number() -> Double {
        isAbsurd
            ? one([
                .nan, .infinity, -.infinity, -1, 0, -0.0, 1e308, -1e308, .leastNonzeroMagnitude, 1e-300, 1e20, -1e20,
                .greatestFiniteMagnitude, 2, 9.3e18,
            ]) : one([0.5, 0.1, 0.9, 0.01, 1, 0.25, 2, 0, 0.999, 1e-8, 3])
    }

    func float(_ name: String) -> Float { noted(name, Float(number())) }
    func bool(_ name: String) -> Bool { noted(name, chance(50)) }
    func unsigned(_ name: String) -> UInt64 { noted(name, isAbsurd ? one([0, .max, .max - 1, 1 << 63]) : next()) }
    func byte(_ name: String) -> UInt8 { noted(name, UInt8(below(256))) }
    func character(_ name: String) -> Character { noted(name, one([",", ";", "\t", "\n", "\"", "é", "0", " "])) }

    func string(_ name: String) -> String {
        let word = one([
            "loss", "accuracy", "validation loss", "weight", "layers.0.weight", "a", "x", "",
            "kind", "units", "rate", "a name\nof two lines", "\u{0}", "<&\">", "é\u{301}", "*", "../..", "%s%d",
            String(repeating: "long ", count: 300),
        ])
        note(name, word.count > 30 ? "long text" : word.debugDescription)
        return word
    }

    func bytes(_ name: String) -> [UInt8] {
        let start: [UInt8] = one([[], [0, 0, 8, 1], [0, 0, 13, 3, 0x7f, 0xff, 0xff, 0xff], [0x1f, 0x8b, 8, 0]])
        let bytes = start + (0..<below(40)).map { _ in chance(50) ? 0 : UInt8(below(256)) }
        note(name, "\(bytes)")
        return bytes
    }

    func data(_ name: String) -> Data { Data(bytes(name)) }

    // MARK: Ranges, a Swift range's own conditions kept

    private func ordered(_ first: Double, _ second: Double) -> (Double, Double) {
        let (first, second) = (first.isNaN ? 0 : first, second.isNaN ? 1 : second)
        return first <= second ? (first, second) : (second, first)
    }

    func range(_ name: String) -> Range<Double> {
        let (low, high) = ordered(number(), number())
        return noted(name, low..<high)
    }

    func closedRange(_ name: String) -> ClosedRange<Double> {
        let (low, high) = ordered(number(), number())
        return noted(name, low...high)
    }

    func closedRangeOfInt(_ name: String) -> ClosedRange<Int> {
        let (first, second) = (int(""), int(""))
        return noted(name, min(first, second)...max(first, second))
    }

    func rangeOfInt(_ name: String) -> Range<Int> {
        let (first, second) = (int(""), int(""))
        return noted(name, min(first, second)..<max(first, second))
    }

    func rangeFrom(_ name: String) -> PartialRangeFrom<Int> { int(name)... }
    func rangeThrough(_ name: String) -> PartialRangeThrough<Int> { ...int(name) }
    func rangeUpTo(_ name: String) -> PartialRangeUpTo<Int> { ..<int(name) }

    // MARK: Collections

    func optional<Value>(_ name: String, _ make: () -> Value) -> Value? {
        if chance(50) { return make() }
        note(name, "nil")
        return nil
    }

    func array<Value>(_ name: String, _ make: () -> Value) -> [Value] {
        note(name, "[")
        let count = isAbsurd ? one([0, 9, 17]) : one([0, 1, 2, 2, 3, 4])
        let values = (0..<(isDeep ? 1 : count)).map { _ in make() }
        Journal.write("] ")
        return values
    }

    func dictionary<Value>(_ name: String, _ make: () -> Value) -> [String: Value] {
        Dictionary(array(name) { (string(""), make()) }) { first, _ in first }
    }

    /// A file or a folder, which may be there, hold anything, or not be there.
    func file(_ name: String) -> URL {
        let place = one(["file", "missing", "folder", "no/such/folder", "text.csv", "numbers.csv", "é ü", ""])
        let url = folder.appendingPathComponent(place)
        if place == "folder" { try? FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
        let texts = [
            "a,b,c\n1,2,3\n4,5,x\n", "a,b\n1,2\n3,4\n", "\"", "", "{}", "1,2\n3", "a;b\n1;2\n",
        ]
        if place.hasSuffix("csv") { try? Data(one(texts).utf8).write(to: url) }
        if place == "file" { try? data("").write(to: url) }
        note(name, url.lastPathComponent)
        return url
    }
}

/// What the process that watches reads: the call that is being made.
enum Journal {
    static func write(_ text: String) {
        let bytes = Array(text.replacingOccurrences(of: "\n", with: "⏎").utf8)
        _ = bytes.withUnsafeBytes { Foundation.write(1, $0.baseAddress, $0.count) }
    }

    static func end(_ note: String) {
        let bytes = Array((note + "\n").utf8)
        _ = bytes.withUnsafeBytes { Foundation.write(1, $0.baseAddress, $0.count) }
    }
}
