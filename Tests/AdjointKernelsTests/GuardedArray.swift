import AdjointKernels

/// An array whose neighbouring bytes tell when somebody writes beyond its ends, placed any number of elements
/// away from a multiple of 64 bytes.
final class GuardedArray<Element: BitwiseCopyable> {
    let count: Int
    private let base: UnsafeMutableRawPointer
    private let offset: Int
    private static var margin: Int { 128 }
    private static var canary: UInt8 { 0xA5 }

    init(_ values: [Element], shift: Int = 0) {
        count = values.count
        offset = Self.margin + shift * MemoryLayout<Element>.stride
        let bytes = offset + count * MemoryLayout<Element>.stride + Self.margin
        base = .allocate(byteCount: bytes, alignment: 64)
        base.initializeMemory(as: UInt8.self, repeating: Self.canary, count: bytes)
        values.withUnsafeBytes {
            if let source = $0.baseAddress { (base + offset).copyMemory(from: source, byteCount: $0.count) }
        }
    }

    deinit { base.deallocate() }

    var pointer: UnsafeMutablePointer<Element> { (base + offset).assumingMemoryBound(to: Element.self) }
    var raw: UnsafeMutableRawPointer { base + offset }
    var values: [Element] { Array(UnsafeBufferPointer(start: pointer, count: count)) }

    /// Whether every byte before and after the elements is as it was.
    var isIntact: Bool {
        let end = offset + count * MemoryLayout<Element>.stride
        let bytes = UnsafeRawBufferPointer(start: base, count: end + Self.margin)
        return bytes[..<offset].allSatisfy { $0 == Self.canary } && bytes[end...].allSatisfy { $0 == Self.canary }
    }
}

/// Equal bits, any NaN counting as any other.
func same<T: BinaryFloatingPoint>(_ a: T, _ b: T) -> Bool {
    a.isNaN ? b.isNaN : a == b && a.sign == b.sign
}

func same<T: FixedWidthInteger>(_ a: T, _ b: T) -> Bool { a == b }

/// Values for tests: a fixed sequence (xorshift).
struct TestSequence: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}

func run(
    _ kernel: adj_kernel, _ out: UnsafeMutableRawPointer, _ inputs: [UnsafeMutableRawPointer], broadcast: UInt32 = 0,
    n: Int
) {
    let pointers = inputs.map { UnsafeRawPointer($0) as UnsafeRawPointer? }
    pointers.withUnsafeBufferPointer { kernel(out, $0.baseAddress, broadcast, n) }
}
