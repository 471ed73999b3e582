import Adjoint

/// Samples held in memory: inputs and what a model shall answer to them.
///
///     let points = Samples(Tensor([[0, 0], [0, 1]]), Tensor([0, 1], dtype: .int64))
///     for (inputs, targets) in DataLoader(points, batchSize: 1, shuffle: true) { … }
public struct Samples: Dataset {
    /// [samples, …].
    public let inputs: Tensor
    /// [samples, …]: classes as `int64` [samples], or numbers.
    public let targets: Tensor

    /// As many inputs as targets, counted along the first axis.
    public init(_ inputs: Tensor, _ targets: Tensor) {
        guard let count = inputs.shape.first, targets.shape.first == count else {
            report(
                AdjointError(
                    .shape, "Samples",
                    "inputs \(inputs.shape) and targets \(targets.shape): the first axes must be equally long"))
            (self.inputs, self.targets) = (Tensor.zeros([0]), Tensor.zeros([0]))
            return
        }
        (self.inputs, self.targets) = (Self.rows(inputs), Self.rows(targets))
        evaluate(self.inputs, self.targets)
    }

    /// The same elements row by row in memory, so that a batch copies its own rows only: a slice of columns is copied
    /// here once.
    private static func rows(_ x: Tensor) -> Tensor { x.detach().flattened().reshaped(x.shape) }

    /// How many samples there are.
    public var count: Int { inputs.shape.first ?? 0 }

    /// The samples at the given positions, which may be repeated.
    public func batch(at positions: [Int]) -> Batch {
        let indices = Tensor(positions)
        return (inputs.take(indices), targets.take(indices))
    }

    /// The samples at the given positions, which may be repeated.
    public subscript(positions: [Int]) -> Samples {
        let batch = batch(at: positions)
        return Samples(batch.inputs, batch.targets)
    }

    /// The first `count` samples, or all where there are fewer.
    public func prefix(_ count: Int) -> Samples {
        let end = min(max(count, 0), self.count)
        return admits(end, of: MemoryLayout<Int>.stride, "prefix") ? self[Array(0..<end)] : self
    }

    /// 1 + the greatest target: how many classes there are where targets are classes, counted from 0. 0 without
    /// samples.
    public var classCount: Int {
        guard targets.dtype.isInteger else {
            report(AdjointError(.dtype, "classCount", "the targets are \(targets.dtype): classes are int32 or int64"))
            return 0
        }
        guard targets.count > 0, let greatest = targets.max().item(Int.self) else { return 0 }
        return greatest == .max ? .max : greatest + 1
    }

    /// The same targets with other inputs, as many: `samples.mapInputs { $0.reshaped(-1, 784) / 255 }`. Computed at
    /// once.
    public func mapInputs(_ transform: (Tensor) -> Tensor) -> Samples {
        Samples(withoutGradient { transform(inputs) }, targets)
    }

    /// The same inputs with other targets, as many: `samples.mapTargets { scaler($0) }`. Computed at once.
    public func mapTargets(_ transform: (Tensor) -> Tensor) -> Samples {
        Samples(inputs, withoutGradient { transform(targets) })
    }
}

extension Samples {
    /// 1,797 handwritten digits of 8×8 pixels: inputs [1797, 64], `float32` from 0 to 16; targets 0…9. Part of the
    /// library.
    ///
    /// From the UCI data set "Optical Recognition of Handwritten Digits" (Alpaydin and Kaynak, 1998), in scikit-learn's
    /// file.
    public static func digits() throws(FileError) -> Samples {
        let name = "digits.csv.gz"
        let text = try gunzip(PackageResources.digits_csv_gz, limit: 1 << 20, source: name)
        var pixels: [Float] = []
        var labels: [Int] = []
        for (number, line) in text.split(separator: UInt8(ascii: "\n")).enumerated() {
            let fields = line.split(separator: UInt8(ascii: ",")).compactMap {
                Int(String(decoding: $0, as: UTF8.self))
            }
            guard fields.count == 65, (0..<10).contains(fields[64]) else {
                throw FileError(.malformed, name, nil, "line \(number + 1) has not 64 pixels and a label from 0 to 9")
            }
            labels.append(fields[64])
            pixels += fields[..<64].map(Float.init)
        }
        return Samples(Tensor(pixels, shape: [labels.count, 64]), Tensor(labels))
    }
}
