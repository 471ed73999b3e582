@testable import Adjoint

/// Writes the graph behind a tensor as a formula, with the given names for some of its leaves.
struct Formula {
    private let names: [ObjectIdentifier: String]

    init(naming leaves: [(Tensor, String)]) {
        names = Dictionary(uniqueKeysWithValues: leaves.map { (ObjectIdentifier($0.0.recorded), $0.1) })
    }

    func callAsFunction(_ x: Tensor) -> String { text(x.recorded).text }

    /// The text, and how strongly its outermost operator binds: 0 sums, 1 products, 2 powers and signs, 3 the rest.
    private func text(_ x: Tensor) -> (text: String, strength: Int) {
        if let name = names[ObjectIdentifier(x)] { return (name, 3) }
        guard let operation = x.operation else {
            let value = x.item()
            let number = value == value.rounded() && Swift.abs(value) < 1e6 ? String(Int(value)) : String(value)
            return (number, value < 0 ? 2 : 3)
        }
        let inputs = x.inputs
        func part(_ index: Int, _ least: Int) -> String {
            let (text, strength) = text(inputs[index])
            return strength < least ? "(\(text))" : text
        }
        switch operation.name {
        case "add": return ("\(part(0, 0)) + \(part(1, 0))", 0)
        case "subtract": return ("\(part(0, 0)) - \(part(1, 1))", 0)
        case "multiply", "gatedMultiply", "selectedMultiply": return ("\(part(0, 1)) · \(part(1, 1))", 1)
        case "divide": return ("\(part(0, 1)) / \(part(1, 2))", 1)
        case "power": return ("\(part(0, 3)) ** \(part(1, 3))", 2)
        case "negate": return ("-\(part(0, 2))", 2)
        default: return ("\(operation.name)(\(inputs.map { text($0).text }.joined(separator: ", ")))", 3)
        }
    }
}

/// The table of derivatives as Markdown, made by running the rules on named operands.
func derivativeTable() -> String {
    // Step functions are not in the graph, since they have no derivative to record.
    let steps = [
        "relu": ["1 where y > 0, else 0"],
        "squarable": ["1 where y = x, else 0"],
        "maximum": ["1 where x > y, ½ where x = y, else 0", "1 where y > x, ½ where x = y, else 0"],
        "minimum": ["1 where x < y, ½ where x = y, else 0", "1 where y < x, ½ where x = y, else 0"],
    ]
    func operand() -> Tensor { Tensor(0.5 as Double, requiresGrad: true) }
    var lines = ["| y = f(x) | dy/dx | checked for x in |", "|---|---|---|"]
    for row in Unary.all {
        let (x, y) = (operand(), operand())
        let formula = steps[row.name]?[0] ?? Formula(naming: [(x, "x"), (y, "y")])(row.partial(x: x, y: y))
        lines.append("| \(row.name) | \(formula) | \(row.domain.lowerBound) … \(row.domain.upperBound) |")
    }
    lines += ["", "| z = f(x, y) | ∂z/∂x | ∂z/∂y |", "|---|---|---|"]
    for row in Binary.all {
        let (x, y, z) = (operand(), operand(), operand())
        let formula = Formula(naming: [(x, "x"), (y, "y"), (z, "z")])
        let texts = [row.dx, row.dy].enumerated().map { index, partial in
            if let text = steps[row.name]?[index] { return text }
            switch partial {
            case .number(let value): return String(Int(value))
            case .formula(let function), .selector(let function): return formula(function(x, y, z))
            }
        }
        lines.append("| \(row.name) | \(texts[0]) | \(texts[1]) |")
    }
    return lines.joined(separator: "\n")
}
