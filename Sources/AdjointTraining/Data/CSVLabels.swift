import Adjoint
import Foundation

/// The classes that labels name.
struct CSVLabels {
    /// The class of each label.
    let classes: [Int]
    /// The name of each class; nil where the labels are its number.
    let names: [String]?

    /// Where every label is a number, those of one value are one class, however they are written: `1`, `01` and `1.0`.
    /// Whole numbers from 0 on are classes as they stand; otherwise the classes are the positions of the names in
    /// alphabetical order.
    init(_ labels: [String]) {
        let numbers = labels.compactMap(Number.init)
        guard numbers.count == labels.count else {
            self.init(names: labels)
            return
        }
        let whole = numbers.compactMap(\.position)
        if whole.count == numbers.count {
            self.init(classes: whole, names: nil)
        } else {
            self.init(names: numbers.map(\.description))
        }
    }

    /// The spelling that all numbers of its value share, where a label is a number.
    static func canonical(_ label: String) -> String? { Number(label)?.description }

    private init(classes: [Int], names: [String]?) { (self.classes, self.names) = (classes, names) }

    private init(names labels: [String]) {
        let names = Set(labels).sorted()
        let positions = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
        self.init(classes: labels.compactMap { positions[$0] }, names: names)
    }

    /// A label that is a number in decimal digits.
    private enum Number: CustomStringConvertible {
        case whole(Int)
        case other(Double)

        init?(_ label: String) {
            let text = label.trimmingCharacters(in: .whitespaces)
            guard text.utf8.allSatisfy({ 48...57 ~= $0 || "+-.eE".utf8.contains($0) }) else { return nil }
            if let number = Int(text) {
                self = .whole(number)
            } else if let number = Double(text), number.isFinite {
                // Beyond 2⁵³ a number with a point does not say which whole number it is.
                self = abs(number) <= 0x1p53 ? Int(exactly: number).map(Self.whole) ?? .other(number) : .other(number)
            } else {
                return nil
            }
        }

        /// A whole number from 0 on.
        var position: Int? {
            if case .whole(let number) = self, number >= 0 { return number }
            return nil
        }

        /// One spelling for each value.
        var description: String {
            switch self {
            case .whole(let number): String(number)
            case .other(let number): String(number)
            }
        }
    }
}

/// Classes whose names are given.
struct CSVClassNames {
    /// The name of each class.
    let names: [String]
    private let positions: [String: Int]

    /// The classes of these names; nil where there are none. Reports a name that two classes have.
    init?(_ names: [String]?) {
        guard let names else { return nil }
        self.names = names
        positions = Dictionary(zip(names, names.indices)) { first, _ in first }
        if positions.count < names.count {
            report(AdjointError(.value, "CSVTable", "of \(names.count) names of classes two are the same"))
        }
    }

    /// The class of a label, where numbers may be written in another way than in the name.
    func position(of label: String) -> Int? {
        positions[label] ?? CSVLabels.canonical(label).flatMap { positions[$0] }
    }
}
