import AdjointKernels
import Testing

private protocol Element: BinaryFloatingPoint, BitwiseCopyable, Sendable { static var type: AdjDType { get } }
extension Float: Element { static var type: AdjDType { .float32 } }
extension Double: Element { static var type: AdjDType { .float64 } }

/// The three parts of a convolution by their definition, in loops over every product.
private struct Reference {
    var y: [Double]
    var dx: [Double]
    var dw: [Double]

    init<E: Element>(_ s: adj_convolution_shape, _ x: [E], _ w: [E], _ g: [E]) {
        (y, dx, dw) = ([Double](repeating: 0, count: g.count), [Double](repeating: 0, count: x.count), [])
        dw = [Double](repeating: 0, count: w.count)
        let (perGroup, outPerGroup) = (s.channels / s.groups, s.out_channels / s.groups)
        for n in 0..<s.batch {
            for o in 0..<s.out_channels {
                for i in 0..<s.out_height {
                    for j in 0..<s.out_width {
                        let result = ((n * s.out_channels + o) * s.out_height + i) * s.out_width + j
                        for c in 0..<perGroup {
                            for p in 0..<s.kernel_height {
                                for q in 0..<s.kernel_width {
                                    let row = i * s.stride_y + p * s.dilation_y - s.top
                                    let column = j * s.stride_x + q * s.dilation_x - s.left
                                    if row < 0 || row >= s.height || column < 0 || column >= s.width { continue }
                                    let channel = o / outPerGroup * perGroup + c
                                    let input = ((n * s.channels + channel) * s.height + row) * s.width + column
                                    let tap = ((o * perGroup + c) * s.kernel_height + p) * s.kernel_width + q
                                    y[result] += Double(x[input]) * Double(w[tap])
                                    dx[input] += Double(g[result]) * Double(w[tap])
                                    dw[tap] += Double(g[result]) * Double(x[input])
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

private func shape(
    _ batch: Int, _ channels: Int, _ size: (Int, Int), _ outChannels: Int, _ kernel: (Int, Int),
    stride: (Int, Int) = (1, 1), padding: (before: (Int, Int), after: (Int, Int)) = ((0, 0), (0, 0)),
    dilation: (Int, Int) = (1, 1), groups: Int = 1
) -> adj_convolution_shape {
    func places(_ length: Int, _ kernel: Int, _ stride: Int, _ before: Int, _ after: Int, _ dilation: Int) -> Int {
        (length + before + after - (kernel - 1) * dilation - 1) / stride + 1
    }
    return adj_convolution_shape(
        batch: batch, channels: channels, height: size.0, width: size.1, out_channels: outChannels,
        out_height: places(size.0, kernel.0, stride.0, padding.before.0, padding.after.0, dilation.0),
        out_width: places(size.1, kernel.1, stride.1, padding.before.1, padding.after.1, dilation.1),
        kernel_height: kernel.0, kernel_width: kernel.1, groups: groups, stride_y: stride.0, stride_x: stride.1,
        dilation_y: dilation.0, dilation_x: dilation.1, top: padding.before.0, left: padding.before.1)
}

private let shapes: [adj_convolution_shape] = [
    shape(1, 1, (1, 1), 1, (1, 1)),
    shape(2, 3, (5, 7), 4, (3, 3)),
    shape(2, 2, (6, 20), 5, (3, 3), padding: ((1, 1), (1, 1))),
    shape(1, 3, (4, 40), 13, (2, 5), padding: ((0, 3), (1, 0))),
    shape(1, 2, (9, 11), 3, (3, 2), stride: (2, 3), padding: ((1, 0), (2, 1))),
    shape(2, 1, (8, 9), 2, (2, 3), stride: (3, 2), padding: ((1, 2), (0, 0)), dilation: (3, 2)),
    shape(1, 2, (3, 3), 2, (1, 1), stride: (4, 5)),
    shape(3, 4, (3, 5), 2, (1, 1)),
    shape(1, 3, (12, 12), 2, (1, 1)),
    shape(4, 2, (3, 4), 6, (3, 4)),
    shape(2, 6, (5, 5), 9, (3, 3), padding: ((1, 1), (1, 1)), groups: 3),
    shape(2, 5, (6, 9), 5, (3, 3), padding: ((1, 1), (1, 1)), groups: 5),
    shape(1, 3, (7, 35), 3, (3, 3), stride: (2, 2), padding: ((1, 1), (1, 1)), groups: 3),
    shape(1, 2, (5, 6), 6, (2, 2), padding: ((1, 0), (0, 1)), dilation: (2, 2), groups: 2),
    shape(2, 2, (1, 50), 3, (1, 7), padding: ((0, 3), (0, 3)), dilation: (1, 2)),
    shape(1, 40, (4, 4), 17, (3, 3), padding: ((1, 1), (1, 1))),
    shape(1, 1, (2, 3), 2, (2, 2), padding: ((4, 5), (3, 4))),
    shape(2, 1, (6, 6), 1, (2, 2), padding: ((-1, -2), (-1, 0))),
    // One channel each, with columns that no window sees.
    shape(1, 1, (5, 7), 2, (2, 1), padding: ((0, 0), (0, -4))),
    shape(2, 4, (3, 37), 8, (3, 3), padding: ((1, 1), (0, -2)), groups: 4),
    shape(2, 20, (3, 5), 7, (1, 1)),
    // By Winograd's filters, in float32.
    shape(2, 8, (3, 4), 9, (3, 3), padding: ((1, 1), (1, 1))),
    shape(2, 16, (5, 9), 17, (3, 3), padding: ((1, 1), (1, 1))),
    shape(1, 18, (3, 3), 16, (3, 3)),
    shape(3, 16, (4, 6), 16, (3, 3), padding: ((2, 1), (0, 3))),
    shape(1, 16, (3, 70), 20, (3, 3)),
    shape(1, 32, (4, 4), 34, (3, 3), padding: ((1, 1), (1, 1)), groups: 2),
    shape(2, 16, (6, 7), 16, (3, 3), padding: ((-1, -1), (0, -1))),
]

/// Small integers, whose sums of products both types hold exactly.
private func integers<E: Element>(_ count: Int, _ seed: UInt64) -> [E] {
    var sequence = TestSequence(seed)
    return (0..<count).map { _ in E(Int.random(in: -7...7, using: &sequence)) }
}

private func noise<E: Element>(_ count: Int, _ seed: UInt64) -> [E] {
    var sequence = TestSequence(seed)
    return (0..<count).map { _ in E(Double.random(in: -1...1, using: &sequence)) }
}

/// The three results under test, with the work cut in two; what lies around them must stay as it is.
private struct Results<E: Element> {
    var y: [E]
    var dx: [E]
    var dw: [E]

    init(
        _ s: adj_convolution_shape, _ x: [E], _ w: [E], _ g: [E], images: Int = 0, elements: Int = 0, shift: Int = 0
    ) {
        var s = s
        let (x, w, g) = (
            GuardedArray(x, shift: shift), GuardedArray(w, shift: 2 * shift), GuardedArray(g, shift: shift + 1)
        )
        func filled(_ count: Int) -> GuardedArray<E> {
            GuardedArray([E](repeating: .nan, count: count), shift: shift)
        }
        let (y, dx, dw) = (filled(g.count), filled(x.count), filled(w.count))
        for range in [0..<images, images..<s.batch] {
            adj_convolution(E.type, &s, range.lowerBound, range.upperBound, x.raw, w.raw, y.raw)
            adj_convolution_input_gradient(E.type, &s, range.lowerBound, range.upperBound, g.raw, w.raw, dx.raw)
        }
        for range in [0..<elements, elements..<(s.channels * s.kernel_height * s.kernel_width)] {
            adj_convolution_weight_gradient(E.type, &s, range.lowerBound, range.upperBound, x.raw, g.raw, dw.raw)
        }
        let isIntact = [x, w, g, y, dx, dw].allSatisfy { $0.isIntact }
        #expect(isIntact, "wrote beside the arrays: \(s)")
        (self.y, self.dx, self.dw) = (y.values, dx.values, dw.values)
    }
}

private func same<E: Element>(_ a: [E], _ b: [E]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { AdjointKernelsTests.same($0, $1) }
}

private func counts(_ s: adj_convolution_shape) -> (x: Int, w: Int, g: Int) {
    (
        s.batch * s.channels * s.height * s.width,
        s.out_channels * (s.channels / s.groups) * s.kernel_height * s.kernel_width,
        s.batch * s.out_channels * s.out_height * s.out_width
    )
}

extension KernelTests {
    @Suite struct ConvolutionTests {
        private func checkIntegers<E: Element>(_: E.Type) {
            for s in shapes {
                let counts = counts(s)
                let (x, w, g): ([E], [E], [E]) = (integers(counts.x, 1), integers(counts.w, 2), integers(counts.g, 3))
                let expected = Reference(s, x, w, g)
                withInstructionSets { set in
                    let results = Results(s, x, w, g)
                    #expect(results.y.map(Double.init) == expected.y, "\(set), y, \(s)")
                    #expect(results.dx.map(Double.init) == expected.dx, "\(set), dx, \(s)")
                    #expect(results.dw.map(Double.init) == expected.dw, "\(set), dw, \(s)")
                }
            }
        }

        @Test("of integers, and both gradients, equal the sums of all products to the bit")
        func exact() {
            checkIntegers(Float.self)
            checkIntegers(Double.self)
        }

        private func checkRounding<E: Element>(_: E.Type, _ s: adj_convolution_shape) {
            let counts = counts(s)
            let (x, w, g): ([E], [E], [E]) = (noise(counts.x, 1), noise(counts.w, 2), noise(counts.g, 3))
            let expected = Reference(s, x, w, g)
            let sizes = Reference(s, x.map(abs), w.map(abs), g.map(abs))
            let terms = [
                s.channels / s.groups * s.kernel_height * s.kernel_width,
                s.out_channels / s.groups * s.kernel_height * s.kernel_width, s.batch * s.out_height * s.out_width,
            ]
            withInstructionSets { set in
                let results = Results(s, x, w, g)
                for (part, (values, count)) in zip([results.y, results.dx, results.dw], terms).enumerated() {
                    let exact = [expected.y, expected.dx, expected.dw][part]
                    let size = [sizes.y, sizes.dx, sizes.dw][part]
                    let bound = Double(count + 1) * Double(E.ulpOfOne) / 2
                    #expect(
                        values.indices.allSatisfy { abs(Double(values[$0]) - exact[$0]) <= bound * size[$0] },
                        "\(set), part \(part), \(s)")
                }
            }
        }

        @Test("longer than a chunk, wider than a block: within the rounding of its sums")
        func large() {
            checkRounding(Float.self, shape(1, 33, (5, 9), 14, (3, 4), padding: ((1, 1), (1, 1))))
            checkRounding(Float.self, shape(1, 1, (1, 2_100), 2, (1, 3)))
            checkRounding(Float.self, shape(2, 1, (20, 20), 3, (2, 2)))
            checkRounding(Double.self, shape(1, 4, (12, 30), 37, (2, 2), stride: (2, 1)))
            checkRounding(Double.self, shape(2, 20, (4, 4), 130, (1, 1)))
        }

        /// Relative to the sums of absolute values that the greatest elements would have: see winograd.h.
        @Test(
            "3 × 3 between many channels: within the error of Winograd's filters",
            arguments: [
                shape(2, 8, (16, 18), 16, (3, 3)), shape(1, 260, (3, 4), 16, (3, 3)),
                shape(1, 16, (5, 6), 36, (3, 3), padding: ((1, 1), (1, 1))),
            ])
        func winograd(_ s: adj_convolution_shape) {
            let counts = counts(s)
            let (x, w, g): ([Float], [Float], [Float]) = (noise(counts.x, 1), noise(counts.w, 2), noise(counts.g, 3))
            let ones = (x.map { _ in Float(1) }, w.map(abs), g.map { _ in Float(1) })
            let exact = Reference(s, x, w, g), sizes = Reference(s, ones.0, ones.1, ones.2)
            let tiles = s.batch * ((s.out_height + 1) / 2) * ((s.out_width + 1) / 2)
            withInstructionSets { set in
                let results = Results(s, x, w, g)
                for (part, (values, exact, size, terms)) in [
                    (results.y, exact.y, sizes.y.max()!, s.channels / s.groups),
                    (results.dx, exact.dx, sizes.dx.max()!, s.out_channels / s.groups),
                    (results.dw, exact.dw, sizes.dw.max()!, tiles),
                ].enumerated() {
                    let bound = 16 * Double(terms + 8) * Double(Float.ulpOfOne) / 2 * size
                    let error = zip(values, exact).map { abs(Double($0) - $1) }.max()!
                    #expect(error <= bound, "\(set), part \(part), \(s)")
                }
            }
        }

        @Test("has the same bits for any cut of the work, at any alignment, and with every set that fuses")
        func bits() {
            for s in shapes {
                let counts = counts(s)
                let (x, w, g): ([Float], [Float], [Float]) = (
                    noise(counts.x, 4), noise(counts.w, 5), noise(counts.g, 6)
                )
                var fused: Results<Float>?
                withInstructionSets { set in
                    let whole = Results(s, x, w, g)
                    let elements = s.channels * s.kernel_height * s.kernel_width
                    let cut = Results(s, x, w, g, images: s.batch / 2, elements: elements / 3, shift: 3)
                    #expect(
                        same(whole.y, cut.y) && same(whole.dx, cut.dx) && same(whole.dw, cut.dw), "\(set), \(s)")
                    if set == .baseline { return }
                    let first = fused ?? whole
                    #expect(
                        same(whole.y, first.y) && same(whole.dx, first.dx) && same(whole.dw, first.dw), "\(set), \(s)")
                    fused = first
                }
            }
        }

        @Test("of elements near the greatest number is finite where its sums of products are")
        func nearTheGreatest() {
            let s = shape(1, 16, (4, 6), 16, (3, 3), padding: ((1, 1), (1, 1)))
            let counts = counts(s)
            let x = [Float](repeating: 3e38, count: counts.x), w = [Float](repeating: 1e-3, count: counts.w)
            let g = [Float](repeating: 3e38, count: counts.g)
            withInstructionSets { set in
                let results = Results(s, x, w, [Float](repeating: 1e-3, count: counts.g))
                let finite = [results.y, results.dw, Results(s, x, w, g).dx].allSatisfy { $0.allSatisfy(\.isFinite) }
                #expect(finite, "\(set)")
            }
        }

        @Test("without images, channels or output channels, is zeros or nothing")
        func empty() {
            withInstructionSets { _ in
                let noImages = Results<Float>(shape(0, 2, (3, 3), 4, (2, 2)), [], integers(32, 1), [])
                #expect(noImages.dw == [Float](repeating: 0, count: 32))
                let noChannels = Results<Float>(shape(2, 0, (3, 3), 1, (2, 2)), [], [], integers(8, 1))
                #expect(noChannels.y == [Float](repeating: 0, count: 8))
                let noResults = Results<Double>(shape(1, 1, (3, 3), 0, (2, 2)), integers(9, 1), [], [])
                #expect(noResults.dx == [Double](repeating: 0, count: 9))
            }
        }

        @Test("a NaN reaches the windows that see it, and no other")
        func specialValues() {
            for s in shapes {
                let counts = counts(s)
                guard counts.x > 2 else { continue }
                var x = [Float](repeating: 1, count: counts.x)
                x[counts.x / 2] = .nan
                let w = [Float](repeating: 1, count: counts.w), g = [Float](repeating: 1, count: counts.g)
                let expected = Reference(s, x, w, g)
                withInstructionSets { set in
                    let results = Results(s, x, w, g)
                    let inY = zip(results.y, expected.y).allSatisfy { $0.isNaN == $1.isNaN }
                    let inWeight = zip(results.dw, expected.dw).allSatisfy { $0.isNaN == $1.isNaN }
                    #expect(inY && inWeight, "\(set), \(s)")
                }
            }
        }
    }

    @Suite struct PoolingTests {
        private func check<E: Element>(_: E.Type, _ s: adj_pool_shape, _ x: [E]) {
            var s = s
            let planes = x.count / (s.height * s.width)
            var values: [E] = [], places: [Int32] = []
            for plane in 0..<planes {
                for i in 0..<s.out_height {
                    for j in 0..<s.out_width {
                        var best: (value: E, place: Int)?
                        for p in 0..<s.kernel_height {
                            for q in 0..<s.kernel_width {
                                let (row, column) = (i * s.stride_y + p - s.top, j * s.stride_x + q - s.left)
                                if row < 0 || row >= s.height || column < 0 || column >= s.width { continue }
                                let place = row * s.width + column
                                let value = x[plane * s.height * s.width + place]
                                guard let old = best?.value else {
                                    best = (value, place)
                                    continue
                                }
                                if value > old || (value.isNaN && !old.isNaN) { best = (value, place) }
                            }
                        }
                        values.append(best!.value)
                        places.append(Int32(best!.place))
                    }
                }
            }
            withInstructionSets { set in
                let source = GuardedArray(x, shift: 1)
                let out = GuardedArray([E](repeating: -9, count: values.count), shift: 3)
                let positions = GuardedArray([Int32](repeating: -9, count: values.count))
                for range in [0..<(planes / 2), (planes / 2)..<planes] {
                    adj_max_pool(
                        E.type, &s, range.lowerBound, range.upperBound, source.raw, out.raw, positions.pointer)
                }
                #expect(same(out.values, values) && positions.values == places, "\(set), \(s)")
                #expect(out.isIntact && positions.isIntact && source.isIntact)
            }
        }

        @Test("finds the greatest element of each window, the first of equal ones, and NaN before all")
        func maxPool() {
            let settings: [(size: (Int, Int), kernel: (Int, Int), stride: (Int, Int), padding: (Int, Int))] = [
                ((4, 6), (2, 2), (2, 2), (0, 0)), ((5, 7), (3, 2), (1, 1), (1, 1)), ((1, 1), (1, 1), (1, 1), (0, 0)),
                ((6, 50), (3, 3), (2, 3), (1, 1)), ((3, 9), (3, 9), (1, 1), (0, 0)), ((2, 600), (2, 3), (2, 2), (1, 1)),
                ((2, 3), (9, 9), (3, 3), (4, 4)), ((5, 41), (2, 2), (2, 2), (0, 0)), ((4, 40), (3, 3), (1, 1), (1, 1)),
            ]
            for (size, kernel, stride, padding) in settings {
                let s = adj_pool_shape(
                    height: size.0, width: size.1, out_height: (size.0 + 2 * padding.0 - kernel.0) / stride.0 + 1,
                    out_width: (size.1 + 2 * padding.1 - kernel.1) / stride.1 + 1, kernel_height: kernel.0,
                    kernel_width: kernel.1, stride_y: stride.0, stride_x: stride.1, top: padding.0, left: padding.1)
                let count = 3 * size.0 * size.1
                check(Float.self, s, integers(count, 1))
                check(Double.self, s, integers(count, 2))
                check(Float.self, s, [Float](repeating: -.infinity, count: count))
                var special: [Float] = noise(count, 3)
                for i in Swift.stride(from: 0, to: count, by: 5) { special[i] = .nan }
                check(Float.self, s, special)
            }
        }
    }
}
