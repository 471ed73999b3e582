// Formulas as people write them, each of which the type checker must solve quickly: Tests/TypeChecking/run compiles
// this file with a limit of the solver's steps, which does not depend on the machine, and prints what takes longest.
import Adjoint
import AdjointNN

func formulas(_ x: Tensor, _ y: Tensor, _ w: Tensor, _ b: Tensor, n: Int, rate: Double, scale: Float) -> [Tensor] {
    let a01 = 0.5 * x * (1 + tanh(0.7978845608 * (x + 0.044715 * x * x * x)))
    let a02 = -x * log(y) - (1 - x) * log(1 - y) + 0.5 * (x - y) * (x - y) / 2
    let a03 = (x - x.mean(axis: 0)) / sqrt(x.variance(axis: 0) + 1e-5) * w + b
    let a04 = 1 / (1 + exp(-(x * w + b))) * (1 - 1 / (1 + exp(-(x * w + b))))
    let a05 = 2 * x + 3 * y - 4 * w / 5 + 6 - b * 7 + 8 / x - 9
    let a06 = 2.0 ** x + x ** 2 - y ** 0.5 + 2 ** y
    let a07 = x * n + y * rate - w * scale + b / n - rate / x + scale * y
    let a08 = square(x - y).sum() / n + rate * (square(w).sum() + abs(w).sum())
    let a09 = matmul(x, w) + b - 0.1 * matmul(y, w) * 2 + 1 - matmul(x, w) / 3
    let a10 = which(x .> 0, x, 0.01 * x) + which(x .<= y, x * 2, y - 1)
    let a11 = (x .> 0.5) .&& (y .< 1) .|| (w .>= 0) .&& (x .!= y)
    let a12 = [x, y, w].map { $0 * 2 + 1 }.reduce(0 * x) { $0 + $1 }
    let a13 = [x, y, w].sum() + [x, y].reduce(0, +)
    let a14 = zip([x, y], [w, b]).map { $0 * $1 }.reduce(0 * x) { $0 + $1 / 2 }
    let a15 = x[0, 1...] * 2 + y[.ellipsis, 0] - w[.newAxis, 0] / 3
    let a16 = x.exp().sum(axis: 1).log() - x.max(axis: 1) + (x * x).mean(axis: 1).sqrt()
    let a17 = 1 - (1 - x) * (1 - y) * (1 - w) * (1 - b) * (1 - x * y)
    let a18 = (x * x + y * y - 1) * (x * x + y * y - 1) * (x * x + y * y - 1) - x * x * y * y * y
    let a19 = maximum(0, 1 - x * y) + minimum(x, 6) / 6 + 0.5 * maximum(x, -1)
    let a20 = exp(-(x - y) * (x - y) / (2 * rate * rate)) / (rate * 2.5066282746310002)
    let a21 = rate * (1 - rate) * x + Double(n) * y - Double(scale) * w * 2 * rate
    let a22 = -0.5 * (1 + 2 * log(w) - x * x - w * w).sum()
    let a23 = x % 2 + y % 0.5 - (x + y) % 3
    let a24 = sin(2 * .pi * x) * cos(2 * .pi * y) + 0.25 * sin(4 * .pi * x)
    let a25 = x - rate * (y / (1 - 0.9)) / (sqrt(w / (1 - 0.999)) + 1e-8)
    let a26 = (0..<n).map { x * $0 + y }.reduce(0 * x) { $0 + $1 * rate }
    let a27 = 3 * x - 2 + 1 / 2 * y - (4 - 2 * w) * (1 + b) / 7
    let a28 = crossEntropy(matmul(relu(matmul(x, w) + b), w) + b, Tensor([0, 1] as [Int])) + 1e-4 * square(w).sum() * 2
    let a29 = 1 + x + x * x / 2 + x * x * x / 6 + x * x * x * x / 24
    let a30 = (x .== y).cast(to: .float32) * 2 - 1 + (x .!= 0).cast(to: .float32) * w
    return [
        a01, a02, a03, a04, a05, a06, a07, a08, a09, a10, a11, a12, a13, a14, a15, a16, a17, a18, a19, a20, a21, a22,
        a23,
        a24, a25, a26, a27, a28, a29, a30,
    ]
}
