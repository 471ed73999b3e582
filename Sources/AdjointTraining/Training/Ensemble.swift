import Adjoint
import AdjointNN
import Foundation

/// Classifiers that answer together. Every member gives scores (logits) [batch, classes]; so does the ensemble.
///
/// Members that were trained apart are used as they are; their parameters are those of the ensemble.
public struct Ensemble: Module, Sendable {
    /// How the answers are put together.
    public enum Rule: Sendable, Hashable {
        /// log of the mean of the members' probabilities, softmax(scores): soft voting.
        case average
        /// log of the share of members whose greatest score is that of the class; of a draw, the class that is sure of
        /// itself by the members' mean probability wins. Has no gradient.
        case majority
    }

    /// The classifiers.
    public let members: ModuleList<any UnaryModule>
    private let rule: Rule

    /// An ensemble of at least one member.
    public init(_ members: [any UnaryModule], by rule: Rule = .average) {
        if members.isEmpty { report(AdjointError(.value, "Ensemble", "at least one member is needed")) }
        self.members = ModuleList(members)
        self.rule = rule
    }

    /// The scores of the ensemble, whose softmax are its probabilities.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        let scores = stacked(members.map { $0(x) })  // [members, batch, classes]
        guard scores.rank == 3 else {
            report(
                AdjointError(.shape, "Ensemble", "members give \(scores.shape.dropFirst()): [batch, classes] is needed")
            )
            return .standIn(scores.dtype)
        }
        let mean = logSumExp(logSoftmax(scores, axis: -1), axis: 0) - Foundation.log(Double(members.count))
        switch rule {
        case .average: return mean
        case .majority:
            let votes = oneHot(scores.argmax(axis: -1), classes: scores.shape[2]).mean(axis: 0)
            // A share of votes is a multiple of 1/members; the mean probability decides between equal ones only.
            return log(votes + exp(mean) * (0.01 / Double(members.count)))
        }
    }
}

/// Stacked generalization (Wolpert, 1992): a final layer that is trained on the outputs of members that stay as they
/// are.
public struct Stacking: Module, Sendable {
    /// The classifiers, whose parameters the training of the final layer leaves alone.
    public let members: ModuleList<any UnaryModule>
    /// From the members' probabilities [batch, members · classes] to scores.
    public let final: any UnaryModule

    /// - Parameters:
    ///   - members: classifiers with scores [batch, classes].
    ///   - final: for instance `Linear(members.count * classes, classes)`. Train it on samples that the members have
    /// not
    ///     seen, with an optimizer of `final` alone.
    public init(_ members: [any UnaryModule], final: any UnaryModule) {
        if members.isEmpty { report(AdjointError(.value, "Stacking", "at least one member is needed")) }
        self.members = ModuleList(members)
        self.final = final
    }

    /// The scores of the final layer.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        final(concatenated(members.map { member in member.evaluating { softmax(member(x), axis: -1) } }, axis: -1))
    }
}
