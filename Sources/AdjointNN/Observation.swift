import Adjoint

/// A module that is nothing but the modules in it: `summary` lists those.
protocol ModuleContainer: Module {}

/// What `summary` notes while the model runs, also in tasks that the model makes.
final class CallRecorder: Sendable {
    /// A call, as the module itself noted it or the container that it is in. Not the module: it may belong to the
    /// thread that called it.
    struct Call: Sendable {
        let module: ModuleIdentity
        let output: Tensor
        let isOwnNote: Bool
    }

    /// The recorder of the summary that is running in this task, if any.
    @TaskLocal static var current: CallRecorder?

    private let noted = Guarded<[Call]>([])

    var calls: [Call] { noted.value }

    func note(_ module: any Module, _ output: Tensor) {
        let call = Call(module: ModuleIdentity(module), output: output, isOwnNote: true)
        noted.withValue { $0.append(call) }
    }

    /// Calls a module and notes it, if it has not done so itself.
    func call(_ module: some Module<Tensor, Tensor>, _ x: Tensor) -> Tensor {
        let before = noted.withValue { $0.count }
        let output = module(x)
        let call = Call(module: ModuleIdentity(module), output: output, isOwnNote: false)
        noted.withValue { calls in
            if calls.count > before, let last = calls.last, last.isOwnNote, last.output === output,
                last.module.type == call.module.type
            {
                return
            }
            calls.append(call)
        }
        return output
    }
}

/// What tells modules apart: their type, and the identities of what they hold. Those that hold nothing are not told
/// apart.
struct ModuleIdentity: Hashable, Sendable {
    let type: ObjectIdentifier
    let parts: [ObjectIdentifier]

    init(_ module: any Module) {
        type = ObjectIdentifier(Swift.type(of: module))
        let contents = module.contents
        let objects = contents.modules.map(\.module).filter { Swift.type(of: $0) is AnyClass }
        parts =
            contents.entries.map { ObjectIdentifier($0.slot) } + contents.modes.map { ObjectIdentifier($0) }
            + objects.map { ObjectIdentifier($0 as AnyObject) }
    }
}

extension Module {
    /// Gives `output` back, and lets a `summary` that is running know it as the result of this module's call.
    ///
    /// A layer ends its `callAsFunction` with it, so that `summary` can show its output shape wherever it is called:
    /// `observed(x * gain)`. Containers do it for the modules in them.
    public func observed(_ output: Tensor) -> Tensor {
        CallRecorder.current?.note(self, output)
        return output
    }
}

extension Module {
    /// What a layer of a given name computes, `observed`. A mistake in it is reported in the layer's name.
    func computed(_ name: StaticString, _ output: () -> Tensor) -> Tensor { observed(speaking(as: name, output)) }
}

extension Module where Input == Tensor, Output == Tensor {
    /// The module's result, noted for a `summary` that is running: how containers call what is in them.
    func observedCall(_ x: Tensor) -> Tensor { CallRecorder.current?.call(self, x) ?? self(x) }
}
