import Foundation

/// The page of all that there is: a line for each public function, type and member of the types that are used directly,
/// with the first sentence of its documentation.
struct Inventory {
    /// A part of the page: what the files of these folders declare.
    private struct Section {
        let title: String
        let note: String
        /// `Adjoint/Tensor`, or `Adjoint/Operations/Gather` for a file.
        let places: [String]

        init(_ title: String, _ places: [String], _ note: String = "") {
            (self.title, self.places, self.note) = (title, places, note)
        }
    }

    private static let libraries: [(name: String, title: String, sections: [Section])] = [
        (
            "Adjoint", "Tensors and derivatives: `import Adjoint`",
            [
                Section(
                    "Tensors",
                    [
                        "Adjoint/Tensor", "Adjoint/Base", "Adjoint/Operations/Indexing", "Adjoint/Operations/Printing",
                        "Adjoint/Operations/Ranges",
                    ]),
                Section(
                    "Functions of each element",
                    [
                        "Adjoint/Operations/Elementwise", "Adjoint/Operations/Selection",
                        "Adjoint/Operations/Functions", "Adjoint/Operations/Numbers",
                    ]),
                Section("Softmax and activations", ["Adjoint/Operations/Compositions"]),
                Section(
                    "Reductions and statistics", ["Adjoint/Operations/Reductions", "Adjoint/Operations/Statistics"]),
                Section(
                    "Shapes and positions",
                    ["Adjoint/Operations/Movement", "Adjoint/Operations/Joining", "Adjoint/Operations/Gather"]),
                Section(
                    "Products, convolutions and pooling",
                    [
                        "Adjoint/Operations/MatrixProduct", "Adjoint/Operations/Convolution",
                        "Adjoint/Operations/Pooling",
                    ]),
                Section("Other functions", ["Adjoint/Operations"]),
                Section("Random numbers", ["Adjoint/Random"]),
                Section(
                    "Derivatives and checks",
                    [
                        "Adjoint/Autograd", "Adjoint/Verification", "Adjoint/Tensor/LeafGradients",
                        "Adjoint/Tensor/Recording", "Adjoint/Tensor/Anomalies",
                    ],
                    "See [derivatives](Calculus.md)."),
                Section("Files", ["Adjoint/Files"]),
                Section(
                    "Execution, memory and threads",
                    [
                        "Adjoint/Compile", "Adjoint/Lazy", "Adjoint/Base/Memory", "Adjoint/Base/Threads",
                        "Adjoint/Tensor/Deferral",
                    ]),
            ]
        ),
        (
            "AdjointNN", "Networks: `import AdjointNN`",
            [
                Section("Modules", ["AdjointNN"], "See [modules](Modules.md)."),
                Section("Containers", ["AdjointNN/Containers"]),
                Section(
                    "Activations",
                    ["Activations", "ActivationFunctions", "ReLU", "PReLU"].map { "AdjointNN/Layers/\($0)" }),
                Section("Layers", ["AdjointNN/Layers"]),
                Section("Losses", ["AdjointNN/Losses"]),
                Section("Penalties and constraints", ["AdjointNN/Penalties"]),
                Section("Initializers", ["AdjointNN/Initializers"]),
                Section("Optimizers", ["AdjointNN/Optimizers"], "See [optimizers](Optimizers.md)."),
                Section("Schedules", ["AdjointNN/Schedules"]),
            ]
        ),
        (
            "AdjointTraining", "Training: `import AdjointTraining`",
            [
                Section("Data", ["AdjointTraining/Data"], "See [data](Data.md)."),
                Section("Augmentations", ["Augmentation"]),
                Section("Metrics", ["AdjointTraining/Metrics"]),
                Section("Trainer, search and ensembles", ["AdjointTraining/Training"], "See [training](Training.md)."),
                Section("Callbacks", ["Callback"]),
                Section("Display", ["AdjointTraining/Display"]),
                Section("Pictures", ["AdjointTraining/Pictures"], "See [pictures](Pictures.md)."),
            ]
        ),
    ]

    /// The types whose members have lines too. Of the others, only how they are made is said.
    private static let withMembers: Set<String> = [
        "Tensor", "RandomGenerator", "Safetensors", "Module", "Optimizer", "RuleOptimizer", "ParameterSettings",
        "GradientClipping", "Schedule", "Initializer", "Penalty", "Constraint", "Samples", "DataLoader", "CSVTable",
        "Trainer", "History", "ConfusionMatrix", "Metric", "Sequence", "Array",
    ]

    /// Parts of the page that hold what conforms to a protocol, wherever it is declared.
    private static let byProtocol = ["Augmentation", "Callback"]

    private struct Line {
        var name: String
        let text: String
        let order: String
    }

    private var lines: [String: [Line]] = [:]
    /// What has a line, by section and path.
    private var paths: Set<String> = []
    private(set) var undocumented: [String] = []

    init(_ graphs: [(library: String, graphs: [SymbolGraph])]) {
        let symbols = graphs.flatMap(\.graphs).flatMap(\.symbols)
        let methods = Set(symbols.filter { $0.file.hasSuffix("/Methods") }.map { $0.path.before("(") })
        var makers: [String: [String]] = [:]
        for symbol in symbols where symbol.kind.identifier == "swift.init" && !symbol.path.hasSuffix("init(from:)") {
            makers[symbol.owner, default: []].append(symbol.path.replacingOccurrences(of: ".init(", with: "("))
        }
        var conforming: [String: String] = [:]
        let paths = Dictionary(symbols.map { ($0.identifier.precise, $0.path) }) { first, _ in first }
        for relation in graphs.flatMap(\.graphs).flatMap(\.relationships) where relation.kind == "conformsTo" {
            guard let type = paths[relation.source], let name = paths[relation.target] else { continue }
            if Self.byProtocol.contains(name) { conforming[type] = name }
        }
        let files = Dictionary(symbols.map { ($0.path, $0.file) }) { first, _ in first }
        for symbol in symbols {
            let kind = symbol.kind.identifier.replacingOccurrences(of: "swift.", with: "")
            if symbol.docComment == nil { undocumented.append(symbol.path) }
            guard let name = Self.name(of: symbol, kind, makers, methods), let text = symbol.sentence else { continue }
            let place = conforming[symbol.path] ?? (Self.byProtocol.contains(symbol.path) ? symbol.path : symbol.file)
            let isMember = symbol.pathComponents.count > 1
            // A type stands before its members, and static members before others; tensors before all.
            let type = isMember ? symbol.owner : symbol.path
            let rank = isMember ? (kind.hasPrefix("type.") || kind == "init" ? "1" : "2") : "0"
            let file = files[type] ?? symbol.file
            let order = "\(type == "Tensor" ? "" : file.lastPart)/\(type)/\(rank)/\(symbol.path)"
            add(Line(name: name, text: text, order: order), symbol.path, to: Self.section(of: place))
        }
    }

    /// Functions of one name share a line where they have the same labels or the same sentence.
    private mutating func add(_ line: Line, _ path: String, to section: String) {
        if !paths.insert(section + path).inserted { return }
        let index = lines[section, default: []].firstIndex { $0.text == line.text && $0.name.base == line.name.base }
        guard let index else {
            lines[section, default: []].append(line)
            return
        }
        lines[section]?[index].name += ", \(line.name)"
    }

    private static func section(of place: String) -> String {
        let sections = libraries.flatMap(\.sections)
        // A file before its folder.
        if let section = sections.first(where: { $0.places.contains(place) }) { return section.title }
        let folder = place.split(separator: "/").dropLast().joined(separator: "/")
        return sections.first { $0.places.contains(folder) }?.title ?? folder
    }

    /// The name in the first column; nil for what has no line.
    private static func name(
        of symbol: SymbolGraph.Symbol, _ kind: String, _ makers: [String: [String]], _ methods: Set<String>
    ) -> String? {
        let isTop = symbol.pathComponents.count == 1
        switch kind {
        case "class", "struct", "enum", "protocol":
            guard isTop else { return nil }
            let calls = Set(makers[symbol.path] ?? []).filter { !$0.contains("Literal:") && !$0.contains("rawValue:") }
                .sorted { ($0.count, $0) < ($1.count, $1) }
            return symbol.path == "Tensor" || calls.isEmpty
                ? "`\(symbol.path)`" : calls.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
        case "func":
            let method = methods.contains("Tensor." + symbol.path.before("(")) ? ", `.\(symbol.path.before("("))`" : ""
            return "`\(symbol.path)`" + method
        case "var": return "`\(symbol.path)`"
        case "func.op":
            let sign = symbol.pathComponents[symbol.pathComponents.count - 1].before("(")
            return "`\(sign.replacingOccurrences(of: "|", with: "\\|"))`"
        case "init":
            guard symbol.owner == "Tensor" else { return nil }
            return "`\(symbol.path.replacingOccurrences(of: ".init(", with: "("))`"
        case "method", "type.method", "property", "type.property", "subscript", "enum.case":
            guard withMembers.contains(symbol.owner), !symbol.file.hasSuffix("/Methods") else { return nil }
            let member = symbol.pathComponents[symbol.pathComponents.count - 1]
            let hidden = [
                "description", "debugDescription", "term", "id", "customMirror", "encode(to:)",
                "subscript(dynamicMember:)",
            ]
            guard !hidden.contains(member) else { return nil }
            if kind == "subscript" { return "`\(symbol.owner)[…]`" }
            return kind.hasPrefix("type.") || kind == "enum.case" ? "`\(symbol.path)`" : "`.\(member)`"
        default: return nil
        }
    }

    var page: String {
        var text = """
            # Inventory

            All that the libraries have, written by `swift run PublicSurface` from the symbols and their
            documentation; a test keeps it current. `.exp` beside a function is the same as a method of `Tensor`;
            elsewhere a name that begins with a dot is a member of the type above it. The
            [API reference](Reference/README.md) has every symbol with its parameters.

            """
        var rest = lines
        for library in Self.libraries {
            text += "\n## \(library.title)\n"
            let known = library.sections.map { ($0.title, $0.note) }
            let others = lines.keys.filter { $0.hasPrefix(library.name + "/") || $0 == library.name }.sorted()
            for (title, note) in known + others.map({ ($0, "") }) {
                guard let found = rest.removeValue(forKey: title) else { continue }
                text += "\n### \(title)\n\n" + (note.isEmpty ? "" : note + "\n\n") + "| | |\n|---|---|\n"
                for line in found.sorted(by: { $0.order < $1.order }) { text += "| \(line.name) | \(line.text) |\n" }
            }
        }
        return text
    }
}

extension SymbolGraph.Symbol {
    /// `Adjoint/Operations/Gather`: the file that declares it, below Sources.
    var file: String {
        guard let uri = location?.uri, let start = uri.range(of: "/Sources/") else { return "" }
        return String(uri[start.upperBound...]).replacingOccurrences(of: ".swift", with: "")
    }

    var owner: String { pathComponents.dropLast().joined(separator: ".") }

    /// The first sentence of the documentation.
    var sentence: String? {
        guard let lines = docComment?.lines.map(\.text.trimmed) else { return nil }
        let paragraph = lines.prefix { !$0.isEmpty && !$0.hasPrefix("- ") }.joined(separator: " ")
        var end = paragraph.endIndex
        var position = paragraph.startIndex
        while let stop = paragraph.range(of: #"[.:]( |$)"#, options: .regularExpression, range: position..<end) {
            let rest = paragraph[stop.upperBound...]
            // A sentence ends before a capital letter; a colon only before an example.
            if paragraph[stop.lowerBound] == ":" ? rest.isEmpty : rest.first?.isLowercase != true {
                end = stop.lowerBound
                break
            }
            position = stop.upperBound
        }
        return paragraph[..<end].replacingOccurrences(of: "|", with: "\\|")
    }
}

extension String {
    fileprivate var lastPart: String { split(separator: "/").last.map(String.init) ?? self }
    /// A name without its arguments.
    fileprivate var base: String { before("(").replacingOccurrences(of: "`", with: "") }
}
