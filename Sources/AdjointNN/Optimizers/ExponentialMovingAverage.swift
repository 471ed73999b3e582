import Adjoint

/// A running mean of the parameters, which often predicts better than the parameters themselves (Polyak and Juditsky,
/// 1992): a ← d·a + (1 - d)·p after each step.
///
///     let average = ExponentialMovingAverage(model, decay: 0.999)
///     …
///     optimizer.step()
///     average.update()
///     …
///     average.withAverages { evaluate(model) }
public final class ExponentialMovingAverage {
    /// d, in 0...1.
    public let decay: Double
    /// How many updates there were.
    public private(set) var updates = 0
    private let named: [(name: String, parameter: Tensor)]
    private let averages: [Tensor]

    /// The mean begins at the parameters' present values.
    public init(_ source: some ParameterSource, decay: Double = 0.999) {
        checkSetting(decay, in: 0...1, "decay", of: "ExponentialMovingAverage")
        self.decay = decay
        named = source.distinctParameters(for: "ExponentialMovingAverage")
        checkTrainable(named, "ExponentialMovingAverage")
        averages = named.map { $0.parameter.detach() }
    }

    /// Takes the parameters' present values into the mean; those of `fixedElements` as they are.
    public func update() {
        if hasFailed { return }
        willChange(self, updates) { $0.updates = $1 }
        updates += 1
        withoutGradient {
            assign(
                zip(averages, named).map { average, entry in
                    let mean = decay * average + (1 - decay) * entry.parameter
                    return (average, entry.parameter.fixedElements.map { which($0, entry.parameter, mean) } ?? mean)
                })
        }
    }

    /// Runs `body` while the parameters have the averages for values; then they have their own again.
    public func withAverages<Result>(_ body: () throws -> Result) rethrows -> Result {
        let parameters = named.map(\.parameter)
        let values = parameters.map { $0.detach() }
        assign(Array(zip(parameters, averages)))
        defer { assign(Array(zip(parameters, values))) }
        return try body()
    }

    /// The averages by the names of the parameters, and `updates`.
    public var stateDictionary: [String: Tensor] {
        var result = ["updates": Tensor(updates)]
        for ((name, _), average) in zip(named, averages) { result["\(name).average"] = average.detach() }
        return result
    }

    /// Takes over what `stateDictionary` of a mean of the same parameters gave.
    /// - Throws: an `AdjointError` that lists what is missing, unexpected or of another shape; nothing has changed
    ///   then.
    public func load(_ state: [String: Tensor]) throws {
        var reader = StateReader(state, "ExponentialMovingAverage.load")
        let updates = reader.integer("updates")
        let loaded = zip(named, averages).map { ($1, reader.tensor("\($0.name).average", like: $1)) }
        try reader.finish()
        self.updates = updates
        assign(loaded)
    }
}
