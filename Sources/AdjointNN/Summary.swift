import Adjoint

/// What `summary(input:)` finds: the layers of a model, what they give and how many parameters they have. Print it.
public struct ModelSummary: Sendable, CustomStringConvertible {
    /// A layer, or a parameter of the model's own.
    public struct Row: Sendable, Hashable {
        /// The path from the model.
        public let name: String
        /// The layer's type.
        public let type: String
        /// The shape of its first result; nil where it was not called, or does not tell (see `observed`).
        public let outputShape: [Int]?
        /// The number of elements of its parameters, those left out that a row above has counted.
        public let parameterCount: Int
    }

    /// The model's type.
    public let model: String
    /// The layers in order of declaration.
    public let rows: [Row]
    /// The number of elements of all parameters.
    public let parameterCount: Int
    /// The number of elements of the parameters that are not frozen.
    public let trainableCount: Int
    /// The number of elements of all buffers.
    public let bufferCount: Int

    /// The table.
    public var description: String {
        let header = ["Layer (type)", "Output shape", "Parameters"]
        let cells = rows.map { row in
            ["\(row.name) (\(row.type))", row.outputShape.map { "\($0)" } ?? "-", Self.grouped(row.parameterCount)]
        }
        let widths = header.indices.map { column in ([header] + cells).map { $0[column].count }.max() ?? 0 }
        func line(_ cells: [String]) -> String {
            let padding = zip(cells, widths).map { String(repeating: " ", count: $1 - $0.count) }
            return cells[0] + padding[0] + "   " + cells[1] + padding[1] + "   " + padding[2] + cells[2]
        }
        let rule = String(repeating: "-", count: widths.reduce(6, +))
        return
            ([model, rule, line(header), rule] + cells.map(line) + [
                rule,
                "Total parameters: \(Self.grouped(parameterCount))",
                "Trainable parameters: \(Self.grouped(trainableCount))",
                "Non-trainable parameters: \(Self.grouped(parameterCount - trainableCount))",
            ] + (bufferCount > 0 ? ["Elements of buffers: \(Self.grouped(bufferCount))"] : []))
            .joined(separator: "\n")
    }

    /// 401920 as 401,920.
    private static func grouped(_ number: Int) -> String {
        var result = ""
        for (index, digit) in String(number).reversed().enumerated() {
            if index > 0, index % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return String(result.reversed())
    }
}

extension Module where Input == Tensor, Output == Tensor {
    /// The layers, their output shapes and their parameters, as Keras' `summary` lists them: runs the model once on
    /// zeros.
    ///
    /// - Parameters:
    ///   - input: the shape of one sample, without the axis of the batch; the batch is of one.
    ///   - dtype: the dtype of the zeros; that of the first parameter where none is given.
    public func summary(input: [Int], dtype: DType? = nil) -> ModelSummary {
        let known = contents.entries.lazy.filter { $0.slot.kind == .parameter }.compactMap(\.slot.dtype).first
        return summary(of: Tensor.zeros([1] + input, dtype: dtype ?? known ?? .float32))
    }

    /// The layers, their output shapes and their parameters for a given input.
    public func summary(of input: Tensor) -> ModelSummary { summary { _ = self(input) } }
}

extension Module {
    /// The layers, their output shapes and their parameters, as they are seen while `run` calls the model; for a
    /// model of several inputs: `model.summary { _ = model(source, target) }`.
    ///
    /// It runs in evaluation and records no gradient. A layer is one row; of containers, and of modules that do not
    /// tell their result (see `observed`), those inside are listed.
    public func summary(calling run: () -> Void) -> ModelSummary {
        let recorder = CallRecorder()
        evaluating { CallRecorder.$current.withValue(recorder) { run() } }
        var listing = SummaryListing(recorder.calls)
        listing.addParts(of: self, name: "")
        let parameters = parameters
        return ModelSummary(
            model: "\(type(of: self))", rows: listing.rows,
            parameterCount: parameters.reduce(0) { $0 + $1.count },
            trainableCount: parameters.reduce(0) { $0 + ($1.requiresGrad ? $1.count : 0) },
            bufferCount: buffers.reduce(0) { $0 + $1.count })
    }
}

/// Gathers the rows of a summary from a model and the calls that were seen.
private struct SummaryListing {
    private(set) var rows: [ModelSummary.Row] = []
    /// In reverse order of the calls, so that the first is taken from the end: by it those are told apart that hold
    /// nothing.
    private var calls: [ModuleIdentity: [CallRecorder.Call]] = [:]
    private var counted: Set<ObjectIdentifier> = []

    init(_ calls: [CallRecorder.Call]) {
        for call in calls.reversed() {
            self.calls[call.module, default: []].append(call)
        }
    }

    mutating func addParts(of module: any Module, name: String) {
        for entry in ModuleContents(of: module, isDeep: false).entries where entry.slot.kind == .parameter {
            add(Name.join(name, entry.name), "Parameter", nil, [entry.slot.tensor].compactMap { $0 })
        }
        for (label, part) in module.namedChildren {
            let path = Name.join(name, label)
            let seen = takeCall(of: ModuleIdentity(part))
            let isWhole = seen?.isOwnNote == true && !(part is any ModuleContainer)
            if !isWhole, !part.children.isEmpty {
                addParts(of: part, name: path)
            } else {
                add(path, "\(type(of: part))", seen?.output.shape, part.parameters)
            }
        }
    }

    private mutating func add(_ name: String, _ type: String, _ shape: [Int]?, _ parameters: [Tensor]) {
        let fresh = parameters.filter { counted.insert(ObjectIdentifier($0)).inserted }
        let count = fresh.reduce(0) { $0 + $1.count }
        rows.append(ModelSummary.Row(name: name, type: type, outputShape: shape, parameterCount: count))
    }

    private mutating func takeCall(of key: ModuleIdentity) -> CallRecorder.Call? {
        key.parts.isEmpty ? calls[key]?.popLast() : calls[key]?.last
    }
}
