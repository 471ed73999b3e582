import Adjoint

// Weights whose variance follows from the number of inputs and outputs of a unit, so that signals keep their size.

extension Initializer {
    /// Which of a weight's fans sets the scale.
    public enum Fan: Sendable, Hashable {
        /// The inputs of a unit: keeps the size of the forward signal.
        case `in`
        /// The outputs that an input goes to: keeps the size of the gradient.
        case out
        /// The mean of both.
        case average
    }

    /// How much an activation shrinks what goes through it, to be made up by the weights (PyTorch's table).
    public enum Gain: Sendable, Hashable {
        /// 1: no activation, or the sigmoid.
        case linear
        /// 5/3.
        case tanh
        /// √2.
        case relu
        /// √(2 / (1 + slope²)).
        case leakyRelu(slope: Double)
        /// ¾.
        case selu
        /// A number of your own.
        case factor(Double)

        /// The number.
        public var value: Double {
            switch self {
            case .linear: 1
            case .tanh: 5.0 / 3
            case .relu: 2.0.squareRoot()
            case .leakyRelu(let slope): (2 / (1 + slope * slope)).squareRoot()
            case .selu: 0.75
            case .factor(let value): value
            }
        }
    }

    /// Uniform with variance gain² · 2 / (fan-in + fan-out) (Glorot and Bengio, 2010); also called Xavier.
    public static func glorotUniform(gain: Gain = .linear) -> Initializer { scaled(.average, gain, isUniform: true) }

    /// Normal with variance gain² · 2 / (fan-in + fan-out) (Glorot and Bengio, 2010); also called Xavier.
    public static func glorotNormal(gain: Gain = .linear) -> Initializer { scaled(.average, gain, isUniform: false) }

    /// Uniform with variance gain² / fan (He et al., 2015); also called Kaiming.
    public static func heUniform(fan: Fan = .in, gain: Gain = .relu) -> Initializer {
        scaled(fan, gain, isUniform: true)
    }

    /// Normal with variance gain² / fan (He et al., 2015); also called Kaiming.
    public static func heNormal(fan: Fan = .in, gain: Gain = .relu) -> Initializer {
        scaled(fan, gain, isUniform: false)
    }

    /// Uniform with variance 1 / fan-in (LeCun et al., 1998, section 4.6).
    public static let lecunUniform = scaled(.in, .linear, isUniform: true)

    /// Normal with variance 1 / fan-in (LeCun et al., 1998; Klambauer et al., 2017, for SELU).
    public static let lecunNormal = scaled(.in, .linear, isUniform: false)

    /// Uniform in ±1/√fan-in: PyTorch's default for weights and biases of linear and convolutional layers. A bias does
    /// not show the fan-in of its layer, so it is given.
    public static func layerDefault(fanIn: Int? = nil) -> Initializer {
        guard let fanIn else { return scaled(.in, .factor((1.0 / 3).squareRoot()), isUniform: true) }
        return uniform(within: fanIn > 0 ? 1 / Double(fanIn).squareRoot() : 0)
    }

    /// The fan-in and fan-out of a weight of the given shape, [outputs, inputs, window...]; nil for less than two axes.
    public static func fans(_ shape: [Int]) -> (in: Int, out: Int)? {
        guard shape.count >= 2 else { return nil }
        return (shape[1...].boundedProduct, ([shape[0]] + shape[2...]).boundedProduct)
    }

    /// Mean 0 and variance gain² / fan; zeros where the fan is 0.
    private static func scaled(_ fan: Fan, _ gain: Gain, isUniform: Bool) -> Initializer {
        Initializer { shape, dtype, generator in
            guard let fans = fans(shape) else {
                return fail(
                    .shape, "Initializer", "\(shape) has no fan-in and fan-out: [outputs, inputs, ...] is needed",
                    dtype: dtype)
            }
            guard checkSetting(gain.value, "gain", of: "Initializer") else { return .standIn(dtype) }
            let size: Double =
                switch fan {
                case .in: Double(fans.in)
                case .out: Double(fans.out)
                case .average: (Double(fans.in) + Double(fans.out)) / 2
                }
            let deviation = size > 0 ? gain.value / size.squareRoot() : 0
            // The variance of a uniform distribution in ±b is b²/3.
            let distribution =
                isUniform ? uniform(within: deviation * 3.0.squareRoot()) : normal(standardDeviation: deviation)
            return distribution(shape, dtype: dtype, generator: generator)
        }
    }
}
