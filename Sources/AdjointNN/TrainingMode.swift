import Adjoint

/// Whether a module is in training or in evaluation. It starts in training; `train()` and `eval()` of any module
/// above set it, and `evaluating` of any module above says otherwise for what it runs.
///
///     struct Noise: Module {
///         let mode = TrainingMode()
///         func callAsFunction(_ x: Tensor) -> Tensor { mode.isTraining ? x + .normal(x.shape) : x }
///     }
///
/// `train()` and `eval()` are for the model as a whole, on all threads. `evaluating` belongs to who calls it: several
/// threads may evaluate a model that others train.
public final class TrainingMode: Sendable {
    private let shared = SharedFlag(true)

    /// A mode of its own for one module.
    public init() {}

    /// True in training, false in evaluation: what `evaluating` says where this runs inside one, and otherwise what
    /// `train()` or `eval()` said last.
    public internal(set) var isTraining: Bool {
        get { ModeScope.current?[self] ?? shared.value }
        set {
            if let scope = ModeScope.current, scope[self] != nil {
                scope[self] = newValue
            } else {
                shared.value = newValue
            }
        }
    }
}

/// The modes that `evaluating`, or a gradient check, has set, for the call that it runs and the tasks that this makes.
final class ModeScope: Sendable {
    /// The scope that this task, or this thread outside of tasks, is in.
    @TaskLocal private static var innermost: ModeScope?

    /// Looked at whenever a layer asks for its mode.
    static var current: ModeScope? { innermost }

    private let modes: Guarded<[ObjectIdentifier: Bool]>
    /// Keeps the modes alive, as they are known by their identities.
    private let members: [TrainingMode]

    private init(_ modes: [ObjectIdentifier: Bool], _ members: [TrainingMode]) {
        (self.modes, self.members) = (Guarded(modes), members)
    }

    /// Runs `body` with modes that are false in it, whatever they are elsewhere. Around it others may be set already.
    static func evaluating<Result>(_ modes: [TrainingMode], _ body: () throws -> Result) rethrows -> Result {
        try setting(modes, to: false, body)
    }

    /// Runs `body` with modes that are `isTraining` in it.
    static func setting<Result>(
        _ modes: [TrainingMode], to isTraining: Bool, _ body: () throws -> Result
    ) rethrows -> Result {
        try $innermost.withValue(scope(modes, isTraining), operation: body)
    }

    private static func scope(_ modes: [TrainingMode], _ isTraining: Bool) -> ModeScope {
        var values = current?.modes.value ?? [:]
        for mode in modes { values[ObjectIdentifier(mode)] = isTraining }
        return ModeScope(values, (current?.members ?? []) + modes)
    }

    /// What the scope says of a mode; nil where it says nothing.
    subscript(mode: TrainingMode) -> Bool? {
        get { modes.value[ObjectIdentifier(mode)] }
        set { modes.withValue { $0[ObjectIdentifier(mode)] = newValue } }
    }
}

/// Called by layers that are in training: without gradients that is mostly a prediction of a model whose mode was
/// forgotten, or whose modes do not include this one. Who has set the mode for the call knows what it wants.
func noticeTrainingWithoutGradient(_ layer: String, _ mode: TrainingMode) {
    guard !isGradientEnabled, ModeScope.current?[mode] == nil else { return }
    let isInScope = ModeScope.current != nil
    Notices.say(
        .trainingWithoutGradients,
        isInScope
            ? "\(layer) is in training inside of evaluating { … }, as it is no part of that model: what a function makes or "
                + "captures is not found; make it a property of a module"
            : "\(layer) is in training, and no gradient is recorded; for predictions use model.evaluating { … }, or call "
                + "model.eval() before. Neither reaches a layer that a function makes or captures: make it a property of "
                + "a module")
}
