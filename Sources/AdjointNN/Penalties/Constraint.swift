import Adjoint

/// A set of weights that training should not leave, as the projection to it:
/// `optimizer.configure(where: …) { $0.constraint = .maxNorm(3) }` projects after each step.
public struct Constraint: Sendable {
    private let projection: @Sendable (Tensor) -> Tensor

    /// A constraint with a projection of your own, which keeps shape and dtype.
    public init(_ projection: @escaping @Sendable (Tensor) -> Tensor) { self.projection = projection }

    /// The weights' projection.
    public func callAsFunction(_ weights: Tensor) -> Tensor { projection(weights) }

    /// Each unit's weights have a norm of at most `bound`: w · min(1, bound / ‖w‖) (Srebro and Shraibman, 2005).
    ///
    /// A unit's weights are those that differ along `axes` only; by default along all but the first axis, which in this
    /// library's layouts is that of the outputs. A weight with one axis, or none, is one unit.
    public static func maxNorm(_ bound: Double, axes: [Int]? = nil) -> Constraint {
        guard checkPositive(bound, "bound", of: "Constraint.maxNorm") else { return Constraint { $0 } }
        return Constraint { weights in
            let norms = norms(weights, axes)
            // A norm of 0 is left alone, whatever the bound.
            return which(norms .> bound, weights * (bound / norms), weights)
        }
    }

    /// Each unit's weights have the norm 1: w / ‖w‖; weights that all are 0 stay so. For `axes` see `maxNorm`.
    public static func unitNorm(axes: [Int]? = nil) -> Constraint {
        Constraint { weights in
            let norms = norms(weights, axes)
            return which(norms .> 0, weights / norms, weights)
        }
    }

    private static func norms(_ weights: Tensor, _ axes: [Int]?) -> Tensor {
        let others = weights.rank > 1 ? Array(1..<weights.rank) : Array(0..<weights.rank)
        return weights.norm(axes: axes ?? others, keepDims: true)
    }
}
