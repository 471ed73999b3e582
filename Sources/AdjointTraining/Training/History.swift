import Foundation

/// Named results, such as the loss and the accuracy over a set: `scores["accuracy"]`.
public struct Scores: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The names, in the order in which the scores were added.
    public private(set) var names: [String] = []
    private var values: [Double] = []

    /// No scores yet.
    public init() {}

    /// Scores that were encoded: names, each once, with as many values.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        names = try container.decode([String].self, forKey: .names)
        values = try container.decode([Double].self, forKey: .values)
        guard names.count == values.count, Set(names).count == names.count else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "each score has a name of its own"))
        }
    }

    /// The score of a name; nil where there is none. Setting nil makes it NaN.
    public subscript(name: String) -> Double? {
        get { names.firstIndex(of: name).map { values[$0] } }
        set {
            if let index = names.firstIndex(of: name) {
                values[index] = newValue ?? .nan
            } else if let newValue {
                names.append(name)
                values.append(newValue)
            }
        }
    }

    /// `loss 0.1234  accuracy 0.9712`.
    public var description: String { zip(names, values).map { "\($0) \(Self.text($1))" }.joined(separator: "  ") }

    /// These scores and others.
    func adding(_ others: Scores, prefix: String = "") -> Scores {
        var sum = self
        for (name, value) in zip(others.names, others.values) { sum[prefix + name] = value }
        return sum
    }

    /// Four digits after the point, or an exponent where they would say nothing.
    static func text(_ value: Double) -> String {
        let isPlain = value == 0 || (1e-3..<1e5).contains(abs(value)) || !value.isFinite
        return String(format: isPlain ? "%.4f" : "%.3e", value)
    }
}

/// The scores of every epoch of a run: `history["validation loss"]` is a curve.
public struct History: Sendable, Hashable, Codable {
    /// The scores of each epoch.
    public private(set) var epochs: [Scores] = []

    /// No epochs yet.
    public init() {}

    /// Adds the scores of an epoch.
    public mutating func append(_ scores: Scores) { epochs.append(scores) }

    /// All names, in the order in which they came first.
    public var names: [String] {
        var seen: Set<String> = []
        return epochs.flatMap(\.names).filter { seen.insert($0).inserted }
    }

    /// One score over the epochs; NaN in an epoch that lacks it, and empty where no epoch has it.
    public subscript(name: String) -> [Double] {
        let values = epochs.map { $0[name] }
        return values.contains { $0 != nil } ? values.map { $0 ?? .nan } : []
    }

    /// The scores of the last epoch.
    public var last: Scores? { epochs.last }

    /// Some scores as curves over the epochs, counted from 1: `history.chart("loss", "validation loss")`.
    public func chart(_ names: String..., title: String = "", yScale: AxisScale = .linear) -> LineChart {
        let epochs = (0..<epochs.count).map { Double($0 + 1) }
        let series = names.map { name in
            let values = self[name]
            return Series(name, values, x: Array(epochs.prefix(values.count)))
        }
        return LineChart(title: title, xTitle: "epoch", series: series, yScale: yScale)
    }

    /// The epochs as comma-separated values, with a header.
    public var csv: String {
        let names = names
        let rows = epochs.enumerated().map { epoch, scores in
            ["\(epoch + 1)"] + names.map { scores[$0].map { "\($0)" } ?? "" }
        }
        return ([["epoch"] + names] + rows).map { $0.map(Self.field).joined(separator: ",") + "\n" }.joined()
    }

    /// RFC 4180: a field with a separator, a quote or a line break stands in quotes.
    private static func field(_ text: String) -> String {
        let needsQuotes = text.contains { ",\"\r\n".contains($0) }
        return needsQuotes ? "\"\(text.replacingOccurrences(of: "\"", with: "\"\""))\"" : text
    }
}
