import Adjoint

/// Something that changes parameters by their gradients.
public protocol Optimizer: AnyObject {
    /// The factor of each step.
    var learningRate: Double { get set }
    /// The tensors that the optimizer changes.
    var parameters: [Tensor] { get }
    /// Changes every parameter that has a gradient.
    func step()
}

extension Optimizer {
    /// Forgets the gradients of all parameters.
    public func zeroGrad() { parameters.forEach { $0.zeroGrad() } }
}

/// Whether a setting is a finite number ≥ 0; reports one that is not.
@discardableResult
func checkSetting(_ value: Double, _ name: String, of optimizer: String) -> Bool {
    if value.isFinite, value >= 0 { return true }
    report(AdjointError(.value, optimizer, "the \(name) is \(value): a finite number, at least 0, is needed"))
    return false
}
