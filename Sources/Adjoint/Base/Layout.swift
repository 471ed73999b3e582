import AdjointRuntime

/// Where the elements of a tensor lie in its storage: a stride, in elements, for each axis.
///
/// Immutable and shared: the result of an elementwise operation has its operand's layout object, and results of the
/// same shape have mostly the same object.
final class Layout: Lasting, @unchecked Sendable {
    // Unchecked for `transposed` only; everything else is constant.

    /// The layout of `matrixTransposed`, once somebody asked for it: whichever thread comes first publishes it. The
    /// first of the properties, as it is accessed through `publishedPointer` and nowhere else.
    @exclusivity(unchecked) private var transposed: UnsafeMutableRawPointer?
    let shape: [Int]
    let strides: [Int]
    let count: Int
    /// Row-major, without gaps.
    let isContiguous: Bool
    let isPermanent: Bool

    /// The layout of every rank-0 tensor.
    static let scalar = Layout(shape: [], isPermanent: true)

    static let maximumRank = 8

    /// The layout of every tensor that stands for a result that there is not: see `Tensor.standIn`.
    static let standIn = Layout(shape: [Int](repeating: 1, count: maximumRank), isPermanent: true)

    init(shape: [Int], strides: [Int], isPermanent: Bool = false) {
        self.shape = shape
        self.isPermanent = isPermanent
        self.strides = strides
        count = shape.reduce(1, *)
        isContiguous = count <= 1 || Self.areContiguous(strides, shape)
    }

    /// The row-major layout of a shape.
    convenience init(shape: [Int], isPermanent: Bool = false) {
        self.init(shape: shape, strides: Self.rowMajorStrides(shape), isPermanent: isPermanent)
    }

    deinit {
        if let transposed = adj_pointer_load(publishedPointer(of: self)) {
            Unmanaged<Layout>.fromOpaque(transposed).release()
        }
    }

    var rank: Int { shape.count }

    /// With the last two axes of at least two exchanged.
    var matrixTransposed: Layout {
        Self.published(at: publishedPointer(of: self)) {
            var (shape, strides) = (shape, strides)
            shape.swapAt(rank - 2, rank - 1)
            strides.swapAt(rank - 2, rank - 1)
            return Self.areContiguous(strides, shape)
                ? .rowMajor(shape)
                : Layout(shape: shape, strides: strides, isPermanent: isPermanent)
        }
    }

    /// The layout at an address; if there is none, the one that is made now, which stays.
    private static func published(
        at slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>, _ make: () -> Layout
    ) -> Layout {
        if let known = adj_pointer_load(slot) { return Unmanaged<Layout>.fromOpaque(known).takeUnretainedValue() }
        let made = make()
        let reference = Unmanaged.passRetained(made)
        if adj_pointer_publish(slot, reference.toOpaque()) { return made }
        reference.release()
        return adj_pointer_load(slot).map { Unmanaged<Layout>.fromOpaque($0).takeUnretainedValue() } ?? made
    }

    // MARK: Layouts of results

    /// Row-major layouts that were asked for, by the hash of the shape: the first for each slot, for good. A program
    /// works with few shapes. Unsafe, as a pointer is not `Sendable`: this one never changes, and what it points to is
    /// published atomically.
    nonisolated(unsafe) private static let slots = {
        let slots = UnsafeMutablePointer<UnsafeMutableRawPointer?>.allocate(capacity: 1 << slotBits)
        slots.initialize(repeating: nil, count: 1 << slotBits)
        return slots
    }()
    private static let slotBits = 9

    /// The row-major layout of a shape: mostly one that was made before.
    static func rowMajor(_ shape: [Int]) -> Layout {
        if shape.isEmpty { return scalar }
        var hash = UInt(bitPattern: shape.count)
        for length in shape { hash = (hash ^ UInt(bitPattern: length)) &* 0x9E37_79B9_7F4A_7C15 }
        let slot = slots + Int(hash >> (UInt.bitWidth - slotBits))
        let known = published(at: slot) { Layout(shape: shape, isPermanent: true) }
        return known.shape == shape ? known : Layout(shape: shape)
    }

    static func rowMajorStrides(_ shape: [Int]) -> [Int] {
        var strides = [Int](repeating: 1, count: shape.count)
        var step = 1
        for axis in shape.indices.reversed() {
            strides[axis] = step
            step *= max(shape[axis], 1)
        }
        return strides
    }

    private static func areContiguous(_ strides: [Int], _ shape: [Int]) -> Bool {
        var expected = 1
        for axis in shape.indices.reversed() where shape[axis] != 1 {
            if strides[axis] != expected { return false }
            expected *= shape[axis]
        }
        return true
    }

    /// Whether another layout shows elements at the same places.
    @inline(__always)
    func isSame(as other: Layout) -> Bool { self === other || shape == other.shape && strides == other.strides }

    /// Whether a result of this shape and another's has the other's shape.
    func broadcasts(to other: Layout) -> Bool {
        let shift = other.rank - rank
        return shift >= 0 && shape.indices.allSatisfy { shape[$0] == 1 || shape[$0] == other.shape[$0 + shift] }
    }

    /// The strides with which this layout is read as `shape`, which it broadcasts to: 0 along every repeated axis.
    func strides(broadcastTo target: [Int]) -> [Int] {
        if shape == target { return strides }
        var result = [Int](repeating: 0, count: target.count)
        let shift = target.count - rank
        for axis in 0..<rank where shape[axis] != 1 || target[axis + shift] == 1 {
            result[axis + shift] = strides[axis]
        }
        return result
    }

    /// The strides that show the same elements, in the same order, as `newShape`; nil where only a copy can.
    func strides(reshapedTo newShape: [Int]) -> [Int]? {
        if isContiguous || count == 0 { return Self.rowMajorStrides(newShape) }
        // Axes that lie behind one another in memory form a block; each block must be split by itself.
        var result = [Int](repeating: 1, count: newShape.count)
        var target = newShape.count - 1
        var axis = rank - 1
        while axis >= 0 {
            if shape[axis] == 1 {
                axis -= 1
                continue
            }
            var block = shape[axis]
            let step = strides[axis]
            var outermost = axis
            while outermost > 0,
                shape[outermost - 1] == 1 || strides[outermost - 1] == step * block
            {
                block *= shape[outermost - 1]
                outermost -= 1
            }
            var filled = 1
            while target >= 0, filled < block || newShape[target] == 1 {
                result[target] = step * filled
                filled *= newShape[target]
                target -= 1
            }
            if filled != block { return nil }
            axis = outermost - 1
        }
        return result
    }
}

/// The shape that two shapes broadcast to, by NumPy's rule: aligned at the last axis, each pair of lengths equal or one
/// of them 1; nil where they do not.
func broadcast(_ a: [Int], _ b: [Int]) -> [Int]? {
    if a == b { return a }
    var result = a.count >= b.count ? a : b
    let shift = result.count - min(a.count, b.count)
    let shorter = a.count >= b.count ? b : a
    for axis in shorter.indices {
        let (x, y) = (result[axis + shift], shorter[axis])
        if x == y || y == 1 { continue }
        guard x == 1 else { return nil }
        result[axis + shift] = y
    }
    return result
}

extension Sequence<Int> {
    /// The product of lengths, at least 0; `Int.max` where it is more. For counts of what is not known to exist.
    package var boundedProduct: Int {
        var product = 1
        for length in self {
            if length <= 0 { return 0 }
            let (next, overflow) = product.multipliedReportingOverflow(by: length)
            product = overflow ? .max : next
        }
        return product
    }
}

/// The number of elements of a shape, or nil where it is negative somewhere or its bytes would not fit in an `Int`.
func checkedCount(_ shape: [Int]) -> Int? {
    // An empty axis does not excuse absurd ones: strides are products of the others.
    var product = 1
    for length in shape {
        guard length >= 0 else { return nil }
        let (next, overflow) = product.multipliedReportingOverflow(by: max(length, 1))
        guard !overflow, next <= Int.max / 16 else { return nil }
        product = next
    }
    return shape.contains(0) ? 0 : product
}
