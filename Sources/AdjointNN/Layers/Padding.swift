import Adjoint

/// What stands around a padded tensor.
public enum PaddingMode: Sendable, Hashable {
    /// A number.
    case constant(Double)
    /// The elements in reverse, without the one at the edge: c b | a b c | b a. Less than the length.
    case reflect
    /// The element at the edge: a a | a b c | c c.
    case replicate
    /// The elements from the other end: b c | a b c | a b. At most the length.
    case circular

    /// 0.
    public static let zeros = constant(0)

    /// Where in an axis of `length` the element beyond its ends is found.
    func source(of position: Int, length: Int) -> Int {
        switch self {
        case .reflect: position < 0 ? -position : Swift.min(position, 2 * (length - 1) - position)
        case .circular: (position + length) % length
        default: Swift.min(Swift.max(position, 0), length - 1)
        }
    }

    /// The greatest width that an axis of `length` allows.
    func limit(_ length: Int) -> Int {
        switch self {
        case .reflect: length - 1
        case .circular: length
        case .constant: .max
        case .replicate: length > 0 ? .max : 0
        }
    }
}

/// Elements added around the last axes.
///
/// `Padding([(1, 2)])` lengthens sequences, `Padding(1)` images on all four sides.
public struct Padding: Module, Sendable {
    /// How many elements come before and after, for each of the last axes, in their order.
    public let widths: [(before: Int, after: Int)]
    /// What they are.
    public let mode: PaddingMode

    /// A layer with given widths for the last axes, in their order: for images [(top, bottom), (left, right)].
    public init(_ widths: [(before: Int, after: Int)], mode: PaddingMode = .zeros) {
        (self.widths, self.mode) = (widths, mode)
    }

    /// A layer that adds `width` elements on all four sides of images.
    public init(_ width: Int, mode: PaddingMode = .zeros) { self.init([(width, width), (width, width)], mode: mode) }

    /// `x` with its last axes made longer.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        let first = x.rank - widths.count
        guard first >= 0,
            zip(x.shape.suffix(widths.count), widths).allSatisfy({ length, width in
                let possible = 0...Swift.min(Swift.max(mode.limit(length), 0), greatestCount)
                return possible.contains(width.before) && possible.contains(width.after)
            })
        else {
            let numbers = widths.map { "\($0.before) + \($0.after)" }.joined(separator: ", ")
            return fail(
                .shape, "Padding", "\(x.shape) by \(numbers) (\(mode)): the widths do not go with the last axes",
                dtype: x.dtype)
        }
        if case .constant(let value) = mode {
            return observed(x.padded(Array(repeating: (0, 0), count: first) + widths, value: value))
        }
        var result = x
        for (position, width) in widths.enumerated() where width.before + width.after > 0 {
            let length = x.shape[first + position]
            guard Memory.admits(length + width.before + width.after, of: 16, "Padding") else {
                return .standIn(x.dtype)
            }
            let sources = (-width.before..<length + width.after).map { mode.source(of: $0, length: length) }
            result = result.take(Tensor(sources), axis: first + position)
        }
        return observed(result)
    }
}
