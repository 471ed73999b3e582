/// Modules in a list that a module's own code calls, as it likes. Their parameters are named `0.weight`, `1.bias`, …
///
///     let blocks = ModuleList((0..<6).map { _ in Block() })
///     func callAsFunction(_ x: Tensor) -> Tensor { blocks.reduce(x) { $1($0) } }
///
/// An array of modules serves as well; a list is a module itself, which can be frozen, counted or saved.
public struct ModuleList<Element>: Module, ModuleContainer, RandomAccessCollection, ExpressibleByArrayLiteral,
    CustomReflectable
{
    private let elements: [Element]

    /// The modules of an array. `Element` is a type of module, or `any Module`.
    public init(_ elements: [Element]) { self.elements = elements }

    /// `[Linear(2, 3), Linear(3, 4)]`.
    public init(arrayLiteral elements: Element...) { self.elements = elements }

    /// 0.
    public var startIndex: Int { 0 }
    /// The number of modules.
    public var endIndex: Int { elements.count }
    /// The module at a position.
    public subscript(position: Int) -> Element { elements[position] }

    /// The modules, labelled by position.
    public var customMirror: Mirror {
        Mirror(self, children: elements.enumerated().map { (label: String($0), value: $1 as Any) })
    }
}

extension ModuleList: Sendable where Element: Sendable {}
