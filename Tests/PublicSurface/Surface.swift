import Foundation

/// The public functions of the libraries, and the calls that are written for them.
struct Surface {
    private struct Item {
        let library: String
        let symbol: SymbolGraph.Symbol
        let owner: String
        let kind: String
        let name: String
        let declaration: Declaration
    }

    private var items: [Item] = []
    private var types = Types()
    private var protocols: Set<String> = []
    private var classes: Set<String> = []
    /// Functions that no call could be written for.
    private(set) var unknown: [String] = []
    private(set) var callCount = 0
    private(set) var exceptionCount = 0

    init(_ graphs: [(library: String, graphs: [SymbolGraph])]) throws {
        var paths: [String: String] = [:]
        var cases: [(String, SymbolGraph.Symbol)] = []
        for (library, graph) in graphs.flatMap({ pair in pair.graphs.map { (pair.library, $0) } }) {
            for symbol in graph.symbols.sorted(by: {
                ($0.path, $0.identifier.precise) < ($1.path, $1.identifier.precise)
            }) {
                let precise = symbol.identifier.precise
                let kind = symbol.kind.identifier.replacingOccurrences(of: "swift.", with: "")
                paths[precise] = symbol.path
                switch kind {
                case "protocol":
                    protocols.insert(symbol.path)
                    if symbol.declaration.contains("AnyObject") { classes.insert(symbol.path) }
                case "class": classes.insert(symbol.path)
                case "enum.case": cases.append((symbol.pathComponents.dropLast().joined(separator: "."), symbol))
                case "func", "func.op", "init", "method", "type.method", "subscript", "property", "var",
                    "type.subscript":
                    let owner = symbol.pathComponents.dropLast().joined(separator: ".")
                    let last = symbol.pathComponents[symbol.pathComponents.count - 1]
                    let name = last.before("(")
                    let isProperty = kind == "property" || kind == "var"
                    // What is stored and cannot be set does nothing.
                    guard !isProperty || !symbol.declaration.contains("let ") else { continue }
                    let declaration = try Declaration(symbol.declaration, function: isProperty ? nil : name)
                    items.append(
                        Item(
                            library: library, symbol: symbol, owner: owner, kind: kind, name: name,
                            declaration: declaration))
                default: break
                }
            }
        }
        for item in items where item.kind == "init" && Exceptions.reason(item.symbol.path) == nil {
            guard !protocols.contains(item.owner) else { continue }
            types.add(
                Types.Maker(
                    call: Types.receiver(item.owner), parameters: item.declaration.parameters,
                    isFailable: item.declaration.isFailable, canThrow: item.declaration.canThrow), of: item.owner)
        }
        for (owner, symbol) in cases {
            let text = symbol.declaration.replacingOccurrences(of: "case ", with: "func ")
            let name = symbol.pathComponents[symbol.pathComponents.count - 1].before("(")
            let parameters = text.contains("(") ? try Declaration(text, function: name).parameters : []
            // An associated value without a name is written as its type alone.
            let named = parameters.map { parameter in
                parameter.type.isEmpty
                    ? Declaration.Parameter(
                        label: nil, name: "", type: parameter.name, isVariadic: false, isInout: false) : parameter
            }
            types.add(
                Types.Maker(
                    call: "\(owner).\(name)" + (named.isEmpty ? "!" : ""), parameters: named, isFailable: false,
                    canThrow: false), of: owner)
        }
        // Values that factories give: `Schedule.cosine(from:to:steps:)`.
        for item in items where item.kind == "type.method" && item.declaration.result?.before("<") == item.owner {
            types.add(
                Types.Maker(
                    call: "\(Types.receiver(item.owner)).\(item.name)", parameters: item.declaration.parameters,
                    isFailable: false, canThrow: item.declaration.canThrow), of: item.owner)
        }
        for (_, graph) in graphs.flatMap({ pair in pair.graphs.map { (pair.library, $0) } }) {
            for relationship in graph.relationships where relationship.kind == "conformsTo" {
                guard let type = paths[relationship.source], let target = paths[relationship.target],
                    types.makers[type] != nil, protocols.contains(target)
                else { continue }
                types.add(type, to: target)
            }
        }
    }

    /// The files with all calls and with what makes their values, by name.
    mutating func files() throws -> [(String, String)] {
        var files: [(String, String)] = []
        for library in libraries {
            let calls = items.filter { $0.library == library }
            for (title, kinds) in [
                ("Functions", ["func", "func.op", "var", "type.method", "subscript"]), ("Initializers", ["init"]),
                ("Methods", ["method"]), ("Properties", ["property"]),
            ] {
                let name = "\(library)\(title)"
                files.append(("\(name).swift", write(calls.filter { kinds.contains($0.kind) }, name)))
            }
        }
        files.append(("Makers.swift", makers()))
        files.append(("AllCalls.swift", table(files.map { String($0.0.dropLast(6)) }.filter { $0 != "Makers" })))
        return files
    }

    private func header(_ imports: [String] = libraries + ["Foundation"]) -> String {
        "// swift-format-ignore-file\n// Written by `swift run PublicSurface`.\n"
            + imports.map { "import \($0)\n" }.joined() + "\n"
    }

    private func table(_ names: [String]) -> String {
        header([]) + "let allCalls: [Call] = [\n"
            + names.map { "    \($0).all" }.joined(separator: ",\n") + ",\n].flatMap(\\.self)\n"
    }

    private mutating func write(_ items: [Item], _ title: String) -> String {
        var bodies: [String] = []
        var rows: [String] = []
        var seen: [String: Int] = [:]
        for item in items {
            let path = item.symbol.path
            if Exceptions.reason(path) != nil {
                exceptionCount += 1
                continue
            }
            guard let lines = body(item) else {
                unknown.append("\(item.library): \(path): \(item.symbol.declaration)")
                continue
            }
            callCount += 1
            seen[path, default: 0] += 1
            let overload = seen[path] ?? 1
            let name = overload == 1 ? path : "\(path) \(overload)"
            let function = "call\(bodies.count)"
            rows.append("        Call(\(quoted(name)), \(function)),")
            bodies.append(
                "    // \(item.symbol.declaration)\n    static func \(function)(_ d: Draw) throws {\n"
                    + lines.map { "        \($0)\n" }.joined() + "    }\n")
        }
        return header() + "enum \(title) {\n    static let all: [Call] = [\n" + rows.joined(separator: "\n")
            + "\n    ]\n\n" + bodies.joined(separator: "\n") + "}\n"
    }

    /// The statements that draw the arguments and make the call.
    private func body(_ item: Item) -> [String]? {
        let declaration = item.declaration
        var lines: [String] = []
        var call: String
        let isMember = ["method", "property", "subscript"].contains(item.kind)
        var needsReceiver: String?
        if isMember {
            guard let (type, expression) = receiver(item) else { return nil }
            let isChanged =
                (declaration.isMutating || declaration.isSettable)
                && !classes.contains(item.owner)
            needsReceiver = type
            lines.append("\(isChanged ? "var" : "let") receiver: \(type) = \(expression)")
        }
        guard let (drawn, arguments) = drawArguments(declaration, item.owner, isOperator: item.kind == "func.op") else {
            return nil
        }
        lines += drawn
        lines.append("d.ready()")
        let tried = declaration.canThrow ? "try " : ""
        switch item.kind {
        case "init": call = "\(Types.receiver(item.owner))(\(arguments.joined(separator: ", ")))"
        case "func": call = "\(item.name)(\(arguments.joined(separator: ", ")))"
        case "type.method":
            let owner = protocols.contains(item.owner) ? (staticReceiver[item.owner] ?? item.owner) : item.owner
            call = "\(Types.receiver(owner)).\(item.name)(\(arguments.joined(separator: ", ")))"
        case "func.op":
            call =
                arguments.count == 1
                ? "\(item.name)\(arguments[0])"
                : "\(arguments[0].replacingOccurrences(of: "&", with: "")) \(item.name) \(arguments[1])"
        case "method" where item.name == "callAsFunction": call = "receiver(\(arguments.joined(separator: ", ")))"
        case "method": call = "receiver.\(item.name)(\(arguments.joined(separator: ", ")))"
        case "subscript": call = "receiver[\(arguments.joined(separator: ", "))]"
        case "var": call = item.name
        default: call = "receiver.\(item.name)"
        }
        let result = declaration.result.map { Types.concrete($0, in: item.owner) }
        if item.kind != "init", result == nil || result == "Void" || result == "Never" {
            lines.append("\(tried)\(call)")
        } else if result == "(Tensor) -> Tensor" || result?.hasPrefix("(Tensor) -> (value") == true {
            lines.append("let function = \(tried)\(call)")
            lines.append("d.use(function(d.tensor(\"of\")))")
        } else {
            lines.append("d.use((\(tried)\(call)) as Any)")
        }
        if declaration.isSettable, let type = result, let value = types.draw(type, "value") {
            lines.append("let value: \(type) = \(value)")
            lines.append("d.ready()")
            if item.owner.hasSuffix("Rule"), !protocols.contains(item.owner) {
                lines.append("d.configure(receiver) { $0.\(item.name) = value }")
            }
            lines.append("\(call) = value")
            if !(item.kind == "property" && item.owner == "Tensor") { lines.append("d.use(\(call) as Any)") }
        }
        if needsReceiver != nil, item.kind != "property" { lines.append("d.use(receiver)") }
        return lines
    }

    private let staticReceiver = ["TensorIndex": "IndexTerm", "TensorOrNil": "Tensor", "TensorElement": "Float"]

    private func drawArguments(
        _ declaration: Declaration, _ owner: String, isOperator: Bool
    ) -> (lines: [String], arguments: [String])? {
        var (lines, arguments): ([String], [String]) = ([], [])
        for (position, parameter) in declaration.parameters.enumerated() {
            let type = Types.concrete(parameter.type, in: owner)
            let spelled = type.hasPrefix("some ") ? nil : type
            let repeats = parameter.isVariadic ? 2 : 1
            for repeated in 0..<repeats {
                guard let value = types.draw(type.before("@ModuleBuilder "), parameter.name) else { return nil }
                let name = "a\(position)" + (repeated == 0 ? "" : "_\(repeated)")
                let keyword = parameter.isInout ? "var" : "let"
                lines.append("\(keyword) \(name)\(spelled.map { ": \($0)" } ?? "") = \(value)")
                let label = isOperator ? "" : parameter.label.map { "\($0): " } ?? ""
                arguments.append((repeated == 0 ? label : "") + (parameter.isInout ? "&" : "") + name)
            }
        }
        return (lines, arguments)
    }

    private func receiver(_ item: Item) -> (type: String, expression: String)? {
        let owner = item.owner
        if protocols.contains(owner) {
            let mentions = item.declaration.parameters.map(\.type) + [item.declaration.result ?? ""]
            if mentions.contains(where: { $0.contains("Self") && !$0.contains("Self.") }) {
                let type = owner == "Metric" ? "Accuracy" : "Linear"
                return types.draw(type, "receiver").map { (type, $0) }
            }
            let type = owner == "Module" || owner == "ParameterSource" ? "any UnaryModule" : "any \(owner)"
            return types.draw(type, "receiver").map { (type, $0) }
        }
        let standard = [
            "ClosedRange": "ClosedRange<Int>", "Range": "Range<Int>",
            "PartialRangeFrom": "PartialRangeFrom<Int>", "PartialRangeThrough": "PartialRangeThrough<Int>",
            "PartialRangeUpTo": "PartialRangeUpTo<Int>", "Optional": "Tensor?", "Array": "[Tensor]",
        ]
        let type = standard[owner] ?? Types.receiver(owner)
        return types.draw(type, "receiver").map { (type, $0) }
    }

    private func makers() -> String {
        var text = header() + "extension Draw {\n"
        for (type, makers) in types.makers.sorted(by: { $0.key < $1.key }) where Types.written[type] == nil {
            let spelled = Types.receiver(type)
            var cases: [String] = []
            for maker in makers {
                let declaration = maker.parameters
                var (lines, arguments): ([String], [String]) = ([], [])
                var isDrawable = true
                for (position, parameter) in declaration.enumerated() {
                    let concrete = Types.concrete(parameter.type, in: type)
                    guard let value = types.draw(concrete, parameter.name) else {
                        isDrawable = false
                        break
                    }
                    let annotation = concrete.hasPrefix("some ") ? "" : ": \(concrete)"
                    lines.append("let a\(position)\(annotation) = \(value)")
                    arguments.append((parameter.label.map { "\($0): " } ?? "") + "a\(position)")
                }
                guard isDrawable else { continue }
                let shown = "." + maker.call.replacingOccurrences(of: "!", with: "").split(separator: ".").last!
                if maker.call.hasPrefix("\(spelled).") { lines.insert("note(\"\", \(quoted(shown)))", at: 0) }
                let call =
                    maker.call.hasSuffix("!")
                    ? String(maker.call.dropLast()) : "\(maker.call)(\(arguments.joined(separator: ", ")))"
                if maker.isFailable || maker.canThrow {
                    lines.append("if let made = \(maker.canThrow ? "try? " : "")\(call) { return made }")
                    lines.append("return \(Types.function(type))(name)")
                } else {
                    lines.append("return \(call)")
                }
                cases.append(lines.map { "            \($0)\n" }.joined())
            }
            guard !cases.isEmpty else { continue }
            text += "    func \(Types.function(type))(_ name: String) -> \(spelled) {\n"
            if cases.contains(where: { $0.contains("= d.") || $0.contains("(d.") || $0.contains(": d.") }) {
                text += "        let d = self\n"
            }
            text += "        open(name, \(quoted(type)))\n        defer { close() }\n"
            text += "        switch below(\(cases.count)) {\n"
            for (position, lines) in cases.enumerated() {
                text += (position == cases.count - 1 ? "        default:\n" : "        case \(position):\n") + lines
            }
            text += "        }\n    }\n\n"
        }
        for (name, conforming) in types.conforming.sorted(by: { $0.key < $1.key }) {
            let isModule = name == "Module"
            let members = conforming.sorted().filter { !isModule || isUnary($0) }
            let function = isModule ? "anyUnaryModule" : "any\(name)"
            guard !["Dataset", "UpdateRule", "ParameterSource", "TensorOrNil", "TensorIndex"].contains(name) else {
                continue
            }
            text += "    func \(function)(_ name: String) -> any \(isModule ? "UnaryModule" : name) {\n"
            if isModule { text += "        if isDeep { return ReLU() }\n" }
            text += "        switch below(\(members.count)) {\n"
            for (position, member) in members.enumerated() {
                text += position == members.count - 1 ? "        default: " : "        case \(position): "
                text += "return \(Types.function(member))(name)\n"
            }
            text += "        }\n    }\n\n"
        }
        return text + "}\n"
    }

    /// Whether a module is called with one tensor and gives one.
    private func isUnary(_ type: String) -> Bool {
        items.contains { item in
            item.owner == type && item.name == "callAsFunction" && item.declaration.parameters.count == 1
                && item.declaration.parameters[0].type == "Tensor" && item.declaration.result == "Tensor"
        }
    }
}
