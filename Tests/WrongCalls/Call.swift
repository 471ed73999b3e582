import Adjoint
import AdjointNN
import Foundation

/// A public function, and how it is called with random arguments.
struct Call: Sendable {
    let name: String
    let make: @Sendable (Draw) throws -> Void

    init(_ name: String, _ make: @escaping @Sendable (Draw) throws -> Void) {
        self.name = name
        self.make = make
    }

    /// What a call may take, in bytes: little, so that no call works for long.
    static let maximumMemory = 1 << 26

    /// The seed of the call of this number.
    func seed(_ number: Int) -> UInt64 {
        name.utf8.reduce(UInt64(number) &* 0x9E37_79B9_7F4A_7C15) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    /// Makes calls, one after the other, with a right one after each, and writes what is wrong into the journal.
    func run(_ numbers: Range<Int>, folder: URL) {
        _ = Witness.ended
        for number in numbers {
            Journal.write("\(number): ")
            RandomGenerator.shared.seed = seed(number)
            let start = Self.seconds
            var outcome = "done"
            do {
                try withErrors { try make(Draw(seed: seed(number), folder: folder)) }
            } catch let error as AdjointError {
                outcome = "refused: \(error)"
            } catch {
                outcome = "thrown"
            }
            let elapsed = Self.seconds - start
            if elapsed > 1 { Journal.write("SLOW \(elapsed) s ") }
            if let wrong = Self.whatIsWrongAfterwards() { Journal.write("THEN \(wrong) ") }
            Journal.end("-> \(outcome.prefix(300).replacingOccurrences(of: "\n", with: "⏎"))")
        }
    }

    /// Processor time, so that other programs do not count.
    private static var seconds: Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

    /// A step of training in numbers that are exact.
    private static func whatIsWrongAfterwards() -> String? {
        threadCount = 2
        memoryLimit = Self.maximumMemory
        guard isGradientEnabled else { return "gradients are not recorded" }
        let layer = Linear(weight: Tensor([[1, 2], [3, 4]]), bias: Tensor([0.5, -0.5]))
        layer.parameters.forEach { $0.requiresGrad = true }
        let optimizer = SGD(layer, learningRate: 0.5)
        do {
            // Outputs [3.5, 6.5] for targets [3, 7]: the mean of squares is 0.25, and its slopes are ±0.5.
            let loss = try withErrors {
                optimizer.step { mseLoss(layer(Tensor([[1, 1]])), Tensor([[3, 7]])) }
            }
            let weight = layer.parameters[0].asArray(Float.self)
            return loss.item() == 0.25 && weight == [0.75, 1.75, 3.25, 4.25] ? nil : "\(loss.item()), \(weight)"
        } catch {
            return "\(error)"
        }
    }
}
