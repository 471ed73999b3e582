import Adjoint
import AdjointNN
import Foundation
import Testing

@Suite("Schedules")
struct ScheduleTests {
    struct Case: Decodable, CustomStringConvertible {
        let name: String
        let rates: [Double]
        var description: String { name }
    }

    /// From `Golden/schedules.json`, which tells of these steps.
    static let golden = Golden.read("schedules.json", as: [Case].self)
    static let steps = Array(0..<20) + Array(stride(from: 20, to: 97, by: 4)) + [99]

    static let schedules: [String: Schedule] = [
        "constant": 0.5,
        "stepDecay": .stepDecay(from: 0.5, factor: 0.3, every: 7),
        "multiStep": .multiStep(from: 0.5, factor: 0.3, at: [5, 12, 40]),
        "exponential": .exponential(from: 0.5, factor: 0.95),
        "polynomial": .polynomial(from: 0.5, power: 2.5, steps: 60),
        "linear": .linear(from: 0.05, to: 0.5, steps: 30),
        "geometric": .geometric(from: 0.001, to: 0.5, steps: 40),
        "cosine": .cosine(from: 0.5, to: 0.01, steps: 99),
        "cosineWithRestarts": .cosineWithRestarts(from: 0.5, to: 0.01, period: 9),
        "cosineWithRestarts, longer": .cosineWithRestarts(from: 0.5, period: 9, multiplier: 2),
        "inverseSquareRoot": .inverseSquareRoot(peak: 0.5, warmup: 12),
        "oneCycle": .oneCycle(peak: 0.5, steps: 101),
        "oneCycle, linear": .oneCycle(
            peak: 0.5, steps: 101, warmup: 0.45, initialDivisor: 10, finalDivisor: 100, anneal: .linear),
        "cyclic": .cyclic(from: 0.01, to: 0.5, up: 7, down: 11),
        "cyclic, halving": .cyclic(from: 0.01, to: 0.5, up: 8, shape: .halving),
        "cyclic, exponential": .cyclic(from: 0.01, to: 0.5, up: 6, down: 4, shape: .exponential(0.98)),
        "lambda": Schedule { 0.5 / Double(1 + $0) },
        "sequence": .sequence(
            (.linear(from: 0.05, to: 0.5, steps: 10), 10), (.cosine(from: 0.5, to: 0.05, steps: 50), 50),
            (.exponential(from: 0.5, factor: 0.9), 0)),
        "product": .linear(from: 0.1, to: 1, steps: 10) * .stepDecay(from: 0.5, factor: 0.5, every: 25),
    ]

    static let plateaus: [String: ReduceOnPlateau] = [
        "plateau": ReduceOnPlateau(learningRate: 0.5, patience: 4),
        "plateau, higher": ReduceOnPlateau(
            learningRate: 0.5, mode: .higher, factor: 0.5, patience: 2, threshold: .absolute(0.02), cooldown: 3,
            minimum: 0.03),
    ]

    static func metric(_ step: Int, higher: Bool) -> Double {
        let value = 1 / Double(1 + min(step, 20)) + 0.01 * Double(7 * step % 10)
        return higher ? 1 - value : value
    }

    @Test("each has golden values, and each golden value a schedule")
    func complete() {
        #expect(Self.golden.map(\.name).sorted() == (Array(Self.schedules.keys) + Self.plateaus.keys).sorted())
    }

    @Test("give PyTorch's learning rates over 100 steps", arguments: golden)
    func rates(golden: Case) throws {
        var found: [Double]
        if let schedule = Self.schedules[golden.name] {
            found = Self.steps.map { schedule($0) }
        } else {
            var plateau = try #require(Self.plateaus[golden.name])
            let higher = golden.name.hasSuffix("higher")
            let rates = (0..<100).map { plateau.observe(Self.metric($0, higher: higher)) }
            #expect(plateau.learningRate == rates[99])
            found = Self.steps.map { rates[$0] }
        }
        #expect(found.count == golden.rates.count)
        for (step, (found, expected)) in zip(Self.steps, zip(found, golden.rates)) {
            #expect(abs(found - expected) <= 1e-9 * abs(expected) + 1e-17, "step \(step)")
        }
    }

    static let finite: [String: (schedule: Schedule, steps: Int, end: Double)] = [
        "polynomial": (.polynomial(from: 1, to: 0.25, power: 2, steps: 10), 10, 0.25),
        "linear": (.linear(from: 0, to: 0.5, steps: 10), 10, 0.5),
        "geometric": (.geometric(from: 1, to: 0.5, steps: 10), 10, 0.5),
        "cosine": (.cosine(from: 1, to: 0.125, steps: 10), 10, 0.125),
        "oneCycle": (.oneCycle(peak: 1, steps: 11, initialDivisor: 4, finalDivisor: 4), 10, 0.0625),
    ]

    @Test("that have an end reach it exactly and stay there", arguments: finite.keys)
    func end(name: String) throws {
        let (schedule, steps, end) = try #require(Self.finite[name])
        #expect(schedule(steps - 1) != end)
        for step in [steps, steps + 1, 10 * steps, Int.max] { #expect(schedule(step) == end) }
        #expect(schedule(-5) == schedule(0))
    }

    @Test("follow one another, each from its own step 0, and scale")
    func composition() {
        let schedule = Schedule.linear(from: 0, to: 8, steps: 4).then(2 * .exponential(from: 4, factor: 0.5), after: 4)
        #expect((0..<7).map { schedule($0) } == [0, 2, 4, 6, 8, 4, 2])
        #expect(Schedule.sequence((3, 2), (5, 1), (7, 1)).callAsFunction(100) == 7)
        #expect((0..<4).map { Schedule.sequence((3, 2), (5, 1), (7, 1))($0) } == [3, 3, 5, 7])
    }

    @Test("restarts with longer and longer periods take any step")
    func distantRestart() {
        let schedule = Schedule.cosineWithRestarts(from: 1, period: 3, multiplier: 2)
        #expect([0, 3, 9, 21, 45].map { schedule($0) } == [1, 1, 1, 1, 1])
        #expect((0...1).contains(schedule(.max)))
        #expect(Schedule.cosineWithRestarts(from: 1, period: 3)(3_000_000_000) == 1)
    }

    @Test("a plateau that is saved goes on where it was, and a NaN is no improvement")
    func savedPlateau() throws {
        var plateau = ReduceOnPlateau(learningRate: 1, factor: 0.5, patience: 1)
        for metric in [3, 2, .nan] { plateau.observe(metric) }
        #expect(plateau.learningRate == 1 && plateau.best == 2)
        var other = try JSONDecoder().decode(ReduceOnPlateau.self, from: JSONEncoder().encode(plateau))
        #expect(other == plateau)
        #expect(other.observe(2) == 0.5)
        #expect(plateau.observe(1) == 1)
    }

    @Test(
        "a plateau asks for the same share of |best| whatever the sign, in both modes",
        arguments: [
            (.lower, -1, -0.95, false), (.lower, -1, -1.05, false), (.lower, -1, -1.15, true),
            (.lower, 1, 0.95, false), (.lower, 1, 0.85, true), (.higher, -1, -0.95, false), (.higher, -1, -0.85, true),
            (.higher, -1, -1.05, false), (.higher, 1, 1.05, false), (.higher, 1, 1.15, true), (.lower, 0, -1e-9, true),
            (.higher, 0, 0, false), (.lower, .infinity, 5, true), (.higher, -.infinity, -5, true),
            (.lower, -.infinity, -5, false),
        ] as [(ReduceOnPlateau.Mode, Double, Double, Bool)])
    func relativeThreshold(mode: ReduceOnPlateau.Mode, best: Double, metric: Double, isBetter: Bool) {
        var plateau = ReduceOnPlateau(
            learningRate: 1, mode: mode, factor: 0.5, patience: 0, threshold: .relative(0.1))
        plateau.observe(best)
        #expect(plateau.observe(metric) == (isBetter ? 1 : 0.5))
        #expect(plateau.best == (isBetter ? metric : best))
    }

    static let mistakes: [Mistake] = [
        Mistake(.value, "ReduceOnPlateau: the threshold is -0.1: a finite number, at least 0, is needed") {
            _ = ReduceOnPlateau(learningRate: 1, threshold: .absolute(-0.1))
        },
        Mistake(.value, "Schedule.cosine: the number of steps is 0: at least 1 is needed") {
            _ = Schedule.cosine(from: 1, steps: 0)(3)
        },
        Mistake(.value, "Schedule.stepDecay: the period is 0: at least 1 is needed") {
            _ = Schedule.stepDecay(from: 1, every: 0)(3)
        },
        Mistake(.value, "Schedule.geometric: the start is 0.0: a finite number greater than 0 is needed") {
            _ = Schedule.geometric(from: 0, to: 1, steps: 3)(1)
        },
        Mistake(.value, "Schedule.oneCycle: the warmup is 1.5: a number in 0...1 is needed") {
            _ = Schedule.oneCycle(peak: 1, steps: 3, warmup: 1.5)(1)
        },
        Mistake(.value, "Schedule.cyclic: the number of steps up is 0: at least 1 is needed") {
            _ = Schedule.cyclic(from: 0, to: 1, up: 0)(1)
        },
        Mistake(.value, "Schedule.inverseSquareRoot: the warmup is 0: at least 1 is needed") {
            _ = Schedule.inverseSquareRoot(peak: 1, warmup: 0)(1)
        },
        Mistake(.value, "Schedule.cosineWithRestarts: the multiplier is 0: at least 1 is needed") {
            _ = Schedule.cosineWithRestarts(from: 1, period: 2, multiplier: 0)(5)
        },
        Mistake(.value, "Schedule.sequence: the number of schedules is 0: at least 1 is needed") {
            _ = Schedule.sequence()(1)
        },
        Mistake(.value, "ReduceOnPlateau: the factor is 2.0: a number in 0...1 is needed") {
            _ = ReduceOnPlateau(learningRate: 1, factor: 2)
        },
        Mistake(.value, "ReduceOnPlateau: the patience is -1: at least 0 is needed") {
            _ = ReduceOnPlateau(learningRate: 1, patience: -1)
        },
    ]

    @Test("settings that make no sense give one precise sentence", arguments: mistakes)
    func mistake(mistake: Mistake) { mistake.expect() }
}
