import Foundation

/// How the numbers of an axis lie along it.
public enum AxisScale: Sendable, Hashable {
    /// Equal distances for equal differences.
    case linear
    /// Equal distances for equal ratios; only numbers above 0 have a place.
    case logarithmic

    /// The number that is proportional to the place on the axis; nil where a value has none.
    func place(_ value: Double) -> Double? {
        switch self {
        case .linear: abs(value) <= 1e300 ? value : nil
        case .logarithmic: value > 0 && value.isFinite ? log10(value) : nil
        }
    }
}

/// The range of numbers along one side of a plot, and the ticks in it.
struct Axis {
    let scale: AxisScale
    /// Where the axis begins and ends, as `AxisScale.place` gives it.
    let low: Double
    let high: Double
    let ticks: [(place: Double, label: String)]

    /// An axis around some values, 0 to 1 where none has a place.
    /// - Parameters:
    ///   - margin: the free share of the range before and after the values.
    ///   - isWhole: ticks only at whole numbers.
    init(
        around values: some Sequence<Double>, scale: AxisScale = .linear, margin: (Double, Double) = (0.04, 0.04),
        isWhole: Bool = false, maximumTicks: Int = 7
    ) {
        self.scale = scale
        var (low, high) = (Double.infinity, -Double.infinity)
        for place in values.lazy.compactMap(scale.place) { (low, high) = (min(low, place), max(high, place)) }
        if low > high { (low, high) = scale == .linear ? (0, 1) : (-1, 0) }
        let narrowest = max(1e-9 * max(abs(low), abs(high)), 1e-290)
        if high - low < narrowest {
            let widening = max(abs(low) * (scale == .linear ? 0.1 : 0), scale == .linear ? narrowest : 0.5)
            (low, high) = low == 0 && scale == .linear ? (-1, 1) : (low - widening, high + widening)
        }
        self.low = low - (high - low) * margin.0
        self.high = high + (high - low) * margin.1
        ticks =
            scale == .linear
            ? Self.linearTicks(self.low, self.high, isWhole, maximumTicks)
            : Self.logarithmicTicks(self.low, self.high, maximumTicks)
    }

    /// From 0, the low end, to 1, the high end; nil where the value has no place.
    func share(_ value: Double) -> Double? { scale.place(value).map(share(ofPlace:)) }

    func share(ofPlace place: Double) -> Double { (place - low) / (high - low) }

    /// The room that the longest label takes.
    var labelWidth: Double { ticks.map { Drawing.width(of: $0.label) }.max() ?? 0 }

    // MARK: Ticks

    /// The smallest of 1, 2 or 5 times a power of ten that gives no more than `maximum` steps.
    private static func step(_ low: Double, _ high: Double, _ maximum: Int) -> Double {
        let rough = (high - low) / Double(maximum)
        let power = pow(10, floor(log10(rough) + 1e-9))
        return [1, 2, 5].map { $0 * power }.first { $0 >= rough * (1 - 1e-9) } ?? 10 * power
    }

    private static func linearTicks(
        _ low: Double, _ high: Double, _ isWhole: Bool, _ maximum: Int
    ) -> [(place: Double, label: String)] {
        let step = max(step(low, high, maximum), isWhole ? 1 : 0)
        let (first, last) = ((low / step).rounded(.up), (high / step).rounded(.down))
        guard step.isNormal, last >= first, last - first < 100 else { return [] }
        return (0...Int(last - first)).map { index in
            let value = (first + Double(index)) * step
            return (value, label(value, step: step))
        }
    }

    private static func logarithmicTicks(
        _ low: Double, _ high: Double, _ maximum: Int
    ) -> [(place: Double, label: String)] {
        let decades = Int(low.rounded(.up))..<(Int(high.rounded(.down)) + 1)
        if decades.count >= 3 {
            let stride = max(Int(step(low, high, maximum + 3)), 1)  // powers have short labels
            return decades.filter { $0.isMultiple(of: stride) }.map { (Double($0), label(pow(10, Double($0)))) }
        }
        let powers = Int(low.rounded(.down))...Int(high.rounded(.down))
        for factors in [[1, 2, 5], [1, 2, 3, 4, 5, 6, 7, 8, 9]] as [[Double]] {
            let values = powers.flatMap { power in factors.map { $0 * pow(10, Double(power)) } }
                .filter { (low...high).contains(log10($0)) }
            if values.count >= 3 {
                return values.map { (log10($0), label($0, step: pow(10, floor(log10($0) + 1e-9)))) }
            }
        }
        return linearTicks(pow(10, low), pow(10, high), false, maximum).filter { $0.place > 0 }
            .map { (log10($0.place), $0.label) }
    }

    /// A tick's number with as many digits as neighbours `step` apart need: 0.25, 1500, 3·10⁶.
    static func label(_ value: Double, step: Double? = nil) -> String {
        if value == 0 { return "0" }
        let step = step ?? abs(value)
        let lastDigit = Int(floor(log10(step) + 1e-9))
        let firstDigit = Int(floor(log10(abs(value)) + 1e-9))
        let sign = value < 0 ? "−" : ""
        if lastDigit > -5, firstDigit < (lastDigit < 0 ? 9 : 6) {
            return sign + String(format: "%.\(max(0, -lastDigit))f", abs(value))
        }
        let digits = min(max(0, firstDigit - lastDigit), 15)
        var mantissa = String(format: "%.\(digits)f", abs(value) / pow(10, Double(firstDigit)))
        while mantissa.contains("."), mantissa.hasSuffix("0") || mantissa.hasSuffix(".") { mantissa.removeLast() }
        return sign + (mantissa == "1" ? "" : "\(mantissa)·") + "10" + superscript(firstDigit)
    }

    private static func superscript(_ number: Int) -> String {
        let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
        return String(String(number).map { $0 == "-" ? "⁻" : $0.wholeNumberValue.map { digits[$0] } ?? $0 })
    }
}
