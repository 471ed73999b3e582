import Foundation

/// What is allowed but is mostly a mistake, said once in a run of the program, on the error stream:
///
///     notice: Adam.step(): none of its 4 parameters has a gradient; call backward() on the loss before it
///
/// - an optimizer of a model that has no parameters, as where `@Parameter` was forgotten,
/// - a step of an optimizer when no parameter has a gradient,
/// - gradients that are added to those of a step before, where `zeroGrad()` was forgotten,
/// - `backward()` of a loss that is NaN or infinite (a `Trainer` says so in what it displays, with the batch),
/// - dropout and batch norm in training where no gradient is recorded, as in predictions that forgot `evaluating`,
/// - the result of a softmax or a sigmoid in a loss that takes logits, and a `Trainer`'s first outputs that look like
///   probabilities where its loss may want logits.
///
/// Looking costs nothing. What would cost is looked for with `Notices.isThorough` only: numbers in `crossEntropy` that
/// look like probabilities, whatever made them.
public enum Notices {
    /// What a notice is handed to; `nil` silences them. At first it writes to the error stream, unless the environment
    /// says `ADJOINT_NOTICES=off`.
    public static var handler: (@Sendable (_ sentence: String) -> Void)? {
        get { state.withValue { $0.handler } }
        set { state.withValue { $0.handler = newValue } }
    }

    /// Whether what costs time is looked for as well: `ADJOINT_NOTICES=thorough`, or set it.
    public static var isThorough: Bool {
        get { state.withValue { $0.isThorough } }
        set { state.withValue { $0.isThorough = newValue } }
    }

    /// Lets every notice be said once more.
    public static func reset() { state.withValue { $0.said = [] } }

    /// Says a sentence, unless one of this kind has been said.
    package static func say(_ kind: Kind, _ sentence: @autoclosure () -> String) {
        if omitted.contains(kind) { return }
        let handler = state.withValue { $0.said.insert(kind).inserted ? $0.handler : nil }
        handler?(sentence())
    }

    /// The kinds, each of which is said once.
    package enum Kind: Hashable, Sendable {
        case noParameters, stepWithoutGradients, forgottenZeroGrad, trainingWithoutGradients, probabilities
        case nonFiniteLoss
    }

    /// Runs `body`, and gives what it made this task say, each kind once; nobody else hears it.
    package static func collecting(isThorough: Bool = false, _ body: () throws -> Void) rethrows -> [String] {
        let collected = Guarded<[String]>([])
        let own = Guarded(
            State(isThorough: isThorough) { sentence in collected.withValue { $0.append(sentence) } })
        try $scoped.withValue(own, operation: body)
        return collected.value
    }

    /// Runs `body`, in which notices of a kind are not said: it says so itself.
    package static func omitting<Result>(_ kind: Kind, _ body: () throws -> Result) rethrows -> Result {
        try $omitted.withValue(omitted.union([kind]), operation: body)
    }

    @TaskLocal private static var omitted: Set<Kind> = []
    @TaskLocal private static var scoped: Guarded<State>?
    private static let shared = Guarded(State.ofProcess)
    private static var state: Guarded<State> { scoped ?? shared }

    private struct State: Sendable {
        var said: Set<Kind> = []
        var isThorough: Bool
        var handler: (@Sendable (String) -> Void)?

        /// As the environment wishes.
        static var ofProcess: State {
            let wish = ProcessInfo.processInfo.environment["ADJOINT_NOTICES"]
            let write: @Sendable (String) -> Void = { sentence in
                FileHandle.standardError.write(Data("notice: \(sentence)\n".utf8))
            }
            return State(isThorough: wish == "thorough", handler: wish == "off" ? nil : write)
        }
    }
}
