/// Lets a computation draw the same numbers whenever it is repeated, and leaves the generators as they were.
///
/// Inside `run`, each generator is stood for by a twin, which starts where the generator was when the scope first met
/// it. Holds for the task, or the thread outside of tasks, and what it makes.
package final class RandomScope: Sendable {
    private typealias Start = (generator: RandomGenerator, state: RandomGenerator.State)

    private let starts = Guarded<[ObjectIdentifier: Start]>([:])

    /// A scope that has met no generator.
    package init() {}

    /// Runs `body` with twins of all generators, at the states of the first run.
    package func run<Result>(_ body: () throws -> Result) rethrows -> Result {
        Twins.isUsed.value = true
        return try Twins.$current.withValue(Twins(of: self), operation: body)
    }

    fileprivate func state(of generator: RandomGenerator) -> RandomGenerator.State {
        starts.withValue { starts in
            let known = starts[ObjectIdentifier(generator)] ?? (generator, generator.ownState)
            starts[ObjectIdentifier(generator)] = known
            return known.state
        }
    }
}

/// What stands for the generators in one run.
final class Twins: Sendable {
    @TaskLocal static var current: Twins?
    /// Whether there was a run yet: a look at it costs less than one for the task's.
    static let isUsed = SharedFlag(false)

    private let scope: RandomScope
    private let twins = Guarded<[ObjectIdentifier: RandomGenerator]>([:])

    fileprivate init(of scope: RandomScope) { self.scope = scope }

    /// What stands for a generator here.
    subscript(generator: RandomGenerator) -> RandomGenerator {
        twins.withValue { twins in
            if let twin = twins[ObjectIdentifier(generator)] { return twin }
            let twin = RandomGenerator(scope.state(of: generator))
            twins[ObjectIdentifier(generator)] = twin
            return twin
        }
    }
}
