import AdjointKernels

/// What holds elements and computes with them.
///
/// Everything that touches elements of tensors goes through a device: what an operation computes at once (products,
/// windows, moves of elements) is a call of one of these methods, and everything else is a program that the device
/// runs. Operations check shapes, dtypes and positions before.
///
/// **Addresses are the device's own.** The engine gets them from `allocate`, adds distances in bytes to them, and hands
/// them back; it never reads or writes there. Arrays are row-major without gaps where nothing else is said, and results
/// do not overlap operands, except as `run` says.
///
/// Methods may be called by several threads at a time, but for `prepare` and `run`, which take turns. A call has ended
/// when it returns, or appears so: a device with a queue of its own waits in `read`.
package protocol Device: AnyObject, Sendable {
    /// What errors and descriptions call it: "cpu".
    var name: String { get }

    // MARK: Memory

    /// Room for so many bytes, not cleared; nil where there is none. `capacity` is set to what `free` is to be told.
    func allocate(_ byteCount: Int, _ capacity: inout Int) -> UnsafeMutableRawPointer?
    func free(_ address: UnsafeMutableRawPointer, _ capacity: Int)
    /// Whether so many bytes more could be had.
    func admits(_ byteCount: Int) -> Bool
    /// Zeros to be read in the place of elements for which there is no memory. They stay for good.
    func zeros(_ byteCount: Int) -> UnsafeMutableRawPointer
    /// Copies bytes from the host's memory to the device's, and back.
    func write(_ host: UnsafeRawPointer, _ byteCount: Int, to address: UnsafeMutableRawPointer)
    func read(_ address: UnsafeRawPointer, _ byteCount: Int, to host: UnsafeMutableRawPointer)

    // MARK: Moves of elements

    /// `count` elements of `size` bytes, all equal to the one whose bits are given.
    func fill(_ address: UnsafeMutableRawPointer, with bits: UInt64, size: Int, count: Int)
    /// Copies an array of a shape between two layouts. A stride may be 0 in the source, and negative in either.
    func copy(
        of size: Int, shape: [Int], from source: UnsafeRawPointer, _ sourceStrides: [Int],
        to destination: UnsafeMutableRawPointer, _ destinationStrides: [Int])
    /// out[o, i, j] = x[o, positions[i], j], or with a position for each element, x[o, positions[o, i, j], j].
    func gather(
        _ view: AxisView, _ type: DType, _ x: UnsafeRawPointer, _ positions: UnsafeRawPointer, _ count: Int,
        along: Bool, to out: UnsafeMutableRawPointer)
    /// The transpose of it: zeros, to which each g is added at its position, in the order of i.
    func scatterAdd(
        _ view: AxisView, _ type: DType, _ g: UnsafeRawPointer, _ positions: UnsafeRawPointer, _ count: Int,
        along: Bool, to out: UnsafeMutableRawPointer)

    // MARK: Work

    /// Called once a program is complete and before its results have memory: the device may change the order of the
    /// steps, and merge or split them, as long as the values of the results stay.
    func prepare(_ program: DeviceProgram)
    /// Computes the products and the results of a program. A result may lie where an operand does that is not read
    /// later; both have all elements then, in the same order.
    func run(_ program: DeviceProgram)
    /// Products of matrices: written, or added to what is there.
    func multiply(
        _ products: MatrixProducts, _ a: UnsafeRawPointer, _ b: UnsafeRawPointer, to out: UnsafeMutableRawPointer,
        accumulates: Bool)
    /// The reduction of the middle axis of [outer, length, inner]; of a length of 0 the identity.
    func reduce(
        _ operation: AdjReduction, _ type: DType, _ x: UnsafeRawPointer, _ outer: Int, _ length: Int, _ inner: Int,
        to out: UnsafeMutableRawPointer, _ resultType: DType)
    /// One of the three tensors that a convolution ties together, from the other two: see `Convolution`.
    func convolve(
        _ part: ConvolutionPart, _ type: DType, _ shape: adj_convolution_shape, _ a: UnsafeRawPointer,
        _ b: UnsafeRawPointer, to out: UnsafeMutableRawPointer)
    /// The greatest element of each window of the planes, and its position in the plane; of equal ones the first, and
    /// the first NaN if there is one.
    func maxPool(
        _ type: DType, _ shape: adj_pool_shape, planes: Int, _ x: UnsafeRawPointer, to out: UnsafeMutableRawPointer,
        positions: UnsafeMutableRawPointer)
    /// out[p, i] = x[p, positions[p, i]] for int32 positions [planes, count] in planes of `size`; or the transpose:
    /// zeros, and out[p, positions[p, i]] += x[p, i].
    func pooled(
        _ type: DType, _ x: UnsafeRawPointer, _ positions: UnsafeRawPointer, planes: Int, count: Int, size: Int,
        transposed: Bool, to out: UnsafeMutableRawPointer)
}

extension Device {
    package func admits(_ byteCount: Int) -> Bool { true }
    package func prepare(_ program: DeviceProgram) {}
}

/// `batch` products [m, k] × [k, n], one behind the other.
package struct MatrixProducts: Sendable {
    package let a: MatrixOperand
    package let b: MatrixOperand
    package let m: Int
    package let k: Int
    package let n: Int
    package let batch: Int
    package let dtype: DType
}

/// The matrices of a batched product: how far element (0, 0) of each is from the operand's first element, and the steps
/// between rows and columns, in elements.
package struct MatrixOperand: Sendable {
    package let offsets: [Int]
    package let row: Int
    package let column: Int
}

/// What of a convolution y = x ∗ w is computed, from the other two: y, or the gradient of x or w from that of y.
package enum ConvolutionPart: String, Sendable, CaseIterable {
    case result = "convolution"
    case input = "convolutionInputGradient"
    case weight = "convolutionWeightGradient"

    /// The operands, in their order.
    var operands: (ConvolutionPart, ConvolutionPart) {
        switch self {
        case .result: (.input, .weight)
        case .input: (.result, .weight)
        case .weight: (.input, .result)
        }
    }
}

/// A tensor seen as [outer, length, inner] around one of its axes, which positions select from.
package struct AxisView: Sendable {
    package let outer: Int
    package let length: Int
    package let inner: Int

    init(_ shape: [Int], axis: Int) {
        outer = shape[..<axis].reduce(1, *)
        length = shape[axis]
        inner = shape[(axis + 1)...].reduce(1, *)
    }
}
