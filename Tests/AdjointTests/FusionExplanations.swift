import AdjointRuntime

@testable import Adjoint

/// A program that ran, as `explainExecution` describes it.
struct ProgramText {
    /// "64 rows of 10", or "640 elements".
    let space: String
    /// Without the numbers of the values: "sum of rows".
    let steps: [String]
    let outputs: [String]
    /// Steps, or chains of them: how often the elements are loaded and stored.
    let chains: Int
    /// For each matrix product that it computed, whether the steps were its epilogue.
    let products: [Bool]

    init(_ lines: ArraySlice<Substring>) {
        let text = lines.map { $0.drop { $0 == " " } }
        space = String(text.first?.dropFirst("program over ".count).prefix { $0 != ":" } ?? "")
        products = text.filter { $0.contains(": matmul") || $0.contains("times matmul") }
            .map { $0.hasSuffix("epilogue") }
        steps = text.filter(Self.isStep).map { line in
            line.split(separator: " ").dropFirst(2).filter { !$0.hasPrefix("%") && $0 != "→" }.joined(separator: " ")
        }
        chains = text.filter { Self.isStep($0) && !$0.hasSuffix("→") }.count
        let results = text.first { $0.hasPrefix("outputs: ") } ?? ""
        outputs = results.dropFirst("outputs: ".count).split(separator: ", ").map(String.init)
    }

    private static func isStep(_ line: Substring) -> Bool { line.hasPrefix("%") && line.contains(" = ") }

    var areAllInPlace: Bool { outputs.allSatisfy { $0.hasSuffix("in place") } }
}

/// Runs `body` and gives the programs that this thread ran for it.
func programs(_ body: () -> Void) -> [ProgramText] {
    let explanation = Explanation()
    let before = adj_thread().pointee.explanation
    adj_thread().pointee.explanation = Unmanaged.passUnretained(explanation).toOpaque()
    withExtendedLifetime(explanation) { body() }
    adj_thread().pointee.explanation = before
    let lines = explanation.text.split(separator: "\n")
    let starts = lines.indices.filter { lines[$0].hasPrefix("program over ") } + [lines.count]
    return zip(starts, starts.dropFirst()).map { ProgramText(lines[$0..<$1]) }
}
