import Adjoint

// Every line with an operator is refused with a message that names the elementwise one: see `run`.
func comparisons(_ x: Tensor, _ y: Tensor) {
    let isPositive = x > 0
    let chosen = which(x > 0, x, y)
    let equal = which(x == y, x, y)
    if x.sum() < 3 { return }
    if x >= y { return }
    if 0.5 <= x { return }
    while x != 1 { print(isPositive, chosen, equal) }
}
