import Adjoint

/// Draws images of shape [images, height, width] side by side with characters, two for each pixel; the greatest value
/// is the fullest. `captions` stand below.
public func textImage(_ images: Tensor, captions: [String] = []) -> String {
    guard images.rank == 3 else {
        report(AdjointError(.shape, "textImage", "\(images.shape) is not [images, height, width]"))
        return ""
    }
    let shades: [Character] = [" ", "░", "▒", "▓", "█"]
    let (height, width) = (images.shape[1], images.shape[2])
    let rows = (images: max(images.shape[0], captions.count, 1), lines: max(height, 1))
    guard admits(rows.images, rows.lines, max(width, 1), of: 8, "textImage") else { return "" }
    let pixels = images.asArray(Float.self).map { $0.isFinite ? $0 : 0 }
    if hasFailed { return "" }
    let top = max(pixels.max() ?? 1, .leastNormalMagnitude)
    var lines = (0..<height).map { row in
        (0..<images.shape[0]).map { image in
            String(
                (0..<width).flatMap { column -> [Character] in
                    let value = max(pixels[(image * height + row) * width + column] / top, 0)
                    let shade = shades[min(Int(value * Float(shades.count)), shades.count - 1)]
                    return [shade, shade]
                })
        }.joined(separator: "  ")
    }
    if !captions.isEmpty {
        lines.append(captions.map { $0.padding(to: 2 * width) }.joined(separator: "  "))
    }
    return lines.joined(separator: "\n")
}

extension String {
    fileprivate func padding(to width: Int) -> String {
        let space = max(width - count, 0)
        return String(repeating: " ", count: space / 2) + self + String(repeating: " ", count: space - space / 2)
    }
}
