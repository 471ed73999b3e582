import Adjoint

/// Some of an optimizer's parameters and what is particular to them:
///
///     let optimizer = AdamW(
///         model, learningRate: 1e-3,
///         groups: [
///             ParameterGroup("encoder", learningRateFactor: 0.1),
///             ParameterGroup("head.bias", "norm", weightDecay: 0),
///             ParameterGroup(where: { name, parameter in parameter.rank < 2 }) { $0.rule.betas.1 = 0.99 },
///         ])
///
/// A rate is a multiple of the optimizer's, so that a schedule moves all. Where two groups hold a parameter, the later
/// one has the last word on what it sets. Frozen parameters need no group: an optimizer leaves them alone.
public struct ParameterGroup<Rule: UpdateRule> {
    let paths: [String]
    let contains: (_ name: String, _ parameter: Tensor) -> Bool
    let change: (inout ParameterSettings<Rule>) -> Void

    /// The parameters under one or several paths of a model: `"encoder"` is all that begins with `encoder.`, and
    /// `"head.bias"` one parameter, in Swift's spelling or the one of `namedParameters`. A path under which there is
    /// none is reported.
    ///
    /// - Parameters:
    ///   - paths: where the parameters are.
    ///   - learningRateFactor: what multiplies the optimizer's learning rate; at least 0.
    ///   - weightDecay: λ.
    ///   - change: sets what else is particular, as in `{ $0.rule.momentum = 0 }`.
    public init(
        _ paths: String..., learningRateFactor: Double? = nil, weightDecay: Double? = nil,
        _ change: @escaping (inout ParameterSettings<Rule>) -> Void = { _ in }
    ) {
        let wanted = Set(paths.map { Name.canonical($0) })
        self.paths = paths
        contains = { name, _ in !wanted.isDisjoint(with: Name.paths(to: name)) }
        self.change = Self.combined(learningRateFactor, weightDecay, change)
    }

    /// The parameters that a condition selects by name and tensor. One that selects none is reported.
    public init(
        where isIncluded: @escaping (_ name: String, _ parameter: Tensor) -> Bool, learningRateFactor: Double? = nil,
        weightDecay: Double? = nil, _ change: @escaping (inout ParameterSettings<Rule>) -> Void = { _ in }
    ) {
        (paths, contains) = ([], isIncluded)
        self.change = Self.combined(learningRateFactor, weightDecay, change)
    }

    private static func combined(
        _ learningRateFactor: Double?, _ weightDecay: Double?,
        _ change: @escaping (inout ParameterSettings<Rule>) -> Void
    ) -> (inout ParameterSettings<Rule>) -> Void {
        { settings in
            if let learningRateFactor { settings.learningRateFactor = learningRateFactor }
            if let weightDecay { settings.rule.weightDecay = weightDecay }
            change(&settings)
        }
    }
}
