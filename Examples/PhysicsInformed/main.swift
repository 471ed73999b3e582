// A network that obeys an equation: a damped oscillator, u″ + 2δu′ + ω²u = 0, with u(0) = 1 and u′(0) = 0.
//
// First the network finds u from the equation alone, without a single value of it. Then δ and ω are not known, and the
// network finds them, and u where nothing was measured, from a few noisy measurements and the form of the equation
// (Raissi, Perdikaris and Karniadakis, 2019).
import Adjoint
import AdjointNN
import AdjointTraining
import ExampleSupport
import Foundation

let arguments = Arguments(
    "A network that solves a differential equation.", ["--seed N": "initial weights and noise (0)"])
let seed = UInt64(arguments.number("--seed") ?? 0)
let (damping, frequency, duration) = (0.15, 1.0, 16.0)
let rounds = arguments.isQuick ? 3 : 20

/// The solution.
func exact(_ t: Tensor) -> Tensor {
    let w = (frequency * frequency - damping * damping).squareRoot()
    return exp(-damping * t) * (cos(w * t) + damping / w * sin(w * t))
}

/// count times from 0 to `end`, [count, 1].
func times(_ count: Int, until end: Double) -> Tensor {
    Tensor.linspace(0, end, count: count, dtype: .float64).expandedDimension(at: 1)
}

/// 1 → 32 → 32 → 1 in float64, of times that are brought to -1...1.
func network(_ generator: RandomGenerator) -> Sequential {
    Sequential(
        Linear(1, 32, dtype: .float64, generator: generator), Tanh(),
        Linear(32, 32, dtype: .float64, generator: generator), Tanh(),
        Linear(32, 1, dtype: .float64, generator: generator))
}

/// A function of time with its first and second derivatives, all of which can be differentiated by the weights again.
func derivatives(of function: (Tensor) -> Tensor, at places: Tensor) -> (u: Tensor, first: Tensor, second: Tensor) {
    let t = places.detach()
    t.requiresGrad = true
    let u = function(t)
    // Each u depends on its own t alone, so the gradient of their sum has all the derivatives.
    let first = gradients(of: u.sum(), for: [t], createGraph: true)[0]
    let second = gradients(of: first.sum(), for: [t], createGraph: true)[0]
    return (u, first, second)
}

/// Brings a loss down with L-BFGS, which needs exact gradients of everything at once, as there are here.
func minimise(_ parameters: some ParameterSource, _ name: String, _ loss: () -> Tensor) {
    let optimizer = LBFGS(parameters, maxIterations: 50, changeTolerance: 1e-14)
    for round in 0..<rounds {
        let value = optimizer.step(loss).item()
        if round % max(rounds / 5, 1) == 0 {
            print(String(format: "  after %4d moves  \(name) %.2e", round * 50, value))
        }
    }
    print(String(format: "  at the end        \(name) %.2e", loss().item()))
}

func worst(_ difference: Tensor) -> Double { abs(difference).max().item() }

// 1. The equation alone.
print("From the equation alone, at 128 times in 0...\(Int(duration))")
let free = network(RandomGenerator(seed: seed))

/// 1 + t²/(1 + t²) · N(t) begins at 1 with the slope 0 whatever the weights are.
func solution(_ t: Tensor) -> Tensor { 1 + square(t) / (1 + square(t)) * free(t / (duration / 2) - 1) }

func residual(at places: Tensor) -> Tensor {
    let (u, first, second) = derivatives(of: solution, at: places)
    return second + 2 * damping * first + frequency * frequency * u
}

let places = times(128, until: duration)
minimise(free, "mean square of u″ + 2δu′ + ω²u") { square(residual(at: places)).mean() }

// Between the times of the training, too.
let between = times(1001, until: duration)
let found = withoutGradient { solution(between) }
let remainder = residual(at: between).detach()
let error = worst(found - exact(between))
print(String(format: "greatest error of u at 1001 times: %.1e, of the equation: %.1e", error, worst(remainder)))
if !arguments.isQuick, error > 1e-3 { stop(1, "the network has not solved the equation") }

func values(_ x: Tensor) -> [Double] { x.detach().asArray(Double.self) }
let t = values(between)
arguments.draw(
    "solution",
    LineChart(
        title: "A damped oscillator, from its equation alone", xTitle: "t", yTitle: "u",
        series: [Series("exact", values(exact(between)), x: t), Series("network", values(found), x: t)]))
arguments.draw(
    "residual",
    LineChart(
        title: "What is left", xTitle: "t", yTitle: "magnitude",
        series: [
            Series("|u″ + 2δu′ + ω²u|", values(abs(remainder)), x: t),
            Series("|u - exact|", values(abs(found - exact(between))), x: t),
        ], yScale: .logarithmic))

// 2. Measurements, and an equation of which two numbers are not known.
print("\n24 measurements in 0...6 with noise of 0.05; δ and ω are not known")
let generator = RandomGenerator(seed: seed)
let measured = times(24, until: 6)
let measurements = exact(measured) + 0.05 * Tensor.normal([24, 1], dtype: .float64, generator: generator)
let (informed, plain) = (network(generator), network(generator))
/// The logarithms of δ and ω, so that both stay above 0; at first each is ½.
let logarithms = Tensor([log(0.5), log(0.5)] as [Double], requiresGrad: true)

func curve(_ network: Sequential) -> (Tensor) -> Tensor { { network($0 / (duration / 2) - 1) } }
func misfit(_ network: Sequential) -> Tensor { square(curve(network)(measured) - measurements).mean() }

minimise(informed.parameters + [logarithms], "misfit + equation") {
    let (u, first, second) = derivatives(of: curve(informed), at: places)
    let (damping, frequency) = (exp(logarithms[0]), exp(logarithms[1]))
    return misfit(informed) + square(second + 2 * damping * first + square(frequency) * u).mean()
}
let estimates = values(exp(logarithms))
print(String(format: "δ = %.3f (%.3f), ω = %.3f (%.3f)", estimates[0], damping, estimates[1], frequency))

let optimizer = Adam(plain, learningRate: 3e-3)
for _ in 0..<(arguments.isQuick ? 50 : 2000) { optimizer.step { misfit(plain) } }

let guesses = [informed, plain].map { network in withoutGradient { curve(network)(between) } }
let errors = guesses.map { square($0 - exact(between)).mean().item().squareRoot() }
print(String(format: "root mean square error in 0...16: %.3f with the equation, %.3f without", errors[0], errors[1]))
if !arguments.isQuick, abs(estimates[1] - frequency) > 0.1 { stop(1, "ω was not found") }
arguments.draw(
    "measurements",
    LineChart(
        title: "Beyond the measurements", xTitle: "t", yTitle: "u",
        series: [
            Series("exact", values(exact(between)), x: t), Series("with the equation", values(guesses[0]), x: t),
            Series("without", values(guesses[1]).map { abs($0) < 2 ? $0 : .nan }, x: t),
            Series("measured", values(measurements), x: values(measured), style: .points),
        ]))
