// swift-format-ignore-file
// Written by `swift run PublicSurface`.
import Adjoint
import AdjointNN
import AdjointTraining
import Foundation

enum AdjointFunctions {
    static let all: [Call] = [
        Call("Notices.reset()", call0),
        Call("Safetensors.data(_:metadata:)", call1),
        Call("Safetensors.write(_:metadata:to:)", call2),
        Call("Safetensors.write(_:metadata:to:) 2", call3),
        Call("Tensor.%(_:_:)", call4),
        Call("Tensor.%(_:_:) 2", call5),
        Call("Tensor.%(_:_:) 3", call6),
        Call("Tensor.*(_:_:)", call7),
        Call("Tensor.*(_:_:) 2", call8),
        Call("Tensor.*(_:_:) 3", call9),
        Call("Tensor.*(_:_:) 4", call10),
        Call("Tensor.*(_:_:) 5", call11),
        Call("Tensor.*(_:_:) 6", call12),
        Call("Tensor.*(_:_:) 7", call13),
        Call("Tensor.**(_:_:)", call14),
        Call("Tensor.**(_:_:) 2", call15),
        Call("Tensor.**(_:_:) 3", call16),
        Call("Tensor.**(_:_:) 4", call17),
        Call("Tensor.**(_:_:) 5", call18),
        Call("Tensor.**(_:_:) 6", call19),
        Call("Tensor.**(_:_:) 7", call20),
        Call("Tensor.*=(_:_:)", call21),
        Call("Tensor.*=(_:_:) 2", call22),
        Call("Tensor.*=(_:_:) 3", call23),
        Call("Tensor.*=(_:_:) 4", call24),
        Call("Tensor.+(_:_:)", call25),
        Call("Tensor.+(_:_:) 2", call26),
        Call("Tensor.+(_:_:) 3", call27),
        Call("Tensor.+(_:_:) 4", call28),
        Call("Tensor.+(_:_:) 5", call29),
        Call("Tensor.+(_:_:) 6", call30),
        Call("Tensor.+(_:_:) 7", call31),
        Call("Tensor.+=(_:_:)", call32),
        Call("Tensor.+=(_:_:) 2", call33),
        Call("Tensor.+=(_:_:) 3", call34),
        Call("Tensor.+=(_:_:) 4", call35),
        Call("Tensor.-(_:)", call36),
        Call("Tensor.-(_:_:)", call37),
        Call("Tensor.-(_:_:) 2", call38),
        Call("Tensor.-(_:_:) 3", call39),
        Call("Tensor.-(_:_:) 4", call40),
        Call("Tensor.-(_:_:) 5", call41),
        Call("Tensor.-(_:_:) 6", call42),
        Call("Tensor.-(_:_:) 7", call43),
        Call("Tensor.-=(_:_:)", call44),
        Call("Tensor.-=(_:_:) 2", call45),
        Call("Tensor.-=(_:_:) 3", call46),
        Call("Tensor.-=(_:_:) 4", call47),
        Call("Tensor..!(_:)", call48),
        Call("Tensor..!=(_:_:)", call49),
        Call("Tensor..!=(_:_:) 2", call50),
        Call("Tensor..!=(_:_:) 3", call51),
        Call("Tensor..!=(_:_:) 4", call52),
        Call("Tensor..!=(_:_:) 5", call53),
        Call("Tensor..!=(_:_:) 6", call54),
        Call("Tensor..!=(_:_:) 7", call55),
        Call("Tensor..&&(_:_:)", call56),
        Call("Tensor..<(_:_:)", call57),
        Call("Tensor..<(_:_:) 2", call58),
        Call("Tensor..<(_:_:) 3", call59),
        Call("Tensor..<(_:_:) 4", call60),
        Call("Tensor..<(_:_:) 5", call61),
        Call("Tensor..<(_:_:) 6", call62),
        Call("Tensor..<(_:_:) 7", call63),
        Call("Tensor..<=(_:_:)", call64),
        Call("Tensor..<=(_:_:) 2", call65),
        Call("Tensor..<=(_:_:) 3", call66),
        Call("Tensor..<=(_:_:) 4", call67),
        Call("Tensor..<=(_:_:) 5", call68),
        Call("Tensor..<=(_:_:) 6", call69),
        Call("Tensor..<=(_:_:) 7", call70),
        Call("Tensor..==(_:_:)", call71),
        Call("Tensor..==(_:_:) 2", call72),
        Call("Tensor..==(_:_:) 3", call73),
        Call("Tensor..==(_:_:) 4", call74),
        Call("Tensor..==(_:_:) 5", call75),
        Call("Tensor..==(_:_:) 6", call76),
        Call("Tensor..==(_:_:) 7", call77),
        Call("Tensor..>(_:_:)", call78),
        Call("Tensor..>(_:_:) 2", call79),
        Call("Tensor..>(_:_:) 3", call80),
        Call("Tensor..>(_:_:) 4", call81),
        Call("Tensor..>(_:_:) 5", call82),
        Call("Tensor..>(_:_:) 6", call83),
        Call("Tensor..>(_:_:) 7", call84),
        Call("Tensor..>=(_:_:)", call85),
        Call("Tensor..>=(_:_:) 2", call86),
        Call("Tensor..>=(_:_:) 3", call87),
        Call("Tensor..>=(_:_:) 4", call88),
        Call("Tensor..>=(_:_:) 5", call89),
        Call("Tensor..>=(_:_:) 6", call90),
        Call("Tensor..>=(_:_:) 7", call91),
        Call("Tensor..||(_:_:)", call92),
        Call("Tensor./(_:_:)", call93),
        Call("Tensor./(_:_:) 2", call94),
        Call("Tensor./(_:_:) 3", call95),
        Call("Tensor./(_:_:) 4", call96),
        Call("Tensor./(_:_:) 5", call97),
        Call("Tensor./(_:_:) 6", call98),
        Call("Tensor./(_:_:) 7", call99),
        Call("Tensor./=(_:_:)", call100),
        Call("Tensor./=(_:_:) 2", call101),
        Call("Tensor./=(_:_:) 3", call102),
        Call("Tensor./=(_:_:) 4", call103),
        Call("Tensor.arange(_:_:step:dtype:)", call104),
        Call("Tensor.arange(_:dtype:)", call105),
        Call("Tensor.bernoulli(_:generator:)", call106),
        Call("Tensor.bernoulli(_:probability:dtype:generator:)", call107),
        Call("Tensor.categorical(_:axis:generator:)", call108),
        Call("Tensor.eye(_:columns:dtype:)", call109),
        Call("Tensor.full(_:_:dtype:)", call110),
        Call("Tensor.integers(_:in:dtype:generator:)", call111),
        Call("Tensor.linspace(_:_:count:dtype:)", call112),
        Call("Tensor.normal(_:mean:standardDeviation:dtype:generator:)", call113),
        Call("Tensor.ones(_:dtype:)", call114),
        Call("Tensor.ones(like:)", call115),
        Call("Tensor.permutation(_:generator:)", call116),
        Call("Tensor.subscript(_:)", call117),
        Call("Tensor.subscript(_:) 2", call118),
        Call("Tensor.uniform(_:in:dtype:generator:)", call119),
        Call("Tensor.zeros(_:dtype:)", call120),
        Call("Tensor.zeros(like:)", call121),
        Call("TensorIndex.stride(from:to:by:)", call122),
        Call("abs(_:)", call123),
        Call("acos(_:)", call124),
        Call("asin(_:)", call125),
        Call("assign(_:)", call126),
        Call("atan(_:)", call127),
        Call("avgPool2d(_:kernel:stride:padding:)", call128),
        Call("ceil(_:)", call129),
        Call("checkGradients(of:at:order:tolerance:step:)", call130),
        Call("checkGradients(of:at:order:tolerance:step:) 2", call131),
        Call("checkGradients(of:at:order:tolerance:step:) 3", call132),
        Call("clip(_:to:)", call133),
        Call("concatenated(_:axis:)", call134),
        Call("conv1d(_:_:stride:padding:dilation:groups:)", call135),
        Call("conv2d(_:_:stride:padding:dilation:groups:)", call136),
        Call("convTransposed2d(_:_:stride:padding:outputPadding:dilation:groups:)", call137),
        Call("cos(_:)", call138),
        Call("cosh(_:)", call139),
        Call("customGradient(_:_:gradient:)", call140),
        Call("customGradient(_:_:gradient:) 2", call141),
        Call("detectAnomalies(_:)", call142),
        Call("digamma(_:)", call143),
        Call("elu(_:alpha:)", call144),
        Call("erf(_:)", call145),
        Call("erfc(_:)", call146),
        Call("evaluate(_:)", call147),
        Call("evaluate(_:) 2", call148),
        Call("exp(_:)", call149),
        Call("explainExecution(_:)", call150),
        Call("expm1(_:)", call151),
        Call("floor(_:)", call152),
        Call("gelu(_:)", call153),
        Call("gradient(of:)", call154),
        Call("gradient(of:at:)", call155),
        Call("gradients(of:for:cotangent:retainGraph:createGraph:)", call156),
        Call("hessian(of:)", call157),
        Call("hessian(of:at:)", call158),
        Call("hvp(of:)", call159),
        Call("hvp(of:at:vector:)", call160),
        Call("isFinite(_:)", call161),
        Call("isGradientEnabled", call162),
        Call("isNaN(_:)", call163),
        Call("jacobian(of:)", call164),
        Call("jacobian(of:at:)", call165),
        Call("jvp(of:)", call166),
        Call("jvp(of:at:tangent:)", call167),
        Call("leakyRelu(_:slope:)", call168),
        Call("lgamma(_:)", call169),
        Call("log(_:)", call170),
        Call("log1p(_:)", call171),
        Call("logSigmoid(_:)", call172),
        Call("logSoftmax(_:axis:)", call173),
        Call("logSumExp(_:axis:keepDims:)", call174),
        Call("matmul(_:_:)", call175),
        Call("maxPool2d(_:kernel:stride:padding:)", call176),
        Call("maximum(_:_:)", call177),
        Call("maximum(_:_:) 2", call178),
        Call("maximum(_:_:) 3", call179),
        Call("memoryLimit", call180),
        Call("memoryUse", call181),
        Call("minimum(_:_:)", call182),
        Call("minimum(_:_:) 2", call183),
        Call("minimum(_:_:) 3", call184),
        Call("oneHot(_:classes:dtype:)", call185),
        Call("polygamma(_:_:)", call186),
        Call("pow(_:_:)", call187),
        Call("pow(_:_:) 2", call188),
        Call("pow(_:_:) 3", call189),
        Call("reciprocal(_:)", call190),
        Call("relu(_:)", call191),
        Call("resetPeakMemory()", call192),
        Call("round(_:)", call193),
        Call("rsqrt(_:)", call194),
        Call("sigmoid(_:)", call195),
        Call("sign(_:)", call196),
        Call("silu(_:)", call197),
        Call("sin(_:)", call198),
        Call("sinh(_:)", call199),
        Call("softmax(_:axis:)", call200),
        Call("softplus(_:)", call201),
        Call("softsign(_:)", call202),
        Call("sqrt(_:)", call203),
        Call("square(_:)", call204),
        Call("stacked(_:axis:)", call205),
        Call("tan(_:)", call206),
        Call("tanh(_:)", call207),
        Call("tanhShrink(_:)", call208),
        Call("threadCount", call209),
        Call("trimMemory()", call210),
        Call("valueAndGradient(of:)", call211),
        Call("valueAndGradient(of:at:)", call212),
        Call("vjp(of:)", call213),
        Call("vjp(of:at:)", call214),
        Call("which(_:_:_:)", call215),
        Call("which(_:_:_:) 2", call216),
        Call("which(_:_:_:) 3", call217),
        Call("which(_:_:_:) 4", call218),
        Call("withErrors(_:)", call219),
        Call("withGradient(_:)", call220),
        Call("withLeakChecking(_:)", call221),
        Call("withoutFusion(_:)", call222),
        Call("withoutGradient(_:)", call223),
    ]

    // static func reset()
    static func call0(_ d: Draw) throws {
        d.ready()
        Notices.reset()
    }

    // static func data(_ tensors: [String : Tensor], metadata: [String : String] = [:]) throws -> Data
    static func call1(_ d: Draw) throws {
        let a0: [String : Tensor] = d.dictionary("tensors") { d.tensor("") }
        let a1: [String : String] = d.dictionary("metadata") { d.string("") }
        d.ready()
        d.use((try Safetensors.data(a0, metadata: a1)) as Any)
    }

    // static func write(_ tensors: [String : Tensor], metadata: [String : String] = [:], to file: URL) throws
    static func call2(_ d: Draw) throws {
        let a0: [String : Tensor] = d.dictionary("tensors") { d.tensor("") }
        let a1: [String : String] = d.dictionary("metadata") { d.string("") }
        let a2: URL = d.file("file")
        d.ready()
        try Safetensors.write(a0, metadata: a1, to: a2)
    }

    // static func write(_ tensors: [(name: String, tensor: Tensor)], metadata: [String : String] = [:], to file: URL) throws
    static func call3(_ d: Draw) throws {
        let a0: [(name: String, tensor: Tensor)] = d.array("tensors") { (name: d.string("name"), tensor: d.tensor("tensor")) }
        let a1: [String : String] = d.dictionary("metadata") { d.string("") }
        let a2: URL = d.file("file")
        d.ready()
        try Safetensors.write(a0, metadata: a1, to: a2)
    }

    // static func % (x: Tensor, y: Tensor) -> Tensor
    static func call4(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 % a1) as Any)
    }

    // static func % (x: Tensor, y: Double) -> Tensor
    static func call5(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Double = d.double("y")
        d.ready()
        d.use((a0 % a1) as Any)
    }

    // static func % (x: Tensor, y: Int) -> Tensor
    static func call6(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Int = d.int("y")
        d.ready()
        d.use((a0 % a1) as Any)
    }

    // static func * (x: Tensor, y: Tensor) -> Tensor
    static func call7(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 * a1) as Any)
    }

    // static func * (x: Tensor, y: Double) -> Tensor
    static func call8(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Double = d.double("y")
        d.ready()
        d.use((a0 * a1) as Any)
    }

    // static func * (x: Tensor, y: Float) -> Tensor
    static func call9(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Float = d.float("y")
        d.ready()
        d.use((a0 * a1) as Any)
    }

    // static func * (x: Tensor, y: Int) -> Tensor
    static func call10(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Int = d.int("y")
        d.ready()
        d.use((a0 * a1) as Any)
    }

    // static func * (x: Double, y: Tensor) -> Tensor
    static func call11(_ d: Draw) throws {
        let a0: Double = d.double("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 * a1) as Any)
    }

    // static func * (x: Float, y: Tensor) -> Tensor
    static func call12(_ d: Draw) throws {
        let a0: Float = d.float("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 * a1) as Any)
    }

    // static func * (x: Int, y: Tensor) -> Tensor
    static func call13(_ d: Draw) throws {
        let a0: Int = d.int("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 * a1) as Any)
    }

    // static func ** (x: Tensor, y: Tensor) -> Tensor
    static func call14(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 ** a1) as Any)
    }

    // static func ** (x: Tensor, y: Double) -> Tensor
    static func call15(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Double = d.double("y")
        d.ready()
        d.use((a0 ** a1) as Any)
    }

    // static func ** (x: Tensor, y: Float) -> Tensor
    static func call16(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Float = d.float("y")
        d.ready()
        d.use((a0 ** a1) as Any)
    }

    // static func ** (x: Tensor, y: Int) -> Tensor
    static func call17(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Int = d.int("y")
        d.ready()
        d.use((a0 ** a1) as Any)
    }

    // static func ** (x: Double, y: Tensor) -> Tensor
    static func call18(_ d: Draw) throws {
        let a0: Double = d.double("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 ** a1) as Any)
    }

    // static func ** (x: Float, y: Tensor) -> Tensor
    static func call19(_ d: Draw) throws {
        let a0: Float = d.float("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 ** a1) as Any)
    }

    // static func ** (x: Int, y: Tensor) -> Tensor
    static func call20(_ d: Draw) throws {
        let a0: Int = d.int("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 ** a1) as Any)
    }

    // static func *= (x: inout Tensor, y: Tensor)
    static func call21(_ d: Draw) throws {
        var a0: Tensor = d.tensor("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        a0 *= a1
    }

    // static func *= (x: inout Tensor, y: Double)
    static func call22(_ d: Draw) throws {
        var a0: Tensor = d.tensor("x")
        let a1: Double = d.double("y")
        d.ready()
        a0 *= a1
    }

    // static func *= (x: inout Tensor, y: Float)
    static func call23(_ d: Draw) throws {
        var a0: Tensor = d.tensor("x")
        let a1: Float = d.float("y")
        d.ready()
        a0 *= a1
    }

    // static func *= (x: inout Tensor, y: Int)
    static func call24(_ d: Draw) throws {
        var a0: Tensor = d.tensor("x")
        let a1: Int = d.int("y")
        d.ready()
        a0 *= a1
    }

    // static func + (x: Tensor, y: Tensor) -> Tensor
    static func call25(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 + a1) as Any)
    }

    // static func + (x: Tensor, y: Double) -> Tensor
    static func call26(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Double = d.double("y")
        d.ready()
        d.use((a0 + a1) as Any)
    }

    // static func + (x: Tensor, y: Float) -> Tensor
    static func call27(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Float = d.float("y")
        d.ready()
        d.use((a0 + a1) as Any)
    }

    // static func + (x: Tensor, y: Int) -> Tensor
    static func call28(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Int = d.int("y")
        d.ready()
        d.use((a0 + a1) as Any)
    }

    // static func + (x: Double, y: Tensor) -> Tensor
    static func call29(_ d: Draw) throws {
        let a0: Double = d.double("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 + a1) as Any)
    }

    // static func + (x: Float, y: Tensor) -> Tensor
    static func call30(_ d: Draw) throws {
        let a0: Float = d.float("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 + a1) as Any)
    }

    // static func + (x: Int, y: Tensor) -> Tensor
    static func call31(_ d: Draw) throws {
        let a0: Int = d.int("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 + a1) as Any)
    }

    // static func += (x: inout Tensor, y: Tensor)
    static func call32(_ d: Draw) throws {
        var a0: Tensor = d.tensor("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        a0 += a1
    }

    // static func += (x: inout Tensor, y: Double)
    static func call33(_ d: Draw) throws {
        var a0: Tensor = d.tensor("x")
        let a1: Double = d.double("y")
        d.ready()
        a0 += a1
    }

    // static func += (x: inout Tensor, y: Float)
    static func call34(_ d: Draw) throws {
        var a0: Tensor = d.tensor("x")
        let a1: Float = d.float("y")
        d.ready()
        a0 += a1
    }

    // static func += (x: inout Tensor, y: Int)
    static func call35(_ d: Draw) throws {
        var a0: Tensor = d.tensor("x")
        let a1: Int = d.int("y")
        d.ready()
        a0 += a1
    }

    // static func - (x: Tensor) -> Tensor
    static func call36(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((-a0) as Any)
    }

    // static func - (x: Tensor, y: Tensor) -> Tensor
    static func call37(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 - a1) as Any)
    }

    // static func - (x: Tensor, y: Double) -> Tensor
    static func call38(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Double = d.double("y")
        d.ready()
        d.use((a0 - a1) as Any)
    }

    // static func - (x: Tensor, y: Float) -> Tensor
    static func call39(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Float = d.float("y")
        d.ready()
        d.use((a0 - a1) as Any)
    }

    // static func - (x: Tensor, y: Int) -> Tensor
    static func call40(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Int = d.int("y")
        d.ready()
        d.use((a0 - a1) as Any)
    }

    // static func - (x: Double, y: Tensor) -> Tensor
    static func call41(_ d: Draw) throws {
        let a0: Double = d.double("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 - a1) as Any)
    }

    // static func - (x: Float, y: Tensor) -> Tensor
    static func call42(_ d: Draw) throws {
        let a0: Float = d.float("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 - a1) as Any)
    }

    // static func - (x: Int, y: Tensor) -> Tensor
    static func call43(_ d: Draw) throws {
        let a0: Int = d.int("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 - a1) as Any)
    }

    // static func -= (x: inout Tensor, y: Tensor)
    static func call44(_ d: Draw) throws {
        var a0: Tensor = d.tensor("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        a0 -= a1
    }

    // static func -= (x: inout Tensor, y: Double)
    static func call45(_ d: Draw) throws {
        var a0: Tensor = d.tensor("x")
        let a1: Double = d.double("y")
        d.ready()
        a0 -= a1
    }

    // static func -= (x: inout Tensor, y: Float)
    static func call46(_ d: Draw) throws {
        var a0: Tensor = d.tensor("x")
        let a1: Float = d.float("y")
        d.ready()
        a0 -= a1
    }

    // static func -= (x: inout Tensor, y: Int)
    static func call47(_ d: Draw) throws {
        var a0: Tensor = d.tensor("x")
        let a1: Int = d.int("y")
        d.ready()
        a0 -= a1
    }

    // static func .! (x: Tensor) -> Tensor
    static func call48(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((.!a0) as Any)
    }

    // static func .!= (x: Tensor, y: Tensor) -> Tensor
    static func call49(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 .!= a1) as Any)
    }

    // static func .!= (x: Tensor, y: Double) -> Tensor
    static func call50(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Double = d.double("y")
        d.ready()
        d.use((a0 .!= a1) as Any)
    }

    // static func .!= (x: Tensor, y: Float) -> Tensor
    static func call51(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Float = d.float("y")
        d.ready()
        d.use((a0 .!= a1) as Any)
    }

    // static func .!= (x: Tensor, y: Int) -> Tensor
    static func call52(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Int = d.int("y")
        d.ready()
        d.use((a0 .!= a1) as Any)
    }

    // static func .!= (x: Double, y: Tensor) -> Tensor
    static func call53(_ d: Draw) throws {
        let a0: Double = d.double("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 .!= a1) as Any)
    }

    // static func .!= (x: Float, y: Tensor) -> Tensor
    static func call54(_ d: Draw) throws {
        let a0: Float = d.float("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 .!= a1) as Any)
    }

    // static func .!= (x: Int, y: Tensor) -> Tensor
    static func call55(_ d: Draw) throws {
        let a0: Int = d.int("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 .!= a1) as Any)
    }

    // static func .&& (x: Tensor, y: Tensor) -> Tensor
    static func call56(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 .&& a1) as Any)
    }

    // static func .< (x: Tensor, y: Tensor) -> Tensor
    static func call57(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 .< a1) as Any)
    }

    // static func .< (x: Tensor, y: Double) -> Tensor
    static func call58(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Double = d.double("y")
        d.ready()
        d.use((a0 .< a1) as Any)
    }

    // static func .< (x: Tensor, y: Float) -> Tensor
    static func call59(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Float = d.float("y")
        d.ready()
        d.use((a0 .< a1) as Any)
    }

    // static func .< (x: Tensor, y: Int) -> Tensor
    static func call60(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Int = d.int("y")
        d.ready()
        d.use((a0 .< a1) as Any)
    }

    // static func .< (x: Double, y: Tensor) -> Tensor
    static func call61(_ d: Draw) throws {
        let a0: Double = d.double("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 .< a1) as Any)
    }

    // static func .< (x: Float, y: Tensor) -> Tensor
    static func call62(_ d: Draw) throws {
        let a0: Float = d.float("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 .< a1) as Any)
    }

    // static func .< (x: Int, y: Tensor) -> Tensor
    static func call63(_ d: Draw) throws {
        let a0: Int = d.int("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 .< a1) as Any)
    }

    // static func .<= (x: Tensor, y: Tensor) -> Tensor
    static func call64(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 .<= a1) as Any)
    }

    // static func .<= (x: Tensor, y: Double) -> Tensor
    static func call65(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Double = d.double("y")
        d.ready()
        d.use((a0 .<= a1) as Any)
    }

    // static func .<= (x: Tensor, y: Float) -> Tensor
    static func call66(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Float = d.float("y")
        d.ready()
        d.use((a0 .<= a1) as Any)
    }

    // static func .<= (x: Tensor, y: Int) -> Tensor
    static func call67(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Int = d.int("y")
        d.ready()
        d.use((a0 .<= a1) as Any)
    }

    // static func .<= (x: Double, y: Tensor) -> Tensor
    static func call68(_ d: Draw) throws {
        let a0: Double = d.double("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 .<= a1) as Any)
    }

    // static func .<= (x: Float, y: Tensor) -> Tensor
    static func call69(_ d: Draw) throws {
        let a0: Float = d.float("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 .<= a1) as Any)
    }

    // static func .<= (x: Int, y: Tensor) -> Tensor
    static func call70(_ d: Draw) throws {
        let a0: Int = d.int("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 .<= a1) as Any)
    }

    // static func .== (x: Tensor, y: Tensor) -> Tensor
    static func call71(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 .== a1) as Any)
    }

    // static func .== (x: Tensor, y: Double) -> Tensor
    static func call72(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Double = d.double("y")
        d.ready()
        d.use((a0 .== a1) as Any)
    }

    // static func .== (x: Tensor, y: Float) -> Tensor
    static func call73(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Float = d.float("y")
        d.ready()
        d.use((a0 .== a1) as Any)
    }

    // static func .== (x: Tensor, y: Int) -> Tensor
    static func call74(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Int = d.int("y")
        d.ready()
        d.use((a0 .== a1) as Any)
    }

    // static func .== (x: Double, y: Tensor) -> Tensor
    static func call75(_ d: Draw) throws {
        let a0: Double = d.double("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 .== a1) as Any)
    }

    // static func .== (x: Float, y: Tensor) -> Tensor
    static func call76(_ d: Draw) throws {
        let a0: Float = d.float("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 .== a1) as Any)
    }

    // static func .== (x: Int, y: Tensor) -> Tensor
    static func call77(_ d: Draw) throws {
        let a0: Int = d.int("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 .== a1) as Any)
    }

    // static func .> (x: Tensor, y: Tensor) -> Tensor
    static func call78(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 .> a1) as Any)
    }

    // static func .> (x: Tensor, y: Double) -> Tensor
    static func call79(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Double = d.double("y")
        d.ready()
        d.use((a0 .> a1) as Any)
    }

    // static func .> (x: Tensor, y: Float) -> Tensor
    static func call80(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Float = d.float("y")
        d.ready()
        d.use((a0 .> a1) as Any)
    }

    // static func .> (x: Tensor, y: Int) -> Tensor
    static func call81(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Int = d.int("y")
        d.ready()
        d.use((a0 .> a1) as Any)
    }

    // static func .> (x: Double, y: Tensor) -> Tensor
    static func call82(_ d: Draw) throws {
        let a0: Double = d.double("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 .> a1) as Any)
    }

    // static func .> (x: Float, y: Tensor) -> Tensor
    static func call83(_ d: Draw) throws {
        let a0: Float = d.float("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 .> a1) as Any)
    }

    // static func .> (x: Int, y: Tensor) -> Tensor
    static func call84(_ d: Draw) throws {
        let a0: Int = d.int("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 .> a1) as Any)
    }

    // static func .>= (x: Tensor, y: Tensor) -> Tensor
    static func call85(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 .>= a1) as Any)
    }

    // static func .>= (x: Tensor, y: Double) -> Tensor
    static func call86(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Double = d.double("y")
        d.ready()
        d.use((a0 .>= a1) as Any)
    }

    // static func .>= (x: Tensor, y: Float) -> Tensor
    static func call87(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Float = d.float("y")
        d.ready()
        d.use((a0 .>= a1) as Any)
    }

    // static func .>= (x: Tensor, y: Int) -> Tensor
    static func call88(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Int = d.int("y")
        d.ready()
        d.use((a0 .>= a1) as Any)
    }

    // static func .>= (x: Double, y: Tensor) -> Tensor
    static func call89(_ d: Draw) throws {
        let a0: Double = d.double("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 .>= a1) as Any)
    }

    // static func .>= (x: Float, y: Tensor) -> Tensor
    static func call90(_ d: Draw) throws {
        let a0: Float = d.float("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 .>= a1) as Any)
    }

    // static func .>= (x: Int, y: Tensor) -> Tensor
    static func call91(_ d: Draw) throws {
        let a0: Int = d.int("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 .>= a1) as Any)
    }

    // static func .|| (x: Tensor, y: Tensor) -> Tensor
    static func call92(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 .|| a1) as Any)
    }

    // static func / (x: Tensor, y: Tensor) -> Tensor
    static func call93(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 / a1) as Any)
    }

    // static func / (x: Tensor, y: Double) -> Tensor
    static func call94(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Double = d.double("y")
        d.ready()
        d.use((a0 / a1) as Any)
    }

    // static func / (x: Tensor, y: Float) -> Tensor
    static func call95(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Float = d.float("y")
        d.ready()
        d.use((a0 / a1) as Any)
    }

    // static func / (x: Tensor, y: Int) -> Tensor
    static func call96(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Int = d.int("y")
        d.ready()
        d.use((a0 / a1) as Any)
    }

    // static func / (x: Double, y: Tensor) -> Tensor
    static func call97(_ d: Draw) throws {
        let a0: Double = d.double("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 / a1) as Any)
    }

    // static func / (x: Float, y: Tensor) -> Tensor
    static func call98(_ d: Draw) throws {
        let a0: Float = d.float("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 / a1) as Any)
    }

    // static func / (x: Int, y: Tensor) -> Tensor
    static func call99(_ d: Draw) throws {
        let a0: Int = d.int("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((a0 / a1) as Any)
    }

    // static func /= (x: inout Tensor, y: Tensor)
    static func call100(_ d: Draw) throws {
        var a0: Tensor = d.tensor("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        a0 /= a1
    }

    // static func /= (x: inout Tensor, y: Double)
    static func call101(_ d: Draw) throws {
        var a0: Tensor = d.tensor("x")
        let a1: Double = d.double("y")
        d.ready()
        a0 /= a1
    }

    // static func /= (x: inout Tensor, y: Float)
    static func call102(_ d: Draw) throws {
        var a0: Tensor = d.tensor("x")
        let a1: Float = d.float("y")
        d.ready()
        a0 /= a1
    }

    // static func /= (x: inout Tensor, y: Int)
    static func call103(_ d: Draw) throws {
        var a0: Tensor = d.tensor("x")
        let a1: Int = d.int("y")
        d.ready()
        a0 /= a1
    }

    // static func arange(_ start: Double, _ end: Double, step: Double = 1, dtype: DType = .float32) -> Tensor
    static func call104(_ d: Draw) throws {
        let a0: Double = d.double("start")
        let a1: Double = d.double("end")
        let a2: Double = d.double("step")
        let a3: DType = d.makeDType("dtype")
        d.ready()
        d.use((Tensor.arange(a0, a1, step: a2, dtype: a3)) as Any)
    }

    // static func arange(_ end: Int, dtype: DType = .float32) -> Tensor
    static func call105(_ d: Draw) throws {
        let a0: Int = d.int("end")
        let a1: DType = d.makeDType("dtype")
        d.ready()
        d.use((Tensor.arange(a0, dtype: a1)) as Any)
    }

    // static func bernoulli(_ probabilities: Tensor, generator: RandomGenerator = .shared) -> Tensor
    static func call106(_ d: Draw) throws {
        let a0: Tensor = d.tensor("probabilities")
        let a1: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((Tensor.bernoulli(a0, generator: a1)) as Any)
    }

    // static func bernoulli(_ shape: [Int], probability: Double, dtype: DType = .float32, generator: RandomGenerator = .shared) -> Tensor
    static func call107(_ d: Draw) throws {
        let a0: [Int] = d.array("shape") { d.int("") }
        let a1: Double = d.double("probability")
        let a2: DType = d.makeDType("dtype")
        let a3: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((Tensor.bernoulli(a0, probability: a1, dtype: a2, generator: a3)) as Any)
    }

    // static func categorical(_ logits: Tensor, axis: Int = -1, generator: RandomGenerator = .shared) -> Tensor
    static func call108(_ d: Draw) throws {
        let a0: Tensor = d.tensor("logits")
        let a1: Int = d.int("axis")
        let a2: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((Tensor.categorical(a0, axis: a1, generator: a2)) as Any)
    }

    // static func eye(_ n: Int, columns: Int? = nil, dtype: DType = .float32) -> Tensor
    static func call109(_ d: Draw) throws {
        let a0: Int = d.int("n")
        let a1: Int? = d.optional("columns") { d.int("columns") }
        let a2: DType = d.makeDType("dtype")
        d.ready()
        d.use((Tensor.eye(a0, columns: a1, dtype: a2)) as Any)
    }

    // static func full(_ shape: [Int], _ value: Double, dtype: DType = .float32) -> Tensor
    static func call110(_ d: Draw) throws {
        let a0: [Int] = d.array("shape") { d.int("") }
        let a1: Double = d.double("value")
        let a2: DType = d.makeDType("dtype")
        d.ready()
        d.use((Tensor.full(a0, a1, dtype: a2)) as Any)
    }

    // static func integers(_ shape: [Int], in range: Range<Int>, dtype: DType = .int64, generator: RandomGenerator = .shared) -> Tensor
    static func call111(_ d: Draw) throws {
        let a0: [Int] = d.array("shape") { d.int("") }
        let a1: Range<Int> = d.rangeOfInt("range")
        let a2: DType = d.makeDType("dtype")
        let a3: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((Tensor.integers(a0, in: a1, dtype: a2, generator: a3)) as Any)
    }

    // static func linspace(_ start: Double, _ end: Double, count: Int, dtype: DType = .float32) -> Tensor
    static func call112(_ d: Draw) throws {
        let a0: Double = d.double("start")
        let a1: Double = d.double("end")
        let a2: Int = d.int("count")
        let a3: DType = d.makeDType("dtype")
        d.ready()
        d.use((Tensor.linspace(a0, a1, count: a2, dtype: a3)) as Any)
    }

    // static func normal(_ shape: [Int], mean: Double = 0, standardDeviation: Double = 1, dtype: DType = .float32, generator: RandomGenerator = .shared) -> Tensor
    static func call113(_ d: Draw) throws {
        let a0: [Int] = d.array("shape") { d.int("") }
        let a1: Double = d.double("mean")
        let a2: Double = d.double("standardDeviation")
        let a3: DType = d.makeDType("dtype")
        let a4: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((Tensor.normal(a0, mean: a1, standardDeviation: a2, dtype: a3, generator: a4)) as Any)
    }

    // static func ones(_ shape: [Int], dtype: DType = .float32) -> Tensor
    static func call114(_ d: Draw) throws {
        let a0: [Int] = d.array("shape") { d.int("") }
        let a1: DType = d.makeDType("dtype")
        d.ready()
        d.use((Tensor.ones(a0, dtype: a1)) as Any)
    }

    // static func ones(like x: Tensor) -> Tensor
    static func call115(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((Tensor.ones(like: a0)) as Any)
    }

    // static func permutation(_ count: Int, generator: RandomGenerator = .shared) -> Tensor
    static func call116(_ d: Draw) throws {
        let a0: Int = d.int("count")
        let a1: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((Tensor.permutation(a0, generator: a1)) as Any)
    }

    // subscript(indices: any TensorIndex...) -> TensorLiteral { get set }
    static func call117(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: any TensorIndex = d.index("indices")
        let a0_1: any TensorIndex = d.index("indices")
        d.ready()
        d.use((receiver[a0, a0_1]) as Any)
        let value: TensorLiteral = d.literal("value")
        d.ready()
        receiver[a0, a0_1] = value
        d.use(receiver[a0, a0_1] as Any)
        d.use(receiver)
    }

    // subscript(indices: any TensorIndex...) -> Tensor { get set }
    static func call118(_ d: Draw) throws {
        let receiver: Tensor = d.tensor("receiver")
        let a0: any TensorIndex = d.index("indices")
        let a0_1: any TensorIndex = d.index("indices")
        d.ready()
        d.use((receiver[a0, a0_1]) as Any)
        let value: Tensor = d.tensor("value")
        d.ready()
        receiver[a0, a0_1] = value
        d.use(receiver[a0, a0_1] as Any)
        d.use(receiver)
    }

    // static func uniform(_ shape: [Int], in range: Range<Double> = 0..<1, dtype: DType = .float32, generator: RandomGenerator = .shared) -> Tensor
    static func call119(_ d: Draw) throws {
        let a0: [Int] = d.array("shape") { d.int("") }
        let a1: Range<Double> = d.range("range")
        let a2: DType = d.makeDType("dtype")
        let a3: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((Tensor.uniform(a0, in: a1, dtype: a2, generator: a3)) as Any)
    }

    // static func zeros(_ shape: [Int], dtype: DType = .float32) -> Tensor
    static func call120(_ d: Draw) throws {
        let a0: [Int] = d.array("shape") { d.int("") }
        let a1: DType = d.makeDType("dtype")
        d.ready()
        d.use((Tensor.zeros(a0, dtype: a1)) as Any)
    }

    // static func zeros(like x: Tensor) -> Tensor
    static func call121(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((Tensor.zeros(like: a0)) as Any)
    }

    // static func stride(from: Int? = nil, to: Int? = nil, by step: Int) -> IndexTerm
    static func call122(_ d: Draw) throws {
        let a0: Int? = d.optional("from") { d.int("from") }
        let a1: Int? = d.optional("to") { d.int("to") }
        let a2: Int = d.int("step")
        d.ready()
        d.use((IndexTerm.stride(from: a0, to: a1, by: a2)) as Any)
    }

    // func abs(_ x: Tensor) -> Tensor
    static func call123(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((abs(a0)) as Any)
    }

    // func acos(_ x: Tensor) -> Tensor
    static func call124(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((acos(a0)) as Any)
    }

    // func asin(_ x: Tensor) -> Tensor
    static func call125(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((asin(a0)) as Any)
    }

    // func assign(_ updates: [(Tensor, Tensor)])
    static func call126(_ d: Draw) throws {
        let a0: [(Tensor, Tensor)] = d.array("updates") { (d.tensor(""), d.tensor("")) }
        d.ready()
        assign(a0)
    }

    // func atan(_ x: Tensor) -> Tensor
    static func call127(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((atan(a0)) as Any)
    }

    // func avgPool2d(_ x: Tensor, kernel: (Int, Int), stride: (Int, Int)? = nil, padding: (Int, Int) = (0, 0)) -> Tensor
    static func call128(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: (Int, Int) = (d.int(""), d.int(""))
        let a2: (Int, Int)? = d.optional("stride") { (d.int(""), d.int("")) }
        let a3: (Int, Int) = (d.int(""), d.int(""))
        d.ready()
        d.use((avgPool2d(a0, kernel: a1, stride: a2, padding: a3)) as Any)
    }

    // func ceil(_ x: Tensor) -> Tensor
    static func call129(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((ceil(a0)) as Any)
    }

    // func checkGradients(of function: @escaping (Tensor) -> Tensor, at x: Tensor, order: Int = 2, tolerance: Double = 1e-6, step: Double = 1e-3) -> GradientReport
    static func call130(_ d: Draw) throws {
        let a0: (Tensor) -> Tensor = d.function("function")
        let a1: Tensor = d.tensor("x")
        let a2: Int = d.int("order")
        let a3: Double = d.double("tolerance")
        let a4: Double = d.double("step")
        d.ready()
        d.use((checkGradients(of: a0, at: a1, order: a2, tolerance: a3, step: a4)) as Any)
    }

    // func checkGradients(of function: @escaping ([Tensor]) -> Tensor, at inputs: [Tensor], order: Int = 2, tolerance: Double = 1e-6, step: Double = 1e-3) -> GradientReport
    static func call131(_ d: Draw) throws {
        let a0: ([Tensor]) -> Tensor = d.functionOfSeveral("function")
        let a1: [Tensor] = d.array("inputs") { d.tensor("") }
        let a2: Int = d.int("order")
        let a3: Double = d.double("tolerance")
        let a4: Double = d.double("step")
        d.ready()
        d.use((checkGradients(of: a0, at: a1, order: a2, tolerance: a3, step: a4)) as Any)
    }

    // func checkGradients(of operation: some CustomOperation, at inputs: [Tensor], order: Int = 2, tolerance: Double = 1e-6, step: Double = 1e-3) -> GradientReport
    static func call132(_ d: Draw) throws {
        let a0 = d.operation("operation")
        let a1: [Tensor] = d.array("inputs") { d.tensor("") }
        let a2: Int = d.int("order")
        let a3: Double = d.double("tolerance")
        let a4: Double = d.double("step")
        d.ready()
        d.use((checkGradients(of: a0, at: a1, order: a2, tolerance: a3, step: a4)) as Any)
    }

    // func clip(_ x: Tensor, to range: ClosedRange<Double>) -> Tensor
    static func call133(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: ClosedRange<Double> = d.closedRange("range")
        d.ready()
        d.use((clip(a0, to: a1)) as Any)
    }

    // func concatenated(_ tensors: [Tensor], axis: Int = 0) -> Tensor
    static func call134(_ d: Draw) throws {
        let a0: [Tensor] = d.array("tensors") { d.tensor("") }
        let a1: Int = d.int("axis")
        d.ready()
        d.use((concatenated(a0, axis: a1)) as Any)
    }

    // func conv1d(_ x: Tensor, _ weight: Tensor, stride: Int = 1, padding: Int = 0, dilation: Int = 1, groups: Int = 1) -> Tensor
    static func call135(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Tensor = d.tensor("weight")
        let a2: Int = d.int("stride")
        let a3: Int = d.int("padding")
        let a4: Int = d.int("dilation")
        let a5: Int = d.int("groups")
        d.ready()
        d.use((conv1d(a0, a1, stride: a2, padding: a3, dilation: a4, groups: a5)) as Any)
    }

    // func conv2d(_ x: Tensor, _ weight: Tensor, stride: (Int, Int) = (1, 1), padding: (Int, Int) = (0, 0), dilation: (Int, Int) = (1, 1), groups: Int = 1) -> Tensor
    static func call136(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Tensor = d.tensor("weight")
        let a2: (Int, Int) = (d.int(""), d.int(""))
        let a3: (Int, Int) = (d.int(""), d.int(""))
        let a4: (Int, Int) = (d.int(""), d.int(""))
        let a5: Int = d.int("groups")
        d.ready()
        d.use((conv2d(a0, a1, stride: a2, padding: a3, dilation: a4, groups: a5)) as Any)
    }

    // func convTransposed2d(_ x: Tensor, _ weight: Tensor, stride: (Int, Int) = (1, 1), padding: (Int, Int) = (0, 0), outputPadding: (Int, Int) = (0, 0), dilation: (Int, Int) = (1, 1), groups: Int = 1) -> Tensor
    static func call137(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Tensor = d.tensor("weight")
        let a2: (Int, Int) = (d.int(""), d.int(""))
        let a3: (Int, Int) = (d.int(""), d.int(""))
        let a4: (Int, Int) = (d.int(""), d.int(""))
        let a5: (Int, Int) = (d.int(""), d.int(""))
        let a6: Int = d.int("groups")
        d.ready()
        d.use((convTransposed2d(a0, a1, stride: a2, padding: a3, outputPadding: a4, dilation: a5, groups: a6)) as Any)
    }

    // func cos(_ x: Tensor) -> Tensor
    static func call138(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((cos(a0)) as Any)
    }

    // func cosh(_ x: Tensor) -> Tensor
    static func call139(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((cosh(a0)) as Any)
    }

    // func customGradient(_ name: String = "custom", _ forward: @escaping @Sendable (Tensor) -> Tensor, gradient: @escaping @Sendable (Tensor, Tensor, Tensor) -> Tensor) -> @Sendable (Tensor) -> Tensor
    static func call140(_ d: Draw) throws {
        let a0: String = d.string("name")
        let a1: @Sendable (Tensor) -> Tensor = d.sendableFunction("forward")
        let a2: @Sendable (Tensor, Tensor, Tensor) -> Tensor = d.gradientFunction("gradient")
        d.ready()
        d.use((customGradient(a0, a1, gradient: a2)) as Any)
    }

    // func customGradient(_ name: String = "custom", _ forward: @escaping @Sendable ([Tensor]) -> Tensor, gradient: @escaping @Sendable (Tensor, [Tensor], Tensor) -> [Tensor?]) -> @Sendable ([Tensor]) -> Tensor
    static func call141(_ d: Draw) throws {
        let a0: String = d.string("name")
        let a1: @Sendable ([Tensor]) -> Tensor = d.sendableFunctionOfSeveral("forward")
        let a2: @Sendable (Tensor, [Tensor], Tensor) -> [Tensor?] = d.gradientOfSeveral("gradient")
        d.ready()
        d.use((customGradient(a0, a1, gradient: a2)) as Any)
    }

    // func detectAnomalies<Result>(_ body: () throws -> Result) rethrows -> Result
    static func call142(_ d: Draw) throws {
        let a0: () throws -> Tensor = d.body("body")
        d.ready()
        d.use((try detectAnomalies(a0)) as Any)
    }

    // func digamma(_ x: Tensor) -> Tensor
    static func call143(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((digamma(a0)) as Any)
    }

    // func elu(_ x: Tensor, alpha: Double = 1) -> Tensor
    static func call144(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Double = d.double("alpha")
        d.ready()
        d.use((elu(a0, alpha: a1)) as Any)
    }

    // func erf(_ x: Tensor) -> Tensor
    static func call145(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((erf(a0)) as Any)
    }

    // func erfc(_ x: Tensor) -> Tensor
    static func call146(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((erfc(a0)) as Any)
    }

    // func evaluate(_ tensors: Tensor...)
    static func call147(_ d: Draw) throws {
        let a0: Tensor = d.tensor("tensors")
        let a0_1: Tensor = d.tensor("tensors")
        d.ready()
        evaluate(a0, a0_1)
    }

    // func evaluate(_ tensors: [Tensor])
    static func call148(_ d: Draw) throws {
        let a0: [Tensor] = d.array("tensors") { d.tensor("") }
        d.ready()
        evaluate(a0)
    }

    // func exp(_ x: Tensor) -> Tensor
    static func call149(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((exp(a0)) as Any)
    }

    // func explainExecution<Result>(_ body: () throws -> Result) rethrows -> Result
    static func call150(_ d: Draw) throws {
        let a0: () throws -> Tensor = d.body("body")
        d.ready()
        d.use((try explainExecution(a0)) as Any)
    }

    // func expm1(_ x: Tensor) -> Tensor
    static func call151(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((expm1(a0)) as Any)
    }

    // func floor(_ x: Tensor) -> Tensor
    static func call152(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((floor(a0)) as Any)
    }

    // func gelu(_ x: Tensor) -> Tensor
    static func call153(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((gelu(a0)) as Any)
    }

    // func gradient(of function: @escaping (Tensor) -> Tensor) -> (Tensor) -> Tensor
    static func call154(_ d: Draw) throws {
        let a0: (Tensor) -> Tensor = d.function("function")
        d.ready()
        let function = gradient(of: a0)
        d.use(function(d.tensor("of")))
    }

    // func gradient(of function: (Tensor) -> Tensor, at x: Tensor) -> Tensor
    static func call155(_ d: Draw) throws {
        let a0: (Tensor) -> Tensor = d.function("function")
        let a1: Tensor = d.tensor("x")
        d.ready()
        d.use((gradient(of: a0, at: a1)) as Any)
    }

    // func gradients(of output: Tensor, for tensors: [Tensor], cotangent: Tensor? = nil, retainGraph: Bool = false, createGraph: Bool = false) -> [Tensor]
    static func call156(_ d: Draw) throws {
        let a0: Tensor = d.tensor("output")
        let a1: [Tensor] = d.array("tensors") { d.tensor("") }
        let a2: Tensor? = d.optional("cotangent") { d.tensor("cotangent") }
        let a3: Bool = d.bool("retainGraph")
        let a4: Bool = d.bool("createGraph")
        d.ready()
        d.use((gradients(of: a0, for: a1, cotangent: a2, retainGraph: a3, createGraph: a4)) as Any)
    }

    // func hessian(of function: @escaping (Tensor) -> Tensor) -> (Tensor) -> Tensor
    static func call157(_ d: Draw) throws {
        let a0: (Tensor) -> Tensor = d.function("function")
        d.ready()
        let function = hessian(of: a0)
        d.use(function(d.tensor("of")))
    }

    // func hessian(of function: (Tensor) -> Tensor, at x: Tensor) -> Tensor
    static func call158(_ d: Draw) throws {
        let a0: (Tensor) -> Tensor = d.function("function")
        let a1: Tensor = d.tensor("x")
        d.ready()
        d.use((hessian(of: a0, at: a1)) as Any)
    }

    // func hvp(of function: @escaping (Tensor) -> Tensor) -> (Tensor, Tensor) -> Tensor
    static func call159(_ d: Draw) throws {
        let a0: (Tensor) -> Tensor = d.function("function")
        d.ready()
        d.use((hvp(of: a0)) as Any)
    }

    // func hvp(of function: (Tensor) -> Tensor, at x: Tensor, vector: Tensor) -> Tensor
    static func call160(_ d: Draw) throws {
        let a0: (Tensor) -> Tensor = d.function("function")
        let a1: Tensor = d.tensor("x")
        let a2: Tensor = d.tensor("vector")
        d.ready()
        d.use((hvp(of: a0, at: a1, vector: a2)) as Any)
    }

    // func isFinite(_ x: Tensor) -> Tensor
    static func call161(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((isFinite(a0)) as Any)
    }

    // var isGradientEnabled: Bool { get }
    static func call162(_ d: Draw) throws {
        d.ready()
        d.use((isGradientEnabled) as Any)
    }

    // func isNaN(_ x: Tensor) -> Tensor
    static func call163(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((isNaN(a0)) as Any)
    }

    // func jacobian(of function: @escaping (Tensor) -> Tensor) -> (Tensor) -> Tensor
    static func call164(_ d: Draw) throws {
        let a0: (Tensor) -> Tensor = d.function("function")
        d.ready()
        let function = jacobian(of: a0)
        d.use(function(d.tensor("of")))
    }

    // func jacobian(of function: (Tensor) -> Tensor, at x: Tensor) -> Tensor
    static func call165(_ d: Draw) throws {
        let a0: (Tensor) -> Tensor = d.function("function")
        let a1: Tensor = d.tensor("x")
        d.ready()
        d.use((jacobian(of: a0, at: a1)) as Any)
    }

    // func jvp(of function: @escaping (Tensor) -> Tensor) -> (Tensor, Tensor) -> (value: Tensor, tangent: Tensor)
    static func call166(_ d: Draw) throws {
        let a0: (Tensor) -> Tensor = d.function("function")
        d.ready()
        d.use((jvp(of: a0)) as Any)
    }

    // func jvp(of function: (Tensor) -> Tensor, at x: Tensor, tangent: Tensor) -> (value: Tensor, tangent: Tensor)
    static func call167(_ d: Draw) throws {
        let a0: (Tensor) -> Tensor = d.function("function")
        let a1: Tensor = d.tensor("x")
        let a2: Tensor = d.tensor("tangent")
        d.ready()
        d.use((jvp(of: a0, at: a1, tangent: a2)) as Any)
    }

    // func leakyRelu(_ x: Tensor, slope: Double = 0.01) -> Tensor
    static func call168(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Double = d.double("slope")
        d.ready()
        d.use((leakyRelu(a0, slope: a1)) as Any)
    }

    // func lgamma(_ x: Tensor) -> Tensor
    static func call169(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((lgamma(a0)) as Any)
    }

    // func log(_ x: Tensor) -> Tensor
    static func call170(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((log(a0)) as Any)
    }

    // func log1p(_ x: Tensor) -> Tensor
    static func call171(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((log1p(a0)) as Any)
    }

    // func logSigmoid(_ x: Tensor) -> Tensor
    static func call172(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((logSigmoid(a0)) as Any)
    }

    // func logSoftmax(_ x: Tensor, axis: Int = -1) -> Tensor
    static func call173(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Int = d.int("axis")
        d.ready()
        d.use((logSoftmax(a0, axis: a1)) as Any)
    }

    // func logSumExp(_ x: Tensor, axis: Int = -1, keepDims: Bool = false) -> Tensor
    static func call174(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Int = d.int("axis")
        let a2: Bool = d.bool("keepDims")
        d.ready()
        d.use((logSumExp(a0, axis: a1, keepDims: a2)) as Any)
    }

    // func matmul(_ a: Tensor, _ b: Tensor) -> Tensor
    static func call175(_ d: Draw) throws {
        let a0: Tensor = d.tensor("a")
        let a1: Tensor = d.tensor("b")
        d.ready()
        d.use((matmul(a0, a1)) as Any)
    }

    // func maxPool2d(_ x: Tensor, kernel: (Int, Int), stride: (Int, Int)? = nil, padding: (Int, Int) = (0, 0)) -> Tensor
    static func call176(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: (Int, Int) = (d.int(""), d.int(""))
        let a2: (Int, Int)? = d.optional("stride") { (d.int(""), d.int("")) }
        let a3: (Int, Int) = (d.int(""), d.int(""))
        d.ready()
        d.use((maxPool2d(a0, kernel: a1, stride: a2, padding: a3)) as Any)
    }

    // func maximum(_ x: Tensor, _ y: Tensor) -> Tensor
    static func call177(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((maximum(a0, a1)) as Any)
    }

    // func maximum(_ x: Tensor, _ y: Double) -> Tensor
    static func call178(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Double = d.double("y")
        d.ready()
        d.use((maximum(a0, a1)) as Any)
    }

    // func maximum(_ x: Double, _ y: Tensor) -> Tensor
    static func call179(_ d: Draw) throws {
        let a0: Double = d.double("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((maximum(a0, a1)) as Any)
    }

    // var memoryLimit: Int { get set }
    static func call180(_ d: Draw) throws {
        d.ready()
        d.use((memoryLimit) as Any)
        let value: Int = d.int("value")
        d.ready()
        memoryLimit = value
        d.use(memoryLimit as Any)
    }

    // var memoryUse: MemoryUse { get }
    static func call181(_ d: Draw) throws {
        d.ready()
        d.use((memoryUse) as Any)
    }

    // func minimum(_ x: Tensor, _ y: Tensor) -> Tensor
    static func call182(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((minimum(a0, a1)) as Any)
    }

    // func minimum(_ x: Tensor, _ y: Double) -> Tensor
    static func call183(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Double = d.double("y")
        d.ready()
        d.use((minimum(a0, a1)) as Any)
    }

    // func minimum(_ x: Double, _ y: Tensor) -> Tensor
    static func call184(_ d: Draw) throws {
        let a0: Double = d.double("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((minimum(a0, a1)) as Any)
    }

    // func oneHot(_ labels: Tensor, classes: Int, dtype: DType = .float32) -> Tensor
    static func call185(_ d: Draw) throws {
        let a0: Tensor = d.tensor("labels")
        let a1: Int = d.int("classes")
        let a2: DType = d.makeDType("dtype")
        d.ready()
        d.use((oneHot(a0, classes: a1, dtype: a2)) as Any)
    }

    // func polygamma(_ order: Int, _ x: Tensor) -> Tensor
    static func call186(_ d: Draw) throws {
        let a0: Int = d.int("order")
        let a1: Tensor = d.tensor("x")
        d.ready()
        d.use((polygamma(a0, a1)) as Any)
    }

    // func pow(_ x: Tensor, _ y: Tensor) -> Tensor
    static func call187(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((pow(a0, a1)) as Any)
    }

    // func pow(_ x: Tensor, _ y: Double) -> Tensor
    static func call188(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Double = d.double("y")
        d.ready()
        d.use((pow(a0, a1)) as Any)
    }

    // func pow(_ x: Double, _ y: Tensor) -> Tensor
    static func call189(_ d: Draw) throws {
        let a0: Double = d.double("x")
        let a1: Tensor = d.tensor("y")
        d.ready()
        d.use((pow(a0, a1)) as Any)
    }

    // func reciprocal(_ x: Tensor) -> Tensor
    static func call190(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((reciprocal(a0)) as Any)
    }

    // func relu(_ x: Tensor) -> Tensor
    static func call191(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((relu(a0)) as Any)
    }

    // func resetPeakMemory()
    static func call192(_ d: Draw) throws {
        d.ready()
        resetPeakMemory()
    }

    // func round(_ x: Tensor) -> Tensor
    static func call193(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((round(a0)) as Any)
    }

    // func rsqrt(_ x: Tensor) -> Tensor
    static func call194(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((rsqrt(a0)) as Any)
    }

    // func sigmoid(_ x: Tensor) -> Tensor
    static func call195(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((sigmoid(a0)) as Any)
    }

    // func sign(_ x: Tensor) -> Tensor
    static func call196(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((sign(a0)) as Any)
    }

    // func silu(_ x: Tensor) -> Tensor
    static func call197(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((silu(a0)) as Any)
    }

    // func sin(_ x: Tensor) -> Tensor
    static func call198(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((sin(a0)) as Any)
    }

    // func sinh(_ x: Tensor) -> Tensor
    static func call199(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((sinh(a0)) as Any)
    }

    // func softmax(_ x: Tensor, axis: Int = -1) -> Tensor
    static func call200(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        let a1: Int = d.int("axis")
        d.ready()
        d.use((softmax(a0, axis: a1)) as Any)
    }

    // func softplus(_ x: Tensor) -> Tensor
    static func call201(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((softplus(a0)) as Any)
    }

    // func softsign(_ x: Tensor) -> Tensor
    static func call202(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((softsign(a0)) as Any)
    }

    // func sqrt(_ x: Tensor) -> Tensor
    static func call203(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((sqrt(a0)) as Any)
    }

    // func square(_ x: Tensor) -> Tensor
    static func call204(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((square(a0)) as Any)
    }

    // func stacked(_ tensors: [Tensor], axis: Int = 0) -> Tensor
    static func call205(_ d: Draw) throws {
        let a0: [Tensor] = d.array("tensors") { d.tensor("") }
        let a1: Int = d.int("axis")
        d.ready()
        d.use((stacked(a0, axis: a1)) as Any)
    }

    // func tan(_ x: Tensor) -> Tensor
    static func call206(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((tan(a0)) as Any)
    }

    // func tanh(_ x: Tensor) -> Tensor
    static func call207(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((tanh(a0)) as Any)
    }

    // func tanhShrink(_ x: Tensor) -> Tensor
    static func call208(_ d: Draw) throws {
        let a0: Tensor = d.tensor("x")
        d.ready()
        d.use((tanhShrink(a0)) as Any)
    }

    // var threadCount: Int { get set }
    static func call209(_ d: Draw) throws {
        d.ready()
        d.use((threadCount) as Any)
        let value: Int = d.int("value")
        d.ready()
        threadCount = value
        d.use(threadCount as Any)
    }

    // func trimMemory()
    static func call210(_ d: Draw) throws {
        d.ready()
        trimMemory()
    }

    // func valueAndGradient(of function: @escaping (Tensor) -> Tensor) -> (Tensor) -> (value: Tensor, gradient: Tensor)
    static func call211(_ d: Draw) throws {
        let a0: (Tensor) -> Tensor = d.function("function")
        d.ready()
        let function = valueAndGradient(of: a0)
        d.use(function(d.tensor("of")))
    }

    // func valueAndGradient(of function: (Tensor) -> Tensor, at x: Tensor) -> (value: Tensor, gradient: Tensor)
    static func call212(_ d: Draw) throws {
        let a0: (Tensor) -> Tensor = d.function("function")
        let a1: Tensor = d.tensor("x")
        d.ready()
        d.use((valueAndGradient(of: a0, at: a1)) as Any)
    }

    // func vjp(of function: @escaping (Tensor) -> Tensor) -> (Tensor) -> (value: Tensor, pullback: (Tensor) -> Tensor)
    static func call213(_ d: Draw) throws {
        let a0: (Tensor) -> Tensor = d.function("function")
        d.ready()
        let function = vjp(of: a0)
        d.use(function(d.tensor("of")))
    }

    // func vjp(of function: (Tensor) -> Tensor, at x: Tensor) -> (value: Tensor, pullback: (Tensor) -> Tensor)
    static func call214(_ d: Draw) throws {
        let a0: (Tensor) -> Tensor = d.function("function")
        let a1: Tensor = d.tensor("x")
        d.ready()
        d.use((vjp(of: a0, at: a1)) as Any)
    }

    // func which(_ condition: Tensor, _ x: Tensor, _ y: Tensor) -> Tensor
    static func call215(_ d: Draw) throws {
        let a0: Tensor = d.tensor("condition")
        let a1: Tensor = d.tensor("x")
        let a2: Tensor = d.tensor("y")
        d.ready()
        d.use((which(a0, a1, a2)) as Any)
    }

    // func which(_ condition: Tensor, _ x: Tensor, _ y: Double) -> Tensor
    static func call216(_ d: Draw) throws {
        let a0: Tensor = d.tensor("condition")
        let a1: Tensor = d.tensor("x")
        let a2: Double = d.double("y")
        d.ready()
        d.use((which(a0, a1, a2)) as Any)
    }

    // func which(_ condition: Tensor, _ x: Double, _ y: Double) -> Tensor
    static func call217(_ d: Draw) throws {
        let a0: Tensor = d.tensor("condition")
        let a1: Double = d.double("x")
        let a2: Double = d.double("y")
        d.ready()
        d.use((which(a0, a1, a2)) as Any)
    }

    // func which(_ condition: Tensor, _ x: Double, _ y: Tensor) -> Tensor
    static func call218(_ d: Draw) throws {
        let a0: Tensor = d.tensor("condition")
        let a1: Double = d.double("x")
        let a2: Tensor = d.tensor("y")
        d.ready()
        d.use((which(a0, a1, a2)) as Any)
    }

    // func withErrors<Result>(_ body: () throws -> Result) throws -> Result
    static func call219(_ d: Draw) throws {
        let a0: () throws -> Tensor = d.body("body")
        d.ready()
        d.use((try withErrors(a0)) as Any)
    }

    // func withGradient<Result>(_ body: () throws -> Result) rethrows -> Result
    static func call220(_ d: Draw) throws {
        let a0: () throws -> Tensor = d.body("body")
        d.ready()
        d.use((try withGradient(a0)) as Any)
    }

    // func withLeakChecking<Result>(_ body: () throws -> Result) rethrows -> Result
    static func call221(_ d: Draw) throws {
        let a0: () throws -> Tensor = d.body("body")
        d.ready()
        d.use((try withLeakChecking(a0)) as Any)
    }

    // func withoutFusion<Result>(_ body: () throws -> Result) rethrows -> Result
    static func call222(_ d: Draw) throws {
        let a0: () throws -> Tensor = d.body("body")
        d.ready()
        d.use((try withoutFusion(a0)) as Any)
    }

    // func withoutGradient<Result>(_ body: () throws -> Result) rethrows -> Result
    static func call223(_ d: Draw) throws {
        let a0: () throws -> Tensor = d.body("body")
        d.ready()
        d.use((try withoutGradient(a0)) as Any)
    }
}
