import Foundation

/// How a value of each type is drawn: from its spelling to an expression in terms of `d`, a `Draw`.
struct Types {
    /// Types whose draws are written by hand in `Tests/WrongCalls`, by the name of the function there.
    static let written: [String: String] = [
        "Int": "int", "Double": "double", "Bool": "bool", "String": "string", "UInt64": "unsigned", "UInt8": "byte",
        "Float": "float", "Character": "character", "Range<Double>": "range", "ClosedRange<Double>": "closedRange",
        "URL": "file", "Data": "data", "[UInt8]": "bytes", "Tensor": "tensor", "TensorLiteral": "literal",
        "RandomGenerator": "generator", "any TensorIndex": "index", "IntOrPair": "intOrPair",
        "(Tensor) -> Tensor": "function", "@Sendable (Tensor) -> Tensor": "sendableFunction",
        "([Tensor]) -> Tensor": "functionOfSeveral", "() -> Tensor": "lossOfNothing",
        "@Sendable ([Tensor]) -> Tensor": "sendableFunctionOfSeveral",
        "@Sendable (Tensor, Tensor, Tensor) -> Tensor": "gradientFunction",
        "@Sendable (Tensor, [Tensor], Tensor) -> [Tensor?]": "gradientOfSeveral",
        "(Sequential.Output) -> Tensor": "function", "(Sequential, [Tensor]) -> Tensor": "lossOfModel",
        "(Tensor, Tensor) throws -> Tensor": "loss", "(Tensor, Tensor) -> Tensor": "loss",
        "() throws -> Tensor": "body", "() -> Void": "action",
        "@Sendable (Int) -> Double": "scheduleFunction", "@Sendable (Int) -> Tensor": "sizedFunction",
        "Initializer.Draw": "initializerFunction", "() -> [any UnaryModule]": "layers",
        "(String, Tensor) -> Bool": "condition", "(any Module) throws -> Void": "visitor",
        "(inout ParameterSettings<AdamRule>) -> Void": "settingsChange", "(Samples, Samples) throws -> Double": "score",
        "(Trial) throws -> Double": "trialScore", "some ParameterSource": "source", "some Dataset": "dataset",
        "any Dataset": "dataset", "some FoldSplitter": "anyFoldSplitter", "some Sequence<Int>": "positions",
        "KeyValuePairs<String, [Setting]>": "grid", "KeyValuePairs<String, SearchRange>": "ranges",
        "TrainingRun": "run", "Tensor.Type": "tensorType", "Float.Type": "elementType", "any Module": "anyUnaryModule",
        "any UnaryModule": "anyUnaryModule", "ParameterSelection": "selection", "MemoryUse": "memory",
        "GradientReport": "report", "GradientReport.Entry": "reportEntry", "ModelSummary": "summary",
        "ModelSummary.Row": "summaryRow", "StateMismatch": "mismatch", "StateMismatch.Difference": "difference",
        "ParameterSettings<AdamRule>": "settings", "RandomGenerator.State": "generatorState",
        "ParameterGroup<AdadeltaRule>": "group",
        "ParameterGroup<AdagradRule>": "group",
        "ParameterGroup<AdamRule>": "group",
        "ParameterGroup<AdamaxRule>": "group",
        "ParameterGroup<FtrlRule>": "group",
        "ParameterGroup<LionRule>": "group",
        "ParameterGroup<MuonRule>": "group",
        "ParameterGroup<NAdamRule>": "group",
        "ParameterGroup<RAdamRule>": "group",
        "ParameterGroup<RMSpropRule>": "group",
        "ParameterGroup<SGDRule>": "group",
        "RuleOptimizer<AdamRule>": "ruleOptimizer", "SearchResults": "searchResults",
        "SearchResults.Entry": "searchEntry", "AdadeltaRule": "adadeltaRule", "AdagradRule": "adagradRule",
        "AdamRule": "adamRule", "AdamaxRule": "adamaxRule", "FtrlRule": "ftrlRule", "LionRule": "lionRule",
        "MuonRule": "muonRule", "NAdamRule": "nadamRule", "RAdamRule": "radamRule", "RMSpropRule": "rmspropRule",
        "SGDRule": "sgdRule", "any UpdateRule": "anyRule", "any ParameterSource": "source", "any TensorOrNil": "tensor",
        "ClosedRange<Int>": "closedRangeOfInt", "Range<Int>": "rangeOfInt", "PartialRangeFrom<Int>": "rangeFrom",
        "PartialRangeThrough<Int>": "rangeThrough", "PartialRangeUpTo<Int>": "rangeUpTo",
        "RuleState": "ruleState", "NamedMetric<Accuracy>": "namedMetric", "LSTM.State": "lstmState", "IDX": "idx",
        "Safetensors": "safetensors", "Batch": "batch", "Goal": "goal",
        "@Sendable (Tensor) -> Void": "visitorOfTensor", "@Sendable (Tensor, Tensor) -> Void": "visitorOfTwo",
        "@Sendable (Tensor, Tensor) -> Tensor": "sendableFunctionOfTwo", "Hook": "hook", "GraphView": "graph",
        "GraphView.Node": "graphNode", "some CustomOperation": "operation", "any CustomOperation": "operation",
        "some Module": "anyUnaryModule",
    ]

    /// What stands for generic parameters and for `Self`, by the type or function that has them.
    static let arguments: [String: [String: String]] = [
        "Trainer": ["Model": "Sequential"], "NamedMetric": ["Base": "Accuracy"], "RuleOptimizer": ["Rule": "AdamRule"],
        "ParameterSettings": ["Rule": "AdamRule"], "ParameterGroup": ["Rule": "AdamRule"],
        "ModuleList": ["Element": "Linear"],
        "Parameter": ["Value": "Tensor"], "Buffer": ["Value": "Tensor"], "Module": ["Self": "Linear"],
        "": ["Rule": "AdamRule", "Element": "Float", "Result": "Tensor", "Source": "Sequential", "M": "Sequential"],
    ]

    /// The public types that can be made, by path: `Initializer.Gain`.
    private(set) var makers: [String: [Maker]] = [:]
    /// The types that conform to each protocol.
    private(set) var conforming: [String: [String]] = [:]
    /// Type names inside other types, such as `Gain` in `Initializer`.
    private var nested: [String: [String: String]] = [:]

    /// A way to make a value of a type.
    struct Maker {
        let call: String
        let parameters: [Declaration.Parameter]
        let isFailable: Bool
        let canThrow: Bool
    }

    mutating func add(_ maker: Maker, of type: String) { makers[type, default: []].append(maker) }

    mutating func add(_ type: String, to protocolName: String) {
        conforming[protocolName, default: []].append(type)
    }

    /// The type's spelling with generic parameters replaced by what stands for them.
    static func concrete(_ type: String, in owner: String) -> String {
        let root = String(owner.prefix { $0 != "." })
        let replacements = (arguments[""] ?? [:]).merging(arguments[root] ?? [:]) { $1 }
        return replacements.reduce(type) { text, pair in
            text.replacingOccurrences(
                of: #"(?<![\w.])"# + pair.key + #"(?!\w)"#, with: pair.value,
                options: .regularExpression)
        }
    }

    /// A receiver's type with its generic arguments: `Trainer<Sequential>`.
    static func receiver(_ type: String) -> String {
        if type == "Sequence" { return "[Tensor]" }
        guard let values = arguments[type], values["Self"] == nil else { return type }
        return "\(type)<\(values.values.joined(separator: ", "))>"
    }

    /// The expression that draws a value of this type, or nil where nothing draws it.
    func draw(_ type: String, _ name: String) -> String? {
        if let function = Self.written[type] { return "d.\(function)(\(quoted(name)))" }
        if type.hasSuffix("?"), let some = draw(unwrapped(type), name) {
            return "d.optional(\(quoted(name))) { \(some) }"
        }
        if type.hasPrefix("["), type.hasSuffix("]") {
            let parts = String(type.dropFirst().dropLast()).split(at: ":", limit: 1)
            if parts.count == 2 {
                guard parts[0] == "String", let value = draw(parts[1], "") else { return nil }
                return "d.dictionary(\(quoted(name))) { \(value) }"
            }
            guard let element = draw(parts.first ?? "", "") else { return nil }
            return "d.array(\(quoted(name))) { \(element) }"
        }
        if type.hasPrefix("("), type.hasSuffix(")"), !type.contains("->") {
            let parts = String(type.dropFirst().dropLast()).split(at: ",")
            if parts.count == 1 { return draw(parts[0], name) }
            let values = parts.map { part -> String? in
                let pieces = part.split(at: ":", limit: 1)
                guard let value = draw(pieces[pieces.count - 1], pieces.count > 1 ? pieces[0] : "") else { return nil }
                return pieces.count > 1 ? "\(pieces[0]): \(value)" : value
            }
            guard !values.contains(nil) else { return nil }
            return "(\(values.compactMap(\.self).joined(separator: ", ")))"
        }
        if type.hasPrefix("any "), conforming[String(type.dropFirst(4))] != nil {
            return "d.any\(type.dropFirst(4))(\(quoted(name)))"
        }
        let base = type.before("<")
        if makers[base] != nil || makers[type] != nil { return "d.\(Self.function(base))(\(quoted(name)))" }
        return nil
    }

    /// `make_Initializer_Gain`.
    static func function(_ type: String) -> String { "make" + type.replacingOccurrences(of: ".", with: "_") }

    private func unwrapped(_ type: String) -> String {
        let inner = String(type.dropLast())
        return inner.hasPrefix("(any ") || inner.hasPrefix("((") ? String(inner.dropFirst().dropLast()) : inner
    }
}

func quoted(_ text: String) -> String { "\"\(text)\"" }
