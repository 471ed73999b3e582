import Adjoint
import AdjointTraining
import Testing

@Suite("Augmentation")
struct AugmentationTests {
    private static let square = Tensor([[[1, 2, 3], [4, 5, 6], [7, 8, 9]]])

    private static func apply(_ augmentation: any Augmentation, _ images: Tensor, seed: UInt64 = 1) -> Tensor {
        augmentation(images, generator: RandomGenerator(seed: seed))
    }

    /// Whether two tensors agree to within a rounding error of pixels up to 30.
    private static func areClose(_ x: Tensor, _ y: Tensor) -> Bool {
        x.shape == y.shape && abs(x - y).max().item() < 1e-5
    }

    // MARK: Movements

    @Test(
        "a quarter turn is counterclockwise, and four are none",
        arguments: [
            (90, [3, 6, 9, 2, 5, 8, 1, 4, 7]), (180, [9, 8, 7, 6, 5, 4, 3, 2, 1]), (-90, [7, 4, 1, 8, 5, 2, 9, 6, 3]),
            (360, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        ] as [(Double, [Float])])
    func quarterTurns(degrees: Double, expected: [Float]) {
        let turned = Self.apply(Rotation(degrees: degrees...degrees), Self.square)
        #expect(Self.areClose(turned, Tensor(expected, shape: [1, 3, 3])))
    }

    @Test("an eighth turn reads between the pixels, and zeros outside")
    func eighthTurn() {
        let turned = Self.apply(Rotation(degrees: 45...45), Self.square)[0]
        // The pixel at the top is the one at distance 1 toward the upper right: (√½, -√½) from the centre.
        let r = 0.5.squareRoot()
        let top = (1 - r) * ((1 - r) * 5 + r * 6) + r * ((1 - r) * 2 + r * 3)
        // The upper left corner is √2 above the centre in a column that is exactly one of the image's: 0.414 beyond its
        // edge.
        let corner = (2 - 2.0.squareRoot()) * 2
        #expect(abs(turned[0, 1].item() - top) < 1e-5 && abs(turned[1, 1].item() - 5) < 1e-5)
        #expect(abs(turned[0, 2].item() - (2 - 2.0.squareRoot()) * 6) < 1e-5)
        #expect(abs(turned[0, 0].item() - corner) < 1e-5)
    }

    @Test("a shift by whole pixels moves them to the right and down, and leaves zeros")
    func shift() {
        let image = Tensor([[[1, 2, 3, 4], [5, 6, 7, 8]]])
        let right = Self.apply(Shift(horizontal: 0.5...0.5, vertical: 0...0), image)
        #expect(right.asArray(Float.self) == [0, 0, 1, 2, 0, 0, 5, 6])
        let leftDown = Self.apply(Shift(horizontal: -0.25 ... -0.25, vertical: 0.5...0.5), image)
        #expect(leftDown.asArray(Float.self) == [0, 0, 0, 0, 2, 3, 4, 0])
        let half = Self.apply(Shift(horizontal: 0.125...0.125, vertical: 0...0), image)
        #expect(half.asArray(Float.self) == [0.5, 1.5, 2.5, 3.5, 2.5, 5.5, 6.5, 7.5])
        #expect(Self.apply(Shift(horizontal: 9...9, vertical: -9 ... -9), image).sum().item() == 0)
    }

    @Test("a zoom magnifies from the centre")
    func zoom() {
        let ramp = Tensor([0, 10, 20, 30] as [Float]).broadcast(to: [1, 4, 4])
        let near = Self.apply(Zoom(2...2), ramp)
        #expect(near.asArray(Float.self) == Array(repeating: [7.5, 12.5, 17.5, 22.5], count: 4).flatMap { $0 })
        let far = Self.apply(Zoom(0.5...0.5), ramp + 1)[0]
        // Row 1 is the image's ½th, from between the first two.
        #expect(far[1].asArray(Float.self) == [0, 6, 26, 0] && far[0].sum().item() == 0)
    }

    @Test(
        "nothing to do changes no bit",
        arguments: [
            Rotation(degrees: 0...0), Zoom(1...1), Shift(0), HorizontalFlip(probability: 0),
            VerticalFlip(probability: 0),
            Noise(0), Cutout(0), Augmentations(), Augmentations(Rotation(degrees: 0...0), Shift(0), Zoom(1...1)),
        ] as [any Augmentation])
    func identity(augmentation: any Augmentation) {
        for dtype in [DType.float32, .float64] {
            for shape in [[3, 5, 4], [2, 3, 4, 7], [1, 1, 1], [0, 4, 4], [2, 0, 4, 4], [2, 3, 0]] {
                let images = Tensor.normal(shape, dtype: dtype, generator: RandomGenerator(seed: 2))
                let result = Self.apply(augmentation, images)
                #expect(result.shape == shape && result.dtype == dtype)
                #expect(result.asArray(Double.self) == images.asArray(Double.self), "\(shape)")
            }
        }
    }

    @Test("neighbouring movements follow one another, and pixels are interpolated once")
    func composition() {
        let (turn, right) = (Rotation(degrees: 90...90), Shift(horizontal: 1 / 3...1 / 3, vertical: 0...0))
        let turnThenShift = Self.apply(Augmentations(turn, right), Self.square)
        #expect(Self.areClose(turnThenShift, Tensor([[[0, 3, 6], [0, 2, 5], [0, 1, 4]]])))
        let shiftThenTurn = Self.apply(Augmentations(right, turn), Self.square)
        #expect(Self.areClose(shiftThenTurn, Tensor([[[2, 5, 8], [1, 4, 7], [0, 0, 0]]])))
        let images = Tensor.uniform([2, 6, 6], generator: RandomGenerator(seed: 3))
        #expect(Self.areClose(Self.apply(Augmentations(Zoom(2...2), Zoom(0.5...0.5)), images), images))
        let nested = Augmentations(Augmentations(turn, Noise(0.1)), right, turn, HorizontalFlip())
        let generator = RandomGenerator(seed: 4)
        var expected = images
        for step in [turn, Noise(0.1), right, turn, HorizontalFlip()] as [any Augmentation] {
            expected = step(expected, generator: generator)
        }
        #expect(Self.areClose(Self.apply(nested, images, seed: 4), expected))
    }

    @Test("all channels of an image move alike")
    func channels() {
        let image = Tensor.uniform([4, 1, 6, 5], generator: RandomGenerator(seed: 5))
        let three = concatenated([image, image * 2, image * 4], axis: 1)
        let all = Augmentations(
            Rotation(degrees: -40...40), Zoom(0.7...1.5), Shift(0.2), HorizontalFlip(), VerticalFlip(), Cutout(2))
        let (one, moved) = (Self.apply(all, image), Self.apply(all, three))
        #expect(one.asArray(Float.self) == Self.apply(all, image.squeezed(axis: 1)).asArray(Float.self))
        #expect(moved[.all, 0..<1].asArray(Float.self) == one.asArray(Float.self))
        #expect(moved[.all, 2..<3].asArray(Float.self) == (one * 4).asArray(Float.self))
    }

    // MARK: Chance

    private static let random: [any Augmentation] = [
        Rotation(degrees: -30...30), Zoom(0.8...1.2), Shift(0.2), HorizontalFlip(), VerticalFlip(), Noise(0.1),
        Cutout(3),
    ]

    @Test("the same seed gives the same images, another others, and each image changes by itself", arguments: random)
    func seeds(augmentation: any Augmentation) {
        let images = Tensor.uniform([7, 7], generator: RandomGenerator(seed: 6)).broadcast(to: [64, 7, 7])
        let (first, again) = (Self.apply(augmentation, images), Self.apply(augmentation, images))
        let other = Self.apply(augmentation, images, seed: 2)
        #expect(first.asArray(Float.self) == again.asArray(Float.self))
        #expect(first.asArray(Float.self) != other.asArray(Float.self))
        #expect((0..<64).contains { first[$0].asArray(Float.self) != first[0].asArray(Float.self) })
    }

    @Test("flips mirror as many as their probability says", arguments: [0, 0.3, 1])
    func flips(probability: Double) {
        let images = Self.square.broadcast(to: [1000, 3, 3])
        for (flip, first) in [
            (HorizontalFlip(probability: probability), [3, 2, 1, 6, 5, 4, 9, 8, 7]),
            (VerticalFlip(probability: probability), [7, 8, 9, 4, 5, 6, 1, 2, 3]),
        ] as [(any Augmentation, [Float])] {
            let result = Self.apply(flip, images)
            let mirrored = (0..<1000).count { result[$0].asArray(Float.self) == first }
            let kept = (0..<1000).count { result[$0].asArray(Float.self) == Self.square.asArray(Float.self) }
            #expect(mirrored + kept == 1000 && abs(Double(mirrored) - 1000 * probability) < 50)
        }
    }

    @Test("random amounts fill their range and do not leave it")
    func ranges() {
        // A ramp of slope 1 shows by how many pixels it was moved.
        let ramp = Tensor((0..<9).map(Float.init)).broadcast(to: [500, 9, 9])
        let moved = Self.apply(Shift(horizontal: 0...2 / 9, vertical: 0...0), ramp)
        let distances = (4 - moved[.all, 4, 4]).asArray(Float.self)
        #expect(distances.allSatisfy { (-1e-5...2 + 1e-5).contains($0) })
        #expect(distances.max()! > 1.9 && distances.min()! < 0.1)
        let zoomed = Self.apply(Zoom(0.8...1.25), ramp)
        let slopes = (zoomed[.all, 4, 5] - zoomed[.all, 4, 4]).asArray(Float.self)
        #expect(slopes.allSatisfy { (0.8 - 1e-5...1.25 + 1e-5).contains($0) })
        #expect(slopes.max()! > 1.2 && slopes.min()! < 0.82)
    }

    @Test("noise has its standard deviation")
    func noise() {
        let result = Self.apply(Noise(0.5), Tensor.ones([50, 20, 20]))
        #expect(abs(result.mean().item() - 1) < 0.02 && abs(sqrt(result.variance()).item() - 0.5) < 0.01)
    }

    @Test("a cutout clears one square, which may stick out of the image", arguments: [1, 2, 5])
    func cutout(side: Int) {
        let result = Self.apply(Cutout(side), Tensor.ones([300, 2, 6, 8]))
        var areas: Set<Int> = []
        for image in 0..<300 {
            let cleared = (result[image, 0] .== 0).cast(to: .float32)
            let (rows, columns) = (cleared.max(axis: 1).sum().item(), cleared.max(axis: 0).sum().item())
            #expect(cleared.sum().item() == rows * columns && rows <= Double(side) && columns <= Double(side))
            #expect(rows >= 1 && columns >= 1)
            areas.insert(Int(rows * columns))
        }
        #expect(areas.contains(side * side) && (side == 1 || areas.count > 1))
        #expect(result[.all, 0].asArray(Float.self) == result[.all, 1].asArray(Float.self))
    }

    // MARK: Errors

    @Test("refuses what are no images", arguments: random)
    func shapes(augmentation: any Augmentation) {
        for images in [Tensor.zeros([4, 4]), Tensor.zeros([1, 1, 1, 4, 4]), Tensor.zeros([1, 4, 4], dtype: .int32)] {
            let error = #expect(throws: AdjointError.self) { try withErrors { Self.apply(augmentation, images) } }
            #expect(
                error?.description
                    == "\(type(of: augmentation)): \(images.shape) \(images.dtype): float32 or float64 [samples, height, width] "
                    + "or [samples, channels, height, width] is needed")
        }
    }

    @Test("refuses amounts that make no sense")
    func amounts() {
        func sentence(_ make: () -> any Augmentation) -> String? {
            #expect(throws: AdjointError.self) { try withErrors { _ = make() } }?.description
        }
        #expect(sentence { HorizontalFlip(probability: 2) } == "HorizontalFlip: the probability 2.0 is not in 0...1")
        #expect(sentence { VerticalFlip(probability: -1) } == "VerticalFlip: the probability -1.0 is not in 0...1")
        #expect(sentence { Noise(-1) } == "Noise: a standard deviation of -1.0: at least 0 is needed")
        #expect(sentence { Cutout(-1) } == "Cutout: a square of -1 pixels: at least 0 are needed")
        #expect(sentence { Zoom(0...1) } == "Zoom: factors 0.0...1.0: numbers above 0 are needed")
    }
}
