import Adjoint

/// A setting for height and width: one number for both, or two. `3`, `[3, 5]`, `IntOrPair(size)`.
public struct IntOrPair: Sendable, Hashable, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral {
    /// The number for the height.
    public let height: Int
    /// The number for the width.
    public let width: Int

    /// One number for both.
    public init(_ both: Int) { self.init(both, both) }

    /// A number for the height and one for the width.
    public init(_ height: Int, _ width: Int) { (self.height, self.width) = (height, width) }

    /// One number for both.
    public init(integerLiteral both: Int) { self.init(both) }

    /// `[height, width]`.
    public init(arrayLiteral elements: Int...) {
        if elements.count != 2 {
            report(AdjointError(.value, "IntOrPair", "\(elements): one number, or a height and a width, are needed"))
        }
        self.init(elements.first ?? 1, elements.last ?? 1)
    }

    var pair: (Int, Int) { (height, width) }
}
