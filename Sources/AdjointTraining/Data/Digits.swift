import Adjoint

/// Images with their classes.
public struct LabelledImages: Sendable {
    /// [images, pixels], `float32`, row by row.
    public let images: Tensor
    /// [images], `int64`.
    public let labels: Tensor
    /// How many classes there are.
    public let classes: Int

    /// Images [images, pixels] and as many labels, integers in 0..<classes.
    public init(images: Tensor, labels: Tensor, classes: Int) {
        self.images = images
        self.labels = labels
        self.classes = classes
    }

    /// The images at the given positions.
    public subscript(positions: [Int]) -> LabelledImages {
        let indices = Tensor(positions)
        return LabelledImages(images: images.take(indices), labels: labels.take(indices), classes: classes)
    }
}

extension LabelledImages {
    /// 1,797 handwritten digits of 8×8 pixels, with values from 0 to 16: part of the library.
    ///
    /// From the UCI data set "Optical Recognition of Handwritten Digits" (Alpaydin and Kaynak, 1998), in scikit-learn's file.
    public static func digits() throws -> LabelledImages {
        let text = try gunzip(PackageResources.digits_csv_gz, limit: 1 << 20, source: "digits.csv.gz")
        var pixels: [Float] = []
        var labels: [Int] = []
        for (number, line) in text.split(separator: UInt8(ascii: "\n")).enumerated() {
            let fields = line.split(separator: UInt8(ascii: ",")).map { Int(String(decoding: $0, as: UTF8.self)) }
            guard fields.count == 65, let label = fields[64], (0..<10).contains(label) else {
                throw DataError("digits.csv.gz", "line \(number + 1) has not 64 pixels and a label from 0 to 9")
            }
            labels.append(label)
            for case let pixel? in fields[..<64] { pixels.append(Float(pixel)) }
        }
        guard pixels.count == 64 * labels.count else { throw DataError("digits.csv.gz", "a pixel is not a number") }
        return LabelledImages(images: Tensor(pixels, shape: [labels.count, 64]), labels: Tensor(labels), classes: 10)
    }
}
