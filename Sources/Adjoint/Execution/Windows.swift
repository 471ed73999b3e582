import AdjointKernels

// The kernels whose windows slide over planes: convolutions and pooling.

/// Floating-point operations that a thread takes at a time, at least.
private let chunkOperations = 4e6

/// One of the three tensors that a convolution ties together, from the other two. All are contiguous.
func convolution(
    _ part: Convolution.Part, _ a: Tensor, _ b: Tensor, _ shape: adj_convolution_shape, resultCount: Int
) -> Values {
    let dtype = a.dtype
    let taps = shape.kernel_height * shape.kernel_width
    // Of one image; as floating point, since an empty tensor may have any lengths.
    let operations = [shape.out_channels, shape.out_height, shape.out_width, shape.channels / shape.groups, taps]
        .reduce(2.0) { $0 * Double($1) }
    if resultCount == 0 { return Values(count: 0, dtype: dtype) { _ in } }
    return Values(count: resultCount, dtype: dtype) { out in
        a.withElements { a in
            b.withElements { b in
                func run(
                    _ count: Int, by length: Int,
                    _ kernel: (
                        AdjDType, UnsafePointer<adj_convolution_shape>, Int, Int, UnsafeRawPointer,
                        UnsafeRawPointer, UnsafeMutableRawPointer
                    ) -> Void
                ) {
                    parallel(count, by: length) { range in
                        withUnsafePointer(to: shape) {
                            kernel(dtype.kernelType, $0, range.lowerBound, range.upperBound, a, b, out)
                        }
                    }
                }
                let images = Int(Swift.max(chunkOperations / Swift.max(operations, 1), 1))
                switch part {
                case .result: run(shape.batch, by: images) { adj_convolution($0, $1, $2, $3, $4, $5, $6) }
                case .input: run(shape.batch, by: images) { adj_convolution_input_gradient($0, $1, $2, $3, $4, $5, $6) }
                case .weight:
                    // Each part packs all of the result's cotangent: not too few rows in one.
                    let rows = shape.channels * taps
                    let length = operations * Double(shape.batch) < chunkOperations ? rows : 96
                    run(rows, by: length) { adj_convolution_weight_gradient($0, $1, $2, $3, $4, $5, $6) }
                }
            }
        }
    }
}

/// The greatest element of each window of a contiguous tensor's planes, and its position in the plane.
func maxPool(_ x: Tensor, _ shape: adj_pool_shape, planes: Int) -> (values: Values, positions: Values) {
    let count = planes * shape.out_height * shape.out_width
    let length = Swift.max(chunkLength / Swift.max(shape.height * shape.width, 1), 1)
    var values = Values(storage: nil, scalar: 0)
    let positions = Values(count: count, dtype: .int64) { positions in
        values = Values(count: count, dtype: x.dtype) { out in
            x.withElements { x_ in
                parallel(planes, by: length) { range in
                    withUnsafePointer(to: shape) {
                        adj_max_pool(
                            x.dtype.kernelType, $0, range.lowerBound, range.upperBound, x_, out,
                            positions.assumingMemoryBound(to: Int64.self))
                    }
                }
            }
        }
    }
    return (values, positions)
}
