// Numbers beside tensors as people write them: Int and Float as well as Double, on both sides of every operator. A
// number takes the dtype of the tensor beside it. Tensors are not made from literals where one is expected, as the
// types of
// `1.0 / 16` would be ambiguous then.

extension Tensor {
    /// A number of a formula in this tensor's dtype, every digit of it where that is `int64`.
    @inline(__always)
    func number(_ value: Int, _ operation: String) -> Tensor {
        dtype == .int64 ? Tensor(value) : number(Double(value), operation)
    }
}

extension Tensor {
    /// x + y, in the dtype of x.
    public static func + (x: Tensor, y: Int) -> Tensor { Binary.add(x, x.number(y, "add")) }
    /// x + y, in the dtype of y.
    public static func + (x: Int, y: Tensor) -> Tensor { Binary.add(y.number(x, "add"), y) }
    /// x + y, in the dtype of x.
    @_disfavoredOverload
    public static func + (x: Tensor, y: Float) -> Tensor { x + Double(y) }
    /// x + y, in the dtype of y.
    @_disfavoredOverload
    public static func + (x: Float, y: Tensor) -> Tensor { Double(x) + y }
    /// x - y, in the dtype of x.
    public static func - (x: Tensor, y: Int) -> Tensor { Binary.subtract(x, x.number(y, "subtract")) }
    /// x - y, in the dtype of y.
    public static func - (x: Int, y: Tensor) -> Tensor { Binary.subtract(y.number(x, "subtract"), y) }
    /// x - y, in the dtype of x.
    @_disfavoredOverload
    public static func - (x: Tensor, y: Float) -> Tensor { x - Double(y) }
    /// x - y, in the dtype of y.
    @_disfavoredOverload
    public static func - (x: Float, y: Tensor) -> Tensor { Double(x) - y }
    /// x · y, in the dtype of x.
    public static func * (x: Tensor, y: Int) -> Tensor { Binary.multiply(x, x.number(y, "multiply")) }
    /// x · y, in the dtype of y.
    public static func * (x: Int, y: Tensor) -> Tensor { Binary.multiply(y.number(x, "multiply"), y) }
    /// x · y, in the dtype of x.
    @_disfavoredOverload
    public static func * (x: Tensor, y: Float) -> Tensor { x * Double(y) }
    /// x · y, in the dtype of y.
    @_disfavoredOverload
    public static func * (x: Float, y: Tensor) -> Tensor { Double(x) * y }
    /// x / y, in the dtype of x; of integers in `float32`.
    public static func / (x: Tensor, y: Int) -> Tensor { x / Double(y) }
    /// x / y, in the dtype of y; of integers in `float32`.
    public static func / (x: Int, y: Tensor) -> Tensor { Double(x) / y }
    /// x / y, in the dtype of x.
    @_disfavoredOverload
    public static func / (x: Tensor, y: Float) -> Tensor { x / Double(y) }
    /// x / y, in the dtype of y.
    @_disfavoredOverload
    public static func / (x: Float, y: Tensor) -> Tensor { Double(x) / y }
    /// xʸ.
    public static func ** (x: Tensor, y: Int) -> Tensor { Adjoint.pow(x, Double(y)) }
    /// xʸ.
    @_disfavoredOverload
    public static func ** (x: Tensor, y: Float) -> Tensor { Adjoint.pow(x, Double(y)) }
    /// xʸ.
    public static func ** (x: Double, y: Tensor) -> Tensor { Adjoint.pow(x, y) }
    /// xʸ.
    public static func ** (x: Int, y: Tensor) -> Tensor { Adjoint.pow(Double(x), y) }
    /// xʸ.
    @_disfavoredOverload
    public static func ** (x: Float, y: Tensor) -> Tensor { Adjoint.pow(Double(x), y) }

    /// The remainder x - ⌊x / y⌋ · y, which has the sign of y, as in Python and PyTorch; of integers an integer. Its
    /// derivative by x is 1 and by y -⌊x / y⌋. A remainder by 0 is NaN, of integers 0.
    public static func % (x: Tensor, y: Tensor) -> Tensor {
        if x.dtype.isInteger, y.dtype.isInteger {
            let dtype: DType = x.dtype == .int32 && y.dtype == .int32 ? .int32 : .int64
            return (x.cast(to: .float64) % y.cast(to: .float64)).cast(to: dtype)
        }
        return x - Adjoint.floor((x / y).detach()) * y
    }
    /// The remainder x - ⌊x / y⌋ · y, in the dtype of x.
    public static func % (x: Tensor, y: Double) -> Tensor { x % x.number(y, "remainder") }
    /// The remainder x - ⌊x / y⌋ · y, in the dtype of x.
    public static func % (x: Tensor, y: Int) -> Tensor { x % x.number(y, "remainder") }

    /// Replaces the variable's tensor by x + y.
    public static func += (x: inout Tensor, y: Double) { x = x + y }
    /// Replaces the variable's tensor by x + y.
    public static func += (x: inout Tensor, y: Int) { x = x + y }
    /// Replaces the variable's tensor by x + y.
    @_disfavoredOverload
    public static func += (x: inout Tensor, y: Float) { x = x + y }
    /// Replaces the variable's tensor by x - y.
    public static func -= (x: inout Tensor, y: Double) { x = x - y }
    /// Replaces the variable's tensor by x - y.
    public static func -= (x: inout Tensor, y: Int) { x = x - y }
    /// Replaces the variable's tensor by x - y.
    @_disfavoredOverload
    public static func -= (x: inout Tensor, y: Float) { x = x - y }
    /// Replaces the variable's tensor by x · y.
    public static func *= (x: inout Tensor, y: Double) { x = x * y }
    /// Replaces the variable's tensor by x · y.
    public static func *= (x: inout Tensor, y: Int) { x = x * y }
    /// Replaces the variable's tensor by x · y.
    @_disfavoredOverload
    public static func *= (x: inout Tensor, y: Float) { x = x * y }
    /// Replaces the variable's tensor by x / y.
    public static func /= (x: inout Tensor, y: Double) { x = x / y }
    /// Replaces the variable's tensor by x / y.
    public static func /= (x: inout Tensor, y: Int) { x = x / y }
    /// Replaces the variable's tensor by x / y.
    @_disfavoredOverload
    public static func /= (x: inout Tensor, y: Float) { x = x / y }

    /// Elementwise x = y, as bool.
    public static func .== (x: Tensor, y: Int) -> Tensor { x .== x.number(y, "equal") }
    /// Elementwise x = y, as bool.
    @_disfavoredOverload
    public static func .== (x: Tensor, y: Float) -> Tensor { x .== Double(y) }
    /// Elementwise x = y, as bool.
    public static func .== (x: Double, y: Tensor) -> Tensor { y .== x }
    /// Elementwise x = y, as bool.
    public static func .== (x: Int, y: Tensor) -> Tensor { y .== x }
    /// Elementwise x = y, as bool.
    @_disfavoredOverload
    public static func .== (x: Float, y: Tensor) -> Tensor { y .== x }
    /// Elementwise x ≠ y, as bool.
    public static func .!= (x: Tensor, y: Int) -> Tensor { x .!= x.number(y, "notEqual") }
    /// Elementwise x ≠ y, as bool.
    @_disfavoredOverload
    public static func .!= (x: Tensor, y: Float) -> Tensor { x .!= Double(y) }
    /// Elementwise x ≠ y, as bool.
    public static func .!= (x: Double, y: Tensor) -> Tensor { y .!= x }
    /// Elementwise x ≠ y, as bool.
    public static func .!= (x: Int, y: Tensor) -> Tensor { y .!= x }
    /// Elementwise x ≠ y, as bool.
    @_disfavoredOverload
    public static func .!= (x: Float, y: Tensor) -> Tensor { y .!= x }
    /// Elementwise x < y, as bool.
    public static func .< (x: Tensor, y: Int) -> Tensor { x .< x.number(y, "less") }
    /// Elementwise x < y, as bool.
    @_disfavoredOverload
    public static func .< (x: Tensor, y: Float) -> Tensor { x .< Double(y) }
    /// Elementwise x < y, as bool.
    public static func .< (x: Double, y: Tensor) -> Tensor { y .> x }
    /// Elementwise x < y, as bool.
    public static func .< (x: Int, y: Tensor) -> Tensor { y .> x }
    /// Elementwise x < y, as bool.
    @_disfavoredOverload
    public static func .< (x: Float, y: Tensor) -> Tensor { y .> x }
    /// Elementwise x ≤ y, as bool.
    public static func .<= (x: Tensor, y: Int) -> Tensor { x .<= x.number(y, "lessEqual") }
    /// Elementwise x ≤ y, as bool.
    @_disfavoredOverload
    public static func .<= (x: Tensor, y: Float) -> Tensor { x .<= Double(y) }
    /// Elementwise x ≤ y, as bool.
    public static func .<= (x: Double, y: Tensor) -> Tensor { y .>= x }
    /// Elementwise x ≤ y, as bool.
    public static func .<= (x: Int, y: Tensor) -> Tensor { y .>= x }
    /// Elementwise x ≤ y, as bool.
    @_disfavoredOverload
    public static func .<= (x: Float, y: Tensor) -> Tensor { y .>= x }
    /// Elementwise x > y, as bool.
    public static func .> (x: Tensor, y: Int) -> Tensor { x .> x.number(y, "greater") }
    /// Elementwise x > y, as bool.
    @_disfavoredOverload
    public static func .> (x: Tensor, y: Float) -> Tensor { x .> Double(y) }
    /// Elementwise x > y, as bool.
    public static func .> (x: Double, y: Tensor) -> Tensor { y .< x }
    /// Elementwise x > y, as bool.
    public static func .> (x: Int, y: Tensor) -> Tensor { y .< x }
    /// Elementwise x > y, as bool.
    @_disfavoredOverload
    public static func .> (x: Float, y: Tensor) -> Tensor { y .< x }
    /// Elementwise x ≥ y, as bool.
    public static func .>= (x: Tensor, y: Int) -> Tensor { x .>= x.number(y, "greaterEqual") }
    /// Elementwise x ≥ y, as bool.
    @_disfavoredOverload
    public static func .>= (x: Tensor, y: Float) -> Tensor { x .>= Double(y) }
    /// Elementwise x ≥ y, as bool.
    public static func .>= (x: Double, y: Tensor) -> Tensor { y .<= x }
    /// Elementwise x ≥ y, as bool.
    public static func .>= (x: Int, y: Tensor) -> Tensor { y .<= x }
    /// Elementwise x ≥ y, as bool.
    @_disfavoredOverload
    public static func .>= (x: Float, y: Tensor) -> Tensor { y .<= x }
}

extension Sequence where Element == Tensor {
    /// The sum of the tensors, which broadcast; 0 of none.
    public func sum() -> Tensor {
        let all = Array(self)
        guard let first = all.first else { return Tensor.zeros([]) }
        // One operation for many, where their elements lie alike.
        if all.count > 2, all.allSatisfy({ $0.shape == first.shape && $0.dtype == first.dtype }) {
            return stacked(all).sum(axis: 0)
        }
        return all.dropFirst().reduce(first) { $0 + $1 }
    }

    /// Combines the tensors from a number on, in the dtype of the first: `losses.reduce(0, +)`. Of none, the number.
    @_disfavoredOverload
    public func reduce(_ initial: Int, _ next: (Tensor, Tensor) throws -> Tensor) rethrows -> Tensor {
        var result: Tensor?
        for tensor in self { result = try next(result ?? tensor.number(initial, "reduce"), tensor) }
        return result ?? Tensor.full([], Double(initial))
    }
}
