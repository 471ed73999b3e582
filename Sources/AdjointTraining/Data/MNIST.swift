import Adjoint
import Foundation

extension Samples {
    /// Images and their labels from a pair of IDX files, packed by gzip or not.
    ///
    /// - Parameters:
    ///   - images: [images, rows, columns] or with more axes. The inputs are these numbers as `float32`: bytes are
    /// 0…255.
    ///   - labels: [images], integers. The targets, as `int64`.
    /// - Throws: `FileError` where a file cannot be read, is no IDX or not of these axes, and where there are not as
    /// many labels as images.
    public init(images: URL, labels: URL) throws(FileError) {
        try self.init(images: images, labels: labels, divisor: 1)
    }

    /// The same with the inputs divided by a number. The images go straight into the tensor that holds them.
    private init(images: URL, labels: URL, divisor: Float) throws(FileError) {
        let (pictures, classes) = (try IDXReader(ByteStream(images)), try IDXReader(ByteStream(labels)))
        guard pictures.shape.count >= 3 else {
            throw FileError(
                .unsupported, images.path, .offset(3),
                "\(pictures.shape) is not [images, rows, columns]: is it a file of labels?")
        }
        guard classes.shape.count == 1, classes.elementType.dtype.isInteger else {
            throw FileError(
                .unsupported, labels.path, .offset(2),
                "\(classes.elementType) \(classes.shape) is not one integer for each image: is it a file of images?")
        }
        guard pictures.shape[0] == classes.shape[0] else {
            throw FileError(
                .malformed, labels.path, .offset(4),
                "\(classes.shape[0]) labels do not go with the \(pictures.shape[0]) images of \(images.lastPathComponent)"
            )
        }
        self.init(try pictures.tensor(.float32, divisor: divisor), try classes.tensor(.int64))
    }

    /// MNIST, or a data set in files of the same names: inputs [images, 28, 28], bytes divided by 255, so 0…1; targets
    /// [images].
    ///
    /// - Parameter folder: with `train-images-idx3-ubyte`, `train-labels-idx1-ubyte`, and the same with `t10k` for the
    /// test; with
    ///   or without `.gz`, and with a point in place of the second hyphen.
    /// - Throws: `FileError` where a file is absent, which says where MNIST is to be had, or is not what it should be.
    public static func mnist(_ folder: URL) throws(FileError) -> (train: Samples, test: Samples) {
        func part(_ name: String) throws(FileError) -> Samples {
            try Samples(
                images: find("\(name)-images", "idx3-ubyte"), labels: find("\(name)-labels", "idx1-ubyte"), divisor: 255
            )
        }
        func find(_ name: String, _ format: String) throws(FileError) -> URL {
            let names = ["-", "."].flatMap { ["\(name)\($0)\(format)", "\(name)\($0)\(format).gz"] }
            let files = names.map { folder.appendingPathComponent($0) }
            if let file = files.first(where: { FileManager.default.fileExists(atPath: $0.path) }) { return file }
            throw FileError(
                .unreadable, folder.path, nil,
                "there is none of \(names.joined(separator: ", ")). The four files of MNIST are described at "
                    + "http://yann.lecun.com/exdb/mnist and can be downloaded from "
                    + "https://ossci-datasets.s3.amazonaws.com/mnist/")
        }
        return (try part("train"), try part("t10k"))
    }
}
