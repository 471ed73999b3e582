// Derivatives of functions, each in two forms: with `at:` the derivative at a place, as in `hessian(of: f, at: x)`, and
// without it a function of the place, `hessian(of: f)`, to be applied later, handed on, or differentiated again.
//
// `x` itself is left alone: the function runs on a stand-in for it.
// Where `x`, or anything else that the function uses, requires a gradient, what comes out can be differentiated by it,
// so transforms can be nested, and a gradient by x can be part of a loss of weights.

extension Tensor {
    /// What a transform differentiates by: a node on top of this tensor, or a fresh leaf where it is not tracked. Of
    /// integers an error, and something that depends on nothing.
    fileprivate func variable(for caller: String) -> Tensor {
        let copy = detach()
        guard dtype.isFloatingPoint else {
            report(AdjointError(.dtype, caller, "x is \(dtype): float32 or float64 is needed; cast it first"))
            return copy
        }
        if tracked && isGradientEnabled {
            return copy.record(LinearOperation(.identity, apply: { $0 }, transpose: { $0 }), self)
        }
        copy.requiresGrad = true
        return copy
    }

    /// Whether this result depends on a leaf that requires a gradient, other than `variable`.
    fileprivate func usesLeaf(otherThan variable: Tensor) -> Bool {
        reaches { $0 !== variable.gradient && !$0.isSpent }
    }

    /// Nobody will ask for the gradient of this variable any more.
    func spend() { gradient.map { slot in GraphLock.hold { slot.isSpent = true } } }

    /// Whether this depends on a leaf of whose slot for gradients something holds. A leaf and what stands for it in the
    /// graph share the slot.
    func reaches(_ holds: (GradientAccumulator) -> Bool) -> Bool {
        guard tracked else { return false }
        return GraphLock.hold {
            var seen: Set<ObjectIdentifier> = [ObjectIdentifier(self)]
            var stack = [self]
            while let node = stack.popLast() {
                if node.operation == nil, let slot = node.gradient, holds(slot) { return true }
                for input in node.inputs where input.tracked && seen.insert(ObjectIdentifier(input)).inserted {
                    stack.append(input)
                }
            }
            return false
        }
    }
}

/// The function's value at `x` and the function g ↦ gᵀJ, J being the Jacobian matrix of `function` at `x`.
public func vjp(
    of function: (Tensor) -> Tensor, at x: Tensor
) -> (value: Tensor, pullback: (_ cotangent: Tensor) -> Tensor) {
    vjp("vjp", of: function, at: x)
}

// The functions below are made of one another; errors name the one that was called.

private func vjp(
    _ caller: String, of function: (Tensor) -> Tensor, at x: Tensor
) -> (value: Tensor, pullback: (_ cotangent: Tensor) -> Tensor) {
    let variable = x.variable(for: caller)
    let y = withGradient { function(variable) }
    let higher = isGradientEnabled && (x.tracked || y.usesLeaf(otherThan: variable))
    variable.spend()
    return (
        higher ? y : y.detach(),
        { cotangent in
            guard y.tracked else { return Tensor.zeros(like: x) }
            let createGraph = higher || cotangent.tracked && isGradientEnabled
            return gradients(
                for: caller, of: y, for: [variable], cotangent: cotangent, retainGraph: true, createGraph: createGraph)[
                    0]
        }
    )
}

/// The function's value at `x` and J·tangent, J being the Jacobian matrix of `function` at `x`: forward mode.
///
/// The function's graph is walked from `x` to the result; each operation passes its inputs' tangents on.
public func jvp(
    of function: (Tensor) -> Tensor, at x: Tensor, tangent: Tensor
) -> (value: Tensor, tangent: Tensor) {
    guard tangent.shape == x.shape, tangent.dtype == x.dtype else {
        let zero = fail(
            .shape, "jvp",
            "the tangent is \(tangent.shape) \(tangent.dtype) and x is \(x.shape) \(x.dtype): they must be equal")
        return (zero, zero)
    }
    let variable = x.variable(for: "jvp")
    let y = withGradient { function(variable) }
    let higher = isGradientEnabled && (x.tracked || tangent.tracked || y.usesLeaf(otherThan: variable))
    variable.spend()
    let push = {
        y.onItsDevice { GraphLock.hold { forwardTangent(of: y, from: variable, tangent) } } ?? Tensor.zeros(like: y)
    }
    return higher ? (y, push()) : (y.detach(), withoutGradient(push))
}

/// Walks the graph behind `y` in the order of computation. Nil where y does not depend on x.
private func forwardTangent(of y: Tensor, from x: Tensor, _ tangent: Tensor) -> Tensor? {
    let start = x.recorded
    var tangents: [ObjectIdentifier: Tensor] = [ObjectIdentifier(start): tangent]
    var seen: Set<ObjectIdentifier> = [ObjectIdentifier(start)]
    if y === x { return tangent }
    var stack = [(y, false)]
    while let (node, inputsDone) = stack.popLast() {
        if inputsDone {
            let known = node.inputs.map { tangents[ObjectIdentifier($0)] }
            guard known.contains(where: { $0 != nil }), let operation = node.operation else { continue }
            // A broadcast operand has a smaller tangent than the result.
            let result = operation.tangent(of: node, known)
            tangents[ObjectIdentifier(node)] = result.shape == node.shape ? result : result.broadcast(to: node.shape)
        } else if seen.insert(ObjectIdentifier(node)).inserted {
            stack.append((node, true))
            for input in node.inputs where input.tracked { stack.append((input, false)) }
        }
    }
    return tangents[ObjectIdentifier(y)]
}

/// The gradient at `x` of a function with one result: ∂f/∂x, of the shape of x.
///
///     gradient(of: { ($0 * $0).sum() }, at: Tensor([1, 2]))  // [2, 4]
public func gradient(of function: (Tensor) -> Tensor, at x: Tensor) -> Tensor {
    valueAndGradient("gradient", of: function, at: x).gradient
}

/// A function's only result at `x` and its gradient there.
public func valueAndGradient(
    of function: (Tensor) -> Tensor, at x: Tensor
) -> (value: Tensor, gradient: Tensor) {
    valueAndGradient("valueAndGradient", of: function, at: x)
}

private func valueAndGradient(
    _ caller: String, of function: (Tensor) -> Tensor, at x: Tensor
) -> (value: Tensor, gradient: Tensor) {
    let (value, pullback) = vjp(caller, of: function, at: x)
    guard value.count == 1 else {
        let zero = fail(
            .shape, caller, "the function gives \(value.shape), not one element: use vjp or jacobian",
            dtype: x.dtype)
        return (value, zero)
    }
    return (value, pullback(Tensor.ones(like: value)))
}

/// The Jacobian matrix of a function at `x`: its shape is that of the result followed by that of x. It takes a pullback
/// for each element of the result.
public func jacobian(of function: (Tensor) -> Tensor, at x: Tensor) -> Tensor {
    jacobian("jacobian", of: function, at: x)
}

private func jacobian(_ caller: String, of function: (Tensor) -> Tensor, at x: Tensor) -> Tensor {
    let (value, pullback) = vjp(caller, of: function, at: x)
    guard value.count > 0 else { return Tensor.zeros(value.shape + x.shape, dtype: x.dtype) }
    let units = Tensor.eye(value.count, dtype: value.dtype)
    if hasFailed { return .standIn(x.dtype) }
    let rows = (0..<value.count).map { pullback(units[$0].reshaped(value.shape)) }
    return stacked(rows).reshaped(value.shape + x.shape)
}

/// The matrix of second derivatives at `x` of a function with one result: its shape is that of x twice.
public func hessian(of function: (Tensor) -> Tensor, at x: Tensor) -> Tensor {
    jacobian("hessian", of: { valueAndGradient("hessian", of: function, at: $0).gradient }, at: x)
}

/// H·vector, H being the Hessian matrix at `x` of a function with one result, without forming H.
public func hvp(of function: (Tensor) -> Tensor, at x: Tensor, vector: Tensor) -> Tensor {
    guard vector.shape == x.shape, vector.dtype == x.dtype else {
        return fail(
            .shape, "hvp",
            "the vector is \(vector.shape) \(vector.dtype) and x is \(x.shape) \(x.dtype): they must be equal")
    }
    return vjp("hvp", of: { valueAndGradient("hvp", of: function, at: $0).gradient }, at: x).pullback(vector)
}

// MARK: As functions

/// `gradient(of:at:)` as a function of x.
public func gradient(of function: @escaping (Tensor) -> Tensor) -> (_ x: Tensor) -> Tensor {
    { gradient(of: function, at: $0) }
}

/// `valueAndGradient(of:at:)` as a function of x.
public func valueAndGradient(
    of function: @escaping (Tensor) -> Tensor
) -> (_ x: Tensor) -> (value: Tensor, gradient: Tensor) {
    { valueAndGradient(of: function, at: $0) }
}

/// `vjp(of:at:)` as a function of x.
public func vjp(
    of function: @escaping (Tensor) -> Tensor
) -> (_ x: Tensor) -> (value: Tensor, pullback: (_ cotangent: Tensor) -> Tensor) {
    { vjp(of: function, at: $0) }
}

/// `jvp(of:at:tangent:)` as a function of x and the tangent.
public func jvp(
    of function: @escaping (Tensor) -> Tensor
) -> (_ x: Tensor, _ tangent: Tensor) -> (value: Tensor, tangent: Tensor) {
    { jvp(of: function, at: $0, tangent: $1) }
}

/// `jacobian(of:at:)` as a function of x.
public func jacobian(of function: @escaping (Tensor) -> Tensor) -> (_ x: Tensor) -> Tensor {
    { jacobian(of: function, at: $0) }
}

/// `hessian(of:at:)` as a function of x.
public func hessian(of function: @escaping (Tensor) -> Tensor) -> (_ x: Tensor) -> Tensor {
    { hessian(of: function, at: $0) }
}

/// `hvp(of:at:vector:)` as a function of x and the vector.
public func hvp(of function: @escaping (Tensor) -> Tensor) -> (_ x: Tensor, _ vector: Tensor) -> Tensor {
    { hvp(of: function, at: $0, vector: $1) }
}
