import Adjoint

/// An array as a plain list of numbers in row-major order: what the tests write NumPy's rules down with, in index
/// arithmetic and loops alone.
struct ArrayModel: Equatable, Sendable {
    var shape: [Int]
    var elements: [Double]

    init(shape: [Int], elements: [Double]) {
        self.shape = shape
        self.elements = elements
        precondition(shape.reduce(1, *) == elements.count)
    }

    /// The array with the given element at each index.
    init(shape: [Int], at element: ([Int]) -> Double) {
        self.init(shape: shape, elements: Self.indices(of: shape).map(element))
    }

    /// 0, 1, 2, …
    init(counting shape: [Int]) { self.init(shape: shape, elements: (0..<shape.reduce(1, *)).map(Double.init)) }

    init(_ x: Tensor) { self.init(shape: x.shape, elements: x.asArray(Double.self)) }

    func tensor(_ dtype: DType = .float32) -> Tensor { Tensor(elements, shape: shape).cast(to: dtype) }

    subscript(_ index: [Int]) -> Double {
        get { elements[position(index)] }
        set { elements[position(index)] = newValue }
    }

    private func position(_ index: [Int]) -> Int { zip(index, shape).reduce(0) { $0 * $1.1 + $1.0 } }

    /// All indices of a shape in row-major order.
    static func indices(of shape: [Int]) -> [[Int]] {
        shape.reduce([[]]) { prefixes, length in prefixes.flatMap { prefix in (0..<length).map { prefix + [$0] } } }
    }

    /// The element that an index of a shape which this array broadcasts to shows.
    func broadcast(at index: [Int]) -> Double {
        self[zip(index.suffix(shape.count), shape).map { $1 == 1 ? 0 : $0 }]
    }

    /// NumPy's rule, with shapes filled up with ones from the left.
    static func broadcast(_ a: [Int], _ b: [Int]) -> [Int]? {
        let rank = max(a.count, b.count)
        let filled = [a, b].map { [Int](repeating: 1, count: rank - $0.count) + $0 }
        let pairs = Array(zip(filled[0], filled[1]))
        guard pairs.allSatisfy({ $0 == $1 || $0 == 1 || $1 == 1 }) else { return nil }
        return pairs.map { $0 == 1 ? $1 : $0 }
    }

    /// f of every pair of elements of two arrays that broadcast.
    static func zipped(_ a: ArrayModel, _ b: ArrayModel, _ f: (Double, Double) -> Double) -> ArrayModel {
        ArrayModel(shape: broadcast(a.shape, b.shape)!) { f(a.broadcast(at: $0), b.broadcast(at: $0)) }
    }

    /// The elements along sorted axes, for each index of the others, in row-major order; reduced axes stay at length 1.
    func lines(along axes: [Int]) -> (shape: [Int], lines: [[Double]]) {
        let kept = shape.indices.map { axes.contains($0) ? 1 : shape[$0] }
        let inner = Self.indices(of: axes.map { shape[$0] })
        let lines = Self.indices(of: kept).map { outer in
            inner.map { positions in
                var index = outer
                for (axis, position) in zip(axes, positions) { index[axis] = position }
                return self[index]
            }
        }
        return (kept, lines)
    }

    /// Equal in shape and elements, where NaN equals NaN and signs of zero count.
    func isIdentical(to x: Tensor) -> Bool {
        shape == x.shape
            && zip(elements, x.asArray(Double.self)).allSatisfy {
                ($0.isNaN && $1.isNaN) || $0.bitPattern == $1.bitPattern
            }
    }
}

/// The tensor's values again, in each kind of layout a tensor can have.
func layouts(of x: Tensor) -> [(name: String, tensor: Tensor)] {
    let copy = Tensor(values: x)
    var result = [("contiguous", copy)]
    if x.rank > 1 {
        let axes = Array((0..<x.rank).reversed())
        result.append(("transposed", Tensor(values: copy.transposed(axes)).transposed(axes)))
    }
    guard x.rank > 0 else { return result }
    let spread = x.shape.map { 2 * $0 + 1 }
    let odd = (0..<x.rank).map { _ in IndexTerm.stride(from: 1, by: 2) }
    let frame = Tensor.full(spread, 0, dtype: x.dtype)
    assign(copy, to: frame, at: odd)
    result.append(("every second", part(of: frame, at: odd)))
    result.append(("reversed", Tensor(values: copy.flipped()).flipped()))
    let longer = [x.shape[0] + 2] + x.shape.dropFirst()
    let shifted = Tensor.full(longer, 0, dtype: x.dtype)
    shifted[1..<(x.shape[0] + 1)] = copy
    result.append(("with an offset", shifted[1..<(x.shape[0] + 1)]))
    return result
}

/// A subscript cannot be given a list of indices, so each rank is written out.
private func part(of x: Tensor, at terms: [IndexTerm]) -> Tensor {
    switch terms.count {
    case 1: x[terms[0]]
    case 2: x[terms[0], terms[1]]
    case 3: x[terms[0], terms[1], terms[2]]
    default: x[terms[0], terms[1], terms[2], terms[3]]
    }
}

private func assign(_ value: Tensor, to x: Tensor, at terms: [IndexTerm]) {
    switch terms.count {
    case 1: x[terms[0]] = value
    case 2: x[terms[0], terms[1]] = value
    case 3: x[terms[0], terms[1], terms[2]] = value
    default: x[terms[0], terms[1], terms[2], terms[3]] = value
    }
}

extension Tensor {
    /// A row-major copy in storage of its own.
    convenience init(values x: Tensor) {
        switch x.dtype {
        case .float32: self.init(x.asArray(Float.self), shape: x.shape)
        case .float64: self.init(x.asArray(Double.self), shape: x.shape)
        case .int32: self.init(x.asArray(Int32.self), shape: x.shape)
        case .int64: self.init(x.asArray(Int64.self), shape: x.shape)
        case .bool: self.init(x.asArray(Bool.self), shape: x.shape)
        case .float16, .bfloat16: preconditionFailure("storage types have no Swift type")
        }
    }

    /// The bits of every element, in row-major order.
    var elementBits: [UInt64] {
        dtype == .float64
            ? asArray(Double.self).map(\.bitPattern)
            : dtype == .int64
                ? asArray(Int64.self).map { UInt64(bitPattern: $0) } : asArray(Float.self).map { UInt64($0.bitPattern) }
    }
}

/// Every subset of the axes of a rank.
func axisSubsets(_ rank: Int) -> [[Int]] { (0..<(1 << rank)).map { mask in (0..<rank).filter { mask >> $0 & 1 == 1 } } }

extension BinaryFloatingPoint {
    /// How many numbers of this type lie between two values: 0 where both are NaN, or equal.
    func ulps(from reference: Self) -> Double {
        if isNaN && reference.isNaN || self == reference { return 0 }
        guard isFinite, reference.isFinite else { return .infinity }
        return Double(Swift.abs(self - reference) / Swift.max(reference.ulp, Self.leastNonzeroMagnitude))
    }
}
