import Adjoint
import AdjointTraining

/// The characters of a text, each with a number.
struct Alphabet: Sendable {
    let characters: [Character]
    private let numbers: [Character: Int]

    /// The characters that a text is made of, in the order of their codes.
    init(of text: String) {
        characters = Set(text).sorted()
        numbers = Dictionary(uniqueKeysWithValues: characters.enumerated().map { ($1, $0) })
    }

    var count: Int { characters.count }

    /// The numbers of a text's characters, [count]; those that the alphabet does not have are left out.
    func encode(_ text: String) -> Tensor { Tensor(text.compactMap { numbers[$0] }) }

    /// Line breaks as a sign, so that a character can be the name of a row.
    func name(_ number: Int) -> String {
        switch characters[number] {
        case "\n": "↵"
        case " ": "␣"
        case let character: String(character)
        }
    }
}

/// Pieces of a text of equal length, and the same pieces one character further: what a network reads, and what it is to
/// foresee.
struct Windows: Dataset {
    let text: Tensor
    let length: Int
    /// From the start of a piece to the start of the next.
    let step: Int

    var count: Int { max(0, (text.count - length - 1) / step + 1) }

    func batch(at positions: [Int]) -> Batch {
        let places = (Tensor(positions) * step).expandedDimension(at: 1) + Tensor.arange(length, dtype: .int64)
        return (text.take(places), text.take(places + 1))
    }
}
