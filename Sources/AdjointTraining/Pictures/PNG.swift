import Adjoint
import CZlib
import Foundation

/// A small image that a drawing carries within itself, in the PNG format (ISO/IEC 15948).
struct PNG {
    enum Pixels: UInt8 {
        case grey = 0
        case colour = 2
        case colourWithOpacity = 6
    }

    let data: Data

    /// - Parameter bytes: row by row, 1, 3 or 4 for each pixel.
    init(_ bytes: [UInt8], width: Int, height: Int, _ pixels: Pixels) {
        guard bytes.count < Int32.max else {
            report(AdjointError(.value, "PNG", "\(height) rows of \(width) pixels: fewer than 2³¹ bytes are possible"))
            data = Data()
            return
        }
        let stride = bytes.count / max(height, 1)
        var rows: [UInt8] = []
        rows.reserveCapacity(bytes.count + height)
        for row in 0..<height { rows += [0] + bytes[row * stride..<(row + 1) * stride] }  // 0: no filter
        var data = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        let header = Self.bigEndian(width) + Self.bigEndian(height) + [8, pixels.rawValue, 0, 0, 0]
        for (type, content) in [("IHDR", header), ("IDAT", Self.deflated(rows)), ("IEND", [])] {
            let body = Array(type.utf8) + content
            data += Self.bigEndian(content.count) + body + Self.bigEndian(Int(crc32(0, body, UInt32(body.count))))
        }
        self.data = data
    }

    /// The image as an address that holds all of it.
    var address: String { "data:image/png;base64,\(data.base64EncodedString())" }

    private static func bigEndian(_ number: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    private static func deflated(_ bytes: [UInt8]) -> [UInt8] {
        var length = compressBound(UInt(bytes.count))
        var result = [UInt8](repeating: 0, count: Int(length))
        guard compress2(&result, &length, bytes, UInt(bytes.count), 9) == Z_OK else {
            report(AdjointError(.value, "PNG", "zlib could not pack \(bytes.count) bytes"))
            return []
        }
        return Array(result.prefix(Int(length)))
    }
}
