import Adjoint

/// A part of a network: a function with parameters, buffers and parts of its own.
///
/// Adopt it with a struct or a class that implements `callAsFunction`, and nothing else:
///
///     struct Scale: Module {
///         @Parameter var gain: Tensor
///         init(_ features: Int) { gain = .ones([features]) }
///         func callAsFunction(_ x: Tensor) -> Tensor { x * gain }
///     }
///
/// What it consists of is found by reflection, in the order of declaration and those of a superclass first:
/// properties marked `@Parameter` and `@Buffer`, `TrainingMode`s, and other modules, also in arrays, tuples,
/// optionals and dictionaries. Other properties, tensors too, are none of its state.
///
/// **Names** are paths of property labels in PyTorch's spelling: `selfAttention.runningMean` is called
/// `self_attention.running_mean`, the elements of an array `layers.0`, `layers.1`, the values of a dictionary by their
/// keys. Wherever a path is asked for, both spellings do.
///
/// A module whose `callAsFunction` takes one argument is a `Module` from that argument to its result; those from
/// `Tensor` to `Tensor` can be placed in containers, if they are `Sendable` (`UnaryModule`). A module of several
/// arguments needs nothing more; its `Input` is `SeveralArguments`, of which there is no value.
///
/// A copy of a module, also of a struct, shares the parameters, buffers and the mode of the original. See `assign`
/// for a twin with its own.
public protocol Module<Input, Output>: ParameterSource, CustomStringConvertible {
    /// What the module takes.
    associatedtype Input = SeveralArguments
    /// What it gives.
    associatedtype Output = SeveralArguments

    /// The module's function.
    func callAsFunction(_ input: Input) -> Output
}

/// The input and the output of a module that does not take exactly one argument: call it with the arguments of its own
/// `callAsFunction`. It cannot stand in a container, and functions that take a model of one input do not take it.
public struct SeveralArguments: Sendable {
    private init() {}
}

extension Module where Input == SeveralArguments, Output == SeveralArguments {
    /// Stands in for the function of one argument where a module has none; nothing can call it.
    public func callAsFunction(_ input: SeveralArguments) -> SeveralArguments { input }
}

/// A module from one tensor to one tensor that several threads may call: what goes into containers, which are called by
/// several threads too.
///
/// A struct of parameters, buffers and modules is `Sendable` by itself, or, where it is public, as soon as it says so.
/// One that is not, such as a class with a counter, is a `Module<Tensor, Tensor>`, which `LocalSequential` takes.
public typealias UnaryModule = Module<Tensor, Tensor> & Sendable

// MARK: Parameters and buffers

extension Module {
    /// The parameters with their names, frozen ones included.
    ///
    /// A tensor that is reached on several paths counts once, under the first.
    public var namedParameters: [(name: String, parameter: Tensor)] {
        contents.tensors(ofKind: .parameter).map { (name: $0, parameter: $1) }
    }

    /// The parameters, in the order of `namedParameters`.
    public var parameters: [Tensor] { namedParameters.map(\.parameter) }

    /// The number of elements of all parameters.
    public var parameterCount: Int { parameters.reduce(0) { $0 + $1.count } }

    /// The buffers with their names: what is saved with the parameters but not trained, such as running means.
    public var namedBuffers: [(name: String, buffer: Tensor)] {
        contents.tensors(ofKind: .buffer).map { (name: $0, buffer: $1) }
    }

    /// The buffers, in the order of `namedBuffers`.
    public var buffers: [Tensor] { namedBuffers.map(\.buffer) }

    /// Forgets the gradients of all parameters.
    public func zeroGrad() { parameters.forEach { $0.zeroGrad() } }

    /// Stops the training of the parameters under the given paths; of all where no path is given.
    ///
    /// Frozen parameters require no gradient, so optimizers leave them alone. `freeze("encoder", "head.bias")`
    /// reports a path under which there is no parameter.
    public func freeze(_ paths: String...) { setTrained(false, paths, "freeze") }

    /// Lets the parameters under the given paths be trained again; all where no path is given.
    public func unfreeze(_ paths: String...) { setTrained(true, paths, "unfreeze") }

    private func setTrained(_ isTrained: Bool, _ paths: [String], _ operation: String) {
        let entries = contents.entries.filter { $0.slot.kind == .parameter }
        let wanted = Set(paths.map { Name.canonical($0) })
        let found = entries.map { entry in Name.paths(to: entry.name).filter(wanted.contains) }
        let missing = wanted.subtracting(found.joined())
        for path in paths where missing.contains(Name.canonical(path)) {
            report(
                AdjointError(
                    .value, operation,
                    "\(type(of: self)) has no parameter under \(quoted(path)); \(Name.suggestion(for: path, under: entries.map(\.name)))"
                ))
        }
        for (entry, found) in zip(entries, found) where paths.isEmpty || !found.isEmpty {
            entry.slot.isTrained = isTrained
        }
    }
}

// MARK: The tree of modules

extension Module {
    /// This module and all that are in it, with their names, parents before their parts; this one's name is empty.
    public var namedModules: [(name: String, module: any Module)] { contents.modules }

    /// This module and all that are in it, parents before their parts.
    public var modules: [any Module] { namedModules.map(\.module) }

    /// The modules in this one's properties, with their names; not those inside them.
    public var namedChildren: [(name: String, module: any Module)] {
        Array(ModuleContents(of: self, isDeep: false).modules.dropFirst())
    }

    /// The modules in this one's properties; not those inside them.
    public var children: [any Module] { namedChildren.map(\.module) }

    /// Calls `body` with every module in this one and at last with this one: parts before what they are parts of.
    public func apply(_ body: (any Module) throws -> Void) rethrows {
        try namedModules.reversed().forEach { try body($0.module) }
    }

    /// Sets the whole tree to training, or with `false` to evaluation, for all threads. See `TrainingMode`.
    public func train(_ isTraining: Bool = true) { contents.modes.forEach { $0.isTraining = isTraining } }

    /// Sets the whole tree to evaluation: dropout is the identity, normalisation uses its running statistics.
    public func eval() { train(false) }

    /// Runs `body` with the whole tree in evaluation and without recording of gradients.
    ///
    /// Both hold for what `body` does on this thread, the mode also for the tasks that it makes, and for nobody else:
    /// other threads may train the model meanwhile, or evaluate it. What `body` hands to threads of its own (as
    /// `concurrentPerform` does) asks for evaluation there. `train()` and `eval()` inside, as of a layer that is to
    /// drop elements in evaluation too, hold until the end of `body`.
    public func evaluating<Result>(_ body: () throws -> Result) rethrows -> Result {
        try ModeScope.evaluating(contents.modes) { try withoutGradient(body) }
    }

    /// Converts all floating-point parameters and buffers, also those whose shape is still to be inferred, to another
    /// dtype: `float32` or `float64`.
    ///
    /// Each gets a new tensor, as elements have their dtype for good: gradients are forgotten, and an optimizer made
    /// before goes on with the old tensors, so make it afterwards. Frozen parameters stay frozen, `fixedElements`
    /// fixed, and what several paths share stays shared.
    @discardableResult
    public func cast(to dtype: DType) -> Self {
        guard dtype.isFloatingPoint else {
            report(AdjointError(.dtype, "cast", "a model of \(dtype): float32 or float64 is needed"))
            return self
        }
        if hasFailed { return self }
        var made: [ObjectIdentifier: Tensor] = [:]
        for slot in contents.entries.map(\.slot) {
            guard let old = slot.tensor else {
                slot.awaitCast(to: dtype)
                continue
            }
            guard old.dtype.isFloatingPoint, old.dtype != dtype else { continue }
            let leaf = made[ObjectIdentifier(old)] ?? old.castLeaf(to: dtype)
            made[ObjectIdentifier(old)] = leaf
            slot.replace(with: leaf)
        }
        return self
    }

    /// The random generators in this module's properties, those of dropout for instance, each under its first name.
    /// A run that is taken up again needs their `state` beside the state dictionary.
    public var namedGenerators: [(name: String, generator: RandomGenerator)] { contents.generators }

    /// What reflection finds in this module.
    var contents: ModuleContents { ModuleContents(of: self) }
}
