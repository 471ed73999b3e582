import Adjoint
import AdjointNN
import Foundation

/// A hyperparameter's value: a number or a word.
public enum Setting: Sendable, Hashable, Codable, CustomStringConvertible, ExpressibleByFloatLiteral,
    ExpressibleByIntegerLiteral, ExpressibleByStringLiteral
{
    /// A number, whole or not.
    case number(Double)
    /// A word, such as the name of an optimizer.
    case word(String)

    /// A number.
    public init(floatLiteral value: Double) { self = .number(value) }
    /// A whole number.
    public init(integerLiteral value: Int) { self = .number(Double(value)) }
    /// A word.
    public init(stringLiteral value: String) { self = .word(value) }

    /// As in a table: numbers with four digits.
    public var description: String {
        switch self {
        case .number(let value): String(format: "%.4g", value)
        case .word(let value): value
        }
    }
}

/// One choice of hyperparameters: `trial["learning rate"]`.
public struct Trial: Sendable, Hashable, Codable {
    /// The values by name.
    public let settings: [String: Setting]

    /// A trial of the given values.
    public init(_ settings: [String: Setting]) { self.settings = settings }

    /// The number of a name. Reports a name that is not there or is not that of a number.
    public subscript(name: String) -> Double {
        if case .number(let value)? = settings[name] { return value }
        report(AdjointError(.value, "Trial", "\(quoted(name)) is no number among \(listed(settings.keys.sorted()))"))
        return .nan
    }

    /// The word of a name. Reports a name that is not there or is not that of a word.
    public func word(_ name: String) -> String {
        if case .word(let value)? = settings[name] { return value }
        report(AdjointError(.value, "Trial", "\(quoted(name)) is no word among \(listed(settings.keys.sorted()))"))
        return ""
    }

    /// The whole number of a name, rounded. Reports a name that is not there, and what is no number of an `Int`.
    public func count(_ name: String) -> Int {
        let value = self[name]
        if let count = Int(exactly: value.rounded()) { return count }
        report(AdjointError(.value, "Trial", "\"\(name)\" is \(value): a whole number is needed"))
        return 0
    }
}

/// What values a hyperparameter may take in a random search.
public enum SearchRange: Sendable, Hashable, ExpressibleByArrayLiteral {
    /// One of these, each as likely.
    case choice([Setting])
    /// A number, uniform in a finite range.
    case uniform(ClosedRange<Double>)
    /// A number whose logarithm is uniform: for learning rates. The range must be positive and finite.
    case logarithmic(ClosedRange<Double>)
    /// A whole number within ±2⁵³, each as likely.
    case integer(ClosedRange<Int>)

    /// One of these.
    public init(arrayLiteral elements: Setting...) { self = .choice(elements) }

    /// As it is written in Swift, without the kind.
    fileprivate var text: String {
        switch self {
        case .choice(let values): "\(values)"
        case .uniform(let range), .logarithmic(let range): "\(range)"
        case .integer(let range): "\(range)"
        }
    }

    func draw(_ generator: inout RandomGenerator) -> Setting? {
        switch self {
        case .choice(let values): return values.randomElement(using: &generator)
        case .uniform(let range):
            guard range.lowerBound.isFinite, range.upperBound.isFinite else { return nil }
            if (range.upperBound - range.lowerBound).isFinite { return .number(.random(in: range, using: &generator)) }
            let share = Double.random(in: 0...1, using: &generator)
            return .number(range.lowerBound * (1 - share) + range.upperBound * share)
        case .logarithmic(let range):
            guard range.lowerBound > 0, range.upperBound.isFinite else { return nil }
            let exponent = Double.random(in: log(range.lowerBound)...log(range.upperBound), using: &generator)
            return .number(min(max(exp(exponent), range.lowerBound), range.upperBound))
        case .integer(let range):
            let exact = -1 << 53...1 << 53
            guard exact.contains(range.lowerBound), exact.contains(range.upperBound) else { return nil }
            return .number(Double(Int.random(in: range, using: &generator)))
        }
    }
}

/// A search for the hyperparameters with the best score.
///
///     let search = HyperparameterSearch(grid: ["learning rate": [0.1, 0.01], "hidden": [16, 32]])
///     let results = try search.run(log: file) { trial in
///         try crossValidate(samples, folds) { train, test in accuracy(of: trial, train, test) }.mean
///     }
///     print(results)
public struct HyperparameterSearch: Sendable {
    /// What is tried, in this order.
    public let trials: [Trial]
    /// Which way a score is better.
    public let goal: Goal

    /// Every combination of the given values, the last name varying fastest.
    public init(grid: KeyValuePairs<String, [Setting]>, goal: Goal = .higher) {
        Self.checkNames(grid.map(\.key))
        self.goal = goal
        guard Self.admits(grid.reduce(1) { Self.product($0, $1.value.count) }, names: grid.count) else {
            trials = []
            return
        }
        trials = grid.reduce([[:]]) { partial, entry in
            partial.flatMap { settings in
                entry.value.map { value in settings.merging([entry.key: value]) { _, new in new } }
            }
        }.map(Trial.init)
    }

    /// Whether there is memory for so many trials; reports it if not.
    private static func admits(_ count: Int, names: Int) -> Bool {
        let settings = MemoryLayout<String>.stride + MemoryLayout<Setting>.stride
        return AdjointTraining.admits(count, names + 1, of: 2 * settings, "HyperparameterSearch")
    }

    private static func product(_ a: Int, _ b: Int) -> Int {
        let (product, overflow) = a.multipliedReportingOverflow(by: b)
        return overflow ? .max : product
    }

    /// `count` combinations drawn at random (Bergstra and Bengio, 2012); the same for the same seed.
    public init(random ranges: KeyValuePairs<String, SearchRange>, count: Int, seed: UInt64, goal: Goal = .higher) {
        Self.checkNames(ranges.map(\.key))
        var generator = RandomGenerator(seed: seed)
        var trials: [Trial] = []
        let isPossible =
            checkCount(count, atLeast: 0, "number of trials", of: "HyperparameterSearch")
            && Self.admits(count, names: ranges.count)
        for _ in 0..<(isPossible ? count : 0) where !hasFailed {
            var settings: [String: Setting] = [:]
            for (name, range) in ranges {
                settings[name] = range.draw(&generator)
                if settings[name] == nil {
                    report(
                        AdjointError(
                            .value, "HyperparameterSearch", "\"\(name)\" has no value to draw in \(range.text)"))
                }
            }
            trials.append(Trial(settings))
        }
        self.trials = trials
        self.goal = goal
    }

    /// Reports a name that two hyperparameters have: the second would take the place of the first.
    private static func checkNames(_ names: [String]) {
        for (index, name) in names.enumerated() where names[..<index].contains(name) {
            report(AdjointError(.value, "HyperparameterSearch", "two hyperparameters are called \"\(name)\""))
        }
    }

    /// Runs every trial, and keeps what is done in a log: a search that was interrupted goes on where it was.
    ///
    /// - Parameters:
    ///   - log: a file of JSON lines, one for each trial that is done. Trials in it are not run again.
    ///   - display: whether a line is printed for each trial.
    ///   - score: trains and gives the score, most often a cross-validated one.
    /// - Throws: what `score` throws, and `FileError` where the log cannot be read or written.
    public func run(
        log: URL? = nil, display: TrainingDisplay = .automatic, score: (Trial) throws -> Double
    ) throws -> SearchResults {
        var done = try log.map(Self.read) ?? []
        var scores: [Trial: Double] = [:]
        for entry in done { scores[entry.trial] = entry.score }
        let bar = ProgressBar("search", total: trials.count)
        for (index, trial) in trials.enumerated() where scores[trial] == nil && !hasFailed {
            if display != .none { bar.update(index) }
            let value = try score(trial)
            if hasFailed { break }
            scores[trial] = value
            done.append(SearchResults.Entry(trial: trial, score: value))
            if let log { try Self.write(done, to: log) }
            bar.clear()
            if display != .none {
                printLine("trial \(index + 1)/\(trials.count)  \(Self.text(trial))  score \(Scores.text(value))")
            }
        }
        let entries = trials.map { SearchResults.Entry(trial: $0, score: scores[$0] ?? .nan) }
        return SearchResults(entries: entries, goal: goal)
    }

    private static func text(_ trial: Trial) -> String {
        trial.settings.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: "  ")
    }

    private static func read(_ file: URL) throws -> [SearchResults.Entry] {
        guard FileManager.default.fileExists(atPath: file.path) else { return [] }
        var entries: [SearchResults.Entry] = []
        var lines = try LineReader(ByteStream(file))
        while let line = try lines.next() {
            if line.text.isEmpty { continue }
            guard let entry = try? Checkpoint.decoder.decode(SearchResults.Entry.self, from: Data(line.text)) else {
                throw FileError(.malformed, file.path, .offset(line.offset), "this is no line of a search's log")
            }
            entries.append(entry)
        }
        return entries
    }

    private static func write(_ entries: [SearchResults.Entry], to file: URL) throws {
        let encoder = Checkpoint.encoder
        encoder.outputFormatting = .sortedKeys
        try writeAtomically(to: file) { handle in
            for entry in entries { try handle.write(contentsOf: encoder.encode(entry) + Data("\n".utf8)) }
        }
    }
}

/// The trials of a search with their scores; printed as a table, the best first.
public struct SearchResults: Sendable, CustomStringConvertible {
    /// A trial with its score.
    public struct Entry: Sendable, Hashable, Codable {
        /// The hyperparameters.
        public let trial: Trial
        /// What they reached.
        public let score: Double
    }

    /// All trials, in the order of the search.
    public let entries: [Entry]
    /// Which way a score is better.
    public let goal: Goal

    /// All trials, the best first; those without a number at the end.
    public var ranked: [Entry] {
        entries.filter { !$0.score.isNaN }.sorted { goal.isBetter($0.score, than: $1.score) }
            + entries.filter(\.score.isNaN)
    }

    /// The best trial; nil where there is none with a score.
    public var best: Entry? { goal.best(of: entries.map(\.score)).map { entries[$0] } }

    /// A table.
    public var description: String {
        let names = Set(entries.flatMap { $0.trial.settings.keys }).sorted()
        let rows =
            [["rank"] + names + ["score"]]
            + ranked.enumerated().map { rank, entry in
                ["\(rank + 1)"] + names.map { entry.trial.settings[$0]?.description ?? "" } + [Scores.text(entry.score)]
            }
        let widths = (0..<names.count + 2).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            zip(row, widths).map { $0.leftPadded(to: $1) }.joined(separator: "  ")
        }.joined(separator: "\n")
    }
}
