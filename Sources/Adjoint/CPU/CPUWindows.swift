import AdjointKernels

// The kernels whose windows slide over planes: convolutions and pooling.

/// Floating-point operations that a thread takes at a time, at least.
private let chunkOperations = 4e6

/// Results of each channel that a thread takes at a time, as far as there are enough: what is done once for the kernel
/// should be little beside them.
private let minimumPositions = 256.0

/// Weights up to this size have several gradients at a time, of parts of the images.
private let partialBytes = 2 << 20

extension CPU {
    package func convolve(
        _ part: ConvolutionPart, _ type: DType, _ shape: adj_convolution_shape, _ a: UnsafeRawPointer,
        _ b: UnsafeRawPointer, to out: UnsafeMutableRawPointer
    ) {
        let taps = shape.kernel_height * shape.kernel_width
        // Of one image; as floating point, since an empty tensor may have any lengths.
        let operations = [shape.out_channels, shape.out_height, shape.out_width, shape.channels / shape.groups, taps]
            .reduce(2.0) { $0 * Double($1) }
        let positions = Double(shape.out_height) * Double(shape.out_width)
        // Images with enough work, and with enough positions.
        let working = Int(Swift.max(chunkOperations / Swift.max(operations, 1), 1))
        let wide = Int(Swift.min((minimumPositions / Swift.max(positions, 1)).rounded(.up), Double(shape.batch)))
        switch part {
        case .result, .input:
            let images = Swift.max(working, Swift.min(wide, (shape.batch + 3) / 4))
            let kernel = part == .result ? adj_convolution : adj_convolution_input_gradient
            parallel(shape.batch, by: images) { range in
                withUnsafePointer(to: shape) {
                    kernel(type.kernelType, $0, range.lowerBound, range.upperBound, a, b, out)
                }
            }
        case .weight: weightGradient(a, b, shape, type, minimumImages: Swift.max(working, wide), out)
        }
    }

    package func maxPool(
        _ type: DType, _ shape: adj_pool_shape, planes: Int, _ x: UnsafeRawPointer, to out: UnsafeMutableRawPointer,
        positions: UnsafeMutableRawPointer
    ) {
        parallel(planes, by: planesAtATime(shape.height * shape.width)) { range in
            withUnsafePointer(to: shape) {
                adj_max_pool(
                    type.kernelType, $0, range.lowerBound, range.upperBound, x, out,
                    positions.assumingMemoryBound(to: Int32.self))
            }
        }
    }

    package func pooled(
        _ type: DType, _ x: UnsafeRawPointer, _ positions: UnsafeRawPointer, planes: Int, count: Int, size: Int,
        transposed: Bool, to out: UnsafeMutableRawPointer
    ) {
        let bytes = type.byteCount
        let (inner, outer) = transposed ? (count, size) : (size, count)
        let positions = positions.assumingMemoryBound(to: Int32.self)
        parallel(planes, by: planesAtATime(size)) { range in
            let kernel = transposed ? adj_pool_spread : adj_pool_take
            kernel(
                type.kernelType, range.count, size, count, x + range.lowerBound * inner * bytes,
                positions + range.lowerBound * count, out + range.lowerBound * outer * bytes)
        }
    }
}

private func planesAtATime(_ size: Int) -> Int { Swift.max(CPU.chunkLength / Swift.max(size, 1), 1) }

/// The gradient of the weight. The images are cut into parts, whose gradients are added in order; where the weight is
/// too large to have several of them, its channels are.
private func weightGradient(
    _ x: UnsafeRawPointer, _ g: UnsafeRawPointer, _ shape: adj_convolution_shape, _ dtype: DType, minimumImages: Int,
    _ out: UnsafeMutableRawPointer
) {
    let (size, taps) = (dtype.byteCount, shape.kernel_height * shape.kernel_width)
    let count = shape.out_channels * (shape.channels / shape.groups) * taps
    let cutsImages = count * size <= partialBytes
    let images = cutsImages ? Swift.max(minimumImages, (shape.batch + 7) / 8) : Swift.max(shape.batch, 1)
    let parts = Swift.max((shape.batch + images - 1) / images, 1)
    // In whole vectors: each range of channels has its own look at the cotangent.
    let channels = cutsImages ? shape.channels : (shape.channels + 127) / 128 * 16
    let ranges = (shape.channels + channels - 1) / channels
    let partial = parts > 1 ? Room(parts * count * size) : nil
    parallel(parts * ranges, by: 1) { tasks in
        for task in tasks {
            let (part, range) = task.quotientAndRemainder(dividingBy: ranges)
            var some = shape
            some.batch = Swift.min(images, shape.batch - part * images)
            let start = part * images * size
            adj_convolution_weight_gradient(
                dtype.kernelType, &some, range * channels * taps,
                Swift.min((range + 1) * channels, shape.channels) * taps,
                x + start &* shape.channels &* shape.height &* shape.width,
                g + start &* shape.out_channels &* shape.out_height &* shape.out_width,
                partial.map { $0.address + part * count * size } ?? out)
        }
    }
    if let partial { _ = adj_reduce(.sum, dtype.kernelType, partial.address, 1, parts, count, out) }
}
