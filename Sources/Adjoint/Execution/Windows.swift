import AdjointKernels

// The kernels whose windows slide over planes: convolutions and pooling.

/// Floating-point operations that a thread takes at a time, at least.
private let chunkOperations = 4e6

/// Results of each channel that a thread takes at a time, as far as there are enough: what is done once for the kernel
/// should be little beside them.
private let leastPositions = 256.0

/// Weights up to this size have several gradients at a time, of parts of the images.
private let partialBytes = 2 << 20

/// One of the three tensors that a convolution ties together, from the other two. All are contiguous.
func convolution(
    _ part: Convolution.Part, _ a: Tensor, _ b: Tensor, _ shape: adj_convolution_shape, resultCount: Int
) -> Values {
    let dtype = a.dtype
    let taps = shape.kernel_height * shape.kernel_width
    // Of one image; as floating point, since an empty tensor may have any lengths.
    let operations = [shape.out_channels, shape.out_height, shape.out_width, shape.channels / shape.groups, taps]
        .reduce(2.0) { $0 * Double($1) }
    if resultCount == 0 { return Values(count: 0, dtype: dtype, for: part.rawValue) { _ in } }
    return Values(count: resultCount, dtype: dtype, for: part.rawValue) { out in
        a.withElements { a in
            b.withElements { b in
                let positions = Double(shape.out_height) * Double(shape.out_width)
                // Images with enough work, and with enough positions.
                let working = Int(Swift.max(chunkOperations / Swift.max(operations, 1), 1))
                let wide = Int(Swift.min((leastPositions / Swift.max(positions, 1)).rounded(.up), Double(shape.batch)))
                switch part {
                case .result, .input:
                    let images = Swift.max(working, Swift.min(wide, (shape.batch + 3) / 4))
                    let kernel = part == .result ? adj_convolution : adj_convolution_input_gradient
                    parallel(shape.batch, by: images) { range in
                        withUnsafePointer(to: shape) {
                            kernel(dtype.kernelType, $0, range.lowerBound, range.upperBound, a, b, out)
                        }
                    }
                case .weight:
                    weightGradient(a, b, shape, dtype, leastImages: Swift.max(working, wide), out)
                }
            }
        }
    }
}

/// The gradient of the weight. The images are cut into parts, whose gradients are added in order; where the weight is
/// too large to have several of them, its channels are.
private func weightGradient(
    _ x: UnsafeRawPointer, _ g: UnsafeRawPointer, _ shape: adj_convolution_shape, _ dtype: DType, leastImages: Int,
    _ out: UnsafeMutableRawPointer
) {
    let (size, taps) = (dtype.byteCount, shape.kernel_height * shape.kernel_width)
    let count = shape.out_channels * (shape.channels / shape.groups) * taps
    let cutsImages = count * size <= partialBytes
    let images = cutsImages ? Swift.max(leastImages, (shape.batch + 7) / 8) : Swift.max(shape.batch, 1)
    let parts = Swift.max((shape.batch + images - 1) / images, 1)
    // In whole vectors: each range of channels has its own look at the cotangent.
    let channels = cutsImages ? shape.channels : (shape.channels + 127) / 128 * 16
    let ranges = (shape.channels + channels - 1) / channels
    let partial = parts > 1 ? Storage(room: parts * count * size) : nil
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
                partial.map { $0.pointer + part * count * size } ?? out)
        }
    }
    if let partial { _ = adj_reduce(.sum, dtype.kernelType, partial.pointer, 1, parts, count, out) }
}

/// The greatest element of each window of a contiguous tensor's planes, and its position in the plane, as int32.
func maxPool(_ x: Tensor, _ shape: adj_pool_shape, planes: Int) -> (values: Values, positions: Values) {
    let count = planes * shape.out_height * shape.out_width
    var values = Values(storage: nil, scalar: 0)
    let positions = Values(count: count, dtype: .int32, for: "maxPool2d") { positions in
        values = Values(count: count, dtype: x.dtype, for: "maxPool2d") { out in
            x.withElements { x_ in
                parallel(planes, by: planesAtATime(shape.height * shape.width)) { range in
                    withUnsafePointer(to: shape) {
                        adj_max_pool(
                            x.dtype.kernelType, $0, range.lowerBound, range.upperBound, x_, out,
                            positions.assumingMemoryBound(to: Int32.self))
                    }
                }
            }
        }
    }
    return (values, positions)
}

/// The elements at int32 positions [planes, count] in planes of `size`, or the transpose: zeros to which elements are
/// added there. Both operands are contiguous.
func pooled(_ x: Tensor, at positions: Tensor, size: Int, transposed: Bool) -> Values {
    let (planes, count, bytes) = (positions.shape[0], positions.shape[1], x.dtype.byteCount)
    let (inner, outer) = transposed ? (count, size) : (size, count)
    return Values(count: planes * outer, dtype: x.dtype, for: "maxPool2d") { out in
        x.withElements { x_ in
            positions.withElements { raw in
                let positions = raw.assumingMemoryBound(to: Int32.self)
                parallel(planes, by: planesAtATime(size)) { range in
                    let kernel = transposed ? adj_pool_spread : adj_pool_take
                    kernel(
                        x.dtype.kernelType, range.count, size, count, x_ + range.lowerBound * inner * bytes,
                        positions + range.lowerBound * count, out + range.lowerBound * outer * bytes)
                }
            }
        }
    }
}

private func planesAtATime(_ size: Int) -> Int { Swift.max(chunkLength / Swift.max(size, 1), 1) }
