/// What is wrong with a file: it cannot be read or written, is malformed, or holds what a tensor cannot.
public struct FileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of trouble it is.
    public enum Kind: Sendable, Hashable {
        /// The file cannot be read: it does not exist, or the system refuses.
        case unreadable
        /// The file cannot be written; what was there before is as it was.
        case unwritable
        /// The contents break the rules of the format.
        case malformed
        /// The contents keep the rules, but no tensor can hold them.
        case unsupported
        /// What was asked for is not in the file.
        case missing
    }

    /// Where in the file it is.
    public enum Place: Sendable, Hashable {
        /// A byte, counted from the beginning of the file.
        case offset(Int)
        /// The tensor of a name.
        case tensor(String)
    }

    /// What kind of trouble it is.
    public let kind: Kind
    /// The path of the file, or the name that was given to the data.
    public let file: String
    /// Where in the file it is; nil where it concerns the whole.
    public let place: Place?
    /// What is wrong, in one sentence: without control characters, and of bounded length, whatever the file has in it.
    public let message: String

    /// `model.safetensors, byte 20: …` or `model.safetensors, tensor "weight": …`. Of a long name the beginning is
    /// there; control characters are escaped.
    public var description: String {
        let file = printable(file, limit: 4096)
        return switch place {
        case .offset(let offset): "\(file), byte \(offset): \(message)"
        case .tensor(let name): "\(file), tensor \(quoted(name)): \(message)"
        case nil: "\(file): \(message)"
        }
    }

    /// An error about a file.
    public init(_ kind: Kind, _ file: String, _ place: Place? = nil, _ message: String) {
        self.kind = kind
        self.file = file
        self.place = place
        self.message = printable(message, limit: 2048)
    }
}
