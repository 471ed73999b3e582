import Adjoint

/// Images in rows, with a caption below each, such as digits and what a network took them for.
public struct ImageGrid: Picture, Sendable {
    /// What stands above.
    public let title: String
    /// [images, height, width], or [images, channels, height, width] with 1 channel or 3 (red, green, blue).
    public let images: Tensor
    /// What stands below each image; those without a caption have none.
    public let captions: [String]
    /// How many images stand in a row.
    public let columns: Int
    /// The positions of images to be marked as mistakes, with a frame and a cross at the caption.
    public let wrong: Set<Int>

    /// A grid of images; the least value of all is drawn black, the greatest white, and what is not finite black.
    public init(
        title: String, images: Tensor, captions: [String] = [], columns: Int = 10, wrong: some Sequence<Int> = [Int]()
    ) {
        // Its place, its caption, and the document's lines.
        let isPossible = admits(images.shape.first ?? 0, of: 256, "ImageGrid") && !hasFailed
        let isGrey = images.rank == 3 || images.rank == 4 && images.shape[1] == 1
        let isColoured = images.rank == 4 && images.shape[1] == 3
        if !isGrey && !isColoured {
            report(
                AdjointError(
                    .shape, "ImageGrid",
                    "\(images.shape) is neither [images, height, width] nor [images, 1 or 3 channels, height, width]"))
        }
        if columns < 1 { report(AdjointError(.value, "ImageGrid", "\(columns) columns: at least 1 is needed")) }
        if captions.count > (images.shape.first ?? 0) {
            report(
                AdjointError(
                    .shape, "ImageGrid", "\(captions.count) captions for \(images.shape.first ?? 0) images"))
        }
        self.title = title
        self.images = isPossible && (isGrey || isColoured) ? images.detach() : Tensor.zeros([0, 1, 1])
        self.captions = captions
        self.columns = max(columns, 1)
        self.wrong = Set(wrong)
    }

    /// The grid as an SVG document.
    public var svg: String {
        let count = images.shape[0]
        let (pixelHeight, pixelWidth) = (images.shape[images.rank - 2], images.shape[images.rank - 1])
        // Small images are shown enlarged, so that 8×8 pixels can be made out.
        let scale = max((56 / Double(max(pixelHeight, pixelWidth, 1))).rounded(), 1)
        let (height, width) = (Double(pixelHeight) * scale, Double(pixelWidth) * scale)
        let texts = (0..<count).map { index in
            let caption = captions.indices.contains(index) ? captions[index] : ""
            return wrong.contains(index) ? "✗ \(caption)" : caption
        }
        let textWidth = texts.map { Drawing.width(of: $0) }.max() ?? 0
        let (stepX, stepY) = (max(width, textWidth) + 14, height + (texts.contains { !$0.isEmpty } ? 30 : 12))
        let (left, top) = (16.0, title.isEmpty ? 16.0 : 44.0)
        var drawing = Drawing()
        if !title.isEmpty { drawing.text(title, left, 20, style: "title") }
        for (index, image) in pngs().enumerated() {
            let middle = left + (Double(index % columns) + 0.5) * stepX - 7
            let (x, y) = (middle - width / 2, top + Double(index / columns) * stepY)
            drawing.add(
                "image",
                [
                    "x": x, "y": y, "width": width, "height": height, "style": "image-rendering:pixelated",
                    "href": image.address,
                ])
            if wrong.contains(index) {
                drawing.add(
                    "rect",
                    [
                        "x": x - 2, "y": y - 2, "width": width + 4, "height": height + 4, "fill": "none",
                        "stroke": Theme.colour(1), "stroke-width": "3",
                    ])
            }
            if !texts[index].isEmpty { drawing.text(texts[index], middle, y + height + 12, anchor: .middle) }
        }
        let rows = count / columns + (count % columns == 0 ? 0 : 1)
        return drawing.document(
            width: max(left + Double(min(count, columns)) * stepX, left + Drawing.width(of: title, style: "title") + 14)
                + 2,
            height: top + Double(rows) * stepY + 4, title: title)
    }

    private func pngs() -> [PNG] {
        let (count, height, width) = (images.shape[0], images.shape[images.rank - 2], images.shape[images.rank - 1])
        let channels = images.rank == 4 ? images.shape[1] : 1
        let values = (channels == 3 ? images.transposed(0, 2, 3, 1) : images).asArray(Double.self)
        let finite = values.lazy.filter(\.isFinite)
        let (low, high) = (finite.min() ?? 0, finite.max() ?? 0)
        // Halves, so that the distance of the greatest numbers is a number too.
        let (middle, half) = (low / 2, high / 2 - low / 2)
        let bytes = values.map { $0.isFinite && half > 0 ? UInt8((($0 / 2 - middle) / half * 255).rounded()) : 0 }
        if hasFailed || values.isEmpty { return [] }
        let length = channels * height * width
        return (0..<count).map {
            PNG(
                Array(bytes[$0 * length..<($0 + 1) * length]), width: width, height: height,
                channels == 3 ? .colour : .grey)
        }
    }
}
