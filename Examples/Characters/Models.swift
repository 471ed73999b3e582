import Adjoint
import AdjointNN

/// For each character of a text the logits of the one that follows: [batch, time] → [batch, time, characters].
protocol CharacterModel: Module, Sendable where Input == Tensor, Output == Tensor {
    /// Reads a text bit by bit: each call takes the numbers of the characters that follow, [n], and gives the logits of
    /// the next one, [characters].
    func reader() -> (Tensor) -> Tensor
}

/// A long short-term memory (Hochreiter and Schmidhuber, 1997): what it has read is in its state.
struct RecurrentModel: CharacterModel {
    let embedding: Embedding
    let lstm: LSTM
    let dropout: Dropout
    let output: Linear

    init(_ characters: Int, features: Int, generator: RandomGenerator) {
        embedding = Embedding(characters, features / 4, generator: generator)
        lstm = LSTM(features / 4, features, generator: generator)
        dropout = Dropout(0.2, generator: generator)
        output = Linear(features, characters, generator: generator)
    }

    func callAsFunction(_ x: Tensor) -> Tensor { output(dropout(lstm(embedding(x)))) }

    func reader() -> (Tensor) -> Tensor {
        var state: LSTM.State?
        return { characters in
            let (hidden, end) = lstm(embedding(characters.expandedDimension(at: 0)), state: state)
            state = end
            return output(hidden[0, -1])
        }
    }
}

/// A transformer of which each position attends to those before it (Radford et al., 2018), and knows how far away they
/// are by rotation (Su et al., 2021).
struct AttentionModel: CharacterModel {
    let embedding: Embedding
    let layers: [TransformerEncoderLayer]
    let norm: LayerNorm
    let output: Linear
    /// How many characters it can look back.
    let length: Int

    init(_ characters: Int, features: Int, length: Int, generator: RandomGenerator) {
        embedding = Embedding(characters, features, generator: generator)
        layers = (0..<2).map { _ in
            TransformerEncoderLayer(
                features, heads: 4, hidden: 4 * features, activation: gelu, isNormFirst: true,
                rotary: RotaryPositions(), generator: generator)
        }
        norm = LayerNorm(features)
        output = Linear(features, characters, generator: generator)
        self.length = length
    }

    func callAsFunction(_ x: Tensor) -> Tensor {
        output(norm(layers.reduce(embedding(x)) { $1($0, mask: nil, isCausal: true) }))
    }

    func reader() -> (Tensor) -> Tensor {
        var text: Tensor?
        return { characters in
            let all = text.map { concatenated([$0, characters]) } ?? characters
            let seen = all[max(0, all.count - length)..<all.count]
            text = seen
            return self(seen.expandedDimension(at: 0))[0, -1]
        }
    }
}
