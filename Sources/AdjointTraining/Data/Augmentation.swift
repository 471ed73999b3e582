import Adjoint

/// A random change of images that leaves what they show: more pictures to learn from than were taken.
///
/// Use one as a `DataLoader`'s `transform`, for training data only.
public protocol Augmentation: Sendable {
    /// Changed images. [samples, height, width] or [samples, channels, height, width], `float32` or `float64` → the same.
    ///
    /// What is drawn comes from `generator` alone: the same seed gives the same images. Each image has random numbers of its own.
    func callAsFunction(_ images: Tensor, generator: RandomGenerator) -> Tensor
}
