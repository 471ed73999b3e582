// Comparisons as Swift writes them for single values, so that the compiler says what is meant for tensors. There is
// none of them: without these the message would be about protocols of integers.

@_documentation(visibility: internal)
extension Tensor {
    /// There is none: `.==` compares elementwise.
    @available(*, unavailable, message: ".== compares elementwise; item() gives a number to compare")
    public static func == (x: Tensor, y: Tensor) -> Bool { false }
    /// There is none: `.==` compares elementwise.
    @available(*, unavailable, message: ".== compares elementwise; item() gives a number to compare")
    public static func == (x: Tensor, y: Double) -> Bool { false }
    /// There is none: `.==` compares elementwise.
    @available(*, unavailable, message: ".== compares elementwise; item() gives a number to compare")
    public static func == (x: Double, y: Tensor) -> Bool { false }
    /// There is none: `.==` compares elementwise.
    @available(*, unavailable, message: ".== compares elementwise; item() gives a number to compare")
    @_disfavoredOverload
    public static func == (x: Tensor, y: Tensor) -> Tensor { x }
    /// There is none: `.==` compares elementwise.
    @available(*, unavailable, message: ".== compares elementwise; item() gives a number to compare")
    @_disfavoredOverload
    public static func == (x: Tensor, y: Double) -> Tensor { x }
    /// There is none: `.!=` compares elementwise.
    @available(*, unavailable, message: ".!= compares elementwise; item() gives a number to compare")
    public static func != (x: Tensor, y: Tensor) -> Bool { false }
    /// There is none: `.!=` compares elementwise.
    @available(*, unavailable, message: ".!= compares elementwise; item() gives a number to compare")
    public static func != (x: Tensor, y: Double) -> Bool { false }
    /// There is none: `.!=` compares elementwise.
    @available(*, unavailable, message: ".!= compares elementwise; item() gives a number to compare")
    public static func != (x: Double, y: Tensor) -> Bool { false }
    /// There is none: `.!=` compares elementwise.
    @available(*, unavailable, message: ".!= compares elementwise; item() gives a number to compare")
    @_disfavoredOverload
    public static func != (x: Tensor, y: Tensor) -> Tensor { x }
    /// There is none: `.!=` compares elementwise.
    @available(*, unavailable, message: ".!= compares elementwise; item() gives a number to compare")
    @_disfavoredOverload
    public static func != (x: Tensor, y: Double) -> Tensor { x }
    /// There is none: `.<` compares elementwise.
    @available(*, unavailable, message: ".< compares elementwise; item() gives a number to compare")
    public static func < (x: Tensor, y: Tensor) -> Bool { false }
    /// There is none: `.<` compares elementwise.
    @available(*, unavailable, message: ".< compares elementwise; item() gives a number to compare")
    public static func < (x: Tensor, y: Double) -> Bool { false }
    /// There is none: `.<` compares elementwise.
    @available(*, unavailable, message: ".< compares elementwise; item() gives a number to compare")
    public static func < (x: Double, y: Tensor) -> Bool { false }
    /// There is none: `.<` compares elementwise.
    @available(*, unavailable, message: ".< compares elementwise; item() gives a number to compare")
    @_disfavoredOverload
    public static func < (x: Tensor, y: Tensor) -> Tensor { x }
    /// There is none: `.<` compares elementwise.
    @available(*, unavailable, message: ".< compares elementwise; item() gives a number to compare")
    @_disfavoredOverload
    public static func < (x: Tensor, y: Double) -> Tensor { x }
    /// There is none: `.<=` compares elementwise.
    @available(*, unavailable, message: ".<= compares elementwise; item() gives a number to compare")
    public static func <= (x: Tensor, y: Tensor) -> Bool { false }
    /// There is none: `.<=` compares elementwise.
    @available(*, unavailable, message: ".<= compares elementwise; item() gives a number to compare")
    public static func <= (x: Tensor, y: Double) -> Bool { false }
    /// There is none: `.<=` compares elementwise.
    @available(*, unavailable, message: ".<= compares elementwise; item() gives a number to compare")
    public static func <= (x: Double, y: Tensor) -> Bool { false }
    /// There is none: `.<=` compares elementwise.
    @available(*, unavailable, message: ".<= compares elementwise; item() gives a number to compare")
    @_disfavoredOverload
    public static func <= (x: Tensor, y: Tensor) -> Tensor { x }
    /// There is none: `.<=` compares elementwise.
    @available(*, unavailable, message: ".<= compares elementwise; item() gives a number to compare")
    @_disfavoredOverload
    public static func <= (x: Tensor, y: Double) -> Tensor { x }
    /// There is none: `.>` compares elementwise.
    @available(*, unavailable, message: ".> compares elementwise; item() gives a number to compare")
    public static func > (x: Tensor, y: Tensor) -> Bool { false }
    /// There is none: `.>` compares elementwise.
    @available(*, unavailable, message: ".> compares elementwise; item() gives a number to compare")
    public static func > (x: Tensor, y: Double) -> Bool { false }
    /// There is none: `.>` compares elementwise.
    @available(*, unavailable, message: ".> compares elementwise; item() gives a number to compare")
    public static func > (x: Double, y: Tensor) -> Bool { false }
    /// There is none: `.>` compares elementwise.
    @available(*, unavailable, message: ".> compares elementwise; item() gives a number to compare")
    @_disfavoredOverload
    public static func > (x: Tensor, y: Tensor) -> Tensor { x }
    /// There is none: `.>` compares elementwise.
    @available(*, unavailable, message: ".> compares elementwise; item() gives a number to compare")
    @_disfavoredOverload
    public static func > (x: Tensor, y: Double) -> Tensor { x }
    /// There is none: `.>=` compares elementwise.
    @available(*, unavailable, message: ".>= compares elementwise; item() gives a number to compare")
    public static func >= (x: Tensor, y: Tensor) -> Bool { false }
    /// There is none: `.>=` compares elementwise.
    @available(*, unavailable, message: ".>= compares elementwise; item() gives a number to compare")
    public static func >= (x: Tensor, y: Double) -> Bool { false }
    /// There is none: `.>=` compares elementwise.
    @available(*, unavailable, message: ".>= compares elementwise; item() gives a number to compare")
    public static func >= (x: Double, y: Tensor) -> Bool { false }
    /// There is none: `.>=` compares elementwise.
    @available(*, unavailable, message: ".>= compares elementwise; item() gives a number to compare")
    @_disfavoredOverload
    public static func >= (x: Tensor, y: Tensor) -> Tensor { x }
    /// There is none: `.>=` compares elementwise.
    @available(*, unavailable, message: ".>= compares elementwise; item() gives a number to compare")
    @_disfavoredOverload
    public static func >= (x: Tensor, y: Double) -> Tensor { x }
}
